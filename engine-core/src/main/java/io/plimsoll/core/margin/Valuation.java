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
import io.plimsoll.core.fixed.Fixed;
import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.price.AssetRecord;
import io.plimsoll.core.price.BracketTableRecord;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.FrozenTable;
import io.plimsoll.core.price.InstrumentRecord;
import io.plimsoll.core.price.RateTable;

/**
 * What an account is worth and what it must hold, exactly, at the present marks:
 * <pre>
 *   E = cash + sum(q * m * k - C - q * (F - F_paid)) + sum(floor(h * net * m / unit)) - sum(ceil(l * debt * m / unit))
 *   B = sum(ceil(debt * m / unit))                                                          atoms
 *   M = sum(M_i(|q| * m * k)) + sum(ceil(M(asset) * m / unit))          ppm x atoms, never rounded before it is added
 * </pre>
 * The first sums are of positions that settle in the reference asset; of any other asset an account has a net, its
 * balance with the positions that settle in it, which counts by {@link Haircut}, and their requirement at its price.
 * Rates that an episode has frozen count as long as they are lower than those in force, but never in a call.
 * Source: margin model, sections 3 to 5. Decisions cross-multiply; nothing here divides except the haircut.
 */
public final class Valuation
{
    private static final long PPM = 1_000_000;

    private final AccountRecord account;
    private final PositionRecord position;
    private final BalanceRecord balance;
    private final Loans loans;
    private final LoanRecord loan;
    private final LoanPoolRecord pool;
    private final LoanValue loanValue = new LoanValue();
    private final InstrumentRecord instrument;
    private final AssetRecord asset;
    private final AssetNet net;
    private final Conversion conversion = new Conversion();
    private final Brackets brackets = new Brackets();
    private final Haircut haircut = new Haircut();
    private final Int128 maintenance = new Int128();
    private final Int128 callExcess = new Int128();
    private final RateTable rates;
    private final FrozenTable frozen;
    private final Int128 left = new Int128();
    private final Int128 right = new Int128();
    private final Int128 byLoans = new Int128();
    private long equityAtoms;
    private long notionalAtoms;
    private long fundingDueAtoms;
    private long loanAtoms;
    private boolean settlesElsewhere;
    private boolean owes;

    /**
     * A valuation of any account.
     *
     * @param accounts  valued.
     * @param catalogue with marks and brackets.
     */
    public Valuation(final Accounts accounts, final Catalogue catalogue)
    {
        account = accounts.newAccountRecord();
        position = accounts.newPositionRecord();
        balance = accounts.newBalanceRecord();
        loans = accounts.loans();
        loan = loans.newRecord();
        pool = loans.newPoolRecord();
        instrument = catalogue.newInstrumentRecord();
        asset = catalogue.newAssetRecord();
        rates = catalogue.newRateTable();
        frozen = catalogue.newFrozenTable();
        net = new AssetNet(accounts, catalogue);
    }

    /**
     * Values an account at the present marks.
     *
     * @param accountIndex of the account.
     */
    public void evaluate(final int accountIndex)
    {
        account.wrap(accountIndex);
        equityAtoms = account.cashAtoms();
        notionalAtoms = 0;
        fundingDueAtoms = 0;
        loanAtoms = 0;
        maintenance.set(0);
        callExcess.set(0);
        settlesElsewhere = false;
        owes = false;
        for (int index = account.firstPosition(); index != 0; index = position.next())
        {
            position.wrap(index);
            addPosition();
        }
        for (int index = account.firstBalance(); index != 0; index = balance.next())
        {
            balance.wrap(index);
            asset.wrap(balance.asset());
            owes |= balance.balanceAtoms() < 0;
            if (settlesElsewhere)
            {
                addNet();
            }
            else
            {
                equityAtoms = Math.addExact(equityAtoms, collateralValueAtoms(asset, balance.balanceAtoms()));
            }
        }
        for (int index = account.firstLoan(); index != 0; index = loan.next())
        {
            loan.wrap(index);
            addLoan();
        }
    }

    private void addLoan()
    {
        asset.wrap(loan.asset());
        pool.wrap(loan.asset());
        final long debtAtoms = loans.debtAtoms(loan);
        equityAtoms = Math.subtractExact(
            equityAtoms, loanValue.weightedAtoms(asset, pool, debtAtoms, asset.priceAtoms()));
        loanAtoms = Math.addExact(loanAtoms, loanValue.valueAtoms(asset, debtAtoms, asset.priceAtoms()));
    }

    private void addNet()
    {
        net.gather(account, asset, balance.balanceAtoms());
        equityAtoms = Math.addExact(equityAtoms, collateralValueAtoms(asset, net.netAtoms()));
        if (!net.hasLegs())
        {
            return;
        }
        final long price = asset.priceAtoms();
        notionalAtoms = Math.addExact(notionalAtoms,
            Fixed.multiplyDivideCeil(net.notionalAtoms(), price, asset.unitAtoms()));
        callExcess.add(conversion.ceil(net.callMaintenance(), asset, price));
        conversion.ceil(net.maintenance(), asset, price);
        maintenance.add(net.maintenance());
        callExcess.subtract(net.maintenance());
    }

    private void addPosition()
    {
        final long lots = position.lots();
        if (lots == 0)
        {
            return;
        }
        instrument.wrap(position.instrument());
        if (instrument.settlementAsset() != Catalogue.REFERENCE)
        {
            settlesElsewhere = true;
            return;
        }
        final long valueAtoms = lots * lotValueAtoms(instrument);
        final long dueAtoms = position.fundingDueAtoms(instrument.fundingAtoms());
        final long costAtoms = Math.addExact(position.costAtoms(), dueAtoms);
        equityAtoms = Math.addExact(equityAtoms, Math.subtractExact(valueAtoms, costAtoms));
        fundingDueAtoms += dueAtoms;
        notionalAtoms = Math.addExact(notionalAtoms, Math.abs(valueAtoms));
        final BracketTableRecord table = frozen.of(instrument, position.frozenPpm());
        brackets.addRequirement(table, Math.abs(valueAtoms), maintenance);
        if (instrument.varies())
        {
            brackets.addRequirement(rates.of(instrument, RateTable.CALL), Math.abs(valueAtoms), callExcess);
            brackets.addRequirement(table, Math.abs(valueAtoms), left.set(0));
            callExcess.subtract(left);
        }
    }

    /**
     * Mark value of one lot.
     *
     * @param instrument on its record.
     * @return atoms; times a position it stays below 2^60 by the listing check.
     */
    public static long lotValueAtoms(final InstrumentRecord instrument)
    {
        return instrument.markSubTicks() * instrument.markFactorAtoms();
    }

    /**
     * Value of an amount of an asset by its weight, rounded down.
     *
     * @param asset        on its record.
     * @param balanceAtoms atoms of the asset, below zero what is owed.
     * @return reference atoms.
     */
    public long collateralValueAtoms(final AssetRecord asset, final long balanceAtoms)
    {
        return collateralValueAtoms(asset, balanceAtoms, asset.priceAtoms());
    }

    /**
     * Value of an amount of an asset at some price by its weight, rounded down.
     *
     * @param asset        on its record.
     * @param balanceAtoms atoms of the asset, below zero what is owed.
     * @param priceAtoms   reference atoms per unit.
     * @return reference atoms.
     */
    public long collateralValueAtoms(final AssetRecord asset, final long balanceAtoms, final long priceAtoms)
    {
        return haircut.valueAtoms(asset, balanceAtoms, priceAtoms);
    }

    /**
     * Equity at the last evaluation.
     *
     * @return atoms.
     */
    public long equityAtoms()
    {
        return equityAtoms;
    }

    /**
     * Maintenance requirement at the last evaluation.
     *
     * @return register with ppm x atoms, valid until the next evaluation.
     */
    public Int128 maintenance()
    {
        return maintenance;
    }

    /**
     * Maintenance requirement at the last evaluation, as published.
     *
     * @return atoms, rounded up once for the account.
     */
    public long maintenanceAtoms()
    {
        return maintenance.divideCeil(PPM);
    }

    /**
     * Sum of notionals at the last evaluation.
     *
     * @return reference atoms.
     */
    public long notionalAtoms()
    {
        return notionalAtoms;
    }

    /**
     * Funding in the reference asset that the account owes at the last evaluation, already taken off its equity.
     *
     * @return atoms, below 0 where it is owed.
     */
    public long fundingDueAtoms()
    {
        return fundingDueAtoms;
    }

    /**
     * B at the last evaluation: the value of all loans, without their weights.
     *
     * @return atoms, rounded up for each loan.
     */
    public long loanAtoms()
    {
        return loanAtoms;
    }

    /**
     * What an account has of an asset with the positions that settle in it.
     *
     * @param accountIndex of the account.
     * @param ofAsset      on its record, not the reference asset.
     * @param balanceAtoms of the account in the asset.
     * @return atoms of the asset, below 0 what it owes.
     */
    public long netAtoms(final int accountIndex, final AssetRecord ofAsset, final long balanceAtoms)
    {
        account.wrap(accountIndex);
        net.gather(account, ofAsset, balanceAtoms);
        return net.netAtoms();
    }

    /**
     * Funding that the positions owe which settle in the asset of the last {@link #netAtoms}.
     *
     * @return atoms of the asset, below 0 where it is owed.
     */
    public long netFundingDueAtoms()
    {
        return net.fundingDueAtoms();
    }

    /** Whether any position settled in another than the reference asset at the last evaluation. */
    boolean settlesElsewhere()
    {
        return settlesElsewhere;
    }

    /**
     * Whether a fall of the price of an asset may have done the account good at the last evaluation: it owes some of
     * it, or has positions that settle in it.
     *
     * @return true if so.
     */
    boolean owesAssets()
    {
        return settlesElsewhere || owes;
    }

    /**
     * Whether equity is below a line: {@code E < line * MM + (line - 1) * B}.
     *
     * @param linePpm the line.
     * @return true if strictly below.
     */
    public boolean isBelow(final long linePpm)
    {
        return slack(linePpm, left).isNegative();
    }

    /**
     * Whether equity is below a line by the rates of a call: the higher of those in force and announced.
     *
     * @param linePpm the line.
     * @return true if strictly below.
     */
    public boolean isBelowCall(final long linePpm)
    {
        return callSlack(linePpm, left).isNegative();
    }

    /**
     * Slack over a line by the rates of a call.
     *
     * @param linePpm the line, ppm.
     * @param target  register that receives atoms x 10^12.
     * @return the register.
     */
    public Int128 callSlack(final long linePpm, final Int128 target)
    {
        right.set(maintenance).add(callExcess).multiply(linePpm);
        addLoans(linePpm);
        return target.product(equityAtoms, PPM * PPM).subtract(right);
    }

    /**
     * Slack over a line, {@code 10^12 * E - line * M - (line - 1) * B}.
     *
     * @param linePpm the line, ppm.
     * @param target  register that receives atoms x 10^12.
     * @return the register.
     */
    public Int128 slack(final long linePpm, final Int128 target)
    {
        right.set(maintenance).multiply(linePpm);
        addLoans(linePpm);
        return target.product(equityAtoms, PPM * PPM).subtract(right);
    }

    private void addLoans(final long linePpm)
    {
        if (loanAtoms != 0)
        {
            right.add(byLoans.product(loanAtoms, PPM * (linePpm - PPM)));
        }
    }

    /**
     * What is missing to a line by the rates of a call, rounded up.
     *
     * @param linePpm the line, ppm.
     * @return atoms, 0 if nothing is missing.
     */
    public long missingAtoms(final long linePpm)
    {
        return Math.max(0, callSlack(linePpm, left).negate().divideCeil(PPM * PPM));
    }
}
