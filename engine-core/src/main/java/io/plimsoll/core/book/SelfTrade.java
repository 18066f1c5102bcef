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

/**
 * What happens where a taker meets an order of its own account or self-trade group. The taker's mode decides; the mode
 * of the order that rests is of no account. An order that a liquidation sends always cancels the one that rests.
 */
public final class SelfTrade
{
    /** The order that rests is cancelled and the taker goes on. */
    public static final int CANCEL_OLDEST = 0;
    /** What is left of the taker is cancelled and the order that rests stays. */
    public static final int CANCEL_NEWEST = 1;
    /** Both are cancelled. */
    public static final int CANCEL_BOTH = 2;
    /** The lesser quantity is cancelled in both; the taker goes on with what is left of it. */
    public static final int DECREMENT = 3;

    private static final int OLDEST_OPTION = 1 << 2;
    private static final int NEWEST_OPTION = 1 << 3;
    private static final int DECREMENT_OPTION = 1 << 4;

    private SelfTrade()
    {
    }

    /**
     * The mode of an order.
     *
     * @param options of the order, as the wire holds them.
     * @return mode; without any choice, to cancel the oldest.
     */
    public static int modeOf(final int options)
    {
        if ((options & DECREMENT_OPTION) != 0)
        {
            return DECREMENT;
        }
        if ((options & NEWEST_OPTION) == 0)
        {
            return CANCEL_OLDEST;
        }
        return (options & OLDEST_OPTION) == 0 ? CANCEL_NEWEST : CANCEL_BOTH;
    }

    /**
     * Options without the choices that exclude each other: a taker that is decremented is not cancelled.
     *
     * @param options of an order, as the wire holds them.
     * @return the options, with the other choices left out where decrement is chosen.
     */
    public static int consistent(final int options)
    {
        return (options & DECREMENT_OPTION) == 0 ? options : options & ~(OLDEST_OPTION | NEWEST_OPTION);
    }
}
