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
package io.plimsoll.core.price;

import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.fixed.Fixed;
import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.fixed.Roots;
import io.plimsoll.core.memory.Arena;
import io.plimsoll.core.memory.OrderedForest;
import io.plimsoll.core.memory.Slab;

/**
 * Rates that follow volatility. At each multiple of a clock the index is sampled:
 * <pre>
 *   ret    = clip((p - p_before) * 10^9 / p_before)                 towards 0
 *   var    = floor((lambda * var + (10^6 - lambda) * ret^2) / 10^6)       10^-18
 *   sigma  = max(isqrt(var), what is scheduled for now)                   10^-9
 *   move   = floor(sigma * isqrt(H * 10^12) / 10^6)
 *   target = clamp(floor(k * move / 1000), r_base, r_max)                 ppm
 * </pre>
 * The initial requirement follows the target at once. At each multiple of the ramp's time the rate announced comes into
 * force, the one decided is announced, and the next is decided: up by at most a step if the target is more than 5 %
 * above the last, down by at most a step if it is less than 80 % of it. What is decided one step ahead lets every
 * load-line bound know the next rates, so that a step looks at no holder. Brackets scale together: {@code f =
 * ceil(10^6 * r / r_base)}, {@code rate = min(ceil(f * listed / 10^6), cap)}. Source: margin model, section 10. 0 B.
 */
public final class Volatility
{
    /** Nothing has changed. */
    public static final int NOTHING = 0;
    /** The target has changed, and with it the initial requirement. */
    public static final int TARGET = 1;
    /** Rates in force, announced or decided have changed too. */
    public static final int RATES = 2;

    private static final int DEADLINES = 0;
    private static final long PPM = 1_000_000;
    private static final long TRILLION = PPM * PPM;
    private static final long BILLION = 1_000_000_000;
    private static final int UP_PPM = 1_050_000;
    private static final int DOWN_PPM = 800_000;

    private final Slab slab;
    private final OrderedForest deadlines;
    private final VolatilityRecord volatility;
    private final RateTable table;
    private final RateTable listed;
    private final Int128 wide = new Int128();
    private final Int128 deduction = new Int128();
    private boolean stepped;

    /**
     * Reserves the slabs.
     *
     * @param arena     to reserve in.
     * @param limits    capacities.
     * @param catalogue with the tables.
     */
    public Volatility(final Arena arena, final EngineLimits limits, final Catalogue catalogue)
    {
        slab = arena.slab("volatility", VolatilityRecord.LENGTH, limits.instruments() + 1L);
        slab.used(slab.capacity());
        deadlines = new OrderedForest(arena, "volatility.deadlines", 1, limits.instruments());
        volatility = new VolatilityRecord(slab);
        table = catalogue.newRateTable();
        listed = catalogue.newRateTable();
    }

    /**
     * A flyweight of the caller's own.
     *
     * @return a new flyweight.
     */
    public VolatilityRecord newRecord()
    {
        return new VolatilityRecord(slab);
    }

    /**
     * Lets the rates of an instrument follow its volatility from now on, in the way that its record says.
     *
     * @param instrument on its record.
     * @param nowNs      time of the command.
     */
    public void begin(final InstrumentRecord instrument, final long nowNs)
    {
        final int index = instrument.index();
        volatility.wrap(index);
        if (!instrument.varies())
        {
            final int basePpm = instrument.baseRatePpm();
            volatility.targetPpm(basePpm);
            volatility.inForcePpm(basePpm);
            volatility.announcedPpm(basePpm);
            volatility.decidedPpm(basePpm);
            volatility.sampleSubTicks(instrument.indexSubTicks());
            for (int kind = 0; kind < RateTable.COUNT; kind++)
            {
                table.wrap(index * RateTable.COUNT + kind);
                copy(instrument, table);
            }
            instrument.factors(instrument.factors() | InstrumentRecord.VARIES);
        }
        deadlines.remove(index);
        sampleAfter(index, nowNs);
    }

    private void copy(final BracketTableRecord from, final BracketTableRecord to)
    {
        to.bracketCount(from.bracketCount());
        for (int bracket = 0; bracket < from.bracketCount(); bracket++)
        {
            to.bracket(bracket, from.bracketLowerAtoms(bracket), from.bracketRatePpm(bracket),
                from.bracketPenaltyPpm(bracket), from.loadBracketDeduction(bracket, deduction));
        }
    }

    private void sampleAfter(final int index, final long timeNs)
    {
        final long clockNs = volatility.clockNs();
        final long begunNs = timeNs - timeNs % clockNs;
        volatility.nextNs(begunNs > Funding.NEVER - clockNs ? Funding.NEVER : begunNs + clockNs);
        deadlines.put(DEADLINES, index, volatility.nextNs(), index);
    }

    /**
     * When the first index is sampled.
     *
     * @return epoch nanoseconds, {@link Funding#NEVER} if no rates follow volatility.
     */
    public long nextDeadlineNs()
    {
        final int first = deadlines.first(DEADLINES);
        return first == OrderedForest.NONE ? Funding.NEVER : deadlines.key(first);
    }

    /**
     * The instrument whose index is sampled first.
     *
     * @return its index, 0 if there is none.
     */
    public int next()
    {
        return deadlines.first(DEADLINES);
    }

    /**
     * Samples no more: the rates of an instrument stay as they are.
     *
     * @param instrumentIndex of the instrument.
     */
    public void end(final int instrumentIndex)
    {
        deadlines.remove(instrumentIndex);
    }

    /**
     * Samples the index of an instrument and takes a step of the ramp if it is time for one. The tables follow.
     *
     * @param instrument on its record, whose index is sampled first.
     * @param capPpm     highest rate of any bracket.
     * @return what has changed.
     */
    public int sample(final InstrumentRecord instrument, final long capPpm)
    {
        final int index = instrument.index();
        volatility.wrap(index);
        final long timeNs = volatility.nextNs();
        estimate(instrument.indexSubTicks());
        final int changed = follow(instrument, timeNs);
        stepped = timeNs % volatility.rampNs() == 0;
        if (stepped && step(instrument.baseRatePpm()))
        {
            tables(instrument, capPpm);
            deadlines.remove(index);
            sampleAfter(index, timeNs);
            return RATES;
        }
        if (changed != NOTHING)
        {
            initialTable(instrument, capPpm);
        }
        deadlines.remove(index);
        sampleAfter(index, timeNs);
        return changed;
    }

    /**
     * Whether the last sample was a step of the ramp too, whether or not it has changed a rate.
     *
     * @return true if so.
     */
    public boolean hasStepped()
    {
        return stepped;
    }

    private void estimate(final long indexSubTicks)
    {
        final long before = volatility.sampleSubTicks();
        volatility.sampleSubTicks(indexSubTicks);
        if (before == 0 || indexSubTicks == 0)
        {
            return;
        }
        final long size = Fixed.multiplyDivideFloor(Math.abs(indexSubTicks - before), BILLION, before);
        final long clipped = Math.min(size, volatility.clipPpb());
        final int lambda = volatility.lambdaPpm();
        wide.product(volatility.variance(), lambda).addProduct(clipped * clipped, PPM - lambda);
        volatility.variance(wide.divideFloor(PPM));
    }

    private int follow(final InstrumentRecord instrument, final long timeNs)
    {
        final boolean scheduled = timeNs >= volatility.scheduledFromNs() && timeNs < volatility.scheduledUntilNs();
        final long sigma =
            Math.max(Roots.floorSqrt(volatility.variance()), scheduled ? volatility.scheduledPpb() : 0);
        volatility.sigmaPpb(sigma);
        final long root = Roots.floorSqrt(volatility.horizon() * TRILLION);
        final long move = Fixed.multiplyDivideFloor(sigma, root, PPM);
        final long asked = Fixed.multiplyDivideFloor(move, volatility.multiplier(), 1_000);
        final int target = (int)Math.max(instrument.baseRatePpm(), Math.min(volatility.maxRatePpm(), asked));
        final boolean same = target == volatility.targetPpm();
        volatility.targetPpm(target);
        return same ? NOTHING : TARGET;
    }

    /** Takes a step of the ramp; false if no rate changes. */
    private boolean step(final int basePpm)
    {
        final int last = volatility.decidedPpm();
        final int decided = decide(last, basePpm);
        final boolean same = decided == last && last == volatility.announcedPpm() && last == volatility.inForcePpm();
        volatility.inForcePpm(volatility.announcedPpm());
        volatility.announcedPpm(last);
        volatility.decidedPpm(decided);
        return !same;
    }

    private int decide(final int lastPpm, final int basePpm)
    {
        final int target = volatility.targetPpm();
        if (target * PPM > (long)lastPpm * UP_PPM)
        {
            return (int)Math.min(target, lastPpm * (PPM + volatility.stepPpm()) / PPM);
        }
        if (target * PPM < (long)lastPpm * DOWN_PPM)
        {
            return (int)Math.max(basePpm, Math.max(target, lastPpm * (PPM - volatility.stepPpm()) / PPM));
        }
        return lastPpm;
    }

    private void tables(final InstrumentRecord instrument, final long capPpm)
    {
        final int inForce = volatility.inForcePpm();
        final int announced = volatility.announcedPpm();
        write(instrument, instrument, inForce, capPpm);
        write(instrument, table(instrument, RateTable.NEXT), announced, capPpm);
        write(instrument, table(instrument, RateTable.CALL), Math.max(inForce, announced), capPpm);
        write(instrument, table(instrument, RateTable.CALL_NEXT),
            Math.max(announced, volatility.decidedPpm()), capPpm);
        initialTable(instrument, capPpm);
    }

    private void initialTable(final InstrumentRecord instrument, final long capPpm)
    {
        final int highest = Math.max(volatility.targetPpm(),
            Math.max(volatility.inForcePpm(), volatility.announcedPpm()));
        write(instrument, table(instrument, RateTable.INITIAL), highest, capPpm);
    }

    private BracketTableRecord table(final InstrumentRecord instrument, final int kind)
    {
        return table.of(instrument, kind);
    }

    /** Writes the brackets as listed, at rates scaled so that the first is the one given. */
    private void write(
        final InstrumentRecord instrument, final BracketTableRecord to, final int firstPpm, final long capPpm)
    {
        final BracketTableRecord from = listed.of(instrument, RateTable.LISTED);
        final long factorPpm = Fixed.ceilDivide(firstPpm * PPM, instrument.baseRatePpm());
        deduction.set(0);
        int before = 0;
        for (int bracket = 0; bracket < from.bracketCount(); bracket++)
        {
            final long scaled = Fixed.multiplyDivideCeil(factorPpm, from.bracketRatePpm(bracket), PPM);
            final int rate = (int)Math.min(capPpm, scaled);
            deduction.addProduct(from.bracketLowerAtoms(bracket), rate - before);
            to.bracket(bracket, from.bracketLowerAtoms(bracket), rate, from.bracketPenaltyPpm(bracket), deduction);
            before = rate;
        }
    }
}
