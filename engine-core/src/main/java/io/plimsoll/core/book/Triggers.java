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
package io.plimsoll.core.book;

import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.codec.generated.TriggerSource;
import io.plimsoll.core.control.InstrumentStates;
import io.plimsoll.core.memory.Arena;
import io.plimsoll.core.memory.OrderedForest;
import io.plimsoll.core.memory.Slab;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.InstrumentRecord;

/**
 * Stop orders that wait for a price, ordered for each instrument, source and direction by (trigger price in the order
 * in which a moving price passes them, id of the order). A buy waits for a price at or above its trigger, a sell for
 * one at or below.
 * <p>
 * What a price has passed stays due, although the price may have come back by the time that the order has its turn: a
 * tree that has due orders keeps the furthest price that it has seen. Instruments with due orders stand in a ring,
 * first come first served; one that does not trade leaves it and comes back when it trades again.
 * <pre>
 *   reached, 8 bytes a tree    int64 furthest price in sub-ticks, below 0 for trees of falling prices
 *   ring, record 0             int32 place of the first instrument | int32 number of instruments
 *   ring, record 1 .. n        int32 instrument | int32 0
 * </pre>
 * 0 B.
 */
public final class Triggers
{
    private static final int SOURCES = 3;
    private static final int TREES_PER_INSTRUMENT = 2 * SOURCES;
    private static final int FALLING = 0;
    private static final int RISING = 1;
    private static final int COUNT_OFFSET = 4;
    private static final int RECORD_LENGTH = 8;

    private final OrderedForest waiting;
    private final Slab reached;
    private final Slab ring;
    private final int capacity;
    private final OrderTerms terms;
    private final InstrumentRecord instrument;

    Triggers(final Arena arena, final EngineLimits limits, final OrderTerms terms, final Catalogue catalogue)
    {
        final int trees = TREES_PER_INSTRUMENT * (limits.instruments() + 1);
        waiting = new OrderedForest(arena, "orderTerms.triggers", trees, limits.extendedOrders());
        reached = arena.slab("orderTerms.reached", RECORD_LENGTH, trees);
        capacity = limits.instruments();
        ring = arena.slab("orderTerms.triggered", RECORD_LENGTH, capacity + 1L);
        this.terms = terms;
        instrument = catalogue.newInstrumentRecord();
    }

    /**
     * The price of a source now.
     *
     * @param book   on the record of the instrument.
     * @param source wire number of a {@link TriggerSource}, not NONE.
     * @return sub-ticks, 0 if there is none yet.
     */
    public static long priceSubTicks(final InstrumentRecord book, final int source)
    {
        if (source == TriggerSource.MARK.value())
        {
            return book.markSubTicks();
        }
        return source == TriggerSource.INDEX.value() ? book.indexSubTicks() :
            book.lastTradeTicks() * book.subTicksPerTick();
    }

    /**
     * Whether a stop would be triggered at once: by the price now, or by one that has passed it while others are due.
     *
     * @param book            on the record of the instrument.
     * @param source          of the price.
     * @param side            of the order.
     * @param triggerSubTicks trigger price.
     * @return true if so.
     */
    public boolean wouldTrigger(
        final InstrumentRecord book, final int source, final int side, final long triggerSubTicks)
    {
        final int tree = tree(book.index(), source, side);
        final long price = priceSubTicks(book, source);
        final long now = price == 0 ? Long.MIN_VALUE : signed(side, price);
        return signed(side, triggerSubTicks) <= (isDue(tree) ? Math.max(now, reachedOf(tree)) : now);
    }

    /** Lets an order wait that would not be triggered at once. */
    void put(final OrderRecord order, final int termsIndex, final int source, final long triggerSubTicks)
    {
        final int tree = tree(order.instrument(), source, order.side());
        if (!isDue(tree))
        {
            reached.putLong(tree, 0, Long.MIN_VALUE);
        }
        waiting.put(tree, termsIndex, signed(order.side(), triggerSubTicks), order.orderId());
    }

    /**
     * Whether a price has passed the one that a stop waits for, and the stop has not had its turn.
     *
     * @param order on the record of a waiting stop.
     * @return true if so.
     */
    public boolean isDue(final OrderRecord order)
    {
        final int tree = tree(order.instrument(), terms.triggerSource(order), order.side());
        return waiting.key(order.terms()) <= reachedOf(tree);
    }

    /**
     * Gives a stop that is not due another trigger price, by which it would not be triggered at once, or other lots.
     *
     * @param order        on the record of a waiting stop.
     * @param lots         of the order from now on.
     * @param triggerTicks price that it waits for.
     */
    public void amend(final OrderRecord order, final long lots, final long triggerTicks)
    {
        instrument.wrap(order.instrument());
        order.remainingLots(lots);
        terms.amend(order, triggerTicks);
        waiting.remove(order.terms());
        put(order, order.terms(), terms.triggerSource(order), triggerTicks * instrument.subTicksPerTick());
    }

    void remove(final int termsIndex)
    {
        waiting.remove(termsIndex);
    }

    /**
     * Takes note of the price of a source.
     *
     * @param book   on the record of the instrument.
     * @param source whose price may have moved.
     */
    public void note(final InstrumentRecord book, final int source)
    {
        final long price = priceSubTicks(book, source);
        if (price != 0)
        {
            note(tree(book.index(), source, Books.BUY), price, book);
            note(tree(book.index(), source, Books.SELL), -price, book);
        }
    }

    /**
     * Takes note of the prices of all sources, where an instrument may trade again.
     *
     * @param book on the record of the instrument.
     */
    public void noteAll(final InstrumentRecord book)
    {
        for (int source = TriggerSource.MARK.value(); source <= TriggerSource.LAST.value(); source++)
        {
            note(book, source);
        }
    }

    private void note(final int tree, final long price, final InstrumentRecord book)
    {
        if (waiting.first(tree) == OrderedForest.NONE)
        {
            return;
        }
        reached.putLong(tree, 0, isDue(tree) ? Math.max(price, reachedOf(tree)) : price);
        if (isDue(tree) && InstrumentStates.trades(book.state()))
        {
            enter(book.index());
        }
    }

    private void enter(final int instrumentIndex)
    {
        final int count = count();
        for (int nth = 0; nth < count; nth++)
        {
            if (ring.getInt(place(nth), 0) == instrumentIndex)
            {
                return;
            }
        }
        ring.putInt(place(count), 0, instrumentIndex);
        ring.putInt(0, COUNT_OFFSET, count + 1);
    }

    /**
     * Whether an order may be due.
     *
     * @return true if a {@code Continue} is wanted.
     */
    public boolean isPending()
    {
        return count() != 0;
    }

    /**
     * The order whose turn it is.
     *
     * @return index of a stop that a price has passed, 0 if there is none.
     */
    public int due()
    {
        while (count() != 0)
        {
            final int instrumentIndex = ring.getInt(place(0), 0);
            instrument.wrap(instrumentIndex);
            final boolean trades = InstrumentStates.trades(instrument.state());
            for (int place = 0; trades && place < TREES_PER_INSTRUMENT; place++)
            {
                final int tree = TREES_PER_INSTRUMENT * instrumentIndex + place;
                if (isDue(tree))
                {
                    return terms.orderOf(waiting.first(tree));
                }
            }
            removeFirst();
        }
        return 0;
    }

    /**
     * A stop that waits in an instrument: by the mark, the index, then the last trade, of each first the sells, and
     * among those the one that a price would pass first.
     *
     * @param instrumentIndex of the instrument.
     * @return index of the order, 0 if none waits.
     */
    public int firstWaiting(final int instrumentIndex)
    {
        for (int place = 0; place < TREES_PER_INSTRUMENT; place++)
        {
            final int first = waiting.first(TREES_PER_INSTRUMENT * instrumentIndex + place);
            if (first != OrderedForest.NONE)
            {
                return terms.orderOf(first);
            }
        }
        return 0;
    }

    private void removeFirst()
    {
        final int place = place(0);
        final int count = count() - 1;
        ring.zero(place);
        ring.putInt(0, COUNT_OFFSET, count);
        ring.putInt(0, 0, count == 0 ? 0 : place % capacity + 1);
    }

    private boolean isDue(final int tree)
    {
        final int first = waiting.first(tree);
        return first != OrderedForest.NONE && waiting.key(first) <= reachedOf(tree);
    }

    private long reachedOf(final int tree)
    {
        return reached.getLong(tree, 0);
    }

    private int count()
    {
        return ring.getInt(0, COUNT_OFFSET);
    }

    private int place(final int nth)
    {
        return 1 + (Math.max(1, ring.getInt(0, 0)) - 1 + nth) % capacity;
    }

    private static long signed(final int side, final long subTicks)
    {
        return side == Books.BUY ? subTicks : -subTicks;
    }

    private static int tree(final int instrumentIndex, final int source, final int side)
    {
        return TREES_PER_INSTRUMENT * instrumentIndex + 2 * (source - 1) + (side == Books.BUY ? RISING : FALLING);
    }
}
