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

import io.plimsoll.io.metrics.CountersFile;
import io.plimsoll.io.metrics.StatReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Prints the counters and errors of an engine in another process, also while that one hangs or after it has ended.
 */
@Command(
    name = "stat",
    description = "Print the counters and errors of an engine, running, hanging or ended.")
final class StatVerb extends Verb
{
    private static final long WATCH_INTERVAL_MS = 1_000;
    private static final String CLEAR_SCREEN = "\u001b[H\u001b[2J";

    @Parameters(
        index = "0", paramLabel = "PATH", description = "The engine's counters file, or its journal directory.")
    private Path path;

    @Option(names = "--watch", description = "Print again every second, until interrupted.")
    private boolean watch;

    @Override
    public Integer call() throws InterruptedException
    {
        try (CountersFile file = CountersFile.open(countersFile()))
        {
            final StatReport report = new StatReport(file, out());
            print(report);
            while (watch && !out().checkError())
            {
                Thread.sleep(WATCH_INTERVAL_MS);
                if (color() && !json())
                {
                    out().print(CLEAR_SCREEN);
                }
                print(report);
            }
            return ExitCode.DONE;
        }
        catch (final IOException ex)
        {
            throw CliException.usage(ex.getMessage());
        }
    }

    private void print(final StatReport report)
    {
        if (json())
        {
            report.printJson();
        }
        else
        {
            report.printTable();
        }
        out().flush();
    }

    private Path countersFile()
    {
        if (!Files.isDirectory(path))
        {
            return path;
        }
        final Path journal = path.toAbsolutePath().normalize();
        return journal.resolveSibling(journal.getFileName() + ".counters");
    }
}
