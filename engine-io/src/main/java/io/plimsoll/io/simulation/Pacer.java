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
package io.plimsoll.io.simulation;

import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Paces the price batches of a run by the wall clock and measures, open loop, how long after it was due each batch was
 * answered in full: a batch that goes out late, because the one before it took long, is counted from when it was due.
 * Confined to one thread.
 */
final class Pacer
{
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long LATENCY_MAX_NS = 3_600 * SECOND_NS;
    private static final long SPIN_NS = 100_000;

    private final double intervalNs;
    private final Histogram latency = new Histogram(LATENCY_MAX_NS, 3);
    private HiccupMeter hiccups;
    private long startNs;

    /**
     * A pacer.
     *
     * @param rate price batches per second; 0 for as fast as it goes, without a measurement.
     */
    Pacer(final long rate)
    {
        intervalNs = rate > 0 ? (double)SECOND_NS / rate : 0;
    }

    boolean isPaced()
    {
        return intervalNs > 0;
    }

    void await(final long instant)
    {
        if (!isPaced())
        {
            return;
        }
        if (0 == instant)
        {
            hiccups = new HiccupMeter();
            startNs = System.nanoTime();
        }
        final long dueNs = dueNs(instant);
        for (long nowNs = System.nanoTime(); nowNs < dueNs; nowNs = System.nanoTime())
        {
            if (dueNs - nowNs > SPIN_NS)
            {
                LockSupport.parkNanos(dueNs - nowNs - SPIN_NS);
            }
            else
            {
                Thread.onSpinWait();
            }
        }
    }

    void answered(final long instant)
    {
        if (isPaced())
        {
            latency.recordValue(Math.min(LATENCY_MAX_NS, System.nanoTime() - dueNs(instant)));
        }
    }

    private long dueNs(final long instant)
    {
        return startNs + (long)(instant * intervalNs);
    }

    Histogram latency()
    {
        return latency;
    }

    /** Ends the control measurement that ran beside. */
    Histogram hiccups()
    {
        hiccups.close();
        return hiccups.histogram();
    }
}
