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
package io.plimsoll.bench.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.bench.book.Workload;
import io.plimsoll.bench.inline.MarkedCommands;
import io.plimsoll.bench.pipeline.LiveRun;
import io.plimsoll.core.codec.generated.CommandAcceptedDecoder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class OpenLoopTest
{
    private static final int COMMANDS = 2_000;
    private static final long CASH_LOTS = 200_000;

    @TempDir
    private Path directory;

    @Test
    void shouldTakeTheTimeOfEachMessageFromWhenItWasDue()
    {
        final int messages = 20_000;
        final long rate = 10_000_000;
        final Histogram latency = new Histogram(600_000_000_000L, 3);
        try (MarkedCommands commands = new MarkedCommands(Workload.record("A", COMMANDS), CASH_LOTS);
            LiveRun run = new LiveRun(commands, directory.resolve("journal")))
        {
            run.fillBook();
            final double achieved = run.pace(rate, messages, latency, new Histogram(600_000_000_000L, 3));

            // No engine takes ten millions a second: the last message has waited for all before it.
            final double lastLateNs = 1e9 * messages / achieved - 1e9 * messages / rate;
            assertThat(latency.getTotalCount()).isEqualTo(messages);
            assertThat((double)latency.getMaxValue()).isBetween(0.99 * lastLateNs, 1.01 * lastLateNs + 1_000_000);
            assertThat((double)latency.getValueAtPercentile(50)).isGreaterThan(0.1 * lastLateNs);
        }
    }

    @Test
    void shouldOfferNoMoreThanTheRate()
    {
        final Histogram latency = new Histogram(600_000_000_000L, 3);
        final Histogram hiccups = new Histogram(600_000_000_000L, 3);
        try (MarkedCommands commands = new MarkedCommands(Workload.record("A", COMMANDS), CASH_LOTS);
            LiveRun run = new LiveRun(commands, directory.resolve("journal")))
        {
            run.fillBook();
            assertThat(run.pace(5_000, 2_500, latency, hiccups)).isBetween(500.0, 5_002.0);
            // One for every 10 microseconds, some of them while it does not wait.
            assertThat(hiccups.getTotalCount()).isBetween(10_000L, 1_000_000L);
        }
    }

    @Test
    void shouldRefuseAResultThatIsNotDue()
    {
        try (MarkedCommands commands = new MarkedCommands(Workload.record("A", COMMANDS), CASH_LOTS);
            LiveRun run = new LiveRun(commands, directory.resolve("journal")))
        {
            final UnsafeBuffer result = new UnsafeBuffer(new byte[64]);
            assertThatThrownBy(() ->
                run.onEffect(run.sent() + 2, 0, 0, true, CommandAcceptedDecoder.TEMPLATE_ID, result, 0, 64))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("client sequence");
        }
    }

    @Test
    void shouldKeepWhatTheTableIsMadeFrom() throws IOException
    {
        final Path report = directory.resolve(OpenLoop.NAME + ".txt");
        try (PrintStream out = new PrintStream(Files.newOutputStream(report), true, StandardCharsets.UTF_8))
        {
            out.println("hardware: H\nsystem: S\njvm: J\nflags: F\nload: L");
            new OpenLoop(COMMANDS, 1, 1, out).run(new long[]{1_000, 2_000}, directory);
        }
        final String text = Files.readString(report);

        assertThat(text).contains("RESULT roundtrip rate=1000 ", "messages=1000", "RESULT roundtrip rate=2000 ");
        assertThat(LatencyTable.markdown(directory)).startsWith(RateFigures.head())
            .contains("\n|1K|", "\n|2K|", "messages a second", "The machine: H; S; J; flags: F; load L.");
        Files.writeString(report, text.replaceFirst("p50_ns=", "p50_ns=1"));
        assertThatThrownBy(() -> LatencyTable.markdown(directory)).hasMessageContaining("different runs");
    }
}
