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
package io.plimsoll.core;

import io.plimsoll.core.memory.Memory;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * The effects of one command, encoded in place one behind the other. Written by the engine, valid until its next
 * {@code apply}; the bytes are what the journal stores and what the host publishes.
 * <pre>
 *   0        4                     8
 *   +--------+---------------------+-------------------------------+----------------------+
 *   | length | recipientSessionId  | SBE message header and block  | zeros to 8 bytes     |
 *   +--------+---------------------+-------------------------------+----------------------+
 * </pre>
 * {@code length} counts the SBE message with its header, not frame header and padding. {@code recipientSessionId} is
 * the session that the effect belongs to; {@link #EVERY_SESSION} (0) means all of them. Both are little-endian int32.
 */
public final class EffectSink
{
    /** Bytes before the SBE message of a frame. */
    public static final int FRAME_HEADER_LENGTH = 8;
    /** Offset of the length of the SBE message within a frame. */
    public static final int LENGTH_OFFSET = 0;
    /** Offset of the recipient within a frame. */
    public static final int RECIPIENT_OFFSET = 4;
    /** Frames begin at multiples of this. */
    public static final int FRAME_ALIGNMENT = 8;
    /** Recipient of an effect whose owner has no open session: journaled, sent to nobody. */
    public static final int NO_SESSION = -1;
    /** Recipient that stands for every session. */
    public static final int EVERY_SESSION = 0;

    private final UnsafeBuffer buffer;
    private final long address;
    private final int capacity;
    private int length;
    private int count;

    /**
     * A sink with a buffer of its own.
     *
     * @param capacity bytes for the effects of one command.
     */
    public EffectSink(final int capacity)
    {
        buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(capacity));
        address = buffer.addressOffset();
        this.capacity = capacity;
    }

    /**
     * The buffer that holds the frames, from 0 to {@link #length()}.
     *
     * @return the buffer, the same one for the life of the sink.
     */
    public DirectBuffer buffer()
    {
        return buffer;
    }

    /**
     * Bytes written for the last command.
     *
     * @return bytes, a multiple of 8.
     */
    public int length()
    {
        return length;
    }

    /**
     * Effects written for the last command.
     *
     * @return number of frames.
     */
    public int count()
    {
        return count;
    }

    /**
     * Length of a whole frame, from the length of its SBE message.
     *
     * @param messageLength as the frame states it.
     * @return bytes with frame header and padding.
     */
    public static int frameLength(final int messageLength)
    {
        return (FRAME_HEADER_LENGTH + messageLength + FRAME_ALIGNMENT - 1) & -FRAME_ALIGNMENT;
    }

    /**
     * Opens a zeroed frame; the message is encoded at the offset that is returned. For the rooms of the engine.
     *
     * @param recipientSessionId the session it belongs to, or {@link #EVERY_SESSION}.
     * @param messageLength      bytes of the SBE message, header included.
     * @return offset of the SBE message header in {@link #encodeBuffer()}.
     */
    public int claim(final int recipientSessionId, final int messageLength)
    {
        final int offset = length;
        final long message = claimUnfilled(recipientSessionId, messageLength);
        Memory.zero(message, length - offset - FRAME_HEADER_LENGTH);
        return offset + FRAME_HEADER_LENGTH;
    }

    /**
     * Opens a frame whose message holds what was there before: whoever claims it writes every byte, padding included.
     * Whole words, which the running hash and the journal can read back at once, are the reason to do so.
     *
     * @param recipientSessionId the session it belongs to, or {@link #EVERY_SESSION}.
     * @param messageLength      bytes of the SBE message, header included.
     * @return address of the SBE message header, for {@link Memory}.
     */
    public long claimUnfilled(final int recipientSessionId, final int messageLength)
    {
        final int frameLength = frameLength(messageLength);
        final int offset = length;
        Objects.checkFromIndexSize(offset, frameLength, capacity);
        Memory.putLong(address + offset, messageLength | (long)recipientSessionId << Integer.SIZE);
        length = offset + frameLength;
        count++;
        return address + offset + FRAME_HEADER_LENGTH;
    }

    /** Where the frames begin, for {@link Memory}. */
    long address()
    {
        return address;
    }

    /**
     * The buffer to encode into, at the offset that {@link #claim} returned.
     *
     * @return the same buffer as {@link #buffer()}.
     */
    public MutableDirectBuffer encodeBuffer()
    {
        return buffer;
    }

    /** Forgets the effects of the last command. */
    public void reset()
    {
        length = 0;
        count = 0;
    }

    /**
     * Takes back every frame written since a mark, where a step turns out to have done nothing.
     *
     * @param markLength {@link #length()} at the mark.
     * @param markCount  {@link #count()} at the mark.
     */
    public void rollback(final int markLength, final int markCount)
    {
        Invariant.check(markLength <= length && markCount <= count, "EFFECT_MARK", length, markLength);
        length = markLength;
        count = markCount;
    }
}
