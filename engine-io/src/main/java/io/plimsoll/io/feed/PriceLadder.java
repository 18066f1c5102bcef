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
 * The prices of one side of a book in order, each with a slot number for what belongs to it. A treap whose priorities
 * are a hash of the price, so that its shape depends on its prices alone: finding, inserting and removing take a time
 * that grows with the logarithm of the number of prices. Slots are used again; memory grows with the most prices that
 * there ever were, and nothing is allocated below that.
 *
 * <p>One thread at a time.
 */
final class PriceLadder
{
    /** Stands for no slot. */
    static final int NONE = 0;

    private static final int ROOT = 1;
    private static final int FIRST_CAPACITY = 64;
    private static final long MIX = 0x9E3779B97F4A7C15L;

    // Slot 0 is nobody's: its right child is the root, so that every child has a link to it.
    private long[] prices = new long[FIRST_CAPACITY];
    private int[] children = new int[2 * FIRST_CAPACITY];
    private int size;
    private int used;
    private int free;

    /** Number of prices. */
    int size()
    {
        return size;
    }

    /** Slots below this may be in use. */
    int capacity()
    {
        return prices.length;
    }

    long price(final int slot)
    {
        return prices[slot];
    }

    /** Slot of a price, {@link #NONE} if it is not there. */
    int find(final long price)
    {
        int slot = children[ROOT];
        while (NONE != slot && prices[slot] != price)
        {
            slot = children[link(slot, price)];
        }
        return slot;
    }

    int lowest()
    {
        return outermost(0);
    }

    int highest()
    {
        return outermost(1);
    }

    /** Slot of the next price above, {@link #NONE} if there is none. */
    int above(final long price)
    {
        int found = NONE;
        int slot = children[ROOT];
        while (NONE != slot)
        {
            final boolean isAbove = prices[slot] > price;
            found = isAbove ? slot : found;
            slot = children[2 * slot + (isAbove ? 0 : 1)];
        }
        return found;
    }

    /** Slot of the next price below, {@link #NONE} if there is none. */
    int below(final long price)
    {
        int found = NONE;
        int slot = children[ROOT];
        while (NONE != slot)
        {
            final boolean isBelow = prices[slot] < price;
            found = isBelow ? slot : found;
            slot = children[2 * slot + (isBelow ? 1 : 0)];
        }
        return found;
    }

    /** Inserts a price that is not there. */
    int insert(final long price)
    {
        final int slot = take(price);
        int link = ROOT;
        while (NONE != children[link] && isHigher(children[link], slot))
        {
            link = link(children[link], price);
        }
        final int rest = children[link];
        children[link] = slot;
        split(rest, price, 2 * slot, 2 * slot + 1);
        return slot;
    }

    /** Removes a price that is there. */
    void remove(final long price)
    {
        int link = ROOT;
        while (prices[children[link]] != price)
        {
            link = link(children[link], price);
        }
        final int slot = children[link];
        merge(link, children[2 * slot], children[2 * slot + 1]);
        children[2 * slot] = free;
        free = slot;
        size--;
    }

    void clear()
    {
        children[ROOT] = NONE;
        size = 0;
        used = 0;
        free = NONE;
    }

    private int outermost(final int direction)
    {
        int slot = children[ROOT];
        while (NONE != slot && NONE != children[2 * slot + direction])
        {
            slot = children[2 * slot + direction];
        }
        return slot;
    }

    /** Hangs the prices below and above a price, out of one subtree, on two links. */
    private void split(final int subtree, final long price, final int belowLink, final int aboveLink)
    {
        int below = belowLink;
        int above = aboveLink;
        int slot = subtree;
        while (NONE != slot)
        {
            if (prices[slot] < price)
            {
                children[below] = slot;
                below = 2 * slot + 1;
                slot = children[below];
            }
            else
            {
                children[above] = slot;
                above = 2 * slot;
                slot = children[above];
            }
        }
        children[below] = NONE;
        children[above] = NONE;
    }

    /** Hangs two subtrees, one wholly below the other, on one link. */
    private void merge(final int firstLink, final int lower, final int upper)
    {
        int link = firstLink;
        int low = lower;
        int high = upper;
        while (NONE != low && NONE != high)
        {
            if (isHigher(low, high))
            {
                children[link] = low;
                link = 2 * low + 1;
                low = children[link];
            }
            else
            {
                children[link] = high;
                link = 2 * high;
                high = children[link];
            }
        }
        children[link] = NONE == low ? high : low;
    }

    private int link(final int slot, final long price)
    {
        return 2 * slot + (price > prices[slot] ? 1 : 0);
    }

    /** Of two prices one is always higher, because the hash takes no two prices to one value. */
    private boolean isHigher(final int slot, final int other)
    {
        return priority(prices[slot]) > priority(prices[other]);
    }

    private static long priority(final long price)
    {
        final long product = price * MIX;
        return (product ^ product >>> 32) * MIX;
    }

    private int take(final long price)
    {
        int slot = free;
        if (NONE != slot)
        {
            free = children[2 * slot];
        }
        else
        {
            slot = ++used;
            if (slot == prices.length)
            {
                prices = Arrays.copyOf(prices, 2 * slot);
                children = Arrays.copyOf(children, 4 * slot);
            }
        }
        prices[slot] = price;
        size++;
        return slot;
    }
}
