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
            put(index, 1, 100, 1);
            put(index, 1, 101, 2);
            put(index, 1, 60_000_000_000L, 3);

            assertThat(higher(index, 1, 100)).isEqualTo(2);
            assertThat(higher(index, 1, 101)).isEqualTo(3);
            assertThat(higher(index, 1, 5_000)).isEqualTo(3);
            assertThat(higher(index, 1, 0)).isEqualTo(1);
            assertThat(higher(index, 1, (1L << 36) - 1)).isEqualTo(ABSENT);
            assertThat(higher(index, 0, 0)).isEqualTo(ABSENT);
            assertThat(higher(index, 2, 100)).isEqualTo(ABSENT);
        }
    }

    @Test
    void shouldReplaceTheValueOfAPresentKey()
    {
        try (Arena arena = new Arena())
        {
            final OrderedLongIndex index = new OrderedLongIndex(arena, "index", 1, 12, 2);
            put(index, 0, 7, 1);

            assertThat(put(index, 0, 7, 2)).isTrue();

            assertThat(index.seek(0, 7)).isEqualTo(2);
            assertThat(index.remove(0, 7)).isEqualTo(2);
            assertThat(index.remove(0, 7)).isEqualTo(ABSENT);
        }
    }

    @Test
    void shouldRefuseAKeyWithoutNodesAndChangeNothing()
    {
        try (Arena arena = new Arena())
        {
            // Five nodes and a path of three for each tree: two for the first key, three and then two for the others.
            final OrderedLongIndex index = new OrderedLongIndex(arena, "index", 2, 18, 5);
            assertThat(put(index, 0, 0, 1)).isTrue();
            assertThat(put(index, 0, 1L << 12, 2)).isTrue();
            assertThat(index.hasRoom()).isTrue();
            assertThat(put(index, 0, 2L << 12, 3)).isTrue();
            assertThat(index.hasRoom()).isFalse();
            assertThat(put(index, 0, 3L << 12, 4)).isTrue();
            assertThat(put(index, 0, 4L << 12, 5)).isTrue();
            final long digest = arena.digest();

            assertThat(put(index, 0, 5L << 12, 6)).isFalse();
            assertThat(put(index, 0, 1L << 6, 6)).isFalse();
            assertThat(put(index, 1, 0, 6)).isFalse();

            assertThat(arena.digest()).isEqualTo(digest);
            assertThat(put(index, 0, 1, 6)).isTrue();
            assertThat(index.remove(0, 1L << 12)).isEqualTo(2);
            assertThat(put(index, 0, 1L << 6, 6)).isTrue();
        }
    }

    @Test
    void shouldLowerItsRootWhenTheKeyFarAwayIsGone()
    {
        try (Arena arena = new Arena())
        {
            final OrderedLongIndex index = new OrderedLongIndex(arena, "index", 1, 36, 20);
            put(index, 0, 5, 1);
            put(index, 0, 1L << 35, 2);
            assertThat(nodesInUse(arena)).isEqualTo(2 + 4 + 5);

            assertThat(index.remove(0, 1L << 35)).isEqualTo(2);
            // The way to where the key was stays for the next, until another key far away takes its place.
            assertThat(nodesInUse(arena)).isEqualTo(2 + 4 + 4);
            put(index, 0, 1L << 12, 3);
            assertThat(index.remove(0, 1L << 12)).isEqualTo(3);

            assertThat(nodesInUse(arena)).isEqualTo(2 + 1 + 1);
            assertThat(index.seek(0, 5)).isEqualTo(1);
            assertThat(higher(index, 0, 5)).isEqualTo(ABSENT);
            assertThat(higher(index, 0, 4)).isEqualTo(1);
        }
    }

    private static int nodesInUse(final Arena arena)
    {
        final Slab free = arena.slab(arena.idOf("index.free"));
        return free.getInt(0, 0);
    }

    @Test
    void shouldRefuseWhatIsOutOfRange()
    {
        try (Arena arena = new Arena())
        {
            final OrderedLongIndex index = new OrderedLongIndex(arena, "index", 2, 10, 5);

            assertThatThrownBy(() -> index.seek(0, 1 << 10)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> index.seek(0, -1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> index.remove(2, 1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> index.seek(-1, 1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> put(index, 0, 1, 0)).isInstanceOf(IllegalArgumentException.class);
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
            assertThat(nodesInUse(arena)).isLessThan(TREES * Math.max(2, (keyBits + 5) / 6));
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
                final boolean done = put(index, tree, key, 1);

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
                put(index, i % TREES, key(36), i);
            }

            arena.copyTo(copy);

            for (int i = 1; i <= 5_000; i++)
            {
                final int tree = i % TREES;
                final long key = key(36);
                assertThat(higher(twin, tree, key)).isEqualTo(higher(index, tree, key));
                assertThat(put(twin, tree, key, i)).isEqualTo(put(index, tree, key, i));
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
            assertThat(higher(index, 1, 0)).isEqualTo(ABSENT);
        }
    }

    private static void fillSearchAndEmpty(final OrderedLongIndex index)
    {
        for (long key = 1; key <= 1_000; key++)
        {
            put(index, 1, key * 7, (int)key);
        }
        for (long key = 1; key <= 1_000; key++)
        {
            if (index.seek(1, key * 7) != key || higher(index, 1, key * 7 - 3) != key ||
                index.remove(1, key * 7) != key)
            {
                throw new AssertionError(key);
            }
        }
    }

    private static boolean put(final OrderedLongIndex index, final int tree, final long key, final int value)
    {
        index.seek(tree, key);
        return index.put(value);
    }

    private static int higher(final OrderedLongIndex index, final int tree, final long key)
    {
        index.seek(tree, key);
        return index.higher();
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
            if (put(index, tree, key, value))
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
        assertThat(index.seek(tree, probe)).as(where).isEqualTo(twin.getOrDefault(probe, ABSENT));
        assertThat(higher(index, tree, probe)).as(where).isEqualTo(value(twin.higherEntry(probe)));
    }

    private static void empty(final OrderedLongIndex index, final List<TreeMap<Long, Integer>> twins)
    {
        for (int tree = 0; tree < TREES; tree++)
        {
            for (final Map.Entry<Long, Integer> entry : twins.get(tree).entrySet())
            {
                assertThat(index.remove(tree, entry.getKey())).isEqualTo(entry.getValue());
            }
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
