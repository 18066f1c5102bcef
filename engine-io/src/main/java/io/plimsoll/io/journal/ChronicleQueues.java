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

import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.SyncMode;
import net.openhft.chronicle.core.io.BackgroundResourceReleaser;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Every touch of Chronicle's own types: how its queues are opened, written to and closed.
 */
final class ChronicleQueues
{
    static
    {
        // All are read once, when the classes load. Chronicle must neither report its use to anybody nor start a thread
        // that watches the disk, which the engine does for itself; and its native library must not be unpacked into
        // the user's home.
        setUnlessSet("chronicle.analytics.disable", "true");
        setUnlessSet("chronicle.disk.monitor.disable", "true");
        setUnlessSet("jna.tmpdir", System.getProperty("java.io.tmpdir"));
    }

    private ChronicleQueues()
    {
    }

    private static void setUnlessSet(final String name, final String value)
    {
        if (null == System.getProperty(name))
        {
            System.setProperty(name, value);
        }
    }

    /**
     * Opens the queue of an epoch. Its clock stands still, so it never rolls and its bytes follow from what is
     * appended.
     */
    static ChronicleQueue open(final Path epochDirectory, final long blockLength)
    {
        return SingleChronicleQueueBuilder.binary(epochDirectory)
            .rollCycle(ChronicleFile.ROLL_CYCLE)
            .blockSize(blockLength)
            .timeProvider(() -> 0L)
            .syncMode(SyncMode.NONE)
            .build();
    }

    /**
     * The one appender of a queue, to be used by whichever one thread appends.
     */
    static ExcerptAppender appender(final ChronicleQueue queue)
    {
        final ExcerptAppender appender = queue.createAppender();
        appender.singleThreadedCheckDisabled(true);
        return appender;
    }

    /**
     * Appends a record as one document, its magic before the rest of it and Chronicle's word last.
     *
     * @return length of the document.
     */
    static int write(
        final ExcerptAppender appender, final UnsafeBuffer target, final UnsafeBuffer record, final int recordLength)
    {
        final int documentLength = DocumentWord.documentLength(recordLength);
        try (DocumentContext context = appender.writingDocument())
        {
            final Bytes<?> bytes = context.wire().bytes();
            target.wrap(bytes.addressForWrite(bytes.writePosition()), documentLength);
            target.putIntRelease(RecordLayout.MAGIC_OFFSET, record.getInt(RecordLayout.MAGIC_OFFSET));
            target.putBytes(RecordLayout.LENGTH_OFFSET, record, RecordLayout.LENGTH_OFFSET,
                recordLength - RecordLayout.LENGTH_OFFSET);
            bytes.writeSkip(documentLength);
        }
        return documentLength;
    }

    /**
     * Closes a queue and waits until its maps are gone.
     */
    static void close(final ChronicleQueue queue, final ExcerptAppender appender)
    {
        appender.close();
        queue.close();
        BackgroundResourceReleaser.releasePendingResources();
    }

    /**
     * Makes an epoch that holds its header alone, beside the journal, and moves it to its place when it is on the
     * medium.
     */
    static void make(
        final JournalDirectory directory, final RecordEncoder encoder, final int headerLength, final int effectBytesMax)
        throws IOException
    {
        final Path unfinished = directory.unfinishedDirectory();
        JournalDirectory.deleteRecursively(unfinished);
        Files.createDirectories(unfinished);
        final ChronicleQueue queue = open(unfinished, ChronicleFile.blockLength(effectBytesMax));
        final ExcerptAppender appender = appender(queue);
        write(appender, new UnsafeBuffer(0, 0), encoder.buffer(), headerLength);
        close(queue, appender);
        JournalDirectory.sync(unfinished.resolve(ChronicleFile.DATA_FILE));
        JournalDirectory.sync(unfinished.resolve(ChronicleFile.METADATA_FILE));
        JournalDirectory.sync(unfinished);
        Files.createDirectories(directory.path());
        Files.move(unfinished, directory.epochDirectory(encoder.epoch()), StandardCopyOption.ATOMIC_MOVE);
        JournalDirectory.sync(directory.path());
        JournalDirectory.sync(directory.path().getParent());
    }
}
