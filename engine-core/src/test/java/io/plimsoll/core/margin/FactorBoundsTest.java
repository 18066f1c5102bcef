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

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.memory.Arena;
import io.plimsoll.core.memory.Slab;
import io.plimsoll.core.price.InstrumentRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.util.Random;

/** A bound on the factor of a heap holds at every mark and every funding of its box, by exact arithmetic. */
class FactorBoundsTest
{
    private static final BigInteger SCALE = BigInteger.valueOf(1_000_000_000_000L);
    private static final int CASES = Integer.getInteger("plimsoll.bounds.cases", 20_000);
    private static final long SEED = Long.getLong("plimsoll.bounds.seed", 1);

    private final Arena arena = new Arena();
    private final FactorBounds bounds = new FactorBounds();
    private final Int128 promise = new Int128();
    private final Int128 factor = new Int128();
    private final Random random = new Random(SEED);
    private InstrumentRecord instrument;
    private long lots;
    private long linePpm;
    private long heapLinePpm;
    private int weightPpm;
    private long low;
    private long high;
    private long presentFunding;
    private int heapBracket;

    @BeforeEach
    void reserve()
    {
        final Slab slab = arena.slab("instruments", InstrumentRecord.LENGTH, 2);
        slab.used(2);
        instrument = new InstrumentRecord(slab);
        instrument.wrap(1);
    }

    @AfterEach
    void free()
    {
        arena.close();
    }

    @Test
    void shouldKeepTheFloorInsideTheWholeBox()
    {
        assertThat(violations(true, false)).as("seed %d", SEED).isZero();
    }

    @Test
    void shouldStayUnderTheCeilingInsideTheWholeBox()
    {
        assertThat(violations(false, false)).as("seed %d", SEED).isZero();
    }

    @Test
    void shouldFindABoundThatHoldsAtThePresentFundingAlone()
    {
        assertThat(violations(true, true)).as("seed %d", SEED).isPositive();
    }

    private int violations(final boolean down, final boolean narrow)
    {
        int found = 0;
        int reached = 0;
        for (int number = 0; number < CASES; number++)
        {
            choose();
            final long bound = 1 + random.nextLong(instrument.maxMarkSubTicks());
            final int bracket = Brackets.bracketOf(instrument, Math.abs(lots) * instrument.markFactorAtoms() * bound);
            heapBracket = random.nextInt(3) == 0 ? random.nextInt(instrument.bracketCount()) : bracket;
            final BigInteger there = down ? contribution(bound, presentFunding) :
                line(heapBracket, bound, presentFunding);
            // What was promised at other rates lies anywhere near.
            final BigInteger promised = random.nextBoolean() ? there :
                there.add(there.multiply(BigInteger.valueOf(random.nextInt(200) - 100)).shiftRight(12));
            set(promise, promised);
            bounds.position(
                instrument, instrument, lots, linePpm, weightPpm, heapSlope().longValueExact(), presentFunding);
            final long from = narrow ? presentFunding : low;
            final long to = narrow ? presentFunding : high;
            final boolean reachable = down ? bounds.keeping(promise, from, to, factor) :
                bounds.staying(promise, heapBracket, from, to, factor);
            reached += reachable ? 1 : 0;
            found += reachable && isViolated(down, bound, promised) ? 1 : 0;
        }
        assertThat(reached).isGreaterThan(CASES / 2);
        return found;
    }

    /** Looks where it is tightest: around the bound, at the ends of the box and between. */
    private boolean isViolated(final boolean down, final long bound, final BigInteger promised)
    {
        final BigInteger limit = BigInteger.valueOf(factor.high()).shiftLeft(64)
            .add(new BigInteger(Long.toUnsignedString(factor.low())));
        for (int probe = 0; probe < 40; probe++)
        {
            final long funding = probe % 4 == 0 ? low : probe % 4 == 1 ? high : low + random.nextLong(high - low + 1);
            final long near = (high - low) / instrument.markFactorAtoms() + 3;
            final long mark = Math.max(0, Math.min(instrument.maxMarkSubTicks(),
                bound + random.nextLong(2 * near + 1) - near));
            final BigInteger there = factorAt(mark, funding);
            final BigInteger contributed = contribution(mark, funding);
            if (down ? there.compareTo(limit) >= 0 && contributed.compareTo(promised) < 0 :
                there.compareTo(limit) <= 0 && contributed.compareTo(promised) > 0)
            {
                return true;
            }
        }
        return false;
    }

    private void choose()
    {
        final int count = 1 + random.nextInt(6);
        final long maxMark = 50 + random.nextInt(random.nextBoolean() ? 500 : 5_000_000);
        final long factorAtoms = 1 + random.nextInt(random.nextBoolean() ? 10 : 1_000);
        lots = (1 + random.nextInt(1_000)) * (random.nextBoolean() ? 1L : -1L);
        instrument.maxMarkSubTicks(maxMark);
        instrument.markFactorAtoms(factorAtoms);
        instrument.bracketCount(count);
        final Int128 deduction = new Int128();
        long lower = 0;
        int rate = 1_000 + random.nextInt(100_000);
        int rateBefore = 0;
        for (int bracket = 0; bracket < count; bracket++)
        {
            deduction.addProduct(lower, rate - rateBefore);
            instrument.bracket(bracket, lower, rate, 0, deduction);
            rateBefore = rate;
            rate += random.nextInt(120_000);
            lower += 1 + random.nextLong(Math.abs(lots) * maxMark * factorAtoms / count);
        }
        linePpm = 1_000_000 + random.nextInt(300_000);
        heapLinePpm = random.nextBoolean() ? linePpm : 1_000_000 + random.nextInt(300_000);
        weightPpm = random.nextBoolean() ? 1_000_000 : 950_000 + random.nextInt(300_000);
        final long most = maxMark * factorAtoms / 2;
        presentFunding = random.nextLong(2 * most + 1) - most;
        low = presentFunding - random.nextLong(most / 3 + 1);
        high = presentFunding + random.nextLong(most / 3 + 1);
    }

    private BigInteger heapSlope()
    {
        return slope(heapBracket, heapLinePpm, SCALE).multiply(BigInteger.valueOf(Long.signum(lots)));
    }

    private BigInteger slope(final int bracket, final long line, final BigInteger whole)
    {
        final BigInteger required = BigInteger.valueOf(line * instrument.bracketRatePpm(bracket));
        return lots > 0 ? whole.subtract(required) : whole.add(required);
    }

    /** What a position counts by: its weight where it settles in another than the reference asset. */
    private BigInteger weighed()
    {
        return BigInteger.valueOf(weightPpm * 1_000_000L);
    }

    private BigInteger factorAt(final long mark, final long funding)
    {
        final BigInteger paid = BigInteger.valueOf(Long.signum(lots) * (funding - presentFunding)).multiply(SCALE);
        return heapSlope().multiply(BigInteger.valueOf(mark * instrument.markFactorAtoms())).subtract(paid);
    }

    /** The least of the lines of all brackets: the requirement is convex. */
    private BigInteger contribution(final long mark, final long funding)
    {
        BigInteger least = line(0, mark, funding);
        for (int bracket = 1; bracket < instrument.bracketCount(); bracket++)
        {
            least = least.min(line(bracket, mark, funding));
        }
        return least;
    }

    private BigInteger line(final int bracket, final long mark, final long funding)
    {
        final BigInteger value = BigInteger.valueOf(Math.abs(lots) * mark * instrument.markFactorAtoms());
        BigInteger deduction = BigInteger.ZERO;
        int rateBefore = 0;
        for (int below = 0; below <= bracket; below++)
        {
            deduction = deduction.add(BigInteger.valueOf(instrument.bracketLowerAtoms(below))
                .multiply(BigInteger.valueOf(instrument.bracketRatePpm(below) - rateBefore)));
            rateBefore = instrument.bracketRatePpm(below);
        }
        return value.multiply(slope(bracket, linePpm, weighed())).multiply(BigInteger.valueOf(Long.signum(lots)))
            .subtract(BigInteger.valueOf(lots * funding).multiply(weighed()))
            .add(deduction.multiply(BigInteger.valueOf(linePpm)));
    }

    private static void set(final Int128 target, final BigInteger number)
    {
        target.set(number.shiftRight(64).longValueExact(), number.longValue());
    }
}
