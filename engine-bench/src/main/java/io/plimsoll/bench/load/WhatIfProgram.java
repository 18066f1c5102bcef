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

import io.plimsoll.bench.CpuClock;
import io.plimsoll.bench.Program;
import io.plimsoll.bench.Request;
import io.plimsoll.core.Engine;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.margin.WhatIf;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;

/**
 * What a question costs, asked in process: accounts with ten positions, one supposed mark, one supposed trade, and the
 * whole answer with the liquidation price of each position. Beside it the same without anything supposed. The state
 * must be the same before and after, and no question may be refused.
 */
public final class WhatIfProgram implements Program
{
    private static final int ACCOUNTS = 1_000;
    private static final int POSITIONS = 10;
    private static final int ROUNDS = 9;
    private static final int SHORT_QUESTIONS = 100_000;
    private static final int LONG_QUESTIONS = 1_000_000;
    private static final int MOVES = 1_024;
    private static final long MOVE_SUB_TICKS = 1_000;
    private static final long SEED = 4_711;

    private long answered;
    private double wallNs;

    /** A what-if program. */
    public WhatIfProgram()
    {
    }

    @Override
    public String name()
    {
        return "whatif";
    }

    @Override
    public String summary()
    {
        return "what an account of ten positions would be, with its liquidation prices";
    }

    @Override
    public int run(final Request request, final PrintStream out)
    {
        final int questions = request.isShort() ? SHORT_QUESTIONS : LONG_QUESTIONS;
        try (LeverageWorld world = new LeverageWorld(ACCOUNTS, POSITIONS, SEED))
        {
            final Engine engine = world.host().engine();
            final long before = engine.stateDigest();
            final double bareNs = measure(engine.whatIf(), questions, false);
            final double bareWallNs = wallNs;
            final double ns = measure(engine.whatIf(), questions, true);
            out.printf(Locale.ROOT, "nothing supposed: %.1f ns, %.1f ns of wall time%n", bareNs, bareWallNs);
            out.printf(Locale.ROOT, "positions of the answers: %d%n", answered / (2L * ROUNDS * questions));
            final boolean unchanged = engine.stateDigest() == before;
            out.printf(Locale.ROOT, "state: %s%n", unchanged ? "unchanged" : "CHANGED");
            out.printf(Locale.ROOT, "RESULT whatif ns=%.1f wall_ns=%.1f bare_ns=%.1f positions=%d accounts=%d%n",
                ns, wallNs, bareNs, POSITIONS, ACCOUNTS);
            return unchanged && answered == 2L * ROUNDS * questions * POSITIONS ? 0 : 1;
        }
    }

    /** Processor time of a question: the median of the rounds after the first two. */
    private double measure(final WhatIf question, final int questions, final boolean supposes)
    {
        final double[] rounds = new double[ROUNDS];
        final double[] walls = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++)
        {
            final long wall = System.nanoTime();
            final long start = CpuClock.nowNs();
            ask(question, questions, supposes);
            rounds[round] = (CpuClock.nowNs() - start) / (double)questions;
            walls[round] = (System.nanoTime() - wall) / (double)questions;
        }
        Arrays.sort(rounds, 2, ROUNDS);
        Arrays.sort(walls, 2, ROUNDS);
        wallNs = walls[(ROUNDS + 2) / 2];
        return rounds[(ROUNDS + 2) / 2];
    }

    private void ask(final WhatIf question, final int questions, final boolean supposes)
    {
        for (int number = 0; number < questions; number++)
        {
            question.about(1 + number % ACCOUNTS);
            if (supposes)
            {
                final int instrumentId = 1 + number % LeverageWorld.INSTRUMENTS;
                question
                    .mark(instrumentId, LeverageWorld.START_SUB_TICKS + (number % MOVES - MOVES / 2) * MOVE_SUB_TICKS)
                    .trade(1 + (number + 1) % LeverageWorld.INSTRUMENTS, number % 2 == 0 ? 3 : -3, 0);
            }
            answered += question.ask() == ResultCode.ACCEPTED ? question.answer().positions() : 0;
        }
    }
}
