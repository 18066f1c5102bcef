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
 * What has become of the sources of an index.
 * <pre>
 * offset bytes field
 *      0   8  price                     the index, clamped; 0 before the first
 *      8   8  medianPrice               weighted median of the sources left, before the clamps
 *     16   8  meanPrice                 mean of the samples; the index itself before the first
 *     24   8  slowPrice                 slow price at the last aggregation
 *     32   8  lowPrice                  lowest price of the sources left
 *     40   8  highPrice                 highest price of the sources left
 *     48   8  lastTimeNs                time of the last aggregation, valid or not
 *     56   8  validTimeNs               time of the last aggregation that had a source left
 *     64   8  windowNumber              number of the window of the cumulative clamp
 *     72   8  windowPrice               the index at the beginning of that window
 *     80   8  basis                     mean of book less index, sub-ticks times 2^16
 *     88   8  basisTimeNs               time of that mean; 0 none yet
 *     96   8  sampleSum                 sum of the samples
 *    104   8  hour                      number of the clock hour that is being averaged
 *    112   8  hourSum                   sum of its samples
 *    120   4  hourSamples               number of its samples
 *    124   4  samples                   number of samples, at most 60
 *    128   4  nextSample                place of the next sample
 *    132   4  targetId                  id of the instrument or asset
 *    136   4  sources                   number of registered sources; 0: priced by batches
 *    140   4  weight                    weight of the sources young and sure enough
 *    144   4  sure                      number of the sources young and sure enough
 *    148   4  left                      number of them that are no outliers
 *    152   1  state                     oracle state, as the wire names it
 *    160      LENGTH
 * </pre>
 * Prices are in sub-ticks of an instrument, or in reference atoms per unit of an asset.
 * Written and read by the engine's thread alone.
 */
public final class IndexRecord extends Flyweight
{
    /** Bytes of a record. */
    public static final int LENGTH = 160;

    private static final int PRICE_OFFSET = 0;
    private static final int MEDIAN_PRICE_OFFSET = 8;
    private static final int MEAN_PRICE_OFFSET = 16;
    private static final int SLOW_PRICE_OFFSET = 24;
    private static final int LOW_PRICE_OFFSET = 32;
    private static final int HIGH_PRICE_OFFSET = 40;
    private static final int LAST_TIME_NS_OFFSET = 48;
    private static final int VALID_TIME_NS_OFFSET = 56;
    private static final int WINDOW_NUMBER_OFFSET = 64;
    private static final int WINDOW_PRICE_OFFSET = 72;
    private static final int BASIS_OFFSET = 80;
    private static final int BASIS_TIME_NS_OFFSET = 88;
    private static final int SAMPLE_SUM_OFFSET = 96;
    private static final int HOUR_OFFSET = 104;
    private static final int HOUR_SUM_OFFSET = 112;
    private static final int HOUR_SAMPLES_OFFSET = 120;
    private static final int SAMPLES_OFFSET = 124;
    private static final int NEXT_SAMPLE_OFFSET = 128;
    private static final int TARGET_ID_OFFSET = 132;
    private static final int SOURCES_OFFSET = 136;
    private static final int WEIGHT_OFFSET = 140;
    private static final int SURE_OFFSET = 144;
    private static final int LEFT_OFFSET = 148;
    private static final int STATE_OFFSET = 152;

    /**
     * A flyweight over the records of a slab.
     *
     * @param slab that holds the records.
     */
    public IndexRecord(final Slab slab)
    {
        super(slab);
    }

    /**
     * The index, clamped; 0 before the first.
     *
     * @return the value.
     */
    public long price()
    {
        return Memory.getLong(address + PRICE_OFFSET);
    }

    /**
     * Sets: the index, clamped; 0 before the first.
     *
     * @param value to be stored.
     */
    public void price(final long value)
    {
        Memory.putLong(address + PRICE_OFFSET, value);
    }

    /**
     * Weighted median of the sources left, before the clamps.
     *
     * @return the value.
     */
    public long medianPrice()
    {
        return Memory.getLong(address + MEDIAN_PRICE_OFFSET);
    }

    /**
     * Sets: weighted median of the sources left, before the clamps.
     *
     * @param value to be stored.
     */
    public void medianPrice(final long value)
    {
        Memory.putLong(address + MEDIAN_PRICE_OFFSET, value);
    }

    /**
     * Mean of the samples; the index itself before the first.
     *
     * @return the value.
     */
    public long meanPrice()
    {
        return Memory.getLong(address + MEAN_PRICE_OFFSET);
    }

    /**
     * Sets: mean of the samples; the index itself before the first.
     *
     * @param value to be stored.
     */
    public void meanPrice(final long value)
    {
        Memory.putLong(address + MEAN_PRICE_OFFSET, value);
    }

    /**
     * Slow price at the last aggregation.
     *
     * @return the value.
     */
    public long slowPrice()
    {
        return Memory.getLong(address + SLOW_PRICE_OFFSET);
    }

    /**
     * Sets: slow price at the last aggregation.
     *
     * @param value to be stored.
     */
    public void slowPrice(final long value)
    {
        Memory.putLong(address + SLOW_PRICE_OFFSET, value);
    }

    /**
     * Lowest price of the sources left.
     *
     * @return the value.
     */
    public long lowPrice()
    {
        return Memory.getLong(address + LOW_PRICE_OFFSET);
    }

    /**
     * Sets: lowest price of the sources left.
     *
     * @param value to be stored.
     */
    public void lowPrice(final long value)
    {
        Memory.putLong(address + LOW_PRICE_OFFSET, value);
    }

    /**
     * Highest price of the sources left.
     *
     * @return the value.
     */
    public long highPrice()
    {
        return Memory.getLong(address + HIGH_PRICE_OFFSET);
    }

    /**
     * Sets: highest price of the sources left.
     *
     * @param value to be stored.
     */
    public void highPrice(final long value)
    {
        Memory.putLong(address + HIGH_PRICE_OFFSET, value);
    }

    /**
     * Time of the last aggregation, valid or not.
     *
     * @return the value.
     */
    public long lastTimeNs()
    {
        return Memory.getLong(address + LAST_TIME_NS_OFFSET);
    }

    /**
     * Sets: time of the last aggregation, valid or not.
     *
     * @param value to be stored.
     */
    public void lastTimeNs(final long value)
    {
        Memory.putLong(address + LAST_TIME_NS_OFFSET, value);
    }

    /**
     * Time of the last aggregation that had a source left.
     *
     * @return the value.
     */
    public long validTimeNs()
    {
        return Memory.getLong(address + VALID_TIME_NS_OFFSET);
    }

    /**
     * Sets: time of the last aggregation that had a source left.
     *
     * @param value to be stored.
     */
    public void validTimeNs(final long value)
    {
        Memory.putLong(address + VALID_TIME_NS_OFFSET, value);
    }

    /**
     * Number of the window of the cumulative clamp.
     *
     * @return the value.
     */
    public long windowNumber()
    {
        return Memory.getLong(address + WINDOW_NUMBER_OFFSET);
    }

    /**
     * Sets: number of the window of the cumulative clamp.
     *
     * @param value to be stored.
     */
    public void windowNumber(final long value)
    {
        Memory.putLong(address + WINDOW_NUMBER_OFFSET, value);
    }

    /**
     * The index at the beginning of that window.
     *
     * @return the value.
     */
    public long windowPrice()
    {
        return Memory.getLong(address + WINDOW_PRICE_OFFSET);
    }

    /**
     * Sets: the index at the beginning of that window.
     *
     * @param value to be stored.
     */
    public void windowPrice(final long value)
    {
        Memory.putLong(address + WINDOW_PRICE_OFFSET, value);
    }

    /**
     * Mean of book less index, sub-ticks times 2^16.
     *
     * @return the value.
     */
    public long basis()
    {
        return Memory.getLong(address + BASIS_OFFSET);
    }

    /**
     * Sets: mean of book less index, sub-ticks times 2^16.
     *
     * @param value to be stored.
     */
    public void basis(final long value)
    {
        Memory.putLong(address + BASIS_OFFSET, value);
    }

    /**
     * Time of that mean; 0 none yet.
     *
     * @return the value.
     */
    public long basisTimeNs()
    {
        return Memory.getLong(address + BASIS_TIME_NS_OFFSET);
    }

    /**
     * Sets: time of that mean; 0 none yet.
     *
     * @param value to be stored.
     */
    public void basisTimeNs(final long value)
    {
        Memory.putLong(address + BASIS_TIME_NS_OFFSET, value);
    }

    /**
     * Sum of the samples.
     *
     * @return the value.
     */
    public long sampleSum()
    {
        return Memory.getLong(address + SAMPLE_SUM_OFFSET);
    }

    /**
     * Sets: sum of the samples.
     *
     * @param value to be stored.
     */
    public void sampleSum(final long value)
    {
        Memory.putLong(address + SAMPLE_SUM_OFFSET, value);
    }

    /**
     * Number of the clock hour that is being averaged.
     *
     * @return the value.
     */
    public long hour()
    {
        return Memory.getLong(address + HOUR_OFFSET);
    }

    /**
     * Sets: number of the clock hour that is being averaged.
     *
     * @param value to be stored.
     */
    public void hour(final long value)
    {
        Memory.putLong(address + HOUR_OFFSET, value);
    }

    /**
     * Sum of its samples.
     *
     * @return the value.
     */
    public long hourSum()
    {
        return Memory.getLong(address + HOUR_SUM_OFFSET);
    }

    /**
     * Sets: sum of its samples.
     *
     * @param value to be stored.
     */
    public void hourSum(final long value)
    {
        Memory.putLong(address + HOUR_SUM_OFFSET, value);
    }

    /**
     * Number of its samples.
     *
     * @return the value.
     */
    public int hourSamples()
    {
        return Memory.getInt(address + HOUR_SAMPLES_OFFSET);
    }

    /**
     * Sets: number of its samples.
     *
     * @param value to be stored.
     */
    public void hourSamples(final int value)
    {
        Memory.putInt(address + HOUR_SAMPLES_OFFSET, value);
    }

    /**
     * Number of samples, at most 60.
     *
     * @return the value.
     */
    public int samples()
    {
        return Memory.getInt(address + SAMPLES_OFFSET);
    }

    /**
     * Sets: number of samples, at most 60.
     *
     * @param value to be stored.
     */
    public void samples(final int value)
    {
        Memory.putInt(address + SAMPLES_OFFSET, value);
    }

    /**
     * Place of the next sample.
     *
     * @return the value.
     */
    public int nextSample()
    {
        return Memory.getInt(address + NEXT_SAMPLE_OFFSET);
    }

    /**
     * Sets: place of the next sample.
     *
     * @param value to be stored.
     */
    public void nextSample(final int value)
    {
        Memory.putInt(address + NEXT_SAMPLE_OFFSET, value);
    }

    /**
     * Id of the instrument or asset.
     *
     * @return the value.
     */
    public int targetId()
    {
        return Memory.getInt(address + TARGET_ID_OFFSET);
    }

    /**
     * Sets: id of the instrument or asset.
     *
     * @param value to be stored.
     */
    public void targetId(final int value)
    {
        Memory.putInt(address + TARGET_ID_OFFSET, value);
    }

    /**
     * Number of registered sources; 0: priced by batches.
     *
     * @return the value.
     */
    public int sources()
    {
        return Memory.getInt(address + SOURCES_OFFSET);
    }

    /**
     * Sets: number of registered sources; 0: priced by batches.
     *
     * @param value to be stored.
     */
    public void sources(final int value)
    {
        Memory.putInt(address + SOURCES_OFFSET, value);
    }

    /**
     * Weight of the sources young and sure enough.
     *
     * @return the value.
     */
    public int weight()
    {
        return Memory.getInt(address + WEIGHT_OFFSET);
    }

    /**
     * Sets: weight of the sources young and sure enough.
     *
     * @param value to be stored.
     */
    public void weight(final int value)
    {
        Memory.putInt(address + WEIGHT_OFFSET, value);
    }

    /**
     * Number of the sources young and sure enough.
     *
     * @return the value.
     */
    public int sure()
    {
        return Memory.getInt(address + SURE_OFFSET);
    }

    /**
     * Sets: number of the sources young and sure enough.
     *
     * @param value to be stored.
     */
    public void sure(final int value)
    {
        Memory.putInt(address + SURE_OFFSET, value);
    }

    /**
     * Number of them that are no outliers.
     *
     * @return the value.
     */
    public int left()
    {
        return Memory.getInt(address + LEFT_OFFSET);
    }

    /**
     * Sets: number of them that are no outliers.
     *
     * @param value to be stored.
     */
    public void left(final int value)
    {
        Memory.putInt(address + LEFT_OFFSET, value);
    }

    /**
     * Oracle state, as the wire names it.
     *
     * @return the value.
     */
    public int state()
    {
        return Memory.getByte(address + STATE_OFFSET);
    }

    /**
     * Sets: oracle state, as the wire names it.
     *
     * @param value to be stored.
     */
    public void state(final int value)
    {
        Memory.putByte(address + STATE_OFFSET, (byte)value);
    }
}
