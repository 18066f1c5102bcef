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
 * A cash shortfall of one account in one asset that is lent, and the interest on it that has not been charged yet.
 * <pre>
 * offset bytes field
 *      0  16  accrued                    interest not charged yet, millionths of an atom
 *     16   8  atoms                      atoms by which its cash or balance is below zero
 *     24   8  interestIndex              interest index up to which interest has accrued
 *     32   4  account                    account that is short
 *     36   4  asset                      asset that it is short of
 *     40   4  next                       next shortfall of the account
 *     48      LENGTH
 * </pre>
 * Written and read by the engine's thread alone.
 */
public final class ShortfallRecord extends Flyweight
{
    /** Bytes of a record. */
    public static final int LENGTH = 48;

    private static final int ACCRUED_OFFSET = 0;
    private static final int ATOMS_OFFSET = 16;
    private static final int INTEREST_INDEX_OFFSET = 24;
    private static final int ACCOUNT_OFFSET = 32;
    private static final int ASSET_OFFSET = 36;
    private static final int NEXT_OFFSET = 40;

    /**
     * A flyweight over the records of a slab.
     *
     * @param slab that holds the records.
     */
    public ShortfallRecord(final Slab slab)
    {
        super(slab);
    }

    /**
     * Loads: interest not charged yet, millionths of an atom.
     *
     * @param target register that receives the value.
     * @return the register.
     */
    public Int128 loadAccrued(final Int128 target)
    {
        final long high = Memory.getLong(address + ACCRUED_OFFSET + 8);
        return target.set(high, Memory.getLong(address + ACCRUED_OFFSET));
    }

    /**
     * Stores: interest not charged yet, millionths of an atom.
     *
     * @param value register that holds the value.
     */
    public void storeAccrued(final Int128 value)
    {
        Memory.putLong(address + ACCRUED_OFFSET, value.low());
        Memory.putLong(address + ACCRUED_OFFSET + 8, value.high());
    }

    /**
     * Atoms by which its cash or balance is below zero.
     *
     * @return the value.
     */
    public long atoms()
    {
        return Memory.getLong(address + ATOMS_OFFSET);
    }

    /**
     * Sets: atoms by which its cash or balance is below zero.
     *
     * @param value to be stored.
     */
    public void atoms(final long value)
    {
        Memory.putLong(address + ATOMS_OFFSET, value);
    }

    /**
     * Interest index up to which interest has accrued.
     *
     * @return the value.
     */
    public long interestIndex()
    {
        return Memory.getLong(address + INTEREST_INDEX_OFFSET);
    }

    /**
     * Sets: interest index up to which interest has accrued.
     *
     * @param value to be stored.
     */
    public void interestIndex(final long value)
    {
        Memory.putLong(address + INTEREST_INDEX_OFFSET, value);
    }

    /**
     * Account that is short.
     *
     * @return the value.
     */
    public int account()
    {
        return Memory.getInt(address + ACCOUNT_OFFSET);
    }

    /**
     * Sets: account that is short.
     *
     * @param value to be stored.
     */
    public void account(final int value)
    {
        Memory.putInt(address + ACCOUNT_OFFSET, value);
    }

    /**
     * Asset that it is short of.
     *
     * @return the value.
     */
    public int asset()
    {
        return Memory.getInt(address + ASSET_OFFSET);
    }

    /**
     * Sets: asset that it is short of.
     *
     * @param value to be stored.
     */
    public void asset(final int value)
    {
        Memory.putInt(address + ASSET_OFFSET, value);
    }

    /**
     * Next shortfall of the account.
     *
     * @return the value.
     */
    public int next()
    {
        return Memory.getInt(address + NEXT_OFFSET);
    }

    /**
     * Sets: next shortfall of the account.
     *
     * @param value to be stored.
     */
    public void next(final int value)
    {
        Memory.putInt(address + NEXT_OFFSET, value);
    }
}
