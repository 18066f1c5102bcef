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
package io.plimsoll.core.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.memory.Arena;
import io.plimsoll.core.memory.IdScramble;
import org.junit.jupiter.api.Test;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

class MassCancelsTest
{
    private static final int STEPS = 50_000;

    @Test
    void shouldCoverWhatAnyWaitingEntryIsAbout()
    {
        final Random random = new Random(3);
        try (Arena arena = new Arena())
        {
            final OrderRecord order = new OrderRecord(arena.slab("orders", OrderRecord.LENGTH, 1));
            order.wrap(0);
            final MassCancels cancels = new MassCancels(arena, new IdScramble(9));
            final Deque<long[]> entries = new ArrayDeque<>();
            final long fresh = arena.digest();
            long id = 0;
            for (int step = 0; step < STEPS; step++)
            {
                id += random.nextInt(3);
                if (random.nextBoolean() && cancels.fullSlab() == null)
                {
                    final long[] entry = {1 + random.nextInt(4), random.nextInt(4), random.nextInt(3), id};
                    cancels.add((int)entry[0], (int)entry[1], (int)entry[2], id);
                    entries.add(entry);
                }
                else if (!entries.isEmpty())
                {
                    cancels.removeFirst();
                    entries.remove();
                }
                order.account(1 + random.nextInt(4));
                order.instrument(1 + random.nextInt(3));
                order.side(random.nextInt(2));
                order.orderId(Math.max(1, id - random.nextInt(40)));
                assertThat(cancels.covers(order)).as("step %d", step)
                    .isEqualTo(entries.stream().anyMatch(entry -> covers(entry, order)));
            }
            for (; !entries.isEmpty(); entries.remove())
            {
                cancels.removeFirst();
            }
            order.clear();
            assertThat(arena.digest()).isEqualTo(fresh);
        }
    }

    private static boolean covers(final long[] entry, final OrderRecord order)
    {
        return entry[0] == order.account() && (entry[1] == 0 || entry[1] == order.instrument()) &&
            (entry[2] == 0 || entry[2] == order.side() + 1) && order.orderId() <= entry[3];
    }
}
