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
    public String keptName(final Request request)
    {
        return name() + '-' + request.value(WORKLOAD);
    }

    @Override
    public int run(final Request request, final PrintStream out) throws IOException
    {
        final Workload workload = Workload.record(request.value(WORKLOAD), Workload.TIMED);
        out.println("workload " + workload.name() + ": " + workload.commands().timed() + " commands, " +
            workload.figures());
        try (Peer peer = new Peer())
        {
            final BookRounds books = new BookRounds(workload, peer, ORDERS, ORDERS);
            books.compareTrades(out);
            books.run(WARM_UP_ROUNDS, request.isShort() ? ROUNDS_SHORT : ROUNDS);
            final Rounds ours = books.ours();
            final Rounds theirs = books.theirs();
            ours.print(out);
            theirs.print(out);
            return result(workload, ours, theirs, out);
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
