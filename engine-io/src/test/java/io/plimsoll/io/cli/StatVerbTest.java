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

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.ResultCode;
import io.plimsoll.io.metrics.CountersFile;
import io.plimsoll.io.metrics.EngineCounters;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.concurrent.SystemEpochClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatVerbTest
{
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;
    private Path path;

    @BeforeEach
    void makeCounters() throws IOException
    {
        path = folder.resolve("journal.counters");
        final CountersFile file = CountersFile.create(path, SystemEpochClock.INSTANCE);
        final EngineCounters counters = new EngineCounters(file.newManager());
        counters.onCommand(ResultCode.ACCEPTED);
        counters.onCommand(ResultCode.NOT_OWNER);
        counters.lastSequence().setRelease(1234);
        counters.onHalt(1235, "the core failed: \"quoted\"");
        file.newErrorLog(SystemEpochClock.INSTANCE).record(new IllegalStateException("went wrong"));
    }

    private int stat(final String... args)
    {
        final String[] all = new String[args.length + 1];
        all[0] = "stat";
        System.arraycopy(args, 0, all, 1, args.length);
        return Main.execute(new PrintWriter(out), new PrintWriter(err), all);
    }

    @Test
    void shouldPrintCountersAndErrors()
    {
        assertThat(stat(path.toString())).isEqualTo(ExitCode.DONE);
        assertThat(out.toString())
            .containsPattern("1,234 +last sequence")
            .containsPattern(" 2 +commands")
            .containsPattern(" 1 +refused: NOT_OWNER")
            .contains("halted: the core failed")
            .contains("went wrong")
            .doesNotContain("\tat ");
    }

    @Test
    void shouldPrintOneJsonObject()
    {
        assertThat(stat("--json", path.toString())).isEqualTo(ExitCode.DONE);
        assertThat(out.toString().lines()).hasSize(1);
        assertThat(out.toString())
            .contains("\"last sequence\":1234")
            .contains("\"halted: the core failed: \\\"quoted\\\"\":1")
            .contains("\"count\":1");
    }

    @Test
    void shouldFindTheCountersBesideTheJournalDirectory() throws IOException
    {
        Files.createDirectory(folder.resolve("journal"));

        assertThat(stat(folder.resolve("journal").toString())).isEqualTo(ExitCode.DONE);
    }

    @Test
    void shouldRefuseWhatIsNoCountersFile() throws IOException
    {
        final Path other = folder.resolve("other");
        Files.write(other, new byte[4096]);

        assertThat(stat(other.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(stat(folder.resolve("none").toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("is no counters file").contains("is the engine running?");
    }
}
