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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.core.AllocationMeter;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.function.IntFunction;

class ArenaTest
{
    private static final int SMALL_CHUNK_LENGTH = 256;

    @Test
    void shouldNumberSlabsFromOneInOrder()
    {
        try (Arena arena = new Arena())
        {
            final Slab first = arena.slab("first", 64, 10);
            final Slab second = arena.slab("second", 8, 1);

            assertThat(arena.slabCount()).isEqualTo(2);
            assertThat(first.id()).isEqualTo(1);
            assertThat(second.id()).isEqualTo(2);
            assertThat(arena.slab(2)).isSameAs(second);
            assertThat(arena.idOf("second")).isEqualTo(2);
            assertThat(arena.idOf("third")).isZero();
        }
    }

    @Test
    void shouldRefuseAnUnusableSlab()
    {
        try (Arena arena = new Arena())
        {
            arena.slab("taken", 8, 1);

            assertThatThrownBy(() -> arena.slab("taken", 8, 1)).hasMessage("slab name is taken: taken");
            assertThatThrownBy(() -> arena.slab("a", 12, 1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> arena.slab("b", 0, 1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> arena.slab("c", 8, 0)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> arena.slab("d", 8, 1L << 31)).isInstanceOf(IllegalArgumentException.class);
            assertThat(arena.slabCount()).isEqualTo(1);
        }
    }

    @Test
    void shouldHoldItsMostSlabsAndRefuseOneMore()
    {
        try (Arena arena = new Arena())
        {
            for (int i = 1; i <= Arena.SLABS_MAX; i++)
            {
                assertThat(arena.slab("slab" + i, 8, 1).id()).isEqualTo(i);
            }

            assertThatThrownBy(() -> arena.slab("onemore", 8, 1)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void shouldReportReservedAndUsedBytes()
    {
        try (Arena arena = new Arena())
        {
            final long empty = arena.reservedBytes();
            final Slab slab = arena.slab("slab", 64, 1_000);
            slab.used(10);

            assertThat(arena.reservedBytes()).isEqualTo(empty + 64_000);
            assertThat(arena.imageLength()).isEqualTo(empty + 640);
        }
    }

    @Test
    void shouldSayWhatToDoWhenMemoryRunsOut()
    {
        try (Arena arena = new Arena(SMALL_CHUNK_LENGTH, new Scarcity(50)))
        {
            assertThatThrownBy(() -> arena.slab("huge", 64, 1_000))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("slab huge needs 64000 bytes")
                .hasMessageContaining("-XX:MaxDirectMemorySize");
            assertThat(arena.slabCount()).isZero();
            assertThat(arena.idOf("huge")).isZero();
        }
    }

    @Test
    void shouldKeepTheDigestOfZerosWhateverIsUsed()
    {
        try (Arena arena = chunked())
        {
            final Slab slab = arena.slab("slab", 24, 100);
            final long digest = arena.digest();

            slab.used(5);
            assertThat(arena.digest()).isEqualTo(digest);

            slab.putLong(4, 16, 1);
            assertThat(arena.digest()).isNotEqualTo(digest);
        }
    }

    @Test
    void shouldTellContentsApartByTheirPlace()
    {
        try (Arena one = filled(3, 7); Arena two = filled(4, 7); Arena three = filled(3, 8); Arena four = filled(3, 7))
        {
            assertThat(one.digest()).isNotEqualTo(two.digest());
            assertThat(one.digest()).isNotEqualTo(three.digest());
            assertThat(one.digest()).isEqualTo(four.digest());
        }
    }

    @Test
    void shouldNotMistakeOneSlabForAnother()
    {
        try (Arena one = new Arena(); Arena two = new Arena())
        {
            one.slab("a", 8, 4).putLong(1, 0, 5);
            one.slab("b", 8, 4);
            two.slab("a", 8, 4);
            two.slab("b", 8, 4).putLong(1, 0, 5);

            assertThat(one.digest()).isNotEqualTo(two.digest());
        }
    }

    @Test
    void shouldCopyEverythingAcrossChunks()
    {
        try (Arena source = chunked(); Arena target = chunked())
        {
            final Slab from = source.slab("slab", 24, 100);
            final Slab to = target.slab("slab", 24, 100);
            from.used(60);
            from.putLong(0, 0, 1);
            from.putLong(59, 16, 2);
            to.putLong(99, 16, 3);

            source.copyTo(target);

            assertThat(to.used()).isEqualTo(60);
            assertThat(to.getLong(0, 0)).isEqualTo(1);
            assertThat(to.getLong(59, 16)).isEqualTo(2);
            assertThat(to.getLong(99, 16)).isZero();
            assertThat(target.digest()).isEqualTo(source.digest());
        }
    }

    @Test
    void shouldRefuseToCopyIntoAnotherLayout()
    {
        try (Arena source = filled(1, 1); Arena target = new Arena())
        {
            assertThatThrownBy(() -> source.copyTo(target))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("layout differs: 1 slabs here, 0 in the target");

            target.slab("slab", 8, 101);
            assertThatThrownBy(() -> source.copyTo(target))
                .hasMessage("layout differs: slab 1 is slab (100 records of 8 bytes) here and " +
                    "slab (101 records of 8 bytes) in the target");
        }
    }

    @Test
    void shouldRefuseUseAfterClose()
    {
        final Arena arena = new Arena();
        final Slab slab = arena.slab("slab", 8, 1);
        final SlotPool pool = new SlotPool(arena, "pool", 8, 1);

        arena.close();
        arena.close();

        assertThatThrownBy(() -> arena.slab("late", 8, 1)).hasMessage("the arena is closed");
        assertThatThrownBy(arena::digest).hasMessage("the arena is closed");
        assertThatThrownBy(arena::imageLength).hasMessage("the arena is closed");
        assertThatThrownBy(() -> arena.copyTo(arena)).hasMessage("the arena is closed");
        assertThatThrownBy(() -> slab.getLong(0, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> slab.putLong(0, 0, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(slab::used).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(pool::take).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void shouldKeepArenasApart()
    {
        final Arena two = new Arena();
        try (Arena one = new Arena())
        {
            final Slab here = one.slab("slab", 8, 1);
            final Slab there = two.slab("slab", 8, 1);

            here.putLong(0, 0, 1);
            two.close();

            assertThat(here.getLong(0, 0)).isEqualTo(1);
            assertThatThrownBy(() -> there.getLong(0, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void shouldDigestAndCopyWithoutAllocation()
    {
        try (Arena source = filled(3, 7); Arena target = filled(4, 8))
        {
            assertThat(AllocationMeter.bytesOf(() -> digestAndCopy(source, target))).isZero();
        }
    }

    private static void digestAndCopy(final Arena source, final Arena target)
    {
        for (int i = 0; i < 1_000; i++)
        {
            source.copyTo(target);
            target.digest();
        }
    }

    private static Arena chunked()
    {
        return new Arena(SMALL_CHUNK_LENGTH, ByteBuffer::allocateDirect);
    }

    private static Arena filled(final int index, final long value)
    {
        final Arena arena = new Arena();
        arena.slab("slab", 8, 100).putLong(index, 0, value);
        return arena;
    }

    private static final class Scarcity implements IntFunction<ByteBuffer>
    {
        private int chunksLeft;

        private Scarcity(final int chunksLeft)
        {
            this.chunksLeft = chunksLeft;
        }

        @Override
        public ByteBuffer apply(final int length)
        {
            if (chunksLeft == 0)
            {
                throw new OutOfMemoryError("none left");
            }
            chunksLeft--;
            return ByteBuffer.allocateDirect(length);
        }
    }
}
