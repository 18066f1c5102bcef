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
import io.plimsoll.io.journal.JournalStatus;
import io.plimsoll.io.replay.ReplayReport;
import io.plimsoll.io.replay.ReplayedEngine;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The place in a journal at which an account is looked at: its directory, and a sequence unless it is the last one. */
final class JournalPlace
{
    @Option(names = "--journal", required = true, paramLabel = "DIR", description = "Directory of the journal.")
    private Path directory;

    @Option(names = "--sequence", paramLabel = "N",
        description = "Look at the account as it was after this sequence; after the last one by default.")
    private long sequence = Long.MAX_VALUE;

    Path directory()
    {
        return directory;
    }

    long sequence()
    {
        return sequence;
    }

    /** Whether no sequence was named. */
    boolean isAtEnd()
    {
        return Long.MAX_VALUE == sequence;
    }

    ReplayedEngine open()
    {
        if (sequence < 1)
        {
            throw CliException.usage("Sequences begin with 1, not with " + sequence + ".");
        }
        return new ReplayedEngine(new JournalDirectory(directory).open());
    }

    /** Makes sure that the engine stands where it was wanted, and that it did what the journal holds. */
    void check(final ReplayedEngine replayed)
    {
        final ReplayReport report = replayed.report();
        if (!report.difference().isEmpty())
        {
            throw CliException.failed(report.difference());
        }
        if (JournalStatus.DAMAGED == report.journal().status())
        {
            throw CliException.damaged(JournalFailures.damage(directory, report.journal().damage()));
        }
        final long last = null == replayed.engine() ? 0 : replayed.engine().lastSequence();
        if (0 == last || Long.MAX_VALUE != sequence && last < sequence)
        {
            throw CliException.usage("The journal '" + directory + "' ends at sequence " + last +
                (0 == last ? "." : ", before " + sequence + "."));
        }
    }
}
