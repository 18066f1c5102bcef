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
package io.plimsoll.bench.book;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * A book of plain collections that the generators keep, to know what rests and what has traded. It shares no code with
 * the books that are measured, and they must end like it.
 */
final class ReferenceBook
{
    /** An order that rests. */
    static final class Order
    {
        final int id;
        final int user;
        final boolean sell;
        int priceTicks;
        int lots;

        Order(final int id, final int user, final boolean sell, final int priceTicks, final int lots)
        {
            this.id = id;
            this.user = user;
            this.sell = sell;
            this.priceTicks = priceTicks;
            this.lots = lots;
        }
    }

    /** Told of every trade. */
    interface TradeListener
    {
        /**
         * A trade.
         *
         * @param takerId    order that came.
         * @param maker      order that rested, already reduced; out of the book if it has no lots left.
         * @param tradedLots lots.
         */
        void onTrade(int takerId, Order maker, int tradedLots);
    }

    private final NavigableMap<Integer, ArrayDeque<Order>> bids = new TreeMap<>(Comparator.reverseOrder());
    private final NavigableMap<Integer, ArrayDeque<Order>> asks = new TreeMap<>();
    private final Map<Integer, Order> byId = new HashMap<>();
    private final TradeListener listener;
    private int restingBids;

    ReferenceBook(final TradeListener listener)
    {
        this.listener = listener;
    }

    /** A resting order. */
    Order find(final int id)
    {
        return byId.get(id);
    }

    /** Orders that rest on a side. */
    int orders(final boolean sell)
    {
        return sell ? byId.size() - restingBids : restingBids;
    }

    /** Prices at which something rests on a side. */
    int levels(final boolean sell)
    {
        return side(sell).size();
    }

    /** Whether an order would trade with one of its own user. */
    boolean meetsOwn(final boolean sell, final int limitTicks, final int lots, final int user)
    {
        int left = lots;
        for (final Map.Entry<Integer, ArrayDeque<Order>> level : side(!sell).entrySet())
        {
            if (left <= 0 || !crosses(sell, limitTicks, level.getKey()))
            {
                return false;
            }
            for (final Order order : level.getValue())
            {
                if (left > 0 && order.user == user)
                {
                    return true;
                }
                left -= order.lots;
            }
        }
        return false;
    }

    /** Trades an order that comes, and says what is left of it. */
    int match(final int takerId, final boolean sell, final int limitTicks, final int lots)
    {
        final NavigableMap<Integer, ArrayDeque<Order>> others = side(!sell);
        int left = lots;
        while (left > 0 && !others.isEmpty() && crosses(sell, limitTicks, others.firstKey()))
        {
            final Order maker = others.firstEntry().getValue().peekFirst();
            final int traded = Math.min(left, maker.lots);
            left -= traded;
            maker.lots -= traded;
            if (maker.lots == 0)
            {
                remove(maker);
            }
            listener.onTrade(takerId, maker, traded);
        }
        return left;
    }

    /** Whether an order could trade whole. */
    boolean isFillable(final boolean sell, final int limitTicks, final int lots)
    {
        long left = lots;
        for (final Map.Entry<Integer, ArrayDeque<Order>> level : side(!sell).entrySet())
        {
            if (left <= 0 || !crosses(sell, limitTicks, level.getKey()))
            {
                break;
            }
            left -= level.getValue().stream().mapToLong(order -> order.lots).sum();
        }
        return left <= 0;
    }

    /** Rests an order behind all others of its price. */
    void rest(final Order order)
    {
        byId.put(order.id, order);
        restingBids += order.sell ? 0 : 1;
        side(order.sell).computeIfAbsent(order.priceTicks, price -> new ArrayDeque<>()).addLast(order);
    }

    /** Takes an order out. */
    void remove(final Order order)
    {
        byId.remove(order.id);
        restingBids -= order.sell ? 0 : 1;
        final ArrayDeque<Order> level = side(order.sell).get(order.priceTicks);
        level.remove(order);
        if (level.isEmpty())
        {
            side(order.sell).remove(order.priceTicks);
        }
    }

    /** Id, price and lots of every order of a side, best price first and oldest first. */
    long[] resting(final boolean sell)
    {
        return side(sell).values().stream().flatMap(ArrayDeque::stream)
            .flatMapToLong(order -> LongStream.of(order.id, order.priceTicks, order.lots)).toArray();
    }

    private NavigableMap<Integer, ArrayDeque<Order>> side(final boolean sell)
    {
        return sell ? asks : bids;
    }

    private static boolean crosses(final boolean sell, final int limitTicks, final int priceTicks)
    {
        return sell ? priceTicks >= limitTicks : priceTicks <= limitTicks;
    }
}
