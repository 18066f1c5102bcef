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

import static io.plimsoll.core.codec.generated.IndexTarget.INSTRUMENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.EngineDriver;
import io.plimsoll.core.EngineState;
import io.plimsoll.core.InstrumentTerms;
import io.plimsoll.core.OracleDriver;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.AccountState;
import io.plimsoll.core.codec.generated.AccountStateChangedDecoder;
import io.plimsoll.core.codec.generated.CancelReason;
import io.plimsoll.core.codec.generated.OrderCancelledDecoder;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.margin.PlantedDefect;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/**
 * An account that holds 500 lots of a thousandth at 50,000 and bids for 500 more at 40,000, with 5,000 of cash: at mark
 * P its equity is P / 2 - 20,000, its maintenance P / 40, and its initial requirement 8 % of P for a thousand lots.
 */
class RestrictedTest
{
    private static final int BTC = 10;
    private static final long TRADER = 1;
    private static final long MAKER = 2;
    private static final long UNIT = 1_000_000_000L;

    private final List<Long> bids = new ArrayList<>();

    private EngineDriver open(final int cancelsPerCommand)
    {
        final EngineDriver engine =
            new EngineDriver(EngineDriver.builder().cancelsPerCommand(cancelsPerCommand).build());
        engine.instrument(new InstrumentTerms());
        engine.account(TRADER);
        engine.account(MAKER);
        engine.deposit(MAKER, EngineDriver.CASH, 100_000_000 * UNIT);
        engine.deposit(TRADER, EngineDriver.CASH, 5_000 * UNIT);
        engine.mark(BTC, 50_000);
        engine.limit(MAKER, BTC, Side.SELL, 50_000, 500);
        engine.limit(TRADER, BTC, Side.BUY, 50_000, 500);
        for (final int lots : new int[]{100, 200, 200})
        {
            assertThat(engine.limit(TRADER, BTC, Side.BUY, 40_000, lots)).isEqualTo(ResultCode.ACCEPTED);
            bids.add(engine.orderId());
        }
        engine.limit(TRADER, BTC, Side.SELL, 60_000, 500);
        return engine;
    }

    private static OrderCancelledDecoder cancelled(final EngineDriver engine, final int nth)
    {
        return new OrderCancelledDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(OrderCancelledDecoder.TEMPLATE_ID, nth), engine.header());
    }

    private static AccountStateChangedDecoder change(final EngineDriver engine)
    {
        return new AccountStateChangedDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(AccountStateChangedDecoder.TEMPLATE_ID, 0), engine.header());
    }

    @Test
    void shouldCancelTheLargestAndNewestOrderAndSayNothingOnceItFits()
    {
        try (EngineDriver engine = open(100))
        {
            // E 3,810 against 3,809.6
            engine.mark(BTC, 47_620);
            assertThat(engine.count(OrderCancelledDecoder.TEMPLATE_ID)).isZero();
            // E 3,800 against 3,808, of which 200 lots are a fifth
            engine.mark(BTC, 47_600);

            assertThat(engine.count(OrderCancelledDecoder.TEMPLATE_ID)).isEqualTo(1);
            assertThat(cancelled(engine, 0).orderId()).isEqualTo(bids.get(2));
            assertThat(cancelled(engine, 0).reason()).isEqualTo(CancelReason.RESTRICTED);
            assertThat(engine.count(AccountStateChangedDecoder.TEMPLATE_ID)).isZero();
        }
    }

    @Test
    void shouldRestrictAnAccountThatDoesNotFitWithoutOrders()
    {
        try (EngineDriver engine = open(100))
        {
            // E 1,500 against 1,720 for the position alone; the sale that reduces it stays
            engine.mark(BTC, 43_000);

            assertThat(engine.count(OrderCancelledDecoder.TEMPLATE_ID)).isEqualTo(3);
            assertThat(cancelled(engine, 1).orderId()).isEqualTo(bids.get(1));
            assertThat(cancelled(engine, 2).orderId()).isEqualTo(bids.get(0));
            assertThat(change(engine).toState()).isEqualTo(AccountState.RESTRICTED);
            assertThat(change(engine).missingAtoms()).isEqualTo(220 * UNIT);
            assertThat(engine.limit(TRADER, BTC, Side.BUY, 40_000, 1)).isEqualTo(ResultCode.RESTRICTED_ACCOUNT);
            assertThat(engine.rejection().limitValue()).isEqualTo(1_720 * UNIT);
            assertThat(engine.rejection().actualValue()).isEqualTo(1_500 * UNIT);
        }
    }

    @Test
    void shouldLetARestrictedAccountReduceUntilItFits()
    {
        try (EngineDriver engine = open(100))
        {
            engine.mark(BTC, 43_000);
            engine.cancel(TRADER, bids.get(2) + 1);
            engine.limit(MAKER, BTC, Side.BUY, 43_000, 500);

            // 436 lots need 1,499.84
            engine.limit(TRADER, BTC, Side.SELL, 43_000, 63);
            assertThat(engine.count(AccountStateChangedDecoder.TEMPLATE_ID)).isZero();
            engine.limit(TRADER, BTC, Side.SELL, 43_000, 1);

            assertThat(change(engine).toState()).isEqualTo(AccountState.NORMAL);
        }
    }

    @Test
    void shouldGoOnWithCancelsInTheNextCommands()
    {
        try (EngineDriver engine = open(1))
        {
            engine.mark(BTC, 43_000);
            for (int left = 2; left >= 0; left--)
            {
                assertThat(engine.count(OrderCancelledDecoder.TEMPLATE_ID)).isEqualTo(1);
                assertThat(cancelled(engine, 0).orderId()).isEqualTo(bids.get(left));
                assertThat(engine.engine().workLeft()).isEqualTo(left > 0);
                assertThat(engine.count(AccountStateChangedDecoder.TEMPLATE_ID)).isEqualTo(left > 0 ? 0 : 1);
                engine.proceed();
            }
        }
    }

    @Test
    void shouldEndARestrictionWhereTimeAloneMovesTheSlowPrice()
    {
        assertThat(stateAfterTime(false)).isEqualTo(AccountState.NORMAL.value());
    }

    @Test
    void shouldFindSlowPricesThatAreComparedOnlyWhenAPriceComes()
    {
        assertThat(stateAfterTime(true)).isEqualTo(AccountState.RESTRICTED.value());
    }

    /** Ten lots of 10^11 and 8.1 * 10^10 of equity: a rise of 3 % asks for 0.24 * 10^10 more before it counts. */
    private static long stateAfterTime(final boolean defective)
    {
        try (EngineDriver engine = new EngineDriver(EngineDriver.smallLimits()))
        {
            if (defective)
            {
                PlantedDefect.plantTimelessness(EngineState.loadLines(engine.engine()));
            }
            final InstrumentTerms terms = new InstrumentTerms();
            terms.maxMarkSubTicks = 1_000_000;
            terms.maxPositionLots = 10_000;
            engine.instrument(terms);
            engine.account(TRADER);
            engine.account(MAKER);
            engine.deposit(MAKER, EngineDriver.CASH, 1L << 50);
            engine.deposit(TRADER, EngineDriver.CASH, 81 * UNIT);
            final OracleDriver oracle = new OracleDriver(engine);
            oracle.at(0).register(INSTRUMENT, BTC,
                index -> index.stepPpm(1_000_000).windowPpm(30_000).divergencePpm(1_000_000).minSources(1),
                OracleDriver.market(1, 1));
            oracle.at(1).say(INSTRUMENT, BTC, new long[]{1, 100_000});
            engine.limit(MAKER, BTC, Side.SELL, 100_000, 10);
            engine.limit(TRADER, BTC, Side.BUY, 100_000, 10);
            final EngineState state = new EngineState(engine.engine());
            oracle.at(2).say(INSTRUMENT, BTC, new long[]{1, 103_000});
            assertThat(state.account(1)[2]).isEqualTo(AccountState.RESTRICTED.value());
            oracle.at(3);
            engine.proceed();
            assertThat(state.account(1)[2]).isEqualTo(AccountState.RESTRICTED.value());
            oracle.at(9);
            engine.proceed();
            return state.account(1)[2];
        }
    }
}
