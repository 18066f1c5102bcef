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
package io.plimsoll.io.cli;

import io.plimsoll.core.codec.generated.ClosePolicy;
import io.plimsoll.io.importer.CandleReader;
import io.plimsoll.io.importer.CandleSeries;
import io.plimsoll.io.importer.ImportException;
import io.plimsoll.io.journal.JournalException;
import io.plimsoll.io.pipeline.ThreadingMode;
import io.plimsoll.io.simulation.Report;
import io.plimsoll.io.simulation.Simulation;
import io.plimsoll.io.simulation.SimulationException;
import io.plimsoll.io.simulation.SimulationOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Runs a population through a market that candles describe.
 */
@Command(
    name = "simulate",
    description = "Send candles through the whole pipeline, with a seeded population trading on them.",
    footer = {
        "",
        "The files are comma-separated, plain or .gz; their first line names the columns ts_ms, open, high, low and",
        "close. The same files, accounts and seed give the same journal, byte for byte."})
final class SimulateVerb extends Verb
{
    @Parameters(paramLabel = "PRICES.csv", arity = "1..*", description = "Candles, one file for each market.")
    private List<Path> files;

    @Option(names = "--accounts", paramLabel = "N", required = true, description = "Number of leveraged users.")
    private int accounts;

    @Option(names = "--seed", paramLabel = "S", required = true, description = "What the population is drawn from.")
    private long seed;

    @Option(
        names = "--policy",
        paramLabel = "partial|full",
        defaultValue = "partial",
        description = "What a liquidation closes: as little as is needed (the default), or everything.")
    private String policy;

    @Option(
        names = "--mode",
        paramLabel = "shared|dedicated",
        defaultValue = "shared",
        description = "Threads of the pipeline: one for all stages (the default), or one for each.")
    private String mode;

    @Option(
        names = "--rate",
        paramLabel = "N",
        description = "Pace N price batches per second by the clock, and report open-loop latency.")
    private Long rate;

    @Option(
        names = "--journal",
        paramLabel = "DIR",
        description = "Keep the journal there; otherwise it is deleted afterwards.")
    private Path journal;

    @Option(
        names = "--acks",
        paramLabel = "FILE",
        description = "Append every thousandth acknowledged sequence to FILE as soon as it is known.")
    private Path acks;

    @Override
    public Integer call()
    {
        try
        {
            final Report report = Simulation.run(options());
            if (json())
            {
                out().println(report.toJson());
            }
            else
            {
                report.print(out());
                out().println(report.result("simulate"));
            }
            return report.isSound() ? ExitCode.DONE : ExitCode.DAMAGED;
        }
        catch (final ImportException ex)
        {
            throw CliException.usage(ex.getMessage() + ".");
        }
        catch (final SimulationException ex)
        {
            throw CliException.failed(ex.getMessage() + ".");
        }
        catch (final JournalException ex)
        {
            throw JournalFailures.of(ex);
        }
    }

    private SimulationOptions options()
    {
        if (accounts < 1 || accounts > SimulationOptions.ACCOUNTS_MAX)
        {
            throw CliException.usage("--accounts is " + accounts + ": give a number from 1 to " +
                SimulationOptions.ACCOUNTS_MAX + ".");
        }
        if (rate != null && rate < 1)
        {
            throw CliException.usage("--rate is " + rate + ": give price batches per second, or leave it out.");
        }
        final List<CandleSeries> series = new ArrayList<>();
        for (final Path file : files)
        {
            series.add(CandleReader.read(file));
        }
        return new SimulationOptions()
            .series(series)
            .accounts(accounts)
            .seed(seed)
            .policy("full".equals(oneOf("--policy", policy, "partial", "full")) ?
                ClosePolicy.FULL : ClosePolicy.PARTIAL)
            .mode("dedicated".equals(oneOf("--mode", mode, "shared", "dedicated")) ?
                ThreadingMode.DEDICATED : ThreadingMode.SHARED)
            .rate(rate == null ? 0 : rate)
            .journal(journal)
            .acks(acks)
            .log(err())
            .progress(quiet() ? null : err(), color(), "simulate");
    }

    private static String oneOf(final String option, final String value, final String first, final String second)
    {
        if (!first.equals(value) && !second.equals(value))
        {
            throw CliException.usage(option + " is '" + value + "': give " + first + " or " + second + ".");
        }
        return value;
    }
}
