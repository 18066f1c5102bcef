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
package io.plimsoll.io.importer;

import java.util.List;

/**
 * The price points of several series merged by time: one instant after the other, with every series that has a point
 * then. Files may start, stop and pause at different times.
 *
 * <p>Usage: {@code while (path.advance()) { for (i < path.size()) use(path.series(i), path.price(i)); }}. Allocates
 * nothing after construction. Confined to one thread.
 */
public final class PricePath
{
    /**
     * Time of an instant that does not exist: there is none before the first and none behind the last.
     */
    public static final long NO_TIME = Long.MIN_VALUE;

    private final CandleSeries[] all;
    private final long[] nextTimesNs;
    private final int[] bars;
    private final int[] points;
    private final int[] instantSeries;
    private final long[] instantPrices;
    private long timestampNs = NO_TIME;
    private int size;

    /**
     * Begins before the first point of the series.
     *
     * @param series to merge; an index into this list names a series afterwards.
     */
    public PricePath(final List<CandleSeries> series)
    {
        all = series.toArray(new CandleSeries[0]);
        nextTimesNs = new long[all.length];
        bars = new int[all.length];
        points = new int[all.length];
        instantSeries = new int[all.length];
        instantPrices = new long[all.length];
        for (int i = 0; i < all.length; i++)
        {
            nextTimesNs[i] = all[i].pointTimeNs(0, 0);
        }
    }

    /**
     * Goes to the next instant.
     *
     * @return false if there is none.
     */
    public boolean advance()
    {
        size = 0;
        final long nextNs = nextTimestampNs();
        if (NO_TIME == nextNs)
        {
            return false;
        }
        timestampNs = nextNs;
        for (int i = 0; i < all.length; i++)
        {
            if (bars[i] < all[i].bars() && nextTimesNs[i] == nextNs)
            {
                take(i);
            }
        }
        return true;
    }

    private void take(final int index)
    {
        final CandleSeries series = all[index];
        instantSeries[size] = index;
        instantPrices[size] = series.pointPrice(bars[index], points[index]);
        size++;
        points[index]++;
        if (CandleSeries.POINTS_PER_BAR == points[index])
        {
            points[index] = 0;
            bars[index]++;
        }
        if (bars[index] < series.bars())
        {
            nextTimesNs[index] = series.pointTimeNs(bars[index], points[index]);
        }
    }

    /**
     * When the instant is.
     *
     * @return Unix nanoseconds, or {@link #NO_TIME} before the first.
     */
    public long timestampNs()
    {
        return timestampNs;
    }

    /**
     * When the instant after this one is.
     *
     * @return Unix nanoseconds, or {@link #NO_TIME} if this is the last.
     */
    public long nextTimestampNs()
    {
        long earliest = Long.MAX_VALUE;
        for (int i = 0; i < all.length; i++)
        {
            if (bars[i] < all[i].bars())
            {
                earliest = Math.min(earliest, nextTimesNs[i]);
            }
        }
        return Long.MAX_VALUE == earliest ? NO_TIME : earliest;
    }

    /**
     * When a series has its next point behind this instant.
     *
     * @param index of the series.
     * @return Unix nanoseconds, or {@link #NO_TIME} if it has ended.
     */
    public long nextTimestampNs(final int index)
    {
        return bars[index] < all[index].bars() ? nextTimesNs[index] : NO_TIME;
    }

    /**
     * How many series have a point at this instant.
     *
     * @return at least 1.
     */
    public int size()
    {
        return size;
    }

    /**
     * Which series a point belongs to.
     *
     * @param position of the point in the instant.
     * @return the index of the series; rising with the position.
     */
    public int series(final int position)
    {
        return instantSeries[position];
    }

    /**
     * The price of a point.
     *
     * @param position of the point in the instant.
     * @return the price times ten to the decimals of its series.
     */
    public long price(final int position)
    {
        return instantPrices[position];
    }
}
