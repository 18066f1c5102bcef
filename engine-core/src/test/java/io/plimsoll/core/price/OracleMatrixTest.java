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
package io.plimsoll.core.price;

import static io.plimsoll.core.OracleDriver.INSTRUMENT;
import static io.plimsoll.core.OracleDriver.market;

import io.plimsoll.core.EngineDriver;
import io.plimsoll.core.EngineState;
import io.plimsoll.core.InstrumentTerms;
import io.plimsoll.core.OracleDriver;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.LiquidationOpenedDecoder;
import io.plimsoll.core.codec.generated.LiquidationOrderDecoder;
import io.plimsoll.core.codec.generated.OracleState;
import io.plimsoll.core.codec.generated.Side;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** Every cell of the table of states and actions. */
class OracleMatrixTest
{
    private static final int BTC = 10;
    private static final int ETH = 11;
    private static final long MAKER = 1;
    private static final long TRADER = 3;
    private static final int PPM = 1_000_000;
    private static final int MARGIN_CALL = 1;
    private static final int LIQUIDATING = 2;
    private static final int HELD = 3;

    private final EngineDriver engine = new EngineDriver(EngineDriver.smallLimits());
    private final OracleDriver oracle = new OracleDriver(engine);
    private final EngineState view = new EngineState(engine.engine());

    @BeforeEach
    void list()
    {
        for (int instrumentId = BTC; instrumentId <= ETH; instrumentId++)
        {
            final InstrumentTerms terms = new InstrumentTerms();
            terms.instrumentId = instrumentId;
            terms.maxMarkSubTicks = 1_000_000;
            terms.maxPositionLots = 10_000;
            engine.instrument(terms);
        }
        engine.account(MAKER);
        engine.deposit(MAKER, EngineDriver.CASH, 1L << 50);
        engine.account(TRADER);
    }

    @AfterEach
    void close()
    {
        engine.close();
    }

    private static void accepted(final int result)
    {
        assertThat(ResultCode.name(result)).isEqualTo("ACCEPTED");
    }

    private void refusedIn(final OracleState state, final int result)
    {
        assertThat(ResultCode.name(result)).isEqualTo("ORACLE_STATE");
        assertThat(engine.rejection().limitValue()).isEqualTo(BTC);
        assertThat(engine.rejection().actualValue()).isEqualTo(state.value());
    }

    private int say(final double seconds, final long... pricesOfSources)
    {
        final long[][] quotes = new long[pricesOfSources.length][];
        for (int source = 1; source <= quotes.length; source++)
        {
            quotes[source - 1] = new long[]{source, pricesOfSources[source - 1]};
        }
        return oracle.at(seconds).say(INSTRUMENT, BTC, quotes);
    }

    private void register(final int divergencePpm, final int minSources)
    {
        oracle.at(0);
        accepted(oracle.register(INSTRUMENT, BTC, terms -> terms.stepPpm(PPM).windowPpm(30_000).outlierPpm(50_000)
            .divergencePpm(divergencePpm).minSources(minSources), market(1, 1), market(2, 1), market(3, 1)));
    }

    /** The trader holds ten lots of BTC, bought at 100,000 for 10^11 atoms each, of which 5 % are maintenance. */
    private void buy(final long depositAtoms)
    {
        accepted(engine.deposit(TRADER, EngineDriver.CASH, depositAtoms));
        accepted(engine.limit(MAKER, BTC, Side.SELL, 100_000, 10));
        accepted(engine.limit(TRADER, BTC, Side.BUY, 100_000, 10));
    }

    private void bring(final OracleState state)
    {
        register(10_000, state == OracleState.DEGRADED ? 3 : 1);
        accepted(say(1, 100_000, 100_000, 100_000));
        buy(200_000_000_000L);
        switch (state)
        {
            case OK -> accepted(say(6, 100_500, 100_500));
            case DIVERGENT -> accepted(say(6, 102_000, 102_000, 102_000));
            case DEGRADED ->
            {
                accepted(say(6, 100_500, 100_500));
                accepted(say(12, 100_500, 100_500));
            }
            case STALE ->
            {
                oracle.at(12);
                engine.proceed();
            }
            default -> accepted(say(6, 0, 0, -1));
        }
        if (state != OracleState.OK)
        {
            assertThat(oracle.changed()).isEqualTo(state);
        }
    }

    private int[] trader()
    {
        final long[] account = view.account(2);
        return new int[]{(int)account[2], (int)account[4]};
    }

    private long lots(final int instrumentId)
    {
        final long[] positions = view.positions(2);
        for (int at = 0; at < positions.length; at += 8)
        {
            if (positions[at] == instrumentId - BTC + 1)
            {
                return positions[at + 1];
            }
        }
        return 0;
    }

    @ParameterizedTest
    @CsvSource({
        "OK,        YES, YES,           YES,             YES",
        "DIVERGENT, NO,  AT_SLOW_PRICE, AT_KINDER_PRICE, NO",
        "DEGRADED,  NO,  NO,            AT_EVERY_SOURCE, NO",
        "STALE,     NO,  NO,            NO,              NO",
        "INVALID,   NO,  NO,            NO,              NO"})
    void shouldAnswerEveryCell(
        final OracleState state, final String risk, final String withdraw, final String liquidate, final String settle)
    {
        final Map<String, Integer> cells = Map.of("NO", OracleActions.NO, "YES", OracleActions.YES,
            "AT_SLOW_PRICE", OracleActions.AT_SLOW_PRICE, "AT_KINDER_PRICE", OracleActions.AT_KINDER_PRICE,
            "AT_EVERY_SOURCE", OracleActions.AT_EVERY_SOURCE);
        final String[] row = {risk, withdraw, liquidate, settle};
        for (int action = 0; action < OracleActions.ACTIONS; action++)
        {
            assertThat(OracleActions.cell(state.value(), action)).as(state + " " + action)
                .isEqualTo(cells.get(row[action]));
        }
    }

    @ParameterizedTest
    @EnumSource(value = OracleState.class, mode = EnumSource.Mode.EXCLUDE, names = "NULL_VAL")
    void shouldTakeNewRiskOnlyWhileOk(final OracleState state)
    {
        bring(state);

        final int risk = engine.limit(TRADER, BTC, Side.BUY, 90_000, 1);

        if (OracleActions.cell(state.value(), OracleActions.NEW_RISK) == OracleActions.YES)
        {
            accepted(risk);
        }
        else
        {
            refusedIn(state, risk);
        }
        accepted(engine.limit(TRADER, BTC, Side.SELL, 110_000, 9));
    }

    @ParameterizedTest
    @EnumSource(value = OracleState.class, mode = EnumSource.Mode.EXCLUDE, names = "NULL_VAL")
    void shouldTakeRiskElsewhereUnlessAPriceIsMissing(final OracleState state)
    {
        bring(state);
        accepted(engine.mark(ETH, 10_000));

        final int risk = engine.limit(TRADER, ETH, Side.BUY, 9_000, 1);

        if (state == OracleState.STALE || state == OracleState.INVALID)
        {
            refusedIn(state, risk);
        }
        else
        {
            accepted(risk);
        }
    }

    @ParameterizedTest
    @EnumSource(value = OracleState.class, mode = EnumSource.Mode.EXCLUDE, names = "NULL_VAL")
    void shouldPayOutOnlyWhereThePriceMayBeTrusted(final OracleState state)
    {
        bring(state);

        final int paid = engine.withdraw(TRADER, EngineDriver.CASH, 1);

        if (OracleActions.cell(state.value(), OracleActions.WITHDRAW) == OracleActions.NO)
        {
            refusedIn(state, paid);
        }
        else
        {
            accepted(paid);
        }
    }

    @Test
    void shouldPayOutOfADivergentIndexAtTheSlowPrice()
    {
        bring(OracleState.DIVERGENT);
        // 220 * 10^9 at 102,000, a tenth of 1,020 * 10^9 has to stay; the slow price has come 30 a second from 100,000
        final long slow = 200_000_000_000L + 10 * 1_000_000L * (oracle.priced().slowPrice() - 100_000);
        final long free = slow - 102_000_000_000L;

        final int refused = engine.withdraw(TRADER, EngineDriver.CASH, free + 1);

        assertThat(ResultCode.name(refused)).isEqualTo("WITHDRAW_RULE");
        assertThat(engine.rejection().limitValue()).isEqualTo(102_000_000_000L);
        assertThat(engine.rejection().actualValue()).isEqualTo(102_000_000_000L - 1);
        accepted(engine.withdraw(TRADER, EngineDriver.CASH, free));
    }

    @Test
    void shouldLiquidateAtAnOkPrice()
    {
        register(PPM, 1);
        accepted(say(1, 100_000));
        buy(100_000_000_000L);
        accepted(engine.limit(MAKER, BTC, Side.BUY, 94_000, 100));

        accepted(say(8, 97_000));
        accepted(say(11, 94_737));
        assertThat(engine.count(LiquidationOpenedDecoder.TEMPLATE_ID)).isZero();
        accepted(say(12, 94_736));

        assertThat(engine.count(LiquidationOpenedDecoder.TEMPLATE_ID)).isEqualTo(1);
        assertThat(lots(BTC)).isBetween(1L, 9L);
    }

    @Test
    void shouldLiquidateWhileDivergentOnlyBelowTheLineAtTheMeanToo()
    {
        register(20_000, 1);
        accepted(say(1, 100_000));
        buy(100_000_000_000L);
        accepted(say(12, 98_000));
        for (int seconds = 15; seconds <= 320; seconds += 5)
        {
            accepted(say(seconds, 96_000));
        }
        accepted(engine.limit(MAKER, BTC, Side.BUY, 91_900, 100));
        accepted(say(325, 94_000));
        accepted(say(330, 92_000));

        for (int samples = 2; samples <= 18; samples++)
        {
            assertThat(oracle.priced().state()).isEqualTo(OracleState.DIVERGENT);
            assertThat(oracle.priced().meanPrice()).isGreaterThan(94_736);
            assertThat(trader()).containsExactly(MARGIN_CALL, HELD);
            assertThat(engine.count(LiquidationOpenedDecoder.TEMPLATE_ID)).isZero();
            accepted(say(325 + 5 * samples, 92_000));
        }
        while (oracle.priced().meanPrice() > 94_736)
        {
            assertThat(trader()).containsExactly(MARGIN_CALL, HELD);
            accepted(say((engine.now() + 1) / 1_000_000_000.0 - 1_000 + 5, 92_000));
        }

        assertThat(oracle.priced().state()).isEqualTo(OracleState.DIVERGENT);
        assertThat(oracle.priced().meanPrice()).isLessThanOrEqualTo(94_736);
        assertThat(engine.count(LiquidationOpenedDecoder.TEMPLATE_ID)).isEqualTo(1);
        assertThat(lots(BTC)).isLessThan(10);
    }

    @Test
    void shouldLiquidateWhileDegradedOnlyBelowTheLineAtEverySourceToo()
    {
        register(PPM, 3);
        accepted(say(1, 100_000, 100_000, 100_000));
        buy(100_000_000_000L);
        accepted(engine.limit(MAKER, BTC, Side.BUY, 93_900, 100));
        accepted(say(9, 97_500, 97_500));
        accepted(say(12, 94_600, 95_200));
        assertThat(oracle.priced().state()).isEqualTo(OracleState.DEGRADED);
        assertThat(oracle.priced().markSubTicks()).isEqualTo(94_600);
        assertThat(trader()).containsExactly(MARGIN_CALL, HELD);

        accepted(say(13, 94_600, 94_737));
        assertThat(trader()).containsExactly(MARGIN_CALL, HELD);
        accepted(say(14, 94_600, 94_736));

        assertThat(oracle.priced().state()).isEqualTo(OracleState.DEGRADED);
        assertThat(engine.count(LiquidationOpenedDecoder.TEMPLATE_ID)).isEqualTo(1);
        assertThat(lots(BTC)).isLessThan(10);
    }

    /** 125 * 10^6 atoms are left at the kinder source; 10 lots owe 473 * 10^6 of funding at the end of the interval. */
    @Test
    void shouldLookAtThoseHeldBackAgainWhenFundingFallsDue()
    {
        register(PPM, 3);
        accepted(say(1, 100_000, 100_000, 100_000));
        buy(100_000_000_000L);
        accepted(engine.limit(MAKER, BTC, Side.BUY, 93_900, 100));
        accepted(say(9, 97_500, 97_500));
        accepted(say(12, 94_600, 94_750));
        oracle.at(12.5);
        accepted(engine.funding(BTC, 3 * OracleDriver.SECOND, 10_000));
        assertThat(trader()).containsExactly(MARGIN_CALL, HELD);

        oracle.at(13.9);
        engine.proceed();
        assertThat(trader()).containsExactly(MARGIN_CALL, HELD);
        oracle.at(14);
        engine.proceed();

        assertThat(engine.count(LiquidationOpenedDecoder.TEMPLATE_ID)).isEqualTo(1);
        assertThat(lots(BTC)).isLessThan(10);
    }

    /** Both states: the leg without a price is worth 3 % more for the one window that has passed. */
    @ParameterizedTest
    @EnumSource(value = OracleState.class, names = {"STALE", "INVALID"})
    void shouldCloseOnlyTheOtherLegsWhereAPriceIsMissing(final OracleState state)
    {
        register(PPM, 1);
        accepted(say(1, 100_000));
        accepted(engine.mark(ETH, 10_000));
        buy(150_000_000_000L);
        accepted(engine.limit(MAKER, ETH, Side.SELL, 10_000, 60));
        accepted(engine.limit(TRADER, ETH, Side.BUY, 10_000, 60));
        accepted(engine.limit(MAKER, ETH, Side.BUY, 8_150, 100));
        accepted(engine.limit(MAKER, BTC, Side.BUY, 99_900, 100));
        oracle.at(11.5);
        if (state == OracleState.STALE)
        {
            engine.proceed();
        }
        else
        {
            accepted(say(11.5, 0));
        }
        assertThat(oracle.changed()).isEqualTo(state);

        // 60 * 10^9 against 75.5 * 10^9; 90 * 10^9 against 77 * 10^9 at the kinder price
        accepted(engine.mark(ETH, 8_500));
        assertThat(trader()).containsExactly(MARGIN_CALL, HELD);

        // 72 * 10^9 against 76.1 * 10^9 at the kinder price
        accepted(engine.mark(ETH, 8_200));

        assertThat(trader()[0]).isEqualTo(LIQUIDATING);
        assertThat(engine.count(LiquidationOrderDecoder.TEMPLATE_ID)).isEqualTo(1);
        assertThat(lots(ETH)).isZero();
        assertThat(lots(BTC)).isEqualTo(10);

        accepted(say(12, 100_000));
        assertThat(lots(BTC)).isLessThan(10);
    }

    @Test
    void shouldNotCallAnAccountUntilItsOnlyPriceIsThereAgain()
    {
        register(PPM, 1);
        accepted(say(1, 100_000));
        buy(100_000_000_000L);
        accepted(engine.limit(MAKER, BTC, Side.BUY, 94_000, 100));
        accepted(say(9, 97_500));
        accepted(say(10, 97_000));
        oracle.at(21);
        engine.proceed();
        assertThat(oracle.changed()).isEqualTo(OracleState.STALE);
        assertThat(engine.count(LiquidationOpenedDecoder.TEMPLATE_ID)).isZero();

        accepted(say(22, 94_700));
        assertThat(engine.count(LiquidationOpenedDecoder.TEMPLATE_ID)).isEqualTo(1);
    }
}
