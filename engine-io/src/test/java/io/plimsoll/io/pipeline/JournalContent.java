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
import io.plimsoll.core.codec.generated.ContinueDecoder;
import io.plimsoll.core.codec.generated.DigestReportDecoder;
import io.plimsoll.io.journal.JournalCursor;
import io.plimsoll.io.journal.JournalReport;
import io.plimsoll.io.journal.RecordDecoder;
import io.plimsoll.io.journal.RecordType;
import io.plimsoll.io.session.SbeHeader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a journal holds, as a test compares it.
 */
final class JournalContent
{
    /** Effects of each record by its sequence. */
    final Map<Long, List<ByteBuffer>> effectsBySequence = new HashMap<>();

    /** Client sequences of the commands of sessions, in the order of the journal. */
    final List<Long> clientSequences = new ArrayList<>();

    /** Effects of each such command and of the continues behind it, digests left out. */
    final Map<Long, List<ByteBuffer>> effectsByClientSequence = new TreeMap<>();

    final JournalReport report;

    private JournalContent(final JournalCursor cursor)
    {
        while (cursor.next())
        {
            if (RecordType.COMMAND == cursor.record().type())
            {
                add(cursor.record());
            }
        }
        report = cursor.report();
    }

    static JournalContent of(final JournalCursor cursor)
    {
        try (cursor)
        {
            return new JournalContent(cursor);
        }
    }

    private void add(final RecordDecoder record)
    {
        final List<ByteBuffer> effects = effects(record);
        effectsBySequence.put(record.sequence(), effects);
        final boolean isContinue =
            ContinueDecoder.TEMPLATE_ID == SbeHeader.templateId(record.buffer(), record.commandOffset());
        final long clientSequence = SbeHeader.clientSequence(record.buffer(), record.commandOffset());
        // The host's own commands have the client sequence 0.
        if (0 != clientSequence)
        {
            clientSequences.add(clientSequence);
            effectsByClientSequence.put(clientSequence, new ArrayList<>());
        }
        if ((isContinue || 0 != clientSequence) && !clientSequences.isEmpty())
        {
            final List<ByteBuffer> all =
                effectsByClientSequence.get(clientSequences.get(clientSequences.size() - 1));
            effects.stream().filter(effect -> !isDigest(effect)).forEach(all::add);
        }
    }

    private static boolean isDigest(final ByteBuffer effect)
    {
        return DigestReportDecoder.TEMPLATE_ID == effect.order(ByteOrder.LITTLE_ENDIAN).getShort(2);
    }

    private static List<ByteBuffer> effects(final RecordDecoder record)
    {
        final List<ByteBuffer> effects = new ArrayList<>();
        int offset = record.effectsOffset();
        final int end = offset + record.effectsLength();
        while (offset < end)
        {
            final int length = record.buffer().getInt(offset + EffectSink.LENGTH_OFFSET, ByteOrder.LITTLE_ENDIAN);
            final byte[] bytes = new byte[length];
            record.buffer().getBytes(offset + EffectSink.FRAME_HEADER_LENGTH, bytes);
            effects.add(ByteBuffer.wrap(bytes));
            offset += EffectSink.frameLength(length);
        }
        return effects;
    }
}
