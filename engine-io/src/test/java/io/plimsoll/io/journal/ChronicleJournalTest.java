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

import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ChronicleJournalTest
{
    private final JournalFixture fixture = new JournalFixture();

    @TempDir
    private Path folder;
    private Path path;

    @BeforeEach
    void setUp()
    {
        path = folder.resolve("journal");
    }

    @Test
    void shouldReadBackWhatWasAppended()
    {
        write(path, 2_000, 0);

        final JournalReport report = new JournalDirectory(path).verify();

        assertThat(report.damage()).isEmpty();
        assertThat(report.status()).isEqualTo(JournalStatus.WHOLE);
        assertThat(report.end().records()).isEqualTo(2_001);
        assertThat(report.end().lastSequence()).isEqualTo(2_000);
    }

    @Test
    void shouldHoldTheSameRecordsAsTheInMemoryJournal()
    {
        write(path, 500, 0);
        final JournalStore store = new JournalStore();
        fixture.append(JournalFixture.inMemory(store), 1, 500);

        try (JournalScanner onDisk = new JournalDirectory(path).open())
        {
            final JournalScanner inMemory = JournalScanner.of(store);
            while (inMemory.next())
            {
                assertThat(onDisk.next()).isTrue();
                assertThat(bytesOf(onDisk.record())).isEqualTo(bytesOf(inMemory.record()));
            }
            assertThat(onDisk.next()).isFalse();
        }
    }

    @Test
    void shouldHoldWhatChronicleItselfReads() throws IOException
    {
        write(path, 3_000, 0);
        final Path copy = folder.resolve("copy");
        copy(path, copy);

        try (JournalScanner scanner = new JournalDirectory(path).open();
            ChronicleQueue queue = SingleChronicleQueueBuilder.binary(epoch(copy)).readOnly(true)
                .rollCycle(ChronicleFile.ROLL_CYCLE).timeProvider(() -> 0L).build();
            ExcerptTailer tailer = queue.createTailer())
        {
            while (scanner.next())
            {
                try (DocumentContext document = tailer.readingDocument())
                {
                    assertThat(document.isPresent()).isTrue();
                    final byte[] bytes = document.wire().bytes().toByteArray();
                    final byte[] record = bytesOf(scanner.record());
                    assertThat(bytes.length).isEqualTo(DocumentWord.documentLength(record.length));
                    assertThat(bytes).startsWith(record);
                }
            }
            try (DocumentContext document = tailer.readingDocument())
            {
                assertThat(document.isPresent()).isFalse();
            }
        }
    }

    @Test
    void shouldBeTheSameBytesHoweverItIsSynced() throws IOException
    {
        final Path other = folder.resolve("other");
        write(path, 3_000, 0);
        write(other, 3_000, 7);

        assertThat(Files.mismatch(data(path), data(other))).isEqualTo(-1);
        assertThat(Files.mismatch(metadata(path), metadata(other))).isEqualTo(-1);
    }

    @Test
    void shouldBeTheSameBytesWhenItWasReopened() throws IOException
    {
        final Path other = folder.resolve("other");
        write(path, 1_000, 0);
        write(other, 400, 0);

        try (ChronicleJournal journal = ChronicleJournal.open(other))
        {
            assertThat(journal.lastSequence()).isEqualTo(400);
            fixture.append(journal, 401, 1_000);
        }

        assertThat(Files.mismatch(data(path), data(other))).isEqualTo(-1);
    }

    @Test
    void shouldGrowOverSeveralBlocks()
    {
        final long records = 60_000;
        write(path, records, 0);

        final JournalReport report = new JournalDirectory(path).verify();

        assertThat(report.damage()).isEmpty();
        assertThat(report.end().lastSequence()).isEqualTo(records);
        assertThat(data(path).toFile().length()).isGreaterThan(35L << 20);
    }

    @Test
    void shouldNeverLookDamagedWhileAnEngineWrites() throws InterruptedException
    {
        final long records = 60_000;
        try (ChronicleJournal journal = create(path))
        {
            final Thread writer = new Thread(() -> fixture.append(journal, 1, records));
            writer.start();
            long last = 0;
            while (writer.isAlive())
            {
                final JournalReport report = new JournalDirectory(path).verify();
                assertThat(report.damage()).isEmpty();
                assertThat(report.end().lastSequence()).isGreaterThanOrEqualTo(last);
                last = report.end().lastSequence();
            }
            writer.join();
            assertThat(journal.lastSequence()).isEqualTo(records);
            assertThat(new JournalDirectory(path).verify().end().lastSequence()).isEqualTo(records);
        }
    }

    @Test
    void shouldRefuseADirectoryThatIsNotEmpty() throws IOException
    {
        write(path, 1, 0);
        assertThatThrownBy(() -> ChronicleJournal.create(path, JournalFixture.LIMITS))
            .isInstanceOf(JournalException.class).hasMessageContaining("is not empty");

        Files.writeString(path.resolve("notes.txt"), "mine");
        assertThatThrownBy(() -> ChronicleJournal.open(path))
            .isInstanceOf(JournalException.class).hasMessageContaining("'notes.txt', which is no part of a journal");
        Files.delete(path.resolve("notes.txt"));

        Files.writeString(epoch(path).resolve("19700102HX.cq4"), "");
        assertThatThrownBy(() -> new JournalDirectory(path).verify())
            .isInstanceOf(JournalException.class).hasMessageContaining("'19700102HX.cq4'");
    }

    @Test
    void shouldSayWhatIsMissing() throws IOException
    {
        assertThatThrownBy(() -> ChronicleJournal.open(path)).hasMessageContaining("does not exist");
        Files.createDirectories(path);
        assertThatThrownBy(() -> ChronicleJournal.open(path)).hasMessageContaining("is empty");
        Files.createDirectories(path.resolve("epoch-00001"));
        assertThatThrownBy(() -> ChronicleJournal.open(path)).hasMessageContaining("has no data file");
    }

    @Test
    void shouldKeepASecondWriterOut()
    {
        try (ChronicleJournal journal = create(path))
        {
            fixture.append(journal, 1, 10);
            assertThatThrownBy(() -> ChronicleJournal.open(path))
                .isInstanceOf(JournalException.class).hasMessageContaining("another engine");
        }
        ChronicleJournal.open(path).close();
    }

    @Test
    void shouldWriteFactsAboutTheHostBesideItself() throws IOException
    {
        write(path, 1, 0);

        assertThat(Files.readString(folder.resolve("journal.host.properties"))).contains("pid=").contains("java=");
        try (var list = Files.list(folder))
        {
            assertThat(list.map(file -> file.getFileName().toString()))
                .containsExactlyInAnyOrder("journal", "journal.host.properties");
        }
    }

    @Test
    void shouldTakeTheHeaderFirstAndOnlyOnce()
    {
        try (ChronicleJournal journal = ChronicleJournal.create(path, JournalFixture.LIMITS))
        {
            assertThatThrownBy(() -> fixture.append(journal, 1)).isInstanceOf(IllegalArgumentException.class);
            assertThat(path).doesNotExist();
            EpochRecords.appendHeader(journal, JournalEnd.before(1, 0, 0), JournalFixture.LIMITS);
            assertThatThrownBy(() ->
                EpochRecords.appendHeader(journal, JournalEnd.before(1, 0, 0), JournalFixture.LIMITS))
                .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void shouldRefuseToGoOnBehindAPoisonRecord()
    {
        try (ChronicleJournal journal = create(path))
        {
            journal.append(RecordType.POISON, 1, 1, 1, new org.agrona.concurrent.UnsafeBuffer(new byte[8]), 0, 8,
                null, 0, 0);
        }

        assertThatThrownBy(() -> ChronicleJournal.open(path))
            .isInstanceOf(JournalException.class).hasMessageContaining("sequence 1, a command at which");
    }

    private ChronicleJournal create(final Path to)
    {
        final ChronicleJournal journal = ChronicleJournal.create(to, JournalFixture.LIMITS);
        EpochRecords.appendHeader(journal, JournalEnd.before(1, 0, 0), JournalFixture.LIMITS);
        return journal;
    }

    private void write(final Path to, final long last, final int syncEvery)
    {
        try (ChronicleJournal journal = create(to))
        {
            for (long sequence = 1; sequence <= last; sequence++)
            {
                fixture.append(journal, sequence);
                if (syncEvery > 0 && 0 == sequence % syncEvery)
                {
                    journal.sync();
                }
            }
        }
    }

    private static byte[] bytesOf(final RecordDecoder record)
    {
        final byte[] bytes = new byte[record.length()];
        record.buffer().getBytes(record.offset(), bytes);
        return bytes;
    }

    private static Path epoch(final Path journal)
    {
        return journal.resolve("epoch-00001");
    }

    private static Path data(final Path journal)
    {
        return epoch(journal).resolve(ChronicleFile.DATA_FILE);
    }

    private static Path metadata(final Path journal)
    {
        return epoch(journal).resolve(ChronicleFile.METADATA_FILE);
    }

    private static void copy(final Path from, final Path to) throws IOException
    {
        Files.createDirectories(to.resolve("epoch-00001"));
        Files.copy(data(from), data(to));
        Files.copy(metadata(from), metadata(to));
    }
}
