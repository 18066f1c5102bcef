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
package io.plimsoll.core.control;

import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.memory.Arena;
import io.plimsoll.core.memory.Slab;

/** A {@link ControlRecord} for each instrument, all zero until something is said of it. */
public final class InstrumentControls
{
    private final Slab slab;
    private final CounterRecord counters;
    private final ControlRecord control;

    /**
     * Reserves the slab.
     *
     * @param arena    to reserve in.
     * @param limits   capacities.
     * @param counters on its record.
     */
    public InstrumentControls(final Arena arena, final EngineLimits limits, final CounterRecord counters)
    {
        slab = arena.slab("instrumentControls", ControlRecord.LENGTH, limits.instruments() + 1L);
        slab.used(slab.capacity());
        control = new ControlRecord(slab);
        this.counters = counters;
    }

    /**
     * A flyweight of the caller's own.
     *
     * @return a new flyweight.
     */
    public ControlRecord newRecord()
    {
        return new ControlRecord(slab);
    }

    /**
     * Latches the state that an instrument goes to once its call auction is uncrossed.
     *
     * @param instrumentIndex of an instrument that is not latched.
     * @param state           that follows.
     */
    public void latchUncross(final int instrumentIndex, final int state)
    {
        control.wrap(instrumentIndex);
        control.uncrossing(1 + state);
        counters.uncrossings(counters.uncrossings() + 1);
    }

    /**
     * Ends an uncross, done or given up.
     *
     * @param instrumentIndex of an instrument that is latched.
     */
    public void endUncross(final int instrumentIndex)
    {
        control.wrap(instrumentIndex);
        control.uncrossing(0);
        control.auctionTicks(0);
        counters.uncrossings(counters.uncrossings() - 1);
    }

    /**
     * Whether an instrument is being uncrossed.
     *
     * @param instrumentIndex of the instrument.
     * @return true while it is latched.
     */
    public boolean isUncrossing(final int instrumentIndex)
    {
        control.wrap(instrumentIndex);
        return control.uncrossing() != 0;
    }

    /**
     * The price at which an instrument is being uncrossed.
     *
     * @param instrumentIndex of the instrument.
     * @return ticks, 0 between two prices.
     */
    public long auctionTicks(final int instrumentIndex)
    {
        control.wrap(instrumentIndex);
        return control.auctionTicks();
    }

    /**
     * The first instrument that is being uncrossed.
     *
     * @return its index, 0 if there is none; looks for it only where there is one.
     */
    public int firstUncrossing()
    {
        if (counters.uncrossings() == 0)
        {
            return 0;
        }
        int index = 1;
        while (!isUncrossing(index))
        {
            index++;
        }
        return index;
    }
}
