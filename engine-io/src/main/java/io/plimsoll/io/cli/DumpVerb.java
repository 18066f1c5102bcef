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
import io.plimsoll.io.journal.JournalReport;
import io.plimsoll.io.journal.JournalScanner;
import io.plimsoll.io.journal.JournalStatus;
import io.plimsoll.io.journal.RecordJson;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Prints the records of a journal, one JSON object a line. Changes no byte of it.
 */
@Command(
    name = "dump",
    description = {
        "Print the records of a journal as JSON lines, under the names of the schema.",
        "Integers stand as they are: beyond 2^53 they must not be read as doubles."},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "2:there is no journal at DIR", "3:damaged; everything before the damage is printed"})
final class DumpVerb extends Verb
{
    private static final int FLUSH_LENGTH = 1 << 16;

    private final StringBuilder lines = new StringBuilder();

    @Parameters(paramLabel = "DIR", description = "Directory of the journal.")
    private Path directory;

    @Option(names = "--from", paramLabel = "SEQUENCE", description = "First sequence to print.", defaultValue = "0")
    private long from;

    @Option(names = "--to", paramLabel = "SEQUENCE", description = "Last sequence to print.")
    private Long to;

    private boolean isCut;

    @Override
    public Integer call()
    {
        if (null != to && to < from)
        {
            throw CliException.usage("--to " + to + " lies before --from " + from + ": exchange them.");
        }
        try (JournalScanner scanner = new JournalDirectory(directory).open())
        {
            dump(scanner);
            final JournalReport report = scanner.report();
            if (JournalStatus.DAMAGED == report.status())
            {
                throw CliException.damaged(JournalFailures.damage(directory, report.damage()));
            }
            return ExitCode.DONE;
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

    private void dump(final JournalScanner scanner)
    {
        final RecordJson json = new RecordJson();
        final long last = null == to ? Long.MAX_VALUE : to;
        while (!isCut && scanner.next() && scanner.record().sequence() <= last)
        {
            if (scanner.record().sequence() >= from)
            {
                json.write(lines, scanner.record());
                lines.append('\n');
                flush(FLUSH_LENGTH);
            }
        }
        flush(1);
    }

    private void flush(final int length)
    {
        if (lines.length() >= length)
        {
            out().print(lines);
            // A reader such as head may have seen enough.
            isCut = out().checkError();
            lines.setLength(0);
        }
    }
}
