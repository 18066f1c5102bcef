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
import io.plimsoll.core.InstrumentTerms;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.AuctionPriceKind;
import io.plimsoll.core.codec.generated.AuctionPricedDecoder;
import io.plimsoll.core.codec.generated.CancelReason;
import io.plimsoll.core.codec.generated.InstrumentState;
import io.plimsoll.core.codec.generated.InstrumentStateChangedDecoder;
import io.plimsoll.core.codec.generated.Liquidity;
import io.plimsoll.core.codec.generated.OrderCancelledDecoder;
import io.plimsoll.core.codec.generated.OrderFilledDecoder;
import io.plimsoll.core.codec.generated.OrderType;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.codec.generated.TimeInForce;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class AuctionTest
{
    private static final int BTC = 10;
    private static final long BUYER = 1;
    private static final long SELLER = 2;
    private static final long OTHER = 3;
    private static final long CASH = 1L << 56;
    private static final int FILLS_MAX = 4;

    private final EngineDriver engine = new EngineDriver(
        EngineDriver.builder().fillsPerCommandMax(FILLS_MAX).cancelsPerCommand(FILLS_MAX).build());
    private final AuctionPricedDecoder priced = new AuctionPricedDecoder();
    private final OrderFilledDecoder filled = new OrderFilledDecoder();
    private final OrderCancelledDecoder cancelled = new OrderCancelledDecoder();

    @AfterEach
    void close()
    {
        engine.close();
    }

    private void collect(final int takerFeePpm)
    {
        final InstrumentTerms terms = new InstrumentTerms();
        terms.takerFeePpm = takerFeePpm;
        engine.instrument(terms);
        engine.mark(BTC, 100);
        for (long account = BUYER; account <= OTHER; account++)
        {
            engine.account(account);
            engine.deposit(account, EngineDriver.CASH, CASH);
        }
        engine.state(BTC, InstrumentState.CALL_AUCTION);
    }

    private long buy(final long priceTicks, final long lots)
    {
        return rest(BUYER, Side.BUY, priceTicks, lots);
    }

    private long sell(final long priceTicks, final long lots)
    {
        return rest(SELLER, Side.SELL, priceTicks, lots);
    }

    private long rest(final long account, final Side side, final long priceTicks, final long lots)
    {
        assertThat(engine.limit(account, BTC, side, priceTicks, lots)).isEqualTo(ResultCode.ACCEPTED);
        assertThat(engine.count(OrderFilledDecoder.TEMPLATE_ID)).isZero();
        return engine.orderId();
    }

    private int open()
    {
        return engine.state(BTC, InstrumentState.OPEN);
    }

    private AuctionPricedDecoder price(final int nth)
    {
        return priced.wrapAndApplyHeader(
            engine.effects(), engine.find(AuctionPricedDecoder.TEMPLATE_ID, nth), engine.header());
    }

    private OrderFilledDecoder fill(final int nth)
    {
        return filled.wrapAndApplyHeader(
            engine.effects(), engine.find(OrderFilledDecoder.TEMPLATE_ID, nth), engine.header());
    }

    private void expectPrice(final long priceTicks, final long lots, final long surplusLots)
    {
        assertThat(price(0).priceTicks()).isEqualTo(priceTicks);
        assertThat(price(0).quantityLots()).isEqualTo(lots);
        assertThat(price(0).surplusLots()).isEqualTo(surplusLots);
    }

    @Test
    void shouldTakeThePriceOfTheGreatestVolume()
    {
        collect(0);
        buy(105, 10);
        buy(102, 20);
        sell(101, 25);
        sell(104, 10);

        open();

        // 25 lots trade at 101 and 102, at most 10 anywhere else; 101 is nearer to the mark
        expectPrice(101, 25, 5);
    }

    @Test
    void shouldLeaveTheLeastSurplus()
    {
        collect(0);
        buy(110, 10);
        buy(104, 3);
        sell(100, 10);

        open();

        // 10 lots trade from 100 to 110; from 105 on the buy of 3 lots is not left over
        expectPrice(105, 10, 0);
    }

    @Test
    void shouldStayNearestToTheMarkWhereNothingHasTraded()
    {
        collect(0);
        buy(120, 10);
        sell(90, 10);

        open();

        expectPrice(100, 10, 0);
        assertThat(price(0).referenceTicks()).isEqualTo(100);
    }

    @Test
    void shouldStayNearestToTheLastTrade()
    {
        collect(0);
        buy(110, 1);
        sell(110, 1);
        open();
        engine.state(BTC, InstrumentState.CALL_AUCTION);
        buy(120, 10);
        sell(90, 10);

        open();

        expectPrice(110, 10, 0);
    }

    @Test
    void shouldDoWhatTryingEveryPriceFindsOverRandomBooks()
    {
        final long seed = 20_240_607;
        final Random random = new Random(seed);
        collect(0);
        for (int round = 0; round < 1_500; round++)
        {
            final long[][] orders = new long[2 + random.nextInt(12)][];
            final long mark = 95 + random.nextInt(12);
            engine.mark(BTC, mark);
            for (int place = 0; place < orders.length; place++)
            {
                final boolean buys = random.nextBoolean();
                orders[place] = new long[]{buys ? 0 : 1, 95 + random.nextInt(12), 1 + random.nextInt(6), 0};
                orders[place][3] = buys ? buy(orders[place][1], orders[place][2]) :
                    sell(orders[place][1], orders[place][2]);
            }
            engine.mark(BTC, mark);
            final long[] best = tryEveryPrice(orders, price(0).referenceTicks());

            assertThat(new long[]{price(0).priceTicks(), price(0).quantityLots(), price(0).surplusLots()})
                .as("seed %d, round %d", seed, round).containsExactly(best);
            for (final long[] order : orders)
            {
                engine.cancel(order[0] == 0 ? BUYER : SELLER, order[3]);
            }
        }
    }

    private static long[] tryEveryPrice(final long[][] orders, final long reference)
    {
        long[] best = {0, 0, 0};
        for (long price = 90; price <= 115; price++)
        {
            long buys = 0;
            long sells = 0;
            for (final long[] order : orders)
            {
                buys += order[0] == 0 && order[1] >= price ? order[2] : 0;
                sells += order[0] == 1 && order[1] <= price ? order[2] : 0;
            }
            final long volume = Math.min(buys, sells);
            final long surplus = buys - sells;
            final boolean better = volume > best[1] || volume > 0 && volume == best[1] &&
                (Math.abs(surplus) < Math.abs(best[2]) || Math.abs(surplus) == Math.abs(best[2]) &&
                Math.abs(price - reference) < Math.abs(best[0] - reference));
            best = better ? new long[]{price, volume, surplus} : best;
        }
        return best;
    }

    @Test
    void shouldTradeEverythingAtOnePriceInPriceAndTimeOrder()
    {
        collect(1_000);
        final long late = buy(102, 5);
        final long first = buy(105, 5);
        final long second = sell(101, 4);
        final long third = sell(101, 6);

        open();

        final long[][] expected = {{first, 4}, {second, 4}, {first, 1}, {third, 1}, {late, 5}, {third, 5}};
        for (int nth = 0; nth < expected.length; nth++)
        {
            assertThat(fill(nth).orderId()).isEqualTo(expected[nth][0]);
            assertThat(fill(nth).quantityLots()).isEqualTo(expected[nth][1]);
            assertThat(fill(nth).priceTicks()).isEqualTo(price(0).priceTicks());
            assertThat(fill(nth).liquidity()).isEqualTo(Liquidity.AUCTION);
            // both sides: 0.1 % of lots x price x 10^6, rounded up
            assertThat(fill(nth).feeAtoms()).isEqualTo(expected[nth][1] * price(0).priceTicks() * 1_000);
        }
        assertThat(engine.count(OrderFilledDecoder.TEMPLATE_ID)).isEqualTo(expected.length);
    }

    @Test
    void shouldCancelTheYoungerOfTwoOrdersOfOneAccountAndPriceTheRestAnew()
    {
        collect(0);
        rest(OTHER, Side.BUY, 110, 5);
        final long younger = rest(OTHER, Side.SELL, 95, 5);
        sell(103, 5);
        buy(99, 5);

        open();

        assertThat(cancelled.wrapAndApplyHeader(engine.effects(),
            engine.find(OrderCancelledDecoder.TEMPLATE_ID, 0), engine.header()).orderId()).isEqualTo(younger);
        assertThat(cancelled.reason()).isEqualTo(CancelReason.SELF_TRADE);
        assertThat(engine.count(AuctionPricedDecoder.TEMPLATE_ID)).isEqualTo(2);
        assertThat(price(0).priceTicks()).isEqualTo(100);
        assertThat(price(1).priceTicks()).isEqualTo(103);
        assertThat(fill(0).priceTicks()).isEqualTo(103);
        assertThat(fill(0).quantityLots()).isEqualTo(5);
    }

    @Test
    void shouldGoOnByContinueAtTheLatchedPrice()
    {
        collect(0);
        for (int pair = 0; pair < 2 * FILLS_MAX + 1; pair++)
        {
            buy(103, 1);
            sell(99, 1);
        }

        open();
        assertThat(engine.count(OrderFilledDecoder.TEMPLATE_ID)).isEqualTo(2 * FILLS_MAX);
        assertThat(engine.engine().workLeft()).isTrue();
        assertThat(engine.count(InstrumentStateChangedDecoder.TEMPLATE_ID)).isZero();
        final long latched = price(0).priceTicks();
        // A new mark would move the reference, but the price stands.
        engine.mark(BTC, 103);
        assertThat(engine.count(AuctionPricedDecoder.TEMPLATE_ID)).isZero();
        int continues = 0;
        while (engine.engine().workLeft())
        {
            engine.proceed();
            continues++;
            if (engine.count(OrderFilledDecoder.TEMPLATE_ID) > 0)
            {
                assertThat(fill(0).priceTicks()).isEqualTo(latched);
            }
        }

        assertThat(continues).isEqualTo(2);
        assertThat(engine.count(InstrumentStateChangedDecoder.TEMPLATE_ID)).isEqualTo(1);
        assertThat(engine.limit(BUYER, BTC, Side.BUY, 90, 1)).isEqualTo(ResultCode.ACCEPTED);
    }

    @Test
    void shouldAcceptNothingButAHaltWhileItIsUncrossed()
    {
        collect(0);
        long last = 0;
        for (int pair = 0; pair <= FILLS_MAX; pair++)
        {
            buy(100, 1);
            last = sell(100, 1);
        }
        open();

        assertThat(engine.limit(BUYER, BTC, Side.BUY, 90, 1)).isEqualTo(ResultCode.UNCROSSING);
        assertThat(engine.cancel(SELLER, last)).isEqualTo(ResultCode.UNCROSSING);
        assertThat(engine.rejection().actualValue()).isEqualTo(100);
        assertThat(engine.state(BTC, InstrumentState.CANCEL_ONLY)).isEqualTo(ResultCode.TRANSITION_NOT_ALLOWED);
        assertThat(engine.state(BTC, InstrumentState.HALTED)).isEqualTo(ResultCode.ACCEPTED);

        assertThat(engine.engine().workLeft()).isFalse();
        assertThat(open()).isEqualTo(ResultCode.BOOK_CROSSED);
        assertThat(engine.state(BTC, InstrumentState.CALL_AUCTION)).isEqualTo(ResultCode.ACCEPTED);
        assertThat(open()).isEqualTo(ResultCode.ACCEPTED);
        assertThat(engine.count(OrderFilledDecoder.TEMPLATE_ID)).isEqualTo(2);
    }

    @Test
    void shouldUncrossIntoCancelOnly()
    {
        collect(0);
        buy(101, 1);
        sell(99, 1);

        engine.state(BTC, InstrumentState.CANCEL_ONLY);

        assertThat(price(0).kind()).isEqualTo(AuctionPriceKind.FINAL);
        assertThat(engine.count(OrderFilledDecoder.TEMPLATE_ID)).isEqualTo(2);
        assertThat(engine.limit(BUYER, BTC, Side.BUY, 90, 1)).isEqualTo(ResultCode.INSTRUMENT_STATE);
    }

    @Test
    void shouldIndicateThePriceWithEveryPriceCommand()
    {
        collect(0);
        engine.mark(BTC, 100);
        expectPrice(0, 0, 0);
        buy(101, 1);
        sell(99, 3);

        engine.mark(BTC, 100);

        expectPrice(100, 1, -2);
        assertThat(price(0).kind()).isEqualTo(AuctionPriceKind.INDICATIVE);
    }

    @Test
    void shouldTrimReduceOnlyOrdersThatAnAuctionLeavesTooLarge()
    {
        collect(0);
        buy(100, 4);
        sell(100, 4);
        open();
        engine.order(BUYER, BTC, Side.SELL, OrderType.LIMIT, TimeInForce.GTC, 120, 4, false, true);
        final long reduceOnly = engine.orderId();
        engine.state(BTC, InstrumentState.CALL_AUCTION);
        rest(BUYER, Side.SELL, 99, 3);
        rest(SELLER, Side.BUY, 101, 3);

        open();

        cancelled.wrapAndApplyHeader(
            engine.effects(), engine.find(OrderCancelledDecoder.TEMPLATE_ID, 0), engine.header());
        assertThat(cancelled.orderId()).isEqualTo(reduceOnly);
        assertThat(cancelled.cancelledLots()).isEqualTo(3);
        assertThat(cancelled.reason()).isEqualTo(CancelReason.REDUCE_ONLY_EXCESS);
    }

    @Test
    void shouldAskCollectedOrdersForMarginAtTheirLimits()
    {
        collect(0);
        engine.account(9);
        // 10 lots at the mark of 100: 10^9 atoms, 8 % of which are needed, and 2 ticks of loss at once
        engine.deposit(9, EngineDriver.CASH, 80_000_000 + 20_000_000 - 1);

        assertThat(engine.limit(9, BTC, Side.BUY, 102, 10)).isEqualTo(ResultCode.INSUFFICIENT_MARGIN);
        engine.deposit(9, EngineDriver.CASH, 1);

        assertThat(engine.limit(9, BTC, Side.BUY, 102, 10)).isEqualTo(ResultCode.ACCEPTED);
    }
}
