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
package io.plimsoll.core.price;

import io.plimsoll.core.codec.generated.OracleState;

/**
 * What may be done with an instrument or asset in each state of its index: one cell of a table for each. A state that
 * is not OK never lets risk grow; what reduces it is no action of this table and always allowed.
 */
public final class OracleActions
{
    /** Action: an order that could increase a position. */
    public static final int NEW_RISK = 0;
    /** Action: taking money out of an account that the price counts for. */
    public static final int WITHDRAW = 1;
    /** Action: closing a position by force. */
    public static final int LIQUIDATE = 2;
    /** Action: deleveraging and settlement at the price. */
    public static final int SETTLE = 3;
    /** Number of actions. */
    public static final int ACTIONS = 4;

    /** Cell: not allowed. */
    public static final int NO = 0;
    /** Cell: allowed. */
    public static final int YES = 1;
    /** Cell: allowed with the slow price, which never counts for more than the price itself. */
    public static final int AT_SLOW_PRICE = 2;
    /** Cell: begun only if the account is below its line also where the mean of the index is kinder than the mark. */
    public static final int AT_KINDER_PRICE = 3;
    /** Cell: only if the account is below its line at the price of every source that is left, too. */
    public static final int AT_EVERY_SOURCE = 4;

    private static final int[][] CELLS = new int[OracleState.INVALID.value() + 1][];

    static
    {
        CELLS[OracleState.OK.value()] = new int[]{YES, YES, YES, YES};
        CELLS[OracleState.DIVERGENT.value()] = new int[]{NO, AT_SLOW_PRICE, AT_KINDER_PRICE, NO};
        CELLS[OracleState.DEGRADED.value()] = new int[]{NO, NO, AT_EVERY_SOURCE, NO};
        CELLS[OracleState.STALE.value()] = new int[]{NO, NO, NO, NO};
        CELLS[OracleState.INVALID.value()] = new int[]{NO, NO, NO, NO};
    }

    private OracleActions()
    {
    }

    /**
     * The cell of a state and an action.
     *
     * @param state  of the index, as the wire names it.
     * @param action one of the four.
     * @return one of the five kinds of cells.
     */
    public static int cell(final int state, final int action)
    {
        return CELLS[state][action];
    }
}
