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

import io.plimsoll.core.book.Books;
import io.plimsoll.core.book.Cancels;
import io.plimsoll.core.book.OrderRecord;
import io.plimsoll.core.codec.CommandFrame;
import io.plimsoll.core.codec.Refusal;
import io.plimsoll.core.codec.generated.CancelByClientIdDecoder;
import io.plimsoll.core.codec.generated.CancelOrderDecoder;
import io.plimsoll.core.codec.generated.CancelReason;
import io.plimsoll.core.codec.generated.NewOrderDecoder;
import io.plimsoll.core.codec.generated.NewOrderExtendedDecoder;
import io.plimsoll.core.codec.generated.OrderType;
import io.plimsoll.core.codec.generated.ReplaceOrderDecoder;
import io.plimsoll.core.codec.generated.TimeInForce;
import io.plimsoll.core.codec.generated.TriggerSource;
import io.plimsoll.core.control.CounterRecord;

/** New orders, cancels and replacements: everything that can be refused is checked before anything is written. */
final class OrderCommands
{
    private final Refusal refusal;
    private final Books books;
    private final Cancels cancels;
    private final OrderAdmission admission;
    private final OrderEntry entry;
    private final StopEntry stops;
    private final Access access;
    private final CounterRecord counters;
    private final OrderRecord order;
    private final OrderTicket ticket = new OrderTicket();

    OrderCommands(final Rooms rooms)
    {
        refusal = rooms.refusal;
        books = rooms.books;
        cancels = rooms.cancels;
        access = rooms.access;
        counters = rooms.counters;
        order = books.newOrderRecord();
        admission = new OrderAdmission(rooms);
        entry = new OrderEntry(rooms, admission);
        stops = new StopEntry(rooms, entry, admission);
    }

    /** What the last command has entered into a book. */
    OrderEntry entry()
    {
        return entry;
    }

    /** A plain order; the frame is on a {@code NewOrder}. */
    int newOrder(final CommandFrame command, final int sessionId)
    {
        ticket.read(command);
        final int code = admission.checkFields(ticket, OrderType.MARKET, TimeInForce.FOK);
        return code == ResultCode.ACCEPTED ? enter(command.longAt(NewOrderDecoder.accountIdEncodingOffset()),
            command.intAt(NewOrderDecoder.instrumentIdEncodingOffset()), sessionId) : code;
    }

    int newOrder(final NewOrderExtendedDecoder command, final int sessionId)
    {
        ticket.read(command);
        final int code = admission.checkFields(ticket, OrderType.STOP_LIMIT, TimeInForce.DAY);
        if (code != ResultCode.ACCEPTED)
        {
            return code;
        }
        final boolean dated = ticket.timeInForce == TimeInForce.GTD.value();
        if (dated == (ticket.expireTimeNs == 0))
        {
            return refusal.refuse(
                ResultCode.FIELD_OUT_OF_RANGE, dated ? books.terms().nowNs() + 1 : 0, ticket.expireTimeNs);
        }
        final int source = ticket.triggerSource;
        if (ticket.isStop() ? source < 1 || source > TriggerSource.LAST.value() :
            (source | ticket.triggerPriceTicks) != 0)
        {
            return refusal.refuse(
                ResultCode.FIELD_OUT_OF_RANGE, ticket.isStop() ? TriggerSource.LAST.value() : 0, source);
        }
        ticket.expireWithTheDay(books.terms().nowNs());
        if (ticket.isStop())
        {
            ticket.becomeTriggered();
            return await(command.accountId(), command.instrumentId(), sessionId);
        }
        return enter(command.accountId(), command.instrumentId(), sessionId);
    }

    private int await(final long accountId, final int instrumentId, final int sessionId)
    {
        int code = findAccount(accountId, sessionId);
        code = code == ResultCode.ACCEPTED ? admission.findInstrument(ticket, instrumentId) : code;
        code = code == ResultCode.ACCEPTED ? stops.accept(ticket) : code;
        if (code == ResultCode.ACCEPTED)
        {
            counters.lastOrderId(counters.lastOrderId() + 1);
            stops.await(ticket, counters.lastOrderId());
        }
        return code;
    }

    private int enter(final long accountId, final int instrumentId, final int sessionId)
    {
        int code = findAccount(accountId, sessionId);
        code = code == ResultCode.ACCEPTED ? admission.findInstrument(ticket, instrumentId) : code;
        code = code == ResultCode.ACCEPTED ? entry.accept(ticket) : code;
        if (code == ResultCode.ACCEPTED)
        {
            counters.lastOrderId(counters.lastOrderId() + 1);
            entry.submit(counters.lastOrderId());
        }
        return code;
    }

    /** Cancels an order; the frame is on a {@code CancelOrder}. */
    int cancel(final CommandFrame command, final int sessionId)
    {
        final int code = findOrder(command.longAt(CancelOrderDecoder.accountIdEncodingOffset()),
            command.longAt(CancelOrderDecoder.orderIdEncodingOffset()), sessionId);
        return code == ResultCode.ACCEPTED ? cancel() : code;
    }

    int cancelByClientId(final CancelByClientIdDecoder command, final int sessionId)
    {
        if (findAccount(command.accountId(), sessionId) != ResultCode.ACCEPTED)
        {
            return refusal.code();
        }
        final int found = books.findByClientId(ticket.accountIndex, command.clientOrderId());
        if (found == 0)
        {
            return refusal.refuse(ResultCode.UNKNOWN_ORDER, 0, command.clientOrderId());
        }
        order.wrap(found);
        return cancel();
    }

    private int cancel()
    {
        if (admission.checkCancel(order) != ResultCode.ACCEPTED)
        {
            return refusal.code();
        }
        entry.concerns(order.orderId(), 0);
        cancels.cancel(order.index(), CancelReason.REQUESTED);
        return ResultCode.ACCEPTED;
    }

    /** Replaces an order; the frame is on a {@code ReplaceOrder}, whose price is the trigger where the order waits. */
    int replace(final CommandFrame command, final int sessionId)
    {
        final long orderId = command.longAt(ReplaceOrderDecoder.orderIdEncodingOffset());
        final int found =
            findOrder(command.longAt(ReplaceOrderDecoder.accountIdEncodingOffset()), orderId, sessionId);
        if (found != ResultCode.ACCEPTED)
        {
            return found;
        }
        if (books.massCancels().covers(order))
        {
            return refusal.refuse(ResultCode.UNKNOWN_ORDER, 0, orderId);
        }
        final long priceTicks = command.longAt(ReplaceOrderDecoder.priceTicksEncodingOffset());
        final long lots = command.longAt(ReplaceOrderDecoder.quantityLotsEncodingOffset());
        if (Books.isWaiting(order))
        {
            ticket.readWaiting(order, books.terms(), priceTicks, lots);
            return stops.replace(order, ticket);
        }
        ticket.read(order, books.terms(), priceTicks, lots);
        if (admission.checkState(ticket) != ResultCode.ACCEPTED)
        {
            return refusal.code();
        }
        final boolean samePrice = priceTicks == order.priceTicks();
        if (lots < 1 || samePrice && lots == order.remainingLots())
        {
            return refusal.refuse(ResultCode.NOTHING_TO_REPLACE, 1, lots);
        }
        if (samePrice && lots < order.remainingLots())
        {
            entry.concerns(order.orderId(), books.lower(order.index(), order.remainingLots() - lots));
            return ResultCode.ACCEPTED;
        }
        final int code = entry.accept(ticket);
        if (code == ResultCode.ACCEPTED)
        {
            entry.submit(orderId);
        }
        return code;
    }

    private int findAccount(final long accountId, final int sessionId)
    {
        ticket.accountIndex = access.ownAccount(accountId, sessionId);
        return refusal.code();
    }

    private int findOrder(final long accountId, final long orderId, final int sessionId)
    {
        final int found = books.find(orderId);
        if (found != 0)
        {
            order.wrap(found);
            // The order names its account, which spares the search for the account's id.
            if (access.isOwn(order.account(), accountId, sessionId))
            {
                return ResultCode.ACCEPTED;
            }
        }
        return findAccount(accountId, sessionId) == ResultCode.ACCEPTED ?
            refusal.refuse(ResultCode.UNKNOWN_ORDER, 0, orderId) : refusal.code();
    }
}
