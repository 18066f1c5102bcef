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
package io.plimsoll.bench.pipeline;

import io.plimsoll.bench.Program;
import io.plimsoll.bench.Request;
import io.plimsoll.bench.book.Workload;
import io.plimsoll.bench.inline.MarkedCommands;
import io.plimsoll.bench.peer.Peer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.agrona.IoUtil;

/**
 * Workload A as a burst through the whole pipeline, from the ring to the reader of the effects, beside the peer's whole
 * pipeline on the same commands, in rounds that take turns; with a journal on disk and without one. The journal lies in
 * the page cache: a burst says what the threads can do, not what the disk can.
 */
public final class PipelineProgram implements Program
{
    private static final int WARM_UP_ROUNDS = 1;
    private static final int ROUNDS = 7;
    private static final int ROUNDS_SHORT = 3;
    private static final int TIMED_SHORT = Workload.TIMED / 2;
    private static final double PEER_JOURNALED_PER_S = 1_500_000;
    private static final double PEER_PER_S = 4_200_000;
    private static final double PEER_SLOWER_MOST = 1.5;
    private static final String PEER_WAIT_STRATEGY = "YIELDING";
    private static final double NS_PER_S = 1e9;
    private static final long SUSTAINED_NS = 60_000_000_000L;
    private static final long SUSTAINED_CASH_LOTS = 200_000;

    /** A pipeline program. */
    public PipelineProgram()
    {
    }

    @Override
    public String name()
    {
        return "pipeline";
    }

    @Override
    public String summary()
    {
        return "a burst from the ring on, with and without journal, beside exchange-core's pipeline";
    }

    @Override
    public int run(final Request request, final PrintStream out) throws IOException
    {
        Peer.requireFittingMachine();
        final Workload workload = Workload.record("A", request.isShort() ? TIMED_SHORT : Workload.TIMED);
        final int rounds = request.isShort() ? ROUNDS_SHORT : ROUNDS;
        final List<String> results = new ArrayList<>();
        boolean fair = true;
        try (Peer peer = new Peer(); MarkedCommands commands = new MarkedCommands(workload.commands(), true))
        {
            for (final boolean journaled : new boolean[]{true, false})
            {
                final Comparison comparison = new Comparison(workload, commands, peer, journaled);
                comparison.run(rounds, out);
                results.add(comparison.result());
                fair &= comparison.isFair(out);
            }
        }
        if (!request.isShort())
        {
            live(workload, out);
        }
        results.forEach(out::println);
        return fair ? 0 : 1;
    }

    /** Beside it, without a target: Aeron on both ends, as a burst and until the disk has to follow. */
    private static void live(final Workload workload, final PrintStream out) throws IOException
    {
        final Path directory = Files.createTempDirectory("plimsoll-pipeline");
        try (MarkedCommands commands = new MarkedCommands(workload, SUSTAINED_CASH_LOTS))
        {
            final long bytes;
            try (LiveRun run = new LiveRun(commands, directory.resolve("journal")))
            {
                run.burst();
                out.printf(Locale.ROOT, "Aeron IPC on both ends, journaled, burst: %.0f messages a second%n",
                    run.burst());
                final long bytesBefore = run.journalBytes();
                final double rate = run.sustain(SUSTAINED_NS);
                bytes = run.journalBytes() - bytesBefore;
                out.printf(Locale.ROOT, "the same for %d s: %.0f messages a second, %.0f journal bytes a second%n",
                    SUSTAINED_NS / 1_000_000_000, rate, NS_PER_S * bytes / SUSTAINED_NS);
            }
            IoUtil.delete(directory.resolve("journal").toFile(), true);
            out.printf(Locale.ROOT, "the disk by itself, %d bytes in one file: %.0f bytes a second%n", bytes,
                RawDisk.bytesPerSecond(directory, bytes));
        }
        finally
        {
            IoUtil.delete(directory.toFile(), true);
        }
    }

    /** Rounds of both engines under one setting. */
    private static final class Comparison
    {
        private final Workload workload;
        private final MarkedCommands commands;
        private final Peer peer;
        private final boolean journaled;
        private final List<Double> ours = new ArrayList<>();
        private final List<Double> theirs = new ArrayList<>();
        private double bytesPerCommand;
        private double cpuNs;
        private long digest;

        Comparison(
            final Workload workload, final MarkedCommands commands, final Peer peer, final boolean journaled)
        {
            this.workload = workload;
            this.commands = commands;
            this.peer = peer;
            this.journaled = journaled;
        }

        void run(final int rounds, final PrintStream out) throws IOException
        {
            for (int round = -WARM_UP_ROUNDS; round < rounds; round++)
            {
                final double our = inDirectory(this::runOurs);
                final double their = inDirectory(this::runPeer);
                out.printf(Locale.ROOT, "journal=%b %s: plimsoll %.0f commands a second (engine thread %.0f ns cpu " +
                    "each), %s %.0f%n", journaled, round < 0 ? "warm-up" : "round " + (round + 1), our, cpuNs,
                    Peer.NAME, their);
                if (round >= 0)
                {
                    ours.add(our);
                    theirs.add(their);
                }
            }
        }

        /** One measurement, given an empty directory. */
        private interface Measurement
        {
            double in(Path directory) throws IOException;
        }

        private static double inDirectory(final Measurement measurement) throws IOException
        {
            final Path directory = Files.createTempDirectory("plimsoll-pipeline");
            try
            {
                System.gc();
                return measurement.in(directory);
            }
            finally
            {
                IoUtil.delete(directory.toFile(), true);
            }
        }

        private double runOurs(final Path directory)
        {
            try (BurstPipeline pipeline = new BurstPipeline(commands, journaled ? directory.resolve("journal") : null))
            {
                final long ns = pipeline.burst();
                bytesPerCommand = pipeline.journalBytesOfBurst() / (double)workload.commands().timed();
                cpuNs = pipeline.burstCpuNs() / (double)workload.commands().timed();
                requireSameState(pipeline.stateDigest());
                return NS_PER_S * workload.commands().timed() / ns;
            }
        }

        private void requireSameState(final long found)
        {
            if (digest != 0 && digest != found)
            {
                throw new IllegalStateException("two rounds ended in different states: " + Long.toHexString(digest) +
                    " and " + Long.toHexString(found));
            }
            digest = found;
        }

        private double runPeer(final Path directory)
        {
            try (Peer.Part part = peer.open("PipelineAdapter", workload.commands().words(),
                workload.commands().prefill(), Workload.USERS, journaled ? directory.toString() : "",
                PEER_WAIT_STRATEGY))
            {
                final long[] burst = (long[])part.call("burst");
                if (burst[1] != 0 || !Arrays.equals((long[])part.call("levels", false), levels(workload.bids())) ||
                    !Arrays.equals((long[])part.call("levels", true), levels(workload.asks())))
                {
                    throw new IllegalStateException(Peer.NAME + " does not end as the generator's book does: " +
                        burst[1] + " commands refused");
                }
                return NS_PER_S * workload.commands().timed() / burst[0];
            }
        }

        boolean isFair(final PrintStream out)
        {
            final double known = journaled ? PEER_JOURNALED_PER_S : PEER_PER_S;
            final double best = theirs.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
            final boolean fair = best * PEER_SLOWER_MOST >= known;
            out.printf(Locale.ROOT, "the peer at its best elsewhere, journal=%b: %.0f a second, here %.0f%n",
                journaled, known, best);
            if (!fair)
            {
                out.println("The peer is more than " + PEER_SLOWER_MOST + " times slower than it is known to be, in " +
                    "its best round: it is not measured fairly.");
            }
            return fair;
        }

        String result()
        {
            return String.format(Locale.ROOT, "RESULT pipeline journal=%b commands_per_s=%.0f " +
                "peer_commands_per_s=%.0f bytes_per_command=%.1f ratio=%.2f", journaled, median(ours), median(theirs),
                bytesPerCommand, median(ours) / median(theirs));
        }

        private static double median(final List<Double> values)
        {
            return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
        }
    }

    /** Price and lots of each level, from id, price and lots of each order. */
    static long[] levels(final long[] orders)
    {
        final LongStream.Builder levels = LongStream.builder();
        long lots = 0;
        for (int at = 0; at < orders.length; at += 3)
        {
            lots += orders[at + 2];
            if (at + 3 == orders.length || orders[at + 4] != orders[at + 1])
            {
                levels.add(orders[at + 1]).add(lots);
                lots = 0;
            }
        }
        return levels.build().toArray();
    }
}
