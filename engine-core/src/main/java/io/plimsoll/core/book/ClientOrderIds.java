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
package io.plimsoll.core.book;

import io.plimsoll.core.memory.Arena;
import io.plimsoll.core.memory.IdScramble;
import io.plimsoll.core.memory.Slab;

/**
 * Finds the live orders of an account by the ids that its client gave them. An open-addressing table with linear
 * probing over pairs of account and client id: a place holds the index of an order and the hash of its pair, and what
 * decides is the order's own record, so that two pairs with one hash are never taken for each other.
 * <p>
 * The number of places is the least power of two that is at least twice the number of orders: the load factor is at
 * most 0.5. A removal moves later entries of the run back, so no tombstones gather. Clients choose their ids, but not
 * where they go, which the seed of the engine decides: see {@link IdScramble}. No entry lies {@link #PROBES_MAX} or
 * more places behind the one where its search begins, and no search goes further; a pair that finds none of these
 * empty has no room. At this load the runs of a table that nobody can aim at are so short that none ever will.
 * <pre>
 *   place, 8 bytes
 *   0        4        8
 *   +--------+--------+
 *   | order  | hash   |     int32 each; order is 0 where the place is empty
 *   +--------+--------+
 * </pre>
 * 0 B.
 */
final class ClientOrderIds
{
    /** Places that a search looks at, at most. */
    static final int PROBES_MAX = 512;

    private static final int ORDER_OFFSET = 0;
    private static final int HASH_OFFSET = 4;
    private static final int PLACE_LENGTH = 8;

    private final Slab places;
    private final OrderRecord order;
    private final IdScramble scramble;
    private final int mask;

    /**
     * Reserves the places.
     *
     * @param arena      to reserve in.
     * @param name       of the slab.
     * @param ordersMax  most orders.
     * @param flyweight  over the orders, for the table alone.
     * @param scramble   of the engine's seed.
     */
    ClientOrderIds(
        final Arena arena,
        final String name,
        final int ordersMax,
        final OrderRecord flyweight,
        final IdScramble scramble)
    {
        this.scramble = scramble;
        final int placeCount = Integer.highestOneBit(2 * ordersMax - 1) << 1;
        places = arena.slab(name, PLACE_LENGTH, placeCount);
        mask = placeCount - 1;
        order = flyweight;
    }

    /**
     * The live order of an account with a client id.
     *
     * @param accountIndex  of the account.
     * @param clientOrderId that its client gave, not 0.
     * @return index of the order, 0 if there is none.
     */
    int find(final int accountIndex, final long clientOrderId)
    {
        final int hash = hash(accountIndex, clientOrderId);
        int place = hash & mask;
        int index = orderAt(place);
        for (int left = PROBES_MAX; index != 0 && left > 0; left--)
        {
            if (hashAt(place) == hash)
            {
                order.wrap(index);
                if (order.clientOrderId() == clientOrderId && order.account() == accountIndex)
                {
                    return index;
                }
            }
            place = place + 1 & mask;
            index = orderAt(place);
        }
        return 0;
    }

    /**
     * The places, if a pair that is not in the table finds none of its own empty.
     *
     * @param accountIndex  of the account.
     * @param clientOrderId that its client gave, not 0.
     * @return the slab, or null while there is room.
     */
    Slab fullSlab(final int accountIndex, final long clientOrderId)
    {
        int place = hash(accountIndex, clientOrderId) & mask;
        for (int left = PROBES_MAX; left > 0; left--)
        {
            if (orderAt(place) == 0)
            {
                return null;
            }
            place = place + 1 & mask;
        }
        return places;
    }

    /**
     * Enters an order whose pair is not in the table and has room.
     *
     * @param orderIndex    of the order.
     * @param accountIndex  of its account.
     * @param clientOrderId that its client gave, not 0.
     */
    void put(final int orderIndex, final int accountIndex, final long clientOrderId)
    {
        final int hash = hash(accountIndex, clientOrderId);
        int place = hash & mask;
        while (orderAt(place) != 0)
        {
            place = place + 1 & mask;
        }
        write(place, orderIndex, hash);
    }

    /**
     * Takes an order out that is in the table.
     *
     * @param orderIndex    of the order.
     * @param accountIndex  of its account.
     * @param clientOrderId that its client gave.
     */
    void remove(final int orderIndex, final int accountIndex, final long clientOrderId)
    {
        int hole = hash(accountIndex, clientOrderId) & mask;
        while (orderAt(hole) != orderIndex)
        {
            hole = hole + 1 & mask;
        }
        int place = hole + 1 & mask;
        while (orderAt(place) != 0)
        {
            final int distanceFromHome = place - hashAt(place) & mask;
            if (distanceFromHome >= (place - hole & mask))
            {
                write(hole, orderAt(place), hashAt(place));
                hole = place;
            }
            place = place + 1 & mask;
        }
        places.zero(hole);
    }

    private int hash(final int accountIndex, final long clientOrderId)
    {
        return (int)scramble.of(accountIndex, clientOrderId);
    }

    private int orderAt(final int place)
    {
        return places.getInt(place, ORDER_OFFSET);
    }

    private int hashAt(final int place)
    {
        return places.getInt(place, HASH_OFFSET);
    }

    private void write(final int place, final int orderIndex, final int hash)
    {
        places.putInt(place, ORDER_OFFSET, orderIndex);
        places.putInt(place, HASH_OFFSET, hash);
    }
}
