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
package io.plimsoll.core.control;

import io.plimsoll.core.price.Contracts;
import io.plimsoll.core.price.InstrumentRecord;

/**
 * What the states of an instrument accept, and which of them may follow which. Marks, margin and liquidations of other
 * instruments go on in every state; only in OPEN does anything trade, a forced close included.
 * <pre>
 *   state         new order       replace         cancel    may go to
 *   OPEN          yes             yes             yes       CANCEL_ONLY, POST_ONLY, HALTED, CALL_AUCTION
 *   CANCEL_ONLY   no              no              yes       OPEN, POST_ONLY, HALTED, CALL_AUCTION, SETTLED
 *   POST_ONLY     post-only       post-only       yes       OPEN, CANCEL_ONLY, HALTED, CALL_AUCTION
 *   HALTED        no              no              no        OPEN, CANCEL_ONLY, POST_ONLY, CALL_AUCTION, SETTLED
 *   CALL_AUCTION  if it may rest  yes             yes       OPEN, CANCEL_ONLY, HALTED
 *   SETTLED       no              no              yes       none
 * </pre>
 * An instrument that leaves CALL_AUCTION for OPEN or CANCEL_ONLY is uncrossed first, and accepts nothing meanwhile but
 * to be halted; one that is halted keeps its orders as they stand, and goes to OPEN or POST_ONLY only through another
 * auction if they cross. The limits that a state puts to trading hold for cancels on behalf of the engine in no state.
 * Stateless; safe anywhere; 0 B.
 */
public final class InstrumentStates
{
    /** Wire number of the only state in which orders trade. */
    public static final int OPEN = 0;
    /** Wire number of the state in which orders can only be cancelled. */
    public static final int CANCEL_ONLY = 1;
    /** Wire number of the state in which orders can only be added to the book. */
    public static final int POST_ONLY = 2;
    /** Wire number of the state in which the book stands still. */
    public static final int HALTED = 3;
    /** Wire number of the state in which orders are collected without trading. */
    public static final int CALL_AUCTION = 4;
    /** Wire number of the last state. */
    public static final int SETTLED = 5;

    private static final int[] FOLLOWERS = new int[SETTLED + 1];

    static
    {
        FOLLOWERS[OPEN] = set(CANCEL_ONLY) | set(POST_ONLY) | set(HALTED) | set(CALL_AUCTION);
        FOLLOWERS[CANCEL_ONLY] = set(OPEN) | set(POST_ONLY) | set(HALTED) | set(CALL_AUCTION) | set(SETTLED);
        FOLLOWERS[POST_ONLY] = set(OPEN) | set(CANCEL_ONLY) | set(HALTED) | set(CALL_AUCTION);
        FOLLOWERS[HALTED] = set(OPEN) | set(CANCEL_ONLY) | set(POST_ONLY) | set(CALL_AUCTION) | set(SETTLED);
        FOLLOWERS[CALL_AUCTION] = set(OPEN) | set(CANCEL_ONLY) | set(HALTED);
    }

    private InstrumentStates()
    {
    }

    private static int set(final int state)
    {
        return 1 << state;
    }

    /**
     * Whether a number is a state.
     *
     * @param state any number.
     * @return true from {@link #OPEN} to {@link #SETTLED}.
     */
    public static boolean isState(final int state)
    {
        return state >= OPEN && state <= SETTLED;
    }

    /**
     * Whether one state may follow another.
     *
     * @param from present state.
     * @param to   next state.
     * @return true if the transition is allowed.
     */
    public static boolean mayFollow(final int from, final int to)
    {
        return (FOLLOWERS[from] & set(to)) != 0;
    }

    /**
     * Whether orders trade.
     *
     * @param state of the instrument.
     * @return true in OPEN alone.
     */
    public static boolean trades(final int state)
    {
        return state == OPEN;
    }

    /**
     * Whether positions are closed by force.
     *
     * @param instrument on its record.
     * @return true where orders trade and no final window has begun.
     */
    public static boolean closes(final InstrumentRecord instrument)
    {
        return trades(instrument.state()) && instrument.stage() == Contracts.TRADING;
    }

    /**
     * Whether an order may be added or changed.
     *
     * @param state    of the instrument.
     * @param postOnly whether the order may only rest.
     * @param mayRest  whether what of it cannot trade may rest.
     * @return true if a new order or a replacement is accepted.
     */
    public static boolean acceptsOrder(final int state, final boolean postOnly, final boolean mayRest)
    {
        return state == OPEN || state == POST_ONLY && postOnly || state == CALL_AUCTION && mayRest;
    }

    /**
     * Whether no buy may stand at or above a sell.
     *
     * @param state of the instrument.
     * @return true in the states in which an order may rest without having been looked at by the other side.
     */
    public static boolean forbidsCrossedBook(final int state)
    {
        return state == OPEN || state == POST_ONLY;
    }

    /**
     * Whether an order may be cancelled by its owner.
     *
     * @param state of the instrument.
     * @return true except in HALTED.
     */
    public static boolean acceptsCancel(final int state)
    {
        return state != HALTED;
    }
}
