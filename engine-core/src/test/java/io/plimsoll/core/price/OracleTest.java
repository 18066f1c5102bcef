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

import static io.plimsoll.core.OracleDriver.ASSET;
import static io.plimsoll.core.OracleDriver.INSTRUMENT;
import static io.plimsoll.core.OracleDriver.SECOND;
import static io.plimsoll.core.OracleDriver.market;

import io.plimsoll.core.EngineDriver;
import io.plimsoll.core.EngineState;
import io.plimsoll.core.InstrumentTerms;
import io.plimsoll.core.OracleDriver;
import io.plimsoll.core.OracleDriver.Source;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.IndexPricedDecoder;
import io.plimsoll.core.codec.generated.OracleState;
import io.plimsoll.core.codec.generated.OracleStateChangedDecoder;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.codec.generated.SourceKind;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OracleTest
{
    private static final int BTC = 10;
    private static final int GOLD = 2;
    private static final long TRADER = 1;
    private static final long MAKER = 2;
    private static final int PPM = 1_000_000;

    private final EngineDriver engine = new EngineDriver(EngineDriver.smallLimits());
    private final OracleDriver oracle = new OracleDriver(engine);
    private final EngineState view = new EngineState(engine.engine());

    @BeforeEach
    void list()
    {
        final InstrumentTerms terms = new InstrumentTerms();
        terms.maxMarkSubTicks = 1_000_000;
        terms.maxPositionLots = 10_000;
        engine.instrument(terms);
        engine.collateral(GOLD, 1, PPM);
        for (long account = TRADER; account <= MAKER; account++)
        {
            engine.account(account);
            engine.deposit(account, EngineDriver.CASH, 1L << 50);
        }
    }

    @AfterEach
    void close()
    {
        engine.close();
    }

    private static void accepted(final int result)
    {
        assertThat(ResultCode.name(result)).isEqualTo("ACCEPTED");
    }

    private void refused(final int result, final int code, final long limit, final long actual)
    {
        assertThat(ResultCode.name(result)).isEqualTo(ResultCode.name(code));
        assertThat(engine.rejection().limitValue()).isEqualTo(limit);
        assertThat(engine.rejection().actualValue()).isEqualTo(actual);
    }

    private static long[] by(final int source, final long price)
    {
        return new long[]{source, price};
    }

    private int say(final double seconds, final long[]... quotes)
    {
        return oracle.at(seconds).say(INSTRUMENT, BTC, quotes);
    }

    /** Half sub-ticks: one source that is old, one that strays, and a mean of 60 samples. */
    @Test
    void shouldComputeTheWorkedExampleToTheLastDigit()
    {
        oracle.at(0);
        accepted(oracle.register(INSTRUMENT, BTC, terms -> terms.sampleNs(SECOND / 10),
            market(1, 3), market(2, 2), market(3, 2), market(4, 1), market(5, 1)));
        accepted(say(5, by(5, 99_000)));
        accepted(say(44, by(1, 99_200)));
        accepted(say(47, by(1, 99_400)));

        accepted(say(50, by(1, 100_020), by(2, 99_980), by(3, 100_040), by(4, 103_800)));

        final IndexPricedDecoder priced = oracle.priced();
        assertThat(priced.medianPrice()).isEqualTo(2 * 50_010);
        assertThat(priced.sources()).isEqualTo(3);
        assertThat(priced.meanPrice()).isEqualTo(2 * 49_650);
        // 49,948.5
        assertThat(priced.price()).isEqualTo(99_897);
        assertThat(priced.state()).isEqualTo(OracleState.OK);
        assertThat((priced.medianPrice() - priced.meanPrice()) * 10_000_000 / priced.meanPrice()).isEqualTo(72_507);
    }

    @Test
    void shouldKeepAnOutlierWithinTheGreaterOfTheTwoDistances()
    {
        oracle.at(0);
        accepted(oracle.register(INSTRUMENT, BTC, terms ->
        {
        }, market(1, 1), market(2, 1), market(3, 1)));

        accepted(say(1, by(1, 100_000), by(2, 100_000), by(3, 100_500)));
        assertThat(oracle.priced().sources()).isEqualTo(3);

        accepted(say(2, by(1, 100_000), by(2, 100_000), by(3, 100_501)));
        assertThat(oracle.priced().sources()).isEqualTo(2);

        // a deviation of 200 in the middle lets 1,000 pass
        accepted(say(3, by(1, 100_000), by(2, 100_200), by(3, 101_000)));
        assertThat(oracle.priced().sources()).isEqualTo(3);
    }

    @Test
    void shouldNotBeWalkedBeyondTheWindowInSmallSteps()
    {
        oracle.at(0);
        accepted(oracle.register(INSTRUMENT, BTC, terms -> terms.divergencePpm(PPM), market(1, 1)));
        accepted(say(0.5, by(1, 100_000)));

        long highest = 0;
        for (int step = 1; step <= 80; step++)
        {
            accepted(say(0.5 + step / 10.0, by(1, 200_000)));
            highest = Math.max(highest, oracle.priced().price());
            assertThat(oracle.priced().price()).isLessThanOrEqualTo(103_000);
        }
        assertThat(highest).isEqualTo(103_000);

        // in the next window from where this one has ended
        accepted(say(10, by(1, 200_000)));
        assertThat(oracle.priced().price()).isEqualTo(103_515);
    }

    @Test
    void shouldGoStaleByItselfAtTheDeadline()
    {
        oracle.at(0);
        accepted(oracle.register(INSTRUMENT, BTC, terms ->
        {
        }, market(1, 1), market(2, 1)));
        accepted(say(1, by(1, 100_000)));
        accepted(say(3, by(2, 100_000)));
        final long deadline = 1_000 * SECOND + 11 * SECOND + 1;
        assertThat(engine.engine().nextDeadlineNs()).isEqualTo(deadline);

        engine.now(deadline - 1);
        engine.proceed();
        assertThat(oracle.changed()).isNull();
        assertThat(engine.engine().nextDeadlineNs()).isEqualTo(deadline + 2 * SECOND);

        engine.now(deadline + 2 * SECOND - 1);
        engine.proceed();
        assertThat(oracle.changed()).isEqualTo(OracleState.STALE);
        assertThat(engine.engine().nextDeadlineNs()).isEqualTo(Long.MAX_VALUE);
        assertThat(engine.count(IndexPricedDecoder.TEMPLATE_ID)).isZero();
    }

    @Test
    void shouldSayWhyAnIndexIsDegradedInvalidOrDivergent()
    {
        oracle.at(0);
        accepted(oracle.register(INSTRUMENT, BTC, terms -> terms.minWeight(3).minSources(2).divergencePpm(10_000),
            market(1, 2), market(2, 1)));
        assertThat(oracle.changed()).isEqualTo(OracleState.STALE);

        accepted(say(1, by(1, 100_000)));
        assertThat(oracle.changed()).isEqualTo(OracleState.DEGRADED);
        final OracleStateChangedDecoder change = new OracleStateChangedDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(OracleStateChangedDecoder.TEMPLATE_ID, 0), engine.header());
        assertThat(change.fromState()).isEqualTo(OracleState.STALE);
        assertThat(change.weight()).isEqualTo(2);
        assertThat(change.minWeight()).isEqualTo(3);
        assertThat(change.sources()).isEqualTo(1);
        assertThat(change.minSources()).isEqualTo(2);

        accepted(say(2, by(2, 100_000)));
        assertThat(oracle.changed()).isEqualTo(OracleState.OK);

        accepted(say(6, by(1, 102_000), by(2, 102_000)));
        assertThat(oracle.changed()).isEqualTo(OracleState.DIVERGENT);
        assertThat(oracle.priced().price()).isEqualTo(100_500);

        accepted(say(7, by(1, 0), by(2, -5)));
        assertThat(oracle.changed()).isEqualTo(OracleState.INVALID);
        assertThat(view.index(BTC - 9)[0]).isEqualTo(100_500);
    }

    @Test
    void shouldDropASourceThatDoubtsItselfTooMuch()
    {
        oracle.at(0);
        accepted(oracle.register(INSTRUMENT, BTC, terms ->
        {
        }, market(1, 1)));

        oracle.at(1);
        accepted(oracle.say(price -> price.price(100_000).confidence(100).targetId(BTC).sourceId(1)));
        assertThat(oracle.changed()).isEqualTo(OracleState.OK);

        oracle.at(2);
        accepted(oracle.say(price -> price.price(100_000).confidence(101).targetId(BTC).sourceId(1)));
        assertThat(oracle.changed()).isEqualTo(OracleState.INVALID);
    }

    @Test
    void shouldKeepWhatASourceHasSaidWhenSourcesAreReplaced()
    {
        oracle.at(0);
        accepted(oracle.register(INSTRUMENT, BTC, terms ->
        {
        }, market(1, 1), market(2, 1)));
        accepted(say(1, by(1, 100_000), by(2, 100_000)));

        accepted(oracle.register(INSTRUMENT, BTC, terms ->
        {
        }, market(2, 5)));

        assertThat(oracle.priced().sources()).isEqualTo(1);
        assertThat(oracle.changed()).isNull();
        refused(oracle.say(price -> price.price(1).targetId(BTC).sourceId(2).sourceSequence(2)),
            ResultCode.ORACLE_SEQUENCE, 3, 2);
    }

    @Test
    void shouldPriceByBatchesAgainWithoutSources()
    {
        oracle.at(0);
        accepted(oracle.register(INSTRUMENT, BTC, terms ->
        {
        }, market(1, 1)));
        refused(engine.mark(BTC, 100_000), ResultCode.PRICED_BY_SOURCES, 1, BTC);

        accepted(oracle.register(INSTRUMENT, BTC, terms ->
        {
        }));

        assertThat(oracle.changed()).isEqualTo(OracleState.OK);
        accepted(engine.mark(BTC, 100_000));
    }

    @Test
    void shouldFormTheMarkFromIndexBookAndOtherVenues()
    {
        oracle.at(0);
        accepted(oracle.register(INSTRUMENT, BTC, terms -> terms.basisNs(3 * SECOND), market(1, 1),
            new Source(2, 1, SourceKind.PERPETUAL)));
        accepted(say(1, by(1, 100_000)));
        assertThat(oracle.priced().markSubTicks()).isEqualTo(100_000);

        // a third of the book's distance of 300, all of it in the mean of the basis: (2 * 100,300 + 100,300) / 3
        accepted(engine.limit(MAKER, BTC, Side.BUY, 100_200, 1));
        final long bid = engine.orderId();
        accepted(engine.limit(MAKER, BTC, Side.SELL, 100_400, 1));
        final long ask = engine.orderId();
        accepted(say(2, by(1, 100_000)));
        assertThat(oracle.priced().markSubTicks()).isEqualTo(100_300);

        // a basis of 0 for 1 of 3 + 1 seconds: 300 - 75 = 225, (2 * 100,225 + 100,000) / 3
        accepted(engine.cancel(MAKER, bid));
        accepted(engine.cancel(MAKER, ask));
        accepted(engine.limit(MAKER, BTC, Side.SELL, 100_201, 1));
        accepted(engine.limit(MAKER, BTC, Side.BUY, 99_799, 1));
        accepted(say(3, by(1, 100_000)));
        assertThat(oracle.priced().markSubTicks()).isEqualTo(100_150);

        // the middle of 100,168, 100,000 and 100,050
        accepted(say(4, by(1, 100_000), by(2, 100_050)));
        assertThat(oracle.priced().markSubTicks()).isEqualTo(100_050);
    }

    @Test
    void shouldHoldTheMarkToTheBandAroundTheIndex()
    {
        oracle.at(0);
        accepted(oracle.register(INSTRUMENT, BTC, terms ->
        {
        }, market(1, 1), new Source(2, 1, SourceKind.PERPETUAL)));
        accepted(say(1, by(1, 100_000), by(2, 150_000)));

        assertThat(oracle.priced().markSubTicks()).isEqualTo(101_000);
        assertThat(oracle.priced().price()).isEqualTo(100_000);
    }

    @Test
    void shouldNotMoveTheMarkByATrade()
    {
        oracle.at(0);
        accepted(oracle.register(INSTRUMENT, BTC, terms ->
        {
        }, market(1, 1)));
        accepted(say(1, by(1, 100_000)));
        accepted(engine.limit(MAKER, BTC, Side.SELL, 100_900, 5));
        accepted(engine.limit(TRADER, BTC, Side.BUY, 100_900, 5));

        assertThat(view.instrument(1)[0]).isEqualTo(100_000);
        assertThat(engine.count(IndexPricedDecoder.TEMPLATE_ID)).isZero();
    }

    @Test
    void shouldMoveTheSlowPriceWithTimeAlone()
    {
        accepted(engine.price(GOLD, 1_000_000));
        oracle.at(0);
        accepted(oracle.register(ASSET, GOLD, terms -> terms.stepPpm(PPM).windowPpm(PPM).divergencePpm(PPM),
            market(1, 1)));
        accepted(oracle.at(1).say(ASSET, GOLD, by(1, 2_000_000)));
        assertThat(oracle.priced().price()).isEqualTo(2_000_000);
        assertThat(oracle.priced().slowPrice()).isEqualTo(1_000_000);

        // 300 ppm in a second of 1,000,000
        accepted(oracle.at(2).say(ASSET, GOLD, by(1, 2_000_000)));
        assertThat(oracle.priced().slowPrice()).isEqualTo(1_000_300);
        // and of 1,000,300 in 3.5 seconds: 1,050.315
        accepted(oracle.at(5.5).say(ASSET, GOLD, by(1, 2_000_000)));
        assertThat(oracle.priced().slowPrice()).isEqualTo(1_001_350);
    }

    @Test
    void shouldCountNewMoneyOnlyAtTheSlowPrice()
    {
        accepted(engine.price(GOLD, 1_000_000));
        oracle.at(0);
        accepted(oracle.register(ASSET, GOLD, terms -> terms.stepPpm(PPM).windowPpm(PPM).divergencePpm(PPM),
            market(1, 1)));
        accepted(oracle.at(1).say(ASSET, GOLD, by(1, 1_000_000)));
        engine.account(3);
        accepted(engine.deposit(3, GOLD, 100));
        accepted(oracle.at(2).say(ASSET, GOLD, by(1, 9_000_000)));
        accepted(engine.mark(BTC, 100_000));

        // a lot is worth 10^11 atoms, 8 % of it is asked for: what is there counts for 10^8 and a little
        refused(engine.limit(3, BTC, Side.BUY, 100_000, 1), ResultCode.INSUFFICIENT_MARGIN, 8_000_000_000L,
            100_000_000L);
        accepted(oracle.at(12).say(ASSET, GOLD, by(1, 9_000_000)));
        refused(engine.limit(3, BTC, Side.BUY, 100_000, 1), ResultCode.INSUFFICIENT_MARGIN, 8_000_000_000L,
            100_300_000L);
    }

    /** A lot bought at 110,000 is 10^10 atoms worth less at the slow price of 100,000; 8 % of it are asked for. */
    @Test
    void shouldLeaveEnoughAtTheSlowPriceOnceAnOrderHasFilled()
    {
        accepted(engine.mark(BTC, 100_000));
        oracle.at(0);
        accepted(oracle.register(INSTRUMENT, BTC, terms -> terms.stepPpm(PPM).windowPpm(PPM).divergencePpm(PPM)
            .slowPpmPerSecond(0), market(1, 1)));
        accepted(say(1, by(1, 110_000)));
        assertThat(oracle.priced().slowPrice()).isEqualTo(100_000);
        accepted(engine.limit(MAKER, BTC, Side.SELL, 110_000, 1));
        engine.account(3);
        accepted(engine.deposit(3, EngineDriver.CASH, 18_799_999_999L));

        refused(engine.limit(3, BTC, Side.BUY, 110_000, 1), ResultCode.INSUFFICIENT_MARGIN, 8_800_000_000L,
            8_799_999_999L);
        accepted(engine.deposit(3, EngineDriver.CASH, 1));
        accepted(engine.limit(3, BTC, Side.BUY, 110_000, 1));

        refused(engine.withdraw(3, EngineDriver.CASH, 1), ResultCode.INSUFFICIENT_MARGIN, 8_800_000_000L,
            8_799_999_999L);
    }

    @Test
    void shouldPriceManyIndexesAtTheirDeadlinesABoundedNumberAtATime()
    {
        for (int id = 20; id < 27; id++)
        {
            final InstrumentTerms terms = new InstrumentTerms();
            terms.instrumentId = id;
            engine.instrument(terms);
            oracle.at(id);
            accepted(oracle.register(INSTRUMENT, id, changes ->
            {
            }, market(1, 1)));
            accepted(oracle.at(id + 0.5).say(INSTRUMENT, id, by(1, 50_000)));
        }

        oracle.at(60);
        engine.proceed();

        assertThat(engine.count(OracleStateChangedDecoder.TEMPLATE_ID)).isEqualTo(7);
        assertThat(engine.engine().workLeft()).isFalse();
    }
}
