/*
 * Copyright 2026 Plimsoll contributors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 * https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.plimsoll.io.journal;

/**
 * The rule of sequences: commands and poison records count up by one without a gap, headers and closes repeat the last.
 */
final class RecordSequence
{
    private RecordSequence()
    {
    }

    static long expected(final int type, final long lastSequence)
    {
        return RecordType.takesSequence(type) ? lastSequence + 1 : lastSequence;
    }

    static void check(final int type, final long sequence, final long lastSequence)
    {
        if (sequence != expected(type, lastSequence))
        {
            throw new IllegalArgumentException("sequence " + sequence + " of a record of type " +
                RecordType.name(type) + " cannot follow sequence " + lastSequence);
        }
    }
}
