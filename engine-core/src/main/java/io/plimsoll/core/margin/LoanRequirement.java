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
import io.plimsoll.core.book.OrderTerms;
import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.price.AssetRecord;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.Indexes;
import io.plimsoll.core.price.SlowPrice;

/**
 * What loans and cash shortfalls add to the initial requirement: {@code ceil(sum((factor - 1) * (B + shortfall)))},
 * with the factor that each asset lists, so that nobody can borrow up to the point of liquidation, nor be lent by the
 * others what a loan would have to be asked for. Both are owed, so they count at the higher of price and slow price, as
 * in the equity that the requirement is compared with: an asset whose price has just been pushed down cannot be
 * borrowed on a smaller margin. Source: margin model, sections 4, 5 and 11; model rules, rule 32. 0 B.
 */
public final class LoanRequirement
{
    private static final long PPM = 1_000_000;
    /** Beyond any equity. */
    private static final long MOST_ATOMS = 1L << 62;
    private static final Int128 MOST = new Int128().product(MOST_ATOMS, PPM);

    private final Loans loans;
    private final Indexes indexes;
    private final SlowPrice slowPrice;
    private final OrderTerms clock;
    private final AccountRecord account;
    private final BalanceRecord balance;
    private final LoanRecord loan;
    private final LoanPoolRecord pool;
    private final AssetRecord asset;
    private final LoanValue loanValue = new LoanValue();
    private final Int128 sum = new Int128();

    /**
     * Over the accounts.
     *
     * @param accounts  that owe.
     * @param catalogue with prices.
     * @param indexes   with slow prices.
     * @param slowPrice that knows them.
     * @param clock     that knows the time of the command.
     */
    public LoanRequirement(
        final Accounts accounts,
        final Catalogue catalogue,
        final Indexes indexes,
        final SlowPrice slowPrice,
        final OrderTerms clock)
    {
        this.indexes = indexes;
        this.slowPrice = slowPrice;
        this.clock = clock;
        loans = accounts.loans();
        account = accounts.newAccountRecord();
        balance = accounts.newBalanceRecord();
        loan = loans.newRecord();
        pool = loans.newPoolRecord();
        asset = catalogue.newAssetRecord();
    }

    /**
     * As things stand.
     *
     * @param accountIndex of the account.
     * @return atoms, rounded up once.
     */
    public long atoms(final int accountIndex)
    {
        return atoms(accountIndex, 0, 0, 0);
    }

    /**
     * With another debt and another holding in one asset.
     *
     * @param accountIndex of the account.
     * @param assetIndex   of the asset, 0 for none.
     * @param debtAtoms    of it.
     * @param heldAtoms    cash or balance of it.
     * @return atoms, rounded up once.
     */
    public long atoms(final int accountIndex, final int assetIndex, final long debtAtoms, final long heldAtoms)
    {
        account.wrap(accountIndex);
        sum.set(0);
        for (int index = account.firstLoan(); index != 0; index = loan.next())
        {
            loan.wrap(index);
            if (loan.asset() != assetIndex)
            {
                add(loan.asset(), loans.debtAtoms(loan));
            }
        }
        if (assetIndex != 0)
        {
            add(assetIndex, debtAtoms);
            addShortfall(assetIndex, heldAtoms);
        }
        if (assetIndex != Catalogue.REFERENCE)
        {
            addShortfall(Catalogue.REFERENCE, account.cashAtoms());
        }
        for (int index = account.firstBalance(); index != 0; index = balance.next())
        {
            balance.wrap(index);
            if (balance.asset() != assetIndex)
            {
                addShortfall(balance.asset(), balance.balanceAtoms());
            }
        }
        return sum.compareTo(MOST) >= 0 ? MOST_ATOMS : sum.divideCeil(PPM);
    }

    /** Where an asset is not lent there is no factor by which it could be lent. */
    private void addShortfall(final int assetIndex, final long heldAtoms)
    {
        if (heldAtoms < 0)
        {
            pool.wrap(assetIndex);
            if (pool.interestIndex() != 0)
            {
                add(assetIndex, -heldAtoms);
            }
        }
    }

    private void add(final int assetIndex, final long owedAtoms)
    {
        asset.wrap(assetIndex);
        pool.wrap(assetIndex);
        final long slow = indexes.sourced() == 0 ? 0 : slowPrice.at(indexes.ofAsset(assetIndex), clock.nowNs());
        sum.addProduct(loanValue.valueAtoms(asset, owedAtoms, Math.max(asset.priceAtoms(), slow)),
            pool.initialFactorPpm() - PPM);
    }
}
