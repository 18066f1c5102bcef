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
 */
public final class AllocationMeter
{
    private static final int WARM_UP_RUNS = 3;

    private AllocationMeter()
    {
    }

    public static long bytesOf(final Runnable task)
    {
        final ThreadMXBean threads = (ThreadMXBean)ManagementFactory.getThreadMXBean();
        for (int i = 0; i < WARM_UP_RUNS; i++)
        {
            task.run();
            threads.getCurrentThreadAllocatedBytes();
        }

        final long before = threads.getCurrentThreadAllocatedBytes();
        task.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
