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

import io.plimsoll.core.EngineDriver;
import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.InstrumentTerms;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.CancelReason;
import io.plimsoll.core.codec.generated.OrderCancelledDecoder;
import io.plimsoll.core.codec.generated.OrderFilledDecoder;
import io.plimsoll.core.codec.generated.OrderType;
import io.plimsoll.core.codec.generated.PositionReportDecoder;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.codec.generated.TimeInForce;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OrderEntryTest
{
    private static final int BTC = 10;
    private static final long ANNA = 1;
    private static final long BERT = 2;
    private static final long CARL = 3;

    private final EngineDriver engine = new EngineDriver(EngineDriver.smallLimits());
    private final OrderFilledDecoder filled = new OrderFilledDecoder();
    private final OrderCancelledDecoder cancelled = new OrderCancelledDecoder();
    private final PositionReportDecoder position = new PositionReportDecoder();

    @BeforeEach
    void list()
    {
        final InstrumentTerms terms = new InstrumentTerms();
        terms.takerFeePpm = 500;
        terms.makerFeePpm = 100;
        engine.instrument(terms);
        engine.mark(BTC, 50_000);
        for (final long account : new long[]{ANNA, BERT, CARL})
        {
            engine.account(account, account == CARL ? BERT : account);
            engine.deposit(account, EngineDriver.CASH, 1_000_000_000_000_000L);
        }
    }

    @AfterEach
    void close()
    {
        engine.close();
    }

    @Test
    void shouldFillTheBestPriceAndTheOldestOrderFirst()
    {
        engine.limit(ANNA, BTC, Side.SELL, 50_010, 5);
        engine.limit(ANNA, BTC, Side.SELL, 50_000, 5);
        final long oldest = engine.orderId();
        engine.limit(ANNA, BTC, Side.SELL, 50_000, 5);
        final long younger = engine.orderId();

        engine.limit(BERT, BTC, Side.BUY, 50_010, 7);

        assertThat(engine.count(OrderFilledDecoder.TEMPLATE_ID)).isEqualTo(4);
        assertThat(fill(0).orderId()).isEqualTo(oldest);
        assertThat(fill(0).quantityLots()).isEqualTo(5);
        assertThat(fill(2).orderId()).isEqualTo(younger);
        assertThat(fill(2).quantityLots()).isEqualTo(2);
        assertThat(fill(2).remainingLots()).isEqualTo(3);
    }

    @Test
    void shouldChargeTheTakersFeeOverTheLevelAndRoundItUpOnce()
    {
        engine.limit(ANNA, BTC, Side.SELL, 50_001, 1);
        engine.limit(ANNA, BTC, Side.SELL, 50_001, 2);

        engine.limit(BERT, BTC, Side.BUY, 50_001, 3);

        // 3 lots x 50,001 x 10^6 atoms x 500 ppm = 75,001,500
        assertThat(fill(1).feeAtoms() + fill(3).feeAtoms()).isEqualTo(75_001_500);
    }

    @Test
    void shouldRestWhatAGoodTillCancelledOrderLeaves()
    {
        engine.limit(ANNA, BTC, Side.SELL, 50_000, 5);

        engine.limit(BERT, BTC, Side.BUY, 50_000, 8);

        assertThat(positionOf(BERT).buyLots()).isEqualTo(3);
    }

    @Test
    void shouldCancelTheRestOfAnImmediateOrder()
    {
        engine.limit(ANNA, BTC, Side.SELL, 50_000, 5);

        engine.order(BERT, BTC, Side.BUY, OrderType.LIMIT, TimeInForce.IOC, 50_000, 8, false, false);

        assertThat(cancel(0).cancelledLots()).isEqualTo(3);
        assertThat(cancel(0).reason()).isEqualTo(CancelReason.IMMEDIATE_REMAINDER);
        assertThat(positionOf(BERT).buyLots()).isZero();
    }

    @Test
    void shouldRefuseAFillOrKillThatCannotBeFilledAndLeaveTheBookAlone()
    {
        engine.limit(ANNA, BTC, Side.SELL, 50_000, 5);
        final long digest = engine.engine().stateDigest();

        final int code = engine.order(BERT, BTC, Side.BUY, OrderType.LIMIT, TimeInForce.FOK, 50_000, 8, false, false);

        assertThat(code).isEqualTo(ResultCode.NOT_FILLABLE);
        assertThat(engine.rejection().limitValue()).isEqualTo(8);
        assertThat(engine.rejection().actualValue()).isEqualTo(5);
        assertThat(engine.engine().stateDigest()).isEqualTo(digest);
    }

    @Test
    void shouldRefuseAPostOnlyOrderThatWouldTrade()
    {
        engine.limit(ANNA, BTC, Side.SELL, 50_000, 5);

        final int code = engine.order(BERT, BTC, Side.BUY, OrderType.LIMIT, TimeInForce.GTC, 50_000, 1, true, false);

        assertThat(code).isEqualTo(ResultCode.WOULD_TRADE);
        assertThat(engine.rejection().actualValue()).isEqualTo(50_000);
    }

    @Test
    void shouldBoundAMarketOrderByTheBand()
    {
        engine.limit(ANNA, BTC, Side.SELL, 50_400, 5);
        engine.limit(ANNA, BTC, Side.SELL, 50_600, 5);

        engine.order(BERT, BTC, Side.BUY, OrderType.MARKET, TimeInForce.IOC, 0, 10, false, false);

        assertThat(engine.count(OrderFilledDecoder.TEMPLATE_ID)).isEqualTo(2);
        assertThat(fill(1).priceTicks()).isEqualTo(50_400);
        assertThat(cancel(0).cancelledLots()).isEqualTo(5);
    }

    @Test
    void shouldCancelTheRestingOrderOfTheSameGroupInsteadOfTradingWithIt()
    {
        engine.limit(CARL, BTC, Side.SELL, 50_000, 5);
        final long own = engine.orderId();
        engine.limit(ANNA, BTC, Side.SELL, 50_000, 5);

        engine.limit(BERT, BTC, Side.BUY, 50_000, 5);

        assertThat(cancel(0).orderId()).isEqualTo(own);
        assertThat(cancel(0).reason()).isEqualTo(CancelReason.SELF_TRADE);
        assertThat(fill(0).accountId()).isEqualTo(ANNA);
    }

    @Test
    void shouldRefuseAReduceOnlyOrderBeyondThePosition()
    {
        openLong(10);

        final int code = engine.order(BERT, BTC, Side.SELL, OrderType.LIMIT, TimeInForce.GTC, 51_000, 11, false, true);

        assertThat(code).isEqualTo(ResultCode.NOT_REDUCING);
        assertThat(engine.rejection().limitValue()).isEqualTo(10);
    }

    @Test
    void shouldTrimReduceOnlyOrdersNewestFirstWhenThePositionShrinks()
    {
        openLong(10);
        engine.order(BERT, BTC, Side.SELL, OrderType.LIMIT, TimeInForce.GTC, 51_000, 4, false, true);
        final long older = engine.orderId();
        engine.order(BERT, BTC, Side.SELL, OrderType.LIMIT, TimeInForce.GTC, 51_000, 6, false, true);
        final long newer = engine.orderId();
        engine.limit(ANNA, BTC, Side.BUY, 49_990, 7);

        engine.order(BERT, BTC, Side.SELL, OrderType.LIMIT, TimeInForce.IOC, 49_990, 7, false, false);

        assertThat(engine.count(OrderCancelledDecoder.TEMPLATE_ID)).isEqualTo(2);
        assertThat(cancel(0).orderId()).isEqualTo(newer);
        assertThat(cancel(0).cancelledLots() + cancel(1).cancelledLots()).isEqualTo(7);
        assertThat(cancel(1).orderId()).isEqualTo(older);
        assertThat(cancel(1).remainingLots()).isEqualTo(3);
    }

    @Test
    void shouldKeepPriorityWhenOnlyTheQuantityFalls()
    {
        engine.limit(ANNA, BTC, Side.SELL, 50_000, 5);
        final long first = engine.orderId();
        engine.limit(ANNA, BTC, Side.SELL, 50_000, 5);

        engine.replace(ANNA, first, 50_000, 3);
        engine.limit(BERT, BTC, Side.BUY, 50_000, 1);

        assertThat(fill(0).orderId()).isEqualTo(first);
        assertThat(fill(0).remainingLots()).isEqualTo(2);
    }

    @Test
    void shouldLosePriorityWhenTheQuantityRises()
    {
        engine.limit(ANNA, BTC, Side.SELL, 50_000, 5);
        final long first = engine.orderId();
        engine.limit(ANNA, BTC, Side.SELL, 50_000, 5);
        final long second = engine.orderId();

        engine.replace(ANNA, first, 50_000, 6);
        engine.limit(BERT, BTC, Side.BUY, 50_000, 1);

        assertThat(fill(0).orderId()).isEqualTo(second);
    }

    @Test
    void shouldTradeAReplacementThatCrosses()
    {
        engine.limit(ANNA, BTC, Side.SELL, 50_000, 5);
        engine.limit(BERT, BTC, Side.BUY, 49_000, 5);
        final long resting = engine.orderId();

        engine.replace(BERT, resting, 50_000, 5);

        assertThat(fill(1).orderId()).isEqualTo(resting);
        assertThat(fill(1).remainingLots()).isZero();
    }

    @Test
    void shouldKeepAReplacementPostOnly()
    {
        engine.limit(ANNA, BTC, Side.SELL, 50_000, 5);
        engine.order(BERT, BTC, Side.BUY, OrderType.LIMIT, TimeInForce.GTC, 49_000, 5, true, false);
        final long resting = engine.orderId();

        assertThat(engine.replace(BERT, resting, 50_000, 5)).isEqualTo(ResultCode.WOULD_TRADE);
        assertThat(engine.cancel(BERT, resting)).isEqualTo(ResultCode.ACCEPTED);
    }

    @Test
    void shouldRefuseToCancelTheOrderOfAnotherAccount()
    {
        engine.limit(ANNA, BTC, Side.SELL, 50_000, 5);
        final long order = engine.orderId();

        assertThat(engine.cancel(BERT, order)).isEqualTo(ResultCode.UNKNOWN_ORDER);
        assertThat(engine.cancel(ANNA, order)).isEqualTo(ResultCode.ACCEPTED);
        assertThat(engine.cancel(ANNA, order)).isEqualTo(ResultCode.UNKNOWN_ORDER);
    }

    @Test
    void shouldCountTheWorseSideOfOpenOrdersInTheInitialRequirement()
    {
        engine.account(4);
        engine.deposit(4, EngineDriver.CASH, 10_000_000_000_000L);

        // 10,000 of cash at 8 % (1.6 x 5 %) carry 2.5 BTC; the fee of an order comes on top.
        assertThat(engine.limit(4, BTC, Side.BUY, 50_000, 2_400)).isEqualTo(ResultCode.ACCEPTED);
        assertThat(engine.limit(4, BTC, Side.SELL, 50_000 + 1, 2_400)).isEqualTo(ResultCode.ACCEPTED);
        assertThat(engine.limit(4, BTC, Side.BUY, 50_000, 100)).isEqualTo(ResultCode.INSUFFICIENT_MARGIN);
        assertThat(engine.rejection().actualValue()).isEqualTo(10_000_000_000_000L);
    }

    @Test
    void shouldRefuseAWithdrawalThatTheMarginNeeds()
    {
        engine.account(4);
        engine.deposit(4, EngineDriver.CASH, 10_000_000_000_000L);
        engine.limit(ANNA, BTC, Side.SELL, 50_000, 1_000);
        engine.limit(4, BTC, Side.BUY, 50_000, 1_000);
        engine.limit(4, BTC, Side.BUY, 50_000, 1_000);

        // 100,000 x 8 % = 8,000 stay, and the fee of 25 of the order that rests; that of the trade has gone.
        assertThat(engine.withdraw(4, EngineDriver.CASH, 1_950_000_000_001L))
            .isEqualTo(ResultCode.INSUFFICIENT_MARGIN);
        assertThat(engine.withdraw(4, EngineDriver.CASH, 1_950_000_000_000L)).isEqualTo(ResultCode.ACCEPTED);
    }

    @Test
    void shouldRealiseProfitInProportionWhenAPositionIsReduced()
    {
        openLong(10);
        engine.limit(ANNA, BTC, Side.BUY, 60_000, 4);

        engine.order(BERT, BTC, Side.SELL, OrderType.LIMIT, TimeInForce.IOC, 60_000, 4, false, false);

        assertThat(positionOf(BERT).positionLots()).isEqualTo(6);
        assertThat(positionOf(BERT).costAtoms()).isEqualTo(6 * 50_000_000_000L);
    }

    @Test
    void shouldRefuseASweepThatNeedsMoreFillsThanACommandMayHave()
    {
        try (EngineDriver small = new EngineDriver(EngineDriver.builder().fillsPerCommandMax(3).build()))
        {
            small.instrument(new InstrumentTerms());
            small.mark(BTC, 50_000);
            small.account(ANNA);
            small.account(BERT);
            small.deposit(ANNA, EngineDriver.CASH, 1_000_000_000_000_000L);
            small.deposit(BERT, EngineDriver.CASH, 1_000_000_000_000_000L);
            for (int order = 0; order < 4; order++)
            {
                small.limit(ANNA, BTC, Side.SELL, 50_000, 1);
            }

            assertThat(small.limit(BERT, BTC, Side.BUY, 50_000, 4)).isEqualTo(ResultCode.SWEEP_TOO_LARGE);
            assertThat(small.rejection().limitValue()).isEqualTo(3);
            assertThat(small.limit(BERT, BTC, Side.BUY, 50_000, 2)).isEqualTo(ResultCode.ACCEPTED);
        }
    }

    @Test
    void shouldLookNoFurtherIntoTheBookThanACommandMayFill()
    {
        try (EngineDriver small = new EngineDriver(EngineDriver.builder().fillsPerCommandMax(3).build()))
        {
            small.instrument(new InstrumentTerms());
            small.mark(BTC, 50_000);
            small.account(ANNA);
            small.account(BERT);
            small.deposit(ANNA, EngineDriver.CASH, 1_000_000_000_000_000L);
            for (int order = 0; order < 50; order++)
            {
                small.limit(ANNA, BTC, Side.SELL, 50_000, 1);
            }

            // without a deposit, since what looking costs must not depend on money
            assertThat(small.order(BERT, BTC, Side.BUY, OrderType.LIMIT, TimeInForce.FOK, 50_000, 50, false, false))
                .isEqualTo(ResultCode.SWEEP_TOO_LARGE);
            assertThat(small.rejection().actualValue()).isEqualTo(4);
            assertThat(small.limit(BERT, BTC, Side.BUY, 50_000, 50)).isEqualTo(ResultCode.SWEEP_TOO_LARGE);
            assertThat(small.rejection().actualValue()).isEqualTo(4);
        }
    }

    @Test
    void shouldRefuseAnOrderThatOnlyClosesWhereTheAccountHasAsManyAsItMay()
    {
        final int most = EngineLimits.ORDERS_PER_ACCOUNT_MAX;
        try (EngineDriver large = new EngineDriver(EngineDriver.builder().orders(2 * most).build()))
        {
            large.instrument(new InstrumentTerms());
            large.mark(BTC, 50_000);
            large.account(ANNA);
            large.account(BERT);
            large.deposit(ANNA, EngineDriver.CASH, 4_000_000_000_000_000L);
            large.deposit(BERT, EngineDriver.CASH, 4_000_000_000_000_000L);
            large.limit(BERT, BTC, Side.SELL, 50_000, most + 1);
            large.limit(ANNA, BTC, Side.BUY, 50_000, most + 1);
            for (int order = 0; order < most; order++)
            {
                assertThat(large.limit(ANNA, BTC, Side.SELL, 50_100, 1)).isEqualTo(ResultCode.ACCEPTED);
            }

            assertThat(large.limit(ANNA, BTC, Side.SELL, 50_100, 1)).isEqualTo(ResultCode.ORDER_LIMIT);
            assertThat(large.rejection().limitValue()).isEqualTo(most);
            assertThat(large.rejection().actualValue()).isEqualTo(most + 1L);
        }
    }

    private void openLong(final long lots)
    {
        engine.limit(ANNA, BTC, Side.SELL, 50_000, lots);
        engine.limit(BERT, BTC, Side.BUY, 50_000, lots);
    }

    private OrderFilledDecoder fill(final int nth)
    {
        return filled.wrapAndApplyHeader(
            engine.effects(), engine.find(OrderFilledDecoder.TEMPLATE_ID, nth), engine.header());
    }

    private OrderCancelledDecoder cancel(final int nth)
    {
        return cancelled.wrapAndApplyHeader(
            engine.effects(), engine.find(OrderCancelledDecoder.TEMPLATE_ID, nth), engine.header());
    }

    private PositionReportDecoder positionOf(final long accountId)
    {
        engine.query(accountId);
        return position.wrapAndApplyHeader(
            engine.effects(), engine.find(PositionReportDecoder.TEMPLATE_ID, 0), engine.header());
    }
}
