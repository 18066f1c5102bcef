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
import io.plimsoll.core.codec.generated.FundingAppliedDecoder;
import io.plimsoll.core.codec.generated.PositionReportDecoder;
import io.plimsoll.core.codec.generated.PositionSettledDecoder;
import io.plimsoll.core.codec.generated.Side;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.function.Consumer;

/**
 * Inverse contracts settled in coins worth 5 each, weighed at 80 %: a lot is worth 4,000,000 coins over its price.
 */
class InverseTest
{
    private static final int COIN = 2;
    private static final int CONTRACT = 10;
    private static final long ANNA = 1;
    private static final long BEN = 2;
    private static final long CARL = 3;
    private static final long EXPIRY_NS = 2_000_000_000L;
    private static final long HOUR_NS = 3_600_000_000_000L;

    private final EngineDriver engine = new EngineDriver(EngineDriver.smallLimits());

    @BeforeEach
    void open()
    {
        engine.collateral(COIN, 100, 800_000);
        engine.price(COIN, 500);
        for (final long account : new long[]{ANNA, BEN, CARL})
        {
            engine.account(account);
        }
        engine.deposit(ANNA, COIN, 12_000);
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
        terms.inverse = true;
        terms.instrumentId = CONTRACT;
        terms.settlementAssetId = COIN;
        terms.contractFactorAtoms = 4_000_000;
        terms.maxPositionLots = 100;
        terms.minMarkSubTicks = 500;
        terms.maxMarkSubTicks = 2_500;
        terms.liquidationFeePpm = 0;
        terms.brackets = new long[]{0, 50_000, 0};
        changes.accept(terms);
        return terms;
    }

    private static void unchanged(final InstrumentTerms terms)
    {
        assertThat(terms).isNotNull();
    }

    private void list(final Consumer<InstrumentTerms> changes)
    {
        assertThat(engine.instrument(terms(changes))).isEqualTo(ResultCode.ACCEPTED);
        engine.mark(CONTRACT, 1_000);
    }

    private void trade(final long buyer, final long seller, final long price, final long lots)
    {
        engine.limit(seller, CONTRACT, Side.SELL, price, lots);
        assertThat(engine.limit(buyer, CONTRACT, Side.BUY, price, lots)).isEqualTo(ResultCode.ACCEPTED);
    }

    private AccountReportDecoder report(final long account)
    {
        engine.query(account);
        return new AccountReportDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(AccountReportDecoder.TEMPLATE_ID, 0), engine.header());
    }

    private long balance(final long account)
    {
        engine.query(account);
        return new BalanceReportDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(BalanceReportDecoder.TEMPLATE_ID, 0), engine.header()).balanceAtoms();
    }

    /** Cost, and what no trade has realised. */
    private long[] position(final long account)
    {
        engine.query(account);
        final PositionReportDecoder position = new PositionReportDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(PositionReportDecoder.TEMPLATE_ID, 0), engine.header());
        return new long[]{position.costAtoms(), position.unrealisedAtoms()};
    }

    private void refused(final int code, final long limit, final long actual, final int found)
    {
        assertThat(ResultCode.name(found)).isEqualTo(ResultCode.name(code));
        assertThat(engine.rejection().limitValue()).isEqualTo(limit);
        assertThat(engine.rejection().actualValue()).isEqualTo(actual);
    }

    @Test
    void shouldBookTheSameIntegerToBothSides()
    {
        list(InverseTest::unchanged);
        engine.mark(CONTRACT, 1_300);

        trade(ANNA, BEN, 1_300, 7);

        // 28,000,000 / 1,300 = 21,538.46: ANNA owes it, and to be rid of it would have to pay a coin more.
        assertThat(position(ANNA)).containsExactly(-21_538, -1);
        assertThat(position(BEN)).containsExactly(21_538, 0);
    }

    @Test
    void shouldShareTheFillOfALevelAmongItsMakers()
    {
        list(InverseTest::unchanged);
        engine.mark(CONTRACT, 1_300);
        engine.limit(BEN, CONTRACT, Side.SELL, 1_300, 3);
        engine.limit(CARL, CONTRACT, Side.SELL, 1_300, 4);

        engine.limit(ANNA, CONTRACT, Side.BUY, 1_300, 7);

        // 12,000,000 / 1,300 = 9,230.8 for the first, what is left of 21,538 for the second.
        assertThat(position(ANNA)[0]).isEqualTo(-21_538);
        assertThat(position(BEN)[0]).isEqualTo(9_230);
        assertThat(position(CARL)[0]).isEqualTo(12_308);
    }

    @Test
    void shouldRealiseWhatIsGainedAndLeaveNothingBehind()
    {
        list(InverseTest::unchanged);
        engine.mark(CONTRACT, 1_300);
        trade(ANNA, BEN, 1_300, 7);
        engine.mark(CONTRACT, 1_600);

        // A third of the lots at 8,000,000 / 1,600, the others at 20,000,000 / 1,600.
        trade(BEN, ANNA, 1_600, 2);
        assertThat(balance(ANNA)).isEqualTo(12_000 + 6_154 - 5_000);
        assertThat(position(ANNA)[0]).isEqualTo(-21_538 + 6_154);
        trade(BEN, ANNA, 1_600, 5);

        // 7 lots from 1,300 to 1,600: 21,538 - 17,500.
        assertThat(balance(ANNA)).isEqualTo(12_000 + 4_038);
        assertThat(balance(BEN)).isEqualTo(1_000_000 - 4_038);
        assertThat(report(ANNA).positions()).isZero();
    }

    @Test
    void shouldTurnAPositionForTheValueOfItsPart()
    {
        list(InverseTest::unchanged);
        trade(ANNA, BEN, 1_000, 2);

        // 5 lots at 1,300: 15,384, of which two fifths, 6,153, close.
        engine.mark(CONTRACT, 1_300);
        trade(CARL, ANNA, 1_300, 5);

        assertThat(balance(ANNA)).isEqualTo(12_000 + 8_000 - 6_153);
        assertThat(position(ANNA)[0]).isEqualTo(15_384 - 6_153);
    }

    @Test
    void shouldCountTheNetOfTheCoinsAndTheRequirementAtTheirPrice()
    {
        list(terms -> terms.takerFeePpm = 1_000);
        trade(ANNA, BEN, 1_000, 10);

        // 40,000 coins: a fee of 40. IM = 1.6 x 2,000 coins x 5.
        assertThat(balance(ANNA)).isEqualTo(11_960);
        assertThat(report(ANNA).equityAtoms()).isEqualTo(11_960 * 4);
        assertThat(report(ANNA).initialAtoms()).isEqualTo(16_000);

        // Worth 32,000 to give up: 8,000 are gained. MM = 5 % of it x 5.
        engine.mark(CONTRACT, 1_250);
        assertThat(report(ANNA).equityAtoms()).isEqualTo((11_960 + 8_000) * 4);
        assertThat(report(ANNA).maintenanceAtoms()).isEqualTo(1_600 * 5);
        assertThat(report(ANNA).notionalAtoms()).isEqualTo(32_000 * 5);
        // The short has lost them.
        assertThat(position(BEN)).containsExactly(40_000, -8_000);
    }

    @Test
    void shouldLoseTwiceWhereTheCoinFallsWithTheMark()
    {
        list(InverseTest::unchanged);
        trade(ANNA, BEN, 1_000, 10);

        // 10 lots at 800: 50,000 to give up, 2,000 coins left; their price falls by a fifth too.
        engine.price(COIN, 400);
        engine.mark(CONTRACT, 800);

        assertThat(report(ANNA).maintenanceAtoms()).isEqualTo(2_500 * 4);
        assertThat(report(ANNA).equityAtoms()).isEqualTo(2_000 * 4 * 8 / 10);
    }

    @Test
    void shouldNotLookAtAnAccountWhileItsFactorsStayInsideABox()
    {
        list(InverseTest::unchanged);
        trade(ANNA, BEN, 1_000, 4);
        final long before = engine.engine().evaluations();

        // 12,000 coins x 4 against 1.6 x 800 coins x 5: an eighth either way of all factors does no harm.
        for (int step = 0; step <= 100; step++)
        {
            engine.mark(CONTRACT, 900 + 2 * step);
            engine.price(COIN, 450 + step);
        }

        assertThat(engine.engine().evaluations()).isEqualTo(before);
        engine.mark(CONTRACT, 874);
        assertThat(engine.engine().evaluations()).isEqualTo(before + 2);
    }

    @Test
    void shouldPayFundingInCoins()
    {
        list(InverseTest::unchanged);
        engine.now(20_000 * 24 * HOUR_NS - 1);
        engine.funding(CONTRACT, 8 * HOUR_NS, 10_000);
        engine.mark(CONTRACT, 1_000);
        trade(ANNA, BEN, 1_000, 10);

        engine.now((20_000 * 24 + 8) * HOUR_NS);
        engine.proceed();

        // 500 ppm of a lot's 4,000 coins.
        assertThat(new FundingAppliedDecoder().wrapAndApplyHeader(engine.effects(),
            engine.find(FundingAppliedDecoder.TEMPLATE_ID, 0), engine.header()).stepAtoms()).isEqualTo(2);
        assertThat(report(ANNA).equityAtoms()).isEqualTo((12_000 - 20) * 4);
        assertThat(report(BEN).equityAtoms()).isEqualTo((1_000_000 + 20) * 4);
    }

    @Test
    void shouldKeepWhatRoundingLeavesAtTheFinalSettlement()
    {
        assertThat(engine.future(terms(terms ->
        {
            terms.expireTimeNs = EXPIRY_NS;
            terms.sampleIntervalNs = 1_000_000L;
        }))).isEqualTo(ResultCode.ACCEPTED);
        engine.mark(CONTRACT, 1_000);
        trade(ANNA, BEN, 1_000, 4);
        trade(ANNA, CARL, 1_000, 3);
        engine.mark(CONTRACT, 1_300);

        engine.now(EXPIRY_NS);
        engine.proceed();

        // -21,538.5, 12,307.7 and 9,230.8: two coins are left over.
        assertThat(new long[]{settled(0), settled(1), settled(2)}).containsExactly(-21_539, 12_307, 9_230);
        assertThat(balance(ANNA)).isEqualTo(12_000 + 28_000 - 21_539);
        assertThat(balance(BEN)).isEqualTo(1_000_000 - 16_000 + 12_307);
        assertThat(balance(CARL)).isEqualTo(1_000_000 - 12_000 + 9_230);
        assertThat(new EngineState(engine.engine()).pool(COIN)[5]).isEqualTo(2);
    }

    private long settled(final int nth)
    {
        return new PositionSettledDecoder().wrapAndApplyHeader(engine.effects(),
            engine.find(PositionSettledDecoder.TEMPLATE_ID, nth), engine.header()).valueAtoms();
    }

    @Test
    void shouldRefuseTermsThatContradictEachOther()
    {
        refused(ResultCode.REFERENCE_ASSET, 0, EngineDriver.CASH,
            engine.instrument(terms(terms -> terms.settlementAssetId = EngineDriver.CASH)));
        refused(ResultCode.FIELD_OUT_OF_RANGE, 600, 500,
            engine.instrument(terms(terms -> terms.subTicksPerTick = 600)));
        // At 2,500 a lot of 3,999,999 is worth 1,599 coins, of which 10 % of 5 % are 7.995: roundings would hide it.
        refused(ResultCode.LOT_VALUE_TOO_SMALL, 8, 7,
            engine.instrument(terms(terms -> terms.contractFactorAtoms = 3_999_999)));
        // 2^60 coins are the most that lots may be worth at 500: 576 lots of 10^18.
        refused(ResultCode.LISTING_OVERFLOW, 576, 1_000, engine.instrument(terms(terms ->
        {
            terms.contractFactorAtoms = 1_000_000_000_000_000_000L;
            terms.maxPositionLots = 1_000;
        })));
        // 100 lots of 10^9 are worth 2 x 10^8 coins there, at up to 2^40 for a hundred.
        refused(ResultCode.LISTING_OVERFLOW, 1L << 60, 2_000_000L * (1L << 40),
            engine.instrument(terms(terms -> terms.contractFactorAtoms = 1_000_000_000L)));
    }

    @Test
    void shouldRefusePricesBelowTheLeastOfItsMarks()
    {
        list(InverseTest::unchanged);

        refused(ResultCode.PRICE_OUT_OF_RANGE, 500, 499, engine.mark(CONTRACT, 499));
        refused(ResultCode.PRICE_OUT_OF_RANGE, 500, 499, engine.limit(BEN, CONTRACT, Side.BUY, 499, 1));
        refused(ResultCode.PRICE_OUT_OF_RANGE, 2_500, 2_501, engine.mark(CONTRACT, 2_501));
    }
}
