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

import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.memory.Flyweight;
import io.plimsoll.core.memory.Memory;
import io.plimsoll.core.memory.Slab;
import java.util.Objects;

/**
 * An instrument: its prices, scales, fees and margin brackets.
 * <pre>
 * offset bytes field
 *      0   4  instrumentId               id that the outside world uses
 *      4   4  settlementAsset            asset it settles in
 *      8   8  markSubTicks               mark; 0 none yet
 *     16   8  windowLowSubTicks          no bound is passed while the mark is at or above this
 *     24   8  windowHighSubTicks         no bound is passed while the mark is at or below this
 *     32   8  contractFactorAtoms        K, atoms per tick and lot
 *     40   8  markFactorAtoms            k, atoms per sub-tick and lot
 *     48   8  subTicksPerTick            S, sub-ticks per tick
 *     56   8  indexSubTicks              index; 0 none yet
 *     64   8  minMarkSubTicks            below this no new risk is accepted
 *     72   8  maxMarkSubTicks            highest mark accepted
 *     80   8  maxPositionLots            largest position with its orders
 *     88   8  minNotionalAtoms           a rest below this is dust
 *     96   8  openInterestLots           sum of long lots
 *    104   4  takerFeePpm                taker fee
 *    108   4  makerFeePpm                maker fee
 *    112   4  liquidationFeePpm          taker fee of a liquidation
 *    116   4  thetaPpm                   target health
 *    120   4  penaltyBetaPpm             largest share of the improvement that a penalty takes
 *    124   4  initialFactorPpm           rho, initial over maintenance requirement
 *    128   4  maxLeverage                notional over initial margin
 *    132   4  oracleBandPpm              forced trades stay this close to the mark
 *    136   4  keyShift                   bits by which load-line keys are coarser than their factor
 *    140   4  bracketCount               margin brackets
 *    144   4  bestBidLevel               best buy level; 0 none
 *    148   4  bestAskLevel               best sell level; 0 none
 *    152   1  kind                       kind of instrument
 *    153   1  closePolicy                how much a liquidation closes
 *    156   1  state                      state as the wire names it, 0 open
 *    157   1  limited                    1 if orders are held to bands or limits
 *    160   8  calmLowSubTicks            lowest mark at which margin rooms hold
 *    168   8  calmHighSubTicks           highest mark at which margin rooms hold
 *    176   8  lastTradeTicks             price of the last trade; 0 none yet
 *    192  64  armedHeaps                 one bit for each load-line heap that holds a bound
 *    256 512  brackets                   16 x { lower 8, rate 4, penalty 4, deduction 16 }
 *    768      LENGTH
 * </pre>
 * Written and read by the engine's thread alone.
 */
public final class InstrumentRecord extends Flyweight
{
    /** Bytes of a record. */
    public static final int LENGTH = 768;

    private static final int ARMED_HEAPS_WORDS = 8;
    private static final int ARMED_HEAPS_OFFSET = 192;
    private static final int BRACKETS_OFFSET = 256;
    private static final int BRACKET_LENGTH = 32;
    private static final int LOWER = 0;
    private static final int RATE = 8;
    private static final int PENALTY = 12;
    private static final int DEDUCTION = 16;
    private static final int INSTRUMENT_ID_OFFSET = 0;
    private static final int SETTLEMENT_ASSET_OFFSET = 4;
    private static final int MARK_SUB_TICKS_OFFSET = 8;
    private static final int WINDOW_LOW_SUB_TICKS_OFFSET = 16;
    private static final int WINDOW_HIGH_SUB_TICKS_OFFSET = 24;
    private static final int CONTRACT_FACTOR_ATOMS_OFFSET = 32;
    private static final int MARK_FACTOR_ATOMS_OFFSET = 40;
    private static final int SUB_TICKS_PER_TICK_OFFSET = 48;
    private static final int INDEX_SUB_TICKS_OFFSET = 56;
    private static final int MIN_MARK_SUB_TICKS_OFFSET = 64;
    private static final int MAX_MARK_SUB_TICKS_OFFSET = 72;
    private static final int MAX_POSITION_LOTS_OFFSET = 80;
    private static final int MIN_NOTIONAL_ATOMS_OFFSET = 88;
    private static final int OPEN_INTEREST_LOTS_OFFSET = 96;
    private static final int TAKER_FEE_PPM_OFFSET = 104;
    private static final int MAKER_FEE_PPM_OFFSET = 108;
    private static final int LIQUIDATION_FEE_PPM_OFFSET = 112;
    private static final int THETA_PPM_OFFSET = 116;
    private static final int PENALTY_BETA_PPM_OFFSET = 120;
    private static final int INITIAL_FACTOR_PPM_OFFSET = 124;
    private static final int MAX_LEVERAGE_OFFSET = 128;
    private static final int ORACLE_BAND_PPM_OFFSET = 132;
    private static final int KEY_SHIFT_OFFSET = 136;
    private static final int BRACKET_COUNT_OFFSET = 140;
    private static final int BEST_BID_LEVEL_OFFSET = 144;
    private static final int BEST_ASK_LEVEL_OFFSET = 148;
    private static final int KIND_OFFSET = 152;
    private static final int CLOSE_POLICY_OFFSET = 153;
    private static final int STATE_OFFSET = 156;
    private static final int LIMITED_OFFSET = 157;
    private static final int CALM_LOW_SUB_TICKS_OFFSET = 160;
    private static final int CALM_HIGH_SUB_TICKS_OFFSET = 168;
    private static final int LAST_TRADE_TICKS_OFFSET = 176;

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
     * Id that the outside world uses.
     *
     * @return the value.
     */
    public int instrumentId()
    {
        return Memory.getInt(address + INSTRUMENT_ID_OFFSET);
    }

    /**
     * Sets: id that the outside world uses.
     *
     * @param value to be stored.
     */
    public void instrumentId(final int value)
    {
        Memory.putInt(address + INSTRUMENT_ID_OFFSET, value);
    }

    /**
     * Asset it settles in.
     *
     * @return the value.
     */
    public int settlementAsset()
    {
        return Memory.getInt(address + SETTLEMENT_ASSET_OFFSET);
    }

    /**
     * Sets: asset it settles in.
     *
     * @param value to be stored.
     */
    public void settlementAsset(final int value)
    {
        Memory.putInt(address + SETTLEMENT_ASSET_OFFSET, value);
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
     * K, atoms per tick and lot.
     *
     * @return the value.
     */
    public long contractFactorAtoms()
    {
        return Memory.getLong(address + CONTRACT_FACTOR_ATOMS_OFFSET);
    }

    /**
     * Sets: K, atoms per tick and lot.
     *
     * @param value to be stored.
     */
    public void contractFactorAtoms(final long value)
    {
        Memory.putLong(address + CONTRACT_FACTOR_ATOMS_OFFSET, value);
    }

    /**
     * K, atoms per sub-tick and lot.
     *
     * @return the value.
     */
    public long markFactorAtoms()
    {
        return Memory.getLong(address + MARK_FACTOR_ATOMS_OFFSET);
    }

    /**
     * Sets: k, atoms per sub-tick and lot.
     *
     * @param value to be stored.
     */
    public void markFactorAtoms(final long value)
    {
        Memory.putLong(address + MARK_FACTOR_ATOMS_OFFSET, value);
    }

    /**
     * S, sub-ticks per tick.
     *
     * @return the value.
     */
    public long subTicksPerTick()
    {
        return Memory.getLong(address + SUB_TICKS_PER_TICK_OFFSET);
    }

    /**
     * Sets: S, sub-ticks per tick.
     *
     * @param value to be stored.
     */
    public void subTicksPerTick(final long value)
    {
        Memory.putLong(address + SUB_TICKS_PER_TICK_OFFSET, value);
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
     * Below this no new risk is accepted.
     *
     * @return the value.
     */
    public long minMarkSubTicks()
    {
        return Memory.getLong(address + MIN_MARK_SUB_TICKS_OFFSET);
    }

    /**
     * Sets: below this no new risk is accepted.
     *
     * @param value to be stored.
     */
    public void minMarkSubTicks(final long value)
    {
        Memory.putLong(address + MIN_MARK_SUB_TICKS_OFFSET, value);
    }

    /**
     * Highest mark accepted.
     *
     * @return the value.
     */
    public long maxMarkSubTicks()
    {
        return Memory.getLong(address + MAX_MARK_SUB_TICKS_OFFSET);
    }

    /**
     * Sets: highest mark accepted.
     *
     * @param value to be stored.
     */
    public void maxMarkSubTicks(final long value)
    {
        Memory.putLong(address + MAX_MARK_SUB_TICKS_OFFSET, value);
    }

    /**
     * Largest position with its orders.
     *
     * @return the value.
     */
    public long maxPositionLots()
    {
        return Memory.getLong(address + MAX_POSITION_LOTS_OFFSET);
    }

    /**
     * Sets: largest position with its orders.
     *
     * @param value to be stored.
     */
    public void maxPositionLots(final long value)
    {
        Memory.putLong(address + MAX_POSITION_LOTS_OFFSET, value);
    }

    /**
     * A rest below this is dust.
     *
     * @return the value.
     */
    public long minNotionalAtoms()
    {
        return Memory.getLong(address + MIN_NOTIONAL_ATOMS_OFFSET);
    }

    /**
     * Sets: a rest below this is dust.
     *
     * @param value to be stored.
     */
    public void minNotionalAtoms(final long value)
    {
        Memory.putLong(address + MIN_NOTIONAL_ATOMS_OFFSET, value);
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
     * Taker fee.
     *
     * @return the value.
     */
    public int takerFeePpm()
    {
        return Memory.getInt(address + TAKER_FEE_PPM_OFFSET);
    }

    /**
     * Sets: taker fee.
     *
     * @param value to be stored.
     */
    public void takerFeePpm(final int value)
    {
        Memory.putInt(address + TAKER_FEE_PPM_OFFSET, value);
    }

    /**
     * Maker fee.
     *
     * @return the value.
     */
    public int makerFeePpm()
    {
        return Memory.getInt(address + MAKER_FEE_PPM_OFFSET);
    }

    /**
     * Sets: maker fee.
     *
     * @param value to be stored.
     */
    public void makerFeePpm(final int value)
    {
        Memory.putInt(address + MAKER_FEE_PPM_OFFSET, value);
    }

    /**
     * Taker fee of a liquidation.
     *
     * @return the value.
     */
    public int liquidationFeePpm()
    {
        return Memory.getInt(address + LIQUIDATION_FEE_PPM_OFFSET);
    }

    /**
     * Sets: taker fee of a liquidation.
     *
     * @param value to be stored.
     */
    public void liquidationFeePpm(final int value)
    {
        Memory.putInt(address + LIQUIDATION_FEE_PPM_OFFSET, value);
    }

    /**
     * Target health.
     *
     * @return the value.
     */
    public int thetaPpm()
    {
        return Memory.getInt(address + THETA_PPM_OFFSET);
    }

    /**
     * Sets: target health.
     *
     * @param value to be stored.
     */
    public void thetaPpm(final int value)
    {
        Memory.putInt(address + THETA_PPM_OFFSET, value);
    }

    /**
     * Largest share of the improvement that a penalty takes.
     *
     * @return the value.
     */
    public int penaltyBetaPpm()
    {
        return Memory.getInt(address + PENALTY_BETA_PPM_OFFSET);
    }

    /**
     * Sets: largest share of the improvement that a penalty takes.
     *
     * @param value to be stored.
     */
    public void penaltyBetaPpm(final int value)
    {
        Memory.putInt(address + PENALTY_BETA_PPM_OFFSET, value);
    }

    /**
     * Rho, initial over maintenance requirement.
     *
     * @return the value.
     */
    public int initialFactorPpm()
    {
        return Memory.getInt(address + INITIAL_FACTOR_PPM_OFFSET);
    }

    /**
     * Sets: rho, initial over maintenance requirement.
     *
     * @param value to be stored.
     */
    public void initialFactorPpm(final int value)
    {
        Memory.putInt(address + INITIAL_FACTOR_PPM_OFFSET, value);
    }

    /**
     * Notional over initial margin.
     *
     * @return the value.
     */
    public int maxLeverage()
    {
        return Memory.getInt(address + MAX_LEVERAGE_OFFSET);
    }

    /**
     * Sets: notional over initial margin.
     *
     * @param value to be stored.
     */
    public void maxLeverage(final int value)
    {
        Memory.putInt(address + MAX_LEVERAGE_OFFSET, value);
    }

    /**
     * Forced trades stay this close to the mark.
     *
     * @return the value.
     */
    public int oracleBandPpm()
    {
        return Memory.getInt(address + ORACLE_BAND_PPM_OFFSET);
    }

    /**
     * Sets: forced trades stay this close to the mark.
     *
     * @param value to be stored.
     */
    public void oracleBandPpm(final int value)
    {
        Memory.putInt(address + ORACLE_BAND_PPM_OFFSET, value);
    }

    /**
     * Bits by which load-line keys are coarser than their factor.
     *
     * @return the value.
     */
    public int keyShift()
    {
        return Memory.getInt(address + KEY_SHIFT_OFFSET);
    }

    /**
     * Sets: bits by which load-line keys are coarser than their factor.
     *
     * @param value to be stored.
     */
    public void keyShift(final int value)
    {
        Memory.putInt(address + KEY_SHIFT_OFFSET, value);
    }

    /**
     * Margin brackets.
     *
     * @return the value.
     */
    public int bracketCount()
    {
        return Memory.getInt(address + BRACKET_COUNT_OFFSET);
    }

    /**
     * Sets: margin brackets.
     *
     * @param value to be stored.
     */
    public void bracketCount(final int value)
    {
        Memory.putInt(address + BRACKET_COUNT_OFFSET, value);
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
     * Sets: best buy level; 0 none.
     *
     * @param value to be stored.
     */
    public void bestBidLevel(final int value)
    {
        Memory.putInt(address + BEST_BID_LEVEL_OFFSET, value);
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
     * Sets: best sell level; 0 none.
     *
     * @param value to be stored.
     */
    public void bestAskLevel(final int value)
    {
        Memory.putInt(address + BEST_ASK_LEVEL_OFFSET, value);
    }

    /**
     * Kind of instrument.
     *
     * @return the value.
     */
    public int kind()
    {
        return Memory.getByte(address + KIND_OFFSET);
    }

    /**
     * Sets: kind of instrument.
     *
     * @param value to be stored.
     */
    public void kind(final int value)
    {
        Memory.putByte(address + KIND_OFFSET, (byte)value);
    }

    /**
     * How much a liquidation closes.
     *
     * @return the value.
     */
    public int closePolicy()
    {
        return Memory.getByte(address + CLOSE_POLICY_OFFSET);
    }

    /**
     * Sets: how much a liquidation closes.
     *
     * @param value to be stored.
     */
    public void closePolicy(final int value)
    {
        Memory.putByte(address + CLOSE_POLICY_OFFSET, (byte)value);
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
     * Lower notional bound of a bracket.
     *
     * @param bracket index from 0.
     * @return atoms.
     */
    public long bracketLowerAtoms(final int bracket)
    {
        return Memory.getLong(bracketAddress(bracket) + LOWER);
    }

    /**
     * Maintenance rate of a bracket.
     *
     * @param bracket index from 0.
     * @return ppm.
     */
    public int bracketRatePpm(final int bracket)
    {
        return Memory.getInt(bracketAddress(bracket) + RATE);
    }

    /**
     * Penalty rate of a bracket.
     *
     * @param bracket index from 0.
     * @return ppm.
     */
    public int bracketPenaltyPpm(final int bracket)
    {
        return Memory.getInt(bracketAddress(bracket) + PENALTY);
    }

    /**
     * Deduction of a bracket, which makes the requirement continuous: {@code d(t+1) = d(t) + b(t+1) * (r(t+1) - r(t))}.
     *
     * @param bracket index from 0.
     * @param target  register that receives ppm x atoms.
     * @return the register.
     */
    public Int128 loadBracketDeduction(final int bracket, final Int128 target)
    {
        final long at = bracketAddress(bracket) + DEDUCTION;
        return target.set(Memory.getLong(at + 8), Memory.getLong(at));
    }

    /**
     * Stores a bracket.
     *
     * @param bracket     index from 0.
     * @param lowerAtoms  lower notional bound.
     * @param ratePpm     maintenance rate.
     * @param penaltyPpm  penalty rate.
     * @param deduction   ppm x atoms.
     */
    public void bracket(
        final int bracket,
        final long lowerAtoms,
        final int ratePpm,
        final int penaltyPpm,
        final Int128 deduction)
    {
        final long at = bracketAddress(bracket);
        Memory.putLong(at + LOWER, lowerAtoms);
        Memory.putInt(at + RATE, ratePpm);
        Memory.putInt(at + PENALTY, penaltyPpm);
        Memory.putLong(at + DEDUCTION, deduction.low());
        Memory.putLong(at + DEDUCTION + 8, deduction.high());
    }

    /**
     * Lowest mark at which margin rooms hold.
     *
     * @return the value.
     */
    public long calmLowSubTicks()
    {
        return Memory.getLong(address + CALM_LOW_SUB_TICKS_OFFSET);
    }

    /**
     * Sets: lowest mark at which margin rooms hold.
     *
     * @param value to be stored.
     */
    public void calmLowSubTicks(final long value)
    {
        Memory.putLong(address + CALM_LOW_SUB_TICKS_OFFSET, value);
    }

    /**
     * Highest mark at which margin rooms hold.
     *
     * @return the value.
     */
    public long calmHighSubTicks()
    {
        return Memory.getLong(address + CALM_HIGH_SUB_TICKS_OFFSET);
    }

    /**
     * Sets: highest mark at which margin rooms hold.
     *
     * @param value to be stored.
     */
    public void calmHighSubTicks(final long value)
    {
        Memory.putLong(address + CALM_HIGH_SUB_TICKS_OFFSET, value);
    }

    /**
     * A word of the map of load-line heaps of this instrument that hold a bound.
     *
     * @param word index from 0.
     * @return 64 bits, one for each heap.
     */
    public long armedHeaps(final int word)
    {
        return Memory.getLong(armedAddress(word));
    }

    /**
     * Sets a word of the map of load-line heaps.
     *
     * @param word  index from 0.
     * @param value 64 bits.
     */
    public void armedHeaps(final int word, final long value)
    {
        Memory.putLong(armedAddress(word), value);
    }

    private long armedAddress(final int word)
    {
        return address + ARMED_HEAPS_OFFSET + (long)Objects.checkIndex(word, ARMED_HEAPS_WORDS) * Long.BYTES;
    }

    private long bracketAddress(final int bracket)
    {
        return address + BRACKETS_OFFSET +
            (long)Objects.checkIndex(bracket, EngineLimits.BRACKETS_MAX) * BRACKET_LENGTH;
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
}
