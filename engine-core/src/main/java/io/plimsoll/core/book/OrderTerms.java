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

import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.memory.Arena;
import io.plimsoll.core.memory.OrderedForest;
import io.plimsoll.core.memory.Slab;
import io.plimsoll.core.memory.SlotPool;

/**
 * What orders have beyond plain limit orders: lots that they hide, the time at which they expire, the price that they
 * wait for.
 * <p>
 * An iceberg displays a slice of its lots. When the slice is filled the next one goes to the back of the level, so that
 * a taker meets a level in rounds: in round 0 what each order displays, oldest order first; then, round by round, the
 * next slice of each iceberg that still has one. A taker fills a level whole, hidden lots included, before it goes on
 * to the next price. Whoever foretells fills reads the rounds here, so that what is foretold is what is filled.
 * <p>
 * Deadlines are ordered by (time, id of the order).
 */
public final class OrderTerms
{
    /** Most slices that an iceberg may have, which bounds the rounds of a level. */
    public static final int ICEBERG_PARTS_MAX = 16;
    /** Stands for no deadline. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final int DEADLINES = 0;

    private final SlotPool pool;
    private final OrderedForest deadlines;
    private final OrderTermsRecord terms;
    private long nowNs;

    OrderTerms(final Arena arena, final EngineLimits limits)
    {
        pool = new SlotPool(arena, "orderTerms", OrderTermsRecord.LENGTH, limits.extendedOrders());
        deadlines = new OrderedForest(arena, "orderTerms.deadlines", 1, limits.extendedOrders());
        terms = new OrderTermsRecord(pool.slab());
    }

    /**
     * Begins a command.
     *
     * @param timestampNs of the command: what expires then or earlier is dead.
     */
    public void now(final long timestampNs)
    {
        nowNs = timestampNs;
    }

    /**
     * Time of the command.
     *
     * @return epoch nanoseconds.
     */
    public long nowNs()
    {
        return nowNs;
    }

    /**
     * The slab that has no room for one more extended order.
     *
     * @return a full slab, or null while there is room.
     */
    public Slab fullSlab()
    {
        return pool.live() == pool.capacity() ? pool.slab() : null;
    }

    /**
     * Whether no order has terms, and hence none waits for a price.
     *
     * @return true if so.
     */
    public boolean isEmpty()
    {
        return pool.live() == 0;
    }

    void open(final OrderRecord order, final long displayLots, final long expireTimeNs)
    {
        final int index = pool.take();
        terms.wrap(index);
        terms.order(order.index());
        terms.displayLots(displayLots);
        terms.shownLots(displayLots == 0 ? 0 : Math.min(displayLots, order.remainingLots()));
        terms.expireTimeNs(expireTimeNs);
        order.terms(index);
        if (expireTimeNs != 0)
        {
            deadlines.put(DEADLINES, index, expireTimeNs, order.orderId());
        }
    }

    /** Lets an order, whose terms were just opened, wait for a price. */
    void await(
        final OrderRecord order,
        final int source,
        final long triggerPriceTicks,
        final int orderType,
        final int timeInForce)
    {
        terms.wrap(order.terms());
        terms.triggerSource(source);
        terms.triggerPriceTicks(triggerPriceTicks);
        terms.orderType(orderType);
        terms.timeInForce(timeInForce);
    }

    /** Gives a stop another trigger price, after its lots have changed. */
    void amend(final OrderRecord order, final long triggerPriceTicks)
    {
        terms.wrap(order.terms());
        terms.triggerPriceTicks(triggerPriceTicks);
        terms.displayLots(Math.min(terms.displayLots(), order.remainingLots()));
        terms.shownLots(terms.displayLots());
    }

    /** Order of some terms. */
    int orderOf(final int termsIndex)
    {
        terms.wrap(termsIndex);
        return terms.order();
    }

    /**
     * Whose price a stop waits for.
     *
     * @param order on the record of the order.
     * @return wire number, 0 if it waits for none.
     */
    public int triggerSource(final OrderRecord order)
    {
        return find(order) ? terms.triggerSource() : 0;
    }

    /**
     * Price that a stop waits for.
     *
     * @param order on the record of the order.
     * @return ticks, 0 for none.
     */
    public long triggerPriceTicks(final OrderRecord order)
    {
        return find(order) ? terms.triggerPriceTicks() : 0;
    }

    /**
     * What a stop becomes.
     *
     * @param order on the record of a stop.
     * @return wire number of LIMIT or MARKET.
     */
    public int orderType(final OrderRecord order)
    {
        return find(order) ? terms.orderType() : 0;
    }

    /**
     * How long a stop lasts once it is triggered.
     *
     * @param order on the record of a stop.
     * @return wire number.
     */
    public int timeInForce(final OrderRecord order)
    {
        return find(order) ? terms.timeInForce() : 0;
    }

    void close(final OrderRecord order)
    {
        if (order.terms() != 0)
        {
            deadlines.remove(order.terms());
            pool.give(order.terms());
        }
    }

    /**
     * Most lots that an order displays.
     *
     * @param order on the record of the order.
     * @return lots, 0 for an order that hides none.
     */
    public long displayLots(final OrderRecord order)
    {
        return find(order) ? terms.displayLots() : 0;
    }

    /**
     * When an order expires.
     *
     * @param order on the record of the order.
     * @return epoch nanoseconds, 0 for never.
     */
    public long expireTimeNs(final OrderRecord order)
    {
        return find(order) ? terms.expireTimeNs() : 0;
    }

    /**
     * Whether the time of an order has come, though it may not have been cancelled yet.
     *
     * @param order on the record of the order.
     * @return true if nobody can trade with it any more.
     */
    public boolean isExpired(final OrderRecord order)
    {
        return find(order) && terms.expireTimeNs() != 0 && terms.expireTimeNs() <= nowNs;
    }

    /**
     * Lots that an order displays.
     *
     * @param order on the record of the order.
     * @return lots.
     */
    public long shownLots(final OrderRecord order)
    {
        return find(order) && terms.displayLots() != 0 ? terms.shownLots() : order.remainingLots();
    }

    /**
     * Lots of an order that a taker meets in a round over its level.
     *
     * @param order on the record of the order.
     * @param round from 0.
     * @return lots, 0 if the order has none left by then.
     */
    public long lotsOfRound(final OrderRecord order, final int round)
    {
        if (!find(order) || terms.displayLots() == 0)
        {
            return round == 0 ? order.remainingLots() : 0;
        }
        if (round == 0)
        {
            return terms.shownLots();
        }
        final long displayLots = terms.displayLots();
        final long hiddenLots = order.remainingLots() - terms.shownLots() - (round - 1) * displayLots;
        return Math.max(0, Math.min(displayLots, hiddenLots));
    }

    /** Displays the first slice of an iceberg again, which is no longer than the order. */
    void displayAnew(final OrderRecord order)
    {
        terms.wrap(order.terms());
        terms.displayLots(Math.min(terms.displayLots(), order.remainingLots()));
        terms.shownLots(terms.displayLots());
    }

    /** Takes lots off what an order displays; returns the lots that it displays next, 0 while some are left. */
    long take(final OrderRecord order, final long lots)
    {
        terms.wrap(order.terms());
        if (terms.displayLots() == 0)
        {
            return 0;
        }
        final long left = terms.shownLots() - lots;
        final long refill = left > 0 ? 0 : Math.min(terms.displayLots(), order.remainingLots());
        terms.shownLots(left + refill);
        return refill;
    }

    /** Takes lots off what an iceberg displays, without a refill. */
    void lower(final OrderRecord order, final long lots)
    {
        terms.wrap(order.terms());
        terms.shownLots(terms.shownLots() - lots);
    }

    /**
     * The earliest deadline.
     *
     * @return epoch nanoseconds, {@link #NEVER} if no order has one.
     */
    public long nextDeadlineNs()
    {
        final int first = deadlines.first(DEADLINES);
        return first == OrderedForest.NONE ? NEVER : deadlines.key(first);
    }

    /**
     * The order that expires first, if its time has come.
     *
     * @return index of the order, 0 if none is due.
     */
    public int due()
    {
        if (nextDeadlineNs() > nowNs)
        {
            return 0;
        }
        terms.wrap(deadlines.first(DEADLINES));
        return terms.order();
    }

    private boolean find(final OrderRecord order)
    {
        final int index = order.terms();
        if (index != 0)
        {
            terms.wrap(index);
        }
        return index != 0;
    }
}
