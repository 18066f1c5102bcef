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
import io.plimsoll.core.price.Catalogue;

/**
 * Cash shortfalls: losses, fees and funding that have pushed what an account holds of an asset below zero. A shortfall
 * is no loan: nobody has asked for it, so no pool can refuse it, it is not in B, and what comes in repays it first,
 * because it is the holding itself. But where its asset is lent it costs what a loan costs, its interest and its factor
 * in the initial requirement, or else two accounts of one owner could borrow for nothing what one of them loses to the
 * other. Who would pay if it were not repaid is the insurance fund, so its interest is the fund's.
 * <pre>
 *   accrued  += ceil(atoms * (index now - index) * 10^6 / index)     whenever the shortfall changes, 10^-6 atoms
 *   charged   = ceil(accrued / 10^6) atoms                           at each end of a step of interest of the asset
 * </pre>
 * Between two steps what has accrued is no part of equity, as a premium of funding is not; it cannot leave the account,
 * see the withdraw rule. What has accrued is charged even after the shortfall is gone. Source: model rules, rule 32.
 * <p>
 * Constant time for each account that is looked at, with few assets below zero; nothing where no asset is lent. 0 B.
 */
public final class Shortfalls
{
    /** Stands for no deadline. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final int DEADLINES = 0;
    private static final int ASSET_BITS = 24;
    private static final long PARTS_PER_ATOM = 1_000_000;
    /** The record of the pools that stands for all of them: its index is above 0 once any asset is lent. */
    private static final int ANY_POOL = 0;

    private final SlotPool shortfalls;
    private final OrderedForest deadlines;
    private final AccountRecord account;
    private final BalanceRecord balance;
    private final LoanPoolRecord pool;
    private final ShortfallRecord shortfall;
    private final ShortfallRecord previous;
    private final Debt debt = new Debt();
    private final Int128 accrued = new Int128();
    private final Int128 growth = new Int128();

    /**
     * Reserves the slabs.
     *
     * @param arena    to reserve in.
     * @param limits   capacities: each account may be short of the reference asset, and each balance below zero.
     * @param accounts whose holdings may be below zero.
     */
    Shortfalls(final Arena arena, final EngineLimits limits, final Accounts accounts)
    {
        final long capacity = (long)limits.accounts() + limits.balances();
        shortfalls = new SlotPool(arena, "shortfalls", ShortfallRecord.LENGTH, capacity);
        deadlines = new OrderedForest(arena, "shortfalls.deadlines", 1, shortfalls.capacity());
        account = accounts.newAccountRecord();
        balance = accounts.newBalanceRecord();
        pool = accounts.loans().newPoolRecord();
        shortfall = newRecord();
        previous = newRecord();
    }

    /**
     * A flyweight of the caller's own.
     *
     * @return a new flyweight.
     */
    public ShortfallRecord newRecord()
    {
        return new ShortfallRecord(shortfalls.slab());
    }

    /**
     * The slab of shortfalls.
     *
     * @return slab.
     */
    public Slab slab()
    {
        return shortfalls.slab();
    }

    /** Notes that some asset is lent from now on. */
    public void begin()
    {
        pool.wrap(ANY_POOL);
        pool.interestIndex(Debt.INDEX_ONE);
    }

    /**
     * Whether an account holds less than nothing of an asset, or owes interest because it did.
     *
     * @param accountIndex of the account.
     * @return true if so.
     */
    public boolean isShort(final int accountIndex)
    {
        account.wrap(accountIndex);
        boolean isShort = account.cashAtoms() < 0 || account.firstShortfall() != 0;
        for (int index = account.firstBalance(); index != 0; index = balance.next())
        {
            balance.wrap(index);
            isShort |= balance.balanceAtoms() < 0;
        }
        return isShort;
    }

    /**
     * Lets interest accrue on what an account was short of, and notes what it is short of now.
     *
     * @param accountIndex of an account that may have changed.
     * @param nowNs        time of the command.
     * @return true if a shortfall has changed.
     */
    public boolean follow(final int accountIndex, final long nowNs)
    {
        pool.wrap(ANY_POOL);
        if (pool.interestIndex() == 0)
        {
            return false;
        }
        account.wrap(accountIndex);
        boolean changed = follow(Catalogue.REFERENCE, account.cashAtoms(), nowNs);
        for (int index = account.firstBalance(); index != 0; index = balance.next())
        {
            balance.wrap(index);
            changed |= follow(balance.asset(), balance.balanceAtoms(), nowNs);
        }
        return changed;
    }

    private boolean follow(final int assetIndex, final long heldAtoms, final long nowNs)
    {
        if (heldAtoms >= 0 && account.firstShortfall() == 0)
        {
            return false;
        }
        pool.wrap(assetIndex);
        int found = find(assetIndex);
        if (found == 0)
        {
            if (heldAtoms >= 0 || pool.interestIndex() == 0)
            {
                return false;
            }
            found = open(assetIndex, nowNs);
        }
        shortfall.wrap(found);
        if (pool.intervalNs() != 0 && !deadlines.contains(found))
        {
            charge(found);
        }
        final long atoms = Math.max(0, -heldAtoms);
        final boolean changed = atoms != shortfall.atoms();
        if (changed)
        {
            accrue(nowNs);
            shortfall.atoms(atoms);
        }
        if (atoms == 0 && shortfall.loadAccrued(accrued).signum() == 0)
        {
            close(found);
        }
        return changed;
    }

    /** Finds the shortfall of the account that is wrapped. */
    private int find(final int assetIndex)
    {
        for (int index = account.firstShortfall(); index != 0; index = shortfall.next())
        {
            shortfall.wrap(index);
            if (shortfall.asset() == assetIndex)
            {
                return index;
            }
        }
        return 0;
    }

    private int open(final int assetIndex, final long nowNs)
    {
        final int opened = shortfalls.take();
        shortfall.wrap(opened);
        shortfall.account(account.index());
        shortfall.asset(assetIndex);
        shortfall.interestIndex(debt.indexAt(pool, nowNs));
        shortfall.next(account.firstShortfall());
        account.firstShortfall(opened);
        return opened;
    }

    private void close(final int index)
    {
        shortfall.wrap(index);
        final int after = shortfall.next();
        deadlines.remove(index);
        int before = 0;
        for (int at = account.firstShortfall(); at != index; at = previous.next())
        {
            previous.wrap(at);
            before = at;
        }
        if (before == 0)
        {
            account.firstShortfall(after);
        }
        else
        {
            previous.wrap(before);
            previous.next(after);
        }
        shortfalls.give(index);
    }

    /** Lets it be charged at the end of the present step. */
    private void charge(final int index)
    {
        deadlines.put(DEADLINES, index, pool.intervalEndNs(),
            (long)shortfall.account() << ASSET_BITS | shortfall.asset());
    }

    /** Lets the interest of the shortfall that is wrapped grow up to now. */
    private void accrue(final long nowNs)
    {
        shortfall.storeAccrued(accruedAt(nowNs));
        shortfall.interestIndex(debt.indexAt(pool, nowNs));
    }

    /** What has accrued on the shortfall that is wrapped up to now, of which nothing is noted. */
    private Int128 accruedAt(final long nowNs)
    {
        final long former = shortfall.interestIndex();
        final long grown = debt.indexAt(pool, nowNs) - former;
        shortfall.loadAccrued(accrued);
        if (grown != 0 && shortfall.atoms() != 0)
        {
            final long whole = growth.product(shortfall.atoms(), grown).divideFloor(former);
            final long rest = growth.subtractProduct(whole, former).toLongExact();
            accrued.addProduct(whole, PARTS_PER_ATOM).add(growth.product(rest, PARTS_PER_ATOM).divideCeil(former));
        }
        return accrued;
    }

    /**
     * Interest that an account owes in an asset for what it was short of, up to now.
     *
     * @param accountIndex of the account.
     * @param assetIndex   of the asset.
     * @param nowNs        time of the command.
     * @return atoms, rounded up.
     */
    public long dueAtoms(final int accountIndex, final int assetIndex, final long nowNs)
    {
        account.wrap(accountIndex);
        final int found = account.firstShortfall() == 0 ? 0 : find(assetIndex);
        if (found == 0)
        {
            return 0;
        }
        pool.wrap(assetIndex);
        return accruedAt(nowNs).divideCeil(PARTS_PER_ATOM);
    }

    /**
     * Interest that an account owes in any asset for what it was short of, up to now.
     *
     * @param accountIndex of the account.
     * @param nowNs        time of the command.
     * @return atoms of the first asset in which it owes some, rounded up; 0 if it owes none.
     */
    public long anyDueAtoms(final int accountIndex, final long nowNs)
    {
        long due = dueAtoms(accountIndex, Catalogue.REFERENCE, nowNs);
        for (int index = account.firstBalance(); index != 0 && due == 0; index = balance.next())
        {
            balance.wrap(index);
            due = dueAtoms(accountIndex, balance.asset(), nowNs);
        }
        return due;
    }

    /**
     * Whether an account needs its balance of an asset, because it owes interest in it.
     *
     * @param accountIndex of the account.
     * @param assetIndex   of the asset.
     * @return true if so.
     */
    public boolean needs(final int accountIndex, final int assetIndex)
    {
        account.wrap(accountIndex);
        return account.firstShortfall() != 0 && find(assetIndex) != 0;
    }

    /**
     * When the first interest is to be charged.
     *
     * @return epoch nanoseconds, {@link #NEVER} if none is.
     */
    public long nextDeadlineNs()
    {
        final int first = deadlines.first(DEADLINES);
        return first == OrderedForest.NONE ? NEVER : deadlines.key(first);
    }

    /**
     * The shortfall whose interest is to be charged first.
     *
     * @return index of it.
     */
    public int next()
    {
        return deadlines.first(DEADLINES);
    }

    /**
     * Takes what has accrued on a shortfall, to be charged now; it is to be charged again at the end of the next step.
     *
     * @param index of the shortfall, whose asset has grown its interest up to the end of the step.
     * @param nowNs time of the command.
     * @return atoms, rounded up.
     */
    public long take(final int index, final long nowNs)
    {
        shortfall.wrap(index);
        pool.wrap(shortfall.asset());
        deadlines.remove(index);
        accrue(nowNs);
        final long atoms = shortfall.loadAccrued(accrued).divideCeil(PARTS_PER_ATOM);
        shortfall.storeAccrued(accrued.set(0));
        if (pool.intervalNs() != 0)
        {
            charge(index);
        }
        return atoms;
    }
}
