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
package io.plimsoll.core;

import com.sun.management.ThreadMXBean;

import java.lang.management.ManagementFactory;

/**
 * Counts the bytes that a task allocates on the calling thread once it is warm.
 * <p>
 * The virtual machine itself allocates on the thread now and then, when it links or recompiles a method. So the task
 * runs several times and the least count stands: code that allocates does so every time.
 */
public final class AllocationMeter
{
    private static final int WARM_UP_RUNS = 3;
    private static final int COUNTED_RUNS = 5;

    private AllocationMeter()
    {
    }

    public static long bytesOf(final Runnable task)
    {
        final ThreadMXBean threads = (ThreadMXBean)ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int run = 0; run < WARM_UP_RUNS + COUNTED_RUNS; run++)
        {
            final long before = threads.getCurrentThreadAllocatedBytes();
            task.run();
            final long bytes = threads.getCurrentThreadAllocatedBytes() - before;
            least = run < WARM_UP_RUNS ? least : Math.min(least, bytes);
        }
        return least;
    }
}
