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

import static io.plimsoll.core.OracleDriver.INSTRUMENT;
import static io.plimsoll.core.OracleDriver.SECOND;
import static io.plimsoll.core.OracleDriver.market;

import io.plimsoll.core.EngineDriver;
import io.plimsoll.core.InstrumentTerms;
import io.plimsoll.core.OracleDriver;
import io.plimsoll.core.OracleDriver.Source;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.IndexPricedDecoder;
import io.plimsoll.core.codec.generated.Side;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.math.BigInteger;
import java.util.Random;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;

/** What must hold of every index, whatever its sources say; each test is named by the seed that it has run. */
class OraclePropertiesTest
{
    private static final int BTC = 10;
    private static final long MAKER = 1;
    private static final int UPDATES = 300;
    private static final int PPM = 1_000_000;
    private static final int BAND_PPM = 10_000;
    private static final long SCALE = 1_000_000L * SECOND;

    private final Random random = new Random();
    private Source[] sources;
    private int honest;
    private int stepPpm;
    private int windowPpm;
    private int slowPpm;

    static LongStream seeds()
    {
        return LongStream.rangeClosed(1, 60);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldHoldWhateverAMinoritySays(final long seed)
    {
        random.setSeed(seed);
        try (EngineDriver engine = new EngineDriver(EngineDriver.smallLimits()))
        {
            final OracleDriver oracle = new OracleDriver(engine);
            begin(engine, oracle);
            long before = 0;
            long slow = 0;
            long windowFrom = 0;
            double seconds = 1;
            double secondsBefore = seconds;
            for (int update = 0; update < UPDATES; update++)
            {
                seconds += random.nextInt(40) / 10.0 + 0.1;
                final long centre = 40_000 + random.nextInt(20_000);
                final long[][] quotes = quotes(centre);
                accepted(oracle.at(seconds).say(INSTRUMENT, BTC, quotes));
                final IndexPricedDecoder priced = oracle.priced();
                final long price = priced.price();

                assertThat(priced.medianPrice()).isBetween(lowest(quotes), highest(quotes));
                assertThat(Math.abs(priced.markSubTicks() - price)).isLessThanOrEqualTo(share(price, BAND_PPM));
                if (update > 0)
                {
                    if (window(seconds) != window(secondsBefore))
                    {
                        windowFrom = before;
                    }
                    assertThat(Math.abs(price - before)).isLessThanOrEqualTo(share(before, stepPpm));
                    assertThat(Math.abs(price - windowFrom)).isLessThanOrEqualTo(share(windowFrom, windowPpm));
                    assertThat(priced.slowPrice()).isBetween(Math.min(slow, before), Math.max(slow, before));
                    final long nanoseconds = Math.round((seconds - secondsBefore) * SECOND);
                    assertThat(BigInteger.valueOf(Math.abs(priced.slowPrice() - slow)).multiply(
                        BigInteger.valueOf(SCALE))).isLessThanOrEqualTo(BigInteger.valueOf(slow)
                        .multiply(BigInteger.valueOf(slowPpm)).multiply(BigInteger.valueOf(nanoseconds)));
                }
                else
                {
                    windowFrom = price;
                }
                before = price;
                slow = priced.slowPrice();
                secondsBefore = seconds;
                quoteInTheBook(engine, price);
            }
        }
    }

    private static void accepted(final int result)
    {
        assertThat(ResultCode.name(result)).isEqualTo("ACCEPTED");
    }

    private static long window(final double seconds)
    {
        return (Math.round(seconds * SECOND) + 1_000 * SECOND) / (10 * SECOND);
    }

    private static long share(final long of, final int ppm)
    {
        return of * ppm / PPM;
    }

    private void begin(final EngineDriver engine, final OracleDriver oracle)
    {
        final InstrumentTerms terms = new InstrumentTerms();
        terms.oracleBandPpm = BAND_PPM;
        terms.maxMarkSubTicks = 1_000_000;
        terms.maxPositionLots = 10_000;
        engine.instrument(terms);
        engine.account(MAKER);
        engine.deposit(MAKER, EngineDriver.CASH, 1L << 55);
        honest = 2 + random.nextInt(5);
        sources = new Source[honest + random.nextInt(honest)];
        for (int place = 0; place < sources.length; place++)
        {
            sources[place] = market(place + 1, place < honest ? 3 : 1 + random.nextInt(3));
        }
        stepPpm = 1 + random.nextInt(50_000);
        windowPpm = 1 + random.nextInt(100_000);
        slowPpm = random.nextInt(PPM / 10);
        oracle.at(0.5);
        accepted(oracle.register(INSTRUMENT, BTC, changes -> changes.stepPpm(stepPpm).windowPpm(windowPpm)
            .slowPpmPerSecond(slowPpm).outlierPpm(25_000 + random.nextInt(20_000))
            .outlierFactor(random.nextInt(8)), sources));
    }

    /** The honest are within 2 % of a price; what the others say is anything. */
    private long[][] quotes(final long centre)
    {
        final long[][] quotes = new long[sources.length][];
        for (int place = 0; place < sources.length; place++)
        {
            final long price = place < honest ? centre - centre / 100 + random.nextInt((int)(centre / 50)) :
                1 + random.nextInt(1_000_000);
            quotes[place] = new long[]{place + 1, price};
        }
        return quotes;
    }

    private long lowest(final long[][] quotes)
    {
        long lowest = Long.MAX_VALUE;
        for (int place = 0; place < honest; place++)
        {
            lowest = Math.min(lowest, quotes[place][1]);
        }
        return lowest;
    }

    private long highest(final long[][] quotes)
    {
        long highest = 0;
        for (int place = 0; place < honest; place++)
        {
            highest = Math.max(highest, quotes[place][1]);
        }
        return highest;
    }

    /** The own book may say what it likes. */
    private void quoteInTheBook(final EngineDriver engine, final long price)
    {
        final Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        engine.limit(MAKER, BTC, side, side == Side.BUY ? 1 + random.nextInt((int)price) :
            price + random.nextInt(900_000), 1);
    }
}
