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
import org.HdrHistogram.SingleWriterRecorder;

/**
 * The control beside a latency measurement: a thread that only sleeps for a millisecond at a time and records by how
 * much it woke late, which is what the machine and the JVM add to everything by themselves.
 */
final class HiccupMeter implements AutoCloseable
{
    private static final long INTERVAL_NS = 1_000_000L;

    private final SingleWriterRecorder recorder = new SingleWriterRecorder(3);
    private final Thread thread = new Thread(this::measure, "hiccup-meter");
    private volatile boolean running = true;

    HiccupMeter()
    {
        thread.setDaemon(true);
        thread.start();
    }

    private void measure()
    {
        long shortestNs = Long.MAX_VALUE;
        while (running)
        {
            final long beforeNs = System.nanoTime();
            LockSupport.parkNanos(INTERVAL_NS);
            final long tookNs = System.nanoTime() - beforeNs;
            shortestNs = Math.min(shortestNs, tookNs);
            recorder.recordValueWithExpectedInterval(tookNs - shortestNs, INTERVAL_NS);
        }
    }

    Histogram histogram()
    {
        return recorder.getIntervalHistogram();
    }

    @Override
    public void close()
    {
        running = false;
        LockSupport.unpark(thread);
    }
}
