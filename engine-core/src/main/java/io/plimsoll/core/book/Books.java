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
import io.plimsoll.core.account.AccountRecord;
import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.account.PositionRecord;
import io.plimsoll.core.memory.Arena;
import io.plimsoll.core.memory.LongIntTable;
import io.plimsoll.core.memory.OrderedLongIndex;
import io.plimsoll.core.memory.Slab;
import io.plimsoll.core.memory.SlotPool;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.InstrumentRecord;

/**
 * The price-time books of all instruments. A level holds its orders oldest first; the levels of a side are linked
 * from the best outward and found by price in an ordered index. Orders also hang on their account, lowest id first, and
 * are counted in the position of the account: what can add to it and what may only reduce it.
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
    private final SlotPool levels;
    private final LongIntTable orderIds;
    private final ClientOrderIds clientOrderIds;
    private final OrderedLongIndex levelsByPrice;
    private final OrderRecord order;
    private final OrderRecord neighbour;
    private final LevelRecord level;
    private final LevelRecord neighbourLevel;
    private final AccountRecord account;
    private final PositionRecord position;
    private final InstrumentRecord instrument;

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
        orders = new SlotPool(arena, "orders", OrderRecord.LENGTH, limits.orders());
        levels = new SlotPool(arena, "priceLevels", LevelRecord.LENGTH, limits.priceLevels());
        orderIds = new LongIntTable(arena, "orders.ids", limits.orders());
        levelsByPrice = new OrderedLongIndex(
            arena, "priceLevels.byPrice", 2 * (limits.instruments() + 1), PRICE_BITS, nodes(limits));
        clientOrderIds =
            new ClientOrderIds(arena, "orders.clientIds", limits.orders(), new OrderRecord(orders.slab()));
        order = new OrderRecord(orders.slab());
        neighbour = new OrderRecord(orders.slab());
        level = new LevelRecord(levels.slab());
        neighbourLevel = new LevelRecord(levels.slab());
        account = accounts.newAccountRecord();
        position = accounts.newPositionRecord();
        instrument = catalogue.newInstrumentRecord();
    }

    /** Two nodes a level and a full path for each side: a book whose levels lie near each other needs far fewer. */
    private static int nodes(final EngineLimits limits)
    {
        return 2 * limits.priceLevels() + 12 * (limits.instruments() + 1);
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
        return new LevelRecord(levels.slab());
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
        return levels.live() == levels.capacity() || !levelsByPrice.hasRoom() ? levels.slab() : null;
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
        level.wrap(order.level());
        final boolean leavesRoom = levels.live() < levels.capacity() || level.orderCount() == 1;
        return priceTicks == level.priceTicks() || leavesRoom && levelsByPrice.hasRoom() ? null : levels.slab();
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
        return side == BUY ? book.bestBidLevel() : book.bestAskLevel();
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
        return side == BUY ? priceTicks <= limitTicks : priceTicks >= limitTicks;
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
        final int index = orders.take();
        position.wrap(positionIndex);
        order.wrap(index);
        order.orderId(orderId);
        order.clientOrderId(clientOrderId);
        order.priceTicks(priceTicks);
        order.remainingLots(lots);
        order.account(position.account());
        order.position(positionIndex);
        order.instrument(position.instrument());
        order.side(side);
        order.reduceOnly(options >> REDUCE_ONLY_BIT & 1);
        order.options(options);
        orderIds.put(orderId, index);
        if (clientOrderId != 0)
        {
            clientOrderIds.put(index, position.account(), clientOrderId);
        }
        joinAccount();
        joinLevel();
        count(lots, 1);
        return index;
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
        leaveLevel();
        order.next(0);
        order.priceTicks(priceTicks);
        order.remainingLots(lots);
        joinLevel();
    }

    /**
     * Takes an order out of its book, whatever is left of it.
     *
     * @param orderIndex of the order.
     */
    public void remove(final int orderIndex)
    {
        order.wrap(orderIndex);
        position.wrap(order.position());
        count(-order.remainingLots(), -1);
        leaveLevel();
        leaveAccount();
        orderIds.remove(order.orderId());
        if (order.clientOrderId() != 0)
        {
            clientOrderIds.remove(orderIndex, order.account(), order.clientOrderId());
        }
        orders.give(orderIndex);
    }

    /**
     * Takes lots off an order; one with nothing left leaves the book.
     *
     * @param orderIndex of the order.
     * @param lots       filled or cancelled, at most what remains.
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
        level.wrap(order.level());
        level.totalLots(level.totalLots() - lots);
        return remaining;
    }

    /** Counts lots in the position of the order. */
    private void count(final long lots, final int orderCount)
    {
        position.openOrders(position.openOrders() + orderCount);
        if (order.side() == BUY)
        {
            position.buyLots(position.buyLots() + lots);
        }
        else
        {
            position.sellLots(position.sellLots() + lots);
        }
        if (order.reduceOnly() == 1)
        {
            position.reduceOnlyLots(position.reduceOnlyLots() + lots);
            position.reduceOnlyOrders(position.reduceOnlyOrders() + orderCount);
        }
    }

    /** By rising id, so that a replaced order, which keeps its id, takes its former place in the order of cancels. */
    private void joinAccount()
    {
        account.wrap(order.account());
        int older = account.lastOrder();
        int younger = 0;
        while (older != 0)
        {
            neighbour.wrap(older);
            if (neighbour.orderId() < order.orderId())
            {
                break;
            }
            younger = older;
            older = neighbour.previousOfAccount();
        }
        order.previousOfAccount(older);
        order.nextOfAccount(younger);
        linkOrders(older, order.index());
        linkOrders(order.index(), younger);
        account.openOrders(account.openOrders() + 1);
    }

    /** Makes two orders neighbours on their account; 0 stands for its end. */
    private void linkOrders(final int older, final int younger)
    {
        if (older == 0)
        {
            account.firstOrder(younger);
        }
        else
        {
            neighbour.wrap(older);
            neighbour.nextOfAccount(younger);
        }
        if (younger == 0)
        {
            account.lastOrder(older);
        }
        else
        {
            neighbour.wrap(younger);
            neighbour.previousOfAccount(older);
        }
    }

    private void leaveAccount()
    {
        account.wrap(order.account());
        linkOrders(order.previousOfAccount(), order.nextOfAccount());
        account.openOrders(account.openOrders() - 1);
    }

    private void joinLevel()
    {
        final int tree = tree(order.instrument(), order.side());
        int levelIndex = levelsByPrice.get(tree, order.priceTicks());
        if (levelIndex == 0)
        {
            levelIndex = openLevel(tree);
        }
        level.wrap(levelIndex);
        final int newest = level.lastOrder();
        order.level(levelIndex);
        order.previous(newest);
        if (newest == 0)
        {
            level.firstOrder(order.index());
        }
        else
        {
            neighbour.wrap(newest);
            neighbour.next(order.index());
        }
        level.lastOrder(order.index());
        level.totalLots(level.totalLots() + order.remainingLots());
        level.orderCount(level.orderCount() + 1);
    }

    private void leaveLevel()
    {
        level.wrap(order.level());
        final int older = order.previous();
        final int younger = order.next();
        if (older == 0)
        {
            level.firstOrder(younger);
        }
        else
        {
            neighbour.wrap(older);
            neighbour.next(younger);
        }
        if (younger == 0)
        {
            level.lastOrder(older);
        }
        else
        {
            neighbour.wrap(younger);
            neighbour.previous(older);
        }
        level.totalLots(level.totalLots() - order.remainingLots());
        level.orderCount(level.orderCount() - 1);
        if (level.orderCount() == 0)
        {
            closeLevel();
        }
    }

    private int openLevel(final int tree)
    {
        final long priceTicks = order.priceTicks();
        final boolean buys = order.side() == BUY;
        final int better = buys ? levelsByPrice.higher(tree, priceTicks) : levelsByPrice.lower(tree, priceTicks);
        instrument.wrap(order.instrument());
        final int index = levels.take();
        level.wrap(index);
        level.priceTicks(priceTicks);
        level.better(better);
        final int worse;
        if (better == 0)
        {
            worse = best(instrument, order.side());
            setBest(index);
        }
        else
        {
            neighbourLevel.wrap(better);
            worse = neighbourLevel.worse();
            neighbourLevel.worse(index);
        }
        level.worse(worse);
        if (worse != 0)
        {
            neighbourLevel.wrap(worse);
            neighbourLevel.better(index);
        }
        levelsByPrice.put(tree, priceTicks, index);
        return index;
    }

    private void closeLevel()
    {
        final int better = level.better();
        final int worse = level.worse();
        if (better == 0)
        {
            instrument.wrap(order.instrument());
            setBest(worse);
        }
        else
        {
            neighbourLevel.wrap(better);
            neighbourLevel.worse(worse);
        }
        if (worse != 0)
        {
            neighbourLevel.wrap(worse);
            neighbourLevel.better(better);
        }
        levelsByPrice.remove(tree(order.instrument(), order.side()), level.priceTicks());
        levels.give(level.index());
    }

    private void setBest(final int levelIndex)
    {
        if (order.side() == BUY)
        {
            instrument.bestBidLevel(levelIndex);
        }
        else
        {
            instrument.bestAskLevel(levelIndex);
        }
    }

    private static int tree(final int instrumentIndex, final int side)
    {
        return 2 * instrumentIndex + side;
    }
}
