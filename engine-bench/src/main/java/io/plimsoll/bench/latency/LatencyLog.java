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

import io.plimsoll.bench.Machine;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/** A file of histograms, one tag for each thing measured. */
final class LatencyLog
{
    private static final double MS_PER_S = 1_000;
    private static final double NS_PER_US = 1_000;

    private LatencyLog()
    {
    }

    /**
     * Writes histograms of nanoseconds, and prints where they are.
     *
     * @param report     is told where the file is; by its name alone where it is kept with the report.
     * @param folder     of the file; null for that of the executable.
     * @param name       of the file, without its suffix.
     * @param label      what was measured and how, for who finds the file alone.
     * @param histograms with their tags.
     */
    static void write(
        final PrintStream report,
        final Path folder,
        final String name,
        final String label,
        final Histogram... histograms) throws IOException
    {
        final Path file = (folder == null ? folder() : folder).resolve(name + ".hlog");
        try (PrintStream out = new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8))
        {
            final HistogramLogWriter writer = new HistogramLogWriter(out);
            writer.outputComment("[" + label + "]");
            writer.outputComment("[flags: " + Machine.flags() + "]");
            writer.outputLogFormatVersion();
            writer.outputLegend();
            for (final Histogram histogram : histograms)
            {
                writer.outputIntervalHistogram(histogram.getStartTimeStamp() / MS_PER_S,
                    histogram.getEndTimeStamp() / MS_PER_S, histogram, NS_PER_US);
            }
        }
        report.println("histograms: " + (folder == null ? file : file.getFileName()));
    }

    /** The folder of the jar that this class comes from, hence the build's own output. */
    private static Path folder()
    {
        try
        {
            final Path place = Path.of(LatencyLog.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            return place.getParent();
        }
        catch (final URISyntaxException ex)
        {
            throw new IllegalStateException("the place of the benchmarks is no path: " + ex.getMessage(), ex);
        }
    }
}
