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
package io.plimsoll.core.price;

import io.plimsoll.core.memory.Flyweight;
import io.plimsoll.core.memory.Memory;
import io.plimsoll.core.memory.Slab;

/**
 * The last price that a source has given for an index.
 * <pre>
 * offset bytes field
 *      0   8  price                     price; not above 0: the source has none
 *      8   8  confidence                half of the width of its doubt, in the unit of the price
 *     16   8  timeNs                    when it had the price; 0 before the first
 *     24   8  sequence                  its own number of that message
 *     32   4  sourceId                  id
 *     36   4  weight                    weight in the median
 *     40   4  kind                      kind, as the wire names it
 *     48      LENGTH
 * </pre>
 * An index has sixteen of them, one after the other.
 * Written and read by the engine's thread alone.
 */
public final class SourceRecord extends Flyweight
{
    /** Bytes of a record. */
    public static final int LENGTH = 48;

    private static final int PRICE_OFFSET = 0;
    private static final int CONFIDENCE_OFFSET = 8;
    private static final int TIME_NS_OFFSET = 16;
    private static final int SEQUENCE_OFFSET = 24;
    private static final int SOURCE_ID_OFFSET = 32;
    private static final int WEIGHT_OFFSET = 36;
    private static final int KIND_OFFSET = 40;

    /**
     * A flyweight over the records of a slab.
     *
     * @param slab that holds the records.
     */
    public SourceRecord(final Slab slab)
    {
        super(slab);
    }

    /**
     * Price; not above 0: the source has none.
     *
     * @return the value.
     */
    public long price()
    {
        return Memory.getLong(address + PRICE_OFFSET);
    }

    /**
     * Sets: price; not above 0: the source has none.
     *
     * @param value to be stored.
     */
    public void price(final long value)
    {
        Memory.putLong(address + PRICE_OFFSET, value);
    }

    /**
     * Half of the width of its doubt, in the unit of the price.
     *
     * @return the value.
     */
    public long confidence()
    {
        return Memory.getLong(address + CONFIDENCE_OFFSET);
    }

    /**
     * Sets: half of the width of its doubt, in the unit of the price.
     *
     * @param value to be stored.
     */
    public void confidence(final long value)
    {
        Memory.putLong(address + CONFIDENCE_OFFSET, value);
    }

    /**
     * When it had the price; 0 before the first.
     *
     * @return the value.
     */
    public long timeNs()
    {
        return Memory.getLong(address + TIME_NS_OFFSET);
    }

    /**
     * Sets: when it had the price; 0 before the first.
     *
     * @param value to be stored.
     */
    public void timeNs(final long value)
    {
        Memory.putLong(address + TIME_NS_OFFSET, value);
    }

    /**
     * Its own number of that message.
     *
     * @return the value.
     */
    public long sequence()
    {
        return Memory.getLong(address + SEQUENCE_OFFSET);
    }

    /**
     * Sets: its own number of that message.
     *
     * @param value to be stored.
     */
    public void sequence(final long value)
    {
        Memory.putLong(address + SEQUENCE_OFFSET, value);
    }

    /**
     * Id.
     *
     * @return the value.
     */
    public int sourceId()
    {
        return Memory.getInt(address + SOURCE_ID_OFFSET);
    }

    /**
     * Sets: id.
     *
     * @param value to be stored.
     */
    public void sourceId(final int value)
    {
        Memory.putInt(address + SOURCE_ID_OFFSET, value);
    }

    /**
     * Weight in the median.
     *
     * @return the value.
     */
    public int weight()
    {
        return Memory.getInt(address + WEIGHT_OFFSET);
    }

    /**
     * Sets: weight in the median.
     *
     * @param value to be stored.
     */
    public void weight(final int value)
    {
        Memory.putInt(address + WEIGHT_OFFSET, value);
    }

    /**
     * Kind, as the wire names it.
     *
     * @return the value.
     */
    public int kind()
    {
        return Memory.getInt(address + KIND_OFFSET);
    }

    /**
     * Sets: kind, as the wire names it.
     *
     * @param value to be stored.
     */
    public void kind(final int value)
    {
        Memory.putInt(address + KIND_OFFSET, value);
    }
}
