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
import io.plimsoll.core.codec.generated.LiquidationClosedDecoder;
import io.plimsoll.core.codec.generated.LiquidationOutcome;
import io.plimsoll.core.codec.generated.LiquidationPieceDecoder;
import io.plimsoll.core.codec.generated.Liquidity;
import io.plimsoll.core.codec.generated.OrderCancelledDecoder;
import io.plimsoll.core.codec.generated.OrderFilledDecoder;
import io.plimsoll.core.codec.generated.OrderType;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.codec.generated.TimeInForce;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class IcebergTest
{
    private static final int BTC = 10;
    private static final long ANNA = 1;
    private static final long BERT = 2;
    private static final long CARL = 3;

    private final EngineDriver engine = new EngineDriver(EngineDriver.smallLimits());
    private final EngineState state = new EngineState(engine.engine());

    @BeforeEach
    void list()
    {
        engine.instrument(new InstrumentTerms());
        engine.mark(BTC, 50_000);
        for (final long account : new long[]{ANNA, BERT, CARL})
        {
            engine.account(account);
            engine.deposit(account, EngineDriver.CASH, account == CARL ? 60_000_000_000L : 1_000_000_000_000_000L);
        }
    }

    @AfterEach
    void close()
    {
        engine.close();
    }

    @Test
    void shouldGoToTheBackOfItsLevelWithEachNewSlice()
    {
        iceberg(ANNA, 10, 3);
        final long iceberg = engine.orderId();
        engine.limit(BERT, BTC, Side.SELL, 50_000, 4);
        final long plain = engine.orderId();

        buy(3);

        assertThat(makers()).containsExactly(iceberg, 3L, 7L);
        // id, price, lots, those displayed and owner of each order in priority
        assertThat(state.book(1, 1)).containsExactly(plain, 50_000, 4, 4, BERT, iceberg, 50_000, 7, 3, ANNA);
    }

    @Test
    void shouldBeFilledRoundByRoundBeforeTheNextPrice()
    {
        iceberg(ANNA, 7, 3);
        final long first = engine.orderId();
        iceberg(BERT, 5, 2);
        final long second = engine.orderId();
        engine.limit(BERT, BTC, Side.SELL, 50_001, 9);
        final long behind = engine.orderId();

        buy(13);

        assertThat(makers()).containsExactly(first, 3L, 4L, second, 2L, 3L, first, 3L, 1L, second, 2L, 1L, first, 1L,
            0L, second, 1L, 0L, behind, 1L, 8L);
    }

    @Test
    void shouldCountItsHiddenLotsForAnOrderThatMustBeFilled()
    {
        iceberg(ANNA, 10, 3);

        assertThat(fillOrKill(11)).isEqualTo(ResultCode.NOT_FILLABLE);
        assertThat(engine.rejection().actualValue()).isEqualTo(10);
        assertThat(fillOrKill(10)).isEqualTo(ResultCode.ACCEPTED);
    }

    @Test
    void shouldBeMarginedForAllItsLots()
    {
        // A lot of 5 x 10^10 needs 1.6 x 5 %, 4 x 10^9; there are 6 x 10^10
        final int code = engine.extended(CARL, BTC, Side.SELL, 50_000, 16, order -> order.displayLots(1));

        assertThat(code).isEqualTo(ResultCode.INSUFFICIENT_MARGIN);
        assertThat(engine.extended(CARL, BTC, Side.SELL, 50_000, 15, order -> order.displayLots(1)))
            .isEqualTo(ResultCode.ACCEPTED);
    }

    @Test
    void shouldKeepItsPlaceAndWhatItDisplaysWhenOnlyHiddenLotsAreTakenBack()
    {
        iceberg(ANNA, 10, 3);
        final long iceberg = engine.orderId();
        engine.limit(BERT, BTC, Side.SELL, 50_000, 4);

        engine.replace(ANNA, iceberg, 50_000, 5);
        assertThat(state.book(1, 1)).startsWith(iceberg, 50_000, 5, 3, ANNA);
        engine.replace(ANNA, iceberg, 50_000, 2);

        assertThat(state.book(1, 1)).startsWith(iceberg, 50_000, 2, 2, ANNA);
    }

    @Test
    void shouldDisplayNoMoreThanBeforeAtAnotherPrice()
    {
        iceberg(ANNA, 10, 3);
        final long iceberg = engine.orderId();

        engine.replace(ANNA, iceberg, 50_010, 20);

        assertThat(state.book(1, 1)).containsExactly(iceberg, 50_010, 20, 3, ANNA);
    }

    @Test
    void shouldBeCancelledWithItsHiddenLots()
    {
        iceberg(ANNA, 10, 3);

        engine.cancel(ANNA, engine.orderId());

        final OrderCancelledDecoder cancelled = new OrderCancelledDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(OrderCancelledDecoder.TEMPLATE_ID, 0), engine.header());
        assertThat(cancelled.cancelledLots()).isEqualTo(10);
        assertThat(state.book(1, 1)).isEmpty();
    }

    @Test
    void shouldDecrementSliceBySlice()
    {
        iceberg(ANNA, 10, 3);
        final long iceberg = engine.orderId();
        engine.limit(BERT, BTC, Side.SELL, 50_000, 1);

        engine.newOrder(ANNA, BTC, Side.BUY, 50_000, 5, order -> order.options().selfTradeDecrement(true));

        assertThat(engine.count(OrderCancelledDecoder.TEMPLATE_ID)).isEqualTo(4);
        assertThat(engine.count(OrderFilledDecoder.TEMPLATE_ID)).isEqualTo(2);
        assertThat(state.book(1, 1)).containsExactly(iceberg, 50_000, 6, 2, ANNA);
    }

    @Test
    void shouldBeForetoldToTheLotByALiquidation()
    {
        engine.limit(ANNA, BTC, Side.SELL, 50_000, 14);
        engine.limit(CARL, BTC, Side.BUY, 50_000, 14);
        engine.extended(ANNA, BTC, Side.BUY, 47_600, 2, order -> order.displayLots(1));
        final long first = engine.orderId();
        engine.extended(BERT, BTC, Side.BUY, 47_600, 10, order -> order.displayLots(1));
        final long second = engine.orderId();

        // E 27.8 against MM 33.4, in 10^9: about four lots bring it back
        engine.mark(BTC, 47_700);

        final LiquidationClosedDecoder closed = new LiquidationClosedDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(LiquidationClosedDecoder.TEMPLATE_ID, 0), engine.header());
        assertThat(closed.outcome()).isEqualTo(LiquidationOutcome.REACHED);
        final LiquidationPieceDecoder piece = new LiquidationPieceDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(LiquidationPieceDecoder.TEMPLATE_ID, 0), engine.header());
        assertThat(piece.quantityLots()).isEqualTo(4);
        assertThat(piece.trades()).isEqualTo(4);
        assertThat(makers()).containsExactly(first, 1L, 1L, second, 1L, 9L, first, 1L, 0L, second, 1L, 8L);
    }

    @Test
    void shouldRefuseWhatIsNoIceberg()
    {
        assertThat(iceberg(ANNA, 10, 11)).isEqualTo(ResultCode.FIELD_OUT_OF_RANGE);
        assertThat(engine.rejection().limitValue()).isEqualTo(10);
        assertThat(iceberg(ANNA, 17, 1)).isEqualTo(ResultCode.ICEBERG_PARTS);
        assertThat(engine.rejection().limitValue()).isEqualTo(16);
        assertThat(engine.rejection().actualValue()).isEqualTo(17);
        assertThat(engine.extended(ANNA, BTC, Side.SELL, 50_000, 10,
            order -> order.displayLots(3).timeInForce(TimeInForce.IOC))).isEqualTo(ResultCode.FIELD_OUT_OF_RANGE);
        assertThat(engine.extended(ANNA, BTC, Side.SELL, 50_000, 10,
            order -> order.displayLots(3).options().reduceOnly(true))).isEqualTo(ResultCode.FIELD_OUT_OF_RANGE);
    }

    private int iceberg(final long account, final long lots, final long displayLots)
    {
        return engine.extended(account, BTC, Side.SELL, 50_000, lots, order -> order.displayLots(displayLots));
    }

    private void buy(final long lots)
    {
        engine.order(CARL, BTC, Side.BUY, OrderType.LIMIT, TimeInForce.IOC, 50_001, lots, false, false);
    }

    private int fillOrKill(final long lots)
    {
        return engine.order(CARL, BTC, Side.BUY, OrderType.LIMIT, TimeInForce.FOK, 50_001, lots, false, false);
    }

    /** Order, lots and remaining lots of each maker's fill in turn. */
    private List<Long> makers()
    {
        final List<Long> numbers = new ArrayList<>();
        final OrderFilledDecoder filled = new OrderFilledDecoder();
        for (int nth = 0; nth < engine.count(OrderFilledDecoder.TEMPLATE_ID); nth++)
        {
            filled.wrapAndApplyHeader(
                engine.effects(), engine.find(OrderFilledDecoder.TEMPLATE_ID, nth), engine.header());
            if (filled.liquidity() == Liquidity.MAKER)
            {
                numbers.addAll(List.of(filled.orderId(), filled.quantityLots(), filled.remainingLots()));
            }
        }
        return numbers;
    }
}
