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
package io.plimsoll.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.EngineDriver;
import io.plimsoll.core.EngineState;
import io.plimsoll.core.InstrumentTerms;
import io.plimsoll.core.codec.generated.AccountReportDecoder;
import io.plimsoll.core.codec.generated.OrderType;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.codec.generated.TimeInForce;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What trades give and take adds up to nothing at any mark, and it does not matter in which order parts of a position
 * are closed: invariant 3 of the design, over random positions, prices and parts.
 */
class PathIndependenceTest
{
    private static final int CASES = 300;
    private static final long SEED = 90_210;
    private static final int BTC = 10;
    private static final long MAKER = 9;
    private static final long DEPOSIT_ATOMS = 1L << 54;
    private static final long MARK = 50_000;

    private final AccountReportDecoder report = new AccountReportDecoder();

    @Test
    void shouldNotMatterInWhichOrderPartsAreClosed()
    {
        int different = 0;
        for (int number = 0; number < CASES; number++)
        {
            final Random random = new Random(SEED + number);
            final boolean isLong = random.nextBoolean();
            final List<long[]> parts = parts(random);
            final long held = parts.stream().mapToLong(part -> part[1]).sum() + random.nextInt(50);
            final List<long[]> others = new ArrayList<>(parts);
            Collections.shuffle(others, random);
            different += others.equals(parts) ? 0 : 1;
            try (EngineDriver engine = open())
            {
                for (long account = 1; account <= 2; account++)
                {
                    trade(engine, account, isLong, MARK, held / 2);
                    trade(engine, account, isLong, MARK + 50, held - held / 2);
                }
                parts.forEach(part -> trade(engine, 1, !isLong, part[0], part[1]));
                others.forEach(part -> trade(engine, 2, !isLong, part[0], part[1]));

                assertThat(equity(engine, 2)).as("seed %d", SEED + number).isEqualTo(equity(engine, 1));
                assertSumIsZero(engine, random);
            }
        }
        assertThat(different).as("cases in another order").isGreaterThan(CASES / 2);
    }

    private void assertSumIsZero(final EngineDriver engine, final Random random)
    {
        for (int number = 0; number < 3; number++)
        {
            engine.mark(BTC, MARK - 5_000 + random.nextInt(10_000));
            assertThat(equity(engine, 1) + equity(engine, 2) + equity(engine, MAKER))
                .as("what three accounts have together").isEqualTo(3 * DEPOSIT_ATOMS);
        }
        new EngineState(engine.engine()).checkConservation();
    }

    /** Prices and lots at which parts of a position are closed. */
    private static List<long[]> parts(final Random random)
    {
        final List<long[]> parts = new ArrayList<>();
        final int count = 2 + random.nextInt(6);
        for (int part = 0; part < count; part++)
        {
            parts.add(new long[]{MARK - 400 + random.nextInt(800), 1 + random.nextInt(100)});
        }
        return parts;
    }

    private static EngineDriver open()
    {
        final EngineDriver engine = new EngineDriver(EngineDriver.smallLimits());
        engine.instrument(new InstrumentTerms());
        engine.mark(BTC, MARK);
        for (final long account : new long[]{1, 2, MAKER})
        {
            engine.account(account);
            engine.deposit(account, EngineDriver.CASH, DEPOSIT_ATOMS);
        }
        return engine;
    }

    private static void trade(
        final EngineDriver engine, final long account, final boolean buys, final long price, final long lots)
    {
        engine.limit(MAKER, BTC, buys ? Side.SELL : Side.BUY, price, lots);
        engine.order(account, BTC, buys ? Side.BUY : Side.SELL, OrderType.LIMIT, TimeInForce.IOC, price, lots, false,
            false);
    }

    private long equity(final EngineDriver engine, final long account)
    {
        engine.query(account);
        return report.wrapAndApplyHeader(
            engine.effects(), engine.find(AccountReportDecoder.TEMPLATE_ID, 0), engine.header()).equityAtoms();
    }
}
