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
 * What an order has beyond a plain limit order. Only orders that need one have such a record.
 * <pre>
 * offset bytes field
 *      0   8  shownLots                  lots that an iceberg displays now
 *      8   8  displayLots                most lots that an iceberg displays; 0 for an order that hides none
 *     16   8  expireTimeNs               when it expires; 0 never
 *     24   8  triggerPriceTicks          price that a stop waits for; 0 none
 *     32   4  order                      order that it belongs to
 *     36   1  triggerSource              whose price that is; 0 none
 *     37   1  orderType                  what a stop becomes: 0 limit, 1 market
 *     38   1  timeInForce                with which it is entered then
 *     40      LENGTH
 * </pre>
 * Written and read by the engine's thread alone.
 */
public final class OrderTermsRecord extends Flyweight
{
    /** Bytes of a record. */
    public static final int LENGTH = 40;

    private static final int SHOWN_LOTS_OFFSET = 0;
    private static final int DISPLAY_LOTS_OFFSET = 8;
    private static final int EXPIRE_TIME_NS_OFFSET = 16;
    private static final int TRIGGER_PRICE_TICKS_OFFSET = 24;
    private static final int ORDER_OFFSET = 32;
    private static final int TRIGGER_SOURCE_OFFSET = 36;
    private static final int ORDER_TYPE_OFFSET = 37;
    private static final int TIME_IN_FORCE_OFFSET = 38;

    /**
     * A flyweight over the records of a slab.
     *
     * @param slab that holds the records.
     */
    public OrderTermsRecord(final Slab slab)
    {
        super(slab);
    }

    /**
     * Lots that an iceberg displays now.
     *
     * @return the value.
     */
    public long shownLots()
    {
        return Memory.getLong(address + SHOWN_LOTS_OFFSET);
    }

    /**
     * Sets: lots that an iceberg displays now.
     *
     * @param value to be stored.
     */
    public void shownLots(final long value)
    {
        Memory.putLong(address + SHOWN_LOTS_OFFSET, value);
    }

    /**
     * Most lots that an iceberg displays; 0 for an order that hides none.
     *
     * @return the value.
     */
    public long displayLots()
    {
        return Memory.getLong(address + DISPLAY_LOTS_OFFSET);
    }

    /**
     * Sets: most lots that an iceberg displays; 0 for an order that hides none.
     *
     * @param value to be stored.
     */
    public void displayLots(final long value)
    {
        Memory.putLong(address + DISPLAY_LOTS_OFFSET, value);
    }

    /**
     * When it expires; 0 never.
     *
     * @return the value.
     */
    public long expireTimeNs()
    {
        return Memory.getLong(address + EXPIRE_TIME_NS_OFFSET);
    }

    /**
     * Sets: when it expires; 0 never.
     *
     * @param value to be stored.
     */
    public void expireTimeNs(final long value)
    {
        Memory.putLong(address + EXPIRE_TIME_NS_OFFSET, value);
    }

    /**
     * Order that it belongs to.
     *
     * @return the value.
     */
    public int order()
    {
        return Memory.getInt(address + ORDER_OFFSET);
    }

    /**
     * Sets: order that it belongs to.
     *
     * @param value to be stored.
     */
    public void order(final int value)
    {
        Memory.putInt(address + ORDER_OFFSET, value);
    }

    /**
     * Price that a stop waits for; 0 none.
     *
     * @return the value.
     */
    public long triggerPriceTicks()
    {
        return Memory.getLong(address + TRIGGER_PRICE_TICKS_OFFSET);
    }

    /**
     * Sets: price that a stop waits for; 0 none.
     *
     * @param value to be stored.
     */
    public void triggerPriceTicks(final long value)
    {
        Memory.putLong(address + TRIGGER_PRICE_TICKS_OFFSET, value);
    }

    /**
     * Whose price that is; 0 none.
     *
     * @return the value.
     */
    public int triggerSource()
    {
        return Memory.getByte(address + TRIGGER_SOURCE_OFFSET);
    }

    /**
     * Sets: whose price that is; 0 none.
     *
     * @param value to be stored.
     */
    public void triggerSource(final int value)
    {
        Memory.putByte(address + TRIGGER_SOURCE_OFFSET, (byte)value);
    }

    /**
     * What a stop becomes: 0 limit, 1 market.
     *
     * @return the value.
     */
    public int orderType()
    {
        return Memory.getByte(address + ORDER_TYPE_OFFSET);
    }

    /**
     * Sets: what a stop becomes: 0 limit, 1 market.
     *
     * @param value to be stored.
     */
    public void orderType(final int value)
    {
        Memory.putByte(address + ORDER_TYPE_OFFSET, (byte)value);
    }

    /**
     * With which it is entered then.
     *
     * @return the value.
     */
    public int timeInForce()
    {
        return Memory.getByte(address + TIME_IN_FORCE_OFFSET);
    }

    /**
     * Sets: with which it is entered then.
     *
     * @param value to be stored.
     */
    public void timeInForce(final int value)
    {
        Memory.putByte(address + TIME_IN_FORCE_OFFSET, (byte)value);
    }
}
