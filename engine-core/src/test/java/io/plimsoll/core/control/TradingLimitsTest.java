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
package io.plimsoll.core.control;

import io.plimsoll.core.EngineDriver;
import io.plimsoll.core.InstrumentTerms;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.BandBreach;
import io.plimsoll.core.codec.generated.CancelReason;
import io.plimsoll.core.codec.generated.InstrumentState;
import io.plimsoll.core.codec.generated.InstrumentStateChangedDecoder;
import io.plimsoll.core.codec.generated.LiquidationClosedDecoder;
import io.plimsoll.core.codec.generated.LiquidationOutcome;
import io.plimsoll.core.codec.generated.OrderCancelledDecoder;
import io.plimsoll.core.codec.generated.OrderFilledDecoder;
import io.plimsoll.core.codec.generated.OrderType;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.codec.generated.TimeInForce;
import io.plimsoll.core.codec.generated.TradingLimitsChangedDecoder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TradingLimitsTest
{
    private static final int BTC = 10;
    private static final int ETH = 11;
    private static final long TRADER = 1;
    private static final long MAKER = 2;
    private static final long POOR = 3;
    private static final long UNIT = 1_000_000_000L;
    /** Atoms of a lot at the mark. */
    private static final long LOT = 1_000 * 1_000_000L;

    private final EngineDriver engine = new EngineDriver(EngineDriver.smallLimits());

    @BeforeEach
    void list()
    {
        for (int instrumentId = BTC; instrumentId <= ETH; instrumentId++)
        {
            final InstrumentTerms terms = new InstrumentTerms();
            terms.instrumentId = instrumentId;
            engine.instrument(terms);
            engine.mark(instrumentId, 1_000);
        }
        fund(TRADER, 1_000_000);
        fund(MAKER, 1_000_000);
    }

    @AfterEach
    void close()
    {
        engine.close();
    }

    private void fund(final long accountId, final long units)
    {
        engine.account(accountId);
        engine.deposit(accountId, EngineDriver.CASH, units * UNIT);
    }

    private void refused(final int result, final int code, final long limit, final long actual)
    {
        assertThat(ResultCode.name(result)).isEqualTo(ResultCode.name(code));
        assertThat(engine.rejection().limitValue()).isEqualTo(limit);
        assertThat(engine.rejection().actualValue()).isEqualTo(actual);
    }

    private static void accepted(final int result)
    {
        assertThat(ResultCode.name(result)).isEqualTo("ACCEPTED");
    }

    private int buy(final long priceTicks, final long lots)
    {
        return engine.limit(TRADER, BTC, Side.BUY, priceTicks, lots);
    }

    private int immediate(final Side side, final long priceTicks, final long lots)
    {
        return engine.order(
            TRADER, BTC, side, OrderType.LIMIT, TimeInForce.IOC, priceTicks, lots, false, false);
    }

    private OrderCancelledDecoder cancelled()
    {
        return new OrderCancelledDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(OrderCancelledDecoder.TEMPLATE_ID, 0), engine.header());
    }

    @Test
    void shouldRefuseALimitOutsideTheStaticBandWithItsEdge()
    {
        engine.limits(BTC, terms -> terms.staticReferenceTicks(1_000).staticBelowTicks(50).staticAboveTicks(20));

        refused(buy(949, 1), ResultCode.STATIC_BAND, 950, 949);
        refused(buy(1_021, 1), ResultCode.STATIC_BAND, 1_020, 1_021);
        accepted(buy(950, 1));
        refused(engine.replace(TRADER, engine.orderId(), 949, 1), ResultCode.STATIC_BAND, 950, 949);
        accepted(engine.limit(TRADER, ETH, Side.BUY, 900, 1));
    }

    @Test
    void shouldKeepAMarketOrderInsideTheStaticBand()
    {
        engine.limit(MAKER, BTC, Side.SELL, 1_006, 5);
        engine.limits(BTC, terms -> terms.staticReferenceTicks(1_000).staticBelowTicks(5).staticAboveTicks(5));

        // the oracle band would reach to 1,010
        accepted(engine.order(TRADER, BTC, Side.BUY, OrderType.MARKET, TimeInForce.IOC, 0, 5, false, false));

        assertThat(engine.count(OrderFilledDecoder.TEMPLATE_ID)).isZero();
    }

    @Test
    void shouldRefuseTooManyLotsAndTooMuchValue()
    {
        engine.limits(BTC, terms -> terms.maxOrderLots(20).maxOrderValueAtoms(10 * LOT));

        refused(buy(900, 21), ResultCode.ORDER_LOTS_LIMIT, 20, 21);
        // below the mark an order counts at the mark, above it at its limit
        refused(buy(900, 11), ResultCode.ORDER_VALUE_LIMIT, 10 * LOT, 11 * LOT);
        refused(buy(1_001, 10), ResultCode.ORDER_VALUE_LIMIT, 10 * LOT, 10 * LOT / 1_000 * 1_001);
        accepted(buy(900, 10));
    }

    @Test
    void shouldRefuseTooLittleValueUnlessTheOrderClosesThePosition()
    {
        engine.limit(MAKER, BTC, Side.SELL, 1_000, 2);
        buy(1_000, 2);
        engine.limits(BTC, terms -> terms.minOrderValueAtoms(3 * LOT));

        refused(buy(1_000, 2), ResultCode.ORDER_VALUE_TOO_LOW, 3 * LOT, 2 * LOT);
        refused(immediate(Side.SELL, 1_000, 1), ResultCode.ORDER_VALUE_TOO_LOW, 3 * LOT, LOT);
        accepted(immediate(Side.SELL, 1_000, 2));
        accepted(buy(1_000, 3));
    }

    @Test
    void shouldRefuseOneRestingOrderTooManyOfAnAccountInTheInstrument()
    {
        engine.limits(BTC, terms -> terms.maxOpenOrders(2));
        accepted(buy(900, 1));
        final long first = engine.orderId();
        accepted(buy(901, 1));

        refused(buy(902, 1), ResultCode.OPEN_ORDERS_LIMIT, 2, 3);
        accepted(immediate(Side.BUY, 902, 1));
        accepted(engine.replace(TRADER, first, 905, 1));
        accepted(engine.limit(MAKER, BTC, Side.BUY, 902, 1));
        accepted(engine.limit(TRADER, ETH, Side.BUY, 902, 1));
        engine.cancel(TRADER, first);
        accepted(buy(902, 1));
    }

    @Test
    void shouldStopAnOrderAtTheEdgeOfTheDynamicBandAndCancelTheRest()
    {
        engine.limits(BTC, terms -> terms.dynamicBandPpm(5_000));
        engine.limit(MAKER, BTC, Side.SELL, 1_003, 1);
        engine.limit(MAKER, BTC, Side.SELL, 1_005, 1);
        engine.limit(MAKER, BTC, Side.SELL, 1_006, 1);

        accepted(buy(1_010, 3));

        // 0.5 % of the mark; the trades at 1,003 and 1,005 do not move the band of the order that makes them
        assertThat(engine.count(OrderFilledDecoder.TEMPLATE_ID)).isEqualTo(4);
        assertThat(cancelled().reason()).isEqualTo(CancelReason.PRICE_BAND);
        assertThat(cancelled().cancelledLots()).isEqualTo(1);
        // the last trade at 1,005 now reaches 1,010
        accepted(buy(1_010, 1));
        assertThat(engine.count(OrderFilledDecoder.TEMPLATE_ID)).isEqualTo(2);
    }

    @Test
    void shouldLetAnOrderRestBeyondTheDynamicBandWhereNothingStopsIt()
    {
        engine.limits(BTC, terms -> terms.dynamicBandPpm(5_000));
        engine.limit(MAKER, BTC, Side.SELL, 1_003, 1);

        accepted(buy(1_010, 3));

        assertThat(engine.count(OrderCancelledDecoder.TEMPLATE_ID)).isZero();
        accepted(engine.limit(MAKER, BTC, Side.SELL, 1_010, 2));
        assertThat(engine.count(OrderFilledDecoder.TEMPLATE_ID)).isEqualTo(2);
    }

    @Test
    void shouldGoIntoACallAuctionWhereTheListingSaysSo()
    {
        engine.limits(BTC, terms -> terms.dynamicBandPpm(5_000).bandBreach(BandBreach.CALL_AUCTION));
        engine.limit(MAKER, BTC, Side.SELL, 1_003, 1);
        engine.limit(MAKER, BTC, Side.SELL, 1_006, 1);

        accepted(buy(1_010, 2));

        assertThat(engine.count(OrderFilledDecoder.TEMPLATE_ID)).isEqualTo(2);
        assertThat(new InstrumentStateChangedDecoder().wrapAndApplyHeader(engine.effects(),
            engine.find(InstrumentStateChangedDecoder.TEMPLATE_ID, 0), engine.header()).toState())
            .isEqualTo(InstrumentState.CALL_AUCTION);
        engine.state(BTC, InstrumentState.OPEN);
        // what was stopped is uncrossed: 1 lot at the price from 1,006 to 1,010 that is nearest to the trade at 1,003
        assertThat(new OrderFilledDecoder().wrapAndApplyHeader(engine.effects(),
            engine.find(OrderFilledDecoder.TEMPLATE_ID, 0), engine.header()).priceTicks()).isEqualTo(1_006);
    }

    @Test
    void shouldNotLetAPostOnlyOrderRestAcrossWhatTheBandHides()
    {
        engine.limits(BTC, terms -> terms.dynamicBandPpm(5_000));
        engine.limit(MAKER, BTC, Side.SELL, 1_006, 1);

        final int result =
            engine.order(TRADER, BTC, Side.BUY, OrderType.LIMIT, TimeInForce.GTC, 1_010, 1, true, false);

        refused(result, ResultCode.WOULD_TRADE, 1_010, 1_006);
    }

    @Test
    void shouldHoldALiquidationToTheOracleBandAlone()
    {
        fund(POOR, 100);
        engine.limit(MAKER, BTC, Side.SELL, 1_000, 1_000);
        engine.limit(POOR, BTC, Side.BUY, 1_000, 1_000);
        engine.limit(MAKER, BTC, Side.BUY, 944, 2_000);
        engine.limits(BTC, terms -> terms.dynamicBandPpm(1).maxOrderLots(1).maxOrderValueAtoms(1)
            .staticReferenceTicks(2_000));

        // E 100 - 53 = 47 against MM 47.35
        engine.mark(BTC, 947);

        assertThat(new LiquidationClosedDecoder().wrapAndApplyHeader(engine.effects(),
            engine.find(LiquidationClosedDecoder.TEMPLATE_ID, 0), engine.header()).outcome())
            .isEqualTo(LiquidationOutcome.REACHED);
    }

    @Test
    void shouldSayTheLimitsAndLiftThemAgain()
    {
        engine.limits(BTC, terms -> terms.staticReferenceTicks(100).staticBelowTicks(500)
            .staticAboveTicks(Long.MAX_VALUE).maxOrderLots(1));
        final TradingLimitsChangedDecoder changed = new TradingLimitsChangedDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(TradingLimitsChangedDecoder.TEMPLATE_ID, 0), engine.header());
        assertThat(changed.staticLowTicks()).isEqualTo(1);
        assertThat(changed.staticHighTicks()).isEqualTo(100_000);
        assertThat(changed.maxOrderLots()).isEqualTo(1);

        engine.limits(BTC, terms -> terms.maxOrderLots(0));

        accepted(buy(900, 100));
    }

    @Test
    void shouldRefuseLimitsThatMeanNothing()
    {
        refused(engine.limits(77, terms -> terms.maxOrderLots(1)), ResultCode.UNKNOWN_INSTRUMENT, 0, 77);
        refused(engine.limits(BTC, terms -> terms.staticReferenceTicks(100_001)),
            ResultCode.PRICE_OUT_OF_RANGE, 100_000, 100_001);
        refused(engine.limits(BTC, terms -> terms.staticAboveTicks(1)), ResultCode.FIELD_OUT_OF_RANGE, 0, 1);
        refused(engine.limits(BTC, terms -> terms.dynamicBandPpm(1_000_001)),
            ResultCode.FIELD_OUT_OF_RANGE, 1_000_000, 1_000_001);
        refused(engine.limits(BTC, terms -> terms.maxOpenOrders(-1)), ResultCode.FIELD_OUT_OF_RANGE, 0, -1);
        refused(engine.limits(BTC, terms -> terms.maxOrderValueAtoms(5).minOrderValueAtoms(6)),
            ResultCode.FIELD_OUT_OF_RANGE, 5, 6);
    }
}
