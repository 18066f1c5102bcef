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
import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.account.TouchedAccounts;
import io.plimsoll.core.book.Books;
import io.plimsoll.core.book.Cancels;
import io.plimsoll.core.book.LevelRecord;
import io.plimsoll.core.book.Matching;
import io.plimsoll.core.book.OrderRecord;
import io.plimsoll.core.book.Probe;
import io.plimsoll.core.codec.Refusal;
import io.plimsoll.core.codec.generated.CancelOrderDecoder;
import io.plimsoll.core.codec.generated.CancelReason;
import io.plimsoll.core.codec.generated.NewOrderDecoder;
import io.plimsoll.core.codec.generated.OrderType;
import io.plimsoll.core.codec.generated.ReplaceOrderDecoder;
import io.plimsoll.core.codec.generated.TimeInForce;
import io.plimsoll.core.control.CounterRecord;
import io.plimsoll.core.margin.OrderCheck;
import io.plimsoll.core.margin.ZeroPrice;
import io.plimsoll.core.memory.Slab;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.InstrumentRecord;

/** New orders, cancels and replacements: everything that can be refused is checked before anything is written. */
final class OrderCommands
{
    private final EngineLimits limits;
    private final Refusal refusal;
    private final Accounts accounts;
    private final Catalogue catalogue;
    private final Books books;
    private final Cancels cancels;
    private final Matching matching;
    private final Probe probe;
    private final OrderCheck check;
    private final Access access;
    private final CounterRecord counters;
    private final TouchedAccounts touched;
    private final AccountRecord account;
    private final InstrumentRecord instrument;
    private final OrderRecord order;
    private final LevelRecord level;

    private int accountIndex;
    private int instrumentIndex;
    private int side;
    private int timeInForce;
    private long limitTicks;
    private long lots;
    private boolean postOnly;
    private boolean reduceOnly;
    private int replaced;
    private long resultOrderId;
    private long resultRestingLots;
    private long workUsed;

    OrderCommands(final Rooms rooms)
    {
        limits = rooms.limits;
        refusal = rooms.refusal;
        accounts = rooms.accounts;
        catalogue = rooms.catalogue;
        books = rooms.books;
        cancels = rooms.cancels;
        matching = rooms.matching;
        probe = rooms.probe;
        check = rooms.orderCheck;
        access = rooms.access;
        counters = rooms.counters;
        touched = rooms.touched;
        account = accounts.newAccountRecord();
        instrument = catalogue.newInstrumentRecord();
        order = books.newOrderRecord();
        level = books.newLevelRecord();
    }

    /** Forgets the last command. */
    void reset()
    {
        instrumentIndex = 0;
        resultOrderId = 0;
        resultRestingLots = 0;
        workUsed = 0;
    }

    /** Order of the last command, 0 if it concerned none. */
    long orderId()
    {
        return resultOrderId;
    }

    /** Lots that rest after the last command. */
    long restingLots()
    {
        return resultRestingLots;
    }

    /** Maker orders that the last command met. */
    long workUsed()
    {
        return workUsed;
    }

    /** Instrument whose book the last command may have improved, 0 for none. */
    int instrumentTouched()
    {
        return instrumentIndex;
    }

    int newOrder(final NewOrderDecoder command, final int sessionId)
    {
        final int options = command.options().getRaw();
        if (command.sideRaw() > Books.SELL || command.orderTypeRaw() > OrderType.MARKET.value() ||
            command.timeInForceRaw() > TimeInForce.FOK.value() || options > 3)
        {
            return refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, 0, Math.max(
                Math.max(command.sideRaw(), command.orderTypeRaw()), Math.max(command.timeInForceRaw(), options)));
        }
        replaced = 0;
        side = command.sideRaw();
        timeInForce = command.timeInForceRaw();
        postOnly = command.options().postOnly();
        reduceOnly = command.options().reduceOnly();
        lots = command.quantityLots();
        int code = findAccount(command.accountId(), sessionId);
        code = code == ResultCode.ACCEPTED ? findInstrument(command.instrumentId()) : code;
        code = code == ResultCode.ACCEPTED ?
            chooseLimit(command.orderTypeRaw() == OrderType.MARKET.value(), command.priceTicks()) : code;
        code = code == ResultCode.ACCEPTED ? checkOrder() : code;
        if (code == ResultCode.ACCEPTED)
        {
            counters.lastOrderId(counters.lastOrderId() + 1);
            submit(counters.lastOrderId(), command.clientOrderId());
        }
        return code;
    }

    int cancel(final CancelOrderDecoder command, final int sessionId)
    {
        final int code = findOrder(command.accountId(), command.orderId(), sessionId);
        if (code == ResultCode.ACCEPTED)
        {
            resultOrderId = command.orderId();
            cancels.cancel(replaced, CancelReason.REQUESTED);
        }
        return code;
    }

    int replace(final ReplaceOrderDecoder command, final int sessionId)
    {
        int code = findOrder(command.accountId(), command.orderId(), sessionId);
        if (code != ResultCode.ACCEPTED)
        {
            return code;
        }
        instrumentIndex = order.instrument();
        instrument.wrap(instrumentIndex);
        side = order.side();
        timeInForce = TimeInForce.GTC.value();
        postOnly = order.postOnly() == 1;
        reduceOnly = order.reduceOnly() == 1;
        lots = command.quantityLots();
        final boolean samePrice = command.priceTicks() == order.priceTicks();
        if (lots < 1 || samePrice && lots == order.remainingLots())
        {
            return refusal.refuse(ResultCode.NOTHING_TO_REPLACE, 1, lots);
        }
        if (samePrice && lots < order.remainingLots())
        {
            resultOrderId = order.orderId();
            resultRestingLots = books.reduce(replaced, order.remainingLots() - lots);
            return ResultCode.ACCEPTED;
        }
        code = chooseLimit(false, command.priceTicks());
        code = code == ResultCode.ACCEPTED ? checkOrder() : code;
        if (code == ResultCode.ACCEPTED)
        {
            final long clientOrderId = order.clientOrderId();
            books.remove(replaced);
            submit(command.orderId(), clientOrderId);
        }
        return code;
    }

    private int findAccount(final long accountId, final int sessionId)
    {
        accountIndex = access.ownAccount(accountId, sessionId);
        return refusal.code();
    }

    private int findOrder(final long accountId, final long orderId, final int sessionId)
    {
        if (findAccount(accountId, sessionId) != ResultCode.ACCEPTED)
        {
            return refusal.code();
        }
        replaced = books.find(orderId);
        if (replaced != 0)
        {
            order.wrap(replaced);
        }
        return replaced != 0 && order.account() == accountIndex ? ResultCode.ACCEPTED :
            refusal.refuse(ResultCode.UNKNOWN_ORDER, 0, orderId);
    }

    private int findInstrument(final int instrumentId)
    {
        final int found = catalogue.instruments().find(instrumentId);
        if (found == 0)
        {
            return refusal.refuse(ResultCode.UNKNOWN_INSTRUMENT, 0, instrumentId);
        }
        instrument.wrap(found);
        if (instrument.markSubTicks() == 0)
        {
            return refusal.refuse(ResultCode.MARK_MISSING, 0, instrumentId);
        }
        instrumentIndex = found;
        return ResultCode.ACCEPTED;
    }

    /** A market order is bounded by the oracle band and never rests. */
    private int chooseLimit(final boolean market, final long priceTicks)
    {
        if (lots < 1 || lots > instrument.maxPositionLots())
        {
            return refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, lots < 1 ? 1 : instrument.maxPositionLots(), lots);
        }
        final long mostTicks = instrument.maxMarkSubTicks() / instrument.subTicksPerTick();
        if (market)
        {
            if (timeInForce == TimeInForce.GTC.value() || priceTicks != 0 || postOnly)
            {
                return refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, TimeInForce.IOC.value(), timeInForce);
            }
            limitTicks = Math.min(mostTicks, ZeroPrice.bandTicks(instrument, side == Books.SELL));
            return ResultCode.ACCEPTED;
        }
        limitTicks = priceTicks;
        if (postOnly && timeInForce != TimeInForce.GTC.value())
        {
            return refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, TimeInForce.GTC.value(), timeInForce);
        }
        return priceTicks >= 1 && priceTicks <= mostTicks ? ResultCode.ACCEPTED :
            refusal.refuse(ResultCode.PRICE_OUT_OF_RANGE, priceTicks < 1 ? 1 : mostTicks, priceTicks);
    }

    private int checkOrder()
    {
        probe.walk(instrument, accountIndex, side, limitTicks, lots);
        if (postOnly && probe.work() > 0)
        {
            level.wrap(Books.best(instrument, 1 - side));
            return refusal.refuse(ResultCode.WOULD_TRADE, limitTicks, level.priceTicks());
        }
        if (timeInForce == TimeInForce.FOK.value() && probe.fillableLots() < lots)
        {
            return refusal.refuse(ResultCode.NOT_FILLABLE, lots, probe.fillableLots());
        }
        final long work = probe.work() + 1;
        if (work > limits.fillsPerCommandMax())
        {
            return refusal.refuse(ResultCode.SWEEP_TOO_LARGE, limits.fillsPerCommandMax(), work);
        }
        final int code = checkRoom();
        if (code != ResultCode.ACCEPTED)
        {
            return code;
        }
        final boolean fills = probe.fillableLots() == lots;
        check.order(accountIndex, instrumentIndex, side, lots, fills ? probe.worstPriceTicks() : limitTicks, replaced);
        return check.accept(limitTicks, timeInForce != TimeInForce.GTC.value(), reduceOnly);
    }

    private int checkRoom()
    {
        final Slab full = timeInForce != TimeInForce.GTC.value() ? null :
            replaced == 0 ? books.fullSlab() : books.fullSlabForMove(replaced, limitTicks);
        if (full != null)
        {
            return refusal.refuseFull(full);
        }
        if (accounts.findPosition(accountIndex, instrumentIndex) == 0)
        {
            account.wrap(accountIndex);
            if (account.positionCount() >= limits.positionsPerAccount() || !accounts.hasRoomForPosition())
            {
                return refusal.refuseFull(accounts.positionSlab());
            }
        }
        return ResultCode.ACCEPTED;
    }

    private void submit(final long orderId, final long clientOrderId)
    {
        workUsed = probe.work();
        int positionIndex = accounts.findPosition(accountIndex, instrumentIndex);
        if (positionIndex == 0)
        {
            positionIndex = accounts.openPosition(accountIndex, instrumentIndex);
        }
        final long left = matching.execute(instrument, positionIndex, orderId, clientOrderId, side, limitTicks, lots,
            instrument.takerFeePpm(), false);
        resultOrderId = orderId;
        if (left == 0)
        {
            return;
        }
        if (timeInForce == TimeInForce.GTC.value())
        {
            books.add(positionIndex, orderId, clientOrderId, side, limitTicks, left, reduceOnly, postOnly);
            resultRestingLots = left;
        }
        else
        {
            touched.touch(accountIndex);
            cancels.reportRemainder(accountIndex, instrument.instrumentId(), orderId, clientOrderId, left);
        }
    }
}
