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
package io.plimsoll.io.feed;

import io.plimsoll.core.codec.generated.AuctionPriceKind;
import io.plimsoll.core.codec.generated.TradeKind;
import java.util.Arrays;

/**
 * The feed of one instrument: its public book, the number of its last increment, and what the command in hand has
 * changed. Every change of the book goes through here and leaves as an increment at once; the levels that it touched
 * and the best prices follow at the end of the command. One thread at a time.
 */
final class InstrumentFeed
{
    private static final int FIRST_CAPACITY = 16;

    private final int instrumentId;
    private final MarketBook book;
    private final FeedEncoder encoder;
    private long[] touchedLevels = new long[FIRST_CAPACITY];
    private int[] touchedSlots = new int[FIRST_CAPACITY];
    private int touchedCount;
    private long sequence;
    private long stamp;
    private long bidTicks;
    private long bidLots;
    private long askTicks;
    private long askLots;
    private int state;
    private boolean told;
    private boolean stateChanged;
    private LevelGuard guard = LevelGuard.NONE;

    InstrumentFeed(final int instrumentId, final MarketBook book, final FeedEncoder encoder)
    {
        this.instrumentId = instrumentId;
        this.book = book;
        this.encoder = encoder;
    }

    void guard(final LevelGuard levelGuard)
    {
        guard = levelGuard;
    }

    int instrumentId()
    {
        return instrumentId;
    }

    MarketBook book()
    {
        return book;
    }

    /** Number of the last increment. */
    long sequence()
    {
        return sequence;
    }

    long nextSequence()
    {
        return ++sequence;
    }

    int state()
    {
        return state;
    }

    /** A command begins, under a stamp that no other has. */
    void begin(final long commandStamp)
    {
        stamp = commandStamp;
    }

    void add(final long orderId, final int side, final long priceTicks, final long lots)
    {
        final int found = book.side(side).find(priceTicks);
        if (BookSide.NONE != found)
        {
            guard.beforeChange(this, side, found);
        }
        touch(side, book.add(orderId, side, priceTicks, lots));
        encoder.orderAdded(this, orderId, side, priceTicks, lots);
    }

    /** Rests an order that displays some of its lots at a time; those that it displays later are nobody's business. */
    void add(final long orderId, final int side, final long priceTicks, final long lots, final long displayLots)
    {
        final long shown = displayLots == 0 ? lots : Math.min(lots, displayLots);
        add(orderId, side, priceTicks, shown);
        if (displayLots != 0)
        {
            book.orders().hide(book.orders().find(orderId), lots - shown, displayLots);
        }
    }

    /**
     * Sets what is left of an order, hidden or not, of which lots that it displays were taken. An iceberg that has none
     * left to show goes to the back of its level with its next slice.
     */
    void take(final int slot, final long left)
    {
        final OrderTable orders = book.orders();
        final long shown = left - orders.hiddenLots(slot);
        if (shown > 0 || left == 0)
        {
            change(slot, left == 0 ? 0 : shown);
            return;
        }
        final int side = book.sideOf(slot);
        final long priceTicks = book.side(side).priceTicks(book.levelOf(slot));
        final long orderId = orders.orderId(slot);
        final long displayLots = orders.displayLots(slot);
        remove(slot);
        add(orderId, side, priceTicks, left, displayLots);
    }

    /** Sets what is left of an order that keeps its place: hidden lots go first. */
    void lower(final int slot, final long left)
    {
        final OrderTable orders = book.orders();
        final long shown = Math.min(left, orders.lots(slot));
        orders.hide(slot, left - shown, orders.displayLots(slot));
        change(slot, shown);
    }

    /** Sets what an order displays, which keeps its place; with nothing left it leaves the book. */
    void change(final int slot, final long lots)
    {
        if (0 == lots)
        {
            remove(slot);
        }
        else if (lots != book.orders().lots(slot))
        {
            final int side = book.sideOf(slot);
            guard.beforeChange(this, side, book.levelOf(slot));
            touch(side, book.levelOf(slot));
            book.change(slot, lots);
            encoder.orderReduced(this, book.orders().orderId(slot), lots);
        }
    }

    void remove(final int slot)
    {
        final int side = book.sideOf(slot);
        final long orderId = book.orders().orderId(slot);
        guard.beforeChange(this, side, book.levelOf(slot));
        touch(side, book.levelOf(slot));
        book.remove(slot);
        encoder.orderRemoved(this, orderId);
    }

    void trade(
        final long tradeId,
        final long makerOrderId,
        final long priceTicks,
        final long lots,
        final int takerSide,
        final TradeKind kind)
    {
        told = true;
        encoder.publicTrade(this, tradeId, makerOrderId, priceTicks, lots, takerSide, kind);
    }

    void auction(final AuctionPriceKind kind, final long priceTicks, final long lots, final long surplusLots)
    {
        told = true;
        encoder.auctionIndicated(this, kind, priceTicks, lots, surplusLots);
    }

    void state(final int newState)
    {
        state = newState;
        stateChanged = true;
    }

    /**
     * The command ends: says what rests at the prices that it touched, the best prices if they have changed, and the
     * state if it has. The last of these is marked as the end; a trade or an auction's price that changed nothing
     * visible repeats the best prices for it.
     */
    void end()
    {
        final boolean tellsBest = bestChanged() || told && 0 == touchedCount && !stateChanged;
        for (int i = 0; i < touchedCount; i++)
        {
            tellLevel(i, !tellsBest && !stateChanged && i == touchedCount - 1);
        }
        if (tellsBest)
        {
            encoder.bestPrices(this, bidTicks, bidLots, askTicks, askLots, !stateChanged);
        }
        if (stateChanged)
        {
            encoder.instrumentStatus(this, state);
        }
        touchedCount = 0;
        told = false;
        stateChanged = false;
    }

    private void tellLevel(final int place, final boolean end)
    {
        final int side = (int)(touchedLevels[place] & 1);
        final long priceTicks = touchedLevels[place] >>> 1;
        final BookSide levels = book.side(side);
        final int level = levels.find(touchedSlots[place], priceTicks);
        final boolean gone = BookSide.NONE == level;
        encoder.levelChanged(
            this, side, priceTicks, gone ? 0 : levels.lots(level), gone ? 0 : levels.orderCount(level), end);
    }

    private boolean bestChanged()
    {
        final BookSide bids = book.side(MarketBook.BUY);
        final BookSide asks = book.side(MarketBook.SELL);
        final int bid = bids.best();
        final int ask = asks.best();
        final long newBidTicks = BookSide.NONE == bid ? 0 : bids.priceTicks(bid);
        final long newBidLots = BookSide.NONE == bid ? 0 : bids.lots(bid);
        final long newAskTicks = BookSide.NONE == ask ? 0 : asks.priceTicks(ask);
        final long newAskLots = BookSide.NONE == ask ? 0 : asks.lots(ask);
        final boolean changed = newBidTicks != bidTicks || newBidLots != bidLots || newAskTicks != askTicks ||
            newAskLots != askLots;
        bidTicks = newBidTicks;
        bidLots = newBidLots;
        askTicks = newAskTicks;
        askLots = newAskLots;
        return changed;
    }

    /** A level that is opened again within a command is noted twice, which only says the same twice. */
    private void touch(final int side, final int level)
    {
        final BookSide levels = book.side(side);
        if (!levels.stamp(level, stamp))
        {
            return;
        }
        if (touchedCount == touchedLevels.length)
        {
            touchedLevels = Arrays.copyOf(touchedLevels, 2 * touchedCount);
            touchedSlots = Arrays.copyOf(touchedSlots, 2 * touchedCount);
        }
        touchedSlots[touchedCount] = level;
        touchedLevels[touchedCount++] = levels.priceTicks(level) << 1 | side;
    }
}
