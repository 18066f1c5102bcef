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
import io.plimsoll.core.memory.OrderedLongIndex;
import io.plimsoll.core.memory.Slab;
import io.plimsoll.core.memory.SlotPool;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.InstrumentRecord;

/**
 * The price levels of all books. A level holds its orders oldest first; the levels of a side are linked from the best
 * outward and found by price in an ordered index. A level counts the lots that its orders display apart from those that
 * its icebergs hide.
 */
final class LevelQueues
{
    private final SlotPool levels;
    private final OrderedLongIndex levelsByPrice;
    private final OrderRecord neighbour;
    private final LevelRecord level;
    private final LevelRecord neighbourLevel;
    private final InstrumentRecord instrument;

    /**
     * Reserves the slabs.
     *
     * @param arena     to reserve in.
     * @param limits    capacities.
     * @param books     whose orders queue here.
     * @param catalogue that lists the instruments.
     */
    LevelQueues(final Arena arena, final EngineLimits limits, final Books books, final Catalogue catalogue)
    {
        levels = new SlotPool(arena, "priceLevels", LevelRecord.LENGTH, limits.priceLevels());
        levelsByPrice = new OrderedLongIndex(
            arena, "priceLevels.byPrice", 2 * (limits.instruments() + 1), Books.PRICE_BITS, nodes(limits));
        neighbour = books.newOrderRecord();
        level = newLevelRecord();
        neighbourLevel = newLevelRecord();
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
        return levels.live() == levels.capacity() || !levelsByPrice.hasRoom() ? levels.slab() : null;
    }

    /** The slab that has no room for a level to which an order is to move, null while there is room. */
    Slab fullSlabForMove(final OrderRecord order, final long priceTicks)
    {
        level.wrap(order.level());
        final boolean leavesRoom = levels.live() < levels.capacity() || level.orderCount() == 1;
        return priceTicks == level.priceTicks() || leavesRoom && levelsByPrice.hasRoom() ? null : levels.slab();
    }

    /** Counts lots as taken off what an order displays. */
    void take(final OrderRecord order, final long lots)
    {
        level.wrap(order.level());
        level.totalLots(level.totalLots() - lots);
    }

    /** Counts lots of an order as displayed that were hidden, or the other way round where they are below 0. */
    void display(final OrderRecord order, final long lots)
    {
        level.wrap(order.level());
        level.totalLots(level.totalLots() + lots);
        level.hiddenLots(level.hiddenLots() - lots);
    }

    /** Moves an order to the back of its level. */
    void toBack(final OrderRecord order)
    {
        level.wrap(order.level());
        unlink(order);
        append(order);
    }

    /** Puts an order at the back of the level of its price. */
    void join(final OrderRecord order)
    {
        final int tree = tree(order.instrument(), order.side());
        int levelIndex = levelsByPrice.get(tree, order.priceTicks());
        if (levelIndex == 0)
        {
            levelIndex = openLevel(order, tree);
        }
        level.wrap(levelIndex);
        order.level(levelIndex);
        append(order);
        level.totalLots(level.totalLots() + order.remainingLots());
        level.orderCount(level.orderCount() + 1);
    }

    private void append(final OrderRecord order)
    {
        final int newest = level.lastOrder();
        order.previous(newest);
        order.next(0);
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
    }

    /** Takes an order out of its level, of which it displays some lots and may hide the others. */
    void leave(final OrderRecord order, final long shownLots)
    {
        level.wrap(order.level());
        unlink(order);
        level.totalLots(level.totalLots() - shownLots);
        level.hiddenLots(level.hiddenLots() - (order.remainingLots() - shownLots));
        level.orderCount(level.orderCount() - 1);
        if (level.orderCount() == 0)
        {
            closeLevel(order);
        }
    }

    private void unlink(final OrderRecord order)
    {
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
    }

    private int openLevel(final OrderRecord order, final int tree)
    {
        final long priceTicks = order.priceTicks();
        final boolean buys = order.side() == Books.BUY;
        final int better = buys ? levelsByPrice.higher(tree, priceTicks) : levelsByPrice.lower(tree, priceTicks);
        instrument.wrap(order.instrument());
        final int index = levels.take();
        level.wrap(index);
        level.priceTicks(priceTicks);
        level.better(better);
        final int worse;
        if (better == 0)
        {
            worse = Books.best(instrument, order.side());
            setBest(order, index);
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

    private void closeLevel(final OrderRecord order)
    {
        final int better = level.better();
        final int worse = level.worse();
        if (better == 0)
        {
            instrument.wrap(order.instrument());
            setBest(order, worse);
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

    private void setBest(final OrderRecord order, final int levelIndex)
    {
        if (order.side() == Books.BUY)
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
