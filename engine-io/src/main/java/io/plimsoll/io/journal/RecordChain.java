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
import org.agrona.UnsafeApi;

import java.nio.ByteOrder;

/**
 * The 64-bit chain that ties each record to all before it: XXH64 of the record, with its CRC and its chain taken as
 * zero, seeded with the chain of the record before. Allocates nothing and holds no state.
 *
 * <p>The CRC finds an accident inside a record; the chain finds a record that is whole but does not belong where it
 * stands. Neither stops an adversary.
 */
public final class RecordChain
{
    private static final long PRIME_1 = 0x9E3779B185EBCA87L;
    private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
    private static final long PRIME_3 = 0x165667B19E3779F9L;
    private static final long PRIME_4 = 0x85EBCA77C2B2AE63L;
    private static final int STRIPE_LENGTH = 32;

    /** Of the word at {@link RecordLayout#EPOCH_OFFSET} everything but the CRC, its upper half. */
    private static final long EPOCH_MASK = 0xFFFF_FFFFL;

    private RecordChain()
    {
    }

    /**
     * Chain value of a record.
     *
     * @param previous chain value of the record before; 0 before the first record of the first epoch.
     * @param buffer   that holds the record.
     * @param offset   of the record.
     * @param length   of the record: a multiple of eight, at least {@link RecordLayout#HEADER_LENGTH}.
     * @return the chain value.
     */
    public static long next(final long previous, final DirectBuffer buffer, final int offset, final int length)
    {
        // One check for all words of the record.
        buffer.boundsCheck(offset, length);
        final byte[] base = buffer.byteArray();
        final long at = buffer.addressOffset() + offset;
        long lane1 = round(previous + PRIME_1 + PRIME_2, word(base, at));
        long lane2 = round(previous + PRIME_2, word(base, at + 8));
        long lane3 = round(previous, word(base, at + 16));
        long lane4 = round(previous - PRIME_1, word(base, at + 24));
        int index = STRIPE_LENGTH;
        if (length >= 2 * STRIPE_LENGTH)
        {
            lane1 = round(lane1, word(base, at + RecordLayout.EPOCH_OFFSET) & EPOCH_MASK);
            lane2 = round(lane2, 0);
            lane3 = round(lane3, word(base, at + 48));
            lane4 = round(lane4, word(base, at + 56));
            for (index = 2 * STRIPE_LENGTH; index + STRIPE_LENGTH <= length; index += STRIPE_LENGTH)
            {
                lane1 = round(lane1, word(base, at + index));
                lane2 = round(lane2, word(base, at + index + 8));
                lane3 = round(lane3, word(base, at + index + 16));
                lane4 = round(lane4, word(base, at + index + 24));
            }
        }
        return finish(merge(lane1, lane2, lane3, lane4) + length, base, at, index, length);
    }

    private static long merge(final long lane1, final long lane2, final long lane3, final long lane4)
    {
        long hash = Long.rotateLeft(lane1, 1) + Long.rotateLeft(lane2, 7) +
            Long.rotateLeft(lane3, 12) + Long.rotateLeft(lane4, 18);
        hash = (hash ^ round(0, lane1)) * PRIME_1 + PRIME_4;
        hash = (hash ^ round(0, lane2)) * PRIME_1 + PRIME_4;
        hash = (hash ^ round(0, lane3)) * PRIME_1 + PRIME_4;
        return (hash ^ round(0, lane4)) * PRIME_1 + PRIME_4;
    }

    private static long finish(
        final long start, final byte[] base, final long at, final int from, final int length)
    {
        long hash = start;
        for (int index = from; index < length; index += 8)
        {
            hash = Long.rotateLeft(hash ^ round(0, tailWord(base, at, index)), 27) * PRIME_1 + PRIME_4;
        }
        hash = (hash ^ (hash >>> 33)) * PRIME_2;
        hash = (hash ^ (hash >>> 29)) * PRIME_3;
        return hash ^ (hash >>> 32);
    }

    private static long tailWord(final byte[] base, final long at, final int index)
    {
        if (RecordLayout.CHAIN_OFFSET == index)
        {
            return 0;
        }
        final long word = word(base, at + index);
        return RecordLayout.EPOCH_OFFSET == index ? word & EPOCH_MASK : word;
    }

    private static long round(final long lane, final long word)
    {
        return Long.rotateLeft(lane + word * PRIME_2, 31) * PRIME_1;
    }

    /** A word of a record in an array or, without one, off the heap. */
    private static long word(final byte[] base, final long at)
    {
        final long word = UnsafeApi.getLong(base, at);
        return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? word : Long.reverseBytes(word);
    }
}
