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
package io.plimsoll.core.account;

import io.plimsoll.core.memory.Flyweight;
import io.plimsoll.core.memory.Memory;
import io.plimsoll.core.memory.Slab;

/**
 * A leverage that an account has chosen for one instrument, below what is listed.
 * <pre>
 * offset bytes field
 *      0   4  instrument                instrument that it is for
 *      4   4  leverage                  notional over initial margin, at most as listed
 *      8   4  next                      next choice of the account
 *     16      LENGTH
 * </pre>
 * Written and read by the engine's thread alone.
 */
public final class LeverageRecord extends Flyweight
{
    /** Bytes of a record. */
    public static final int LENGTH = 16;

    private static final int INSTRUMENT_OFFSET = 0;
    private static final int LEVERAGE_OFFSET = 4;
    private static final int NEXT_OFFSET = 8;

    /**
     * A flyweight over the records of a slab.
     *
     * @param slab that holds the records.
     */
    public LeverageRecord(final Slab slab)
    {
        super(slab);
    }

    /**
     * Instrument that it is for.
     *
     * @return the value.
     */
    public int instrument()
    {
        return Memory.getInt(address + INSTRUMENT_OFFSET);
    }

    /**
     * Sets: instrument that it is for.
     *
     * @param value to be stored.
     */
    public void instrument(final int value)
    {
        Memory.putInt(address + INSTRUMENT_OFFSET, value);
    }

    /**
     * Notional over initial margin, at most as listed.
     *
     * @return the value.
     */
    public int leverage()
    {
        return Memory.getInt(address + LEVERAGE_OFFSET);
    }

    /**
     * Sets: notional over initial margin, at most as listed.
     *
     * @param value to be stored.
     */
    public void leverage(final int value)
    {
        Memory.putInt(address + LEVERAGE_OFFSET, value);
    }

    /**
     * Next choice of the account.
     *
     * @return the value.
     */
    public int next()
    {
        return Memory.getInt(address + NEXT_OFFSET);
    }

    /**
     * Sets: next choice of the account.
     *
     * @param value to be stored.
     */
    public void next(final int value)
    {
        Memory.putInt(address + NEXT_OFFSET, value);
    }
}
