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

import io.plimsoll.core.codec.generated.AccountQueryDecoder;
import io.plimsoll.core.codec.generated.CancelOrderDecoder;
import io.plimsoll.core.codec.generated.ContinueDecoder;
import io.plimsoll.core.codec.generated.DepositDecoder;
import io.plimsoll.core.codec.generated.NewOrderDecoder;
import io.plimsoll.core.codec.generated.OpenAccountDecoder;
import io.plimsoll.core.codec.generated.OraclePricesDecoder;
import io.plimsoll.core.codec.generated.PriceBatchDecoder;
import io.plimsoll.core.codec.generated.ReplaceOrderDecoder;
import io.plimsoll.io.pipeline.CommandObserver;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * How long the engine thread was busy with a command of each kind: apply, journal, hand the effects to egress. That is
 * service time; it says nothing of how long a command waited. Written by the engine thread, read when it has ended.
 */
final class ServiceTimes implements CommandObserver
{
    private static final long TIME_MAX_NS = 60_000_000_000L;
    private static final String[] KINDS = new String[32];

    static
    {
        KINDS[PriceBatchDecoder.TEMPLATE_ID] = "price";
        KINDS[OraclePricesDecoder.TEMPLATE_ID] = "oracle-prices";
        KINDS[NewOrderDecoder.TEMPLATE_ID] = "new-order";
        KINDS[ReplaceOrderDecoder.TEMPLATE_ID] = "replace-order";
        KINDS[CancelOrderDecoder.TEMPLATE_ID] = "cancel-order";
        KINDS[OpenAccountDecoder.TEMPLATE_ID] = "open-account";
        KINDS[DepositDecoder.TEMPLATE_ID] = "deposit";
        KINDS[ContinueDecoder.TEMPLATE_ID] = "continue";
        KINDS[AccountQueryDecoder.TEMPLATE_ID] = "account-query";
    }

    private final Histogram[] histograms = new Histogram[KINDS.length];

    ServiceTimes()
    {
        for (int i = 0; i < KINDS.length; i++)
        {
            if (null != KINDS[i])
            {
                histograms[i] = new Histogram(TIME_MAX_NS, 3);
                histograms[i].setTag(KINDS[i]);
            }
        }
    }

    @Override
    public void onCommand(final int templateId, final int resultCode, final long serviceTimeNs)
    {
        if (templateId < histograms.length && null != histograms[templateId])
        {
            histograms[templateId].recordValue(Math.min(TIME_MAX_NS, serviceTimeNs));
        }
    }

    /**
     * What was measured.
     *
     * @return a histogram in nanoseconds by the name of each kind that occurred.
     */
    Map<String, Histogram> byKind()
    {
        final Map<String, Histogram> byKind = new LinkedHashMap<>();
        for (final Histogram histogram : histograms)
        {
            if (null != histogram && histogram.getTotalCount() > 0)
            {
                byKind.put(histogram.getTag(), histogram);
            }
        }
        return byKind;
    }

    /**
     * Writes the histograms in the log format of HdrHistogram, tagged by kind.
     *
     * @param path     to write.
     * @param startMs  when the run began, for the log's header.
     * @param endMs    when it ended.
     */
    void write(final Path path, final long startMs, final long endMs)
    {
        try (PrintStream out = new PrintStream(Files.newOutputStream(path), false, StandardCharsets.UTF_8))
        {
            final HistogramLogWriter writer = new HistogramLogWriter(out);
            writer.outputComment("[service time on the engine thread in nanoseconds, by kind of command]");
            writer.outputLogFormatVersion();
            writer.outputStartTime(startMs);
            writer.setBaseTime(startMs);
            writer.outputLegend();
            for (final Histogram histogram : byKind().values())
            {
                histogram.setStartTimeStamp(startMs);
                histogram.setEndTimeStamp(endMs);
                writer.outputIntervalHistogram(histogram);
            }
        }
        catch (final IOException ex)
        {
            throw new SimulationException("The histogram log " + path + " cannot be written (" + ex.getMessage() +
                "): name a --journal folder beside which files can be made");
        }
    }
}
