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
package io.plimsoll.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest
{
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @Test
    void shouldNameTheNearestProgram()
    {
        assertThat(run("tik")).isEqualTo(Main.USAGE);
        assertThat(errors.toString(StandardCharsets.UTF_8)).contains("'tick'").hasLineCount(1);
    }

    @Test
    void shouldRefuseAnUnknownOption()
    {
        assertThat(run("tick", "--shrot")).isEqualTo(Main.USAGE);
        assertThat(errors.toString(StandardCharsets.UTF_8)).contains("--short", "--shrot").hasLineCount(1);
    }

    @Test
    void shouldAskForAValueThatMustBeGiven()
    {
        assertThat(run("book", "--short")).isEqualTo(Main.USAGE);
        assertThat(run("book", "--workload")).isEqualTo(Main.USAGE);
        assertThat(errors.toString(StandardCharsets.UTF_8)).contains("--workload A|B").hasLineCount(2);
    }

    @Test
    void shouldNameTheValuesThatAnOptionTakes()
    {
        assertThat(run("book", "--workload", "C")).isEqualTo(Main.USAGE);
        assertThat(errors.toString(StandardCharsets.UTF_8)).contains("A or B", "'C'").hasLineCount(1);
    }

    @Test
    void shouldRefuseRatesThatAreNone()
    {
        assertThat(run("roundtrip", "--rates", "10000,fast")).isEqualTo(Main.USAGE);
        assertThat(run("roundtrip", "--rates", "10000,0")).isEqualTo(Main.USAGE);
        assertThat(errors.toString(StandardCharsets.UTF_8)).contains("'fast'", "'0'", "usual").hasLineCount(2);
    }

    @Test
    void shouldKeepAReportOnlyInAFolderThatIsThere()
    {
        assertThat(run("alloc", "--keep", "no/such/folder")).isEqualTo(Main.USAGE);
        assertThat(errors.toString(StandardCharsets.UTF_8)).contains("'no/such/folder'").hasLineCount(1);
    }

    @Test
    void shouldKeepWhatAProgramPrints(@TempDir final Path folder) throws IOException
    {
        final Program program = new Program()
        {
            @Override
            public String name()
            {
                return "some";
            }

            @Override
            public String summary()
            {
                return "prints one line";
            }

            @Override
            public int run(final Request request, final PrintStream report)
            {
                report.println("RESULT some ns=5");
                return 1;
            }
        };
        final Request request = Request.parse(program, new String[]{"some", "--keep", folder.toString(), "--short"});
        assertThat(Main.run(program, request, new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(errors, true, StandardCharsets.UTF_8))).isEqualTo(1);

        final KeptReport report = new KeptReport(folder, "some");
        assertThat(report.command()).isEqualTo("some --short");
        assertThat(report.figure("ns", "some")).isEqualTo("5");
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith(Files.readString(folder.resolve("some.txt")));
    }

    @Test
    void shouldListThePrograms()
    {
        assertThat(run("--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
            .contains("tick", "alloc", "roundtrip", "--rates N,N,...|usual", "book", "--workload A|B",
                "--keep FOLDER");
    }

    private int run(final String... args)
    {
        return Main.run(args, new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(errors, true, StandardCharsets.UTF_8));
    }
}
