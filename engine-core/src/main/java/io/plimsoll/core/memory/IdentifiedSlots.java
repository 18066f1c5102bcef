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

/**
 * Records that the outside world knows by an id: a {@link SlotPool} and a {@link LongIntTable} from id to index.
 * Records are added and never taken away, so their indexes run from 1 to {@link #count()} in the order in which they
 * came. The table knows an id by its {@link IdScramble}, since whoever opens accounts chooses their ids.
 */
public final class IdentifiedSlots
{
    private final SlotPool pool;
    private final LongIntTable byId;
    private final IdScramble scramble;

    /**
     * Reserves the slabs.
     *
     * @param arena        to reserve in.
     * @param name         of the slab of records.
     * @param recordLength in bytes, a multiple of 8.
     * @param capacity     number of records.
     * @param scramble     of the engine's seed.
     */
    public IdentifiedSlots(
        final Arena arena, final String name, final int recordLength, final int capacity, final IdScramble scramble)
    {
        this.scramble = scramble;
        pool = new SlotPool(arena, name, recordLength, capacity);
        byId = new LongIntTable(arena, name + ".ids", capacity);
    }

    /**
     * The records.
     *
     * @return their slab.
     */
    public Slab slab()
    {
        return pool.slab();
    }

    /**
     * Number of records.
     *
     * @return number.
     */
    public int count()
    {
        return pool.live();
    }

    /**
     * Whether another record can be added.
     *
     * @return true if there is room.
     */
    public boolean hasRoom()
    {
        return pool.live() < pool.capacity();
    }

    /**
     * Finds a record.
     *
     * @param id of the outside world.
     * @return its index, 0 if there is none.
     */
    public int find(final long id)
    {
        return byId.get(scramble.of(id));
    }

    /**
     * Adds a record; there must be room.
     *
     * @param id of the outside world, not yet taken.
     * @return its index; the record is zero.
     */
    public int add(final long id)
    {
        final int index = pool.take();
        byId.put(scramble.of(id), index);
        return index;
    }
}
