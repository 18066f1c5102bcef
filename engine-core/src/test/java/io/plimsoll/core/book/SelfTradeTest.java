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
import io.plimsoll.core.InstrumentTerms;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.CancelReason;
import io.plimsoll.core.codec.generated.NewOrderEncoder;
import io.plimsoll.core.codec.generated.OrderCancelledDecoder;
import io.plimsoll.core.codec.generated.OrderFilledDecoder;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.codec.generated.TimeInForce;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.function.Consumer;

/** Anna and Bert are one self-trade group; Carl belongs to none. */
class SelfTradeTest
{
    private static final int BTC = 10;
    private static final long ANNA = 1;
    private static final long BERT = 2;
    private static final long CARL = 3;

    private final EngineDriver engine = new EngineDriver(EngineDriver.smallLimits());
    private long own;
    private long foreign;

    @BeforeEach
    void list()
    {
        engine.instrument(new InstrumentTerms());
        engine.mark(BTC, 50_000);
        for (final long account : new long[]{ANNA, BERT, CARL})
        {
            engine.account(account, account == CARL ? 0 : 5);
            engine.deposit(account, EngineDriver.CASH, 1_000_000_000_000_000L);
        }
        engine.limit(ANNA, BTC, Side.SELL, 50_000, 5);
        own = engine.orderId();
        engine.limit(CARL, BTC, Side.SELL, 50_001, 4);
        foreign = engine.orderId();
    }

    @AfterEach
    void close()
    {
        engine.close();
    }

    @Test
    void shouldCancelTheOldestUnlessAskedOtherwise()
    {
        buy(3, order -> order.timeInForce(TimeInForce.GTC));

        expectCancel(0, own, 5, 0);
        expectFill(foreign, 3);
    }

    @Test
    void shouldCancelTheNewestAndLetTheOldestRest()
    {
        buy(3, order -> order.options().selfTradeCancelNewest(true));

        expectCancel(0, engine.orderId(), 3, 0);
        assertThat(engine.count(OrderFilledDecoder.TEMPLATE_ID)).isZero();
        assertThat(engine.cancel(ANNA, own)).isEqualTo(ResultCode.ACCEPTED);
        assertThat(engine.cancel(BERT, engine.orderId())).isEqualTo(ResultCode.UNKNOWN_ORDER);
    }

    @Test
    void shouldCancelBoth()
    {
        buy(3, order -> order.options().selfTradeCancelOldest(true).selfTradeCancelNewest(true));

        expectCancel(0, own, 5, 0);
        expectCancel(1, engine.orderId(), 3, 0);
        assertThat(engine.count(OrderFilledDecoder.TEMPLATE_ID)).isZero();
        assertThat(engine.cancel(CARL, foreign)).isEqualTo(ResultCode.ACCEPTED);
    }

    @Test
    void shouldDecrementTheOldestWhereItIsTheGreater()
    {
        buy(3, order -> order.options().selfTradeDecrement(true));

        expectCancel(0, own, 3, 2);
        expectCancel(1, engine.orderId(), 3, 0);
        assertThat(engine.count(OrderFilledDecoder.TEMPLATE_ID)).isZero();
    }

    @Test
    void shouldGoOnWithWhatADecrementLeavesOfTheTaker()
    {
        buy(7, order -> order.options().selfTradeDecrement(true));

        expectCancel(0, own, 5, 0);
        expectCancel(1, engine.orderId(), 5, 2);
        expectFill(foreign, 2);
    }

    @Test
    void shouldCancelAnImmediateTakerOnceForItsSelfTrade()
    {
        buy(3, order ->
        {
            order.timeInForce(TimeInForce.IOC);
            order.options().selfTradeCancelNewest(true);
        });

        expectCancel(0, engine.orderId(), 3, 0);
        assertThat(engine.count(OrderCancelledDecoder.TEMPLATE_ID)).isEqualTo(1);
    }

    @Test
    void shouldNotCountLotsBehindTheOrderThatStopsTheTaker()
    {
        final int code = buy(3, order ->
        {
            order.timeInForce(TimeInForce.FOK);
            order.options().selfTradeCancelNewest(true);
        });

        assertThat(code).isEqualTo(ResultCode.NOT_FILLABLE);
        assertThat(engine.rejection().actualValue()).isZero();
    }

    @Test
    void shouldNotCountLotsThatADecrementTakesFromTheTaker()
    {
        final int code = buy(7, order ->
        {
            order.timeInForce(TimeInForce.FOK);
            order.options().selfTradeDecrement(true);
        });

        assertThat(code).isEqualTo(ResultCode.NOT_FILLABLE);
        assertThat(engine.rejection().limitValue()).isEqualTo(7);
        assertThat(engine.rejection().actualValue()).isEqualTo(2);
    }

    @Test
    void shouldFollowTheTakersModeWhateverTheOrderThatRestsAskedFor()
    {
        engine.newOrder(CARL, BTC, Side.BUY, 40_000, 2, order -> order.options().selfTradeCancelNewest(true));
        final long resting = engine.orderId();

        engine.limit(CARL, BTC, Side.SELL, 40_000, 1);

        expectCancel(0, resting, 2, 0);
    }

    @Test
    void shouldKeepTheModeOfAnOrderThatIsReplaced()
    {
        engine.newOrder(BERT, BTC, Side.BUY, 40_000, 2, order -> order.options().selfTradeCancelNewest(true));
        final long resting = engine.orderId();

        engine.replace(BERT, resting, 50_000, 3);

        expectCancel(0, resting, 3, 0);
        assertThat(engine.cancel(ANNA, own)).isEqualTo(ResultCode.ACCEPTED);
    }

    @Test
    void shouldRefuseADecrementThatIsAlsoToCancel()
    {
        final int code = buy(3, order -> order.options().selfTradeDecrement(true).selfTradeCancelNewest(true));

        assertThat(code).isEqualTo(ResultCode.FIELD_OUT_OF_RANGE);
        assertThat(engine.rejection().limitValue()).isEqualTo(1 << 4);
        assertThat(engine.rejection().actualValue()).isEqualTo(3 << 3);
    }

    private int buy(final long lots, final Consumer<NewOrderEncoder> changes)
    {
        return engine.newOrder(BERT, BTC, Side.BUY, 50_001, lots, changes);
    }

    private void expectCancel(final int nth, final long orderId, final long lots, final long remaining)
    {
        final OrderCancelledDecoder cancelled = new OrderCancelledDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(OrderCancelledDecoder.TEMPLATE_ID, nth), engine.header());
        assertThat(cancelled.orderId()).isEqualTo(orderId);
        assertThat(cancelled.cancelledLots()).isEqualTo(lots);
        assertThat(cancelled.remainingLots()).isEqualTo(remaining);
        assertThat(cancelled.reason()).isEqualTo(CancelReason.SELF_TRADE);
    }

    private void expectFill(final long maker, final long lots)
    {
        final OrderFilledDecoder filled = new OrderFilledDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(OrderFilledDecoder.TEMPLATE_ID, 0), engine.header());
        assertThat(filled.orderId()).isEqualTo(maker);
        assertThat(filled.quantityLots()).isEqualTo(lots);
    }
}
