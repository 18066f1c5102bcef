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
 * Where a journal ends, as the scanner found it: all that a writer needs to go on behind the last record.
 *
 * @param epoch           number of the epoch.
 * @param lastSequence    sequence of the last record.
 * @param lastTimestampNs time of the last record that took a sequence.
 * @param chain           chain value of the last record.
 * @param lengthBytes     bytes up to the end of the last record, framing included.
 * @param records         number of records, all types.
 * @param lastType        type of the last record; see {@link RecordType}.
 */
public record JournalEnd(
    int epoch,
    long lastSequence,
    long lastTimestampNs,
    long chain,
    long lengthBytes,
    long records,
    int lastType)
{
    /**
     * An epoch that has no record yet.
     *
     * @param epoch        number of the epoch.
     * @param lastSequence sequence of the last record of the epoch before; 0 if there is none.
     * @param chain        chain value of that record; 0 if there is none.
     * @return the end.
     */
    public static JournalEnd before(final int epoch, final long lastSequence, final long chain)
    {
        return new JournalEnd(epoch, lastSequence, 0, chain, 0, 0, 0);
    }
}
