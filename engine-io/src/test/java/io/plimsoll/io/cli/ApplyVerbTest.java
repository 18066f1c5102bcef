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

import io.plimsoll.io.journal.ChronicleJournal;
import io.plimsoll.io.replay.ReplayFixture;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplyVerbTest
{
    private static final Path EXAMPLE = Path.of("../config/examples/partial-liquidation.jsonl");
    private static final Path ORACLES = Path.of("../config/examples/oracle-states.jsonl");
    private static final Path CREDIT = Path.of("../config/examples/cross-venue-credit.jsonl");
    private static final String ASSET = "{\"type\":\"ListAsset\",\"assetId\":1,\"unitAtoms\":1,\"maxPriceAtoms\":1," +
        "\"maxBalanceAtoms\":1000,\"haircutWeightPpm\":1000000,\"marginCallPpm\":1270000," +
        "\"marginCallReleasePpm\":1300000}\n";
    private static final String OPEN = "{\"type\":\"OpenAccount\",\"accountId\":%d,\"selfTradeGroupId\":0}%n";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void shouldLiquidateAPartInTheExample()
    {
        assertThat(execute("apply", EXAMPLE.toString())).isEqualTo(ExitCode.DONE);

        assertThat(lines("CommandRejected")).isEmpty();
        assertThat(lines("AccountStateChanged")).hasSize(3);
        assertThat(lines("LiquidationOpened").get(0)).startsWith("{\"sequence\":14,\"recipientSessionId\":1,")
            .contains("\"equityAtoms\":1975000,").contains("\"maintenanceLow\":2300000000000,");
        assertThat(lines("LiquidationPiece")).hasSize(2);
        assertThat(lines("LiquidationPiece").get(0)).contains("\"priceTicks\":45980,\"quantityLots\":100,");
        assertThat(lines("LiquidationPiece").get(1)).contains("\"priceTicks\":45950,\"quantityLots\":148,");
        assertThat(lines("LiquidationClosed").get(0)).contains("\"equityAtoms\":1902860,")
            .contains("\"feeAtoms\":5700,\"penaltyAtoms\":57040,").contains("\"outcome\":\"REACHED\"");
        assertThat(lines("PositionReport").get(0)).contains("\"positionLots\":752,");
        assertThat(lines("AccountReport").get(0)).contains("\"cashAtoms\":4910860,");
        assertThat(err.toString()).isEqualTo("applied 15 commands, of which the engine refused 0\n");
    }

    @Test
    void shouldHoldAnAccountBackWhileItsSourcesDiverge()
    {
        assertThat(execute("apply", ORACLES.toString())).isEqualTo(ExitCode.DONE);

        final List<String> changes = lines("OracleStateChanged");
        assertThat(changes).hasSize(5);
        assertThat(changes.get(2)).contains("\"meanPrice\":50000,").contains("\"toState\":\"DIVERGENT\"");
        assertThat(changes.get(3)).contains("\"meanPrice\":47466,").contains("\"toState\":\"OK\"");
        assertThat(changes.get(4)).contains("\"fromState\":\"OK\",\"toState\":\"STALE\"");
        assertThat(lines("AccountStateChanged").get(0)).contains("\"toState\":\"MARGIN_CALL\"");
        assertThat(lines("LiquidationClosed")).hasSize(1);
        assertThat(lines("LiquidationOpened").get(0)).startsWith("{\"sequence\":15,");
        assertThat(lines("CommandRejected").get(0)).contains("\"limitValue\":13,\"actualValue\":12,")
            .contains("\"result\":\"ORACLE_SEQUENCE\"");
        assertThat(lines("CommandRejected").get(1)).contains("\"limitValue\":1,\"actualValue\":3,")
            .contains("\"result\":\"ORACLE_STATE\"");
    }

    @Test
    void shouldPutALiquidationOffAsLongAsCreditSuffices()
    {
        assertThat(execute("apply", CREDIT.toString())).isEqualTo(ExitCode.DONE);

        assertThat(lines("CommandRejected")).hasSize(1);
        assertThat(lines("CommandRejected").get(0)).contains("\"limitValue\":1,\"actualValue\":2,")
            .contains("\"result\":\"FORGED_ATTESTATION\"");
        assertThat(lines("CreditReport").get(1)).contains("\"worthAtoms\":280000,\"creditAtoms\":250000,")
            .contains("\"localEquityAtoms\":2400000,\"maintenanceAtoms\":2500000,");
        assertThat(lines("AccountStateChanged").get(0)).contains("\"toState\":\"MARGIN_CALL\"");
        assertThat(lines("AccountStateChanged").get(1)).contains("\"toState\":\"LIQUIDATING\"");
        assertThat(lines("LiquidationClosed")).hasSize(1);
    }

    @Test
    void shouldPrintTheSameBytesEveryTime()
    {
        execute("apply", "--digest", EXAMPLE.toString());
        final String first = out.toString();
        out.getBuffer().setLength(0);
        execute("apply", "--digest", "--quiet", EXAMPLE.toString());

        assertThat(out.toString()).isEqualTo(first);
        assertThat(first).containsPattern("\nRESULT apply commands=15 digest=[0-9a-f]{16}\n$");
    }

    @Test
    void shouldApplyADumpedJournalAgain() throws IOException
    {
        final Path journal = folder.resolve("journal");
        final long digest;
        try (ChronicleJournal writer = ChronicleJournal.create(journal, ReplayFixture.LIMITS))
        {
            digest = new ReplayFixture().write(writer, 50);
        }
        execute("journal", "dump", journal.toString());
        final Path dump = Files.writeString(folder.resolve("dump.jsonl"), out.toString());
        out.getBuffer().setLength(0);

        assertThat(execute("apply", "--digest", dump.toString())).isEqualTo(ExitCode.DONE);
        assertThat(out.toString())
            .endsWith(String.format("RESULT apply commands=50 digest=%016x%n", digest))
            .contains("\"result\":\"MALFORMED\"");
    }

    @Test
    void shouldNameTheReasonOfARefusalAndTheSlab() throws IOException
    {
        final Path file = write(ASSET + String.format(OPEN + OPEN + OPEN, 1, 1, 2));

        assertThat(execute("apply", "--limit", "accounts=1", file.toString())).isEqualTo(ExitCode.DONE);

        assertThat(lines("CommandRejected").get(0)).contains("\"result\":\"ALREADY_EXISTS\"}");
        assertThat(lines("CommandRejected").get(1))
            .contains("\"result\":\"CAPACITY_EXCEEDED\",\"slab\":\"accounts\"}");
        assertThat(err.toString()).isEqualTo("applied 5 commands, of which the engine refused 2\n");
    }

    @Test
    void shouldServeSeveralSessions() throws IOException
    {
        final Path file = write("{\"type\":\"SessionOpen\",\"principalId\":7}\n" + ASSET + String.format(OPEN, 1) +
            "{\"type\":\"SessionOpen\",\"principalId\":8}\n{\"type\":\"AccountQuery\",\"accountId\":1}\n" +
            "{\"type\":\"AccountQuery\",\"accountId\":1,\"sessionId\":1}\n");

        assertThat(execute("apply", file.toString())).isEqualTo(ExitCode.DONE);

        assertThat(lines("CommandRejected").get(0)).contains("\"recipientSessionId\":2,").contains("NOT_OWNER");
        assertThat(lines("AccountReport").get(0)).contains("\"recipientSessionId\":1,");
    }

    @Test
    void shouldOpenASessionForThePrincipalAsked() throws IOException
    {
        execute("apply", "--principal", "42", write(ASSET).toString());

        assertThat(lines("SessionOpened").get(0)).contains("\"principalId\":42,\"sessionId\":1");
    }

    @Test
    void shouldAnswerWhatAnAccountWouldBe() throws IOException
    {
        final String example = Files.readString(Path.of("..", "config", "examples", "partial-liquidation.jsonl"));
        final Path file = write(example.substring(0, example.indexOf("# Somebody bids below")) +
            "{\"type\":\"WhatIf\",\"accountId\":1,\"prices\":[{\"targetKind\":\"INSTRUMENT\",\"targetId\":1," +
            "\"price\":49000}],\"transfers\":[{\"assetId\":1,\"amountAtoms\":1000}]," +
            "\"trades\":[{\"instrumentId\":1,\"quantityLots\":-100,\"priceTicks\":0}]}\n");

        assertThat(execute("apply", file.toString())).isEqualTo(ExitCode.DONE);

        assertThat(out.toString()).contains("\"type\":\"WhatIfReport\"", "\"type\":\"LiquidationPrice\"",
            "\"positionLots\":900", "\"markSubTicks\":49000");
    }

    @Test
    void shouldApplyNothingFromABadLineOn() throws IOException
    {
        final Path file = write(ASSET + String.format(OPEN, 1) + "{\"type\":\"Depost\"}\n" + String.format(OPEN, 2));

        assertThat(execute("apply", file.toString())).isEqualTo(ExitCode.USAGE);

        assertThat(err.toString()).isEqualTo(file + ", line 3: 'Depost' is no command: did you mean 'Deposit'?\n");
        assertThat(out.toString().lines()).hasSize(4);
    }

    @Test
    void shouldRefuseGarbageInOneSentence() throws IOException
    {
        final Path file = folder.resolve("garbage");
        Files.write(file, new byte[]{0, 1, 2, (byte)0xFF, (byte)0xFE, 27, 7});

        assertThat(execute("apply", file.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).matches("[\\x20-\\x7e]+, line 1: this is no [\\x20-\\x7e]+\\.\n");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void shouldRefuseTimeThatFalls() throws IOException
    {
        final Path file = write("{\"type\":\"Continue\",\"timestampNs\":9}\n{\"type\":\"Continue\",\"timestampNs\":8}");

        assertThat(execute("apply", file.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("line 2: 'timestampNs' is 8, but the command before has 9: time must not");
    }

    @Test
    void shouldSayWhatIsWrongWithTheRequest() throws IOException
    {
        final String file = write(ASSET).toString();
        assertThat(execute("apply", folder.resolve("none").toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("cannot be read: check the path.");
        assertThat(execute("apply", folder.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(execute("apply", "--limit", "order=1", file)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("Unknown limit 'order': did you mean 'orders'?");
        assertThat(execute("apply", "--limit", "orders=0", file)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("These limits cannot be used: orders is 0, it must be 1 to ");
    }

    @Test
    void shouldTakeCapacitiesFromAConfiguration() throws IOException
    {
        final Path config = Files.writeString(folder.resolve("engine.conf"), "limits { accounts = 1 }");
        final String file = write(ASSET + String.format(OPEN + OPEN, 1, 2)).toString();

        assertThat(execute("apply", "--config", config.toString(), file)).isEqualTo(ExitCode.DONE);
        assertThat(lines("CommandRejected")).hasSize(1);
        assertThat(execute("apply", "--config", config.toString(), "--limit", "orders=1", file))
            .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--config and --limit both set capacities");
        Files.writeString(config, "limits { acounts = 1 }");
        assertThat(execute("apply", "--config", config.toString(), file)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("did you mean 'limits.accounts'?");
    }

    @Test
    void shouldReadStandardInput()
    {
        final InputStream before = System.in;
        System.setIn(new ByteArrayInputStream("nonsense".getBytes(StandardCharsets.UTF_8)));
        try
        {
            assertThat(execute("apply")).isEqualTo(ExitCode.USAGE);
        }
        finally
        {
            System.setIn(before);
        }
        assertThat(err.toString())
            .startsWith("standard input, line 1: this is no JSON (Unrecognized token 'nonsense')");
    }

    private List<String> lines(final String type)
    {
        return out.toString().lines().filter(line -> line.contains("\"type\":\"" + type + '"'))
            .collect(Collectors.toList());
    }

    private Path write(final String text) throws IOException
    {
        return Files.writeString(folder.resolve("scenario.jsonl"), text);
    }

    private int execute(final String... args)
    {
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }
}
