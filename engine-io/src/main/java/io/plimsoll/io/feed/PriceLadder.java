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
 * The prices of one side of a book in order, each with a slot number for what belongs to it. A tree of fixed depth, six
 * bits of the price a node, with a bit map of what is below each node: finding, inserting, removing and going to the
 * next price take six steps at most, whatever the number of prices. Slots and nodes are used again; memory grows with
 * the most that there ever were, and nothing is allocated below that.
 *
 * <p>One thread at a time.
 */
final class PriceLadder
{
    /** Stands for no slot. */
    static final int NONE = 0;

    private static final int DIGIT_BITS = 6;
    private static final int DIGIT_MASK = 63;
    private static final int PRICE_BITS = 36;
    private static final int TOP_SHIFT = PRICE_BITS - DIGIT_BITS;
    private static final int DEPTH = PRICE_BITS / DIGIT_BITS;
    private static final int ROOT = 1;
    private static final int FIRST_SLOTS = 64;
    private static final int FIRST_NODES = 16;

    private final int[] path = new int[DEPTH];
    private long[] prices = new long[FIRST_SLOTS];
    private int[] freeSlots = new int[FIRST_SLOTS];
    // Node 0 is empty for ever, so that a path that ends nowhere needs no question on its way. A free node keeps the
    // next free one in the place of its bit map, and its children are zero.
    private long[] bitMaps = new long[FIRST_NODES];
    private int[] children = new int[FIRST_NODES << DIGIT_BITS];
    private int size;
    private int usedSlots;
    private int freeCount;
    private int usedNodes = ROOT;
    private int freeNode;

    /** Whether a price can stand here: one that cannot is found nowhere. */
    static boolean isPrice(final long price)
    {
        return price > 0 && price >>> PRICE_BITS == 0;
    }

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

    /** Price of a slot, 0 once it is removed. */
    long price(final int slot)
    {
        return prices[slot];
    }

    /** Slot of a price, {@link #NONE} if it is not there. */
    int find(final long price)
    {
        if (!isPrice(price))
        {
            return NONE;
        }
        int child = ROOT;
        for (int shift = TOP_SHIFT; shift >= 0; shift -= DIGIT_BITS)
        {
            child = children[place(child, price, shift)];
        }
        return child;
    }

    int lowest()
    {
        return outermost(ROOT, TOP_SHIFT, false);
    }

    int highest()
    {
        return outermost(ROOT, TOP_SHIFT, true);
    }

    /** Slot of the next price above, {@link #NONE} if there is none. */
    int above(final long price)
    {
        return next(price, false);
    }

    /** Slot of the next price below, {@link #NONE} if there is none. */
    int below(final long price)
    {
        return next(price, true);
    }

    /** Inserts a price that is not there. */
    int insert(final long price)
    {
        if (!isPrice(price))
        {
            throw new IllegalArgumentException("No price: " + price + ".");
        }
        int node = ROOT;
        for (int shift = TOP_SHIFT; shift > 0; shift -= DIGIT_BITS)
        {
            int child = children[place(node, price, shift)];
            if (NONE == child)
            {
                child = takeNode();
                put(node, price, shift, child);
            }
            node = child;
        }
        final int slot = takeSlot(price);
        put(node, price, 0, slot);
        size++;
        return slot;
    }

    /** Removes a price that is there. */
    void remove(final long price)
    {
        int node = ROOT;
        int depth = 0;
        for (int shift = TOP_SHIFT; shift > 0; shift -= DIGIT_BITS)
        {
            path[depth++] = node;
            node = children[place(node, price, shift)];
        }
        giveSlot(children[place(node, price, 0)]);
        size--;
        int shift = 0;
        take(node, price, shift);
        while (0 == bitMaps[node] && ROOT != node)
        {
            bitMaps[node] = freeNode;
            freeNode = node;
            node = path[--depth];
            shift += DIGIT_BITS;
            take(node, price, shift);
        }
    }

    void clear()
    {
        Arrays.fill(bitMaps, 0, usedNodes + 1, 0);
        Arrays.fill(children, 0, usedNodes + 1 << DIGIT_BITS, NONE);
        Arrays.fill(prices, 0, usedSlots + 1, 0);
        size = 0;
        usedSlots = 0;
        freeCount = 0;
        usedNodes = ROOT;
        freeNode = NONE;
    }

    private static int digit(final long price, final int shift)
    {
        return (int)(price >>> shift) & DIGIT_MASK;
    }

    private static int place(final int node, final long price, final int shift)
    {
        return node << DIGIT_BITS | digit(price, shift);
    }

    private void put(final int node, final long price, final int shift, final int child)
    {
        children[place(node, price, shift)] = child;
        bitMaps[node] |= 1L << digit(price, shift);
    }

    private void take(final int node, final long price, final int shift)
    {
        children[place(node, price, shift)] = NONE;
        bitMaps[node] &= ~(1L << digit(price, shift));
    }

    /** Goes down to where the price is or would be, and up again to the first node that has something beside it. */
    private int next(final long price, final boolean downward)
    {
        int node = ROOT;
        int depth = 0;
        int shift = TOP_SHIFT;
        while (shift > 0 && NONE != children[place(node, price, shift)])
        {
            path[depth++] = node;
            node = children[place(node, price, shift)];
            shift -= DIGIT_BITS;
        }
        while (true)
        {
            final int digit = digit(price, shift);
            final long beside = bitMaps[node] & (downward ? (1L << digit) - 1 : -2L << digit);
            if (0 != beside)
            {
                final int child = children[node << DIGIT_BITS | end(beside, downward)];
                return 0 == shift ? child : outermost(child, shift - DIGIT_BITS, downward);
            }
            if (0 == depth)
            {
                return NONE;
            }
            node = path[--depth];
            shift += DIGIT_BITS;
        }
    }

    private int outermost(final int from, final int fromShift, final boolean highest)
    {
        int child = from;
        for (int shift = fromShift; shift >= 0 && 0 != bitMaps[child]; shift -= DIGIT_BITS)
        {
            child = children[child << DIGIT_BITS | end(bitMaps[child], highest)];
        }
        return 0 == size ? NONE : child;
    }

    private static int end(final long bits, final boolean highest)
    {
        return highest ? DIGIT_MASK - Long.numberOfLeadingZeros(bits) : Long.numberOfTrailingZeros(bits);
    }

    private int takeNode()
    {
        int node = freeNode;
        if (NONE != node)
        {
            freeNode = (int)bitMaps[node];
            bitMaps[node] = 0;
            return node;
        }
        node = ++usedNodes;
        if (node == bitMaps.length)
        {
            bitMaps = Arrays.copyOf(bitMaps, 2 * node);
            children = Arrays.copyOf(children, 2 * node << DIGIT_BITS);
        }
        return node;
    }

    private int takeSlot(final long price)
    {
        final int slot = freeCount > 0 ? freeSlots[--freeCount] : ++usedSlots;
        if (slot == prices.length)
        {
            prices = Arrays.copyOf(prices, 2 * slot);
            freeSlots = Arrays.copyOf(freeSlots, 2 * slot);
        }
        prices[slot] = price;
        return slot;
    }

    private void giveSlot(final int slot)
    {
        prices[slot] = 0;
        freeSlots[freeCount++] = slot;
    }
}
