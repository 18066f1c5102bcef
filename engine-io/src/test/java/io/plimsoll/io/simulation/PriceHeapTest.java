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

import java.util.PriorityQueue;
import org.junit.jupiter.api.Test;

class PriceHeapTest
{
    @Test
    void shouldGiveTheLeastPriceFirstAndTheLeastMemberAmongEqualPrices()
    {
        final PriceHeap heap = new PriceHeap();
        heap.add(7, 3);
        heap.add(5, 9);
        heap.add(5, 2);
        heap.add(Long.MAX_VALUE, 1);
        heap.add(-1, 4);

        assertThat(heap.leastPrice()).isZero();
        assertThat(heap.remove()).isEqualTo(4);
        assertThat(heap.remove()).isEqualTo(2);
        assertThat(heap.remove()).isEqualTo(9);
        assertThat(heap.remove()).isEqualTo(3);
        assertThat(heap.leastPrice()).isEqualTo(PriceHeap.PRICE_MAX);
        assertThat(heap.remove()).isEqualTo(1);
        assertThat(heap.isEmpty()).isTrue();
    }

    @Test
    void shouldAgreeWithTheQueueOfThePlatform()
    {
        final PriceHeap heap = new PriceHeap();
        final PriorityQueue<Long> expected = new PriorityQueue<>();
        final SplitMix64 random = new SplitMix64(3);
        for (int i = 0; i < 20_000; i++)
        {
            if (expected.isEmpty() || random.chance(550_000))
            {
                final long price = random.nextLong(1_000);
                final int member = (int)random.nextLong(1_000);
                heap.add(price, member);
                expected.add(price * 1_000 + member);
            }
            else
            {
                final long price = heap.leastPrice();
                assertThat(price * 1_000 + heap.remove()).isEqualTo(expected.remove());
            }
        }
    }
}
