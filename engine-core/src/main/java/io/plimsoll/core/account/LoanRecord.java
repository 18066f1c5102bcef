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

import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.memory.Flyweight;
import io.plimsoll.core.memory.Memory;
import io.plimsoll.core.memory.Slab;

/**
 * A loan of one account in one asset: what it owes is its units times the interest index of the asset, rounded up.
 * <pre>
 * offset bytes field
 *      0  16  units                      millionths of an atom at an index of one
 *     16   4  account                    account that owes it
 *     20   4  asset                      asset that it is in
 *     24   4  next                       next loan of the account
 *     32      LENGTH
 * </pre>
 * Written and read by the engine's thread alone.
 */
public final class LoanRecord extends Flyweight
{
    /** Bytes of a record. */
    public static final int LENGTH = 32;

    private static final int UNITS_OFFSET = 0;
    private static final int ACCOUNT_OFFSET = 16;
    private static final int ASSET_OFFSET = 20;
    private static final int NEXT_OFFSET = 24;

    /**
     * A flyweight over the records of a slab.
     *
     * @param slab that holds the records.
     */
    public LoanRecord(final Slab slab)
    {
        super(slab);
    }

    /**
     * Loads: millionths of an atom at an index of one.
     *
     * @param target register that receives the value.
     * @return the register.
     */
    public Int128 loadUnits(final Int128 target)
    {
        final long high = Memory.getLong(address + UNITS_OFFSET + 8);
        return target.set(high, Memory.getLong(address + UNITS_OFFSET));
    }

    /**
     * Stores: millionths of an atom at an index of one.
     *
     * @param value register that holds the value.
     */
    public void storeUnits(final Int128 value)
    {
        Memory.putLong(address + UNITS_OFFSET, value.low());
        Memory.putLong(address + UNITS_OFFSET + 8, value.high());
    }

    /**
     * Account that owes it.
     *
     * @return the value.
     */
    public int account()
    {
        return Memory.getInt(address + ACCOUNT_OFFSET);
    }

    /**
     * Sets: account that owes it.
     *
     * @param value to be stored.
     */
    public void account(final int value)
    {
        Memory.putInt(address + ACCOUNT_OFFSET, value);
    }

    /**
     * Asset that it is in.
     *
     * @return the value.
     */
    public int asset()
    {
        return Memory.getInt(address + ASSET_OFFSET);
    }

    /**
     * Sets: asset that it is in.
     *
     * @param value to be stored.
     */
    public void asset(final int value)
    {
        Memory.putInt(address + ASSET_OFFSET, value);
    }

    /**
     * Next loan of the account.
     *
     * @return the value.
     */
    public int next()
    {
        return Memory.getInt(address + NEXT_OFFSET);
    }

    /**
     * Sets: next loan of the account.
     *
     * @param value to be stored.
     */
    public void next(final int value)
    {
        Memory.putInt(address + NEXT_OFFSET, value);
    }
}
