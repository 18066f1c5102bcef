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
 * Port through which the records of a journal are read one after the other. Every record that it yields is whole and
 * belongs where it stands: framing, CRC, sequence, epoch and chain have been checked. Confined to one thread.
 */
public interface JournalCursor extends AutoCloseable
{
    /**
     * Moves to the next record.
     *
     * @return false at the end of the records; {@link #report()} then says how the journal ends.
     */
    boolean next();

    /**
     * The record that the last call of {@link #next()} moved to.
     *
     * @return the flyweight, the same one for the life of the cursor; valid until the next call of next.
     */
    RecordDecoder record();

    /**
     * Position of the record in the journal.
     *
     * @return position in bytes of the word before the record.
     */
    long position();

    /**
     * How the journal ends. Final once {@link #next()} has returned false.
     *
     * @return the report.
     */
    JournalReport report();

    /**
     * Lets go of the journal.
     */
    @Override
    void close();
}
