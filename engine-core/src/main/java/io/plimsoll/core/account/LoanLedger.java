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
package io.plimsoll.core.account;

import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.price.AssetRecord;
import io.plimsoll.core.price.Catalogue;

/**
 * The ledger of loans. In each asset, at any time,
 * <pre>
 *   lent          = floor(units of all loans * index)                 the sum of debts, less than an atom each below it
 *   pool's worth  = cash + lent - owed to the fund                    no loan and no repayment lowers it
 * </pre>
 * Interest raises the index, rounded up once for each step, in proportion to the time of the step that has passed: to
 * the time of a loan or of a repayment, and to the end of each step. The growth of what is lent is the pool's, and its
 * reserve share, rounded down, goes to the insurance fund as soon as the pool has the cash. What a repayment brings
 * beyond the fall of what is lent, at most an atom, goes to the rounding account. 0 B.
 */
public final class LoanLedger
{
    private static final long PPM = 1_000_000;

    private final Loans loans;
    private final Ledger ledger;
    private final LoanRecord loan;
    private final LoanPoolRecord pool;
    private final AssetRecord asset;
    private final Debt debt = new Debt();
    private final Int128 units = new Int128();
    private final Int128 change = new Int128();
    private long interestAtoms;
    private long fundAtoms;
    private long holdingAtoms;

    /**
     * A ledger over the accounts and pools.
     *
     * @param accounts  that borrow.
     * @param catalogue that holds the venue's own accounts.
     * @param ledger    of all other money.
     */
    public LoanLedger(final Accounts accounts, final Catalogue catalogue, final Ledger ledger)
    {
        this.ledger = ledger;
        loans = accounts.loans();
        loan = loans.newRecord();
        pool = loans.newPoolRecord();
        asset = catalogue.newAssetRecord();
    }

    /**
     * Moves atoms of a pool from or to the outside.
     *
     * @param assetIndex  of the pool.
     * @param changeAtoms above 0 supplied, below 0 withdrawn; the pool has them.
     */
    public void supply(final int assetIndex, final long changeAtoms)
    {
        pool.wrap(assetIndex);
        asset.wrap(assetIndex);
        asset.custodyAtoms(Math.addExact(asset.custodyAtoms(), changeAtoms));
        pool.cashAtoms(Math.addExact(pool.cashAtoms(), changeAtoms));
        payFund();
    }

    /**
     * What a pool has lent.
     *
     * @param of on the record of the pool.
     * @return atoms, rounded down.
     */
    public long lentAtoms(final LoanPoolRecord of)
    {
        return debt.atomsFloor(of.loadUnits(units), of.interestIndex());
    }

    /**
     * What a pool can lend.
     *
     * @param of on the record of the pool.
     * @return atoms: cash less reserve, and no more than all loans together may be; not negative.
     */
    public long lendableAtoms(final LoanPoolRecord of)
    {
        final long mostAtOne = Debt.LENT_MAX - debt.atomsAtOne(of.loadUnits(units));
        return Math.max(0, Math.min(mostAtOne, of.cashAtoms() - of.reserveAtoms()));
    }

    /**
     * Lends an account atoms of a pool.
     *
     * @param accountIndex of the account; it has a balance in the asset, and there is room for its loan.
     * @param assetIndex   of the asset.
     * @param amountAtoms  that the pool can lend.
     * @return the debt afterwards.
     */
    public long borrow(final int accountIndex, final int assetIndex, final long amountAtoms)
    {
        final int found = loans.find(accountIndex, assetIndex);
        loan.wrap(found != 0 ? found : loans.open(accountIndex, assetIndex));
        pool.wrap(assetIndex);
        debt.unitsCeil(amountAtoms, pool.interestIndex(), change);
        loan.storeUnits(loan.loadUnits(units).add(change));
        pool.storeUnits(pool.loadUnits(units).add(change));
        pool.cashAtoms(pool.cashAtoms() - amountAtoms);
        holdingAtoms = ledger.lend(accountIndex, assetIndex, amountAtoms);
        return loans.debtAtoms(loan);
    }

    /**
     * Takes atoms from an account for its loan.
     *
     * @param loanIndex   of the loan.
     * @param amountAtoms above 0, no more than the debt and than the account holds.
     * @return the debt afterwards.
     */
    public long repay(final int loanIndex, final long amountAtoms)
    {
        loan.wrap(loanIndex);
        pool.wrap(loan.asset());
        final long lentBefore = lentAtoms(pool);
        if (amountAtoms == loans.debtAtoms(loan))
        {
            loan.loadUnits(change);
        }
        else
        {
            debt.unitsFloor(amountAtoms, pool.interestIndex(), change);
        }
        loan.storeUnits(loan.loadUnits(units).subtract(change));
        pool.storeUnits(pool.loadUnits(units).subtract(change));
        final long paidBack = lentBefore - lentAtoms(pool);
        pool.cashAtoms(pool.cashAtoms() + paidBack);
        pool.roundingAtoms(pool.roundingAtoms() + amountAtoms - paidBack);
        holdingAtoms = ledger.lend(loan.account(), loan.asset(), -amountAtoms);
        asset.wrap(loan.asset());
        payFund();
        return loans.debtAtoms(loan);
    }

    /**
     * Lets the interest of a pool grow up to a time in its present step.
     *
     * @param assetIndex of the pool.
     * @param nowNs      time, at or after the beginning of the step.
     * @return true if the index has moved.
     */
    public boolean accrue(final int assetIndex, final long nowNs)
    {
        pool.wrap(assetIndex);
        final long index = debt.indexAt(pool, nowNs);
        if (index == pool.interestIndex())
        {
            return false;
        }
        asset.wrap(assetIndex);
        final long lentBefore = lentAtoms(pool);
        pool.interestIndex(index);
        interestAtoms = lentAtoms(pool) - lentBefore;
        fundAtoms = change.product(interestAtoms, pool.reserveSharePpm()).divideFloor(PPM);
        pool.fundDueAtoms(pool.fundDueAtoms() + fundAtoms);
        payFund();
        return true;
    }

    private void payFund()
    {
        final long paid = Math.min(pool.fundDueAtoms(), pool.cashAtoms());
        pool.fundDueAtoms(pool.fundDueAtoms() - paid);
        pool.cashAtoms(pool.cashAtoms() - paid);
        asset.fundAtoms(Math.addExact(asset.fundAtoms(), paid));
    }

    /**
     * Interest of the last accrual.
     *
     * @return atoms by which what is lent has grown.
     */
    public long interestAtoms()
    {
        return interestAtoms;
    }

    /**
     * Share of the fund in that interest.
     *
     * @return atoms, rounded down.
     */
    public long fundAtoms()
    {
        return fundAtoms;
    }

    /**
     * Cash or balance of the account after the last loan or repayment.
     *
     * @return atoms.
     */
    public long holdingAtoms()
    {
        return holdingAtoms;
    }
}
