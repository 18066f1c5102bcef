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
import io.plimsoll.core.account.IsolatedAccounts;
import io.plimsoll.core.account.IsolatedRecord;
import io.plimsoll.core.account.LoanPoolRecord;
import io.plimsoll.core.account.LoanRecord;
import io.plimsoll.core.account.PositionRecord;
import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.price.AssetRecord;
import io.plimsoll.core.price.BracketTableRecord;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.ContractValue;
import io.plimsoll.core.price.FrozenTable;
import io.plimsoll.core.price.InstrumentRecord;
import io.plimsoll.core.price.RateTable;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows what the health of accounts is made of: the numbers that all accounts share, by index, without allocating, so
 * that they may be looked at after each command; and the terms of one account, copied. Belongs to the engine's thread,
 * between two commands; changes nothing.
 */
public final class HealthTerms
{
    private static final long PPM = 1_000_000;

    private final Accounts accounts;
    private final Catalogue catalogue;
    private final Valuation valuation;
    private final InitialRequirement initial;
    private final SlowEquity slowEquity;
    private final LoadLines lines;
    private final IsolatedAccounts isolatedAccounts;
    private final AccountRecord account;
    private final PositionRecord position;
    private final BalanceRecord balance;
    private final LoanRecord loan;
    private final LoanPoolRecord pool;
    private final LoanValue loanValue = new LoanValue();
    private final InstrumentRecord instrument;
    private final AssetRecord asset;
    private final RateTable rates;
    private final FrozenTable frozen;
    private final Int128 slack = new Int128();

    /**
     * Terms of any account.
     *
     * @param accounts   shown.
     * @param catalogue  with marks and brackets.
     * @param valuation  exact value.
     * @param initial    exact requirement.
     * @param slowEquity that knows what the slow price takes away.
     * @param lines      of the engine.
     * @param isolatedAccounts that were opened under accounts.
     */
    public HealthTerms(
        final Accounts accounts,
        final Catalogue catalogue,
        final Valuation valuation,
        final InitialRequirement initial,
        final SlowEquity slowEquity,
        final LoadLines lines,
        final IsolatedAccounts isolatedAccounts)
    {
        this.isolatedAccounts = isolatedAccounts;
        this.accounts = accounts;
        this.catalogue = catalogue;
        this.valuation = valuation;
        this.initial = initial;
        this.slowEquity = slowEquity;
        this.lines = lines;
        account = accounts.newAccountRecord();
        position = accounts.newPositionRecord();
        balance = accounts.newBalanceRecord();
        loan = accounts.loans().newRecord();
        pool = accounts.loans().newPoolRecord();
        instrument = catalogue.newInstrumentRecord();
        asset = catalogue.newAssetRecord();
        rates = catalogue.newRateTable();
        frozen = catalogue.newFrozenTable();
    }

    /**
     * Instruments listed; their indexes run from 1 to it.
     *
     * @return number.
     */
    public int instruments()
    {
        return catalogue.instruments().count();
    }

    /**
     * Assets listed; their indexes run from 1 to it, the reference asset first.
     *
     * @return number.
     */
    public int assets()
    {
        return catalogue.assets().count();
    }

    /**
     * Index of an instrument.
     *
     * @param instrumentId its id.
     * @return index, 0 if it is not listed.
     */
    public int instrument(final int instrumentId)
    {
        return catalogue.instruments().find(instrumentId);
    }

    /**
     * Index of an asset.
     *
     * @param assetId its id.
     * @return index, 0 if it is not listed.
     */
    public int asset(final int assetId)
    {
        return catalogue.assets().find(assetId);
    }

    /**
     * Mark of an instrument.
     *
     * @param index of the instrument.
     * @return sub-ticks; 0 none yet.
     */
    public long markSubTicks(final int index)
    {
        instrument.wrap(index);
        return instrument.markSubTicks();
    }

    /**
     * Cumulative funding of an instrument.
     *
     * @param index of the instrument.
     * @return atoms of one lot.
     */
    public long fundingAtoms(final int index)
    {
        instrument.wrap(index);
        return instrument.fundingAtoms();
    }

    /**
     * Rate in force of the first bracket of an instrument; the others move with it.
     *
     * @param index of the instrument.
     * @return ppm; 0 for a spot pair.
     */
    public int inForcePpm(final int index)
    {
        instrument.wrap(index);
        return instrument.bracketCount() == 0 ? 0 : instrument.bracketRatePpm(0);
    }

    /**
     * Rate announced of the first bracket of an instrument.
     *
     * @param index of the instrument.
     * @return ppm; 0 for a spot pair.
     */
    public int announcedPpm(final int index)
    {
        instrument.wrap(index);
        return instrument.bracketCount() == 0 ? 0 : rates.of(instrument, RateTable.NEXT).bracketRatePpm(0);
    }

    /**
     * Price of an asset.
     *
     * @param index of the asset.
     * @return reference atoms per unit; 0 none yet.
     */
    public long priceAtoms(final int index)
    {
        asset.wrap(index);
        return asset.priceAtoms();
    }

    /**
     * A number that changes with the haircut of an asset.
     *
     * @param index of the asset.
     * @return mixture of its weights and bands.
     */
    public long weights(final int index)
    {
        asset.wrap(index);
        long mixed = asset.haircutWeightPpm();
        for (int band = 1; band <= asset.bandCount(); band++)
        {
            mixed = (mixed * 31 + asset.bandLowerAtoms(band)) * 31 + asset.bandWeightPpm(band);
        }
        return mixed;
    }

    /**
     * The terms of an account.
     *
     * @param accountId of the account.
     * @return a copy; null if there is no such account.
     */
    public AccountTerms of(final long accountId)
    {
        final int index = accounts.find(accountId);
        if (index == 0)
        {
            return null;
        }
        final long initialAtoms = initial.evaluate(index);
        valuation.evaluate(index);
        final long slowAtoms = valuation.equityAtoms() - slowEquity.excessAtoms(index);
        account.wrap(index);
        // 10^12 * E less this slack is the requirement at the rates of a call, in ppm x ppm x atoms.
        slack.product(valuation.equityAtoms(), PPM * PPM).subtract(valuation.callSlack(PPM, new Int128()));
        return new AccountTerms(accountId, account.state(), account.cashAtoms(), valuation.equityAtoms(), slowAtoms,
            valuation.maintenanceAtoms(), slack.divideCeil(PPM * PPM), initialAtoms, valuation.loanAtoms(),
            valuation.missingAtoms(lines.ppm(LoadLines.CALL_RELEASE)), lines.ppm(LoadLines.CALL),
            lines.ppm(LoadLines.CALL_RELEASE), account.thetaPpm(), account.openOrders(), positions(), balances(),
            loans());
    }

    private List<AccountTerms.Position> positions()
    {
        final List<AccountTerms.Position> list = new ArrayList<>();
        for (int index = account.firstPosition(); index != 0; index = position.next())
        {
            position.wrap(index);
            if (position.lots() != 0)
            {
                instrument.wrap(position.instrument());
                asset.wrap(instrument.settlementAsset());
                list.add(new AccountTerms.Position(instrument.instrumentId(), asset.assetId(), position.lots(),
                    position.costAtoms(),
                    instrument.fundingAtoms(), position.fundingAtoms(), instrument.markSubTicks(),
                    instrument.markFactorAtoms(), ContractValue.isInverse(instrument), position.buyLots(),
                    position.sellLots(), instrument.initialFactorPpm(), brackets()));
            }
        }
        return List.copyOf(list);
    }

    private List<AccountTerms.Bracket> brackets()
    {
        final List<AccountTerms.Bracket> list = new ArrayList<>();
        final BracketTableRecord inForce = frozen.of(instrument, position.frozenPpm());
        // The rates in force count as announced for whom they are frozen.
        final BracketTableRecord announced =
            rates.of(instrument, inForce == instrument ? RateTable.NEXT : RateTable.CALL);
        for (int bracket = 0; bracket < instrument.bracketCount(); bracket++)
        {
            list.add(new AccountTerms.Bracket(instrument.bracketLowerAtoms(bracket),
                inForce.bracketRatePpm(bracket), announced.bracketRatePpm(bracket)));
        }
        return List.copyOf(list);
    }

    private List<AccountTerms.Balance> balances()
    {
        final List<AccountTerms.Balance> list = new ArrayList<>();
        for (int index = account.firstBalance(); index != 0; index = balance.next())
        {
            balance.wrap(index);
            asset.wrap(balance.asset());
            final List<AccountTerms.Band> bands = new ArrayList<>();
            bands.add(new AccountTerms.Band(0, asset.haircutWeightPpm()));
            for (int band = 1; band <= asset.bandCount(); band++)
            {
                bands.add(new AccountTerms.Band(asset.bandLowerAtoms(band), asset.bandWeightPpm(band)));
            }
            list.add(new AccountTerms.Balance(asset.assetId(), balance.balanceAtoms(), asset.priceAtoms(),
                asset.unitAtoms(), valuation.collateralValueAtoms(
                asset, valuation.netAtoms(account.index(), asset, balance.balanceAtoms())),
                Haircut.liabilityWeightPpm(asset), List.copyOf(bands)));
        }
        return List.copyOf(list);
    }

    private List<AccountTerms.Loan> loans()
    {
        final List<AccountTerms.Loan> list = new ArrayList<>();
        for (int index = account.firstLoan(); index != 0; index = loan.next())
        {
            loan.wrap(index);
            asset.wrap(loan.asset());
            pool.wrap(loan.asset());
            final long debtAtoms = accounts.loans().debtAtoms(loan);
            list.add(new AccountTerms.Loan(asset.assetId(), debtAtoms, asset.priceAtoms(), asset.unitAtoms(),
                pool.liabilityWeightPpm(), loanValue.valueAtoms(asset, debtAtoms, asset.priceAtoms()),
                loanValue.weightedAtoms(asset, pool, debtAtoms, asset.priceAtoms())));
        }
        return List.copyOf(list);
    }

    /**
     * The isolated accounts that an account belongs with: itself if it is one, else those that were opened under it.
     *
     * @param accountId of an account that there is.
     * @return their terms, oldest first.
     */
    public List<AccountTerms.Isolated> isolated(final long accountId)
    {
        final List<AccountTerms.Isolated> found = new ArrayList<>();
        final AccountRecord asked = accounts.newAccountRecord();
        final IsolatedRecord isolated = isolatedAccounts.newRecord();
        asked.wrap(accounts.find(accountId));
        final boolean one = asked.isolated() != 0;
        int at = one ? asked.isolated() : asked.firstIsolated();
        while (at != 0)
        {
            isolated.wrap(at);
            found.add(isolated(isolated));
            at = one ? 0 : isolated.next();
        }
        return found;
    }

    private AccountTerms.Isolated isolated(final IsolatedRecord isolated)
    {
        valuation.evaluate(isolated.account());
        account.wrap(isolated.parent());
        final long parentId = account.accountId();
        account.wrap(isolated.account());
        instrument.wrap(isolated.instrument());
        return new AccountTerms.Isolated(parentId, account.accountId(),
            isolated.instrument() == 0 ? 0 : instrument.instrumentId(), valuation.equityAtoms(),
            valuation.maintenanceAtoms(), isolated.topUpCapAtoms(), isolated.toppedUpAtoms());
    }
}
