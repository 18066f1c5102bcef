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
package io.plimsoll.io.replay;

import io.plimsoll.core.EffectSink;
import io.plimsoll.core.Engine;
import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.codec.generated.EpochCloseDecoder;
import io.plimsoll.core.codec.generated.EpochHeaderDecoder;
import io.plimsoll.core.codec.generated.MessageHeaderDecoder;
import io.plimsoll.io.journal.EpochRecords;
import io.plimsoll.io.journal.JournalCursor;
import io.plimsoll.io.journal.JournalException;
import io.plimsoll.io.journal.RecordDecoder;
import io.plimsoll.io.journal.RecordType;
import io.plimsoll.io.pipeline.EngineStateMachine;
import io.plimsoll.io.pipeline.StateMachine;
import org.agrona.DirectBuffer;

import java.util.function.Function;

/**
 * Applies a journal to a fresh engine, record by record, and stops at the first effect byte that the engine makes
 * differently. The engine is built from the epoch header alone, never from configuration. Confined to one thread;
 * allocates nothing per command while nothing differs.
 */
public final class Replayer implements AutoCloseable
{
    private final JournalCursor cursor;
    private final Function<EngineLimits, StateMachine> machines;
    private final MessageHeaderDecoder messageHeader = new MessageHeaderDecoder();
    private final EpochCloseDecoder epochClose = new EpochCloseDecoder();
    private StateMachine machine;
    private long commands;
    private int resultCode;
    private String difference = "";
    private String halt = "";

    /**
     * Replayer into an engine of its own.
     *
     * @param cursor before the first record; closed with this.
     */
    public Replayer(final JournalCursor cursor)
    {
        this(cursor, limits -> new EngineStateMachine(new Engine(limits)));
    }

    /**
     * Replayer into an engine that somebody else makes.
     *
     * @param cursor   before the first record; closed with this.
     * @param machines makes an empty engine for the limits of the epoch; closed with this.
     */
    public Replayer(final JournalCursor cursor, final Function<EngineLimits, StateMachine> machines)
    {
        this.cursor = cursor;
        this.machines = machines;
    }

    /**
     * Applies the journal to its end, or to the first difference.
     *
     * @return what was found.
     */
    public ReplayReport run()
    {
        boolean more = true;
        while (more)
        {
            more = next();
        }
        return report();
    }

    /**
     * Applies the next record.
     *
     * @return false at the end of the journal, or at a difference.
     * @throws JournalException if the epoch was not written for this engine.
     */
    public boolean next()
    {
        if (!difference.isEmpty() || !halt.isEmpty() || !cursor.next())
        {
            return false;
        }
        final RecordDecoder record = cursor.record();
        switch (record.type())
        {
            case RecordType.EPOCH_HEADER:
                begin(record);
                break;
            case RecordType.COMMAND:
                apply(record);
                break;
            case RecordType.EPOCH_CLOSE:
                checkClose(record);
                break;
            default:
                halt = "The engine halted at sequence " + record.sequence() + ", and so does the replay.";
                break;
        }
        return difference.isEmpty() && halt.isEmpty();
    }

    private void begin(final RecordDecoder record)
    {
        final EpochHeaderDecoder header = EpochRecords.header(record);
        if (header.formatVersion() != EpochRecords.FORMAT_VERSION ||
            header.engineBehaviour() != EpochRecords.ENGINE_BEHAVIOUR)
        {
            throw refused("format " + header.formatVersion() + " and engine behaviour " + header.engineBehaviour() +
                ", this version reads format " + EpochRecords.FORMAT_VERSION + " and behaves as " +
                EpochRecords.ENGINE_BEHAVIOUR + ": use the version that wrote it");
        }
        if (0 != header.imageDigest())
        {
            throw refused("an image of the state: replay the epoch before it");
        }
        try
        {
            machine = machines.apply(EngineLimits.decode(header));
        }
        catch (final IllegalArgumentException ex)
        {
            throw refused("limits that this version does not accept: " + ex.getMessage());
        }
    }

    private static JournalException refused(final String what)
    {
        return new JournalException(JournalException.Category.WRONG_PLACE, "The journal starts from " + what + ".");
    }

    private void apply(final RecordDecoder record)
    {
        commands++;
        try
        {
            resultCode = machine.apply(record.sequence(), record.timestampNs(), record.sessionId(),
                record.buffer(), record.commandOffset(), record.commandLength());
        }
        catch (final RuntimeException ex)
        {
            difference = "Sequence " + record.sequence() + " differs: the journal holds its effects, but the engine " +
                "failed at it with " + ex.getMessage() + ".";
            return;
        }
        final EffectSink effects = machine.effects();
        if (!isEqual(effects.buffer(), effects.length(), record))
        {
            difference = EffectDifference.sentence(record, effects);
        }
    }

    private static boolean isEqual(final DirectBuffer effects, final int length, final RecordDecoder record)
    {
        if (length != record.effectsLength())
        {
            return false;
        }
        final DirectBuffer journaled = record.buffer();
        final int offset = record.effectsOffset();
        for (int i = 0; i < length; i += Long.BYTES)
        {
            if (effects.getLong(i) != journaled.getLong(offset + i))
            {
                return false;
            }
        }
        return true;
    }

    private void checkClose(final RecordDecoder record)
    {
        epochClose.wrapAndApplyHeader(record.buffer(), record.commandOffset(), messageHeader);
        final long digest = machine.stateDigest();
        if (epochClose.stateDigest() != digest)
        {
            difference = String.format(
                "Sequence %d differs: the journal was closed with the digest %016x, the engine has %016x.",
                record.sequence(), epochClose.stateDigest(), digest);
        }
    }

    /**
     * The record that was applied last.
     *
     * @return the record, valid until the next one.
     */
    public RecordDecoder record()
    {
        return cursor.record();
    }

    /**
     * Result of the command that was applied last.
     *
     * @return a result code.
     */
    public int resultCode()
    {
        return resultCode;
    }

    /**
     * Commands applied so far.
     *
     * @return number of commands.
     */
    public long commands()
    {
        return commands;
    }

    /**
     * The engine.
     *
     * @return the engine; null before the epoch header.
     */
    public StateMachine machine()
    {
        return machine;
    }

    /**
     * What has been found so far.
     *
     * @return the report.
     */
    public ReplayReport report()
    {
        return new ReplayReport(
            commands, null == machine ? 0 : machine.stateDigest(), difference, halt, cursor.report());
    }

    @Override
    public void close()
    {
        cursor.close();
        if (null != machine)
        {
            machine.close();
        }
    }
}
