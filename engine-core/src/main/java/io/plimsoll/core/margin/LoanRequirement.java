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
import io.plimsoll.core.account.LoanPoolRecord;
import io.plimsoll.core.account.LoanRecord;
import io.plimsoll.core.account.Loans;
import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.price.AssetRecord;
import io.plimsoll.core.price.Catalogue;

/**
 * What loans add to the initial requirement: {@code ceil(sum((factor - 1) * B))}, with the factor that each asset
 * lists, so that nobody can borrow up to the point of liquidation. Source: margin model, section 4. 0 B.
 */
public final class LoanRequirement
{
    private static final long PPM = 1_000_000;

    private final Loans loans;
    private final AccountRecord account;
    private final LoanRecord loan;
    private final LoanPoolRecord pool;
    private final AssetRecord asset;
    private final LoanValue loanValue = new LoanValue();
    private final Int128 sum = new Int128();

    /**
     * Over the accounts.
     *
     * @param accounts  that borrow.
     * @param catalogue with prices.
     */
    public LoanRequirement(final Accounts accounts, final Catalogue catalogue)
    {
        loans = accounts.loans();
        account = accounts.newAccountRecord();
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
        return atoms(accountIndex, 0, 0);
    }

    /**
     * With another debt in one asset.
     *
     * @param accountIndex of the account.
     * @param assetIndex   of the asset, 0 for none.
     * @param debtAtoms    of it.
     * @return atoms, rounded up once.
     */
    public long atoms(final int accountIndex, final int assetIndex, final long debtAtoms)
    {
        account.wrap(accountIndex);
        if (account.firstLoan() == 0 && assetIndex == 0)
        {
            return 0;
        }
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
        }
        return sum.divideCeil(PPM);
    }

    private void add(final int assetIndex, final long debtAtoms)
    {
        asset.wrap(assetIndex);
        pool.wrap(assetIndex);
        sum.addProduct(
            loanValue.valueAtoms(asset, debtAtoms, asset.priceAtoms()), pool.initialFactorPpm() - PPM);
    }
}
