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
package io.plimsoll.core.twin;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The resting orders of an instrument: for each side a list for each price, best price first, oldest order first. */
final class TwinBook
{
    static final int BUY = 0;
    static final int SELL = 1;

    private final TreeMap<Long, List<TwinOrder>> bids = new TreeMap<>(Comparator.reverseOrder());
    private final TreeMap<Long, List<TwinOrder>> asks = new TreeMap<>();

    TreeMap<Long, List<TwinOrder>> side(final int side)
    {
        return side == BUY ? bids : asks;
    }

    /** Best price of a side, 0 if it is empty. */
    long best(final int side)
    {
        return side(side).isEmpty() ? 0 : side(side).firstKey();
    }

    void add(final TwinOrder order)
    {
        order.shown = Math.min(order.display, order.remaining);
        side(order.side).computeIfAbsent(order.price, price -> new ArrayList<>()).add(order);
        order.account.orders.add(order);
    }

    void remove(final TwinOrder order)
    {
        final List<TwinOrder> level = side(order.side).get(order.price);
        level.remove(order);
        if (level.isEmpty())
        {
            side(order.side).remove(order.price);
        }
        order.account.orders.remove(order);
    }

    /** Lots of an order as a taker meets them. */
    record Slice(TwinOrder order, long lots)
    {
    }

    /** Plays a level until it is empty: an iceberg goes to the back with its next lots whenever its slice is gone. */
    static List<Slice> slices(final List<TwinOrder> level)
    {
        final List<Slice> slices = new ArrayList<>();
        final ArrayDeque<Slice> queue = new ArrayDeque<>();
        final Map<TwinOrder, Long> left = new HashMap<>();
        for (final TwinOrder order : level)
        {
            queue.add(new Slice(order, order.displayed()));
            left.put(order, order.remaining);
        }
        while (!queue.isEmpty())
        {
            final Slice met = queue.poll();
            slices.add(met);
            final long rest = left.merge(met.order, -met.lots, Long::sum);
            if (rest > 0)
            {
                queue.add(new Slice(met.order, Math.min(met.order.display, rest)));
            }
        }
        return slices;
    }

    /** Takes lots off an order that displays them; the next ones of an iceberg go to the back of its level. */
    void take(final TwinOrder order, final long lots)
    {
        order.remaining -= lots;
        order.shown -= lots;
        if (order.display > 0 && order.shown == 0 && order.remaining > 0)
        {
            order.shown = Math.min(order.display, order.remaining);
            final List<TwinOrder> level = side(order.side).get(order.price);
            level.remove(order);
            level.add(order);
        }
    }

    /** Orders of a side in the order in which they trade. */
    List<TwinOrder> inPriority(final int side)
    {
        final List<TwinOrder> all = new ArrayList<>();
        side(side).values().forEach(all::addAll);
        return all;
    }

    static boolean crosses(final int side, final long limit, final long price)
    {
        return side == BUY ? price <= limit : price >= limit;
    }
}
