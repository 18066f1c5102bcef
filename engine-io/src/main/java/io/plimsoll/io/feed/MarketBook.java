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
package io.plimsoll.io.feed;

/**
 * The book of one instrument as the public sees it: what rests at each price, and order by order in the sequence in
 * which the orders trade. Its memory grows with the largest book that there ever was; below that nothing is allocated.
 *
 * <p>One thread at a time.
 */
public final class MarketBook
{
    /** Wire number of the buy side. */
    public static final int BUY = 0;

    /** Wire number of the sell side. */
    public static final int SELL = 1;

    /** Is shown the levels of a side. */
    @FunctionalInterface
    public interface LevelVisitor
    {
        /**
         * One level.
         *
         * @param priceTicks of the level.
         * @param totalLots  that rest there.
         * @param orderCount of the orders that they belong to.
         */
        void onLevel(long priceTicks, long totalLots, int orderCount);
    }

    /** Is shown the orders of a level. */
    @FunctionalInterface
    public interface OrderVisitor
    {
        /**
         * One order.
         *
         * @param orderId    public number of the order.
         * @param priceTicks at which it rests.
         * @param lots       that are shown.
         */
        void onOrder(long orderId, long priceTicks, long lots);
    }

    private final OrderTable orders;
    private final int owner;
    private final BookSide bids = new BookSide(true);
    private final BookSide asks = new BookSide(false);

    /** A book among several whose orders share a table, in which they carry the number of their book. */
    MarketBook(final OrderTable orders, final int owner)
    {
        this.orders = orders;
        this.owner = owner;
    }

    /**
     * The best price of a side.
     *
     * @param side {@link #BUY} or {@link #SELL}.
     * @return ticks, 0 if the side is empty.
     */
    public long bestTicks(final int side)
    {
        final BookSide levels = side(side);
        final int best = levels.best();
        return BookSide.NONE == best ? 0 : levels.priceTicks(best);
    }

    /**
     * What rests at the best price of a side.
     *
     * @param side {@link #BUY} or {@link #SELL}.
     * @return lots, 0 if the side is empty.
     */
    public long bestLots(final int side)
    {
        final BookSide levels = side(side);
        final int best = levels.best();
        return BookSide.NONE == best ? 0 : levels.lots(best);
    }

    /**
     * What rests at a price.
     *
     * @param side       {@link #BUY} or {@link #SELL}.
     * @param priceTicks of the level.
     * @return lots, 0 if nothing rests there.
     */
    public long lotsAt(final int side, final long priceTicks)
    {
        final BookSide levels = side(side);
        final int level = levels.find(priceTicks);
        return BookSide.NONE == level ? 0 : levels.lots(level);
    }

    /**
     * Orders that rest at a price.
     *
     * @param side       {@link #BUY} or {@link #SELL}.
     * @param priceTicks of the level.
     * @return number of orders.
     */
    public int ordersAt(final int side, final long priceTicks)
    {
        final BookSide levels = side(side);
        final int level = levels.find(priceTicks);
        return BookSide.NONE == level ? 0 : levels.orderCount(level);
    }

    /**
     * Levels of a side.
     *
     * @param side {@link #BUY} or {@link #SELL}.
     * @return number of levels.
     */
    public int levelCount(final int side)
    {
        return side(side).size();
    }

    /**
     * Orders of both sides.
     *
     * @return number of orders.
     */
    public int orderCount()
    {
        return bids.orderCount() + asks.orderCount();
    }

    /**
     * Shows the levels of a side, from the best outward.
     *
     * @param side    {@link #BUY} or {@link #SELL}.
     * @param visitor that is shown them; must not change the book.
     */
    public void forEachLevel(final int side, final LevelVisitor visitor)
    {
        final BookSide levels = side(side);
        for (int level = levels.best(); BookSide.NONE != level; level = levels.worse(levels.priceTicks(level)))
        {
            visitor.onLevel(levels.priceTicks(level), levels.lots(level), levels.orderCount(level));
        }
    }

    /**
     * Shows the orders of a side in the sequence in which they trade: the best price first, the oldest of a price
     * first. A book that was rebuilt level by level has none to show.
     *
     * @param side    {@link #BUY} or {@link #SELL}.
     * @param visitor that is shown them; must not change the book.
     */
    public void forEachOrder(final int side, final OrderVisitor visitor)
    {
        final BookSide levels = side(side);
        for (int level = levels.best(); BookSide.NONE != level; level = levels.worse(levels.priceTicks(level)))
        {
            for (int slot = levels.firstOrder(level); OrderTable.NONE != slot; slot = orders.next(slot))
            {
                visitor.onOrder(orders.orderId(slot), levels.priceTicks(level), orders.lots(slot));
            }
        }
    }

    BookSide side(final int side)
    {
        return BUY == side ? bids : asks;
    }

    OrderTable orders()
    {
        return orders;
    }

    /**
     * Rests an order that is not there, as the newest of its price.
     *
     * @return its level.
     */
    int add(final long orderId, final int side, final long priceTicks, final long lots)
    {
        final BookSide levels = side(side);
        final int found = levels.find(priceTicks);
        final int level = BookSide.NONE == found ? levels.open(priceTicks) : found;
        final int slot = orders.take(orderId);
        orders.lots(slot, lots);
        orders.level(slot, 2 * level + side);
        orders.owner(slot, owner);
        link(levels, level, levels.lastOrder(level), slot);
        link(levels, level, slot, OrderTable.NONE);
        levels.add(level, lots, 1);
        return level;
    }

    /** Changes the lots of an order, which keeps its place. */
    void change(final int slot, final long lots)
    {
        side(sideOf(slot)).add(levelOf(slot), lots - orders.lots(slot), 0);
        orders.lots(slot, lots);
    }

    /** Takes an order out, and its level with the last one. */
    void remove(final int slot)
    {
        final BookSide levels = side(sideOf(slot));
        final int level = levelOf(slot);
        link(levels, level, orders.previous(slot), orders.next(slot));
        levels.add(level, -orders.lots(slot), -1);
        if (0 == levels.orderCount(level))
        {
            levels.close(level);
        }
        orders.give(slot);
    }

    /** Sets what rests at a price, for a book without orders. */
    void setLevel(final int side, final long priceTicks, final long lots, final int orderCount)
    {
        final BookSide levels = side(side);
        int level = levels.find(priceTicks);
        if (0 == orderCount)
        {
            if (BookSide.NONE != level)
            {
                levels.close(level);
            }
            return;
        }
        level = BookSide.NONE == level ? levels.open(priceTicks) : level;
        levels.add(level, lots - levels.lots(level), orderCount - levels.orderCount(level));
    }

    /** Empties a book that shares its table with no other. */
    void clear()
    {
        bids.clear();
        asks.clear();
        orders.clear();
    }

    int sideOf(final int slot)
    {
        return orders.level(slot) & 1;
    }

    int levelOf(final int slot)
    {
        return orders.level(slot) >>> 1;
    }

    private void link(final BookSide levels, final int level, final int older, final int younger)
    {
        if (OrderTable.NONE == older)
        {
            levels.firstOrder(level, younger);
        }
        else
        {
            orders.next(older, younger);
        }
        if (OrderTable.NONE == younger)
        {
            levels.lastOrder(level, older);
        }
        else
        {
            orders.previous(younger, older);
        }
    }
}
