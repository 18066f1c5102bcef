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

class FlyweightTest
{
    private static final int RECORD_LENGTH = 24;
    private static final int CAPACITY = 100;

    @Test
    void shouldReadAndWriteTheRecordItIsOnAcrossChunks()
    {
        try (Arena arena = new Arena(256, ByteBuffer::allocateDirect))
        {
            final Slab slab = arena.slab("slab", RECORD_LENGTH, CAPACITY);
            final Counter counter = new Counter(slab);

            addToAll(counter);
            addToAll(counter);

            counter.wrap(CAPACITY - 1);
            assertThat(counter.index()).isEqualTo(CAPACITY - 1);
            assertThat(counter.count()).isEqualTo(2 * (CAPACITY - 1));
            assertThat(slab.getLong(57, Counter.COUNT_OFFSET)).isEqualTo(2 * 57);
        }
    }

    @Test
    void shouldRefuseARecordPastTheSlab()
    {
        try (Arena arena = new Arena(256, ByteBuffer::allocateDirect))
        {
            final Counter counter = new Counter(arena.slab("slab", RECORD_LENGTH, CAPACITY));

            assertThatThrownBy(() -> counter.wrap(CAPACITY + 8)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> counter.wrap(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void shouldWrapNothingAfterTheArenaWasClosed()
    {
        final Arena arena = new Arena();
        final Counter counter = new Counter(arena.slab("slab", RECORD_LENGTH, CAPACITY));

        arena.close();

        assertThatThrownBy(() -> counter.wrap(5)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void shouldMoveWithoutAllocation()
    {
        try (Arena arena = new Arena())
        {
            final Counter counter = new Counter(arena.slab("slab", RECORD_LENGTH, CAPACITY));

            assertThat(AllocationMeter.bytesOf(() -> addToAll(counter))).isZero();
        }
    }

    private static void addToAll(final Counter counter)
    {
        for (int index = 0; index < CAPACITY; index++)
        {
            counter.wrap(index);
            counter.count(counter.count() + index);
        }
    }

    private static final class Counter extends Flyweight
    {
        static final int COUNT_OFFSET = 16;

        private Counter(final Slab slab)
        {
            super(slab);
        }

        long count()
        {
            return Memory.getLong(address + COUNT_OFFSET);
        }

        void count(final long value)
        {
            Memory.putLong(address + COUNT_OFFSET, value);
        }
    }
}
