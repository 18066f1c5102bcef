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

import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.account.PositionRecord;
import io.plimsoll.core.book.AuctionPrice;
import io.plimsoll.core.book.Books;
import io.plimsoll.core.codec.Refusal;
import io.plimsoll.core.codec.generated.BandBreach;
import io.plimsoll.core.control.ControlRecord;
import io.plimsoll.core.price.ContractValue;
import io.plimsoll.core.price.InstrumentRecord;

/**
 * Holds an order to the bands and limits of its instrument. Asked only where the instrument has any: the numbers lie on
 * a record that other orders do not read. What a liquidation sends is held to none of them.
 */
final class OrderLimits
{
    private static final long PPM = 1_000_000;

    private final Refusal refusal;
    private final Accounts accounts;
    private final PositionRecord position;
    private final ControlRecord control;

    OrderLimits(final Rooms rooms)
    {
        refusal = rooms.refusal;
        accounts = rooms.accounts;
        position = accounts.newPositionRecord();
        control = rooms.controls.newRecord();
    }

    /** The limit of a market order that has none of its own: the oracle band, but not beyond the static band. */
    long marketLimitTicks(final InstrumentRecord instrument, final boolean sells, final long oracleTicks)
    {
        control.wrap(instrument.index());
        if (control.staticHighTicks() == 0)
        {
            return oracleTicks;
        }
        return sells ? Math.max(oracleTicks, control.staticLowTicks()) :
            Math.min(oracleTicks, control.staticHighTicks());
    }

    /** Whether the static band holds a limit. */
    boolean isInStaticBand(final InstrumentRecord instrument, final long limitTicks)
    {
        control.wrap(instrument.index());
        return control.staticHighTicks() == 0 ||
            limitTicks >= control.staticLowTicks() && limitTicks <= control.staticHighTicks();
    }

    int check(final OrderTicket ticket, final InstrumentRecord instrument, final long limitTicks)
    {
        if (!isInStaticBand(instrument, limitTicks))
        {
            final boolean low = limitTicks < control.staticLowTicks();
            return refusal.refuse(
                ResultCode.STATIC_BAND, low ? control.staticLowTicks() : control.staticHighTicks(), limitTicks);
        }
        final long most = control.maxOrderLots();
        if (most != 0 && ticket.lots > most)
        {
            return refusal.refuse(ResultCode.ORDER_LOTS_LIMIT, most, ticket.lots);
        }
        final int code = checkValue(ticket, instrument, ContractValue.fill(instrument, ticket.lots, limitTicks));
        return code == ResultCode.ACCEPTED ? checkOpenOrders(ticket) : code;
    }

    private int checkValue(final OrderTicket ticket, final InstrumentRecord instrument, final long fillAtoms)
    {
        final long valueAtoms = Math.max(fillAtoms, ContractValue.notional(instrument, ticket.lots));
        if (control.maxOrderValueAtoms() != 0 && valueAtoms > control.maxOrderValueAtoms())
        {
            return refusal.refuse(ResultCode.ORDER_VALUE_LIMIT, control.maxOrderValueAtoms(), valueAtoms);
        }
        final long leastAtoms = control.minOrderValueAtoms();
        if (fillAtoms < leastAtoms && !closesPosition(ticket))
        {
            return refusal.refuse(ResultCode.ORDER_VALUE_TOO_LOW, leastAtoms, fillAtoms);
        }
        return ResultCode.ACCEPTED;
    }

    private boolean closesPosition(final OrderTicket ticket)
    {
        final int index = accounts.findPosition(ticket.accountIndex, ticket.instrumentIndex);
        if (index == 0)
        {
            return false;
        }
        position.wrap(index);
        return position.lots() == (ticket.side == Books.SELL ? ticket.lots : -ticket.lots);
    }

    private int checkOpenOrders(final OrderTicket ticket)
    {
        final int most = control.maxOpenOrders();
        final int index = accounts.findPosition(ticket.accountIndex, ticket.instrumentIndex);
        if (most == 0 || index == 0 || !ticket.mayRest() || ticket.replaced != 0)
        {
            return ResultCode.ACCEPTED;
        }
        position.wrap(index);
        return position.openOrders() < most ? ResultCode.ACCEPTED :
            refusal.refuse(ResultCode.OPEN_ORDERS_LIMIT, most, position.openOrders() + 1L);
    }

    /** The worst price at which an order may trade at once: its limit, but not beyond the dynamic band. */
    long reachTicks(final InstrumentRecord instrument, final boolean sells, final long limitTicks)
    {
        control.wrap(instrument.index());
        if (control.dynamicBandPpm() == 0)
        {
            return limitTicks;
        }
        final long reference = AuctionPrice.referenceTicks(instrument);
        final long width = Math.max(1, reference * control.dynamicBandPpm() / PPM);
        return sells ? Math.max(limitTicks, reference - width) : Math.min(limitTicks, reference + width);
    }

    /** Whether an order that is stopped by the dynamic band brings its instrument into a call auction. */
    boolean breaksIntoAuction(final InstrumentRecord instrument)
    {
        control.wrap(instrument.index());
        return control.bandBreach() == BandBreach.CALL_AUCTION.value();
    }
}
