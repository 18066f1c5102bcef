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
import io.plimsoll.core.book.OrderRecord;
import io.plimsoll.core.book.Triggers;
import io.plimsoll.core.codec.Refusal;
import io.plimsoll.core.margin.OrderCheck;
import io.plimsoll.core.memory.Slab;
import io.plimsoll.core.price.ContractValue;
import io.plimsoll.core.price.InstrumentRecord;

/** Stops that begin to wait for a price, and stops that wait and are replaced: neither needs margin yet. */
final class StopEntry
{
    private final Refusal refusal;
    private final Books books;
    private final Triggers triggers;
    private final OrderEntry entry;
    private final OrderAdmission admission;
    private final OrderCheck check;

    StopEntry(final Rooms rooms, final OrderEntry entry, final OrderAdmission admission)
    {
        this.entry = entry;
        this.admission = admission;
        refusal = rooms.refusal;
        books = rooms.books;
        triggers = books.triggers();
        check = rooms.orderCheck;
    }

    /**
     * Whether a stop can wait for its price; what it becomes has been put into the ticket.
     *
     * @param order to wait.
     */
    int accept(final OrderTicket order)
    {
        int code = entry.admit(order);
        code = code == ResultCode.ACCEPTED ? entry.checkTerms() : code;
        code = code == ResultCode.ACCEPTED ? checkTrigger(order) : code;
        code = code == ResultCode.ACCEPTED && order.replaced == 0 ? checkRoom(order) : code;
        return code == ResultCode.ACCEPTED ? check.acceptStop(order.accountIndex) : code;
    }

    private int checkTrigger(final OrderTicket order)
    {
        final InstrumentRecord instrument = entry.instrument();
        final long ticks = order.triggerPriceTicks;
        final long leastTicks = ContractValue.leastTicks(instrument);
        if (ticks < leastTicks || ticks > entry.mostTicks())
        {
            return refusal.refuse(
                ResultCode.PRICE_OUT_OF_RANGE, ticks < leastTicks ? leastTicks : entry.mostTicks(), ticks);
        }
        final long subTicks = ticks * instrument.subTicksPerTick();
        return !triggers.wouldTrigger(instrument, order.triggerSource, order.side, subTicks) ?
            ResultCode.ACCEPTED : refusal.refuse(ResultCode.WOULD_TRIGGER, subTicks,
            Triggers.priceSubTicks(instrument, order.triggerSource));
    }

    private int checkRoom(final OrderTicket order)
    {
        if (admission.checkOrderCount(order.accountIndex) != ResultCode.ACCEPTED)
        {
            return refusal.code();
        }
        final Slab full = books.fullSlabToWait();
        return full == null ? ResultCode.ACCEPTED : refusal.refuseFull(full);
    }

    /** Lets the stop just accepted wait. */
    void await(final OrderTicket order, final long orderId)
    {
        entry.concerns(orderId, 0);
        final int index = books.open(order.accountIndex, order.instrumentIndex, orderId, order.clientOrderId,
            order.side, order.priceTicks, order.lots, order.options);
        books.await(index, order.displayLots, order.expireTimeNs, order.triggerSource, order.triggerPriceTicks,
            entry.instrument().subTicksPerTick(), order.orderType, order.timeInForce);
    }

    /**
     * Gives a stop that waits another trigger price or other lots. Its limit stays, and so does its id, by which stops
     * of one trigger price have their turns. One whose price was passed is on its way into the book, and can only be
     * cancelled.
     *
     * @param order  on the record of a waiting stop.
     * @param ticket filled with the stop as it is to be.
     */
    int replace(final OrderRecord order, final OrderTicket ticket)
    {
        if (triggers.isDue(order))
        {
            return refusal.refuse(ResultCode.ORDER_WAITING, 0, order.orderId());
        }
        if (admission.checkState(ticket) != ResultCode.ACCEPTED)
        {
            return refusal.code();
        }
        final boolean sameTrigger = ticket.triggerPriceTicks == books.terms().triggerPriceTicks(order);
        if (ticket.lots < 1 || sameTrigger && ticket.lots == order.remainingLots())
        {
            return refusal.refuse(ResultCode.NOTHING_TO_REPLACE, 1, ticket.lots);
        }
        final boolean onlyLess = sameTrigger && ticket.lots < order.remainingLots();
        if (!onlyLess && accept(ticket) != ResultCode.ACCEPTED)
        {
            return refusal.code();
        }
        entry.concerns(order.orderId(), 0);
        triggers.amend(order, ticket.lots, ticket.triggerPriceTicks);
        return ResultCode.ACCEPTED;
    }
}
