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

import io.plimsoll.core.fixed.Fixed;
import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.price.BracketTableRecord;
import io.plimsoll.core.price.InstrumentRecord;

/**
 * The mark up to which one position keeps a promise about its contribution to the slack over a line,
 * <pre>
 *   g(m) = q * (m * k - F) * w * 10^6 - line * (r(t) * |q| * m * k - d(t))     atoms x 10^12, concave in m
 * </pre>
 * where w is the weight of the asset it settles in, 10^6 for the reference asset, and above {@code line * r} always.
 * Downwards the promise is a floor: the bound is found by walking the brackets from the present mark in the direction
 * that hurts, so it is exact. Upwards it is a ceiling: the tangent of the present bracket lies above {@code g}
 * everywhere. Source: load-line page, sections 2 and 3.
 */
final class PriceBounds
{
    private static final int PPM = 1_000_000;

    private final Int128 share = new Int128();
    private final Int128 here = new Int128();
    private final Int128 there = new Int128();
    private final Int128 loss = new Int128();
    private final Int128 deduction = new Int128();
    private InstrumentRecord instrument;
    private BracketTableRecord table;
    private long linePpm;
    private long weightScaled;
    private boolean isLong;
    private long unitAtoms;
    private long heldLots;

    /**
     * Chooses the position and the line that the next calls are about.
     *
     * @param onInstrument on the record of the instrument.
     * @param onTable      on the brackets that hold at the line.
     * @param lots         signed lots, not 0.
     * @param line         ppm.
     */
    void position(
        final InstrumentRecord onInstrument, final BracketTableRecord onTable, final long lots, final long line)
    {
        position(onInstrument, onTable, lots, line, PPM);
    }

    /**
     * The same where the position counts by a weight.
     *
     * @param onInstrument on the record of the instrument.
     * @param onTable      on the brackets that hold at the line.
     * @param lots         signed lots, not 0.
     * @param line         ppm.
     * @param weightPpm    of the asset that it settles in.
     */
    void position(
        final InstrumentRecord onInstrument,
        final BracketTableRecord onTable,
        final long lots,
        final long line,
        final int weightPpm)
    {
        weightScaled = (long)weightPpm * PPM;
        instrument = onInstrument;
        table = onTable;
        linePpm = line;
        isLong = lots > 0;
        heldLots = lots;
        unitAtoms = Math.abs(lots) * onInstrument.markFactorAtoms();
    }

    /**
     * The contribution of the position at a mark.
     *
     * @param markSubTicks the mark.
     * @param target       register that receives atoms x 10^12.
     * @return the register.
     */
    Int128 contribution(final long markSubTicks, final Int128 target)
    {
        final long notionalAtoms = unitAtoms * markSubTicks;
        final int bracket = Brackets.bracketOf(table, notionalAtoms);
        table.loadBracketDeduction(bracket, deduction).multiply(linePpm);
        target.product(notionalAtoms, isLong ? slope(bracket) : -slope(bracket)).add(deduction);
        return lessFunding(target);
    }

    private Int128 lessFunding(final Int128 target)
    {
        final long fundingAtoms = instrument.fundingAtoms();
        return fundingAtoms == 0 ? target : target.subtractProduct(heldLots * fundingAtoms, weightScaled);
    }

    /**
     * What the line of the bracket at the present mark gives at another mark, which is at least what the position
     * contributes there.
     *
     * @param markSubTicks the other mark.
     * @param target       register that receives atoms x 10^12.
     * @return the register.
     */
    Int128 ceiling(final long markSubTicks, final Int128 target)
    {
        final int bracket = Brackets.bracketOf(table, unitAtoms * instrument.markSubTicks());
        table.loadBracketDeduction(bracket, deduction).multiply(linePpm);
        target.product(unitAtoms * markSubTicks, isLong ? slope(bracket) : -slope(bracket)).add(deduction);
        return lessFunding(target);
    }

    /**
     * How fast the contribution changes with notional in a bracket, not signed: w - line * r long, w + line * r
     * short.
     */
    private long slope(final int bracket)
    {
        final long required = linePpm * table.bracketRatePpm(bracket);
        return isLong ? weightScaled - required : weightScaled + required;
    }

    /**
     * The last mark, in the direction that hurts, at which the position has lost no more than its share.
     *
     * @param shareScaled what it may lose, atoms x 10^12, not negative.
     * @return mark, at least 0 and at most the listed maximum.
     */
    long floorMark(final Int128 shareScaled)
    {
        share.set(shareScaled);
        long mark = instrument.markSubTicks();
        contribution(mark, here);
        while (true)
        {
            final int bracket = hurtingBracket(mark);
            final long edge = edgeMark(bracket);
            final long bound = moved(mark, stepsFor(share, bracket), false);
            if (!isPast(bound, edge) || edge == outermost())
            {
                return isPast(bound, outermost()) ? outermost() : bound;
            }
            final long beyond = moved(edge, 1, false);
            loss.set(here).subtract(contribution(beyond, there));
            if (loss.compareTo(share) > 0)
            {
                return edge;
            }
            share.subtract(loss);
            here.set(there);
            mark = beyond;
        }
    }

    /**
     * The last mark, in the direction that helps, at which the position has gained no more than its share.
     *
     * @param shareScaled what it may gain, atoms x 10^12, not negative.
     * @return mark, at least 0 and at most the listed maximum.
     */
    long ceilingMark(final Int128 shareScaled)
    {
        final long mark = instrument.markSubTicks();
        final int bracket = Brackets.bracketOf(table, unitAtoms * mark);
        final long bound = moved(mark, stepsFor(shareScaled, bracket), true);
        return isLong ? Math.min(bound, instrument.maxMarkSubTicks()) : Math.max(bound, 0);
    }

    /** Whole sub-ticks that use up no more than a share: floor(floor(share / slope) / (|q| k)) is exact. */
    private long stepsFor(final Int128 shareScaled, final int bracket)
    {
        final long slope = slope(bracket);
        final long mostAtoms = Math.multiplyExact(unitAtoms, instrument.maxMarkSubTicks());
        loss.product(mostAtoms, slope);
        if (shareScaled.compareTo(loss) >= 0)
        {
            return instrument.maxMarkSubTicks();
        }
        return loss.set(shareScaled).divideFloor(slope) / unitAtoms;
    }

    private long moved(final long mark, final long steps, final boolean helping)
    {
        return isLong == helping ? mark + steps : mark - steps;
    }

    private boolean isPast(final long mark, final long other)
    {
        return isLong ? mark < other : mark > other;
    }

    private long outermost()
    {
        return isLong ? 0 : instrument.maxMarkSubTicks();
    }

    /** The bracket in which the notional moves when the price goes the way that hurts. */
    private int hurtingBracket(final long mark)
    {
        final long notionalAtoms = unitAtoms * mark;
        return isLong && notionalAtoms > 0 ?
            Brackets.closingBracketOf(table, notionalAtoms) : Brackets.bracketOf(table, notionalAtoms);
    }

    /** The last mark, in the direction that hurts, whose notional lies within a bracket, its edges included. */
    private long edgeMark(final int bracket)
    {
        if (isLong)
        {
            return Fixed.ceilDivide(table.bracketLowerAtoms(bracket), unitAtoms);
        }
        return bracket + 1 == table.bracketCount() ? outermost() :
            Math.min(outermost(), table.bracketLowerAtoms(bracket + 1) / unitAtoms);
    }
}
