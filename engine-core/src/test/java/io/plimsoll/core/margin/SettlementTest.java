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
package io.plimsoll.core.margin;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.EngineDriver;
import io.plimsoll.core.EngineState;
import io.plimsoll.core.InstrumentTerms;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.AccountReportDecoder;
import io.plimsoll.core.codec.generated.BalanceReportDecoder;
import io.plimsoll.core.codec.generated.LiquidationClosedDecoder;
import io.plimsoll.core.codec.generated.LiquidationOutcome;
import io.plimsoll.core.codec.generated.LiquidationPieceDecoder;
import io.plimsoll.core.codec.generated.Side;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.function.Consumer;

/**
 * An instrument that settles in a collateral asset of which one atom is worth 5 reference atoms and counts for 80 %. A
 * lot is worth its mark in atoms of the asset.
 */
class SettlementTest
{
    private static final int COIN = 2;
    private static final int PERP = 30;
    private static final long ANNA = 1;
    private static final long BEN = 2;
    private static final long CARL = 3;

    private final EngineDriver engine = new EngineDriver(EngineDriver.smallLimits());

    @BeforeEach
    void list()
    {
        engine.collateral(COIN, 100, 800_000);
        engine.price(COIN, 500);
        for (final long account : new long[]{ANNA, BEN, CARL})
        {
            engine.account(account);
        }
        engine.deposit(BEN, COIN, 1_000_000);
        engine.deposit(CARL, COIN, 1_000_000);
    }

    @AfterEach
    void close()
    {
        new EngineState(engine.engine()).checkConservation();
        engine.close();
    }

    private static InstrumentTerms terms(final Consumer<InstrumentTerms> changes)
    {
        final InstrumentTerms terms = new InstrumentTerms();
        terms.instrumentId = PERP;
        terms.settlementAssetId = COIN;
        terms.contractFactorAtoms = 1;
        terms.maxPositionLots = 100;
        terms.minMarkSubTicks = 400;
        terms.oracleBandPpm = 100_000;
        terms.liquidationFeePpm = 0;
        terms.brackets = new long[]{0, 50_000, 0};
        changes.accept(terms);
        return terms;
    }

    private static void unchanged(final InstrumentTerms terms)
    {
        assertThat(terms).isNotNull();
    }

    /** ANNA has 2,000 coins and is long ten lots from 1,000. */
    private void openLong(final Consumer<InstrumentTerms> changes)
    {
        assertThat(engine.instrument(terms(changes))).isEqualTo(ResultCode.ACCEPTED);
        engine.mark(PERP, 1_000);
        engine.deposit(ANNA, COIN, 2_000);
        engine.limit(BEN, PERP, Side.SELL, 1_000, 10);
        assertThat(engine.limit(ANNA, PERP, Side.BUY, 1_000, 10)).isEqualTo(ResultCode.ACCEPTED);
    }

    private AccountReportDecoder report()
    {
        engine.query(ANNA);
        return new AccountReportDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(AccountReportDecoder.TEMPLATE_ID, 0), engine.header());
    }

    private BalanceReportDecoder balance()
    {
        engine.query(ANNA);
        return new BalanceReportDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(BalanceReportDecoder.TEMPLATE_ID, 0), engine.header());
    }

    private void refused(final int code, final long limit, final long actual, final int found)
    {
        assertThat(ResultCode.name(found)).isEqualTo(ResultCode.name(code));
        assertThat(engine.rejection().limitValue()).isEqualTo(limit);
        assertThat(engine.rejection().actualValue()).isEqualTo(actual);
    }

    @Test
    void shouldCountTheNetOfTheAssetByItsWeightAndTheRequirementAtItsPrice()
    {
        openLong(terms -> terms.takerFeePpm = 1_000);

        // Ten lots of 1,000: a fee of 10 coins. IM = 1.6 x 500 coins x 5.
        assertThat(balance().balanceAtoms()).isEqualTo(1_990);
        assertThat(report().equityAtoms()).isEqualTo(1_990 * 5 * 8 / 10);
        assertThat(report().initialAtoms()).isEqualTo(4_000);

        // 1,000 coins gained: 2,990 x 5 at 80 %. MM = 5 % of 11,000 coins x 5.
        engine.mark(PERP, 1_100);
        assertThat(report().equityAtoms()).isEqualTo(11_960);
        assertThat(report().maintenanceAtoms()).isEqualTo(2_750);
        assertThat(report().notionalAtoms()).isEqualTo(55_000);
        assertThat(balance().valueAtoms()).isEqualTo(11_960);
    }

    @Test
    void shouldCountWhatIsOwedInFull()
    {
        openLong(SettlementTest::unchanged);
        engine.deposit(ANNA, EngineDriver.CASH, 10_000);

        // 3,000 coins lost of 2,000: the 1,000 that are owed count at 100 %.
        engine.mark(PERP, 700);
        assertThat(report().equityAtoms()).isEqualTo(10_000 - 5_000);

        // Their price rises: 1,000 coins x 6 are owed now.
        engine.price(COIN, 600);
        assertThat(report().equityAtoms()).isEqualTo(10_000 - 6_000);
    }

    @Test
    void shouldLetTheBalanceFallBelowZeroAndTakeADepositAgainstIt()
    {
        openLong(SettlementTest::unchanged);
        engine.deposit(ANNA, EngineDriver.CASH, 20_000);
        engine.mark(PERP, 750);
        engine.limit(CARL, PERP, Side.BUY, 750, 10);
        assertThat(engine.limit(ANNA, PERP, Side.SELL, 750, 10)).isEqualTo(ResultCode.ACCEPTED);

        // 2,500 coins lost of 2,000.
        assertThat(balance().balanceAtoms()).isEqualTo(-500);
        assertThat(report().equityAtoms()).isEqualTo(20_000 - 2_500);
        refused(ResultCode.INSUFFICIENT_BALANCE, 1, -500, engine.withdraw(ANNA, COIN, 1));
        assertThat(engine.withdraw(ANNA, EngineDriver.CASH, 17_500)).isEqualTo(ResultCode.ACCEPTED);
        refused(ResultCode.INSUFFICIENT_MARGIN, 0, -1, engine.withdraw(ANNA, EngineDriver.CASH, 1));

        engine.deposit(ANNA, COIN, 500);
        assertThat(report().equityAtoms()).isEqualTo(2_500);
    }

    @Test
    void shouldNotLetUnrealisedProfitBeWithdrawn()
    {
        openLong(SettlementTest::unchanged);
        engine.mark(PERP, 1_500);

        refused(ResultCode.INSUFFICIENT_BALANCE, 2_001, 2_000, engine.withdraw(ANNA, COIN, 2_001));
        assertThat(engine.withdraw(ANNA, COIN, 2_000)).isEqualTo(ResultCode.ACCEPTED);
    }

    @Test
    void shouldLiquidateAcrossTheEdgeAtWhichTheNetIsUsedUp()
    {
        openLong(SettlementTest::unchanged);
        engine.deposit(ANNA, EngineDriver.CASH, 720);
        engine.limit(CARL, PERP, Side.BUY, 790, 100);

        // Net 2,000 - 1,800 = 200 coins, worth 800: E 1,520 against MM 2,050, need 1.1 x 2,050 - 1,520 = 735. A lot
        // frees 225.5 and costs 30 coins: 120 while the net lasts, 150 once it is owed. Six lots free 633, the seventh,
        // of which 20 coins are left, 95.5, the eighth 75.5: 728.5 with seven, 804 with eight.
        engine.mark(PERP, 820);

        final LiquidationClosedDecoder closed = new LiquidationClosedDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(LiquidationClosedDecoder.TEMPLATE_ID, 0), engine.header());
        assertThat(closed.outcome()).isEqualTo(LiquidationOutcome.REACHED);
        assertThat(closed.equityAtoms()).isEqualTo(720 - 200);
        assertThat(closed.closedNotionalAtoms()).isEqualTo(8 * 820 * 5);
        assertThat(new long[]{lots(0), lots(1), lots(2)}).containsExactly(6, 1, 1);
    }

    private long lots(final int piece)
    {
        return new LiquidationPieceDecoder().wrapAndApplyHeader(engine.effects(),
            engine.find(LiquidationPieceDecoder.TEMPLATE_ID, piece), engine.header()).quantityLots();
    }

    @Test
    void shouldRefuseWhatCouldNotSettleWithItsNumbers()
    {
        engine.collateral(3, 1, 60_000);
        refused(ResultCode.UNKNOWN_ASSET, 0, 9, engine.instrument(terms(terms -> terms.settlementAssetId = 9)));
        refused(ResultCode.MARK_MISSING, 0, 3, engine.instrument(terms(terms -> terms.settlementAssetId = 3)));
        engine.price(3, 1);
        // A gain counts for 6 %: what 4.6153 % of it require under the highest line is just less.
        refused(ResultCode.RATE_TOO_HIGH, 46_153, 50_000, engine.instrument(terms(terms ->
        {
            terms.settlementAssetId = 3;
            terms.maxPositionLots = 1;
        })));
        // 2,000 lots x 100,000 = 2 x 10^8 coins, at up to 2^40 for a hundred.
        refused(ResultCode.LISTING_OVERFLOW, 1L << 60, 2_000_000 * (1L << 40),
            engine.instrument(terms(terms -> terms.maxPositionLots = 2_000)));
        // A lot of 400 coins is worth 4 at this price: the least gain, 0.1 x 5 %, is below two atoms.
        engine.price(COIN, 1);
        refused(ResultCode.LOT_VALUE_TOO_SMALL, 2, 0, engine.instrument(terms(SettlementTest::unchanged)));
    }

    @Test
    void shouldKeepTheWeightsOfAnAssetInWhichSomethingSettles()
    {
        engine.collateral(3, 100, 800_000);
        engine.price(3, 500);
        assertThat(engine.instrument(terms(terms -> terms.settlementAssetId = 3))).isEqualTo(ResultCode.ACCEPTED);

        refused(ResultCode.ASSET_IN_USE, 0, PERP, engine.bands(3, 0, 700_000));
    }

    @Test
    void shouldTakeNoMoreRiskWithTooLargeABalance()
    {
        openLong(SettlementTest::unchanged);
        engine.deposit(CARL, COIN, 48_576);
        engine.limit(ANNA, PERP, Side.SELL, 1_000, 1);
        engine.limit(CARL, PERP, Side.BUY, 1_000, 1);
        engine.mark(PERP, 1_001);
        engine.limit(BEN, PERP, Side.BUY, 1_001, 1);
        engine.limit(CARL, PERP, Side.SELL, 1_001, 1);

        refused(ResultCode.BALANCE_LIMIT, 1L << 20, (1L << 20) + 1, engine.limit(CARL, PERP, Side.BUY, 1_000, 1));
    }
}
