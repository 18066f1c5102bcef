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
package io.plimsoll.io.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SplitMix64Test
{
    @Test
    void shouldGiveThePublishedSequence()
    {
        final SplitMix64 random = new SplitMix64(1234567);

        assertThat(random.nextLong()).isEqualTo(6457827717110365317L);
        assertThat(random.nextLong()).isEqualTo(3203168211198807973L);
        assertThat(Long.toUnsignedString(random.nextLong())).isEqualTo("9817491932198370423");
    }

    @Test
    void shouldStayBetweenItsBoundsAndReachThem()
    {
        final SplitMix64 random = new SplitMix64(5);
        final boolean[] seen = new boolean[4];
        for (int i = 0; i < 1_000; i++)
        {
            seen[(int)random.between(10, 13) - 10] = true;
            assertThat(random.nextLong(1L << 61)).isBetween(0L, (1L << 61) - 1);
        }

        assertThat(seen).containsOnly(true);
    }

    @Test
    void shouldDrawLogarithmsUniformly()
    {
        final SplitMix64 random = new SplitMix64(11);
        final int[] decades = new int[3];
        for (int i = 0; i < 30_000; i++)
        {
            final long value = random.logUniform(10, 10_000);
            decades[value < 100 ? 0 : value < 1_000 ? 1 : 2]++;
        }

        for (final int count : decades)
        {
            assertThat(count).isBetween(9_600, 10_400);
        }
    }

    @Test
    void shouldGiveEveryMemberAStreamOfItsOwn()
    {
        final SplitMix64 random = new SplitMix64(0);
        random.restart(7, 1);
        final long first = random.nextLong();
        random.restart(7, 2);
        final long second = random.nextLong();
        random.restart(7, 1);

        assertThat(random.nextLong()).isEqualTo(first).isNotEqualTo(second);
    }
}
