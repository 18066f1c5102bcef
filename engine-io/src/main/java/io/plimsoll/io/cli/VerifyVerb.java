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
import io.plimsoll.io.journal.JournalEnd;
import io.plimsoll.io.journal.JournalException;
import io.plimsoll.io.journal.JournalReport;
import io.plimsoll.io.journal.JournalStatus;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Reads a journal to its end and says whether it is whole, torn or damaged. Changes no byte of it.
 */
@Command(
    name = "verify",
    description = {
        "Check every record of a journal and every byte behind them.",
        "A torn journal ends in a record that was being written when its process ended: nothing acknowledged is lost."},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:whole or torn", "2:there is no journal at DIR", "3:damaged; the sequence is named"})
final class VerifyVerb extends Verb
{
    @Parameters(paramLabel = "DIR", description = "Directory of the journal.")
    private Path directory;

    @Override
    public Integer call()
    {
        final JournalReport report;
        try
        {
            report = new JournalDirectory(directory).verify();
        }
        catch (final JournalException ex)
        {
            throw JournalFailures.of(ex);
        }
        catch (final InternalError ex)
        {
            throw JournalFailures.unreadable(directory);
        }
        print(report);
        return JournalStatus.DAMAGED == report.status() ? ExitCode.DAMAGED : ExitCode.DONE;
    }

    private void print(final JournalReport report)
    {
        if (JournalStatus.DAMAGED == report.status())
        {
            err().println(JournalFailures.damage(directory, report.damage()));
        }
        else if (JournalStatus.TORN == report.status())
        {
            err().println("The journal '" + directory + "' is torn: behind sequence " + report.end().lastSequence() +
                " lie " + report.tornBytes() + " bytes of a record that was never finished.");
        }
        final JournalEnd end = report.end();
        final String status = report.status().name().toLowerCase(Locale.ROOT);
        if (json())
        {
            out().printf("{\"records\":%d,\"lastSequence\":%d,\"tornBytes\":%d,\"status\":\"%s\",\"bytes\":%d}%n",
                end.records(), end.lastSequence(), report.tornBytes(), status, end.lengthBytes());
        }
        else
        {
            out().printf("RESULT verify records=%d last_sequence=%d torn_bytes=%d status=%s%n",
                end.records(), end.lastSequence(), report.tornBytes(), status);
        }
    }
}
