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
import io.plimsoll.core.memory.Slab;

/**
 * Finds the live orders of an account by the ids that its client gave them. An open-addressing table with linear
 * probing over pairs of account and client id: a place holds the index of an order and the hash of its pair, and what
 * decides is the order's own record, so that two pairs with one hash are never taken for each other.
 * <p>
 * The number of places is the least power of two that is at least twice the number of orders: the load factor is at
 * most 0.5. A removal moves later entries of the run back, so no tombstones gather.
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
    private static final int ORDER_OFFSET = 0;
    private static final int HASH_OFFSET = 4;
    private static final int PLACE_LENGTH = 8;

    private final Slab places;
    private final OrderRecord order;
    private final int mask;

    /**
     * Reserves the places.
     *
     * @param arena      to reserve in.
     * @param name       of the slab.
     * @param ordersMax  most orders.
     * @param flyweight  over the orders, for the table alone.
     */
    ClientOrderIds(final Arena arena, final String name, final int ordersMax, final OrderRecord flyweight)
    {
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
        while (index != 0)
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
     * Enters an order whose pair is not in the table.
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

    /** The finaliser of MurmurHash3 over both: every bit of either moves about half the bits of the hash. */
    private static int hash(final int accountIndex, final long clientOrderId)
    {
        long hash = clientOrderId + accountIndex * 0x9E37_79B9_7F4A_7C15L;
        hash = (hash ^ (hash >>> 33)) * 0xFF51_AFD7_ED55_8CCDL;
        hash = (hash ^ (hash >>> 33)) * 0xC4CE_B9FE_1A85_EC53L;
        return (int)(hash ^ (hash >>> 33));
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
