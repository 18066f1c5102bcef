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
import io.plimsoll.core.account.PositionRecord;
import io.plimsoll.core.book.OrderTerms;
import io.plimsoll.core.fixed.Fixed;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.Contracts;
import io.plimsoll.core.price.Indexes;
import io.plimsoll.core.price.InstrumentRecord;
import io.plimsoll.core.price.SlowPrice;
import io.plimsoll.core.price.Volatility;

/**
 * Watches positions against the initial requirement: finds the region of each by its share, see {@link PositionRegion},
 * and sets its bounds on the mark, the slow price, the funding and what moves the initial rates of its instrument. 0 B.
 */
final class InitialPositions
{
    private static final long PPM = 1_000_000;

    private final InitialBounds bounds;
    private final InitialScale scales;
    private final Indexes indexes;
    private final SlowPrice slowPrice;
    private final OrderTerms clock;
    private final PositionRegion region;
    private final PositionRecord position;
    private final InstrumentRecord instrument;

    InitialPositions(
        final InitialBounds bounds,
        final InitialRequirement initial,
        final Accounts accounts,
        final Catalogue catalogue,
        final Volatility volatility,
        final Indexes indexes,
        final SlowPrice slowPrice,
        final OrderTerms clock)
    {
        this.bounds = bounds;
        this.indexes = indexes;
        this.slowPrice = slowPrice;
        this.clock = clock;
        scales = new InitialScale(volatility);
        region = new PositionRegion(initial);
        position = accounts.newPositionRecord();
        instrument = catalogue.newInstrumentRecord();
    }

    /**
     * The slow price of an instrument.
     *
     * @param instrumentIndex of the instrument.
     * @return sub-ticks, 0 if it has none.
     */
    long slowSubTicks(final int instrumentIndex)
    {
        return indexes.sourced() == 0 ? 0 : slowPrice.at(indexes.ofInstrument(instrumentIndex), clock.nowNs());
    }

    /** What the worse sides of an account are worth, by which they share its slack. */
    long weightAtoms(final AccountRecord account)
    {
        long weight = 0;
        for (int index = account.firstPosition(); index != 0; index = position.next())
        {
            position.wrap(index);
            weight += choose() ? region.weightAtoms() : 0;
        }
        return weight;
    }

    /** Moves the region to the position that is wrapped, unless it counts spot orders or nothing. */
    private boolean choose()
    {
        instrument.wrap(position.instrument());
        if (Contracts.isSpot(instrument))
        {
            return false;
        }
        region.position(instrument, position, slowSubTicks(position.instrument()));
        return true;
    }

    /**
     * Finds new regions against a loss and sets their bounds.
     *
     * @param account   on its record.
     * @param arms      that know the share of each atom of value, and what is left to be given.
     * @param forOrders whether orders are to be taken out of a room.
     */
    void keep(final AccountRecord account, final InitialArms arms, final boolean forOrders)
    {
        for (int index = account.firstPosition(); index != 0; index = position.next())
        {
            position.wrap(index);
            if (choose())
            {
                keep(arms, forOrders);
            }
        }
    }

    /**
     * Finds a new region against a loss for one position, which is not in a spot pair.
     *
     * @param positionIndex of the position.
     * @param arms          that know the share of each atom of value, and what is left to be given.
     */
    void keep(final int positionIndex, final InitialArms arms)
    {
        position.wrap(positionIndex);
        choose();
        keep(arms, false);
    }

    /**
     * Sets the one bound of a position that marks alone can move.
     *
     * @param holder on the record of the position.
     * @param of     on the record of its instrument.
     * @param step   by which the mark may go against it, sub-ticks.
     */
    void putPlain(final PositionRecord holder, final InstrumentRecord of, final long step)
    {
        final boolean isLong = holder.lots() > 0;
        final long bound = of.markSubTicks() + (isLong ? -step : step);
        if (isLong ? bound > 1 : bound < of.maxMarkSubTicks())
        {
            bounds.put(holder, isLong ? InitialBounds.MARK_LOW : InitialBounds.MARK_HIGH, bound);
        }
        else
        {
            bounds.remove(holder.index(), isLong ? InitialBounds.MARK_LOW : InitialBounds.MARK_HIGH);
        }
        bounds.remove(holder.index(), isLong ? InitialBounds.MARK_HIGH : InitialBounds.MARK_LOW);
        holder.windowLowSubTicks(isLong ? Math.max(1, bound) : -bound);
        holder.windowHighSubTicks(0);
        holder.lotReserveAtoms(0);
        holder.growthPpm(0);
    }

    private void keep(final InitialArms arms, final boolean forOrders)
    {
        region.keep(Math.min(arms.roomAtoms(), arms.shareAtoms(region.weightAtoms())), forOrders);
        arms.take(region.dropAtoms());
        put();
        if (InitialScale.moves(instrument))
        {
            bound(InitialBounds.SCALE, instrument.varies(),
                scales.of(instrument) * (PPM + region.growthPpm()) / PPM);
            bound(InitialBounds.FACTOR, InitialScale.hasFactor(instrument),
                instrument.initialFactorPpm() * (PPM + region.growthPpm()) / PPM);
        }
        // Outside of a room for orders the one bound of a plain position is kept here, see PlainVisit.
        position.windowLowSubTicks(forOrders ? region.markLow() : region.isPlain() ? region.plainBound() : 0);
        position.windowHighSubTicks(forOrders ? region.markHigh() : 0);
        position.lotReserveAtoms(forOrders ? region.lotReserveAtoms() : 0);
        position.growthPpm((int)region.totalGrowthPpm());
    }

    /**
     * Finds regions against a recovery and sets their bounds.
     *
     * @param account on its record.
     * @param arms    that know the share of each atom of value.
     */
    void stay(final AccountRecord account, final InitialArms arms)
    {
        for (int index = account.firstPosition(); index != 0; index = position.next())
        {
            position.wrap(index);
            if (choose())
            {
                region.stay(arms.shareAtoms(region.weightAtoms()));
                put();
                bound(InitialBounds.SCALE_LOW, instrument.varies(),
                    Fixed.ceilDivide(scales.of(instrument) * (PPM - region.growthPpm()), PPM));
                bound(InitialBounds.FACTOR_LOW, InitialScale.hasFactor(instrument),
                    Fixed.ceilDivide(instrument.initialFactorPpm() * (PPM - region.growthPpm()), PPM));
                position.windowHighSubTicks(0);
            }
        }
    }

    /**
     * Sets every bound at the factors as they are.
     *
     * @param account on its record.
     * @param loss    whether rates are watched for a rise, else for a fall.
     */
    void watch(final AccountRecord account, final boolean loss)
    {
        for (int index = account.firstPosition(); index != 0; index = position.next())
        {
            position.wrap(index);
            position.windowHighSubTicks(0);
            instrument.wrap(position.instrument());
            if (!Contracts.isSpot(instrument))
            {
                watch(loss);
            }
        }
    }

    /**
     * Sets the bounds of a box about all factors but rates, which are watched for a rise.
     *
     * @param account on its record.
     * @param box     that has been found for it.
     */
    void keepNet(final AccountRecord account, final NetRegion box)
    {
        for (int index = account.firstPosition(); index != 0; index = position.next())
        {
            position.wrap(index);
            position.windowHighSubTicks(0);
            instrument.wrap(position.instrument());
            if (!Contracts.isSpot(instrument))
            {
                keepNet(box);
            }
        }
    }

    private void keepNet(final NetRegion box)
    {
        final long slow = slowSubTicks(position.instrument());
        bound(InitialBounds.MARK_LOW, true, box.lowMark(instrument));
        bound(InitialBounds.MARK_HIGH, true, box.highMark(instrument));
        if (slow != 0)
        {
            bound(InitialBounds.SLOW_LOW, true, box.low(slow));
            bound(InitialBounds.SLOW_HIGH, true, box.high(slow));
        }
        if (instrument.isFunded())
        {
            bound(InitialBounds.FUNDING_LOW, true, instrument.fundingAtoms() - box.fundingAtoms(instrument));
            bound(InitialBounds.FUNDING_HIGH, true, instrument.fundingAtoms() + box.fundingAtoms(instrument));
        }
        watchRates(true);
    }

    private void watch(final boolean loss)
    {
        final long slow = slowSubTicks(position.instrument());
        bound(InitialBounds.MARK_LOW, true, instrument.markSubTicks());
        bound(InitialBounds.MARK_HIGH, true, instrument.markSubTicks());
        if (slow != 0)
        {
            bound(InitialBounds.SLOW_LOW, true, slow);
            bound(InitialBounds.SLOW_HIGH, true, slow);
        }
        if (instrument.isFunded())
        {
            bound(InitialBounds.FUNDING_LOW, true, instrument.fundingAtoms());
            bound(InitialBounds.FUNDING_HIGH, true, instrument.fundingAtoms());
        }
        watchRates(loss);
    }

    private void watchRates(final boolean loss)
    {
        if (InitialScale.moves(instrument))
        {
            bound(loss ? InitialBounds.SCALE : InitialBounds.SCALE_LOW, instrument.varies(), scales.of(instrument));
            bound(loss ? InitialBounds.FACTOR : InitialBounds.FACTOR_LOW, InitialScale.hasFactor(instrument),
                instrument.initialFactorPpm());
        }
    }

    /**
     * Takes the bounds of the positions of an account away.
     *
     * @param account on its record.
     */
    void disarm(final AccountRecord account)
    {
        for (int index = account.firstPosition(); index != 0; index = position.next())
        {
            position.wrap(index);
            position.windowHighSubTicks(0);
            bounds.dropPosition(index);
        }
    }

    /**
     * Sets the bounds of a region on all but what moves rates. A factor that has ceased to move may leave a bound
     * behind, which can only touch the account in vain.
     */
    private void put()
    {
        bound(InitialBounds.MARK_LOW, region.markLow() > 1, region.markLow());
        bound(InitialBounds.MARK_HIGH, region.markHigh() < instrument.maxMarkSubTicks(), region.markHigh());
        if (region.hasSlowPrice())
        {
            bound(InitialBounds.SLOW_LOW, region.slowLow() > 1, region.slowLow());
            bound(InitialBounds.SLOW_HIGH, region.slowHigh() != PositionRegion.FREE, region.slowHigh());
        }
        if (instrument.isFunded())
        {
            final long funding = instrument.fundingAtoms();
            bound(InitialBounds.FUNDING_LOW, region.fundingDown() != PositionRegion.FREE,
                funding - region.fundingDown());
            bound(InitialBounds.FUNDING_HIGH, region.fundingUp() != PositionRegion.FREE,
                funding + region.fundingUp());
        }
    }

    private void bound(final int kind, final boolean bounded, final long bound)
    {
        if (bounded)
        {
            bounds.put(position, kind, bound);
        }
        else
        {
            bounds.remove(position.index(), kind);
        }
    }
}
