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
import io.plimsoll.core.account.LoanPoolRecord;
import io.plimsoll.core.account.LoanRecord;
import io.plimsoll.core.account.Loans;
import io.plimsoll.core.book.OrderTerms;
import io.plimsoll.core.fixed.Fixed;
import io.plimsoll.core.price.AssetRecord;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.Indexes;
import io.plimsoll.core.price.SlowPrice;

/**
 * Watches loans against the initial requirement. What a loan takes from the slack over it,
 * <pre>
 *   ceil(l * debt * max(price, slow) / unit) + (factor - 1) * ceil(debt * max(price, slow) / unit)
 * </pre>
 * is what it takes at a line of {@code factor}, at the higher of both prices. Index times price is kept
 * within half of a share by {@link LoanBounds}, the slow price within the other half by a bound of its own. Where the
 * slow price is above the price, interest takes more by their ratio, and the first half is less by it. 0 B.
 */
final class InitialLoans
{
    /** What rounding of one loan, and of the sum of all, can add. */
    private static final long ROUNDING_ATOMS = 4;

    private final LoanBounds loanBounds;
    private final InitialBounds bounds;
    private final Loans loans;
    private final Indexes indexes;
    private final SlowPrice slowPrice;
    private final OrderTerms clock;
    private final LoanRecord loan;
    private final LoanPoolRecord pool;
    private final AssetRecord asset;
    private final LoanValue loanValue = new LoanValue();
    private long slow;
    private long worse;
    private long weightAtoms;
    private long shareWeight;

    InitialLoans(
        final LoanBounds loanBounds,
        final InitialBounds bounds,
        final Loans loans,
        final Catalogue catalogue,
        final Indexes indexes,
        final SlowPrice slowPrice,
        final OrderTerms clock)
    {
        this.loanBounds = loanBounds;
        this.bounds = bounds;
        this.loans = loans;
        this.indexes = indexes;
        this.slowPrice = slowPrice;
        this.clock = clock;
        loan = loans.newRecord();
        pool = loans.newPoolRecord();
        asset = catalogue.newAssetRecord();
    }

    /** What the loans of an account take from its slow equity, by which they share its slack. */
    long weightAtoms(final AccountRecord account)
    {
        long sum = 0;
        for (int index = account.firstLoan(); index != 0; index = loan.next())
        {
            wrap(index);
            sum += shareWeight;
        }
        return sum;
    }

    private void wrap(final int index)
    {
        loan.wrap(index);
        asset.wrap(loan.asset());
        pool.wrap(loan.asset());
        slow = indexes.sourced() == 0 ? 0 : slowPrice.at(indexes.ofAsset(loan.asset()), clock.nowNs());
        worse = Math.max(asset.priceAtoms(), slow);
        weightAtoms = loanValue.initialAtoms(asset, pool, loans.debtAtoms(loan), worse);
        shareWeight = weightAtoms + LoanBounds.leastWeight(loanValue, asset, pool);
    }

    /**
     * Sets the bounds of the loans of an account against a loss.
     *
     * @param account on its record.
     * @param arms    that know the share of each atom of value.
     * @return what the loans take from the slack at most while no bound is passed, beyond what they take now.
     */
    long keep(final AccountRecord account, final InitialArms arms)
    {
        long drop = 0;
        for (int index = account.firstLoan(); index != 0; index = loan.next())
        {
            wrap(index);
            final long half = arms.shareAtoms(shareWeight) / 2 - ROUNDING_ATOMS;
            final boolean room = half > 0;
            final long ofPrice = room ? Fixed.multiplyDivideFloor(half, asset.priceAtoms(), worse) : 0;
            loanBounds.armInitial(index, PositionBounds.DOWN, ofPrice);
            final long rise = room ? Fixed.multiplyDivideFloor(worse, half, weightAtoms + 1) : 0;
            boundSlow(InitialBounds.SLOW_HIGH, slow != 0, worse + rise);
            drop += room ? 2 * (half + ROUNDING_ATOMS) : 0;
        }
        return drop;
    }

    /**
     * Sets the bounds of the loans of an account against a recovery, each within its share.
     *
     * @param account on its record.
     * @param arms    that know the share of each atom of value.
     */
    void stay(final AccountRecord account, final InitialArms arms)
    {
        for (int index = account.firstLoan(); index != 0; index = loan.next())
        {
            wrap(index);
            final long half = Math.max(0, arms.shareAtoms(shareWeight) / 2 - ROUNDING_ATOMS);
            loanBounds.armInitial(index, PositionBounds.UP, half);
            final long fall = Fixed.multiplyDivideFloor(worse, half, weightAtoms + 1);
            boundSlow(InitialBounds.SLOW_LOW, slow > asset.priceAtoms(), slow - fall);
        }
    }

    private void boundSlow(final int kind, final boolean bounded, final long bound)
    {
        if (bounded)
        {
            bounds.put(loan, kind, bound);
        }
        else
        {
            bounds.dropLoan(loan.index());
        }
    }

    /**
     * Lets the loans of an account be looked at whenever index or price moves: two lines would need the same bound.
     *
     * @param account on its record.
     */
    void watch(final AccountRecord account)
    {
        for (int index = account.firstLoan(); index != 0; index = loan.next())
        {
            loan.wrap(index);
            loanBounds.armInitial(index, PositionBounds.DOWN, 0);
        }
    }

    /**
     * Takes the bounds on slow prices of an account's loans away.
     *
     * @param account on its record.
     */
    void disarm(final AccountRecord account)
    {
        for (int index = account.firstLoan(); index != 0; index = loan.next())
        {
            loan.wrap(index);
            bounds.dropLoan(index);
        }
    }
}
