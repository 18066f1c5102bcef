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
package io.plimsoll.core.control;

import io.plimsoll.core.EngineDriver;
import io.plimsoll.core.InstrumentTerms;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.InstrumentState;
import io.plimsoll.core.codec.generated.InstrumentStateChangedDecoder;
import io.plimsoll.core.codec.generated.LiquidationClosedDecoder;
import io.plimsoll.core.codec.generated.LiquidationLegDecoder;
import io.plimsoll.core.codec.generated.LiquidationOrderDecoder;
import io.plimsoll.core.codec.generated.LiquidationOutcome;
import io.plimsoll.core.codec.generated.OrderFilledDecoder;
import io.plimsoll.core.codec.generated.OrderType;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.codec.generated.TimeInForce;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class InstrumentStatesTest
{
    private static final int BTC = 10;
    private static final int ETH = 11;
    private static final long TRADER = 1;
    private static final long MAKER = 2;
    private static final long OTHER = 3;
    private static final long UNIT = 1_000_000_000L;

    private final EngineDriver engine = new EngineDriver(EngineDriver.smallLimits());

    @AfterEach
    void close()
    {
        engine.close();
    }

    private void list(final int instrumentId)
    {
        final InstrumentTerms terms = new InstrumentTerms();
        terms.instrumentId = instrumentId;
        engine.instrument(terms);
        engine.mark(instrumentId, 50_000);
    }

    private void fund(final long accountId, final long units)
    {
        engine.account(accountId);
        engine.deposit(accountId, EngineDriver.CASH, units * UNIT);
    }

    @ParameterizedTest
    @CsvSource({
        "OPEN,         NYYYYN",
        "CANCEL_ONLY,  YNYYYY",
        "POST_ONLY,    YYNYYN",
        "HALTED,       YYYNYY",
        "CALL_AUCTION, YYNYNN",
        "SETTLED,      NNNNNN"})
    void shouldAllowTheTransitionsOfTheTable(final InstrumentState from, final String row)
    {
        for (int to = 0; to < row.length(); to++)
        {
            assertThat(InstrumentStates.mayFollow(from.value(), to))
                .as("%s to %s", from, InstrumentState.get((short)to)).isEqualTo(row.charAt(to) == 'Y');
        }
    }

    /** New: resting, post-only, immediate; replace: of an order, of a post-only order; cancel. */
    @ParameterizedTest
    @CsvSource({
        "OPEN,         YYYYYY",
        "CANCEL_ONLY,  NNNNNY",
        "POST_ONLY,    NYNNYY",
        "HALTED,       NNNNNN",
        "CALL_AUCTION, YYNYYY",
        "SETTLED,      NNNNNY"})
    void shouldAcceptWhatTheTableSays(final InstrumentState state, final String row)
    {
        list(BTC);
        fund(TRADER, 100_000);
        engine.limit(TRADER, BTC, Side.BUY, 49_000, 10);
        final long plain = engine.orderId();
        postOnly(48_000);
        final long postOnly = engine.orderId();
        if (state == InstrumentState.SETTLED)
        {
            engine.state(BTC, InstrumentState.HALTED);
        }
        if (state != InstrumentState.OPEN)
        {
            assertThat(engine.state(BTC, state)).isEqualTo(ResultCode.ACCEPTED);
        }

        expect(row.charAt(0), state, engine.limit(TRADER, BTC, Side.BUY, 47_000, 1));
        expect(row.charAt(1), state, postOnly(47_000));
        expect(row.charAt(2), state, engine.order(
            TRADER, BTC, Side.BUY, OrderType.LIMIT, TimeInForce.IOC, 47_000, 1, false, false));
        expect(row.charAt(3), state, engine.replace(TRADER, plain, 49_100, 10));
        expect(row.charAt(4), state, engine.replace(TRADER, postOnly, 48_000, 5));
        expect(row.charAt(5), state, engine.cancel(TRADER, plain));
    }

    private int postOnly(final long priceTicks)
    {
        return engine.order(
            TRADER, BTC, Side.BUY, OrderType.LIMIT, TimeInForce.GTC, priceTicks, 10, true, false);
    }

    private void expect(final char accepted, final InstrumentState state, final int code)
    {
        if (accepted == 'Y')
        {
            assertThat(code).isEqualTo(ResultCode.ACCEPTED);
            return;
        }
        assertThat(code).isEqualTo(ResultCode.INSTRUMENT_STATE);
        assertThat(engine.rejection().limitValue()).isEqualTo(InstrumentState.OPEN.value());
        assertThat(engine.rejection().actualValue()).isEqualTo(state.value());
    }

    @Test
    void shouldTellEverySessionOfATransition()
    {
        list(BTC);

        engine.state(BTC, InstrumentState.HALTED);

        final int at = engine.find(InstrumentStateChangedDecoder.TEMPLATE_ID, 0);
        final InstrumentStateChangedDecoder changed =
            new InstrumentStateChangedDecoder().wrapAndApplyHeader(engine.effects(), at, engine.header());
        assertThat(changed.instrumentId()).isEqualTo(BTC);
        assertThat(changed.fromState()).isEqualTo(InstrumentState.OPEN);
        assertThat(changed.toState()).isEqualTo(InstrumentState.HALTED);
        assertThat(engine.effects().getInt(at - Integer.BYTES)).as("recipient").isZero();
    }

    @Test
    void shouldCloseTheOtherLegsWhileOneIsHalted()
    {
        openTwoLegs();
        engine.limit(MAKER, BTC, Side.BUY, 47_100, 1_000);
        // At the mark itself: it would be taken first if it could be.
        engine.limit(MAKER, ETH, Side.BUY, 47_200, 1_000);
        engine.state(ETH, InstrumentState.HALTED);

        // E 5,000 - 2,800 = 2,200 against MM 2,360 of both legs
        fall();

        assertThat(engine.count(LiquidationOrderDecoder.TEMPLATE_ID)).isEqualTo(1);
        assertThat(new LiquidationOrderDecoder().wrapAndApplyHeader(engine.effects(),
            engine.find(LiquidationOrderDecoder.TEMPLATE_ID, 0), engine.header()).instrumentId()).isEqualTo(BTC);
        assertThat(new LiquidationLegDecoder().wrapAndApplyHeader(engine.effects(),
            engine.find(LiquidationLegDecoder.TEMPLATE_ID, 1), engine.header()).instrumentState())
            .isEqualTo(InstrumentState.HALTED);
        assertThat(outcome()).isEqualTo(LiquidationOutcome.REACHED);
    }

    @Test
    void shouldServeAWaitingAccountAgainWhenItsInstrumentOpens()
    {
        openTwoLegs();
        engine.limit(MAKER, ETH, Side.BUY, 47_200, 1_000);
        engine.state(ETH, InstrumentState.HALTED);
        fall();
        assertThat(engine.engine().waitingAccounts()).isEqualTo(1);
        assertThat(engine.count(OrderFilledDecoder.TEMPLATE_ID)).isZero();

        engine.state(ETH, InstrumentState.POST_ONLY);
        assertThat(engine.engine().waitingAccounts()).isEqualTo(1);
        engine.state(ETH, InstrumentState.OPEN);

        assertThat(outcome()).isEqualTo(LiquidationOutcome.REACHED);
        assertThat(engine.engine().waitingAccounts()).isZero();
    }

    private void openTwoLegs()
    {
        list(BTC);
        list(ETH);
        fund(TRADER, 5_000);
        fund(MAKER, 1_000_000);
        fund(OTHER, 1_000_000);
        for (int instrumentId = BTC; instrumentId <= ETH; instrumentId++)
        {
            engine.limit(OTHER, instrumentId, Side.SELL, 50_000, 500);
            engine.limit(TRADER, instrumentId, Side.BUY, 50_000, 500);
        }
    }

    private void fall()
    {
        engine.mark(BTC, 47_200);
        engine.mark(ETH, 47_200);
    }

    private LiquidationOutcome outcome()
    {
        return new LiquidationClosedDecoder().wrapAndApplyHeader(engine.effects(),
            engine.find(LiquidationClosedDecoder.TEMPLATE_ID, 0), engine.header()).outcome();
    }
}
