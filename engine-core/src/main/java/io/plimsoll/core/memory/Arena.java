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

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The ordered list of slabs that holds all state, outside the Java heap.
 * <p>
 * Slabs are registered once, at start, always in the same order; their memory is reserved and zeroed there and then.
 * The arena's own state, how many records of each slab are in use, is in a slab too, the directory, with id 0:
 * <pre>
 *   directory, one record per slab id
 *   0        8
 *   +--------+
 *   | used   |  int64, records in use
 *   +--------+
 * </pre>
 * A copy of every used record into an arena of the same layout is therefore a copy of the whole state.
 * <p>
 * Words are read and written in native order, and the form is defined as little-endian, so a big-endian machine is
 * refused. One thread at a time; after {@link #close()} every use is refused.
 */
public final class Arena implements AutoCloseable
{
    /**
     * Largest number of slabs.
     */
    public static final int SLABS_MAX = 1_024;

    /**
     * Largest length of one chunk in bytes: 1 GiB.
     */
    public static final int CHUNK_LENGTH_MAX = 1 << 30;

    private static final String DIRECTORY_NAME = "directory";

    private final int chunkLengthMax;
    private final IntFunction<ByteBuffer> memorySource;
    private final Slab directory;
    private final List<Slab> slabs = new ArrayList<>();
    private final ContentHash contentHash = new ContentHash();
    private boolean closed;

    /**
     * An arena without slabs.
     *
     * @throws IllegalStateException on a big-endian machine.
     */
    public Arena()
    {
        this(CHUNK_LENGTH_MAX, ByteBuffer::allocateDirect);
    }

    /**
     * An arena with smaller chunks and another source of memory, so that the seams between chunks and the want of
     * memory can be tested without gigabytes.
     */
    Arena(final int chunkLengthMax, final IntFunction<ByteBuffer> memorySource)
    {
        if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN)
        {
            throw new IllegalStateException("the arena is defined as little-endian and this machine is big-endian");
        }
        this.chunkLengthMax = chunkLengthMax;
        this.memorySource = memorySource;
        directory = new Slab(null, DIRECTORY_NAME, 0, Long.BYTES, SLABS_MAX + 1L, chunkLengthMax, memorySource);
    }

    /**
     * Register a slab and reserve its memory, all zero. The whole slab counts as used until its owner says otherwise
     * by {@link Slab#used(long)}.
     *
     * @param name         unique in this arena; reported when the slab is full.
     * @param recordLength in bytes, a multiple of 8.
     * @param capacity     number of records, at most 2,147,483,647.
     * @return the slab.
     * @throws IllegalStateException    when the machine or the JVM's limit of direct memory has not so much, or after
     *                                  {@link #close()}.
     * @throws IllegalArgumentException when a name is used twice, a number is out of range, or there are
     *                                  {@link #SLABS_MAX} slabs already.
     */
    public Slab slab(final String name, final int recordLength, final long capacity)
    {
        requireOpen();
        Require.argument(slabs.size() < SLABS_MAX, "the arena has its most slabs", SLABS_MAX);
        if (idOf(name) != 0)
        {
            throw new IllegalArgumentException("slab name is taken: " + name);
        }

        final Slab slab =
            new Slab(directory, name, slabs.size() + 1, recordLength, capacity, chunkLengthMax, memorySource);
        slabs.add(slab);
        slab.used(capacity);
        return slab;
    }

    /**
     * Number of registered slabs; the directory does not count.
     *
     * @return how many.
     */
    public int slabCount()
    {
        return slabs.size();
    }

    /**
     * The slab of an id.
     *
     * @param id 1 to {@link #slabCount()}, in order of registration.
     * @return the slab.
     */
    public Slab slab(final int id)
    {
        return slabs.get(id - 1);
    }

    /**
     * The id of a slab by name. A linear search: for start-up and reports.
     *
     * @param name of the slab.
     * @return 1 to {@link #slabCount()}, or 0 if there is none of that name.
     */
    public int idOf(final String name)
    {
        for (final Slab slab : slabs)
        {
            if (slab.name().equals(name))
            {
                return slab.id();
            }
        }
        return 0;
    }

    /**
     * Bytes reserved by all slabs together.
     *
     * @return bytes.
     */
    public long reservedBytes()
    {
        long bytes = directory.reservedBytes();
        for (int i = 0; i < slabs.size(); i++)
        {
            bytes += slabs.get(i).reservedBytes();
        }
        return bytes;
    }

    /**
     * Bytes that an image of this arena holds: the directory and the used records of every slab.
     *
     * @return bytes.
     */
    public long imageLength()
    {
        requireOpen();
        long bytes = directory.reservedBytes();
        for (int i = 0; i < slabs.size(); i++)
        {
            bytes += slabs.get(i).usedBytes();
        }
        return bytes;
    }

    /**
     * A 64-bit hash of the content of all slabs, in order: {@code d(0) = 0}, {@code d(k) = XXH64(content of slab k,
     * seed d(k-1))}. The content of a slab is its bytes up to the last 8-byte word that is not zero; XXH64 folds in its
     * length. Zeros at the end are left out because the number of used records is a high-water mark, hence history:
     * a record taken and given back leaves no trace. Names and capacities do not enter.
     * <p>
     * Reads every used byte: some 0.2 s per GB. 0 B.
     *
     * @return the digest.
     */
    public long digest()
    {
        requireOpen();
        long digest = 0;
        for (int i = 0; i < slabs.size(); i++)
        {
            digest = slabs.get(i).digest(contentHash, digest);
        }
        return digest;
    }

    /**
     * Make the other arena's state equal to this one's.
     *
     * @param target an arena with the same slabs: names, record lengths and capacities, in the same order.
     * @throws IllegalArgumentException if the layout differs; the target is then unchanged.
     */
    public void copyTo(final Arena target)
    {
        requireOpen();
        target.requireOpen();
        if (slabs.size() != target.slabs.size())
        {
            throw new IllegalArgumentException(
                "layout differs: " + slabs.size() + " slabs here, " + target.slabs.size() + " in the target");
        }
        for (int i = 0; i < slabs.size(); i++)
        {
            slabs.get(i).requireSameLayout(target.slabs.get(i));
        }
        for (int i = 0; i < slabs.size(); i++)
        {
            slabs.get(i).copyTo(target.slabs.get(i));
        }
    }

    /**
     * Free the memory. Later use of the arena, its slabs and what is built on them is refused. Closing twice is
     * closing once.
     */
    @Override
    public void close()
    {
        if (!closed)
        {
            closed = true;
            for (final Slab slab : slabs)
            {
                slab.free();
            }
            directory.free();
        }
    }

    private void requireOpen()
    {
        if (closed)
        {
            throw new IllegalStateException("the arena is closed");
        }
    }
}
