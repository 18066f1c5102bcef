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

import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.book.Books;
import io.plimsoll.core.book.LevelRecord;
import io.plimsoll.core.book.OrderRecord;
import io.plimsoll.core.memory.Arena;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.InstrumentRecord;
import java.util.Arrays;

/**
 * The engine's book alone, as the peer's is measured: orders found by id and owner, rested, reduced, moved and traded,
 * with an event for each trade, reduction and remainder. No margin, ledger or message; those are in the whole engine.
 * What orders keep up in their account and position is in it, because the book of the engine cannot do without.
 * <p>
 * One thread. 0 B for each command.
 */
public final class PlainBook implements AutoCloseable
{
    private static final long FACTOR = 0x9E3779B97F4A7C15L;
    private static final int EVENT_WORDS = 4;
    private static final int EVENT_MASK = 1_024 * EVENT_WORDS - 1;
    private static final int WORDS_PER_ORDER = 3;

    private final Arena arena = new Arena();
    private final Books books;
    private final InstrumentRecord instrument;
    private final OrderRecord order;
    private final LevelRecord level;
    private final int[] positions;
    private final long[] events = new long[EVENT_MASK + 1];
    private long eventWords;
    private long trades;
    private long refused;

    /**
     * An empty book with its users.
     *
     * @param users  numbered from 1.
     * @param orders that may rest at once.
     * @param levels that may be open at once.
     */
    public PlainBook(final int users, final int orders, final int levels)
    {
        final EngineLimits limits = EngineLimits.builder().sessions(1).assets(1).instruments(1).accounts(users)
            .balances(1).positions(users).orders(orders).priceLevels(levels).build();
        final Catalogue catalogue = new Catalogue(arena, limits);
        final Accounts accounts = new Accounts(arena, limits);
        books = new Books(arena, limits, accounts, catalogue);
        instrument = catalogue.newInstrumentRecord();
        instrument.wrap(catalogue.instruments().add(1));
        instrument.instrumentId(1);
        order = books.newOrderRecord();
        level = books.newLevelRecord();
        positions = new int[users + 1];
        for (int user = 1; user <= users; user++)
        {
            accounts.open(user, 1, 0);
            positions[user] = accounts.openPosition(accounts.find(user), instrument.index());
        }
    }

    /**
     * Runs commands.
     *
     * @param words the recorded commands.
     * @param from  first command.
     * @param to    behind the last command.
     * @return commands that the book refused so far.
     */
    public long run(final int[] words, final int from, final int to)
    {
        for (int at = from * Commands.STRIDE; at < to * Commands.STRIDE; at += Commands.STRIDE)
        {
            final int orderId = words[at + Commands.ORDER_ID];
            final int position = positions[words[at + Commands.USER]];
            final int priceTicks = words[at + Commands.PRICE];
            final int lots = words[at + Commands.LOTS];
            final int kind = words[at + Commands.KIND];
            switch (kind)
            {
                case Commands.MOVE:
                    move(orderId, position, priceTicks);
                    break;
                case Commands.CANCEL:
                    reduce(orderId, position, Long.MAX_VALUE);
                    break;
                case Commands.REDUCE:
                    reduce(orderId, position, lots);
                    break;
                default:
                    newOrder(kind & ~Commands.SELL, kind & Commands.SELL, orderId, position, priceTicks, lots);
                    break;
            }
        }
        return refused;
    }

    private void newOrder(
        final int kind, final int side, final int orderId, final int position, final long priceTicks, final long lots)
    {
        if (kind == Commands.FILL_OR_KILL && !fillable(side, priceTicks, lots))
        {
            event(orderId, 0, priceTicks, lots);
            return;
        }
        final long left = take(orderId, side, priceTicks, lots);
        if (left == 0)
        {
            return;
        }
        if (kind == Commands.ADD)
        {
            books.add(position, orderId, 0, side, priceTicks, left, 0);
        }
        else
        {
            event(orderId, 0, priceTicks, left);
        }
    }

    private void move(final int orderId, final int position, final long priceTicks)
    {
        final int index = find(orderId, position);
        if (index != 0)
        {
            final int side = order.side();
            final long lots = order.remainingLots();
            if (!trades(side, priceTicks))
            {
                books.move(index, priceTicks, lots);
                return;
            }
            books.remove(index);
            final long left = take(orderId, side, priceTicks, lots);
            if (left > 0)
            {
                books.add(position, orderId, 0, side, priceTicks, left, 0);
            }
        }
    }

    private boolean trades(final int side, final long limitTicks)
    {
        final int best = Books.best(instrument, 1 - side);
        if (best == 0)
        {
            return false;
        }
        level.wrap(best);
        return Books.crosses(side, limitTicks, level.priceTicks());
    }

    private void reduce(final int orderId, final int position, final long lots)
    {
        final int index = find(orderId, position);
        if (index != 0)
        {
            final long taken = Math.min(lots, order.remainingLots());
            event(orderId, 0, order.priceTicks(), taken);
            books.reduce(index, taken);
        }
    }

    /** A resting order of its owner, wrapped; 0 and counted as refused if there is none. */
    private int find(final int orderId, final int position)
    {
        final int index = books.find(orderId);
        if (index != 0)
        {
            order.wrap(index);
            if (order.position() == position)
            {
                return index;
            }
        }
        refused++;
        return 0;
    }

    /** Trades with the best orders of the other side, oldest first, as far as the limit allows. */
    private long take(final int orderId, final int side, final long limitTicks, final long lots)
    {
        long left = lots;
        while (left > 0)
        {
            final int best = Books.best(instrument, 1 - side);
            if (best == 0)
            {
                break;
            }
            level.wrap(best);
            if (!Books.crosses(side, limitTicks, level.priceTicks()))
            {
                break;
            }
            final int maker = level.firstOrder();
            order.wrap(maker);
            final long traded = Math.min(left, order.remainingLots());
            event(orderId, order.orderId(), level.priceTicks(), traded);
            trades++;
            books.reduce(maker, traded);
            left -= traded;
        }
        return left;
    }

    private boolean fillable(final int side, final long limitTicks, final long lots)
    {
        long left = lots;
        for (int index = Books.best(instrument, 1 - side); index != 0 && left > 0; index = level.worse())
        {
            level.wrap(index);
            if (!Books.crosses(side, limitTicks, level.priceTicks()))
            {
                break;
            }
            left -= level.totalLots();
        }
        return left <= 0;
    }

    private void event(final long orderId, final long makerId, final long priceTicks, final long lots)
    {
        final int at = (int)eventWords & EVENT_MASK;
        events[at] = orderId;
        events[at + 1] = makerId;
        events[at + 2] = priceTicks;
        events[at + 3] = lots;
        eventWords += EVENT_WORDS;
    }

    /**
     * Runs commands and mixes every trade into a digest, as the peer's adapter does. Not timed.
     *
     * @param words the recorded commands.
     * @param from  first command.
     * @param to    behind the last command.
     * @return number of trades and their digest.
     */
    public long[] runAndDigest(final int[] words, final int from, final int to)
    {
        long digest = 0;
        for (int place = from; place < to; place++)
        {
            final long before = eventWords;
            run(words, place, place + 1);
            for (long word = before; word < eventWords; word += EVENT_WORDS)
            {
                final int at = (int)word & EVENT_MASK;
                if (events[at + 1] != 0)
                {
                    digest = (((digest * FACTOR + events[at]) * FACTOR + events[at + 1]) * FACTOR + events[at + 2]) *
                        FACTOR + events[at + 3];
                }
            }
        }
        return new long[]{trades, digest};
    }

    /**
     * What rests, best price first and oldest first.
     *
     * @param sell the side.
     * @return id, price and remaining lots of each order.
     */
    public long[] resting(final boolean sell)
    {
        final long[] resting = new long[WORDS_PER_ORDER * books.restingOrders()];
        int length = 0;
        for (int index = Books.best(instrument, sell ? Books.SELL : Books.BUY); index != 0; index = level.worse())
        {
            level.wrap(index);
            for (int next = level.firstOrder(); next != 0; next = order.next())
            {
                order.wrap(next);
                resting[length++] = order.orderId();
                resting[length++] = order.priceTicks();
                resting[length++] = order.remainingLots();
            }
        }
        return Arrays.copyOf(resting, length);
    }

    @Override
    public void close()
    {
        arena.close();
    }
}
