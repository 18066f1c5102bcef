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

import io.plimsoll.core.AccountDriver;
import io.plimsoll.core.EngineDriver;
import io.plimsoll.core.InstrumentTerms;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.AccountReportDecoder;
import io.plimsoll.core.codec.generated.LeverageChangedDecoder;
import io.plimsoll.core.codec.generated.Side;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.function.IntSupplier;

/** A lot is worth 5 x 10^10 atoms; its initial requirement is 8 %, or what the leverage asks for. */
class LeverageTest
{
    private static final int BTC = 10;
    private static final int ETH = 11;
    private static final long ANNA = 1;
    private static final long MAKER = 2;
    private static final long LOT = 50_000_000_000L;

    private final EngineDriver engine = new EngineDriver(EngineDriver.smallLimits());
    private final AccountDriver accounts = new AccountDriver(engine);

    @BeforeEach
    void open()
    {
        engine.instrument(new InstrumentTerms());
        final InstrumentTerms eth = new InstrumentTerms();
        eth.instrumentId = ETH;
        engine.instrument(eth);
        engine.mark(BTC, 50_000);
        engine.mark(ETH, 50_000);
        engine.account(ANNA);
        engine.account(MAKER);
        engine.deposit(ANNA, EngineDriver.CASH, LOT);
        engine.deposit(MAKER, EngineDriver.CASH, LOT * 1_000);
    }

    @AfterEach
    void close()
    {
        engine.close();
    }

    private void buy(final int instrument, final long lots)
    {
        engine.limit(MAKER, instrument, Side.SELL, 50_000, lots);
        engine.limit(ANNA, instrument, Side.BUY, 50_000, lots);
    }

    private long initial()
    {
        engine.query(ANNA);
        return new AccountReportDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(AccountReportDecoder.TEMPLATE_ID, 0), engine.header()).initialAtoms();
    }

    private void refused(final int code, final long limit, final long actual, final IntSupplier sent)
    {
        final long before = engine.engine().stateDigest();
        assertThat(ResultCode.name(sent.getAsInt())).isEqualTo(ResultCode.name(code));
        assertThat(engine.rejection().limitValue()).isEqualTo(limit);
        assertThat(engine.rejection().actualValue()).isEqualTo(actual);
        assertThat(engine.engine().stateDigest()).isEqualTo(before);
    }

    @Test
    void shouldAskForNotionalOverTheLeverageChosen()
    {
        assertThat(accounts.leverage(ANNA, BTC, 7)).isEqualTo(ResultCode.ACCEPTED);
        assertThat(engine.count(LeverageChangedDecoder.TEMPLATE_ID)).isEqualTo(1);
        buy(BTC, 2);
        buy(ETH, 2);

        // A seventh of two lots, rounded up, and 8 % of the two whose leverage is as listed.
        assertThat(initial()).isEqualTo((2 * LOT + 6) / 7 + 2 * LOT * 8 / 100);
    }

    @Test
    void shouldAskForNoLessThanTheBracketsDo()
    {
        accounts.leverage(ANNA, BTC, 13);
        buy(BTC, 1);

        assertThat(initial()).isEqualTo(LOT * 8 / 100);
    }

    @Test
    void shouldHoldOrdersToTheLeverageChosen()
    {
        accounts.leverage(ANNA, BTC, 2);

        refused(ResultCode.INSUFFICIENT_MARGIN, LOT * 3 / 2, LOT,
            () -> engine.limit(ANNA, BTC, Side.BUY, 50_000, 3));
        assertThat(engine.limit(ANNA, BTC, Side.BUY, 50_000, 2)).isEqualTo(ResultCode.ACCEPTED);
    }

    @Test
    void shouldTestAnOpenPositionBeforeItsLeverageFalls()
    {
        buy(BTC, 5);

        refused(ResultCode.INSUFFICIENT_MARGIN, 5 * LOT / 4, LOT, () -> accounts.leverage(ANNA, BTC, 4));
        assertThat(accounts.leverage(ANNA, BTC, 5)).isEqualTo(ResultCode.ACCEPTED);
        engine.mark(BTC, 49_999);
        // Its equity is below the requirement now: leverage may rise, and fall where nothing is open.
        assertThat(accounts.leverage(ANNA, BTC, 6)).isEqualTo(ResultCode.ACCEPTED);
        assertThat(accounts.leverage(ANNA, ETH, 1)).isEqualTo(ResultCode.ACCEPTED);
        refused(ResultCode.INSUFFICIENT_MARGIN, 5 * (LOT - 1_000_000) / 5, LOT - 5_000_000,
            () -> accounts.leverage(ANNA, BTC, 5));
    }

    @Test
    void shouldKeepAChoiceWithoutAPosition()
    {
        accounts.leverage(ANNA, ETH, 3);
        accounts.leverage(ANNA, BTC, 2);
        buy(BTC, 1);
        engine.limit(MAKER, BTC, Side.BUY, 50_000, 1);
        engine.limit(ANNA, BTC, Side.SELL, 50_000, 1);
        buy(BTC, 1);
        assertThat(initial()).isEqualTo(LOT / 2);

        accounts.leverage(ANNA, BTC, 100);
        assertThat(initial()).isEqualTo(LOT * 8 / 100);
    }

    @Test
    void shouldRefuseAChoiceOutOfRange()
    {
        refused(ResultCode.FIELD_OUT_OF_RANGE, 1, 0, () -> accounts.leverage(ANNA, BTC, 0));
        refused(ResultCode.FIELD_OUT_OF_RANGE, 100, 101, () -> accounts.leverage(ANNA, BTC, 101));
        refused(ResultCode.UNKNOWN_INSTRUMENT, 0, 12, () -> accounts.leverage(ANNA, 12, 1));
        refused(ResultCode.UNKNOWN_ACCOUNT, 0, 9, () -> accounts.leverage(9, BTC, 1));
    }
}
