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

import io.plimsoll.core.memory.Flyweight;
import io.plimsoll.core.memory.Memory;
import io.plimsoll.core.memory.Slab;

/**
 * What the operator has laid down for the whole venue.
 * <pre>
 * offset bytes field
 *      0   4  withdrawNotionalPpm       share of the notional that a withdrawal leaves as equity
 *      8      LENGTH
 * </pre>
 * Written and read by the engine's thread alone.
 */
public final class VenueRecord extends Flyweight
{
    /** Bytes of a record. */
    public static final int LENGTH = 8;

    private static final int WITHDRAW_NOTIONAL_PPM_OFFSET = 0;

    /**
     * A flyweight over the records of a slab.
     *
     * @param slab that holds the records.
     */
    public VenueRecord(final Slab slab)
    {
        super(slab);
    }

    /**
     * Share of the notional that a withdrawal leaves as equity.
     *
     * @return the value.
     */
    public int withdrawNotionalPpm()
    {
        return Memory.getInt(address + WITHDRAW_NOTIONAL_PPM_OFFSET);
    }

    /**
     * Sets: share of the notional that a withdrawal leaves as equity.
     *
     * @param value to be stored.
     */
    public void withdrawNotionalPpm(final int value)
    {
        Memory.putInt(address + WITHDRAW_NOTIONAL_PPM_OFFSET, value);
    }
}
