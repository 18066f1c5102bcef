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

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SimulateVerbTest
{
    private static final String HEADER = "ts_ms,open,high,low,close,volume\n";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldReportForPeopleAndEndInItsResult() throws IOException
    {
        assertThat(execute("simulate", candles(), "--accounts", "20", "--seed", "7", "--journal", journal())).isZero();

        assertThat(err.toString()).startsWith("simulate: expecting about ");
        assertThat(out.toString())
            .contains("accounts liquidated", "notional closed", "kept a position", "service time");
        assertThat(lastLine()).matches(
            "RESULT simulate commands=\\d+ digest=[0-9a-f]{16} conserved=true unqueued=0");
    }

    @Test
    void shouldReportAsJson() throws IOException
    {
        assertThat(execute(
            "simulate", candles(), "--accounts", "20", "--seed", "7", "--journal", journal(), "--json")).isZero();

        assertThat(out.toString()).startsWith("{").doesNotContain("RESULT")
            .contains("\"conserved\" : true", "\"unqueued\" : 0", "\"digest\" : \"");
    }

    @Test
    void shouldRefuseAMissingFile()
    {
        assertThat(execute("simulate", "none.csv.gz", "--accounts", "10", "--seed", "1")).isEqualTo(ExitCode.USAGE);

        assertRefused("none.csv.gz does not exist: name a CSV file of candles, plain or .gz.");
    }

    @Test
    void shouldRefuseASimulationOfNobody() throws IOException
    {
        assertThat(execute("simulate", candles(), "--accounts", "0", "--seed", "1")).isEqualTo(ExitCode.USAGE);

        assertRefused("--accounts is 0: give a number from 1 to 16777216.");
    }

    @Test
    void shouldRefuseAPaceOfNothing() throws IOException
    {
        assertThat(execute("simulate", candles(), "--accounts", "9", "--seed", "1", "--rate", "0"))
            .isEqualTo(ExitCode.USAGE);

        assertRefused("--rate is 0: give price batches per second, or leave it out.");
    }

    @Test
    void shouldSayWhatANumberIs() throws IOException
    {
        assertThat(execute("simulate", candles(), "--accounts", "9", "--seed", "x")).isEqualTo(ExitCode.USAGE);

        assertThat(err.toString())
            .startsWith("Invalid value for option '--seed': 'x' is not a whole number of 64 bits.\n");
    }

    @Test
    void shouldRefuseABrokenRowByItsLine() throws IOException
    {
        final Path file = Files.writeString(folder.resolve("bad.csv"), HEADER + "1,2,3\n");

        assertThat(execute("simulate", file.toString(), "--accounts", "10", "--seed", "1")).isEqualTo(ExitCode.USAGE);

        assertRefused("bad.csv line 2 has 3 values where the first line names 6 columns: complete or remove the row.");
    }

    @Test
    void shouldRefuseAWrongOptionValue() throws IOException
    {
        final String file = candles();

        assertThat(execute("simulate", file, "--accounts", "1", "--seed", "1", "--policy", "some"))
            .isEqualTo(ExitCode.USAGE);
        assertThat(execute("simulate", file, "--accounts", "1", "--seed", "1", "--mode", "many"))
            .isEqualTo(ExitCode.USAGE);
        assertThat(execute("simulate", file, "--accounts", "1", "--seed", "1", "--rate", "-1"))
            .isEqualTo(ExitCode.USAGE);

        assertThat(err.toString()).contains("--policy is 'some': give partial or full.")
            .contains("--mode is 'many': give shared or dedicated.")
            .contains("--rate is -1")
            .doesNotContain("Exception");
    }

    private int execute(final String... args)
    {
        return Main.execute(new PrintWriter(out), new PrintWriter(err), args);
    }

    private void assertRefused(final String sentence)
    {
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().trim()).isEqualTo(sentence);
    }

    private String lastLine()
    {
        final String[] lines = out.toString().trim().split("\n");
        return lines[lines.length - 1];
    }

    private String journal()
    {
        return folder.resolve("journal").toString();
    }

    private String candles() throws IOException
    {
        final StringBuilder text = new StringBuilder(HEADER);
        for (int i = 0; i < 30; i++)
        {
            text.append(1_600_000_000_000L + i * 60_000L).append(',').append(100 - i).append(',').append(101 - i)
                .append(',').append(98 - i).append(',').append(99 - i).append(",1\n");
        }
        return Files.writeString(folder.resolve("x_COIN_1m.csv"), text.toString()).toString();
    }
}
