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
 *     12   4  killSwitch                 kill switch: bit 0 engaged, bit 1 its orders are still being cancelled
 *     16   8  staticLowTicks             lowest limit of an order; 0 none
 *     24   8  staticHighTicks            highest limit of an order; 0 none
 *     32   8  maxOrderValueAtoms         greatest value of an order; 0 none
 *     40   8  maxOrderLots               most lots of an order; 0 none
 *     48   8  minOrderValueAtoms         least value of an order that does not close its position; 0 none
 *     56   4  maxOpenOrders              resting orders that one account may have; 0 none
 *     60   4  dynamicBandPpm             part of the last trade by which prices may differ from it; 0 none
 *     64   4  bandBreach                 what follows a stop at the dynamic band, as the wire names it
 *     72      LENGTH
 * </pre>
 * Written and read by the engine's thread alone.
 */
public final class ControlRecord extends Flyweight
{
    /** Bytes of a record. */
    public static final int LENGTH = 72;

    private static final int AUCTION_TICKS_OFFSET = 0;
    private static final int UNCROSSING_OFFSET = 8;
    private static final int KILL_SWITCH_OFFSET = 12;
    private static final int STATIC_LOW_TICKS_OFFSET = 16;
    private static final int STATIC_HIGH_TICKS_OFFSET = 24;
    private static final int MAX_ORDER_VALUE_ATOMS_OFFSET = 32;
    private static final int MAX_ORDER_LOTS_OFFSET = 40;
    private static final int MIN_ORDER_VALUE_ATOMS_OFFSET = 48;
    private static final int MAX_OPEN_ORDERS_OFFSET = 56;
    private static final int DYNAMIC_BAND_PPM_OFFSET = 60;
    private static final int BAND_BREACH_OFFSET = 64;

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

    /**
     * Lowest limit of an order; 0 none.
     *
     * @return the value.
     */
    public long staticLowTicks()
    {
        return Memory.getLong(address + STATIC_LOW_TICKS_OFFSET);
    }

    /**
     * Sets: lowest limit of an order; 0 none.
     *
     * @param value to be stored.
     */
    public void staticLowTicks(final long value)
    {
        Memory.putLong(address + STATIC_LOW_TICKS_OFFSET, value);
    }

    /**
     * Highest limit of an order; 0 none.
     *
     * @return the value.
     */
    public long staticHighTicks()
    {
        return Memory.getLong(address + STATIC_HIGH_TICKS_OFFSET);
    }

    /**
     * Sets: highest limit of an order; 0 none.
     *
     * @param value to be stored.
     */
    public void staticHighTicks(final long value)
    {
        Memory.putLong(address + STATIC_HIGH_TICKS_OFFSET, value);
    }

    /**
     * Greatest value of an order; 0 none.
     *
     * @return the value.
     */
    public long maxOrderValueAtoms()
    {
        return Memory.getLong(address + MAX_ORDER_VALUE_ATOMS_OFFSET);
    }

    /**
     * Sets: greatest value of an order; 0 none.
     *
     * @param value to be stored.
     */
    public void maxOrderValueAtoms(final long value)
    {
        Memory.putLong(address + MAX_ORDER_VALUE_ATOMS_OFFSET, value);
    }

    /**
     * Most lots of an order; 0 none.
     *
     * @return the value.
     */
    public long maxOrderLots()
    {
        return Memory.getLong(address + MAX_ORDER_LOTS_OFFSET);
    }

    /**
     * Sets: most lots of an order; 0 none.
     *
     * @param value to be stored.
     */
    public void maxOrderLots(final long value)
    {
        Memory.putLong(address + MAX_ORDER_LOTS_OFFSET, value);
    }

    /**
     * Least value of an order that does not close its position; 0 none.
     *
     * @return the value.
     */
    public long minOrderValueAtoms()
    {
        return Memory.getLong(address + MIN_ORDER_VALUE_ATOMS_OFFSET);
    }

    /**
     * Sets: least value of an order that does not close its position; 0 none.
     *
     * @param value to be stored.
     */
    public void minOrderValueAtoms(final long value)
    {
        Memory.putLong(address + MIN_ORDER_VALUE_ATOMS_OFFSET, value);
    }

    /**
     * Resting orders that one account may have; 0 none.
     *
     * @return the value.
     */
    public int maxOpenOrders()
    {
        return Memory.getInt(address + MAX_OPEN_ORDERS_OFFSET);
    }

    /**
     * Sets: resting orders that one account may have; 0 none.
     *
     * @param value to be stored.
     */
    public void maxOpenOrders(final int value)
    {
        Memory.putInt(address + MAX_OPEN_ORDERS_OFFSET, value);
    }

    /**
     * Part of the last trade by which prices may differ from it; 0 none.
     *
     * @return the value.
     */
    public int dynamicBandPpm()
    {
        return Memory.getInt(address + DYNAMIC_BAND_PPM_OFFSET);
    }

    /**
     * Sets: part of the last trade by which prices may differ from it; 0 none.
     *
     * @param value to be stored.
     */
    public void dynamicBandPpm(final int value)
    {
        Memory.putInt(address + DYNAMIC_BAND_PPM_OFFSET, value);
    }

    /**
     * What follows where an order is stopped by the dynamic band, as the wire names it.
     *
     * @return the value.
     */
    public int bandBreach()
    {
        return Memory.getInt(address + BAND_BREACH_OFFSET);
    }

    /**
     * Sets: what follows where an order is stopped by the dynamic band, as the wire names it.
     *
     * @param value to be stored.
     */
    public void bandBreach(final int value)
    {
        Memory.putInt(address + BAND_BREACH_OFFSET, value);
    }

    /**
     * Kill switch: bit 0 engaged, bit 1 its orders are still being cancelled.
     *
     * @return the value.
     */
    public int killSwitch()
    {
        return Memory.getInt(address + KILL_SWITCH_OFFSET);
    }

    /**
     * Sets: kill switch: bit 0 engaged, bit 1 its orders are still being cancelled.
     *
     * @param value to be stored.
     */
    public void killSwitch(final int value)
    {
        Memory.putInt(address + KILL_SWITCH_OFFSET, value);
    }
}
