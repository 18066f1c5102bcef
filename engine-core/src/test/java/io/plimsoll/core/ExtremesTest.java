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
package io.plimsoll.core;

import io.plimsoll.core.codec.generated.AccountReportDecoder;
import io.plimsoll.core.codec.generated.OrderType;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.codec.generated.TimeInForce;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is listed at the bounds of the model is traded at them: every command is answered, none halts the engine. */
class ExtremesTest
{
    private static final int WIDE = 10;
    private static final long MARK_MAX = (1L << 36) - 1;
    private static final long LOTS_MAX = 1L << 24;
    private static final long CASH_MAX = 1L << 60;

    private final EngineDriver engine = new EngineDriver(EngineDriver.smallLimits());
    private final AccountReportDecoder report = new AccountReportDecoder();

    @AfterEach
    void close()
    {
        engine.close();
    }

    @Test
    void shouldRefuseAnOrderWhoseRequirementPasses64Bits()
    {
        list(100_000_000, 500_000);
        engine.mark(WIDE, MARK_MAX);
        open(1);

        assertThat(engine.limit(1, WIDE, Side.BUY, MARK_MAX, LOTS_MAX)).isEqualTo(ResultCode.INSUFFICIENT_MARGIN);
        assertThat(engine.rejection().limitValue()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void shouldQueueALongWhoseMarkFallsFromTheHighestToTheLeast()
    {
        list(1_600_000, 10_000);
        engine.mark(WIDE, MARK_MAX);
        open(1);
        open(2);
        trade(2, 1, MARK_MAX, 1L << 20);

        assertThat(engine.mark(WIDE, 1)).isEqualTo(ResultCode.ACCEPTED);
        engine.query(1);

        report.wrapAndApplyHeader(engine.effects(), engine.find(AccountReportDecoder.TEMPLATE_ID, 0), engine.header());
        assertThat(report.queued()).isEqualTo((short)1);
        assertThat(engine.limit(2, WIDE, Side.BUY, 1, 10)).isIn(ResultCode.ACCEPTED, ResultCode.MARK_BELOW_MINIMUM);
    }

    @Test
    void shouldRefuseNewRiskToAnAccountWhoseWinningsPassTheBoundOfABalance()
    {
        list(1_600_000, 10_000);
        engine.mark(WIDE, 1L << 20);
        open(1);
        int code = ResultCode.ACCEPTED;
        long counterparty = 100;
        for (int round = 0; round < 12 && code == ResultCode.ACCEPTED; round++)
        {
            engine.mark(WIDE, 1L << 20);
            open(counterparty);
            engine.limit(counterparty, WIDE, Side.SELL, 1L << 20, LOTS_MAX);
            code = engine.order(
                1, WIDE, Side.BUY, OrderType.LIMIT, TimeInForce.IOC, 1L << 20, LOTS_MAX, false, false);
            counterparty++;
            engine.mark(WIDE, MARK_MAX);
            open(counterparty);
            engine.limit(counterparty, WIDE, Side.BUY, MARK_MAX, LOTS_MAX);
            engine.order(1, WIDE, Side.SELL, OrderType.LIMIT, TimeInForce.IOC, MARK_MAX, LOTS_MAX, false, false);
            counterparty++;
        }

        assertThat(code).isEqualTo(ResultCode.BALANCE_LIMIT);
    }

    private void list(final int initialFactorPpm, final int ratePpm)
    {
        final InstrumentTerms terms = new InstrumentTerms();
        terms.contractFactorAtoms = 1;
        terms.maxMarkSubTicks = MARK_MAX;
        terms.minMarkSubTicks = 10_000;
        terms.maxPositionLots = LOTS_MAX;
        terms.initialFactorPpm = initialFactorPpm;
        terms.brackets = new long[]{0, ratePpm, 1_000};
        assertThat(engine.instrument(terms)).isEqualTo(ResultCode.ACCEPTED);
    }

    private void open(final long accountId)
    {
        engine.account(accountId);
        engine.deposit(accountId, EngineDriver.CASH, CASH_MAX / 32);
    }

    private void trade(final long seller, final long buyer, final long ticks, final long lots)
    {
        assertThat(engine.limit(seller, WIDE, Side.SELL, ticks, lots)).isEqualTo(ResultCode.ACCEPTED);
        assertThat(engine.limit(buyer, WIDE, Side.BUY, ticks, lots)).isEqualTo(ResultCode.ACCEPTED);
    }
}
