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

/**
 * The candles of one file: open, high, low and close as integers that share one count of decimals, ordered by time.
 * Read-only once it has been built.
 */
public final class CandleSeries
{
    /**
     * Price points on the path of one candle.
     */
    public static final int POINTS_PER_BAR = 4;

    private static final int FIELDS = 4;
    private static final int OPEN = 0;
    private static final int HIGH = 1;
    private static final int LOW = 2;
    private static final int CLOSE = 3;

    private final String name;
    private final String symbol;
    private final int decimals;
    private final long intervalMs;
    private final int bars;
    private final long[] timesMs;
    private final long[] prices;

    CandleSeries(
        final String name,
        final String symbol,
        final int decimals,
        final int bars,
        final long[] timesMs,
        final long[] prices)
    {
        this.name = name;
        this.symbol = symbol;
        this.decimals = decimals;
        this.bars = bars;
        this.timesMs = timesMs;
        this.prices = prices;
        this.intervalMs = shortestStep(timesMs, bars);
    }

    private static long shortestStep(final long[] timesMs, final int bars)
    {
        long shortest = Long.MAX_VALUE;
        for (int i = 1; i < bars; i++)
        {
            shortest = Math.min(shortest, timesMs[i] - timesMs[i - 1]);
        }
        return Long.MAX_VALUE == shortest ? 60_000 : shortest;
    }

    /**
     * Makes a series from prices in memory, as a generated market does.
     *
     * @param symbol   of the market.
     * @param decimals of every price.
     * @param timesMs  opening time of each bar, rising.
     * @param prices   open, high, low and close of each bar, one after the other.
     * @return the series.
     */
    public static CandleSeries of(
        final String symbol, final int decimals, final long[] timesMs, final long[] prices)
    {
        return new CandleSeries(symbol, symbol, decimals, timesMs.length, timesMs, prices);
    }

    /**
     * Where the candles come from.
     *
     * @return the file's name, without its folder.
     */
    public String name()
    {
        return name;
    }

    /**
     * The market.
     *
     * @return the symbol that the file's name holds.
     */
    public String symbol()
    {
        return symbol;
    }

    /**
     * The finest step of the prices.
     *
     * @return digits behind the point of the price that has most of them.
     */
    public int decimals()
    {
        return decimals;
    }

    /**
     * How long a candle lasts.
     *
     * @return the shortest step between two candles, in milliseconds.
     */
    public long intervalMs()
    {
        return intervalMs;
    }

    /**
     * How many candles there are.
     *
     * @return at least 1.
     */
    public int bars()
    {
        return bars;
    }

    /**
     * When a candle opens.
     *
     * @param bar index of the candle.
     * @return Unix milliseconds.
     */
    public long openTimeMs(final int bar)
    {
        return timesMs[bar];
    }

    /**
     * When a point of a candle's path is reached: the four points are a quarter of the interval apart.
     *
     * @param bar   index of the candle.
     * @param point from 0 to 3.
     * @return Unix nanoseconds.
     */
    public long pointTimeNs(final int bar, final int point)
    {
        return timesMs[bar] * 1_000_000 + point * (intervalMs * 1_000_000 / POINTS_PER_BAR);
    }

    /**
     * A price on the path of a candle. A candle that rises is taken to have fallen to its low first and one that falls
     * to have risen to its high first: the shorter of the two ways.
     *
     * @param bar   index of the candle.
     * @param point from 0 to 3.
     * @return the price times {@code 10^decimals}.
     */
    public long pointPrice(final int bar, final int point)
    {
        final int base = bar * FIELDS;
        final boolean rising = prices[base + CLOSE] >= prices[base + OPEN];
        switch (point)
        {
            case 0:
                return prices[base + OPEN];
            case 1:
                return prices[base + (rising ? LOW : HIGH)];
            case 2:
                return prices[base + (rising ? HIGH : LOW)];
            default:
                return prices[base + CLOSE];
        }
    }

    /**
     * The first price.
     *
     * @return the first open, times {@code 10^decimals}.
     */
    public long firstPrice()
    {
        return prices[OPEN];
    }

    /**
     * The lowest price of all candles.
     *
     * @return the price times {@code 10^decimals}.
     */
    public long lowestPrice()
    {
        long lowest = Long.MAX_VALUE;
        for (int i = 0; i < bars; i++)
        {
            lowest = Math.min(lowest, prices[i * FIELDS + LOW]);
        }
        return lowest;
    }

    /**
     * The highest price of all candles.
     *
     * @return the price times {@code 10^decimals}.
     */
    public long highestPrice()
    {
        long highest = 0;
        for (int i = 0; i < bars; i++)
        {
            highest = Math.max(highest, prices[i * FIELDS + HIGH]);
        }
        return highest;
    }

    @Override
    public String toString()
    {
        return symbol + " (" + bars + " bars of " + intervalMs / 1000 + " s from " + name + ")";
    }
}
