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
import io.plimsoll.core.Engine;

/**
 * Brings events about in a {@link MarginWorld} and measures each in processor time of the thread, from its command to
 * the end of the last continue. After each event every account is recomputed, and none may have been left out.
 */
final class MarginMeasure
{
    private static final int CROSSED_SHARE = 100;
    private static final int MOVE_FIRST_PPM = 100;
    private static final int MOVE_MAX_PPM = 35_000;
    private static final int PPM = 1_000_000;
    private static final int IDLE_COMMANDS = 64;
    private static final int RAMP_STEPS = 5;

    private final MarginWorld world;
    private final EngineHost host;
    private final Engine engine;
    private final int accounts;
    private final FactorWriter factors = new FactorWriter();
    private final StateChanges stateChanges = new StateChanges();
    private int clock;
    private long ns;
    private long crossed;
    private long visited;
    private long commands;
    private long largestNs;

    MarginMeasure(final MarginWorld world, final int accounts)
    {
        this.world = world;
        this.accounts = accounts;
        host = world.host();
        engine = host.engine();
    }

    /** A tick that crosses nobody: the median of several rounds. */
    double quietTickNs(final boolean isShort)
    {
        return new TickMeasure(host).quietTickNs(isShort);
    }

    /** A fall of all marks by as much as lets one account of a hundred cross its line, in one command. */
    void cross()
    {
        int movePpm = MOVE_FIRST_PPM;
        move(movePpm);
        while (crossed * CROSSED_SHARE < accounts && movePpm < MOVE_MAX_PPM)
        {
            move(0);
            movePpm += Math.max(1, movePpm >> 3);
            move(movePpm);
        }
        move(0);
        move(movePpm);
        check();
        final long measuredNs = ns;
        final long measuredCrossed = crossed;
        final long measuredVisited = visited;
        final long measuredCommands = commands;
        final long measuredLargestNs = largestNs;
        move(0);
        ns = measuredNs;
        crossed = measuredCrossed;
        visited = measuredVisited;
        commands = measuredCommands;
        largestNs = measuredLargestNs;
    }

    private void move(final int downPpm)
    {
        final long mark = MarginWorld.START_SUB_TICKS / PPM * (PPM - downPpm);
        final int length = factors.marks(MarginWorld.INSTRUMENTS, mark);
        begin();
        final long startNs = CpuClock.nowNs();
        host.send(factors.buffer(), 0, length);
        end(startNs);
    }

    /** Funding of every instrument, over all who hold it. */
    void fund()
    {
        while (clock % MarginWorld.CLOCKS_PER_FUNDING != MarginWorld.CLOCKS_PER_FUNDING - 1)
        {
            passClock();
        }
        passClock();
        check();
    }

    /** A step of the rates of every instrument, in force and announced, over all who hold it. */
    void ramp()
    {
        world.scheduleVolatility();
        for (int step = 1; step < RAMP_STEPS; step++)
        {
            passClock();
            drain();
        }
        passClock();
        check();
    }

    private void passClock()
    {
        clock++;
        host.timePasses(clock * MarginWorld.CLOCK_NS);
        begin();
        final long startNs = CpuClock.nowNs();
        host.continueOnce();
        end(startNs);
    }

    /** Lets accounts whose bounds were set for factors of before be armed anew, until none is left. */
    void drain()
    {
        begin();
        final long startNs = CpuClock.nowNs();
        long commandStartNs = startNs;
        int idle = 0;
        while (idle < IDLE_COMMANDS)
        {
            final long before = engine.evaluations();
            host.continueOnce();
            note();
            idle = engine.evaluations() == before ? idle + 1 : 0;
            final long nowNs = CpuClock.nowNs();
            largestNs = Math.max(largestNs, nowNs - commandStartNs);
            commandStartNs = nowNs;
        }
        finish(startNs);
    }

    private void begin()
    {
        crossed = 0;
        commands = 0;
        largestNs = 0;
        visited = engine.evaluations();
    }

    /** Serves what the first command has left over. */
    private void end(final long startNs)
    {
        long commandStartNs = startNs;
        note();
        long nowNs = CpuClock.nowNs();
        largestNs = nowNs - commandStartNs;
        while (engine.workLeft())
        {
            commandStartNs = nowNs;
            host.continueOnce();
            note();
            nowNs = CpuClock.nowNs();
            largestNs = Math.max(largestNs, nowNs - commandStartNs);
        }
        finish(startNs);
    }

    private void finish(final long startNs)
    {
        ns = CpuClock.nowNs() - startNs;
        visited = engine.evaluations() - visited;
    }

    /** Counts the changes of state of the last command. */
    private void note()
    {
        commands++;
        crossed += stateChanges.count(engine.effects());
    }

    private void check()
    {
        final int unqueued = engine.unqueuedAccounts();
        if (unqueued != 0)
        {
            throw new IllegalStateException("the index has left out " + unqueued + " accounts");
        }
        if (engine.waitingAccounts() != 0)
        {
            throw new IllegalStateException("an account has come to its maintenance line");
        }
    }

    /** Processor time of the last event. */
    long ns()
    {
        return ns;
    }

    /** Changes of state in the last event. */
    long crossed()
    {
        return crossed;
    }

    /** Accounts that the last event made the engine look at. */
    long visited()
    {
        return visited;
    }

    /** Commands of the last event, its continues included. */
    long commands()
    {
        return commands;
    }

    /** The command of the last event that took most of the processor's time. */
    long largestNs()
    {
        return largestNs;
    }

    long bytesPerAccount()
    {
        return engine.bytesPerAccount();
    }
}
