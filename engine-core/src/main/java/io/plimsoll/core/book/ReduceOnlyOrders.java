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

import io.plimsoll.core.account.AccountRecord;
import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.account.PositionRecord;
import io.plimsoll.core.memory.Arena;
import io.plimsoll.core.memory.Slab;

/**
 * The resting reduce-only orders of each position, a list by falling id, and what is ahead of each: the lots of its
 * owner's other orders of that side in the instrument that are filled before it or with it, because their price is at
 * least as good for a taker. Those use up the position that it was to reduce.
 * <p>
 * A new or moved reduce-only order walks the orders of its account once; every other change of an order costs the
 * reduce-only orders of its position, of which there are few, and nothing where there are none.
 * <pre>
 *   record 0        int32 reduce-only orders of all positions | 12 bytes 0
 *   record 1 .. n   int64 lots ahead | int32 next older | int32 next younger     by the index of the order
 *   newest          int32 youngest of the position | int32 0                     by the index of the position
 * </pre>
 * Written and read by the engine's thread; 0 B.
 */
public final class ReduceOnlyOrders
{
    private static final int RECORD_LENGTH = 16;
    private static final int NEWEST_LENGTH = 8;
    private static final int AHEAD_LOTS_OFFSET = 0;
    private static final int OLDER_OFFSET = 8;
    private static final int YOUNGER_OFFSET = 12;

    private final Slab links;
    private final Slab newest;
    private final OrderRecord other;
    private final AccountRecord account;
    private final PositionRecord position;

    ReduceOnlyOrders(final Arena arena, final Slab orders, final Accounts accounts)
    {
        links = arena.slab("orders.reduceOnly", RECORD_LENGTH, orders.capacity());
        links.used(1);
        newest = arena.slab("positions.reduceOnly", NEWEST_LENGTH, accounts.positionSlab().capacity());
        newest.used(1);
        other = new OrderRecord(orders);
        account = accounts.newAccountRecord();
        position = accounts.newPositionRecord();
    }

    /** Whether any position has one. */
    boolean isAny()
    {
        return links.getInt(0, 0) != 0;
    }

    /**
     * The youngest reduce-only order of a position.
     *
     * @param positionIndex of the position.
     * @return index, 0 if it has none.
     */
    public int newest(final int positionIndex)
    {
        return newest.getInt(positionIndex, 0);
    }

    /**
     * The next older reduce-only order of the same position.
     *
     * @param orderIndex of a resting reduce-only order.
     * @return index, 0 if there is none.
     */
    public int older(final int orderIndex)
    {
        return links.getInt(orderIndex, OLDER_OFFSET);
    }

    /**
     * Lots of its owner's other orders that are filled before a reduce-only order or with it.
     *
     * @param orderIndex of a resting reduce-only order.
     * @return lots, without those of other reduce-only orders.
     */
    public long aheadLots(final int orderIndex)
    {
        return links.getLong(orderIndex, AHEAD_LOTS_OFFSET);
    }

    /** Counts a reduce-only order in or out, at its price. */
    void count(final PositionRecord owner, final OrderRecord order, final int orders)
    {
        owner.reduceOnlyOrders(owner.reduceOnlyOrders() + orders);
        links.putInt(0, 0, links.getInt(0, 0) + orders);
        if (orders > 0)
        {
            join(owner, order);
        }
        else
        {
            leave(owner, order.index());
        }
    }

    private void join(final PositionRecord owner, final OrderRecord order)
    {
        final int index = order.index();
        links.used(Math.max(links.used(), index + 1L));
        int younger = 0;
        int older = newest(owner.index());
        while (older != 0 && isYounger(older, order.orderId()))
        {
            younger = older;
            older = older(older);
        }
        link(owner, index, older);
        link(owner, younger, index);
        measure(order);
    }

    private void leave(final PositionRecord owner, final int index)
    {
        link(owner, links.getInt(index, YOUNGER_OFFSET), older(index));
        links.zero(index);
    }

    private boolean isYounger(final int index, final long orderId)
    {
        other.wrap(index);
        return other.orderId() > orderId;
    }

    /** Makes two neighbours; 0 stands for the end of the list. */
    private void link(final PositionRecord owner, final int younger, final int older)
    {
        if (younger == 0)
        {
            newest.used(Math.max(newest.used(), owner.index() + 1L));
            newest.putInt(owner.index(), 0, older);
        }
        else
        {
            links.putInt(younger, OLDER_OFFSET, older);
        }
        if (older != 0)
        {
            links.putInt(older, YOUNGER_OFFSET, younger);
        }
    }

    /** Adds up what is ahead of an order. */
    private void measure(final OrderRecord order)
    {
        long lots = 0;
        account.wrap(order.account());
        for (int index = account.firstOrder(); index != 0; index = other.nextOfAccount())
        {
            other.wrap(index);
            final boolean ahead = other.position() == order.position() && other.side() == order.side() &&
                other.reduceOnly() == 0 && Books.crosses(1 - order.side(), order.priceTicks(), other.priceTicks());
            lots += ahead ? other.remainingLots() : 0;
        }
        links.putLong(order.index(), AHEAD_LOTS_OFFSET, lots);
    }

    /** Counts lots of another order of the position, at a price, where they are ahead. */
    void follow(final PositionRecord owner, final int side, final long priceTicks, final long lots)
    {
        for (int index = newest(owner.index()); index != 0; index = older(index))
        {
            other.wrap(index);
            if (other.side() == side && Books.crosses(1 - side, other.priceTicks(), priceTicks))
            {
                links.putLong(index, AHEAD_LOTS_OFFSET, aheadLots(index) + lots);
            }
        }
    }

    /** Follows an order that stands at another price now. */
    void moved(final OrderRecord order, final long formerTicks)
    {
        if (order.reduceOnly() == 1)
        {
            measure(order);
            return;
        }
        position.wrap(order.position());
        if (position.reduceOnlyOrders() != 0)
        {
            follow(position, order.side(), formerTicks, -order.remainingLots());
            follow(position, order.side(), order.priceTicks(), order.remainingLots());
        }
    }
}
