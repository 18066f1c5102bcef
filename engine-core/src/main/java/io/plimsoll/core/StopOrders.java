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
package io.plimsoll.core;

import io.plimsoll.core.account.AccountRecord;
import io.plimsoll.core.book.Books;
import io.plimsoll.core.book.Cancels;
import io.plimsoll.core.book.OrderRecord;
import io.plimsoll.core.book.OrderTerms;
import io.plimsoll.core.book.Triggers;
import io.plimsoll.core.codec.EffectWriter;
import io.plimsoll.core.codec.Refusal;
import io.plimsoll.core.codec.generated.CancelReason;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.codec.generated.TriggerSource;
import io.plimsoll.core.control.Sessions;
import io.plimsoll.core.liquidation.LiquidationQueue;
import io.plimsoll.core.liquidation.Liquidator;
import io.plimsoll.core.margin.Standing;
import io.plimsoll.core.price.InstrumentRecord;

/**
 * Enters the stop orders that a price has passed, a bounded number in each command, the rest by {@code Continue}. An
 * order needs no margin while it waits; when its turn comes it is checked like any other, and cancelled if the check
 * fails: the effect says why. What it trades may trigger more within the same bound.
 */
final class StopOrders
{
    private final EngineLimits limits;
    private final Refusal refusal;
    private final Refusal ofCommand = new Refusal();
    private final Books books;
    private final Triggers triggers;
    private final Cancels cancels;
    private final OrderEntry entry;
    private final Liquidator liquidator;
    private final LiquidationQueue queue;
    private final Sessions sessions;
    private final EffectWriter effects;
    private final OrderRecord order;
    private final AccountRecord account;
    private final InstrumentRecord instrument;
    private final OrderTicket ticket = new OrderTicket();
    private long usedWork;
    private long priceSubTicks;

    StopOrders(final Rooms rooms)
    {
        limits = rooms.limits;
        refusal = rooms.refusal;
        books = rooms.books;
        triggers = books.triggers();
        cancels = rooms.cancels;
        entry = new OrderEntry(rooms, new OrderAdmission(rooms));
        liquidator = rooms.liquidator;
        queue = rooms.queue;
        sessions = rooms.sessions;
        effects = rooms.effects;
        order = books.newOrderRecord();
        account = rooms.accounts.newAccountRecord();
        instrument = rooms.catalogue.newInstrumentRecord();
    }

    /** Forgets the last command. */
    void reset()
    {
        usedWork = 0;
    }

    /** Maker orders that the orders of this command have met. */
    long workUsed()
    {
        return usedWork;
    }

    /**
     * Takes note of the prices of an instrument that may trade again.
     *
     * @param instrumentIndex of the instrument.
     */
    void note(final int instrumentIndex)
    {
        if (!books.terms().isEmpty())
        {
            instrument.wrap(instrumentIndex);
            triggers.noteAll(instrument);
        }
    }

    /**
     * Enters what is due.
     *
     * @param timestampNs   of the command.
     * @param workOfCommand maker orders that the command has met already.
     * @return whether any order had its turn.
     */
    boolean run(final long timestampNs, final long workOfCommand)
    {
        if (!triggers.isPending())
        {
            return false;
        }
        ofCommand.set(refusal);
        final long most = limits.fillsPerCommandMax();
        final long bound = queue.size() == 0 ? most : (most + 1) / 2;
        int left = limits.triggersPerCommand();
        int due = triggers.due();
        while (due != 0 && left > 0 && trigger(due, bound - workOfCommand, workOfCommand == 0, timestampNs))
        {
            left--;
            due = triggers.due();
        }
        refusal.set(ofCommand);
        return left < limits.triggersPerCommand();
    }

    /** False if the order does not fit this command any more. */
    private boolean trigger(final int orderIndex, final long work, final boolean alone, final long timestampNs)
    {
        order.wrap(orderIndex);
        account.wrap(order.account());
        if (account.level() == Standing.BELOW_MAINTENANCE)
        {
            cancels.cancel(orderIndex, CancelReason.OWNER_LIQUIDATED);
            return true;
        }
        if (books.terms().isExpired(order) || books.massCancels().covers(order))
        {
            cancels.cancel(orderIndex,
                books.terms().isExpired(order) ? CancelReason.EXPIRED : CancelReason.MASS_CANCEL);
            return true;
        }
        ticket.readStop(order, books.terms());
        refusal.clear();
        final long needed = entry.workOf(ticket);
        if (usedWork + needed > work && !(alone && usedWork == 0))
        {
            return false;
        }
        enter(orderIndex, needed, timestampNs);
        return true;
    }

    private void enter(final int orderIndex, final long needed, final long timestampNs)
    {
        final long orderId = order.orderId();
        final OrderTerms terms = books.terms();
        final int source = terms.triggerSource(order);
        final long triggerTicks = terms.triggerPriceTicks(order);
        instrument.wrap(order.instrument());
        priceSubTicks = Triggers.priceSubTicks(instrument, source);
        books.remove(orderIndex);
        refusal.clear();
        entry.reset();
        final int code = entry.accept(ticket);
        report(orderId, triggerTicks, source, code);
        if (code != ResultCode.ACCEPTED)
        {
            cancels.reportTaker(ticket.accountIndex, instrument.instrumentId(), orderId, ticket.clientOrderId,
                ticket.lots, 0, CancelReason.TRIGGER_REFUSED);
            // To look costs as much as to fill: what is refused for too much work is work too.
            usedWork += needed;
            return;
        }
        entry.submit(orderId);
        usedWork += entry.workUsed() + 1;
        if (entry.restingLots() > 0)
        {
            effects.orderRested(sessions.recipient(account.principal()))
                .orderId(orderId)
                .accountId(account.accountId())
                .clientOrderId(ticket.clientOrderId)
                .priceTicks(entry.limitTicks())
                .restingLots(entry.restingLots())
                .displayLots(ticket.displayLots)
                .instrumentId(instrument.instrumentId())
                .side(Side.get((short)ticket.side));
        }
        liquidator.bookChanged(ticket.instrumentIndex, timestampNs);
    }

    private void report(final long orderId, final long triggerTicks, final int source, final int code)
    {
        effects.orderTriggered(sessions.recipient(account.principal()))
            .orderId(orderId)
            .accountId(account.accountId())
            .clientOrderId(ticket.clientOrderId)
            .triggerPriceTicks(triggerTicks)
            .priceSubTicks(priceSubTicks)
            .limitValue(refusal.limitValue())
            .actualValue(refusal.actualValue())
            .instrumentId(instrument.instrumentId())
            .resultCode(code)
            .triggerSource(TriggerSource.get((short)source))
            .side(Side.get((short)ticket.side));
    }
}
