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

import io.plimsoll.core.Invariant;

/**
 * The storage of a {@link HeapForest}: many growable arrays of (key, slot) that share one pool of blocks.
 * <p>
 * Places are numbered from 3. Siblings of a 4-ary heap then lie at four places from a multiple of 4 on, and fill
 * exactly one cache line.
 * <pre>
 *   data block, 64 entries of 16 bytes            directory block, 256 links of 4 bytes
 *   0                8        12     16           0        4                1024
 *   +----------------+--------+------+-- ... --   +--------+--  ...  --+--------+
 *   | key            | slot   | 0    |            | 0      |           | 255    |
 *   +----------------+--------+------+-- ... --   +--------+--  ...  --+--------+
 *
 *   record of an array, 8 bytes
 *   0        4        8
 *   +--------+--------+
 *   | root   | size   |     root int32, the top block; 0 while the array is empty
 *   +--------+--------+
 * </pre>
 * The root is a data block while the places below {@code end = size + 3} fit one, else a directory of up to 256 data
 * blocks, of 256 such directories, and so on. The shape follows from the size alone; a block that falls empty is given
 * back at once, and zero.
 * <p>
 * <b>The blocks cannot run out</b> while the sizes add up to no more than the entries that the storage was made for.
 * Let s be these entries, a the arrays, n the size of one, e = n + 3 its end. An array that is not empty has
 * ceil(e / 64) &lt;= 1 + (n + 2) / 64 data blocks; at most A = min(a, s) arrays are not empty and their sizes add up to
 * s at most, so there are at most A + (s + 2A) / 64 data blocks. Directories whose children span P = 64, 64 * 256, ...
 * places are in arrays with e &gt; P only, of which there are at most A' = min(a, s / (P - 2)); each has ceil(e / 256P)
 * of them, so there are at most A' + (s + 2A') / 256P in all. The pool has the sum of these bounds, and growth takes
 * the blocks that the new size needs and no others.
 * <p>
 * Growing and shrinking are constant time, finding a place is a link per level. 0 B.
 */
final class EntryBlocks
{
    static final int FIRST_PLACE = 3;

    private static final int KEY_OFFSET = 0;
    private static final int SLOT_OFFSET = 8;
    private static final int ENTRY_SHIFT = 4;
    private static final int BLOCK_SHIFT = 6;
    private static final int BLOCK_MASK = (1 << BLOCK_SHIFT) - 1;
    private static final int BLOCK_LENGTH = 1 << BLOCK_SHIFT + ENTRY_SHIFT;
    private static final int FAN_OUT_SHIFT = 8;
    private static final int FAN_OUT_MASK = (1 << FAN_OUT_SHIFT) - 1;

    private static final int ROOT_OFFSET = 0;
    private static final int SIZE_OFFSET = 4;
    private static final int ARRAY_LENGTH = 8;

    private final Slab arrays;
    private final SlotPool pool;
    private final Slab blocks;

    EntryBlocks(final Arena arena, final String name, final int arrayCount, final int entriesMax)
    {
        arrays = arena.slab(name + ".roots", ARRAY_LENGTH, arrayCount);
        pool = new SlotPool(arena, name, BLOCK_LENGTH, blocksMax(arrayCount, entriesMax));
        blocks = pool.slab();
    }

    static long blocksMax(final int arrayCount, final int entriesMax)
    {
        final long notEmpty = Math.min(arrayCount, entriesMax);
        long bound = notEmpty + (entriesMax + 2 * notEmpty >> BLOCK_SHIFT);
        for (int shift = BLOCK_SHIFT; 1L << shift < entriesMax + FIRST_PLACE; shift += FAN_OUT_SHIFT)
        {
            final long withDirectory = Math.min(arrayCount, entriesMax / ((1L << shift) - 2));
            bound += withDirectory + (entriesMax + 2 * withDirectory >> shift + FAN_OUT_SHIFT);
        }
        return bound;
    }

    int blocksTaken()
    {
        return pool.live();
    }

    int size(final int array)
    {
        return arrays.getInt(array, SIZE_OFFSET);
    }

    /**
     * The top block of an array that is not empty.
     */
    int root(final int array)
    {
        return arrays.getInt(array, ROOT_OFFSET);
    }

    /**
     * The shape of an array of a size: the shift of a place that selects the child of the root, or one below that of a
     * block if the root is a data block.
     */
    static int shape(final int size)
    {
        int shift = BLOCK_SHIFT - FAN_OUT_SHIFT;
        while (size + FIRST_PLACE > 1 << shift + FAN_OUT_SHIFT)
        {
            shift += FAN_OUT_SHIFT;
        }
        return shift;
    }

    /**
     * The data block of a place, by root and shape, which a loop over places reads once.
     */
    int blockOf(final int root, final int shape, final int place)
    {
        int block = root;
        for (int shift = shape; shift >= BLOCK_SHIFT; shift -= FAN_OUT_SHIFT)
        {
            block = blocks.getInt(block, linkOffset(place, shift));
        }
        return block;
    }

    int blockOf(final int array, final int place)
    {
        return blockOf(root(array), shape(size(array)), place);
    }

    long key(final int block, final int place)
    {
        return blocks.getLong(block, entryOffset(place) + KEY_OFFSET);
    }

    int slot(final int block, final int place)
    {
        return blocks.getInt(block, entryOffset(place) + SLOT_OFFSET);
    }

    void write(final int block, final int place, final int slot, final long key)
    {
        final long address = blocks.address(block) + entryOffset(place);
        Memory.putLong(address + KEY_OFFSET, key);
        Memory.putInt(address + SLOT_OFFSET, slot);
    }

    /**
     * The first of the places from one to another in a block that has the greatest key.
     */
    int greatest(final int block, final int first, final int end)
    {
        long address = blocks.address(block) + entryOffset(first);
        int best = first;
        long bestKey = Memory.getLong(address + KEY_OFFSET);
        for (int place = first + 1; place < end; place++)
        {
            address += 1 << ENTRY_SHIFT;
            final long key = Memory.getLong(address + KEY_OFFSET);
            if (key > bestKey)
            {
                best = place;
                bestKey = key;
            }
        }
        return best;
    }

    /**
     * Add one entry at the end; it is zero.
     */
    void grow(final int array)
    {
        final int size = size(array);
        final int place = size + FIRST_PLACE;
        arrays.putInt(array, SIZE_OFFSET, size + 1);
        if (size == 0)
        {
            arrays.putInt(array, ROOT_OFFSET, takeBlock());
        }
        else if ((place & BLOCK_MASK) == 0)
        {
            if (shape(size + 1) != shape(size))
            {
                final int root = takeBlock();
                blocks.putInt(root, 0, root(array));
                arrays.putInt(array, ROOT_OFFSET, root);
            }
            takePath(root(array), shape(size + 1), place);
        }
    }

    /**
     * Drop the last entry.
     */
    void shrink(final int array)
    {
        final int size = size(array) - 1;
        final int root = root(array);
        final int place = size + FIRST_PLACE;
        final int shape = shape(size + 1);
        write(blockOf(root, shape, place), place, 0, 0);
        arrays.putInt(array, SIZE_OFFSET, size);
        if (size == 0)
        {
            pool.give(root);
            arrays.putInt(array, ROOT_OFFSET, SlotPool.NONE);
        }
        else if ((place & BLOCK_MASK) == 0)
        {
            giveBackPath(root, shape, place);
            if (shape(size) != shape)
            {
                arrays.putInt(array, ROOT_OFFSET, blocks.getInt(root, 0));
                pool.give(root);
            }
        }
    }

    /**
     * Take the data block that begins at a place, and the directories above it that begin there too.
     */
    private void takePath(final int root, final int shape, final int place)
    {
        int block = root;
        for (int shift = shape; shift >= BLOCK_SHIFT; shift -= FAN_OUT_SHIFT)
        {
            int below = blocks.getInt(block, linkOffset(place, shift));
            if (below == SlotPool.NONE)
            {
                below = takeBlock();
                blocks.putInt(block, linkOffset(place, shift), below);
            }
            block = below;
        }
    }

    /**
     * Give back the data block that begins at a place, and the directories above it that begin there too.
     */
    private void giveBackPath(final int root, final int shape, final int place)
    {
        boolean isCut = false;
        int block = root;
        for (int shift = shape; shift >= BLOCK_SHIFT; shift -= FAN_OUT_SHIFT)
        {
            final int below = blocks.getInt(block, linkOffset(place, shift));
            if (isCut)
            {
                pool.give(block);
            }
            else if ((place & (1 << shift) - 1) == 0)
            {
                blocks.putInt(block, linkOffset(place, shift), SlotPool.NONE);
                isCut = true;
            }
            block = below;
        }
        pool.give(block);
    }

    private int takeBlock()
    {
        final int block = pool.take();
        Invariant.check(block != SlotPool.NONE, "BLOCKS_SUFFICE", pool.live(), pool.capacity());
        return block;
    }

    private static int entryOffset(final int place)
    {
        return (place & BLOCK_MASK) << ENTRY_SHIFT;
    }

    private static int linkOffset(final int place, final int shift)
    {
        return (place >>> shift & FAN_OUT_MASK) * Integer.BYTES;
    }
}
