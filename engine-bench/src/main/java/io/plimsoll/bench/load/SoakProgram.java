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
package io.plimsoll.bench.load;

import io.plimsoll.bench.Program;
import io.plimsoll.bench.Request;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Long random streams after each command of which something is compared with what it should be. Case {@code index}: the
 * accounts acted on with those that a recomputation of all of them finds. A stream has a seed of its own, so that a
 * failure can be had again at once with {@code --seed}; every processor runs streams of its own.
 */
public final class SoakProgram implements Program
{
    private static final Request.Option CASE = new Request.Option("--case", List.of("index"), "");
    private static final Request.Option SEED = new Request.Option("--seed", "N", "1", SoakProgram::requireNumber);
    private static final long COMMANDS_PER_SEED = 20_000;
    private static final long SEEDS = 5_000;
    private static final long SEEDS_SHORT = 8;

    private final AtomicLong commands = new AtomicLong();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong changes = new AtomicLong();
    private final AtomicLong evaluations = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();

    /** A soak program. */
    public SoakProgram()
    {
    }

    @Override
    public String name()
    {
        return "soak";
    }

    @Override
    public String summary()
    {
        return "10^8 random commands, every account recomputed after each";
    }

    @Override
    public List<Request.Option> options()
    {
        return List.of(CASE, SEED);
    }

    @Override
    public String keptName(final Request request)
    {
        return name() + "-" + request.value(CASE);
    }

    @Override
    public int run(final Request request, final PrintStream out) throws InterruptedException
    {
        final long first = Long.parseLong(request.value(SEED));
        final long seeds = request.isShort() ? SEEDS_SHORT : SEEDS;
        out.println("seeds " + first + " to " + (first + seeds - 1) + ", " + COMMANDS_PER_SEED + " commands each");
        for (final AtomicLong count : List.of(commands, accepted, changes, evaluations, failures))
        {
            count.set(0);
        }
        final long startNs = System.nanoTime();
        runAll(first, seeds, out);
        out.printf(Locale.ROOT, "accepted=%d state_changes=%d visits=%d seconds=%d%n",
            accepted.get(), changes.get(), evaluations.get(), (System.nanoTime() - startNs) / 1_000_000_000L);
        out.printf(Locale.ROOT, "RESULT soak case=%s events=%d failures=%d%n",
            request.value(CASE), commands.get(), failures.get());
        return failures.get() == 0 ? 0 : 1;
    }

    private void runAll(final long first, final long seeds, final PrintStream out) throws InterruptedException
    {
        final AtomicLong next = new AtomicLong(first);
        final Thread[] threads = new Thread[Runtime.getRuntime().availableProcessors()];
        for (int place = 0; place < threads.length; place++)
        {
            threads[place] = new Thread(() ->
            {
                for (long seed = next.getAndIncrement(); seed < first + seeds; seed = next.getAndIncrement())
                {
                    runOne(seed, out);
                }
            }, "soak-" + place);
            threads[place].start();
        }
        for (final Thread thread : threads)
        {
            thread.join();
        }
    }

    private void runOne(final long seed, final PrintStream out)
    {
        final IndexSoak soak = new IndexSoak(seed, COMMANDS_PER_SEED);
        soak.run();
        commands.addAndGet(soak.commands());
        accepted.addAndGet(soak.accepted());
        changes.addAndGet(soak.changes());
        evaluations.addAndGet(soak.evaluations());
        if (soak.failure() != null)
        {
            failures.incrementAndGet();
            synchronized (out)
            {
                out.println("FAILED " + soak.failure());
            }
        }
    }

    private static void requireNumber(final String value)
    {
        if (!value.matches("[0-9]{1,18}"))
        {
            throw new IllegalArgumentException("Option '--seed' takes a whole number, not '" + value + "'.");
        }
    }
}
