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

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.EngineDriver;
import io.plimsoll.core.EngineState;
import io.plimsoll.core.InstrumentTerms;
import io.plimsoll.core.OracleDriver;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.FutureExpiredDecoder;
import io.plimsoll.core.codec.generated.OracleState;

import org.junit.jupiter.api.Test;

import java.util.List;

/** A dated future that ends after 15 s, with samples at 6 s, 7 s, … 15 s, and an index of two sources. */
class FinalPriceTest
{
    private static final int FUTURE = 10;
    private static final long START_NS = 1_000 * OracleDriver.SECOND;
    private static final int EXPIRY_S = 15;

    private static long[] by(final int source, final long price)
    {
        return new long[]{source, price};
    }

    private static OracleDriver list(final EngineDriver engine)
    {
        final InstrumentTerms terms = new InstrumentTerms();
        terms.maxMarkSubTicks = 1_000_000;
        terms.windowSamples = 10;
        terms.sampleIntervalNs = OracleDriver.SECOND;
        terms.expireTimeNs = START_NS + EXPIRY_S * OracleDriver.SECOND;
        final OracleDriver oracle = new OracleDriver(engine).at(0);
        assertThat(engine.future(terms)).isEqualTo(ResultCode.ACCEPTED);
        assertThat(oracle.register(OracleDriver.INSTRUMENT, FUTURE, changes -> {},
            OracleDriver.market(1, 1), OracleDriver.market(2, 3))).isEqualTo(ResultCode.ACCEPTED);
        return oracle;
    }

    private static void say(final OracleDriver oracle, final double seconds, final long[]... quotes)
    {
        assertThat(oracle.at(seconds).say(OracleDriver.INSTRUMENT, FUTURE, quotes)).isEqualTo(ResultCode.ACCEPTED);
    }

    /** Final price, sum and number of samples; a command comes after each step until the expiry. */
    private static List<Long> end(final EngineDriver engine, final OracleDriver oracle, final double step)
    {
        for (double seconds = 5; seconds < EXPIRY_S && step < EXPIRY_S; seconds += step)
        {
            oracle.at(seconds);
            engine.proceed();
        }
        oracle.at(EXPIRY_S);
        engine.proceed();
        final FutureExpiredDecoder expired = new FutureExpiredDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(FutureExpiredDecoder.TEMPLATE_ID, 0), engine.header());
        return List.of(expired.finalSubTicks(), expired.sampleSumSubTicks(), (long)expired.samples());
    }

    private static List<Long> endOfTwoSources(final double step)
    {
        try (EngineDriver engine = new EngineDriver(EngineDriver.smallLimits()))
        {
            final OracleDriver oracle = list(engine);
            say(oracle, 0.2, by(1, 100_000), by(2, 100_400));
            say(oracle, 4.5, by(1, 100_000));
            return end(engine, oracle, step);
        }
    }

    @Test
    void shouldNotDependOnWhenCommandsCome()
    {
        final List<Long> expected = endOfTwoSources(0.5);

        assertThat(expected.get(2)).isEqualTo(9);
        assertThat(endOfTwoSources(EXPIRY_S)).isEqualTo(expected);
        assertThat(endOfTwoSources(3.7)).isEqualTo(expected);
    }

    @Test
    void shouldCountNoSampleOfAnIndexThatIsStale()
    {
        try (EngineDriver engine = new EngineDriver(EngineDriver.smallLimits()))
        {
            final OracleDriver oracle = list(engine);
            say(oracle, 0.2, by(1, 100_000), by(2, 100_000));
            // The index is stale from 10.2 s on, so that five samples count; the next two are at 14 s and 15 s.
            oracle.at(13.5);
            engine.proceed();
            say(oracle, 13.5, by(1, 100_700), by(2, 100_700));

            final List<Long> ended = end(engine, oracle, EXPIRY_S);
            // A step is half a percent at most: 5 x 100,000 and 2 x 100,500 are 701,000.
            assertThat(ended).containsExactly(100_143L, 701_000L, 7L);
        }
    }

    @Test
    void shouldCountNoSampleOfAnIndexThatIsInvalid()
    {
        try (EngineDriver engine = new EngineDriver(EngineDriver.smallLimits()))
        {
            final OracleDriver oracle = list(engine);
            // From 7.5 s on both are too unsure to count: a doubt of 2 % is more than 1,000 ppm.
            say(oracle, 0.2, by(1, 100_000), by(2, 100_000));
            for (int source = 1; source <= 2; source++)
            {
                final int doubtful = source;
                assertThat(oracle.at(7.5).say(quote -> quote.targetId(FUTURE).sourceId(doubtful).price(100_000)
                    .confidence(2_000))).isEqualTo(ResultCode.ACCEPTED);
            }
            assertThat(oracle.changed()).isEqualTo(OracleState.INVALID);

            assertThat(end(engine, oracle, EXPIRY_S).get(2)).isEqualTo(2);
        }
    }

    @Test
    void shouldBeTheLastMarkWhereTheIndexIsStaleAtEverySample()
    {
        final InstrumentTerms terms = new InstrumentTerms();
        terms.maxMarkSubTicks = 1_000_000;
        terms.windowSamples = 2;
        terms.sampleIntervalNs = OracleDriver.SECOND;
        terms.expireTimeNs = START_NS + EXPIRY_S * OracleDriver.SECOND;
        try (EngineDriver engine = new EngineDriver(EngineDriver.smallLimits()))
        {
            final OracleDriver oracle = new OracleDriver(engine).at(0);
            engine.future(terms);
            oracle.register(OracleDriver.INSTRUMENT, FUTURE, changes -> {}, OracleDriver.market(1, 1));
            say(oracle, 0.2, by(1, 100_000));
            final long mark = new EngineState(engine.engine()).instrument(1)[0];

            assertThat(end(engine, oracle, EXPIRY_S)).containsExactly(mark, 0L, 0L);
        }
    }
}
