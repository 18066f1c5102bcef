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
import io.plimsoll.core.account.Ledger;
import io.plimsoll.core.account.PositionRecord;
import io.plimsoll.core.codec.Refusal;
import io.plimsoll.core.fixed.Fixed;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.ContractValue;
import io.plimsoll.core.price.Contracts;
import io.plimsoll.core.price.InstrumentRecord;

/**
 * Books a trade that is only supposed, at a price or at the mark itself, with the taker's fee; what it writes has been
 * kept, see {@link Hypothesis}. Funding is settled without telling anybody. 0 B; the engine's thread alone.
 */
final class SupposedPayment
{
    private static final long PPM = 1_000_000;

    private final Refusal refusal;
    private final Accounts accounts;
    private final Ledger ledger;
    private final SpotCheck spot;
    private final AccountRecord account;
    private final BalanceRecord balance;

    SupposedPayment(final Refusal refusal, final Accounts accounts, final Ledger ledger, final SpotCheck spot)
    {
        this.refusal = refusal;
        this.accounts = accounts;
        this.ledger = ledger;
        this.spot = spot;
        account = accounts.newAccountRecord();
        balance = accounts.newBalanceRecord();
    }

    /**
     * Books a trade.
     *
     * @param accountIndex that trades.
     * @param position     on its record.
     * @param instrument   on its record, with a mark.
     * @param lots         signed, not 0.
     * @param priceTicks   0 for the mark.
     * @return a {@link ResultCode}.
     */
    int pay(
        final int accountIndex,
        final PositionRecord position,
        final InstrumentRecord instrument,
        final long lots,
        final long priceTicks)
    {
        if (!Contracts.isSpot(instrument))
        {
            credit(accountIndex, instrument, -position.fundingDueAtoms(instrument.fundingAtoms()));
            position.fundingAtoms(instrument.fundingAtoms());
        }
        final long paidAtoms = ContractValue.isInverse(instrument) ? turn(position, instrument, lots, priceTicks) :
            trade(accountIndex, position, instrument, lots, priceTicks);
        ledger.takeFee(accountIndex, instrument,
            Fixed.multiplyDivideCeil(Math.abs(paidAtoms), instrument.takerFeePpm(), PPM));
        return instrument.settlementAsset() == Catalogue.REFERENCE ? check(accountIndex, instrument, lots, paidAtoms) :
            spot.checkSettlement(accountIndex, instrument);
    }

    /** Trades lots of an inverse contract; at the mark they are filled at what a short is owed there. */
    private long turn(
        final PositionRecord position, final InstrumentRecord instrument, final long lots, final long priceTicks)
    {
        final long fillAtoms = priceTicks == 0 ? ContractValue.worth(instrument, -Math.abs(lots)) :
            ContractValue.fill(instrument, Math.abs(lots), priceTicks);
        ledger.tradeInverse(position, instrument, lots, fillAtoms);
        return fillAtoms;
    }

    private long trade(
        final int accountIndex,
        final PositionRecord position,
        final InstrumentRecord instrument,
        final long lots,
        final long priceTicks)
    {
        final boolean atMark = priceTicks == 0;
        final long ticks = atMark ? instrument.markSubTicks() / instrument.subTicksPerTick() : priceTicks;
        final long tickAtoms = ticks * instrument.contractFactorAtoms();
        final long lotAtoms = atMark ? Valuation.lotValueAtoms(instrument) : tickAtoms;
        ledger.trade(position, instrument, lots, ticks);
        // What a mark between two ticks is above the lower one is paid in cash: equity is the same.
        credit(accountIndex, instrument, -lots * (lotAtoms - tickAtoms));
        return lots * lotAtoms;
    }

    private void credit(final int accountIndex, final InstrumentRecord instrument, final long changeAtoms)
    {
        final int settlement = instrument.settlementAsset();
        if (settlement == Catalogue.REFERENCE)
        {
            account.wrap(accountIndex);
            account.cashAtoms(account.cashAtoms() + changeAtoms);
        }
        else
        {
            balance.wrap(accounts.findBalance(accountIndex, settlement));
            balance.balanceAtoms(balance.balanceAtoms() + changeAtoms);
        }
    }

    private int check(
        final int accountIndex, final InstrumentRecord instrument, final long lots, final long paidAtoms)
    {
        account.wrap(accountIndex);
        final long cash = account.cashAtoms();
        if (Math.abs(cash) > ListingRules.VALUE_MAX)
        {
            return refusal.refuse(ResultCode.BALANCE_LIMIT, ListingRules.VALUE_MAX, cash);
        }
        return Contracts.isSpot(instrument) && lots > 0 && cash < 0 ?
            refusal.refuse(ResultCode.INSUFFICIENT_BALANCE, paidAtoms, cash + paidAtoms) : ResultCode.ACCEPTED;
    }
}
