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

import io.plimsoll.io.journal.JournalDirectory;
import io.plimsoll.io.journal.JournalException;
import io.plimsoll.io.journal.JournalScanner;
import io.plimsoll.io.journal.JournalStatus;
import io.plimsoll.io.replay.Replayer;
import io.plimsoll.io.replay.ReplayReport;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Applies a journal to a fresh engine and holds every effect byte against the journal. Changes no byte of it.
 */
@Command(
    name = "replay",
    description = {
        "Apply a journal to a fresh engine and compare every effect byte and every digest.",
        "The engine is built from the journal alone. Ends with the digest of its state after the last command."},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
        "0:no difference", "1:the engine differs; the sequence is named", "2:there is no journal at DIR", "3:damaged"})
final class ReplayVerb extends Verb
{
    private static final long PROGRESS_NS = TimeUnit.SECONDS.toNanos(2);
    private static final int COMMANDS_PER_CLOCK = 1 << 14;

    @Parameters(paramLabel = "DIR", description = "Directory of the journal.")
    private Path directory;

    @Override
    public Integer call()
    {
        try (JournalScanner scanner = new JournalDirectory(directory).open(); Replayer replayer = new Replayer(scanner))
        {
            run(replayer);
            return print(replayer.report());
        }
        catch (final JournalException ex)
        {
            throw JournalFailures.of(ex);
        }
        catch (final InternalError ex)
        {
            throw JournalFailures.unreadable(directory);
        }
    }

    private void run(final Replayer replayer)
    {
        final long start = System.nanoTime();
        long due = start + PROGRESS_NS;
        while (replayer.next())
        {
            if (0 == replayer.commands() % COMMANDS_PER_CLOCK && !quiet() && System.nanoTime() - due >= 0)
            {
                final long elapsedNs = System.nanoTime() - start;
                due += PROGRESS_NS;
                err().printf("replayed %,d commands, %,d per second%n", replayer.commands(),
                    replayer.commands() * TimeUnit.SECONDS.toNanos(1) / elapsedNs);
            }
        }
    }

    private int print(final ReplayReport report)
    {
        final int exitCode = explain(report);
        if (json())
        {
            out().printf("{\"commands\":%d,\"digest\":\"%s\",\"same\":%b}%n",
                report.commands(), report.digestText(), ExitCode.DONE == exitCode);
        }
        else
        {
            out().printf("RESULT replay commands=%d digest=%s%n", report.commands(), report.digestText());
        }
        return exitCode;
    }

    private int explain(final ReplayReport report)
    {
        if (!report.difference().isEmpty())
        {
            err().println(report.difference());
            return ExitCode.FAILED;
        }
        if (JournalStatus.DAMAGED == report.journal().status())
        {
            err().println(JournalFailures.damage(directory, report.journal().damage()));
            return ExitCode.DAMAGED;
        }
        if (!report.halt().isEmpty())
        {
            err().println(report.halt());
        }
        if (JournalStatus.TORN == report.journal().status())
        {
            err().println("The journal is torn: " + report.journal().tornBytes() +
                " bytes of a record that was never finished follow sequence " +
                report.journal().end().lastSequence() + ".");
        }
        return ExitCode.DONE;
    }
}
