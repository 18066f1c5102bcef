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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.core.AllocationMeter;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

class SlotPoolTest
{
    private static final long SEED = 20_260_102L;
    private static final int RECORD_LENGTH = 24;

    @Test
    void shouldHandOutEverySlotOnceAndThenNone()
    {
        try (Arena arena = new Arena())
        {
            final SlotPool pool = new SlotPool(arena, "pool", RECORD_LENGTH, 3);

            assertThat(pool.take()).isEqualTo(1);
            assertThat(pool.take()).isEqualTo(2);
            assertThat(pool.take()).isEqualTo(3);
            assertThat(pool.take()).isEqualTo(SlotPool.NONE);
            assertThat(pool.live()).isEqualTo(3);
            assertThat(pool.capacity()).isEqualTo(3);
        }
    }

    @Test
    void shouldHandOutTheLastGivenFirst()
    {
        try (Arena arena = new Arena())
        {
            final SlotPool pool = new SlotPool(arena, "pool", RECORD_LENGTH, 8);
            for (int i = 0; i < 5; i++)
            {
                pool.take();
            }

            pool.give(2);
            pool.give(4);

            assertThat(pool.take()).isEqualTo(4);
            assertThat(pool.take()).isEqualTo(2);
            assertThat(pool.take()).isEqualTo(6);
        }
    }

    @Test
    void shouldZeroTheRecordThatIsGivenBack()
    {
        try (Arena arena = new Arena())
        {
            final SlotPool pool = new SlotPool(arena, "pool", RECORD_LENGTH, 2);
            final int index = pool.take();
            pool.slab().putLong(index, 16, -1);

            pool.give(index);

            assertThat(pool.slab().getLong(index, 16)).isZero();
        }
    }

    @Test
    void shouldRefuseToTakeBackWhatIsNotTaken()
    {
        try (Arena arena = new Arena())
        {
            final SlotPool pool = new SlotPool(arena, "pool", RECORD_LENGTH, 2);
            final int index = pool.take();
            pool.give(index);

            assertThatThrownBy(() -> pool.give(index)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> pool.give(SlotPool.NONE)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> pool.give(-1)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> pool.give(3)).isInstanceOf(IllegalStateException.class);
            assertThat(pool.live()).isZero();
        }
    }

    @Test
    void shouldKeepTheHighWaterMark()
    {
        try (Arena arena = new Arena())
        {
            final SlotPool pool = new SlotPool(arena, "pool", RECORD_LENGTH, 9);
            assertThat(pool.highWater()).isZero();

            pool.take();
            pool.take();
            pool.give(1);
            pool.take();

            assertThat(pool.highWater()).isEqualTo(2);
            assertThat(pool.slab().used()).isEqualTo(3);
        }
    }

    @Test
    void shouldLeaveNoTraceOfTakeAndGive()
    {
        try (Arena arena = new Arena())
        {
            final SlotPool pool = new SlotPool(arena, "pool", RECORD_LENGTH, 9);
            final long fresh = arena.digest();
            final int first = pool.take();
            final long one = arena.digest();

            final int second = pool.take();
            pool.slab().putLong(second, 0, 77);
            assertThat(arena.digest()).isNotEqualTo(one);
            pool.give(second);

            assertThat(arena.digest()).isEqualTo(one);
            pool.give(first);
            assertThat(arena.digest()).isEqualTo(fresh);
        }
    }

    @Test
    void shouldFollowItsTwinOverALongStream()
    {
        final Random random = new Random(SEED);
        final int capacity = 100;
        final Deque<Integer> free = new ArrayDeque<>();
        final Set<Integer> taken = new HashSet<>();
        for (int i = 1; i <= capacity; i++)
        {
            free.addLast(i);
        }

        try (Arena arena = new Arena(256, ByteBuffer::allocateDirect))
        {
            final SlotPool pool = new SlotPool(arena, "pool", RECORD_LENGTH, capacity);
            for (int step = 0; step < 200_000; step++)
            {
                final int index = 1 + random.nextInt(capacity);
                final boolean filling = step / 1_000 % 2 == 0;
                if (random.nextInt(10) < (filling ? 6 : 4))
                {
                    final int expected = free.isEmpty() ? SlotPool.NONE : free.removeFirst();
                    assertThat(pool.take()).as("step %d, seed %d", step, SEED).isEqualTo(expected);
                    taken.add(expected);
                }
                else if (taken.remove(index))
                {
                    pool.give(index);
                    free.addFirst(index);
                }
                assertThat(pool.live()).isEqualTo(capacity - free.size());
            }
        }
    }

    @Test
    void shouldGoOnInACopyAsInTheOriginal()
    {
        try (Arena arena = new Arena(); Arena copy = new Arena())
        {
            final SlotPool pool = new SlotPool(arena, "pool", RECORD_LENGTH, 50);
            final SlotPool twin = new SlotPool(copy, "pool", RECORD_LENGTH, 50);
            for (int i = 1; i <= 20; i++)
            {
                pool.take();
            }
            for (int i = 1; i <= 20; i += 3)
            {
                pool.give(i);
            }

            arena.copyTo(copy);

            assertThat(copy.digest()).isEqualTo(arena.digest());
            assertThat(twin.highWater()).isEqualTo(20);
            for (int i = 0; i < 40; i++)
            {
                assertThat(twin.take()).isEqualTo(pool.take());
            }
        }
    }

    @Test
    void shouldTakeAndGiveWithoutAllocation()
    {
        try (Arena arena = new Arena())
        {
            final SlotPool pool = new SlotPool(arena, "pool", RECORD_LENGTH, 1_000);

            assertThat(AllocationMeter.bytesOf(() -> takeAllAndGiveAll(pool))).isZero();
        }
    }

    private static void takeAllAndGiveAll(final SlotPool pool)
    {
        for (int i = 0; i < pool.capacity(); i++)
        {
            pool.take();
        }
        for (int i = 1; i <= pool.capacity(); i++)
        {
            pool.give(i);
        }
    }
}
