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
 * What a dated future or a spot pair has beside the terms of every instrument; lies at the index of its instrument.
 * <pre>
 * offset bytes field
 *      0   8  expireTimeNs               when a dated future ends, epoch nanoseconds
 *      8   8  sampleIntervalNs           between two samples of the index
 *     16   8  nextSampleNs               when the next sample is due
 *     24   8  sampleSumSubTicks          sum of the samples taken
 *     32   8  clearingAtoms              paid to positions settled so far, signed; 0 once all are
 *     40   8  clearingLots               of positions settled so far, signed; 0 once all are
 *     48   4  windowSamples              samples of the final window
 *     52   4  samples                    samples taken
 *     56   4  settleCursor               account that is looked at next while positions are settled
 *     60   4  baseAsset                  base asset of a spot pair; 0 none
 *     64   8  lotAtoms                   base atoms of a lot of a spot pair
 *     72      LENGTH
 * </pre>
 * Written and read by the engine's thread alone.
 */
public final class ContractRecord extends Flyweight
{
    /** Bytes of a record. */
    public static final int LENGTH = 72;

    private static final int EXPIRE_TIME_NS_OFFSET = 0;
    private static final int SAMPLE_INTERVAL_NS_OFFSET = 8;
    private static final int NEXT_SAMPLE_NS_OFFSET = 16;
    private static final int SAMPLE_SUM_SUB_TICKS_OFFSET = 24;
    private static final int CLEARING_ATOMS_OFFSET = 32;
    private static final int CLEARING_LOTS_OFFSET = 40;
    private static final int WINDOW_SAMPLES_OFFSET = 48;
    private static final int SAMPLES_OFFSET = 52;
    private static final int SETTLE_CURSOR_OFFSET = 56;
    private static final int BASE_ASSET_OFFSET = 60;
    private static final int LOT_ATOMS_OFFSET = 64;

    /**
     * A flyweight over the records of a slab.
     *
     * @param slab that holds the records.
     */
    public ContractRecord(final Slab slab)
    {
        super(slab);
    }

    /**
     * When a dated future ends, epoch nanoseconds.
     *
     * @return the value.
     */
    public long expireTimeNs()
    {
        return Memory.getLong(address + EXPIRE_TIME_NS_OFFSET);
    }

    /**
     * Sets: when a dated future ends, epoch nanoseconds.
     *
     * @param value to be stored.
     */
    public void expireTimeNs(final long value)
    {
        Memory.putLong(address + EXPIRE_TIME_NS_OFFSET, value);
    }

    /**
     * Between two samples of the index.
     *
     * @return the value.
     */
    public long sampleIntervalNs()
    {
        return Memory.getLong(address + SAMPLE_INTERVAL_NS_OFFSET);
    }

    /**
     * Sets: between two samples of the index.
     *
     * @param value to be stored.
     */
    public void sampleIntervalNs(final long value)
    {
        Memory.putLong(address + SAMPLE_INTERVAL_NS_OFFSET, value);
    }

    /**
     * When the next sample is due.
     *
     * @return the value.
     */
    public long nextSampleNs()
    {
        return Memory.getLong(address + NEXT_SAMPLE_NS_OFFSET);
    }

    /**
     * Sets: when the next sample is due.
     *
     * @param value to be stored.
     */
    public void nextSampleNs(final long value)
    {
        Memory.putLong(address + NEXT_SAMPLE_NS_OFFSET, value);
    }

    /**
     * Sum of the samples taken.
     *
     * @return the value.
     */
    public long sampleSumSubTicks()
    {
        return Memory.getLong(address + SAMPLE_SUM_SUB_TICKS_OFFSET);
    }

    /**
     * Sets: sum of the samples taken.
     *
     * @param value to be stored.
     */
    public void sampleSumSubTicks(final long value)
    {
        Memory.putLong(address + SAMPLE_SUM_SUB_TICKS_OFFSET, value);
    }

    /**
     * Paid to positions settled so far, signed.
     *
     * @return the value.
     */
    public long clearingAtoms()
    {
        return Memory.getLong(address + CLEARING_ATOMS_OFFSET);
    }

    /**
     * Sets: paid to positions settled so far, signed.
     *
     * @param value to be stored.
     */
    public void clearingAtoms(final long value)
    {
        Memory.putLong(address + CLEARING_ATOMS_OFFSET, value);
    }

    /**
     * Of positions settled so far, signed.
     *
     * @return the value.
     */
    public long clearingLots()
    {
        return Memory.getLong(address + CLEARING_LOTS_OFFSET);
    }

    /**
     * Sets: of positions settled so far, signed.
     *
     * @param value to be stored.
     */
    public void clearingLots(final long value)
    {
        Memory.putLong(address + CLEARING_LOTS_OFFSET, value);
    }

    /**
     * Samples of the final window.
     *
     * @return the value.
     */
    public int windowSamples()
    {
        return Memory.getInt(address + WINDOW_SAMPLES_OFFSET);
    }

    /**
     * Sets: samples of the final window.
     *
     * @param value to be stored.
     */
    public void windowSamples(final int value)
    {
        Memory.putInt(address + WINDOW_SAMPLES_OFFSET, value);
    }

    /**
     * Samples taken.
     *
     * @return the value.
     */
    public int samples()
    {
        return Memory.getInt(address + SAMPLES_OFFSET);
    }

    /**
     * Sets: samples taken.
     *
     * @param value to be stored.
     */
    public void samples(final int value)
    {
        Memory.putInt(address + SAMPLES_OFFSET, value);
    }

    /**
     * Account that is looked at next while positions are settled.
     *
     * @return the value.
     */
    public int settleCursor()
    {
        return Memory.getInt(address + SETTLE_CURSOR_OFFSET);
    }

    /**
     * Sets: account that is looked at next while positions are settled.
     *
     * @param value to be stored.
     */
    public void settleCursor(final int value)
    {
        Memory.putInt(address + SETTLE_CURSOR_OFFSET, value);
    }

    /**
     * Base asset of a spot pair.
     *
     * @return the value.
     */
    public int baseAsset()
    {
        return Memory.getInt(address + BASE_ASSET_OFFSET);
    }

    /**
     * Sets: base asset of a spot pair.
     *
     * @param value to be stored.
     */
    public void baseAsset(final int value)
    {
        Memory.putInt(address + BASE_ASSET_OFFSET, value);
    }

    /**
     * Base atoms of a lot of a spot pair.
     *
     * @return the value.
     */
    public long lotAtoms()
    {
        return Memory.getLong(address + LOT_ATOMS_OFFSET);
    }

    /**
     * Sets: base atoms of a lot of a spot pair.
     *
     * @param value to be stored.
     */
    public void lotAtoms(final long value)
    {
        Memory.putLong(address + LOT_ATOMS_OFFSET, value);
    }
}
