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
package io.plimsoll.io.simulation;

import io.plimsoll.io.importer.CandleSeries;
import io.plimsoll.io.importer.DecimalText;
import java.util.ArrayList;
import java.util.List;

/**
 * A day of one-minute candles in two markets that hold still, fall by a tenth within an hour in three waves, and
 * recover by half. Made from a seed in integer arithmetic, so that it is the same on every machine and needs no file.
 */
public final class SyntheticCrash
{
    private static final int BARS = 1_440;
    private static final int STEPS_PER_BAR = 8;
    private static final int DECIMALS = 2;
    private static final long MINUTE_MS = 60_000;
    private static final long START_MS = 1_700_006_400_000L;
    private static final long PPM = 1_000_000;
    private static final long NOISE_MEMORY = 256;
    private static final String[] SYMBOLS = {"ALPHA", "BETA"};
    private static final long[] START_PRICES = {40_000, 2_500};
    // The second market moves along with the first, but by more.
    private static final long[] BETAS_PPM = {1_000_000, 1_150_000};

    /** Minute, level in ppm of the first price, and spread of the noise at that minute. */
    private static final long[][] ANCHORS = {
        {0, 1_000_000, 120},
        {420, 1_008_000, 120},
        {860, 1_000_000, 200},
        {880, 966_000, 400},
        {892, 980_000, 350},
        {908, 940_000, 500},
        {920, 955_000, 400},
        {934, 914_000, 500},
        {965, 945_000, 350},
        {1_100, 955_000, 200},
        {BARS, 960_000, 120}};

    private SyntheticCrash()
    {
    }

    /**
     * Makes the candles.
     *
     * @param seed of the noise.
     * @return the series of each market.
     */
    public static List<CandleSeries> series(final long seed)
    {
        final List<CandleSeries> series = new ArrayList<>();
        for (int market = 0; market < SYMBOLS.length; market++)
        {
            final SplitMix64 random = new SplitMix64(0);
            random.restart(seed, market);
            series.add(market(market, random));
        }
        return series;
    }

    private static CandleSeries market(final int market, final SplitMix64 random)
    {
        final long[] timesMs = new long[BARS];
        final long[] prices = new long[BARS * 4];
        final long startPrice = START_PRICES[market] * DecimalText.powerOfTen(DECIMALS);
        long noisePpm = 0;
        long price = startPrice;
        for (int bar = 0; bar < BARS; bar++)
        {
            final long open = price;
            long high = open;
            long low = open;
            for (int step = 1; step <= STEPS_PER_BAR; step++)
            {
                noisePpm = noisePpm * (NOISE_MEMORY - 1) / NOISE_MEMORY + noiseStep(random, anchored(bar, step, 2));
                final long levelPpm = anchored(bar, step, 1) - PPM + noisePpm;
                price = startPrice + startPrice * BETAS_PPM[market] / PPM * levelPpm / PPM;
                high = Math.max(high, price);
                low = Math.min(low, price);
            }
            timesMs[bar] = START_MS + bar * MINUTE_MS;
            prices[bar * 4] = open;
            prices[bar * 4 + 1] = high;
            prices[bar * 4 + 2] = low;
            prices[bar * 4 + 3] = price;
        }
        return CandleSeries.of(SYMBOLS[market], DECIMALS, timesMs, prices);
    }

    // The sum of four draws: bell-shaped enough, and exact.
    private static long noiseStep(final SplitMix64 random, final long spreadPpm)
    {
        long sum = 0;
        for (int i = 0; i < 4; i++)
        {
            sum += random.between(-spreadPpm, spreadPpm);
        }
        return sum / 2;
    }

    private static long anchored(final int bar, final int step, final int column)
    {
        int next = 1;
        while (ANCHORS[next][0] <= bar)
        {
            next++;
        }
        final long[] from = ANCHORS[next - 1];
        final long[] to = ANCHORS[next];
        final long done = (bar - from[0]) * STEPS_PER_BAR + step;
        final long whole = (to[0] - from[0]) * STEPS_PER_BAR;
        return from[column] + (to[column] - from[column]) * done / whole;
    }
}
