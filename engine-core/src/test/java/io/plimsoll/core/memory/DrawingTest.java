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

import org.junit.jupiter.api.Test;

/**
 * Reads raw bytes where the class comments draw them: an image written by one build is read by the next.
 */
class DrawingTest
{
    @Test
    void shouldLayOutASlotPoolAsDrawn()
    {
        try (Arena arena = new Arena())
        {
            final SlotPool pool = new SlotPool(arena, "pool", 16, 5);
            for (int i = 0; i < 4; i++)
            {
                pool.take();
            }
            pool.give(2);

            final Slab free = arena.slab(arena.idOf("pool.free"));
            assertThat(arena.slab(arena.idOf("pool")).capacity()).isEqualTo(6);
            assertThat(free.recordLength()).isEqualTo(8);
            assertThat(free.getInt(0, 0)).isEqualTo(3);
            assertThat(free.getInt(0, 4)).isZero();
            assertThat(free.getInt(4, 0)).isEqualTo(2);
            assertThat(free.getInt(1, 4)).isEqualTo(1);
            assertThat(free.getInt(2, 4)).isZero();
        }
    }

    @Test
    void shouldLayOutATableAsDrawn()
    {
        try (Arena arena = new Arena())
        {
            final LongIntTable table = new LongIntTable(arena, "table", 1);
            table.put(77, 5);

            final Slab slab = arena.slab(1);
            final int place = 77 & 3;
            assertThat(slab.recordLength()).isEqualTo(16);
            assertThat(slab.capacity()).isEqualTo(5);
            assertThat(slab.getLong(place, 0)).isEqualTo(77);
            assertThat(slab.getInt(place, 8)).isEqualTo(5);
            assertThat(slab.getInt(place, 12)).isZero();
            assertThat(slab.getLong(4, 0)).isZero();
            assertThat(slab.getInt(4, 8)).isEqualTo(1);
        }
    }

    @Test
    void shouldLayOutAnOrderedIndexAsDrawn()
    {
        try (Arena arena = new Arena())
        {
            final OrderedLongIndex index = new OrderedLongIndex(arena, "index", 2, 12, 5);
            index.seek(1, 3 << 6 | 63);
            index.put(9);

            final Slab nodes = arena.slab(arena.idOf("index"));
            final int root = arena.slab(arena.idOf("index.roots")).getInt(1, 0);
            final int leaf = nodes.getInt(root, 8 + 3 * 4);
            assertThat(nodes.recordLength()).isEqualTo(264);
            assertThat(nodes.getLong(root, 0)).isEqualTo(1L << 3);
            assertThat(nodes.getLong(leaf, 0)).isEqualTo(1L << 63);
            assertThat(nodes.getInt(leaf, 8 + 63 * 4)).isEqualTo(9);
        }
    }

    @Test
    void shouldLayOutAHeapForestAsDrawn()
    {
        try (Arena arena = new Arena())
        {
            final HeapForest forest = new HeapForest(arena, "forest", 2, 100);
            for (int slot = 0; slot < 62; slot++)
            {
                forest.put(1, slot, -slot);
            }

            final Slab blocks = arena.slab(arena.idOf("forest"));
            final Slab places = arena.slab(arena.idOf("forest.places"));
            final Slab roots = arena.slab(arena.idOf("forest.roots"));
            final int root = roots.getInt(1, 0);
            final int firstBlock = blocks.getInt(root, 0);
            final int secondBlock = blocks.getInt(root, 4);
            assertThat(blocks.recordLength()).isEqualTo(1_024);
            assertThat(roots.getInt(1, 4)).isEqualTo(62);
            assertThat(blocks.getLong(firstBlock, 4 * 16)).isEqualTo(-1);
            assertThat(blocks.getInt(firstBlock, 4 * 16 + 8)).isEqualTo(1);
            assertThat(blocks.getLong(secondBlock, 0)).isEqualTo(-61);
            assertThat(blocks.getInt(secondBlock, 8)).isEqualTo(61);
            assertThat(places.getInt(61, 0)).isEqualTo(1 + 1);
            assertThat(places.getInt(61, 4)).isEqualTo(64);
        }
    }

    @Test
    void shouldLayOutTheDirectoryAsDrawn()
    {
        try (Arena arena = new Arena(); Arena copy = new Arena())
        {
            arena.slab("a", 8, 10).used(4);
            copy.slab("a", 8, 10);

            arena.copyTo(copy);

            assertThat(copy.slab(1).used()).isEqualTo(4);
        }
    }
}
