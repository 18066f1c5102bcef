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

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
