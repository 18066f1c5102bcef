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

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class MainTest
{
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(final String... args)
    {
        return Main.execute(new PrintWriter(out), new PrintWriter(err), args);
    }

    @Test
    void shouldSuggestTheNearestVerb()
    {
        final int exitCode = execute("versoin");

        assertThat(exitCode).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("Unknown verb").contains("'versoin'").contains("did you mean 'version'?");
        assertThat(err.toString().lines()).hasSizeLessThanOrEqualTo(2);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void shouldSuggestTheNearestOption()
    {
        final int exitCode = execute("version", "--jsno");

        assertThat(exitCode).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("did you mean '--json'?");
    }

    @Test
    void shouldRefuseAMissingVerb()
    {
        assertThat(execute()).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).isNotBlank();
    }

    @Test
    void shouldPrintResultsOnStandardOutputAlone()
    {
        assertThat(execute("version", "--json")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).startsWith("{\"version\":");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void shouldDocumentTheExitCodes()
    {
        assertThat(execute("--help")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("Exit codes:").contains("not to be trusted");
    }

    @Test
    void shouldOfferHelpOnEveryVerb()
    {
        assertThat(execute("version", "--help")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("Usage: plimsoll version");
    }
}
