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
package io.plimsoll.core.liquidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.EngineDriver;
import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.InstrumentTerms;
import io.plimsoll.core.codec.generated.LiquidationClosedDecoder;
import io.plimsoll.core.codec.generated.LiquidationOrderDecoder;
import io.plimsoll.core.codec.generated.LiquidationOutcome;
import io.plimsoll.core.codec.generated.OrderType;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.codec.generated.TimeInForce;
import org.junit.jupiter.api.Test;

import java.util.Random;

/**
 * Less equity, a higher target or a worse book never make a close smaller, and never make one reach its target that
 * did not: invariant 13 of the design, over random positions, books and brackets.
 */
class MonotoneSizeTest
{
    private static final int CASES = Integer.getInteger("plimsoll.monotone.cases", 500);
    private static final long SEED = 77_001;
    private static final int BTC = 10;
    private static final long TRADER = 1;
    private static final long MAKER = 2;
    private static final long MARK = 50_000;
    private static final EngineLimits LIMITS = EngineLimits.builder().sessions(2).assets(2).instruments(2).accounts(4)
        .balances(4).positions(8).orders(64).priceLevels(64).build();

    /** What a case is made of; its variants differ in one number each. */
    private static final class Scenario
    {
        private final boolean isLong;
        private final long lots;
        private final long[] brackets;
        private final long[] distances;
        private final long[] depths;
        private final long fall;
        private final InstrumentTerms terms = new InstrumentTerms();
        private long cashAtoms;
        private int thetaPpm;
        private long worseTicks;

        Scenario(final Random random)
        {
            isLong = random.nextBoolean();
            lots = 20 + random.nextInt(400);
            final long value = lots * MARK * terms.contractFactorAtoms;
            final int rate = 20_000 + random.nextInt(40_000);
            brackets = random.nextBoolean() ? new long[]{0, rate, random.nextInt(8_000)} :
                new long[]{0, rate, random.nextInt(8_000), value / 4 + random.nextInt(1_000_000), rate + 10_000,
                    random.nextInt(8_000), value / 2 + random.nextInt(1_000_000), rate + 30_000,
                    random.nextInt(8_000)};
            final int levels = 2 + random.nextInt(5);
            distances = new long[levels];
            depths = new long[levels];
            long distance = 1;
            for (int level = 0; level < levels; level++)
            {
                distance += 1 + random.nextInt(40);
                distances[level] = distance;
                depths[level] = 1 + random.nextInt(200);
            }
            // What the position takes to be opened, and half of what it may then lose.
            cashAtoms = value / 1_000_000 * (170_000 + random.nextInt(20_000));
            fall = MARK * (110_000 + random.nextInt(30_000)) / 1_000_000;
            thetaPpm = 1_050_000 + random.nextInt(100_000);
        }

        /** Lots closed, or minus one if the target was not reached. */
        long close()
        {
            terms.brackets = brackets;
            terms.thetaPpm = thetaPpm;
            terms.oracleBandPpm = 50_000;
            try (EngineDriver engine = new EngineDriver(LIMITS))
            {
                engine.instrument(terms);
                engine.mark(BTC, MARK);
                engine.account(TRADER);
                engine.deposit(TRADER, EngineDriver.CASH, cashAtoms);
                engine.account(MAKER);
                engine.deposit(MAKER, EngineDriver.CASH, 1L << 55);
                engine.limit(MAKER, BTC, isLong ? Side.SELL : Side.BUY, MARK, lots);
                engine.order(TRADER, BTC, isLong ? Side.BUY : Side.SELL, OrderType.LIMIT, TimeInForce.IOC, MARK, lots,
                    false, false);
                final long mark = isLong ? MARK - fall : MARK + fall;
                for (int level = 0; level < distances.length; level++)
                {
                    final long away = distances[level] + worseTicks;
                    engine.limit(MAKER, BTC, isLong ? Side.BUY : Side.SELL, isLong ? mark - away : mark + away,
                        depths[level]);
                }
                engine.mark(BTC, mark);
                return closed(engine);
            }
        }

        private static long closed(final EngineDriver engine)
        {
            final int end = engine.find(LiquidationClosedDecoder.TEMPLATE_ID, 0);
            if (end < 0 || new LiquidationClosedDecoder().wrapAndApplyHeader(engine.effects(), end, engine.header())
                .outcome() != LiquidationOutcome.REACHED)
            {
                return -1;
            }
            final int order = engine.find(LiquidationOrderDecoder.TEMPLATE_ID, 0);
            return new LiquidationOrderDecoder().wrapAndApplyHeader(engine.effects(), order, engine.header())
                .minimalLots();
        }
    }

    private interface Change
    {
        void make(Scenario scenario, Random random);
    }

    @Test
    void shouldCloseNoLessWithLessEquity()
    {
        compare((scenario, random) ->
            scenario.cashAtoms -= scenario.cashAtoms / 100_000 * (1 + random.nextInt(1_000)));
    }

    @Test
    void shouldCloseNoLessForAHigherTarget()
    {
        compare((scenario, random) -> scenario.thetaPpm += 1 + random.nextInt(50_000));
    }

    @Test
    void shouldCloseNoLessInAWorseBook()
    {
        compare((scenario, random) -> scenario.worseTicks = 1 + random.nextInt(100));
    }

    private static void compare(final Change change)
    {
        int both = 0;
        int larger = 0;
        for (int number = 0; number < CASES; number++)
        {
            final long seed = SEED + number;
            final long lots = new Scenario(new Random(seed)).close();
            final Scenario other = new Scenario(new Random(seed));
            change.make(other, new Random(-seed));
            final long otherLots = other.close();
            if (lots >= 0 && otherLots >= 0)
            {
                assertThat(otherLots).as("seed %d", seed).isGreaterThanOrEqualTo(lots);
                both++;
                larger += otherLots > lots ? 1 : 0;
            }
        }
        assertThat(both).as("cases in which both reach the target").isGreaterThan(CASES / 10);
        assertThat(larger).as("of them closes that became larger").isGreaterThan(both / 4);
    }
}
