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

import io.plimsoll.io.session.EgressEnvelope;
import java.nio.ByteOrder;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * The ring between the engine thread and the egress thread. One message per effect, laid out as it leaves:
 * {@link EgressEnvelope} and SBE message. The message type tells the recipient: session id + 1, so that 1 is every
 * session; the types at the top of the range are words between the two threads about a connection.
 */
final class EgressRing
{
    /** The connection in the place of the effect index now belongs to the session in the place of the flags. */
    static final int BIND = Integer.MAX_VALUE;

    /** The session in the place of the flags has ended; nothing more is to be sent to it. */
    static final int UNBIND = Integer.MAX_VALUE - 1;

    /** A refused session-open: the effect is for the connection in the place of the effect index, which ends. */
    static final int REFUSE = Integer.MAX_VALUE - 2;

    /** Message type of an effect for every session. */
    static final int EVERY_SESSION = 1;

    private final OneToOneRingBuffer ring;

    EgressRing(final int capacity)
    {
        if (!BitUtil.isPowerOfTwo(capacity))
        {
            throw new IllegalArgumentException(
                "The egress ring's length is " + capacity + "; it must be a power of two.");
        }
        ring = new OneToOneRingBuffer(new UnsafeBuffer(BufferUtil.allocateDirectAligned(
            capacity + RingBufferDescriptor.TRAILER_LENGTH, BitUtil.CACHE_LINE_LENGTH)));
    }

    /** The consumer's end. Egress thread. */
    OneToOneRingBuffer ring()
    {
        return ring;
    }

    boolean isEmpty()
    {
        return 0 == ring.size();
    }

    /**
     * Copies an effect into the ring. Engine thread.
     *
     * @return false if the ring is full: nothing has been written.
     */
    boolean effect(
        final int type,
        final long sequence,
        final long timestampNs,
        final int effectIndex,
        final int flags,
        final DirectBuffer message,
        final int offset,
        final int length)
    {
        final int index = ring.tryClaim(type, EgressEnvelope.LENGTH + length);
        if (index < 0)
        {
            return false;
        }
        final AtomicBuffer buffer = ring.buffer();
        putEnvelope(buffer, index, sequence, timestampNs, effectIndex, flags);
        buffer.putBytes(index + EgressEnvelope.LENGTH, message, offset, length);
        ring.commit(index);
        return true;
    }

    /**
     * Puts a word about a connection into the ring. Engine thread.
     *
     * @return false if the ring is full: nothing has been written.
     */
    boolean word(final int type, final long sequence, final int connectionIndex, final int sessionId)
    {
        final int index = ring.tryClaim(type, EgressEnvelope.LENGTH);
        if (index < 0)
        {
            return false;
        }
        putEnvelope(ring.buffer(), index, sequence, 0, connectionIndex, sessionId);
        ring.commit(index);
        return true;
    }

    private static void putEnvelope(
        final AtomicBuffer buffer,
        final int index,
        final long sequence,
        final long timestampNs,
        final int effectIndex,
        final int flags)
    {
        buffer.putLong(index + EgressEnvelope.SEQUENCE_OFFSET, sequence, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(index + EgressEnvelope.TIMESTAMP_OFFSET, timestampNs, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(index + EgressEnvelope.EFFECT_INDEX_OFFSET, effectIndex, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(index + EgressEnvelope.FLAGS_OFFSET, flags, ByteOrder.LITTLE_ENDIAN);
    }
}
