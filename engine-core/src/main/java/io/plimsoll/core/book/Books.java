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
import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.account.PositionRecord;
import io.plimsoll.core.memory.Arena;
import io.plimsoll.core.memory.IdScramble;
import io.plimsoll.core.memory.LongIntTable;
import io.plimsoll.core.memory.Slab;
import io.plimsoll.core.memory.SlotPool;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.InstrumentRecord;

/**
 * The price-time books of all instruments. Orders queue at their levels, see {@link LevelQueues}. They also hang on
 * their account, lowest id first, and are counted in the position of the account: what can add to it and what may only
 * reduce it.
 */
public final class Books
{
    /** Wire number of the buy side. */
    public static final int BUY = 0;
    /** Wire number of the sell side. */
    public static final int SELL = 1;
    /** Bits of a price in ticks. */
    public static final int PRICE_BITS = 36;

    private static final int REDUCE_ONLY_BIT = 1;

    private final SlotPool orders;
    private final LongIntTable orderIds;
    private final ClientOrderIds clientOrderIds;
    private final LevelQueues queues;
    private final OrderTerms terms;
    private final MassCancels massCancels;
    private final Triggers triggers;
    private final AccountOrders accountOrders;
    private final ReduceOnlyOrders reduceOnlyOrders;
    private final OrderRecord order;
    private final PositionRecord position;

    /**
     * Reserves the slabs.
     *
     * @param arena     to reserve in.
     * @param limits    capacities.
     * @param accounts  that own the orders.
     * @param catalogue that lists the instruments.
     */
    public Books(final Arena arena, final EngineLimits limits, final Accounts accounts, final Catalogue catalogue)
    {
        final IdScramble scramble = new IdScramble(limits.hashSeed());
        orders = new SlotPool(arena, "orders", OrderRecord.LENGTH, limits.orders());
        orderIds = new LongIntTable(arena, "orders.ids", limits.orders());
        clientOrderIds =
            new ClientOrderIds(arena, "orders.clientIds", limits.orders(), new OrderRecord(orders.slab()), scramble);
        order = new OrderRecord(orders.slab());
        accountOrders = new AccountOrders(orders.slab(), accounts);
        reduceOnlyOrders = new ReduceOnlyOrders(arena, orders.slab(), accounts);
        position = accounts.newPositionRecord();
        queues = new LevelQueues(arena, limits, orders.slab(), catalogue);
        terms = new OrderTerms(arena, limits);
        massCancels = new MassCancels(arena, scramble);
        triggers = new Triggers(arena, limits, terms, catalogue);
    }

    /**
     * A flyweight of the caller's own over the orders.
     *
     * @return a new flyweight.
     */
    public OrderRecord newOrderRecord()
    {
        return new OrderRecord(orders.slab());
    }

    /**
     * A flyweight of the caller's own over the levels.
     *
     * @return a new flyweight.
     */
    public LevelRecord newLevelRecord()
    {
        return queues.newLevelRecord();
    }

    /**
     * Index of a resting order.
     *
     * @param orderId that the engine gave.
     * @return index, 0 if it does not rest.
     */
    public int find(final long orderId)
    {
        return orderIds.get(orderId);
    }

    /**
     * Index of the resting order of an account that has a client's id.
     *
     * @param accountIndex  of the account.
     * @param clientOrderId that the client gave; 0 names no order.
     * @return index, 0 if there is none.
     */
    public int findByClientId(final int accountIndex, final long clientOrderId)
    {
        return clientOrderId == 0 ? 0 : clientOrderIds.find(accountIndex, clientOrderId);
    }

    /**
     * The id that the engine gave an order.
     *
     * @param orderIndex of the order.
     * @return id.
     */
    public long orderIdOf(final int orderIndex)
    {
        order.wrap(orderIndex);
        return order.orderId();
    }

    /**
     * Number of resting orders.
     *
     * @return number.
     */
    public int restingOrders()
    {
        return orders.live();
    }

    /**
     * The slab that has no room for one more order at a price, whatever the price.
     *
     * @return a full slab, or null while there is room.
     */
    public Slab fullSlab()
    {
        if (orders.live() == orders.capacity())
        {
            return orders.slab();
        }
        return queues.fullSlab();
    }

    /**
     * The slab that has no room for one more order that waits for a price.
     *
     * @return a full slab, or null while there is room.
     */
    public Slab fullSlabToWait()
    {
        return orders.live() == orders.capacity() ? orders.slab() : terms.fullSlab();
    }

    /**
     * The slab that has no room to move a resting order to another price.
     *
     * @param orderIndex of the order.
     * @param priceTicks where it is to rest.
     * @return a full slab, or null while there is room.
     */
    public Slab fullSlabForMove(final int orderIndex, final long priceTicks)
    {
        order.wrap(orderIndex);
        return queues.fullSlabForMove(order, priceTicks);
    }

    /**
     * The slab that has no room for one more id that a client gave.
     *
     * @param accountIndex  of the account, which has no live order of that id.
     * @param clientOrderId that the client gave; 0 needs no room.
     * @return a full slab, or null while there is room.
     */
    public Slab fullSlabForClientId(final int accountIndex, final long clientOrderId)
    {
        return clientOrderId == 0 ? null : clientOrderIds.fullSlab(accountIndex, clientOrderId);
    }

    /**
     * The reduce-only orders of each position.
     *
     * @return those that rest.
     */
    public ReduceOnlyOrders reduceOnlyOrders()
    {
        return reduceOnlyOrders;
    }

    /**
     * What the orders have beyond plain limit orders.
     *
     * @return their terms.
     */
    public OrderTerms terms()
    {
        return terms;
    }

    /**
     * Stop orders that wait for a price.
     *
     * @return those that wait.
     */
    public Triggers triggers()
    {
        return triggers;
    }

    /**
     * Mass cancels that are not done yet.
     *
     * @return those that wait.
     */
    public MassCancels massCancels()
    {
        return massCancels;
    }

    /**
     * Lots of an order that are displayed now and that a taker meets first.
     *
     * @param resting on the record of the order.
     * @return lots, all that remain unless it is an iceberg.
     */
    public long shownLots(final OrderRecord resting)
    {
        return resting.terms() == 0 ? resting.remainingLots() : terms.shownLots(resting);
    }

    /**
     * The best level of a side.
     *
     * @param book on the record of the instrument.
     * @param side {@link #BUY} or {@link #SELL}.
     * @return index of the level, 0 if the side is empty.
     */
    public static int best(final InstrumentRecord book, final int side)
    {
        return book.bestLevel(side);
    }

    /**
     * The order of an instrument whose turn it is when all of them are cancelled: buys, then sells, from the best price
     * outward and oldest first, then the stops as {@link Triggers#firstWaiting} has them.
     *
     * @param instrumentIndex of the instrument.
     * @return index of the order, 0 if the instrument has none.
     */
    public int firstOf(final int instrumentIndex)
    {
        final int resting = queues.firstOf(instrumentIndex);
        return resting != 0 ? resting : triggers.firstWaiting(instrumentIndex);
    }

    /**
     * Whether an order at a limit trades at a price.
     *
     * @param side       of the order.
     * @param limitTicks of the order.
     * @param priceTicks of the other side.
     * @return true if the price is as good as the limit.
     */
    public static boolean crosses(final int side, final long limitTicks, final long priceTicks)
    {
        return (1 - 2 * side) * (limitTicks - priceTicks) >= 0;
    }

    /**
     * Rests an order; there must be room.
     *
     * @param positionIndex of its account in the instrument.
     * @param orderId       that the engine gave.
     * @param clientOrderId that the client gave.
     * @param side          {@link #BUY} or {@link #SELL}.
     * @param priceTicks    limit.
     * @param lots          that rest.
     * @param options       of the order, as the wire holds them.
     * @return index of the order.
     */
    public int add(
        final int positionIndex,
        final long orderId,
        final long clientOrderId,
        final int side,
        final long priceTicks,
        final long lots,
        final int options)
    {
        position.wrap(positionIndex);
        final int index = open(
            position.account(), position.instrument(), orderId, clientOrderId, side, priceTicks, lots, options);
        order.position(positionIndex);
        queues.join(order);
        count(lots, 1);
        return index;
    }

    /**
     * Takes an order in that rests nowhere and counts in no position yet, as a stop while it waits; there must be room.
     *
     * @param accountIndex    that sent it.
     * @param instrumentIndex that it is about.
     * @param orderId         that the engine gave.
     * @param clientOrderId   that the client gave.
     * @param side            {@link #BUY} or {@link #SELL}.
     * @param priceTicks      limit once it is triggered, 0 for none.
     * @param lots            of the order.
     * @param options         of the order, as the wire holds them.
     * @return index of the order.
     */
    public int open(
        final int accountIndex,
        final int instrumentIndex,
        final long orderId,
        final long clientOrderId,
        final int side,
        final long priceTicks,
        final long lots,
        final int options)
    {
        final int index = orders.take();
        order.wrap(index);
        order.priceTicks(priceTicks);
        order.remainingLots(lots);
        order.account(accountIndex);
        order.instrument(instrumentIndex);
        order.side(side);
        order.reduceOnly(options >> REDUCE_ONLY_BIT & 1);
        order.options(options);
        order.orderId(orderId);
        order.clientOrderId(clientOrderId);
        orderIds.put(orderId, index);
        if (clientOrderId != 0)
        {
            clientOrderIds.put(index, accountIndex, clientOrderId);
        }
        accountOrders.join(order);
        return index;
    }

    /**
     * Lets a stop, just taken in, wait for its price.
     *
     * @param orderIndex      of the order.
     * @param displayLots     most lots that it displays once it rests, 0 for all.
     * @param expireTimeNs    when it expires, waiting or not, 0 for never.
     * @param source          whose price it waits for.
     * @param triggerTicks    that price.
     * @param subTicksPerTick of the instrument.
     * @param orderType       what it becomes.
     * @param timeInForce     with which it is entered then.
     */
    public void await(
        final int orderIndex,
        final long displayLots,
        final long expireTimeNs,
        final int source,
        final long triggerTicks,
        final long subTicksPerTick,
        final int orderType,
        final int timeInForce)
    {
        order.wrap(orderIndex);
        terms.open(order, displayLots, expireTimeNs);
        terms.await(order, source, triggerTicks, orderType, timeInForce);
        triggers.put(order, order.terms(), source, triggerTicks * subTicksPerTick);
    }

    /**
     * Whether an order waits for a price instead of resting at one.
     *
     * @param order on the record of a live order.
     * @return true if it is a stop that was not triggered yet.
     */
    public static boolean isWaiting(final OrderRecord order)
    {
        return order.level() == 0;
    }

    /**
     * Rests an order at another price or with other lots, behind all others there; it must not trade, and there must be
     * room. Its place among the orders of its account stays.
     *
     * @param orderIndex of the order.
     * @param priceTicks new limit.
     * @param lots       that rest from now on.
     */
    public void move(final int orderIndex, final long priceTicks, final long lots)
    {
        order.wrap(orderIndex);
        final long more = lots - order.remainingLots();
        if (more != 0)
        {
            position.wrap(order.position());
            count(more, 0);
        }
        queues.leave(order, shownLots(order));
        final long formerTicks = order.priceTicks();
        order.priceTicks(priceTicks);
        order.remainingLots(lots);
        queues.join(order);
        if (reduceOnlyOrders.isAny())
        {
            reduceOnlyOrders.moved(order, formerTicks);
        }
        if (order.terms() != 0)
        {
            terms.displayAnew(order);
            queues.display(order, terms.shownLots(order) - lots);
        }
    }

    /**
     * Gives a resting order terms; there must be room.
     *
     * @param orderIndex   of the order, just added.
     * @param displayLots  most lots that it displays, 0 for all.
     * @param expireTimeNs when it expires, 0 for never.
     */
    public void extend(final int orderIndex, final long displayLots, final long expireTimeNs)
    {
        order.wrap(orderIndex);
        terms.open(order, displayLots, expireTimeNs);
        queues.display(order, terms.shownLots(order) - order.remainingLots());
    }

    /**
     * Takes an order out of its book, whatever is left of it.
     *
     * @param orderIndex of the order.
     */
    public void remove(final int orderIndex)
    {
        order.wrap(orderIndex);
        if (isWaiting(order))
        {
            triggers.remove(order.terms());
        }
        else
        {
            position.wrap(order.position());
            count(-order.remainingLots(), -1);
            queues.leave(order, shownLots(order));
        }
        accountOrders.leave(order);
        terms.close(order);
        orderIds.remove(order.orderId());
        if (order.clientOrderId() != 0)
        {
            clientOrderIds.remove(orderIndex, order.account(), order.clientOrderId());
        }
        order.clear();
        orders.giveZero(orderIndex);
    }

    /**
     * Takes lots off an order; one with nothing left leaves the book. An iceberg whose displayed lots are gone displays
     * the next ones at the back of its level.
     *
     * @param orderIndex of the order.
     * @param lots       filled or cancelled, at most what it displays, or all that remain.
     * @return lots that remain.
     */
    public long reduce(final int orderIndex, final long lots)
    {
        order.wrap(orderIndex);
        final long remaining = order.remainingLots() - lots;
        if (remaining == 0)
        {
            remove(orderIndex);
            return 0;
        }
        position.wrap(order.position());
        count(-lots, 0);
        order.remainingLots(remaining);
        queues.take(order, lots);
        final long refill = order.terms() == 0 ? 0 : terms.take(order, lots);
        if (refill > 0)
        {
            queues.display(order, refill);
            queues.toBack(order);
        }
        return remaining;
    }

    /**
     * Lowers what remains of an order, which keeps its place; lots that are not displayed go first.
     *
     * @param orderIndex of the order.
     * @param lots       fewer than what remains.
     * @return lots that remain.
     */
    public long lower(final int orderIndex, final long lots)
    {
        order.wrap(orderIndex);
        final long hiddenLots = order.remainingLots() - shownLots(order);
        if (hiddenLots == 0)
        {
            return reduce(orderIndex, lots);
        }
        final long shownLots = Math.max(0, lots - hiddenLots);
        position.wrap(order.position());
        count(-lots, 0);
        order.remainingLots(order.remainingLots() - lots);
        terms.lower(order, shownLots);
        queues.display(order, lots - shownLots);
        queues.take(order, lots);
        return order.remainingLots();
    }

    /** Counts lots in the position of the order. */
    private void count(final long lots, final int orderCount)
    {
        position.openOrders(position.openOrders() + orderCount);
        position.orderLots(order.side(), position.orderLots(order.side()) + lots);
        if (order.reduceOnly() == 1)
        {
            position.reduceOnlyLots(position.reduceOnlyLots() + lots);
            if (orderCount != 0)
            {
                reduceOnlyOrders.count(position, order, orderCount);
            }
        }
        else if (position.reduceOnlyOrders() != 0)
        {
            reduceOnlyOrders.follow(position, order.side(), order.priceTicks(), lots);
        }
    }
}
