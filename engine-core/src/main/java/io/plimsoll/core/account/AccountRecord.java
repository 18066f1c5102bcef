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
 * An account: its cash, the heads of its lists, its state and what the queue knows of it. What every order of the
 * account reads stands in the first 32 bytes, which never lie in two cache lines.
 * <pre>
 * offset bytes field
 *      0   8  accountId                  id that the outside world uses
 *      8   8  roomAtoms                  what orders may still commit, a lower bound
 *     16   8  roomState                  0 no room, 1 for trades alone, 2 for orders too, 3 asked for
 *     24   4  principal                  principal that owns it
 *     28   1  state                      account state as the wire names it
 *     29   1  level                      0 above its lines, 1 below the margin call, 2 below maintenance, 3 initial
 *     30   1  queueStatus                0 not queued, 1 served by health, 2 waiting for a price
 *     31   1  downLine                   load line armed downwards, 1-based; 0 none
 *     32   8  cashAtoms                  balance of the reference asset
 *     40   8  notionalRoomAtoms          notional that orders may still add, a lower bound
 *     48   4  firstPosition              head of its positions, by instrument id
 *     52   4  firstBalance               head of its balances, by asset id
 *     56   4  firstOrder                 oldest resting order
 *     60   1  touched                    awaits its test in this command: 0 no, else why, see TouchedAccounts
 *     61   1  upLine                     load line armed upwards, 1-based; 0 none
 *     62   2  positionCount              positions
 *     64   4  lastOrder                  newest resting order
 *     68   4  openOrders                 resting orders
 *     72   8  highestOrderId             no order that ever rested has a higher id
 *     88   4  firstShortfall             head of its cash shortfalls, of assets that are lent
 *     96   8  selfTradeGroupId           orders of one group never trade with each other; 0 the account alone
 *    104   8  queueEquityAtoms           equity at its last exact evaluation
 *    112   8  queueMaintenanceAtoms      maintenance requirement at its last exact evaluation, rounded up
 *    120   4  queueTie                   order among equal health
 *    124   4  thetaPpm                   target health of the episode
 *    128   8  episodeId                  number of the episode; 0 none
 *    136   8  lowestEquityAtoms          equity of the lowest E/MM of this episode at the start of a step
 *    144  16  lowestMaintenance          requirement of that pair, ppm x atoms
 *    160   4  queuePosition              place in the queue or in the waiting ring
 *    164   1  killSwitch                 kill switch: bit 0 engaged, bit 1 its orders are still being cancelled
 *    165   1  initialArm                 bounds against the initial requirement: 0 none, 1 its loss, 2 its recovery
 *    168   4  firstLeverage              head of the leverages it has chosen, by instrument index
 *    172   4  isolated                   its record if it holds an isolated position; else 0
 *    176   4  firstIsolated              oldest account that was opened under it for such a position
 *    180   4  firstLoan                  head of its loans, by asset id
 *    184   4  pledge                     what it has elsewhere, as attested; 0 nothing
 *    192      LENGTH
 * </pre>
 * Written and read by the engine's thread alone.
 */
public final class AccountRecord extends Flyweight
{
    /** Bytes of a record. */
    public static final int LENGTH = 192;

    private static final int ACCOUNT_ID_OFFSET = 0;
    private static final int ROOM_ATOMS_OFFSET = 8;
    private static final int ROOM_STATE_OFFSET = 16;
    private static final int PRINCIPAL_OFFSET = 24;
    private static final int STATE_OFFSET = 28;
    private static final int LEVEL_OFFSET = 29;
    private static final int QUEUE_STATUS_OFFSET = 30;
    private static final int DOWN_LINE_OFFSET = 31;
    private static final int CASH_ATOMS_OFFSET = 32;
    private static final int NOTIONAL_ROOM_ATOMS_OFFSET = 40;
    private static final int FIRST_POSITION_OFFSET = 48;
    private static final int FIRST_BALANCE_OFFSET = 52;
    private static final int FIRST_ORDER_OFFSET = 56;
    private static final int TOUCHED_OFFSET = 60;
    private static final int UP_LINE_OFFSET = 61;
    private static final int POSITION_COUNT_OFFSET = 62;
    private static final int LAST_ORDER_OFFSET = 64;
    private static final int OPEN_ORDERS_OFFSET = 68;
    private static final int HIGHEST_ORDER_ID_OFFSET = 72;
    private static final int FIRST_SHORTFALL_OFFSET = 88;
    private static final int SELF_TRADE_GROUP_ID_OFFSET = 96;
    private static final int QUEUE_EQUITY_ATOMS_OFFSET = 104;
    private static final int QUEUE_MAINTENANCE_ATOMS_OFFSET = 112;
    private static final int QUEUE_TIE_OFFSET = 120;
    private static final int THETA_PPM_OFFSET = 124;
    private static final int EPISODE_ID_OFFSET = 128;
    private static final int LOWEST_EQUITY_ATOMS_OFFSET = 136;
    private static final int LOWEST_MAINTENANCE_OFFSET = 144;
    private static final int QUEUE_POSITION_OFFSET = 160;
    private static final int KILL_SWITCH_OFFSET = 164;
    private static final int INITIAL_ARM_OFFSET = 165;
    private static final int FIRST_LEVERAGE_OFFSET = 168;
    private static final int ISOLATED_OFFSET = 172;
    private static final int FIRST_ISOLATED_OFFSET = 176;
    private static final int FIRST_LOAN_OFFSET = 180;
    private static final int PLEDGE_OFFSET = 184;

    /**
     * A flyweight over the records of a slab.
     *
     * @param slab that holds the records.
     */
    public AccountRecord(final Slab slab)
    {
        super(slab);
    }

    /**
     * Id that the outside world uses.
     *
     * @return the value.
     */
    public long accountId()
    {
        return Memory.getLong(address + ACCOUNT_ID_OFFSET);
    }

    /**
     * Sets: id that the outside world uses.
     *
     * @param value to be stored.
     */
    public void accountId(final long value)
    {
        Memory.putLong(address + ACCOUNT_ID_OFFSET, value);
    }

    /**
     * Balance of the reference asset.
     *
     * @return the value.
     */
    public long cashAtoms()
    {
        return Memory.getLong(address + CASH_ATOMS_OFFSET);
    }

    /**
     * Sets: balance of the reference asset.
     *
     * @param value to be stored.
     */
    public void cashAtoms(final long value)
    {
        Memory.putLong(address + CASH_ATOMS_OFFSET, value);
    }

    /**
     * Head of its positions, by instrument id.
     *
     * @return the value.
     */
    public int firstPosition()
    {
        return Memory.getInt(address + FIRST_POSITION_OFFSET);
    }

    /**
     * Sets: head of its positions, by instrument id.
     *
     * @param value to be stored.
     */
    public void firstPosition(final int value)
    {
        Memory.putInt(address + FIRST_POSITION_OFFSET, value);
    }

    /**
     * Head of its balances, by asset id.
     *
     * @return the value.
     */
    public int firstBalance()
    {
        return Memory.getInt(address + FIRST_BALANCE_OFFSET);
    }

    /**
     * Sets: head of its balances, by asset id.
     *
     * @param value to be stored.
     */
    public void firstBalance(final int value)
    {
        Memory.putInt(address + FIRST_BALANCE_OFFSET, value);
    }

    /**
     * Oldest resting order.
     *
     * @return the value.
     */
    public int firstOrder()
    {
        return Memory.getInt(address + FIRST_ORDER_OFFSET);
    }

    /**
     * Where the oldest resting order stands, for what links orders.
     *
     * @return the address of the field.
     */
    public long firstOrderAddress()
    {
        return address + FIRST_ORDER_OFFSET;
    }

    /**
     * Where the newest resting order stands, for what links orders.
     *
     * @return the address of the field.
     */
    public long lastOrderAddress()
    {
        return address + LAST_ORDER_OFFSET;
    }

    /**
     * Newest resting order.
     *
     * @return the value.
     */
    public int lastOrder()
    {
        return Memory.getInt(address + LAST_ORDER_OFFSET);
    }

    /**
     * Resting orders.
     *
     * @return the value.
     */
    public int openOrders()
    {
        return Memory.getInt(address + OPEN_ORDERS_OFFSET);
    }

    /**
     * Sets: resting orders.
     *
     * @param value to be stored.
     */
    public void openOrders(final int value)
    {
        Memory.putInt(address + OPEN_ORDERS_OFFSET, value);
    }

    /**
     * Account state as the wire names it.
     *
     * @return the value.
     */
    public int state()
    {
        return Memory.getByte(address + STATE_OFFSET);
    }

    /**
     * Sets: account state as the wire names it.
     *
     * @param value to be stored.
     */
    public void state(final int value)
    {
        Memory.putByte(address + STATE_OFFSET, (byte)value);
    }

    /**
     * 0 above its lines, 1 below the margin-call line, 2 below maintenance.
     *
     * @return the value.
     */
    public int level()
    {
        return Memory.getByte(address + LEVEL_OFFSET);
    }

    /**
     * Sets: 0 above its lines, 1 below the margin-call line, 2 below maintenance.
     *
     * @param value to be stored.
     */
    public void level(final int value)
    {
        Memory.putByte(address + LEVEL_OFFSET, (byte)value);
    }

    /**
     * 0 not queued, 1 served by health, 2 waiting for a price.
     *
     * @return the value.
     */
    public int queueStatus()
    {
        return Memory.getByte(address + QUEUE_STATUS_OFFSET);
    }

    /**
     * Sets: 0 not queued, 1 served by health, 2 waiting for a price.
     *
     * @param value to be stored.
     */
    public void queueStatus(final int value)
    {
        Memory.putByte(address + QUEUE_STATUS_OFFSET, (byte)value);
    }

    /**
     * Load line armed downwards, 1-based; 0 none.
     *
     * @return the value.
     */
    public int downLine()
    {
        return Memory.getByte(address + DOWN_LINE_OFFSET);
    }

    /**
     * Sets: load line armed downwards, 1-based; 0 none.
     *
     * @param value to be stored.
     */
    public void downLine(final int value)
    {
        Memory.putByte(address + DOWN_LINE_OFFSET, (byte)value);
    }

    /**
     * Load line armed upwards, 1-based; 0 none.
     *
     * @return the value.
     */
    public int upLine()
    {
        return Memory.getByte(address + UP_LINE_OFFSET);
    }

    /**
     * Sets: load line armed upwards, 1-based; 0 none.
     *
     * @param value to be stored.
     */
    public void upLine(final int value)
    {
        Memory.putByte(address + UP_LINE_OFFSET, (byte)value);
    }

    /**
     * Awaits its test in this command: 0 no, else why, see TouchedAccounts.
     *
     * @return the value.
     */
    public int touched()
    {
        return Memory.getByte(address + TOUCHED_OFFSET);
    }

    /**
     * Sets: awaits its test in this command: 0 no, else why, see TouchedAccounts.
     *
     * @param value to be stored.
     */
    public void touched(final int value)
    {
        Memory.putByte(address + TOUCHED_OFFSET, (byte)value);
    }

    /**
     * Positions.
     *
     * @return the value.
     */
    public int positionCount()
    {
        return Memory.getShort(address + POSITION_COUNT_OFFSET) & 0xFFFF;
    }

    /**
     * Sets: positions.
     *
     * @param value to be stored.
     */
    public void positionCount(final int value)
    {
        Memory.putShort(address + POSITION_COUNT_OFFSET, (short)value);
    }

    /**
     * Principal that owns it.
     *
     * @return the value.
     */
    public int principal()
    {
        return Memory.getInt(address + PRINCIPAL_OFFSET);
    }

    /**
     * Sets: principal that owns it.
     *
     * @param value to be stored.
     */
    public void principal(final int value)
    {
        Memory.putInt(address + PRINCIPAL_OFFSET, value);
    }

    /**
     * Place in the queue or in the waiting ring.
     *
     * @return the value.
     */
    public int queuePosition()
    {
        return Memory.getInt(address + QUEUE_POSITION_OFFSET);
    }

    /**
     * Sets: place in the queue or in the waiting ring.
     *
     * @param value to be stored.
     */
    public void queuePosition(final int value)
    {
        Memory.putInt(address + QUEUE_POSITION_OFFSET, value);
    }

    /**
     * Orders of one group never trade with each other; 0 the account alone.
     *
     * @return the value.
     */
    public long selfTradeGroupId()
    {
        return Memory.getLong(address + SELF_TRADE_GROUP_ID_OFFSET);
    }

    /**
     * Sets: orders of one group never trade with each other; 0 the account alone.
     *
     * @param value to be stored.
     */
    public void selfTradeGroupId(final long value)
    {
        Memory.putLong(address + SELF_TRADE_GROUP_ID_OFFSET, value);
    }

    /**
     * Equity at its last exact evaluation.
     *
     * @return the value.
     */
    public long queueEquityAtoms()
    {
        return Memory.getLong(address + QUEUE_EQUITY_ATOMS_OFFSET);
    }

    /**
     * Sets: equity at its last exact evaluation.
     *
     * @param value to be stored.
     */
    public void queueEquityAtoms(final long value)
    {
        Memory.putLong(address + QUEUE_EQUITY_ATOMS_OFFSET, value);
    }

    /**
     * Maintenance requirement at its last exact evaluation, rounded up.
     *
     * @return the value.
     */
    public long queueMaintenanceAtoms()
    {
        return Memory.getLong(address + QUEUE_MAINTENANCE_ATOMS_OFFSET);
    }

    /**
     * Sets: maintenance requirement at its last exact evaluation, rounded up.
     *
     * @param value to be stored.
     */
    public void queueMaintenanceAtoms(final long value)
    {
        Memory.putLong(address + QUEUE_MAINTENANCE_ATOMS_OFFSET, value);
    }

    /**
     * Order among equal health.
     *
     * @return the value.
     */
    public int queueTie()
    {
        return Memory.getInt(address + QUEUE_TIE_OFFSET);
    }

    /**
     * Sets: order among equal health.
     *
     * @param value to be stored.
     */
    public void queueTie(final int value)
    {
        Memory.putInt(address + QUEUE_TIE_OFFSET, value);
    }

    /**
     * Target health of the episode.
     *
     * @return the value.
     */
    public int thetaPpm()
    {
        return Memory.getInt(address + THETA_PPM_OFFSET);
    }

    /**
     * Sets: target health of the episode.
     *
     * @param value to be stored.
     */
    public void thetaPpm(final int value)
    {
        Memory.putInt(address + THETA_PPM_OFFSET, value);
    }

    /**
     * Number of the episode; 0 none.
     *
     * @return the value.
     */
    public long episodeId()
    {
        return Memory.getLong(address + EPISODE_ID_OFFSET);
    }

    /**
     * Sets: number of the episode; 0 none.
     *
     * @param value to be stored.
     */
    public void episodeId(final long value)
    {
        Memory.putLong(address + EPISODE_ID_OFFSET, value);
    }

    /**
     * Equity of the lowest E/MM of this episode at the start of a step.
     *
     * @return the value.
     */
    public long lowestEquityAtoms()
    {
        return Memory.getLong(address + LOWEST_EQUITY_ATOMS_OFFSET);
    }

    /**
     * Sets: equity of the lowest E/MM of this episode at the start of a step.
     *
     * @param value to be stored.
     */
    public void lowestEquityAtoms(final long value)
    {
        Memory.putLong(address + LOWEST_EQUITY_ATOMS_OFFSET, value);
    }

    /**
     * Loads: requirement of that pair, ppm x atoms.
     *
     * @param target register that receives the value.
     * @return the register.
     */
    public Int128 loadLowestMaintenance(final Int128 target)
    {
        final long high = Memory.getLong(address + LOWEST_MAINTENANCE_OFFSET + 8);
        return target.set(high, Memory.getLong(address + LOWEST_MAINTENANCE_OFFSET));
    }

    /**
     * Stores: requirement of that pair, ppm x atoms.
     *
     * @param value register that holds the value.
     */
    public void storeLowestMaintenance(final Int128 value)
    {
        Memory.putLong(address + LOWEST_MAINTENANCE_OFFSET, value.low());
        Memory.putLong(address + LOWEST_MAINTENANCE_OFFSET + 8, value.high());
    }

    /**
     * What orders may still commit, a lower bound.
     *
     * @return the value.
     */
    public long roomAtoms()
    {
        return Memory.getLong(address + ROOM_ATOMS_OFFSET);
    }

    /**
     * Sets: what orders may still commit, a lower bound.
     *
     * @param value to be stored.
     */
    public void roomAtoms(final long value)
    {
        Memory.putLong(address + ROOM_ATOMS_OFFSET, value);
    }

    /**
     * Notional that orders may still add, a lower bound.
     *
     * @return the value.
     */
    public long notionalRoomAtoms()
    {
        return Memory.getLong(address + NOTIONAL_ROOM_ATOMS_OFFSET);
    }

    /**
     * Sets: notional that orders may still add, a lower bound.
     *
     * @param value to be stored.
     */
    public void notionalRoomAtoms(final long value)
    {
        Memory.putLong(address + NOTIONAL_ROOM_ATOMS_OFFSET, value);
    }

    /**
     * 0 no room, 1 for trades alone, 2 for orders too, 3 asked for.
     *
     * @return the value.
     */
    public long roomState()
    {
        return Memory.getLong(address + ROOM_STATE_OFFSET);
    }

    /**
     * Sets: 0 no room, 1 for trades alone, 2 for orders too, 3 asked for.
     *
     * @param value to be stored.
     */
    public void roomState(final long value)
    {
        Memory.putLong(address + ROOM_STATE_OFFSET, value);
    }

    /**
     * Bounds against the initial requirement: 0 none, 1 its loss, 2 its recovery.
     *
     * @return the value.
     */
    public int initialArm()
    {
        return Memory.getByte(address + INITIAL_ARM_OFFSET);
    }

    /**
     * Sets: bounds against the initial requirement: 0 none, 1 its loss, 2 its recovery.
     *
     * @param value to be stored.
     */
    public void initialArm(final int value)
    {
        Memory.putByte(address + INITIAL_ARM_OFFSET, (byte)value);
    }

    /**
     * Kill switch: bit 0 engaged, bit 1 its orders are still being cancelled.
     *
     * @return the value.
     */
    public int killSwitch()
    {
        return Memory.getByte(address + KILL_SWITCH_OFFSET);
    }

    /**
     * Sets: kill switch: bit 0 engaged, bit 1 its orders are still being cancelled.
     *
     * @param value to be stored.
     */
    public void killSwitch(final int value)
    {
        Memory.putByte(address + KILL_SWITCH_OFFSET, (byte)value);
    }

    /**
     * No order that ever rested has a higher id.
     *
     * @return the value.
     */
    public long highestOrderId()
    {
        return Memory.getLong(address + HIGHEST_ORDER_ID_OFFSET);
    }

    /**
     * Sets: no order that ever rested has a higher id.
     *
     * @param value to be stored.
     */
    public void highestOrderId(final long value)
    {
        Memory.putLong(address + HIGHEST_ORDER_ID_OFFSET, value);
    }

    /**
     * Head of the leverages it has chosen, by instrument index.
     *
     * @return the value.
     */
    public int firstLeverage()
    {
        return Memory.getInt(address + FIRST_LEVERAGE_OFFSET);
    }

    /**
     * Sets: head of the leverages it has chosen, by instrument index.
     *
     * @param value to be stored.
     */
    public void firstLeverage(final int value)
    {
        Memory.putInt(address + FIRST_LEVERAGE_OFFSET, value);
    }

    /**
     * Its record if it holds an isolated position; else 0.
     *
     * @return the value.
     */
    public int isolated()
    {
        return Memory.getInt(address + ISOLATED_OFFSET);
    }

    /**
     * Sets: its record if it holds an isolated position; else 0.
     *
     * @param value to be stored.
     */
    public void isolated(final int value)
    {
        Memory.putInt(address + ISOLATED_OFFSET, value);
    }

    /**
     * Oldest account that was opened under it for such a position.
     *
     * @return the value.
     */
    public int firstIsolated()
    {
        return Memory.getInt(address + FIRST_ISOLATED_OFFSET);
    }

    /**
     * Sets: oldest account that was opened under it for such a position.
     *
     * @param value to be stored.
     */
    public void firstIsolated(final int value)
    {
        Memory.putInt(address + FIRST_ISOLATED_OFFSET, value);
    }

    /**
     * Head of its loans, by asset id.
     *
     * @return the value.
     */
    public int firstLoan()
    {
        return Memory.getInt(address + FIRST_LOAN_OFFSET);
    }

    /**
     * Sets: head of its loans, by asset id.
     *
     * @param value to be stored.
     */
    public void firstLoan(final int value)
    {
        Memory.putInt(address + FIRST_LOAN_OFFSET, value);
    }

    /**
     * What it has elsewhere, as attested; 0 nothing.
     *
     * @return the value.
     */
    public int pledge()
    {
        return Memory.getInt(address + PLEDGE_OFFSET);
    }

    /**
     * Sets: what it has elsewhere, as attested; 0 nothing.
     *
     * @param value to be stored.
     */
    public void pledge(final int value)
    {
        Memory.putInt(address + PLEDGE_OFFSET, value);
    }

    /**
     * Head of its cash shortfalls, of assets that are lent.
     *
     * @return the value.
     */
    public int firstShortfall()
    {
        return Memory.getInt(address + FIRST_SHORTFALL_OFFSET);
    }

    /**
     * Sets: head of its cash shortfalls, of assets that are lent.
     *
     * @param value to be stored.
     */
    public void firstShortfall(final int value)
    {
        Memory.putInt(address + FIRST_SHORTFALL_OFFSET, value);
    }
}
