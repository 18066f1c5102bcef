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

import static org.assertj.core.api.Assertions.assertThat;

import org.agrona.BufferUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

class PretoucherTest
{
    private static final int LENGTH = 64 << 20;
    private static final long MARK = 0x0123_4567_89AB_CDEFL;
    private static final long PATIENCE_NS = 30_000_000_000L;

    @TempDir
    private Path directory;

    @Test
    void shouldNeverOverwriteWhatTheWriterHasReserved() throws IOException
    {
        for (long seed = 1; seed <= 24; seed++)
        {
            final Path path = directory.resolve("file" + seed);
            try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw"))
            {
                file.setLength(LENGTH);
                final MappedByteBuffer map = file.getChannel().map(FileChannel.MapMode.READ_WRITE, 0, LENGTH);
                final long[] ends = writeRecords(file.getChannel(), map, seed);
                assertThat(ends).isNotEmpty();
                assertThat(LongStream.of(ends).filter(end -> map.getLong((int)end - Long.BYTES) != MARK))
                    .as("seed %d: ends of records that were lost", seed).isEmpty();
                BufferUtil.free(map);
            }
            Files.delete(path);
        }
    }

    /** Leaps that land where the helper is about to be at work, and write there at once. */
    private static long[] writeRecords(final FileChannel channel, final MappedByteBuffer map, final long seed)
    {
        final SplittableRandom random = new SplittableRandom(seed);
        final LongStream.Builder ends = LongStream.builder();
        try (Pretoucher pretoucher = new Pretoucher(channel, 0))
        {
            long end = Long.BYTES;
            while (end < LENGTH)
            {
                pretoucher.reserve(end);
                map.putLong((int)end - Long.BYTES, MARK);
                ends.add(end);
                final long ahead = pretoucher.zeroedPosition() + random.nextInt(2 * Pretoucher.CHUNK_LENGTH);
                end = Math.max(end + Long.BYTES + random.nextInt(4_096), random.nextInt(64) == 0 ? ahead : 0);
            }
        }
        return ends.build().toArray();
    }

    @Test
    void shouldNotLengthenTheFile() throws IOException
    {
        try (RandomAccessFile file = new RandomAccessFile(directory.resolve("file").toFile(), "rw"))
        {
            final int length = 9 * Pretoucher.CHUNK_LENGTH + 100;
            file.setLength(length);
            final FileChannel channel = file.getChannel();
            final ByteBuffer last = ByteBuffer.allocateDirect(1).put(0, (byte)7);
            channel.write(last, length - 1L);
            try (Pretoucher pretoucher = new Pretoucher(channel, 0))
            {
                awaitZeroed(pretoucher, 9L * Pretoucher.CHUNK_LENGTH);
            }
            last.clear();
            channel.read(last, length - 1L);

            assertThat(channel.size()).isEqualTo(length);
            assertThat(last.get(0)).isEqualTo((byte)7);
        }
    }

    private static void awaitZeroed(final Pretoucher pretoucher, final long position)
    {
        final long startNs = System.nanoTime();
        while (pretoucher.zeroedPosition() < position)
        {
            assertThat(System.nanoTime() - startNs).isLessThan(PATIENCE_NS);
            Thread.onSpinWait();
        }
    }

    @Test
    void shouldLetTheWriterGoOnWhenItsChannelIsClosed() throws IOException
    {
        final RandomAccessFile file = new RandomAccessFile(directory.resolve("file").toFile(), "rw");
        file.setLength(LENGTH);
        try (Pretoucher pretoucher = new Pretoucher(file.getChannel(), 0))
        {
            file.close();
            for (long end = 0; end < LENGTH; end += Pretoucher.CHUNK_LENGTH)
            {
                pretoucher.reserve(end);
            }
            assertThat(pretoucher.zeroedPosition()).isLessThanOrEqualTo(LENGTH);
        }
    }
}
