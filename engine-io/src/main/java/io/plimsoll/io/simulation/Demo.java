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

import io.plimsoll.core.codec.generated.ClosePolicy;
import io.plimsoll.io.journal.JournalDirectory;
import io.plimsoll.io.journal.JournalScanner;
import io.plimsoll.io.replay.ReplayReport;
import io.plimsoll.io.replay.Replayer;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The same synthetic crash with the same users twice, once with partial and once with full closes, and a replay of the
 * first that must come to the same digest. Confined to one thread.
 */
public final class Demo
{
    private static final int ACCOUNTS = 30_000;
    private static final long SEED = 7;
    private static final long KEPT_LEAST = 100;
    private static final double SECOND_NS = 1e9;

    private final int accounts;
    private final Path journal;
    private final PrintWriter log;
    private final PrintWriter progress;
    private final boolean terminal;
    private Report partial;
    private Report full;
    private ReplayReport replay;
    private long replayNs;

    /**
     * A demonstration that has not been run yet.
     *
     * @param journal  where the journal of the partial run is kept, or null to delete it.
     * @param log      for what is expected beforehand.
     * @param progress for progress, or null for none.
     * @param terminal whether progress goes to a terminal.
     */
    public Demo(final Path journal, final PrintWriter log, final PrintWriter progress, final boolean terminal)
    {
        this(ACCOUNTS, journal, log, progress, terminal);
    }

    Demo(
        final int accounts,
        final Path journal,
        final PrintWriter log,
        final PrintWriter progress,
        final boolean terminal)
    {
        this.accounts = accounts;
        this.journal = journal;
        this.log = log;
        this.progress = progress;
        this.terminal = terminal;
    }

    /**
     * Runs it.
     *
     * @throws SimulationException if it does not show what it is to show; the message says what.
     */
    public void run()
    {
        try (TemporaryFolder folder = new TemporaryFolder("plimsoll-demo-"))
        {
            final Path kept = null == journal ? folder.path().resolve("partial") : journal;
            partial = simulate("partial", ClosePolicy.PARTIAL, kept);
            full = simulate("full", ClosePolicy.FULL, folder.path().resolve("full"));
            final long startNs = System.nanoTime();
            replay = replay(kept);
            replayNs = System.nanoTime() - startNs;
        }
        check();
    }

    private Report simulate(final String label, final ClosePolicy policy, final Path directory)
    {
        return Simulation.run(new SimulationOptions()
            .terms(SimulationTerms.loadDemo())
            .series(SyntheticCrash.series(SEED))
            .accounts(accounts)
            .seed(SEED)
            .policy(policy)
            .journal(directory)
            .progress(progress, terminal, label)
            .log(log));
    }

    private static ReplayReport replay(final Path directory)
    {
        try (JournalScanner scanner = new JournalDirectory(directory).open(); Replayer replayer = new Replayer(scanner))
        {
            return replayer.run();
        }
    }

    private void check()
    {
        if (!partial.isSound() || !full.isSound())
        {
            throw new SimulationException("A run of the demo does not add up (" + partial.result("partial") + ", " +
                full.result("full") + "): please report it");
        }
        if (!replay.difference().isEmpty() || !replay.digestText().equals(partial.figure("digest")))
        {
            throw new SimulationException("The replay differs from the run: " +
                (replay.difference().isEmpty() ? "digest " + replay.digestText() : replay.difference()));
        }
        if (closed(partial).shiftLeft(1).compareTo(closed(full)) >= 0)
        {
            throw new SimulationException("Partial closes came to " + units(closed(partial)) +
                ", which is not less than half of the " + units(closed(full)) + " of full closes: please report it");
        }
        if ((long)partial.figure("kept_position") < KEPT_LEAST)
        {
            throw new SimulationException("Only " + partial.figure("kept_position") + " liquidated accounts kept a " +
                "position where at least " + KEPT_LEAST + " should: please report it");
        }
    }

    /**
     * Prints both runs side by side, and what the replay proved.
     *
     * @param out to print to.
     */
    public void print(final PrintWriter out)
    {
        out.printf(Locale.ROOT, "Two markets fall by a tenth within an hour; %,d users with leverage 2 to 10 are in " +
            "them.%n", accounts);
        out.println("The same prices and users twice: a liquidation closes as little as it must, or everything.");
        out.println();
        row(out, "", "partial", "full");
        counts(out, "margin calls", "margin_calls");
        counts(out, "accounts liquidated", "liquidated");
        row(out, "notional closed", units(closed(partial)), units(closed(full)));
        row(out, "times the minimum", timesMinimum(partial), timesMinimum(full));
        counts(out, "kept a position", "kept_position");
        row(out, "fees and penalties", units(costs(partial)), units(costs(full)));
        counts(out, "ended bankrupt", "bankrupt");
        counts(out, "still queued", "queued");
        counts(out, "commands", "commands");
        counts(out, "journal bytes", "journal_bytes");
        row(out, "seconds", seconds((long)partial.figure("elapsed_ns")), seconds((long)full.figure("elapsed_ns")));
        out.println();
        out.printf(Locale.ROOT, "Money was conserved to the atom, and nobody below their line was left out of the " +
            "queue.%n");
        out.printf(Locale.ROOT, "Replayed the %,d commands of the partial run in %s s: every effect byte and the " +
            "digest %s agree.%n", replay.commands(), seconds(replayNs), replay.digestText());
    }

    /**
     * The closing line.
     *
     * @return figures of the partial run, and the notional that full closes came to.
     */
    public String result()
    {
        return partial.result("demo") + " closed=" + closed(partial) + " full_closed=" + closed(full) +
            " kept=" + partial.figure("kept_position");
    }

    /**
     * Both reports as one JSON object.
     *
     * @return JSON text.
     */
    public String toJson()
    {
        return new Report().figure("partial", partial.figures()).figure("full", full.figures())
            .figure("replayed_commands", replay.commands()).figure("replayed_digest", replay.digestText()).toJson();
    }

    private void counts(final PrintWriter out, final String label, final String figure)
    {
        row(out, label, count(partial, figure), count(full, figure));
    }

    private static void row(final PrintWriter out, final String label, final String first, final String second)
    {
        out.printf(Locale.ROOT, "  %-22s%20s%20s%n", label, first, second);
    }

    private static String count(final Report report, final String figure)
    {
        return String.format(Locale.ROOT, "%,d", (long)report.figure(figure));
    }

    private static BigInteger closed(final Report report)
    {
        return (BigInteger)report.figure("closed_notional_atoms");
    }

    private static BigInteger costs(final Report report)
    {
        return ((BigInteger)report.figure("liquidation_fee_atoms")).add((BigInteger)report.figure("penalty_atoms"));
    }

    private static String timesMinimum(final Report report)
    {
        final BigInteger minimal = (BigInteger)report.figure("minimal_notional_atoms");
        return 0 == minimal.signum() ? "-" : new BigDecimal(closed(report))
            .divide(new BigDecimal(minimal), new MathContext(4)).toPlainString();
    }

    private static String seconds(final long elapsedNs)
    {
        return String.format(Locale.ROOT, "%.1f", elapsedNs / SECOND_NS);
    }

    private static String units(final BigInteger atoms)
    {
        return Report.units(atoms, SimulationTerms.load().asset.decimals);
    }
}
