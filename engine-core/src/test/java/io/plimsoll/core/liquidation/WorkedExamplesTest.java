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
import io.plimsoll.core.codec.generated.LiquidationClosedDecoder;
import io.plimsoll.core.codec.generated.LiquidationOutcome;
import io.plimsoll.core.codec.generated.LiquidationPieceDecoder;
import io.plimsoll.core.codec.generated.Side;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.math.BigInteger;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The worked examples 1 to 5, 13, 17 and 17b of the margin model, section 18, with atoms of 10^-9 so that nothing
 * rounds: the engine must give their rationals to the last digit.
 */
class WorkedExamplesTest
{
    private static final int BTC = 10;
    private static final int ETH = 11;
    private static final int SOL = 12;
    private static final long TRADER = 1;
    private static final long MAKER = 2;

    private final EngineDriver engine = new EngineDriver(EngineDriver.smallLimits());
    private final LiquidationClosedDecoder closed = new LiquidationClosedDecoder();
    private final LiquidationPieceDecoder piece = new LiquidationPieceDecoder();

    @AfterEach
    void close()
    {
        engine.close();
    }

    @Test
    void shouldSizeExample1AtFlatCost()
    {
        longBitcoin(btc(1_100_000, 0, 50_000, 5_000), 10_000, "24000", new long[][]{{49_900, 10_000}});

        assertClosed("23447.3237", "21315", 1_474, LiquidationOutcome.REACHED);
        assertFeeAndPenalty("36.7763", "368.5");
    }

    @Test
    void shouldWalkTheRealBookInExample2()
    {
        longBitcoin(btc(1_100_000, 0, 50_000, 5_000), 10_000, "24000",
            new long[][]{{49_990, 400}, {49_950, 600}, {49_900, 1_000}, {49_800, 2_000}});

        assertClosed("23523.7893", "21385", 1_446, LiquidationOutcome.REACHED);
        assertFeeAndPenalty("36.1107", "361.5");
        assertPieces(new long[][]{{49_990, 400}, {49_950, 600}, {49_900, 446}});
        // p0 = 50,000 * (1 - .96 * .05) / (1 - .0005) = 95200000/1999
        assertZeroRatios(48_000_000, 48_000_000, 48_000_000);
    }

    @Test
    void shouldUseMarginalRatesAcrossBracketsInExample3()
    {
        longBitcoin(threeBrackets(), 16_000, "16000",
            new long[][]{{49_990, 3_000}, {49_950, 3_000}, {49_900, 4_000}, {49_800, 6_000}});

        assertClosed("13238.7142", "11032", 8_484, LiquidationOutcome.REACHED);
        assertFeeAndPenalty("211.8858", "2121");
        // p0 = 96800000/1999 at 8 % and 98400000/1999 at 4 %
        assertZeroRatios(32_000_000, 32_000_000, 16_000_000);
    }

    @Test
    void shouldStayInTheTopBracketInExample3b()
    {
        longBitcoin(threeBrackets(), 16_000, "36000",
            new long[][]{{49_980, 3_000}, {49_900, 3_000}, {49_750, 4_000}, {49_500, 6_000}});

        assertClosed("35214.14664", "29344", 2_664, LiquidationOutcome.REACHED);
        assertFeeAndPenalty("66.57336", "666");
        assertPieces(new long[][]{{49_980, 2_664}});
        // p0 = 92800000/1999
        assertZeroRatios(72_000_000);
    }

    @Test
    void shouldBuyBackAShortInExample4()
    {
        final InstrumentTerms terms = btc(1_100_000, 0, 30_000, 3_000);
        terms.instrumentId = ETH;
        terms.contractFactorAtoms = 5_000_000;
        engine.instrument(terms);
        fund("9200");
        engine.mark(ETH, 5_800);
        engine.limit(MAKER, ETH, Side.BUY, 5_800, 5_000);
        engine.limit(TRADER, ETH, Side.SELL, 5_800, 5_000);
        sell(ETH, new long[][]{{6_002, 600}, {6_007, 900}, {6_016, 1_500}, {6_040, 2_000}});

        engine.mark(ETH, 6_000);

        assertClosed("4093.8923625", "3721.5", 865, LiquidationOutcome.REACHED);
        assertFeeAndPenalty("12.9826375", "77.85");
        // p0 = 3,000 * (1 + 14/15 * .03) / (1 + .0005) = 2056000/667
        assertZeroRatios(28_000_000, 28_000_000);
    }

    @Test
    void shouldFreeRequirementAtLeastCostOverThreePositionsInExample5()
    {
        openExample5();
        bookOf(BTC);
        bookOf(ETH);
        bookOf(SOL);

        engine.mark(BTC, 50_000);

        readClosed();
        assertThat(closed.equityAtoms()).isEqualTo(atoms("38025.76165"));
        assertThat(maintenance()).isEqualTo(maintenance("34566"));
        assertThat(closed.closedNotionalAtoms()).isEqualTo(atoms("123550"));
        assertThat(atoms("38700") - closed.equityAtoms()).isEqualTo(atoms("674.23835"));
        assertThat(lotsOf(BTC)).isEqualTo(500);
        assertThat(lotsOf(ETH)).isEqualTo(500);
        assertThat(lotsOf(SOL)).isEqualTo(557);
    }

    private void openExample5()
    {
        list(BTC, 1_000_000, 40_000);
        list(ETH, 10_000_000, 50_000);
        list(SOL, 100_000_000, 80_000);
        fund("88700");
        open(BTC, Side.BUY, 60_000, 5_000);
        open(ETH, Side.BUY, 3_000, 6_000);
        open(SOL, Side.SELL, 1_500, 2_000);
    }

    private void bookOf(final int instrumentId)
    {
        switch (instrumentId)
        {
            case BTC -> buy(BTC, new long[][]{{49_995, 500}, {49_980, 1_000}, {49_950, 2_000}, {49_850, 3_000}});
            case ETH -> buy(ETH, new long[][]{{2_999, 500}, {2_996, 1_500}, {2_990, 3_000}});
            default -> sell(SOL, new long[][]{{1_501, 200}, {1_506, 400}, {1_515, 600}, {1_540, 1_000}});
        }
    }

    @ParameterizedTest
    @CsvSource({"12, 713, 804.03975, REACHED", "10, 4372, 1018.27335, REACHED", "11, 5000, , UNREACHED"})
    void shouldCloseASingleLegWhereOnlyItsBookHasOrdersInExample5(
        final int instrumentId, final long lots, final String cost, final LiquidationOutcome outcome)
    {
        openExample5();
        bookOf(instrumentId);

        engine.mark(BTC, 50_000);

        readClosed();
        assertThat(closed.outcome()).isEqualTo(outcome);
        assertThat(lotsOf(instrumentId)).isEqualTo(lots);
        if (cost != null)
        {
            assertThat(atoms("38700") - closed.equityAtoms()).isEqualTo(atoms(cost));
        }
    }

    @Test
    void shouldStopAtTheZeroPriceAndCapThePenaltyInExample13()
    {
        longBitcoin(btc(1_100_000, 0, 50_000, 5_000), 10_000, "2000",
            new long[][]{{49_990, 400}, {49_950, 600}, {49_900, 1_000}, {49_800, 2_000}});

        assertClosed("1708.0335", "20000", 2_000, LiquidationOutcome.UNREACHED);
        assertFeeAndPenalty("49.933", "108.0335");
        // p0 = 99600000/1999
        assertZeroRatios(4_000_000, 4_000_000, 4_000_000);
    }

    @Test
    void shouldDoNothingAtTheBoundaryInExample17b()
    {
        longBitcoin(btc(1_100_000, 0, 50_000, 5_000), 10_000, "25000", new long[][]{{49_990, 400}});

        assertThat(engine.count(LiquidationClosedDecoder.TEMPLATE_ID)).isZero();
    }

    @Test
    void shouldLiquidateExample17AtItsExactLiquidationPrice()
    {
        final InstrumentTerms terms = threeBrackets();
        terms.subTicksPerTick = 100_000;
        terms.minMarkSubTicks = 100_000;
        terms.maxMarkSubTicks = 100_000L * 100_000;
        assertThat(engine.instrument(terms)).isEqualTo(ResultCode.ACCEPTED);
        fund("92000");
        engine.mark(BTC, 52_000L * 100_000);
        engine.limit(MAKER, BTC, Side.SELL, 52_000, 16_000);
        assertThat(engine.limit(TRADER, BTC, Side.BUY, 52_000, 16_000)).isEqualTo(ResultCode.ACCEPTED);
        engine.mark(BTC, 50_000L * 100_000);

        // 1118750/23 = 48,641.30434782...
        engine.mark(BTC, 4_864_130_435L);
        assertThat(engine.engine().waitingAccounts()).isZero();
        engine.mark(BTC, 4_864_130_434L);
        assertThat(engine.engine().waitingAccounts()).isEqualTo(1);
    }

    private static InstrumentTerms btc(final int thetaPpm, final long... brackets)
    {
        final InstrumentTerms terms = new InstrumentTerms();
        terms.thetaPpm = thetaPpm;
        terms.brackets = brackets;
        return terms;
    }

    private static InstrumentTerms threeBrackets()
    {
        return btc(1_200_000,
            0, 20_000, 5_000, atoms("200000"), 40_000, 5_000, atoms("500000"), 80_000, 5_000);
    }

    private void list(final int instrumentId, final long contractFactorAtoms, final long ratePpm)
    {
        final InstrumentTerms terms = btc(1_100_000, 0, ratePpm, 3_000);
        terms.instrumentId = instrumentId;
        terms.contractFactorAtoms = contractFactorAtoms;
        assertThat(engine.instrument(terms)).isEqualTo(ResultCode.ACCEPTED);
    }

    /** A long that is worth the given equity when the mark falls from where it was opened to 50,000. */
    private void longBitcoin(final InstrumentTerms terms, final long lots, final String equity, final long[][] bids)
    {
        assertThat(engine.instrument(terms)).isEqualTo(ResultCode.ACCEPTED);
        final long openTicks = 60_000;
        final BigDecimal lost = BigDecimal.valueOf(lots * (openTicks - 50_000)).movePointLeft(3);
        fund(new BigDecimal(equity).add(lost).toPlainString());
        open(BTC, Side.BUY, openTicks, lots);
        buy(BTC, bids);
        engine.mark(BTC, 50_000);
    }

    private void fund(final String amount)
    {
        engine.account(TRADER);
        engine.account(MAKER);
        engine.deposit(MAKER, EngineDriver.CASH, atoms("100000000"));
        engine.deposit(TRADER, EngineDriver.CASH, atoms(amount));
    }

    private void open(final int instrumentId, final Side side, final long ticks, final long lots)
    {
        engine.mark(instrumentId, ticks);
        final Side other = side == Side.BUY ? Side.SELL : Side.BUY;
        assertThat(engine.limit(MAKER, instrumentId, other, ticks, lots)).isEqualTo(ResultCode.ACCEPTED);
        assertThat(engine.limit(TRADER, instrumentId, side, ticks, lots)).isEqualTo(ResultCode.ACCEPTED);
    }

    private void buy(final int instrumentId, final long[][] levels)
    {
        for (final long[] level : levels)
        {
            assertThat(engine.limit(MAKER, instrumentId, Side.BUY, level[0], level[1])).isEqualTo(ResultCode.ACCEPTED);
        }
    }

    private void sell(final int instrumentId, final long[][] levels)
    {
        for (final long[] level : levels)
        {
            assertThat(engine.limit(MAKER, instrumentId, Side.SELL, level[0], level[1]))
                .isEqualTo(ResultCode.ACCEPTED);
        }
    }

    private void readClosed()
    {
        final int at = engine.find(LiquidationClosedDecoder.TEMPLATE_ID, 0);
        assertThat(at).as("a liquidation").isNotNegative();
        closed.wrapAndApplyHeader(engine.effects(), at, engine.header());
    }

    private void assertClosed(
        final String equity, final String maintenance, final long lots, final LiquidationOutcome outcome)
    {
        readClosed();
        long sum = 0;
        for (int nth = 0; nth < engine.count(LiquidationPieceDecoder.TEMPLATE_ID); nth++)
        {
            readPiece(nth);
            sum += piece.quantityLots();
        }
        assertThat(sum).as("lots").isEqualTo(lots);
        assertThat(closed.equityAtoms()).as("equity").isEqualTo(atoms(equity));
        assertThat(maintenance()).as("maintenance").isEqualTo(maintenance(maintenance));
        assertThat(closed.outcome()).isEqualTo(outcome);
    }

    private void assertFeeAndPenalty(final String fee, final String penalty)
    {
        assertThat(closed.feeAtoms()).as("fee").isEqualTo(atoms(fee));
        assertThat(closed.penaltyAtoms()).as("penalty").isEqualTo(atoms(penalty));
    }

    /** Each piece's share of its value that it may cost, in 10^-9: h0 * r, from which its zero price follows. */
    private void assertZeroRatios(final long... ratios)
    {
        assertThat(engine.count(LiquidationPieceDecoder.TEMPLATE_ID)).isEqualTo(ratios.length);
        for (int nth = 0; nth < ratios.length; nth++)
        {
            readPiece(nth);
            assertThat(piece.zeroPriceRatio()).isEqualTo(ratios[nth]);
        }
    }

    private void assertPieces(final long[][] expected)
    {
        assertThat(engine.count(LiquidationPieceDecoder.TEMPLATE_ID)).isEqualTo(expected.length);
        for (int nth = 0; nth < expected.length; nth++)
        {
            readPiece(nth);
            assertThat(new long[]{piece.priceTicks(), piece.quantityLots()}).isEqualTo(expected[nth]);
        }
    }

    private long lotsOf(final int instrumentId)
    {
        long lots = 0;
        for (int nth = 0; nth < engine.count(LiquidationPieceDecoder.TEMPLATE_ID); nth++)
        {
            readPiece(nth);
            lots += piece.instrumentId() == instrumentId ? piece.quantityLots() : 0;
        }
        return lots;
    }

    private void readPiece(final int nth)
    {
        piece.wrapAndApplyHeader(
            engine.effects(), engine.find(LiquidationPieceDecoder.TEMPLATE_ID, nth), engine.header());
    }

    private static long atoms(final String quote)
    {
        return new BigDecimal(quote).movePointRight(9).longValueExact();
    }

    /** M in ppm x atoms. */
    private static BigInteger maintenance(final String quote)
    {
        return new BigDecimal(quote).movePointRight(15).toBigIntegerExact();
    }

    private BigInteger maintenance()
    {
        return BigInteger.valueOf(closed.maintenanceHigh()).shiftLeft(64)
            .add(new BigInteger(Long.toUnsignedString(closed.maintenanceLow())));
    }
}
