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

import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.codec.generated.EpochHeaderEncoder;
import org.agrona.DirectBuffer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The journal on disk: each epoch is one Chronicle queue, used as a fast append file and nothing more. Appends only
 * behind an end that a {@link JournalScanner} has found sound, cuts a half record off before it begins, and keeps a
 * second writer out. Its bytes follow from its records: neither clock nor threads nor syncs show in them.
 *
 * <p>Appended to and closed by the engine thread, synced by one other, which must not be interrupted: an interrupt
 * closes the file under its hands.
 */
public final class ChronicleJournal implements Journal
{
    private final JournalDirectory directory;
    private final WriterLock lock;
    private final RecordEncoder encoder;
    private final int effectBytesMax;
    private volatile ChronicleEpoch epoch;
    private long lastSequence;
    private boolean isClosed;

    private ChronicleJournal(
        final JournalDirectory directory, final WriterLock lock, final JournalEnd end, final int effectBytesMax)
    {
        this.directory = directory;
        this.lock = lock;
        this.effectBytesMax = effectBytesMax;
        this.encoder = new RecordEncoder(end.epoch(), EpochHeaderEncoder.SCHEMA_VERSION, end.chain(), effectBytesMax);
        this.lastSequence = end.lastSequence();
    }

    /**
     * Makes a new journal. Its first record must be the epoch header; see {@link EpochRecords#appendHeader}. Until that
     * is on the medium there is no journal at the path, so a process that is killed meanwhile leaves none.
     *
     * @param path   of the journal: a directory that does not exist or is empty.
     * @param limits of the engine.
     * @return the journal, without a record.
     * @throws JournalException if something is there already, or the medium refuses.
     */
    public static ChronicleJournal create(final Path path, final EngineLimits limits)
    {
        final JournalDirectory directory = new JournalDirectory(path);
        if (Files.exists(directory.path()) && (!Files.isDirectory(directory.path()) || directory.exists()))
        {
            throw new JournalException(JournalException.Category.WRONG_PLACE,
                "A new journal cannot be made in '" + directory.path() + "', which is not empty: choose another " +
                "directory, or move this one away.");
        }
        final int effectBytesMax = limits.effectBytesMax();
        JournalSpace.require(path, ChronicleFile.blockLength(effectBytesMax));
        return new ChronicleJournal(
            directory, WriterLock.take(directory), JournalEnd.before(1, 0, 0), effectBytesMax);
    }

    /**
     * Goes on with the newest epoch of a journal. Reads it to its end first.
     *
     * @param path of the journal.
     * @return the journal, behind its last whole record.
     * @throws JournalException if it is damaged, ends in a poison record, is being written, or is not there.
     */
    public static ChronicleJournal open(final Path path)
    {
        final JournalDirectory directory = new JournalDirectory(path);
        // Refuses a wrong path before the lock leaves a file beside it.
        directory.newestEpoch();
        final WriterLock lock = WriterLock.take(directory);
        try
        {
            final JournalTail tail = JournalTail.read(directory);
            tail.prepare();
            final ChronicleJournal journal =
                new ChronicleJournal(directory, lock, tail.end(), tail.effectBytesMax());
            journal.epoch = new ChronicleEpoch(tail.dataFile(), tail.end(), tail.effectBytesMax());
            return journal;
        }
        catch (final IOException ex)
        {
            lock.close();
            throw failed(directory, ex);
        }
        catch (final RuntimeException ex)
        {
            lock.close();
            throw ex;
        }
    }

    @Override
    public void append(
        final int type,
        final long sequence,
        final long timestampNs,
        final int sessionId,
        final DirectBuffer command,
        final int commandOffset,
        final int commandLength,
        final DirectBuffer effects,
        final int effectsOffset,
        final int effectsLength)
    {
        RecordSequence.check(type, sequence, lastSequence);
        if (null == epoch != (RecordType.EPOCH_HEADER == type))
        {
            throw new IllegalArgumentException(
                "an epoch begins with its header and holds no other; this is a " + RecordType.name(type));
        }
        final int recordLength = encoder.encode(type, sequence, timestampNs, sessionId,
            command, commandOffset, commandLength, effects, effectsOffset, effectsLength);
        if (null == epoch)
        {
            begin(recordLength);
        }
        else
        {
            epoch.append(encoder.buffer(), recordLength);
        }
        lastSequence = sequence;
    }

    private void begin(final int recordLength)
    {
        try
        {
            ChronicleQueues.make(directory, encoder, recordLength, effectBytesMax);
            final JournalTail tail = JournalTail.read(directory);
            epoch = new ChronicleEpoch(tail.dataFile(), tail.end(), effectBytesMax);
        }
        catch (final IOException ex)
        {
            throw failed(directory, ex);
        }
    }

    @Override
    public void sync()
    {
        if (null != epoch)
        {
            epoch.sync();
        }
    }

    @Override
    public long lastSequence()
    {
        return lastSequence;
    }

    @Override
    public long lengthBytes()
    {
        return null == epoch ? 0 : epoch.lengthBytes();
    }

    @Override
    public void close()
    {
        if (!isClosed)
        {
            isClosed = true;
            try
            {
                if (null != epoch)
                {
                    epoch.close();
                }
            }
            finally
            {
                lock.close();
            }
        }
    }

    private static JournalException failed(final JournalDirectory directory, final IOException cause)
    {
        return new JournalException(JournalException.Category.MEDIUM,
            "The journal '" + directory.path() + "' cannot be opened for writing: " + cause.getMessage() + ".", cause);
    }
}
