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

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One slot of the ring: a fixed slice of one direct buffer, and what the ingress knows about the bytes in it. Written
 * by the ingress thread before it is published, read by the engine thread after.
 */
final class CommandSlot
{
    /** A command of a session. */
    static final int COMMAND = 0;

    /** The host opens a session for a connection. */
    static final int SESSION_OPEN = 1;

    /** The session ends with this command. */
    static final int SESSION_CLOSE = 2;

    /** Not a command: the bytes are the refusal that the session gets. */
    static final int REFUSAL = 3;

    private final UnsafeBuffer buffer;
    private final int offset;
    private int kind;
    private int sessionId;
    private int connectionIndex;
    private long timestampNs;
    private int length;

    CommandSlot(final UnsafeBuffer buffer, final int offset)
    {
        this.buffer = buffer;
        this.offset = offset;
    }

    void set(
        final int newKind,
        final long newTimestampNs,
        final int newSessionId,
        final int newConnectionIndex,
        final DirectBuffer source,
        final int sourceOffset,
        final int newLength)
    {
        kind = newKind;
        timestampNs = newTimestampNs;
        sessionId = newSessionId;
        connectionIndex = newConnectionIndex;
        length = newLength;
        buffer.putBytes(offset, source, sourceOffset, newLength);
    }

    UnsafeBuffer buffer()
    {
        return buffer;
    }

    int offset()
    {
        return offset;
    }

    int length()
    {
        return length;
    }

    int kind()
    {
        return kind;
    }

    int sessionId()
    {
        return sessionId;
    }

    int connectionIndex()
    {
        return connectionIndex;
    }

    long timestampNs()
    {
        return timestampNs;
    }
}
