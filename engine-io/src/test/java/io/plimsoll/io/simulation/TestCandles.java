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
import java.util.ArrayList;
import java.util.List;

/**
 * Candles for tests: two markets that wander, fall by an eighth within a quarter of the run, and wander on.
 */
final class TestCandles
{
    private static final long START_MS = 1_600_000_000_000L;

    private TestCandles()
    {
    }

    static List<CandleSeries> crash(final int bars)
    {
        final List<CandleSeries> series = new ArrayList<>();
        series.add(market("ONE", bars, 50_000_00, START_MS, 5));
        // Files start minutes apart.
        series.add(market("TWO", bars, 3_000_00, START_MS + 120_000, 6));
        return series;
    }

    private static CandleSeries market(
        final String symbol, final int bars, final long startPrice, final long startMs, final long seed)
    {
        final SplitMix64 random = new SplitMix64(seed);
        final long[] timesMs = new long[bars];
        final long[] prices = new long[bars * 4];
        long price = startPrice;
        for (int bar = 0; bar < bars; bar++)
        {
            final boolean falling = bar > bars / 2 && bar < bars * 3 / 4;
            final long open = price;
            final long spread = open / (falling ? 200 : 1_000);
            price = open + random.between(-spread, spread) - (falling ? open * 4 / bars / 8 : 0);
            timesMs[bar] = startMs + bar * 60_000L;
            prices[bar * 4] = open;
            prices[bar * 4 + 1] = Math.max(open, price) + random.between(0, spread);
            prices[bar * 4 + 2] = Math.min(open, price) - random.between(0, spread);
            prices[bar * 4 + 3] = price;
        }
        return CandleSeries.of(symbol, 2, timesMs, prices);
    }
}
