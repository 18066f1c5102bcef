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

import io.plimsoll.io.importer.MarketEvent;
import io.plimsoll.io.importer.MarketEventHandler;
import io.plimsoll.io.importer.MarketEventKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Plays a raw book of Bitfinex. Its prices have eight decimals, so a tick is a hundred-millionth above a base, to stay
 * within the bits of a price. An order of a smaller amount at its price is reduced, any other change is a cancel and a
 * new order. The venue tells of an order that has come before it tells that the orders of the other side which stood in
 * its way have moved or gone, so those are taken out at once and awaited.
 */
final class BitfinexReplay implements MarketEventHandler, AutoCloseable
{
    private static final int DECIMALS = 8;
    private static final long BASE_TICKS = 60_900L * 100_000_000L;
    private static final int MESSAGES = 1 << 17;

    private final TapeBook book;
    private final Map<Long, Integer> tapeIds = new HashMap<>();
    private final Map<Long, Order> resting = new HashMap<>();
    private final Set<Long> awaited = new TreeSet<>();
    private final Set<Long> refused = new TreeSet<>();
    private int takenOut;
    private final List<String> differences = new ArrayList<>();
    private int sequence;
    private int lastTapeId;
    private int orders;
    private int deletes;

    /** An order as the venue tells of it. */
    private record Order(int side, long priceTicks, long lots)
    {
    }

    BitfinexReplay(final TapeReports reports)
    {
        book = new TapeBook(MESSAGES, MESSAGES, reports);
    }

    int orders()
    {
        return orders;
    }

    int deletes()
    {
        return deletes;
    }

    /** Orders that stood in the way of one of the other side when it came. */
    int takenOut()
    {
        return takenOut;
    }

    /** Those of them of which the venue has told nothing since. */
    Set<Long> awaited()
    {
        return awaited;
    }

    /** Orders that do not rest where the venue tells that they are gone. */
    Set<Long> refused()
    {
        return refused;
    }

    /** Messages after which the book's best prices were not those of the venue's orders. */
    List<String> differences()
    {
        return differences;
    }

    @Override
    public void onEvent(final MarketEvent event)
    {
        sequence++;
        awaited.remove(event.orderId());
        if (event.kind() == MarketEventKind.ORDER_SET)
        {
            orders++;
            set(event.orderId(), new Order(
                event.side(), event.price().steps(DECIMALS) - BASE_TICKS, event.quantity().steps(DECIMALS)));
        }
        else if (event.kind() == MarketEventKind.ORDER_DELETED)
        {
            deletes++;
            if (resting.remove(event.orderId()) == null)
            {
                refused.add(event.orderId());
            }
            book.cancel(sequence, tapeIds.getOrDefault(event.orderId(), MESSAGES));
        }
        compare();
    }

    private void set(final long orderId, final Order order)
    {
        final Order known = resting.put(orderId, order);
        final boolean isReduced = known != null && known.side == order.side &&
            known.priceTicks == order.priceTicks && known.lots >= order.lots;
        if (isReduced)
        {
            book.reduce(sequence, tapeIds.get(orderId), known.lots - order.lots);
            return;
        }
        if (known != null)
        {
            book.cancel(sequence, tapeIds.get(orderId));
        }
        leaveRoom(order);
        tapeIds.put(orderId, ++lastTapeId);
        book.place(sequence, lastTapeId, order.side, order.priceTicks, order.lots, false);
    }

    private void leaveRoom(final Order order)
    {
        final int other = 1 - order.side;
        final boolean buys = order.side == MarketEvent.BUY;
        long best = book.bestTicks(other);
        while (best != 0 && (buys ? best <= order.priceTicks : best >= order.priceTicks))
        {
            final int tapeId = book.firstOrderId(other);
            final long orderId = tapeIds.entrySet().stream().filter(entry -> entry.getValue() == tapeId).findFirst()
                .orElseThrow().getKey();
            book.cancel(sequence, tapeId);
            resting.remove(orderId);
            awaited.add(orderId);
            takenOut++;
            best = book.bestTicks(other);
        }
    }

    private void compare()
    {
        for (int side = MarketEvent.BUY; side <= MarketEvent.SELL; side++)
        {
            final long expected = bestOf(side);
            if (book.bestTicks(side) != expected)
            {
                differences.add("event " + sequence + " side " + side + ": " + price(book.bestTicks(side)) + " not " +
                    price(expected));
            }
        }
    }

    private long bestOf(final int side)
    {
        long best = 0;
        for (final Order order : resting.values())
        {
            if (order.side == side && (best == 0 || side == MarketEvent.BUY == order.priceTicks > best))
            {
                best = order.priceTicks;
            }
        }
        return best;
    }

    private static BigDecimal price(final long ticks)
    {
        return BigDecimal.valueOf(ticks + BASE_TICKS, DECIMALS);
    }

    @Override
    public void close()
    {
        book.close();
    }
}
