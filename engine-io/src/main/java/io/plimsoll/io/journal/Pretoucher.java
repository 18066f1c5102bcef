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

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Brings the pages that will be written next into memory, so that the engine thread does not wait for them. A thread of
 * low priority writes zeros over zeros through the file, which costs a tenth of touching the pages of a hole through a
 * map, and leaves pages that a map takes over at a tenth of the cost too. It never makes the file longer: that is the
 * writer's, at places that follow from the content.
 *
 * <p>A record is never overwritten. The writer reserves what it is about to write, well before it does, and then looks
 * whether a chunk of it is being zeroed, for which it waits; this thread names its chunk, and then looks whether it is
 * reserved, and lets it be. Both by volatile access in opposite order, so that one of the two sees the other. Chunks
 * begin far enough behind the reservation that the writer hardly ever waits.
 *
 * <p>Whatever goes wrong here, a full disk included, ends the help and nothing else.
 */
final class Pretoucher implements Runnable, AutoCloseable
{
    /** Zeroed in one go, and reserved beyond the end of a record. */
    static final int CHUNK_LENGTH = 64 << 10;

    private static final long GAP_LENGTH = 4L * CHUNK_LENGTH;
    private static final long AHEAD_LENGTH = 32L << 20;
    private static final long IDLE_NS = 200_000;
    private static final long NO_CHUNK = Long.MAX_VALUE;

    private final ByteBuffer zeros = ByteBuffer.allocateDirect(CHUNK_LENGTH);
    private final FileChannel channel;
    private final Thread thread;
    private final AtomicLong reservation;
    private final AtomicLong chunk = new AtomicLong(NO_CHUNK);
    private volatile boolean isRunning = true;
    private long reserved;
    private volatile long zeroed;

    /**
     * Starts the thread.
     *
     * @param channel     of the data file, for reading and writing; closed by its owner after this.
     * @param endPosition of the records; everything behind it is zero.
     */
    Pretoucher(final FileChannel channel, final long endPosition)
    {
        this.channel = channel;
        this.reserved = endPosition;
        this.reservation = new AtomicLong(endPosition);
        this.thread = new Thread(this, "plimsoll-pretoucher");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
    }

    /**
     * Reserves the bytes up to the end of a record that is about to be written. Engine thread only; waits while a chunk
     * of them is being zeroed.
     *
     * @param endPosition of the record.
     */
    void reserve(final long endPosition)
    {
        if (endPosition > reserved)
        {
            reserved = chunkBegin(endPosition) + 2 * CHUNK_LENGTH;
            reservation.set(reserved);
            while (chunk.get() < reserved)
            {
                Thread.yield();
            }
        }
    }

    @Override
    public void run()
    {
        try
        {
            while (isRunning)
            {
                if (!zeroOneChunk())
                {
                    LockSupport.parkNanos(IDLE_NS);
                }
            }
        }
        catch (final IOException ex)
        {
            isRunning = false;
        }
    }

    private boolean zeroOneChunk() throws IOException
    {
        final long reservedByWriter = reservation.get();
        final long begin = Math.max(zeroed, chunkBegin(reservedByWriter) + GAP_LENGTH);
        if (begin + CHUNK_LENGTH > Math.min(reservedByWriter + AHEAD_LENGTH, channel.size()))
        {
            return false;
        }
        chunk.set(begin);
        try
        {
            if (reservation.get() <= begin)
            {
                zero(begin);
            }
        }
        finally
        {
            chunk.set(NO_CHUNK);
        }
        zeroed = begin + CHUNK_LENGTH;
        return true;
    }

    private void zero(final long begin) throws IOException
    {
        zeros.clear();
        while (zeros.hasRemaining())
        {
            channel.write(zeros, begin + zeros.position());
        }
    }

    /** Up to where chunks have been zeroed or left to the writer. Any thread. */
    long zeroedPosition()
    {
        return zeroed;
    }

    private static long chunkBegin(final long position)
    {
        return position & -CHUNK_LENGTH;
    }

    @Override
    public void close()
    {
        isRunning = false;
        LockSupport.unpark(thread);
        boolean isInterrupted = false;
        while (thread.isAlive())
        {
            try
            {
                thread.join();
            }
            catch (final InterruptedException ex)
            {
                isInterrupted = true;
            }
        }
        if (isInterrupted)
        {
            Thread.currentThread().interrupt();
        }
    }
}
