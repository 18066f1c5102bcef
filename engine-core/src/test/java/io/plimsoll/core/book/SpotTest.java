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
import io.plimsoll.core.codec.generated.BalanceReportDecoder;
import io.plimsoll.core.codec.generated.CancelReason;
import io.plimsoll.core.codec.generated.InstrumentState;
import io.plimsoll.core.codec.generated.LiquidationOrderDecoder;
import io.plimsoll.core.codec.generated.ListSpotEncoder;
import io.plimsoll.core.codec.generated.OrderCancelledDecoder;
import io.plimsoll.core.codec.generated.OrderFilledDecoder;
import io.plimsoll.core.codec.generated.OrderType;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.codec.generated.TimeInForce;
import io.plimsoll.core.codec.generated.TriggerSource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.function.Consumer;

/** A coin of 10 atoms a lot that counts at 80 %, worth 1,000 atoms of cash a lot; fees are 1 in 10,000, rounded up. */
class SpotTest
{
    private static final int PAIR = 20;
    private static final int PERPETUAL = 10;
    private static final int COIN = 2;
    private static final long ANNA = 1;
    private static final long BERT = 2;
    private static final long CARL = 3;
    private static final long MILLION = 1_000_000L;

    private final EngineDriver engine = new EngineDriver(EngineDriver.smallLimits());
    private final EngineState state = new EngineState(engine.engine());

    @BeforeEach
    void list()
    {
        engine.collateral(COIN, 1, 800_000);
        engine.price(COIN, 100);
        engine.spot(PAIR, COIN, pair -> {});
        engine.mark(PAIR, 1_000);
        for (final long account : new long[]{ANNA, BERT, CARL})
        {
            engine.account(account);
        }
        engine.deposit(ANNA, EngineDriver.CASH, MILLION);
        engine.deposit(BERT, COIN, 1_000);
    }

    @AfterEach
    void close()
    {
        state.checkConservation();
        engine.close();
    }

    private long cash(final long account)
    {
        return state.account((int)account)[1];
    }

    private void refused(final int code, final long limit, final long actual)
    {
        assertThat(ResultCode.name(engine.rejection().resultCode())).isEqualTo(ResultCode.name(code));
        assertThat(engine.rejection().limitValue()).isEqualTo(limit);
        assertThat(engine.rejection().actualValue()).isEqualTo(actual);
    }

    @Test
    void shouldMoveBaseForCashAndTakeBothFeesInCash()
    {
        engine.limit(BERT, PAIR, Side.SELL, 1_000, 30);
        engine.limit(ANNA, PAIR, Side.BUY, 1_001, 20);

        assertThat(cash(ANNA)).isEqualTo(MILLION - 20_000 - 2);
        assertThat(cash(BERT)).isEqualTo(20_000 - 2);
        assertThat(state.balances(1)).containsExactly(COIN, 200);
        assertThat(state.balances(2)).containsExactly(COIN, 800);
        assertThat(state.asset(1)).containsExactly(1, MILLION, 4, 0);
        assertThat(state.asset(2)[1]).isEqualTo(1_000);
        assertThat(state.positions(1)).isEmpty();
    }

    @Test
    void shouldLockWhatARestingSaleWouldDeliver()
    {
        engine.limit(BERT, PAIR, Side.SELL, 1_100, 60);

        assertThat(engine.limit(BERT, PAIR, Side.SELL, 1_200, 41)).isEqualTo(ResultCode.INSUFFICIENT_BALANCE);
        refused(ResultCode.INSUFFICIENT_BALANCE, 410, 400);
        assertThat(engine.withdraw(BERT, COIN, 401)).isEqualTo(ResultCode.INSUFFICIENT_BALANCE);
        refused(ResultCode.INSUFFICIENT_BALANCE, 401, 400);
        engine.query(BERT);
        final BalanceReportDecoder report = new BalanceReportDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(BalanceReportDecoder.TEMPLATE_ID, 0), engine.header());
        assertThat(report.balanceAtoms()).isEqualTo(1_000);
        assertThat(report.lockedAtoms()).isEqualTo(600);
        assertThat(report.valueAtoms()).isEqualTo(80_000);
        assertThat(engine.withdraw(BERT, COIN, 400)).isEqualTo(ResultCode.ACCEPTED);
    }

    @Test
    void shouldReleaseALockWithItsOrder()
    {
        engine.limit(BERT, PAIR, Side.SELL, 1_100, 100);
        final long order = engine.orderId();
        assertThat(engine.replace(BERT, order, 1_050, 100)).isEqualTo(ResultCode.ACCEPTED);
        assertThat(engine.replace(BERT, order, 1_050, 70)).isEqualTo(ResultCode.ACCEPTED);
        assertThat(engine.limit(BERT, PAIR, Side.SELL, 1_200, 30)).isEqualTo(ResultCode.ACCEPTED);
        engine.cancel(BERT, order);

        assertThat(engine.withdraw(BERT, COIN, 700)).isEqualTo(ResultCode.ACCEPTED);
    }

    @Test
    void shouldPayPurchasesFromCashThatNoOtherNeeds()
    {
        engine.withdraw(ANNA, EngineDriver.CASH, MILLION - 300_000);
        // 200 lots at 990 are 198,000; each may fill alone for a fee of 0.099, rounded up.
        assertThat(engine.limit(ANNA, PAIR, Side.BUY, 990, 200)).isEqualTo(ResultCode.ACCEPTED);

        assertThat(engine.limit(ANNA, PAIR, Side.BUY, 980, 105)).isEqualTo(ResultCode.INSUFFICIENT_BALANCE);
        refused(ResultCode.INSUFFICIENT_BALANCE, 102_900 + 105, 300_000 - 198_200);
        assertThat(engine.withdraw(ANNA, EngineDriver.CASH, 101_801)).isEqualTo(ResultCode.INSUFFICIENT_BALANCE);
        refused(ResultCode.INSUFFICIENT_BALANCE, 101_801, 101_800);
    }

    @Test
    void shouldReserveTheFeeOfEachLotThatMayFillAlone()
    {
        engine.collateral(3, 1, 1_000_000);
        engine.price(3, 1);
        engine.spot(21, 3, pair -> pair.contractFactorAtoms(1).lotAtoms(1).makerFeePpm(100).takerFeePpm(0));
        engine.mark(21, 1);
        engine.deposit(BERT, 3, 1_000);
        engine.deposit(BERT, EngineDriver.CASH, 1_000);
        engine.deposit(CARL, EngineDriver.CASH, 1_001);

        assertThat(engine.limit(CARL, 21, Side.BUY, 1, 1_000)).isEqualTo(ResultCode.INSUFFICIENT_BALANCE);
        refused(ResultCode.INSUFFICIENT_BALANCE, 2_000, 1_001);
        engine.deposit(CARL, EngineDriver.CASH, 999);
        assertThat(engine.limit(CARL, 21, Side.BUY, 1, 1_000)).isEqualTo(ResultCode.ACCEPTED);
        for (int fill = 1; fill <= 1_000; fill++)
        {
            engine.limit(BERT, 21, Side.SELL, 1, 1);
            assertThat(cash(CARL)).isEqualTo(2_000 - 2 * fill);
        }
    }

    @Test
    void shouldReserveTheFeeOfEachLotThatAnAuctionFillsAlone()
    {
        engine.withdraw(ANNA, EngineDriver.CASH, MILLION - 10_010);
        engine.state(PAIR, InstrumentState.CALL_AUCTION);
        // Ten lots at 1,000 are 10,000; each costs a fee of 0.1, rounded up.
        assertThat(engine.limit(ANNA, PAIR, Side.BUY, 1_000, 10)).isEqualTo(ResultCode.ACCEPTED);
        assertThat(engine.withdraw(ANNA, EngineDriver.CASH, 1)).isEqualTo(ResultCode.INSUFFICIENT_BALANCE);
        refused(ResultCode.INSUFFICIENT_BALANCE, 1, 0);
        for (int sale = 0; sale < 10; sale++)
        {
            engine.limit(BERT, PAIR, Side.SELL, 1_000, 1);
        }
        engine.state(PAIR, InstrumentState.OPEN);

        assertThat(state.balances(1)).containsExactly(COIN, 100);
        assertThat(cash(ANNA)).isZero();
    }

    @Test
    void shouldNotLetAPurchaseTakeEquityBelowTheInitialRequirement()
    {
        // Coins count at 80 %: each lot bought at 1,000 takes 200 and the fee from equity.
        engine.instrument(new InstrumentTerms());
        engine.mark(PERPETUAL, 100);
        engine.deposit(CARL, EngineDriver.CASH, 1L << 40);
        engine.limit(CARL, PERPETUAL, Side.SELL, 100, 1_000);
        engine.deposit(ANNA, EngineDriver.CASH, 9 * MILLION);
        assertThat(engine.limit(ANNA, PERPETUAL, Side.BUY, 100, 1)).isEqualTo(ResultCode.ACCEPTED);
        // One lot of 100,000,000 needs 1.6 x 5 % = 8,000,000; 10,000,000 less that leave 2,000,000 to lose.
        assertThat(engine.limit(ANNA, PAIR, Side.BUY, 9_000, 250)).isEqualTo(ResultCode.INSUFFICIENT_MARGIN);
        // 250 lots at 9,000: 2,250,000 paid, 250 of fees, 200,000 counted.
        refused(ResultCode.INSUFFICIENT_MARGIN, 8 * MILLION + 2_250_250 - 200_000, 10 * MILLION);
        assertThat(engine.limit(ANNA, PAIR, Side.BUY, 9_000, 244)).isEqualTo(ResultCode.INSUFFICIENT_MARGIN);
        assertThat(engine.limit(ANNA, PAIR, Side.BUY, 9_000, 243)).isEqualTo(ResultCode.ACCEPTED);
    }

    @Test
    void shouldLetASaleThatLosesNothingNeedNoMargin()
    {
        engine.deposit(CARL, COIN, 10);

        assertThat(engine.limit(CARL, PAIR, Side.SELL, 900, 1)).isEqualTo(ResultCode.ACCEPTED);
        assertThat(engine.limit(BERT, PAIR, Side.SELL, 700, 100)).isEqualTo(ResultCode.ACCEPTED);
    }

    @Test
    void shouldRefuseASaleBelowWhatTheBalanceCountsForBeyondTheEquity()
    {
        engine.instrument(new InstrumentTerms());
        engine.mark(PERPETUAL, 100);
        engine.deposit(CARL, EngineDriver.CASH, 1L << 40);
        engine.limit(CARL, PERPETUAL, Side.SELL, 100, 1);
        engine.deposit(BERT, EngineDriver.CASH, 7_930_000);
        engine.limit(BERT, PERPETUAL, Side.BUY, 100, 1);

        // 8,010,000 of equity less 8,000,000 leave 10,000; 100 lots at 690 bring 69,000 less 100 for 80,000.
        assertThat(engine.limit(BERT, PAIR, Side.SELL, 690, 100)).isEqualTo(ResultCode.INSUFFICIENT_MARGIN);
        refused(ResultCode.INSUFFICIENT_MARGIN, 8_011_100, 8_010_000);
        assertThat(engine.limit(BERT, PAIR, Side.SELL, 701, 100)).isEqualTo(ResultCode.ACCEPTED);
    }

    @Test
    void shouldLetACalledAccountOnlySellAtOnceAndWithoutLoss()
    {
        engine.instrument(new InstrumentTerms());
        engine.mark(PERPETUAL, 100);
        engine.deposit(CARL, EngineDriver.CASH, 1L << 40);
        engine.limit(CARL, PERPETUAL, Side.SELL, 100, 1);
        engine.deposit(BERT, EngineDriver.CASH, 8 * MILLION);
        engine.limit(BERT, PERPETUAL, Side.BUY, 100, 1);
        engine.mark(PERPETUAL, 98);
        assertThat(state.account(2)[3]).isEqualTo(1);
        engine.limit(ANNA, PAIR, Side.BUY, 900, 5);

        assertThat(engine.limit(BERT, PAIR, Side.BUY, 900, 1)).isEqualTo(ResultCode.REDUCE_ONLY_ACCOUNT);
        assertThat(engine.limit(BERT, PAIR, Side.SELL, 700, 10)).isEqualTo(ResultCode.REDUCE_ONLY_ACCOUNT);
        assertThat(engine.limit(BERT, PAIR, Side.SELL, 950, 1)).isEqualTo(ResultCode.IMMEDIATE_ONLY);
        assertThat(engine.order(BERT, PAIR, Side.SELL, OrderType.LIMIT, TimeInForce.IOC, 850, 3, false, false))
            .isEqualTo(ResultCode.ACCEPTED);
        assertThat(engine.count(OrderFilledDecoder.TEMPLATE_ID)).isEqualTo(2);
    }

    @Test
    void shouldCancelSpotOrdersBeforeAForcedTradeWithoutMovingHealth()
    {
        engine.instrument(new InstrumentTerms());
        engine.mark(PERPETUAL, 100);
        engine.deposit(CARL, EngineDriver.CASH, 1L << 40);
        engine.limit(CARL, PERPETUAL, Side.SELL, 100, 2);
        engine.deposit(BERT, EngineDriver.CASH, 16 * MILLION);
        engine.limit(BERT, PERPETUAL, Side.BUY, 100, 2);
        engine.limit(BERT, PAIR, Side.SELL, 1_500, 100);
        final long sale = engine.orderId();
        engine.limit(CARL, PERPETUAL, Side.BUY, 96, 5);
        engine.mark(PERPETUAL, 96);

        final OrderCancelledDecoder cancel = new OrderCancelledDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(OrderCancelledDecoder.TEMPLATE_ID, 0), engine.header());
        assertThat(cancel.orderId()).isEqualTo(sale);
        assertThat(cancel.reason()).isEqualTo(CancelReason.OWNER_LIQUIDATED);
        assertThat(engine.count(LiquidationOrderDecoder.TEMPLATE_ID)).isEqualTo(1);
        assertThat(state.balances(2)).containsExactly(COIN, 1_000);
        assertThat(engine.engine().unqueuedAccounts()).isZero();
    }

    @Test
    void shouldKeepRoomForWhatPurchasesWillBring()
    {
        final long most = 1L << 20;
        engine.deposit(CARL, COIN, most - 100);
        engine.deposit(CARL, EngineDriver.CASH, MILLION);
        assertThat(engine.limit(CARL, PAIR, Side.BUY, 900, 10)).isEqualTo(ResultCode.ACCEPTED);

        assertThat(engine.limit(CARL, PAIR, Side.BUY, 890, 1)).isEqualTo(ResultCode.BALANCE_LIMIT);
        refused(ResultCode.BALANCE_LIMIT, most, most + 10);
        assertThat(engine.deposit(CARL, COIN, 1)).isEqualTo(ResultCode.BALANCE_LIMIT);
        refused(ResultCode.BALANCE_LIMIT, most, most + 1);
    }

    @Test
    void shouldTakeEveryKindOfOrder()
    {
        engine.extended(BERT, PAIR, Side.SELL, 1_000, 40, order -> order.displayLots(10));
        assertThat(engine.order(ANNA, PAIR, Side.BUY, OrderType.LIMIT, TimeInForce.FOK, 1_000, 41, false, false))
            .isEqualTo(ResultCode.NOT_FILLABLE);
        assertThat(engine.order(ANNA, PAIR, Side.BUY, OrderType.LIMIT, TimeInForce.GTC, 1_000, 1, true, false))
            .isEqualTo(ResultCode.WOULD_TRADE);
        assertThat(engine.order(ANNA, PAIR, Side.BUY, OrderType.LIMIT, TimeInForce.GTC, 1_000, 1, false, true))
            .isEqualTo(ResultCode.NOT_REDUCING);
        assertThat(engine.order(ANNA, PAIR, Side.BUY, OrderType.MARKET, TimeInForce.IOC, 0, 15, false, false))
            .isEqualTo(ResultCode.ACCEPTED);
        assertThat(state.balances(1)).containsExactly(COIN, 150);
        engine.extended(ANNA, PAIR, Side.BUY, 0, 2, stop -> stop.orderType(OrderType.STOP)
            .triggerSource(TriggerSource.MARK).triggerPriceTicks(1_005));
        engine.mark(PAIR, 1_006);
        assertThat(state.balances(1)).containsExactly(COIN, 170);
        engine.state(PAIR, InstrumentState.CALL_AUCTION);
        engine.limit(ANNA, PAIR, Side.BUY, 1_000, 3);
        engine.state(PAIR, InstrumentState.OPEN);
        assertThat(state.balances(1)).containsExactly(COIN, 200);
        assertThat(state.balances(2)).containsExactly(COIN, 800);
    }

    @Test
    void shouldRefuseAValueThatWouldOverflow()
    {
        // What another engine accepts: 4,000 bid at 4,000,000,000 with a scale of 1,000,000 and a balance of 1,000.
        engine.account(4);
        engine.deposit(4, EngineDriver.CASH, 1_000);
        refuseListing(ResultCode.LISTING_OVERFLOW, (1L << 60) / MILLION, 16_000_000_000_000L, pair -> pair
            .contractFactorAtoms(MILLION).maxMarkSubTicks(4_000_000_000L).maxOrderLots(4_000));
        engine.spot(21, COIN, pair -> pair
            .contractFactorAtoms(MILLION).maxMarkSubTicks(100_000_000L).maxOrderLots(4_000).lotAtoms(1));
        engine.mark(21, 50_000_000);

        assertThat(engine.limit(4, 21, Side.BUY, 4_000_000_000L, 4_000)).isEqualTo(ResultCode.PRICE_OUT_OF_RANGE);
        refused(ResultCode.PRICE_OUT_OF_RANGE, 100_000_000L, 4_000_000_000L);
        assertThat(engine.limit(4, 21, Side.BUY, 100_000_000L, 4_000)).isEqualTo(ResultCode.INSUFFICIENT_BALANCE);
        refused(ResultCode.INSUFFICIENT_BALANCE, 400_000_000_000_000_000L + 40_000_000_000_000L, 1_000);
        assertThat(cash(4)).isEqualTo(1_000);
    }

    private void refuseListing(
        final int code, final long limit, final long actual, final Consumer<ListSpotEncoder> changes)
    {
        final long before = engine.engine().stateDigest();
        assertThat(engine.spot(30, COIN, changes)).isEqualTo(code);
        refused(code, limit, actual);
        assertThat(engine.engine().stateDigest()).isEqualTo(before);
    }

    @Test
    void shouldRefuseContradictoryListings()
    {
        engine.collateral(3, 1, 900_000);
        refuseListing(ResultCode.ALREADY_EXISTS, 0, PAIR, pair -> pair.instrumentId(PAIR));
        refuseListing(ResultCode.UNKNOWN_ASSET, 0, 9, pair -> pair.baseAssetId(9));
        refuseListing(ResultCode.UNKNOWN_ASSET, 0, 9, pair -> pair.quoteAssetId(9));
        refuseListing(ResultCode.NOT_SUPPORTED, EngineDriver.CASH, 3, pair -> pair.quoteAssetId(3));
        refuseListing(
            ResultCode.REFERENCE_ASSET, 0, EngineDriver.CASH, pair -> pair.baseAssetId(EngineDriver.CASH));
        refuseListing(ResultCode.FIELD_OUT_OF_RANGE, 1, 0, pair -> pair.lotAtoms(0));
        refuseListing(ResultCode.LISTING_OVERFLOW, 1L << 20, 1_049_000, pair -> pair.lotAtoms(1_049));
        refuseListing(ResultCode.SCALE_NOT_DIVISIBLE, 10, 3, pair -> pair.contractFactorAtoms(10).subTicksPerTick(3));
        refuseListing(ResultCode.FIELD_OUT_OF_RANGE, 100_000, 100_001, pair -> pair.takerFeePpm(100_001));
    }

    @Test
    void shouldTakeNoOrderWhileTheAssetHasNoPrice()
    {
        engine.collateral(3, 1, 900_000);
        engine.spot(21, 3, pair -> {});
        engine.mark(21, 1_000);

        assertThat(engine.limit(ANNA, 21, Side.BUY, 1_000, 1)).isEqualTo(ResultCode.MARK_MISSING);
        refused(ResultCode.MARK_MISSING, 0, 3);
    }
}
