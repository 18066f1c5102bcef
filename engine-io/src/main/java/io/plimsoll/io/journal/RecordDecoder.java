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

import java.nio.ByteOrder;

/**
 * Flyweight over one record. Reads only; the record is valid as long as the buffer that it lies in.
 */
public final class RecordDecoder
{
    private UnsafeBuffer buffer;
    private int offset;

    /**
     * Places the flyweight.
     *
     * @param recordBuffer that holds the record, over a direct byte buffer.
     * @param recordOffset of the record.
     * @return this.
     */
    public RecordDecoder wrap(final UnsafeBuffer recordBuffer, final int recordOffset)
    {
        this.buffer = recordBuffer;
        this.offset = recordOffset;
        return this;
    }

    /**
     * Buffer that holds the record.
     *
     * @return the buffer.
     */
    public UnsafeBuffer buffer()
    {
        return buffer;
    }

    /**
     * Offset of the record in its buffer.
     *
     * @return offset in bytes.
     */
    public int offset()
    {
        return offset;
    }

    /**
     * Magic of the record.
     *
     * @return {@link RecordLayout#MAGIC} if this is a record.
     */
    public int magic()
    {
        return intAt(RecordLayout.MAGIC_OFFSET);
    }

    /**
     * Length of the whole record.
     *
     * @return length in bytes.
     */
    public int length()
    {
        return intAt(RecordLayout.LENGTH_OFFSET);
    }

    /**
     * Sequence of the record.
     *
     * @return the sequence.
     */
    public long sequence()
    {
        return longAt(RecordLayout.SEQUENCE_OFFSET);
    }

    /**
     * Time of the command.
     *
     * @return nanoseconds since the epoch.
     */
    public long timestampNs()
    {
        return longAt(RecordLayout.TIMESTAMP_OFFSET);
    }

    /**
     * Session that sent the command.
     *
     * @return the session id; 0 for the host.
     */
    public int sessionId()
    {
        return intAt(RecordLayout.SESSION_ID_OFFSET);
    }

    /**
     * Length of the command.
     *
     * @return length in bytes, without padding.
     */
    public int commandLength()
    {
        return intAt(RecordLayout.COMMAND_LENGTH_OFFSET);
    }

    /**
     * Number of the epoch.
     *
     * @return the epoch.
     */
    public int epoch()
    {
        return buffer.getShort(offset + RecordLayout.EPOCH_OFFSET, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }

    /**
     * Type of the record.
     *
     * @return the type; see {@link RecordType}.
     */
    public int type()
    {
        return buffer.getByte(offset + RecordLayout.TYPE_OFFSET) & 0xFF;
    }

    /**
     * Version of the schema that the command and the effects are written in.
     *
     * @return the version.
     */
    public int schemaVersion()
    {
        return buffer.getByte(offset + RecordLayout.SCHEMA_VERSION_OFFSET) & 0xFF;
    }

    /**
     * CRC32C as stored.
     *
     * @return the CRC.
     */
    public int crc()
    {
        return intAt(RecordLayout.CRC_OFFSET);
    }

    /**
     * Chain value as stored.
     *
     * @return the chain value.
     */
    public long chain()
    {
        return longAt(RecordLayout.CHAIN_OFFSET);
    }

    /**
     * Offset of the command in the buffer.
     *
     * @return offset in bytes.
     */
    public int commandOffset()
    {
        return offset + RecordLayout.HEADER_LENGTH;
    }

    /**
     * Offset of the first effect frame in the buffer.
     *
     * @return offset in bytes.
     */
    public int effectsOffset()
    {
        return commandOffset() + RecordLayout.align(commandLength());
    }

    /**
     * Length of all effect frames.
     *
     * @return length in bytes.
     */
    public int effectsLength()
    {
        return length() - RecordLayout.length(commandLength(), 0);
    }

    private int intAt(final int fieldOffset)
    {
        return buffer.getInt(offset + fieldOffset, ByteOrder.LITTLE_ENDIAN);
    }

    private long longAt(final int fieldOffset)
    {
        return buffer.getLong(offset + fieldOffset, ByteOrder.LITTLE_ENDIAN);
    }
}
