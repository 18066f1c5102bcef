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

import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.account.AccountRecord;
import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.account.Debt;
import io.plimsoll.core.account.LoanPoolRecord;
import io.plimsoll.core.account.LoanRecord;
import io.plimsoll.core.account.Loans;
import io.plimsoll.core.account.TouchedAccounts;
import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.memory.Arena;
import io.plimsoll.core.memory.HeapForest;
import io.plimsoll.core.price.AssetRecord;
import io.plimsoll.core.price.Catalogue;

/**
 * The bounds of all loans, in a heap for each asset and direction, whose factor is {@code Z = index * price}: a price
 * and a step of interest move it once for all debtors. At a line a loan takes from the slack
 * <pre>
 *   L = 10^12 * ceil(l * debt * price / unit) + 10^6 * (line - 10^6) * ceil(debt * price / unit)     atoms x 10^12
 *   10^6 * s * X / unit  &lt;=  L  &lt;=  10^6 * s * X / unit + 2 * 10^12        X = debt * price, s = l + line - 10^6,
 * ppm
 *   (debt now - 1) * Z / index now  &lt;  X  &lt;  (debt now + 1) * Z / index now      the index never falls
 * </pre>
 * so a bound on Z keeps a bound on L, whichever of index and price moves, and is early by what one atom of the debt and
 * two of the value are worth. Who has less slack than that is looked at whenever Z moves. Keys are whole numbers of
 * {@code 2^shift}, rounded so that they fire early, never late. Source: load-line page, section 3.
 */
final class LoanBounds
{
    private static final int DOWN = PositionBounds.DOWN;
    private static final int UP = PositionBounds.UP;
    private static final long SCALE = 1_000_000_000_000L;
    private static final long PPM = 1_000_000;
    /** What both roundings of L are less than. */
    private static final long ROUNDING_ATOMS = 2;
    /** What each loan shares the slack with beyond its value. */
    private static final long LEAST_WEIGHT_ATOMS = 1_024;
    private static final long LEAST_WEIGHT_DEBT_ATOMS = 64;
    /** Passed whenever the factor moves. */
    private static final long KEY_ALWAYS = Long.MAX_VALUE - 2;
    private static final int KEY_BITS = 62;
    private static final int INDEX_BITS = Long.SIZE - Long.numberOfLeadingZeros(Debt.INDEX_MAX);
    /** A divisor with more bits than a long is shortened by so many: a remainder times the index must fit. */
    private static final int SHORTENED_BITS = 20;

    private final HeapForest forest;
    private final Loans loans;
    private final LoanRecord loan;
    private final LoanPoolRecord pool;
    private final AssetRecord asset;
    private final LoanValue loanValue = new LoanValue();
    private final TouchedAccounts touched;
    private final Int128 share = new Int128();
    private final Int128 taken = new Int128();
    private final Int128 bound = new Int128();
    private final Int128 factor = new Int128();
    private final Int128 numerator = new Int128();
    private final Int128 divisor = new Int128();
    private int inverseSign = 1;

    LoanBounds(
        final Arena arena,
        final EngineLimits limits,
        final Accounts accounts,
        final Catalogue catalogue,
        final TouchedAccounts touched)
    {
        forest = new HeapForest(arena, "loadLine.loans", 2 * (limits.assets() + 1), 2 * (limits.balances() + 1));
        loans = accounts.loans();
        loan = loans.newRecord();
        pool = loans.newPoolRecord();
        asset = catalogue.newAssetRecord();
        this.touched = touched;
    }

    /**
     * Notes that the price or the interest index of an asset has moved, and touches the accounts of which this passes a
     * bound.
     *
     * @param assetIndex of the asset.
     */
    void move(final int assetIndex)
    {
        final int down = heap(assetIndex, DOWN);
        final int up = heap(assetIndex, UP);
        if (forest.isEmpty(down) && forest.isEmpty(up))
        {
            return;
        }
        asset.wrap(assetIndex);
        pool.wrap(assetIndex);
        final long key = presentFactor().shiftRightFloor(shift()).toLongExact();
        fire(down, -key * inverseSign);
        fire(up, key);
    }

    private Int128 presentFactor()
    {
        return factor.product(pool.interestIndex(), asset.priceAtoms());
    }

    private int shift()
    {
        final int priceBits = Long.SIZE - Long.numberOfLeadingZeros(asset.maxPriceAtoms());
        return Math.max(0, INDEX_BITS + priceBits - KEY_BITS);
    }

    private void fire(final int heap, final long key)
    {
        while (!forest.isEmpty(heap) && forest.topKey(heap) > key)
        {
            final int slot = forest.topSlot(heap);
            forest.remove(slot);
            loan.wrap(slot >> 1);
            touched.touchByPrice(loan.account());
        }
    }

    /**
     * Adds what the loans of an account take from its equity to the weights by which its slack is shared out.
     *
     * @param account on its record.
     * @param shares  that are added to.
     */
    void weigh(final AccountRecord account, final SlackShares shares)
    {
        for (int index = account.firstLoan(); index != 0; index = loan.next())
        {
            wrap(index);
            shares.weigh(shareWeight());
        }
    }

    private long shareWeight()
    {
        return leastWeight(loanValue, asset, pool) +
            loanValue.weightedAtoms(asset, pool, loans.debtAtoms(loan), asset.priceAtoms());
    }

    /**
     * What a loan shares the slack with beyond its value: some of its atoms and of those in which its value is rounded.
     * By its value alone a loan of an atom would get less than an atom of any slack, so that its account would be
     * looked at whenever the price moves.
     */
    static long leastWeight(final LoanValue value, final AssetRecord ofAsset, final LoanPoolRecord ofPool)
    {
        return LEAST_WEIGHT_ATOMS + value.weightedAtoms(ofAsset, ofPool, LEAST_WEIGHT_DEBT_ATOMS, ofAsset.priceAtoms());
    }

    private void wrap(final int index)
    {
        loan.wrap(index);
        asset.wrap(loan.asset());
        pool.wrap(loan.asset());
    }

    /**
     * Sets the bounds of all loans of an account in one direction.
     *
     * @param account   on its record.
     * @param direction of the factors that pass them: down against a loss, which is a rise here.
     * @param linePpm   at which the account is armed.
     * @param shares    of the slack.
     * @param promised  register from which what the loans take at most, or at least, is taken, atoms x 10^12.
     */
    void arm(
        final AccountRecord account,
        final int direction,
        final long linePpm,
        final SlackShares shares,
        final Int128 promised)
    {
        for (int index = account.firstLoan(); index != 0; index = loan.next())
        {
            wrap(index);
            promised.subtract(arm(direction, linePpm, shares));
        }
    }

    /** Sets the bound of the loan that is wrapped; returns what it takes at most, or at least. */
    private Int128 arm(final int direction, final long linePpm, final SlackShares shares)
    {
        shares.of(shareWeight(), share);
        return arm(direction, linePpm);
    }

    /**
     * Sets the bound of one loan at the factor that its asset lists for the initial requirement.
     *
     * @param loanIndex  of the loan.
     * @param direction  of the factors that pass it.
     * @param shareAtoms by which it may take more, or less, before the bound is passed; 0 for a bound that is passed
     *                   whenever the factor moves.
     */
    void armInitial(final int loanIndex, final int direction, final long shareAtoms)
    {
        wrap(loanIndex);
        share.product(shareAtoms, SCALE);
        arm(direction, pool.initialFactorPpm());
    }

    private Int128 arm(final int direction, final long linePpm)
    {
        final int slot = 2 * loan.index() + direction;
        final long debtAtoms = loans.debtAtoms(loan);
        if (debtAtoms == 0)
        {
            forest.remove(slot);
            return taken.set(0);
        }
        final long weighted = loanValue.weightedAtoms(asset, pool, debtAtoms, asset.priceAtoms());
        final long value = loanValue.valueAtoms(asset, debtAtoms, asset.priceAtoms());
        taken.product(weighted, SCALE).addProduct(value, PPM * (linePpm - PPM));
        final long slope = pool.liabilityWeightPpm() + linePpm - PPM;
        final long key = direction == DOWN ? keyAbove(debtAtoms, slope) : keyBelow(debtAtoms, slope);
        forest.put(heap(loan.asset(), direction), slot, key);
        if (key == KEY_ALWAYS)
        {
            return taken;
        }
        return direction == DOWN ? taken.add(share) : taken.subtract(share);
    }

    /** The key that is passed when Z may have risen so far that the loan takes more than its share on top. */
    private long keyAbove(final long debtAtoms, final long slope)
    {
        final long most = numerator.set(taken).add(share).divideFloor(SCALE) - ROUNDING_ATOMS;
        if (most < 0)
        {
            return KEY_ALWAYS;
        }
        invert(most, slope, debtAtoms + 1, false);
        if (bound.compareTo(presentFactor()) < 0)
        {
            return KEY_ALWAYS;
        }
        final Int128 highest = numerator.product(Debt.INDEX_MAX, asset.maxPriceAtoms());
        final Int128 reachable = bound.compareTo(highest) < 0 ? bound : highest;
        return 1 - reachable.add(1).shiftRightFloor(shift()).toLongExact();
    }

    /** The key that is passed when Z may have fallen so far that the loan takes less by more than its share. */
    private long keyBelow(final long debtAtoms, final long slope)
    {
        numerator.set(taken).subtract(share);
        if (numerator.signum() <= 0)
        {
            return -KEY_ALWAYS;
        }
        final long least = numerator.divideCeil(SCALE);
        if (debtAtoms == 1)
        {
            return KEY_ALWAYS;
        }
        invert(least, slope, debtAtoms - 1, true);
        return bound.compareTo(presentFactor()) > 0 ? KEY_ALWAYS : bound.ceilShift(shift()).toLongExact();
    }

    /** Z at which a debt, counted in the present index, takes some value: value * unit * 10^6 * index / (s * debt). */
    private void invert(final long valueAtoms, final long slope, final long debtAtoms, final boolean up)
    {
        divisor.product(slope, debtAtoms);
        numerator.product(valueAtoms, asset.unitAtoms()).multiply(PPM);
        if (factor.set(numerator).shiftRightFloor(KEY_BITS).compareTo(divisor) >= 0)
        {
            bound.product(pool.interestIndex(), 1L << KEY_BITS);
            return;
        }
        final long whole = numerator.divideFloor(divisor);
        bound.product(whole, pool.interestIndex());
        numerator.subtract(factor.set(divisor).multiply(whole));
        if (!divisor.fitsLong())
        {
            numerator.shiftRightFloor(SHORTENED_BITS);
            divisor.shiftRightFloor(SHORTENED_BITS);
            (up ? numerator : divisor).add(1);
        }
        numerator.multiply(pool.interestIndex());
        bound.add(up ? numerator.divideCeil(divisor) : numerator.divideFloor(divisor));
    }

    /**
     * Removes the bounds of all loans of an account in one direction.
     *
     * @param account   on its record.
     * @param direction of the factors that pass them.
     */
    void disarm(final AccountRecord account, final int direction)
    {
        for (int index = account.firstLoan(); index != 0; index = loan.next())
        {
            loan.wrap(index);
            forest.remove(2 * index + direction);
        }
    }

    /**
     * Removes both bounds of a loan that is about to be given back.
     *
     * @param loanIndex of the loan.
     */
    void drop(final int loanIndex)
    {
        forest.remove(2 * loanIndex + DOWN);
        forest.remove(2 * loanIndex + UP);
    }

    /** Plants the defect that a loan is looked at when it takes less, instead of when it takes more. */
    void plantDefect()
    {
        inverseSign = -1;
    }

    private static int heap(final int assetIndex, final int direction)
    {
        return 2 * assetIndex + direction;
    }
}
