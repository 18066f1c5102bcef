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
 * Many heaps of (key, slot) with the greatest key on top, that share one pool of blocks. Each slot is in one heap at
 * most and can be moved or removed wherever it lies. No heap has a capacity of its own, and as the sizes of all heaps
 * together never pass the number of slots, the blocks cannot run out: see {@link EntryBlocks} for the proof and for
 * the layout of blocks.
 * <p>
 * The heaps are 4-ary. Their places are numbered from 3, so that the children of place {@code p} are
 * {@code 4p - 8 .. 4p - 5} and its parent is {@code p / 4 + 2}: a step down reads one cache line of keys. Where each
 * slot lies is in a slab of its own:
 * <pre>
 *   record of a slot, 8 bytes
 *   0        4        8
 *   +--------+--------+
 *   | heap+1 | place  |     int32 each, all 0 while the slot is in no heap
 *   +--------+--------+
 * </pre>
 * The order of equal keys depends on the order of operations, which is replayed history. Put and remove take a number
 * of steps logarithmic in the size, the rest is constant time. 0 B.
 */
public final class HeapForest
{
    /**
     * Largest number of slots.
     */
    public static final int SLOTS_MAX = 1 << 28;

    private static final int FIRST_PLACE = EntryBlocks.FIRST_PLACE;
    private static final int ARITY = 4;
    private static final int NO_HEAP = -1;

    private static final int HEAP_OFFSET = 0;
    private static final int PLACE_OFFSET = 4;
    private static final int PLACE_LENGTH = 8;

    private final EntryBlocks entries;
    private final Slab places;
    private final int heapCount;
    private final int slotCount;

    /**
     * Register the slabs of empty heaps: the blocks under the name, and slabs with {@code .roots}, {@code .free} and
     * {@code .places} appended.
     *
     * @param arena to reserve in.
     * @param name  of the slab of blocks.
     * @param heaps number of heaps, &gt; 0.
     * @param slots number of slots, 1 to {@link #SLOTS_MAX}.
     */
    public HeapForest(final Arena arena, final String name, final int heaps, final int slots)
    {
        Require.argument(slots > 0 && slots <= SLOTS_MAX, "slots out of range", slots);
        heapCount = heaps;
        slotCount = slots;
        entries = new EntryBlocks(arena, name, heaps, slots);
        places = arena.slab(name + ".places", PLACE_LENGTH, slots);
    }

    /**
     * Whether a heap has no entry.
     *
     * @param heap 0 to the number of heaps - 1.
     * @return true if so.
     */
    public boolean isEmpty(final int heap)
    {
        return size(heap) == 0;
    }

    /**
     * Number of entries of a heap.
     *
     * @param heap 0 to the number of heaps - 1.
     * @return entries.
     */
    public int size(final int heap)
    {
        requireHeap(heap);
        return entries.size(heap);
    }

    /**
     * The greatest key of a heap.
     *
     * @param heap 0 to the number of heaps - 1, not empty.
     * @return the key.
     */
    public long topKey(final int heap)
    {
        Invariant.check(size(heap) > 0, "HEAP_NOT_EMPTY", 0, 1);
        return entries.key(entries.blockOf(heap, FIRST_PLACE), FIRST_PLACE);
    }

    /**
     * The greatest key of a heap but that on top.
     *
     * @param heap 0 to the number of heaps - 1, not empty.
     * @return the key, the least number if there is no other.
     */
    public long secondKey(final int heap)
    {
        final int end = Math.min(end(heap), firstChild(FIRST_PLACE) + ARITY);
        long second = Long.MIN_VALUE;
        for (int place = firstChild(FIRST_PLACE); place < end; place++)
        {
            second = Math.max(second, entries.key(entries.blockOf(heap, place), place));
        }
        return second;
    }

    /**
     * The slot of the greatest key of a heap.
     *
     * @param heap 0 to the number of heaps - 1, not empty.
     * @return the slot.
     */
    public int topSlot(final int heap)
    {
        return slotAt(heap, 0);
    }

    /**
     * The slot at a position of a heap: 0 is the top, and every position is of one slot. For walks over the whole heap.
     *
     * @param heap     0 to the number of heaps - 1.
     * @param position 0 to the size of the heap - 1.
     * @return the slot.
     */
    public int slotAt(final int heap, final int position)
    {
        Invariant.check(position >= 0 && position < size(heap), "HEAP_POSITION", position, size(heap));
        final int place = position + FIRST_PLACE;
        return entries.slot(entries.blockOf(heap, place), place);
    }

    /**
     * The heap that a slot is in.
     *
     * @param slot 0 to the number of slots - 1.
     * @return the heap, or -1 if it is in none.
     */
    public int heapOf(final int slot)
    {
        Require.argument(slot >= 0 && slot < slotCount, "no such slot", slot);
        return places.getInt(slot, HEAP_OFFSET) - 1;
    }

    /**
     * The key of a slot.
     *
     * @param slot 0 to the number of slots - 1, in some heap.
     * @return its key.
     */
    public long keyOf(final int slot)
    {
        final int heap = heapOf(slot);
        Invariant.check(heap != NO_HEAP, "SLOT_IN_HEAP", heap, 0);
        final int place = places.getInt(slot, PLACE_OFFSET);
        return entries.key(entries.blockOf(heap, place), place);
    }

    /**
     * Put a slot into a heap under a key, taking it out of the heap that it was in, or change its key.
     *
     * @param heap 0 to the number of heaps - 1.
     * @param slot 0 to the number of slots - 1.
     * @param key  any.
     */
    public void put(final int heap, final int slot, final long key)
    {
        requireHeap(heap);
        if (heapOf(slot) == heap)
        {
            sift(heap, places.getInt(slot, PLACE_OFFSET), slot, key, end(heap));
            return;
        }

        remove(slot);
        final int place = end(heap);
        entries.grow(heap);
        places.putInt(slot, HEAP_OFFSET, heap + 1);
        sift(heap, place, slot, key, place + 1);
    }

    /**
     * Take a slot out of the heap that it is in, if any.
     *
     * @param slot 0 to the number of slots - 1.
     */
    public void remove(final int slot)
    {
        final int heap = heapOf(slot);
        if (heap == NO_HEAP)
        {
            return;
        }

        final int place = places.getInt(slot, PLACE_OFFSET);
        final int last = end(heap) - 1;
        places.zero(slot);
        if (place != last)
        {
            final int block = entries.blockOf(heap, last);
            sift(heap, place, entries.slot(block, last), entries.key(block, last), last);
        }
        entries.shrink(heap);
    }

    /**
     * Give an entry its place among those before the end, starting from one whose own entry may be overwritten.
     */
    private void sift(final int heap, final int from, final int slot, final long key, final int end)
    {
        final int root = entries.root(heap);
        final int shape = EntryBlocks.shape(entries.size(heap));
        final int above = liftHole(root, shape, from, key);
        final int place = above < from ? above : sinkHole(root, shape, from, key, end);
        write(entries.blockOf(root, shape, place), place, slot, key);
    }

    /**
     * Move lesser ancestors down, one after the other, and return the place that is left for the key.
     */
    private int liftHole(final int root, final int shape, final int from, final long key)
    {
        int place = from;
        int block = entries.blockOf(root, shape, place);
        while (place > FIRST_PLACE)
        {
            final int parent = parent(place);
            final int parentBlock = entries.blockOf(root, shape, parent);
            final long parentKey = entries.key(parentBlock, parent);
            if (parentKey >= key)
            {
                break;
            }
            write(block, place, entries.slot(parentBlock, parent), parentKey);
            place = parent;
            block = parentBlock;
        }
        return place;
    }

    /**
     * Move the greatest children up, one after the other, while they are greater, and return the place that is left.
     */
    private int sinkHole(final int root, final int shape, final int from, final long key, final int end)
    {
        int place = from;
        int block = entries.blockOf(root, shape, place);
        int child = firstChild(place);
        while (child < end)
        {
            final int childBlock = entries.blockOf(root, shape, child);
            child = entries.greatest(childBlock, child, Math.min(child + ARITY, end));
            final long childKey = entries.key(childBlock, child);
            if (childKey <= key)
            {
                break;
            }
            write(block, place, entries.slot(childBlock, child), childKey);
            place = child;
            block = childBlock;
            child = firstChild(place);
        }
        return place;
    }

    private void write(final int block, final int place, final int slot, final long key)
    {
        entries.write(block, place, slot, key);
        places.putInt(slot, PLACE_OFFSET, place);
    }

    private int end(final int heap)
    {
        return entries.size(heap) + FIRST_PLACE;
    }

    private void requireHeap(final int heap)
    {
        Require.argument(heap >= 0 && heap < heapCount, "no such heap", heap);
    }

    private static int parent(final int place)
    {
        return (place >>> 2) + 2;
    }

    private static int firstChild(final int place)
    {
        return (place - 2) << 2;
    }
}
