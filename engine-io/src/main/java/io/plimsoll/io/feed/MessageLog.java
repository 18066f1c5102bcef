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

import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Messages one behind the other, in memory that grows with the most that it ever held. One thread at a time.
 * <pre>
 *   0        4        8
 *   +--------+--------+---------+--------------------+
 *   | length | unused | message | to a multiple of 8 |
 *   +--------+--------+---------+--------------------+
 * </pre>
 */
final class MessageLog implements FeedConsumer
{
    private static final int FIRST_CAPACITY = 4_096;
    private static final int HEADER_LENGTH = 8;

    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(FIRST_CAPACITY));
    private int limit;

    @Override
    public void onMessage(final DirectBuffer message, final int offset, final int length)
    {
        final int at = claim(length);
        buffer.putBytes(at, message, offset, length);
    }

    /** Makes room for one more message, to be written at the offset that is returned. */
    int claim(final int length)
    {
        final int at = limit + HEADER_LENGTH;
        final int end = at + (length + 7 & -8);
        if (end > buffer.capacity())
        {
            grow(end);
        }
        buffer.putInt(limit, length);
        limit = end;
        return at;
    }

    UnsafeBuffer buffer()
    {
        return buffer;
    }

    /** Position behind the last message; the first one is at 0. */
    int limit()
    {
        return limit;
    }

    /** Offset of the message at a position. */
    int offset(final int position)
    {
        return position + HEADER_LENGTH;
    }

    /** Length of the message at a position. */
    int length(final int position)
    {
        return buffer.getInt(position);
    }

    /** Position of the message behind the one at a position. */
    int next(final int position)
    {
        return position + HEADER_LENGTH + (length(position) + 7 & -8);
    }

    /** Forgets the messages before a position, which becomes 0. */
    void discard(final int position)
    {
        buffer.putBytes(0, buffer, position, limit - position);
        limit -= position;
    }

    void clear()
    {
        limit = 0;
    }

    private void grow(final int capacityMin)
    {
        final int capacity = (int)Math.min(Integer.MAX_VALUE - 8L, Math.max(2L * buffer.capacity(), capacityMin));
        final ByteBuffer larger = ByteBuffer.allocateDirect(capacity);
        buffer.getBytes(0, larger, 0, limit);
        buffer.wrap(larger);
    }
}
