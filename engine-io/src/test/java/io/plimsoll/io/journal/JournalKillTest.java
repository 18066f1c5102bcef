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
package io.plimsoll.io.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process of its own while it writes, and goes on with what it leaves behind.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class JournalKillTest
{
    private static final String OPEN_DOCUMENT = "open";

    @TempDir
    private Path folder;

    @Test
    void shouldHoldEverythingThatWasSaidAndGoOn() throws Exception
    {
        final Path path = folder.resolve("journal");
        long last = 0;
        for (int kill = 0; kill < 3; kill++)
        {
            final long said = writeUntilKilled(path, "endless", 50 + 75 * kill);

            final JournalReport report = new JournalDirectory(path).verify();
            assertThat(report.status()).as(report.damage()).isIn(JournalStatus.WHOLE, JournalStatus.TORN);
            assertThat(report.end().lastSequence()).isGreaterThanOrEqualTo(said).isGreaterThan(last);
            last = report.end().lastSequence();
        }
        assertSameAsUninterrupted(path, last);
    }

    @Test
    void shouldCutOffADocumentThatWasOpen() throws Exception
    {
        final Path path = folder.resolve("journal");
        writeUntilKilled(path, OPEN_DOCUMENT, 60_000);

        final JournalReport report = new JournalDirectory(path).verify();

        assertThat(report.status()).as(report.damage()).isEqualTo(JournalStatus.TORN);
        assertThat(report.end().lastSequence()).isEqualTo(100);
        assertThat(report.tornBytes()).isEqualTo(DocumentWord.LENGTH + 1_004);
        assertSameAsUninterrupted(path, 100);
    }

    private void assertSameAsUninterrupted(final Path path, final long last) throws IOException
    {
        final JournalFixture fixture = new JournalFixture();
        try (ChronicleJournal journal = ChronicleJournal.open(path))
        {
            assertThat(journal.lastSequence()).isEqualTo(last);
            fixture.append(journal, last + 1, last + 10);
        }
        final Path uninterrupted = folder.resolve("uninterrupted");
        try (ChronicleJournal journal = create(uninterrupted))
        {
            fixture.append(journal, 1, last + 10);
        }
        assertThat(Files.mismatch(data(path), data(uninterrupted))).isEqualTo(-1);
    }

    private static long writeUntilKilled(final Path path, final String mode, final long millis) throws Exception
    {
        final Process process = ChildJvm.start(JournalKillTest.class, List.of(), path.toString(), mode);
        long said = 0;
        try (BufferedReader reader =
            new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)))
        {
            String line = reader.readLine();
            final long due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
            while (null != line)
            {
                said = Long.parseLong(line);
                if (System.nanoTime() - due >= 0)
                {
                    // Unlike the process's own method this leaves what it has said to be read.
                    process.toHandle().destroyForcibly();
                }
                line = reader.readLine();
            }
        }
        finally
        {
            process.destroyForcibly().waitFor();
        }
        return said;
    }

    /**
     * The process that is killed. Says each hundredth sequence as soon as its append has returned.
     *
     * @param args path of the journal, and what to do.
     */
    public static void main(final String[] args) throws Exception
    {
        final Path path = Path.of(args[0]);
        final JournalFixture fixture = new JournalFixture();
        final ChronicleJournal journal =
            new JournalDirectory(path).exists() ? ChronicleJournal.open(path) : create(path);
        if (OPEN_DOCUMENT.equals(args[1]))
        {
            fixture.append(journal, 1, 100);
            leaveADocumentOpen(path);
        }
        for (long sequence = journal.lastSequence() + 1; sequence < 100_000_000; sequence++)
        {
            fixture.append(journal, sequence);
            if (0 == sequence % 100)
            {
                System.out.println(sequence);
            }
        }
    }

    /**
     * With Chronicle's own means, and then ends the process as a kill would.
     */
    private static void leaveADocumentOpen(final Path path)
    {
        final ChronicleQueue queue = ChronicleQueues.open(
            data(path).getParent(), ChronicleFile.blockLength(JournalFixture.LIMITS.effectBytesMax()));
        final ExcerptAppender appender = ChronicleQueues.appender(queue);
        final Bytes<?> bytes = appender.writingDocument().wire().bytes();
        bytes.writeInt(RecordLayout.MAGIC);
        bytes.writeInt(2_000);
        for (int i = 0; i < 996; i++)
        {
            bytes.writeByte((byte)(i < 92 ? 0 : 7));
        }
        System.out.println(100);
        System.out.flush();
        Runtime.getRuntime().halt(137);
    }

    private static ChronicleJournal create(final Path path)
    {
        final ChronicleJournal journal = ChronicleJournal.create(path, JournalFixture.LIMITS);
        EpochRecords.appendHeader(journal, JournalEnd.before(1, 0, 0), JournalFixture.LIMITS);
        return journal;
    }

    private static Path data(final Path path)
    {
        return path.resolve("epoch-00001").resolve(ChronicleFile.DATA_FILE);
    }
}
