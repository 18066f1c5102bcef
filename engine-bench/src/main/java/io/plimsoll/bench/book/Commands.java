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
package io.plimsoll.bench.book;

import java.util.Arrays;

/**
 * Order commands of one instrument, recorded once into an array that every engine then runs. A command takes
 * {@link #STRIDE} ints: kind, order id, user, price in ticks, lots, lots left. The first ones fill the book and are not
 * timed.
 * <pre>
 *   kind          order id   user   price      lots        left
 *   ADD           new        owner  limit      quantity    0       what does not trade rests
 *   IMMEDIATE     new        owner  limit      quantity    0       what does not trade is cancelled
 *   FILL_OR_KILL  new        owner  limit      quantity    0       trades whole or not at all
 *   CANCEL        resting    owner  its limit  what rests  0
 *   REDUCE        resting    owner  its limit  taken off   rest    keeps its place
 *   MOVE          resting    owner  new limit  what rests  0       may trade, loses its place
 * </pre>
 * Some engines are told what is taken off, some what is left.
 * Kinds that bring an order carry its side: {@link #SELL} is added to them.
 */
public final class Commands
{
    /** Ints of a command. */
    public static final int STRIDE = 6;
    /** Place of the kind in a command. */
    public static final int KIND = 0;
    /** Place of the order id. */
    public static final int ORDER_ID = 1;
    /** Place of the user, from 1. */
    public static final int USER = 2;
    /** Place of the price in ticks. */
    public static final int PRICE = 3;
    /** Place of the lots. */
    public static final int LOTS = 4;
    /** Place of the lots that are left of a reduced order. */
    public static final int LEFT = 5;

    /** Added to the kind of a new order that sells. */
    public static final int SELL = 1;
    /** A limit order that rests; with {@link #SELL} one that sells. */
    public static final int ADD = 0;
    /** A limit order that never rests. */
    public static final int IMMEDIATE = 2;
    /** A limit order that trades whole or not at all. */
    public static final int FILL_OR_KILL = 4;
    /** A cancel. */
    public static final int CANCEL = 6;
    /** A smaller quantity at the same place in the queue. */
    public static final int REDUCE = 7;
    /** A new price. */
    public static final int MOVE = 8;
    /** Number of kinds. */
    public static final int KINDS = 9;

    private final int[] words;
    private final int prefill;
    private final int users;
    private final int highestPrice;

    Commands(final int[] words, final int prefill, final int users, final int highestPrice)
    {
        this.words = words;
        this.prefill = prefill;
        this.users = users;
        this.highestPrice = highestPrice;
    }

    /**
     * The commands themselves, not a copy.
     *
     * @return ints, {@link #STRIDE} for each command.
     */
    public int[] words()
    {
        return words;
    }

    /**
     * Commands that fill the book before the clock starts.
     *
     * @return number.
     */
    public int prefill()
    {
        return prefill;
    }

    /**
     * All commands.
     *
     * @return number, those before the clock starts included.
     */
    public int size()
    {
        return words.length / STRIDE;
    }

    /**
     * Commands that are timed.
     *
     * @return number.
     */
    public int timed()
    {
        return size() - prefill;
    }

    /**
     * Users, numbered from 1.
     *
     * @return number.
     */
    public int users()
    {
        return users;
    }

    /**
     * No order has a higher limit.
     *
     * @return ticks.
     */
    public int highestPrice()
    {
        return highestPrice;
    }

    /**
     * Timed commands of each kind, both sides together where a kind has sides.
     *
     * @return numbers by kind; those of kinds with {@link #SELL} in them are 0.
     */
    public long[] mix()
    {
        final long[] mix = new long[KINDS];
        for (int at = prefill * STRIDE; at < words.length; at += STRIDE)
        {
            final int kind = words[at + KIND];
            mix[kind < CANCEL ? kind & ~SELL : kind]++;
        }
        return mix;
    }

    /**
     * Who owns each order.
     *
     * @return users by order id, as many as there are orders and one more: ids begin with 1.
     */
    public int[] owners()
    {
        int orders = 0;
        for (int at = 0; at < words.length; at += STRIDE)
        {
            orders = Math.max(orders, words[at + ORDER_ID]);
        }
        final int[] owners = new int[orders + 1];
        for (int at = 0; at < words.length; at += STRIDE)
        {
            owners[words[at + ORDER_ID]] = words[at + USER];
        }
        return owners;
    }

    /** Appends commands. */
    static final class Recorder
    {
        private int[] words = new int[1 << 16];
        private int length;

        void record(
            final int kind, final int orderId, final int user, final int priceTicks, final int lots, final int left)
        {
            if (length + STRIDE > words.length)
            {
                words = Arrays.copyOf(words, 2 * words.length);
            }
            words[length + KIND] = kind;
            words[length + ORDER_ID] = orderId;
            words[length + USER] = user;
            words[length + PRICE] = priceTicks;
            words[length + LOTS] = lots;
            words[length + LEFT] = left;
            length += STRIDE;
        }

        int size()
        {
            return length / STRIDE;
        }

        Commands finish(final int prefill, final int users, final int highestPrice)
        {
            return new Commands(Arrays.copyOf(words, length), prefill, users, highestPrice);
        }
    }
}
