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
 * The book alone beside the peer's, both over the same recorded commands in rounds that take turns, each with a fresh
 * book. Before the clock starts both run the commands once and every trade is compared; after every round both must
 * hold, order by order, what the generator's own book holds.
 */
public final class BookProgram implements Program
{
    private static final Request.Option WORKLOAD = new Request.Option("--workload", List.of("A", "B"), "");
    private static final int WARM_UP_ROUNDS = 4;
    private static final int ROUNDS = 25;
    private static final int ROUNDS_SHORT = 9;
    private static final int ORDERS = 4_096;
    private static final double PEER_A_NS = 88;
    private static final double PEER_B_NS = 57;
    private static final double PEER_SLOWER_MOST = 1.5;

    /** A book program. */
    public BookProgram()
    {
    }

    @Override
    public String name()
    {
        return "book";
    }

    @Override
    public String summary()
    {
        return "the book alone, beside exchange-core's direct book on the same commands";
    }

    @Override
    public List<Request.Option> options()
    {
        return List.of(WORKLOAD);
    }

    @Override
    public int run(final Request request, final PrintStream out) throws IOException
    {
        final Workload workload = Workload.record(request.value(WORKLOAD), Workload.TIMED);
        out.println("workload " + workload.name() + ": " + workload.commands().timed() + " commands, " +
            workload.figures());
        try (Peer peer = new Peer())
        {
            compareTrades(workload, peer, out);
            final Rounds ours = new Rounds("plimsoll book", workload.commands().timed());
            final Rounds theirs = new Rounds(Peer.NAME, workload.commands().timed());
            final int rounds = request.isShort() ? ROUNDS_SHORT : ROUNDS;
            for (int round = -WARM_UP_ROUNDS; round < rounds; round++)
            {
                if (round == 0)
                {
                    ours.forget();
                    theirs.forget();
                }
                runOurs(workload, ours);
                runPeer(workload, peer, theirs);
            }
            ours.print(out);
            theirs.print(out);
            return result(workload, ours, theirs, out);
        }
    }

    private static void compareTrades(final Workload workload, final Peer peer, final PrintStream out)
    {
        final int[] words = workload.commands().words();
        final int size = workload.commands().size();
        try (PlainBook book = newBook())
        {
            final long[] ours = book.runAndDigest(words, 0, size);
            final long[] theirs = (long[])peer.open("BookAdapter").call("runAndDigest", words, 0, size);
            if (!Arrays.equals(ours, theirs))
            {
                throw new IllegalStateException("the books trade differently: " + ours[0] + " trades here, " +
                    theirs[0] + " there, digests " + Long.toHexString(ours[1]) + " and " + Long.toHexString(theirs[1]));
            }
            out.println("both books make the same " + ours[0] + " trades, prefill included, in the same order");
        }
    }

    private static void runOurs(final Workload workload, final Rounds rounds)
    {
        final Commands commands = workload.commands();
        try (PlainBook book = newBook())
        {
            book.run(commands.words(), 0, commands.prefill());
            rounds.begin();
            final long refused = book.run(commands.words(), commands.prefill(), commands.size());
            rounds.end();
            compareBooks("plimsoll", workload, refused, book.resting(false), book.resting(true));
        }
    }

    private static void runPeer(final Workload workload, final Peer peer, final Rounds rounds)
    {
        final Commands commands = workload.commands();
        final Peer.Part book = peer.open("BookAdapter");
        book.call("run", commands.words(), 0, commands.prefill());
        rounds.begin();
        final long refused = (long)book.call("run", commands.words(), commands.prefill(), commands.size());
        rounds.end();
        compareBooks(Peer.NAME, workload, refused, (long[])book.call("resting", false),
            (long[])book.call("resting", true));
    }

    private static PlainBook newBook()
    {
        return new PlainBook(Workload.USERS, ORDERS, ORDERS);
    }

    private static void compareBooks(
        final String name, final Workload workload, final long refused, final long[] bids, final long[] asks)
    {
        if (refused != 0 || !Arrays.equals(bids, workload.bids()) || !Arrays.equals(asks, workload.asks()))
        {
            throw new IllegalStateException("the book of " + name + " does not end as the generator's does: " +
                refused + " commands refused, " + bids.length / 3 + " bids and " + asks.length / 3 +
                " asks in place of " + workload.bids().length / 3 + " and " + workload.asks().length / 3);
        }
    }

    private static int result(
        final Workload workload, final Rounds ours, final Rounds theirs, final PrintStream out)
    {
        final double published = workload.name().equals("A") ? PEER_A_NS : PEER_B_NS;
        final boolean fair = theirs.leastCpuNs() <= PEER_SLOWER_MOST * published;
        out.printf(Locale.ROOT, "the peer at its best elsewhere: %.0f ns, here %.1f%n", published, theirs.leastCpuNs());
        if (!fair)
        {
            out.println("The peer is more than " + PEER_SLOWER_MOST + " times slower than it is known to be, in its " +
                "best round: it is not measured fairly.");
        }
        out.printf(Locale.ROOT, "RESULT book workload=%s cpu_ns=%.1f peer_cpu_ns=%.1f ratio=%.2f%n", workload.name(),
            ours.cpuNs(), theirs.cpuNs(), theirs.cpuNs() / ours.cpuNs());
        return fair ? 0 : 1;
    }
}
