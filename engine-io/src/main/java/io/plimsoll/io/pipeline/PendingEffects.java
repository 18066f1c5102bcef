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
import io.plimsoll.io.session.EgressEnvelope;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * The effects of the last command on their way into the egress ring. Where the ring is full the rest stays here, and
 * the engine takes no further command until it is gone: nothing waits inside a loop, and nothing is dropped.
 *
 * <p>Engine thread only.
 */
final class PendingEffects
{
    private static final int NONE = 0;

    private final EgressRing ring;
    private DirectBuffer frames;
    private int position;
    private int limit;
    private int effectIndex;
    private long sequence;
    private long timestampNs;
    private int firstWord = NONE;
    private int lastWord = NONE;
    private int connectionIndex;
    private int sessionId;
    private boolean refused;

    PendingEffects(final EgressRing ring)
    {
        this.ring = ring;
    }

    /**
     * Takes the effects of a command over. The frames must not change until {@link #flush} has returned true.
     */
    void start(final long newSequence, final long newTimestampNs, final DirectBuffer newFrames, final int length)
    {
        sequence = newSequence;
        timestampNs = newTimestampNs;
        frames = newFrames;
        position = 0;
        limit = length;
        effectIndex = 0;
        refused = false;
    }

    /** The connection is to be bound to the session before its first effect. */
    void bindFirst(final int newConnectionIndex, final int newSessionId)
    {
        firstWord = EgressRing.BIND;
        connectionIndex = newConnectionIndex;
        sessionId = newSessionId;
    }

    /** The session is to be let go after its last effect. */
    void unbindLast(final int endedSessionId)
    {
        lastWord = EgressRing.UNBIND;
        sessionId = endedSessionId;
    }

    /** The only effect is a refusal for a connection that has no session. */
    void refuse(final int refusedConnectionIndex)
    {
        refused = true;
        connectionIndex = refusedConnectionIndex;
    }

    /**
     * Goes on copying.
     *
     * @return true once everything is in the ring.
     */
    boolean flush()
    {
        if (NONE != firstWord)
        {
            if (!ring.word(firstWord, sequence, connectionIndex, sessionId))
            {
                return false;
            }
            firstWord = NONE;
        }
        while (position < limit)
        {
            if (!next())
            {
                return false;
            }
        }
        if (NONE != lastWord)
        {
            if (!ring.word(lastWord, sequence, 0, sessionId))
            {
                return false;
            }
            lastWord = NONE;
        }
        return true;
    }

    /** Forgets what has not been copied. */
    void discard()
    {
        firstWord = NONE;
        lastWord = NONE;
        position = limit;
    }

    private boolean next()
    {
        final int length = frames.getInt(position + EffectSink.LENGTH_OFFSET, ByteOrder.LITTLE_ENDIAN);
        final int recipient = frames.getInt(position + EffectSink.RECIPIENT_OFFSET, ByteOrder.LITTLE_ENDIAN);
        final int end = position + EffectSink.frameLength(length);
        if (EffectSink.NO_SESSION == recipient && !refused)
        {
            position = end;
            return true;
        }
        final int flags = end == limit ? EgressEnvelope.LAST_FLAG : 0;
        final int type = refused ? EgressRing.REFUSE : recipient + EgressRing.EVERY_SESSION;
        final int index = refused ? connectionIndex : effectIndex;
        if (!ring.effect(
            type, sequence, timestampNs, index, flags, frames, position + EffectSink.FRAME_HEADER_LENGTH, length))
        {
            return false;
        }
        position = end;
        effectIndex++;
        return true;
    }
}
