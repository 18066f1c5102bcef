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
package io.plimsoll.core.book;

import io.plimsoll.core.memory.Flyweight;
import io.plimsoll.core.memory.Memory;
import io.plimsoll.core.memory.Slab;

/**
 * A resting order.
 * <pre>
 * offset bytes field
 *      0   8  orderId                    id that the engine gave
 *      8   8  clientOrderId              id that the client gave
 *     16   8  priceTicks                 limit
 *     24   8  remainingLots              lots not yet filled, displayed or not
 *     32   4  account                    account that owns it
 *     36   4  position                   position record of its account in the instrument
 *     40   4  instrument                 instrument it is in
 *     44   4  level                      price level it rests at
 *     48   4  next                       next order of the level
 *     52   4  previous                   previous order of the level
 *     56   4  nextOfAccount              next younger order of the account
 *     60   4  previousOfAccount          next older order of the account
 *     64   1  side                       0 buy, 1 sell
 *     65   1  reduceOnly                 1 if it may only reduce
 *     66   1  options                    options of the order, as the wire holds them
 *     68   4  terms                      terms of an extended order; 0 none
 *     72      LENGTH
 * </pre>
 * Written and read by the engine's thread alone.
 */
public final class OrderRecord extends Flyweight
{
    /** Bytes of a record. */
    public static final int LENGTH = 72;

    private static final int ORDER_ID_OFFSET = 0;
    private static final int CLIENT_ORDER_ID_OFFSET = 8;
    private static final int PRICE_TICKS_OFFSET = 16;
    private static final int REMAINING_LOTS_OFFSET = 24;
    private static final int ACCOUNT_OFFSET = 32;
    private static final int POSITION_OFFSET = 36;
    private static final int INSTRUMENT_OFFSET = 40;
    private static final int LEVEL_OFFSET = 44;
    static final int NEXT_OFFSET = 48;
    static final int PREVIOUS_OFFSET = 52;
    static final int NEXT_OF_ACCOUNT_OFFSET = 56;
    static final int PREVIOUS_OF_ACCOUNT_OFFSET = 60;
    private static final int SIDE_OFFSET = 64;
    private static final int REDUCE_ONLY_OFFSET = 65;
    private static final int OPTIONS_OFFSET = 66;
    private static final int TERMS_OFFSET = 68;

    /**
     * A flyweight over the records of a slab.
     *
     * @param slab that holds the records.
     */
    public OrderRecord(final Slab slab)
    {
        super(slab);
    }

    /** Fills the record with zeros. */
    void clear()
    {
        Memory.zero(address, LENGTH);
    }

    /**
     * Id that the engine gave.
     *
     * @return the value.
     */
    public long orderId()
    {
        return Memory.getLong(address + ORDER_ID_OFFSET);
    }

    /**
     * Sets: id that the engine gave.
     *
     * @param value to be stored.
     */
    public void orderId(final long value)
    {
        Memory.putLong(address + ORDER_ID_OFFSET, value);
    }

    /**
     * Id that the client gave.
     *
     * @return the value.
     */
    public long clientOrderId()
    {
        return Memory.getLong(address + CLIENT_ORDER_ID_OFFSET);
    }

    /**
     * Sets: id that the client gave.
     *
     * @param value to be stored.
     */
    public void clientOrderId(final long value)
    {
        Memory.putLong(address + CLIENT_ORDER_ID_OFFSET, value);
    }

    /**
     * Limit.
     *
     * @return the value.
     */
    public long priceTicks()
    {
        return Memory.getLong(address + PRICE_TICKS_OFFSET);
    }

    /**
     * Sets: limit.
     *
     * @param value to be stored.
     */
    public void priceTicks(final long value)
    {
        Memory.putLong(address + PRICE_TICKS_OFFSET, value);
    }

    /**
     * Lots not yet filled.
     *
     * @return the value.
     */
    public long remainingLots()
    {
        return Memory.getLong(address + REMAINING_LOTS_OFFSET);
    }

    /**
     * Sets: lots not yet filled.
     *
     * @param value to be stored.
     */
    public void remainingLots(final long value)
    {
        Memory.putLong(address + REMAINING_LOTS_OFFSET, value);
    }

    /**
     * Account that owns it.
     *
     * @return the value.
     */
    public int account()
    {
        return Memory.getInt(address + ACCOUNT_OFFSET);
    }

    /**
     * Sets: account that owns it.
     *
     * @param value to be stored.
     */
    public void account(final int value)
    {
        Memory.putInt(address + ACCOUNT_OFFSET, value);
    }

    /**
     * Position record of its account in the instrument.
     *
     * @return the value.
     */
    public int position()
    {
        return Memory.getInt(address + POSITION_OFFSET);
    }

    /**
     * Sets: position record of its account in the instrument.
     *
     * @param value to be stored.
     */
    public void position(final int value)
    {
        Memory.putInt(address + POSITION_OFFSET, value);
    }

    /**
     * Instrument it is in.
     *
     * @return the value.
     */
    public int instrument()
    {
        return Memory.getInt(address + INSTRUMENT_OFFSET);
    }

    /**
     * Sets: instrument it is in.
     *
     * @param value to be stored.
     */
    public void instrument(final int value)
    {
        Memory.putInt(address + INSTRUMENT_OFFSET, value);
    }

    /**
     * Price level it rests at.
     *
     * @return the value.
     */
    public int level()
    {
        return Memory.getInt(address + LEVEL_OFFSET);
    }

    /**
     * Sets: price level it rests at.
     *
     * @param value to be stored.
     */
    public void level(final int value)
    {
        Memory.putInt(address + LEVEL_OFFSET, value);
    }

    /**
     * Next order of the level.
     *
     * @return the value.
     */
    public int next()
    {
        return Memory.getInt(address + NEXT_OFFSET);
    }

    /**
     * Sets: next order of the level.
     *
     * @param value to be stored.
     */
    public void next(final int value)
    {
        Memory.putInt(address + NEXT_OFFSET, value);
    }

    /**
     * Previous order of the level.
     *
     * @return the value.
     */
    public int previous()
    {
        return Memory.getInt(address + PREVIOUS_OFFSET);
    }

    /**
     * Sets: previous order of the level.
     *
     * @param value to be stored.
     */
    public void previous(final int value)
    {
        Memory.putInt(address + PREVIOUS_OFFSET, value);
    }

    /**
     * Next younger order of the account.
     *
     * @return the value.
     */
    public int nextOfAccount()
    {
        return Memory.getInt(address + NEXT_OF_ACCOUNT_OFFSET);
    }

    /**
     * Sets: next younger order of the account.
     *
     * @param value to be stored.
     */
    public void nextOfAccount(final int value)
    {
        Memory.putInt(address + NEXT_OF_ACCOUNT_OFFSET, value);
    }

    /**
     * Next older order of the account.
     *
     * @return the value.
     */
    public int previousOfAccount()
    {
        return Memory.getInt(address + PREVIOUS_OF_ACCOUNT_OFFSET);
    }

    /**
     * Sets: next older order of the account.
     *
     * @param value to be stored.
     */
    public void previousOfAccount(final int value)
    {
        Memory.putInt(address + PREVIOUS_OF_ACCOUNT_OFFSET, value);
    }

    /**
     * 0 buy, 1 sell.
     *
     * @return the value.
     */
    public int side()
    {
        return Memory.getByte(address + SIDE_OFFSET);
    }

    /**
     * Sets: 0 buy, 1 sell.
     *
     * @param value to be stored.
     */
    public void side(final int value)
    {
        Memory.putByte(address + SIDE_OFFSET, (byte)value);
    }

    /**
     * 1 if it may only reduce.
     *
     * @return the value.
     */
    public int reduceOnly()
    {
        return Memory.getByte(address + REDUCE_ONLY_OFFSET);
    }

    /**
     * Sets: 1 if it may only reduce.
     *
     * @param value to be stored.
     */
    public void reduceOnly(final int value)
    {
        Memory.putByte(address + REDUCE_ONLY_OFFSET, (byte)value);
    }

    /**
     * Options of the order, as the wire holds them.
     *
     * @return the value.
     */
    public int options()
    {
        return Memory.getByte(address + OPTIONS_OFFSET) & 0xFF;
    }

    /**
     * Sets: options of the order, as the wire holds them.
     *
     * @param value to be stored.
     */
    public void options(final int value)
    {
        Memory.putByte(address + OPTIONS_OFFSET, (byte)value);
    }

    /**
     * Terms of an extended order; 0 none.
     *
     * @return the value.
     */
    public int terms()
    {
        return Memory.getInt(address + TERMS_OFFSET);
    }

    /**
     * Sets: terms of an extended order; 0 none.
     *
     * @param value to be stored.
     */
    public void terms(final int value)
    {
        Memory.putInt(address + TERMS_OFFSET, value);
    }
}
