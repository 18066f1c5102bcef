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
 * A position of one account in one instrument, with what its resting orders could add. What every order reads stands
 * first.
 * <pre>
 * offset bytes field
 *      0   8  lots                       signed lots, above 0 long
 *      8   8  buyLots                    lots of resting buy orders
 *     16   8  sellLots                   lots of resting sell orders
 *     24   4  instrument                 instrument it is in
 *     28   4  account                    account that holds it
 *     32   8  costAtoms                  signed cost of the lots, exact
 *     40   8  windowLowSubTicks          lowest mark at which the margin room of the account holds
 *     48   8  windowHighSubTicks         highest mark at which it holds; 0 no room for orders
 *     56   4  next                       next position of the account
 *     60   2  openOrders                 resting orders
 *     62   1  reduceOnlyOrders           resting reduce-only orders
 *     64   8  fundingAtoms               cumulative funding of a lot up to which it has paid
 *     72   8  reduceOnlyLots             lots of resting reduce-only orders, all on the closing side
 *     80   8  lotReserveAtoms            what a lot more takes out of the room for all but the mark
 *     88   4  growthPpm                  by which initial rates may grow while the room holds
 *     92   4  frozenPpm                  rate of the first bracket at which its rates are frozen; 0 they are not
 *     96      LENGTH
 * </pre>
 * Written and read by the engine's thread alone.
 */
public final class PositionRecord extends Flyweight
{
    /** Bytes of a record. */
    public static final int LENGTH = 96;

    private static final int LOTS_OFFSET = 0;
    private static final int BUY_LOTS_OFFSET = 8;
    private static final int SELL_LOTS_OFFSET = 16;
    private static final int INSTRUMENT_OFFSET = 24;
    private static final int ACCOUNT_OFFSET = 28;
    private static final int COST_ATOMS_OFFSET = 32;
    private static final int WINDOW_LOW_SUB_TICKS_OFFSET = 40;
    private static final int WINDOW_HIGH_SUB_TICKS_OFFSET = 48;
    private static final int NEXT_OFFSET = 56;
    private static final int OPEN_ORDERS_OFFSET = 60;
    private static final int REDUCE_ONLY_ORDERS_OFFSET = 62;
    private static final int FUNDING_ATOMS_OFFSET = 64;
    private static final int REDUCE_ONLY_LOTS_OFFSET = 72;
    private static final int LOT_RESERVE_ATOMS_OFFSET = 80;
    private static final int GROWTH_PPM_OFFSET = 88;
    private static final int FROZEN_PPM_OFFSET = 92;

    /**
     * A flyweight over the records of a slab.
     *
     * @param slab that holds the records.
     */
    public PositionRecord(final Slab slab)
    {
        super(slab);
    }

    /**
     * Signed lots, above 0 long.
     *
     * @return the value.
     */
    public long lots()
    {
        return Memory.getLong(address + LOTS_OFFSET);
    }

    /**
     * Sets: signed lots, above 0 long.
     *
     * @param value to be stored.
     */
    public void lots(final long value)
    {
        Memory.putLong(address + LOTS_OFFSET, value);
    }

    /**
     * Signed cost of the lots, exact.
     *
     * @return the value.
     */
    public long costAtoms()
    {
        return Memory.getLong(address + COST_ATOMS_OFFSET);
    }

    /**
     * Sets: signed cost of the lots, exact.
     *
     * @param value to be stored.
     */
    public void costAtoms(final long value)
    {
        Memory.putLong(address + COST_ATOMS_OFFSET, value);
    }

    /**
     * Lowest mark at which the margin room of the account holds.
     *
     * @return the value.
     */
    public long windowLowSubTicks()
    {
        return Memory.getLong(address + WINDOW_LOW_SUB_TICKS_OFFSET);
    }

    /**
     * Sets: lowest mark at which the margin room of the account holds.
     *
     * @param value to be stored.
     */
    public void windowLowSubTicks(final long value)
    {
        Memory.putLong(address + WINDOW_LOW_SUB_TICKS_OFFSET, value);
    }

    /**
     * Highest mark at which it holds; 0 no room for orders.
     *
     * @return the value.
     */
    public long windowHighSubTicks()
    {
        return Memory.getLong(address + WINDOW_HIGH_SUB_TICKS_OFFSET);
    }

    /**
     * Sets: highest mark at which it holds; 0 no room for orders.
     *
     * @param value to be stored.
     */
    public void windowHighSubTicks(final long value)
    {
        Memory.putLong(address + WINDOW_HIGH_SUB_TICKS_OFFSET, value);
    }

    /**
     * Lots of resting buy orders.
     *
     * @return the value.
     */
    public long buyLots()
    {
        return Memory.getLong(address + BUY_LOTS_OFFSET);
    }

    /**
     * Lots of resting sell orders.
     *
     * @return the value.
     */
    public long sellLots()
    {
        return Memory.getLong(address + SELL_LOTS_OFFSET);
    }

    /**
     * Lots of the resting orders of a side.
     *
     * @param side 0 buys, 1 sells.
     * @return the value.
     */
    public long orderLots(final int side)
    {
        return Memory.getLong(address + BUY_LOTS_OFFSET + (long)side * Long.BYTES);
    }

    /**
     * Sets: lots of the resting orders of a side.
     *
     * @param side  0 buys, 1 sells.
     * @param value to be stored.
     */
    public void orderLots(final int side, final long value)
    {
        Memory.putLong(address + BUY_LOTS_OFFSET + (long)side * Long.BYTES, value);
    }

    /**
     * Lots of resting reduce-only orders, all on the closing side.
     *
     * @return the value.
     */
    public long reduceOnlyLots()
    {
        return Memory.getLong(address + REDUCE_ONLY_LOTS_OFFSET);
    }

    /**
     * Sets: lots of resting reduce-only orders, all on the closing side.
     *
     * @param value to be stored.
     */
    public void reduceOnlyLots(final long value)
    {
        Memory.putLong(address + REDUCE_ONLY_LOTS_OFFSET, value);
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
     * Next position of the account.
     *
     * @return the value.
     */
    public int next()
    {
        return Memory.getInt(address + NEXT_OFFSET);
    }

    /**
     * Sets: next position of the account.
     *
     * @param value to be stored.
     */
    public void next(final int value)
    {
        Memory.putInt(address + NEXT_OFFSET, value);
    }

    /**
     * Resting reduce-only orders.
     *
     * @return the value.
     */
    public int reduceOnlyOrders()
    {
        return Memory.getByte(address + REDUCE_ONLY_ORDERS_OFFSET);
    }

    /**
     * Sets: resting reduce-only orders.
     *
     * @param value to be stored.
     */
    public void reduceOnlyOrders(final int value)
    {
        Memory.putByte(address + REDUCE_ONLY_ORDERS_OFFSET, (byte)value);
    }

    /**
     * Resting orders.
     *
     * @return the value.
     */
    public int openOrders()
    {
        return Memory.getShort(address + OPEN_ORDERS_OFFSET);
    }

    /**
     * Sets: resting orders.
     *
     * @param value to be stored.
     */
    public void openOrders(final int value)
    {
        Memory.putShort(address + OPEN_ORDERS_OFFSET, (short)value);
    }

    /**
     * What a lot more takes out of the room for all but the mark.
     *
     * @return the value.
     */
    public long lotReserveAtoms()
    {
        return Memory.getLong(address + LOT_RESERVE_ATOMS_OFFSET);
    }

    /**
     * Sets: what a lot more takes out of the room for all but the mark.
     *
     * @param value to be stored.
     */
    public void lotReserveAtoms(final long value)
    {
        Memory.putLong(address + LOT_RESERVE_ATOMS_OFFSET, value);
    }

    /**
     * By which initial rates may grow while the room holds.
     *
     * @return the value.
     */
    public int growthPpm()
    {
        return Memory.getInt(address + GROWTH_PPM_OFFSET);
    }

    /**
     * Sets: by which initial rates may grow while the room holds.
     *
     * @param value to be stored.
     */
    public void growthPpm(final int value)
    {
        Memory.putInt(address + GROWTH_PPM_OFFSET, value);
    }

    /**
     * Rate of the first bracket, as its volatility had asked for it, at which its rates are frozen; 0 they are not.
     *
     * @return the value.
     */
    public int frozenPpm()
    {
        return Memory.getInt(address + FROZEN_PPM_OFFSET);
    }

    /**
     * Sets: rate of the first bracket, as its volatility had asked for it, at which its rates are frozen; 0 they are
     * not.
     *
     * @param value to be stored.
     */
    public void frozenPpm(final int value)
    {
        Memory.putInt(address + FROZEN_PPM_OFFSET, value);
    }

    /**
     * Cumulative funding of a lot up to which it has paid.
     *
     * @return the value.
     */
    public long fundingAtoms()
    {
        return Memory.getLong(address + FUNDING_ATOMS_OFFSET);
    }

    /**
     * Sets: cumulative funding of a lot up to which it has paid.
     *
     * @param value to be stored.
     */
    public void fundingAtoms(final long value)
    {
        Memory.putLong(address + FUNDING_ATOMS_OFFSET, value);
    }

    /**
     * What it owes of the funding applied since it has paid last.
     *
     * @param cumulativeAtoms funding of one lot so far.
     * @return atoms, below 0 where it is owed; 0 for a position without lots.
     */
    public long fundingDueAtoms(final long cumulativeAtoms)
    {
        return lots() * (cumulativeAtoms - fundingAtoms());
    }

    /**
     * Cost of the lots, less all funding of a lot up to which it has paid: what does not change when it pays, if its
     * cash is counted along.
     *
     * @return signed atoms.
     */
    public long costLessFundingAtoms()
    {
        return costAtoms() - lots() * fundingAtoms();
    }
}
