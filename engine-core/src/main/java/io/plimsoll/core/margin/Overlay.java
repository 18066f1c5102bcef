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
package io.plimsoll.core.margin;

import io.plimsoll.core.Invariant;
import io.plimsoll.core.memory.Memory;
import io.plimsoll.core.memory.Slab;

/**
 * What records were before a question wrote into them. Parts of records are kept first, then written by whoever books,
 * and put back in the reverse order, so that the state is to the byte what it was. Holds nothing between two questions.
 * 0 B; the engine's thread alone.
 */
final class Overlay
{
    private static final int WORD_SHIFT = 3;

    private final long[] words;
    private final long[] addresses;
    private final int[] lengths;
    private int wordCount;
    private int partCount;

    /**
     * An overlay over nothing yet.
     *
     * @param partsMost parts of records that can be kept.
     * @param wordsMost 8-byte words of all of them together.
     */
    Overlay(final int partsMost, final int wordsMost)
    {
        words = new long[wordsMost];
        addresses = new long[partsMost];
        lengths = new int[partsMost];
    }

    /**
     * Keeps a whole record as it is now.
     *
     * @param slab  of the record.
     * @param index of the record.
     */
    void keep(final Slab slab, final int index)
    {
        keep(slab, index, slab.recordLength());
    }

    /**
     * Keeps the beginning of a record as it is now.
     *
     * @param slab   of the record.
     * @param index  of the record.
     * @param length bytes, a multiple of 8.
     */
    void keep(final Slab slab, final int index, final int length)
    {
        final int count = length >> WORD_SHIFT;
        Invariant.check(partCount < addresses.length && wordCount + count <= words.length,
            "OVERLAY_FULL", partCount, wordCount);
        final long address = slab.address(index);
        addresses[partCount] = address;
        lengths[partCount++] = count;
        for (int word = 0; word < count; word++)
        {
            words[wordCount++] = Memory.getLong(address + ((long)word << WORD_SHIFT));
        }
    }

    /** Puts everything back that was kept. */
    void restore()
    {
        while (partCount > 0)
        {
            final int count = lengths[--partCount];
            wordCount -= count;
            for (int word = 0; word < count; word++)
            {
                Memory.putLong(addresses[partCount] + ((long)word << WORD_SHIFT), words[wordCount + word]);
            }
        }
    }
}
