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

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The end of an epoch that is to be written on: read to its end by the scanner, refused unless that is whole or torn,
 * and brought to the state that it would have if its writer had never been killed.
 */
final class JournalTail
{
    private static final int ZERO_STEP_LENGTH = 1 << 16;

    private final Path dataFile;
    private final JournalReport report;
    private final long lastPosition;
    private final int effectBytesMax;

    private JournalTail(
        final Path dataFile, final JournalReport report, final long lastPosition, final int effectBytesMax)
    {
        this.dataFile = dataFile;
        this.report = report;
        this.lastPosition = lastPosition;
        this.effectBytesMax = effectBytesMax;
    }

    /**
     * Reads the newest epoch of a journal to its end.
     *
     * @throws JournalException if nothing may be written behind it.
     */
    static JournalTail read(final JournalDirectory directory)
    {
        try (JournalScanner scanner = directory.open())
        {
            int effectBytesMax = 0;
            while (scanner.next())
            {
                if (RecordType.EPOCH_HEADER == scanner.record().type())
                {
                    effectBytesMax = (int)EpochRecords.header(scanner.record()).effectBytesMax();
                }
            }
            final JournalReport report = scanner.report();
            refuse(directory, report);
            return new JournalTail(
                directory.dataFile(report.end().epoch()), report, scanner.position(), effectBytesMax);
        }
    }

    private static void refuse(final JournalDirectory directory, final JournalReport report)
    {
        if (JournalStatus.DAMAGED == report.status())
        {
            throw new JournalException(JournalException.Category.DAMAGED, "The journal '" + directory.path() +
                "' is damaged and must not be written: " + report.damage() + ".");
        }
        if (RecordType.POISON == report.end().lastType())
        {
            throw new JournalException(JournalException.Category.DAMAGED, "The journal '" + directory.path() +
                "' ends with sequence " + report.end().lastSequence() +
                ", a command at which the engine halted: it must not be applied again.");
        }
    }

    /**
     * Cuts off the half record, sets Chronicle's notes to the last whole one, and drops its metadata file, in which a
     * killed process leaves its lock. What a kill meanwhile leaves behind is torn again.
     */
    void prepare() throws IOException
    {
        try (RandomAccessFile file = new RandomAccessFile(dataFile.toFile(), "rw"))
        {
            final FileChannel channel = file.getChannel();
            if (JournalStatus.TORN == report.status())
            {
                cut(channel);
            }
            final long ordinal = report.end().records() - 1;
            putLong(channel, ChronicleFile.WRITE_SEQUENCE_OFFSET, ChronicleFile.writeSequence(lastPosition, ordinal));
            putLong(channel, ChronicleFile.WRITE_POSITION_OFFSET, lastPosition);
            channel.force(false);
        }
        Files.deleteIfExists(dataFile.resolveSibling(ChronicleFile.METADATA_FILE));
        JournalDirectory.sync(dataFile.getParent());
    }

    /**
     * From the back to the front, so that the magic goes last: until then the rest is still the beginning of a record.
     */
    private void cut(final FileChannel channel) throws IOException
    {
        final long start = report.end().lengthBytes();
        final ByteBuffer zeros = ByteBuffer.allocateDirect(ZERO_STEP_LENGTH);
        long end = start + report.tornBytes();
        while (end > start)
        {
            final long from = Math.max(start, end - ZERO_STEP_LENGTH);
            zeros.clear().limit((int)(end - from));
            channel.write(zeros, from);
            channel.force(false);
            end = from;
        }
    }

    private static void putLong(final FileChannel channel, final long position, final long value) throws IOException
    {
        final ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(0, value);
        channel.write(bytes, position);
    }

    Path dataFile()
    {
        return dataFile;
    }

    JournalEnd end()
    {
        return report.end();
    }

    int effectBytesMax()
    {
        return effectBytesMax;
    }
}
