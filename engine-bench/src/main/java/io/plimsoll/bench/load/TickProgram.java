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
import java.util.List;
import java.util.Locale;

/**
 * What a price costs, whatever the number of accounts: (a) a tick that passes no bound, (b) the mean over all ticks of
 * a walk, with the accounts visited and their changes of state in it. Beside each the time of a full scan: the same
 * requirement code over all accounts in index order.
 */
public final class TickProgram implements Program
{
    private static final int[] ACCOUNTS = {1_000, 10_000, 100_000, 1_000_000};
    private static final int MANY_POSITIONS = 10;
    private static final long SEED = 4_711;
    private static final int SHORT_TICKS = 20_000;
    private static final int LONG_TICKS = 100_000;
    private static final int LARGE = 1_000_000;

    /** A tick program. */
    public TickProgram()
    {
    }

    @Override
    public String name()
    {
        return "tick";
    }

    @Override
    public String summary()
    {
        return "a price tick among 10^3 to 10^6 accounts, beside a full scan";
    }

    @Override
    public int run(final Request request, final PrintStream out)
    {
        final List<String> results = new ArrayList<>();
        final List<String> allResults = new ArrayList<>();
        final boolean isShort = request.isShort();
        warmUp();
        for (final int accounts : ACCOUNTS)
        {
            measureSingle(accounts, isShort, results, allResults, out);
        }
        for (final int accounts : ACCOUNTS)
        {
            if (isShort && accounts == LARGE)
            {
                out.println("positions=10 accounts=1000000 is left out of the short run");
                continue;
            }
            try (LeverageWorld world = new LeverageWorld(accounts, MANY_POSITIONS, SEED))
            {
                allResults.add(measureAll(new TickMeasure(world.host()), accounts, MANY_POSITIONS, isShort, out));
            }
        }
        results.addAll(allResults);
        results.forEach(out::println);
        return 0;
    }

    /** Compiles what is measured, lest the first line tell of the compiler. */
    private static void warmUp()
    {
        try (LeverageWorld world = new LeverageWorld(ACCOUNTS[0], MANY_POSITIONS, SEED + 1))
        {
            final TickMeasure measure = new TickMeasure(world.host());
            measure.walk(new PriceWalk(2 * SHORT_TICKS, SEED + 1), SHORT_TICKS);
            measure.scanNs();
        }
    }

    private static void measureSingle(
        final int accounts,
        final boolean isShort,
        final List<String> results,
        final List<String> allResults,
        final PrintStream out)
    {
        try (LeverageWorld world = new LeverageWorld(accounts, 1, SEED))
        {
            final TickMeasure measure = new TickMeasure(world.host());
            final double ns = measure.quietTickNs(isShort);
            final double scanNs = measure.scanNs();
            results.add(String.format(Locale.ROOT, "RESULT tick accounts=%d ns=%.1f scan_ns=%.0f ratio=%.0f",
                accounts, ns, scanNs, scanNs / ns));
            allResults.add(measureAll(measure, accounts, 1, isShort, out));
        }
    }

    private static String measureAll(
        final TickMeasure measure,
        final int accounts,
        final int positions,
        final boolean isShort,
        final PrintStream out)
    {
        final int ticks = isShort || accounts == LARGE ? SHORT_TICKS : LONG_TICKS;
        measure.walk(new PriceWalk(2 * ticks, SEED), ticks);
        final double scanNs = measure.scanNs();
        final double ns = measure.walkNs() / ticks;
        out.printf(Locale.ROOT, "positions=%d accounts=%d ticks=%d wall_ns=%.1f worst_tick_visits=%d " +
            "reserved_bytes=%d bytes_per_account=%d%n", positions, accounts, ticks, measure.walkWallNs() / ticks,
            measure.worstVisits(), measure.reservedBytes(), measure.bytesPerAccount());
        return String.format(Locale.ROOT, "RESULT tick_all positions=%d accounts=%d ns=%.1f visits_per_tick=%.4f " +
            "changes_per_tick=%.4f ns_per_visit=%.1f scan_ns=%.0f ratio=%.1f", positions, accounts, ns,
            measure.visits() / (double)ticks, measure.changes() / (double)ticks, measure.walkNs() / measure.visits(),
            scanNs, scanNs / ns);
    }
}
