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

import java.util.Arrays;

/**
 * Where a generator draws its commands: each is recorded and applied to a reference book at once, so that the next can
 * depend on what rests and on the last price. An order never meets one of its own user, because engines differ in what
 * they then do: users are drawn again, and moves that would do it are left out.
 */
final class RecordedMarket
{
    private static final int SAMPLE_EVERY = 512;

    private final Commands.Recorder recorder = new Commands.Recorder();
    private final MarketFigures figures = new MarketFigures();
    private final ReferenceBook book = new ReferenceBook(this::onTrade);
    /** Ids of what rests, rising, which is the order in which they came. */
    private int[] live = new int[1 << 11];
    private int liveFrom;
    private int liveCount;
    private int lastOrderId;
    private int lastTradeTicks;
    private int fills;
    private int prefill = -1;

    /** A book whose last price is given. */
    RecordedMarket(final int lastTradeTicks)
    {
        this.lastTradeTicks = lastTradeTicks;
    }

    int lastTradeTicks()
    {
        return lastTradeTicks;
    }

    ReferenceBook book()
    {
        return book;
    }

    MarketFigures figures()
    {
        return figures;
    }

    int liveCount()
    {
        return liveCount;
    }

    /** A resting order by its age, 0 for the oldest. */
    ReferenceBook.Order live(final int place)
    {
        return book.find(live[liveFrom + place]);
    }

    /** From here on commands are timed. */
    void endPrefill()
    {
        prefill = recorder.size();
    }

    boolean meetsOwn(final boolean sell, final int limitTicks, final int lots, final int user)
    {
        return book.meetsOwn(sell, limitTicks, lots, user);
    }

    /** A new order of any kind; its id is the next one. */
    void order(final int kind, final boolean sell, final int user, final int priceTicks, final int lots)
    {
        final int id = ++lastOrderId;
        recorder.record(kind + (sell ? Commands.SELL : 0), id, user, priceTicks, lots, 0);
        if (kind == Commands.FILL_OR_KILL && !book.isFillable(sell, priceTicks, lots))
        {
            end();
            return;
        }
        final int left = book.match(id, sell, priceTicks, lots);
        if (left > 0 && kind == Commands.ADD)
        {
            book.rest(new ReferenceBook.Order(id, user, sell, priceTicks, left));
            remember(id);
        }
        end();
    }

    /** An order that rests from the start and that nothing reaches; it is never drawn. */
    void farOrder(final boolean sell, final int user, final int priceTicks)
    {
        final int id = ++lastOrderId;
        recorder.record(Commands.ADD + (sell ? Commands.SELL : 0), id, user, priceTicks, 1, 0);
        book.rest(new ReferenceBook.Order(id, user, sell, priceTicks, 1));
    }

    void cancel(final ReferenceBook.Order order)
    {
        recorder.record(Commands.CANCEL, order.id, order.user, order.priceTicks, order.lots, 0);
        book.remove(order);
        forget(order.id);
        end();
    }

    void reduce(final ReferenceBook.Order order, final int lots)
    {
        recorder.record(Commands.REDUCE, order.id, order.user, order.priceTicks, lots, order.lots - lots);
        order.lots -= lots;
        if (order.lots == 0)
        {
            book.remove(order);
            forget(order.id);
        }
        end();
    }

    void move(final ReferenceBook.Order order, final int priceTicks)
    {
        recorder.record(Commands.MOVE, order.id, order.user, priceTicks, order.lots, 0);
        book.remove(order);
        order.priceTicks = priceTicks;
        order.lots = book.match(order.id, order.sell, priceTicks, order.lots);
        if (order.lots > 0)
        {
            book.rest(order);
        }
        else
        {
            forget(order.id);
        }
        end();
    }

    private void end()
    {
        if (prefill >= 0)
        {
            figures.count(fills);
            if ((recorder.size() - prefill) % SAMPLE_EVERY == 0)
            {
                figures.sample(book);
            }
        }
        fills = 0;
    }

    private void onTrade(final int takerId, final ReferenceBook.Order maker, final int tradedLots)
    {
        fills++;
        lastTradeTicks = maker.priceTicks;
        if (maker.lots == 0)
        {
            forget(maker.id);
        }
    }

    private void remember(final int id)
    {
        if (liveFrom + liveCount == live.length)
        {
            final int[] wider = new int[2 * liveCount + 1];
            System.arraycopy(live, liveFrom, wider, 0, liveCount);
            live = wider;
            liveFrom = 0;
        }
        live[liveFrom + liveCount++] = id;
    }

    /** Closes the gap from the side on which there is less to move. */
    private void forget(final int id)
    {
        final int older = Arrays.binarySearch(live, liveFrom, liveFrom + liveCount, id) - liveFrom;
        liveCount--;
        if (older < liveCount / 2)
        {
            System.arraycopy(live, liveFrom, live, liveFrom + 1, older);
            liveFrom++;
        }
        else
        {
            System.arraycopy(live, liveFrom + older + 1, live, liveFrom + older, liveCount - older);
        }
    }

    Commands finish(final int users, final int highestPrice)
    {
        return recorder.finish(prefill, users, highestPrice);
    }
}
