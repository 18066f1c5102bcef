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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

class OrderedLongIndexTest
{
    private static final long SEED = 20_260_106L;
    private static final int STEPS = 200_000;
    private static final int TREES = 3;
    private static final int ABSENT = OrderedLongIndex.ABSENT;

    private final Random random = new Random(SEED);

    @Test
    void shouldFindNeighboursOfPresentAndAbsentKeys()
    {
        try (Arena arena = new Arena())
        {
            final OrderedLongIndex index = new OrderedLongIndex(arena, "index", TREES, 36, 100);
            index.put(1, 100, 1);
            index.put(1, 101, 2);
            index.put(1, 60_000_000_000L, 3);

            assertThat(index.first(1)).isEqualTo(1);
            assertThat(index.last(1)).isEqualTo(3);
            assertThat(index.lower(1, 101)).isEqualTo(1);
            assertThat(index.lower(1, 100)).isEqualTo(ABSENT);
            assertThat(index.lower(1, 5_000)).isEqualTo(2);
            assertThat(index.higher(1, 100)).isEqualTo(2);
            assertThat(index.higher(1, 101)).isEqualTo(3);
            assertThat(index.higher(1, 0)).isEqualTo(1);
            assertThat(index.higher(1, (1L << 36) - 1)).isEqualTo(ABSENT);
            assertThat(index.first(0)).isEqualTo(ABSENT);
            assertThat(index.last(2)).isEqualTo(ABSENT);
        }
    }

    @Test
    void shouldReplaceTheValueOfAPresentKey()
    {
        try (Arena arena = new Arena())
        {
            final OrderedLongIndex index = new OrderedLongIndex(arena, "index", 1, 12, 2);
            index.put(0, 7, 1);

            assertThat(index.put(0, 7, 2)).isTrue();

            assertThat(index.get(0, 7)).isEqualTo(2);
            assertThat(index.remove(0, 7)).isEqualTo(2);
            assertThat(index.remove(0, 7)).isEqualTo(ABSENT);
        }
    }

    @Test
    void shouldRefuseAKeyWithoutNodesAndChangeNothing()
    {
        try (Arena arena = new Arena())
        {
            final OrderedLongIndex index = new OrderedLongIndex(arena, "index", 2, 18, 5);
            assertThat(index.put(0, 0, 1)).isTrue();
            assertThat(index.hasRoom()).isFalse();
            assertThat(index.put(0, 1L << 12, 2)).isTrue();
            final long digest = arena.digest();

            assertThat(index.put(0, 2L << 12, 3)).isFalse();
            assertThat(index.put(0, 1L << 6, 3)).isFalse();
            assertThat(index.put(1, 0, 3)).isFalse();

            assertThat(arena.digest()).isEqualTo(digest);
            assertThat(index.put(0, 1, 4)).isTrue();
            assertThat(index.remove(0, 1L << 12)).isEqualTo(2);
            assertThat(index.put(0, 1L << 6, 3)).isTrue();
        }
    }

    @Test
    void shouldRefuseWhatIsOutOfRange()
    {
        try (Arena arena = new Arena())
        {
            final OrderedLongIndex index = new OrderedLongIndex(arena, "index", 2, 10, 5);

            assertThatThrownBy(() -> index.put(0, 1 << 10, 1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> index.get(0, -1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> index.lower(2, 1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> index.first(-1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> index.put(0, 1, 0)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new OrderedLongIndex(arena, "wide", 1, 64, 5))
                .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 6, 7, 12, 36, 63})
    void shouldFollowItsTwinOverALongStream(final int keyBits)
    {
        final List<TreeMap<Long, Integer>> twins = twins();
        try (Arena arena = new Arena(4_096, ByteBuffer::allocateDirect))
        {
            final OrderedLongIndex index = new OrderedLongIndex(arena, "index", TREES, keyBits, 3_000);
            for (int step = 0; step < STEPS; step++)
            {
                final int tree = random.nextInt(TREES);
                final boolean filling = step / 2_000 % 2 == 0;
                change(index, tree, twins.get(tree), key(keyBits), filling, step);
                final long probe = key(keyBits);
                compare(index, tree, twins.get(tree), probe, step);
            }

            empty(index, twins);
            Zeros.assertZero(arena.slab(arena.idOf("index")));
            Zeros.assertZero(arena.slab(arena.idOf("index.roots")));
        }
    }

    @Test
    void shouldNeverFailWhileItHasRoom()
    {
        int refused = 0;
        try (Arena arena = new Arena())
        {
            final OrderedLongIndex index = new OrderedLongIndex(arena, "index", TREES, 36, 60);
            for (int step = 0; step < STEPS; step++)
            {
                final int tree = random.nextInt(TREES);
                final long key = key(36);
                final boolean hadRoom = index.hasRoom();
                final long digest = hadRoom || step % 50 != 0 ? 0 : arena.digest();
                final boolean done = index.put(tree, key, 1);

                assertThat(done || !hadRoom).as("step %d, seed %d", step, SEED).isTrue();
                if (!done)
                {
                    refused++;
                    assertThat(digest == 0 || digest == arena.digest()).isTrue();
                    index.remove(tree, key(36));
                }
                else if (random.nextInt(3) > 0)
                {
                    index.remove(tree, key);
                }
            }
        }
        assertThat(refused).isGreaterThan(1_000);
    }

    @Test
    void shouldGoOnInACopyAsInTheOriginal()
    {
        try (Arena arena = new Arena(); Arena copy = new Arena())
        {
            final OrderedLongIndex index = new OrderedLongIndex(arena, "index", TREES, 36, 2_000);
            final OrderedLongIndex twin = new OrderedLongIndex(copy, "index", TREES, 36, 2_000);
            for (int i = 1; i <= 1_000; i++)
            {
                index.put(i % TREES, key(36), i);
            }

            arena.copyTo(copy);

            for (int i = 1; i <= 5_000; i++)
            {
                final int tree = i % TREES;
                final long key = key(36);
                assertThat(twin.higher(tree, key)).isEqualTo(index.higher(tree, key));
                assertThat(twin.put(tree, key, i)).isEqualTo(index.put(tree, key, i));
                final long gone = key(36);
                assertThat(twin.remove(tree, gone)).isEqualTo(index.remove(tree, gone));
            }
            assertThat(copy.digest()).isEqualTo(arena.digest());
        }
    }

    @Test
    void shouldWorkWithoutAllocation()
    {
        try (Arena arena = new Arena())
        {
            final OrderedLongIndex index = new OrderedLongIndex(arena, "index", TREES, 36, 2_000);

            assertThat(AllocationMeter.bytesOf(() -> fillSearchAndEmpty(index))).isZero();
            assertThat(index.first(1)).isEqualTo(ABSENT);
        }
    }

    private static void fillSearchAndEmpty(final OrderedLongIndex index)
    {
        for (long key = 1; key <= 1_000; key++)
        {
            index.put(1, key * 7, (int)key);
        }
        for (long key = 1; key <= 1_000; key++)
        {
            if (index.get(1, key * 7) != key || index.higher(1, key * 7 - 3) != key ||
                index.lower(1, key * 7 + 3) != key || index.last(1) != 1_000 || index.remove(1, key * 7) != key)
            {
                throw new AssertionError(key);
            }
        }
    }

    private void change(
        final OrderedLongIndex index,
        final int tree,
        final TreeMap<Long, Integer> twin,
        final long key,
        final boolean filling,
        final int step)
    {
        if (random.nextInt(10) < (filling ? 6 : 3))
        {
            final int value = 1 + random.nextInt(Integer.MAX_VALUE);
            if (index.put(tree, key, value))
            {
                twin.put(key, value);
            }
        }
        else
        {
            final Long near = random.nextBoolean() ? twin.ceilingKey(key) : Long.valueOf(key);
            final long gone = near == null ? key : near;
            final Integer expected = twin.remove(gone);
            assertThat(index.remove(tree, gone)).as("step %d, seed %d", step, SEED)
                .isEqualTo(expected == null ? ABSENT : expected);
        }
    }

    private static void compare(
        final OrderedLongIndex index,
        final int tree,
        final TreeMap<Long, Integer> twin,
        final long probe,
        final int step)
    {
        final String where = "step " + step + ", seed " + SEED;
        assertThat(index.get(tree, probe)).as(where).isEqualTo(twin.getOrDefault(probe, ABSENT));
        assertThat(index.lower(tree, probe)).as(where).isEqualTo(value(twin.lowerEntry(probe)));
        assertThat(index.higher(tree, probe)).as(where).isEqualTo(value(twin.higherEntry(probe)));
        assertThat(index.first(tree)).as(where).isEqualTo(value(twin.firstEntry()));
        assertThat(index.last(tree)).as(where).isEqualTo(value(twin.lastEntry()));
    }

    private static void empty(final OrderedLongIndex index, final List<TreeMap<Long, Integer>> twins)
    {
        for (int tree = 0; tree < TREES; tree++)
        {
            for (final Map.Entry<Long, Integer> entry : twins.get(tree).entrySet())
            {
                assertThat(index.remove(tree, entry.getKey())).isEqualTo(entry.getValue());
            }
            assertThat(index.first(tree)).isEqualTo(ABSENT);
        }
    }

    private long key(final int keyBits)
    {
        final long range = (1L << keyBits) - 1;
        final long middle = range / 2;
        switch (random.nextInt(4))
        {
            case 0:
                return random.nextLong() & range;
            case 1:
                return random.nextInt(50) & range;
            case 2:
                return range - (random.nextInt(50) & range);
            default:
                return (middle + random.nextInt(300)) & range;
        }
    }

    private static List<TreeMap<Long, Integer>> twins()
    {
        final List<TreeMap<Long, Integer>> twins = new ArrayList<>();
        for (int i = 0; i < TREES; i++)
        {
            twins.add(new TreeMap<>());
        }
        return twins;
    }

    private static int value(final Map.Entry<Long, Integer> entry)
    {
        return entry == null ? ABSENT : entry.getValue();
    }
}
