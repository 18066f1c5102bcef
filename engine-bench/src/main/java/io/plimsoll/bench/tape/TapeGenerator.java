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

import java.util.Arrays;

/**
 * Makes the survey's order flow. Prices are drawn passively around a mid price that takes one geometric Brownian step
 * an order, buys along the first half of its path and sells along the second; the orders then arrive shuffled, and most
 * are modified, cancelled or both soon after, on a clock of microseconds that follows each event.
 */
public final class TapeGenerator
{
    private static final double TICK_SIZE = 0.005;
    private static final double START_PRICE = 167.52;
    private static final int QUANTITY_MAX = 100;
    private static final int DEPTHS = 800;
    private static final double DEPTH_EXPONENT = 2.23;
    private static final double HUMP_HEIGHT = 5.0;
    private static final double HUMP_DEPTH = 8.0;
    private static final double IMMEDIATE_SHARE = 0.15;
    private static final double MODIFY_SHARE = 0.20;
    private static final double REPRICE_SHARE = 0.80;
    private static final double CANCEL_SHARE = 0.95;
    private static final double REPEAT_SHARE = 0.02;
    private static final double MEDIAN_LIFE_US = 431.0;
    private static final int MODIFY_DELAY_US = 30;
    private static final int MODIFY_DELAY_RANGE_US = 70;
    private static final int REPEAT_DELAY_RANGE_US = 20;
    // An order makes at most an order, a modify, a cancel, and a repetition of each of these two.
    private static final int MESSAGES_PER_ORDER_MAX = 5;
    private static final int PLACE_BITS = 23;

    private final int orders;
    private final double logarithmStep;
    private final double baseRate;
    private final MersenneTwister random;
    private final double[] depthSums = depthSums();
    private final int[] depths;
    private final int[] prices;
    private final byte[] quantities;
    private final int[] arrivals;
    private Tape unsorted;
    private long[] keys;
    private long clockUs;

    private TapeGenerator(final Scenario scenario, final int orders, final int seed)
    {
        this.orders = orders;
        random = new MersenneTwister(seed);
        logarithmStep = logarithmStep(scenario, orders);
        baseRate = StrictMath.log(2.0) / MEDIAN_LIFE_US;
        depths = new int[orders];
        prices = new int[orders];
        quantities = new byte[orders];
        arrivals = new int[orders];
    }

    /**
     * Makes a tape.
     *
     * @param scenario of the survey.
     * @param orders   new orders, from 2 to a million.
     * @param seed     of the random numbers.
     * @return the tape.
     */
    public static Tape generate(final Scenario scenario, final int orders, final int seed)
    {
        if (orders < 2 || orders > Scenario.ORDERS)
        {
            throw new IllegalArgumentException("a tape has 2 to " + Scenario.ORDERS + " orders, not " + orders);
        }
        return new TapeGenerator(scenario, orders, seed).generate();
    }

    private static double logarithmStep(final Scenario scenario, final int orders)
    {
        if (scenario.volatility() == 0)
        {
            return 0;
        }
        final double time = StrictMath.pow(scenario.swing() / scenario.volatility(), 2.0) / orders;
        return scenario.volatility() * StrictMath.sqrt(time);
    }

    private static double[] depthSums()
    {
        final double[] sums = new double[DEPTHS];
        double sum = 0;
        for (int depth = 0; depth < DEPTHS; depth++)
        {
            final double distance = depth - HUMP_DEPTH;
            sum += 1.0 / StrictMath.pow(depth + 1.0, DEPTH_EXPONENT) +
                HUMP_HEIGHT * StrictMath.exp(-0.5 * distance * distance);
            sums[depth] = sum;
        }
        return sums;
    }

    private Tape generate()
    {
        place();
        shuffle();
        unsorted = new Tape(2 * orders + orders / 4);
        keys = new long[2 * orders + orders / 4];
        for (int place = 0; place < orders; place++)
        {
            live(arrivals[place]);
        }
        return sorted();
    }

    private void place()
    {
        double mid = START_PRICE;
        for (int i = 0; i < orders; i++)
        {
            final double step = random.normal();
            mid *= StrictMath.exp(-0.5 * logarithmStep * logarithmStep + logarithmStep * step);
            final double snapped = Math.round(mid / TICK_SIZE) * TICK_SIZE;
            final int midTicks = (int)Math.round(snapped / TICK_SIZE);
            depths[i] = drawDepth();
            final int distance = depths[i] + 1;
            prices[i] = Math.max(1, sideOf(i) == Tape.BUY ? midTicks - distance : midTicks + distance);
            quantities[i] = (byte)random.integer(1, QUANTITY_MAX);
        }
    }

    private byte sideOf(final int order)
    {
        return order < orders / 2 ? Tape.BUY : Tape.SELL;
    }

    private int drawDepth()
    {
        final double drawn = random.uniform() * depthSums[DEPTHS - 1];
        int low = 0;
        int high = DEPTHS - 1;
        while (low < high)
        {
            final int middle = (low + high) >>> 1;
            if (depthSums[middle] < drawn)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }
        return low;
    }

    private void shuffle()
    {
        for (int i = 0; i < orders; i++)
        {
            arrivals[i] = i;
        }
        for (int i = orders - 1; i > 0; i--)
        {
            final int other = random.integer(0, i);
            final int moved = arrivals[i];
            arrivals[i] = arrivals[other];
            arrivals[other] = moved;
        }
    }

    /** The life of one order; the clock ends behind its last event. */
    private void live(final int order)
    {
        final int orderId = order + 1;
        final byte side = sideOf(order);
        final boolean isImmediate = random.uniform() < IMMEDIATE_SHARE;
        stamp().order(orderId, side, quantities[order], prices[order], isImmediate);
        if (!isImmediate)
        {
            final boolean modified = random.uniform() < MODIFY_SHARE;
            final int newPrice = modified ? modify(order) : prices[order];
            final boolean cancelled = random.uniform() < CANCEL_SHARE;
            if (cancelled)
            {
                cancel(order);
            }
            if (modified && cancelled && random.uniform() < REPEAT_SHARE)
            {
                clockUs += repeatDelayUs();
                stamp().modify(orderId, side, quantities[order] + 1, newPrice);
            }
        }
        clockUs++;
    }

    private int modify(final int order)
    {
        final byte side = sideOf(order);
        clockUs += MODIFY_DELAY_US + (long)(random.uniform() * MODIFY_DELAY_RANGE_US);
        final int towardTheMarket = side == Tape.BUY ? 1 : -1;
        final int newPrice = prices[order] + (random.uniform() < REPRICE_SHARE ? towardTheMarket : 0);
        stamp().modify(order + 1, side, quantities[order] + 1, newPrice);
        return newPrice;
    }

    private void cancel(final int order)
    {
        clockUs += (long)random.exponential(baseRate / StrictMath.sqrt(1.0 + depths[order]));
        stamp().cancel(order + 1);
        if (random.uniform() < REPEAT_SHARE)
        {
            clockUs += repeatDelayUs();
            stamp().cancel(order + 1);
        }
    }

    private long repeatDelayUs()
    {
        return 1 + (long)(random.uniform() * REPEAT_DELAY_RANGE_US);
    }

    /** Notes the time of the message that is appended next; its place settles ties. */
    private Tape stamp()
    {
        final int place = unsorted.size();
        if (place == keys.length)
        {
            keys = Arrays.copyOf(keys, Math.min(2 * place, MESSAGES_PER_ORDER_MAX * orders));
        }
        keys[place] = clockUs << PLACE_BITS | place;
        return unsorted;
    }

    private Tape sorted()
    {
        final int size = unsorted.size();
        Arrays.sort(keys, 0, size);
        final Tape sorted = new Tape(size);
        for (int i = 0; i < size; i++)
        {
            unsorted.copyTo(sorted, (int)keys[i] & (1 << PLACE_BITS) - 1);
        }
        return sorted;
    }
}
