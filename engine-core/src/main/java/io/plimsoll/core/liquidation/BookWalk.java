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
package io.plimsoll.core.liquidation;

import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.account.PositionRecord;
import io.plimsoll.core.book.Books;
import io.plimsoll.core.book.Cancels;
import io.plimsoll.core.book.LevelRecord;
import io.plimsoll.core.book.OrderRecord;
import io.plimsoll.core.book.OrderTerms;
import io.plimsoll.core.book.ReduceOnlyOrders;
import io.plimsoll.core.book.Tradability;
import io.plimsoll.core.codec.EffectWriter;
import io.plimsoll.core.codec.generated.CancelReason;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.InstrumentRecord;

/**
 * Moves a leg from level to level of its real book. A level is purged before it is read: orders that cannot trade
 * with the account are cancelled, so that what the plan reads is what the execution will find.
 */
final class BookWalk
{
    private final Cancels cancels;
    private final EffectWriter effects;
    private final Tradability tradability;
    private final OrderTerms terms;
    private final OrderRecord order;
    private final LevelRecord level;
    private final PositionRecord maker;
    private final ReduceOnlyOrders reduceOnlyOrders;
    private final InstrumentRecord instrument;
    private long liquidationId;
    private int recipient;
    private long workLeft;
    private boolean purged;
    private boolean cut;
    private int round;

    BookWalk(
        final Books books,
        final Cancels cancels,
        final Accounts accounts,
        final Catalogue catalogue,
        final EffectWriter effects)
    {
        this.cancels = cancels;
        this.effects = effects;
        tradability = new Tradability(accounts, books);
        terms = books.terms();
        reduceOnlyOrders = books.reduceOnlyOrders();
        order = books.newOrderRecord();
        level = books.newLevelRecord();
        maker = accounts.newPositionRecord();
        instrument = catalogue.newInstrumentRecord();
    }

    /**
     * Begins the plan of one account.
     *
     * @param accountIndex of the account that is closed.
     * @param step         number of the liquidation step.
     * @param session      that receives its evidence.
     * @param work         maker orders that the plan may still meet in this command.
     */
    void begin(final int accountIndex, final long step, final int session, final long work)
    {
        tradability.taker(accountIndex);
        liquidationId = step;
        recipient = session;
        workLeft = work;
        purged = false;
        cut = false;
    }

    /** Whether an order was purged since the beginning. */
    boolean hasPurged()
    {
        return purged;
    }

    /** Whether a level was not read to its end because the work of a command is bounded. */
    boolean isCut()
    {
        return cut;
    }

    /** Work that the plan has not used. */
    long workLeft()
    {
        return workLeft;
    }

    /**
     * Brings a leg to the next lots that it could take.
     *
     * @param leg that has taken what its level had.
     * @return false if the book or the band has ended, or the work of the command.
     */
    boolean advance(final Leg leg)
    {
        while (leg.levelLotsLeft == 0)
        {
            if (cut || !enterNextLevel(leg))
            {
                return false;
            }
        }
        return true;
    }

    private boolean enterNextLevel(final Leg leg)
    {
        final int next = nextLevel(leg);
        if (next == 0)
        {
            return false;
        }
        level.wrap(next);
        final long priceTicks = level.priceTicks();
        if (!Books.crosses(leg.side(), leg.bandTicks, priceTicks))
        {
            return false;
        }
        leg.levelTicks = priceTicks;
        leg.levelLotsTaken = 0;
        leg.levelOrderLotsUsed = 0;
        purge();
        instrument.wrap(leg.instrumentIndex);
        if (nextLevel(leg) != next)
        {
            // The whole level could not trade and has left the book: nothing is left here, the caller goes on.
            return true;
        }
        leg.levelIndex = next;
        level.wrap(next);
        leg.levelOrder = level.firstOrder();
        leg.levelRound = 0;
        leg.levelLotsLeft = level.totalLots() + level.hiddenLots();
        return true;
    }

    private int nextLevel(final Leg leg)
    {
        if (leg.levelIndex == 0)
        {
            instrument.wrap(leg.instrumentIndex);
            return Books.best(instrument, 1 - leg.side());
        }
        level.wrap(leg.levelIndex);
        return level.worse();
    }

    private void purge()
    {
        int next;
        for (int index = level.firstOrder(); index != 0 && !cut; index = next)
        {
            order.wrap(index);
            next = order.next();
            if (!tradability.canTrade(order))
            {
                purgeLots(index, order.remainingLots(), tradability.reason());
            }
            else if (order.reduceOnly() == 1 && purgeExcess(index))
            {
                // Any order of the level may have gone, and the level with its last one: its record is zero then.
                next = level.firstOrder();
            }
        }
    }

    /**
     * Purges, newest first, what would be trimmed of its owner's reduce-only orders while the plan is executed. Those
     * at better prices are planned already and stay.
     */
    private boolean purgeExcess(final int metIndex)
    {
        long excess = cancels.reduceOnlyExcess(metIndex);
        if (excess == 0)
        {
            return false;
        }
        order.wrap(metIndex);
        final int side = order.side();
        final long metTicks = order.priceTicks();
        int older;
        for (int index = reduceOnlyOrders.newest(order.position()); index != 0 && excess > 0 && !cut; index = older)
        {
            order.wrap(index);
            older = reduceOnlyOrders.older(index);
            if (Books.crosses(side, metTicks, order.priceTicks()))
            {
                final long lots = Math.min(excess, order.remainingLots());
                purgeLots(index, lots, CancelReason.REDUCE_ONLY_EXCESS);
                excess -= lots;
            }
        }
        return true;
    }

    /** Purges within the work of the command; beyond it the plan is cut. */
    private void purgeLots(final int orderIndex, final long lots, final CancelReason reason)
    {
        if (workLeft <= 0)
        {
            cut = true;
            return;
        }
        instrument.wrap(order.instrument());
        effects.liquidationPurge(recipient)
            .liquidationId(liquidationId)
            .orderId(order.orderId())
            .cancelledLots(lots)
            .instrumentId(instrument.instrumentId())
            .reason(reason);
        cancels.cancelLots(orderIndex, lots, reason);
        purged = true;
        workLeft--;
    }

    /**
     * The lots that the work of the command still allows, of those that a leg would take at its level. Reads no further
     * than it has to; where it allows less than asked for, the plan is cut.
     *
     * @param leg  that stands at a level.
     * @param lots wanted, at most what is left there.
     * @return lots, 0 if not even one order can be met.
     */
    long affordable(final Leg leg, final long lots)
    {
        long granted = -leg.levelOrderLotsUsed;
        long work = workLeft;
        stand(leg);
        while (granted < lots)
        {
            work -= workOfOrder();
            if (work < 0)
            {
                cut = true;
                return Math.max(0, granted);
            }
            granted += terms.lotsOfRound(order, round);
            if (granted < lots)
            {
                nextOfLevel();
            }
        }
        return lots;
    }

    /** Stands at the order, and in the round over its level, at which a leg is. */
    private void stand(final Leg leg)
    {
        level.wrap(leg.levelIndex);
        order.wrap(leg.levelOrder);
        round = leg.levelRound;
    }

    /** Goes on to the next order with lots, in this round or a later one; there must be one. */
    private void nextOfLevel()
    {
        do
        {
            int next = order.next();
            if (next == 0)
            {
                round++;
                next = level.firstOrder();
            }
            order.wrap(next);
        }
        while (terms.lotsOfRound(order, round) == 0);
    }

    /** A fill of an order may trim every reduce-only order of its owner. */
    private long workOfOrder()
    {
        maker.wrap(order.position());
        return 1 + maker.reduceOnlyOrders();
    }

    /**
     * Takes lots of a leg's level.
     *
     * @param leg  that stands at a level.
     * @param lots at most what is left there.
     * @return maker orders met.
     */
    int take(final Leg leg, final long lots)
    {
        long left = lots;
        int met = 0;
        stand(leg);
        leg.levelLotsLeft -= lots;
        leg.levelLotsTaken += lots;
        while (left > 0)
        {
            workLeft -= workOfOrder();
            final long there = terms.lotsOfRound(order, round);
            final long here = Math.min(left, there - leg.levelOrderLotsUsed);
            left -= here;
            leg.levelOrderLotsUsed += here;
            met++;
            if (leg.levelOrderLotsUsed == there && left + leg.levelLotsLeft > 0)
            {
                nextOfLevel();
                leg.levelOrderLotsUsed = 0;
            }
        }
        leg.levelOrder = order.index();
        leg.levelRound = round;
        return met;
    }
}
