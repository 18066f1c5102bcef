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
package io.plimsoll.io.explain;

import io.plimsoll.core.codec.generated.CommandAcceptedDecoder;
import io.plimsoll.core.codec.generated.LiquidationOpenedDecoder;
import io.plimsoll.core.codec.generated.MessageHeaderDecoder;
import io.plimsoll.io.journal.FrameCursor;
import io.plimsoll.io.journal.JournalCursor;
import io.plimsoll.io.journal.JournalReport;
import io.plimsoll.io.journal.RecordDecoder;
import io.plimsoll.io.journal.RecordType;

import java.util.function.Supplier;

/**
 * Finds a step of a liquidation in a journal. Reads the journal twice: once to its end, which checks it and finds the
 * step, and once up to the step, which follows the account to it. Confined to one thread.
 */
public final class LiquidationSearch
{
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final FrameCursor frames = new FrameCursor();
    private final Supplier<JournalCursor> journal;
    private JournalReport report;
    private Evidence evidence;
    private long sequence;
    private long firstId;
    private long lastId;

    /**
     * Search in a journal.
     *
     * @param journal opens it before its first record.
     */
    public LiquidationSearch(final Supplier<JournalCursor> journal)
    {
        this.journal = journal;
    }

    /**
     * Reads the journal to its end.
     *
     * @param liquidationId number of the step that is looked for.
     * @return true if the journal holds it.
     */
    public boolean find(final long liquidationId)
    {
        try (JournalCursor cursor = journal.get())
        {
            while (cursor.next())
            {
                if (RecordType.COMMAND == cursor.record().type())
                {
                    look(cursor.record(), liquidationId);
                }
            }
            report = cursor.report();
        }
        return null != evidence;
    }

    private void look(final RecordDecoder record, final long liquidationId)
    {
        frames.wrap(record.buffer(), record.effectsOffset(), record.effectsLength());
        while (frames.next())
        {
            final int templateId = header.wrap(record.buffer(), frames.messageOffset()).templateId();
            if (LiquidationOpenedDecoder.TEMPLATE_ID == templateId)
            {
                final long id = EvidenceReader.liquidationId(record.buffer(), frames.messageOffset(), templateId);
                firstId = 0 == firstId ? id : firstId;
                lastId = id;
                if (id == liquidationId)
                {
                    evidence = new EvidenceReader().read(record, id);
                    sequence = record.sequence();
                }
            }
        }
    }

    /**
     * Follows the account of the step that was found, and explains the step.
     *
     * @return the explanation.
     */
    public Explanation explain()
    {
        final AccountTrail trail = new AccountTrail(evidence);
        try (JournalCursor cursor = journal.get())
        {
            boolean isBefore = true;
            while (isBefore && cursor.next())
            {
                if (RecordType.COMMAND == cursor.record().type())
                {
                    trail.follow(cursor.record(), isAccepted(cursor.record()));
                    isBefore = cursor.record().sequence() < sequence;
                }
            }
        }
        return new Explanation(trail.result());
    }

    private boolean isAccepted(final RecordDecoder record)
    {
        frames.wrap(record.buffer(), record.effectsOffset(), record.effectsLength());
        int last = 0;
        while (frames.next())
        {
            last = header.wrap(record.buffer(), frames.messageOffset()).templateId();
        }
        return CommandAcceptedDecoder.TEMPLATE_ID == last;
    }

    /**
     * How the journal ends.
     *
     * @return the report of the first reading.
     */
    public JournalReport report()
    {
        return report;
    }

    /**
     * Number of the first step in the journal.
     *
     * @return the number; 0 if there is none.
     */
    public long firstId()
    {
        return firstId;
    }

    /**
     * Number of the last step in the journal.
     *
     * @return the number; 0 if there is none.
     */
    public long lastId()
    {
        return lastId;
    }
}
