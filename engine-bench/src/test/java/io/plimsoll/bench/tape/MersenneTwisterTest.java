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
package io.plimsoll.bench.tape;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MersenneTwisterTest
{
    @Test
    void shouldGiveTheTenThousandthNumberOfTheStandard()
    {
        // ISO C++ [rand.predef]: the 10,000th invocation of a default-constructed mt19937, whose seed is 5489.
        final MersenneTwister random = new MersenneTwister(5489);
        for (int i = 1; i < 10_000; i++)
        {
            random.nextBits();
        }

        assertThat(Integer.toUnsignedLong(random.nextBits())).isEqualTo(4_123_659_995L);
    }

    @Test
    void shouldStayInsideAClosedRangeAndReachBothEnds()
    {
        final MersenneTwister random = new MersenneTwister(1);
        final int[] counts = new int[4];
        for (int i = 0; i < 10_000; i++)
        {
            counts[random.integer(3, 6) - 3]++;
        }

        for (final int count : counts)
        {
            assertThat(count).isBetween(2_300, 2_700);
        }
    }
}
