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

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/**
 * Checks everything in a data file that is not a record against {@link ChronicleFile}. Takes a copy of the head first
 * and holds the records against the copy, so that an engine may write meanwhile.
 */
final class ChronicleFraming implements JournalFraming
{
    /** The head of an epoch with one record; the fields that change are compared with the records instead. */
    private static final byte[] HEAD = HexFormat.of().parseHex(
        "c9000040b906686561646572b60853435153746f726582b2000000cd7772697465506f736974696f6e8e01000000008d" +
        "0200000000000000020000000000000000000000000000000000000000000000" +
        "c8696e646578696e67b60c53435153496e646578696e678254000000ca696e646578436f756e74a50040" +
        "cc696e64657853706163696e67a600001000cb696e64657832496e6465788e020000000000" +
        "a7d000000000000000c96c617374496e6465788e00000000a70000000000000000ca64617461466f726d6174a101000000" +
        "24000240b90b696e64657832696e6465788e01000000008d00400000000000000100000000000000" +
        "f800020000000000");

    private static final byte[] INDEX_HEAD = HexFormat.of().parseHex(
        "1c000240b905696e6465788f8f8f8f8d0040000000000000");

    private static final int STABLE_READS_MAX = 1_000;
    private static final String NOT_CHRONICLE =
        "is not the head of a journal: the file has been damaged or was not written by this engine";

    private final UnsafeBuffer head = new UnsafeBuffer(ByteBuffer.allocateDirect(ChronicleFile.FIRST_RECORD_POSITION));
    private long writePosition;
    private long writeSequence;
    private long writeOrdinal = Long.MAX_VALUE;

    @Override
    public long firstPosition()
    {
        return ChronicleFile.FIRST_RECORD_POSITION;
    }

    @Override
    public String checkHead(final JournalBytes bytes)
    {
        if (bytes.length() < ChronicleFile.FIRST_RECORD_POSITION + DocumentWord.LENGTH)
        {
            return "ends too early: the file is " + bytes.length() + " bytes long, shorter than its own head";
        }
        copyHead(bytes);
        if (!matches(0, HEAD) || !matches(ChronicleFile.INDEX_POSITION, INDEX_HEAD) || !areOtherIndexesEmpty())
        {
            return NOT_CHRONICLE;
        }
        return SOUND;
    }

    private void copyHead(final JournalBytes bytes)
    {
        final UnsafeBuffer buffer = bytes.window(0, ChronicleFile.FIRST_RECORD_POSITION);
        final int offset = bytes.offset(0);
        int reads = 0;
        do
        {
            writePosition = buffer.getLongVolatile(offset + ChronicleFile.WRITE_POSITION_OFFSET);
            writeSequence = buffer.getLongVolatile(offset + ChronicleFile.WRITE_SEQUENCE_OFFSET);
            reads++;
        }
        while (reads < STABLE_READS_MAX &&
            writePosition << ChronicleFile.WRITE_SEQUENCE_SHIFT !=
            (writeSequence >>> ChronicleFile.WRITE_SEQUENCE_SHIFT) << ChronicleFile.WRITE_SEQUENCE_SHIFT);
        head.putBytes(0, buffer, offset, ChronicleFile.FIRST_RECORD_POSITION);
        head.putLong(ChronicleFile.WRITE_POSITION_OFFSET, 0);
        head.putLong(ChronicleFile.WRITE_SEQUENCE_OFFSET, 0);
    }

    private boolean matches(final int position, final byte[] expected)
    {
        for (int i = 0; i < expected.length; i++)
        {
            final int at = position + i;
            final boolean changes = at >= ChronicleFile.NEXT_INDEXED_OFFSET &&
                at < ChronicleFile.NEXT_INDEXED_OFFSET + Long.BYTES;
            if (!changes && head.getByte(at) != expected[i])
            {
                return false;
            }
        }
        return true;
    }

    private boolean areOtherIndexesEmpty()
    {
        for (int at = ChronicleFile.INDEXES_OFFSET + Long.BYTES; at < ChronicleFile.INDEX_POSITION; at += Long.BYTES)
        {
            if (0 != head.getLong(at))
            {
                return false;
            }
        }
        return true;
    }

    @Override
    public String checkRecord(final long ordinal, final long position)
    {
        if (position == writePosition)
        {
            writeOrdinal = ordinal;
        }
        if (0 == (ordinal & (ChronicleFile.INDEX_SPACING - 1)))
        {
            final long indexed = longAt(indexOffset(ordinal));
            // A process that was killed between the record and its entry never makes the entry up.
            return 0 == indexed || position == indexed ? SOUND :
                "holds a whole record, but Chronicle's index says that it lies at byte " + indexed;
        }
        return SOUND;
    }

    @Override
    public String checkEnd(final long records, final long endPosition, final long length, final int effectBytesMax)
    {
        if (!isWritePosition(endPosition))
        {
            return "is where the records end, but Chronicle's head says that the last one lies at byte " +
                writePosition + ": the file has been cut, or its head has been changed";
        }
        if (!isIndexEnd(records))
        {
            return "is where the records end, but Chronicle's index names records that are not there";
        }
        if (!ChronicleFile.isFileLength(length, endPosition, effectBytesMax))
        {
            return "is where the records end, but the file is " + length +
                " bytes long, which no journal is that ends there: it has been cut or lengthened";
        }
        return SOUND;
    }

    /**
     * The head is brought up to date after each record: sequence first, then position. Both may lag when a process is
     * killed in between, and the sequence may be one record further than the position.
     */
    private boolean isWritePosition(final long endPosition)
    {
        if (Long.MAX_VALUE == writeOrdinal)
        {
            return false;
        }
        final long ordinal = writeSequence & (1L << ChronicleFile.WRITE_SEQUENCE_SHIFT) - 1;
        return writeSequence == ChronicleFile.writeSequence(writePosition, writeOrdinal) ||
            ordinal == writeOrdinal + 1 && writePosition < endPosition;
    }

    private boolean isIndexEnd(final long records)
    {
        final long entries = (records + ChronicleFile.INDEX_SPACING - 1) / ChronicleFile.INDEX_SPACING;
        final int end = ChronicleFile.FIRST_RECORD_POSITION;
        for (int at = indexOffset(entries * ChronicleFile.INDEX_SPACING); at < end; at += Long.BYTES)
        {
            if (0 != longAt(at))
            {
                return false;
            }
        }
        final long next = longAt(ChronicleFile.NEXT_INDEXED_OFFSET);
        return longAt(ChronicleFile.INDEX_USED_OFFSET) <= entries && longAt(ChronicleFile.INDEX_USED_OFFSET) >= 0 &&
            next >= 0 && next <= entries * ChronicleFile.INDEX_SPACING && next % ChronicleFile.INDEX_SPACING == 0;
    }

    private static int indexOffset(final long ordinal)
    {
        return ChronicleFile.INDEX_OFFSET + (int)(ordinal / ChronicleFile.INDEX_SPACING) * Long.BYTES;
    }

    private long longAt(final int offset)
    {
        return head.getLong(offset, ByteOrder.LITTLE_ENDIAN);
    }
}
