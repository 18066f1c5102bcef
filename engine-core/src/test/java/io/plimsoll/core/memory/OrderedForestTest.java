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

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

class OrderedForestTest
{
    private static final int TREES = 3;
    private static final int SLOTS = 200;

    private record Entry(long key, long id, int slot)
    {
    }

    @Test
    void shouldKeepTheOrderOfKeysAndIdsOverRandomPutsAndRemoves()
    {
        final long seed = 11;
        final Random random = new Random(seed);
        try (Arena arena = new Arena())
        {
            final OrderedForest forest = new OrderedForest(arena, "forest", TREES, SLOTS);
            final List<TreeSet<Entry>> expected = new ArrayList<>();
            for (int tree = 0; tree < TREES; tree++)
            {
                expected.add(new TreeSet<>(Comparator.comparingLong(Entry::key).thenComparingLong(Entry::id)));
            }
            final Entry[] held = new Entry[SLOTS + 1];
            final int[] treeOf = new int[SLOTS + 1];
            for (int step = 1; step <= 200_000; step++)
            {
                final int slot = 1 + random.nextInt(SLOTS);
                final int tree = random.nextInt(TREES);
                if (held[slot] != null)
                {
                    forest.remove(slot);
                    expected.get(treeOf[slot]).remove(held[slot]);
                    held[slot] = null;
                }
                else
                {
                    held[slot] = new Entry(random.nextInt(20) - 10, step, slot);
                    treeOf[slot] = tree;
                    forest.put(tree, slot, held[slot].key, step);
                    expected.get(tree).add(held[slot]);
                }
                for (int each = 0; each < TREES; each++)
                {
                    final TreeSet<Entry> set = expected.get(each);
                    assertThat(forest.first(each)).as("seed %d, step %d, tree %d", seed, step, each)
                        .isEqualTo(set.isEmpty() ? OrderedForest.NONE : set.first().slot);
                }
            }
        }
    }

    @Test
    void shouldGiveEverySlotBackInOrder()
    {
        try (Arena arena = new Arena())
        {
            final OrderedForest forest = new OrderedForest(arena, "forest", 1, 10_000);
            for (int slot = 1; slot <= 10_000; slot++)
            {
                forest.put(0, slot, slot * 7_919L % 10_007 / 3, slot);
            }
            long lastKey = Long.MIN_VALUE;
            int lastSlot = 0;
            for (int count = 0; count < 10_000; count++)
            {
                final int slot = forest.first(0);
                final long key = forest.key(slot);
                assertThat(key > lastKey || key == lastKey && slot > lastSlot).isTrue();
                lastKey = key;
                lastSlot = slot;
                forest.remove(slot);
            }
            assertThat(forest.first(0)).isEqualTo(OrderedForest.NONE);
        }
    }

    @Test
    void shouldLeaveNoTraceOfTheOrderInWhichEntriesCameAndWent()
    {
        try (Arena one = new Arena(); Arena other = new Arena())
        {
            final OrderedForest first = new OrderedForest(one, "forest", 1, 100);
            final OrderedForest second = new OrderedForest(other, "forest", 1, 100);
            for (int slot = 1; slot <= 100; slot++)
            {
                first.put(0, slot, slot % 7, slot);
                second.put(0, 101 - slot, (101 - slot) % 7, 101 - slot);
            }
            first.remove(50);
            second.remove(50);

            assertThat(one.digest()).isEqualTo(other.digest());
        }
    }

    @Test
    void shouldRefuseASlotThatIsInASetAlready()
    {
        try (Arena arena = new Arena())
        {
            final OrderedForest forest = new OrderedForest(arena, "forest", 2, 4);
            forest.put(0, 3, 1, 1);

            assertThatThrownBy(() -> forest.put(1, 3, 1, 2)).isInstanceOf(RuntimeException.class)
                .hasMessageContaining("SLOT_IN_SET");
        }
    }

    @Test
    void shouldTakeOutASlotThatIsInNoSetWithoutHarm()
    {
        try (Arena arena = new Arena())
        {
            final OrderedForest forest = new OrderedForest(arena, "forest", 1, 4);

            forest.remove(2);

            assertThat(forest.contains(2)).isFalse();
            assertThat(forest.first(0)).isEqualTo(OrderedForest.NONE);
        }
    }
}
