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
package io.plimsoll.bench.inline;

import io.plimsoll.bench.Program;
import io.plimsoll.bench.Request;
import io.plimsoll.bench.Rounds;
import io.plimsoll.bench.book.Commands;
import io.plimsoll.bench.book.Workload;
import io.plimsoll.bench.peer.Peer;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;

/**
 * Workload A through the whole engine, message by message, beside the peer's risk and matching engines on the same
 * commands, in rounds that take turns, each with fresh engines. The peer knows no mark price, no maintenance and no
 * liquidation; ours has moving marks, four brackets, four positions an account and its load-line index in the figure.
 */
public final class InlineProgram implements Program
{
    private static final int WARM_UP_ROUNDS = 2;
    private static final int ROUNDS = 15;
    private static final int ROUNDS_SHORT = 5;
    private static final int ORDERS = 4_096;
    private static final double PEER_NS = 120;
    private static final double PEER_SLOWER_MOST = 1.5;

    /** An inline program. */
    public InlineProgram()
    {
    }

    @Override
    public String name()
    {
        return "inline";
    }

    @Override
    public String summary()
    {
        return "the whole engine with margin, in process, beside exchange-core's risk and matching";
    }

    @Override
    public int run(final Request request, final PrintStream out) throws IOException
    {
        Peer.requireFittingMachine();
        final Workload workload = Workload.record("A", Workload.TIMED);
        try (Peer peer = new Peer(); MarkedCommands commands = new MarkedCommands(workload.commands(), false))
        {
            out.printf(Locale.ROOT, "%d commands of workload A, %d marks among ours; %s%n",
                workload.commands().timed(), commands.marks(), workload.figures());
            final long digest = compareTrades(workload, commands, peer, out);
            final Rounds ours = new Rounds("plimsoll engine", workload.commands().timed());
            final Rounds theirs = new Rounds(Peer.NAME, workload.commands().timed());
            final int rounds = request.isShort() ? ROUNDS_SHORT : ROUNDS;
            for (int round = -WARM_UP_ROUNDS; round < rounds; round++)
            {
                if (round == 0)
                {
                    ours.forget();
                    theirs.forget();
                }
                runOurs(commands, digest, ours);
                runPeer(workload, peer, theirs);
            }
            ours.print(out);
            theirs.print(out);
            return result(ours, theirs, out);
        }
    }

    private static InlineWorld newWorld()
    {
        return new InlineWorld(Workload.USERS, ORDERS);
    }

    /** Every trade and everything that rests afterwards; returns the digest of the engine's state. */
    static long compareTrades(
        final Workload workload, final MarkedCommands commands, final Peer peer, final PrintStream out)
    {
        final int[] words = workload.commands().words();
        final Peer.Part part = peer.open("InlineAdapter", Workload.USERS);
        final long[] theirs = (long[])part.call("runAndDigest", words, 0, workload.commands().size());
        try (InlineWorld world = newWorld())
        {
            final long[] ours = world.runAndDigest(commands);
            final long stateDigest = world.host().engine().stateDigest();
            final int[] owners = workload.commands().owners();
            final long wrong = world.cancelAll(workload.bids(), owners) + world.cancelAll(workload.asks(), owners);
            if (!Arrays.equals(ours, theirs) || wrong != 0)
            {
                throw new IllegalStateException("the engines end differently: " + ours[0] + " trades here, " +
                    theirs[0] + " there, digests " + Long.toHexString(ours[1]) + " and " +
                    Long.toHexString(theirs[1]) + ", " + wrong + " of our orders missing or with other lots");
            }
            out.println("both engines make the same " + ours[0] +
                " trades, prefill included, and the same orders rest");
            return stateDigest;
        }
    }

    private static void runOurs(final MarkedCommands commands, final long digest, final Rounds rounds)
    {
        try (InlineWorld world = newWorld())
        {
            long refused = world.run(commands, 0, commands.timedFrom());
            rounds.begin();
            refused += world.run(commands, commands.timedFrom(), commands.end());
            rounds.end();
            if (refused != 0 || world.host().engine().stateDigest() != digest)
            {
                throw new IllegalStateException("the engine did not end as before: " + refused + " commands refused");
            }
        }
    }

    private static void runPeer(final Workload workload, final Peer peer, final Rounds rounds)
    {
        final Commands commands = workload.commands();
        final Peer.Part part = peer.open("InlineAdapter", Workload.USERS);
        long refused = (long)part.call("run", commands.words(), 0, commands.prefill());
        rounds.begin();
        refused += (long)part.call("run", commands.words(), commands.prefill(), commands.size());
        rounds.end();
        if (refused != 0 || !Arrays.equals((long[])part.call("resting", false), workload.bids()) ||
            !Arrays.equals((long[])part.call("resting", true), workload.asks()))
        {
            throw new IllegalStateException(Peer.NAME + " does not end as the generator's book does: " + refused +
                " commands refused");
        }
    }

    private static int result(final Rounds ours, final Rounds theirs, final PrintStream out)
    {
        final boolean fair = theirs.leastCpuNs() <= PEER_SLOWER_MOST * PEER_NS;
        out.printf(Locale.ROOT, "the peer at its best elsewhere: %.0f ns, here %.1f%n", PEER_NS, theirs.leastCpuNs());
        if (!fair)
        {
            out.println("The peer is more than " + PEER_SLOWER_MOST + " times slower than it is known to be, in its " +
                "best round: it is not measured fairly.");
        }
        out.printf(Locale.ROOT, "RESULT inline cpu_ns=%.1f peer_cpu_ns=%.1f ratio=%.2f%n",
            ours.cpuNs(), theirs.cpuNs(), theirs.cpuNs() / ours.cpuNs());
        return fair ? 0 : 1;
    }
}
