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
package io.plimsoll.bench.latency;

import org.HdrHistogram.Histogram;

/**
 * What the machine itself does to a thread that only asks for the time: gaps between two questions that follow each
 * other. A latency that is no longer than these gaps tells of the machine.
 */
final class HiccupControl
{
    private static final long HIGHEST_NS = 60_000_000_000L;
    private static final long INTERVAL_NS = 50_000_000;

    private final Histogram gaps = new Histogram(HIGHEST_NS, 3);

    /** Listens for a while on the calling thread. */
    void listen()
    {
        final long startNs = System.nanoTime();
        long lastNs = startNs;
        while (lastNs - startNs < INTERVAL_NS)
        {
            final long nowNs = System.nanoTime();
            gaps.recordValue(Math.min(HIGHEST_NS, nowNs - lastNs));
            lastNs = nowNs;
        }
    }

    /** The gaps heard, in nanoseconds. */
    Histogram gaps()
    {
        return gaps;
    }
}
