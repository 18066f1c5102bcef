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
 * How the sources of an index are brought together.
 * <pre>
 * offset bytes field
 *      0   8  maxAgeNs                  age at which a price counts no more
 *      8   8  windowNs                  length of the window of the cumulative clamp
 *     16   8  sampleNs                  time between two samples of the mean
 *     24   8  basisNs                   time over which the basis is averaged
 *     32   4  maxConfidencePpm          widest confidence of a source
 *     36   4  outlierPpm                distance from the median that is never an outlier's
 *     40   4  outlierFactor             median deviations within which a source is no outlier
 *     44   4  stepPpm                   most that one update moves the index
 *     48   4  windowPpm                 most that it moves in a window
 *     52   4  divergencePpm             distance from the mean beyond which it is divergent
 *     56   4  slowPpmPerSecond          most that the slow price moves in a second
 *     60   4  minWeight                 weight needed
 *     64   4  minSources                sources needed
 *     72      LENGTH
 * </pre>
 * As it was registered.
 * Written and read by the engine's thread alone.
 */
public final class IndexTermsRecord extends Flyweight
{
    /** Bytes of a record. */
    public static final int LENGTH = 72;

    private static final int MAX_AGE_NS_OFFSET = 0;
    private static final int WINDOW_NS_OFFSET = 8;
    private static final int SAMPLE_NS_OFFSET = 16;
    private static final int BASIS_NS_OFFSET = 24;
    private static final int MAX_CONFIDENCE_PPM_OFFSET = 32;
    private static final int OUTLIER_PPM_OFFSET = 36;
    private static final int OUTLIER_FACTOR_OFFSET = 40;
    private static final int STEP_PPM_OFFSET = 44;
    private static final int WINDOW_PPM_OFFSET = 48;
    private static final int DIVERGENCE_PPM_OFFSET = 52;
    private static final int SLOW_PPM_PER_SECOND_OFFSET = 56;
    private static final int MIN_WEIGHT_OFFSET = 60;
    private static final int MIN_SOURCES_OFFSET = 64;

    /**
     * A flyweight over the records of a slab.
     *
     * @param slab that holds the records.
     */
    public IndexTermsRecord(final Slab slab)
    {
        super(slab);
    }

    /**
     * Age at which a price counts no more.
     *
     * @return the value.
     */
    public long maxAgeNs()
    {
        return Memory.getLong(address + MAX_AGE_NS_OFFSET);
    }

    /**
     * Sets: age at which a price counts no more.
     *
     * @param value to be stored.
     */
    public void maxAgeNs(final long value)
    {
        Memory.putLong(address + MAX_AGE_NS_OFFSET, value);
    }

    /**
     * Length of the window of the cumulative clamp.
     *
     * @return the value.
     */
    public long windowNs()
    {
        return Memory.getLong(address + WINDOW_NS_OFFSET);
    }

    /**
     * Sets: length of the window of the cumulative clamp.
     *
     * @param value to be stored.
     */
    public void windowNs(final long value)
    {
        Memory.putLong(address + WINDOW_NS_OFFSET, value);
    }

    /**
     * Time between two samples of the mean.
     *
     * @return the value.
     */
    public long sampleNs()
    {
        return Memory.getLong(address + SAMPLE_NS_OFFSET);
    }

    /**
     * Sets: time between two samples of the mean.
     *
     * @param value to be stored.
     */
    public void sampleNs(final long value)
    {
        Memory.putLong(address + SAMPLE_NS_OFFSET, value);
    }

    /**
     * Time over which the basis is averaged.
     *
     * @return the value.
     */
    public long basisNs()
    {
        return Memory.getLong(address + BASIS_NS_OFFSET);
    }

    /**
     * Sets: time over which the basis is averaged.
     *
     * @param value to be stored.
     */
    public void basisNs(final long value)
    {
        Memory.putLong(address + BASIS_NS_OFFSET, value);
    }

    /**
     * Widest confidence of a source.
     *
     * @return the value.
     */
    public int maxConfidencePpm()
    {
        return Memory.getInt(address + MAX_CONFIDENCE_PPM_OFFSET);
    }

    /**
     * Sets: widest confidence of a source.
     *
     * @param value to be stored.
     */
    public void maxConfidencePpm(final int value)
    {
        Memory.putInt(address + MAX_CONFIDENCE_PPM_OFFSET, value);
    }

    /**
     * Distance from the median that is never an outlier's.
     *
     * @return the value.
     */
    public int outlierPpm()
    {
        return Memory.getInt(address + OUTLIER_PPM_OFFSET);
    }

    /**
     * Sets: distance from the median that is never an outlier's.
     *
     * @param value to be stored.
     */
    public void outlierPpm(final int value)
    {
        Memory.putInt(address + OUTLIER_PPM_OFFSET, value);
    }

    /**
     * Median deviations within which a source is no outlier.
     *
     * @return the value.
     */
    public int outlierFactor()
    {
        return Memory.getInt(address + OUTLIER_FACTOR_OFFSET);
    }

    /**
     * Sets: median deviations within which a source is no outlier.
     *
     * @param value to be stored.
     */
    public void outlierFactor(final int value)
    {
        Memory.putInt(address + OUTLIER_FACTOR_OFFSET, value);
    }

    /**
     * Most that one update moves the index.
     *
     * @return the value.
     */
    public int stepPpm()
    {
        return Memory.getInt(address + STEP_PPM_OFFSET);
    }

    /**
     * Sets: most that one update moves the index.
     *
     * @param value to be stored.
     */
    public void stepPpm(final int value)
    {
        Memory.putInt(address + STEP_PPM_OFFSET, value);
    }

    /**
     * Most that it moves in a window.
     *
     * @return the value.
     */
    public int windowPpm()
    {
        return Memory.getInt(address + WINDOW_PPM_OFFSET);
    }

    /**
     * Sets: most that it moves in a window.
     *
     * @param value to be stored.
     */
    public void windowPpm(final int value)
    {
        Memory.putInt(address + WINDOW_PPM_OFFSET, value);
    }

    /**
     * Distance from the mean beyond which it is divergent.
     *
     * @return the value.
     */
    public int divergencePpm()
    {
        return Memory.getInt(address + DIVERGENCE_PPM_OFFSET);
    }

    /**
     * Sets: distance from the mean beyond which it is divergent.
     *
     * @param value to be stored.
     */
    public void divergencePpm(final int value)
    {
        Memory.putInt(address + DIVERGENCE_PPM_OFFSET, value);
    }

    /**
     * Most that the slow price moves in a second.
     *
     * @return the value.
     */
    public int slowPpmPerSecond()
    {
        return Memory.getInt(address + SLOW_PPM_PER_SECOND_OFFSET);
    }

    /**
     * Sets: most that the slow price moves in a second.
     *
     * @param value to be stored.
     */
    public void slowPpmPerSecond(final int value)
    {
        Memory.putInt(address + SLOW_PPM_PER_SECOND_OFFSET, value);
    }

    /**
     * Weight needed.
     *
     * @return the value.
     */
    public int minWeight()
    {
        return Memory.getInt(address + MIN_WEIGHT_OFFSET);
    }

    /**
     * Sets: weight needed.
     *
     * @param value to be stored.
     */
    public void minWeight(final int value)
    {
        Memory.putInt(address + MIN_WEIGHT_OFFSET, value);
    }

    /**
     * Sources needed.
     *
     * @return the value.
     */
    public int minSources()
    {
        return Memory.getInt(address + MIN_SOURCES_OFFSET);
    }

    /**
     * Sets: sources needed.
     *
     * @param value to be stored.
     */
    public void minSources(final int value)
    {
        Memory.putInt(address + MIN_SOURCES_OFFSET, value);
    }
}
