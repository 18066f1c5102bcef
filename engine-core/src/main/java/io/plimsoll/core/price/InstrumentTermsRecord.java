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
 * What the listing of an instrument lays down: a part of its record. Only the initial factor changes afterwards, with
 * the open interest, see {@link ExposureRecord}.
 * <pre>
 * offset bytes field
 *      0   4  instrumentId               id that the outside world uses
 *      4   4  settlementAsset            asset it settles in
 *     32   8  contractFactorAtoms        K, atoms per tick and lot
 *     40   8  markFactorAtoms            k, atoms per sub-tick and lot
 *     48   8  subTicksPerTick            S, sub-ticks per tick
 *     64   8  minMarkSubTicks            below this no new risk is accepted
 *     72   8  maxMarkSubTicks            highest mark accepted
 *     80   8  maxPositionLots            largest position with its orders
 *     88   8  minNotionalAtoms           a rest below this is dust
 *    104   4  takerFeePpm                taker fee
 *    108   4  makerFeePpm                maker fee
 *    112   4  liquidationFeePpm          taker fee of a liquidation
 *    116   4  thetaPpm                   target health
 *    120   4  penaltyBetaPpm             largest share of the improvement that a penalty takes
 *    124   4  initialFactorPpm           rho in force, initial over maintenance requirement
 *    128   4  maxLeverage                notional over initial margin
 *    132   4  oracleBandPpm              forced trades stay this close to the mark
 *    136   4  keyShift                   bits by which load-line keys are coarser than their factor
 *    152   1  kind                       kind of instrument
 *    153   1  closePolicy                how much a liquidation closes
 *    192   4  baseRatePpm                listed rate of the first bracket
 *    768      LENGTH
 * </pre>
 * Written and read by the engine's thread alone.
 */
public abstract class InstrumentTermsRecord extends BracketTableRecord
{
    /** Bytes of a record. */
    public static final int LENGTH = 768;

    private static final int INSTRUMENT_ID_OFFSET = 0;
    private static final int SETTLEMENT_ASSET_OFFSET = 4;
    private static final int CONTRACT_FACTOR_ATOMS_OFFSET = 32;
    private static final int MARK_FACTOR_ATOMS_OFFSET = 40;
    private static final int SUB_TICKS_PER_TICK_OFFSET = 48;
    private static final int MIN_MARK_SUB_TICKS_OFFSET = 64;
    private static final int MAX_MARK_SUB_TICKS_OFFSET = 72;
    private static final int MAX_POSITION_LOTS_OFFSET = 80;
    private static final int MIN_NOTIONAL_ATOMS_OFFSET = 88;
    private static final int TAKER_FEE_PPM_OFFSET = 104;
    private static final int MAKER_FEE_PPM_OFFSET = 108;
    private static final int LIQUIDATION_FEE_PPM_OFFSET = 112;
    private static final int THETA_PPM_OFFSET = 116;
    private static final int PENALTY_BETA_PPM_OFFSET = 120;
    private static final int INITIAL_FACTOR_PPM_OFFSET = 124;
    private static final int MAX_LEVERAGE_OFFSET = 128;
    private static final int ORACLE_BAND_PPM_OFFSET = 132;
    private static final int KEY_SHIFT_OFFSET = 136;
    private static final int KIND_OFFSET = 152;
    private static final int CLOSE_POLICY_OFFSET = 153;
    private static final int BASE_RATE_PPM_OFFSET = 192;

    /**
     * A flyweight over the records of a slab.
     *
     * @param slab that holds the records.
     */
    protected InstrumentTermsRecord(final Slab slab)
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
     * Listed rate of the first bracket.
     *
     * @return the value.
     */
    public int baseRatePpm()
    {
        return Memory.getInt(address + BASE_RATE_PPM_OFFSET);
    }

    /**
     * Sets: listed rate of the first bracket.
     *
     * @param value to be stored.
     */
    public void baseRatePpm(final int value)
    {
        Memory.putInt(address + BASE_RATE_PPM_OFFSET, value);
    }
}
