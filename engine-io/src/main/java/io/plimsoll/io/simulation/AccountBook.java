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
package io.plimsoll.io.simulation;

import io.plimsoll.core.codec.generated.AccountState;
import io.plimsoll.core.codec.generated.Side;

/**
 * What the effects say of every account: its lots in each market, its state, and whether it was ever liquidated.
 * Accounts are counted from 0, makers first; their ids on the wire are one more. Confined to one thread.
 */
final class AccountBook
{
    private final int markets;
    private final int makers;
    private final long[] lots;
    private final byte[] states;
    private final boolean[] liquidated;
    private final boolean[] called;
    private final boolean[] closedOut;

    AccountBook(final int makers, final int users, final int markets)
    {
        this.markets = markets;
        this.makers = makers;
        lots = new long[Math.multiplyExact(makers + users, markets)];
        states = new byte[makers + users];
        liquidated = new boolean[makers + users];
        called = new boolean[makers + users];
        closedOut = new boolean[makers + users];
    }

    int size()
    {
        return states.length;
    }

    int makers()
    {
        return makers;
    }

    static int indexOf(final long accountId)
    {
        return (int)accountId - 1;
    }

    static long idOf(final int account)
    {
        return account + 1L;
    }

    boolean isMaker(final int account)
    {
        return account < makers;
    }

    void filled(final int account, final int market, final Side side, final long quantityLots)
    {
        lots[account * markets + market] += Side.BUY == side ? quantityLots : -quantityLots;
    }

    long lots(final int account, final int market)
    {
        return lots[account * markets + market];
    }

    boolean isFlat(final int account)
    {
        for (int market = 0; market < markets; market++)
        {
            if (0 != lots[account * markets + market])
            {
                return false;
            }
        }
        return true;
    }

    void state(final int account, final AccountState state)
    {
        states[account] = (byte)state.value();
    }

    boolean isLiquidating(final int account)
    {
        return AccountState.LIQUIDATING.value() == states[account];
    }

    /**
     * Notes a margin call.
     *
     * @param account that was called.
     * @return true if it is the account's first.
     */
    boolean called(final int account)
    {
        final boolean first = !called[account];
        called[account] = true;
        return first;
    }

    /**
     * Notes that a step of a liquidation ended for an account.
     *
     * @param account that was concerned.
     */
    void liquidated(final int account)
    {
        liquidated[account] = true;
        closedOut[account] = isFlat(account);
    }

    boolean wasLiquidated(final int account)
    {
        return liquidated[account];
    }

    /**
     * Whether an account's last liquidation left it without any position.
     *
     * @param account that was concerned.
     * @return true if it had lost all of it.
     */
    boolean wasClosedOut(final int account)
    {
        return closedOut[account];
    }
}
