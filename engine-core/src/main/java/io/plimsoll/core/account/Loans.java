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

import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.memory.Arena;
import io.plimsoll.core.memory.OrderedForest;
import io.plimsoll.core.memory.Slab;
import io.plimsoll.core.memory.SlotPool;

/**
 * The loans of accounts, as singly linked lists by rising asset index, and the pools that have lent them, one for each
 * asset. There is room for as many loans as there is for balances.
 */
public final class Loans
{
    /** Stands for no deadline. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final int DEADLINES = 0;

    private final SlotPool loans;
    private final Slab pools;
    private final OrderedForest deadlines;
    private final AccountRecord account;
    private final LoanRecord loan;
    private final LoanRecord previous;
    private final LoanPoolRecord pool;
    private final Debt debt = new Debt();
    private final Int128 units = new Int128();

    /**
     * Reserves the slabs.
     *
     * @param arena    to reserve in.
     * @param limits   capacities.
     * @param accounts slab of the accounts.
     */
    Loans(final Arena arena, final EngineLimits limits, final Slab accounts)
    {
        loans = new SlotPool(arena, "loans", LoanRecord.LENGTH, limits.balances());
        pools = arena.slab("loanPools", LoanPoolRecord.LENGTH, limits.assets() + 1L);
        pools.used(pools.capacity());
        deadlines = new OrderedForest(arena, "loanPools.deadlines", 1, limits.assets());
        account = new AccountRecord(accounts);
        loan = newRecord();
        previous = newRecord();
        pool = newPoolRecord();
    }

    /**
     * A flyweight of the caller's own over the loans.
     *
     * @return a new flyweight.
     */
    public LoanRecord newRecord()
    {
        return new LoanRecord(loans.slab());
    }

    /**
     * A flyweight of the caller's own over the pools.
     *
     * @return a new flyweight.
     */
    public LoanPoolRecord newPoolRecord()
    {
        return new LoanPoolRecord(pools);
    }

    /**
     * The slab of loans.
     *
     * @return slab.
     */
    public Slab slab()
    {
        return loans.slab();
    }

    /**
     * Finds the loan of an account in an asset.
     *
     * @param accountIndex of the account.
     * @param assetIndex   of the asset.
     * @return index of the loan, 0 if there is none.
     */
    public int find(final int accountIndex, final int assetIndex)
    {
        account.wrap(accountIndex);
        for (int index = account.firstLoan(); index != 0; index = loan.next())
        {
            loan.wrap(index);
            if (loan.asset() == assetIndex)
            {
                return index;
            }
        }
        return 0;
    }

    /**
     * What an account owes in an asset.
     *
     * @param accountIndex of the account.
     * @param assetIndex   of the asset.
     * @return atoms, rounded up; 0 if nothing.
     */
    public long debtAtoms(final int accountIndex, final int assetIndex)
    {
        final int found = find(accountIndex, assetIndex);
        return found == 0 ? 0 : debtAtoms(loan);
    }

    /**
     * What a loan amounts to now.
     *
     * @param of on the record of the loan.
     * @return atoms, rounded up.
     */
    public long debtAtoms(final LoanRecord of)
    {
        pool.wrap(of.asset());
        return debt.atomsCeil(of.loadUnits(units), pool.interestIndex());
    }

    /**
     * Whether another loan can be opened.
     *
     * @return true if there is room.
     */
    public boolean hasRoom()
    {
        return loans.live() < loans.capacity();
    }

    /**
     * Opens a loan where the account has none in the asset; there must be room.
     *
     * @param accountIndex of the account.
     * @param assetIndex   of the asset.
     * @return index of the loan.
     */
    public int open(final int accountIndex, final int assetIndex)
    {
        final int opened = loans.take();
        account.wrap(accountIndex);
        int before = 0;
        int after = account.firstLoan();
        while (after != 0)
        {
            loan.wrap(after);
            if (loan.asset() > assetIndex)
            {
                break;
            }
            before = after;
            after = loan.next();
        }
        loan.wrap(opened);
        loan.account(accountIndex);
        loan.asset(assetIndex);
        loan.next(after);
        link(before, opened);
        return opened;
    }

    /**
     * Gives a loan back of which nothing is owed.
     *
     * @param loanIndex of the loan.
     */
    public void close(final int loanIndex)
    {
        loan.wrap(loanIndex);
        final int after = loan.next();
        account.wrap(loan.account());
        int before = 0;
        for (int index = account.firstLoan(); index != loanIndex; index = previous.next())
        {
            previous.wrap(index);
            before = index;
        }
        link(before, after);
        loans.give(loanIndex);
    }

    private void link(final int before, final int index)
    {
        if (before == 0)
        {
            account.firstLoan(index);
        }
        else
        {
            previous.wrap(before);
            previous.next(index);
        }
    }

    /**
     * Begins steps of interest of another length in an asset, or ends them.
     *
     * @param assetIndex of the asset.
     * @param intervalNs length, 0 for none.
     * @param nowNs      time of the command.
     */
    public void setInterval(final int assetIndex, final long intervalNs, final long nowNs)
    {
        pool.wrap(assetIndex);
        deadlines.remove(assetIndex);
        pool.intervalNs(intervalNs);
        pool.intervalEndNs(0);
        if (intervalNs != 0)
        {
            endAfter(assetIndex, nowNs);
        }
    }

    /**
     * Lets interest grow at another rate from now on; it has grown up to now.
     *
     * @param assetIndex of the asset.
     * @param nowNs      time of the command.
     */
    public void beginRate(final int assetIndex, final long nowNs)
    {
        pool.wrap(assetIndex);
        pool.stepIndex(pool.interestIndex());
        pool.stepBeganNs(Math.min(nowNs, pool.intervalEndNs()));
    }

    private void endAfter(final int assetIndex, final long timeNs)
    {
        final long intervalNs = pool.intervalNs();
        final long begunNs = timeNs - timeNs % intervalNs;
        pool.intervalEndNs(begunNs > NEVER - intervalNs ? NEVER : begunNs + intervalNs);
        deadlines.put(DEADLINES, assetIndex, pool.intervalEndNs(), assetIndex);
    }

    /**
     * When the first step of interest ends.
     *
     * @return epoch nanoseconds, {@link #NEVER} if no interest is charged.
     */
    public long nextDeadlineNs()
    {
        final int first = deadlines.first(DEADLINES);
        return first == OrderedForest.NONE ? NEVER : deadlines.key(first);
    }

    /**
     * The asset whose step of interest ends first.
     *
     * @return index of the asset.
     */
    public int nextAsset()
    {
        return deadlines.first(DEADLINES);
    }

    /**
     * Ends the step of interest of an asset, whose interest has grown up to its end; the next begins at once.
     *
     * @param assetIndex of the asset.
     */
    public void endStep(final int assetIndex)
    {
        pool.wrap(assetIndex);
        final long endNs = pool.intervalEndNs();
        deadlines.remove(assetIndex);
        endAfter(assetIndex, endNs);
        pool.stepIndex(pool.interestIndex());
        pool.stepBeganNs(endNs);
    }
}
