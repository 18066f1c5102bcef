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
 * Searches raw bytes behind the end of the records. Reads in steps of bounded length, so a file of any size will do.
 */
final class ZeroScan
{
    private static final int STEP_LENGTH = 1 << 20;

    private ZeroScan()
    {
    }

    /**
     * Position of the first byte that is not zero; end if there is none.
     */
    static long firstOther(final JournalBytes bytes, final long from, final long end)
    {
        for (long at = from; at < end; at += STEP_LENGTH)
        {
            final int length = (int)Math.min(STEP_LENGTH, end - at);
            final UnsafeBuffer buffer = bytes.window(at, length);
            final int offset = bytes.offset(at);
            final int index = firstOther(buffer, offset, length);
            if (index < offset + length)
            {
                return at + index - offset;
            }
        }
        return end;
    }

    private static int firstOther(final UnsafeBuffer buffer, final int offset, final int length)
    {
        final int end = offset + length;
        int index = offset;
        while (index + Long.BYTES <= end && 0 == buffer.getLong(index))
        {
            index += Long.BYTES;
        }
        while (index < end && 0 == buffer.getByte(index))
        {
            index++;
        }
        return index;
    }

    /**
     * Position of the last byte that is not zero; one before the start if there is none.
     */
    static long lastOther(final JournalBytes bytes, final long from, final long end)
    {
        long last = from - 1;
        long at = firstOther(bytes, from, end);
        while (at < end)
        {
            last = at;
            at = firstOther(bytes, at + 1, end);
        }
        return last;
    }

    /**
     * Position of the first whole record; end if there is none. Leaves the flyweight on it.
     */
    static long firstRecord(
        final JournalBytes bytes,
        final long from,
        final long end,
        final RecordCheck check,
        final RecordDecoder candidate)
    {
        for (long at = from; at + RecordLayout.HEADER_LENGTH <= end; at += DocumentWord.ALIGNMENT)
        {
            final UnsafeBuffer buffer = bytes.window(at, RecordLayout.HEADER_LENGTH);
            final int offset = bytes.offset(at);
            if (RecordLayout.MAGIC == buffer.getInt(offset + RecordLayout.MAGIC_OFFSET, ByteOrder.LITTLE_ENDIAN))
            {
                final int length = buffer.getInt(offset + RecordLayout.LENGTH_OFFSET, ByteOrder.LITTLE_ENDIAN);
                final boolean isInside = length >= RecordLayout.HEADER_LENGTH && length <= end - at;
                if (isInside && check.isRecord(candidate.wrap(bytes.window(at, length), bytes.offset(at)), length))
                {
                    return at;
                }
            }
        }
        return end;
    }
}
