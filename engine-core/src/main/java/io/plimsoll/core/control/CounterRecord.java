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
 * The counters that number things.
 * <pre>
 * offset bytes field
 *      0   8  lastOrderId                last order id given
 *      8   8  lastTradeId                last trade id given
 *     16   8  lastLiquidationId          last liquidation step
 *     24   8  lastEpisodeId              last episode of a liquidation
 *     32   4  sessionsOpened             sessions opened so far
 *     36   4  wakeInstrument             instrument whose book may still wake accounts; 0 none
 *     48   4  uncrossings                instruments that are being uncrossed
 *     52   4  killSwitches               kill switches that are engaged
 *     56   4  killSwitch                 of the engine: bit 0 engaged, bit 1 its orders are still being cancelled
 *     64      LENGTH
 * </pre>
 * Written and read by the engine's thread alone.
 */
public final class CounterRecord extends Flyweight
{
    /** Bytes of a record. */
    public static final int LENGTH = 64;

    private static final int LAST_ORDER_ID_OFFSET = 0;
    private static final int LAST_TRADE_ID_OFFSET = 8;
    private static final int LAST_LIQUIDATION_ID_OFFSET = 16;
    private static final int LAST_EPISODE_ID_OFFSET = 24;
    private static final int SESSIONS_OPENED_OFFSET = 32;
    private static final int WAKE_INSTRUMENT_OFFSET = 36;
    private static final int UNCROSSINGS_OFFSET = 48;
    private static final int KILL_SWITCHES_OFFSET = 52;
    private static final int KILL_SWITCH_OFFSET = 56;

    /**
     * A flyweight over the records of a slab.
     *
     * @param slab that holds the records.
     */
    public CounterRecord(final Slab slab)
    {
        super(slab);
    }

    /**
     * Last order id given.
     *
     * @return the value.
     */
    public long lastOrderId()
    {
        return Memory.getLong(address + LAST_ORDER_ID_OFFSET);
    }

    /**
     * Sets: last order id given.
     *
     * @param value to be stored.
     */
    public void lastOrderId(final long value)
    {
        Memory.putLong(address + LAST_ORDER_ID_OFFSET, value);
    }

    /**
     * Last trade id given.
     *
     * @return the value.
     */
    public long lastTradeId()
    {
        return Memory.getLong(address + LAST_TRADE_ID_OFFSET);
    }

    /**
     * Sets: last trade id given.
     *
     * @param value to be stored.
     */
    public void lastTradeId(final long value)
    {
        Memory.putLong(address + LAST_TRADE_ID_OFFSET, value);
    }

    /**
     * Last liquidation step.
     *
     * @return the value.
     */
    public long lastLiquidationId()
    {
        return Memory.getLong(address + LAST_LIQUIDATION_ID_OFFSET);
    }

    /**
     * Sets: last liquidation step.
     *
     * @param value to be stored.
     */
    public void lastLiquidationId(final long value)
    {
        Memory.putLong(address + LAST_LIQUIDATION_ID_OFFSET, value);
    }

    /**
     * Last episode of a liquidation.
     *
     * @return the value.
     */
    public long lastEpisodeId()
    {
        return Memory.getLong(address + LAST_EPISODE_ID_OFFSET);
    }

    /**
     * Sets: last episode of a liquidation.
     *
     * @param value to be stored.
     */
    public void lastEpisodeId(final long value)
    {
        Memory.putLong(address + LAST_EPISODE_ID_OFFSET, value);
    }

    /**
     * Sessions opened so far.
     *
     * @return the value.
     */
    public int sessionsOpened()
    {
        return Memory.getInt(address + SESSIONS_OPENED_OFFSET);
    }

    /**
     * Sets: sessions opened so far.
     *
     * @param value to be stored.
     */
    public void sessionsOpened(final int value)
    {
        Memory.putInt(address + SESSIONS_OPENED_OFFSET, value);
    }

    /**
     * Instrument whose book may still wake accounts; 0 none.
     *
     * @return the value.
     */
    public int wakeInstrument()
    {
        return Memory.getInt(address + WAKE_INSTRUMENT_OFFSET);
    }

    /**
     * Sets: instrument whose book may still wake accounts; 0 none.
     *
     * @param value to be stored.
     */
    public void wakeInstrument(final int value)
    {
        Memory.putInt(address + WAKE_INSTRUMENT_OFFSET, value);
    }

    /**
     * Instruments that are being uncrossed.
     *
     * @return the value.
     */
    public int uncrossings()
    {
        return Memory.getInt(address + UNCROSSINGS_OFFSET);
    }

    /**
     * Sets: instruments that are being uncrossed.
     *
     * @param value to be stored.
     */
    public void uncrossings(final int value)
    {
        Memory.putInt(address + UNCROSSINGS_OFFSET, value);
    }

    /**
     * Kill switches that are engaged.
     *
     * @return the value.
     */
    public int killSwitches()
    {
        return Memory.getInt(address + KILL_SWITCHES_OFFSET);
    }

    /**
     * Sets: kill switches that are engaged.
     *
     * @param value to be stored.
     */
    public void killSwitches(final int value)
    {
        Memory.putInt(address + KILL_SWITCHES_OFFSET, value);
    }

    /**
     * Kill switch of the engine: bit 0 engaged, bit 1 its orders are still being cancelled.
     *
     * @return the value.
     */
    public int killSwitch()
    {
        return Memory.getInt(address + KILL_SWITCH_OFFSET);
    }

    /**
     * Sets: kill switch of the engine: bit 0 engaged, bit 1 its orders are still being cancelled.
     *
     * @param value to be stored.
     */
    public void killSwitch(final int value)
    {
        Memory.putInt(address + KILL_SWITCH_OFFSET, value);
    }
}
