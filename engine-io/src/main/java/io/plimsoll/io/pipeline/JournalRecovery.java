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
package io.plimsoll.io.pipeline;

import io.plimsoll.core.EffectSink;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.SessionCloseDecoder;
import io.plimsoll.core.codec.generated.SessionOpenDecoder;
import io.plimsoll.io.journal.JournalCursor;
import io.plimsoll.io.journal.JournalException;
import io.plimsoll.io.journal.RecordDecoder;
import io.plimsoll.io.journal.RecordType;
import io.plimsoll.io.session.SbeHeader;
import java.nio.ByteOrder;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.agrona.collections.IntArrayList;

/**
 * Brings an engine to where its journal ends by applying every command again. Each command's effects must come out as
 * they were written, byte for byte: an engine that decides otherwise than the one before it must not go on in its
 * place.
 */
public final class JournalRecovery implements Recovery
{
    private final Supplier<JournalCursor> journal;
    private final IntArrayList sessions = new IntArrayList();

    /**
     * A recovery.
     *
     * @param journal opens the journal for reading, before its first record.
     */
    public JournalRecovery(final Supplier<JournalCursor> journal)
    {
        this.journal = journal;
    }

    @Override
    public void recover(final StateMachine machine, final IntConsumer sessionsLeft)
    {
        try (JournalCursor cursor = journal.get())
        {
            while (cursor.next())
            {
                if (RecordType.COMMAND == cursor.record().type())
                {
                    apply(machine, cursor.record());
                }
            }
        }
        // Session ids rise in the order of opening, so this order is theirs.
        sessions.forEachInt(sessionsLeft::accept);
    }

    private void apply(final StateMachine machine, final RecordDecoder record)
    {
        final int code = machine.apply(record.sequence(), record.timestampNs(), record.sessionId(),
            record.buffer(), record.commandOffset(), record.commandLength());
        final EffectSink effects = machine.effects();
        if (effects.length() != record.effectsLength() || !sameBytes(effects, record))
        {
            throw new JournalException(JournalException.Category.DAMAGED,
                "The effects of sequence " + record.sequence() + " differ from those in the journal: this engine " +
                "is not the one that wrote it; find the difference with 'plimsoll replay'.");
        }
        if (ResultCode.ACCEPTED == code && record.commandLength() >= SbeHeader.LENGTH)
        {
            follow(record, effects);
        }
    }

    private static boolean sameBytes(final EffectSink effects, final RecordDecoder record)
    {
        for (int i = 0; i < effects.length(); i += Long.BYTES)
        {
            if (effects.buffer().getLong(i) != record.buffer().getLong(record.effectsOffset() + i))
            {
                return false;
            }
        }
        return true;
    }

    private void follow(final RecordDecoder record, final EffectSink effects)
    {
        final int templateId = SbeHeader.templateId(record.buffer(), record.commandOffset());
        if (SessionOpenDecoder.TEMPLATE_ID == templateId)
        {
            sessions.addInt(effects.buffer().getInt(EffectSink.RECIPIENT_OFFSET, ByteOrder.LITTLE_ENDIAN));
        }
        else if (SessionCloseDecoder.TEMPLATE_ID == templateId)
        {
            sessions.removeInt(record.sessionId());
        }
    }
}
