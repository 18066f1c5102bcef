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
package io.plimsoll.io.pipeline;

import org.agrona.concurrent.EpochNanoClock;

/**
 * A clock that stands until it is moved. Confined to one thread.
 */
public final class VirtualClock implements EpochNanoClock
{
    private long nowNs;

    /**
     * A clock that stands at an instant.
     *
     * @param startNs epoch nanoseconds.
     */
    public VirtualClock(final long startNs)
    {
        nowNs = startNs;
    }

    @Override
    public long nanoTime()
    {
        return nowNs;
    }

    /**
     * Moves the clock, in either direction.
     *
     * @param newNowNs epoch nanoseconds.
     */
    public void set(final long newNowNs)
    {
        nowNs = newNowNs;
    }
}
