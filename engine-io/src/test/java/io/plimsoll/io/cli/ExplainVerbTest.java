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

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.plimsoll.core.codec.generated.LiquidationPieceDecoder;
import io.plimsoll.io.explain.ScenarioJournal;
import io.plimsoll.io.journal.ChronicleJournal;
import io.plimsoll.io.journal.FrameCursor;
import io.plimsoll.io.journal.JournalDirectory;
import io.plimsoll.io.journal.JournalScanner;
import io.plimsoll.io.journal.RecordDecoder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainVerbTest
{
    private static final int FIRST_RECORD = 0x40118;

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

    @Test
    void shouldExplainAPartialLiquidation()
    {
        assertThat(explain("1")).isEqualTo(ExitCode.DONE);

        assertThat(err.toString()).isEmpty();
        assertThat(out.toString())
            .startsWith("Liquidation 1: step 1 of episode 1 of account 1, at sequence 14, 1970-01-01T00:00:00.014Z\n")
            .contains("Its equity was 1,975,000 atoms, its maintenance requirement 2,300,000: health 0.858695, below 1")
            .contains("the mark of instrument 1 went from 46,500 to 46,000 sub-ticks")
            .contains("Before it the equity was 2,475,000 and the requirement 2,325,000: health 1.064516.")
            .contains("Instrument 1: 248 of 1,000 lots, 248 of them needed; limit 45,950 ticks, band 45,540.")
            .contains("to spare; with one lot less at 45,950 ticks 1,927 would be missing.")
            .contains("fees 5,700, penalty 57,040; 57,040 of the penalty went to the insurance fund.")
            .contains("health 1.100173 (REACHED)")
            .containsPattern("\n  minimal: one lot less misses the target +agrees\n")
            .containsPattern("\nRESULT explain liquidation=1 checks=[0-9]+ differences=0\n$")
            .doesNotContain("DIFFERS");
    }

    @Test
    void shouldAnswerInJson() throws IOException
    {
        assertThat(explain("1", "--json")).isEqualTo(ExitCode.DONE);

        assertThat(out.toString()).startsWith("{\"liquidationId\":1,\"episodeId\":1,\"accountId\":1,\"sequence\":14,")
            .contains("\"before\":{\"equityAtoms\":1975000,\"maintenancePpmAtoms\":2300000000000,\"loanAtoms\":0}")
            .contains("\"marks\":[{\"instrumentId\":1,\"beforeSubTicks\":46500,\"afterSubTicks\":46000}]")
            .contains("\"quantityLots\":148,\"minimal\":true,\"slippageAtoms\":7400,\"feeAtoms\":3401,")
            .endsWith("\"differences\":[],\"agrees\":true}\n");
        try (JsonParser parser = new JsonFactory().createParser(out.toString()))
        {
            parser.nextToken();
            parser.skipChildren();
            assertThat(parser.nextToken()).isNull();
        }
    }

    @Test
    void shouldExplainTheHealthOfAnAccount()
    {
        assertThat(explain("--account", "1", "--sequence", "13")).isEqualTo(ExitCode.DONE);

        assertThat(err.toString()).isEmpty();
        assertThat(out.toString())
            .startsWith("Account 1 after sequence 13, 1970-01-01T00:00:00.013Z: MARGIN_CALL since PriceBatch of " +
                "sequence 13\n")
            .containsPattern("\n  cash +5,975,000 +NewOrder of sequence 10\n")
            .contains("instrument 1: long 1,000 lots")
            .containsPattern("value at the mark 46,500 x 1 +46,500,000 +PriceBatch of sequence 13\n")
            .containsPattern("less what it has cost +-50,000,000 +NewOrder of sequence 10\n")
            .containsPattern("EQUITY +2,475,000\n")
            .containsPattern("46,500,000 in bracket 1 at 5.0000 % +2,325,000 +ListInstrument of sequence 3\n")
            .containsPattern("MAINTENANCE, rounded up once +2,325,000\n")
            .contains("547,500 missing to that")
            .endsWith("\nRESULT explain account=1 sequence=13 checks=5 differences=0\n");
    }

    @Test
    void shouldExplainTheHealthOfAnAccountInJson() throws IOException
    {
        assertThat(explain("--account", "1", "--json")).isEqualTo(ExitCode.DONE);

        assertThat(out.toString()).startsWith("{\"accountId\":1,\"sequence\":15,")
            .contains("\"positionLots\":752,", "\"positionBy\":{\"sequence\":14,\"command\":\"PriceBatch\"}")
            .endsWith("\"differences\":[],\"agrees\":true}\n");
        try (JsonParser parser = new JsonFactory().createParser(out.toString()))
        {
            parser.nextToken();
            parser.skipChildren();
            assertThat(parser.nextToken()).isNull();
        }
    }

    @Test
    void shouldSayThatThereIsNoSuchAccount()
    {
        assertThat(explain("--account", "7")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("has no account 7 at sequence 15.");
        assertThat(explain("1", "--account", "1")).isEqualTo(ExitCode.USAGE);
        assertThat(explain()).isEqualTo(ExitCode.USAGE);
        assertThat(explain("1", "--sequence", "13")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--sequence goes with --account");
        assertThat(explain("--account", "1", "--sequence", "16")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void shouldReportADifference() throws IOException
    {
        final Path forged = folder.resolve("forged");
        forge(forged, LiquidationPieceDecoder.TEMPLATE_ID, LiquidationPieceDecoder.feeAtomsEncodingOffset());

        assertThat(Main.execute(new PrintWriter(out, true), new PrintWriter(err, true),
            "explain", "1", "--journal", forged.toString())).isEqualTo(ExitCode.FAILED);

        assertThat(out.toString())
            .containsPattern("fee, piece 1 +DIFFERS: the journal has 2298, recomputed 2299\n")
            .containsPattern("\nRESULT explain liquidation=1 checks=[0-9]+ differences=1\n$");
        assertThat(err.toString()).startsWith("Liquidation 1 differs from the model in 1 of ")
            .endsWith(" numbers, first in fee, piece 1: the journal has 2298, recomputed 2299.\n");
    }

    @Test
    void shouldNameTheLiquidationsThereAre()
    {
        assertThat(explain("2")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
            .isEqualTo("The journal '" + journal + "' holds no liquidation 2: its liquidations are 1 to 1.\n");
    }

    @Test
    void shouldSayThatThereAreNone() throws IOException
    {
        final Path quiet = folder.resolve("quiet");
        try (ChronicleJournal writer = ChronicleJournal.create(quiet, ScenarioJournal.LIMITS))
        {
            new ScenarioJournal(writer).close();
        }

        assertThat(Main.execute(new PrintWriter(out, true), new PrintWriter(err, true),
            "explain", "1", "--journal", quiet.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("holds no liquidation.");
    }

    @Test
    void shouldSayWhatIsWrongWithTheRequest()
    {
        assertThat(Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), "explain", "1"))
            .isEqualTo(ExitCode.USAGE);
        assertThat(explain("one")).isEqualTo(ExitCode.USAGE);
        assertThat(Main.execute(new PrintWriter(out, true), new PrintWriter(err, true),
            "explain", "1", "--journal", folder.resolve("none").toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("does not exist: check the path.");
    }

    @Test
    void shouldRefuseADamagedJournal() throws IOException
    {
        flip(journal.resolve("epoch-00001/19700101HX.cq4"));

        assertThat(explain("1")).isEqualTo(ExitCode.DAMAGED);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).startsWith("The journal '" + journal + "' is damaged: sequence ");
    }

    @Test
    void shouldChangeNoByte() throws IOException
    {
        final Path data = journal.resolve("epoch-00001/19700101HX.cq4");
        final byte[] before = Files.readAllBytes(data);

        explain("1");

        assertThat(Files.readAllBytes(data)).isEqualTo(before);
    }

    private void forge(final Path to, final int templateId, final int fieldOffset)
    {
        boolean isForged = false;
        try (JournalScanner from = new JournalDirectory(journal).open();
            ChronicleJournal writer = ChronicleJournal.create(to, ScenarioJournal.LIMITS))
        {
            while (from.next())
            {
                final RecordDecoder record = from.record();
                final byte[] effects = new byte[record.effectsLength()];
                record.buffer().getBytes(record.effectsOffset(), effects);
                final FrameCursor frames = new FrameCursor().wrap(new UnsafeBuffer(effects), 0, effects.length);
                while (!isForged && frames.next())
                {
                    final int at = frames.messageOffset();
                    isForged = templateId == (effects[at + 2] & 0xFF);
                    effects[at + 8 + fieldOffset] ^= (byte)(isForged ? 1 : 0);
                }
                writer.append(record.type(), record.sequence(), record.timestampNs(), record.sessionId(),
                    record.buffer(), record.commandOffset(), record.commandLength(), new UnsafeBuffer(effects), 0,
                    effects.length);
            }
        }
        assertThat(isForged).isTrue();
    }

    private static void flip(final Path data) throws IOException
    {
        try (RandomAccessFile file = new RandomAccessFile(data.toFile(), "rw"))
        {
            file.seek(FIRST_RECORD + 1_000);
            final int value = file.read();
            file.seek(FIRST_RECORD + 1_000);
            file.write(value ^ 0x10);
        }
    }

    private int explain(final String... more)
    {
        final String[] args = new String[more.length + 3];
        args[0] = "explain";
        args[1] = "--journal";
        args[2] = journal.toString();
        System.arraycopy(more, 0, args, 3, more.length);
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }
}
