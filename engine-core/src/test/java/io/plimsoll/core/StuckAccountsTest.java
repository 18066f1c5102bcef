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

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.codec.generated.LiquidationClosedDecoder;
import io.plimsoll.core.codec.generated.Side;
import org.junit.jupiter.api.Test;

/** Accounts that cannot be brought back cost a tick nothing, however many of them wait. */
class StuckAccountsTest
{
    private static final int BTC = 10;
    private static final long MAKER = 1_000_000;
    private static final long UNIT = 1_000_000_000L;
    private static final int TICKS = Integer.getInteger("plimsoll.stuck.ticks", 1_000_000);

    @Test
    void shouldNotPayForWaitingAccountsTickByTick()
    {
        final long few = evaluationsOfTicks(100, TICKS / 10);
        final long many = evaluationsOfTicks(10_000, TICKS);

        assertThat(few).isLessThanOrEqualTo(2L * TICKS / 10);
        assertThat(many).as("a turn of the round robin and its test, for each tick").isLessThanOrEqualTo(2L * TICKS);
    }

    private static long evaluationsOfTicks(final int accounts, final int ticks)
    {
        try (EngineDriver engine = new EngineDriver(EngineDriver.builder().accounts(accounts + 8)
            .positions(accounts + 8L).balances(8).build()))
        {
            strand(engine, accounts);
            final long before = engine.engine().evaluations();
            long effects = 0;
            int work = 0;
            for (int tick = 0; tick < ticks; tick++)
            {
                engine.mark(BTC, 46_900 + tick % 7);
                effects += engine.engine().effects().count();
                work += engine.engine().workLeft() ? 1 : 0;
            }
            assertThat(effects).as("an unchanged attempt has no effect").isEqualTo(ticks);
            assertThat(work).as("who waits is no work left over").isZero();
            assertThat(engine.engine().waitingAccounts()).isEqualTo(accounts);
            final long spent = engine.engine().evaluations() - before;
            rescue(engine, accounts);
            return spent;
        }
    }

    /** Every account is long, the book is empty, and the mark has fallen below all their lines. */
    private static void strand(final EngineDriver engine, final int accounts)
    {
        engine.instrument(new InstrumentTerms());
        engine.mark(BTC, 50_000);
        engine.account(MAKER);
        engine.deposit(MAKER, EngineDriver.CASH, 1L << 55);
        engine.limit(MAKER, BTC, Side.SELL, 50_000, 5L * accounts);
        for (int account = 1; account <= accounts; account++)
        {
            engine.account(account);
            engine.deposit(account, EngineDriver.CASH, 25 * UNIT + account);
            assertThat(engine.limit(account, BTC, Side.BUY, 50_000, 5)).isEqualTo(ResultCode.ACCEPTED);
        }
        engine.mark(BTC, 46_900);
        settle(engine);
        assertThat(engine.engine().waitingAccounts()).isEqualTo(accounts);
    }

    /** A bid that all of them can take brings all of them back, and a lower one nobody. */
    private static void rescue(final EngineDriver engine, final int accounts)
    {
        engine.limit(MAKER, BTC, Side.BUY, 40_000, 5L * accounts);
        assertThat(engine.count(LiquidationClosedDecoder.TEMPLATE_ID)).isZero();
        engine.limit(MAKER, BTC, Side.BUY, 46_880, 5L * accounts);
        settle(engine);
        assertThat(engine.engine().waitingAccounts()).isZero();
        assertThat(engine.engine().queueLength()).isZero();
    }

    private static void settle(final EngineDriver engine)
    {
        while (engine.engine().workLeft())
        {
            engine.proceed();
        }
    }
}
