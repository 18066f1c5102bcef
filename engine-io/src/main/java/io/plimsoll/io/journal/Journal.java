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

import org.agrona.DirectBuffer;

/**
 * Port through which the engine thread keeps what it has done. One call, one document.
 *
 * <p>{@link #append} and {@link #close} belong to the engine thread alone; {@link #sync} may be called by one other
 * thread, the syncer. Nothing is retried inside: a call that throws leaves the journal unusable, and the caller latches
 * its halt.
 */
public interface Journal extends AutoCloseable
{
    /**
     * Appends one record as one document. When this returns the record survives the end of the process. Allocates
     * nothing; never blocks on the medium except for a page that is not in memory yet.
     *
     * @param type          of the record; see {@link RecordType}.
     * @param sequence      one above the last for a type that takes a sequence, else the last.
     * @param timestampNs   of the command, nanoseconds since the epoch.
     * @param sessionId     of the session that sent the command; 0 for the host.
     * @param command       buffer that holds the command.
     * @param commandOffset of the command.
     * @param commandLength of the command, at most {@link RecordLayout#COMMAND_LENGTH_MAX}.
     * @param effects       buffer that holds the effect frames; may be null when there are none.
     * @param effectsOffset of the first frame.
     * @param effectsLength of all frames, a multiple of eight.
     * @throws IllegalArgumentException for a sequence or a length that does not fit; nothing has been written.
     * @throws JournalException         when the medium fails.
     */
    void append(
        int type,
        long sequence,
        long timestampNs,
        int sessionId,
        DirectBuffer command,
        int commandOffset,
        int commandLength,
        DirectBuffer effects,
        int effectsOffset,
        int effectsLength);

    /**
     * Brings every record whose append returned before this call onto the medium, so that it survives the end of power.
     * A failure is final: what a failed sync has left behind cannot be known, so it must never be tried again.
     *
     * @throws JournalException when the medium fails.
     */
    void sync();

    /**
     * Sequence of the last record. Engine thread only.
     *
     * @return the sequence; 0 when no command has been journaled.
     */
    long lastSequence();

    /**
     * Bytes of the journal up to the end of the last record, framing included. Engine thread only.
     *
     * @return length in bytes.
     */
    long lengthBytes();

    /**
     * Syncs and lets go of the medium. May be called more than once. Writes no record.
     */
    @Override
    void close();
}
