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
package io.plimsoll.core.book;

import io.plimsoll.core.EngineDriver;
import io.plimsoll.core.EngineState;
import io.plimsoll.core.InstrumentTerms;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.InstrumentState;
import io.plimsoll.core.codec.generated.KillScope;
import io.plimsoll.core.codec.generated.OrderType;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.codec.generated.SwitchAction;
import io.plimsoll.core.codec.generated.TimeInForce;
import org.junit.jupiter.api.Test;

import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Auctions and kill switches whose work is cut into as many commands as its bounds make of it end exactly where they
 * end in one command: the same random books, with accounts of one group and reduce-only orders, in two engines.
 */
class CutWorkTest
{
    private static final int BTC = 10;
    private static final int ACCOUNTS = 6;
    private static final int SEEDS = 25;
    private static final int ROUNDS = 25;

    @Test
    void shouldEndWhereUncutWorkEnds()
    {
        long continues = 0;
        for (int seed = 1; seed <= SEEDS; seed++)
        {
            continues += run(seed);
        }
        assertThat(continues).isGreaterThan(SEEDS * ROUNDS);
    }

    private static long run(final int seed)
    {
        final Random random = new Random(seed);
        final int bound = 1 + random.nextInt(4);
        long continues = 0;
        try (EngineDriver whole = new EngineDriver(EngineDriver.smallLimits());
            EngineDriver cut = new EngineDriver(
                EngineDriver.builder().fillsPerCommandMax(bound).cancelsPerCommand(bound).build()))
        {
            list(whole);
            list(cut);
            for (int round = 0; round < ROUNDS; round++)
            {
                final String where = "seed " + seed + ", round " + round;
                collect(whole, cut, random, where);
                final InstrumentState next = random.nextInt(3) == 0 ? InstrumentState.CANCEL_ONLY :
                    InstrumentState.OPEN;
                assertThat(cut.state(BTC, next)).as(where).isEqualTo(whole.state(BTC, next));
                continues += finish(cut);
                compare(whole, cut, where);
                if (random.nextInt(3) == 0)
                {
                    continues += stop(whole, cut, random);
                    compare(whole, cut, where);
                }
            }
        }
        return continues;
    }

    private static void list(final EngineDriver engine)
    {
        engine.instrument(new InstrumentTerms());
        engine.mark(BTC, 100);
        for (int account = 1; account <= ACCOUNTS; account++)
        {
            engine.account(account, account <= 2 ? 5 : 0);
            engine.deposit(account, EngineDriver.CASH, 1L << 50);
        }
    }

    private static void collect(
        final EngineDriver whole, final EngineDriver cut, final Random random, final String where)
    {
        assertThat(cut.state(BTC, InstrumentState.CALL_AUCTION)).isEqualTo(ResultCode.ACCEPTED);
        whole.state(BTC, InstrumentState.CALL_AUCTION);
        final int orders = 4 + random.nextInt(24);
        for (int order = 0; order < orders; order++)
        {
            final int account = 1 + random.nextInt(ACCOUNTS);
            final Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
            final long price = 94 + random.nextInt(12);
            final long lots = 1 + random.nextInt(6);
            final boolean reduceOnly = random.nextInt(4) == 0;
            final int expected = whole.order(
                account, BTC, side, OrderType.LIMIT, TimeInForce.GTC, price, lots, false, reduceOnly);
            assertThat(cut.order(account, BTC, side, OrderType.LIMIT, TimeInForce.GTC, price, lots, false, reduceOnly))
                .as(where).isEqualTo(expected);
        }
    }

    private static long stop(final EngineDriver whole, final EngineDriver cut, final Random random)
    {
        final KillScope scope = KillScope.get((short)random.nextInt(4));
        final long target = switch (scope)
        {
            case ACCOUNT -> 1 + random.nextInt(ACCOUNTS);
            case PRINCIPAL -> 7;
            case INSTRUMENT -> BTC;
            default -> 0;
        };
        whole.kill(scope, target, SwitchAction.ENGAGE, 0);
        cut.kill(scope, target, SwitchAction.ENGAGE, 0);
        final long continues = finish(cut);
        whole.kill(scope, target, SwitchAction.RELEASE, 0);
        cut.kill(scope, target, SwitchAction.RELEASE, 0);
        return continues;
    }

    private static long finish(final EngineDriver engine)
    {
        long continues = 0;
        while (engine.engine().workLeft())
        {
            engine.proceed();
            continues++;
            assertThat(continues).as("continuing comes to an end").isLessThan(1_000);
        }
        return continues;
    }

    private static void compare(final EngineDriver whole, final EngineDriver cut, final String where)
    {
        final EngineState expected = new EngineState(whole.engine());
        final EngineState found = new EngineState(cut.engine());
        assertThat(whole.engine().workLeft()).isFalse();
        assertThat(found.instrument(1)).as(where).isEqualTo(expected.instrument(1));
        for (int side = 0; side < 2; side++)
        {
            assertThat(found.book(1, side)).as("%s, side %d", where, side).isEqualTo(expected.book(1, side));
        }
        for (int account = 1; account <= ACCOUNTS; account++)
        {
            assertThat(found.account(account)).as("%s, account %d", where, account)
                .isEqualTo(expected.account(account));
            assertThat(found.positions(account)).as("%s, account %d", where, account)
                .isEqualTo(expected.positions(account));
        }
        found.checkConservation();
    }
}
