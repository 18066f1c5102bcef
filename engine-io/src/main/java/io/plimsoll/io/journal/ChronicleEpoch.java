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
import net.openhft.chronicle.queue.ExcerptAppender;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * One epoch that is open for writing. Knows where each document belongs and checks after each append that Chronicle has
 * put it there. Appends and close belong to the engine thread, {@link #sync()} to one other.
 */
final class ChronicleEpoch
{
    private final UnsafeBuffer target = new UnsafeBuffer(0, 0);
    private final UnsafeBuffer head = new UnsafeBuffer(0, 0);
    private final Path dataFile;
    private final ChronicleQueue queue;
    private final ExcerptAppender appender;
    private final RandomAccessFile file;
    private final MappedByteBuffer headMap;
    private final Pretoucher pretoucher;
    private final long blockLength;
    private long fileLength;
    private long lengthBytes;
    private long records;

    /**
     * Opens an epoch behind its last whole record.
     */
    ChronicleEpoch(final Path dataFile, final JournalEnd end, final int effectBytesMax) throws IOException
    {
        this.dataFile = dataFile;
        this.blockLength = ChronicleFile.blockLength(effectBytesMax);
        this.lengthBytes = end.lengthBytes();
        this.records = end.records();
        this.queue = ChronicleQueues.open(dataFile.getParent(), blockLength);
        this.appender = ChronicleQueues.appender(queue);
        this.file = new RandomAccessFile(dataFile.toFile(), "rw");
        this.headMap = file.getChannel().map(FileChannel.MapMode.READ_ONLY, 0, ChronicleFile.INDEXES_OFFSET);
        this.head.wrap(headMap);
        this.fileLength = file.length();
        lengthenFile();
        this.pretoucher = new Pretoucher(file.getChannel(), lengthBytes);
    }

    /**
     * Appends a record as one document.
     */
    void append(final UnsafeBuffer record, final int recordLength)
    {
        if (records >= ChronicleFile.RECORDS_MAX)
        {
            throw new JournalException(JournalException.Category.MEDIUM,
                "The journal file '" + dataFile + "' is full: it holds " + ChronicleFile.RECORDS_MAX + " records.");
        }
        final long position = lengthBytes;
        pretoucher.reserve(position + DocumentWord.LENGTH + DocumentWord.documentLength(recordLength));
        lengthBytes += DocumentWord.LENGTH + ChronicleQueues.write(appender, target, record, recordLength);
        if (head.getLong(ChronicleFile.WRITE_POSITION_OFFSET) != position)
        {
            throw new JournalException(JournalException.Category.DAMAGED, "A record was not written behind the last " +
                "one, at byte " + position + " of '" + dataFile + "': something else has written there.");
        }
        records++;
        lengthenFile();
    }

    /**
     * Lengthens the file where its records pass the middle of a block: on this thread, so that nobody maps it
     * meanwhile, and at a place that follows from the content, so that the same records make the same file.
     */
    private void lengthenFile()
    {
        final long wanted = ChronicleFile.fileLength(lengthBytes, blockLength);
        if (wanted > fileLength)
        {
            try
            {
                file.setLength(Math.max(wanted, file.length()));
            }
            catch (final IOException ex)
            {
                throw failed("lengthened", ex);
            }
            fileLength = wanted;
        }
    }

    /**
     * Brings everything appended so far onto the medium. Uses a channel of its own, not the appender.
     */
    void sync()
    {
        try
        {
            file.getChannel().force(false);
        }
        catch (final IOException ex)
        {
            throw failed("synced", ex);
        }
    }

    long lengthBytes()
    {
        return lengthBytes;
    }

    void close()
    {
        try
        {
            pretoucher.close();
            sync();
            ChronicleQueues.close(queue, appender);
            head.wrap(0, 0);
            BufferUtil.free(headMap);
            file.close();
        }
        catch (final IOException ex)
        {
            throw failed("closed", ex);
        }
    }

    private JournalException failed(final String what, final IOException cause)
    {
        return new JournalException(JournalException.Category.MEDIUM,
            "The journal file '" + dataFile + "' cannot be " + what + ": " + cause.getMessage() + ".", cause);
    }
}
