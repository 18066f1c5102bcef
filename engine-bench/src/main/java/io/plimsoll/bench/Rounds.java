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
package io.plimsoll.bench;

import com.sun.management.ThreadMXBean;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;

/**
 * Processor time, wall time and allocation of one engine over equal rounds, which take turns with those of another. The
 * median round is quoted: a disturbed round moves it little, and a lucky one as little. One thread.
 */
public final class Rounds
{
    private static final ThreadMXBean THREADS = (ThreadMXBean)ManagementFactory.getThreadMXBean();

    private final String name;
    private final long operations;
    private double[] cpuNs = new double[16];
    private double[] wallNs = new double[16];
    private double[] bytes = new double[16];
    private int count;
    private long startCpuNs;
    private long startNs;
    private long startBytes;

    /**
     * No round yet.
     *
     * @param name       of the engine.
     * @param operations of a round.
     */
    public Rounds(final String name, final long operations)
    {
        this.name = name;
        this.operations = operations;
    }

    /** Starts the clocks. */
    public void begin()
    {
        if (count == cpuNs.length)
        {
            cpuNs = Arrays.copyOf(cpuNs, 2 * count);
            wallNs = Arrays.copyOf(wallNs, 2 * count);
            bytes = Arrays.copyOf(bytes, 2 * count);
        }
        startBytes = THREADS.getCurrentThreadAllocatedBytes();
        startNs = System.nanoTime();
        startCpuNs = CpuClock.nowNs();
    }

    /** Stops them and keeps the round. */
    public void end()
    {
        cpuNs[count] = (CpuClock.nowNs() - startCpuNs) / (double)operations;
        wallNs[count] = (System.nanoTime() - startNs) / (double)operations;
        bytes[count] = (THREADS.getCurrentThreadAllocatedBytes() - startBytes) / (double)operations;
        count++;
    }

    /** Forgets the rounds so far, which have warmed up. */
    public void forget()
    {
        count = 0;
    }

    /**
     * Processor time of the thread.
     *
     * @return nanoseconds an operation in the median round.
     */
    public double cpuNs()
    {
        return median(cpuNs);
    }

    /**
     * Processor time in the best round: what the engine needs where nothing disturbs it.
     *
     * @return nanoseconds an operation.
     */
    public double leastCpuNs()
    {
        return Arrays.stream(cpuNs, 0, count).min().orElseThrow();
    }

    /**
     * Wall time.
     *
     * @return nanoseconds an operation in the median round.
     */
    public double wallNs()
    {
        return median(wallNs);
    }

    /**
     * Allocated by the thread.
     *
     * @return bytes an operation in the median round.
     */
    public double bytes()
    {
        return median(bytes);
    }

    /**
     * Prints all figures on one line.
     *
     * @param out receives it.
     */
    public void print(final PrintStream out)
    {
        out.printf(Locale.ROOT, "%-22s cpu %7.1f ns (rounds %.1f to %.1f), wall %7.1f ns, %6.2f bytes allocated%n",
            name, cpuNs(), leastCpuNs(), Arrays.stream(cpuNs, 0, count).max().orElseThrow(), wallNs(), bytes());
    }

    private double median(final double[] values)
    {
        final double[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return sorted[count / 2];
    }
}
