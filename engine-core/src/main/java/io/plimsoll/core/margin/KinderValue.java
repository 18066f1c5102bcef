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

import io.plimsoll.core.account.AccountRecord;
import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.account.BalanceRecord;
import io.plimsoll.core.account.LoanPoolRecord;
import io.plimsoll.core.account.LoanRecord;
import io.plimsoll.core.account.Loans;
import io.plimsoll.core.account.PositionRecord;
import io.plimsoll.core.book.OrderTerms;
import io.plimsoll.core.codec.generated.OracleState;
import io.plimsoll.core.fixed.Fixed;
import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.price.AssetRecord;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.IndexRecord;
import io.plimsoll.core.price.IndexTermsRecord;
import io.plimsoll.core.price.Indexes;
import io.plimsoll.core.price.InstrumentRecord;
import io.plimsoll.core.price.OracleActions;

/**
 * Judges an account where a price that it depends on is not to be trusted: each such price is replaced by the one that
 * is kindest to the account among those that may be true.
 * <ul>
 * <li>DIVERGENT: the mean of the index, if an episode would begin; an episode that runs goes on at the mark;</li>
 * <li>DEGRADED: the prices of all sources that are left;</li>
 * <li>STALE, INVALID: the last valid price, moved in the account's favour by the clamp of the window once for each
 * window that has passed, by a tenth at most.</li>
 * </ul>
 * Equity less requirement rises with the price of a long position and of a balance and falls with that of a short one
 * and of a loan, so the kindest price of each input alone is at least as kind as any of all together; an asset that is
 * both held and owed has one for each. An account that is below its line at the kindest prices is below it at any.
 */
public final class KinderValue
{
    private static final long PPM = 1_000_000;
    private static final int MOVE_MAX_PPM = 100_000;
    private static final int OK = OracleState.OK.value();
    private static final int DIVERGENT = OracleState.DIVERGENT.value();
    private static final int DEGRADED = OracleState.DEGRADED.value();

    private final Indexes indexes;
    private final OrderTerms clock;
    private final Valuation valuation;
    private final AccountRecord account;
    private final PositionRecord position;
    private final BalanceRecord balance;
    private final Loans loans;
    private final LoanRecord loan;
    private final LoanPoolRecord pool;
    private final LoanValue loanValue = new LoanValue();
    private final InstrumentRecord instrument;
    private final AssetRecord asset;
    private final IndexRecord index;
    private final IndexTermsRecord terms;
    private final Brackets brackets = new Brackets();
    private final Int128 maintenance = new Int128();
    private final Int128 before = new Int128();
    private final Int128 slack = new Int128();
    private long equityAtoms;
    private boolean begins;
    private boolean affected;
    private boolean trusted;

    /**
     * Over the accounts.
     *
     * @param accounts  judged.
     * @param catalogue with marks and brackets.
     * @param indexes   with their states.
     * @param clock     that knows the time of the command.
     * @param valuation that has just evaluated whoever is asked about.
     */
    public KinderValue(
        final Accounts accounts,
        final Catalogue catalogue,
        final Indexes indexes,
        final OrderTerms clock,
        final Valuation valuation)
    {
        this.indexes = indexes;
        this.clock = clock;
        this.valuation = valuation;
        account = accounts.newAccountRecord();
        position = accounts.newPositionRecord();
        balance = accounts.newBalanceRecord();
        loans = accounts.loans();
        loan = loans.newRecord();
        pool = loans.newPoolRecord();
        instrument = catalogue.newInstrumentRecord();
        asset = catalogue.newAssetRecord();
        index = indexes.newRecord();
        terms = indexes.newTermsRecord();
    }

    /**
     * Whether prices that are not to be trusted hold a liquidation back. The valuation has just evaluated the account,
     * which is below its line at the marks.
     *
     * @param accountIndex of the account.
     * @param beginning    whether an episode would begin.
     * @return true if nothing of the account may be closed now.
     */
    public boolean holdsBack(final int accountIndex, final boolean beginning)
    {
        if (indexes.troubled() == 0)
        {
            return false;
        }
        begins = beginning;
        evaluate(accountIndex);
        return affected && !(trusted && isBelow());
    }

    private boolean isBelow()
    {
        return slack.product(equityAtoms, PPM).compareTo(maintenance) < 0;
    }

    private void evaluate(final int accountIndex)
    {
        affected = false;
        trusted = false;
        equityAtoms = valuation.equityAtoms();
        maintenance.set(valuation.maintenance());
        account.wrap(accountIndex);
        for (int at = account.firstPosition(); at != 0; at = position.next())
        {
            position.wrap(at);
            if (position.lots() != 0)
            {
                addPosition();
            }
        }
        for (int at = account.firstBalance(); at != 0; at = balance.next())
        {
            balance.wrap(at);
            addBalance();
        }
        for (int at = account.firstLoan(); at != 0; at = loan.next())
        {
            loan.wrap(at);
            addLoan();
        }
    }

    private void addPosition()
    {
        final int number = indexes.ofInstrument(position.instrument());
        index.wrap(number);
        trusted |= OracleActions.cell(index.state(), OracleActions.LIQUIDATE) != OracleActions.NO;
        if (!isConsidered())
        {
            return;
        }
        affected = true;
        instrument.wrap(position.instrument());
        final long lots = position.lots();
        final long mark = instrument.markSubTicks();
        final long kinder = Math.min(instrument.maxMarkSubTicks(), kinderPrice(number, lots > 0, mark));
        final long lotFactorAtoms = Math.abs(lots) * instrument.markFactorAtoms();
        final long gain = (lots > 0 ? kinder - mark : mark - kinder) * lotFactorAtoms;
        equityAtoms = Math.addExact(equityAtoms, gain);
        before.set(0);
        brackets.addRequirement(instrument, mark * lotFactorAtoms, before);
        maintenance.subtract(before);
        brackets.addRequirement(instrument, kinder * lotFactorAtoms, maintenance);
    }

    private void addBalance()
    {
        final int number = indexes.ofAsset(balance.asset());
        index.wrap(number);
        // Of a borrower collateral is closed too.
        trusted |= account.firstLoan() != 0 &&
            OracleActions.cell(index.state(), OracleActions.LIQUIDATE) != OracleActions.NO;
        if (!isConsidered())
        {
            return;
        }
        affected = true;
        asset.wrap(balance.asset());
        final long kinder = Math.min(asset.maxPriceAtoms(), kinderPrice(number, true, asset.priceAtoms()));
        final long gain = valuation.collateralValueAtoms(asset, balance.balanceAtoms(), kinder) -
            valuation.collateralValueAtoms(asset, balance.balanceAtoms());
        equityAtoms = Math.addExact(equityAtoms, gain);
    }

    private void addLoan()
    {
        final int number = indexes.ofAsset(loan.asset());
        index.wrap(number);
        if (!isConsidered())
        {
            return;
        }
        affected = true;
        asset.wrap(loan.asset());
        pool.wrap(loan.asset());
        final long debtAtoms = loans.debtAtoms(loan);
        final long kinder = kinderPrice(number, false, asset.priceAtoms());
        final long gain = loanValue.weightedAtoms(asset, pool, debtAtoms, asset.priceAtoms()) -
            loanValue.weightedAtoms(asset, pool, debtAtoms, kinder);
        equityAtoms = Math.addExact(equityAtoms, gain);
    }

    private boolean isConsidered()
    {
        return index.state() != OK && (begins || index.state() != DIVERGENT);
    }

    private long kinderPrice(final int number, final boolean up, final long price)
    {
        final int state = index.state();
        if (state == DIVERGENT)
        {
            return better(up, price, index.meanPrice());
        }
        if (state == DEGRADED)
        {
            return better(up, price, up ? index.highPrice() : index.lowPrice());
        }
        terms.wrap(number);
        final long windows = (clock.nowNs() - index.validTimeNs()) / terms.windowNs();
        final long movePpm = Math.min(MOVE_MAX_PPM, Math.min(MOVE_MAX_PPM, windows) * terms.windowPpm());
        final long move = Fixed.multiplyDivideFloor(price, movePpm, PPM);
        return up ? price + move : Math.max(1, price - move);
    }

    private static long better(final boolean up, final long price, final long other)
    {
        return up ? Math.max(price, other) : Math.min(price, other);
    }
}
