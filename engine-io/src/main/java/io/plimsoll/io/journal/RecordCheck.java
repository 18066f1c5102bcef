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

import io.plimsoll.core.codec.generated.EpochHeaderDecoder;
import io.plimsoll.core.codec.generated.MessageHeaderDecoder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Checks record after record: each for itself, and against the one before. Allocates nothing per record.
 */
final class RecordCheck
{
    private final RecordChecksum checksum = new RecordChecksum();
    private final MessageHeaderDecoder messageHeader = new MessageHeaderDecoder();
    private final EpochHeaderDecoder epochHeader = new EpochHeaderDecoder();
    private int epoch;
    private int effectBytesMax;
    private long lastSequence;
    private long lastTimestampNs;
    private long chain;
    private long records;
    private int lastType;

    /**
     * Checks the record of a finished document, and takes it as the last one if nothing is wrong.
     */
    RecordFault accept(final RecordDecoder record, final int documentLength)
    {
        RecordFault fault = alone(record, documentLength);
        if (RecordFault.NONE == fault)
        {
            fault = 0 == records ? first(record) : following(record);
        }
        if (RecordFault.NONE == fault)
        {
            lastSequence = record.sequence();
            lastTimestampNs = record.timestampNs();
            chain = record.chain();
            lastType = record.type();
            records++;
        }
        return fault;
    }

    /**
     * Whether a whole record begins at an offset, wherever it may belong.
     */
    boolean isRecord(final RecordDecoder record, final int available)
    {
        return RecordLayout.MAGIC == record.magic() && record.length() <= available &&
            RecordFault.NONE == alone(record, DocumentWord.documentLength(record.length()));
    }

    private RecordFault alone(final RecordDecoder record, final int documentLength)
    {
        if (documentLength < RecordLayout.HEADER_LENGTH || RecordLayout.MAGIC != record.magic())
        {
            return RecordFault.MAGIC;
        }
        final int length = record.length();
        if (length < RecordLayout.HEADER_LENGTH || 0 != (length & (RecordLayout.ALIGNMENT - 1)) ||
            DocumentWord.documentLength(length) != documentLength)
        {
            return RecordFault.LENGTH;
        }
        final UnsafeBuffer buffer = record.buffer();
        if (checksum.of(buffer.byteBuffer(), record.offset(), length) != record.crc())
        {
            return RecordFault.CRC;
        }
        final int commandLength = record.commandLength();
        return commandLength < 0 || commandLength > RecordLayout.COMMAND_LENGTH_MAX ||
            record.effectsLength() < 0 || !RecordType.isKnown(record.type()) ? RecordFault.SHAPE : RecordFault.NONE;
    }

    private RecordFault first(final RecordDecoder record)
    {
        if (RecordType.EPOCH_HEADER != record.type() || !wrapEpochHeader(record))
        {
            return RecordFault.PLACE;
        }
        if (epochHeader.epoch() != record.epoch())
        {
            return RecordFault.EPOCH;
        }
        if (epochHeader.previousLastSequence() != record.sequence())
        {
            return RecordFault.SEQUENCE;
        }
        epoch = record.epoch();
        effectBytesMax = (int)Math.max(0, Math.min(epochHeader.effectBytesMax(), DocumentWord.META_DATA / 2));
        return isChained(record, epochHeader.previousChain()) ? RecordFault.NONE : RecordFault.CHAIN;
    }

    private boolean wrapEpochHeader(final RecordDecoder record)
    {
        if (record.commandLength() < MessageHeaderDecoder.ENCODED_LENGTH + EpochHeaderDecoder.BLOCK_LENGTH)
        {
            return false;
        }
        messageHeader.wrap(record.buffer(), record.commandOffset());
        epochHeader.wrap(record.buffer(), record.commandOffset() + MessageHeaderDecoder.ENCODED_LENGTH,
            messageHeader.blockLength(), messageHeader.version());
        return EpochHeaderDecoder.TEMPLATE_ID == messageHeader.templateId() &&
            EpochHeaderDecoder.SCHEMA_ID == messageHeader.schemaId();
    }

    private RecordFault following(final RecordDecoder record)
    {
        final int type = record.type();
        if (RecordType.EPOCH_HEADER == type || RecordType.POISON == lastType)
        {
            return RecordFault.PLACE;
        }
        if (record.epoch() != epoch)
        {
            return RecordFault.EPOCH;
        }
        if (record.sequence() != RecordSequence.expected(type, lastSequence))
        {
            return RecordFault.SEQUENCE;
        }
        if (!isChained(record, chain))
        {
            return RecordFault.CHAIN;
        }
        return record.timestampNs() < lastTimestampNs ? RecordFault.TIME : RecordFault.NONE;
    }

    private static boolean isChained(final RecordDecoder record, final long previous)
    {
        return RecordChain.next(previous, record.buffer(), record.offset(), record.length()) == record.chain();
    }

    long records()
    {
        return records;
    }

    long lastSequence()
    {
        return lastSequence;
    }

    int effectBytesMax()
    {
        return effectBytesMax;
    }

    JournalEnd end(final long lengthBytes)
    {
        return new JournalEnd(epoch, lastSequence, lastTimestampNs, chain, lengthBytes, records, lastType);
    }
}
