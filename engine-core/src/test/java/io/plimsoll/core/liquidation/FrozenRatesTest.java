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
import io.plimsoll.core.InstrumentTerms;
import io.plimsoll.core.codec.generated.AccountReportDecoder;
import io.plimsoll.core.codec.generated.AccountState;
import io.plimsoll.core.codec.generated.LiquidationLegDecoder;
import io.plimsoll.core.codec.generated.RatesChangedDecoder;
import io.plimsoll.core.codec.generated.Side;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rates that rise while an account is liquidated: no position is judged by more than was in force at its entry. */
class FrozenRatesTest
{
    private static final int BTC = 10;
    private static final long ANNA = 1;
    private static final long BERT = 2;
    private static final long MINUTE_NS = 60_000_000_000L;
    private static final long MIDNIGHT_NS = 20_000 * 24 * 60 * MINUTE_NS;
    private static final long LOT = 50_000_000_000L;
    /** Ten lots at the mark at which the account is liquidated. */
    private static final long NOTIONAL = LOT * 96 / 10;
    private static final long MARK = 48_000;

    private final EngineDriver engine = new EngineDriver(EngineDriver.smallLimits());
    private long minute;

    /** Anna enters her episode at 50,000 ppm, with 0.41 lots where 0.48 are required, and nobody buys. */
    @BeforeEach
    void enter()
    {
        engine.instrument(new InstrumentTerms());
        engine.now(MIDNIGHT_NS - 10);
        engine.account(ANNA);
        engine.account(BERT);
        engine.deposit(ANNA, EngineDriver.CASH, LOT * 81 / 100);
        engine.deposit(BERT, EngineDriver.CASH, 1_000_000 * LOT);
        engine.mark(BTC, 50_000, 50_000);
        engine.limit(BERT, BTC, Side.SELL, 50_000, 10);
        engine.limit(ANNA, BTC, Side.BUY, 50_000, 10);
        engine.volatility(BTC, terms -> terms.rampNs(MINUTE_NS));
        engine.schedule(BTC, 0, MIDNIGHT_NS + 100 * MINUTE_NS, 11_030_194);
        pass();
        assertThat(report().state()).isEqualTo(AccountState.LIQUIDATING);
    }

    @AfterEach
    void close()
    {
        engine.close();
    }

    /** Lets a minute pass; returns the rate in force, 0 if it has not changed. */
    private int pass()
    {
        engine.now(MIDNIGHT_NS + minute * MINUTE_NS - 1);
        minute++;
        engine.mark(BTC, MARK, 50_000);
        final int offset = engine.find(RatesChangedDecoder.TEMPLATE_ID, 0);
        return new RatesChangedDecoder().wrapAndApplyHeader(engine.effects(), offset, engine.header()).inForcePpm();
    }

    private void passUntil(final int inForcePpm)
    {
        int last = 0;
        while (last < inForcePpm)
        {
            last = pass();
        }
        assertThat(last).isEqualTo(inForcePpm);
    }

    private AccountReportDecoder report()
    {
        engine.query(ANNA);
        return new AccountReportDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(AccountReportDecoder.TEMPLATE_ID, 0), engine.header());
    }

    @Test
    void shouldRequireNoMoreOfAnAccountThanAtItsEntry()
    {
        passUntil(73_205);

        assertThat(report().state()).isEqualTo(AccountState.LIQUIDATING);
        assertThat(report().maintenanceAtoms()).isEqualTo(NOTIONAL / 20);
    }

    @Test
    void shouldSizeACloseByTheRatesAtEntryAndRecordThem()
    {
        passUntil(73_205);

        engine.limit(BERT, BTC, Side.BUY, MARK, 10);

        final LiquidationLegDecoder leg = new LiquidationLegDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(LiquidationLegDecoder.TEMPLATE_ID, 0), engine.header());
        assertThat(leg.entryRatePpm()).isEqualTo(50_000);
        assertThat(leg.brackets().next().maintenanceRatePpm()).isEqualTo(50_000);
    }

    @Test
    void shouldCountTheHigherRatesAsAnnouncedWhereAnEpisodeEnds()
    {
        passUntil(73_205);
        // 0.66 lots: more than 1.25 times 0.48, and less than the 0.70 that the rate in force asks for.
        engine.deposit(ANNA, EngineDriver.CASH, LOT / 4);

        assertThat(report().state()).isEqualTo(AccountState.MARGIN_CALL);
        assertThat(report().maintenanceAtoms()).isEqualTo(NOTIONAL / 20);

        passUntil(80_525);

        assertThat(report().state()).isEqualTo(AccountState.LIQUIDATING);
        assertThat(report().maintenanceAtoms()).isEqualTo(NOTIONAL * 80_525 / 1_000_000);
    }
}
