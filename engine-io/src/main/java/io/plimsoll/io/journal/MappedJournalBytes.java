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

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Raw bytes of a data file through a read-only map, which is moved along where the file is longer than one map can be.
 */
final class MappedJournalBytes implements JournalBytes
{
    private static final long WINDOW_LENGTH_MAX = 1L << 30;
    private static final long PAGE_LENGTH = 4096;

    private final UnsafeBuffer buffer = new UnsafeBuffer();
    private final Path path;
    private final FileChannel channel;
    private MappedByteBuffer map;
    private long windowStart;
    private long windowEnd;
    private long length;

    MappedJournalBytes(final Path path) throws IOException
    {
        this.path = path;
        this.channel = FileChannel.open(path, StandardOpenOption.READ);
        this.length = channel.size();
    }

    @Override
    public long length()
    {
        return length;
    }

    @Override
    public long refreshLength()
    {
        try
        {
            length = Math.max(length, channel.size());
            return length;
        }
        catch (final IOException ex)
        {
            throw failed(ex);
        }
    }

    @Override
    public UnsafeBuffer window(final long position, final int rangeLength)
    {
        if (position < windowStart || position + rangeLength > windowEnd)
        {
            move(position, rangeLength);
        }
        return buffer;
    }

    private void move(final long position, final int rangeLength)
    {
        if (position < 0 || rangeLength < 0 || position + rangeLength > length)
        {
            throw new IndexOutOfBoundsException("bytes " + position + " to " + (position + rangeLength) +
                " of a journal of " + length);
        }
        unmap();
        final long start = position & -PAGE_LENGTH;
        final long size = Math.min(WINDOW_LENGTH_MAX, length - start);
        try
        {
            map = channel.map(FileChannel.MapMode.READ_ONLY, start, size);
        }
        catch (final IOException ex)
        {
            throw failed(ex);
        }
        buffer.wrap(map);
        windowStart = start;
        windowEnd = start + size;
    }

    @Override
    public int offset(final long position)
    {
        return (int)(position - windowStart);
    }

    @Override
    public void read(final long position, final ByteBuffer target, final int count)
    {
        target.clear().limit(count);
        try
        {
            while (target.hasRemaining())
            {
                if (channel.read(target, position + target.position()) < 0)
                {
                    throw new EOFException("it ends at byte " + (position + target.position()));
                }
            }
        }
        catch (final IOException ex)
        {
            throw failed(ex);
        }
    }

    @Override
    public void close()
    {
        unmap();
        try
        {
            channel.close();
        }
        catch (final IOException ex)
        {
            throw failed(ex);
        }
    }

    private void unmap()
    {
        if (null != map)
        {
            buffer.wrap(0, 0);
            BufferUtil.free(map);
            map = null;
            windowStart = 0;
            windowEnd = 0;
        }
    }

    private JournalException failed(final IOException cause)
    {
        return new JournalException(JournalException.Category.MEDIUM,
            "The journal file '" + path + "' cannot be read: " + cause.getMessage() + ".", cause);
    }
}
