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

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the journal must not do: report to anybody, touch the home directory, leave threads, allocate.
 */
class JournalQuietTest
{
    private static final int WARM_UP = 200_000;
    private static final int MEASURED = 200_000;

    @TempDir
    private Path folder;

    @Test
    void shouldHaveNoAnalyticsOnItsClassPath()
    {
        for (final String name : List.of(
            "net.openhft.chronicle.analytics.Analytics", "net.openhft.chronicle.analytics.internal.GoogleAnalytics4"))
        {
            assertThatThrownBy(() -> Class.forName(name)).isInstanceOf(ClassNotFoundException.class);
        }
    }

    /** In a JVM of its own, because Chronicle reports at its first open and never again. */
    @Test
    void shouldLeaveTheHomeDirectoryEmpty() throws Exception
    {
        final Path home = Files.createDirectory(folder.resolve("home"));
        final Path path = folder.resolve("journal");

        final Process process =
            ChildJvm.start(JournalQuietTest.class, List.of("-Duser.home=" + home), path.toString());

        assertThat(process.waitFor()).isZero();
        assertThat(new JournalDirectory(path).verify().status()).isEqualTo(JournalStatus.WHOLE);
        try (Stream<Path> list = Files.list(home))
        {
            assertThat(list).isEmpty();
        }
    }

    /**
     * Opens and closes a queue.
     *
     * @param args path of the journal.
     */
    public static void main(final String[] args)
    {
        create(Path.of(args[0])).close();
    }

    @Test
    void shouldEndItsThread() throws InterruptedException
    {
        final long before = pretouchers();
        final ChronicleJournal journal = create(folder.resolve("journal"));
        assertThat(pretouchers()).isEqualTo(before + 1);

        journal.close();

        assertThat(pretouchers()).isEqualTo(before);
    }

    @Test
    void shouldAppendAndReadWithoutAllocating()
    {
        final Path path = folder.resolve("journal");
        final UnsafeBuffer bytes = new UnsafeBuffer(new byte[256]);
        try (ChronicleJournal journal = create(path))
        {
            append(journal, bytes, 1, WARM_UP);
            final long before = allocatedBytes();
            append(journal, bytes, WARM_UP + 1, WARM_UP + MEASURED);
            // Chronicle maps the next block now and then, which costs a few objects; a record costs none.
            assertThat(allocatedBytes() - before).isLessThan(20_000);
        }
        try (JournalScanner scanner = new JournalDirectory(path).open())
        {
            assertThat(read(scanner, WARM_UP)).isEqualTo(WARM_UP);
            final long before = allocatedBytes();
            final int read = read(scanner, MEASURED);
            // The measurement itself takes some.
            assertThat(allocatedBytes() - before).isLessThan(2_000);
            assertThat(read).isEqualTo(MEASURED);
        }
    }

    private static void append(final Journal journal, final UnsafeBuffer bytes, final long first, final long last)
    {
        for (long sequence = first; sequence <= last; sequence++)
        {
            journal.append(RecordType.COMMAND, sequence, sequence, 1, bytes, 0, 56, bytes, 0, 48);
        }
    }

    private static int read(final JournalScanner scanner, final int records)
    {
        int read = 0;
        while (read < records && scanner.next())
        {
            read++;
        }
        return read;
    }

    private static ChronicleJournal create(final Path path)
    {
        final ChronicleJournal journal = ChronicleJournal.create(path, JournalFixture.LIMITS);
        EpochRecords.appendHeader(journal, JournalEnd.before(1, 0, 0), JournalFixture.LIMITS);
        return journal;
    }

    private static long allocatedBytes()
    {
        return ((ThreadMXBean)ManagementFactory.getThreadMXBean()).getThreadAllocatedBytes(
            Thread.currentThread().getId());
    }

    private static long pretouchers()
    {
        return Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> "plimsoll-pretoucher".equals(thread.getName())).count();
    }
}
