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

import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.price.BracketTableRecord;
import io.plimsoll.core.price.InstrumentRecord;

/**
 * The bound of a position on the factor of one heap, for every funding inside a box:
 * <pre>
 *   g(m, F) = min over brackets v of  |q| * (a(v) * k * m - F * 10^12) + line * d(v)       long
 *                                     |q| * (F * 10^12 - a(v) * k * m) + line * d(v)       short
 * </pre>
 * with {@code a = 10^12 -+ line * r(v)}; what settles in an asset of weight w has w * 10^6 in place of 10^12. Downwards
 * g must not fall below a floor. At a funding F that asks for a mark of at least (at most, for a short) {@code m(F) =
 * max (min) over v} of the marks at which each bracket's line meets the floor, and for each v alone the factor of the
 * heap at that mark is linear in F, whichever bracket and line the heap belongs to: the greater of its values at the
 * two ends of the box is a bound that is nowhere too low inside. One bound is enough; where several brackets bind, it
 * fires early by their difference in slope over the width of the box. Upwards the line of the present bracket lies
 * above g everywhere, and the lesser of the two ends is the bound.
 */
final class FactorBounds
{
    private static final long SCALE = 1_000_000_000_000L;
    private static final int PPM = 1_000_000;

    private final Int128 numerator = new Int128();
    private final Int128 divisor = new Int128();
    private final Int128 deduction = new Int128();
    private final Int128 other = new Int128();
    private InstrumentRecord instrument;
    private BracketTableRecord table;
    private long linePpm;
    private long weightScaled;
    private long heapSlope;
    private long centreAtoms;
    private long fundingAtoms;
    private boolean isLong;
    private boolean isReachable;
    private long lots;

    /**
     * Chooses the position, its line and its heap.
     *
     * @param onInstrument on the record of the instrument.
     * @param onTable      on the brackets that hold at the line.
     * @param signedLots   of the position, not 0.
     * @param line         at which the position is armed, ppm.
     * @param weightPpm    by which the position counts.
     * @param slope        signed, of the factor of the heap.
     * @param centre       of the box, relative to which the factor is counted.
     */
    void position(
        final InstrumentRecord onInstrument,
        final BracketTableRecord onTable,
        final long signedLots,
        final long line,
        final int weightPpm,
        final long slope,
        final long centre)
    {
        instrument = onInstrument;
        table = onTable;
        lots = Math.abs(signedLots);
        isLong = signedLots > 0;
        linePpm = line;
        weightScaled = (long)weightPpm * PPM;
        heapSlope = slope;
        centreAtoms = centre;
    }

    /**
     * The least factor at which the position keeps a floor, for all funding inside a box.
     *
     * @param floor  atoms x 10^12.
     * @param low    end of the box.
     * @param high   end of the box.
     * @param target register that receives the factor, atoms x 10^12.
     * @return false if there is no such factor within reach of any mark.
     */
    boolean keeping(final Int128 floor, final long low, final long high, final Int128 target)
    {
        isReachable = true;
        factor(floorMark(floor, low), target);
        factor(floorMark(floor, high), other);
        if (target.compareTo(other) < 0)
        {
            target.set(other);
        }
        return isReachable;
    }

    /**
     * The greatest factor at which the line of one bracket stays at or below a ceiling, for all funding inside a box.
     *
     * @param ceiling atoms x 10^12.
     * @param bracket whose line lies above the contribution.
     * @param low     end of the box.
     * @param high    end of the box.
     * @param target  register that receives the factor, atoms x 10^12.
     * @return false if there is no such factor within reach of any mark.
     */
    boolean staying(final Int128 ceiling, final int bracket, final long low, final long high, final Int128 target)
    {
        isReachable = true;
        fundingAtoms = low;
        factor(markOf(ceiling, bracket, !isLong), target);
        fundingAtoms = high;
        factor(markOf(ceiling, bracket, !isLong), other);
        if (target.compareTo(other) > 0)
        {
            target.set(other);
        }
        return isReachable;
    }

    /** The last mark, in the direction that hurts, at which every bracket's line is at or above the floor. */
    private long floorMark(final Int128 floor, final long funding)
    {
        fundingAtoms = funding;
        long mark = isLong ? Long.MIN_VALUE : Long.MAX_VALUE;
        for (int bracket = 0; bracket < table.bracketCount(); bracket++)
        {
            final long here = markOf(floor, bracket, isLong);
            mark = isLong ? Math.max(mark, here) : Math.min(mark, here);
        }
        return mark;
    }

    /**
     * The mark at which the line of a bracket meets a value, rounded up if marks at and above it are meant, else down;
     * drawn in towards the marks that there are, which bounds the factor on the safe side.
     */
    private long markOf(final Int128 level, final int bracket, final boolean up)
    {
        table.loadBracketDeduction(bracket, deduction).multiply(linePpm);
        numerator.product(lots * fundingAtoms, weightScaled);
        if (isLong)
        {
            numerator.add(level).subtract(deduction);
        }
        else
        {
            numerator.add(deduction).subtract(level);
        }
        final long required = linePpm * table.bracketRatePpm(bracket);
        divisor.product(
            lots * instrument.markFactorAtoms(), isLong ? weightScaled - required : weightScaled + required);
        final long most = 2 * instrument.maxMarkSubTicks();
        final long mark = up ? numerator.divideCeil(divisor) : numerator.divideFloor(divisor);
        isReachable &= up ? mark <= most : mark >= -most;
        return Math.max(-most, Math.min(most, mark));
    }

    private void factor(final long mark, final Int128 target)
    {
        deduction.product(fundingAtoms - centreAtoms, SCALE);
        target.product(heapSlope, mark).multiply(instrument.markFactorAtoms());
        if (isLong)
        {
            target.subtract(deduction);
        }
        else
        {
            target.add(deduction);
        }
    }
}
