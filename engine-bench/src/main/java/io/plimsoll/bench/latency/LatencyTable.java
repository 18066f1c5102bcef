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

import io.plimsoll.bench.KeptReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.HistogramLogReader;

/** The table of latency by offered rate, made from the files of a run that is kept. */
public final class LatencyTable
{
    private LatencyTable()
    {
    }

    /**
     * Makes the table.
     *
     * @param folder that holds the report and the histograms.
     * @return Markdown: the table, and a paragraph on what was measured and on what.
     * @throws IOException           if a file is not there.
     * @throws IllegalStateException if the report's percentiles are not those of the histograms.
     */
    public static String markdown(final Path folder) throws IOException
    {
        final KeptReport report = new KeptReport(folder, OpenLoop.NAME);
        final Map<String, AbstractHistogram> histograms = read(folder.resolve(OpenLoop.NAME + ".hlog"));
        final StringBuilder text = new StringBuilder(RateFigures.head());
        for (final String line : report.results())
        {
            if (line.startsWith(RateFigures.RESULT))
            {
                text.append('\n').append(figures(report, line, histograms).row());
            }
        }
        return text.append("\n\nAs fast as they are taken: ")
            .append(RateFigures.number(Long.parseLong(report.figure("saturation_per_s"))))
            .append(" messages a second.\nThe run: ").append(report.labelled(OpenLoop.SETTING))
            .append(".\nThe machine: ").append(report.machine()).append('.').toString();
    }

    private static RateFigures figures(
        final KeptReport report, final String line, final Map<String, AbstractHistogram> histograms)
    {
        final String rate = line.substring(RateFigures.RESULT.length(), line.indexOf(' ', RateFigures.RESULT.length()));
        final String field = "rate=" + rate;
        final RateFigures figures = new RateFigures(Long.parseLong(rate),
            Double.parseDouble(report.figure("achieved_per_s", field)),
            Double.parseDouble(report.figure("bytes_per_message", field)),
            histogram(histograms, RateFigures.LATENCY_TAG + rate),
            histogram(histograms, RateFigures.HICCUP_TAG + rate));
        if (!line.equals(figures.result()))
        {
            throw new IllegalStateException("report and histograms are of different runs: the report has '" + line +
                "', the histograms give '" + figures.result() + "'");
        }
        return figures;
    }

    private static AbstractHistogram histogram(final Map<String, AbstractHistogram> histograms, final String tag)
    {
        final AbstractHistogram histogram = histograms.get(tag);
        if (histogram == null)
        {
            throw new IllegalStateException("the file of histograms has none with the tag '" + tag + "'");
        }
        return histogram;
    }

    private static Map<String, AbstractHistogram> read(final Path file) throws IOException
    {
        final Map<String, AbstractHistogram> histograms = new HashMap<>();
        try (InputStream in = Files.newInputStream(file);
            HistogramLogReader reader = new HistogramLogReader(in))
        {
            while (reader.hasNext())
            {
                final EncodableHistogram histogram = reader.nextIntervalHistogram();
                if (histogram != null)
                {
                    histograms.put(histogram.getTag(), (AbstractHistogram)histogram);
                }
            }
        }
        return histograms;
    }
}
