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
package io.plimsoll.io.session;

/**
 * What stands before an effect on the way out. All integers are little-endian.
 * <pre>
 *   0          8             16            20      24           32
 *   +----------+-------------+-------------+-------+------------+-----------+
 *   | sequence | timestampNs | effectIndex | flags | SBE header | SBE block |
 *   +----------+-------------+-------------+-------+------------+-----------+
 * </pre>
 * Sequence 0 marks a refusal at the door: the message never became a command and is not in the journal.
 */
public final class EgressEnvelope
{
    /** Offset of the journal sequence of the command that made the effect; 0 for a refusal at the door. */
    public static final int SEQUENCE_OFFSET = 0;

    /** Offset of the command's timestamp, epoch nanoseconds. */
    public static final int TIMESTAMP_OFFSET = 8;

    /** Offset of the effect's place among the effects of its command, from 0. */
    public static final int EFFECT_INDEX_OFFSET = 16;

    /** Offset of the flags. */
    public static final int FLAGS_OFFSET = 20;

    /** Length of the envelope, and offset of the SBE message. */
    public static final int LENGTH = 24;

    /** Flag of the last effect of a command. */
    public static final int LAST_FLAG = 1;

    private EgressEnvelope()
    {
    }
}
