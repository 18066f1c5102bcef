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

import com.sun.management.ThreadMXBean;
import io.plimsoll.bench.Program;
import io.plimsoll.bench.Request;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * What the engine's thread allocates over a million mixed commands: nothing. The mix is asserted, and so is the figure.
 * <p>
 * The virtual machine itself allocates a few hundred bytes on the thread when it links or recompiles a method, which
 * now and then falls into a round. So a round that is not clean is repeated a few times and the least counts: code that
 * allocates does so in every round. Each round is printed.
 */
public final class AllocProgram implements Program
{
    private static final int COMMANDS = 1_000_000;
    private static final int ROUNDS_MAX = 4;
    private static final int LIQUIDATIONS = 10_000;
    private static final int TRIGGERED = 1_000;
    private static final int PER_CENT = 100;
    private static final long SEED = 99;
    private static final String[] KINDS =
        {"rejects", "cancels", "replaces", "immediate orders", "price ticks", "deposits", "stops", "icebergs",
            "mass cancels"};

    /** An allocation program. */
    public AllocProgram()
    {
    }

    @Override
    public String name()
    {
        return "alloc";
    }

    @Override
    public String summary()
    {
        return "bytes allocated by a million mixed commands, liquidations among them";
    }

    @Override
    public int run(final Request request, final PrintStream out)
    {
        try (MixedLoad load = new MixedLoad(SEED))
        {
            load.run(request.isShort() ? COMMANDS : 2 * COMMANDS);
            long bytes = Long.MAX_VALUE;
            boolean mixed = true;
            for (int round = 0; round < ROUNDS_MAX && bytes != 0 && mixed; round++)
            {
                bytes = Math.min(bytes, runRound(load, out));
                mixed = printMix(load, out);
            }
            out.printf(Locale.ROOT, "RESULT alloc commands=%d bytes=%d%n", load.commands(), bytes);
            return mixed && bytes == 0 ? 0 : 1;
        }
    }

    private static long runRound(final MixedLoad load, final PrintStream out)
    {
        final ThreadMXBean threads = (ThreadMXBean)ManagementFactory.getThreadMXBean();
        load.resetCounts();
        final long startNs = System.nanoTime();
        final long before = threads.getCurrentThreadAllocatedBytes();
        load.run(COMMANDS);
        final long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        out.printf(Locale.ROOT, "round of %d commands: %d bytes, %d ns each with the making of the command%n",
            load.commands(), bytes, (System.nanoTime() - startNs) / load.commands());
        return bytes;
    }

    private static boolean printMix(final MixedLoad load, final PrintStream out)
    {
        boolean mixed = load.liquidations() >= LIQUIDATIONS && load.triggered() >= TRIGGERED;
        for (int kind = 0; kind < KINDS.length; kind++)
        {
            final long count = load.count(kind);
            mixed &= count * PER_CENT >= load.commands();
            out.printf(Locale.ROOT, "%-17s %8d%n", KINDS[kind], count);
        }
        out.printf(Locale.ROOT, "%-17s %8d%n", "stops triggered", load.triggered());
        out.printf(Locale.ROOT, "%-17s %8d%n", "liquidations", load.liquidations());
        if (!mixed)
        {
            out.println("The mix falls short: 1 % of each kind, " + TRIGGERED + " stops triggered and " +
                LIQUIDATIONS + " liquidations are asked for.");
        }
        return mixed;
    }
}
