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

import io.plimsoll.core.EngineLimits;
import io.plimsoll.io.journal.ChronicleJournal;
import io.plimsoll.io.journal.JournalDirectory;
import io.plimsoll.io.journal.JournalScanner;
import io.plimsoll.io.replay.ReplayFixture;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalVerbsTest
{
    private static final int FIRST_RECORD = 0x40118;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;
    private Path journal;
    private Path data;
    private long digest;

    @BeforeEach
    void setUp()
    {
        journal = folder.resolve("journal");
        data = journal.resolve("epoch-00001/19700101HX.cq4");
        final EngineLimits limits = ReplayFixture.LIMITS;
        try (ChronicleJournal writer = ChronicleJournal.create(journal, limits))
        {
            digest = new ReplayFixture().write(writer, 50);
        }
    }

    @Test
    void shouldVerify()
    {
        assertThat(execute("journal", "verify", journal.toString())).isEqualTo(ExitCode.DONE);
        assertThat(out.toString())
            .isEqualTo("RESULT verify records=52 last_sequence=50 torn_bytes=0 status=whole\n");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void shouldReplay()
    {
        assertThat(execute("replay", journal.toString())).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).isEqualTo(String.format("RESULT replay commands=50 digest=%016x%n", digest));
    }

    @Test
    void shouldDumpARangeAsJsonLines()
    {
        assertThat(execute("journal", "dump", journal.toString(), "--from", "1", "--to", "2")).isEqualTo(ExitCode.DONE);

        final String[] lines = out.toString().split("\n");
        assertThat(lines).hasSize(2);
        assertThat(lines[0]).startsWith("{\"sequence\":1,\"timestampNs\":10,\"sessionId\":0,\"record\":\"COMMAND\"")
            .contains("\"command\":{\"type\":\"SessionOpen\",\"clientSequence\":1,\"principalId\":101}")
            .contains("\"effects\":[{\"recipientSessionId\":1,\"type\":\"SessionOpened\",");
    }

    @Test
    void shouldDumpTheHeaderAndTheClose()
    {
        assertThat(execute("journal", "dump", journal.toString())).isEqualTo(ExitCode.DONE);

        assertThat(out.toString().lines()).hasSize(52);
        assertThat(out.toString()).contains("\"command\":{\"type\":\"EpochHeader\",\"epoch\":1,")
            .contains("\"command\":{\"type\":\"EpochClose\",\"lastSequence\":50,");
    }

    @Test
    void shouldAnswerInJson()
    {
        assertThat(execute("--json", "journal", "verify", journal.toString())).isEqualTo(ExitCode.DONE);
        assertThat(out.toString())
            .startsWith("{\"records\":52,\"lastSequence\":50,\"tornBytes\":0,\"status\":\"whole\"");
        out.getBuffer().setLength(0);
        assertThat(execute("replay", "--json", journal.toString())).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).startsWith("{\"commands\":50,\"digest\":\"").contains("\"same\":true");
    }

    @Test
    void shouldChangeNoByte() throws Exception
    {
        final Map<String, String> before = hashes();

        execute("journal", "verify", journal.toString());
        execute("journal", "dump", journal.toString());
        execute("replay", journal.toString());

        assertThat(hashes()).isEqualTo(before);
    }

    @Test
    void shouldNameADamagedSequence() throws IOException
    {
        flip(FIRST_RECORD + 4 + 300);

        assertThat(execute("journal", "verify", journal.toString())).isEqualTo(ExitCode.DAMAGED);
        assertThat(out.toString())
            .isEqualTo("RESULT verify records=1 last_sequence=0 torn_bytes=0 status=damaged\n");
        assertThat(err.toString()).startsWith("The journal '" + journal + "' is damaged: sequence 1 is damaged: byte ");
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(execute("replay", journal.toString())).isEqualTo(ExitCode.DAMAGED);
        assertThat(execute("journal", "dump", journal.toString())).isEqualTo(ExitCode.DAMAGED);
    }

    @Test
    void shouldNameTheSequenceOfAChangedEffectWhoseCrcAndChainWereRepaired()
    {
        final Path forged = folder.resolve("forged");
        try (ChronicleJournal writer = ChronicleJournal.create(forged, ReplayFixture.LIMITS);
            JournalScanner scanner = new JournalDirectory(journal).open())
        {
            ReplayFixture.forge(scanner, writer, 20, 24);
        }

        assertThat(execute("journal", "verify", forged.toString())).isEqualTo(ExitCode.DONE);
        assertThat(execute("replay", forged.toString())).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).startsWith("Sequence 20 differs in effect 0 of {\"type\":\"StateDigestRequest\"")
            .contains("the journal has [{\"recipientSessionId\":").contains("the engine makes [{");
        assertThat(err.toString().lines()).hasSize(1);
    }

    @Test
    void shouldRefuseADestroyedHeadAtOnce() throws IOException
    {
        try (RandomAccessFile file = new RandomAccessFile(data.toFile(), "rw"))
        {
            file.write(new byte[64]);
        }
        final long start = System.nanoTime();

        assertThat(execute("journal", "verify", journal.toString())).isEqualTo(ExitCode.DAMAGED);
        assertThat(execute("replay", journal.toString())).isEqualTo(ExitCode.DAMAGED);

        assertThat(err.toString()).contains("is not the head of a journal");
        assertThat(System.nanoTime() - start).isLessThan(2_000_000_000L);
    }

    @Test
    void shouldSayWhatIsWrongWithThePath() throws IOException
    {
        assertThat(execute("journal", "verify", folder.resolve("none").toString())).isEqualTo(ExitCode.USAGE);
        assertThat(execute("replay", folder.resolve("none").toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("does not exist: check the path.");
        Files.createDirectories(folder.resolve("empty"));
        assertThat(execute("journal", "dump", folder.resolve("empty").toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("holds no journal");
        assertThat(execute("journal", "verify", data.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("is a file: give the directory");
        assertThat(execute("journal", "verify", data.getParent().toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("is one epoch of a journal: give the directory above it.");
        assertThat(execute("journal", "dump", journal.toString(), "--from", "5", "--to", "4"))
            .isEqualTo(ExitCode.USAGE);
        assertThat(execute("journal", "verfy", journal.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("did you mean 'verify'?");
        assertThat(execute("journal")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void shouldReadWhileAnEngineWrites()
    {
        final Path live = folder.resolve("live");
        try (ChronicleJournal writer = ChronicleJournal.create(live, ReplayFixture.LIMITS))
        {
            new ReplayFixture().write(writer, 50);
            assertThat(execute("journal", "verify", live.toString())).isEqualTo(ExitCode.DONE);
            assertThat(execute("replay", live.toString())).isEqualTo(ExitCode.DONE);
        }
        assertThat(out.toString()).contains("status=whole");
    }

    private int execute(final String... args)
    {
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    private void flip(final long position) throws IOException
    {
        try (RandomAccessFile file = new RandomAccessFile(data.toFile(), "rw"))
        {
            file.seek(position);
            final int value = file.read();
            file.seek(position);
            file.write(value ^ 0x10);
        }
    }

    private Map<String, String> hashes() throws Exception
    {
        final Map<String, String> hashes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder))
        {
            for (final Path file : files.filter(Files::isRegularFile).toList())
            {
                final byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                hashes.put(file.toString() + " " + Files.getLastModifiedTime(file), HexFormat.of().formatHex(hash));
            }
        }
        return hashes;
    }
}
