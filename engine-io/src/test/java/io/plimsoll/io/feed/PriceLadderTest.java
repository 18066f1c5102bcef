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
package io.plimsoll.io.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PriceLadderTest
{
    private static int slotOf(final Integer slot)
    {
        return null == slot ? PriceLadder.NONE : slot;
    }

    @Test
    void shouldKeepPricesInOrder()
    {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        final PriceLadder ladder = new PriceLadder();
        final TreeMap<Long, Integer> expected = new TreeMap<>();
        for (int i = 0; i < 200_000; i++)
        {
            // Grows, shrinks and grows again.
            final long price = 1 + random.nextInt(i % 40_000 < 20_000 ? 3_000 : 300);
            if (expected.containsKey(price))
            {
                expected.remove(price);
                ladder.remove(price);
            }
            else
            {
                expected.put(price, ladder.insert(price));
            }
            final long asked = random.nextInt(3_100);
            assertThat(new int[] {
                ladder.size(), ladder.find(asked), ladder.above(asked), ladder.below(asked),
                ladder.lowest(), ladder.highest()}).as("seed %d, step %d", seed, i).isEqualTo(new int[] {
                    expected.size(),
                    slotOf(expected.get(asked)),
                    slotOf(null == expected.higherEntry(asked) ? null : expected.higherEntry(asked).getValue()),
                    slotOf(null == expected.lowerEntry(asked) ? null : expected.lowerEntry(asked).getValue()),
                    slotOf(expected.isEmpty() ? null : expected.firstEntry().getValue()),
                    slotOf(expected.isEmpty() ? null : expected.lastEntry().getValue())});
        }
        expected.forEach((price, slot) -> assertThat(ladder.price(slot)).isEqualTo(price));
    }

    @Test
    void shouldStayShallowWhenPricesComeInOrder()
    {
        final PriceLadder ladder = new PriceLadder();
        final int prices = 100_000;
        final long startNs = System.nanoTime();
        for (int price = 1; price <= prices; price++)
        {
            ladder.insert(price);
        }
        for (int price = 1; price <= prices; price++)
        {
            assertThat(ladder.price(ladder.find(price))).isEqualTo(price);
        }

        // A list of this length would take minutes.
        assertThat(System.nanoTime() - startNs).isLessThan(20_000_000_000L);
        assertThat(ladder.size()).isEqualTo(prices);
    }

    @Test
    void shouldBeEmptyAfterClear()
    {
        final PriceLadder ladder = new PriceLadder();
        ladder.insert(7);
        ladder.insert(5);
        ladder.remove(7);

        ladder.clear();

        assertThat(ladder.size()).isZero();
        assertThat(ladder.find(5)).isEqualTo(PriceLadder.NONE);
        assertThat(ladder.lowest()).isEqualTo(PriceLadder.NONE);
        assertThat(ladder.price(ladder.insert(9))).isEqualTo(9);
    }
}
