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

import io.plimsoll.bench.book.Commands;
import java.util.Arrays;

/**
 * Recorded messages, written as {@link Commands} are, so that every book is fed the very same array. The place of a
 * message is its sequence. To the kinds of commands it adds {@link #MODIFY} and {@link #REDUCE}. Filled by one thread,
 * then only read.
 */
public final class Tape
{
    /** A cancel and a new order under the same id; with {@link Commands#SELL} one that sells. */
    public static final int MODIFY = 10;
    /** Takes lots off an order, which keeps its place in the queue; the survey has no such messages. */
    public static final int REDUCE = 12;
    /** Wire number of the buy side. */
    public static final byte BUY = 0;
    /** Wire number of the sell side. */
    public static final byte SELL = 1;

    private static final int USER = 1;

    private int[] words;
    private int length;
    private int orderIdMax;

    /**
     * An empty tape.
     *
     * @param capacity messages that it has room for before it grows.
     */
    public Tape(final int capacity)
    {
        words = new int[capacity * Commands.STRIDE];
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
        return append((isImmediate ? Commands.IMMEDIATE : Commands.ADD) | side, orderId, quantityLots, priceTicks);
    }

    /**
     * Appends a cancel.
     *
     * @param orderId of the order.
     * @return this tape.
     */
    public Tape cancel(final int orderId)
    {
        return append(Commands.CANCEL, orderId, 0, 0);
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
        return append(MODIFY | side, orderId, quantityLots, priceTicks);
    }

    /**
     * Appends a reduction.
     *
     * @param orderId of the order.
     * @param lots    taken off it, from 1.
     * @return this tape.
     */
    public Tape reduce(final int orderId, final int lots)
    {
        return append(REDUCE, orderId, lots, 0);
    }

    private Tape append(final int kind, final int orderId, final int quantityLots, final int priceTicks)
    {
        if (length == words.length)
        {
            words = Arrays.copyOf(words, Math.max(16 * Commands.STRIDE, 2 * length));
        }
        words[length + Commands.KIND] = kind;
        words[length + Commands.ORDER_ID] = orderId;
        words[length + Commands.USER] = USER;
        words[length + Commands.PRICE] = priceTicks;
        words[length + Commands.LOTS] = quantityLots;
        length += Commands.STRIDE;
        orderIdMax = Math.max(orderIdMax, orderId);
        return this;
    }

    /** Appends one of these messages to another tape. */
    void copyTo(final Tape target, final int sequence)
    {
        final int at = sequence * Commands.STRIDE;
        target.append(words[at + Commands.KIND], words[at + Commands.ORDER_ID], words[at + Commands.LOTS],
            words[at + Commands.PRICE]);
    }

    /**
     * The messages themselves, not a copy.
     *
     * @return ints, {@link Commands#STRIDE} for each message; those behind the last message have no meaning.
     */
    public int[] words()
    {
        return words;
    }

    /**
     * Number of messages.
     *
     * @return number.
     */
    public int size()
    {
        return length / Commands.STRIDE;
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
     * @return a kind of {@link Commands} without its side, {@link #MODIFY} or {@link #REDUCE}.
     */
    public int kind(final int sequence)
    {
        return words[sequence * Commands.STRIDE + Commands.KIND] & ~Commands.SELL;
    }

    /**
     * Side of a message's order.
     *
     * @param sequence of the message.
     * @return {@link #BUY} or {@link #SELL}; without meaning for a cancel.
     */
    public int side(final int sequence)
    {
        return words[sequence * Commands.STRIDE + Commands.KIND] & Commands.SELL;
    }

    /**
     * Order that a message is about.
     *
     * @param sequence of the message.
     * @return id.
     */
    public int orderId(final int sequence)
    {
        return words[sequence * Commands.STRIDE + Commands.ORDER_ID];
    }

    /**
     * Price of a message.
     *
     * @param sequence of the message.
     * @return ticks; 0 for a cancel.
     */
    public int priceTicks(final int sequence)
    {
        return words[sequence * Commands.STRIDE + Commands.PRICE];
    }

    /**
     * Quantity of a message.
     *
     * @param sequence of the message.
     * @return lots; 0 for a cancel.
     */
    public int quantityLots(final int sequence)
    {
        return words[sequence * Commands.STRIDE + Commands.LOTS];
    }
}
