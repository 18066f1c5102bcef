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

import org.agrona.concurrent.UnsafeBuffer;

/**
 * The one reader of journals: walks the documents, checks every record, and at their end decides from the raw bytes how
 * the journal ends. It never asks Chronicle, whose reader stops silently at a hole. Verify, dump, replay and restart
 * all stand on it. Changes nothing; confined to one thread; allocates nothing per record.
 *
 * <p>Let P be the end of the last whole document. The journal is
 * <ul>
 * <li><b>whole</b>, if only zeros follow P;</li>
 * <li><b>torn</b>, if the word at P is not finished, the magic of a record (or its first bytes) stands behind it, no
 * other byte lies beyond the length that this half record states (or, where that has not been written, beyond the
 * longest possible one), and no whole record begins behind it;</li>
 * <li><b>damaged</b> in every other case: a finished document that is no record or not the next one, even if it is the
 * last; a whole record behind a hole; bytes that belong to nothing; and whatever the framing says of itself that is not
 * so.</li>
 * </ul>
 *
 * <p>A whole record under an unfinished word counts as torn: its append has not returned, so nobody has been told. An
 * engine may write meanwhile: whenever something at the end looks wrong the word at P is read again, and if it has been
 * finished since, the walk goes on.
 */
public final class JournalScanner implements JournalCursor
{
    /** So many times the end is looked for again where a writer is at work. */
    private static final int MEETINGS_MAX = 4;

    private final RecordDecoder record = new RecordDecoder();
    private final RecordDecoder candidate = new RecordDecoder();
    private final RecordCheck check = new RecordCheck();
    private final JournalBytes bytes;
    private final JournalFraming framing;
    private JournalStatus status = JournalStatus.READING;
    private String damage = "";
    private long position;
    private long nextPosition;
    private long tornBytes;
    private int meetings;
    private ZeroScan zeroScan;

    JournalScanner(final JournalBytes bytes, final JournalFraming framing)
    {
        this.bytes = bytes;
        this.framing = framing;
        this.nextPosition = framing.firstPosition();
    }

    /**
     * Scanner of an in-memory journal.
     *
     * @param store that holds the journal.
     * @return a scanner before the first record.
     */
    public static JournalScanner of(final JournalStore store)
    {
        return new JournalScanner(store, JournalFraming.BARE);
    }

    @Override
    public boolean next()
    {
        if (JournalStatus.READING != status)
        {
            return false;
        }
        if (0 == check.records())
        {
            final String wrong = framing.checkHead(bytes);
            if (!wrong.isEmpty())
            {
                return damaged(0, wrong);
            }
        }
        while (JournalStatus.READING == status)
        {
            final int word = word(nextPosition);
            if (DocumentWord.NONE != word && DocumentWord.OPEN != word)
            {
                return document(word);
            }
            atUnfinished(word);
        }
        return false;
    }

    private int word(final long at)
    {
        if (at + DocumentWord.LENGTH > bytes.length() && at + DocumentWord.LENGTH > bytes.refreshLength())
        {
            return DocumentWord.NONE;
        }
        final UnsafeBuffer buffer = bytes.window(at, DocumentWord.LENGTH);
        return DocumentWord.getVolatile(buffer, bytes.offset(at));
    }

    private boolean document(final int word)
    {
        if (0 != (word & (DocumentWord.OPEN | DocumentWord.META_DATA)))
        {
            return damaged(nextPosition, "holds a word that the journal never writes");
        }
        final long start = nextPosition + DocumentWord.LENGTH;
        final int length = Math.max(word, RecordLayout.HEADER_LENGTH);
        if (start + length > bytes.length() && start + length > bytes.refreshLength())
        {
            return damaged(nextPosition, "holds a document that runs past the end of the file");
        }
        final UnsafeBuffer buffer = bytes.window(start, length);
        record.wrap(buffer, bytes.offset(start));
        final RecordFault fault = check.accept(record, word);
        if (RecordFault.NONE != fault)
        {
            return damaged(nextPosition, "holds a record that " + fault.sentence());
        }
        position = nextPosition;
        nextPosition = start + ((word + (DocumentWord.ALIGNMENT - 1)) & -DocumentWord.ALIGNMENT);
        final String wrong = framing.checkRecord(check.records() - 1, position);
        return wrong.isEmpty() || damaged(position, wrong);
    }

    private void atUnfinished(final int word)
    {
        final long content = nextPosition + DocumentWord.LENGTH;
        final long end = bytes.refreshLength();
        final long first = zeros().firstOther(content, end);
        String wrong = JournalFraming.SOUND;
        if (first < end || DocumentWord.OPEN == word)
        {
            wrong = halfRecord(content, end);
        }
        if (word != word(nextPosition))
        {
            atWriter(end);
            return;
        }
        if (wrong.isEmpty() && 0 == check.records())
        {
            wrong = "should hold the epoch header, but no record begins here";
        }
        if (wrong.isEmpty())
        {
            wrong = framing.checkEnd(check.records(), nextPosition, end, check.effectBytesMax());
        }
        if (wrong.isEmpty())
        {
            finish(first, end, word);
        }
        else
        {
            damaged(nextPosition, wrong);
        }
    }

    /**
     * A writer has finished the document meanwhile: goes on, but does not run after it for ever.
     */
    private void atWriter(final long end)
    {
        if (++meetings > MEETINGS_MAX)
        {
            finish(nextPosition, end, DocumentWord.OPEN);
        }
    }

    private void finish(final long first, final long end, final int word)
    {
        status = JournalStatus.WHOLE;
        if (first < end || DocumentWord.OPEN == word)
        {
            status = JournalStatus.TORN;
            tornBytes = Math.max(zeros().lastOther(nextPosition, end) + 1 - nextPosition, DocumentWord.LENGTH);
        }
    }

    /**
     * Whether what stands behind an unfinished word is the beginning of one record and nothing else.
     */
    private String halfRecord(final long content, final long end)
    {
        final long stray = zeros().firstOther(Math.min(content + halfLengthMax(content, end), end), end);
        final long later = zeros().firstRecord(content + DocumentWord.ALIGNMENT, end, check, candidate);
        if (later < end)
        {
            bytes.window(later, RecordLayout.HEADER_LENGTH);
            return "holds no finished record, but the whole record of sequence " + candidate.sequence() +
                " stands behind it at byte " + later;
        }
        return stray < end ?
            "is where the records end, but byte " + stray + " behind it is not zero and belongs to nothing" :
            JournalFraming.SOUND;
    }

    /**
     * Bytes that the half record at a position may have reached; 0 if none begins there.
     */
    private long halfLengthMax(final long content, final long end)
    {
        if (content + RecordLayout.HEADER_LENGTH > end)
        {
            return 0;
        }
        final UnsafeBuffer buffer = bytes.window(content, RecordLayout.HEADER_LENGTH);
        candidate.wrap(buffer, bytes.offset(content));
        final int magic = candidate.magic();
        if (0 == check.records() || RecordLayout.MAGIC != magic &&
            (RecordLayout.MAGIC & 0xFF_FFFF) != magic &&
            (RecordLayout.MAGIC & 0xFFFF) != magic &&
            (RecordLayout.MAGIC & 0xFF) != magic)
        {
            return 0;
        }
        final int longest = RecordLayout.length(RecordLayout.COMMAND_LENGTH_MAX, check.effectBytesMax());
        final int stated = candidate.length();
        if (stated < 0 || stated > longest || candidate.sequence() > check.lastSequence() + 1)
        {
            return 0;
        }
        return 0 == stated ? longest : stated;
    }

    private ZeroScan zeros()
    {
        if (null == zeroScan)
        {
            zeroScan = new ZeroScan(bytes);
        }
        return zeroScan;
    }

    private boolean damaged(final long at, final String wrong)
    {
        status = JournalStatus.DAMAGED;
        damage = "sequence " + (check.lastSequence() + 1) + " is damaged: byte " + at + " " + wrong;
        return false;
    }

    @Override
    public RecordDecoder record()
    {
        return record;
    }

    @Override
    public long position()
    {
        return position;
    }

    /**
     * Bytes that the cursor has come past, for progress.
     *
     * @return position in bytes of the end of the last record.
     */
    public long scannedBytes()
    {
        return nextPosition;
    }

    @Override
    public JournalReport report()
    {
        return new JournalReport(status, check.end(nextPosition), tornBytes, damage);
    }

    @Override
    public void close()
    {
        bytes.close();
    }
}
