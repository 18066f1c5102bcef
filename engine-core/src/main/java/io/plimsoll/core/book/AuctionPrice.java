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

import io.plimsoll.core.price.InstrumentRecord;

/**
 * The equilibrium of a call auction: of all prices in whole ticks the one at which most lots could trade, then the one
 * that leaves the least surplus on either side, then the one nearest to a reference price.
 * <p>
 * It reads only the levels that would trade and the next one on each side. Filling the best buys with the best sells
 * until they no longer cross gives the greatest volume V, the worst buy level filled {@code b} and the worst sell
 * level filled {@code a}: V trades at the prices {@code a .. b} and at no other. Among these the surplus is what is
 * left of the buys at or above a price less what is left of the sells at or below it. It falls from price to price, so
 * it is nothing between the best buy left and the best sell left, and else least at one of these two. The prices of the
 * least surplus follow each other without a gap, so that exactly one of them is nearest to the reference.
 * <p>
 * Orders are counted as they rest, whoever owns them. Time grows with the levels that would trade; 0 B.
 */
public final class AuctionPrice
{
    private final LevelRecord bid;
    private final LevelRecord ask;
    private int bidIndex;
    private int askIndex;
    private long bidLots;
    private long askLots;
    private long lowTicks;
    private long highTicks;
    private long priceTicks;
    private long lots;
    private long surplusLots;

    /**
     * A search over the levels of the books.
     *
     * @param books that hold the levels.
     */
    public AuctionPrice(final Books books)
    {
        bid = books.newLevelRecord();
        ask = books.newLevelRecord();
    }

    /**
     * What prices are compared with: the last trade, or the mark in whole ticks where there was none.
     *
     * @param book on the record of the instrument, which has a mark or a trade.
     * @return ticks, at least 1.
     */
    public static long referenceTicks(final InstrumentRecord book)
    {
        return book.lastTradeTicks() != 0 ? book.lastTradeTicks() :
            Math.max(1, book.markSubTicks() / book.subTicksPerTick());
    }

    /**
     * Whether the best buy and the best sell of a book would trade.
     *
     * @param book on the record of the instrument.
     * @return true if neither side is empty and they cross.
     */
    public boolean isCrossed(final InstrumentRecord book)
    {
        bidIndex = book.bestBidLevel();
        askIndex = book.bestAskLevel();
        if (bidIndex == 0 || askIndex == 0)
        {
            return false;
        }
        bid.wrap(bidIndex);
        ask.wrap(askIndex);
        return bid.priceTicks() >= ask.priceTicks();
    }

    /**
     * Finds the equilibrium.
     *
     * @param book           on the record of the instrument.
     * @param referenceTicks that decides between equally good prices.
     * @return true if anything would trade.
     */
    public boolean find(final InstrumentRecord book, final long referenceTicks)
    {
        priceTicks = 0;
        lots = 0;
        surplusLots = 0;
        if (!isCrossed(book))
        {
            return false;
        }
        fill();
        leaveLeastSurplus();
        priceTicks = Math.max(lowTicks, Math.min(highTicks, referenceTicks));
        surplusLots = bidIndex != 0 && priceTicks <= bid.priceTicks() ? bidLots :
            askIndex != 0 && priceTicks >= ask.priceTicks() ? -askLots : 0;
        return true;
    }

    private void fill()
    {
        bidLots = bid.totalLots() + bid.hiddenLots();
        askLots = ask.totalLots() + ask.hiddenLots();
        while (bidIndex != 0 && askIndex != 0 && bid.priceTicks() >= ask.priceTicks())
        {
            highTicks = bid.priceTicks();
            lowTicks = ask.priceTicks();
            final long filled = Math.min(bidLots, askLots);
            lots += filled;
            bidLots -= filled;
            askLots -= filled;
            if (bidLots == 0)
            {
                bidIndex = bid.worse();
                bidLots = enter(bid, bidIndex);
            }
            if (askLots == 0)
            {
                askIndex = ask.worse();
                askLots = enter(ask, askIndex);
            }
        }
    }

    private static long enter(final LevelRecord level, final int index)
    {
        if (index == 0)
        {
            return 0;
        }
        level.wrap(index);
        return level.totalLots() + level.hiddenLots();
    }

    /** Narrows the prices of the greatest volume to those of the least surplus. */
    private void leaveLeastSurplus()
    {
        final long bidTicks = bidIndex == 0 ? 0 : bid.priceTicks();
        final long askTicks = askIndex == 0 ? Long.MAX_VALUE : ask.priceTicks();
        if (Math.max(lowTicks, bidTicks + 1) <= Math.min(highTicks, askTicks - 1))
        {
            lowTicks = Math.max(lowTicks, bidTicks + 1);
            highTicks = Math.min(highTicks, askTicks - 1);
            return;
        }
        // Either side left lies among the prices of the greatest volume, or both do and are neighbours.
        final boolean bidsLeft = bidTicks >= lowTicks && (askTicks > highTicks || bidLots <= askLots);
        final boolean asksLeft = askTicks <= highTicks && (bidTicks < lowTicks || askLots <= bidLots);
        final long lowest = lowTicks;
        final long highest = highTicks;
        lowTicks = bidsLeft ? Math.max(lowest, worseTicks(bid, 0) + 1) : askTicks;
        highTicks = asksLeft ? Math.min(highest, worseTicks(ask, Long.MAX_VALUE) - 1) : bidTicks;
    }

    /** Price of the level behind one; moves the flyweight there and back. */
    private static long worseTicks(final LevelRecord level, final long none)
    {
        final int index = level.index();
        final int worse = level.worse();
        if (worse == 0)
        {
            return none;
        }
        level.wrap(worse);
        final long ticks = level.priceTicks();
        level.wrap(index);
        return ticks;
    }

    /**
     * The price found.
     *
     * @return ticks, 0 if nothing would trade.
     */
    public long priceTicks()
    {
        return priceTicks;
    }

    /**
     * Lots that would trade at it.
     *
     * @return lots.
     */
    public long lots()
    {
        return lots;
    }

    /**
     * Lots that are willing to trade at the price and find no other side.
     *
     * @return lots, above 0 for buys, below 0 for sells.
     */
    public long surplusLots()
    {
        return surplusLots;
    }
}
