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
package io.plimsoll.io.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.Engine;
import io.plimsoll.core.codec.generated.ClosePolicy;
import io.plimsoll.core.codec.generated.Liquidity;
import io.plimsoll.core.codec.generated.MessageHeaderDecoder;
import io.plimsoll.core.codec.generated.OrderFilledDecoder;
import io.plimsoll.io.importer.CandleSeries;
import io.plimsoll.io.session.EffectListener;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeedTest
{
    private static final SimulationTerms TERMS = SimulationTerms.load();

    @Test
    void shouldNotDependOnWhenEffectsArrive()
    {
        final Run eager = new Run(TestCandles.crash(80), 400, 7, ClosePolicy.PARTIAL, false);
        final Run lazy = new Run(TestCandles.crash(80), 400, 7, ClosePolicy.PARTIAL, true);

        assertThat(lazy.commands).isEqualTo(eager.commands);
        assertThat(lazy.commandChecksum).isEqualTo(eager.commandChecksum);
        assertThat(lazy.digest).isEqualTo(eager.digest);
    }

    @Test
    void shouldFollowFromTheSeedAlone()
    {
        final Run first = new Run(TestCandles.crash(60), 200, 7, ClosePolicy.PARTIAL, false);
        final Run again = new Run(TestCandles.crash(60), 200, 7, ClosePolicy.PARTIAL, false);
        final Run other = new Run(TestCandles.crash(60), 200, 8, ClosePolicy.PARTIAL, false);

        assertThat(again.digest).isEqualTo(first.digest);
        assertThat(other.digest).isNotEqualTo(first.digest);
    }

    @Test
    void shouldLiquidateConserveMoneyAndLeaveNobodyOut()
    {
        final Run run = new Run(TestCandles.crash(120), 1_000, 7, ClosePolicy.PARTIAL, false);

        assertThat(run.world.tally.steps).isGreaterThan(100);
        assertThat(run.world.tally.marginCalls).isGreaterThan(100);
        assertThat(run.world.tally.topUps).isPositive();
        assertThat(run.world.audit.accounts).isEqualTo(1_000 + TERMS.makers.count);
        assertThat(run.world.audit.isConserved(run.world.tally)).isTrue();
        assertThat(run.world.audit.disagreeing).isZero();
        assertThat(run.world.audit.unqueued).isZero();
        assertThat(run.world.audit.keptPosition).isPositive();
    }

    @Test
    void shouldCloseLessByParts()
    {
        final Run partial = new Run(TestCandles.crash(120), 1_000, 7, ClosePolicy.PARTIAL, false);
        final Run full = new Run(TestCandles.crash(120), 1_000, 7, ClosePolicy.FULL, false);

        assertThat(partial.world.tally.closedNotional.value()).isLessThan(full.world.tally.closedNotional.value());
        assertThat(partial.world.audit.keptPosition).isGreaterThan(full.world.audit.keptPosition);
    }

    @Test
    void shouldNeverLetMakersTradeWithEachOther()
    {
        final Run run = new Run(TestCandles.crash(120), 1_000, 7, ClosePolicy.PARTIAL, false);

        assertThat(run.makersTaking).isZero();
        assertThat(run.world.tally.fills).isGreaterThan(1_000);
    }

    @Test
    void shouldLeaveTheMarketWhileItIsHalted()
    {
        final long[] timesMs = {1_600_000_000_000L, 1_600_000_060_000L, 1_600_400_000_000L, 1_600_400_060_000L};
        final long[] prices = {
            100_00, 101_00, 99_00, 100_00, 100_00, 101_00, 99_00, 100_00,
            900_00, 901_00, 899_00, 900_00, 900_00, 901_00, 899_00, 900_00};

        final Run run = new Run(
            List.of(CandleSeries.of("GAP", 2, timesMs, prices)), 1, 3, ClosePolicy.PARTIAL, false);

        final int slots = MarketMakers.slots(TERMS.makers, 1);
        assertThat(run.world.tally.cancels).isEqualTo(slots);
        assertThat(run.world.audit.isConserved(run.world.tally)).isTrue();
        assertThat(run.world.audit.unqueued).isZero();
    }

    @Test
    void shouldGoOnWhenAPriceLosesEverythingAndComesBack()
    {
        final int bars = 60;
        final long[] timesMs = new long[bars];
        final long[] prices = new long[bars * 4];
        for (int bar = 0; bar < bars; bar++)
        {
            timesMs[bar] = 1_600_000_000_000L + bar * 60_000L;
            final long price = bar < 50 ? Math.max(4, 8_000_000L >> (bar / 2)) : 900_000;
            final long tick = Math.max(1, price / 50);
            prices[bar * 4] = price;
            prices[bar * 4 + 1] = price + tick;
            prices[bar * 4 + 2] = price - tick;
            prices[bar * 4 + 3] = price;
        }

        final Run run = new Run(
            List.of(CandleSeries.of("LUNA", 5, timesMs, prices)), 500, 3, ClosePolicy.PARTIAL, false);

        assertThat(run.world.audit.isConserved(run.world.tally)).isTrue();
        assertThat(run.world.audit.disagreeing).isZero();
        assertThat(run.world.audit.unqueued).isZero();
        assertThat(run.world.audit.bankrupt).isPositive();
        assertThat(run.world.audit.ruins).isNotEmpty().hasSizeLessThanOrEqualTo(Audit.NAMED_MAX);
    }

    /** One run against an engine in this thread. */
    private static final class Run
    {
        private final World world;
        private final long commands;
        private final long commandChecksum;
        private final long digest;
        private long makersTaking;

        private Run(
            final List<CandleSeries> series,
            final int users,
            final long seed,
            final ClosePolicy policy,
            final boolean lazy)
        {
            world = new World(TERMS, series, users, seed);
            try (Engine engine = new Engine(world.limits()))
            {
                final EngineConversation conversation =
                    new EngineConversation(engine, lazy, world.newPath().nextTimestampNs());
                conversation.listener(watched(world.router(AckFile.open(null))));
                new Feed(conversation, world, new Pacer(0), new ProgressBar(null, false, "", 1)).run(policy);
                commands = conversation.commands();
                commandChecksum = conversation.commandChecksum();
                digest = engine.stateDigest();
            }
        }

        private EffectListener watched(final EffectListener listener)
        {
            final MessageHeaderDecoder header = new MessageHeaderDecoder();
            final OrderFilledDecoder filled = new OrderFilledDecoder();
            return (sequence, timestampNs, index, last, templateId, buffer, offset, length) ->
            {
                if (OrderFilledDecoder.TEMPLATE_ID == templateId)
                {
                    filled.wrapAndApplyHeader(buffer, offset, header);
                    makersTaking += Liquidity.TAKER == filled.liquidity() &&
                        world.book.isMaker(AccountBook.indexOf(filled.accountId())) ? 1 : 0;
                }
                listener.onEffect(sequence, timestampNs, index, last, templateId, buffer, offset, length);
            };
        }
    }
}
