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

import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.SleepingIdleStrategy;
import org.agrona.concurrent.YieldingIdleStrategy;

/**
 * How a thread waits for work.
 */
public enum IdleKind
{
    /** Spins; wants a core of its own. */
    BUSY_SPIN,

    /** Spins, but lets others run in between. */
    YIELD,

    /** Spins, then yields, then sleeps up to a millisecond. */
    BACKOFF,

    /** Sleeps for a millisecond at a time. */
    SLEEP;

    private static final long SLEEP_NS = 1_000_000;

    /**
     * Makes a strategy of this kind, for one thread.
     *
     * @return the strategy.
     */
    public IdleStrategy make()
    {
        switch (this)
        {
            case BUSY_SPIN:
                return new BusySpinIdleStrategy();
            case YIELD:
                return new YieldingIdleStrategy();
            case BACKOFF:
                return new BackoffIdleStrategy();
            default:
                return new SleepingIdleStrategy(SLEEP_NS);
        }
    }

    /**
     * Whether a thread of this kind is always runnable.
     *
     * @return true if it takes a core even while there is no work.
     */
    public boolean spins()
    {
        return BUSY_SPIN == this || YIELD == this;
    }
}
