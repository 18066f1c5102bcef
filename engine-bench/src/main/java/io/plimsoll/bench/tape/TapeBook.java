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

import io.plimsoll.core.EffectSink;
import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.account.Ledger;
import io.plimsoll.core.account.TouchedAccounts;
import io.plimsoll.core.book.Books;
import io.plimsoll.core.book.Cancels;
import io.plimsoll.core.book.LevelRecord;
import io.plimsoll.core.book.Matching;
import io.plimsoll.core.book.OrderRecord;
import io.plimsoll.core.codec.EffectWriter;
import io.plimsoll.core.codec.generated.Liquidity;
import io.plimsoll.core.codec.generated.MessageHeaderDecoder;
import io.plimsoll.core.codec.generated.OrderFilledDecoder;
import io.plimsoll.core.control.CounterRecord;
import io.plimsoll.core.control.Sessions;
import io.plimsoll.core.memory.Arena;
import io.plimsoll.core.memory.Slab;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.InstrumentRecord;

/**
 * The engine's book without the margin engine around it: the same records, matching and ledger, one instrument without
 * fees, and one account for each side. Orders get the engine's rising ids; a flat table finds them by the tape's, as
 * the survey's own adapters do. Trades are read from the effects that the engine would send. Not thread safe.
 */
public final class TapeBook implements AutoCloseable
{
    private static final int ORDERS = 1 << 16;
    private static final int PRICE_LEVELS = 1 << 13;
    private static final int EFFECT_BYTES = 1 << 21;
    private static final int INSTRUMENT_ID = 1;
    private static final int PRINCIPAL = 1;

    private final Arena arena = new Arena();
    private final EffectSink sink = new EffectSink(EFFECT_BYTES);
    private final OrderFilledDecoder filled = new OrderFilledDecoder();
    private final Books books;
    private final Matching matching;
    private final CounterRecord counters;
    private final InstrumentRecord instrument;
    private final OrderRecord order;
    private final LevelRecord level;
    private final int[] positions = new int[2];
    private final long[] engineIds;
    private final TapeReports reports;

    /**
     * An empty book.
     *
     * @param orderIdMax highest order id of its tape.
     * @param reports    told of every answer.
     */
    public TapeBook(final int orderIdMax, final TapeReports reports)
    {
        this.reports = reports;
        engineIds = new long[orderIdMax + 1];
        final EngineLimits limits = EngineLimits.builder()
            .orders(ORDERS).priceLevels(PRICE_LEVELS).accounts(2).positions(2).instruments(1).sessions(1).build();
        counters = newCounters();
        final Sessions sessions = new Sessions(arena, limits, counters);
        final Catalogue catalogue = new Catalogue(arena, limits);
        final Accounts accounts = new Accounts(arena, limits);
        final EffectWriter effects = new EffectWriter(sink);
        final TouchedAccounts touched = new TouchedAccounts(accounts, limits.accounts());
        books = new Books(arena, limits, accounts, catalogue);
        final Cancels cancels = new Cancels(books, accounts, catalogue, sessions, effects, touched);
        matching = new Matching(books, cancels, accounts, new Ledger(accounts, catalogue), sessions, counters, effects,
            touched);
        order = books.newOrderRecord();
        level = books.newLevelRecord();
        instrument = catalogue.newInstrumentRecord();
        populate(sessions, catalogue, accounts);
    }

    private CounterRecord newCounters()
    {
        final Slab slab = arena.slab("counters", CounterRecord.LENGTH, 1);
        slab.used(1);
        final CounterRecord record = new CounterRecord(slab);
        record.wrap(0);
        return record;
    }

    private void populate(final Sessions sessions, final Catalogue catalogue, final Accounts accounts)
    {
        final int principal = sessions.principalOf(sessions.open(PRINCIPAL));
        catalogue.assets().add(1);
        final int index = catalogue.instruments().add(INSTRUMENT_ID);
        instrument.wrap(index);
        instrument.instrumentId(INSTRUMENT_ID);
        instrument.settlementAsset(Catalogue.REFERENCE);
        instrument.contractFactorAtoms(1);
        instrument.subTicksPerTick(1);
        for (int side = Books.BUY; side <= Books.SELL; side++)
        {
            accounts.open(side + 1, principal, 0);
            positions[side] = accounts.openPosition(accounts.find(side + 1), index);
        }
    }

    /**
     * Applies a whole tape.
     *
     * @param tape whose order ids the book has room for.
     */
    public void run(final Tape tape)
    {
        for (int sequence = 0; sequence < tape.size(); sequence++)
        {
            apply(tape, sequence);
        }
    }

    /**
     * Applies one message.
     *
     * @param tape     that holds it.
     * @param sequence of the message.
     */
    public void apply(final Tape tape, final int sequence)
    {
        final int orderId = tape.orderId(sequence);
        switch (tape.kind(sequence))
        {
            case Tape.NEW:
                place(sequence, orderId, tape.side(sequence), tape.priceTicks(sequence), tape.quantityLots(sequence),
                    tape.isImmediate(sequence));
                break;
            case Tape.CANCEL:
                cancel(sequence, orderId);
                break;
            default:
                modify(sequence, orderId, tape.priceTicks(sequence), tape.quantityLots(sequence));
                break;
        }
    }

    private void place(
        final int sequence,
        final int orderId,
        final int side,
        final long priceTicks,
        final long quantityLots,
        final boolean isImmediate)
    {
        final long engineId = counters.lastOrderId() + 1;
        counters.lastOrderId(engineId);
        engineIds[orderId] = engineId;
        reports.orderAccepted(sequence, side, orderId, priceTicks, quantityLots);
        final long left = match(sequence, engineId, orderId, side, priceTicks, quantityLots);
        if (left > 0 && !isImmediate)
        {
            books.add(positions[side], engineId, orderId, side, priceTicks, left, 0);
        }
        else if (left > 0)
        {
            reports.cancelled(sequence, side, orderId, priceTicks);
        }
    }

    private void cancel(final int sequence, final int orderId)
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

    private void modify(final int sequence, final int orderId, final long priceTicks, final long quantityLots)
    {
        final int index = find(orderId);
        if (index == 0)
        {
            reports.modifyRejected(sequence, orderId);
            return;
        }
        order.wrap(index);
        final int side = order.side();
        final long engineId = order.orderId();
        books.remove(index);
        final long left = match(sequence, engineId, orderId, side, priceTicks, quantityLots);
        if (left > 0)
        {
            books.add(positions[side], engineId, orderId, side, priceTicks, left, 0);
        }
        reports.modified(sequence, side, orderId, priceTicks, quantityLots);
    }

    private int find(final int orderId)
    {
        final long engineId = orderId < engineIds.length ? engineIds[orderId] : 0;
        return engineId == 0 ? 0 : books.find(engineId);
    }

    private long match(
        final int sequence,
        final long engineId,
        final long orderId,
        final int side,
        final long priceTicks,
        final long quantityLots)
    {
        final long left = matching.execute(
            instrument, positions[side], engineId, orderId, side, priceTicks, quantityLots, 0, false);
        if (left < quantityLots)
        {
            reportTrades(sequence, orderId);
        }
        return left;
    }

    private void reportTrades(final int sequence, final long takerOrderId)
    {
        int offset = 0;
        while (offset < sink.length())
        {
            final int body = offset + EffectSink.FRAME_HEADER_LENGTH + MessageHeaderDecoder.ENCODED_LENGTH;
            filled.wrap(
                sink.buffer(), body, OrderFilledDecoder.BLOCK_LENGTH, OrderFilledDecoder.SCHEMA_VERSION);
            if (filled.liquidity() == Liquidity.MAKER)
            {
                reports.traded(
                    sequence, filled.priceTicks(), filled.quantityLots(), filled.clientOrderId(), takerOrderId);
            }
            offset += EffectSink.frameLength(sink.buffer().getInt(offset));
        }
        sink.reset();
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
