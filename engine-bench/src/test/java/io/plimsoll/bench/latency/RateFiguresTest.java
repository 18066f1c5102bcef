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
package io.plimsoll.bench.latency;

import static org.assertj.core.api.Assertions.assertThat;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class RateFiguresTest
{
    @Test
    void shouldWriteTimesAsPeopleReadThem()
    {
        assertThat(RateFigures.time(0)).isEqualTo("0µs");
        assertThat(RateFigures.time(904)).isEqualTo("0.9µs");
        assertThat(RateFigures.time(1_047)).isEqualTo("1.05µs");
        assertThat(RateFigures.time(41_300)).isEqualTo("41.3µs");
        assertThat(RateFigures.time(999_499)).isEqualTo("999µs");
        assertThat(RateFigures.time(999_500)).isEqualTo("1ms");
        assertThat(RateFigures.time(100_007_935)).isEqualTo("100ms");
        assertThat(RateFigures.time(2_100_000_000)).isEqualTo("2.1s");
    }

    @Test
    void shouldWriteRatesAsPeopleReadThem()
    {
        assertThat(RateFigures.number(500)).isEqualTo("0.5K");
        assertThat(RateFigures.number(9_989)).isEqualTo("9.99K");
        assertThat(RateFigures.number(10_000)).isEqualTo("10K");
        assertThat(RateFigures.number(400_000)).isEqualTo("400K");
        assertThat(RateFigures.number(1_050_000)).isEqualTo("1.05M");
    }

    @Test
    void shouldShowNoHiccupWhereTheClientNeverWaited()
    {
        final Histogram latency = new Histogram(1_000_000, 3);
        latency.recordValue(500);
        final RateFigures figures = new RateFigures(10_000, 9_989.6, 161.44, latency, new Histogram(1_000_000, 3));

        assertThat(figures.row()).isEqualTo("|10K|9.99K|0.5µs|0.5µs|0.5µs|0.5µs|0.5µs|0.5µs|0.5µs|-|-|");
        assertThat(figures.result()).isEqualTo("RESULT roundtrip rate=10000 achieved_per_s=9990 messages=1 " +
            "bytes_per_message=161.4 p50_ns=500 p90_ns=500 p95_ns=500 p99_ns=500 p999_ns=500 p9999_ns=500 max_ns=500 " +
            "hiccup_p9999_ns=0 hiccup_max_ns=0");
    }
}
