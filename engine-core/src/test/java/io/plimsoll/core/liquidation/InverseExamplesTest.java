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

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.EngineDriver;
import io.plimsoll.core.EngineState;
import io.plimsoll.core.InstrumentTerms;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.AccountStateChangedDecoder;
import io.plimsoll.core.codec.generated.LiquidationClosedDecoder;
import io.plimsoll.core.codec.generated.LiquidationOutcome;
import io.plimsoll.core.codec.generated.LiquidationPieceDecoder;
import io.plimsoll.core.codec.generated.LiquidationPriceDecoder;
import io.plimsoll.core.codec.generated.Side;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Worked examples of inverse contracts with brackets, by numbers of their own: coins are worth 5 each and weigh 80 %, a
 * lot is worth 4,000,000 coins over its price, requirements are 5 % up to 30,000 coins and 10 % above, the target is
 * 1.1.
 */
class InverseExamplesTest
{
    private static final int COIN = 2;
    private static final int CONTRACT = 10;
    private static final long TRADER = 1;
    private static final long MAKER = 2;

    private final EngineDriver engine = new EngineDriver(EngineDriver.smallLimits());

    @AfterEach
    void close()
    {
        new EngineState(engine.engine()).checkConservation();
        engine.close();
    }

    /** Ten lots from 1,000, that is 40,000 coins. */
    private void open(final Side side, final long coins)
    {
        engine.collateral(COIN, 100, 800_000);
        engine.price(COIN, 500);
        final InstrumentTerms terms = new InstrumentTerms();
        terms.inverse = true;
        terms.instrumentId = CONTRACT;
        terms.settlementAssetId = COIN;
        terms.contractFactorAtoms = 4_000_000;
        terms.maxPositionLots = 100;
        terms.minMarkSubTicks = 500;
        terms.maxMarkSubTicks = 2_500;
        terms.oracleBandPpm = 100_000;
        terms.liquidationFeePpm = 0;
        terms.brackets = new long[]{0, 50_000, 0, 30_000, 100_000, 0};
        assertThat(engine.instrument(terms)).isEqualTo(ResultCode.ACCEPTED);
        engine.account(TRADER);
        engine.account(MAKER);
        engine.deposit(TRADER, COIN, coins);
        engine.deposit(MAKER, COIN, 1_000_000);
        engine.mark(CONTRACT, 1_000);
        engine.limit(MAKER, CONTRACT, side == Side.BUY ? Side.SELL : Side.BUY, 1_000, 10);
        assertThat(engine.limit(TRADER, CONTRACT, side, 1_000, 10)).isEqualTo(ResultCode.ACCEPTED);
    }

    private LiquidationClosedDecoder closed()
    {
        return new LiquidationClosedDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(LiquidationClosedDecoder.TEMPLATE_ID, 0), engine.header());
    }

    /** Price, lots, bracket and zero price ratio. */
    private long[] piece(final int nth)
    {
        final LiquidationPieceDecoder piece = new LiquidationPieceDecoder().wrapAndApplyHeader(engine.effects(),
            engine.find(LiquidationPieceDecoder.TEMPLATE_ID, nth), engine.header());
        return new long[]{piece.priceTicks(), piece.quantityLots(), piece.bracketIndex(), piece.zeroPriceRatio()};
    }

    /**
     * At 800 the ten lots take 50,000 coins to be rid of: 2,000 of 12,000 are left, E = 8,000; MM = 3,500 coins,
     * 17,500; need 19,250 - 8,000 = 11,250. At 790 a lot costs 5,063.29, 63.29 above the mark. Four lots stay above
     * 30,000 coins: they free 2,000 coins, 11,000 at the target, and cost 20,253 - 20,000 = 253, 1,012 at their weight.
     * Of the 1,262 that are missing a lot of the lower bracket gives 1,375 - 252 = 1,123, and two give 2,246.
     */
    @Test
    void shouldCloseTheLeastOfALongAcrossABracket()
    {
        open(Side.BUY, 12_000);
        engine.limit(MAKER, CONTRACT, Side.BUY, 790, 50);

        engine.mark(CONTRACT, 800);

        // h0 = 8,000 / 17,500: of a lot's value 4.57 % at 10 %, 2.28 % at 5 %.
        assertThat(engine.count(LiquidationPieceDecoder.TEMPLATE_ID)).isEqualTo(2);
        assertThat(piece(0)).containsExactly(790, 4, 1, 45_714_285);
        assertThat(piece(1)).containsExactly(790, 2, 0, 22_857_142);
        // 30,379 - 30,000 coins lost: 1,621 x 4 are left, four lots require 1,000 coins, 5,500 at the target.
        assertThat(closed().outcome()).isEqualTo(LiquidationOutcome.REACHED);
        assertThat(closed().equityAtoms()).isEqualTo(1_621 * 4);
        assertThat(closed().maintenanceLow()).isEqualTo(5_000_000_000L);
        assertThat(closed().closedNotionalAtoms()).isEqualTo(30_000 * 5);
    }

    /**
     * At 1,250 the ten lots are worth 32,000 coins: 8,000 of 9,500 are lost, E = 6,000; MM = 1,700 coins, 8,500; need
     * 9,350 - 6,000 = 3,350. Nine lots and a part are 30,000 coins: no whole lot leaves the position above, the first
     * goes alone, frees 1,700 - 1,440 coins, 1,430 at the target, and costs 3,200 - 3,149, 204. Each of the others
     * frees 160 coins, 880, and costs 51 or so, 204 to 208: three more bring 2,024, and 1,226 + 2,024 = 3,250 are not
     * enough, the fourth makes it.
     */
    @Test
    void shouldCloseTheLeastOfAShortWithALotAcrossTheEdge()
    {
        open(Side.SELL, 9_500);
        engine.limit(MAKER, CONTRACT, Side.SELL, 1_270, 50);

        engine.mark(CONTRACT, 1_250);

        assertThat(engine.count(LiquidationPieceDecoder.TEMPLATE_ID)).isEqualTo(2);
        assertThat(piece(0)).containsExactly(1_270, 1, 0, 35_294_117);
        assertThat(piece(1)).containsExactly(1_270, 4, 0, 35_294_117);
        // 5 lots at 1,270 are 15,748 coins, 252 less than 16,000.
        assertThat(closed().equityAtoms()).isEqualTo((1_500 - 252) * 4);
        assertThat(closed().maintenanceLow()).isEqualTo(800 * 5 * 1_000_000L);
        assertThat(closed().outcome()).isEqualTo(LiquidationOutcome.REACHED);
    }

    /**
     * E - MM = 4 (52,000 - N) - 5 (N / 10 - 1,500) = 215,500 - 4.5 N is zero at 47,888.9 coins: 47,847 at 836 are not
     * too many, 47,905 at 835 are. The zero price of the same position at 800, z = 4.571 %, is 800 / 1.04571 = 765.03.
     */
    @Test
    void shouldTellThePriceAtWhichALongIsLiquidated()
    {
        open(Side.BUY, 12_000);

        engine.whatIf(1, TRADER, whatIf ->
        {
            whatIf.pricesCount(0);
            whatIf.transfersCount(0);
            whatIf.tradesCount(0);
        });

        assertThat(new LiquidationPriceDecoder().wrapAndApplyHeader(engine.effects(),
            engine.find(LiquidationPriceDecoder.TEMPLATE_ID, 0), engine.header()).inForceSubTicks()).isEqualTo(836);
    }

    @Test
    void shouldNotSellBelowTheZeroPrice()
    {
        open(Side.BUY, 12_000);
        engine.limit(MAKER, CONTRACT, Side.BUY, 765, 50);

        engine.mark(CONTRACT, 800);

        assertThat(engine.count(AccountStateChangedDecoder.TEMPLATE_ID)).isEqualTo(1);
        assertThat(engine.count(LiquidationPieceDecoder.TEMPLATE_ID)).isZero();
    }

    @Test
    void shouldSellAtTheZeroPrice()
    {
        open(Side.BUY, 12_000);
        engine.limit(MAKER, CONTRACT, Side.BUY, 766, 50);

        engine.mark(CONTRACT, 800);

        assertThat(piece(0)[0]).isEqualTo(766);
        assertThat(closed().equityAtoms()).isGreaterThan(0);
    }
}
