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
import io.plimsoll.core.price.BracketTableRecord;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.FrozenTable;
import io.plimsoll.core.price.IndexRecord;
import io.plimsoll.core.price.IndexTermsRecord;
import io.plimsoll.core.price.Indexes;
import io.plimsoll.core.price.ContractValue;
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
 * both held and owed has one for each. Only the price of an asset in which positions settle may be kind both ways: the
 * best of the price itself and the kindest upwards and downwards counts. An account that is below its line at the
 * kindest prices is below it at any.
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
    private final FrozenTable frozen;
    private final Int128 maintenance = new Int128();
    private final Int128 before = new Int128();
    private final Int128 slack = new Int128();
    private final Int128 bestSlack = new Int128();
    private final Int128 required = new Int128();
    private final Int128 kinderRequired = new Int128();
    private final Conversion conversion = new Conversion();
    private long netAtoms;
    private long kinderNetAtoms;
    private boolean settlesElsewhere;
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
        frozen = catalogue.newFrozenTable();
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
        settlesElsewhere = false;
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
            if (!settlesElsewhere || !addNet())
            {
                addBalance();
            }
        }
        for (int at = account.firstLoan(); at != 0; at = loan.next())
        {
            loan.wrap(at);
            addLoan();
        }
    }

    private void addPosition()
    {
        instrument.wrap(position.instrument());
        index.wrap(indexes.ofAsset(instrument.settlementAsset()));
        final boolean payable = OracleActions.cell(index.state(), OracleActions.LIQUIDATE) != OracleActions.NO;
        index.wrap(indexes.ofInstrument(position.instrument()));
        trusted |= payable && OracleActions.cell(index.state(), OracleActions.LIQUIDATE) != OracleActions.NO;
        if (instrument.settlementAsset() != Catalogue.REFERENCE)
        {
            settlesElsewhere = true;
            return;
        }
        if (!isConsidered())
        {
            return;
        }
        affected = true;
        final long gain = replaceMark(kinderMark(), maintenance, maintenance);
        equityAtoms = Math.addExact(equityAtoms, gain);
    }

    /** The kindest mark for the position, whose instrument and index are wrapped. */
    private long kinderMark()
    {
        return Math.min(instrument.maxMarkSubTicks(), Math.max(ContractValue.leastMarkSubTicks(instrument),
            kinderPrice(index.index(), position.lots() > 0, instrument.markSubTicks())));
    }

    /** Takes a requirement at the mark off one sum, and adds it at another mark to a sum; returns what is gained. */
    private long replaceMark(final long kinder, final Int128 from, final Int128 to)
    {
        final long mark = instrument.markSubTicks();
        final long lots = position.lots();
        final BracketTableRecord table = frozen.of(instrument, position.frozenPpm());
        before.set(0);
        brackets.addRequirement(table, ContractValue.notional(instrument, Math.abs(lots), mark), before);
        from.subtract(before);
        brackets.addRequirement(table, ContractValue.notional(instrument, Math.abs(lots), kinder), to);
        return ContractValue.worth(instrument, lots, kinder) - ContractValue.worth(instrument, lots, mark);
    }

    /** Judges the net of an asset in which positions settle; false if none does. */
    private boolean addNet()
    {
        asset.wrap(balance.asset());
        if (!gatherLegs())
        {
            return false;
        }
        index.wrap(indexes.ofAsset(balance.asset()));
        trusted |= isSoldToo();
        final long present = asset.priceAtoms();
        long best = present;
        if (isConsidered())
        {
            affected = true;
            final int number = index.index();
            best = kinderOf(best, Math.min(asset.maxPriceAtoms(), kinderPrice(number, true, present)));
            best = kinderOf(best, kinderPrice(number, false, present));
        }
        equityAtoms = Math.addExact(equityAtoms, valuation.collateralValueAtoms(asset, kinderNetAtoms, best) -
            valuation.collateralValueAtoms(asset, netAtoms));
        maintenance.subtract(conversion.ceil(required, asset, present));
        maintenance.add(conversion.ceil(kinderRequired, asset, best));
        return true;
    }

    /** Adds up the legs of the asset that is wrapped, at their marks and at the kindest. */
    private boolean gatherLegs()
    {
        boolean found = false;
        netAtoms = balance.balanceAtoms();
        kinderNetAtoms = netAtoms;
        required.set(0);
        kinderRequired.set(0);
        for (int at = account.firstPosition(); at != 0; at = position.next())
        {
            position.wrap(at);
            instrument.wrap(position.instrument());
            if (position.lots() == 0 || instrument.settlementAsset() != asset.index())
            {
                continue;
            }
            found = true;
            final long worth = ContractValue.worth(instrument, position.lots()) - position.costAtoms() -
                position.fundingDueAtoms(instrument.fundingAtoms());
            index.wrap(indexes.ofInstrument(position.instrument()));
            affected |= isConsidered();
            final long kinder = isConsidered() ? kinderMark() : instrument.markSubTicks();
            netAtoms = Math.addExact(netAtoms, worth);
            brackets.addRequirement(frozen.of(instrument, position.frozenPpm()),
                ContractValue.notional(instrument, Math.abs(position.lots())), required);
            slack.set(0);
            kinderNetAtoms = Math.addExact(kinderNetAtoms, worth + replaceMark(kinder, slack, kinderRequired));
        }
        return found;
    }

    /** The kinder of two prices for the net. */
    private long kinderOf(final long price, final long other)
    {
        bestSlack.set(slackAt(price));
        return slackAt(other).compareTo(bestSlack) > 0 ? other : price;
    }

    private Int128 slackAt(final long price)
    {
        before.set(kinderRequired);
        conversion.ceil(before, asset, price);
        return slack.product(valuation.collateralValueAtoms(asset, kinderNetAtoms, price), PPM).subtract(before);
    }

    private void addBalance()
    {
        final int number = indexes.ofAsset(balance.asset());
        index.wrap(number);
        trusted |= isSoldToo();
        if (!isConsidered())
        {
            return;
        }
        affected = true;
        asset.wrap(balance.asset());
        final long kinder = Math.min(
            asset.maxPriceAtoms(), kinderPrice(number, balance.balanceAtoms() >= 0, asset.priceAtoms()));
        final long gain = valuation.collateralValueAtoms(asset, balance.balanceAtoms(), kinder) -
            valuation.collateralValueAtoms(asset, balance.balanceAtoms());
        equityAtoms = Math.addExact(equityAtoms, gain);
    }

    /** Of a borrower collateral is closed too. */
    private boolean isSoldToo()
    {
        return account.firstLoan() != 0 &&
            OracleActions.cell(index.state(), OracleActions.LIQUIDATE) != OracleActions.NO;
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
