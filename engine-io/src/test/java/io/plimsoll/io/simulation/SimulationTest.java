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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.io.journal.JournalDirectory;
import io.plimsoll.io.journal.JournalScanner;
import io.plimsoll.io.pipeline.ThreadingMode;
import io.plimsoll.io.replay.ReplayReport;
import io.plimsoll.io.replay.Replayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SimulationTest
{
    @TempDir
    private Path folder;

    @Test
    void shouldWriteTheSameJournalInEveryThreadingMode() throws IOException
    {
        final Report shared = run("shared", 2_000, ThreadingMode.SHARED, 0);
        final Report again = run("again", 2_000, ThreadingMode.SHARED, 0);
        final Report dedicated = run("dedicated", 2_000, ThreadingMode.DEDICATED, 0);

        assertThat(shared.isSound()).isTrue();
        assertThat(contents("again")).isEqualTo(contents("shared"));
        assertThat(contents("dedicated")).isEqualTo(contents("shared"));
        assertThat(again.result("simulate")).isEqualTo(shared.result("simulate"));
        assertThat(dedicated.result("simulate")).isEqualTo(shared.result("simulate"))
            .matches("RESULT simulate commands=\\d+ digest=[0-9a-f]{16} conserved=true unqueued=0");
    }

    @Test
    void shouldSendEveryCommandAndReceiveEveryEffectOverAeron()
    {
        final Report report = run("journal", 300, ThreadingMode.SHARED, 0);

        // The session's opening and its end are messages too; only continues are made inside.
        final long fromOutside = (long)report.figure("commands") - (long)report.figure("continues");
        assertThat(report.figure("messages_sent")).isEqualTo(fromOutside);
        assertThat((long)report.figure("messages_received")).isGreaterThan((long)report.figure("effects"))
            .isLessThanOrEqualTo((long)report.figure("effects") + 3);
    }

    @Test
    void shouldKeepAJournalThatReplaysToTheSameDigest()
    {
        final Report report = run("journal", 300, ThreadingMode.SHARED, 0);

        final ReplayReport replay;
        try (JournalScanner scanner = new JournalDirectory(folder.resolve("journal")).open();
            Replayer replayer = new Replayer(scanner))
        {
            replay = replayer.run();
        }

        assertThat(replay.difference()).isEmpty();
        assertThat(replay.digestText()).isEqualTo(report.figure("digest"));
        assertThat(replay.commands()).isEqualTo(report.figure("commands"));
    }

    @Test
    void shouldAppendEveryThousandthAcknowledgement() throws IOException
    {
        final Path acks = folder.resolve("acks");
        final Report report = Simulation.run(options(300).journal(folder.resolve("journal")).acks(acks));

        final List<Long> sequences =
            Files.readAllLines(acks).stream().map(Long::valueOf).collect(Collectors.toList());

        assertThat(sequences).hasSize((int)((long)report.figure("commands") / AckFile.INTERVAL));
        for (int i = 0; i < sequences.size(); i++)
        {
            assertThat(sequences.get(i)).isEqualTo((i + 1) * AckFile.INTERVAL);
        }
    }

    @Test
    void shouldWriteServiceTimesBesideTheJournal() throws IOException
    {
        final Report report = run("journal", 100, ThreadingMode.SHARED, 0);

        final Path log = folder.resolve("journal.service-time.hlog");
        assertThat(report.figure("service_time_log")).isEqualTo(log.toString());
        assertThat(Files.readAllLines(log).get(0)).contains("service time");
        final Map<String, Long> counts = new TreeMap<>();
        try (HistogramLogReader reader = new HistogramLogReader(log.toFile()))
        {
            while (reader.hasNext())
            {
                final Histogram histogram = (Histogram)reader.nextIntervalHistogram();
                counts.put(histogram.getTag(), histogram.getTotalCount());
            }
        }
        assertThat(counts).containsEntry("price", (Long)report.figure("batches"))
            .containsEntry("account-query", 100L + SimulationTerms.load().makers.count)
            .containsKeys("new-order", "replace-order", "deposit", "open-account");
    }

    @Test
    void shouldPaceByTheClockWithoutChangingTheJournal() throws IOException
    {
        final Report free = run("free", 50, ThreadingMode.SHARED, 0);
        final Report paced = run("paced", 50, ThreadingMode.SHARED, 2_000);

        assertThat(contents("paced")).isEqualTo(contents("free"));
        assertThat(free.figure("latency_ns")).isNull();
        assertThat(paced.toJson()).contains("\"latency_ns\"", "\"hiccup_ns\"", "\"rate\" : 2000");
        assertThat((long)paced.figure("elapsed_ns"))
            .isGreaterThan((long)paced.figure("batches") * 1_000_000_000L / 2_000);
    }

    @Test
    void shouldDeleteATemporaryJournal()
    {
        final Report report = Simulation.run(options(50));

        assertThat(report.isSound()).isTrue();
        assertThat(report.figure("service_time_log")).isEqualTo("kept with --journal only");
    }

    @Test
    void shouldRefuseAJournalFolderThatIsNotEmpty() throws IOException
    {
        Files.createDirectory(folder.resolve("full"));
        Files.createFile(folder.resolve("full").resolve("something"));

        assertThatThrownBy(() -> run("full", 50, ThreadingMode.SHARED, 0))
            .isInstanceOf(SimulationException.class)
            .hasMessageContaining("is not empty: name a new one");
    }

    private Report run(final String journal, final int accounts, final ThreadingMode mode, final long rate)
    {
        return Simulation.run(options(accounts).journal(folder.resolve(journal)).mode(mode).rate(rate));
    }

    private static SimulationOptions options(final int accounts)
    {
        return new SimulationOptions().series(TestCandles.crash(60)).accounts(accounts).seed(7);
    }

    private Map<String, Long> contents(final String journal) throws IOException
    {
        final Path directory = folder.resolve(journal);
        final Map<String, Long> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory).filter(Files::isRegularFile))
        {
            for (final Path file : (Iterable<Path>)files::iterator)
            {
                final java.util.zip.CRC32C checksum = new java.util.zip.CRC32C();
                checksum.update(Files.readAllBytes(file));
                contents.put(directory.relativize(file) + " " + Files.size(file), checksum.getValue());
            }
        }
        assertThat(contents).hasSizeGreaterThanOrEqualTo(2);
        return contents;
    }
}
