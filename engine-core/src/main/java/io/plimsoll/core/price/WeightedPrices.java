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
package io.plimsoll.core.price;

import io.plimsoll.core.fixed.Int128;

/**
 * A few prices with weights: their weighted median, and which of them stray from it. Registers of the caller, reused
 * from one aggregation to the next; nothing is allocated after construction.
 */
final class WeightedPrices
{
    private static final long PPM = 1_000_000;

    private final long[] prices = new long[Indexes.SOURCES_MAX];
    private final int[] weights = new int[Indexes.SOURCES_MAX];
    private final long[] deviations = new long[Indexes.SOURCES_MAX];
    private final int[] deviationWeights = new int[Indexes.SOURCES_MAX];
    private final Int128 left = new Int128();
    private final Int128 right = new Int128();
    private int count;
    private int weight;

    /** No prices yet. */
    WeightedPrices()
    {
    }

    /** Forgets all prices. */
    void clear()
    {
        count = 0;
        weight = 0;
    }

    /** Adds a price in its order. */
    void add(final long price, final int priceWeight)
    {
        insert(prices, weights, count, price, priceWeight);
        count++;
        weight += priceWeight;
    }

    private static void insert(
        final long[] values, final int[] valueWeights, final int used, final long value, final int valueWeight)
    {
        int place = used;
        while (place > 0 && values[place - 1] > value)
        {
            values[place] = values[place - 1];
            valueWeights[place] = valueWeights[place - 1];
            place--;
        }
        values[place] = value;
        valueWeights[place] = valueWeight;
    }

    int count()
    {
        return count;
    }

    int weight()
    {
        return weight;
    }

    /** The lowest price; there must be one. */
    long lowest()
    {
        return prices[0];
    }

    /** The highest price; there must be one. */
    long highest()
    {
        return prices[count - 1];
    }

    /** The lowest price at or below which half of the weight lies, 0 where there is no price. */
    long median()
    {
        return median(prices, weights, count, weight);
    }

    private static long median(final long[] values, final int[] valueWeights, final int used, final int sum)
    {
        int below = 0;
        for (int place = 0; place < used; place++)
        {
            below += valueWeights[place];
            if (2L * below >= sum)
            {
                return values[place];
            }
        }
        return 0;
    }

    /**
     * Drops what lies farther from the median than a multiple of the median deviation, and farther than a share of the
     * median itself. The median always stays.
     */
    void dropOutliers(final int factor, final int leastPpm)
    {
        final long median = median();
        for (int place = 0; place < count; place++)
        {
            insert(deviations, deviationWeights, place, Math.abs(prices[place] - median), weights[place]);
        }
        final long deviation = median(deviations, deviationWeights, count, weight);
        final int before = count;
        clear();
        for (int place = 0; place < before; place++)
        {
            final long distance = Math.abs(prices[place] - median);
            if (distance <= factor * deviation || isWithin(distance, leastPpm, median))
            {
                // What is kept moves to the front, in its order: nothing that is still to be read is overwritten.
                prices[count] = prices[place];
                weights[count] = weights[place];
                weight += weights[place];
                count++;
            }
        }
    }

    private boolean isWithin(final long distance, final int sharePpm, final long of)
    {
        return left.product(distance, PPM).compareTo(right.product(of, sharePpm)) <= 0;
    }
}
