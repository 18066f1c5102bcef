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
package io.plimsoll.io.feed;

import java.nio.ByteOrder;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * The ring from the engine thread to the feed's thread: documents, each a command with its effects. One that is longer
 * than a message of the ring may be goes in several.
 * <pre>
 *   first of a document
 *   0          8             16              20              24
 *   +----------+-------------+---------------+---------------+---------------------+----------------+
 *   | sequence | timestampNs | commandLength | effectsLength | command, to 8 bytes | effect frames  |
 *   +----------+-------------+---------------+---------------+---------------------+----------------+
 *   more of it
 *   0          8
 *   +----------+---------------------+
 *   | sequence | more effect frames  |
 *   +----------+---------------------+
 * </pre>
 */
final class DocumentRing
{
    /** Message type of the first message of a document. */
    static final int FIRST = 1;

    /** Message type of the others. */
    static final int MORE = 2;

    static final int SEQUENCE_OFFSET = 0;
    static final int TIMESTAMP_OFFSET = 8;
    static final int COMMAND_LENGTH_OFFSET = 16;
    static final int EFFECTS_LENGTH_OFFSET = 20;
    static final int FIRST_HEADER_LENGTH = 24;
    static final int MORE_HEADER_LENGTH = 8;

    private final OneToOneRingBuffer ring;

    DocumentRing(final int capacity)
    {
        ring = new OneToOneRingBuffer(new UnsafeBuffer(BufferUtil.allocateDirectAligned(
            capacity + RingBufferDescriptor.TRAILER_LENGTH, BitUtil.CACHE_LINE_LENGTH)));
    }

    /** The consumer's end. Feed thread. */
    OneToOneRingBuffer ring()
    {
        return ring;
    }

    boolean isEmpty()
    {
        return 0 == ring.size();
    }

    /** Whether there is so much room left that the consumer may wait for a subscriber. */
    boolean isHalfEmpty()
    {
        return ring.size() <= ring.capacity() / 2;
    }

    /**
     * Writes the first message of a document. Engine thread.
     *
     * @return bytes of the effects that it took, -1 if the ring is full: nothing has been written.
     */
    int first(
        final long sequence,
        final long timestampNs,
        final DirectBuffer command,
        final int commandOffset,
        final int commandLength,
        final DirectBuffer effects,
        final int effectsLength)
    {
        final int effectsAt = FIRST_HEADER_LENGTH + align(commandLength);
        final int taken = Math.min(effectsLength, ring.maxMsgLength() - effectsAt & -8);
        final int index = ring.tryClaim(FIRST, effectsAt + taken);
        if (index < 0)
        {
            return -1;
        }
        final AtomicBuffer buffer = ring.buffer();
        buffer.putLong(index + SEQUENCE_OFFSET, sequence, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(index + TIMESTAMP_OFFSET, timestampNs, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(index + COMMAND_LENGTH_OFFSET, commandLength, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(index + EFFECTS_LENGTH_OFFSET, effectsLength, ByteOrder.LITTLE_ENDIAN);
        buffer.putBytes(index + FIRST_HEADER_LENGTH, command, commandOffset, commandLength);
        buffer.putBytes(index + effectsAt, effects, 0, taken);
        ring.commit(index);
        return taken;
    }

    /**
     * Writes another message of a document. Engine thread.
     *
     * @return bytes of the effects that it took, -1 if the ring is full: nothing has been written.
     */
    int more(final long sequence, final DirectBuffer effects, final int offset, final int length)
    {
        final int taken = Math.min(length, ring.maxMsgLength() - MORE_HEADER_LENGTH & -8);
        final int index = ring.tryClaim(MORE, MORE_HEADER_LENGTH + taken);
        if (index < 0)
        {
            return -1;
        }
        final AtomicBuffer buffer = ring.buffer();
        buffer.putLong(index + SEQUENCE_OFFSET, sequence, ByteOrder.LITTLE_ENDIAN);
        buffer.putBytes(index + MORE_HEADER_LENGTH, effects, offset, taken);
        ring.commit(index);
        return taken;
    }

    static int align(final int length)
    {
        return length + 7 & -8;
    }
}
