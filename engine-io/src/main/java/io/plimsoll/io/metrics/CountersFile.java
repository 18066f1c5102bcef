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
package io.plimsoll.io.metrics;

import java.io.File;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.IoUtil;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.errors.DistinctErrorLog;
import org.agrona.concurrent.status.CountersManager;
import org.agrona.concurrent.status.CountersReader;

/**
 * The mapped file that holds the counters and the distinct errors of one engine. Its process writes it, any other may
 * map it read-only at any time, also while the engine hangs or after it has died.
 * <pre>
 *   0        4         8                16               24         28
 *   +--------+---------+----------------+----------------+----------+----------+----------------+
 *   | magic  | version | process id     | start, epoch ms| metadata | values   | error log      |
 *   | int32  | int32   | int64          | int64          | int32    | int32    | length, int32  |
 *   +--------+---------+----------------+----------------+----------+----------+----------------+
 *   64: metadata of the counters, values of the counters, error log
 * </pre>
 * Integers are in the byte order of the machine, like the counters themselves. The magic is written last.
 */
public final class CountersFile implements AutoCloseable
{
    /** The characters PLMC. */
    static final int MAGIC = 0x434D4C50;

    /** Version of the layout. */
    static final int VERSION = 1;

    private static final int VERSION_OFFSET = 4;
    private static final int PROCESS_ID_OFFSET = 8;
    private static final int START_OFFSET = 16;
    private static final int METADATA_LENGTH_OFFSET = 24;
    private static final int VALUES_LENGTH_OFFSET = 28;
    private static final int ERROR_LOG_LENGTH_OFFSET = 32;
    private static final int HEADER_LENGTH = 64;
    private static final int ERROR_LOG_LENGTH = 256 << 10;

    private final MappedByteBuffer mapped;
    private final UnsafeBuffer header;
    private final UnsafeBuffer metadata;
    private final UnsafeBuffer values;
    private final UnsafeBuffer errorLog;

    private CountersFile(
        final MappedByteBuffer mapped, final int metadataLength, final int valuesLength, final int errorLogLength)
    {
        this.mapped = mapped;
        header = new UnsafeBuffer(mapped, 0, HEADER_LENGTH);
        metadata = new UnsafeBuffer(mapped, HEADER_LENGTH, metadataLength);
        values = new UnsafeBuffer(mapped, HEADER_LENGTH + metadataLength, valuesLength);
        errorLog = new UnsafeBuffer(mapped, HEADER_LENGTH + metadataLength + valuesLength, errorLogLength);
    }

    /**
     * Makes the file anew.
     *
     * @param path  of the file; one that is there is replaced.
     * @param clock epoch milliseconds.
     * @return the file, mapped for writing.
     * @throws IOException if it cannot be made.
     */
    public static CountersFile create(final Path path, final EpochClock clock) throws IOException
    {
        Files.deleteIfExists(path);
        final int length = HEADER_LENGTH +
            EngineCounters.METADATA_LENGTH + EngineCounters.VALUES_LENGTH + ERROR_LOG_LENGTH;
        final CountersFile file = new CountersFile(IoUtil.mapNewFile(path.toFile(), length),
            EngineCounters.METADATA_LENGTH, EngineCounters.VALUES_LENGTH, ERROR_LOG_LENGTH);
        file.header.putInt(VERSION_OFFSET, VERSION);
        file.header.putLong(PROCESS_ID_OFFSET, ProcessHandle.current().pid());
        file.header.putLong(START_OFFSET, clock.time());
        file.header.putInt(METADATA_LENGTH_OFFSET, EngineCounters.METADATA_LENGTH);
        file.header.putInt(VALUES_LENGTH_OFFSET, EngineCounters.VALUES_LENGTH);
        file.header.putInt(ERROR_LOG_LENGTH_OFFSET, ERROR_LOG_LENGTH);
        file.header.putIntRelease(0, MAGIC);
        return file;
    }

    /**
     * Maps the file of another process.
     *
     * @param path of the file.
     * @return the file, mapped for reading.
     * @throws IOException whose message says what is wrong with it.
     */
    public static CountersFile open(final Path path) throws IOException
    {
        final File file = path.toFile();
        if (!file.isFile())
        {
            throw new IOException("There is no counters file '" + path + "': is the engine running?");
        }
        if (file.length() < HEADER_LENGTH)
        {
            throw notCounters(path);
        }
        final MappedByteBuffer mapped = IoUtil.mapExistingFile(file, FileChannel.MapMode.READ_ONLY, "counters");
        final UnsafeBuffer header = new UnsafeBuffer(mapped, 0, HEADER_LENGTH);
        final int metadataLength = header.getInt(METADATA_LENGTH_OFFSET);
        final int valuesLength = header.getInt(VALUES_LENGTH_OFFSET);
        final int errorLogLength = header.getInt(ERROR_LOG_LENGTH_OFFSET);
        final long length = (long)HEADER_LENGTH + metadataLength + valuesLength + errorLogLength;
        if (header.getIntVolatile(0) != MAGIC || header.getInt(VERSION_OFFSET) != VERSION || length != file.length())
        {
            IoUtil.unmap(mapped);
            throw notCounters(path);
        }
        return new CountersFile(mapped, metadataLength, valuesLength, errorLogLength);
    }

    /**
     * For the process that writes.
     *
     * @return a manager of new counters.
     */
    public CountersManager newManager()
    {
        return new CountersManager(metadata, values);
    }

    /**
     * For the process that writes.
     *
     * @param clock epoch milliseconds.
     * @return a new error log.
     */
    public DistinctErrorLog newErrorLog(final EpochClock clock)
    {
        return new DistinctErrorLog(errorLog, clock);
    }

    /**
     * For a process that reads.
     *
     * @return a reader of the counters.
     */
    public CountersReader reader()
    {
        return new CountersReader(metadata, values);
    }

    /**
     * For a process that reads.
     *
     * @return the memory of the error log.
     */
    public UnsafeBuffer errorLog()
    {
        return errorLog;
    }

    /**
     * The process that writes.
     *
     * @return its id.
     */
    public long processId()
    {
        return header.getLong(PROCESS_ID_OFFSET);
    }

    /**
     * When the process that writes made the file.
     *
     * @return epoch milliseconds.
     */
    public long startMs()
    {
        return header.getLong(START_OFFSET);
    }

    /**
     * For a process that reads: lets go of the memory. The process that writes keeps it for as long as anyone holds a
     * counter, and the file stays for whoever asks why the engine has ended.
     */
    @Override
    public void close()
    {
        IoUtil.unmap(mapped);
    }

    private static IOException notCounters(final Path path)
    {
        return new IOException("The file '" + path + "' is no counters file of this version.");
    }
}
