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
package io.plimsoll.core.twin;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.EngineDriver;
import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.InstrumentTerms;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.AccountStateChangedDecoder;
import io.plimsoll.core.codec.generated.CancelReason;
import io.plimsoll.core.codec.generated.ClosePolicy;
import io.plimsoll.core.codec.generated.LiquidationClosedDecoder;
import io.plimsoll.core.codec.generated.LiquidationOpenedDecoder;
import io.plimsoll.core.codec.generated.LiquidationOutcome;
import io.plimsoll.core.codec.generated.LiquidationPieceDecoder;
import io.plimsoll.core.codec.generated.LiquidationPurgeDecoder;
import io.plimsoll.core.codec.generated.OrderCancelledDecoder;
import io.plimsoll.core.codec.generated.OrderType;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.codec.generated.TimeInForce;
import org.junit.jupiter.api.Test;

/** What random streams found, each in its smallest form. */
class FindingsTest
{
    private static final int BTC = 10;
    private static final int ETH = 11;
    private static final long TRADER = 1;
    private static final long MAKER = 2;
    private static final long OTHER = 3;
    private static final long UNIT = 1_000_000_000L;

    @Test
    void shouldPurgeReduceOnlyLotsThatFillsOfTheirOwnerWouldTrim()
    {
        try (EngineDriver engine = market(EngineDriver.smallLimits()))
        {
            fund(engine, OTHER, 1_000_000);
            trade(engine, OTHER, MAKER, Side.BUY, 50_000, 500);
            engine.deposit(TRADER, EngineDriver.CASH, 1_000 * UNIT);
            trade(engine, TRADER, MAKER, Side.SELL, 50_000, 1_000);
            engine.limit(OTHER, BTC, Side.SELL, 52_600, 300);
            reduceOnly(engine, Side.SELL, 52_650, 400);
            engine.limit(MAKER, BTC, Side.SELL, 52_700, 2_000);

            engine.mark(BTC, 52_600);

            final LiquidationPurgeDecoder purge = new LiquidationPurgeDecoder().wrapAndApplyHeader(
                engine.effects(), engine.find(LiquidationPurgeDecoder.TEMPLATE_ID, 0), engine.header());
            assertThat(purge.reason()).isEqualTo(CancelReason.REDUCE_ONLY_EXCESS);
            assertThat(purge.cancelledLots()).isEqualTo(200);
            assertThat(outcome(engine)).isEqualTo(LiquidationOutcome.REACHED);
        }
    }

    @Test
    void shouldNotPromiseAFillOrKillLotsThatMayBeTrimmed()
    {
        try (EngineDriver engine = market(EngineDriver.smallLimits()))
        {
            fund(engine, OTHER, 1_000_000);
            trade(engine, OTHER, MAKER, Side.BUY, 50_000, 500);
            engine.limit(OTHER, BTC, Side.SELL, 50_000, 300);
            reduceOnly(engine, Side.SELL, 50_010, 400);

            final int code = engine.order(MAKER, BTC, Side.BUY, OrderType.LIMIT, TimeInForce.FOK, 50_010, 600, false,
                false);

            assertThat(code).isEqualTo(ResultCode.NOT_FILLABLE);
            assertThat(engine.rejection().limitValue()).isEqualTo(600);
            assertThat(engine.rejection().actualValue()).isEqualTo(500);
        }
    }

    @Test
    void shouldCloseIntoABidWorthThousandsOfMarks()
    {
        try (EngineDriver engine = new EngineDriver(EngineDriver.smallLimits()))
        {
            final InstrumentTerms terms = new InstrumentTerms();
            terms.contractFactorAtoms = 1_000;
            terms.brackets = new long[]{0, 50_000, 5_000};
            terms.liquidationFeePpm = 0;
            engine.instrument(terms);
            engine.mark(BTC, 90_000);
            engine.account(TRADER);
            engine.account(MAKER);
            engine.account(OTHER);
            engine.deposit(MAKER, EngineDriver.CASH, 1L << 50);
            engine.deposit(OTHER, EngineDriver.CASH, 1L << 50);
            engine.deposit(TRADER, EngineDriver.CASH, 200_000_000);
            engine.limit(MAKER, BTC, Side.SELL, 90_000, 10);
            engine.limit(TRADER, BTC, Side.BUY, 90_000, 10);
            engine.limit(OTHER, BTC, Side.BUY, 80_000, 10);

            engine.mark(BTC, 1);

            assertThat(outcome(engine)).isIn(LiquidationOutcome.REACHED, LiquidationOutcome.FLAT);
        }
    }

    @Test
    void shouldTakeNoPenaltyFromAnAccountWithoutEquity()
    {
        try (EngineDriver engine = market(EngineDriver.smallLimits()))
        {
            engine.deposit(TRADER, EngineDriver.CASH, 1_000 * UNIT);
            trade(engine, TRADER, MAKER, Side.BUY, 50_000, 1_000);
            engine.limit(MAKER, BTC, Side.BUY, 49_000, 1_000);

            // E -5,500 at the mark; each bid is worth more than the mark and frees what it gains
            engine.mark(BTC, 40_000);

            final LiquidationClosedDecoder closed = new LiquidationClosedDecoder().wrapAndApplyHeader(
                engine.effects(), engine.find(LiquidationClosedDecoder.TEMPLATE_ID, 0), engine.header());
            assertThat(closed.pieces()).isPositive();
            assertThat(closed.penaltyAtoms()).isZero();
        }
    }

    @Test
    void shouldRefuseAReplacementThatNeedsALevelWhereNoneIsLeft()
    {
        try (EngineDriver engine = market(EngineDriver.builder().priceLevels(2).build()))
        {
            engine.limit(MAKER, BTC, Side.BUY, 49_000, 1);
            engine.limit(MAKER, BTC, Side.BUY, 49_000, 2);
            final long second = engine.orderId();
            engine.limit(MAKER, BTC, Side.BUY, 48_000, 3);
            final long alone = engine.orderId();

            assertThat(engine.replace(MAKER, second, 48_500, 2)).isEqualTo(ResultCode.CAPACITY_EXCEEDED);
            assertThat(engine.engine().slab(engine.rejection().slabId()).name()).isEqualTo("priceLevels");
            assertThat(engine.replace(MAKER, second, 49_000, 4)).isEqualTo(ResultCode.ACCEPTED);
            assertThat(engine.replace(MAKER, alone, 47_000, 3)).isEqualTo(ResultCode.ACCEPTED);
        }
    }

    @Test
    void shouldBoundThePurgesOfOneCommand()
    {
        final int dead = 1_000;
        try (EngineDriver engine = market(EngineDriver.builder().effectBytesMax(1 << 17).fillsPerCommandMax(8)
            .cancelsPerCommand(8).positionsPerAccount(4).assets(2).build()))
        {
            engine.account(20, 5);
            engine.account(21, 5);
            engine.deposit(20, EngineDriver.CASH, 2_500 * UNIT);
            engine.deposit(21, EngineDriver.CASH, 1_000_000 * UNIT);
            engine.limit(MAKER, BTC, Side.SELL, 50_000, 500);
            engine.limit(20, BTC, Side.BUY, 50_000, 500);
            for (int order = 0; order < dead; order++)
            {
                engine.limit(21, BTC, Side.BUY, 46_900, 1);
            }
            engine.limit(MAKER, BTC, Side.BUY, 46_900, 500);

            engine.mark(BTC, 46_950);
            int commands = 1;
            int purged = engine.count(LiquidationPurgeDecoder.TEMPLATE_ID);
            while (engine.engine().workLeft())
            {
                assertThat(engine.count(LiquidationPurgeDecoder.TEMPLATE_ID)).isLessThanOrEqualTo(8);
                engine.proceed();
                purged += engine.count(LiquidationPurgeDecoder.TEMPLATE_ID);
                commands++;
            }

            assertThat(purged).isEqualTo(dead);
            assertThat(commands).isGreaterThanOrEqualTo(dead / 8);
            assertThat(outcome(engine)).isEqualTo(LiquidationOutcome.REACHED);
        }
    }

    @Test
    void shouldTakeTargetAndPolicyFromPositionsWithLotsAlone()
    {
        try (EngineDriver engine = market(EngineDriver.smallLimits()))
        {
            final InstrumentTerms eager = new InstrumentTerms();
            eager.instrumentId = ETH;
            eager.thetaPpm = 1_250_000;
            eager.full = true;
            engine.instrument(eager);
            engine.mark(ETH, 3_000);
            trade(engine, TRADER, MAKER, Side.BUY, 50_000, 500);
            engine.limit(TRADER, ETH, Side.BUY, 2_000, 1);
            engine.limit(MAKER, BTC, Side.BUY, 45_000, 2_000);

            engine.mark(BTC, 45_050);

            final AccountStateChangedDecoder change = new AccountStateChangedDecoder().wrapAndApplyHeader(
                engine.effects(), engine.find(AccountStateChangedDecoder.TEMPLATE_ID, 0), engine.header());
            assertThat(change.thetaPpm()).isEqualTo(1_100_000);
            final LiquidationOpenedDecoder opened = new LiquidationOpenedDecoder().wrapAndApplyHeader(
                engine.effects(), engine.find(LiquidationOpenedDecoder.TEMPLATE_ID, 0), engine.header());
            assertThat(opened.closePolicy()).isEqualTo(ClosePolicy.PARTIAL);
            assertThat(engine.count(LiquidationPieceDecoder.TEMPLATE_ID)).isPositive();
        }
    }

    @Test
    void shouldCancelTheLowestIdFirstAlsoAfterAReplacement()
    {
        try (EngineDriver engine = market(EngineDriver.smallLimits()))
        {
            trade(engine, TRADER, MAKER, Side.BUY, 50_000, 500);
            engine.limit(TRADER, BTC, Side.SELL, 60_000, 10);
            final long lowest = engine.orderId();
            engine.limit(TRADER, BTC, Side.SELL, 61_000, 10);
            engine.replace(TRADER, lowest, 60_000, 20);

            engine.mark(BTC, 45_050);

            final OrderCancelledDecoder first = new OrderCancelledDecoder().wrapAndApplyHeader(
                engine.effects(), engine.find(OrderCancelledDecoder.TEMPLATE_ID, 0), engine.header());
            assertThat(first.orderId()).isEqualTo(lowest);
        }
    }

    private static EngineDriver market(final EngineLimits limits)
    {
        final EngineDriver engine = new EngineDriver(limits);
        engine.instrument(new InstrumentTerms());
        engine.mark(BTC, 50_000);
        fund(engine, TRADER, 3_500);
        fund(engine, MAKER, 10_000_000);
        return engine;
    }

    private static void fund(final EngineDriver engine, final long account, final long units)
    {
        engine.account(account);
        engine.deposit(account, EngineDriver.CASH, units * UNIT);
    }

    /** One account trades with another at a price. */
    private static void trade(
        final EngineDriver engine,
        final long taker,
        final long maker,
        final Side side,
        final long price,
        final long lots)
    {
        engine.limit(maker, BTC, side == Side.BUY ? Side.SELL : Side.BUY, price, lots);
        assertThat(engine.limit(taker, BTC, side, price, lots)).isEqualTo(ResultCode.ACCEPTED);
    }

    private static void reduceOnly(final EngineDriver engine, final Side side, final long price, final long lots)
    {
        assertThat(engine.order(OTHER, BTC, side, OrderType.LIMIT, TimeInForce.GTC, price, lots, false, true))
            .isEqualTo(ResultCode.ACCEPTED);
    }

    private static LiquidationOutcome outcome(final EngineDriver engine)
    {
        return new LiquidationClosedDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(LiquidationClosedDecoder.TEMPLATE_ID, 0), engine.header()).outcome();
    }
}
