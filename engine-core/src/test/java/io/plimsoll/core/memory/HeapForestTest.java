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
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;

class HeapForestTest
{
    private static final long SEED = 20_260_108L;

    private final Random random = new Random(SEED);

    @Test
    void shouldKeepTheGreatestKeyOnTop()
    {
        try (Arena arena = new Arena())
        {
            final HeapForest forest = new HeapForest(arena, "forest", 2, 10);
            assertThat(forest.isEmpty(0)).isTrue();

            forest.put(0, 3, Long.MIN_VALUE);
            forest.put(0, 4, Long.MAX_VALUE);
            forest.put(0, 0, 0);

            assertThat(forest.topKey(0)).isEqualTo(Long.MAX_VALUE);
            assertThat(forest.topSlot(0)).isEqualTo(4);
            assertThat(forest.size(0)).isEqualTo(3);
            assertThat(forest.isEmpty(1)).isTrue();
            assertThat(forest.keyOf(3)).isEqualTo(Long.MIN_VALUE);
            assertThat(forest.heapOf(0)).isZero();
            assertThat(forest.heapOf(9)).isEqualTo(-1);
        }
    }

    @Test
    void shouldTellTheGreatestKeyBelowTheTop()
    {
        try (Arena arena = new Arena())
        {
            final HeapForest forest = new HeapForest(arena, "forest", 1, 200);
            final PriorityQueue<Long> keys = new PriorityQueue<>(Comparator.reverseOrder());
            forest.put(0, 0, 7);
            assertThat(forest.secondKey(0)).isEqualTo(Long.MIN_VALUE);
            keys.add(7L);
            for (int slot = 1; slot < 200; slot++)
            {
                final long key = random.nextInt(1_000);
                forest.put(0, slot, key);
                keys.add(key);
                final long top = keys.remove();

                assertThat(forest.topKey(0)).isEqualTo(top);
                assertThat(forest.secondKey(0)).isEqualTo(keys.element());
                keys.add(top);
            }
        }
    }

    @Test
    void shouldMoveASlotBetweenHeapsAndChangeItsKey()
    {
        try (Arena arena = new Arena())
        {
            final HeapForest forest = new HeapForest(arena, "forest", 2, 10);
            forest.put(0, 1, 10);
            forest.put(0, 2, 20);

            forest.put(0, 1, 30);
            assertThat(forest.topSlot(0)).isEqualTo(1);
            forest.put(1, 1, 5);
            assertThat(forest.topSlot(0)).isEqualTo(2);
            assertThat(forest.size(0)).isEqualTo(1);
            assertThat(forest.topSlot(1)).isEqualTo(1);
            assertThat(forest.keyOf(1)).isEqualTo(5);
        }
    }

    @Test
    void shouldRemoveASlotOnceAndOtherwiseDoNothing()
    {
        try (Arena arena = new Arena())
        {
            final HeapForest forest = new HeapForest(arena, "forest", 2, 10);
            final long fresh = arena.digest();
            forest.put(0, 1, 10);

            forest.remove(1);
            forest.remove(1);
            forest.remove(2);

            assertThat(forest.heapOf(1)).isEqualTo(-1);
            assertThat(forest.isEmpty(0)).isTrue();
            assertThat(arena.digest()).isEqualTo(fresh);
        }
    }

    @Test
    void shouldRefuseWhatDoesNotExist()
    {
        try (Arena arena = new Arena())
        {
            final HeapForest forest = new HeapForest(arena, "forest", 2, 10);

            assertThatThrownBy(() -> forest.topKey(0)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> forest.topSlot(0)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> forest.keyOf(0)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> forest.put(2, 0, 1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> forest.put(0, 10, 1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> forest.remove(-1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> forest.size(-1)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 20, 1000000", "3, 100, 10", "7, 500, 1000000", "2, 20000, 50"})
    void shouldFollowItsTwinOverALongStream(final int heaps, final int slots, final int keyRange)
    {
        final Twin twin = new Twin(heaps, slots);
        try (Arena arena = new Arena(4_096, ByteBuffer::allocateDirect))
        {
            final HeapForest forest = new HeapForest(arena, "forest", heaps, slots);
            for (int step = 0; step < 200_000; step++)
            {
                final int slot = random.nextInt(slots);
                final int heap = random.nextInt(heaps);
                final boolean filling = step / 60_000 % 2 == 0;
                if (random.nextInt(10) < (filling ? 8 : 4))
                {
                    final long key = random.nextInt(keyRange) - keyRange / 2;
                    forest.put(heap, slot, key);
                    twin.put(heap, slot, key);
                }
                else
                {
                    forest.remove(slot);
                    twin.remove(slot);
                }
                twin.compareTop(forest, heap, step);
                twin.compareSlot(forest, slot, step);
            }

            twin.compareAll(forest);
            drain(forest, heaps);
            Zeros.assertZero(arena.slab(arena.idOf("forest")));
            Zeros.assertZero(arena.slab(arena.idOf("forest.roots")));
            Zeros.assertZero(arena.slab(arena.idOf("forest.places")));
        }
    }

    @Test
    void shouldGiveTheKeysInOrderWhenDrained()
    {
        final int slots = 50_000;
        try (Arena arena = new Arena())
        {
            final HeapForest forest = new HeapForest(arena, "forest", 1, slots);
            for (int slot = 0; slot < slots; slot++)
            {
                forest.put(0, slot, random.nextLong());
            }

            assertThat(drain(forest, 1)).isEqualTo(slots);
        }
    }

    @Test
    void shouldMoveEverySlotToOneHeapAndToManyWithoutRunningOut()
    {
        final int slots = 20_000;
        final int heaps = 3_000;
        try (Arena arena = new Arena())
        {
            final HeapForest forest = new HeapForest(arena, "forest", heaps, slots);
            for (int round = 0; round < 3; round++)
            {
                for (int slot = 0; slot < slots; slot++)
                {
                    forest.put(round, slot, slot);
                }
                assertThat(forest.size(round)).isEqualTo(slots);
                for (int slot = 0; slot < slots; slot++)
                {
                    forest.put(slot % heaps, slot, -slot);
                }
                assertThat(forest.size(heaps - 1)).isEqualTo(slots / heaps);
            }
        }
    }

    @Test
    void shouldGoOnInACopyAsInTheOriginal()
    {
        try (Arena arena = new Arena(); Arena copy = new Arena())
        {
            final HeapForest forest = new HeapForest(arena, "forest", 4, 1_000);
            final HeapForest twin = new HeapForest(copy, "forest", 4, 1_000);
            for (int slot = 0; slot < 1_000; slot++)
            {
                forest.put(slot % 4, slot, random.nextInt(20));
            }

            arena.copyTo(copy);

            assertThat(copy.digest()).isEqualTo(arena.digest());
            for (int step = 0; step < 10_000; step++)
            {
                final int heap = random.nextInt(4);
                final int slot = random.nextInt(1_000);
                final long key = random.nextInt(20);
                forest.put(heap, slot, key);
                twin.put(heap, slot, key);
                assertThat(twin.topSlot(heap)).isEqualTo(forest.topSlot(heap));
            }
            assertThat(copy.digest()).isEqualTo(arena.digest());
        }
    }

    @Test
    void shouldWorkWithoutAllocation()
    {
        try (Arena arena = new Arena())
        {
            final HeapForest forest = new HeapForest(arena, "forest", 2, 1_000);

            assertThat(AllocationMeter.bytesOf(() -> fillAndDrain(forest))).isZero();
        }
    }

    private static void fillAndDrain(final HeapForest forest)
    {
        for (int slot = 0; slot < 1_000; slot++)
        {
            forest.put(slot & 1, slot, slot * 7_919L % 1_000);
        }
        for (int slot = 0; slot < 1_000; slot++)
        {
            forest.put(slot & 1, slot, slot * 104_729L % 1_000);
        }
        drain(forest, 2);
    }

    private static int drain(final HeapForest forest, final int heaps)
    {
        int drained = 0;
        for (int heap = 0; heap < heaps; heap++)
        {
            long before = Long.MAX_VALUE;
            while (!forest.isEmpty(heap))
            {
                if (forest.topKey(heap) > before)
                {
                    throw new AssertionError(forest.topKey(heap) + " after " + before);
                }
                before = forest.topKey(heap);
                forest.remove(forest.topSlot(heap));
                drained++;
            }
        }
        return drained;
    }

    /**
     * One queue of the JDK per heap, with entries that have since been moved or removed left inside.
     */
    private static final class Twin
    {
        private final PriorityQueue<long[]>[] queues;
        private final int[] heapOf;
        private final long[] keyOf;
        private final int[] sizes;

        private Twin(final int heaps, final int slots)
        {
            queues = queues(heaps);
            heapOf = new int[slots];
            keyOf = new long[slots];
            sizes = new int[heaps];
            Arrays.fill(heapOf, -1);
        }

        void put(final int heap, final int slot, final long key)
        {
            remove(slot);
            heapOf[slot] = heap;
            keyOf[slot] = key;
            sizes[heap]++;
            queues[heap].add(new long[]{key, slot});
        }

        void remove(final int slot)
        {
            if (heapOf[slot] >= 0)
            {
                sizes[heapOf[slot]]--;
                heapOf[slot] = -1;
            }
        }

        void compareTop(final HeapForest forest, final int heap, final int step)
        {
            final PriorityQueue<long[]> queue = queues[heap];
            while (!queue.isEmpty() && isStale(heap, queue.peek()))
            {
                queue.remove();
            }

            assertThat(forest.size(heap)).as("step %d, seed %d", step, SEED).isEqualTo(sizes[heap]);
            assertThat(forest.isEmpty(heap)).isEqualTo(sizes[heap] == 0);
            if (sizes[heap] > 0)
            {
                assertThat(forest.topKey(heap)).as("step %d, seed %d", step, SEED).isEqualTo(queue.peek()[0]);
                assertThat(forest.keyOf(forest.topSlot(heap))).isEqualTo(queue.peek()[0]);
            }
        }

        void compareSlot(final HeapForest forest, final int slot, final int step)
        {
            assertThat(forest.heapOf(slot)).as("step %d, seed %d", step, SEED).isEqualTo(heapOf[slot]);
            if (heapOf[slot] >= 0)
            {
                assertThat(forest.keyOf(slot)).isEqualTo(keyOf[slot]);
            }
        }

        void compareAll(final HeapForest forest)
        {
            for (int slot = 0; slot < heapOf.length; slot++)
            {
                compareSlot(forest, slot, -1);
            }
            for (int heap = 0; heap < sizes.length; heap++)
            {
                final BitSet seen = new BitSet();
                for (int position = 0; position < sizes[heap]; position++)
                {
                    final int slot = forest.slotAt(heap, position);
                    seen.set(slot);
                    assertThat(heapOf[slot]).isEqualTo(heap);
                    assertThat(forest.keyOf(forest.slotAt(heap, Math.max(0, (position - 1) / 4))))
                        .isGreaterThanOrEqualTo(keyOf[slot]);
                }
                assertThat(seen.cardinality()).isEqualTo(sizes[heap]);
            }
        }

        private boolean isStale(final int heap, final long[] entry)
        {
            final int slot = (int)entry[1];
            return heapOf[slot] != heap || keyOf[slot] != entry[0];
        }

        @SuppressWarnings({"unchecked", "rawtypes"})
        private static PriorityQueue<long[]>[] queues(final int heaps)
        {
            final PriorityQueue<long[]>[] queues = new PriorityQueue[heaps];
            for (int heap = 0; heap < heaps; heap++)
            {
                queues[heap] = new PriorityQueue<>(
                    Comparator.comparingLong((final long[] entry) -> entry[0]).reversed());
            }
            return queues;
        }
    }
}
