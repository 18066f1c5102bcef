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
package io.plimsoll.core.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.EngineDriver;
import io.plimsoll.core.EngineState;
import io.plimsoll.core.InstrumentTerms;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.CancelReason;
import io.plimsoll.core.codec.generated.InstrumentState;
import io.plimsoll.core.codec.generated.KillScope;
import io.plimsoll.core.codec.generated.NewOrderExtendedEncoder;
import io.plimsoll.core.codec.generated.OrderCancelledDecoder;
import io.plimsoll.core.codec.generated.OrderFilledDecoder;
import io.plimsoll.core.codec.generated.OrderRestedDecoder;
import io.plimsoll.core.codec.generated.OrderTriggeredDecoder;
import io.plimsoll.core.codec.generated.OrderType;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.codec.generated.SideFilter;
import io.plimsoll.core.codec.generated.SwitchAction;
import io.plimsoll.core.codec.generated.TimeInForce;
import io.plimsoll.core.codec.generated.TriggerSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StopOrderTest
{
    private static final int BTC = 10;
    private static final long ANNA = 1;
    private static final long BERT = 2;
    private static final long POOR = 3;

    private final EngineDriver engine = new EngineDriver(EngineDriver.builder().triggersPerCommand(3).build());
    private final EngineState state = new EngineState(engine.engine());

    @BeforeEach
    void list()
    {
        engine.instrument(new InstrumentTerms());
        engine.mark(BTC, 50_000);
        for (final long account : new long[]{ANNA, BERT, POOR})
        {
            engine.account(account);
            engine.deposit(account, EngineDriver.CASH, account == POOR ? 1_000_000 : 1_000_000_000_000_000L);
        }
    }

    @AfterEach
    void close()
    {
        engine.close();
    }

    @Test
    void shouldSellAtTheMarketOnceTheMarkHasFallenToItsTrigger()
    {
        engine.limit(BERT, BTC, Side.BUY, 49_400, 5);
        final long stop = stop(ANNA, Side.SELL, 49_500, TriggerSource.MARK, order -> order.orderType(OrderType.STOP));

        engine.mark(BTC, 49_501);
        assertThat(triggered()).isEmpty();
        engine.mark(BTC, 49_500);

        assertThat(triggered()).containsExactly(stop);
        assertThat(engine.count(OrderFilledDecoder.TEMPLATE_ID)).isEqualTo(2);
        assertThat(effect().priceSubTicks()).isEqualTo(49_500);
        assertThat(effect().resultCode()).isEqualTo(ResultCode.ACCEPTED);
    }

    @Test
    void shouldRestAtItsLimitAndSayWhere()
    {
        final long stop = stop(ANNA, Side.BUY, 50_100, TriggerSource.INDEX, order -> order.priceTicks(50_150));

        engine.mark(BTC, 50_100);

        final OrderRestedDecoder rested = new OrderRestedDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(OrderRestedDecoder.TEMPLATE_ID, 0), engine.header());
        assertThat(rested.orderId()).isEqualTo(stop);
        assertThat(rested.priceTicks()).isEqualTo(50_150);
        assertThat(rested.restingLots()).isEqualTo(1);
        assertThat(state.book(1, 0)).containsExactly(stop, 50_150, 1, 1, ANNA);
    }

    @Test
    void shouldBeTriggeredByTheLastTrade()
    {
        final long stop = stop(ANNA, Side.BUY, 50_010, TriggerSource.LAST, order -> order.priceTicks(50_020));
        engine.limit(BERT, BTC, Side.SELL, 50_010, 1);
        assertThat(triggered()).isEmpty();

        engine.limit(ANNA, BTC, Side.BUY, 50_010, 1);

        assertThat(triggered()).containsExactly(stop);
    }

    @Test
    void shouldTriggerByPricePassedAndThenByIdAFewInEachCommand()
    {
        final long far = stop(ANNA, Side.SELL, 49_000, TriggerSource.MARK, order -> order.priceTicks(48_000));
        final long near = stop(ANNA, Side.SELL, 49_500, TriggerSource.MARK, order -> order.priceTicks(48_000));
        final long other = stop(BERT, Side.SELL, 49_500, TriggerSource.MARK, order -> order.priceTicks(48_000));
        final long middle = stop(ANNA, Side.SELL, 49_300, TriggerSource.MARK, order -> order.priceTicks(48_000));

        engine.mark(BTC, 48_900);
        assertThat(triggered()).containsExactly(near, other, middle);
        assertThat(engine.engine().workLeft()).isTrue();
        engine.proceed();

        assertThat(triggered()).containsExactly(far);
        assertThat(engine.engine().workLeft()).isFalse();
    }

    @Test
    void shouldTriggerWhatAPriceHasPassedAlthoughItHasComeBackMeanwhile()
    {
        for (int order = 0; order < 4; order++)
        {
            stop(ANNA, Side.SELL, 49_500, TriggerSource.MARK, fields -> fields.priceTicks(48_000));
        }
        engine.mark(BTC, 49_500);

        engine.mark(BTC, 50_000);

        assertThat(triggered()).hasSize(1);
    }

    @Test
    void shouldNeedNoMarginWhileItWaitsAndSayWhyItIsRefusedThen()
    {
        final long stop = stop(POOR, Side.BUY, 50_100, TriggerSource.MARK, order -> order.priceTicks(50_100));

        engine.mark(BTC, 50_100);

        assertThat(triggered()).containsExactly(stop);
        assertThat(effect().resultCode()).isEqualTo(ResultCode.INSUFFICIENT_MARGIN);
        assertThat(effect().actualValue()).isEqualTo(1_000_000);
        assertThat(effect().limitValue()).isGreaterThan(1_000_000);
        assertThat(cancel().reason()).isEqualTo(CancelReason.TRIGGER_REFUSED);
        assertThat(state.book(1, 0)).isEmpty();
    }

    @Test
    void shouldKeepTheRefusalOfTheCommandThatTriggers()
    {
        for (int order = 0; order < 4; order++)
        {
            stop(POOR, Side.BUY, 50_100, TriggerSource.MARK, fields -> fields.priceTicks(50_100));
        }
        engine.mark(BTC, 50_100);

        assertThat(engine.cancel(ANNA, 4_711)).isEqualTo(ResultCode.UNKNOWN_ORDER);

        assertThat(triggered()).hasSize(1);
        assertThat(engine.rejection().resultCode()).isEqualTo(ResultCode.UNKNOWN_ORDER);
        assertThat(engine.rejection().actualValue()).isEqualTo(4_711);
    }

    @Test
    void shouldBeCancelledLikeAnyOrderWhileItWaits()
    {
        final long first = stop(ANNA, Side.BUY, 50_100, TriggerSource.MARK, order -> order.clientOrderId(9));
        final long second = stop(ANNA, Side.BUY, 50_100, TriggerSource.MARK, order -> order.priceTicks(1));

        assertThat(engine.cancelByClientId(ANNA, 9)).isEqualTo(ResultCode.ACCEPTED);
        assertThat(cancel().orderId()).isEqualTo(first);
        engine.massCancel(ANNA, 0, SideFilter.BUYS);
        assertThat(cancel().orderId()).isEqualTo(second);
        engine.mark(BTC, 60_000);

        assertThat(triggered()).isEmpty();
    }

    @Test
    void shouldExpireWhileItWaits()
    {
        final long stop = stop(ANNA, Side.BUY, 50_100, TriggerSource.MARK,
            order -> order.timeInForce(TimeInForce.GTD).expireTimeNs(engine.now() + 2));

        engine.proceed();

        assertThat(cancel().orderId()).isEqualTo(stop);
        assertThat(cancel().reason()).isEqualTo(CancelReason.EXPIRED);
    }

    @Test
    void shouldWaitUntilTheInstrumentTradesAgain()
    {
        final long stop = stop(ANNA, Side.SELL, 49_500, TriggerSource.MARK, order -> order.priceTicks(49_000));
        engine.state(BTC, InstrumentState.HALTED);
        engine.mark(BTC, 49_400);
        assertThat(triggered()).isEmpty();

        engine.state(BTC, InstrumentState.OPEN);

        assertThat(triggered()).containsExactly(stop);
    }

    @Test
    void shouldDieWithAnAccountThatFallsBelowMaintenanceAtTheSamePrice()
    {
        engine.deposit(POOR, EngineDriver.CASH, 60_000_000_000L);
        engine.limit(BERT, BTC, Side.SELL, 50_000, 14);
        engine.limit(POOR, BTC, Side.BUY, 50_000, 14);
        engine.limit(BERT, BTC, Side.BUY, 1, 14);
        final long stop = stop(POOR, Side.SELL, 48_000, TriggerSource.MARK, order -> order.quantityLots(14));

        engine.mark(BTC, 47_500);

        assertThat(triggered()).isEmpty();
        assertThat(cancel().orderId()).isEqualTo(stop);
        assertThat(cancel().reason()).isEqualTo(CancelReason.OWNER_LIQUIDATED);
        assertThat(engine.count(OrderFilledDecoder.TEMPLATE_ID)).isZero();
    }

    @Test
    void shouldRefuseAStopThatWouldBeTriggeredAtOnceOrThatIsNone()
    {
        assertThat(place(ANNA, Side.SELL, 50_000, TriggerSource.MARK, order -> order.priceTicks(1)))
            .isEqualTo(ResultCode.WOULD_TRIGGER);
        assertThat(engine.rejection().limitValue()).isEqualTo(50_000);
        assertThat(place(ANNA, Side.BUY, 0, TriggerSource.MARK, order -> order.priceTicks(1)))
            .isEqualTo(ResultCode.PRICE_OUT_OF_RANGE);
        assertThat(place(ANNA, Side.BUY, 50_100, TriggerSource.NONE, order -> order.priceTicks(1)))
            .isEqualTo(ResultCode.FIELD_OUT_OF_RANGE);
        assertThat(place(ANNA, Side.BUY, 50_100, TriggerSource.MARK, order -> order.orderType(OrderType.LIMIT)))
            .isEqualTo(ResultCode.FIELD_OUT_OF_RANGE);
    }

    @ParameterizedTest
    @CsvSource({"ACCOUNT, 1", "INSTRUMENT, 10", "ENGINE, 0"})
    void shouldBeCancelledByAKillSwitch(final KillScope scope, final long targetId)
    {
        final long stop = stop(ANNA, Side.BUY, 50_100, TriggerSource.MARK, order -> order.priceTicks(50_150));

        engine.kill(scope, targetId, SwitchAction.ENGAGE, 7);

        assertThat(engine.count(OrderCancelledDecoder.TEMPLATE_ID)).isEqualTo(1);
        assertThat(cancel().orderId()).isEqualTo(stop);
        assertThat(cancel().reason()).isEqualTo(CancelReason.KILL_SWITCH);
        engine.mark(BTC, 50_100);
        assertThat(triggered()).isEmpty();
    }

    @Test
    void shouldCountTheLookOfARefusedStopAsWork()
    {
        try (EngineDriver small = new EngineDriver(EngineDriver.builder().fillsPerCommandMax(3).build()))
        {
            small.instrument(new InstrumentTerms());
            small.mark(BTC, 50_000);
            small.account(ANNA);
            small.account(BERT);
            small.deposit(BERT, EngineDriver.CASH, 1_000_000_000_000_000L);
            for (int order = 0; order < 10; order++)
            {
                small.limit(BERT, BTC, Side.SELL, 50_200, 1);
            }
            for (int stop = 0; stop < 5; stop++)
            {
                small.extended(ANNA, BTC, Side.BUY, 50_300, 10, order -> order.orderType(OrderType.STOP_LIMIT)
                    .priceTicks(50_300).triggerPriceTicks(50_100).triggerSource(TriggerSource.MARK));
            }

            small.mark(BTC, 50_150);

            // each would meet more orders than a command may fill: one has its turn in a command, and is refused
            int commands = 1;
            assertThat(small.count(OrderTriggeredDecoder.TEMPLATE_ID)).isEqualTo(1);
            while (small.engine().workLeft())
            {
                small.proceed();
                assertThat(small.count(OrderTriggeredDecoder.TEMPLATE_ID)).isEqualTo(1);
                commands++;
            }
            assertThat(commands).isEqualTo(5);
        }
    }

    private int place(
        final long account,
        final Side side,
        final long triggerTicks,
        final TriggerSource source,
        final Consumer<NewOrderExtendedEncoder> changes)
    {
        return engine.extended(account, BTC, side, 1, 1, order -> changes.accept(
            order.orderType(OrderType.STOP_LIMIT).triggerPriceTicks(triggerTicks).triggerSource(source)));
    }

    private long stop(
        final long account,
        final Side side,
        final long triggerTicks,
        final TriggerSource source,
        final Consumer<NewOrderExtendedEncoder> changes)
    {
        place(account, side, triggerTicks, source, changes);
        return engine.orderId();
    }

    private List<Long> triggered()
    {
        final List<Long> orders = new ArrayList<>();
        final OrderTriggeredDecoder effect = new OrderTriggeredDecoder();
        for (int nth = 0; nth < engine.count(OrderTriggeredDecoder.TEMPLATE_ID); nth++)
        {
            effect.wrapAndApplyHeader(
                engine.effects(), engine.find(OrderTriggeredDecoder.TEMPLATE_ID, nth), engine.header());
            orders.add(effect.orderId());
        }
        return orders;
    }

    private OrderTriggeredDecoder effect()
    {
        return new OrderTriggeredDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(OrderTriggeredDecoder.TEMPLATE_ID, 0), engine.header());
    }

    private OrderCancelledDecoder cancel()
    {
        return new OrderCancelledDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(OrderCancelledDecoder.TEMPLATE_ID, 0), engine.header());
    }
}
