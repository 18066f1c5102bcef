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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a command costs in a large book, as a multiple of what it costs in the small one of workload A: the same stream
 * with a million resting orders (the large benchmark of the peer's authors); the same stream with a thousand, while a
 * hundred thousand other prices are open; and one taker that fills five thousand orders. The long run prints beside
 * them, without a bound, a stream that jumps about among a hundred thousand prices, where no book finds anything in the
 * cache.
 */
public final class ScaleProgram implements Program
{
    private static final int WARM_UP_ROUNDS = 2;
    private static final int ROUNDS = 15;
    private static final int ROUNDS_SHORT = 5;
    private static final int TIMED = 1_000_000;
    private static final int SMALL_ORDERS = 4_096;
    private static final WorkloadA.Shape MANY_ORDERS =
        new WorkloadA.Shape(1_000_000, 30_800, 1_540, Workload.USERS, 0);
    private static final WorkloadA.Shape MANY_LEVELS =
        new WorkloadA.Shape(1_000, 130_800, 1_540, Workload.USERS, 50_000);
    private static final WorkloadA.Shape JUMPING =
        new WorkloadA.Shape(220_000, 6_200_000, 310_000, Workload.USERS, 0);
    private static final int LEVELS_LEAST = 100_000;
    private static final int ROOM = 1 << 21;
    private static final int FILLS = 5_000;

    private final List<String> results = new ArrayList<>();

    /** A scale program. */
    public ScaleProgram()
    {
    }

    @Override
    public String name()
    {
        return "scale";
    }

    @Override
    public String summary()
    {
        return "a million orders, a hundred thousand levels, a sweep of 5,000, against the small book";
    }

    @Override
    public int run(final Request request, final PrintStream out) throws IOException
    {
        final int rounds = request.isShort() ? ROUNDS_SHORT : ROUNDS;
        results.clear();
        try (Peer peer = new Peer())
        {
            final double smallNs = measure(
                Workload.record("A", TIMED), peer, SMALL_ORDERS, 2 * rounds, out).cpuNs();
            final Workload orders = Workload.recordLike("A, 10^6 orders", TIMED, MANY_ORDERS);
            keep("orders_1000000", measure(orders, peer, ROOM, rounds, out).cpuNs(), smallNs);
            final Workload levels = withLevels(Workload.recordLike("A, 10^5 levels", TIMED, MANY_LEVELS));
            keep("levels_100000", measure(levels, peer, ROOM, rounds, out).cpuNs(), smallNs);
            if (!request.isShort())
            {
                final Workload jumping = withLevels(Workload.recordLike("A, among 10^5 levels", TIMED, JUMPING));
                out.printf(Locale.ROOT, "among 10^5 levels: %.2f times the small book%n",
                    measure(jumping, peer, ROOM, rounds, out).cpuNs() / smallNs);
            }
            final Rounds sweep = new SweepRounds(FILLS, Workload.USERS).run();
            sweep.print(out);
            keep("sweep_" + FILLS, sweep.cpuNs(), smallNs);
        }
        results.forEach(out::println);
        return 0;
    }

    private static Rounds measure(
        final Workload workload, final Peer peer, final int room, final int rounds, final PrintStream out)
    {
        out.println("workload " + workload.name() + ": " + workload.commands().timed() + " commands, " +
            workload.figures());
        final BookRounds books = new BookRounds(workload, peer, room, room);
        books.run(WARM_UP_ROUNDS, rounds);
        books.ours().print(out);
        books.theirs().print(out);
        return books.ours();
    }

    private static Workload withLevels(final Workload workload)
    {
        if (workload.figures().levels(false) + workload.figures().levels(true) < LEVELS_LEAST)
        {
            throw new IllegalStateException("the stream has too few levels: " + workload.figures());
        }
        return workload;
    }

    private void keep(final String name, final double cpuNs, final double smallNs)
    {
        results.add(String.format(Locale.ROOT, "RESULT scale case=%s cpu_ns=%.1f ratio_to_small=%.2f",
            name, cpuNs, cpuNs / smallNs));
    }
}
