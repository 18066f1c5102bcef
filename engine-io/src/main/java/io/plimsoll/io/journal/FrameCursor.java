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

import io.plimsoll.core.EffectSink;
import org.agrona.DirectBuffer;

import java.nio.ByteOrder;

/**
 * Walks the effect frames of a command. Stops where a frame would reach beyond the frames' end. Confined to one thread;
 * allocates nothing.
 */
public final class FrameCursor
{
    private DirectBuffer buffer;
    private int next;
    private int end;
    private int frame;
    private int index;

    /**
     * Places the cursor before the first frame.
     *
     * @param effects buffer that holds the frames.
     * @param offset  of the first frame.
     * @param length  of all frames.
     * @return this.
     */
    public FrameCursor wrap(final DirectBuffer effects, final int offset, final int length)
    {
        buffer = effects;
        next = offset;
        end = offset + length;
        index = -1;
        return this;
    }

    /**
     * Moves to the next frame.
     *
     * @return false if there is none.
     */
    public boolean next()
    {
        if (next + EffectSink.FRAME_HEADER_LENGTH > end)
        {
            return false;
        }
        final int messageLength = buffer.getInt(next + EffectSink.LENGTH_OFFSET, ByteOrder.LITTLE_ENDIAN);
        if (messageLength < 0 || messageLength > end - next - EffectSink.FRAME_HEADER_LENGTH)
        {
            return false;
        }
        frame = next;
        next += EffectSink.frameLength(messageLength);
        index++;
        return true;
    }

    /**
     * Number of the frame.
     *
     * @return 0 for the first.
     */
    public int index()
    {
        return index;
    }

    /**
     * Session that the effect is for.
     *
     * @return the session id; 0 for every session.
     */
    public int recipientSessionId()
    {
        return buffer.getInt(frame + EffectSink.RECIPIENT_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Offset of the message's SBE header in the buffer.
     *
     * @return offset in bytes.
     */
    public int messageOffset()
    {
        return frame + EffectSink.FRAME_HEADER_LENGTH;
    }

    /**
     * Length of the message, header included.
     *
     * @return length in bytes.
     */
    public int messageLength()
    {
        return buffer.getInt(frame + EffectSink.LENGTH_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Offset of the frame in the buffer.
     *
     * @return offset in bytes.
     */
    public int frameOffset()
    {
        return frame;
    }
}
