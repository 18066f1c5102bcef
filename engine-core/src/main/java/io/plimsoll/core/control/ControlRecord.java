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
 * What is said of an instrument beside its listing and not read while it is open; its index is the instrument's.
 * <pre>
 * offset bytes field
 *      0   8  auctionTicks               price at which its call auction is being uncrossed; 0 none yet
 *      8   4  uncrossing                 1 + the state that follows once it is uncrossed; 0 none
 *     16      LENGTH
 * </pre>
 * Written and read by the engine's thread alone.
 */
public final class ControlRecord extends Flyweight
{
    /** Bytes of a record. */
    public static final int LENGTH = 16;

    private static final int AUCTION_TICKS_OFFSET = 0;
    private static final int UNCROSSING_OFFSET = 8;

    /**
     * A flyweight over the records of a slab.
     *
     * @param slab that holds the records.
     */
    public ControlRecord(final Slab slab)
    {
        super(slab);
    }

    /**
     * Price at which its call auction is being uncrossed; 0 none yet.
     *
     * @return the value.
     */
    public long auctionTicks()
    {
        return Memory.getLong(address + AUCTION_TICKS_OFFSET);
    }

    /**
     * Sets: price at which its call auction is being uncrossed; 0 none yet.
     *
     * @param value to be stored.
     */
    public void auctionTicks(final long value)
    {
        Memory.putLong(address + AUCTION_TICKS_OFFSET, value);
    }

    /**
     * 1 + the state that follows once it is uncrossed; 0 none.
     *
     * @return the value.
     */
    public int uncrossing()
    {
        return Memory.getInt(address + UNCROSSING_OFFSET);
    }

    /**
     * Sets: 1 + the state that follows once it is uncrossed; 0 none.
     *
     * @param value to be stored.
     */
    public void uncrossing(final int value)
    {
        Memory.putInt(address + UNCROSSING_OFFSET, value);
    }
}
