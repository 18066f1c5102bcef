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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

class LongIntTableTest
{
    private static final long SEED = 20_260_103L;

    @Test
    void shouldHoldAnyKey()
    {
        try (Arena arena = new Arena())
        {
            final LongIntTable table = new LongIntTable(arena, "table", 4);

            assertThat(table.put(0, 1)).isTrue();
            assertThat(table.put(-1, 2)).isTrue();
            assertThat(table.put(Long.MIN_VALUE, 3)).isTrue();
            assertThat(table.put(Long.MAX_VALUE, Integer.MAX_VALUE)).isTrue();

            assertThat(table.get(0)).isEqualTo(1);
            assertThat(table.get(-1)).isEqualTo(2);
            assertThat(table.get(Long.MIN_VALUE)).isEqualTo(3);
            assertThat(table.get(Long.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
            assertThat(table.get(1)).isEqualTo(LongIntTable.ABSENT);
        }
    }

    @Test
    void shouldRefuseOnlyANewKeyWhenFull()
    {
        try (Arena arena = new Arena())
        {
            final LongIntTable table = new LongIntTable(arena, "table", 2);
            table.put(10, 1);
            table.put(20, 2);
            final long digest = arena.digest();

            assertThat(table.put(30, 3)).isFalse();
            assertThat(arena.digest()).isEqualTo(digest);
            assertThat(table.put(20, 4)).isTrue();
            assertThat(table.get(20)).isEqualTo(4);
            assertThat(table.remove(10)).isEqualTo(1);
            assertThat(table.put(30, 3)).isTrue();
            assertThat(table.size()).isEqualTo(2);
        }
    }

    @Test
    void shouldRefuseWhatCannotBeAValueOrASize()
    {
        try (Arena arena = new Arena())
        {
            final LongIntTable table = new LongIntTable(arena, "table", 2);

            assertThatThrownBy(() -> table.put(1, 0)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> table.put(1, -1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new LongIntTable(arena, "none", 0)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new LongIntTable(arena, "much", LongIntTable.ENTRIES_MAX + 1))
                .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 1_000, 1_024, 1_025})
    void shouldStayAtMostHalfFull(final int entriesMax)
    {
        try (Arena arena = new Arena())
        {
            final LongIntTable table = new LongIntTable(arena, "table", entriesMax);
            for (int i = 1; i <= entriesMax; i++)
            {
                assertThat(table.put(i, i)).isTrue();
            }

            final long places = arena.slab(1).capacity() - 1;
            assertThat(places).isBetween(2L * entriesMax, Math.max(4, 4L * entriesMax - 1));
            assertThat(Long.bitCount(places)).isEqualTo(1);
        }
    }

    @Test
    void shouldLeaveNoTraceWhenEmptied()
    {
        try (Arena arena = new Arena())
        {
            final LongIntTable table = new LongIntTable(arena, "table", 100);
            final long fresh = arena.digest();
            for (int i = 0; i < 100; i++)
            {
                table.put(i, i + 1);
            }

            for (int i = 0; i < 100; i++)
            {
                assertThat(table.remove(i)).isEqualTo(i + 1);
            }

            assertThat(table.size()).isZero();
            assertThat(arena.digest()).isEqualTo(fresh);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 64, 5_000})
    void shouldFollowItsTwinOverALongStream(final int entriesMax)
    {
        final Random random = new Random(SEED);
        final Map<Long, Integer> twin = new HashMap<>();
        try (Arena arena = new Arena(1_024, ByteBuffer::allocateDirect))
        {
            final LongIntTable table = new LongIntTable(arena, "table", entriesMax);
            for (int step = 0; step < 300_000; step++)
            {
                // Near multiples of a power of two, as ids and packed keys are.
                final long key = (long)random.nextInt(2 * entriesMax) << (step % 3 * 16);
                final int value = 1 + random.nextInt(1_000);
                switch (random.nextInt(4))
                {
                    case 0, 1:
                        final boolean room = twin.size() < entriesMax || twin.containsKey(key);
                        assertThat(table.put(key, value)).as("step %d, seed %d", step, SEED).isEqualTo(room);
                        if (room)
                        {
                            twin.put(key, value);
                        }
                        break;

                    case 2:
                        final Integer removed = twin.remove(key);
                        assertThat(table.remove(key)).as("step %d, seed %d", step, SEED)
                            .isEqualTo(removed == null ? LongIntTable.ABSENT : removed);
                        break;

                    default:
                        assertThat(table.get(key)).as("step %d, seed %d", step, SEED)
                            .isEqualTo(twin.getOrDefault(key, LongIntTable.ABSENT));
                        break;
                }
                assertThat(table.size()).isEqualTo(twin.size());
            }
            twin.forEach((final Long key, final Integer value) -> assertThat(table.get(key)).isEqualTo(value));
        }
    }

    @Test
    void shouldGoOnInACopyAsInTheOriginal()
    {
        try (Arena arena = new Arena(); Arena copy = new Arena())
        {
            final LongIntTable table = new LongIntTable(arena, "table", 100);
            final LongIntTable twin = new LongIntTable(copy, "table", 100);
            for (int i = 1; i <= 100; i++)
            {
                table.put(i * 31L, i);
            }

            arena.copyTo(copy);

            assertThat(copy.digest()).isEqualTo(arena.digest());
            assertThat(twin.size()).isEqualTo(100);
            for (int i = 1; i <= 100; i++)
            {
                assertThat(twin.remove(i * 31L)).isEqualTo(i);
            }
        }
    }

    @Test
    void shouldWorkWithoutAllocation()
    {
        try (Arena arena = new Arena())
        {
            final LongIntTable table = new LongIntTable(arena, "table", 1_000);

            assertThat(AllocationMeter.bytesOf(() -> putGetRemove(table))).isZero();
            assertThat(table.size()).isZero();
        }
    }

    private static void putGetRemove(final LongIntTable table)
    {
        for (int i = 1; i <= 1_000; i++)
        {
            table.put(i, i);
        }
        for (int i = 1; i <= 1_000; i++)
        {
            if (table.get(i) != table.remove(i))
            {
                throw new AssertionError(i);
            }
        }
    }
}
