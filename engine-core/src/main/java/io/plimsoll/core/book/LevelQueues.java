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

import static io.plimsoll.core.book.LevelRecord.BETTER_OFFSET;
import static io.plimsoll.core.book.LevelRecord.FIRST_ORDER_OFFSET;
import static io.plimsoll.core.book.LevelRecord.HIDDEN_LOTS_OFFSET;
import static io.plimsoll.core.book.LevelRecord.LAST_ORDER_OFFSET;
import static io.plimsoll.core.book.LevelRecord.LEAF_OFFSET;
import static io.plimsoll.core.book.LevelRecord.ORDER_COUNT_OFFSET;
import static io.plimsoll.core.book.LevelRecord.PRICE_TICKS_OFFSET;
import static io.plimsoll.core.book.LevelRecord.TOTAL_LOTS_OFFSET;
import static io.plimsoll.core.book.LevelRecord.WORSE_OFFSET;

import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.memory.Arena;
import io.plimsoll.core.memory.Memory;
import io.plimsoll.core.memory.OrderedLongIndex;
import io.plimsoll.core.memory.Slab;
import io.plimsoll.core.memory.SlotPool;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.InstrumentRecord;

/**
 * The price levels of all books. A level holds its orders oldest first; the levels of a side are linked from the best
 * outward and found by price in an ordered index. A level counts the lots that its orders display apart from those that
 * its icebergs hide.
 * <p>
 * Where {@code at} stands a level begins: this room reads levels by address, so that which link changes is selected
 * and not branched to. Whether an order is the last of its level or a level the best of its side cannot be predicted.
 */
final class LevelQueues
{
    private static final long HIGHEST_PRICE = (1L << Books.PRICE_BITS) - 1;

    private final SlotPool levels;
    private final OrderedLongIndex levelsByRank;
    private final Slab orderSlab;
    private final Slab levelSlab;
    private final LevelRecord level;
    private final InstrumentRecord instrument;

    /**
     * Reserves the slabs.
     *
     * @param arena     to reserve in.
     * @param limits    capacities.
     * @param orders    records of the orders that queue here.
     * @param catalogue that lists the instruments.
     */
    LevelQueues(final Arena arena, final EngineLimits limits, final Slab orders, final Catalogue catalogue)
    {
        levels = new SlotPool(arena, "priceLevels", LevelRecord.LENGTH, limits.priceLevels());
        levelsByRank = new OrderedLongIndex(
            arena, "priceLevels.byPrice", 2 * (limits.instruments() + 1), Books.PRICE_BITS, nodes(limits));
        orderSlab = orders;
        levelSlab = levels.slab();
        level = newLevelRecord();
        instrument = catalogue.newInstrumentRecord();
    }

    /** Two nodes a level and a full path for each side: a book whose levels lie near each other needs far fewer. */
    private static int nodes(final EngineLimits limits)
    {
        return 2 * limits.priceLevels() + 12 * (limits.instruments() + 1);
    }

    LevelRecord newLevelRecord()
    {
        return new LevelRecord(levels.slab());
    }

    /** The slab that has no room for one more level, null while there is room. */
    Slab fullSlab()
    {
        return levels.live() == levels.capacity() || !levelsByRank.hasRoom() ? levels.slab() : null;
    }

    /** The slab that has no room for a level to which an order is to move, null while there is room. */
    Slab fullSlabForMove(final OrderRecord order, final long priceTicks)
    {
        level.wrap(order.level());
        final boolean leavesRoom = levels.live() < levels.capacity() || level.orderCount() == 1;
        return priceTicks == level.priceTicks() || leavesRoom && levelsByRank.hasRoom() ? null : levels.slab();
    }

    /** The oldest order at the best price of the buys or, where none buys, of the sells; 0 if none rests. */
    int firstOf(final int instrumentIndex)
    {
        instrument.wrap(instrumentIndex);
        final int bid = Books.best(instrument, Books.BUY);
        level.wrap(bid != 0 ? bid : Books.best(instrument, Books.SELL));
        return level.firstOrder();
    }

    /** Counts lots as taken off what an order displays. */
    void take(final OrderRecord order, final long lots)
    {
        addLots(levelSlab.address(order.level()), -lots, 0);
    }

    /** Counts lots of an order as displayed that were hidden, or the other way round where they are below 0. */
    void display(final OrderRecord order, final long lots)
    {
        addLots(levelSlab.address(order.level()), lots, -lots);
    }

    private static void addLots(final long at, final long shownLots, final long hiddenLots)
    {
        Memory.putLong(at + TOTAL_LOTS_OFFSET, Memory.getLong(at + TOTAL_LOTS_OFFSET) + shownLots);
        Memory.putLong(at + HIDDEN_LOTS_OFFSET, Memory.getLong(at + HIDDEN_LOTS_OFFSET) + hiddenLots);
    }

    /** Moves an order to the back of its level. */
    void toBack(final OrderRecord order)
    {
        final long at = levelSlab.address(order.level());
        unlink(order, at);
        append(order, at);
    }

    /** Puts an order at the back of the level of its price. */
    void join(final OrderRecord order)
    {
        final int side = order.side();
        final int instrumentIndex = order.instrument();
        final long priceTicks = order.priceTicks();
        int levelIndex = levelsByRank.seek(tree(instrumentIndex, side), rank(side, priceTicks));
        if (levelIndex == 0)
        {
            levelIndex = openLevel(instrumentIndex, side, priceTicks);
        }
        order.level(levelIndex);
        final long at = levelSlab.address(levelIndex);
        append(order, at);
        Memory.putLong(at + TOTAL_LOTS_OFFSET, Memory.getLong(at + TOTAL_LOTS_OFFSET) + order.remainingLots());
        Memory.putInt(at + ORDER_COUNT_OFFSET, Memory.getInt(at + ORDER_COUNT_OFFSET) + 1);
    }

    private void append(final OrderRecord order, final long at)
    {
        final int newest = Memory.getInt(at + LAST_ORDER_OFFSET);
        order.previous(newest);
        order.next(0);
        linkBehind(newest, at, order.index());
        Memory.putInt(at + LAST_ORDER_OFFSET, order.index());
    }

    /** Takes an order out of its level, of which it displays some lots and may hide the others. */
    void leave(final OrderRecord order, final long shownLots)
    {
        final int levelIndex = order.level();
        final long at = levelSlab.address(levelIndex);
        final int orderCount = Memory.getInt(at + ORDER_COUNT_OFFSET) - 1;
        if (orderCount == 0)
        {
            closeLevel(order, levelIndex, at);
            return;
        }
        unlink(order, at);
        addLots(at, -shownLots, shownLots - order.remainingLots());
        Memory.putInt(at + ORDER_COUNT_OFFSET, orderCount);
    }

    private void unlink(final OrderRecord order, final long at)
    {
        final int older = order.previous();
        final int younger = order.next();
        linkBehind(older, at, younger);
        linkBefore(younger, at, older);
    }

    /** Links an order behind another; behind none it is the first of the level. */
    private void linkBehind(final int older, final long at, final int younger)
    {
        final long link = orderSlab.address(older) + OrderRecord.NEXT_OFFSET;
        Memory.putInt(older == 0 ? at + FIRST_ORDER_OFFSET : link, younger);
    }

    /** Links an order before another; before none it is the last of the level. */
    private void linkBefore(final int younger, final long at, final int older)
    {
        final long link = orderSlab.address(younger) + OrderRecord.PREVIOUS_OFFSET;
        Memory.putInt(younger == 0 ? at + LAST_ORDER_OFFSET : link, older);
    }

    /** Opens the level that was sought. */
    private int openLevel(final int instrumentIndex, final int side, final long priceTicks)
    {
        final int better = levelsByRank.higher();
        final int index = levels.take();
        final long at = levelSlab.address(index);
        Memory.putLong(at + PRICE_TICKS_OFFSET, priceTicks);
        final int worse;
        if (better == 0)
        {
            instrument.wrap(instrumentIndex);
            worse = instrument.bestLevel(side);
            instrument.bestLevel(side, index);
        }
        else
        {
            final long link = levelSlab.address(better) + WORSE_OFFSET;
            worse = Memory.getInt(link);
            Memory.putInt(link, index);
            Memory.putInt(at + BETTER_OFFSET, better);
        }
        if (worse != 0)
        {
            Memory.putInt(at + WORSE_OFFSET, worse);
            Memory.putInt(levelSlab.address(worse) + BETTER_OFFSET, index);
        }
        levelsByRank.put(index);
        Memory.putInt(at + LEAF_OFFSET, levelsByRank.leaf());
        return index;
    }

    private void closeLevel(final OrderRecord order, final int levelIndex, final long at)
    {
        final int side = order.side();
        final int better = Memory.getInt(at + BETTER_OFFSET);
        final int worse = Memory.getInt(at + WORSE_OFFSET);
        if (better == 0)
        {
            instrument.wrap(order.instrument());
            instrument.bestLevel(side, worse);
        }
        else
        {
            Memory.putInt(levelSlab.address(better) + WORSE_OFFSET, worse);
        }
        if (worse != 0)
        {
            Memory.putInt(levelSlab.address(worse) + BETTER_OFFSET, better);
        }
        levelsByRank.remove(
            tree(order.instrument(), side), rank(side, order.priceTicks()), Memory.getInt(at + LEAF_OFFSET));
        Memory.zero(at, LevelRecord.LENGTH);
        levels.giveZero(levelIndex);
    }

    /** The higher the better: the price of a buy order, and what a price leaves below the highest of a sell order. */
    private static long rank(final int side, final long priceTicks)
    {
        return (priceTicks ^ -(long)side) & HIGHEST_PRICE;
    }

    private static int tree(final int instrumentIndex, final int side)
    {
        return 2 * instrumentIndex + side;
    }
}
