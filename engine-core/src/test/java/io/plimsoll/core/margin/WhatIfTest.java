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

import io.plimsoll.core.AllocationMeter;
import io.plimsoll.core.EngineDriver;
import io.plimsoll.core.InstrumentTerms;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.AccountState;
import io.plimsoll.core.codec.generated.AccountStateChangedDecoder;
import io.plimsoll.core.codec.generated.CommandAcceptedDecoder;
import io.plimsoll.core.codec.generated.IndexTarget;
import io.plimsoll.core.codec.generated.LiquidationPriceDecoder;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.codec.generated.WhatIfEncoder;
import io.plimsoll.core.codec.generated.WhatIfReportDecoder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.Random;
import java.util.function.Consumer;

import static org.assertj.core.api.Assertions.assertThat;

/** Questions about what an account would be: the worked examples, the wire, what is refused, and that nothing stays. */
class WhatIfTest
{
    private static final long TRADER = 1;
    private static final long MAKER = 2;
    private static final int BTC = 10;
    private static final int ETH = 11;
    private static final int SOL = 12;
    private static final int GOLD = 2;
    /** Atoms of a dollar where ticks are 23rds of one and lots are thousandths. */
    private static final long DOLLAR = 23_000;

    private final EngineDriver engine = new EngineDriver(EngineDriver.smallLimits());
    private final WhatIf question = engine.engine().whatIf();
    private final SupposedHealth answer = question.answer();

    @AfterEach
    void close()
    {
        engine.close();
    }

    private void list(final int id, final long factor, final long mark, final long... brackets)
    {
        final InstrumentTerms terms = new InstrumentTerms();
        terms.instrumentId = id;
        terms.contractFactorAtoms = factor;
        terms.subTicksPerTick = 1;
        terms.minMarkSubTicks = mark / 2;
        terms.maxMarkSubTicks = 2 * mark;
        terms.maxPositionLots = 1 << 22;
        terms.takerFeePpm = 0;
        terms.makerFeePpm = 0;
        terms.thetaPpm = 1_100_000;
        terms.initialFactorPpm = 1_270_000;
        terms.maxLeverage = 1_000;
        terms.brackets = brackets;
        assertThat(engine.instrument(terms)).isEqualTo(ResultCode.ACCEPTED);
        assertThat(engine.mark(id, mark)).isEqualTo(ResultCode.ACCEPTED);
    }

    private void account(final long id, final long cash)
    {
        assertThat(engine.account(id)).isEqualTo(ResultCode.ACCEPTED);
        assertThat(engine.deposit(id, EngineDriver.CASH, cash)).isEqualTo(ResultCode.ACCEPTED);
    }

    private void ask(final WhatIf asked)
    {
        final long before = engine.engine().stateDigest();
        assertThat(ResultCode.name(asked.ask())).isEqualTo("ACCEPTED");
        assertThat(engine.engine().stateDigest()).isEqualTo(before);
    }

    private void refuse(final int code, final long limit, final long actual, final WhatIf asked)
    {
        final long before = engine.engine().stateDigest();
        assertThat(ResultCode.name(asked.ask())).isEqualTo(ResultCode.name(code));
        assertThat(asked.limitValue()).isEqualTo(limit);
        assertThat(asked.actualValue()).isEqualTo(actual);
        assertThat(engine.engine().stateDigest()).isEqualTo(before);
    }

    private void listSeventeen()
    {
        list(BTC, 1, 50_000 * 23, 0, 20_000, 2_000, 200_000 * DOLLAR, 40_000, 4_000, 500_000 * DOLLAR, 80_000, 8_000);
        account(TRADER, 60_000 * DOLLAR);
    }

    @Test
    void shouldFindTheLiquidationPriceThroughBracketsToTheLastDigit()
    {
        listSeventeen();

        ask(question.about(TRADER).trade(BTC, 16_000, 0));

        assertThat(answer.equityAtoms()).isEqualTo(60_000 * DOLLAR);
        assertThat(answer.maintenanceAtoms()).isEqualTo(40_000 * DOLLAR);
        assertThat(answer.positions()).isEqualTo(1);
        assertThat(answer.markSubTicks(0)).isEqualTo(50_000 * 23);
        // 1118750 / 23 dollars
        assertThat(answer.inForceSubTicks(0)).isEqualTo(1_118_750);
        assertThat(answer.announcedSubTicks(0)).isEqualTo(1_118_750);

        ask(question.about(TRADER).trade(BTC, 16_000, 50_000 * 23).mark(BTC, 1_118_750));

        // N 17900000 / 23 dollars, E = MM = 880000 / 23 dollars
        assertThat(answer.notionalAtoms()).isEqualTo(17_900_000 * DOLLAR / 23);
        assertThat(answer.equityAtoms()).isEqualTo(880_000 * DOLLAR / 23);
        assertThat(answer.maintenanceAtoms()).isEqualTo(880_000 * DOLLAR / 23);
        assertThat(answer.healthPpm()).isEqualTo(1_000_000);
        assertThat(answer.state()).isEqualTo(AccountState.MARGIN_CALL.value());

        ask(question.about(TRADER).trade(BTC, 16_000, 50_000 * 23).mark(BTC, 1_118_749));

        assertThat(answer.state()).isEqualTo(AccountState.LIQUIDATING.value());
        assertThat(answer.inForceSubTicks(0)).isEqualTo(1_118_749);
        assertThat(answer.radiusPpm()).isZero();
    }

    @Test
    void shouldNotLiquidateWhereEquityIsTheRequirement()
    {
        list(BTC, 1, 50_000, 0, 50_000, 5_000);
        account(TRADER, 25_000_000);

        ask(question.about(TRADER).trade(BTC, 10_000, 0));

        assertThat(answer.equityAtoms()).isEqualTo(25_000_000);
        assertThat(answer.maintenanceAtoms()).isEqualTo(25_000_000);
        assertThat(answer.healthPpm()).isEqualTo(1_000_000);
        assertThat(answer.state()).isEqualTo(AccountState.MARGIN_CALL.value());
        assertThat(answer.missingAtoms()).isEqualTo(7_500_000);
        assertThat(answer.inForceSubTicks(0)).isEqualTo(50_000);
    }

    @Test
    void shouldFindTheSafeRadiusToTheLastDigit()
    {
        list(BTC, 1_000, 50_000, 0, 40_000, 3_000);
        list(ETH, 1_000, 3_000, 0, 50_000, 3_000);
        list(SOL, 1_000, 150, 0, 80_000, 3_000);
        account(TRADER, 60_000_000_000L);

        ask(question.about(TRADER).trade(BTC, 5_000, 0).trade(ETH, 60_000, 0).trade(SOL, -1_000_000, 0)
            .trade(SOL, -1_000_000, 0));

        assertThat(answer.maintenanceAtoms()).isEqualTo(43_000_000_000L);
        assertThat(answer.notionalAtoms()).isEqualTo(730_000_000_000L);
        // 17 / 773
        assertThat(answer.radiusPpm()).isEqualTo(21_992);
    }

    @Test
    void shouldKeepAnAccountAboveMaintenanceForAllMovesInsideTheRadius()
    {
        final long seed = System.nanoTime();
        System.out.println("safe radius: seed=" + seed);
        final Random random = new Random(seed);
        engine.collateral(GOLD, 1, 900_000);
        engine.bands(GOLD, 0, 900_000, 2_000_000, 500_000);
        engine.price(GOLD, 1_000);
        for (int id = BTC; id < BTC + 6; id++)
        {
            list(id, 1, 20_000 + random.nextInt(100_000), 0, 10_000 + random.nextInt(20_000), 0,
                50_000_000 + random.nextInt(50_000_000), 40_000, 0);
        }
        account(TRADER, 1_000_000_000);
        int moved = 0;
        for (int round = 0; round < 2_000; round++)
        {
            final long cash = random.nextInt(60_000_000) - 900_000_000L;
            final long gold = 1 + random.nextInt(20_000);
            final long[] lots = random.longs(6, -2_000, 2_000).map(number -> number == 0 ? 1 : number).toArray();
            suppose(cash, gold, lots, new double[7]);
            if (answer.radiusPpm() > 0)
            {
                moved++;
                // Marks are listed up to twice what they are.
                final double radius = Math.min(0.9, answer.radiusPpm() / 1e6);
                suppose(cash, gold, lots,
                    random.doubles(7, -radius, radius).map(part -> random.nextBoolean() ? part :
                        Math.copySign(radius, part)).toArray());
                assertThat(answer.state()).as("round %d of seed %d", round, seed)
                    .isNotEqualTo(AccountState.LIQUIDATING.value());
            }
        }
        assertThat(moved).isGreaterThan(100);
    }

    private void suppose(final long cash, final long gold, final long[] lots, final double[] moves)
    {
        question.about(TRADER).transfer(EngineDriver.CASH, cash).transfer(GOLD, gold)
            .price(GOLD, 1_000 + (long)(1_000 * moves[6]));
        for (int place = 0; place < lots.length; place++)
        {
            final long mark = engine.engine().healthTerms().markSubTicks(place + 1);
            question.mark(BTC + place, mark + (long)(mark * moves[place])).trade(BTC + place, lots[place], mark);
        }
        assertThat(ResultCode.name(question.ask())).isEqualTo("ACCEPTED");
    }

    @Test
    void shouldFindThePriceOfEachInstrumentWithTheOthersFixed()
    {
        list(BTC, 1, 50_000, 0, 50_000, 5_000);
        list(ETH, 1, 3_000, 0, 50_000, 5_000);
        account(TRADER, 60_000_000);

        ask(question.about(TRADER).trade(BTC, 5_000, 0).trade(ETH, -60_000, 0));

        // E 60,000,000, MM 12,500,000 + 9,000,000: 38,500,000 may be lost
        assertThat(answer.inForceSubTicks(0)).isEqualTo(50_000 - 8_105);
        assertThat(answer.inForceSubTicks(1)).isEqualTo(3_000 + 611);
        for (final int[] edge : new int[][]{{BTC, 50_000 - 8_105, -1}, {ETH, 3_611, 1}})
        {
            ask(suppose(0).mark(edge[0], edge[1]));
            assertThat(answer.state()).isEqualTo(AccountState.MARGIN_CALL.value());
            ask(suppose(0).mark(edge[0], edge[1] + edge[2]));
            assertThat(answer.state()).isEqualTo(AccountState.LIQUIDATING.value());
        }
    }

    private WhatIf suppose(final long transferAtoms)
    {
        question.about(TRADER).trade(BTC, 5_000, 50_000).trade(ETH, -60_000, 3_000);
        return transferAtoms == 0 ? question : question.transfer(EngineDriver.CASH, transferAtoms);
    }

    @Test
    void shouldSayThatNoMarkLiquidatesWhereNoneDoes()
    {
        list(BTC, 1, 50_000, 0, 50_000, 5_000);
        list(ETH, 1, 3_000, 0, 50_000, 5_000);
        account(TRADER, 1_000_000_000);

        ask(suppose(0));

        assertThat(answer.inForceSubTicks(0)).isEqualTo(LiquidationPrices.NONE);
        assertThat(answer.inForceSubTicks(1)).isEqualTo(LiquidationPrices.NONE);

        ask(question.about(TRADER));

        assertThat(answer.positions()).isZero();
        assertThat(answer.healthPpm()).isEqualTo(SupposedHealth.NONE);
        assertThat(answer.radiusPpm()).isEqualTo(SupposedHealth.NONE);
    }

    @Test
    void shouldBeWhatTheEngineFindsOnceAllOfItIsDone()
    {
        final InstrumentTerms terms = new InstrumentTerms();
        terms.takerFeePpm = 500;
        terms.subTicksPerTick = 10;
        terms.maxMarkSubTicks = 1_000_000;
        engine.instrument(terms);
        engine.mark(BTC, 500_000);
        engine.collateral(GOLD, 1, 900_000);
        engine.price(GOLD, 1_000_000);
        account(TRADER, 30_000_000_000L);
        account(MAKER, 1L << 50);
        engine.limit(MAKER, BTC, Side.SELL, 50_010, 100);
        engine.limit(TRADER, BTC, Side.BUY, 50_010, 2);
        engine.limit(MAKER, BTC, Side.BUY, 49_000, 1);

        ask(question.about(TRADER).mark(BTC, 499_995).price(GOLD, 1_100_000).transfer(GOLD, 2_000)
            .transfer(EngineDriver.CASH, -5_000).trade(BTC, 3, 50_010));

        engine.mark(BTC, 499_995);
        engine.price(GOLD, 1_100_000);
        engine.deposit(TRADER, GOLD, 2_000);
        engine.withdraw(TRADER, EngineDriver.CASH, 5_000);
        engine.limit(TRADER, BTC, Side.BUY, 50_010, 3);
        final long equity = answer.equityAtoms();
        final long maintenance = answer.maintenanceAtoms();
        final long initial = answer.initialAtoms();
        ask(question.about(TRADER));
        assertThat(answer.positionLots(0)).isEqualTo(5);
        assertThat(answer.equityAtoms()).isEqualTo(equity);
        assertThat(answer.maintenanceAtoms()).isEqualTo(maintenance);
        assertThat(answer.initialAtoms()).isEqualTo(initial);
    }

    @Test
    void shouldAnswerTheOwnerAndTheHostAlike()
    {
        listSeventeen();
        final Consumer<WhatIfEncoder> parts = encoder ->
        {
            encoder.pricesCount(1).next().price(49_000 * 23).targetId(BTC).targetKind(IndexTarget.INSTRUMENT)
                .padding1((short)0).padding2(0);
            encoder.transfersCount(1).next().amountAtoms(-1_000).assetId(EngineDriver.CASH).padding(0);
            encoder.tradesCount(1).next().quantityLots(16_000).priceTicks(50_000 * 23).instrumentId(BTC).padding(0);
        };

        for (int session = 0; session < 2; session++)
        {
            assertThat(engine.whatIf(session, TRADER, parts)).isEqualTo(ResultCode.ACCEPTED);

            final WhatIfReportDecoder report = new WhatIfReportDecoder().wrapAndApplyHeader(
                engine.effects(), engine.find(WhatIfReportDecoder.TEMPLATE_ID, 0), engine.header());
            assertThat(report.equityAtoms()).isEqualTo(44_000 * DOLLAR - 1_000);
            assertThat(report.positions()).isEqualTo(1);
            assertThat(report.state()).isEqualTo(AccountState.MARGIN_CALL);
            assertThat(price(0).inForceSubTicks()).isBetween(1_118_750L, 1_118_760L);
            assertThat(engine.find(CommandAcceptedDecoder.TEMPLATE_ID, 0)).isPositive();
        }
    }

    private LiquidationPriceDecoder price(final int nth)
    {
        return new LiquidationPriceDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(LiquidationPriceDecoder.TEMPLATE_ID, nth), engine.header());
    }

    @Test
    void shouldNameThePriceOfEachInstrumentWithAMarginCall()
    {
        list(BTC, 1, 50_000, 0, 50_000, 5_000);
        list(ETH, 1, 3_000, 0, 50_000, 5_000);
        account(TRADER, 60_000_000);
        account(MAKER, 1L << 50);
        engine.limit(MAKER, BTC, Side.SELL, 50_000, 5_000);
        engine.limit(TRADER, BTC, Side.BUY, 50_000, 5_000);
        engine.limit(MAKER, ETH, Side.BUY, 3_000, 60_000);
        engine.limit(TRADER, ETH, Side.SELL, 3_000, 60_000);

        engine.mark(BTC, 42_000);

        final AccountStateChangedDecoder change = new AccountStateChangedDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(AccountStateChangedDecoder.TEMPLATE_ID, 0), engine.header());
        assertThat(change.toState()).isEqualTo(AccountState.MARGIN_CALL);
        // E 20,000,000, MM 19,500,000
        assertThat(change.missingAtoms()).isEqualTo(5_350_000);
        assertThat(engine.count(LiquidationPriceDecoder.TEMPLATE_ID)).isEqualTo(2);
        assertThat(price(0).instrumentId()).isEqualTo(BTC);
        assertThat(price(0).inForceSubTicks()).isEqualTo(50_000 - 8_105);
        assertThat(price(1).instrumentId()).isEqualTo(ETH);
        assertThat(price(1).inForceSubTicks()).isEqualTo(3_007);
        assertThat(price(1).announcedSubTicks()).isEqualTo(3_007);
    }

    @Test
    void shouldRefuseWhatCannotBeSupposedWithItsNumbers()
    {
        list(BTC, 1, 50_000, 0, 50_000, 5_000);
        engine.collateral(GOLD, 1, 900_000);
        account(TRADER, 1_000);
        final int cash = EngineDriver.CASH;

        refuse(ResultCode.UNKNOWN_ACCOUNT, 0, 99, question.about(99));
        refuse(ResultCode.UNKNOWN_INSTRUMENT, 0, 77, question.about(TRADER).trade(77, 1, 0));
        refuse(ResultCode.UNKNOWN_INSTRUMENT, 0, 77, question.about(TRADER).mark(77, 1));
        refuse(ResultCode.UNKNOWN_ASSET, 0, 7, question.about(TRADER).transfer(7, 1));
        refuse(ResultCode.UNKNOWN_ASSET, 0, 7, question.about(TRADER).price(7, 1));
        refuse(ResultCode.REFERENCE_ASSET, 0, cash, question.about(TRADER).price(cash, 1));
        refuse(ResultCode.FIELD_OUT_OF_RANGE, 1, 2, question.about(TRADER).price(2, BTC, 1));
        refuse(ResultCode.FIELD_OUT_OF_RANGE, 1, 0, question.about(TRADER).trade(BTC, 0, 0));
        refuse(ResultCode.FIELD_OUT_OF_RANGE, 1, 0, question.about(TRADER).transfer(cash, 0));
        refuse(ResultCode.DUPLICATE_PRICE, 0, BTC, question.about(TRADER).mark(BTC, 1).mark(BTC, 2));
        refuse(ResultCode.PRICE_OUT_OF_RANGE, 100_000, 100_001, question.about(TRADER).mark(BTC, 100_001));
        refuse(ResultCode.PRICE_OUT_OF_RANGE, 1, 0, question.about(TRADER).price(GOLD, 0));
        refuse(ResultCode.PRICE_OUT_OF_RANGE, 0, -1, question.about(TRADER).trade(BTC, 1, -1));
        refuse(ResultCode.MARK_MISSING, 0, GOLD, question.about(TRADER).transfer(GOLD, 1));
        refuse(ResultCode.INSUFFICIENT_BALANCE, 1_001, 1_000, question.about(TRADER).transfer(cash, -1_001));
        refuse(ResultCode.INSUFFICIENT_BALANCE, 5, 0, question.about(TRADER).price(GOLD, 1).transfer(GOLD, -5));
        refuse(ResultCode.BALANCE_LIMIT, 1L << 60, (1L << 60) + 1_000,
            question.about(TRADER).transfer(cash, 1L << 60));
        refuse(ResultCode.POSITION_LIMIT, 1 << 22, (1 << 22) + 1,
            question.about(TRADER).trade(BTC, (1 << 22) + 1, 0));
        refuse(ResultCode.POSITION_LIMIT, 1 << 22, Long.MAX_VALUE,
            question.about(TRADER).trade(BTC, Long.MIN_VALUE, 0));
        question.about(TRADER);
        for (int part = 0; part < 17; part++)
        {
            question.transfer(cash, 1);
        }
        refuse(ResultCode.QUESTION_TOO_LARGE, WhatIf.PARTS_MAX, 17, question);
        assertThat(engine.whatIf(0, 99, encoder ->
        {
            encoder.pricesCount(0);
            encoder.transfersCount(0);
            encoder.tradesCount(0);
        })).isEqualTo(ResultCode.UNKNOWN_ACCOUNT);
    }

    @Test
    void shouldAllocateNothing()
    {
        listSeventeen();
        assertThat(AllocationMeter.bytesOf(() ->
        {
            for (int round = 0; round < 20_000; round++)
            {
                question.about(TRADER).mark(BTC, 1_000_000 + round).transfer(EngineDriver.CASH, round + 1)
                    .trade(BTC, 16_000 - round / 2, 0).ask();
            }
        })).isZero();
    }
}
