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

/**
 * What the states of an instrument accept, and which of them may follow which. Marks, margin and liquidations of other
 * instruments go on in every state; only in OPEN does anything trade, a forced close included.
 * <pre>
 *   state         new order       replace         cancel    may go to
 *   OPEN          yes             yes             yes       CANCEL_ONLY, POST_ONLY, HALTED
 *   CANCEL_ONLY   no              no              yes       OPEN, POST_ONLY, HALTED, SETTLED
 *   POST_ONLY     post-only       post-only       yes       OPEN, CANCEL_ONLY, HALTED
 *   HALTED        no              no              no        OPEN, CANCEL_ONLY, POST_ONLY, SETTLED
 *   SETTLED       no              no              yes       none
 * </pre>
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
    /** Wire number of the last state. */
    public static final int SETTLED = 5;

    private static final int[] FOLLOWERS = new int[SETTLED + 1];

    static
    {
        FOLLOWERS[OPEN] = set(CANCEL_ONLY) | set(POST_ONLY) | set(HALTED);
        FOLLOWERS[CANCEL_ONLY] = set(OPEN) | set(POST_ONLY) | set(HALTED) | set(SETTLED);
        FOLLOWERS[POST_ONLY] = set(OPEN) | set(CANCEL_ONLY) | set(HALTED);
        FOLLOWERS[HALTED] = set(OPEN) | set(CANCEL_ONLY) | set(POST_ONLY) | set(SETTLED);
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
     * Whether an order may be added or changed.
     *
     * @param state    of the instrument.
     * @param postOnly whether the order may only rest.
     * @return true if a new order or a replacement is accepted.
     */
    public static boolean acceptsOrder(final int state, final boolean postOnly)
    {
        return state == OPEN || state == POST_ONLY && postOnly;
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
