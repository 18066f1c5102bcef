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
 * A price level: a queue of orders, oldest first.
 * <pre>
 * offset bytes field
 *      0   8  priceTicks                 price of all its orders
 *      8   8  totalLots                  lots that its orders display
 *     16   4  firstOrder                 oldest order
 *     20   4  lastOrder                  newest order
 *     24   4  better                     next level toward the other side; 0 if this is the best
 *     28   4  worse                      next level away from the other side
 *     32   4  orderCount                 orders
 *     36   4  leaf                       leaf of the index by rank that names it
 *     40   8  hiddenLots                 lots that its icebergs do not display
 *     48      LENGTH
 * </pre>
 * Written and read by the engine's thread alone.
 */
public final class LevelRecord extends Flyweight
{
    /** Bytes of a record. */
    public static final int LENGTH = 48;

    static final int PRICE_TICKS_OFFSET = 0;
    static final int TOTAL_LOTS_OFFSET = 8;
    static final int FIRST_ORDER_OFFSET = 16;
    static final int LAST_ORDER_OFFSET = 20;
    static final int BETTER_OFFSET = 24;
    static final int WORSE_OFFSET = 28;
    static final int ORDER_COUNT_OFFSET = 32;
    static final int LEAF_OFFSET = 36;
    static final int HIDDEN_LOTS_OFFSET = 40;

    /**
     * A flyweight over the records of a slab.
     *
     * @param slab that holds the records.
     */
    public LevelRecord(final Slab slab)
    {
        super(slab);
    }

    /**
     * Price of all its orders.
     *
     * @return the value.
     */
    public long priceTicks()
    {
        return Memory.getLong(address + PRICE_TICKS_OFFSET);
    }

    /**
     * Lots that its orders display.
     *
     * @return the value.
     */
    public long totalLots()
    {
        return Memory.getLong(address + TOTAL_LOTS_OFFSET);
    }

    /**
     * Sets: lots that its orders display.
     *
     * @param value to be stored.
     */
    public void totalLots(final long value)
    {
        Memory.putLong(address + TOTAL_LOTS_OFFSET, value);
    }

    /**
     * Oldest order.
     *
     * @return the value.
     */
    public int firstOrder()
    {
        return Memory.getInt(address + FIRST_ORDER_OFFSET);
    }

    /**
     * Newest order.
     *
     * @return the value.
     */
    public int lastOrder()
    {
        return Memory.getInt(address + LAST_ORDER_OFFSET);
    }

    /**
     * Next level toward the other side; 0 if this is the best.
     *
     * @return the value.
     */
    public int better()
    {
        return Memory.getInt(address + BETTER_OFFSET);
    }

    /**
     * Next level away from the other side.
     *
     * @return the value.
     */
    public int worse()
    {
        return Memory.getInt(address + WORSE_OFFSET);
    }

    /**
     * Orders.
     *
     * @return the value.
     */
    public int orderCount()
    {
        return Memory.getInt(address + ORDER_COUNT_OFFSET);
    }

    /**
     * Lots that its icebergs do not display.
     *
     * @return the value.
     */
    public long hiddenLots()
    {
        return Memory.getLong(address + HIDDEN_LOTS_OFFSET);
    }
}
