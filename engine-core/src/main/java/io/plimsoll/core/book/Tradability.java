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

import io.plimsoll.core.account.AccountRecord;
import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.codec.generated.CancelReason;

/**
 * Whether a resting order can trade with a taker. It cannot if its owner has been detected below maintenance: such an
 * order is dead, and whoever meets it cancels it and goes on; so is one whose time has come, or that a
 * mass cancel is about. Nor can it if both belong
 * to one account or self-trade group: then the taker's mode says which of them gives way.
 */
public final class Tradability
{
    private static final int BELOW_MAINTENANCE = 2;

    private final OrderTerms terms;
    private final MassCancels massCancels;
    private final AccountRecord taker;
    private final AccountRecord owner;
    private int takerIndex;
    private long takerGroupId;
    private int takerMode;
    private CancelReason reason;

    /**
     * Over the accounts that own orders.
     *
     * @param accounts that own orders.
     * @param books    that hold them.
     */
    public Tradability(final Accounts accounts, final Books books)
    {
        terms = books.terms();
        massCancels = books.massCancels();
        taker = accounts.newAccountRecord();
        owner = accounts.newAccountRecord();
    }

    /**
     * Chooses a taker that cancels the orders of its group that it meets.
     *
     * @param accountIndex of its account.
     */
    public void taker(final int accountIndex)
    {
        taker(accountIndex, SelfTrade.CANCEL_OLDEST);
    }

    /**
     * Chooses the taker.
     *
     * @param accountIndex  of its account.
     * @param selfTradeMode what happens where it meets an order of its group, see {@link SelfTrade}.
     */
    public void taker(final int accountIndex, final int selfTradeMode)
    {
        takerIndex = accountIndex;
        taker.wrap(accountIndex);
        takerGroupId = taker.selfTradeGroupId();
        takerMode = selfTradeMode;
    }

    /**
     * Whether an order can trade with the taker.
     *
     * @param order on the record of the order.
     * @return true if it can.
     */
    public boolean canTrade(final OrderRecord order)
    {
        final int ownerIndex = order.account();
        owner.wrap(ownerIndex);
        if (owner.level() == BELOW_MAINTENANCE)
        {
            reason = CancelReason.OWNER_LIQUIDATED;
            return false;
        }
        if (order.terms() != 0 && terms.isExpired(order))
        {
            reason = CancelReason.EXPIRED;
            return false;
        }
        if (massCancels.isPending() && massCancels.covers(order))
        {
            reason = CancelReason.MASS_CANCEL;
            return false;
        }
        reason = CancelReason.SELF_TRADE;
        return ownerIndex != takerIndex && (takerGroupId == 0 || owner.selfTradeGroupId() != takerGroupId);
    }

    /**
     * What gives way where the order last asked about cannot trade.
     *
     * @return a mode of {@link SelfTrade}; a dead order always gives way itself.
     */
    public int mode()
    {
        return reason == CancelReason.SELF_TRADE ? takerMode : SelfTrade.CANCEL_OLDEST;
    }

    /**
     * Why the order last asked about cannot trade.
     *
     * @return reason told to its owner.
     */
    public CancelReason reason()
    {
        return reason;
    }
}
