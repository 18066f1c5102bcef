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
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/** Measures ticks and scans of one world, in processor time of its thread. */
final class TickMeasure
{
    private static final int QUIET_ROUNDS = 7;
    private static final int QUIET_TICKS_SHORT = 200_000;
    private static final int QUIET_TICKS = 1_000_000;
    private static final int SCAN_ROUNDS = 5;
    private static final long SCAN_BUDGET_NS = 4_000_000_000L;
    private static final int QUIET_TRIES = 10_000;
    private static final int QUIET_STEP = 7;

    private final EngineHost host;
    private final Engine engine;
    private final StateChanges stateChanges = new StateChanges();
    private long walkNs;
    private long walkWallNs;
    private long visits;
    private long changes;
    private long worstVisits;

    TickMeasure(final EngineHost host)
    {
        this.host = host;
        engine = host.engine();
    }

    /** Time of a tick that passes no bound: the median of several rounds, each over all instruments in turn. */
    double quietTickNs(final boolean isShort)
    {
        final UnsafeBuffer frames = quietFrames();
        final int length = host.writer().mark(1, 1);
        final int count = frames.capacity() / length;
        final int ticks = isShort ? QUIET_TICKS_SHORT : QUIET_TICKS;
        final double[] rounds = new double[QUIET_ROUNDS];
        final long evaluations = engine.evaluations();
        for (int round = 0; round < QUIET_ROUNDS; round++)
        {
            final long startNs = CpuClock.nowNs();
            int place = 0;
            for (int tick = 0; tick < ticks; tick++)
            {
                host.send(frames, place * length, length);
                place = place + 1 == count ? 0 : place + 1;
            }
            rounds[round] = (CpuClock.nowNs() - startNs) / (double)ticks;
        }
        if (engine.evaluations() != evaluations)
        {
            throw new IllegalStateException("a tick that should pass no bound has passed one");
        }
        Arrays.sort(rounds);
        return rounds[QUIET_ROUNDS / 2];
    }

    /** Two marks for each instrument between which no bound lies, each mark as a price command. */
    private UnsafeBuffer quietFrames()
    {
        final int length = host.writer().mark(1, 1);
        final UnsafeBuffer frames = new UnsafeBuffer(ByteBuffer.allocateDirect(2 * LeverageWorld.INSTRUMENTS * length));
        for (int instrumentId = 1; instrumentId <= LeverageWorld.INSTRUMENTS; instrumentId++)
        {
            final long mark = quietMark(instrumentId);
            host.writer().mark(frames, (instrumentId - 1) * length, instrumentId, mark);
            host.writer().mark(
                frames, (LeverageWorld.INSTRUMENTS + instrumentId - 1) * length, instrumentId, mark + 1);
        }
        return frames;
    }

    private long quietMark(final int instrumentId)
    {
        long mark = LeverageWorld.START_SUB_TICKS;
        for (int attempt = 0; attempt < QUIET_TRIES; attempt++)
        {
            host.require(host.writer().mark(instrumentId, mark + 1));
            host.finish();
            host.require(host.writer().mark(instrumentId, mark));
            host.finish();
            final long before = engine.evaluations();
            host.require(host.writer().mark(instrumentId, mark + 1));
            if (engine.evaluations() == before)
            {
                return mark;
            }
            host.finish();
            mark += QUIET_STEP;
        }
        throw new IllegalStateException("there is no mark beside which no bound lies");
    }

    /** Time of a full scan, the least of several rounds. Also checks that the index has left nobody out. */
    double scanNs()
    {
        long least = Long.MAX_VALUE;
        long spent = 0;
        for (int round = 0; round < SCAN_ROUNDS && spent < SCAN_BUDGET_NS; round++)
        {
            final long startNs = CpuClock.nowNs();
            final int unqueued = engine.unqueuedAccounts();
            final long elapsed = CpuClock.nowNs() - startNs;
            if (unqueued != 0)
            {
                throw new IllegalStateException("the index has left out " + unqueued + " accounts");
            }
            least = Math.min(least, elapsed);
            spent += elapsed;
        }
        return least;
    }

    /** Walks the prices; the given number of ticks at the end count. */
    void walk(final PriceWalk prices, final int ticks)
    {
        final int first = prices.count() - ticks;
        run(prices, 0, first);
        final long evaluations = engine.evaluations();
        changes = 0;
        worstVisits = 0;
        final long startNs = CpuClock.nowNs();
        final long startWallNs = System.nanoTime();
        run(prices, first, prices.count());
        walkWallNs = System.nanoTime() - startWallNs;
        walkNs = CpuClock.nowNs() - startNs;
        visits = engine.evaluations() - evaluations;
        if (engine.waitingAccounts() != 0)
        {
            throw new IllegalStateException("an account has come to its maintenance line");
        }
    }

    private void run(final PriceWalk prices, final int from, final int to)
    {
        final int length = prices.frameLength();
        for (int tick = from; tick < to; tick++)
        {
            final long before = engine.evaluations();
            host.send(prices.frames(), tick * length, length);
            changes += stateChanges.count(engine.effects());
            while (engine.workLeft())
            {
                host.continueOnce();
                changes += stateChanges.count(engine.effects());
            }
            worstVisits = Math.max(worstVisits, engine.evaluations() - before);
        }
    }

    double walkNs()
    {
        return walkNs;
    }

    double walkWallNs()
    {
        return walkWallNs;
    }

    long visits()
    {
        return visits;
    }

    /** Changes of state in the walk. */
    long changes()
    {
        return changes;
    }

    long worstVisits()
    {
        return worstVisits;
    }

    long reservedBytes()
    {
        return engine.reservedBytes();
    }

    long bytesPerAccount()
    {
        return engine.bytesPerAccount();
    }
}
