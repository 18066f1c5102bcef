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
import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.account.BalanceRecord;
import io.plimsoll.core.account.LoanRecord;
import io.plimsoll.core.account.PositionRecord;
import io.plimsoll.core.account.TouchedAccounts;
import io.plimsoll.core.book.OrderTerms;
import io.plimsoll.core.memory.Arena;
import io.plimsoll.core.memory.HeapForest;
import io.plimsoll.core.memory.OrderedForest;
import io.plimsoll.core.memory.Slab;
import io.plimsoll.core.price.AssetRecord;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.Indexes;
import io.plimsoll.core.price.InstrumentRecord;
import io.plimsoll.core.price.SlowPrice;

/**
 * The bounds inside which what is known of accounts against their initial requirement holds: for each instrument on its
 * mark, its cumulative funding, what moves its initial
 * rates and its slow price, for each asset on its price and its slow
 * price. Each is a plain number, so that a factor that moves is compared with the nearest bound on either side and
 * nothing else; a bound that is passed is taken away and touches its account.
 * <p>
 * A slow price moves with time even where no price arrives. The nearest bound that it is moving towards has a deadline:
 * the earliest time at which the slow price can have passed it. Within a clock hour the slow price moves at one speed,
 * so that time is exact; the beginning of the next hour, when the speed changes, is a deadline as well.
 * <p>
 * Bounds are kept as keys that are passed when they exceed a key of the factor: the lowest good number against the
 * factor, or the highest one against it, both negated.
 */
final class InitialBounds
{
    static final int MARK_LOW = 0;
    static final int MARK_HIGH = 1;
    static final int SLOW_LOW = 2;
    static final int SLOW_HIGH = 3;
    static final int FUNDING_LOW = 4;
    static final int FUNDING_HIGH = 5;
    static final int SCALE = 6;
    static final int SCALE_LOW = 7;
    static final int FACTOR = 8;
    static final int FACTOR_LOW = 9;
    static final int PRICE_LOW = 0;
    static final int PRICE_HIGH = 1;

    /** Slots of a position: a bound on what moves rates is a lower or an upper one, never both. */
    private static final int POSITION_SLOTS = 8;
    private static final int POSITION_HEAPS = 10;
    private static final int BALANCE_KINDS = 4;
    private static final int DEADLINES = 0;

    private final HeapForest ofPositions;
    private final HeapForest ofBalances;
    private final HeapForest ofLoans;
    private final OrderedForest deadlines;
    private final Slab positionSlab;
    private final Slab balanceSlab;
    private final Slab loanSlab;
    private final PositionRecord position;
    private final BalanceRecord balance;
    private final LoanRecord loan;
    private final InstrumentRecord instrument;
    private final AssetRecord asset;
    private final Indexes indexes;
    private final SlowPrice slowPrice;
    private final OrderTerms clock;
    private final InitialScale scales;
    private final TouchedAccounts touched;
    private long lowest;
    private long highest;
    private boolean hearsTime = true;
    private boolean hearsScale = true;

    InitialBounds(
        final Arena arena,
        final EngineLimits limits,
        final Accounts accounts,
        final Catalogue catalogue,
        final Indexes indexes,
        final SlowPrice slowPrice,
        final OrderTerms clock,
        final InitialScale scales,
        final TouchedAccounts touched)
    {
        ofPositions = new HeapForest(arena, "initial.positions",
            POSITION_HEAPS * (limits.instruments() + 1), POSITION_SLOTS * (limits.positions() + 1));
        ofBalances = new HeapForest(arena, "initial.balances",
            BALANCE_KINDS * (limits.assets() + 1), BALANCE_KINDS * (limits.balances() + 1));
        ofLoans = new HeapForest(arena, "initial.loans", 2 * (limits.assets() + 1), limits.balances() + 1);
        loan = accounts.loans().newRecord();
        loanSlab = accounts.loans().slab();
        deadlines = new OrderedForest(arena, "initial.deadlines", 1, 1 + limits.instruments() + limits.assets());
        positionSlab = accounts.positionSlab();
        balanceSlab = accounts.balanceSlab();
        position = accounts.newPositionRecord();
        balance = accounts.newBalanceRecord();
        instrument = catalogue.newInstrumentRecord();
        asset = catalogue.newAssetRecord();
        this.indexes = indexes;
        this.slowPrice = slowPrice;
        this.clock = clock;
        this.scales = scales;
        this.touched = touched;
    }

    /**
     * Compares the mark of an instrument, and narrows the window of marks in which nothing is passed.
     *
     * @param moved on the record of the instrument, with its new mark.
     */
    void mark(final InstrumentRecord moved)
    {
        final int low = heap(moved.index(), MARK_LOW);
        final int high = low + MARK_HIGH;
        final long nextLow = fireMarks(low, moved.markSubTicks());
        final long nextHigh = fireMarks(high, -moved.markSubTicks());
        moved.windowLowSubTicks(Math.max(moved.windowLowSubTicks(), nextLow));
        moved.windowHighSubTicks(Math.min(moved.windowHighSubTicks(), -Math.max(nextHigh, -Long.MAX_VALUE)));
    }

    /**
     * Touches the accounts of all bounds that a mark passes. The last of them stays on top: before the command ends it
     * is moved or removed, since whoever is touched by a mark gets new bounds on it, or none.
     *
     * @return key of the next bound, the least number if there is none.
     */
    private long fireMarks(final int heap, final long key)
    {
        while (!ofPositions.isEmpty(heap))
        {
            final long top = ofPositions.topKey(heap);
            if (top <= key)
            {
                return top;
            }
            final int slot = ofPositions.topSlot(heap);
            position.wrap(slot / POSITION_SLOTS);
            position.windowLowSubTicks(0);
            touched.touchByPrice(position.account());
            final long second = ofPositions.secondKey(heap);
            if (second <= key)
            {
                return second;
            }
            ofPositions.remove(slot);
        }
        return Long.MIN_VALUE;
    }

    /**
     * Compares the cumulative funding of an instrument.
     *
     * @param instrumentIndex of the instrument.
     */
    void funding(final int instrumentIndex)
    {
        instrument.wrap(instrumentIndex);
        firePositions(heap(instrumentIndex, FUNDING_LOW), instrument.fundingAtoms());
        firePositions(heap(instrumentIndex, FUNDING_HIGH), -instrument.fundingAtoms());
    }

    /**
     * Compares what moves the initial rates of an instrument.
     *
     * @param instrumentIndex of the instrument.
     */
    void scale(final int instrumentIndex)
    {
        if (hearsScale)
        {
            instrument.wrap(instrumentIndex);
            final long scale = scales.of(instrument);
            firePositions(heap(instrumentIndex, SCALE), -scale);
            firePositions(heap(instrumentIndex, SCALE_LOW), scale);
            firePositions(heap(instrumentIndex, FACTOR), -instrument.initialFactorPpm());
            firePositions(heap(instrumentIndex, FACTOR_LOW), instrument.initialFactorPpm());
        }
    }

    /**
     * Compares the price of an asset.
     *
     * @param assetIndex of the asset.
     */
    void price(final int assetIndex)
    {
        asset.wrap(assetIndex);
        fireBalances(ofAsset(assetIndex, PRICE_LOW), asset.priceAtoms());
        fireBalances(ofAsset(assetIndex, PRICE_HIGH), -asset.priceAtoms());
    }

    /**
     * Compares the slow price of an index, and says when it has to be compared again.
     *
     * @param number of the index.
     */
    void slow(final int number)
    {
        final long price = slowPrice.at(number, clock.nowNs());
        final int slot = indexes.slot(number);
        if (price != 0 && number == slot)
        {
            firePositions(heap(slot, SLOW_LOW), price);
            firePositions(heap(slot, SLOW_HIGH), -price);
        }
        else if (price != 0)
        {
            fireBalances(ofAsset(slot, SLOW_LOW), price);
            fireBalances(ofAsset(slot, SLOW_HIGH), -price);
            fireLoans(2 * slot, price);
            fireLoans(2 * slot + 1, -price);
        }
        schedule(number);
    }

    /** Says when the slow price of an index has to be compared again; touches nobody. */
    private void schedule(final int number)
    {
        final int slot = indexes.slot(number);
        lowest = 0;
        highest = Long.MAX_VALUE;
        if (number == slot)
        {
            narrow(ofPositions, heap(slot, SLOW_LOW));
        }
        else
        {
            narrow(ofBalances, ofAsset(slot, SLOW_LOW));
            narrow(ofLoans, 2 * slot);
        }
        final boolean none = lowest == 0 && highest == Long.MAX_VALUE || !hearsTime;
        final long timeNs =
            none ? Indexes.NEVER : slowPrice.passingNs(number, clock.nowNs(), lowest, highest);
        deadlines.remove(number);
        if (timeNs != Indexes.NEVER)
        {
            deadlines.put(DEADLINES, number, timeNs, number);
        }
    }

    /**
     * When the first slow price may pass a bound.
     *
     * @return epoch nanoseconds, {@link Indexes#NEVER} if none can.
     */
    long nextDeadlineNs()
    {
        final int first = deadlines.first(DEADLINES);
        return first == OrderedForest.NONE ? Indexes.NEVER : deadlines.key(first);
    }

    /** Compares the slow price whose deadline comes first. */
    void fireDeadline()
    {
        slow(deadlines.first(DEADLINES));
    }

    private void narrow(final HeapForest forest, final int low)
    {
        lowest = forest.isEmpty(low) ? lowest : Math.max(lowest, forest.topKey(low));
        highest = forest.isEmpty(low + 1) ? highest : Math.min(highest, -forest.topKey(low + 1));
    }

    private void fireLoans(final int heap, final long key)
    {
        while (!ofLoans.isEmpty(heap) && ofLoans.topKey(heap) > key)
        {
            final int slot = ofLoans.topSlot(heap);
            ofLoans.remove(slot);
            loan.wrap(slot);
            touched.touchByPrice(loan.account());
        }
    }

    private void firePositions(final int heap, final long key)
    {
        while (!ofPositions.isEmpty(heap) && ofPositions.topKey(heap) > key)
        {
            final int slot = ofPositions.topSlot(heap);
            ofPositions.remove(slot);
            position.wrap(slot / POSITION_SLOTS);
            position.windowLowSubTicks(0);
            touched.touchByPrice(position.account());
        }
    }

    private void fireBalances(final int heap, final long key)
    {
        while (!ofBalances.isEmpty(heap) && ofBalances.topKey(heap) > key)
        {
            final int slot = ofBalances.topSlot(heap);
            ofBalances.remove(slot);
            balance.wrap(slot / BALANCE_KINDS);
            touched.touchByPrice(balance.account());
        }
    }

    /**
     * Sets a bound of a position.
     *
     * @param holder on the record of the position.
     * @param kind   of the bound.
     * @param bound  last number of the factor that does not pass it.
     */
    void put(final PositionRecord holder, final int kind, final long bound)
    {
        final boolean isLow = kind < SCALE == ((kind & 1) == 0);
        final int slot = slot(holder.index(), kind);
        final int heap = heap(holder.instrument(), kind);
        ofPositions.put(heap, slot, isLow ? bound : -bound);
        if (kind <= MARK_HIGH)
        {
            instrument.wrap(holder.instrument());
            instrument.windowLowSubTicks(Math.max(instrument.windowLowSubTicks(), isLow ? bound : 0));
            instrument.windowHighSubTicks(
                Math.min(instrument.windowHighSubTicks(), isLow ? Long.MAX_VALUE : bound));
        }
        else if (kind <= SLOW_HIGH && ofPositions.topSlot(heap) == slot)
        {
            schedule(indexes.ofInstrument(holder.instrument()));
        }
    }

    /**
     * Takes a bound of a position away, if it has it.
     *
     * @param positionIndex of the position.
     * @param kind          of the bound.
     */
    void remove(final int positionIndex, final int kind)
    {
        ofPositions.remove(slot(positionIndex, kind));
    }

    private static int slot(final int positionIndex, final int kind)
    {
        return POSITION_SLOTS * positionIndex + (kind < SCALE ? kind : SCALE + (kind - SCALE) / 2);
    }

    /**
     * Takes all bounds of a position away.
     *
     * @param positionIndex of the position.
     */
    void dropPosition(final int positionIndex)
    {
        for (int slot = 0; slot < POSITION_SLOTS; slot++)
        {
            ofPositions.remove(POSITION_SLOTS * positionIndex + slot);
        }
    }

    /**
     * Sets a bound of a balance.
     *
     * @param holder on the record of the balance.
     * @param kind   of the bound.
     * @param bound  last number of the factor that does not pass it.
     */
    void put(final BalanceRecord holder, final int kind, final long bound)
    {
        final int slot = BALANCE_KINDS * holder.index() + kind;
        final int heap = ofAsset(holder.asset(), kind);
        ofBalances.put(heap, slot, (kind & 1) == 0 ? bound : -bound);
        if (kind >= SLOW_LOW && ofBalances.topSlot(heap) == slot)
        {
            schedule(indexes.ofAsset(holder.asset()));
        }
    }

    /**
     * Takes a bound of a balance away, if it has it.
     *
     * @param balanceIndex of the balance.
     * @param kind         of the bound.
     */
    void removeOfBalance(final int balanceIndex, final int kind)
    {
        ofBalances.remove(BALANCE_KINDS * balanceIndex + kind);
    }

    /**
     * Takes all bounds of a balance away.
     *
     * @param balanceIndex of the balance.
     */
    void dropBalance(final int balanceIndex)
    {
        for (int kind = 0; kind < BALANCE_KINDS; kind++)
        {
            removeOfBalance(balanceIndex, kind);
        }
    }

    /**
     * Sets the bound of a loan on the slow price of its asset.
     *
     * @param holder on the record of the loan.
     * @param kind   of the bound, a lower or an upper one.
     * @param bound  last slow price that does not pass it.
     */
    void put(final LoanRecord holder, final int kind, final long bound)
    {
        final int heap = 2 * holder.asset() + (kind & 1);
        ofLoans.put(heap, holder.index(), (kind & 1) == 0 ? bound : -bound);
        if (ofLoans.topSlot(heap) == holder.index())
        {
            schedule(indexes.ofAsset(holder.asset()));
        }
    }

    /**
     * Takes the bound of a loan away, if it has it.
     *
     * @param loanIndex of the loan.
     */
    void dropLoan(final int loanIndex)
    {
        ofLoans.remove(loanIndex);
    }

    /**
     * Touches everybody who holds what an index prices, or has orders for it: a factor that their bounds do not know
     * begins or ends. Looks at every position, or balance and loan: for commands of the operator.
     *
     * @param number of the index.
     */
    void touchHolders(final int number)
    {
        final int slot = indexes.slot(number);
        if (number == slot)
        {
            for (int index = 1; index < positionSlab.used(); index++)
            {
                position.wrap(index);
                if (position.instrument() == slot)
                {
                    touched.touchByPrice(position.account());
                }
            }
            return;
        }
        for (int index = 1; index < balanceSlab.used(); index++)
        {
            balance.wrap(index);
            if (balance.asset() == slot)
            {
                touched.touchByPrice(balance.account());
            }
        }
        for (int index = 1; index < loanSlab.used(); index++)
        {
            loan.wrap(index);
            if (loan.asset() == slot)
            {
                touched.touchByPrice(loan.account());
            }
        }
    }

    private static int heap(final int instrumentIndex, final int kind)
    {
        return POSITION_HEAPS * instrumentIndex + kind;
    }

    private static int ofAsset(final int assetIndex, final int kind)
    {
        return BALANCE_KINDS * assetIndex + kind;
    }

    /** Plants the defect that slow prices are compared only when a price arrives. */
    void plantTimelessness()
    {
        hearsTime = false;
    }

    /** Plants another: the scale of rates is not compared. */
    void plantDeafnessToScale()
    {
        hearsScale = false;
    }
}
