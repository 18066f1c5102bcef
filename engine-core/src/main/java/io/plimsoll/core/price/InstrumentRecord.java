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

import io.plimsoll.core.memory.Memory;
import io.plimsoll.core.memory.Slab;

/**
 * An instrument: its prices, its state and the ends of its book. Its terms and brackets are parts of the same record.
 * <pre>
 * offset bytes field
 *      8   8  markSubTicks               mark; 0 none yet
 *     16   8  windowLowSubTicks          no bound is passed while the mark is at or above this
 *     24   8  windowHighSubTicks         no bound is passed while the mark is at or below this
 *     56   8  indexSubTicks              index; 0 none yet
 *     96   8  openInterestLots           sum of long lots
 *    144   4  bestBidLevel               best buy level; 0 none
 *    148   4  bestAskLevel               best sell level; 0 none
 *    154   1  stage                      of a dated future: 1 in its final window, 2 past its expiry; else 0
 *    155   1  factors                    bit 0: it is funded; bit 1: its rates vary; bit 2: its exposure has terms
 *    156   1  state                      state as the wire names it, 0 open
 *    157   1  limited                    1 if orders are held to bands or limits
 *    176   8  lastTradeTicks             price of the last trade; 0 none yet
 *    184   8  fundingAtoms               cumulative funding of one lot, paid by longs to shorts
 *    768      LENGTH
 * </pre>
 * Written and read by the engine's thread alone.
 */
public final class InstrumentRecord extends InstrumentTermsRecord
{
    /** Bytes of a record. */
    public static final int LENGTH = 768;

    /** Bit of an instrument that is funded. */
    public static final int FUNDED = 1;
    /** Bit of an instrument whose rates follow its volatility. */
    public static final int VARIES = 2;
    /** Bit of an instrument with terms about its open interest or the depth elsewhere. */
    public static final int EXPOSED = 4;

    private static final int MARK_SUB_TICKS_OFFSET = 8;
    private static final int WINDOW_LOW_SUB_TICKS_OFFSET = 16;
    private static final int WINDOW_HIGH_SUB_TICKS_OFFSET = 24;
    private static final int INDEX_SUB_TICKS_OFFSET = 56;
    private static final int OPEN_INTEREST_LOTS_OFFSET = 96;
    private static final int BEST_BID_LEVEL_OFFSET = 144;
    private static final int BEST_ASK_LEVEL_OFFSET = 148;
    private static final int STAGE_OFFSET = 154;
    private static final int FACTORS_OFFSET = 155;
    private static final int STATE_OFFSET = 156;
    private static final int LIMITED_OFFSET = 157;
    private static final int LAST_TRADE_TICKS_OFFSET = 176;
    private static final int FUNDING_ATOMS_OFFSET = 184;

    /**
     * A flyweight over the records of a slab.
     *
     * @param slab that holds the records.
     */
    public InstrumentRecord(final Slab slab)
    {
        super(slab);
    }

    /**
     * Mark; 0 none yet.
     *
     * @return the value.
     */
    public long markSubTicks()
    {
        return Memory.getLong(address + MARK_SUB_TICKS_OFFSET);
    }

    /**
     * Sets: mark; 0 none yet.
     *
     * @param value to be stored.
     */
    public void markSubTicks(final long value)
    {
        Memory.putLong(address + MARK_SUB_TICKS_OFFSET, value);
    }

    /**
     * No bound is passed while the mark is at or above this.
     *
     * @return the value.
     */
    public long windowLowSubTicks()
    {
        return Memory.getLong(address + WINDOW_LOW_SUB_TICKS_OFFSET);
    }

    /**
     * Sets: no bound is passed while the mark is at or above this.
     *
     * @param value to be stored.
     */
    public void windowLowSubTicks(final long value)
    {
        Memory.putLong(address + WINDOW_LOW_SUB_TICKS_OFFSET, value);
    }

    /**
     * No bound is passed while the mark is at or below this.
     *
     * @return the value.
     */
    public long windowHighSubTicks()
    {
        return Memory.getLong(address + WINDOW_HIGH_SUB_TICKS_OFFSET);
    }

    /**
     * Sets: no bound is passed while the mark is at or below this.
     *
     * @param value to be stored.
     */
    public void windowHighSubTicks(final long value)
    {
        Memory.putLong(address + WINDOW_HIGH_SUB_TICKS_OFFSET, value);
    }

    /**
     * Index; 0 none yet.
     *
     * @return the value.
     */
    public long indexSubTicks()
    {
        return Memory.getLong(address + INDEX_SUB_TICKS_OFFSET);
    }

    /**
     * Sets: index; 0 none yet.
     *
     * @param value to be stored.
     */
    public void indexSubTicks(final long value)
    {
        Memory.putLong(address + INDEX_SUB_TICKS_OFFSET, value);
    }

    /**
     * Sum of long lots.
     *
     * @return the value.
     */
    public long openInterestLots()
    {
        return Memory.getLong(address + OPEN_INTEREST_LOTS_OFFSET);
    }

    /**
     * Sets: sum of long lots.
     *
     * @param value to be stored.
     */
    public void openInterestLots(final long value)
    {
        Memory.putLong(address + OPEN_INTEREST_LOTS_OFFSET, value);
    }

    /**
     * Best buy level; 0 none.
     *
     * @return the value.
     */
    public int bestBidLevel()
    {
        return Memory.getInt(address + BEST_BID_LEVEL_OFFSET);
    }

    /**
     * Best sell level; 0 none.
     *
     * @return the value.
     */
    public int bestAskLevel()
    {
        return Memory.getInt(address + BEST_ASK_LEVEL_OFFSET);
    }

    /**
     * Best level of a side; 0 none.
     *
     * @param side 0 buys, 1 sells.
     * @return the value.
     */
    public int bestLevel(final int side)
    {
        return Memory.getInt(address + BEST_BID_LEVEL_OFFSET + (long)side * Integer.BYTES);
    }

    /**
     * Sets: best level of a side; 0 none.
     *
     * @param side  0 buys, 1 sells.
     * @param value to be stored.
     */
    public void bestLevel(final int side, final int value)
    {
        Memory.putInt(address + BEST_BID_LEVEL_OFFSET + (long)side * Integer.BYTES, value);
    }

    /**
     * Whether it is open and nothing more is asked of an order than of any other: one load for most orders.
     *
     * @return false if it is in another state, or its orders are held to bands or limits.
     */
    public boolean isUnrestricted()
    {
        return Memory.getInt(address + STATE_OFFSET) == 0;
    }

    /**
     * State as the wire names it, 0 open.
     *
     * @return the value.
     */
    public int state()
    {
        return Memory.getByte(address + STATE_OFFSET);
    }

    /**
     * Sets: state as the wire names it, 0 open.
     *
     * @param value to be stored.
     */
    public void state(final int value)
    {
        Memory.putByte(address + STATE_OFFSET, (byte)value);
    }

    /**
     * Price of the last trade; 0 none yet.
     *
     * @return the value.
     */
    public long lastTradeTicks()
    {
        return Memory.getLong(address + LAST_TRADE_TICKS_OFFSET);
    }

    /**
     * Sets: price of the last trade; 0 none yet.
     *
     * @param value to be stored.
     */
    public void lastTradeTicks(final long value)
    {
        Memory.putLong(address + LAST_TRADE_TICKS_OFFSET, value);
    }

    /**
     * 1 if orders are held to bands or limits.
     *
     * @return the value.
     */
    public int limited()
    {
        return Memory.getByte(address + LIMITED_OFFSET);
    }

    /**
     * Sets: 1 if orders are held to bands or limits.
     *
     * @param value to be stored.
     */
    public void limited(final int value)
    {
        Memory.putByte(address + LIMITED_OFFSET, (byte)value);
    }

    /**
     * Stage of a dated future, a constant of {@link Contracts}.
     *
     * @return the value.
     */
    public int stage()
    {
        return Memory.getByte(address + STAGE_OFFSET);
    }

    /**
     * Sets: stage of a dated future.
     *
     * @param value to be stored.
     */
    public void stage(final int value)
    {
        Memory.putByte(address + STAGE_OFFSET, (byte)value);
    }

    /**
     * Cumulative funding of one lot, paid by longs to shorts.
     *
     * @return the value.
     */
    public long fundingAtoms()
    {
        return Memory.getLong(address + FUNDING_ATOMS_OFFSET);
    }

    /**
     * Sets: cumulative funding of one lot, paid by longs to shorts.
     *
     * @param value to be stored.
     */
    public void fundingAtoms(final long value)
    {
        Memory.putLong(address + FUNDING_ATOMS_OFFSET, value);
    }

    /**
     * Bit 0: it is funded; bit 1: its rates follow its volatility.
     *
     * @return the value.
     */
    public int factors()
    {
        return Memory.getByte(address + FACTORS_OFFSET);
    }

    /**
     * Sets: bit 0: it is funded; bit 1: its rates follow its volatility.
     *
     * @param value to be stored.
     */
    public void factors(final int value)
    {
        Memory.putByte(address + FACTORS_OFFSET, (byte)value);
    }

    /**
     * Whether it is funded.
     *
     * @return true if so.
     */
    public boolean isFunded()
    {
        return (factors() & FUNDED) != 0;
    }

    /**
     * Whether its rates follow its volatility; the brackets of its record are then those in force.
     *
     * @return true if so.
     */
    public boolean varies()
    {
        return (factors() & VARIES) != 0;
    }
}
