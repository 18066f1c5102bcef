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

import java.util.Locale;
import org.HdrHistogram.AbstractHistogram;

/**
 * What was measured at one offered rate.
 *
 * @param rate     messages a second that were due.
 * @param achieved messages a second that were answered.
 * @param bytes    of journal for each message.
 * @param latency  nanoseconds from when a message was due to its result.
 * @param hiccups  nanoseconds for which the machine held up a thread that only waited, meanwhile.
 */
record RateFigures(long rate, double achieved, double bytes, AbstractHistogram latency, AbstractHistogram hiccups)
{
    /** How the tag of a rate's latencies begins in the file of histograms; the rate follows. */
    static final String LATENCY_TAG = "rate-";
    /** How the tag of the hiccups beside them begins. */
    static final String HICCUP_TAG = "hiccup-";
    /** How the line of a rate begins. */
    static final String RESULT = "RESULT roundtrip rate=";

    private static final double MEDIAN = 50;
    private static final double FOUR_NINES = 99.99;
    private static final double WORST = 100;

    /** The line by which programs read the figures: plain digits, nanoseconds. */
    String result()
    {
        return RESULT + rate + String.format(Locale.ROOT, " achieved_per_s=%.0f messages=%d bytes_per_message=%.1f",
            achieved, latency.getTotalCount(), bytes) + percentiles();
    }

    /** The part of the line that the histograms alone determine. */
    String percentiles()
    {
        return String.format(Locale.ROOT, " p50_ns=%d p90_ns=%d p95_ns=%d p99_ns=%d p999_ns=%d p9999_ns=%d max_ns=%d" +
            " hiccup_p9999_ns=%d hiccup_max_ns=%d", at(latency, MEDIAN), at(latency, 90), at(latency, 95),
            at(latency, 99), at(latency, 99.9), at(latency, FOUR_NINES), at(latency, WORST), at(hiccups, FOUR_NINES),
            at(hiccups, WORST));
    }

    /** The first two lines of a table of rates. */
    static String head()
    {
        return "|rate|answered|50.0%|90.0%|95.0%|99.0%|99.9%|99.99%|worst|hiccup 99.99%|hiccup worst|\n" +
            "|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|";
    }

    /** One line of it. */
    String row()
    {
        return '|' + number(rate) + '|' + number(Math.round(achieved)) + '|' + time(latency, MEDIAN) + '|' +
            time(latency, 90) + '|' + time(latency, 95) + '|' + time(latency, 99) + '|' + time(latency, 99.9) + '|' +
            time(latency, FOUR_NINES) + '|' + time(latency, WORST) + '|' + time(hiccups, FOUR_NINES) + '|' +
            time(hiccups, WORST) + '|';
    }

    private static long at(final AbstractHistogram histogram, final double percentile)
    {
        return histogram.getValueAtPercentile(percentile);
    }

    /** A number as people read it: 250K, 1.05M. */
    static String number(final long value)
    {
        return value < 1_000_000 ? digits(value / 1e3) + 'K' : digits(value / 1e6) + 'M';
    }

    private static String time(final AbstractHistogram histogram, final double percentile)
    {
        return histogram.getTotalCount() == 0 ? "-" : time(at(histogram, percentile));
    }

    /** A time as people read it: 0.9µs, 41µs, 1.3ms, 2.1s. */
    static String time(final long ns)
    {
        if (ns < 999_500)
        {
            return digits(ns / 1e3) + "µs";
        }
        return ns < 999_500_000L ? digits(ns / 1e6) + "ms" : digits(ns / 1e9) + 's';
    }

    /** Three digits at most, and no zeros behind the point. */
    private static String digits(final double value)
    {
        final int places = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
        final String digits = String.format(Locale.ROOT, "%." + places + 'f', value);
        return places == 0 ? digits : digits.replaceAll("\\.?0+$", "");
    }
}
