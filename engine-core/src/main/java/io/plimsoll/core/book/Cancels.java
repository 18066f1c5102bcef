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

import io.plimsoll.core.account.AccountRecord;
import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.account.PositionRecord;
import io.plimsoll.core.account.TouchedAccounts;
import io.plimsoll.core.codec.EffectWriter;
import io.plimsoll.core.codec.generated.CancelReason;
import io.plimsoll.core.control.Sessions;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.InstrumentRecord;

/**
 * Takes resting orders out, whole or in part, and tells their owners. Holds the rule that reduce-only orders never
 * exceed the position that they may reduce.
 */
public final class Cancels
{
    /** Initial bounds of an account that is below its initial requirement. */
    private static final int AWAITS_RECOVERY = 2;

    private final Books books;
    private final Sessions sessions;
    private final EffectWriter effects;
    private final TouchedAccounts touched;
    private final OrderRecord order;
    private final AccountRecord account;
    private final PositionRecord position;
    private final InstrumentRecord instrument;

    /**
     * Cancels in the books.
     *
     * @param books     that hold the orders.
     * @param accounts  that own them.
     * @param catalogue that lists the instruments.
     * @param sessions  that are told.
     * @param effects   written.
     * @param touched   accounts to be tested.
     */
    public Cancels(
        final Books books,
        final Accounts accounts,
        final Catalogue catalogue,
        final Sessions sessions,
        final EffectWriter effects,
        final TouchedAccounts touched)
    {
        this.books = books;
        this.sessions = sessions;
        this.effects = effects;
        this.touched = touched;
        order = books.newOrderRecord();
        account = accounts.newAccountRecord();
        position = accounts.newPositionRecord();
        instrument = catalogue.newInstrumentRecord();
    }

    /**
     * Cancels what is left of an order.
     *
     * @param orderIndex of the order.
     * @param reason     told to its owner.
     */
    public void cancel(final int orderIndex, final CancelReason reason)
    {
        order.wrap(orderIndex);
        cancelLots(orderIndex, order.remainingLots(), reason);
    }

    /**
     * Cancels the orders whose time has come, earliest first.
     *
     * @param most orders cancelled.
     */
    public void cancelExpired(final int most)
    {
        int due = books.terms().due();
        for (int count = 0; due != 0 && count < most; count++)
        {
            cancel(due, CancelReason.EXPIRED);
            due = books.terms().due();
        }
    }

    /**
     * Cancels lots of an order.
     *
     * @param orderIndex of the order.
     * @param lots       all that remain, or at most what it displays.
     * @param reason     told to its owner.
     */
    public void cancelLots(final int orderIndex, final long lots, final CancelReason reason)
    {
        order.wrap(orderIndex);
        account.wrap(order.account());
        instrument.wrap(order.instrument());
        effects.orderCancelled(sessions.recipient(account.principal()))
            .orderId(order.orderId())
            .accountId(account.accountId())
            .clientOrderId(order.clientOrderId())
            .cancelledLots(lots)
            .remainingLots(order.remainingLots() - lots)
            .instrumentId(instrument.instrumentId())
            .reason(reason);
        final int accountIndex = order.account();
        final int positionIndex = order.position();
        books.reduce(orderIndex, lots);
        if (account.initialArm() == AWAITS_RECOVERY)
        {
            // It may fit its initial requirement again.
            touched.retest(accountIndex);
        }
        // Neither equity nor maintenance has moved: a test is due only where the position is to be given back.
        if (positionIndex == 0)
        {
            return;
        }
        position.wrap(positionIndex);
        if (position.lots() == 0 && position.buyLots() == 0 && position.sellLots() == 0)
        {
            touched.touchByOrders(accountIndex);
        }
    }

    /**
     * Reports lots of a taker that are cancelled before they could rest.
     *
     * @param accountIndex  that sent it.
     * @param instrumentId  of the instrument.
     * @param orderId       that the engine gave.
     * @param clientOrderId that the client gave.
     * @param lots          cancelled.
     * @param remainingLots that it still has.
     * @param reason        told to its owner.
     */
    public void reportTaker(
        final int accountIndex,
        final int instrumentId,
        final long orderId,
        final long clientOrderId,
        final long lots,
        final long remainingLots,
        final CancelReason reason)
    {
        account.wrap(accountIndex);
        effects.orderCancelled(sessions.recipient(account.principal()))
            .orderId(orderId)
            .accountId(account.accountId())
            .clientOrderId(clientOrderId)
            .cancelledLots(lots)
            .remainingLots(remainingLots)
            .instrumentId(instrumentId)
            .reason(reason);
    }

    /**
     * Trims the reduce-only orders of a position, newest first, until they do not exceed what can be reduced.
     *
     * @param positionIndex of a position whose lots have changed.
     */
    public void trimReduceOnly(final int positionIndex)
    {
        position.wrap(positionIndex);
        while (position.reduceOnlyOrders() > 0)
        {
            final int newest = books.reduceOnlyOrders().newest(positionIndex);
            order.wrap(newest);
            final boolean closes = order.side() == Books.SELL ? position.lots() > 0 : position.lots() < 0;
            final long closableLots = closes ? Math.abs(position.lots()) : 0;
            final long excessLots = position.reduceOnlyLots() - closableLots;
            if (excessLots <= 0)
            {
                return;
            }
            cancelLots(newest, Math.min(excessLots, order.remainingLots()), CancelReason.REDUCE_ONLY_EXCESS);
        }
    }

    /**
     * Reduce-only lots that are trimmed at the latest when every order of their owner up to a reduce-only order's price
     * has been filled: the other orders of that side use up the position that they were to reduce.
     *
     * @param orderIndex of a reduce-only order.
     * @return lots, 0 if the position suffices for all.
     */
    public long reduceOnlyExcess(final int orderIndex)
    {
        order.wrap(orderIndex);
        position.wrap(order.position());
        final int side = order.side();
        final long sideLots = side == Books.BUY ? position.buyLots() : position.sellLots();
        final long closableLots = Math.abs(position.lots());
        if (sideLots <= closableLots)
        {
            return 0;
        }
        return Math.max(
            0, position.reduceOnlyLots() - closableLots + books.reduceOnlyOrders().aheadLots(orderIndex));
    }
}
