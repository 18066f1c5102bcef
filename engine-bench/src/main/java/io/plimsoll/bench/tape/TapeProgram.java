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

import io.plimsoll.bench.Program;
import io.plimsoll.bench.Request;
import io.plimsoll.bench.Rounds;
import io.plimsoll.bench.peer.Peer;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A scenario of the public matching survey: the book's reports against the published hash, then its time a message
 * beside the peer's on the same tape, in rounds that take turns, each with a fresh book.
 */
public final class TapeProgram implements Program
{
    private static final Request.Option SCENARIO = new Request.Option(
        "--scenario", Arrays.stream(Scenario.values()).map(Scenario::label).toList(), "");
    private static final int WARM_UP_ROUNDS = 6;
    private static final int ROUNDS = 41;
    private static final int ROUNDS_SHORT = 11;
    private static final double PEER_NS = 108;
    private static final double PEER_SLOWER_MOST = 1.5;

    /** A tape program. */
    public TapeProgram()
    {
    }

    @Override
    public String name()
    {
        return "tape";
    }

    @Override
    public String summary()
    {
        return "a scenario of the public matching survey: conformance, and time a message beside exchange-core's";
    }

    @Override
    public List<Request.Option> options()
    {
        return List.of(SCENARIO);
    }

    @Override
    public String keptName(final Request request)
    {
        return name() + '-' + request.value(SCENARIO);
    }

    @Override
    public int run(final Request request, final PrintStream out) throws IOException
    {
        final Scenario scenario = Scenario.of(request.value(SCENARIO));
        final Tape tape = TapeGenerator.generate(scenario, Scenario.ORDERS, Scenario.SEED);
        final CanonicalReports reports = new CanonicalReports(false);
        answer(tape, reports);
        final String sha256 = reports.sha256();
        final boolean conforms = sha256.equals(scenario.sha256());
        out.println("scenario " + scenario.label() + ": " + tape.size() + " messages, reports " +
            (conforms ? "hash as published" : "hash to " + sha256 + ", published is " + scenario.sha256()));
        long fills = 0;
        final Rounds ours = new Rounds("plimsoll book", tape.size());
        final Rounds theirs = new Rounds(Peer.NAME, tape.size());
        try (Peer peer = new Peer())
        {
            final int rounds = request.isShort() ? ROUNDS_SHORT : ROUNDS;
            for (int round = -WARM_UP_ROUNDS; round < rounds; round++)
            {
                if (round == 0)
                {
                    ours.forget();
                    theirs.forget();
                }
                fills = check(scenario, "plimsoll", runOurs(tape, ours));
                check(scenario, Peer.NAME, runPeer(tape, peer, theirs));
            }
        }
        ours.print(out);
        theirs.print(out);
        final boolean fair = isFair(theirs, out);
        out.printf(Locale.ROOT, "RESULT tape scenario=%s fills=%d sha256=%s cpu_ns_per_msg=%.1f " +
            "peer_cpu_ns_per_msg=%.1f ratio=%.2f%n", scenario.label(), fills, sha256, ours.cpuNs(),
            theirs.cpuNs(), theirs.cpuNs() / ours.cpuNs());
        return conforms && fair ? 0 : 1;
    }

    private static void answer(final Tape tape, final TapeReports reports)
    {
        try (TapeBook book = new TapeBook(tape, reports))
        {
            book.run(tape.words(), 0, tape.size());
        }
    }

    private static long[] runOurs(final Tape tape, final Rounds rounds)
    {
        final CountingReports reports = new CountingReports();
        try (TapeBook book = new TapeBook(tape, reports))
        {
            rounds.begin();
            book.run(tape.words(), 0, tape.size());
            rounds.end();
        }
        return new long[]{reports.fills(), reports.valueTicks(), reports.rejects()};
    }

    private static long[] runPeer(final Tape tape, final Peer peer, final Rounds rounds)
    {
        final Peer.Part book = peer.open("TapeAdapter");
        rounds.begin();
        final long[] totals = (long[])book.call("run", tape.words(), 0, tape.size());
        rounds.end();
        return totals;
    }

    /** The fills, once all totals are as published. */
    private static long check(final Scenario scenario, final String name, final long[] totals)
    {
        if (totals[0] != scenario.fills() || totals[1] != scenario.valueTicks() || totals[2] != scenario.rejects())
        {
            throw new IllegalStateException(String.format(Locale.ROOT,
                "the book of %s makes %d fills worth %d and %d rejects of scenario %s, published are %d, %d and %d",
                name, totals[0], totals[1], totals[2], scenario.label(), scenario.fills(), scenario.valueTicks(),
                scenario.rejects()));
        }
        return totals[0];
    }

    private static boolean isFair(final Rounds theirs, final PrintStream out)
    {
        final boolean fair = theirs.leastCpuNs() <= PEER_SLOWER_MOST * PEER_NS;
        out.printf(Locale.ROOT, "the peer in its worst scenario elsewhere: %.0f ns, here %.1f%n", PEER_NS,
            theirs.leastCpuNs());
        if (!fair)
        {
            out.println("The peer is more than " + PEER_SLOWER_MOST + " times slower than it is known to be, in its " +
                "best round: it is not measured fairly.");
        }
        return fair;
    }
}
