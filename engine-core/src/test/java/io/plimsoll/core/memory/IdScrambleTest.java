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

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Random;
import java.util.stream.LongStream;

class IdScrambleTest
{
    private static final int IDS = 4_096;
    /** Known to whoever reads the source. */
    private static final IdScramble KNOWN = new IdScramble(0);

    @Test
    void shouldNeverMakeOneIdOfTwo()
    {
        final IdScramble scramble = new IdScramble(17);

        assertThat(LongStream.range(-100_000, 100_000).map(scramble::of).distinct().count()).isEqualTo(200_000);
    }

    @Test
    void shouldKeepRunsShortForIdsThatMeetUnderAnotherSeed()
    {
        // Ids of which all have their home among the first sixteenth of the places under the seed that is known.
        final long[] ids = new Random(5).longs().filter(id -> home(KNOWN.of(id)) < 1 << 9).limit(IDS).toArray();

        assertThat(longestRun(ids, KNOWN)).isGreaterThan(IDS / 2);
        assertThat(longestRun(ids, new IdScramble(1))).isLessThan(100);
    }

    @Test
    void shouldKeepRunsShortForIdsThatMeetUnscrambled()
    {
        final long inverse = inverseOf(0x9E37_79B9_7F4A_7C15L);
        final long[] ids = LongStream.range(0, IDS).map(i -> i * inverse << 2).toArray();

        try (Arena arena = new Arena())
        {
            final LongIntTable table = new LongIntTable(arena, "table", IDS);
            for (int i = 0; i < IDS; i++)
            {
                table.put(ids[i], i + 1);
            }
            assertThat(longestRun(arena.slab(1))).isGreaterThan(IDS / 5);
        }
        assertThat(longestRun(ids, KNOWN)).isLessThan(100);
    }

    @Test
    void shouldTellTheSameIdOfTwoScopesApart()
    {
        final IdScramble scramble = new IdScramble(3);

        assertThat(LongStream.range(0, 10_000).map(scope -> scramble.of((int)scope, 77)).distinct().count())
            .isEqualTo(10_000);
    }

    /** Home among the 8,192 places of a table for 4,096 entries, as {@link LongIntTable} finds it. */
    private static int home(final long key)
    {
        return (int)((key >>> 2) * 0x9E37_79B9_7F4A_7C15L >>> 64 - 13) & -4;
    }

    private static long inverseOf(final long odd)
    {
        long inverse = odd;
        for (int step = 0; step < 6; step++)
        {
            inverse *= 2 - odd * inverse;
        }
        return inverse;
    }

    private static int longestRun(final long[] ids, final IdScramble scramble)
    {
        try (Arena arena = new Arena())
        {
            final IdentifiedSlots slots = new IdentifiedSlots(arena, "slots", 8, IDS, scramble);
            for (final long id : ids)
            {
                slots.add(id);
            }
            for (int i = 0; i < ids.length; i++)
            {
                assertThat(slots.find(ids[i])).isEqualTo(i + 1);
            }
            return longestRun(arena.slab(arena.slabCount()));
        }
    }

    private static int longestRun(final Slab places)
    {
        int longest = 0;
        int run = 0;
        for (int place = 0; place < places.capacity() - 1; place++)
        {
            run = places.getInt(place, 8) == LongIntTable.ABSENT ? 0 : run + 1;
            longest = Math.max(longest, run);
        }
        return longest;
    }
}
