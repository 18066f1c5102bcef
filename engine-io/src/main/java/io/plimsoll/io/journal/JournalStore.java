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
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Growable store of bytes that stands in for a disk: what the in-memory journal writes, it keeps when that journal is
 * gone. Grows by doubling, so it belongs into tests and simulations. Confined to one thread.
 */
public final class JournalStore implements JournalBytes
{
    private static final int INITIAL_CAPACITY = 64 * 1024;

    private UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(INITIAL_CAPACITY));
    private int syncedLength;

    /**
     * Empty store.
     */
    public JournalStore()
    {
    }

    /**
     * Copy of a store, as a disk image taken at an instant.
     *
     * @param other store to be copied.
     */
    public JournalStore(final JournalStore other)
    {
        reserve(other.buffer.capacity());
        buffer.putBytes(0, other.buffer, 0, other.buffer.capacity());
        syncedLength = other.syncedLength;
    }

    @Override
    public long length()
    {
        return buffer.capacity();
    }

    @Override
    public long refreshLength()
    {
        return length();
    }

    @Override
    public UnsafeBuffer window(final long position, final int length)
    {
        buffer.boundsCheck((int)position, length);
        return buffer;
    }

    @Override
    public int offset(final long position)
    {
        return (int)position;
    }

    @Override
    public void read(final long position, final ByteBuffer target, final int count)
    {
        buffer.getBytes((int)position, target, 0, count);
    }

    /**
     * Does nothing: the bytes outlive whoever wrote or read them.
     */
    @Override
    public void close()
    {
    }

    /**
     * Bytes that the last sync covered.
     *
     * @return length in bytes.
     */
    public int syncedLength()
    {
        return syncedLength;
    }

    /**
     * Changes one byte, as a fault would.
     *
     * @param position of the byte.
     * @param value    to be put there.
     */
    public void putByte(final int position, final byte value)
    {
        buffer.putByte(position, value);
    }

    /**
     * Zeroes everything from a position on, as a lost page or a cut file would.
     *
     * @param position of the first byte.
     */
    public void clearFrom(final int position)
    {
        buffer.setMemory(position, buffer.capacity() - position, (byte)0);
    }

    /**
     * Turns the last document into one that was being written when the process was killed.
     *
     * @param position of its word.
     * @param keptBytes bytes of the document that had been written.
     */
    public void tear(final int position, final int keptBytes)
    {
        putWord(position, DocumentWord.NONE);
        clearFrom(position + DocumentWord.LENGTH + keptBytes);
    }

    int word(final int position)
    {
        return buffer.getInt(position, ByteOrder.LITTLE_ENDIAN);
    }

    void putWord(final int position, final int word)
    {
        buffer.putInt(position, word, ByteOrder.LITTLE_ENDIAN);
    }

    void putBytes(final int position, final DirectBuffer source, final int length)
    {
        buffer.putBytes(position, source, 0, length);
    }

    void reserve(final int length)
    {
        if (length > buffer.capacity())
        {
            final int capacity = Math.max(length, Math.multiplyExact(buffer.capacity(), 2));
            final UnsafeBuffer larger = new UnsafeBuffer(ByteBuffer.allocateDirect(capacity));
            larger.putBytes(0, buffer, 0, buffer.capacity());
            buffer = larger;
        }
    }

    void synced(final int length)
    {
        syncedLength = length;
    }
}
