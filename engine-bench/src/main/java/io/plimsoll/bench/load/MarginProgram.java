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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the events that many accounts share cost: a tick that crosses nobody, a tick that crosses one account of a
 * hundred, funding and a step of volatility over all who hold the instruments. Accounts have one to ten positions and
 * three collateral assets.
 */
public final class MarginProgram implements Program
{
    private static final int[] ACCOUNTS = {1_000, 10_000, 100_000, 1_000_000};
    private static final int[] ACCOUNTS_SHORT = {1_000, 10_000, 100_000};
    private static final int WARM_UP_ACCOUNTS = 5_000;
    private static final long SEED = 4_711;

    private final List<String> results = new ArrayList<>();
    private final Map<String, double[]> smallest = new LinkedHashMap<>();
    private final Map<String, double[]> largest = new LinkedHashMap<>();

    /** A margin program. */
    public MarginProgram()
    {
    }

    @Override
    public String name()
    {
        return "margin";
    }

    @Override
    public String summary()
    {
        return "ticks, funding and volatility over 10^3 to 10^6 accounts with collateral";
    }

    @Override
    public int run(final Request request, final PrintStream out)
    {
        results.clear();
        smallest.clear();
        largest.clear();
        final boolean isShort = request.isShort();
        run(WARM_UP_ACCOUNTS, true, new PrintStream(PrintStream.nullOutputStream()));
        results.clear();
        smallest.clear();
        for (final int accounts : isShort ? ACCOUNTS_SHORT : ACCOUNTS)
        {
            run(accounts, isShort, out);
        }
        if (isShort)
        {
            out.println("accounts=1000000 is left out of the short run");
        }
        printGrowth(out);
        results.forEach(out::println);
        return 0;
    }

    private void run(final int accounts, final boolean isShort, final PrintStream out)
    {
        try (MarginWorld world = new MarginWorld(accounts, SEED))
        {
            final MarginMeasure measure = new MarginMeasure(world, accounts);
            out.printf(Locale.ROOT, "accounts=%d positions=%d collateral=%d%n",
                accounts, world.positions(), (long)accounts * MarginWorld.ASSETS);
            keep("tick", accounts, measure.quietTickNs(isShort), 0, measure);
            measure.cross();
            keep("cross", accounts, measure, out);
            measure.fund();
            keep("funding", accounts, measure, out);
            measure.drain();
            print("drain after funding", measure, out);
            measure.ramp();
            keep("ramp", accounts, measure, out);
            measure.drain();
            print("drain after ramp", measure, out);
        }
    }

    private static void print(final String name, final MarginMeasure measure, final PrintStream out)
    {
        out.printf(Locale.ROOT, "  %-20s ns=%d crossed=%d visited=%d commands=%d largest_command_ns=%d%n", name,
            measure.ns(), measure.crossed(), measure.visited(), measure.commands(), measure.largestNs());
    }

    private void keep(final String event, final int accounts, final MarginMeasure measure, final PrintStream out)
    {
        print(event, measure, out);
        keep(event, accounts, measure.ns(), measure.crossed(), measure);
    }

    private void keep(
        final String event, final int accounts, final double ns, final long crossed, final MarginMeasure measure)
    {
        final double nsPerCrossed = crossed == 0 ? 0 : ns / crossed;
        smallest.putIfAbsent(event, new double[]{ns, nsPerCrossed});
        largest.put(event, new double[]{ns, nsPerCrossed});
        results.add(String.format(Locale.ROOT,
            "RESULT margin event=%s accounts=%d ns=%.1f ns_per_crossed=%.1f bytes_per_account=%d",
            event, accounts, ns, nsPerCrossed, measure.bytesPerAccount()));
    }

    private void printGrowth(final PrintStream out)
    {
        smallest.forEach((event, first) ->
        {
            final double[] last = largest.get(event);
            out.printf(Locale.ROOT, "growth, fewest to most accounts: %-8s ns %.2f, ns a crossed account %s%n",
                event, last[0] / first[0],
                first[1] == 0 || last[1] == 0 ? "none" : String.format(Locale.ROOT, "%.2f", last[1] / first[1]));
        });
    }
}
