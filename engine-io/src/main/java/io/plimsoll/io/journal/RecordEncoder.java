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

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Builds records in a buffer of its own and carries the chain from one to the next. Both journals write what this
 * encoder makes, so their records are the same bytes.
 *
 * <p>Confined to the engine thread. Allocates nothing after construction.
 */
public final class RecordEncoder
{
    private static final long UINT32_MASK = 0xFFFF_FFFFL;
    private static final int TYPE_SHIFT = (RecordLayout.TYPE_OFFSET - RecordLayout.EPOCH_OFFSET) * Byte.SIZE;
    private static final int SCHEMA_SHIFT =
        (RecordLayout.SCHEMA_VERSION_OFFSET - RecordLayout.EPOCH_OFFSET) * Byte.SIZE;

    private final RecordChecksum checksum = new RecordChecksum();
    private final UnsafeBuffer buffer;
    private final int epoch;
    private final int schemaVersion;
    private long chain;

    /**
     * Encoder that goes on behind a given record.
     *
     * @param epoch          number of the epoch, 1 to {@link RecordLayout#EPOCH_MAX}.
     * @param schemaVersion  version of the schema of commands and effects, 0 to 255.
     * @param chain          chain value of the last record; 0 before the first record of the first epoch.
     * @param effectBytesMax most bytes of effects that one command makes.
     */
    public RecordEncoder(final int epoch, final int schemaVersion, final long chain, final int effectBytesMax)
    {
        if (epoch < 1 || epoch > RecordLayout.EPOCH_MAX)
        {
            throw new IllegalArgumentException("epoch " + epoch + " is not in 1 .. " + RecordLayout.EPOCH_MAX);
        }
        if (schemaVersion < 0 || schemaVersion > 255)
        {
            throw new IllegalArgumentException("schema version " + schemaVersion + " is not in 0 .. 255");
        }
        this.epoch = epoch;
        this.schemaVersion = schemaVersion;
        this.chain = chain;
        final int capacity = RecordLayout.length(RecordLayout.COMMAND_LENGTH_MAX, effectBytesMax);
        this.buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(capacity));
    }

    /**
     * Builds the next record and moves the chain on.
     *
     * @param type          of the record; see {@link RecordType}.
     * @param sequence      of the command.
     * @param timestampNs   of the command.
     * @param sessionId     of the session that sent it; 0 for the host.
     * @param command       buffer that holds the command.
     * @param commandOffset of the command.
     * @param commandLength of the command, 0 to {@link RecordLayout#COMMAND_LENGTH_MAX}.
     * @param effects       buffer that holds the effect frames; not read when there are none.
     * @param effectsOffset of the first frame.
     * @param effectsLength of all frames, a multiple of eight.
     * @return length of the record, which stands at the start of {@link #buffer()} until the next call.
     */
    public int encode(
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
        final int length = checkedLength(commandLength, effectsLength);
        // By whole words, because chain and CRC read whole words and would wait for narrower stores to arrive.
        putWord(RecordLayout.MAGIC_OFFSET, RecordLayout.MAGIC | (long)length << Integer.SIZE);
        putWord(RecordLayout.SEQUENCE_OFFSET, sequence);
        putWord(RecordLayout.TIMESTAMP_OFFSET, timestampNs);
        putWord(RecordLayout.SESSION_ID_OFFSET, sessionId & UINT32_MASK | (long)commandLength << Integer.SIZE);
        putWord(RecordLayout.EPOCH_OFFSET, epoch | (long)type << TYPE_SHIFT | (long)schemaVersion << SCHEMA_SHIFT);
        putBody(command, commandOffset, commandLength, effects, effectsOffset, effectsLength);
        chain = RecordChain.next(chain, buffer, 0, length);
        putWord(RecordLayout.CHAIN_OFFSET, chain);
        final int crc = checksum.ofZeroed(buffer.byteBuffer(), length);
        buffer.putInt(RecordLayout.CRC_OFFSET, crc, ByteOrder.LITTLE_ENDIAN);
        return length;
    }

    private void putWord(final int offset, final long word)
    {
        buffer.putLong(offset, word, ByteOrder.LITTLE_ENDIAN);
    }

    private int checkedLength(final int commandLength, final int effectsLength)
    {
        if (commandLength < 0 || commandLength > RecordLayout.COMMAND_LENGTH_MAX)
        {
            throw new IllegalArgumentException(
                "command of " + commandLength + " bytes, at most " + RecordLayout.COMMAND_LENGTH_MAX + " fit");
        }
        final int length = RecordLayout.length(commandLength, effectsLength);
        if (effectsLength < 0 || 0 != (effectsLength & (RecordLayout.ALIGNMENT - 1)) || length > buffer.capacity())
        {
            throw new IllegalArgumentException(
                "effects of " + effectsLength + " bytes: not a multiple of eight, or too long for this journal");
        }
        return length;
    }

    private void putBody(
        final DirectBuffer command,
        final int commandOffset,
        final int commandLength,
        final DirectBuffer effects,
        final int effectsOffset,
        final int effectsLength)
    {
        final int effectsStart = RecordLayout.HEADER_LENGTH + RecordLayout.align(commandLength);
        if (commandLength > 0)
        {
            // Zeroes the padding: it lies in the last word, which the command then overwrites in part.
            buffer.putLong(effectsStart - RecordLayout.ALIGNMENT, 0);
            buffer.putBytes(RecordLayout.HEADER_LENGTH, command, commandOffset, commandLength);
        }
        if (effectsLength > 0)
        {
            buffer.putBytes(effectsStart, effects, effectsOffset, effectsLength);
        }
    }

    /**
     * Buffer that holds the last record at its start.
     *
     * @return the buffer, over a direct byte buffer; valid until the next call of encode.
     */
    public UnsafeBuffer buffer()
    {
        return buffer;
    }

    /**
     * Chain value of the last record.
     *
     * @return the chain value.
     */
    public long chain()
    {
        return chain;
    }

    /**
     * Number of the epoch.
     *
     * @return the epoch.
     */
    public int epoch()
    {
        return epoch;
    }
}
