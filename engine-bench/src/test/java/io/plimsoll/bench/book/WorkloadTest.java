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
package io.plimsoll.bench.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plimsoll.bench.peer.Peer;
import java.io.IOException;
import java.util.Arrays;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** The published figures of each workload: the mix within a point, levels and trades within ten parts of a hundred. */
class WorkloadTest
{
    private static final int TIMED = 1_000_000;
    private static final double POINT = 0.01;
    private static final Percentage TENTH = Percentage.withPercentage(10);

    @Test
    void shouldMixCommandsAsThePeersBenchmarkDoes()
    {
        final long[] mix = Workload.record("A", TIMED).commands().mix();

        assertThat(share(mix, Commands.MOVE)).isCloseTo(0.7086, within(POINT));
        assertThat(share(mix, Commands.ADD)).isCloseTo(0.1276, within(POINT));
        assertThat(share(mix, Commands.REDUCE)).isCloseTo(0.0729, within(POINT));
        assertThat(share(mix, Commands.CANCEL)).isCloseTo(0.0729, within(POINT));
        assertThat(share(mix, Commands.IMMEDIATE)).isCloseTo(0.0175, within(POINT));
        assertThat(share(mix, Commands.FILL_OR_KILL)).isCloseTo(0.0006, within(0.0003));
    }

    @Test
    void shouldKeepTheBookAndTradeAsThePeersBenchmarkDoes()
    {
        final MarketFigures figures = Workload.record("A", TIMED).figures();

        assertThat(figures.levels(false)).isCloseTo(244, TENTH);
        assertThat(figures.levels(true)).isCloseTo(244, TENTH);
        assertThat(figures.orders(false)).isCloseTo(489, TENTH);
        assertThat(figures.orders(true)).isCloseTo(488, TENTH);
        assertThat(figures.tradesPerCommand()).isCloseTo(0.041, TENTH);
        assertThat(figures.tradingShare()).isCloseTo(0.0213, TENTH);
    }

    @Test
    void shouldMixAndTradeNearTheTouch()
    {
        final Workload workload = Workload.record("B", TIMED);

        final long[] mix = workload.commands().mix();
        assertThat(share(mix, Commands.ADD)).isCloseTo(0.5, within(POINT));
        assertThat(share(mix, Commands.CANCEL)).isCloseTo(0.4, within(POINT));
        assertThat(share(mix, Commands.IMMEDIATE)).isCloseTo(0.1, within(POINT));
        final MarketFigures figures = workload.figures();
        assertThat(figures.tradesPerCommand()).isCloseTo(0.197, TENTH);
        assertThat(figures.orders(false) + figures.orders(true)).isCloseTo(998, TENTH);
        assertThat(figures.levels(false)).isCloseTo(44.5, TENTH);
        assertThat(figures.levels(true)).isCloseTo(44.5, TENTH);
    }

    @Test
    void shouldRecordTheSameStreamEachTime()
    {
        for (final String name : new String[]{"A", "B"})
        {
            final Workload once = Workload.record(name, 20_000);
            final Workload again = Workload.record(name, 20_000);

            assertThat(again.commands().words()).isEqualTo(once.commands().words());
            assertThat(again.asks()).isEqualTo(once.asks());
        }
    }

    @Test
    void shouldEndAlikeInEveryBook() throws IOException
    {
        try (Peer peer = new Peer())
        {
            for (final String name : new String[]{"A", "B"})
            {
                final Workload workload = Workload.record(name, 100_000);
                final int[] words = workload.commands().words();
                final int size = workload.commands().size();
                final Peer.Part theirs = peer.open("BookAdapter");
                try (PlainBook ours = new PlainBook(Workload.USERS, 2_048, 2_048))
                {
                    final long[] trades = ours.runAndDigest(words, 0, size);

                    assertThat(trades).isEqualTo(theirs.call("runAndDigest", words, 0, size));
                    assertThat(trades[0]).isPositive();
                    for (final boolean sell : new boolean[]{false, true})
                    {
                        assertThat(ours.resting(sell)).isEqualTo(sell ? workload.asks() : workload.bids());
                        assertThat(theirs.call("resting", sell)).isEqualTo(ours.resting(sell));
                    }
                }
            }
        }
    }

    @Test
    void shouldLeaveFarOrdersAloneAndEndAlike()
    {
        final int farLevels = 700;
        final Workload workload = Workload.recordLike(
            "far", 20_000, new WorkloadA.Shape(1_000, 130_800, 1_540, Workload.USERS, farLevels));

        try (PlainBook book = new PlainBook(Workload.USERS, 4_096, 4_096))
        {
            assertThat(book.run(workload.commands().words(), 0, workload.commands().size())).isZero();
            assertThat(book.resting(false)).isEqualTo(workload.bids());
            assertThat(book.resting(true)).isEqualTo(workload.asks());
        }
        final int first = workload.bids().length - 3 * farLevels;
        assertThat(workload.bids()[first + 1]).isEqualTo(130_800 - 5 * 1_540 - 1);
        assertThat(workload.figures().levels(false)).isGreaterThan(farLevels + 200);
    }

    @Test
    void shouldSweepEveryOrderEachTime()
    {
        assertThat(new SweepRounds(100, 10).run().bytes()).isZero();
    }

    @Test
    void shouldCountWhatTheBookRefuses()
    {
        final Commands.Recorder recorder = new Commands.Recorder();
        recorder.record(Commands.ADD, 1, 1, 100, 5, 0);
        recorder.record(Commands.CANCEL, 1, 2, 0, 0, 0);
        recorder.record(Commands.MOVE, 2, 1, 90, 0, 0);
        recorder.record(Commands.FILL_OR_KILL + Commands.SELL, 3, 2, 100, 6, 0);
        final Commands commands = recorder.finish(0, 2, 100);

        try (PlainBook book = new PlainBook(2, 16, 16))
        {
            assertThat(book.run(commands.words(), 0, 4)).isEqualTo(2);
            assertThat(book.resting(false)).containsExactly(1, 100, 5);
        }
    }

    private static double share(final long[] mix, final int kind)
    {
        return mix[kind] / (double)Arrays.stream(mix).sum();
    }
}
