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

import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.memory.Flyweight;
import io.plimsoll.core.memory.Memory;
import io.plimsoll.core.memory.Slab;
import java.util.Objects;

/**
 * An asset: its price, its weight and the accounts of the venue in it.
 * <pre>
 * offset bytes field
 *      0   4  assetId                    id that the outside world uses
 *      4   4  haircutWeightPpm           share of the value that counts as equity
 *      8   4  marginCallPpm              reference asset: the margin-call line
 *     12   4  marginCallReleasePpm       reference asset: the line at which a margin call ends
 *     16   8  unitAtoms                  atoms to which one price refers
 *     24   8  maxPriceAtoms              highest price accepted
 *     32   8  maxBalanceAtoms            highest balance of one account
 *     40   8  priceAtoms                 reference atoms per unit; 0 none yet
 *     48   8  custodyAtoms               deposits less withdrawals
 *     56   8  feeAtoms                   fees received
 *     64   8  fundAtoms                  insurance fund
 *     80   4  bandCount                  haircut bands beyond the first
 *     88 224  bands                      7 x { lower 8, weight 4, 0 4, constant 16 }
 *    312      LENGTH
 * </pre>
 * Written and read by the engine's thread alone.
 */
public final class AssetRecord extends Flyweight
{
    /** Bytes of a record. */
    public static final int LENGTH = 312;
    /** Most haircut bands of an asset. */
    public static final int BANDS_MAX = 8;

    private static final int ASSET_ID_OFFSET = 0;
    private static final int HAIRCUT_WEIGHT_PPM_OFFSET = 4;
    private static final int MARGIN_CALL_PPM_OFFSET = 8;
    private static final int MARGIN_CALL_RELEASE_PPM_OFFSET = 12;
    private static final int UNIT_ATOMS_OFFSET = 16;
    private static final int MAX_PRICE_ATOMS_OFFSET = 24;
    private static final int MAX_BALANCE_ATOMS_OFFSET = 32;
    private static final int PRICE_ATOMS_OFFSET = 40;
    private static final int CUSTODY_ATOMS_OFFSET = 48;
    private static final int FEE_ATOMS_OFFSET = 56;
    private static final int FUND_ATOMS_OFFSET = 64;
    private static final int BAND_COUNT_OFFSET = 80;
    private static final int BANDS_OFFSET = 88;
    private static final int BAND_LENGTH = 32;
    private static final int LOWER = 0;
    private static final int WEIGHT = 8;
    private static final int CONSTANT = 16;

    /**
     * A flyweight over the records of a slab.
     *
     * @param slab that holds the records.
     */
    public AssetRecord(final Slab slab)
    {
        super(slab);
    }

    /**
     * Id that the outside world uses.
     *
     * @return the value.
     */
    public int assetId()
    {
        return Memory.getInt(address + ASSET_ID_OFFSET);
    }

    /**
     * Sets: id that the outside world uses.
     *
     * @param value to be stored.
     */
    public void assetId(final int value)
    {
        Memory.putInt(address + ASSET_ID_OFFSET, value);
    }

    /**
     * Share of the value that counts as equity.
     *
     * @return the value.
     */
    public int haircutWeightPpm()
    {
        return Memory.getInt(address + HAIRCUT_WEIGHT_PPM_OFFSET);
    }

    /**
     * Sets: share of the value that counts as equity.
     *
     * @param value to be stored.
     */
    public void haircutWeightPpm(final int value)
    {
        Memory.putInt(address + HAIRCUT_WEIGHT_PPM_OFFSET, value);
    }

    /**
     * Reference asset: the margin-call line.
     *
     * @return the value.
     */
    public int marginCallPpm()
    {
        return Memory.getInt(address + MARGIN_CALL_PPM_OFFSET);
    }

    /**
     * Sets: reference asset: the margin-call line.
     *
     * @param value to be stored.
     */
    public void marginCallPpm(final int value)
    {
        Memory.putInt(address + MARGIN_CALL_PPM_OFFSET, value);
    }

    /**
     * Reference asset: the line at which a margin call ends.
     *
     * @return the value.
     */
    public int marginCallReleasePpm()
    {
        return Memory.getInt(address + MARGIN_CALL_RELEASE_PPM_OFFSET);
    }

    /**
     * Sets: reference asset: the line at which a margin call ends.
     *
     * @param value to be stored.
     */
    public void marginCallReleasePpm(final int value)
    {
        Memory.putInt(address + MARGIN_CALL_RELEASE_PPM_OFFSET, value);
    }

    /**
     * Atoms to which one price refers.
     *
     * @return the value.
     */
    public long unitAtoms()
    {
        return Memory.getLong(address + UNIT_ATOMS_OFFSET);
    }

    /**
     * Sets: atoms to which one price refers.
     *
     * @param value to be stored.
     */
    public void unitAtoms(final long value)
    {
        Memory.putLong(address + UNIT_ATOMS_OFFSET, value);
    }

    /**
     * Highest price accepted.
     *
     * @return the value.
     */
    public long maxPriceAtoms()
    {
        return Memory.getLong(address + MAX_PRICE_ATOMS_OFFSET);
    }

    /**
     * Sets: highest price accepted.
     *
     * @param value to be stored.
     */
    public void maxPriceAtoms(final long value)
    {
        Memory.putLong(address + MAX_PRICE_ATOMS_OFFSET, value);
    }

    /**
     * Highest balance of one account.
     *
     * @return the value.
     */
    public long maxBalanceAtoms()
    {
        return Memory.getLong(address + MAX_BALANCE_ATOMS_OFFSET);
    }

    /**
     * Sets: highest balance of one account.
     *
     * @param value to be stored.
     */
    public void maxBalanceAtoms(final long value)
    {
        Memory.putLong(address + MAX_BALANCE_ATOMS_OFFSET, value);
    }

    /**
     * Reference atoms per unit; 0 none yet.
     *
     * @return the value.
     */
    public long priceAtoms()
    {
        return Memory.getLong(address + PRICE_ATOMS_OFFSET);
    }

    /**
     * Sets: reference atoms per unit; 0 none yet.
     *
     * @param value to be stored.
     */
    public void priceAtoms(final long value)
    {
        Memory.putLong(address + PRICE_ATOMS_OFFSET, value);
    }

    /**
     * Deposits less withdrawals.
     *
     * @return the value.
     */
    public long custodyAtoms()
    {
        return Memory.getLong(address + CUSTODY_ATOMS_OFFSET);
    }

    /**
     * Sets: deposits less withdrawals.
     *
     * @param value to be stored.
     */
    public void custodyAtoms(final long value)
    {
        Memory.putLong(address + CUSTODY_ATOMS_OFFSET, value);
    }

    /**
     * Fees received.
     *
     * @return the value.
     */
    public long feeAtoms()
    {
        return Memory.getLong(address + FEE_ATOMS_OFFSET);
    }

    /**
     * Sets: fees received.
     *
     * @param value to be stored.
     */
    public void feeAtoms(final long value)
    {
        Memory.putLong(address + FEE_ATOMS_OFFSET, value);
    }

    /**
     * Insurance fund.
     *
     * @return the value.
     */
    public long fundAtoms()
    {
        return Memory.getLong(address + FUND_ATOMS_OFFSET);
    }

    /**
     * Sets: insurance fund.
     *
     * @param value to be stored.
     */
    public void fundAtoms(final long value)
    {
        Memory.putLong(address + FUND_ATOMS_OFFSET, value);
    }

    /**
     * Haircut bands beyond the first.
     *
     * @return the value.
     */
    public int bandCount()
    {
        return Memory.getInt(address + BAND_COUNT_OFFSET);
    }

    /**
     * Sets: haircut bands beyond the first.
     *
     * @param value to be stored.
     */
    public void bandCount(final int value)
    {
        Memory.putInt(address + BAND_COUNT_OFFSET, value);
    }

    /**
     * Value from which a band holds.
     *
     * @param band from 1.
     * @return reference atoms.
     */
    public long bandLowerAtoms(final int band)
    {
        return Memory.getLong(bandAddress(band) + LOWER);
    }

    /**
     * Weight of a band.
     *
     * @param band from 0, the first.
     * @return ppm.
     */
    public int bandWeightPpm(final int band)
    {
        return band == 0 ? haircutWeightPpm() : Memory.getInt(bandAddress(band) + WEIGHT);
    }

    /**
     * Constant of the line of a band, which makes the counted value continuous.
     *
     * @param band   from 0, the first.
     * @param target register that receives ppm x atoms.
     * @return the register.
     */
    public Int128 loadBandConstant(final int band, final Int128 target)
    {
        if (band == 0)
        {
            return target.set(0);
        }
        final long at = bandAddress(band) + CONSTANT;
        return target.set(Memory.getLong(at + 8), Memory.getLong(at));
    }

    /**
     * Stores a band.
     *
     * @param band       from 1.
     * @param lowerAtoms value from which it holds.
     * @param weightPpm  its weight.
     * @param constant   of its line, ppm x atoms.
     */
    public void band(final int band, final long lowerAtoms, final int weightPpm, final Int128 constant)
    {
        final long at = bandAddress(band);
        Memory.putLong(at + LOWER, lowerAtoms);
        Memory.putInt(at + WEIGHT, weightPpm);
        Memory.putLong(at + CONSTANT, constant.low());
        Memory.putLong(at + CONSTANT + 8, constant.high());
    }

    /** Forgets all bands but the first. */
    public void clearBands()
    {
        for (int at = BANDS_OFFSET; at < LENGTH; at += Long.BYTES)
        {
            Memory.putLong(address + at, 0);
        }
        bandCount(0);
    }

    private long bandAddress(final int band)
    {
        return address + BANDS_OFFSET + (long)Objects.checkIndex(band - 1, BANDS_MAX - 1) * BAND_LENGTH;
    }
}
