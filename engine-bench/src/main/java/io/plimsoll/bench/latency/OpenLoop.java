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

import io.plimsoll.bench.book.Workload;
import io.plimsoll.bench.inline.MarkedCommands;
import io.plimsoll.bench.pipeline.LiveRun;
import io.plimsoll.io.journal.JournalDirectory;
import io.plimsoll.io.journal.JournalStatus;
import io.plimsoll.io.replay.ReplayReport;
import io.plimsoll.io.replay.Replayer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.agrona.IoUtil;

/**
 * Latency by offered rate: workload A with moving marks, from the client over Aeron IPC through ingress, ring, engine
 * and journal and back to the client, each message sent when it is due, and its time taken from then. Each rate has a
 * fresh engine, which is warmed up at that rate. What the engine answered is checked message by message while it runs,
 * and its journal is replayed afterwards: every effect byte and the digest at its close must come again.
 */
final class OpenLoop
{
    /** Name of the kept files, without their suffixes. */
    static final String NAME = "roundtrip-rates";
    /** How the line of the greatest rate begins. */
    static final String SATURATION = "RESULT roundtrip saturation_per_s=";
    /** How the line about the run itself begins. */
    static final String SETTING = "setting:";

    private static final long CASH_LOTS = 200_000;
    private static final int WARM_UP_PASSES = 2;
    /** The opening of the session and its end are commands too. */
    private static final int SESSION_COMMANDS = 2;
    private static final long HIGHEST_NS = 600_000_000_000L;

    private final int timed;
    private final int seconds;
    private final int warmUpSeconds;
    private final PrintStream out;

    /**
     * An open loop.
     *
     * @param timed         commands of the stream, which passes over and over.
     * @param seconds       for which each rate is offered.
     * @param warmUpSeconds for which it is offered before.
     * @param out           receives the report.
     */
    OpenLoop(final int timed, final int seconds, final int warmUpSeconds, final PrintStream out)
    {
        this.timed = timed;
        this.seconds = seconds;
        this.warmUpSeconds = warmUpSeconds;
        this.out = out;
    }

    /**
     * Measures and prints.
     *
     * @param rates  messages a second, one after the other.
     * @param folder that receives the histograms; null for that of the executable.
     */
    void run(final long[] rates, final Path folder) throws IOException
    {
        final Workload workload = Workload.record("A", timed);
        final List<RateFigures> figures = new ArrayList<>();
        out.println(SETTING + "  workload A, a mark after every " + MarkedCommands.COMMANDS_PER_MARK + " commands; " +
            "client and engine spin on a thread each, not pinned; Aeron IPC both ways, embedded media driver; every " +
            "command journaled, acknowledged on append; " + seconds + " s a rate after " + warmUpSeconds +
            " s of warm-up");
        final double saturation;
        try (MarkedCommands commands = new MarkedCommands(workload, CASH_LOTS))
        {
            passes(commands);
            out.println(RateFigures.head());
            for (final long rate : rates)
            {
                figures.add(measure(commands, rate));
                out.println(figures.get(figures.size() - 1).row());
            }
            saturation = passes(commands);
        }
        out.println("every message was answered once and in turn, none was refused, and every journal replays to the " +
            "digest it was closed with");
        final Histogram[] histograms = figures.stream()
            .flatMap(rate -> Stream.of((Histogram)rate.latency(), (Histogram)rate.hiccups())).toArray(Histogram[]::new);
        LatencyLog.write(out, folder, NAME, "open loop over Aeron IPC and back, journaled; nanoseconds from when a " +
            "message was due, by rate; hiccup: the client's own delay meanwhile", histograms);
        figures.forEach(rate -> out.println(rate.result()));
        out.println(SATURATION + Math.round(saturation));
    }

    /** A run with an engine of its own, whose journal is then replayed and deleted. */
    private interface Run<T>
    {
        T with(LiveRun run);
    }

    private static <T> T inDirectory(final MarkedCommands commands, final Run<T> run) throws IOException
    {
        final Path directory = Files.createTempDirectory("plimsoll-roundtrip");
        final Path journal = directory.resolve("journal");
        try
        {
            System.gc();
            final T found;
            final long sent;
            try (LiveRun live = new LiveRun(commands, journal))
            {
                live.fillBook();
                found = run.with(live);
                sent = live.sent();
            }
            requireReplay(journal, sent + SESSION_COMMANDS);
            return found;
        }
        finally
        {
            IoUtil.delete(directory.toFile(), true);
        }
    }

    private static void requireReplay(final Path journal, final long commands)
    {
        try (Replayer replayer = new Replayer(new JournalDirectory(journal).open()))
        {
            final ReplayReport report = replayer.run();
            if (!report.difference().isEmpty() || !report.halt().isEmpty() || report.commands() != commands ||
                report.journal().status() != JournalStatus.WHOLE)
            {
                throw new IllegalStateException("the journal does not replay: " + report.commands() + " commands of " +
                    commands + ", " + report.journal().status() + ". " + report.difference() + report.halt());
            }
        }
    }

    /** The stream as fast as the engine takes it, several times over: messages a second of the last pass. */
    private static double passes(final MarkedCommands commands) throws IOException
    {
        return inDirectory(commands, run ->
        {
            for (int pass = 0; pass < WARM_UP_PASSES; pass++)
            {
                run.burst();
            }
            return run.burst();
        });
    }

    private RateFigures measure(final MarkedCommands commands, final long rate) throws IOException
    {
        return inDirectory(commands, run ->
        {
            run.pace(rate, rate * warmUpSeconds, histogram("warmUp", 3), histogram("warmUp", 2));
            final Histogram latency = histogram(RateFigures.LATENCY_TAG + rate, 3);
            final Histogram hiccups = histogram(RateFigures.HICCUP_TAG + rate, 2);
            final long bytes = run.journalBytes();
            final double achieved = run.pace(rate, rate * seconds, latency, hiccups);
            return new RateFigures(rate, achieved, (run.journalBytes() - bytes) / (double)latency.getTotalCount(),
                latency, hiccups);
        });
    }

    private static Histogram histogram(final String tag, final int digits)
    {
        final Histogram histogram = new Histogram(HIGHEST_NS, digits);
        histogram.setTag(tag);
        return histogram;
    }
}
