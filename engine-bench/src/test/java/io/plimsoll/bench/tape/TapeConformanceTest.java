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
package io.plimsoll.bench.tape;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TapeConformanceTest
{
    private static final int RANDOM_MESSAGES = 20_000;
    private static final long MARK_TICKS = 33_504;

    static List<Probes.Probe> probes()
    {
        return Probes.all();
    }

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void shouldReportEveryLineAsPublished(final Scenario scenario)
    {
        final Tape tape = TapeGenerator.generate(scenario, Scenario.ORDERS, Scenario.SEED);
        final CanonicalReports reports = new CanonicalReports(false);

        try (TapeBook book = new TapeBook(tape, reports))
        {
            book.run(tape.words(), 0, tape.size());
        }

        assertThat(reports.sha256()).isEqualTo(scenario.sha256());
    }

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void shouldTradeAndRejectAsMuchAsPublished(final Scenario scenario)
    {
        final Tape tape = TapeGenerator.generate(scenario, Scenario.ORDERS, Scenario.SEED);
        final CountingReports reports = new CountingReports();

        try (TapeBook book = new TapeBook(tape, reports))
        {
            book.run(tape.words(), 0, tape.size());
        }

        assertThat(tape.size()).isEqualTo(1_996_097);
        assertThat(reports.fills()).isEqualTo(scenario.fills());
        assertThat(reports.rejects()).isEqualTo(scenario.rejects());
        assertThat(reports.valueTicks()).isEqualTo(scenario.valueTicks());
    }

    @Test
    void shouldHoldEveryProbeOfTheSurvey()
    {
        assertThat(Probes.all()).hasSize(34).extracting(Probes.Probe::name).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("probes")
    void shouldAnswerAProbeWithExactlyItsReports(final Probes.Probe probe)
    {
        final CanonicalReports reports = new CanonicalReports(true);

        try (TapeBook book = new TapeBook(probe.tape(), reports))
        {
            book.run(probe.tape().words(), 0, probe.tape().size());
        }

        assertThat(Probes.answers(reports.text())).containsExactlyElementsOf(probe.expected());
    }

    @ParameterizedTest
    @MethodSource("probes")
    void shouldShowTheBookOfTheReferenceAfterEveryMessageOfAProbe(final Probes.Probe probe)
    {
        assertSameBooks(probe.tape());
    }

    @ParameterizedTest
    @MethodSource("probes")
    void shouldAnswerAProbeThroughTheWholeEngine(final Probes.Probe probe)
    {
        final CanonicalReports reports = new CanonicalReports(true);

        try (EngineTape engine = new EngineTape(reports, MARK_TICKS))
        {
            for (int sequence = 0; sequence < probe.tape().size(); sequence++)
            {
                engine.apply(probe.tape(), sequence);
            }
        }

        assertThat(Probes.answers(reports.text())).containsExactlyElementsOf(probe.expected());
    }

    @Test
    void shouldReportEveryLineAsPublishedThroughTheWholeEngine()
    {
        final Tape tape = TapeGenerator.generate(Scenario.NORMAL, Scenario.ORDERS, Scenario.SEED);
        final CanonicalReports reports = new CanonicalReports(false);

        try (EngineTape engine = new EngineTape(reports, MARK_TICKS))
        {
            for (int sequence = 0; sequence < tape.size(); sequence++)
            {
                engine.apply(tape, sequence);
            }
        }

        assertThat(reports.sha256()).isEqualTo(Scenario.NORMAL.sha256());
    }

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void shouldReportTheSameThroughTheWholeEngine(final Scenario scenario)
    {
        final Tape tape = TapeGenerator.generate(scenario, 10_000, 41);
        final CanonicalReports expected = new CanonicalReports(true);
        final CanonicalReports actual = new CanonicalReports(true);

        try (TapeBook book = new TapeBook(tape, expected); EngineTape engine = new EngineTape(actual, MARK_TICKS))
        {
            for (int sequence = 0; sequence < tape.size(); sequence++)
            {
                book.run(tape.words(), sequence, sequence + 1);
                engine.apply(tape, sequence);
            }
        }

        assertThat(actual.text()).isEqualTo(expected.text());
    }

    @Test
    void shouldLeaveAReducedOrderAtItsPlaceInTheQueue()
    {
        final CanonicalReports reports = new CanonicalReports(true);
        final Tape tape = new Tape(8).order(1, Tape.BUY, 10, 100, false).order(2, Tape.BUY, 10, 100, false)
            .reduce(1, 4).order(3, Tape.SELL, 7, 100, true).reduce(1, 1);

        try (TapeBook book = new TapeBook(tape, reports))
        {
            book.run(tape.words(), 0, tape.size());
        }

        assertThat(Probes.answers(reports.text()))
            .containsExactly("3,2,0,1,100,6", "1,3,100,6,1,3", "1,3,100,1,2,3", "5,4,1");
    }

    @Test
    void shouldShowTheBookOfTheReferenceOnRandomMessagesInANarrowMarket()
    {
        final long seed = System.nanoTime();
        System.out.println("narrow market seed=" + seed);

        assertSameBooks(narrowMarket(seed));
    }

    private static Tape narrowMarket(final long seed)
    {
        final SplittableRandom random = new SplittableRandom(seed);
        final Tape tape = new Tape(RANDOM_MESSAGES);
        int orders = 0;
        for (int i = 0; i < RANDOM_MESSAGES; i++)
        {
            final int kind = orders == 0 ? 0 : random.nextInt(10);
            final int known = Math.max(1, orders - random.nextInt(60));
            if (kind < 5)
            {
                orders++;
                tape.order(orders, (byte)(orders % 2), random.nextInt(1, 20), random.nextInt(95, 106),
                    random.nextInt(8) == 0);
            }
            else if (kind < 8)
            {
                tape.cancel(known);
            }
            else
            {
                tape.modify(known, (byte)(known % 2), random.nextInt(1, 20), random.nextInt(95, 106));
            }
        }
        return tape;
    }

    private static void assertSameBooks(final Tape tape)
    {
        final CanonicalReports expected = new CanonicalReports(true);
        final CanonicalReports actual = new CanonicalReports(true);
        final NaiveTapeBook naive = new NaiveTapeBook(expected);
        try (TapeBook book = new TapeBook(tape, actual))
        {
            for (int sequence = 0; sequence < tape.size(); sequence++)
            {
                naive.apply(tape, sequence);
                book.run(tape.words(), sequence, sequence + 1);
                for (byte side = Tape.BUY; side <= Tape.SELL; side++)
                {
                    assertThat(book.bestTicks(side)).isEqualTo(naive.bestTicks(side));
                    assertThat(book.depthLots(side, tape.priceTicks(sequence)))
                        .isEqualTo(naive.depthLots(side, tape.priceTicks(sequence)));
                    assertThat(book.depthLots(side, book.bestTicks(side)))
                        .isEqualTo(naive.depthLots(side, naive.bestTicks(side)));
                }
            }
        }
        assertThat(actual.text()).isEqualTo(expected.text());
    }
}
