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

import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Brings the pages that will be written next into memory, so that the engine thread does not wait for them. A thread of
 * low priority compares and sets zero to zero once per page, which cannot change a byte. It never makes the file
 * longer: that is the writer's, at places that follow from the content.
 *
 * <p>Whatever goes wrong here, a full disk included, ends the help and nothing else.
 */
final class Pretoucher implements Runnable, AutoCloseable
{
    private static final int PAGE_LENGTH = 4096;
    private static final int WINDOW_LENGTH = 1 << 20;
    private static final long AHEAD_LENGTH = 32L << 20;
    private static final long IDLE_NS = 200_000;

    private final UnsafeBuffer window = new UnsafeBuffer();
    private final FileChannel channel;
    private final Thread thread;
    private final AtomicLong endPosition;
    private volatile boolean isRunning = true;
    private long touched;

    /**
     * Starts the thread.
     *
     * @param channel     of the data file, for reading and writing; closed by its owner after this.
     * @param endPosition of the records.
     */
    Pretoucher(final FileChannel channel, final long endPosition)
    {
        this.channel = channel;
        this.endPosition = new AtomicLong(endPosition);
        this.touched = endPosition & -WINDOW_LENGTH;
        this.thread = new Thread(this, "plimsoll-pretoucher");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
    }

    /**
     * Says how far the records reach. Engine thread only.
     */
    void endPosition(final long position)
    {
        endPosition.lazySet(position);
    }

    @Override
    public void run()
    {
        try
        {
            while (isRunning)
            {
                if (!touchOneWindow())
                {
                    LockSupport.parkNanos(IDLE_NS);
                }
            }
        }
        catch (final IOException | InternalError ex)
        {
            isRunning = false;
        }
    }

    private boolean touchOneWindow() throws IOException
    {
        final long end = endPosition.get();
        touched = Math.max(touched, end & -WINDOW_LENGTH);
        if (touched + WINDOW_LENGTH > Math.min(end + AHEAD_LENGTH, channel.size()))
        {
            return false;
        }
        final MappedByteBuffer map = channel.map(FileChannel.MapMode.READ_WRITE, touched, WINDOW_LENGTH);
        window.wrap(map);
        for (int offset = 0; offset < WINDOW_LENGTH; offset += PAGE_LENGTH)
        {
            window.compareAndSetInt(offset, 0, 0);
        }
        window.wrap(0, 0);
        BufferUtil.free(map);
        touched += WINDOW_LENGTH;
        return true;
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
