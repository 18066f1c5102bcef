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
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.AccountStateChangedDecoder;
import io.plimsoll.core.codec.generated.CancelReason;
import io.plimsoll.core.codec.generated.FutureExpiredDecoder;
import io.plimsoll.core.codec.generated.InstrumentState;
import io.plimsoll.core.codec.generated.InstrumentStateChangedDecoder;
import io.plimsoll.core.codec.generated.LiquidationOrderDecoder;
import io.plimsoll.core.codec.generated.OrderCancelledDecoder;
import io.plimsoll.core.codec.generated.OrderType;
import io.plimsoll.core.codec.generated.PositionSettledDecoder;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.codec.generated.TimeInForce;
import io.plimsoll.core.codec.generated.TriggerSource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** A dated future of 10 lots between two accounts: a tick and lot is worth 1,000,000 atoms. */
class DatedFutureTest
{
    private static final int FUTURE = 10;
    private static final long ANNA = 1;
    private static final long BERT = 2;
    private static final long CARL = 3;
    private static final long CASH = 1_000_000_000_000L;
    private static final long UNIT = 1_000_000L;
    private static final long EXPIRY_NS = 2_000_000_000L;
    private static final long INTERVAL_NS = 1_000_000L;

    private final EngineDriver engine = new EngineDriver(EngineDriver.smallLimits());
    private final EngineState state = new EngineState(engine.engine());

    @BeforeEach
    void list()
    {
        list(engine, terms -> terms.windowSamples = 4);
    }

    private static void list(final EngineDriver driver, final Consumer<InstrumentTerms> changes)
    {
        final InstrumentTerms terms = new InstrumentTerms();
        terms.expireTimeNs = EXPIRY_NS;
        terms.sampleIntervalNs = INTERVAL_NS;
        changes.accept(terms);
        assertThat(driver.future(terms)).isEqualTo(ResultCode.ACCEPTED);
        for (final long account : new long[]{ANNA, BERT, CARL})
        {
            driver.account(account);
            driver.deposit(account, EngineDriver.CASH, CASH);
        }
    }

    @AfterEach
    void close()
    {
        state.checkConservation();
        engine.close();
    }

    private void trade(final long buyer, final long seller, final long price, final long lots)
    {
        engine.limit(seller, FUTURE, Side.SELL, price, lots);
        engine.limit(buyer, FUTURE, Side.BUY, price, lots);
    }

    private void atExpiry()
    {
        engine.now(EXPIRY_NS);
        engine.proceed();
    }

    private FutureExpiredDecoder expired()
    {
        return new FutureExpiredDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(FutureExpiredDecoder.TEMPLATE_ID, 0), engine.header());
    }

    private PositionSettledDecoder settled(final int nth)
    {
        return new PositionSettledDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(PositionSettledDecoder.TEMPLATE_ID, nth), engine.header());
    }

    private List<Long> cancelled(final CancelReason reason)
    {
        final List<Long> ids = new ArrayList<>();
        for (int nth = 0; nth < engine.count(OrderCancelledDecoder.TEMPLATE_ID); nth++)
        {
            final OrderCancelledDecoder cancel = new OrderCancelledDecoder().wrapAndApplyHeader(
                engine.effects(), engine.find(OrderCancelledDecoder.TEMPLATE_ID, nth), engine.header());
            if (cancel.reason() == reason)
            {
                ids.add(cancel.orderId());
            }
        }
        return ids;
    }

    @Test
    void shouldSettleAtTheMeanOfTheSamplesToTheNearestSubTick()
    {
        engine.mark(FUTURE, 50_000);
        trade(ANNA, BERT, 50_000, 10);
        final long[] indexes = {50_001, 50_002, 50_002, 50_005};
        for (int sample = 0; sample < 4; sample++)
        {
            engine.now(EXPIRY_NS - (3 - sample) * INTERVAL_NS - 10);
            engine.mark(FUTURE, 49_000, indexes[sample]);
        }
        atExpiry();

        assertThat(expired().samples()).isEqualTo(4);
        assertThat(expired().sampleSumSubTicks()).isEqualTo(200_010);
        // 200,010 / 4 = 50,002.5
        assertThat(expired().finalSubTicks()).isEqualTo(50_003);
        assertThat(engine.count(PositionSettledDecoder.TEMPLATE_ID)).isEqualTo(2);
        assertThat(settled(0).accountId()).isEqualTo(ANNA);
        assertThat(settled(0).positionLots()).isEqualTo(10);
        assertThat(settled(0).costAtoms()).isEqualTo(500_000 * UNIT);
        assertThat(settled(0).valueAtoms()).isEqualTo(500_030 * UNIT);
        assertThat(settled(0).changeAtoms()).isEqualTo(30 * UNIT);
        assertThat(settled(0).cashAtoms()).isEqualTo(CASH + 30 * UNIT);
        assertThat(settled(1).valueAtoms()).isEqualTo(-500_030 * UNIT);
        assertThat(settled(1).cashAtoms()).isEqualTo(CASH - 30 * UNIT);
        assertThat(state.account(1)[1] + state.account(2)[1]).isEqualTo(2 * CASH);
        assertThat(state.positions(1)).isEmpty();
        assertThat(state.instrument(1)).startsWith(50_003, InstrumentState.SETTLED.value());
    }

    @Test
    void shouldTakeEachSampleFromTheIndexBeforeTheCommandThatFiresIt()
    {
        engine.mark(FUTURE, 50_000);
        engine.now(EXPIRY_NS - 2);
        engine.mark(FUTURE, 50_000, 60_000);
        engine.mark(FUTURE, 50_000, 70_000);

        assertThat(expired().sampleSumSubTicks()).isEqualTo(3 * 50_000 + 60_000);
        assertThat(expired().finalSubTicks()).isEqualTo(52_500);
    }

    @Test
    void shouldAskForACommandAtTheWindowEachSampleAndTheExpiry()
    {
        final List<Long> deadlines = new ArrayList<>();
        while (engine.engine().nextDeadlineNs() != Long.MAX_VALUE)
        {
            deadlines.add(engine.engine().nextDeadlineNs());
            engine.now(engine.engine().nextDeadlineNs() - 1);
            engine.proceed();
        }

        assertThat(deadlines).containsExactly(EXPIRY_NS - 4 * INTERVAL_NS, EXPIRY_NS - 3 * INTERVAL_NS,
            EXPIRY_NS - 2 * INTERVAL_NS, EXPIRY_NS - INTERVAL_NS, EXPIRY_NS);
        assertThat(engine.engine().workLeft()).isFalse();
    }

    @Test
    void shouldEndWithoutAPriceWhereNoneEverCame()
    {
        atExpiry();

        assertThat(expired().samples()).isZero();
        assertThat(expired().finalSubTicks()).isZero();
        assertThat(state.instrument(1)[1]).isEqualTo(InstrumentState.SETTLED.value());
    }

    @Test
    void shouldCancelItsOrdersAndStopsAndAcceptNoneAfterwards()
    {
        engine.mark(FUTURE, 50_000);
        engine.limit(ANNA, FUTURE, Side.BUY, 49_000, 1);
        engine.limit(BERT, FUTURE, Side.BUY, 49_500, 1);
        engine.limit(BERT, FUTURE, Side.SELL, 50_500, 1);
        engine.extended(CARL, FUTURE, Side.SELL, 0, 1, stop -> stop.orderType(OrderType.STOP)
            .triggerSource(TriggerSource.INDEX).triggerPriceTicks(48_000));
        engine.extended(CARL, FUTURE, Side.BUY, 0, 1, stop -> stop.orderType(OrderType.STOP)
            .triggerSource(TriggerSource.MARK).triggerPriceTicks(52_000));
        atExpiry();

        assertThat(cancelled(CancelReason.INSTRUMENT_EXPIRED)).containsExactly(2L, 1L, 3L, 5L, 4L);
        for (int account = 1; account <= 3; account++)
        {
            assertThat(state.account(account)[5]).isZero();
        }
        assertThat(engine.limit(ANNA, FUTURE, Side.BUY, 49_000, 1)).isEqualTo(ResultCode.INSTRUMENT_STATE);
        assertThat(engine.rejection().limitValue()).isEqualTo(InstrumentState.OPEN.value());
        assertThat(engine.rejection().actualValue()).isEqualTo(InstrumentState.SETTLED.value());
        assertThat(engine.state(FUTURE, InstrumentState.OPEN)).isEqualTo(ResultCode.TRANSITION_NOT_ALLOWED);
    }

    @Test
    void shouldExpireAnOrderByItsOwnTimeWhereThatComesFirst()
    {
        engine.mark(FUTURE, 50_000);
        engine.extended(ANNA, FUTURE, Side.BUY, 49_000, 1, order ->
            order.timeInForce(TimeInForce.GTD).expireTimeNs(EXPIRY_NS));
        engine.extended(ANNA, FUTURE, Side.BUY, 49_000, 1, order ->
            order.timeInForce(TimeInForce.GTD).expireTimeNs(EXPIRY_NS + 100));
        engine.now(EXPIRY_NS + 5);
        engine.proceed();

        assertThat(cancelled(CancelReason.EXPIRED)).containsExactly(1L);
        assertThat(cancelled(CancelReason.INSTRUMENT_EXPIRED)).containsExactly(2L);
    }

    @Test
    void shouldEndACallAuctionToo()
    {
        engine.mark(FUTURE, 50_000);
        engine.state(FUTURE, InstrumentState.CALL_AUCTION);
        engine.limit(ANNA, FUTURE, Side.BUY, 50_100, 1);
        engine.limit(BERT, FUTURE, Side.SELL, 49_900, 1);
        atExpiry();

        final InstrumentStateChangedDecoder changed = new InstrumentStateChangedDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(InstrumentStateChangedDecoder.TEMPLATE_ID, 0), engine.header());
        assertThat(changed.fromState()).isEqualTo(InstrumentState.CALL_AUCTION);
        assertThat(changed.toState()).isEqualTo(InstrumentState.SETTLED);
        assertThat(cancelled(CancelReason.INSTRUMENT_EXPIRED)).containsExactly(1L, 2L);
        assertThat(state.positions(1)).isEmpty();
    }

    @Test
    void shouldLetNoPriceMoveItsMarkAfterwards()
    {
        engine.mark(FUTURE, 50_000);
        atExpiry();

        assertThat(engine.mark(FUTURE, 40_000)).isEqualTo(ResultCode.ACCEPTED);
        assertThat(state.instrument(1)[0]).isEqualTo(50_000);
    }

    /** Anna has 40,100 and 10 lots; at 48,000 that is 20,100, and 5 % of 480,000 are 24,000. */
    private void callAnna()
    {
        engine.mark(FUTURE, 50_000);
        engine.withdraw(ANNA, EngineDriver.CASH, CASH - 40_100 * UNIT);
        trade(ANNA, BERT, 50_000, 10);
        engine.limit(CARL, FUTURE, Side.BUY, 47_990, 100);
    }

    @Test
    void shouldStartNoForcedTradeInTheFinalWindow()
    {
        callAnna();
        engine.now(EXPIRY_NS - 4 * INTERVAL_NS);
        engine.mark(FUTURE, 48_000, 49_000);

        assertThat(engine.count(AccountStateChangedDecoder.TEMPLATE_ID)).isEqualTo(1);
        assertThat(engine.count(LiquidationOrderDecoder.TEMPLATE_ID)).isZero();
        assertThat(engine.engine().waitingAccounts()).isEqualTo(1);
        atExpiry();

        assertThat(engine.count(LiquidationOrderDecoder.TEMPLATE_ID)).isZero();
        assertThat(expired().finalSubTicks()).isEqualTo(49_000);
        assertThat(state.account(1)).startsWith(ANNA, 30_100 * UNIT, 0, 0, 0);
        assertThat(engine.engine().queueLength()).isZero();
    }

    @Test
    void shouldCloseByForceUpToTheFinalWindow()
    {
        callAnna();
        engine.now(EXPIRY_NS - 4 * INTERVAL_NS - 2);
        engine.mark(FUTURE, 48_000, 49_000);

        assertThat(engine.count(LiquidationOrderDecoder.TEMPLATE_ID)).isEqualTo(1);
    }

    @Test
    void shouldLetAnAccountTradeItselfInTheFinalWindow()
    {
        callAnna();
        engine.now(EXPIRY_NS - INTERVAL_NS);
        engine.proceed();
        engine.limit(ANNA, FUTURE, Side.SELL, 47_990, 10);

        assertThat(state.positions(1)).isEmpty();
    }

    @Test
    void shouldLeaveADeficitAsALiquidationDoes()
    {
        callAnna();
        engine.now(EXPIRY_NS - 4 * INTERVAL_NS);
        engine.mark(FUTURE, 48_000, 40_000);
        atExpiry();

        assertThat(state.account(1)).startsWith(ANNA, -59_900 * UNIT, 2, 2, 2);
        assertThat(state.positions(1)).isEmpty();
        assertThat(engine.engine().unqueuedAccounts()).isZero();
        engine.deposit(ANNA, EngineDriver.CASH, 59_900 * UNIT);
        assertThat(state.account(1)).startsWith(ANNA, 0, 0, 0, 0);
    }

    @Test
    void shouldRefuseContradictoryDatesWithTheirNumbers()
    {
        refuse(ResultCode.FIELD_OUT_OF_RANGE, 1, 0, terms -> terms.windowSamples = 0);
        refuse(ResultCode.FIELD_OUT_OF_RANGE, 65_536, 65_537, terms -> terms.windowSamples = 65_537);
        refuse(ResultCode.FIELD_OUT_OF_RANGE, 1, 0, terms -> terms.sampleIntervalNs = 0);
        refuse(ResultCode.EXPIRY_PASSED, engine.now() + 1, engine.now() + 1, terms ->
        {
            terms.windowSamples = 2;
            terms.expireTimeNs = engine.now() + 1 + 2 * INTERVAL_NS;
        });
        refuse(ResultCode.EXPIRY_PASSED, engine.now() + 1, -5, terms -> terms.expireTimeNs = -5);
    }

    private void refuse(final int code, final long limit, final long actual, final Consumer<InstrumentTerms> changes)
    {
        final InstrumentTerms terms = new InstrumentTerms();
        terms.instrumentId = 11;
        terms.expireTimeNs = EXPIRY_NS;
        terms.sampleIntervalNs = INTERVAL_NS;
        changes.accept(terms);
        final long before = engine.engine().stateDigest();

        assertThat(engine.future(terms)).isEqualTo(code);
        assertThat(engine.rejection().limitValue()).isEqualTo(limit);
        assertThat(engine.rejection().actualValue()).isEqualTo(actual);
        assertThat(engine.engine().stateDigest()).isEqualTo(before);
    }

    @Test
    void shouldSettleAFewInEachCommandAndEndWhereUncutWorkEnds()
    {
        for (int seed = 1; seed <= 20; seed++)
        {
            final int bound = 1 + seed % 3;
            try (EngineDriver whole = new EngineDriver(EngineDriver.smallLimits());
                EngineDriver cut = new EngineDriver(EngineDriver.builder().cancelsPerCommand(bound).build()))
            {
                fill(whole, new Random(seed));
                fill(cut, new Random(seed));
                whole.proceed();
                int continues = 0;
                do
                {
                    cut.proceed();
                    continues++;
                    assertThat(cut.count(OrderCancelledDecoder.TEMPLATE_ID) +
                        cut.count(PositionSettledDecoder.TEMPLATE_ID)).as("seed %d", seed).isLessThanOrEqualTo(bound);
                }
                while (cut.engine().workLeft());

                assertThat(continues).as("seed %d", seed).isGreaterThan(10);
                compare(new EngineState(whole.engine()), new EngineState(cut.engine()), "seed " + seed);
            }
        }
    }

    private static void fill(final EngineDriver driver, final Random random)
    {
        list(driver, terms -> terms.windowSamples = 3);
        for (long account = 4; account <= 60; account++)
        {
            driver.account(account);
            driver.deposit(account, EngineDriver.CASH, 100_000 * UNIT);
        }
        driver.mark(FUTURE, 50_000);
        for (int order = 0; order < 150; order++)
        {
            driver.limit(1 + random.nextInt(60), FUTURE, random.nextBoolean() ? Side.BUY : Side.SELL,
                49_990 + random.nextInt(20), 1 + random.nextInt(5));
        }
        driver.mark(FUTURE, 50_000, 45_000 + random.nextInt(10_000));
        driver.now(EXPIRY_NS);
    }

    private static void compare(final EngineState whole, final EngineState cut, final String where)
    {
        for (int account = 1; account <= 60; account++)
        {
            assertThat(cut.account(account)).as("%s, account %d", where, account).isEqualTo(whole.account(account));
            assertThat(cut.positions(account)).as("%s, account %d", where, account).isEmpty();
        }
        cut.checkConservation();
    }
}
