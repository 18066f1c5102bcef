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

import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.account.PositionRecord;
import io.plimsoll.core.price.InstrumentRecord;

/**
 * Looks at what a taker would meet, without changing anything: how many lots it could fill, at which worst price, and
 * how much of the bound on the work of a command it would use.
 */
public final class Probe
{
    private final OrderRecord order;
    private final LevelRecord level;
    private final PositionRecord position;
    private final Tradability tradability;
    private final Cancels cancels;
    private final OrderTerms terms;
    private long fillableLots;
    private long worstPriceTicks;
    private long work;
    private long wantedLots;
    private long enoughWork;
    private boolean stopped;

    /**
     * A probe into the books.
     *
     * @param books    looked into.
     * @param cancels  that trim reduce-only orders.
     * @param accounts that own the orders.
     */
    public Probe(final Books books, final Cancels cancels, final Accounts accounts)
    {
        this.cancels = cancels;
        order = books.newOrderRecord();
        level = books.newLevelRecord();
        position = accounts.newPositionRecord();
        tradability = new Tradability(accounts, books);
        terms = books.terms();
    }

    /**
     * Walks the other side until the lots are found, the limit is passed or there was enough work.
     *
     * @param book         on the record of the instrument.
     * @param takerAccount index of the account that would trade.
     * @param side         of the taker.
     * @param limitTicks   of the taker.
     * @param lots         wanted.
     * @param mode         what happens where it meets an order of its group, see {@link SelfTrade}.
     * @param enoughWork   at which the walk ends, since no command does as much: a book has no end of orders.
     */
    public void walk(
        final InstrumentRecord book,
        final int takerAccount,
        final int side,
        final long limitTicks,
        final long lots,
        final int mode,
        final long enoughWork)
    {
        this.enoughWork = enoughWork;
        fillableLots = 0;
        worstPriceTicks = 0;
        work = 0;
        wantedLots = lots;
        stopped = false;
        final int best = Books.best(book, 1 - side);
        if (best != 0)
        {
            level.wrap(best);
            if (Books.crosses(side, limitTicks, level.priceTicks()))
            {
                tradability.taker(takerAccount, mode);
                walkFrom(best, side, limitTicks);
            }
        }
    }

    private void walkFrom(final int best, final int side, final long limitTicks)
    {
        int levelIndex = best;
        while (levelIndex != 0 && isOpen())
        {
            level.wrap(levelIndex);
            if (!Books.crosses(side, limitTicks, level.priceTicks()))
            {
                return;
            }
            final int rounds = level.hiddenLots() == 0 ? 1 : OrderTerms.ICEBERG_PARTS_MAX;
            for (int round = 0; round < rounds && isOpen(); round++)
            {
                walkLevel(round);
            }
            levelIndex = level.worse();
        }
    }

    /** Meets nothing: what an order finds where nothing trades. */
    public void meetNothing()
    {
        fillableLots = 0;
        worstPriceTicks = 0;
        work = 0;
    }

    private boolean isOpen()
    {
        return fillableLots < wantedLots && work < enoughWork && !stopped;
    }

    private void walkLevel(final int round)
    {
        for (int index = level.firstOrder(); index != 0 && isOpen(); index = order.next())
        {
            order.wrap(index);
            final long lots = terms.lotsOfRound(order, round);
            if (lots > 0)
            {
                meet(lots, round);
            }
        }
    }

    private void meet(final long lots, final int round)
    {
        if (tradability.canTrade(order))
        {
            position.wrap(order.position());
            fillableLots += Math.min(certainLots(lots), wantedLots - fillableLots);
            worstPriceTicks = level.priceTicks();
            work += position.reduceOnlyOrders() + 1;
        }
        else if (tradability.mode() == SelfTrade.DECREMENT)
        {
            wantedLots -= Math.min(lots, wantedLots - fillableLots);
            work++;
        }
        else
        {
            stopped = tradability.mode() != SelfTrade.CANCEL_OLDEST;
            // What gives way in the first round is not met again.
            work += round == 0 ? 1 : 0;
        }
    }

    /** Lots that are there whatever the owner has traded by then: reduce-only lots may have been trimmed. */
    private long certainLots(final long lots)
    {
        return order.reduceOnly() == 1 ? Math.max(0, lots - cancels.reduceOnlyExcess(order.index())) : lots;
    }

    /**
     * Lots that would be filled, at most those wanted.
     *
     * @return lots.
     */
    public long fillableLots()
    {
        return fillableLots;
    }

    /**
     * The price of the last lot that would be filled.
     *
     * @return ticks, 0 if none would be.
     */
    public long worstPriceTicks()
    {
        return worstPriceTicks;
    }

    /**
     * Orders met, and the reduce-only orders of their owners, which a fill may trim; no more are counted once there was
     * enough.
     *
     * @return orders.
     */
    public long work()
    {
        return work;
    }
}
