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
package io.plimsoll.core.memory;

import org.agrona.concurrent.UnsafeBuffer;

/**
 * XXH64 over a row of chunks as if they were one run of bytes: four independent lanes of 8 bytes, so that the
 * multiplications of one stripe of 32 bytes overlap. Any implementation of XXH64 gives the same value for the same
 * little-endian bytes and seed.
 * <p>
 * The length is a multiple of 8, and that of every chunk but the last a multiple of 32. Allocates nothing.
 */
final class ContentHash
{
    private static final long PRIME_1 = 0x9E37_79B1_85EB_CA87L;
    private static final long PRIME_2 = 0xC2B2_AE3D_27D4_EB4FL;
    private static final long PRIME_3 = 0x1656_67B1_9E37_79F9L;
    private static final long PRIME_4 = 0x85EB_CA77_C2B2_AE63L;
    private static final long PRIME_5 = 0x27D4_EB2F_1656_67C5L;
    private static final int STRIPE_LENGTH = 32;

    private long lane1;
    private long lane2;
    private long lane3;
    private long lane4;

    long of(final UnsafeBuffer[] chunks, final long length, final long seed)
    {
        lane1 = seed + PRIME_1 + PRIME_2;
        lane2 = seed + PRIME_2;
        lane3 = seed;
        lane4 = seed - PRIME_1;

        long lengthLeft = length;
        int chunk = 0;
        int tailOffset = 0;
        while (lengthLeft >= STRIPE_LENGTH)
        {
            final int run = (int)Math.min(lengthLeft, chunks[chunk].capacity()) & -STRIPE_LENGTH;
            stripes(chunks[chunk], run);
            lengthLeft -= run;
            tailOffset = run;
            if (tailOffset == chunks[chunk].capacity())
            {
                chunk++;
                tailOffset = 0;
            }
        }

        final long body = length >= STRIPE_LENGTH ? mergeLanes() : seed + PRIME_5;
        return lengthLeft == 0 ? avalanche(body + length) :
            avalanche(tail(chunks[chunk], tailOffset, (int)lengthLeft, body + length));
    }

    private void stripes(final UnsafeBuffer chunk, final int length)
    {
        long a = lane1;
        long b = lane2;
        long c = lane3;
        long d = lane4;
        for (int i = 0; i < length; i += STRIPE_LENGTH)
        {
            a = round(a, chunk.getLong(i));
            b = round(b, chunk.getLong(i + 8));
            c = round(c, chunk.getLong(i + 16));
            d = round(d, chunk.getLong(i + 24));
        }
        lane1 = a;
        lane2 = b;
        lane3 = c;
        lane4 = d;
    }

    private long mergeLanes()
    {
        long hash = Long.rotateLeft(lane1, 1) + Long.rotateLeft(lane2, 7) +
            Long.rotateLeft(lane3, 12) + Long.rotateLeft(lane4, 18);
        hash = mergeLane(hash, lane1);
        hash = mergeLane(hash, lane2);
        hash = mergeLane(hash, lane3);
        return mergeLane(hash, lane4);
    }

    private static long mergeLane(final long hash, final long lane)
    {
        return (hash ^ round(0, lane)) * PRIME_1 + PRIME_4;
    }

    private static long tail(final UnsafeBuffer chunk, final int offset, final int length, final long body)
    {
        long hash = body;
        for (int i = offset; i < offset + length; i += Long.BYTES)
        {
            hash = Long.rotateLeft(hash ^ round(0, chunk.getLong(i)), 27) * PRIME_1 + PRIME_4;
        }
        return hash;
    }

    private static long round(final long lane, final long word)
    {
        return Long.rotateLeft(lane + word * PRIME_2, 31) * PRIME_1;
    }

    private static long avalanche(final long value)
    {
        long hash = value;
        hash = (hash ^ (hash >>> 33)) * PRIME_2;
        hash = (hash ^ (hash >>> 29)) * PRIME_3;
        return hash ^ (hash >>> 32);
    }
}
