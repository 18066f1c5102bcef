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
package io.plimsoll.core.liquidation;

import io.plimsoll.core.EngineDriver;
import io.plimsoll.core.InstrumentTerms;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.AccountReportDecoder;
import io.plimsoll.core.codec.generated.AccountState;
import io.plimsoll.core.codec.generated.AccountStateChangedDecoder;
import io.plimsoll.core.codec.generated.CancelReason;
import io.plimsoll.core.codec.generated.LiquidationClosedDecoder;
import io.plimsoll.core.codec.generated.LiquidationOrderDecoder;
import io.plimsoll.core.codec.generated.LiquidationOutcome;
import io.plimsoll.core.codec.generated.LiquidationPurgeDecoder;
import io.plimsoll.core.codec.generated.OrderCancelledDecoder;
import io.plimsoll.core.codec.generated.OrderFilledDecoder;
import io.plimsoll.core.codec.generated.OrderType;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.codec.generated.TimeInForce;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LiquidationTest
{
    private static final int BTC = 10;
    private static final int GOLD = 2;
    private static final long TRADER = 1;
    private static final long MAKER = 2;
    private static final long OTHER = 3;
    private static final long UNIT = 1_000_000_000L;

    private final EngineDriver engine = new EngineDriver(EngineDriver.smallLimits());
    private final AccountStateChangedDecoder change = new AccountStateChangedDecoder();
    private final LiquidationClosedDecoder closed = new LiquidationClosedDecoder();
    private final LiquidationOrderDecoder order = new LiquidationOrderDecoder();
    private final OrderCancelledDecoder cancelled = new OrderCancelledDecoder();
    private final AccountReportDecoder report = new AccountReportDecoder();

    @AfterEach
    void close()
    {
        engine.close();
    }

    @Test
    void shouldCallBeforeItLiquidatesAndSayWhatIsMissing()
    {
        openLong(new InstrumentTerms(), 1_000, 5_000);

        // E 3,000 against MM 2,400: below 1.27 x 2,400 = 3,048, and 3,120 ends the call
        engine.mark(BTC, 48_000);

        assertThat(stateChange(0).toState()).isEqualTo(AccountState.MARGIN_CALL);
        assertThat(stateChange(0).missingAtoms()).isEqualTo(120 * UNIT);
        assertThat(engine.count(LiquidationClosedDecoder.TEMPLATE_ID)).isZero();
    }

    @Test
    void shouldEndTheCallOnlyAtItsReleaseLine()
    {
        openLong(new InstrumentTerms(), 1_000, 5_000);
        engine.mark(BTC, 48_000);

        // 1.27 x is passed at 48,052, 1.30 x at 48,129
        engine.mark(BTC, 48_120);
        assertThat(engine.count(AccountStateChangedDecoder.TEMPLATE_ID)).isZero();
        engine.mark(BTC, 48_130);

        // IM is 0.08 x the mark, E the mark less 45,000
        assertThat(stateChange(0).toState()).isEqualTo(AccountState.RESTRICTED);
        assertThat(stateChange(0).missingAtoms()).isEqualTo(720_400_000_000L);
        engine.mark(BTC, 48_913);
        assertThat(engine.count(AccountStateChangedDecoder.TEMPLATE_ID)).isZero();
        engine.mark(BTC, 48_914);
        assertThat(stateChange(0).toState()).isEqualTo(AccountState.NORMAL);
    }

    @Test
    void shouldCancelTheOrdersOfTheAccountBeforeItCloses()
    {
        openLong(new InstrumentTerms(), 1_000, 5_000);
        engine.limit(TRADER, BTC, Side.SELL, 60_000, 10);
        final long first = engine.orderId();
        engine.limit(TRADER, BTC, Side.SELL, 59_000, 10);
        bid(47_000, 1_000);

        engine.mark(BTC, 47_200);

        assertThat(cancel(0).orderId()).isEqualTo(first);
        assertThat(cancel(0).reason()).isEqualTo(CancelReason.OWNER_LIQUIDATED);
        assertThat(engine.find(OrderCancelledDecoder.TEMPLATE_ID, 1))
            .isLessThan(engine.find(OrderFilledDecoder.TEMPLATE_ID, 0));
        assertThat(closing().outcome()).isEqualTo(LiquidationOutcome.REACHED);
    }

    @Test
    void shouldLeaveTheEpisodeToAMarginCallWhenTheTargetIsReached()
    {
        openLong(new InstrumentTerms(), 1_000, 5_000);
        bid(47_100, 1_000);

        engine.mark(BTC, 47_200);

        assertThat(stateChange(0).toState()).isEqualTo(AccountState.LIQUIDATING);
        assertThat(stateChange(1).fromState()).isEqualTo(AccountState.LIQUIDATING);
        assertThat(stateChange(1).toState()).isEqualTo(AccountState.MARGIN_CALL);
    }

    @Test
    void shouldWaitSilentlyWhileNothingCanBeClosed()
    {
        openLong(new InstrumentTerms(), 1_000, 5_000);
        engine.mark(BTC, 47_200);
        assertThat(engine.engine().waitingAccounts()).isEqualTo(1);

        engine.mark(BTC, 47_190);
        engine.mark(BTC, 47_180);

        assertThat(engine.engine().effects().count()).isEqualTo(1);
        assertThat(engine.engine().workLeft()).isFalse();
    }

    @Test
    void shouldCloseAsSoonAsABidReachesTheWakePrice()
    {
        openLong(new InstrumentTerms(), 1_000, 5_000);
        engine.mark(BTC, 47_200);

        bid(40_000, 10);
        assertThat(engine.count(OrderFilledDecoder.TEMPLATE_ID)).isZero();
        bid(47_190, 2_000);

        assertThat(closing().outcome()).isEqualTo(LiquidationOutcome.REACHED);
        assertThat(engine.engine().waitingAccounts()).isZero();
    }

    @Test
    void shouldEndTheEpisodeWithoutATradeWhenADepositSuffices()
    {
        openLong(new InstrumentTerms(), 1_000, 5_000);
        engine.mark(BTC, 47_200);

        engine.deposit(TRADER, EngineDriver.CASH, 5_000 * UNIT);

        assertThat(stateChange(0).fromState()).isEqualTo(AccountState.LIQUIDATING);
        assertThat(engine.count(OrderFilledDecoder.TEMPLATE_ID)).isZero();
        assertThat(engine.engine().queueLength()).isZero();
    }

    @Test
    void shouldEndTheEpisodeWithoutATradeWhenThePriceRecovers()
    {
        openLong(new InstrumentTerms(), 1_000, 5_000);
        engine.mark(BTC, 47_200);

        // theta is 1.10: E = MM x 1.1 at 47,619.05
        engine.mark(BTC, 47_619);
        assertThat(engine.engine().waitingAccounts()).isEqualTo(1);
        engine.mark(BTC, 47_620);

        assertThat(engine.engine().waitingAccounts()).isZero();
        assertThat(stateChange(0).toState()).isEqualTo(AccountState.MARGIN_CALL);
    }

    @Test
    void shouldCloseTheWholePositionUnderTheFullPolicyAndReportWhatWasNeeded()
    {
        final InstrumentTerms terms = new InstrumentTerms();
        terms.full = true;
        openLong(terms, 1_000, 5_000);
        bid(47_190, 2_000);

        engine.mark(BTC, 47_200);

        assertThat(closing().outcome()).isEqualTo(LiquidationOutcome.FLAT);
        assertThat(closing().closedNotionalAtoms()).isEqualTo(47_200 * UNIT);
        assertThat(closing().minimalNotionalAtoms()).isLessThan(47_200 * UNIT / 2);
    }

    @Test
    void shouldCloseARestThatWouldBeDust()
    {
        final InstrumentTerms terms = new InstrumentTerms();
        terms.minNotionalAtoms = 46_000 * UNIT;
        openLong(terms, 1_000, 5_000);
        bid(47_190, 2_000);

        engine.mark(BTC, 47_200);

        assertThat(liquidationOrder().quantityLots()).isEqualTo(1_000);
        assertThat(liquidationOrder().dustLots()).isEqualTo(1_000 - liquidationOrder().minimalLots());
    }

    @Test
    void shouldAcceptNoNewRiskBelowTheLeastMark()
    {
        final InstrumentTerms terms = new InstrumentTerms();
        terms.minMarkSubTicks = 400_000;
        terms.maxMarkSubTicks = 1_000_000;
        engine.instrument(terms);
        fund(5_000);
        engine.mark(BTC, 50_000);

        assertThat(engine.limit(MAKER, BTC, Side.BUY, 50_000, 1)).isEqualTo(ResultCode.MARK_BELOW_MINIMUM);
        assertThat(engine.rejection().limitValue()).isEqualTo(400_000);
    }

    @Test
    void shouldRoundASizeUpToBlocksBelowTheLeastMark()
    {
        final InstrumentTerms terms = new InstrumentTerms();
        terms.minMarkSubTicks = 49_000;
        openLong(terms, 1_000, 5_000);
        bid(47_190, 2_000);

        engine.mark(BTC, 47_200);

        assertThat(liquidationOrder().quantityLots() % 2).isZero();
        assertThat(liquidationOrder().blockLots()).isEqualTo(liquidationOrder().minimalLots() % 2);
    }

    @Test
    void shouldNeverTradeAForcedCloseWithItsOwnGroup()
    {
        engine.instrument(new InstrumentTerms());
        engine.account(TRADER, 77);
        engine.account(OTHER, 77);
        engine.account(MAKER);
        engine.deposit(TRADER, EngineDriver.CASH, 5_000 * UNIT);
        engine.deposit(OTHER, EngineDriver.CASH, 500_000 * UNIT);
        engine.deposit(MAKER, EngineDriver.CASH, 100_000_000 * UNIT);
        engine.mark(BTC, 50_000);
        engine.limit(MAKER, BTC, Side.SELL, 50_000, 1_000);
        engine.limit(TRADER, BTC, Side.BUY, 50_000, 1_000);
        engine.limit(OTHER, BTC, Side.BUY, 47_195, 500);
        bid(47_190, 2_000);

        engine.mark(BTC, 47_200);

        assertThat(engine.count(LiquidationPurgeDecoder.TEMPLATE_ID)).isEqualTo(1);
        assertThat(cancel(0).reason()).isEqualTo(CancelReason.SELF_TRADE);
        assertThat(closing().outcome()).isEqualTo(LiquidationOutcome.REACHED);
    }

    @Test
    void shouldLeaveAForcedCloseInsideTheOracleBand()
    {
        final InstrumentTerms terms = new InstrumentTerms();
        terms.oracleBandPpm = 1_000;
        openLong(terms, 1_000, 5_000);
        bid(47_000, 2_000);

        engine.mark(BTC, 47_200);

        assertThat(engine.count(OrderFilledDecoder.TEMPLATE_ID)).isZero();
        assertThat(engine.engine().waitingAccounts()).isEqualTo(1);
    }

    @Test
    void shouldAcceptTheOwnReducingOrderOfAnAccountInDistressOnlyWhereItIsSafe()
    {
        openLong(new InstrumentTerms(), 1_000, 5_000);
        engine.mark(BTC, 47_200);

        assertThat(reduce(TimeInForce.GTC, 47_200)).isEqualTo(ResultCode.IMMEDIATE_ONLY);
        assertThat(reduce(TimeInForce.IOC, 40_000)).isEqualTo(ResultCode.LIMIT_NOT_SAFE);
        assertThat(reduce(TimeInForce.IOC, 47_190)).isEqualTo(ResultCode.ACCEPTED);
        assertThat(engine.order(TRADER, BTC, Side.BUY, OrderType.LIMIT, TimeInForce.IOC, 47_200, 1, false, false))
            .isEqualTo(ResultCode.REDUCE_ONLY_ACCOUNT);
    }

    @Test
    void shouldLiquidateAMarketMakerLikeAnyAccount()
    {
        engine.instrument(new InstrumentTerms());
        fund(500_000);
        engine.account(OTHER);
        engine.deposit(OTHER, EngineDriver.CASH, 6_000 * UNIT);
        engine.mark(BTC, 50_000);
        engine.limit(OTHER, BTC, Side.BUY, 50_000, 1_000);
        engine.limit(OTHER, BTC, Side.SELL, 50_100, 1_000);
        engine.limit(TRADER, BTC, Side.SELL, 50_000, 1_000);
        bid(46_190, 2_000);

        engine.mark(BTC, 46_200);

        assertThat(closing().accountId()).isEqualTo(OTHER);
    }

    @Test
    void shouldCountCollateralAfterItsHaircutAndLiquidateWhenItsPriceFalls()
    {
        engine.instrument(new InstrumentTerms());
        engine.collateral(GOLD, 1, 900_000);
        engine.price(GOLD, 1_000 * UNIT);
        fund(1_000);
        engine.deposit(TRADER, GOLD, 10);
        engine.mark(BTC, 50_000);
        engine.limit(MAKER, BTC, Side.SELL, 50_000, 1_000);
        assertThat(engine.limit(TRADER, BTC, Side.BUY, 50_000, 1_000)).isEqualTo(ResultCode.ACCEPTED);
        bid(49_990, 2_000);
        engine.query(TRADER);
        assertThat(reported().equityAtoms()).isEqualTo(10_000 * UNIT);

        // MM 2,500: 1,000 of cash and 10 x 166.66 x .9
        engine.price(GOLD, 166 * UNIT);

        assertThat(closing().outcome()).isEqualTo(LiquidationOutcome.REACHED);
    }

    @Test
    void shouldServeTheLowestHealthFirst()
    {
        engine.instrument(new InstrumentTerms());
        fund(5_000);
        engine.account(OTHER);
        engine.deposit(OTHER, EngineDriver.CASH, 4_500 * UNIT);
        engine.mark(BTC, 50_000);
        engine.limit(MAKER, BTC, Side.SELL, 50_000, 2_000);
        engine.limit(TRADER, BTC, Side.BUY, 50_000, 1_000);
        engine.limit(OTHER, BTC, Side.BUY, 50_000, 1_000);
        bid(47_190, 4_000);

        engine.mark(BTC, 47_200);

        assertThat(engine.count(LiquidationClosedDecoder.TEMPLATE_ID)).isEqualTo(2);
        assertThat(closing().accountId()).isEqualTo(OTHER);
    }

    @Test
    void shouldLeaveWorkForAContinueBeyondTheStepsOfOneCommand()
    {
        try (EngineDriver small = new EngineDriver(EngineDriver.builder().liquidationStepsPerCommand(2).build()))
        {
            small.instrument(new InstrumentTerms());
            small.account(MAKER);
            small.deposit(MAKER, EngineDriver.CASH, 100_000_000 * UNIT);
            small.mark(BTC, 50_000);
            small.limit(MAKER, BTC, Side.SELL, 50_000, 5_000);
            for (long account = 10; account < 15; account++)
            {
                small.account(account);
                small.deposit(account, EngineDriver.CASH, 5_000 * UNIT);
                small.limit(account, BTC, Side.BUY, 50_000, 1_000);
            }
            small.limit(MAKER, BTC, Side.BUY, 47_190, 10_000);

            small.mark(BTC, 47_200);
            assertThat(small.count(LiquidationClosedDecoder.TEMPLATE_ID)).isEqualTo(2);
            assertThat(small.engine().workLeft()).isTrue();
            small.proceed();
            small.proceed();

            assertThat(small.count(LiquidationClosedDecoder.TEMPLATE_ID)).isEqualTo(1);
            assertThat(small.engine().workLeft()).isFalse();
        }
    }

    private int reduce(final TimeInForce timeInForce, final long ticks)
    {
        return engine.order(TRADER, BTC, Side.SELL, OrderType.LIMIT, timeInForce, ticks, 100, false, false);
    }

    /** A long of the given lots at 50,000, worth .001 each, with that much cash. */
    private void openLong(final InstrumentTerms terms, final long lots, final long cash)
    {
        assertThat(engine.instrument(terms)).isEqualTo(ResultCode.ACCEPTED);
        fund(cash);
        engine.mark(BTC, 50_000);
        engine.limit(MAKER, BTC, Side.SELL, 50_000, lots);
        assertThat(engine.limit(TRADER, BTC, Side.BUY, 50_000, lots)).isEqualTo(ResultCode.ACCEPTED);
    }

    private void fund(final long cash)
    {
        engine.account(TRADER);
        engine.account(MAKER);
        engine.deposit(MAKER, EngineDriver.CASH, 100_000_000 * UNIT);
        engine.deposit(TRADER, EngineDriver.CASH, cash * UNIT);
    }

    private void bid(final long ticks, final long lots)
    {
        assertThat(engine.limit(MAKER, BTC, Side.BUY, ticks, lots)).isEqualTo(ResultCode.ACCEPTED);
    }

    private AccountStateChangedDecoder stateChange(final int nth)
    {
        return change.wrapAndApplyHeader(
            engine.effects(), engine.find(AccountStateChangedDecoder.TEMPLATE_ID, nth), engine.header());
    }

    private LiquidationClosedDecoder closing()
    {
        return closed.wrapAndApplyHeader(
            engine.effects(), engine.find(LiquidationClosedDecoder.TEMPLATE_ID, 0), engine.header());
    }

    private LiquidationOrderDecoder liquidationOrder()
    {
        return order.wrapAndApplyHeader(
            engine.effects(), engine.find(LiquidationOrderDecoder.TEMPLATE_ID, 0), engine.header());
    }

    private OrderCancelledDecoder cancel(final int nth)
    {
        return cancelled.wrapAndApplyHeader(
            engine.effects(), engine.find(OrderCancelledDecoder.TEMPLATE_ID, nth), engine.header());
    }

    private AccountReportDecoder reported()
    {
        return report.wrapAndApplyHeader(
            engine.effects(), engine.find(AccountReportDecoder.TEMPLATE_ID, 0), engine.header());
    }
}
