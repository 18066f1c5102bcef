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

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * XXH64 as its specification words it, for any length: the measure for the fast form in the chain.
 */
final class XxHash64
{
    private static final long PRIME_1 = 0x9E3779B185EBCA87L;
    private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
    private static final long PRIME_3 = 0x165667B19E3779F9L;
    private static final long PRIME_4 = 0x85EBCA77C2B2AE63L;
    private static final long PRIME_5 = 0x27D4EB2F165667C5L;

    private XxHash64()
    {
    }

    static long of(final byte[] bytes, final int offset, final int length, final long seed)
    {
        final ByteBuffer input = ByteBuffer.wrap(bytes, offset, length).order(ByteOrder.LITTLE_ENDIAN);
        long hash = (length >= 32 ? stripes(input, seed) : seed + PRIME_5) + length;
        while (input.remaining() >= 8)
        {
            hash = Long.rotateLeft(hash ^ round(0, input.getLong()), 27) * PRIME_1 + PRIME_4;
        }
        if (input.remaining() >= 4)
        {
            hash = Long.rotateLeft(hash ^ (input.getInt() & 0xFFFF_FFFFL) * PRIME_1, 23) * PRIME_2 + PRIME_3;
        }
        while (input.hasRemaining())
        {
            hash = Long.rotateLeft(hash ^ (input.get() & 0xFF) * PRIME_5, 11) * PRIME_1;
        }
        hash = (hash ^ hash >>> 33) * PRIME_2;
        hash = (hash ^ hash >>> 29) * PRIME_3;
        return hash ^ hash >>> 32;
    }

    private static long stripes(final ByteBuffer input, final long seed)
    {
        final long[] lanes = {seed + PRIME_1 + PRIME_2, seed + PRIME_2, seed, seed - PRIME_1};
        while (input.remaining() >= 32)
        {
            for (int i = 0; i < 4; i++)
            {
                lanes[i] = round(lanes[i], input.getLong());
            }
        }
        long hash = Long.rotateLeft(lanes[0], 1) + Long.rotateLeft(lanes[1], 7) +
            Long.rotateLeft(lanes[2], 12) + Long.rotateLeft(lanes[3], 18);
        for (final long lane : lanes)
        {
            hash = (hash ^ round(0, lane)) * PRIME_1 + PRIME_4;
        }
        return hash;
    }

    private static long round(final long lane, final long word)
    {
        return Long.rotateLeft(lane + word * PRIME_2, 31) * PRIME_1;
    }
}
