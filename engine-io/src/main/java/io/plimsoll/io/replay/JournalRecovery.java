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
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.SessionCloseDecoder;
import io.plimsoll.core.codec.generated.SessionOpenDecoder;
import io.plimsoll.io.journal.JournalCursor;
import io.plimsoll.io.journal.JournalException;
import io.plimsoll.io.journal.JournalStatus;
import io.plimsoll.io.journal.RecordDecoder;
import io.plimsoll.io.pipeline.Recovery;
import io.plimsoll.io.pipeline.StateMachine;

import java.nio.ByteOrder;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * Brings the engine of a restarting process to where the journal ends, by the same replay that an auditor runs: the
 * restart is refused at the first effect that differs.
 */
public final class JournalRecovery implements Recovery
{
    private static final int TEMPLATE_ID_OFFSET = 2;

    private final Supplier<JournalCursor> cursors;

    /**
     * Recovery from a journal.
     *
     * @param cursors opens it before its first record.
     */
    public JournalRecovery(final Supplier<JournalCursor> cursors)
    {
        this.cursors = cursors;
    }

    @Override
    public void recover(
        final StateMachine machine, final Consumer<RecordDecoder> documents, final IntConsumer sessionsLeft)
    {
        final TreeSet<Integer> open = new TreeSet<>();
        try (JournalCursor cursor = cursors.get())
        {
            // Not closed: it would close the engine too.
            final Replayer replayer = new Replayer(cursor, limits -> machine);
            while (replayer.next())
            {
                documents.accept(replayer.record());
                follow(replayer, open);
            }
            refuse(replayer.report());
        }
        open.forEach(sessionsLeft::accept);
    }

    private static void follow(final Replayer replayer, final TreeSet<Integer> open)
    {
        final RecordDecoder record = replayer.record();
        if (ResultCode.ACCEPTED != replayer.resultCode() || record.commandLength() <= TEMPLATE_ID_OFFSET + 1)
        {
            return;
        }
        final int templateId =
            record.buffer().getShort(record.commandOffset() + TEMPLATE_ID_OFFSET, ByteOrder.LITTLE_ENDIAN);
        if (SessionOpenDecoder.TEMPLATE_ID == templateId && record.effectsLength() > 0)
        {
            open.add(record.buffer()
                .getInt(record.effectsOffset() + EffectSink.RECIPIENT_OFFSET, ByteOrder.LITTLE_ENDIAN));
        }
        else if (SessionCloseDecoder.TEMPLATE_ID == templateId)
        {
            open.remove(record.sessionId());
        }
    }

    private static void refuse(final ReplayReport report)
    {
        if (JournalStatus.DAMAGED == report.journal().status())
        {
            throw new JournalException(JournalException.Category.DAMAGED,
                "The journal is damaged: " + report.journal().damage() + ".");
        }
        if (!report.difference().isEmpty() || !report.halt().isEmpty())
        {
            throw new JournalException(
                JournalException.Category.DAMAGED, report.difference() + report.halt() + " The engine must not start.");
        }
    }
}
