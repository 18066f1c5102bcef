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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.io.replay.ReplayFixture;
import io.plimsoll.io.replay.ReplayReport;
import io.plimsoll.io.replay.Replayer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damages the files of a journal in place, undoes it, and asks what the scanner and a replay say meanwhile.
 */
class JournalDamageTest
{
    private static final long SEED = 20_260_101;
    private static final int COMMANDS = 60;

    @TempDir
    private Path folder;
    private Path path;
    private Path data;
    private long digest;
    private JournalEnd end;

    @BeforeEach
    void setUp()
    {
        path = folder.resolve("journal");
        data = path.resolve("epoch-00001").resolve(ChronicleFile.DATA_FILE);
        try (ChronicleJournal journal = ChronicleJournal.create(path, ReplayFixture.LIMITS))
        {
            digest = new ReplayFixture().write(journal, COMMANDS);
        }
        end = verify().end();
    }

    @Test
    void shouldFindEveryFlippedBitOfOneRecordAndItsWord() throws IOException
    {
        final long[] range = rangeOf(30);
        try (RandomAccessFile file = new RandomAccessFile(data.toFile(), "rw"))
        {
            for (long bit = range[0] * Byte.SIZE; bit < range[1] * Byte.SIZE; bit++)
            {
                flip(file, bit);
                final JournalReport report = scanRecords();
                assertThat(report.status()).as("bit %d", bit).isEqualTo(JournalStatus.DAMAGED);
                assertThat(report.damage()).startsWith("sequence 30 is damaged");
                flip(file, bit);
            }
        }
        assertThat(verify().status()).isEqualTo(JournalStatus.WHOLE);
    }

    /** The last record is the one where damage could pass for a torn tail. */
    @Test
    void shouldFindEveryFlippedBitOfTheLastRecordAndItsWord() throws IOException
    {
        final long[] range = rangeOf(COMMANDS + 1);
        try (RandomAccessFile file = new RandomAccessFile(data.toFile(), "rw"))
        {
            for (long bit = range[0] * Byte.SIZE; bit < range[1] * Byte.SIZE; bit += 3)
            {
                flip(file, bit);
                assertThat(verify().status()).as("bit %d", bit).isEqualTo(JournalStatus.DAMAGED);
                flip(file, bit);
            }
        }
    }

    @Test
    void shouldFindAThousandFlippedBitsElsewhereOrReplayToTheSameDigest() throws IOException
    {
        final Random random = new Random(SEED);
        final Path metadata = data.resolveSibling(ChronicleFile.METADATA_FILE);
        int found = 0;
        for (int i = 0; i < 1_000; i++)
        {
            final Path target = 0 == i % 10 ? metadata : data;
            final long position = position(random, i, Files.size(target));
            final long bit = position * Byte.SIZE + random.nextInt(Byte.SIZE);
            try (RandomAccessFile file = new RandomAccessFile(target.toFile(), "rw"))
            {
                flip(file, bit);
                found += isFound(i, bit) ? 1 : 0;
                flip(file, bit);
            }
        }
        assertThat(found).isGreaterThan(600);
        assertThat(verify().status()).isEqualTo(JournalStatus.WHOLE);
    }

    /** One in ten each: metadata, Chronicle's head, its indexes; the others anywhere behind the records. */
    private long position(final Random random, final int i, final long length)
    {
        switch (i % 10)
        {
            case 0:
                return random.nextInt((int)length);
            case 1:
                return random.nextInt(ChronicleFile.INDEXES_OFFSET);
            case 2:
                return random.nextInt(ChronicleFile.FIRST_RECORD_POSITION);
            case 3:
                return length - 1 - random.nextInt(4 << 20);
            default:
                return end.lengthBytes() + (long)(random.nextDouble() * (length - end.lengthBytes()));
        }
    }

    private boolean isFound(final int i, final long bit)
    {
        if (JournalStatus.DAMAGED == verify().status())
        {
            return true;
        }
        final ReplayReport report = replay();
        assertThat(report.stateDigest()).as("seed %d, number %d, bit %d", SEED, i, bit).isEqualTo(digest);
        assertThat(report.commands()).as("seed %d, number %d, bit %d", SEED, i, bit).isEqualTo(COMMANDS);
        return false;
    }

    @Test
    void shouldFindAPageOfZerosInTheMiddle() throws IOException
    {
        final long page = rangeOf(20)[0] & -512;
        overwrite(page, new byte[512]);

        final JournalReport report = verify();

        assertThat(report.status()).isEqualTo(JournalStatus.DAMAGED);
        assertThatThrownBy(() -> ChronicleJournal.open(path)).isInstanceOf(JournalException.class)
            .hasMessageContaining("is damaged and must not be written");
    }

    @Test
    void shouldFindGarbageOverTheTail() throws IOException
    {
        final byte[] garbage = new byte[4096];
        new Random(SEED).nextBytes(garbage);
        overwrite(rangeOf(50)[0] + 9, garbage);

        assertThat(verify().damage()).startsWith("sequence 50 is damaged");
    }

    @Test
    void shouldFindATruncatedFile() throws IOException
    {
        final long[] lengths = {rangeOf(20)[0] + 50, rangeOf(20)[0], rangeOf(COMMANDS + 1)[0], end.lengthBytes(),
            end.lengthBytes() + 4, 16L << 20, ChronicleFile.FIRST_RECORD_POSITION, 100, 0};
        for (final long length : lengths)
        {
            try (RandomAccessFile file = new RandomAccessFile(data.toFile(), "rw"))
            {
                file.setLength(length);
            }
            assertThat(verify().status()).as("cut to %d", length).isEqualTo(JournalStatus.DAMAGED);
        }
    }

    @Test
    void shouldFindALengthenedFile() throws IOException
    {
        try (RandomAccessFile file = new RandomAccessFile(data.toFile(), "rw"))
        {
            file.setLength(file.length() + 4096);
        }
        assertThat(verify().damage()).contains("it has been cut or lengthened");
    }

    @Test
    void shouldReadWithoutTheMetadataFile() throws IOException
    {
        Files.delete(data.resolveSibling(ChronicleFile.METADATA_FILE));

        assertThat(replay().stateDigest()).isEqualTo(digest);
        ChronicleJournal.open(path).close();
        assertThat(verify().status()).isEqualTo(JournalStatus.WHOLE);
    }

    @Test
    void shouldGoOnWhereChroniclesNotesLagBehind() throws IOException
    {
        final long before = rangeOf(COMMANDS)[0];
        final byte[] position = new byte[Long.BYTES];
        for (int i = 0; i < position.length; i++)
        {
            position[i] = (byte)(before >>> i * Byte.SIZE);
        }
        overwrite(ChronicleFile.WRITE_POSITION_OFFSET, position);
        assertThat(verify().status()).isEqualTo(JournalStatus.WHOLE);

        try (ChronicleJournal journal = ChronicleJournal.open(path))
        {
            new JournalFixture().append(journal, COMMANDS + 1, COMMANDS + 5);
        }

        assertThat(verify().damage()).isEmpty();
        assertThat(verify().end().lastSequence()).isEqualTo(COMMANDS + 5);
    }

    private JournalReport verify()
    {
        return new JournalDirectory(path).verify();
    }

    /** Stops at the damage, so it need not read the zeros behind the records. */
    private JournalReport scanRecords()
    {
        try (JournalScanner scanner = new JournalDirectory(path).open())
        {
            return JournalFixture.scan(scanner);
        }
    }

    private ReplayReport replay()
    {
        try (Replayer replayer = new Replayer(new JournalDirectory(path).open()))
        {
            return replayer.run();
        }
    }

    /** First byte of the word and first byte behind the record, by its number. */
    private long[] rangeOf(final int ordinal)
    {
        try (JournalScanner scanner = new JournalDirectory(path).open())
        {
            for (int i = 0; i <= ordinal; i++)
            {
                assertThat(scanner.next()).isTrue();
            }
            return new long[]{scanner.position(), scanner.scannedBytes()};
        }
    }

    private void overwrite(final long position, final byte[] bytes) throws IOException
    {
        try (RandomAccessFile file = new RandomAccessFile(data.toFile(), "rw"))
        {
            file.seek(position);
            file.write(bytes);
        }
    }

    private static void flip(final RandomAccessFile file, final long bit) throws IOException
    {
        file.seek(bit / Byte.SIZE);
        final int value = file.read();
        file.seek(bit / Byte.SIZE);
        file.write(value ^ 1 << bit % Byte.SIZE);
    }
}
