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

import java.util.Arrays;

/**
 * The levels of one side of a book, each under the slot that its price has in the {@link PriceLadder}. One thread at a
 * time.
 */
final class BookSide
{
    /** Stands for no level. */
    static final int NONE = PriceLadder.NONE;

    private final PriceLadder ladder = new PriceLadder();
    private final boolean buys;
    private long[] lots;
    private int[] orderCounts;
    private int[] firstOrders;
    private int[] lastOrders;
    private long[] stamps;
    private int[] snapshotMarks;
    private int snapshotMark;
    private int orderCount;
    private int best;

    BookSide(final boolean buys)
    {
        this.buys = buys;
        final int capacity = ladder.capacity();
        lots = new long[capacity];
        orderCounts = new int[capacity];
        firstOrders = new int[capacity];
        lastOrders = new int[capacity];
        stamps = new long[capacity];
        snapshotMarks = new int[capacity];
    }

    /** Number of levels. */
    int size()
    {
        return ladder.size();
    }

    /** Number of orders. */
    int orderCount()
    {
        return orderCount;
    }

    /** The level of a price that was at a slot and may be gone since. */
    int find(final int slot, final long priceTicks)
    {
        return ladder.price(slot) == priceTicks ? slot : ladder.find(priceTicks);
    }

    /** The level of a price, {@link #NONE} if nothing rests there. */
    int find(final long priceTicks)
    {
        return ladder.find(priceTicks);
    }

    int best()
    {
        return best;
    }

    /** The next level behind a price, {@link #NONE} if there is none. */
    int worse(final long priceTicks)
    {
        return buys ? ladder.below(priceTicks) : ladder.above(priceTicks);
    }

    /** A new, empty level; a snapshot that is being written has nothing of it. */
    int open(final long priceTicks)
    {
        final int level = ladder.insert(priceTicks);
        if (lots.length < ladder.capacity())
        {
            grow(ladder.capacity());
        }
        lots[level] = 0;
        orderCounts[level] = 0;
        firstOrders[level] = OrderTable.NONE;
        lastOrders[level] = OrderTable.NONE;
        stamps[level] = 0;
        snapshotMarks[level] = snapshotMark;
        if (NONE == best || (buys ? priceTicks > ladder.price(best) : priceTicks < ladder.price(best)))
        {
            best = level;
        }
        return level;
    }

    void close(final int level)
    {
        final long priceTicks = ladder.price(level);
        orderCount -= orderCounts[level];
        if (level == best)
        {
            best = worse(priceTicks);
        }
        ladder.remove(priceTicks);
    }

    void clear()
    {
        orderCount = 0;
        best = NONE;
        ladder.clear();
    }

    long priceTicks(final int level)
    {
        return ladder.price(level);
    }

    long lots(final int level)
    {
        return lots[level];
    }

    int orderCount(final int level)
    {
        return orderCounts[level];
    }

    /** Changes what rests at a level. */
    void add(final int level, final long lotsChange, final int orderCountChange)
    {
        lots[level] += lotsChange;
        orderCounts[level] += orderCountChange;
        orderCount += orderCountChange;
    }

    int firstOrder(final int level)
    {
        return firstOrders[level];
    }

    void firstOrder(final int level, final int slot)
    {
        firstOrders[level] = slot;
    }

    int lastOrder(final int level)
    {
        return lastOrders[level];
    }

    void lastOrder(final int level, final int slot)
    {
        lastOrders[level] = slot;
    }

    /**
     * Notes that a level has changed.
     *
     * @return true if it was not yet noted under this stamp.
     */
    boolean stamp(final int level, final long stamp)
    {
        final boolean first = stamps[level] != stamp;
        stamps[level] = stamp;
        return first;
    }

    /** From now on no level that is there has this mark, and every new one gets it. */
    void beginSnapshot(final int mark)
    {
        snapshotMark = mark;
    }

    /** Whether the snapshot has a level already, or is to have nothing of it. */
    boolean isInSnapshot(final int level)
    {
        return snapshotMarks[level] == snapshotMark;
    }

    void putInSnapshot(final int level)
    {
        snapshotMarks[level] = snapshotMark;
    }

    private void grow(final int capacity)
    {
        lots = Arrays.copyOf(lots, capacity);
        orderCounts = Arrays.copyOf(orderCounts, capacity);
        firstOrders = Arrays.copyOf(firstOrders, capacity);
        lastOrders = Arrays.copyOf(lastOrders, capacity);
        stamps = Arrays.copyOf(stamps, capacity);
        snapshotMarks = Arrays.copyOf(snapshotMarks, capacity);
    }
}
