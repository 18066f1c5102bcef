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

import java.util.Random;

class EntryBlocksTest
{
    private static final long SEED = 20_260_107L;

    @Test
    void shouldTakeTheBlocksThatItsSizeNeedsAndGiveThemBack()
    {
        final int entriesMax = 33_000;
        try (Arena arena = new Arena())
        {
            final EntryBlocks entries = new EntryBlocks(arena, "entries", 1, entriesMax);

            for (int size = 1; size <= entriesMax; size++)
            {
                entries.grow(0);
                assertThat(entries.blocksTaken()).isEqualTo(blocksNeeded(size));
                write(entries, size);
            }
            for (int size = entriesMax - 1; size >= 0; size--)
            {
                checkRandomPlace(entries, size + 1);
                entries.shrink(0);
                assertThat(entries.blocksTaken()).isEqualTo(blocksNeeded(size));
            }

            Zeros.assertZero(arena.slab(arena.idOf("entries")));
            Zeros.assertZero(arena.slab(arena.idOf("entries.roots")));
        }
    }

    @Test
    void shouldReachThreeLevelsOfDirectories()
    {
        final int entriesMax = (1 << 22) + 100;
        try (Arena arena = new Arena())
        {
            final EntryBlocks entries = new EntryBlocks(arena, "entries", 1, entriesMax);
            for (int size = 1; size <= entriesMax; size++)
            {
                entries.grow(0);
                write(entries, size);
            }

            assertThat(entries.blocksTaken()).isEqualTo(blocksNeeded(entriesMax));
            for (int size = 1; size <= entriesMax; size += 97)
            {
                checkPlace(entries, size);
            }
            for (int size = entriesMax; size > 0; size--)
            {
                entries.shrink(0);
            }
            assertThat(entries.blocksTaken()).isZero();
        }
    }

    /** Every way to share out to three arrays, in steps, and the arithmetic of the bound itself. */
    @Test
    void shouldReserveEnoughForEveryShareOut()
    {
        for (int entriesMax = 1; entriesMax <= 40_000; entriesMax += 1 + entriesMax / 7)
        {
            for (int arrayCount = 1; arrayCount <= 3; arrayCount++)
            {
                assertThat(EntryBlocks.blocksMax(arrayCount, entriesMax))
                    .as("%d arrays, %d entries", arrayCount, entriesMax)
                    .isGreaterThanOrEqualTo(greatestNeed(arrayCount, entriesMax));
            }
        }
    }

    @Test
    void shouldReserveEnoughForGreedyAdversaries()
    {
        // The sizes that need one block more than the size before: an adversary uses nothing else.
        final int[] stingy = {1, 62, 126, 16_382, 16_446, 32_766};
        final Random random = new Random(SEED);
        for (int round = 0; round < 20_000; round++)
        {
            final int arrayCount = 1 + random.nextInt(2_000);
            final int entriesMax = 1 + random.nextInt(1_000_000);
            long needed = 0;
            int left = entriesMax;
            for (int array = 0; array < arrayCount && left > 0; array++)
            {
                final int size = array == arrayCount - 1 ? left :
                    Math.min(left, stingy[random.nextInt(stingy.length)]);
                needed += blocksNeeded(size);
                left -= size;
            }

            assertThat(EntryBlocks.blocksMax(arrayCount, entriesMax)).as("seed %d", SEED)
                .isGreaterThanOrEqualTo(needed);
        }
    }

    @Test
    void shouldKeepManyArraysApartWithinTheReserve()
    {
        final int arrayCount = 500;
        final int entriesMax = 500 * 62;
        try (Arena arena = new Arena())
        {
            final EntryBlocks entries = new EntryBlocks(arena, "entries", arrayCount, entriesMax);
            for (int i = 0; i < entriesMax; i++)
            {
                final int array = i % arrayCount;
                entries.grow(array);
                final int place = entries.size(array) - 1 + EntryBlocks.FIRST_PLACE;
                entries.write(entries.blockOf(array, place), place, i, -i);
            }

            for (int i = 0; i < entriesMax; i++)
            {
                final int array = i % arrayCount;
                final int place = i / arrayCount + EntryBlocks.FIRST_PLACE;
                assertThat(entries.slot(entries.blockOf(array, place), place)).isEqualTo(i);
                assertThat(entries.key(entries.blockOf(array, place), place)).isEqualTo(-i);
            }
            assertThat(entries.blocksTaken()).isEqualTo(arrayCount * 3);
        }
    }

    private static void write(final EntryBlocks entries, final int size)
    {
        final int place = size - 1 + EntryBlocks.FIRST_PLACE;
        entries.write(entries.blockOf(0, place), place, size, ~size);
    }

    private static void checkRandomPlace(final EntryBlocks entries, final int size)
    {
        checkPlace(entries, 1 + Math.floorMod(size * 40_503, size));
        checkPlace(entries, size);
    }

    private static void checkPlace(final EntryBlocks entries, final int size)
    {
        final int place = size - 1 + EntryBlocks.FIRST_PLACE;
        final int block = entries.blockOf(0, place);
        assertThat(entries.slot(block, place)).isEqualTo(size);
        assertThat(entries.key(block, place)).isEqualTo(~size);
    }

    private static long greatestNeed(final int arrayCount, final int entriesMax)
    {
        if (arrayCount == 1)
        {
            return blocksNeeded(entriesMax);
        }
        long greatest = 0;
        for (int size = 0; size <= entriesMax; size += 1 + (size > 200 ? entriesMax / 50 : 0))
        {
            greatest = Math.max(greatest, blocksNeeded(size) + greatestNeed(arrayCount - 1, entriesMax - size));
        }
        return greatest;
    }

    private static long blocksNeeded(final int size)
    {
        if (size == 0)
        {
            return 0;
        }
        long level = (size + 3 + 63) / 64;
        long blocks = level;
        while (level > 1)
        {
            level = (level + 255) / 256;
            blocks += level;
        }
        return blocks;
    }
}
