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
import io.plimsoll.core.account.IsolatedAccounts;
import io.plimsoll.core.book.Books;
import io.plimsoll.core.book.OrderRecord;
import io.plimsoll.core.codec.Refusal;
import io.plimsoll.core.codec.generated.OrderType;
import io.plimsoll.core.codec.generated.TimeInForce;
import io.plimsoll.core.control.InstrumentControls;
import io.plimsoll.core.control.InstrumentStates;
import io.plimsoll.core.control.KillSwitches;
import io.plimsoll.core.memory.Slab;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.InstrumentRecord;

/** Who may send an order now, and under which ids, before anything is asked of its price, its lots or its margin. */
final class OrderAdmission
{
    private static final int OPTIONS_MAX = 63;

    private final Refusal refusal;
    private final Catalogue catalogue;
    private final InstrumentControls controls;
    private final KillSwitches switches;
    private final IsolatedAccounts isolated;
    private final Books books;
    private final AccountRecord account;
    private final InstrumentRecord stateOf;

    OrderAdmission(final Rooms rooms)
    {
        refusal = rooms.refusal;
        catalogue = rooms.catalogue;
        controls = rooms.controls;
        switches = rooms.switches;
        isolated = rooms.isolated;
        books = rooms.books;
        account = rooms.accounts.newAccountRecord();
        stateOf = catalogue.newInstrumentRecord();
    }

    /** Whether the numbers of a new order stand for something. */
    int checkFields(final OrderTicket order, final OrderType lastType, final TimeInForce lastTimeInForce)
    {
        if (order.side > Books.SELL || order.orderType > lastType.value() ||
            order.timeInForce > lastTimeInForce.value() || order.options > OPTIONS_MAX)
        {
            return refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, 0, Math.max(
                Math.max(order.side, order.orderType), Math.max(order.timeInForce, order.options)));
        }
        final int consistent = order.consistentOptions();
        return consistent == order.options ? ResultCode.ACCEPTED :
            refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, consistent, order.options);
    }

    /** Finds the instrument of a new order. */
    int findInstrument(final OrderTicket order, final int instrumentId)
    {
        final int found = catalogue.instruments().find(instrumentId);
        if (found == 0)
        {
            return refusal.refuse(ResultCode.UNKNOWN_INSTRUMENT, 0, instrumentId);
        }
        stateOf.wrap(found);
        if (stateOf.markSubTicks() == 0)
        {
            return refusal.refuse(ResultCode.MARK_MISSING, 0, instrumentId);
        }
        order.instrumentIndex = found;
        return ResultCode.ACCEPTED;
    }

    /**
     * Whether an order may be sent at all.
     *
     * @param order      new, replaced or triggered.
     * @param instrument on the record of its instrument.
     * @param restricted whether that has a state, band or limit.
     */
    int admit(final OrderTicket order, final InstrumentRecord instrument, final boolean restricted)
    {
        int code = restricted ? checkState(order) : ResultCode.ACCEPTED;
        code = code == ResultCode.ACCEPTED && switches.isAnyEngaged() ? checkSwitches(order) : code;
        code = code == ResultCode.ACCEPTED && isolated.isAny() ?
            isolated.check(order.accountIndex, instrument, refusal) : code;
        return code == ResultCode.ACCEPTED && order.clientOrderId != 0 ? checkClientOrderId(order) : code;
    }

    /** Whether the state of its instrument lets an order be cancelled. */
    int checkCancel(final OrderRecord order)
    {
        stateOf.wrap(order.instrument());
        return InstrumentStates.acceptsCancel(stateOf.state()) ? checkUncross() : refuseInState();
    }

    /** Whether the state of its instrument lets an order be entered or replaced. */
    int checkState(final OrderTicket order)
    {
        stateOf.wrap(order.instrumentIndex);
        final int state = stateOf.state();
        if (state == InstrumentStates.OPEN)
        {
            return ResultCode.ACCEPTED;
        }
        return InstrumentStates.acceptsOrder(state, order.isPostOnly(), order.mayRest()) ? checkUncross() :
            refuseInState();
    }

    private int checkUncross()
    {
        if (stateOf.state() != InstrumentStates.CALL_AUCTION || !controls.isUncrossing(stateOf.index()))
        {
            return ResultCode.ACCEPTED;
        }
        return refusal.refuse(ResultCode.UNCROSSING, 0, controls.auctionTicks(stateOf.index()));
    }

    private int refuseInState()
    {
        return refusal.refuse(ResultCode.INSTRUMENT_STATE, InstrumentStates.OPEN, stateOf.state());
    }

    private int checkSwitches(final OrderTicket order)
    {
        final int scope = switches.stopping(order.accountIndex, order.instrumentIndex);
        return scope == KillSwitches.NONE ? ResultCode.ACCEPTED :
            refusal.refuse(ResultCode.KILL_SWITCH, scope, switches.stoppingId());
    }

    private int checkClientOrderId(final OrderTicket order)
    {
        final int live = books.findByClientId(order.accountIndex, order.clientOrderId);
        if (live != 0)
        {
            return live == order.replaced ? ResultCode.ACCEPTED : refusal.refuse(
                ResultCode.DUPLICATE_CLIENT_ORDER_ID, books.orderIdOf(live), order.clientOrderId);
        }
        final Slab full = books.fullSlabForClientId(order.accountIndex, order.clientOrderId);
        return full == null ? ResultCode.ACCEPTED : refusal.refuseFull(full);
    }

    /** Whether an account may have one more order, resting or waiting. */
    int checkOrderCount(final int accountIndex)
    {
        account.wrap(accountIndex);
        return account.openOrders() < EngineLimits.ORDERS_PER_ACCOUNT_MAX ? ResultCode.ACCEPTED : refusal.refuse(
            ResultCode.ORDER_LIMIT, EngineLimits.ORDERS_PER_ACCOUNT_MAX, account.openOrders() + 1L);
    }
}
