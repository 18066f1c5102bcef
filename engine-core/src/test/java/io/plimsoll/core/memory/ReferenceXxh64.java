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

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * XXH64 as its specification has it, for any length.
 */
final class ReferenceXxh64
{
    private static final long P1 = 0x9E3779B185EBCA87L;
    private static final long P2 = 0xC2B2AE3D27D4EB4FL;
    private static final long P3 = 0x165667B19E3779F9L;
    private static final long P4 = 0x85EBCA77C2B2AE63L;
    private static final long P5 = 0x27D4EB2F165667C5L;

    private ReferenceXxh64()
    {
    }

    static long hash(final byte[] content, final long seed)
    {
        final ByteBuffer input = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        long hash = content.length >= 32 ? body(input, seed) : seed + P5;
        hash += content.length;
        while (input.remaining() >= 8)
        {
            hash = Long.rotateLeft(hash ^ round(0, input.getLong()), 27) * P1 + P4;
        }
        if (input.remaining() >= 4)
        {
            hash = Long.rotateLeft(hash ^ (input.getInt() & 0xFFFFFFFFL) * P1, 23) * P2 + P3;
        }
        while (input.hasRemaining())
        {
            hash = Long.rotateLeft(hash ^ (input.get() & 0xFF) * P5, 11) * P1;
        }
        hash = (hash ^ hash >>> 33) * P2;
        hash = (hash ^ hash >>> 29) * P3;
        return hash ^ hash >>> 32;
    }

    private static long body(final ByteBuffer input, final long seed)
    {
        final long[] lanes = {seed + P1 + P2, seed + P2, seed, seed - P1};
        while (input.remaining() >= 32)
        {
            for (int lane = 0; lane < 4; lane++)
            {
                lanes[lane] = round(lanes[lane], input.getLong());
            }
        }

        long hash = 0;
        final int[] rotations = {1, 7, 12, 18};
        for (int lane = 0; lane < 4; lane++)
        {
            hash += Long.rotateLeft(lanes[lane], rotations[lane]);
        }
        for (final long lane : lanes)
        {
            hash = (hash ^ round(0, lane)) * P1 + P4;
        }
        return hash;
    }

    private static long round(final long lane, final long word)
    {
        return Long.rotateLeft(lane + word * P2, 31) * P1;
    }
}
