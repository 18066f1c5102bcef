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
package io.plimsoll.core;

import io.plimsoll.core.memory.Memory;

/**
 * A running 64-bit hash over every effect byte, eight at a time: {@code h = rotate(h xor w, 29) * 0x9E3779B97F4A7C15}.
 * The words of a command's effects take turns in two lanes, which need not wait for each other: the first goes on from
 * the hash before, xor the length of the effects, the second begins with the multiplier, and is mixed into the first
 * like a word. It finds accidents, not adversaries.
 */
final class EventHash
{
    private static final long MULTIPLIER = 0x9E37_79B9_7F4A_7C15L;
    private static final int ROTATION = 29;

    private EventHash()
    {
    }

    static long chain(final long hash, final long address, final int length)
    {
        long even = hash ^ length;
        long odd = MULTIPLIER;
        int offset = 0;
        for (; offset < length - Long.BYTES; offset += 2 * Long.BYTES)
        {
            even = step(even, Memory.getLong(address + offset));
            odd = step(odd, Memory.getLong(address + offset + Long.BYTES));
        }
        if (offset < length)
        {
            even = step(even, Memory.getLong(address + offset));
        }
        return step(even, odd);
    }

    private static long step(final long hash, final long word)
    {
        return Long.rotateLeft(hash ^ word, ROTATION) * MULTIPLIER;
    }
}
