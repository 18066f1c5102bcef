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
import io.plimsoll.core.codec.generated.OrderCancelledDecoder;
import io.plimsoll.core.codec.generated.OrderFilledDecoder;
import io.plimsoll.core.codec.generated.OrderSlidDecoder;
import io.plimsoll.core.codec.generated.OrderType;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.codec.generated.TimeInForce;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Orders whose limit is not simply the price that they name: post-only orders that slide, market orders. */
class LimitPriceTest
{
    private static final int BTC = 10;
    private static final long ANNA = 1;
    private static final long BERT = 2;

    private final EngineDriver engine = new EngineDriver(EngineDriver.smallLimits());

    @BeforeEach
    void list()
    {
        engine.instrument(new InstrumentTerms());
        engine.mark(BTC, 50_000);
        for (final long account : new long[]{ANNA, BERT})
        {
            engine.account(account);
            engine.deposit(account, EngineDriver.CASH, 1_000_000_000_000_000_000L);
        }
    }

    @AfterEach
    void close()
    {
        engine.close();
    }

    @Test
    void shouldSlideABuyToOneTickBelowTheBestSell()
    {
        engine.limit(ANNA, BTC, Side.SELL, 50_000, 5);

        assertThat(slide(BERT, Side.BUY, 50_007)).isEqualTo(ResultCode.ACCEPTED);

        assertThat(slid().orderId()).isEqualTo(engine.orderId());
        assertThat(slid().askedTicks()).isEqualTo(50_007);
        assertThat(slid().priceTicks()).isEqualTo(49_999);
        assertThat(engine.count(OrderFilledDecoder.TEMPLATE_ID)).isZero();
        engine.limit(ANNA, BTC, Side.SELL, 49_999, 1);
        assertThat(engine.count(OrderFilledDecoder.TEMPLATE_ID)).isEqualTo(2);
    }

    @Test
    void shouldSlideASellToOneTickAboveTheBestBuy()
    {
        engine.limit(ANNA, BTC, Side.BUY, 50_000, 5);

        slide(BERT, Side.SELL, 50_000);

        assertThat(slid().priceTicks()).isEqualTo(50_001);
    }

    @Test
    void shouldLeaveThePriceOfAnOrderAloneThatWouldNotTrade()
    {
        engine.limit(ANNA, BTC, Side.SELL, 50_000, 5);

        slide(BERT, Side.BUY, 49_990);

        assertThat(engine.count(OrderSlidDecoder.TEMPLATE_ID)).isZero();
    }

    @Test
    void shouldSlideAgainWhenItIsReplaced()
    {
        engine.limit(ANNA, BTC, Side.SELL, 50_000, 5);
        slide(BERT, Side.BUY, 49_000);

        engine.replace(BERT, engine.orderId(), 50_010, 3);

        assertThat(slid().priceTicks()).isEqualTo(49_999);
    }

    @Test
    void shouldRefuseToSlideBelowOneTick()
    {
        engine.limit(ANNA, BTC, Side.SELL, 1, 1);

        assertThat(slide(BERT, Side.BUY, 3)).isEqualTo(ResultCode.WOULD_TRADE);
        assertThat(engine.rejection().limitValue()).isEqualTo(3);
        assertThat(engine.rejection().actualValue()).isEqualTo(1);
    }

    @Test
    void shouldRefuseToSlideAnOrderThatIsNotPostOnly()
    {
        final int code = engine.newOrder(BERT, BTC, Side.BUY, 50_000, 1, order -> order.options().slide(true));

        assertThat(code).isEqualTo(ResultCode.FIELD_OUT_OF_RANGE);
        assertThat(engine.rejection().limitValue()).isEqualTo(33);
        assertThat(engine.rejection().actualValue()).isEqualTo(32);
    }

    @Test
    void shouldTradeAMarketOrderNoWorseThanItsProtectionPrice()
    {
        engine.limit(ANNA, BTC, Side.SELL, 50_000, 1);
        engine.limit(ANNA, BTC, Side.SELL, 50_003, 1);
        engine.limit(ANNA, BTC, Side.SELL, 50_004, 1);

        market(50_003, 3);

        assertThat(engine.count(OrderFilledDecoder.TEMPLATE_ID)).isEqualTo(4);
        final OrderCancelledDecoder rest = new OrderCancelledDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(OrderCancelledDecoder.TEMPLATE_ID, 0), engine.header());
        assertThat(rest.cancelledLots()).isEqualTo(1);
    }

    @Test
    void shouldRefuseAProtectionPriceOutsideTheListedRange()
    {
        assertThat(market(-1, 3)).isEqualTo(ResultCode.PRICE_OUT_OF_RANGE);
        assertThat(engine.rejection().limitValue()).isEqualTo(1);
    }

    private int slide(final long account, final Side side, final long price)
    {
        return engine.newOrder(account, BTC, side, price, 1, order -> order.options().postOnly(true).slide(true));
    }

    private int market(final long protection, final long lots)
    {
        return engine.order(
            BERT, BTC, Side.BUY, OrderType.MARKET, TimeInForce.IOC, protection, lots, false, false);
    }

    private OrderSlidDecoder slid()
    {
        return new OrderSlidDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(OrderSlidDecoder.TEMPLATE_ID, 0), engine.header());
    }
}
