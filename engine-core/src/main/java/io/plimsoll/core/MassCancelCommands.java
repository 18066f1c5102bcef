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
import io.plimsoll.core.book.MassCancels;
import io.plimsoll.core.book.OrderRecord;
import io.plimsoll.core.book.Sweeps;
import io.plimsoll.core.codec.Refusal;
import io.plimsoll.core.codec.generated.CancelReason;
import io.plimsoll.core.codec.generated.MassCancelDecoder;
import io.plimsoll.core.codec.generated.SideFilter;
import io.plimsoll.core.control.CounterRecord;
import io.plimsoll.core.control.InstrumentControls;
import io.plimsoll.core.control.InstrumentStates;
import io.plimsoll.core.liquidation.LiquidationQueue;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.InstrumentRecord;

/**
 * Cancels all orders of an account, or those of one instrument or side: at most so many in one command, lowest id
 * first, and the rest by {@code Continue}. Orders whose instrument accepts no cancel stay.
 */
final class MassCancelCommands
{
    /** Orders that a command may pass over for each that it may cancel: to look costs less than to cancel. */
    private static final long LOOKS_PER_CANCEL = 8;

    private final EngineLimits limits;
    private final Refusal refusal;
    private final Catalogue catalogue;
    private final InstrumentControls controls;
    private final Cancels cancels;
    private final MassCancels pending;
    private final Sweeps sweeps;
    private final LiquidationQueue queue;
    private final Access access;
    private final CounterRecord counters;
    private final AccountRecord account;
    private final OrderRecord order;
    private final InstrumentRecord instrument;
    private long usedCancels;
    private long looks;

    MassCancelCommands(final Rooms rooms)
    {
        final Books books = rooms.books;
        limits = rooms.limits;
        refusal = rooms.refusal;
        catalogue = rooms.catalogue;
        controls = rooms.controls;
        cancels = rooms.cancels;
        pending = books.massCancels();
        sweeps = rooms.sweeps;
        queue = rooms.queue;
        access = rooms.access;
        counters = rooms.counters;
        account = rooms.accounts.newAccountRecord();
        order = books.newOrderRecord();
        instrument = catalogue.newInstrumentRecord();
    }

    /** Forgets the last command. */
    void reset()
    {
        usedCancels = 0;
    }

    /** Orders that the last command has cancelled here. */
    long cancelsUsed()
    {
        return usedCancels;
    }

    int apply(final MassCancelDecoder command, final int sessionId)
    {
        final int side = command.sideRaw();
        if (side > SideFilter.SELLS.value())
        {
            return refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, SideFilter.SELLS.value(), side);
        }
        final int accountIndex = access.ownAccount(command.accountId(), sessionId);
        if (accountIndex == 0)
        {
            return refusal.code();
        }
        final int instrumentId = command.instrumentId();
        final int instrumentIndex = instrumentId == 0 ? 0 : catalogue.instruments().find(instrumentId);
        if (instrumentId != 0 && instrumentIndex == 0)
        {
            return refusal.refuse(ResultCode.UNKNOWN_INSTRUMENT, 0, instrumentId);
        }
        if (instrumentIndex != 0 && !acceptsCancel(instrumentIndex))
        {
            return refusal.refuse(ResultCode.INSTRUMENT_STATE, InstrumentStates.OPEN, instrument.state());
        }
        if (pending.fullSlab() != null)
        {
            return refusal.refuseFull(pending.fullSlab());
        }
        pending.add(accountIndex, instrumentIndex, side, counters.lastOrderId());
        goOn();
        return ResultCode.ACCEPTED;
    }

    /**
     * Goes on with the cancels of earlier commands; a liquidation that waits keeps half of those of this one. The first
     * entry is always looked through, whatever the account has.
     */
    void goOn()
    {
        final long most = limits.cancelsPerCommand();
        final long left = Math.max(0, (queue.size() == 0 ? most : (most + 1) / 2) - sweeps.cancelsUsed());
        long looksLeft = LOOKS_PER_CANCEL * most;
        while (pending.isPending() && looksLeft > 0 && cancelFirst(left))
        {
            looksLeft -= looks;
            pending.removeFirst();
        }
    }

    /** Cancels what the first entry asks for; true if it is done. */
    private boolean cancelFirst(final long most)
    {
        account.wrap(pending.firstAccount());
        looks = account.openOrders() + 1L;
        int next;
        for (int index = account.firstOrder(); index != 0; index = next)
        {
            order.wrap(index);
            next = order.nextOfAccount();
            if (pending.firstCovers(order) && acceptsCancel(order.instrument()))
            {
                if (usedCancels >= most)
                {
                    return false;
                }
                usedCancels++;
                cancels.cancel(index, CancelReason.MASS_CANCEL);
            }
        }
        return true;
    }

    private boolean acceptsCancel(final int instrumentIndex)
    {
        instrument.wrap(instrumentIndex);
        final int state = instrument.state();
        return InstrumentStates.acceptsCancel(state) &&
            (state != InstrumentStates.CALL_AUCTION || !controls.isUncrossing(instrumentIndex));
    }
}
