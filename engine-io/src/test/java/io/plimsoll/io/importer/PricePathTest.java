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

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PricePathTest
{
    private static final long START_MS = 1_600_000_000_000L;
    private static final long MINUTE_MS = 60_000;

    @Test
    void shouldCarryEverySeriesThatHasAPointAtTheInstant()
    {
        final PricePath path = new PricePath(List.of(
            series("A", START_MS, 2, MINUTE_MS), series("B", START_MS + MINUTE_MS, 2, MINUTE_MS)));

        final List<String> instants = instants(path);

        assertThat(instants).containsExactly(
            "0:0", "15:0", "30:0", "45:0", "60:0,1", "75:0,1", "90:0,1", "105:0,1", "120:1", "135:1", "150:1", "165:1");
        assertThat(path.advance()).isFalse();
        assertThat(path.nextTimestampNs()).isEqualTo(PricePath.NO_TIME);
    }

    @Test
    void shouldMergeCandlesOfDifferentLength()
    {
        final PricePath path = new PricePath(List.of(
            series("FIVE", START_MS, 2, 5 * MINUTE_MS), series("ONE", START_MS, 3, MINUTE_MS)));

        assertThat(instants(path)).containsExactly(
            "0:0,1", "15:1", "30:1", "45:1", "60:1", "75:0,1", "90:1", "105:1", "120:1", "135:1", "150:0,1", "165:1",
            "225:0", "300:0", "375:0", "450:0", "525:0");
    }

    @Test
    void shouldTellWhenTheNextPointIsDue()
    {
        final CandleSeries gap = CandleSeries.of(
            "GAP", 0, new long[]{START_MS, START_MS + MINUTE_MS, START_MS + 90 * MINUTE_MS}, ones(3));
        final PricePath path = new PricePath(List.of(gap));

        for (int i = 0; i < 8; i++)
        {
            assertThat(path.advance()).isTrue();
        }

        assertThat(path.timestampNs()).isEqualTo((START_MS + 105_000) * 1_000_000);
        assertThat(path.nextTimestampNs()).isEqualTo((START_MS + 90 * MINUTE_MS) * 1_000_000);
        assertThat(path.nextTimestampNs(0)).isEqualTo(path.nextTimestampNs());
    }

    private static List<String> instants(final PricePath path)
    {
        final List<String> instants = new ArrayList<>();
        while (path.advance())
        {
            final StringBuilder text = new StringBuilder();
            text.append((path.timestampNs() / 1_000_000 - START_MS) / 1000).append(':');
            for (int i = 0; i < path.size(); i++)
            {
                text.append(i > 0 ? "," : "").append(path.series(i));
            }
            instants.add(text.toString());
        }
        return instants;
    }

    private static CandleSeries series(final String symbol, final long startMs, final int bars, final long stepMs)
    {
        final long[] timesMs = new long[bars];
        for (int i = 0; i < bars; i++)
        {
            timesMs[i] = startMs + i * stepMs;
        }
        return CandleSeries.of(symbol, 0, timesMs, ones(bars));
    }

    private static long[] ones(final int bars)
    {
        final long[] prices = new long[bars * 4];
        java.util.Arrays.fill(prices, 1);
        return prices;
    }
}
