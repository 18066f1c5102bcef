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

import io.plimsoll.core.memory.Slab;

/**
 * What an index has been: the last samples of it, taken on a fixed clock, and its mean over past clock hours. A sample
 * is the price in force at a multiple of the listed time; after a long silence only the last {@link Indexes#SAMPLES}
 * of them are taken, which bounds the work.
 * <p>
 * Nothing is allocated after construction.
 */
public final class IndexHistory
{
    private static final long NS_PER_HOUR = 3_600_000_000_000L;
    private static final int HOUR_SAMPLES_MAX = 1 << 16;

    private final Slab samples;
    private final Slab hours;

    /**
     * History of all indexes.
     *
     * @param indexes that have it.
     */
    public IndexHistory(final Indexes indexes)
    {
        samples = indexes.samples();
        hours = indexes.hours();
    }

    /**
     * Takes the samples since the last aggregation.
     *
     * @param index on its record, with the price that was in force until now.
     * @param terms on its record.
     * @param nowNs time of the command.
     */
    void advance(final IndexRecord index, final IndexTermsRecord terms, final long nowNs)
    {
        if (index.price() == 0)
        {
            return;
        }
        final long sampleNs = terms.sampleNs();
        final long last = nowNs / sampleNs;
        final long first = Math.max(index.lastTimeNs() / sampleNs + 1, last - Indexes.SAMPLES + 1);
        for (long sample = first; sample <= last; sample++)
        {
            take(index);
            takeForHour(index, sample * sampleNs / NS_PER_HOUR);
        }
    }

    private void take(final IndexRecord index)
    {
        final int offset = index.nextSample() * Long.BYTES;
        final long price = index.price();
        index.sampleSum(index.sampleSum() + price - samples.getLong(index.index(), offset));
        samples.putLong(index.index(), offset, price);
        index.samples(Math.min(Indexes.SAMPLES, index.samples() + 1));
        index.nextSample((index.nextSample() + 1) % Indexes.SAMPLES);
    }

    private void takeForHour(final IndexRecord index, final long hour)
    {
        if (hour != index.hour())
        {
            closeHours(index, hour);
        }
        if (index.hourSamples() < HOUR_SAMPLES_MAX)
        {
            index.hourSum(index.hourSum() + index.price());
            index.hourSamples(index.hourSamples() + 1);
        }
    }

    /** Keeps the mean of the hour that has ended, and none for the hours without a sample. */
    private void closeHours(final IndexRecord index, final long hour)
    {
        final long ended = index.hour();
        putHour(index, ended, index.hourSamples() == 0 ? 0 : index.hourSum() / index.hourSamples());
        for (long without = Math.max(ended + 1, hour - Indexes.HOURS); without < hour; without++)
        {
            putHour(index, without, 0);
        }
        index.hour(hour);
        index.hourSum(0);
        index.hourSamples(0);
    }

    private void putHour(final IndexRecord index, final long hour, final long mean)
    {
        hours.putLong(index.index(), offset(hour), mean);
    }

    private static int offset(final long hour)
    {
        return (int)(hour % Indexes.HOURS) * Long.BYTES;
    }

    /**
     * Mean of the samples.
     *
     * @param index on its record.
     * @return price, rounded down; the price itself before the first sample.
     */
    long mean(final IndexRecord index)
    {
        return index.samples() == 0 ? index.price() : index.sampleSum() / index.samples();
    }

    /**
     * Mean over the clock hour 24 hours before a time.
     *
     * @param index on its record.
     * @param nowNs the time, not before the last aggregation.
     * @return price, rounded down; 0 if there is none.
     */
    long hourBefore(final IndexRecord index, final long nowNs)
    {
        final long hour = nowNs / NS_PER_HOUR - Indexes.HOURS;
        return hour >= 0 && hour < index.hour() ? hours.getLong(index.index(), offset(hour)) : 0;
    }
}
