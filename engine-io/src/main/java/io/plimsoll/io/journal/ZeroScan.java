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

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Searches raw bytes behind the end of the records. Reads them in steps into a buffer of its own: that is faster than
 * to map pages that have never been written.
 */
final class ZeroScan
{
    private static final int STEP_LENGTH = 1 << 20;

    private final JournalBytes bytes;
    private final ByteBuffer step = ByteBuffer.allocateDirect(STEP_LENGTH);
    private final ByteBuffer zeros = ByteBuffer.allocateDirect(STEP_LENGTH);

    ZeroScan(final JournalBytes bytes)
    {
        this.bytes = bytes;
    }

    /**
     * Position of the first byte that is not zero; end if there is none.
     */
    long firstOther(final long from, final long end)
    {
        for (long at = from; at < end; at += STEP_LENGTH)
        {
            final int length = (int)Math.min(STEP_LENGTH, end - at);
            bytes.read(at, step, length);
            final int index = step.clear().limit(length).mismatch(zeros.clear().limit(length));
            if (index >= 0)
            {
                return at + index;
            }
        }
        return end;
    }

    /**
     * Position of the last byte that is not zero; one before the start if there is none.
     */
    long lastOther(final long from, final long end)
    {
        for (long stepEnd = end; stepEnd > from; stepEnd -= STEP_LENGTH)
        {
            final long at = Math.max(from, stepEnd - STEP_LENGTH);
            final int length = (int)(stepEnd - at);
            bytes.read(at, step, length);
            step.clear();
            for (int index = length - 1; index >= 0; index--)
            {
                if (0 != step.get(index))
                {
                    return at + index;
                }
            }
        }
        return from - 1;
    }

    /**
     * Position of the first whole record; end if there is none. Leaves the flyweight on it.
     */
    long firstRecord(final long from, final long end, final RecordCheck check, final RecordDecoder candidate)
    {
        for (long at = from; at + RecordLayout.HEADER_LENGTH <= end; at += DocumentWord.ALIGNMENT)
        {
            final UnsafeBuffer window = bytes.window(at, RecordLayout.HEADER_LENGTH);
            final int offset = bytes.offset(at);
            if (RecordLayout.MAGIC == window.getInt(offset + RecordLayout.MAGIC_OFFSET, ByteOrder.LITTLE_ENDIAN))
            {
                final int length = window.getInt(offset + RecordLayout.LENGTH_OFFSET, ByteOrder.LITTLE_ENDIAN);
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
