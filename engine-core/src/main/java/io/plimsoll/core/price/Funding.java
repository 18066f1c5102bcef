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
import io.plimsoll.core.memory.Arena;
import io.plimsoll.core.memory.OrderedForest;
import io.plimsoll.core.memory.Slab;

/**
 * The funding of perpetuals. At the end of each interval one lot owes a whole number of atoms, the same for every
 * holder, longs to shorts:
 * <pre>
 *   p    = mean over time of (mark - index) / index, each at most 1 either way          10^-9
 *   rate = clamp(p + clamp(i - p, -500 ppm, 500 ppm), -c, c)      c = 0.75 of the first bracket's rate
 *   F    = F + floor(rate * mark value of a lot)                  within half of the most that a lot can be worth
 * </pre>
 * An inverse contract is funded in its base asset, by the notional of a lot.
 * Intervals end at whole multiples of their length since the epoch; an instrument that has never had a price is not
 * funded. The mean is over the time in which the instrument had a price. Source: margin model, section 2. 0 B.
 */
public final class Funding
{
    /** Stands for no deadline. */
    public static final long NEVER = Long.MAX_VALUE;
    /** Shortest interval, one second. */
    public static final long INTERVAL_MIN_NS = 1_000_000_000L;
    /** Longest interval, 31 days. */
    public static final long INTERVAL_MAX_NS = 31L * 86_400 * 1_000_000_000;
    /** Largest interest of an interval either way, ppm. */
    public static final int INTEREST_MAX_PPM = 10_000;

    private static final int DEADLINES = 0;
    private static final long BILLION = 1_000_000_000;
    private static final long PPB_PER_PPM = 1_000;
    private static final long DAMPER_PPB = 500 * PPB_PER_PPM;
    private static final long CAP_PPB_PER_PPM = 750;

    private final Slab slab;
    private final OrderedForest deadlines;
    private final FundingRecord funding;
    private final Int128 sum = new Int128();
    private long endNs;
    private long premiumPpb;
    private long ratePpb;
    private long stepAtoms;

    /**
     * Reserves the slabs.
     *
     * @param arena  to reserve in.
     * @param limits capacities.
     */
    public Funding(final Arena arena, final EngineLimits limits)
    {
        slab = arena.slab("funding", FundingRecord.LENGTH, limits.instruments() + 1L);
        slab.used(slab.capacity());
        deadlines = new OrderedForest(arena, "funding.deadlines", 1, limits.instruments());
        funding = new FundingRecord(slab);
    }

    /**
     * A flyweight of the caller's own.
     *
     * @return a new flyweight.
     */
    public FundingRecord newRecord()
    {
        return new FundingRecord(slab);
    }

    /**
     * Funds an instrument in another way, beginning with a new interval.
     *
     * @param instrument  on its record.
     * @param intervalNs  0 for no funding, else between the shortest and the longest.
     * @param interestPpm of one interval.
     * @param nowNs       time of the command.
     */
    public void set(final InstrumentRecord instrument, final long intervalNs, final int interestPpm, final long nowNs)
    {
        final int index = instrument.index();
        funding.wrap(index);
        deadlines.remove(index);
        funding.intervalNs(intervalNs);
        funding.interestPpm(intervalNs == 0 ? 0 : interestPpm);
        funding.intervalEndNs(0);
        funding.observedNs(0);
        funding.premiumPpb(0);
        funding.clearPremiumSum();
        instrument.factors(instrument.factors() & ~InstrumentRecord.FUNDED |
            (intervalNs == 0 ? 0 : InstrumentRecord.FUNDED));
        if (intervalNs != 0)
        {
            endAfter(index, nowNs);
            observe(instrument, nowNs);
        }
    }

    private void endAfter(final int index, final long timeNs)
    {
        final long intervalNs = funding.intervalNs();
        final long begunNs = timeNs - timeNs % intervalNs;
        funding.intervalEndNs(begunNs > NEVER - intervalNs ? NEVER : begunNs + intervalNs);
        deadlines.put(DEADLINES, index, funding.intervalEndNs(), index);
    }

    /**
     * Counts the premium up to now, and takes the one that follows from the present prices. To be called whenever the
     * mark or the index of an instrument has been set.
     *
     * @param instrument on its record, funded.
     * @param nowNs      time of the command.
     */
    public void observe(final InstrumentRecord instrument, final long nowNs)
    {
        final long index = instrument.indexSubTicks();
        final long mark = instrument.markSubTicks();
        if (index == 0 || mark == 0)
        {
            return;
        }
        funding.wrap(instrument.index());
        countUpTo(nowNs);
        funding.observedNs(Math.max(1, Math.max(nowNs, funding.observedNs())));
        final long premium = Fixed.multiplyDivideFloor(mark - index, BILLION, index);
        funding.premiumPpb(clamp(premium, BILLION));
    }

    private void countUpTo(final long timeNs)
    {
        final long observedNs = funding.observedNs();
        if (observedNs != 0 && timeNs > observedNs)
        {
            funding.addPremium(funding.premiumPpb(), timeNs - observedNs, sum);
            funding.weighedNs(funding.weighedNs() + timeNs - observedNs);
            funding.observedNs(timeNs);
        }
    }

    /**
     * When the first interval ends.
     *
     * @return epoch nanoseconds, {@link #NEVER} if nothing is funded.
     */
    public long nextDeadlineNs()
    {
        final int first = deadlines.first(DEADLINES);
        return first == OrderedForest.NONE ? NEVER : deadlines.key(first);
    }

    /**
     * The instrument whose interval ends first.
     *
     * @return its index, 0 if nothing is funded.
     */
    public int next()
    {
        return deadlines.first(DEADLINES);
    }

    /**
     * Ends the present interval of an instrument and begins the next. What follows from it can be read until the next
     * call.
     *
     * @param instrument on its record, whose interval ends first.
     * @return whether funding is to be applied; false if the instrument has never had a price.
     */
    public boolean endInterval(final InstrumentRecord instrument)
    {
        final int index = instrument.index();
        funding.wrap(index);
        endNs = funding.intervalEndNs();
        countUpTo(endNs);
        final boolean priced = funding.observedNs() != 0;
        premiumPpb = funding.weighedNs() == 0 ? funding.premiumPpb() :
            funding.loadPremiumSum(sum).divideFloor(funding.weighedNs());
        funding.clearPremiumSum();
        deadlines.remove(index);
        endAfter(index, endNs);
        if (priced)
        {
            step(instrument);
        }
        return priced;
    }

    private void step(final InstrumentRecord instrument)
    {
        final long damped = clamp(funding.interestPpm() * PPB_PER_PPM - premiumPpb, DAMPER_PPB);
        ratePpb = clamp(premiumPpb + damped, CAP_PPB_PER_PPM * instrument.baseRatePpm());
        final long lotValueAtoms = ContractValue.notional(instrument, 1);
        final long most = ContractValue.highestNotional(instrument, 1) / 2;
        final long wanted = Fixed.multiplyDivideFloor(ratePpb, lotValueAtoms, BILLION);
        stepAtoms = clamp(instrument.fundingAtoms() + wanted, most) - instrument.fundingAtoms();
    }

    /**
     * What a lot can owe at most at the end of one interval, at the present mark.
     *
     * @param instrument on its record.
     * @return atoms.
     */
    public static long mostStepAtoms(final InstrumentRecord instrument)
    {
        final long lotValueAtoms = ContractValue.notional(instrument, 1);
        return Fixed.multiplyDivideCeil(
            CAP_PPB_PER_PPM * instrument.baseRatePpm(), lotValueAtoms, BILLION);
    }

    private static long clamp(final long number, final long most)
    {
        return Math.max(-most, Math.min(most, number));
    }

    /**
     * End of the interval that was ended last.
     *
     * @return epoch nanoseconds.
     */
    public long endNs()
    {
        return endNs;
    }

    /**
     * Mean premium of that interval.
     *
     * @return 10^-9.
     */
    public long premiumPpb()
    {
        return premiumPpb;
    }

    /**
     * Rate of that interval, after both clamps.
     *
     * @return 10^-9.
     */
    public long ratePpb()
    {
        return ratePpb;
    }

    /**
     * What one lot owes for that interval.
     *
     * @return atoms, below 0 where shorts owe.
     */
    public long stepAtoms()
    {
        return stepAtoms;
    }
}
