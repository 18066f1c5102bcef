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
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.InstrumentRecord;

/**
 * The safe radius of an account: if no price has moved by more than this part of itself, whichever way and however all
 * of them move together, the account is not below maintenance.
 * <pre>
 *   rho = (E - MM) / ( sum(|N_i| * (1 + rmax_i)) + sum(h_k * V_k) + sum(l_k * B_k) )
 * </pre>
 * rmax is the rate of the top bracket and h the weight of the first haircut band, the steepest that there are; one atom
 * for each balance and loan is taken off before, because its counted value is rounded. Shown to people, and a check of
 * the load-line index in tests: nothing is decided by it. Source: margin model, section 16. 0 B; the engine's thread
 * alone.
 */
public final class SafeRadius
{
    /** Nothing that the account holds has a price. */
    public static final long NONE = -1;
    /** Largest radius that is shown, ppm. */
    public static final long MOST_PPM = 1_000_000_000;

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
    private final Int128 exposure = new Int128();
    private final Int128 slack = new Int128();
    private final Int128 most = new Int128();

    /**
     * Radii of any account.
     *
     * @param accounts  asked about.
     * @param catalogue with marks and prices.
     */
    public SafeRadius(final Accounts accounts, final Catalogue catalogue)
    {
        account = accounts.newAccountRecord();
        position = accounts.newPositionRecord();
        balance = accounts.newBalanceRecord();
        loans = accounts.loans();
        loan = loans.newRecord();
        pool = loans.newPoolRecord();
        instrument = catalogue.newInstrumentRecord();
        asset = catalogue.newAssetRecord();
    }

    /**
     * The radius of an account.
     *
     * @param accountIndex of the account.
     * @param valuation    that has just evaluated it.
     * @return ppm, rounded down, at most {@link #MOST_PPM}; 0 if it is below maintenance, or if positions settle in
     *         another asset, whose price moves with their marks; {@link #NONE}.
     */
    public long ppm(final int accountIndex, final Valuation valuation)
    {
        if (valuation.settlesElsewhere())
        {
            return 0;
        }
        slack.product(valuation.equityAtoms(), PPM).subtract(valuation.maintenance());
        exposure.set(0);
        account.wrap(accountIndex);
        for (int index = account.firstPosition(); index != 0; index = position.next())
        {
            position.wrap(index);
            if (position.lots() != 0)
            {
                instrument.wrap(position.instrument());
                exposure.addProduct(Math.abs(position.lots()) * Valuation.lotValueAtoms(instrument),
                    PPM + instrument.bracketRatePpm(instrument.bracketCount() - 1));
            }
        }
        for (int index = account.firstBalance(); index != 0; index = balance.next())
        {
            balance.wrap(index);
            asset.wrap(balance.asset());
            if (balance.balanceAtoms() == 0)
            {
                continue;
            }
            slack.subtract(PPM);
            exposure.addProduct(
                Fixed.multiplyDivideCeil(Math.abs(balance.balanceAtoms()), asset.priceAtoms(), asset.unitAtoms()),
                balance.balanceAtoms() < 0 ? Haircut.liabilityWeightPpm(asset) : asset.haircutWeightPpm());
        }
        addLoans();
        if (exposure.signum() == 0)
        {
            return NONE;
        }
        if (slack.isNegative())
        {
            return 0;
        }
        slack.multiply(PPM);
        return slack.compareTo(most.set(exposure).multiply(MOST_PPM)) >= 0 ? MOST_PPM : slack.divideFloor(exposure);
    }

    /** The reference asset has no price that moves. */
    private void addLoans()
    {
        for (int index = account.firstLoan(); index != 0; index = loan.next())
        {
            loan.wrap(index);
            if (loan.asset() != Catalogue.REFERENCE)
            {
                asset.wrap(loan.asset());
                pool.wrap(loan.asset());
                slack.subtract(PPM);
                exposure.addProduct(loanValue.valueAtoms(asset, loans.debtAtoms(loan), asset.priceAtoms()),
                    pool.liabilityWeightPpm());
            }
        }
    }
}
