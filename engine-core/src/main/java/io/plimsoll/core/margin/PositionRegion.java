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

import io.plimsoll.core.account.PositionRecord;
import io.plimsoll.core.fixed.Fixed;
import io.plimsoll.core.price.InstrumentRecord;

/**
 * How far the factors of one position may move, each on its own, while it takes no more than a budget from the slack of
 * its account over the initial requirement, or adds no more to it. With lots q, the worse sides {@code low = q - sells}
 * and {@code high = q + buys}, {@code w} the largest of them, mark m and slow price s, the position counts
 * <pre>
 *   k * (q * m - max(0, high) * max(0, m - s) - max(0, -low) * max(0, s - m))
 *     - requirement(w * m * k) - what its orders lose if they fill - fees - funding
 * </pre>
 * Against a loss: the first line is concave in m and s, the requirement grows no faster than at the upper end of the
 * marks, an order's loss no faster than its lots, and a fall is not counted as a relief; so the least is at one of the
 * four corners. Funding takes at most w lots' worth of its move, because orders may fill. What fills or is cancelled
 * raises the slack at every mark, or leaves it: the region needs no change then. Against a recovery each part moves no
 * faster than its lots. A region that no budget is enough for is the point where the factors are.
 */
final class PositionRegion
{
    /** No bound. */
    static final long FREE = Long.MAX_VALUE;

    private static final long PPM = 1_000_000;
    private static final long SCALE = 1_000_000_000_000L;
    private static final long RATE_MAX = 2 * SCALE;
    private static final int RATE_SHIFT = 15;
    /** Orders out of a room count on marks that have moved by no more than one part in 2^7. */
    private static final int BAND_SHIFT = 7;
    /** Funding and rates get this part of a budget, as a shift, where they move. */
    private static final int PART_SHIFT = 3;

    private final InitialRequirement initial;
    private InstrumentRecord instrument;
    private long lots;
    private long buys;
    private long sells;
    private long longLots;
    private long shortLots;
    private long worst;
    private long unit;
    private long mark;
    private long slow;
    private long rate;
    private long requiredLots;
    private long markLow;
    private long markHigh;
    private long slowLow;
    private long slowHigh;
    private long fundingDown;
    private long fundingUp;
    private long growthPpm;
    private long dropAtoms;

    PositionRegion(final InitialRequirement initial)
    {
        this.initial = initial;
    }

    /**
     * Chooses the position that the next calls are about.
     *
     * @param of        on the record of its instrument.
     * @param position  on its record.
     * @param slowPrice of the instrument, 0 if it has none.
     */
    void position(final InstrumentRecord of, final PositionRecord position, final long slowPrice)
    {
        instrument = of;
        lots = position.lots();
        buys = position.buyLots();
        sells = position.sellLots();
        longLots = Math.max(0, lots + buys);
        shortLots = Math.max(0, sells - lots);
        worst = Math.max(longLots, shortLots);
        unit = of.markFactorAtoms();
        mark = of.markSubTicks();
        slow = slowPrice;
    }

    /**
     * Whether the instrument has a slow price.
     *
     * @return true if so.
     */
    boolean hasSlowPrice()
    {
        return slow != 0;
    }

    /**
     * Value of the worse side, by which a position shares the slack of its account.
     *
     * @return atoms.
     */
    long weightAtoms()
    {
        return worst * unit * mark;
    }

    /**
     * Finds the region against a loss.
     *
     * @param budgetAtoms that the position may lose.
     * @param forOrders   whether orders are to be taken out of a room: then the region is bounded on every side.
     */
    void keep(final long budgetAtoms, final boolean forOrders)
    {
        pin();
        final long partAtoms = budgetAtoms >> PART_SHIFT;
        long left = budgetAtoms;
        if (InitialScale.moves(instrument))
        {
            grow(partAtoms);
            left -= partAtoms;
        }
        if (instrument.isFunded())
        {
            fund(partAtoms, forOrders);
            left -= partAtoms;
        }
        if (left > 0 && slow <= instrument.maxMarkSubTicks() && limitRate(forOrders))
        {
            if (slow != 0 && buys == 0 && sells == 0)
            {
                spanTogether(left, forOrders);
            }
            else
            {
                spanApart(left, forOrders);
            }
        }
        dropAtoms = growthPpm == 0 ? 0 : growthAtoms();
        dropAtoms += Math.max(multiply(longLots, fundingUp), multiply(shortLots, fundingDown)) + spanAtoms();
        if (dropAtoms > budgetAtoms)
        {
            pin();
            dropAtoms = 0;
        }
    }

    /**
     * Whether a mark alone bounds the region against a loss: no order rests, and nothing else moves.
     *
     * @return true if so.
     */
    boolean isPlain()
    {
        return buys == 0 && sells == 0 && slow == 0 && !instrument.isFunded() && !InitialScale.moves(instrument);
    }

    /**
     * The mark that bounds the region of a plain position against a loss.
     *
     * @return lowest mark of a long, highest mark of a short with its sign changed.
     */
    long plainBound()
    {
        return lots > 0 ? Math.max(1, markLow) : -markHigh;
    }

    private void pin()
    {
        markLow = mark;
        markHigh = mark;
        slowLow = slow;
        slowHigh = slow;
        fundingDown = 0;
        fundingUp = 0;
        growthPpm = 0;
        requiredLots = 0;
    }

    /** Lets rates grow by as much as a part of the budget pays for. */
    private void grow(final long partAtoms)
    {
        final long roundingAtoms = roundingAtoms(mark);
        rate = initial.mostRate(instrument, weightAtoms());
        if (partAtoms > roundingAtoms && rate <= RATE_MAX)
        {
            // Where two of them grow, growing by g each they are (1 + g)^2 times what they were, at most 1 + 3 g.
            final long most = Fixed.multiplyDivideFloor(partAtoms - roundingAtoms, PPM, requiredAtoms() + 1);
            growthPpm = Math.min(PPM, grownTwice() ? most / 3 : most);
        }
    }

    private boolean grownTwice()
    {
        return instrument.varies() && InitialScale.hasFactor(instrument);
    }

    private long growthAtoms()
    {
        rate = initial.mostRate(instrument, weightAtoms());
        return Fixed.multiplyDivideCeil(requiredAtoms(), totalGrowthPpm(), PPM) + roundingAtoms(mark);
    }

    /**
     * By how much of themselves initial rates may grow, by all that moves them.
     *
     * @return ppm.
     */
    long totalGrowthPpm()
    {
        return grownTwice() ? 3 * growthPpm : growthPpm;
    }

    private long requiredAtoms()
    {
        return Fixed.multiplyDivideCeil(weightAtoms(), rate, SCALE);
    }

    /** One ppm of the maintenance rate, by which rates may be rounded up, times a factor that may double. */
    private long roundingAtoms(final long at)
    {
        return 1 + Fixed.multiplyDivideCeil(worst * unit * at, 2L * instrument.initialFactorPpm(), SCALE);
    }

    private void fund(final long partAtoms, final boolean forOrders)
    {
        final long most = Math.min(partAtoms / Math.max(1, worst), mark * unit >> BAND_SHIFT);
        fundingUp = forOrders ? most : longLots == 0 ? FREE : partAtoms / longLots;
        fundingDown = forOrders ? most : shortLots == 0 ? FREE : partAtoms / shortLots;
    }

    private static long multiply(final long lots, final long atoms)
    {
        return lots == 0 ? 0 : lots * atoms;
    }

    /** Finds how far up marks may be looked at, and how fast the requirement grows up to there. */
    private boolean limitRate(final boolean forOrders)
    {
        final long most = instrument.maxMarkSubTicks();
        final boolean gains = !forOrders && lots == worst && sells == 0;
        markHigh = gains ? most : Math.min(most, forOrders ? mark + (mark >> BAND_SHIFT) : 2 * mark);
        rateUpTo(markHigh);
        if (gains && climbLots() != 0)
        {
            markHigh = Math.min(most, 2 * mark);
            rateUpTo(markHigh);
        }
        if (rate > RATE_MAX)
        {
            markHigh = mark;
        }
        return rate <= RATE_MAX;
    }

    private void rateUpTo(final long most)
    {
        rate = initial.mostRate(instrument, worst * unit * most);
        if (growthPpm != 0 && rate <= RATE_MAX)
        {
            rate = rate + Fixed.ceilDivide(rate * totalGrowthPpm(), PPM) + 2L * instrument.initialFactorPpm();
        }
        requiredLots = rate <= RATE_MAX ? lotsRequired(worst, rate) : worst;
    }

    /**
     * A requirement in lots' worth, rounded up; generously, so that one division is enough.
     *
     * @param ofLots required for.
     * @param atRate in parts of 10^12, at most twice as many.
     * @return lots.
     */
    static long lotsRequired(final long ofLots, final long atRate)
    {
        return Fixed.ceilDivide(ofLots * ((atRate >> RATE_SHIFT) + 1), SCALE >> RATE_SHIFT);
    }

    /** Lots' worth that is lost at most when the mark rises. */
    private long climbLots()
    {
        return Math.max(0, requiredLots - lots + (slow == 0 ? 0 : longLots)) + sells;
    }

    /** Lots' worth that is lost at most when the mark falls. */
    private long fallLots()
    {
        return Math.max(0, lots + (slow == 0 ? 0 : shortLots)) + buys;
    }

    /** Mark and slow price each have a part of the budget. */
    private void spanApart(final long budgetAtoms, final boolean forOrders)
    {
        final long slowAtoms = slow == 0 ? 0 : budgetAtoms / 2;
        final long markAtoms = budgetAtoms - slowAtoms;
        final long down = steps(markAtoms, fallLots(), mark);
        markLow = mark - (forOrders ? Math.min(down, mark >> BAND_SHIFT) : down);
        markHigh = Math.min(markHigh, mark + steps(markAtoms, climbLots(), markHigh - mark));
        if (slow != 0)
        {
            final long most = forOrders ? slow >> BAND_SHIFT : slow;
            slowLow = longLots == 0 && !forOrders ? 0 : slow - steps(slowAtoms, longLots, most);
            slowHigh = shortLots == 0 && !forOrders ? FREE : slow + steps(slowAtoms, shortLots, most);
        }
    }

    /**
     * A position without orders counts the worse of mark and slow price: what one of them loses the other does not lose
     * again, so both have one bound.
     */
    private void spanTogether(final long budgetAtoms, final boolean forOrders)
    {
        final long requiredPart = budgetAtoms >> PART_SHIFT;
        final long valueAtoms = budgetAtoms - requiredPart;
        final boolean isLong = lots > 0;
        final long worse = isLong ? Math.min(mark, slow) : Math.max(mark, slow);
        final long bound = isLong ? worse - steps(valueAtoms, lots, worse) :
            worse + steps(valueAtoms, -lots, instrument.maxMarkSubTicks() - worse);
        markHigh = Math.min(markHigh, mark + steps(requiredPart, requiredLots, markHigh - mark));
        markLow = isLong ? bound : 0;
        slowLow = isLong ? bound : 0;
        slowHigh = isLong ? FREE : bound;
        if (!isLong)
        {
            markHigh = Math.max(mark, Math.min(markHigh, bound));
        }
        if (forOrders)
        {
            markLow = Math.max(markLow, mark - (mark >> BAND_SHIFT));
            slowLow = Math.max(slowLow, slow - (slow >> BAND_SHIFT));
            slowHigh = Math.min(slowHigh, slow + (slow >> BAND_SHIFT));
        }
    }

    /** Sub-ticks by which lots may move for an amount, at most some. */
    private long steps(final long atoms, final long byLots, final long most)
    {
        return byLots == 0 ? most : Math.min(most, atoms / (byLots * unit));
    }

    /** What the position loses at most while mark and slow price stay where they have been let. */
    private long spanAtoms()
    {
        final long low = slow == 0 ? 0 : slowLow;
        final long high = slowHigh == FREE ? slow : slowHigh;
        final long atLow = Math.min(value(markLow, low), value(markLow, high)) - buys * (mark - markLow);
        final long atHigh = Math.min(value(markHigh, low), value(markHigh, high)) -
            (requiredLots + sells) * (markHigh - mark);
        return Math.max(0, value(mark, slow) - Math.min(atLow, atHigh)) * unit;
    }

    private long value(final long atMark, final long atSlow)
    {
        if (slow == 0)
        {
            return lots * atMark;
        }
        return lots * atMark - (atMark > atSlow ? longLots * (atMark - atSlow) : shortLots * (atSlow - atMark));
    }

    /**
     * Finds the region against a recovery.
     *
     * @param budgetAtoms that the position may gain.
     */
    void stay(final long budgetAtoms)
    {
        pin();
        dropAtoms = 0;
        rate = initial.mostRate(instrument, weightAtoms());
        if (rate > RATE_MAX)
        {
            return;
        }
        requiredLots = lotsRequired(worst, rate);
        final long partAtoms = budgetAtoms >> PART_SHIFT;
        final long roundingAtoms = roundingAtoms(mark);
        if (InitialScale.moves(instrument) && partAtoms > roundingAtoms)
        {
            final long most = Fixed.multiplyDivideFloor(partAtoms - roundingAtoms, PPM, requiredAtoms() + 1);
            growthPpm = Math.min(PPM, grownTwice() ? most / 2 : most);
        }
        fundingDown = partAtoms / Math.max(1, Math.abs(lots));
        fundingUp = fundingDown;
        final long slowLots = slow == 0 ? 0 : worst;
        final long step = steps(budgetAtoms / 4, Math.abs(lots) + slowLots + buys + sells + requiredLots, mark);
        markLow = mark - step;
        markHigh = mark + step;
        if (slow != 0)
        {
            final long slowStep = steps(budgetAtoms / 4, worst, slow);
            slowLow = slow - slowStep;
            slowHigh = slow + slowStep;
        }
    }

    /**
     * Lowest mark of the region.
     *
     * @return sub-ticks.
     */
    long markLow()
    {
        return markLow;
    }

    /**
     * Highest mark of the region.
     *
     * @return sub-ticks.
     */
    long markHigh()
    {
        return markHigh;
    }

    /**
     * Lowest slow price of the region.
     *
     * @return sub-ticks.
     */
    long slowLow()
    {
        return slowLow;
    }

    /**
     * Highest slow price of the region.
     *
     * @return sub-ticks, {@link #FREE} for any.
     */
    long slowHigh()
    {
        return slowHigh;
    }

    /**
     * How far cumulative funding may fall.
     *
     * @return atoms of a lot, {@link #FREE} for any.
     */
    long fundingDown()
    {
        return fundingDown;
    }

    /**
     * How far cumulative funding may rise.
     *
     * @return atoms of a lot, {@link #FREE} for any.
     */
    long fundingUp()
    {
        return fundingUp;
    }

    /**
     * By how much of itself the scale of rates may grow, against a recovery fall.
     *
     * @return ppm.
     */
    long growthPpm()
    {
        return growthPpm;
    }

    /**
     * What the position takes from the slack at most inside the region.
     *
     * @return atoms.
     */
    long dropAtoms()
    {
        return dropAtoms;
    }

    /**
     * What each lot more, bought or sold, takes from the slack at most inside the region beyond its requirement, its
     * loss and its fee at the marks.
     *
     * @return atoms.
     */
    long lotReserveAtoms()
    {
        final long ofSlow = slow == 0 ? 0 : Math.max(0, Math.max(markHigh - slowLow, slowHigh - markLow)) * unit;
        final long ofRounding = growthPpm == 0 ? 0 :
            1 + Fixed.multiplyDivideCeil(markHigh * unit, 2L * instrument.initialFactorPpm(), SCALE);
        return ofSlow + ofRounding + Math.max(fundingDown, fundingUp);
    }
}
