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
 * Hands out the records of one slab, last given back first.
 * <p>
 * Index {@link #NONE} is never handed out: it is the absent link. The order of free slots is in a second slab, named
 * after the first with {@code .free} appended:
 * <pre>
 *   record 0                        record n, n = 1 .. capacity
 *   0        4        8             0        4        8
 *   +--------+--------+             +--------+--------+
 *   | live   | 0      |             | free   | taken  |
 *   +--------+--------+             +--------+--------+
 *   live   int32, slots taken
 *   free   int32, the slot to hand out when n - 1 slots are taken; 0 stands for slot n itself
 *   taken  int32, 1 while slot n is taken, else 0
 * </pre>
 * The first {@code live} free entries are zero: a pool that has given everything back in reverse order is all zero
 * again, as if nothing had been taken. A record is zeroed when it is given back, and so is zero when it is taken.
 * Constant time, 0 B.
 */
public final class SlotPool
{
    /**
     * The index that is never handed out.
     */
    public static final int NONE = 0;

    private static final int HEADER = 0;
    private static final int LIVE_OFFSET = 0;
    private static final int FREE_OFFSET = 0;
    private static final int TAKEN_OFFSET = 4;
    private static final int FREE_RECORD_LENGTH = 8;

    private final Slab records;
    private final Slab free;
    private final int capacity;

    /**
     * Register the slabs of an empty pool.
     *
     * @param arena        to reserve in.
     * @param name         of the slab of records.
     * @param recordLength in bytes, a multiple of 8.
     * @param capacity     number of slots, 1 to 2,147,483,646.
     */
    public SlotPool(final Arena arena, final String name, final int recordLength, final long capacity)
    {
        Require.argument(capacity > 0 && capacity < Integer.MAX_VALUE, "pool capacity out of range", capacity);
        records = arena.slab(name, recordLength, capacity + 1);
        free = arena.slab(name + ".free", FREE_RECORD_LENGTH, capacity + 1);
        this.capacity = (int)capacity;
        useUpTo(0);
    }

    /**
     * Take a slot; its record is zero.
     *
     * @return the index of the record, or {@link #NONE} when all are taken.
     */
    public int take()
    {
        final long header = free.address(HEADER);
        final int live = Memory.getInt(header + LIVE_OFFSET);
        if (live == capacity)
        {
            return NONE;
        }

        final int place = live + 1;
        final long entry = free.address(place);
        final int listed = Memory.getInt(entry + FREE_OFFSET);
        Memory.putInt(header + LIVE_OFFSET, place);
        if (listed == NONE)
        {
            Memory.putInt(entry + TAKEN_OFFSET, 1);
            if (place > highWater())
            {
                useUpTo(place);
            }
            return place;
        }
        Memory.putInt(entry + FREE_OFFSET, NONE);
        Memory.putInt(free.address(listed) + TAKEN_OFFSET, 1);
        return listed;
    }

    /**
     * Give a slot back; its record becomes zero.
     *
     * @param index of a taken slot.
     * @throws IllegalStateException if the slot is not taken.
     */
    public void give(final int index)
    {
        final long entry = takenEntry(index);
        records.zero(index);
        release(index, entry);
    }

    /**
     * Give a slot back whose record its owner has made zero already.
     *
     * @param index of a taken slot.
     * @throws IllegalStateException if the slot is not taken.
     */
    public void giveZero(final int index)
    {
        release(index, takenEntry(index));
    }

    private long takenEntry(final int index)
    {
        final long entry = index > NONE && index <= capacity ? free.address(index) : 0;
        Invariant.check(entry != 0 && Memory.getInt(entry + TAKEN_OFFSET) != 0, "SLOT_TAKEN", index, live());
        return entry;
    }

    private void release(final int index, final long entry)
    {
        final long header = free.address(HEADER);
        final int place = Memory.getInt(header + LIVE_OFFSET);
        Memory.putInt(entry + TAKEN_OFFSET, 0);
        Memory.putInt(free.address(place) + FREE_OFFSET, index == place ? NONE : index);
        Memory.putInt(header + LIVE_OFFSET, place - 1);
    }

    /**
     * Whether a slot is taken.
     *
     * @param index any.
     * @return false also for {@link #NONE} and for what is no slot at all.
     */
    public boolean isTaken(final int index)
    {
        return index > NONE && index <= capacity && free.getInt(index, TAKEN_OFFSET) != 0;
    }

    /**
     * Number of slots taken now.
     *
     * @return 0 to {@link #capacity()}.
     */
    public int live()
    {
        return free.getInt(HEADER, LIVE_OFFSET);
    }

    /**
     * The most slots that were ever taken at once, and so the greatest index ever handed out.
     *
     * @return 0 to {@link #capacity()}.
     */
    public int highWater()
    {
        return (int)records.used() - 1;
    }

    /**
     * Number of slots.
     *
     * @return slots.
     */
    public int capacity()
    {
        return capacity;
    }

    /**
     * The slab of the records.
     *
     * @return the slab.
     */
    public Slab slab()
    {
        return records;
    }

    private void useUpTo(final int index)
    {
        records.used(index + 1L);
        free.used(index + 1L);
    }
}
