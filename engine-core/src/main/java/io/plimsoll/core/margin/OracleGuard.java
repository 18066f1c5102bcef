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
package io.plimsoll.core.margin;

import io.plimsoll.core.ResultCode;
import io.plimsoll.core.account.AccountRecord;
import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.account.BalanceRecord;
import io.plimsoll.core.account.LoanRecord;
import io.plimsoll.core.account.PositionRecord;
import io.plimsoll.core.codec.Refusal;
import io.plimsoll.core.codec.generated.OracleState;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.IndexRecord;
import io.plimsoll.core.price.Indexes;
import io.plimsoll.core.price.InstrumentRecord;
import io.plimsoll.core.price.OracleActions;

/**
 * Refuses what the state of an index does not allow, see {@link OracleActions}. An instrument whose index is not OK
 * takes orders that reduce alone, and so does an account, in every instrument, one of whose prices is missing: a price
 * that nobody gives must not free equity. While every index is OK a question costs one comparison.
 */
public final class OracleGuard
{
    private static final int STALE = OracleState.STALE.value();

    private final Refusal refusal;
    private final Indexes indexes;
    private final AccountRecord account;
    private final PositionRecord position;
    private final BalanceRecord balance;
    private final LoanRecord loan;
    private final IndexRecord index;
    private final InstrumentRecord instrument;

    /**
     * A guard over the accounts.
     *
     * @param refusal   receives the reason.
     * @param accounts  that ask.
     * @param catalogue of the instruments.
     * @param indexes   that price what they hold.
     */
    public OracleGuard(
        final Refusal refusal, final Accounts accounts, final Catalogue catalogue, final Indexes indexes)
    {
        instrument = catalogue.newInstrumentRecord();
        this.refusal = refusal;
        this.indexes = indexes;
        account = accounts.newAccountRecord();
        position = accounts.newPositionRecord();
        balance = accounts.newBalanceRecord();
        loan = accounts.loans().newRecord();
        index = indexes.newRecord();
    }

    /**
     * Whether an account may take an order that does not reduce.
     *
     * @param accountIndex    of the account.
     * @param instrumentIndex of the order.
     * @return a {@link ResultCode}.
     */
    public int checkNewRisk(final int accountIndex, final int instrumentIndex)
    {
        if (indexes.troubled() == 0)
        {
            return ResultCode.ACCEPTED;
        }
        index.wrap(indexes.ofInstrument(instrumentIndex));
        if (OracleActions.cell(index.state(), OracleActions.NEW_RISK) == OracleActions.NO)
        {
            return refuse();
        }
        instrument.wrap(instrumentIndex);
        index.wrap(indexes.ofAsset(instrument.settlementAsset()));
        return OracleActions.cell(index.state(), OracleActions.NEW_RISK) == OracleActions.NO ?
            refuse() : checkHeld(accountIndex, OracleActions.NEW_RISK);
    }

    /**
     * Whether an account may take a spot order by which it could lose.
     *
     * @param accountIndex    of the account.
     * @param instrumentIndex of the spot pair.
     * @param baseAsset       that is traded.
     * @return a {@link ResultCode}.
     */
    public int checkSpotRisk(final int accountIndex, final int instrumentIndex, final int baseAsset)
    {
        if (indexes.troubled() == 0)
        {
            return ResultCode.ACCEPTED;
        }
        index.wrap(indexes.ofAsset(baseAsset));
        return OracleActions.cell(index.state(), OracleActions.NEW_RISK) == OracleActions.NO ?
            refuse() : checkNewRisk(accountIndex, instrumentIndex);
    }

    /**
     * Whether an account may borrow an asset. What it borrows may leave it, so that all it holds must be priced as for
     * a withdrawal.
     *
     * @param accountIndex of the account.
     * @param assetIndex   of the asset.
     * @return a {@link ResultCode}.
     */
    public int checkBorrow(final int accountIndex, final int assetIndex)
    {
        if (indexes.troubled() == 0)
        {
            return ResultCode.ACCEPTED;
        }
        index.wrap(indexes.ofAsset(assetIndex));
        return OracleActions.cell(index.state(), OracleActions.NEW_RISK) == OracleActions.NO ?
            refuse() : checkHeld(accountIndex, OracleActions.WITHDRAW);
    }

    /**
     * Whether an account may be taken money out of.
     *
     * @param accountIndex of the account.
     * @return a {@link ResultCode}.
     */
    public int checkWithdraw(final int accountIndex)
    {
        return indexes.troubled() == 0 ? ResultCode.ACCEPTED : checkHeld(accountIndex, OracleActions.WITHDRAW);
    }

    private int checkHeld(final int accountIndex, final int action)
    {
        account.wrap(accountIndex);
        for (int at = account.firstPosition(); at != 0; at = position.next())
        {
            position.wrap(at);
            if (forbids(indexes.ofInstrument(position.instrument()), action))
            {
                return refuse();
            }
        }
        for (int at = account.firstBalance(); at != 0; at = balance.next())
        {
            balance.wrap(at);
            if (forbids(indexes.ofAsset(balance.asset()), action))
            {
                return refuse();
            }
        }
        for (int at = account.firstLoan(); at != 0; at = loan.next())
        {
            loan.wrap(at);
            if (forbids(indexes.ofAsset(loan.asset()), action))
            {
                return refuse();
            }
        }
        return ResultCode.ACCEPTED;
    }

    /** What is held forbids new risk elsewhere only where its price is missing. */
    private boolean forbids(final int number, final int action)
    {
        index.wrap(number);
        return action == OracleActions.NEW_RISK ? index.state() >= STALE :
            OracleActions.cell(index.state(), action) == OracleActions.NO;
    }

    private int refuse()
    {
        return refusal.refuse(ResultCode.ORACLE_STATE, index.targetId(), index.state());
    }
}
