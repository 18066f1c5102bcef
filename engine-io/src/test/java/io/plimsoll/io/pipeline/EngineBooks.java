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
package io.plimsoll.io.pipeline;

import io.plimsoll.core.Engine;
import io.plimsoll.core.book.Books;
import io.plimsoll.core.book.LevelRecord;
import io.plimsoll.core.book.OrderRecord;
import io.plimsoll.core.book.OrderTermsRecord;
import io.plimsoll.core.memory.Slab;
import io.plimsoll.core.price.InstrumentRecord;
import io.plimsoll.io.feed.MarketBook;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the books out of the slabs of an engine, and out of a public book, as text that can be compared: by price and
 * by order, in the order in which the orders trade.
 */
final class EngineBooks
{
    private final InstrumentRecord instrument;
    private final LevelRecord level;
    private final OrderRecord order;
    private final OrderTermsRecord terms;
    private final Slab instruments;

    EngineBooks(final Engine engine)
    {
        instruments = slab(engine, "instruments");
        instrument = new InstrumentRecord(instruments);
        level = new LevelRecord(slab(engine, "priceLevels"));
        order = new OrderRecord(slab(engine, "orders"));
        terms = new OrderTermsRecord(slab(engine, "orderTerms"));
    }

    /** Whether an instrument is listed. */
    boolean isListed(final int instrumentId)
    {
        return find(instrumentId);
    }

    int state(final int instrumentId)
    {
        find(instrumentId);
        return instrument.state();
    }

    List<String> levels(final int instrumentId)
    {
        final List<String> lines = new ArrayList<>();
        find(instrumentId);
        for (int side = Books.BUY; side <= Books.SELL; side++)
        {
            for (int index = Books.best(instrument, side); index != 0; index = level.worse())
            {
                level.wrap(index);
                lines.add(levelLine(side, level.priceTicks(), level.totalLots(), level.orderCount()));
            }
        }
        return lines;
    }

    List<String> orders(final int instrumentId)
    {
        final List<String> lines = new ArrayList<>();
        find(instrumentId);
        for (int side = Books.BUY; side <= Books.SELL; side++)
        {
            for (int index = Books.best(instrument, side); index != 0; index = level.worse())
            {
                level.wrap(index);
                for (int place = level.firstOrder(); place != 0; place = order.next())
                {
                    order.wrap(place);
                    lines.add(orderLine(side, order.orderId(), order.priceTicks(), shownLots()));
                }
            }
        }
        return lines;
    }

    private long shownLots()
    {
        terms.wrap(order.terms());
        return order.terms() == 0 || terms.displayLots() == 0 ? order.remainingLots() : terms.shownLots();
    }

    static List<String> levels(final MarketBook book)
    {
        final List<String> lines = new ArrayList<>();
        for (int side = MarketBook.BUY; side <= MarketBook.SELL; side++)
        {
            final int shown = side;
            book.forEachLevel(side, (price, lots, count) -> lines.add(levelLine(shown, price, lots, count)));
        }
        return lines;
    }

    static List<String> orders(final MarketBook book)
    {
        final List<String> lines = new ArrayList<>();
        for (int side = MarketBook.BUY; side <= MarketBook.SELL; side++)
        {
            final int shown = side;
            book.forEachOrder(side, (orderId, price, lots) -> lines.add(orderLine(shown, orderId, price, lots)));
        }
        return lines;
    }

    private static String levelLine(final int side, final long priceTicks, final long lots, final int orders)
    {
        return side + " price " + priceTicks + " lots " + lots + " orders " + orders;
    }

    private static String orderLine(final int side, final long orderId, final long priceTicks, final long lots)
    {
        return side + " order " + orderId + " price " + priceTicks + " lots " + lots;
    }

    private boolean find(final int instrumentId)
    {
        for (int index = 1; index < instruments.used(); index++)
        {
            instrument.wrap(index);
            if (instrument.instrumentId() == instrumentId)
            {
                return true;
            }
        }
        return false;
    }

    private static Slab slab(final Engine engine, final String name)
    {
        for (int id = 1; id <= engine.slabCount(); id++)
        {
            if (name.equals(engine.slab(id).name()))
            {
                return engine.slab(id);
            }
        }
        throw new AssertionError("no slab " + name);
    }
}
