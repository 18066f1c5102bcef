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

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.function.IntFunction;

class SlabTest
{
    private static final long GIGABYTE = 1L << 30;

    @ParameterizedTest
    @ValueSource(ints = {8, 16, 24, 64, 72, 256})
    void shouldGiveEveryRecordItsOwnPlaceAcrossChunks(final int recordLength)
    {
        final int capacity = 101;
        try (Arena arena = new Arena(1_024, ByteBuffer::allocateDirect))
        {
            final Slab slab = arena.slab("slab", recordLength, capacity);

            for (int index = 0; index < capacity; index++)
            {
                slab.putLong(index, 0, index);
                slab.putLong(index, recordLength - 8, index);
            }

            for (int index = 0; index < capacity; index++)
            {
                assertThat(slab.getLong(index, recordLength - 8)).isEqualTo(index);
                assertThat(Memory.getLong(slab.address(index))).isEqualTo(index);
            }
            assertThat(slab.reservedBytes()).isEqualTo((long)capacity * recordLength);
        }
    }

    @Test
    void shouldReadAndWriteFieldsOfEachWidth()
    {
        try (Arena arena = new Arena())
        {
            final Slab slab = arena.slab("slab", 16, 2);

            slab.putLong(1, 0, Long.MIN_VALUE);
            slab.putInt(1, 8, -2);
            slab.putByte(1, 12, (byte)-3);

            assertThat(slab.getLong(1, 0)).isEqualTo(Long.MIN_VALUE);
            assertThat(slab.getInt(1, 8)).isEqualTo(-2);
            assertThat(slab.getByte(1, 12)).isEqualTo((byte)-3);
            assertThat(slab.getInt(1, 12)).isEqualTo(0xFD);
        }
    }

    @Test
    void shouldZeroOneRecordAlone()
    {
        try (Arena arena = new Arena())
        {
            final Slab slab = arena.slab("slab", 24, 3);
            for (int index = 0; index < 3; index++)
            {
                for (int field = 0; field < 24; field += 8)
                {
                    slab.putLong(index, field, -1);
                }
            }

            slab.zero(1);

            assertThat(slab.getLong(0, 16)).isEqualTo(-1);
            assertThat(slab.getLong(1, 0)).isZero();
            assertThat(slab.getLong(1, 8)).isZero();
            assertThat(slab.getLong(1, 16)).isZero();
            assertThat(slab.getLong(2, 0)).isEqualTo(-1);
        }
    }

    @Test
    void shouldRefuseIndexesOutsideItsChunks()
    {
        try (Arena arena = new Arena())
        {
            final Slab slab = arena.slab("slab", 8, 10);

            assertThatThrownBy(() -> slab.getLong(10, 0)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> slab.getLong(-1, 0)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> slab.address(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void shouldRefuseFieldsThatReachOutOfTheirRecord()
    {
        try (Arena arena = new Arena())
        {
            final Slab slab = arena.slab("slab", 16, 10);

            assertThatThrownBy(() -> slab.getLong(0, 9)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> slab.getLong(0, -1)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> slab.putInt(0, 13, 1)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> slab.putByte(0, 16, (byte)1)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void shouldRefuseIndexesPastTheLastRecordOfALaterChunk()
    {
        try (Arena arena = new Arena(64, ByteBuffer::allocateDirect))
        {
            final Slab slab = arena.slab("slab", 8, 20);

            assertThat(slab.getLong(19, 0)).isZero();
            assertThatThrownBy(() -> slab.getLong(20, 0)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> slab.putLong(-1, 0, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void shouldRefuseEveryIndexOnceClosed()
    {
        final Arena arena = new Arena();
        final Slab slab = arena.slab("slab", 8, 10);

        arena.close();

        assertThatThrownBy(() -> slab.getLong(0, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> slab.address(0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void shouldKeepUsedWithinItsCapacity()
    {
        try (Arena arena = new Arena())
        {
            final Slab slab = arena.slab("slab", 8, 10);

            assertThat(slab.used()).isEqualTo(10);
            slab.used(3);
            assertThat(slab.used()).isEqualTo(3);
            assertThatThrownBy(() -> slab.used(11)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> slab.used(-1)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void shouldAlignChunksToCacheLines()
    {
        try (Arena arena = new Arena(1_024, ByteBuffer::allocateDirect))
        {
            final Slab slab = arena.slab("slab", 64, 40);

            for (int index = 0; index < 40; index++)
            {
                assertThat(slab.address(index) & 63).isZero();
            }
        }
    }

    /** The memory is a file with holes, so that only what is touched costs anything. */
    @Test
    void shouldReachPastTwoGigabytes(@TempDir final Path folder)
    {
        final int recordLength = 1 << 16;
        final int capacity = (1 << 15) + 1;
        final IntFunction<ByteBuffer> holes = (final int length) -> map(folder.resolve("slab"), length);
        try (Arena arena = new Arena(Arena.CHUNK_LENGTH_MAX, holes))
        {
            final Slab slab = arena.slab("slab", recordLength, capacity);
            assertThat(slab.reservedBytes()).isGreaterThan(2 * GIGABYTE);

            slab.putLong(0, 0, 1);
            slab.putLong(capacity - 1, recordLength - 8, 2);

            assertThat(slab.getLong(0, 0)).isEqualTo(1);
            assertThat(slab.getLong(capacity - 1, recordLength - 8)).isEqualTo(2);
            assertThat(slab.getLong(capacity - 1, 0)).isZero();
        }
    }

    private static ByteBuffer map(final Path file, final int length)
    {
        try (FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE))
        {
            return channel.map(FileChannel.MapMode.READ_WRITE, channel.size(), length);
        }
        catch (final IOException error)
        {
            throw new UncheckedIOException(error);
        }
    }
}
