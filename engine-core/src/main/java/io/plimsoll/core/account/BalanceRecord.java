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
 * A balance of one account in an asset other than the reference asset.
 * <pre>
 * offset bytes field
 *      0   8  balanceAtoms               atoms; below zero a cash shortfall
 *      8   8  floorAtoms                 least value in reference atoms that the armed bound guarantees
 *     16   4  account                    account that holds it
 *     20   4  asset                      asset it is in
 *     24   4  next                       next balance of the account
 *     32      LENGTH
 * </pre>
 * Written and read by the engine's thread alone.
 */
public final class BalanceRecord extends Flyweight
{
    /** Bytes of a record. */
    public static final int LENGTH = 32;

    private static final int BALANCE_ATOMS_OFFSET = 0;
    private static final int FLOOR_ATOMS_OFFSET = 8;
    private static final int ACCOUNT_OFFSET = 16;
    private static final int ASSET_OFFSET = 20;
    private static final int NEXT_OFFSET = 24;

    /**
     * A flyweight over the records of a slab.
     *
     * @param slab that holds the records.
     */
    public BalanceRecord(final Slab slab)
    {
        super(slab);
    }

    /**
     * Atoms; below zero a shortfall of what settles in the asset.
     *
     * @return the value.
     */
    public long balanceAtoms()
    {
        return Memory.getLong(address + BALANCE_ATOMS_OFFSET);
    }

    /**
     * Sets: atoms; below zero a cash shortfall.
     *
     * @param value to be stored.
     */
    public void balanceAtoms(final long value)
    {
        Memory.putLong(address + BALANCE_ATOMS_OFFSET, value);
    }

    /**
     * Least value in reference atoms that the armed bound guarantees.
     *
     * @return the value.
     */
    public long floorAtoms()
    {
        return Memory.getLong(address + FLOOR_ATOMS_OFFSET);
    }

    /**
     * Sets: least value in reference atoms that the armed bound guarantees.
     *
     * @param value to be stored.
     */
    public void floorAtoms(final long value)
    {
        Memory.putLong(address + FLOOR_ATOMS_OFFSET, value);
    }

    /**
     * Account that holds it.
     *
     * @return the value.
     */
    public int account()
    {
        return Memory.getInt(address + ACCOUNT_OFFSET);
    }

    /**
     * Sets: account that holds it.
     *
     * @param value to be stored.
     */
    public void account(final int value)
    {
        Memory.putInt(address + ACCOUNT_OFFSET, value);
    }

    /**
     * Asset it is in.
     *
     * @return the value.
     */
    public int asset()
    {
        return Memory.getInt(address + ASSET_OFFSET);
    }

    /**
     * Sets: asset it is in.
     *
     * @param value to be stored.
     */
    public void asset(final int value)
    {
        Memory.putInt(address + ASSET_OFFSET, value);
    }

    /**
     * Next balance of the account.
     *
     * @return the value.
     */
    public int next()
    {
        return Memory.getInt(address + NEXT_OFFSET);
    }

    /**
     * Sets: next balance of the account.
     *
     * @param value to be stored.
     */
    public void next(final int value)
    {
        Memory.putInt(address + NEXT_OFFSET, value);
    }
}
