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

import io.plimsoll.bench.book.Commands;
import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.book.Books;
import io.plimsoll.core.book.LevelRecord;
import io.plimsoll.core.book.OrderRecord;
import io.plimsoll.core.memory.Arena;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.InstrumentRecord;

/**
 * The engine's book alone, without accounts' money and without effects, answering the messages of a tape. There is one
 * account for each side. Orders get rising ids as the engine gives them, and two flat tables translate the tape's, as
 * the survey's own adapters do. Not thread safe; allocates nothing once it is made.
 */
public final class TapeBook implements AutoCloseable
{
    private static final int ORDERS = 1 << 16;
    private static final int PRICE_LEVELS = 1 << 13;
    private static final int SIDES = 2;

    private final Arena arena = new Arena();
    private final Books books;
    private final InstrumentRecord instrument;
    private final OrderRecord order;
    private final LevelRecord level;
    private final int[] positions = new int[SIDES];
    private final int[] engineIds;
    private final int[] tapeIds;
    private final TapeReports reports;
    private int lastEngineId;

    /**
     * An empty book.
     *
     * @param orders     new orders that it can take.
     * @param orderIdMax highest order id of its tape.
     * @param reports    told of every answer.
     */
    public TapeBook(final int orders, final int orderIdMax, final TapeReports reports)
    {
        this.reports = reports;
        engineIds = new int[orderIdMax + 1];
        tapeIds = new int[orders + 1];
        final EngineLimits limits = EngineLimits.builder().sessions(1).assets(1).instruments(1).accounts(SIDES)
            .balances(1).positions(SIDES).orders(ORDERS).priceLevels(PRICE_LEVELS).build();
        final Catalogue catalogue = new Catalogue(arena, limits);
        final Accounts accounts = new Accounts(arena, limits);
        books = new Books(arena, limits, accounts, catalogue);
        order = books.newOrderRecord();
        level = books.newLevelRecord();
        instrument = catalogue.newInstrumentRecord();
        instrument.wrap(catalogue.instruments().add(1));
        instrument.instrumentId(1);
        for (int side = Books.BUY; side <= Books.SELL; side++)
        {
            accounts.open(side + 1, 1, 0);
            positions[side] = accounts.openPosition(accounts.find(side + 1), instrument.index());
        }
    }

    /**
     * A book for a tape.
     *
     * @param tape    that it is to answer.
     * @param reports told of every answer.
     */
    public TapeBook(final Tape tape, final TapeReports reports)
    {
        this(tape.size(), tape.orderIdMax(), reports);
    }

    /**
     * Answers a part of a tape.
     *
     * @param words of the tape.
     * @param from  first message.
     * @param to    behind the last message.
     */
    public void run(final int[] words, final int from, final int to)
    {
        for (int sequence = from, at = from * Commands.STRIDE; sequence < to; sequence++, at += Commands.STRIDE)
        {
            final int kind = words[at + Commands.KIND];
            final int orderId = words[at + Commands.ORDER_ID];
            switch (kind & ~Commands.SELL)
            {
                case Commands.CANCEL:
                    cancel(sequence, orderId);
                    break;
                case Tape.MODIFY:
                    modify(sequence, orderId, words[at + Commands.PRICE], words[at + Commands.LOTS]);
                    break;
                case Tape.REDUCE:
                    reduce(sequence, orderId, words[at + Commands.LOTS]);
                    break;
                default:
                    place(sequence, orderId, kind & Commands.SELL, words[at + Commands.PRICE],
                        words[at + Commands.LOTS], (kind & Commands.IMMEDIATE) != 0);
                    break;
            }
        }
    }

    /**
     * A new order.
     *
     * @param sequence     of the message.
     * @param orderId      of the order, of none that rests.
     * @param side         {@link Books#BUY} or {@link Books#SELL}.
     * @param priceTicks   limit.
     * @param quantityLots from 1.
     * @param isImmediate  whether what does not trade at once is cancelled.
     */
    public void place(
        final int sequence,
        final int orderId,
        final int side,
        final long priceTicks,
        final long quantityLots,
        final boolean isImmediate)
    {
        lastEngineId++;
        engineIds[orderId] = lastEngineId;
        tapeIds[lastEngineId] = orderId;
        reports.orderAccepted(sequence, side, orderId, priceTicks, quantityLots);
        final long left = match(sequence, orderId, side, priceTicks, quantityLots);
        if (left > 0 && !isImmediate)
        {
            rest(lastEngineId, side, priceTicks, left);
        }
        else if (left > 0)
        {
            reports.cancelled(sequence, side, orderId, priceTicks);
        }
    }

    /**
     * A cancel.
     *
     * @param sequence of the message.
     * @param orderId  of the order.
     */
    public void cancel(final int sequence, final int orderId)
    {
        final int index = find(orderId);
        if (index == 0)
        {
            reports.cancelRejected(sequence, orderId);
            return;
        }
        order.wrap(index);
        reports.cancelled(sequence, order.side(), orderId, order.priceTicks());
        books.remove(index);
    }

    /**
     * A cancel and a new order under the same id.
     *
     * @param sequence     of the message.
     * @param orderId      of the order.
     * @param priceTicks   new limit.
     * @param quantityLots new quantity, from 1.
     */
    public void modify(final int sequence, final int orderId, final long priceTicks, final long quantityLots)
    {
        final int index = find(orderId);
        if (index == 0)
        {
            reports.modifyRejected(sequence, orderId);
            return;
        }
        order.wrap(index);
        final int side = order.side();
        if (meets(side, priceTicks))
        {
            final long engineId = order.orderId();
            books.remove(index);
            final long left = match(sequence, orderId, side, priceTicks, quantityLots);
            if (left > 0)
            {
                rest(engineId, side, priceTicks, left);
            }
        }
        else
        {
            books.move(index, priceTicks, quantityLots);
        }
        reports.modified(sequence, side, orderId, priceTicks, quantityLots);
    }

    /**
     * A smaller quantity at the same place in the queue.
     *
     * @param sequence of the message.
     * @param orderId  of the order.
     * @param lots     taken off it, at most what it has.
     */
    public void reduce(final int sequence, final int orderId, final long lots)
    {
        final int index = find(orderId);
        if (index == 0)
        {
            reports.modifyRejected(sequence, orderId);
            return;
        }
        order.wrap(index);
        reports.modified(sequence, order.side(), orderId, order.priceTicks(), order.remainingLots() - lots);
        books.reduce(index, lots);
    }

    private void rest(final long engineId, final int side, final long priceTicks, final long lots)
    {
        books.add(positions[side], engineId, 0, side, priceTicks, lots, 0);
    }

    private int find(final int orderId)
    {
        final int engineId = orderId < engineIds.length ? engineIds[orderId] : 0;
        return engineId == 0 ? 0 : books.find(engineId);
    }

    /** Whether an order trades with the best level of the other side, which is then wrapped. */
    private boolean meets(final int side, final long limitTicks)
    {
        final int best = Books.best(instrument, 1 - side);
        if (best == 0)
        {
            return false;
        }
        level.wrap(best);
        return Books.crosses(side, limitTicks, level.priceTicks());
    }

    /** Trades with the best orders of the other side, oldest first, as far as the limit allows. */
    private long match(
        final int sequence, final int orderId, final int side, final long limitTicks, final long quantityLots)
    {
        long left = quantityLots;
        while (left > 0 && meets(side, limitTicks))
        {
            final long priceTicks = level.priceTicks();
            final int maker = level.firstOrder();
            order.wrap(maker);
            final long traded = Math.min(left, order.remainingLots());
            reports.traded(sequence, priceTicks, traded, tapeIds[(int)order.orderId()], orderId);
            books.reduce(maker, traded);
            left -= traded;
        }
        return left;
    }

    /**
     * Best price of a side.
     *
     * @param side of the book.
     * @return ticks, 0 if the side is empty.
     */
    public long bestTicks(final int side)
    {
        final int index = Books.best(instrument, side);
        if (index == 0)
        {
            return 0;
        }
        level.wrap(index);
        return level.priceTicks();
    }

    /**
     * The order that trades next.
     *
     * @param side of the book.
     * @return its id on the tape, 0 if the side is empty.
     */
    public int firstOrderId(final int side)
    {
        final int index = Books.best(instrument, side);
        if (index == 0)
        {
            return 0;
        }
        level.wrap(index);
        order.wrap(level.firstOrder());
        return tapeIds[(int)order.orderId()];
    }

    /**
     * Lots that rest at a price.
     *
     * @param side       of the book.
     * @param priceTicks of the level.
     * @return lots, 0 where nothing rests. Walks the levels.
     */
    public long depthLots(final int side, final long priceTicks)
    {
        for (int index = Books.best(instrument, side); index != 0; index = level.worse())
        {
            level.wrap(index);
            if (level.priceTicks() == priceTicks)
            {
                return level.totalLots();
            }
        }
        return 0;
    }

    /**
     * Orders that rest.
     *
     * @return number.
     */
    public int restingOrders()
    {
        return books.restingOrders();
    }

    @Override
    public void close()
    {
        arena.close();
    }
}
