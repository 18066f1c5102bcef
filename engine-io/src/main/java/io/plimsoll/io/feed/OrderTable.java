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

import java.util.Arrays;
import org.agrona.collections.Long2LongHashMap;

/**
 * Resting orders by id. Slots are used again; memory grows with the most orders that there ever were, and nothing is
 * allocated below that. One thread at a time.
 */
final class OrderTable
{
    /** Stands for no slot. */
    static final int NONE = 0;

    private static final int FIRST_CAPACITY = 256;
    private static final float LOAD_FACTOR = 0.55f;

    private final Long2LongHashMap slots = new Long2LongHashMap(FIRST_CAPACITY, LOAD_FACTOR, NONE);
    private long[] orderIds = new long[FIRST_CAPACITY];
    private long[] lots = new long[FIRST_CAPACITY];
    private long[] hiddenLots = new long[FIRST_CAPACITY];
    private long[] displayLots = new long[FIRST_CAPACITY];
    private int[] levels = new int[FIRST_CAPACITY];
    private int[] owners = new int[FIRST_CAPACITY];
    private int[] next = new int[FIRST_CAPACITY];
    private int[] previous = new int[FIRST_CAPACITY];
    private int used;
    private int free;

    /** Slot of an order, {@link #NONE} if it does not rest. */
    int find(final long orderId)
    {
        return (int)slots.get(orderId);
    }

    /** Slot for an order that is not there. */
    int take(final long orderId)
    {
        int slot = free;
        if (NONE != slot)
        {
            free = next[slot];
        }
        else
        {
            slot = ++used;
            if (slot == orderIds.length)
            {
                grow(2 * slot);
            }
        }
        slots.put(orderId, slot);
        orderIds[slot] = orderId;
        hiddenLots[slot] = 0;
        displayLots[slot] = 0;
        return slot;
    }

    void give(final int slot)
    {
        slots.remove(orderIds[slot]);
        next[slot] = free;
        free = slot;
    }

    void clear()
    {
        slots.clear();
        used = 0;
        free = NONE;
    }

    long orderId(final int slot)
    {
        return orderIds[slot];
    }

    long lots(final int slot)
    {
        return lots[slot];
    }

    void lots(final int slot, final long value)
    {
        lots[slot] = value;
    }

    /** Lots that an iceberg does not display yet. */
    long hiddenLots(final int slot)
    {
        return hiddenLots[slot];
    }

    /** Most lots that an iceberg displays, 0 for an order that hides none. */
    long displayLots(final int slot)
    {
        return displayLots[slot];
    }

    /** Lets an order hide lots behind those that it displays. */
    void hide(final int slot, final long hidden, final long display)
    {
        hiddenLots[slot] = hidden;
        displayLots[slot] = display;
    }

    /** Level that the order rests at: twice the slot of its price, and its side. */
    int level(final int slot)
    {
        return levels[slot];
    }

    void level(final int slot, final int value)
    {
        levels[slot] = value;
    }

    /** Number of the book that the order rests in. */
    int owner(final int slot)
    {
        return owners[slot];
    }

    void owner(final int slot, final int value)
    {
        owners[slot] = value;
    }

    int next(final int slot)
    {
        return next[slot];
    }

    void next(final int slot, final int value)
    {
        next[slot] = value;
    }

    int previous(final int slot)
    {
        return previous[slot];
    }

    void previous(final int slot, final int value)
    {
        previous[slot] = value;
    }

    private void grow(final int capacity)
    {
        orderIds = Arrays.copyOf(orderIds, capacity);
        lots = Arrays.copyOf(lots, capacity);
        hiddenLots = Arrays.copyOf(hiddenLots, capacity);
        displayLots = Arrays.copyOf(displayLots, capacity);
        levels = Arrays.copyOf(levels, capacity);
        owners = Arrays.copyOf(owners, capacity);
        next = Arrays.copyOf(next, capacity);
        previous = Arrays.copyOf(previous, capacity);
    }
}
