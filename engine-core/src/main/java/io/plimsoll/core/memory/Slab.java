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
package io.plimsoll.core.memory;

import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.IntFunction;

/**
 * A named array of fixed-size records outside the Java heap.
 * <p>
 * The records lie in chunks of a power-of-two number of records, each chunk at most 1 GiB and aligned to a cache line;
 * the last chunk is only as long as it must be.
 * <pre>
 *   chunk  = index &gt;&gt;&gt; shift                        0 .. capacity / 2^shift
 *   offset = (index &amp; (2^shift - 1)) * recordLength    bytes from the start of the chunk
 * </pre>
 * An index past the last record, or a field past the end of it, is refused with an {@link IndexOutOfBoundsException},
 * and so is every access after the arena was closed. Whether an index is in use is the affair of the slab's owner.
 * Reading and writing allocate nothing and take constant time. One thread at a time.
 */
public final class Slab
{
    /**
     * Largest length of one record in bytes.
     */
    public static final int RECORD_LENGTH_MAX = 1 << 20;

    private static final int CACHE_LINE_LENGTH = 64;

    private final Slab directory;
    private final String name;
    private final int id;
    private final int recordLength;
    private final long capacity;
    private final int shift;
    private final int mask;
    private final ByteBuffer[] memory;
    private final UnsafeBuffer[] chunks;
    private final long[] addresses;
    private int liveRecords;
    /** Records of the first chunk less 2^31, as an unsigned comparison wants them. */
    private int nearRecordsBiased;
    private long nearAddress;

    Slab(
        final Slab directory,
        final String name,
        final int id,
        final int recordLength,
        final long capacity,
        final int chunkLengthMax,
        final IntFunction<ByteBuffer> memorySource)
    {
        Require.argument(recordLength > 0 && recordLength <= RECORD_LENGTH_MAX && (recordLength & 7) == 0,
            "record length must be a multiple of 8 from 8 to " + RECORD_LENGTH_MAX, recordLength);
        Require.argument(capacity > 0 && capacity <= Integer.MAX_VALUE,
            "capacity of slab " + name + " must be from 1 to " + Integer.MAX_VALUE, capacity);

        final int chunkRecords = Integer.highestOneBit(chunkLengthMax / recordLength);
        this.directory = directory;
        this.name = name;
        this.id = id;
        this.recordLength = recordLength;
        this.capacity = capacity;
        shift = Integer.numberOfTrailingZeros(chunkRecords);
        mask = chunkRecords - 1;
        final int chunkCount = (int)((capacity + mask) >>> shift);
        memory = new ByteBuffer[chunkCount];
        chunks = new UnsafeBuffer[chunkCount];
        addresses = new long[chunkCount];
        reserve(memorySource);
        liveRecords = (int)capacity;
        nearRecordsBiased = (int)Math.min(capacity, chunkRecords) + Integer.MIN_VALUE;
        nearAddress = addresses[0];
    }

    /**
     * Name, unique in the arena.
     *
     * @return the name.
     */
    public String name()
    {
        return name;
    }

    /**
     * Place in the arena's order.
     *
     * @return 1 for the first registered slab; 0 for the directory of the arena.
     */
    public int id()
    {
        return id;
    }

    /**
     * Number of records.
     *
     * @return records.
     */
    public long capacity()
    {
        return capacity;
    }

    /**
     * Length of one record.
     *
     * @return bytes, a multiple of 8.
     */
    public int recordLength()
    {
        return recordLength;
    }

    /**
     * Bytes reserved for the records.
     *
     * @return bytes.
     */
    public long reservedBytes()
    {
        return capacity * recordLength;
    }

    /**
     * Number of leading records that may hold something: every record from this index on is zero.
     *
     * @return 0 to {@link #capacity()}.
     */
    public long used()
    {
        return directory == null ? capacity : directory.getLong(id, 0);
    }

    /**
     * Set the number of leading records that may hold something. The owner keeps it true; it bounds copies and digests.
     *
     * @param records 0 to {@link #capacity()}.
     */
    public void used(final long records)
    {
        Require.argument(records >= 0 && records <= capacity, "used records out of range", records);
        directory.putLong(id, 0, records);
    }

    /**
     * Where a record begins, for {@link Memory}. Valid until the arena is closed.
     *
     * @param index of the record.
     * @return address of its first byte.
     * @throws IndexOutOfBoundsException if there is no such record, or the arena was closed.
     */
    public long address(final int index)
    {
        // Most slabs are one chunk, and one unsigned comparison then checks the index and finds its chunk.
        return index + Integer.MIN_VALUE < nearRecordsBiased ?
            nearAddress + (long)index * recordLength : farAddress(index);
    }

    private long farAddress(final int index)
    {
        Objects.checkIndex(index, liveRecords);
        return addresses[index >>> shift] + (long)(index & mask) * recordLength;
    }

    private long fieldAddress(final int index, final int fieldOffset, final int length)
    {
        if (fieldOffset < 0 || fieldOffset > recordLength - length)
        {
            Objects.checkFromIndexSize(fieldOffset, length, recordLength);
        }
        return address(index) + fieldOffset;
    }

    /**
     * Fill a record with zeros, padding included.
     *
     * @param index of the record.
     */
    public void zero(final int index)
    {
        Memory.zero(address(index), recordLength);
    }

    /**
     * Read 8 bytes.
     *
     * @param index       of the record.
     * @param fieldOffset in the record, in bytes.
     * @return the value.
     */
    public long getLong(final int index, final int fieldOffset)
    {
        return Memory.getLong(fieldAddress(index, fieldOffset, Long.BYTES));
    }

    /**
     * Write 8 bytes.
     *
     * @param index       of the record.
     * @param fieldOffset in the record, in bytes.
     * @param value       to write.
     */
    public void putLong(final int index, final int fieldOffset, final long value)
    {
        Memory.putLong(fieldAddress(index, fieldOffset, Long.BYTES), value);
    }

    /**
     * Read 4 bytes.
     *
     * @param index       of the record.
     * @param fieldOffset in the record, in bytes.
     * @return the value.
     */
    public int getInt(final int index, final int fieldOffset)
    {
        return Memory.getInt(fieldAddress(index, fieldOffset, Integer.BYTES));
    }

    /**
     * Write 4 bytes.
     *
     * @param index       of the record.
     * @param fieldOffset in the record, in bytes.
     * @param value       to write.
     */
    public void putInt(final int index, final int fieldOffset, final int value)
    {
        Memory.putInt(fieldAddress(index, fieldOffset, Integer.BYTES), value);
    }

    /**
     * Read one byte.
     *
     * @param index       of the record.
     * @param fieldOffset in the record, in bytes.
     * @return the value.
     */
    public byte getByte(final int index, final int fieldOffset)
    {
        return Memory.getByte(fieldAddress(index, fieldOffset, 1));
    }

    /**
     * Write one byte.
     *
     * @param index       of the record.
     * @param fieldOffset in the record, in bytes.
     * @param value       to write.
     */
    public void putByte(final int index, final int fieldOffset, final byte value)
    {
        Memory.putByte(fieldAddress(index, fieldOffset, 1), value);
    }

    long usedBytes()
    {
        return used() * recordLength;
    }

    long digest(final ContentHash hash, final long seed)
    {
        return hash.of(chunks, contentLength(), seed);
    }

    void requireSameLayout(final Slab other)
    {
        if (!name.equals(other.name) || recordLength != other.recordLength || capacity != other.capacity ||
            shift != other.shift)
        {
            throw new IllegalArgumentException("layout differs: slab " + id + " is " + describe() + " here and " +
                other.describe() + " in the target");
        }
    }

    void copyTo(final Slab target)
    {
        // Beyond its used records this slab is zero, and the target must become so.
        long bytesLeft = Math.max(usedBytes(), target.usedBytes());
        for (int i = 0; bytesLeft > 0; i++)
        {
            final int length = (int)Math.min(bytesLeft, chunks[i].capacity());
            target.chunks[i].putBytes(0, chunks[i], 0, length);
            bytesLeft -= length;
        }
        target.used(used());
    }

    void free()
    {
        // From now on every index is refused.
        liveRecords = 0;
        nearRecordsBiased = Integer.MIN_VALUE;
        for (int i = 0; i < chunks.length; i++)
        {
            if (memory[i] != null)
            {
                chunks[i].wrap(0, 0);
                BufferUtil.free(memory[i]);
                memory[i] = null;
            }
        }
    }

    private void reserve(final IntFunction<ByteBuffer> memorySource)
    {
        for (int i = 0; i < chunks.length; i++)
        {
            final long records = Math.min(mask + 1L, capacity - ((long)i << shift));
            final int length = (int)(records * recordLength);
            try
            {
                memory[i] = memorySource.apply(length + CACHE_LINE_LENGTH);
            }
            catch (final OutOfMemoryError error)
            {
                free();
                throw new IllegalStateException("slab " + name + " needs " + reservedBytes() +
                    " bytes of direct memory; lower its capacity or raise -XX:MaxDirectMemorySize", error);
            }
            final int misalignment = (int)(BufferUtil.address(memory[i]) & (CACHE_LINE_LENGTH - 1));
            final int begin = (CACHE_LINE_LENGTH - misalignment) & (CACHE_LINE_LENGTH - 1);
            chunks[i] = new UnsafeBuffer(memory[i], begin, length);
            addresses[i] = chunks[i].addressOffset();
        }
    }

    private long contentLength()
    {
        final long chunkLength = (mask + 1L) * recordLength;
        long length = usedBytes();
        while (length > 0)
        {
            final int chunk = (int)((length - 1) / chunkLength);
            final long start = chunk * chunkLength;
            final int content = contentLength(chunks[chunk], (int)(length - start));
            if (content > 0)
            {
                return start + content;
            }
            length = start;
        }
        return 0;
    }

    private static int contentLength(final UnsafeBuffer chunk, final int end)
    {
        int length = end;
        while (length > 0 && chunk.getLong(length - Long.BYTES) == 0)
        {
            length -= Long.BYTES;
        }
        return length;
    }

    private String describe()
    {
        return name + " (" + capacity + " records of " + recordLength + " bytes)";
    }
}
