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

import java.util.Arrays;

/**
 * A binary heap of (price, member) pairs packed into longs: the pair with the least price comes first, and among equal
 * prices the least member. Confined to one thread; allocates only to grow.
 */
final class PriceHeap
{
    /** Members are below this. */
    static final long MEMBERS_MAX = 1L << 27;

    /** The highest price; a higher one is taken for it. */
    static final long PRICE_MAX = (1L << 36) - 1;

    private static final int MEMBER_BITS = 27;

    private long[] pairs = new long[64];
    private int size;

    void add(final long price, final int member)
    {
        if (size == pairs.length)
        {
            pairs = Arrays.copyOf(pairs, size * 2);
        }
        final long bounded = Math.max(0, Math.min(PRICE_MAX, price));
        siftUp(size, (bounded << MEMBER_BITS) | member);
        size++;
    }

    boolean isEmpty()
    {
        return 0 == size;
    }

    long leastPrice()
    {
        return pairs[0] >>> MEMBER_BITS;
    }

    int remove()
    {
        final int member = (int)(pairs[0] & (MEMBERS_MAX - 1));
        size--;
        siftDown(pairs[size]);
        return member;
    }

    private void siftUp(final int from, final long pair)
    {
        int child = from;
        while (child > 0)
        {
            final int parent = (child - 1) >>> 1;
            if (pairs[parent] <= pair)
            {
                break;
            }
            pairs[child] = pairs[parent];
            child = parent;
        }
        pairs[child] = pair;
    }

    private void siftDown(final long pair)
    {
        int parent = 0;
        for (int child = 1; child < size; child = 2 * parent + 1)
        {
            if (child + 1 < size && pairs[child + 1] < pairs[child])
            {
                child++;
            }
            if (pair <= pairs[child])
            {
                break;
            }
            pairs[parent] = pairs[child];
            parent = child;
        }
        pairs[parent] = pair;
    }
}
