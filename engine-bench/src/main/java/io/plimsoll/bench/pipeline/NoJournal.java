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
package io.plimsoll.bench.pipeline;

import io.plimsoll.io.journal.Journal;
import org.agrona.DirectBuffer;

/** Keeps nothing: what the pipeline does without its journal. Nobody runs an engine like this. */
final class NoJournal implements Journal
{
    private long lastSequence;

    @Override
    public void append(
        final int type,
        final long sequence,
        final long timestampNs,
        final int sessionId,
        final DirectBuffer command,
        final int commandOffset,
        final int commandLength,
        final DirectBuffer effects,
        final int effectsOffset,
        final int effectsLength)
    {
        lastSequence = sequence;
    }

    @Override
    public void sync()
    {
        // There is nothing to bring onto the medium.
    }

    @Override
    public long lastSequence()
    {
        return lastSequence;
    }

    @Override
    public long lengthBytes()
    {
        return 0;
    }

    @Override
    public void close()
    {
        // Nothing is held.
    }
}
