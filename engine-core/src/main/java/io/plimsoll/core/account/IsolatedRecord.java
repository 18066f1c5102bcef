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
 * An account that holds one position beside those of its parent.
 * <pre>
 * offset bytes field
 *      0   4  account                   account that holds the isolated position
 *      4   4  parent                    account that it was opened under
 *      8   4  instrument                instrument that it trades; 0 closed
 *     12   4  next                      next isolated account of the parent
 *     16   8  topUpCapAtoms             most that the parent adds by itself; 0 nothing
 *     24   8  toppedUpAtoms             what it has added since that was set
 *     32      LENGTH
 * </pre>
 * Written and read by the engine's thread alone.
 */
public final class IsolatedRecord extends Flyweight
{
    /** Bytes of a record. */
    public static final int LENGTH = 32;

    private static final int ACCOUNT_OFFSET = 0;
    private static final int PARENT_OFFSET = 4;
    private static final int INSTRUMENT_OFFSET = 8;
    private static final int NEXT_OFFSET = 12;
    private static final int TOP_UP_CAP_ATOMS_OFFSET = 16;
    private static final int TOPPED_UP_ATOMS_OFFSET = 24;

    /**
     * A flyweight over the records of a slab.
     *
     * @param slab that holds the records.
     */
    public IsolatedRecord(final Slab slab)
    {
        super(slab);
    }

    /**
     * Account that holds the isolated position.
     *
     * @return the value.
     */
    public int account()
    {
        return Memory.getInt(address + ACCOUNT_OFFSET);
    }

    /**
     * Sets: account that holds the isolated position.
     *
     * @param value to be stored.
     */
    public void account(final int value)
    {
        Memory.putInt(address + ACCOUNT_OFFSET, value);
    }

    /**
     * Account that it was opened under.
     *
     * @return the value.
     */
    public int parent()
    {
        return Memory.getInt(address + PARENT_OFFSET);
    }

    /**
     * Sets: account that it was opened under.
     *
     * @param value to be stored.
     */
    public void parent(final int value)
    {
        Memory.putInt(address + PARENT_OFFSET, value);
    }

    /**
     * Instrument that it trades; 0 closed.
     *
     * @return the value.
     */
    public int instrument()
    {
        return Memory.getInt(address + INSTRUMENT_OFFSET);
    }

    /**
     * Sets: instrument that it trades; 0 closed.
     *
     * @param value to be stored.
     */
    public void instrument(final int value)
    {
        Memory.putInt(address + INSTRUMENT_OFFSET, value);
    }

    /**
     * Next isolated account of the parent.
     *
     * @return the value.
     */
    public int next()
    {
        return Memory.getInt(address + NEXT_OFFSET);
    }

    /**
     * Sets: next isolated account of the parent.
     *
     * @param value to be stored.
     */
    public void next(final int value)
    {
        Memory.putInt(address + NEXT_OFFSET, value);
    }

    /**
     * Most that the parent adds by itself; 0 nothing.
     *
     * @return the value.
     */
    public long topUpCapAtoms()
    {
        return Memory.getLong(address + TOP_UP_CAP_ATOMS_OFFSET);
    }

    /**
     * Sets: most that the parent adds by itself; 0 nothing.
     *
     * @param value to be stored.
     */
    public void topUpCapAtoms(final long value)
    {
        Memory.putLong(address + TOP_UP_CAP_ATOMS_OFFSET, value);
    }

    /**
     * What it has added since that was set.
     *
     * @return the value.
     */
    public long toppedUpAtoms()
    {
        return Memory.getLong(address + TOPPED_UP_ATOMS_OFFSET);
    }

    /**
     * Sets: what it has added since that was set.
     *
     * @param value to be stored.
     */
    public void toppedUpAtoms(final long value)
    {
        Memory.putLong(address + TOPPED_UP_ATOMS_OFFSET, value);
    }
}
