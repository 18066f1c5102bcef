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
import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.price.BracketTableRecord;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.InstrumentRecord;
import io.plimsoll.core.price.RateTable;

/**
 * The factors of the heaps of an instrument as keys, whole numbers of {@code 2^keyShift}; and the kinds of its heaps:
 * cohort, direction, side, bracket and line. Upward heaps hold keys negated, so that the largest is the first to be
 * passed everywhere. The instrument and its cohorts are those that the owner of the keys has wrapped.
 */
final class FactorKeys
{
    /** Heaps of one cohort. */
    static final int HEAPS_PER_COHORT = 2 * 2 * EngineLimits.BRACKETS_MAX * LoadLines.COUNT;

    private static final int DOWN = PositionBounds.DOWN;
    private static final long SCALE = 1_000_000_000_000L;
    /** Passed always. */
    private static final long KEY_MAX = Long.MAX_VALUE - 2;

    private final InstrumentRecord instrument;
    private final CohortRecord cohorts;
    private final LoadLines lines;
    private final RateTable rates;
    private final RateTable nextRates;
    private final FactorBounds factorBounds = new FactorBounds();
    private final Int128 value = new Int128();
    private final Int128 divisor = new Int128();
    private int downSign = 1;
    private long fundingScale = SCALE;
    private long lowMark;
    private long highMark;

    FactorKeys(
        final Catalogue catalogue,
        final LoadLines lines,
        final InstrumentRecord instrument,
        final CohortRecord cohorts)
    {
        this.instrument = instrument;
        this.cohorts = cohorts;
        this.lines = lines;
        rates = catalogue.newRateTable();
        nextRates = catalogue.newRateTable();
    }

    /**
     * The factor at a mark as a key; upward heaps hold it negated, so that the largest key is the first to be
     * passed.
     */
    long signedKey(final int kind, final long markSubTicks)
    {
        factor(kind, markSubTicks);
        final long key = value.shiftRightFloor(instrument.keyShift()).toLongExact();
        return directionOf(kind) == DOWN ? key * downSign : -key;
    }

    /** The factor of a heap at a mark, relative to the funding at the centre of its box. */
    private void factor(final int kind, final long markSubTicks)
    {
        value.product(factorSlope(kind), markSubTicks).multiply(instrument.markFactorAtoms());
        final long fundingAtoms = instrument.fundingAtoms() - cohorts.centreAtoms(cohortOf(kind));
        if (fundingAtoms != 0)
        {
            value.subtractProduct(isLong(kind) ? fundingAtoms : -fundingAtoms, fundingScale);
        }
    }

    /** Signed slope of the factor: 1 - line * r for a long, -(1 + line * r) for a short, times 10^12. */
    private long factorSlope(final int kind)
    {
        final BracketTableRecord table = table(lineOf(kind));
        return factorSlope(kind, table);
    }

    private long factorSlope(final int kind, final BracketTableRecord table)
    {
        final long required = lines.ppm(lineOf(kind)) * table.bracketRatePpm(bracketOf(kind));
        return isLong(kind) ? SCALE - required : -(SCALE + required);
    }

    /** The key that keeps a promise for all funding inside the box of the present cohort, now and at the next rates. */
    long boxedKey(
        final int kind, final long lots, final long linePpm, final int weightPpm, final Int128 promise)
    {
        final int line = lineOf(kind);
        final long now = boxedKey(kind, table(line), lots, linePpm, weightPpm, promise);
        if (!instrument.varies())
        {
            return now;
        }
        final BracketTableRecord next =
            nextRates.of(instrument, LoadLines.isCall(line) ? RateTable.CALL_NEXT : RateTable.NEXT);
        return Math.max(now, boxedKey(kind, next, lots, linePpm, weightPpm, promise));
    }

    private long boxedKey(
        final int kind,
        final BracketTableRecord table,
        final long lots,
        final long linePpm,
        final int weightPpm,
        final Int128 promise)
    {
        final int cohort = cohortOf(kind);
        final long low = cohorts.lowAtoms(cohort);
        final long high = cohorts.highAtoms(cohort);
        factorBounds.position(
            instrument, table, lots, linePpm, weightPpm, factorSlope(kind, table), cohorts.centreAtoms(cohort));
        if (directionOf(kind) == DOWN)
        {
            return factorBounds.keeping(promise, low, high, value) ? roundedUp(value) * downSign : KEY_MAX;
        }
        // Not passed: floor(X >> s) <= -key, which must imply X <= B: key = 1 + ceil(-(B + 1) >> s).
        return factorBounds.staying(promise, bracketOf(kind), low, high, value) ?
            roundedUp(value.add(1).negate()) + 1 : KEY_MAX;
    }

    /** The brackets that hold at a line, of the instrument that is wrapped. */
    BracketTableRecord table(final int line)
    {
        return LoadLines.isCall(line) ? rates.of(instrument, RateTable.CALL) : instrument;
    }

    /** A factor in whole units, rounded up; what is too large for a key is passed always, what is too small never. */
    private long roundedUp(final Int128 factor)
    {
        factor.ceilShift(instrument.keyShift());
        return factor.fitsLong() ? Math.min(KEY_MAX, Math.max(-KEY_MAX, factor.toLongExact())) :
            factor.isNegative() ? -KEY_MAX : KEY_MAX;
    }

    /**
     * Finds the marks at which a bound is not passed, with the factors as they are.
     *
     * @param kind of the heap.
     * @param key  of the bound.
     */
    void holds(final int kind, final long key)
    {
        lowMark = 0;
        highMark = Long.MAX_VALUE;
        if (key >= KEY_MAX)
        {
            lowMark = Long.MAX_VALUE;
            highMark = 0;
        }
        else if (key > 1 - KEY_MAX)
        {
            edge(kind, key);
        }
    }

    private void edge(final int kind, final long key)
    {
        final boolean down = directionOf(kind) == DOWN;
        divisor.product(Math.abs(factorSlope(kind)), instrument.markFactorAtoms());
        // Not passed: floor(X >> s) >= key downwards, floor(X >> s) <= -key upwards.
        value.set(down ? key : 1 - key).multiply(1L << instrument.keyShift());
        final long fundingAtoms = instrument.fundingAtoms() - cohorts.centreAtoms(cohortOf(kind));
        value.addProduct(isLong(kind) ? fundingAtoms : -fundingAtoms, fundingScale);
        if (isLong(kind))
        {
            final long mark = value.divideCeil(divisor);
            lowMark = down ? mark : 0;
            highMark = down ? Long.MAX_VALUE : mark - 1;
        }
        else
        {
            final long mark = value.negate().divideFloor(divisor);
            lowMark = down ? 0 : mark + 1;
            highMark = down ? mark : Long.MAX_VALUE;
        }
    }

    /** Lowest mark found by {@link #holds}. */
    long lowMark()
    {
        return lowMark;
    }

    /** Highest mark found by {@link #holds}. */
    long highMark()
    {
        return highMark;
    }

    /** Plants the defect that the proof must find: bounds against loss are compared with the wrong sign. */
    void plantDefect()
    {
        downSign = -1;
    }

    /** Plants another: factors do not move with funding. */
    void plantDeafness()
    {
        fundingScale = 0;
    }

    static int kind(
        final int cohort, final int direction, final boolean isLong, final int bracket, final int line)
    {
        return (((cohort * 2 + direction) * 2 + (isLong ? 0 : 1)) * EngineLimits.BRACKETS_MAX + bracket) *
            LoadLines.COUNT + line - 1;
    }

    static int lineOf(final int kind)
    {
        return kind % LoadLines.COUNT + 1;
    }

    static int bracketOf(final int kind)
    {
        return kind / LoadLines.COUNT % EngineLimits.BRACKETS_MAX;
    }

    static boolean isLong(final int kind)
    {
        return kind / LoadLines.COUNT / EngineLimits.BRACKETS_MAX % 2 == 0;
    }

    static int directionOf(final int kind)
    {
        return kind / LoadLines.COUNT / EngineLimits.BRACKETS_MAX / 2 % 2;
    }

    static int cohortOf(final int kind)
    {
        return kind / HEAPS_PER_COHORT;
    }
}
