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

import io.plimsoll.io.explain.ScenarioJournal;
import io.plimsoll.io.journal.ChronicleJournal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhatIfVerbTest
{
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;
    private Path journal;

    @BeforeEach
    void setUp() throws IOException
    {
        journal = folder.resolve("journal");
        try (ChronicleJournal writer = ChronicleJournal.create(journal, ScenarioJournal.LIMITS);
            ScenarioJournal scenario = new ScenarioJournal(writer))
        {
            scenario.apply(Files.readString(Path.of("../config/examples/partial-liquidation.jsonl")));
        }
    }

    private int ask(final String... more)
    {
        final List<String> args = new ArrayList<>(List.of("whatif"));
        args.addAll(List.of(more));
        args.addAll(List.of("--journal", journal.toString()));
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), args.toArray(new String[0]));
    }

    @Test
    void shouldSayWhereAnAccountStandsAndWhatWouldFollow()
    {
        // After the margin call, before the price at which account 1 is liquidated.
        assertThat(ask("1", "--sequence", "13")).isEqualTo(ExitCode.DONE);

        assertThat(err.toString()).isEmpty();
        assertThat(out.toString())
            .startsWith("Account 1 after sequence 13, with what is supposed:\n")
            .contains("equity                 2,475,000 atoms")
            .contains("maintenance            2,325,000 atoms")
            .contains("health                 1.064516")
            .contains("MARGIN_CALL, 547,500 missing")
            .containsPattern("\n +1 +1,000 +46,500 +46,343 +46,343\n")
            .endsWith("RESULT whatif account=1 sequence=13 equity=2475000 maintenance=2325000 state=MARGIN_CALL\n");
    }

    @Test
    void shouldSupposePricesTransfersAndTrades()
    {
        assertThat(ask("1", "--sequence", "13", "--price", "instrument:1=46000", "--transfer", "1:+100000",
            "--trade", "1:-400@46000", "--json")).isEqualTo(ExitCode.DONE);

        // 400 lots sold at the supposed mark: a fee of 9,200; 1.6 times the maintenance is more than the equity
        assertThat(out.toString()).startsWith("{\"accountId\":1,\"sequence\":13,\"equityAtoms\":2065800,")
            .contains("\"maintenanceAtoms\":1380000,", "\"positionLots\":600,\"markSubTicks\":46000,")
            .contains("\"missingAtoms\":142200,", "\"state\":\"RESTRICTED\"");
    }

    @Test
    void shouldNameTheNumbersOfARefusal()
    {
        assertThat(ask("1", "--trade", "1:200000")).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).isEqualTo("The question is refused with POSITION_LIMIT: what is asked for is " +
            "100000, what there is is 200752.\n");
    }

    @Test
    void shouldSayWhatIsWrongWithTheRequest()
    {
        assertThat(ask("9")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("has no account 9 at sequence 15.");
        assertThat(ask("1", "--sequence", "99")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("ends at sequence 15, before 99.");
        assertThat(ask("1", "--sequence", "0")).isEqualTo(ExitCode.USAGE);
        assertThat(ask("1", "--trade", "BTC:1")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("'BTC:1' is no value of --trade: --help shows its form.");
        assertThat(ask("1", "--price", "1=5")).isEqualTo(ExitCode.USAGE);
        assertThat(ask("1", "--transfer", "1:99999999999999999999")).isEqualTo(ExitCode.USAGE);
        assertThat(ask("1", "--trade", "99999999999:1")).isEqualTo(ExitCode.USAGE);
    }
}
