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
 * Double of the journal for tests and simulations: the same records in the same framing, in a {@link JournalStore} that
 * outlives it. Confined to one thread. Throws where its {@link JournalFault} says so.
 */
public final class InMemoryJournal implements Journal
{
    private final JournalStore store;
    private final RecordEncoder encoder;
    private final JournalFault fault;
    private long lastSequence;
    private int length;
    private int lastPosition;

    /**
     * Journal that goes on at a given end of a store, which must hold zeros behind it.
     *
     * @param store          to write to.
     * @param end            of what the store holds; {@link JournalEnd#before} for an empty one.
     * @param schemaVersion  version of the schema of commands and effects.
     * @param effectBytesMax most bytes of effects that one command makes.
     * @param fault          called around every operation.
     */
    public InMemoryJournal(
        final JournalStore store,
        final JournalEnd end,
        final int schemaVersion,
        final int effectBytesMax,
        final JournalFault fault)
    {
        this.store = store;
        this.encoder = new RecordEncoder(end.epoch(), schemaVersion, end.chain(), effectBytesMax);
        this.fault = fault;
        this.lastSequence = end.lastSequence();
        this.length = Math.toIntExact(end.lengthBytes());
    }

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
        fault.at(JournalFault.Operation.APPEND, true);
        RecordSequence.check(type, sequence, lastSequence);
        final int recordLength = encoder.encode(type, sequence, timestampNs, sessionId,
            command, commandOffset, commandLength, effects, effectsOffset, effectsLength);
        final int documentLength = DocumentWord.documentLength(recordLength);
        // One word more than the document, so that a reader always finds the word that ends the journal.
        store.reserve(length + documentLength + 2 * DocumentWord.LENGTH);
        store.putBytes(length + DocumentWord.LENGTH, encoder.buffer(), recordLength);
        store.putWord(length, documentLength);
        lastPosition = length;
        length += DocumentWord.LENGTH + documentLength;
        lastSequence = sequence;
        fault.at(JournalFault.Operation.APPEND, false);
    }

    @Override
    public void sync()
    {
        fault.at(JournalFault.Operation.SYNC, true);
        store.synced(length);
        fault.at(JournalFault.Operation.SYNC, false);
    }

    @Override
    public long lastSequence()
    {
        return lastSequence;
    }

    @Override
    public long lengthBytes()
    {
        return length;
    }

    /**
     * Position of the word before the last record, for {@link JournalStore#tear}.
     *
     * @return position in bytes.
     */
    public int lastPosition()
    {
        return lastPosition;
    }

    @Override
    public void close()
    {
        fault.at(JournalFault.Operation.CLOSE, true);
        store.synced(length);
        fault.at(JournalFault.Operation.CLOSE, false);
    }
}
