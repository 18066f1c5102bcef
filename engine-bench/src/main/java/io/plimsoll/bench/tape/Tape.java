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
package io.plimsoll.bench.tape;

import java.util.Arrays;

/**
 * Recorded messages in plain arrays, so that every book is fed the very same at the least cost. A message's place is
 * its sequence. Filled by one thread, then only read.
 */
public final class Tape
{
    /** Kind of a message: a new order. */
    public static final byte NEW = 0;
    /** Kind of a message: a cancel. */
    public static final byte CANCEL = 1;
    /** Kind of a message: a modify, which is a cancel and a new order under the same id. */
    public static final byte MODIFY = 2;
    /** Wire number of the buy side. */
    public static final byte BUY = 0;
    /** Wire number of the sell side. */
    public static final byte SELL = 1;

    private byte[] kinds;
    private byte[] sides;
    private boolean[] immediate;
    private int[] orderIds;
    private int[] pricesTicks;
    private int[] quantitiesLots;
    private int size;
    private int orderIdMax;

    /**
     * An empty tape.
     *
     * @param capacity messages that it has room for before it grows.
     */
    public Tape(final int capacity)
    {
        kinds = new byte[capacity];
        sides = new byte[capacity];
        immediate = new boolean[capacity];
        orderIds = new int[capacity];
        pricesTicks = new int[capacity];
        quantitiesLots = new int[capacity];
    }

    /**
     * Appends a new order.
     *
     * @param orderId      of the order, from 1.
     * @param side         {@link #BUY} or {@link #SELL}.
     * @param quantityLots from 1.
     * @param priceTicks   from 1.
     * @param isImmediate  whether what does not trade at once is cancelled.
     * @return this tape.
     */
    public Tape order(
        final int orderId, final byte side, final int quantityLots, final int priceTicks, final boolean isImmediate)
    {
        return append(NEW, orderId, side, quantityLots, priceTicks, isImmediate);
    }

    /**
     * Appends a cancel.
     *
     * @param orderId of the order.
     * @return this tape.
     */
    public Tape cancel(final int orderId)
    {
        return append(CANCEL, orderId, BUY, 0, 0, false);
    }

    /**
     * Appends a modify.
     *
     * @param orderId      of the order.
     * @param side         of the order.
     * @param quantityLots new quantity, from 1.
     * @param priceTicks   new price, from 1.
     * @return this tape.
     */
    public Tape modify(final int orderId, final byte side, final int quantityLots, final int priceTicks)
    {
        return append(MODIFY, orderId, side, quantityLots, priceTicks, false);
    }

    private Tape append(
        final byte kind,
        final int orderId,
        final byte side,
        final int quantityLots,
        final int priceTicks,
        final boolean isImmediate)
    {
        if (size == kinds.length)
        {
            grow(Math.max(16, 2 * size));
        }
        kinds[size] = kind;
        sides[size] = side;
        immediate[size] = isImmediate;
        orderIds[size] = orderId;
        pricesTicks[size] = priceTicks;
        quantitiesLots[size] = quantityLots;
        orderIdMax = Math.max(orderIdMax, orderId);
        size++;
        return this;
    }

    /** Appends one of these messages to another tape. */
    void copyTo(final Tape target, final int sequence)
    {
        target.append(kinds[sequence], orderIds[sequence], sides[sequence], quantitiesLots[sequence],
            pricesTicks[sequence], immediate[sequence]);
    }

    private void grow(final int capacity)
    {
        kinds = Arrays.copyOf(kinds, capacity);
        sides = Arrays.copyOf(sides, capacity);
        immediate = Arrays.copyOf(immediate, capacity);
        orderIds = Arrays.copyOf(orderIds, capacity);
        pricesTicks = Arrays.copyOf(pricesTicks, capacity);
        quantitiesLots = Arrays.copyOf(quantitiesLots, capacity);
    }

    /**
     * Number of messages.
     *
     * @return number.
     */
    public int size()
    {
        return size;
    }

    /**
     * The highest order id.
     *
     * @return id, 0 on an empty tape.
     */
    public int orderIdMax()
    {
        return orderIdMax;
    }

    /**
     * Kind of a message.
     *
     * @param sequence of the message.
     * @return {@link #NEW}, {@link #CANCEL} or {@link #MODIFY}.
     */
    public byte kind(final int sequence)
    {
        return kinds[sequence];
    }

    /**
     * Side of a message's order.
     *
     * @param sequence of the message.
     * @return {@link #BUY} or {@link #SELL}; without meaning for a cancel.
     */
    public byte side(final int sequence)
    {
        return sides[sequence];
    }

    /**
     * Whether a new order is immediate or cancel.
     *
     * @param sequence of the message.
     * @return true if it never rests.
     */
    public boolean isImmediate(final int sequence)
    {
        return immediate[sequence];
    }

    /**
     * Order that a message is about.
     *
     * @param sequence of the message.
     * @return id.
     */
    public int orderId(final int sequence)
    {
        return orderIds[sequence];
    }

    /**
     * Price of a message.
     *
     * @param sequence of the message.
     * @return ticks; 0 for a cancel.
     */
    public int priceTicks(final int sequence)
    {
        return pricesTicks[sequence];
    }

    /**
     * Quantity of a message.
     *
     * @param sequence of the message.
     * @return lots; 0 for a cancel.
     */
    public int quantityLots(final int sequence)
    {
        return quantitiesLots[sequence];
    }
}
