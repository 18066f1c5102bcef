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
import io.plimsoll.core.book.OrderTerms;
import io.plimsoll.core.book.Probe;
import io.plimsoll.core.book.SelfTrade;
import io.plimsoll.core.codec.EffectWriter;
import io.plimsoll.core.codec.Refusal;
import io.plimsoll.core.codec.generated.CancelReason;
import io.plimsoll.core.codec.generated.InstrumentState;
import io.plimsoll.core.codec.generated.TimeInForce;
import io.plimsoll.core.control.InstrumentStates;
import io.plimsoll.core.control.Sessions;
import io.plimsoll.core.fixed.Fixed;
import io.plimsoll.core.margin.OrderCheck;
import io.plimsoll.core.margin.SpotCheck;
import io.plimsoll.core.margin.ZeroPrice;
import io.plimsoll.core.memory.Slab;
import io.plimsoll.core.price.Contracts;
import io.plimsoll.core.price.ContractValue;
import io.plimsoll.core.price.InstrumentRecord;

/**
 * The one way into a book: an {@link OrderTicket} is checked whole before anything is written, then it trades and its
 * rest joins the book or is cancelled.
 */
final class OrderEntry
{
    private final EngineLimits limits;
    private final OrderAdmission admission;
    private final Refusal refusal;
    private final Accounts accounts;
    private final Books books;
    private final Cancels cancels;
    private final Matching matching;
    private final Probe probe;
    private final OrderCheck check;
    private final SpotCheck spot;
    private final OrderLimits orderLimits;
    private final TouchedAccounts touched;
    private final Sessions sessions;
    private final EffectWriter effects;
    private final AccountRecord account;
    private final InstrumentRecord instrument;
    private final LevelRecord level;

    private OrderTicket ticket;
    private boolean restricted;
    private long limitTicks;
    private long reachTicks;
    private int positionIndex;
    private int touchedInstrument;
    private long enteredOrderId;
    private long enteredLots;
    private long usedWork;

    OrderEntry(final Rooms rooms, final OrderAdmission admission)
    {
        this.admission = admission;
        limits = rooms.limits;
        refusal = rooms.refusal;
        accounts = rooms.accounts;
        books = rooms.books;
        cancels = rooms.cancels;
        matching = rooms.matching;
        probe = rooms.probe;
        check = rooms.orderCheck;
        spot = rooms.spotCheck;
        orderLimits = new OrderLimits(rooms);
        touched = rooms.touched;
        sessions = rooms.sessions;
        effects = rooms.effects;
        account = accounts.newAccountRecord();
        instrument = rooms.catalogue.newInstrumentRecord();
        level = books.newLevelRecord();
    }

    /** Forgets the last command. */
    void reset()
    {
        touchedInstrument = 0;
        enteredOrderId = 0;
        enteredLots = 0;
        usedWork = 0;
    }

    /** Names the order that a command concerned, and what of it rests, where no order was entered. */
    void concerns(final long orderId, final long restingLots)
    {
        enteredOrderId = orderId;
        enteredLots = restingLots;
    }

    /** Order of the last command, 0 if it concerned none. */
    long orderId()
    {
        return enteredOrderId;
    }

    /** Lots that rest after the last command. */
    long restingLots()
    {
        return enteredLots;
    }

    /** Maker orders that the last command met. */
    long workUsed()
    {
        return usedWork;
    }

    /** Instrument whose book the last command may have improved, 0 for none. */
    int instrumentTouched()
    {
        return touchedInstrument;
    }

    /** Whether an order can be entered as it is. */
    int accept(final OrderTicket order)
    {
        int code = admit(order);
        code = code == ResultCode.ACCEPTED && isLimited() ? orderLimits.check(ticket, instrument, limitTicks) : code;
        code = code == ResultCode.ACCEPTED && order.isExtended() ? checkTerms() : code;
        return code == ResultCode.ACCEPTED ? checkOrder() : code;
    }

    /** Makes an order the one that is spoken of. */
    private void concern(final OrderTicket order)
    {
        ticket = order;
        instrument.wrap(order.instrumentIndex);
        restricted = !instrument.isUnrestricted();
    }

    /** What holds for every order, whether it is entered now or waits. */
    int admit(final OrderTicket order)
    {
        concern(order);
        final int code = admission.admit(order, instrument, restricted);
        return code == ResultCode.ACCEPTED ? chooseLimit() : code;
    }

    /** Instrument of the order that was admitted last. */
    InstrumentRecord instrument()
    {
        return instrument;
    }

    /** Work that an order would use, at least 1, without any change and whether or not it would be accepted. */
    long workOf(final OrderTicket order)
    {
        concern(order);
        if (chooseLimit() != ResultCode.ACCEPTED)
        {
            return 1;
        }
        reach();
        probe();
        return probe.work() + 1;
    }

    /** Limit of the order last accepted, where it slid to if it did. */
    long limitTicks()
    {
        return limitTicks;
    }

    private boolean isLimited()
    {
        return restricted && instrument.limited() != 0;
    }

    private int chooseLimit()
    {
        final long lots = ticket.lots;
        if (lots < 1 || lots > instrument.maxPositionLots())
        {
            return refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, lots < 1 ? 1 : instrument.maxPositionLots(), lots);
        }
        if (ticket.isMarket() ? ticket.mayRest() || ticket.isPostOnly() : ticket.isPostOnly() && !ticket.mayRest())
        {
            return refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE,
                (ticket.isMarket() ? TimeInForce.IOC : TimeInForce.GTC).value(), ticket.timeInForce);
        }
        final long mostTicks = mostTicks();
        limitTicks = ticket.priceTicks;
        if (ticket.isMarket() && limitTicks == 0)
        {
            // Without a protection price of its own a market order trades inside the oracle band.
            limitTicks = Math.min(mostTicks, ZeroPrice.bandTicks(instrument, ticket.side == Books.SELL));
            limitTicks = !isLimited() ? limitTicks :
                orderLimits.marketLimitTicks(instrument, ticket.side == Books.SELL, limitTicks);
        }
        final long leastTicks = ContractValue.leastTicks(instrument);
        return limitTicks >= leastTicks && limitTicks <= mostTicks ? ResultCode.ACCEPTED : refusal.refuse(
            ResultCode.PRICE_OUT_OF_RANGE, limitTicks < leastTicks ? leastTicks : mostTicks, limitTicks);
    }

    /** Whether what an admitted order has beyond a plain one stands for something. */
    int checkTerms()
    {
        final long displayLots = ticket.displayLots;
        if (displayLots < 0 || displayLots > ticket.lots)
        {
            return refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, displayLots < 0 ? 0 : ticket.lots, displayLots);
        }
        if (displayLots != 0 && (!ticket.mayRest() || ticket.isReduceOnly()))
        {
            return refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, 0, displayLots);
        }
        final long parts = displayLots == 0 ? 1 : Fixed.ceilDivide(ticket.lots, displayLots);
        if (parts > OrderTerms.ICEBERG_PARTS_MAX)
        {
            return refusal.refuse(ResultCode.ICEBERG_PARTS, OrderTerms.ICEBERG_PARTS_MAX, parts);
        }
        final long nowNs = books.terms().nowNs();
        return ticket.expireTimeNs == 0 || ticket.expireTimeNs > nowNs ? ResultCode.ACCEPTED :
            refusal.refuse(ResultCode.EXPIRY_PASSED, nowNs, ticket.expireTimeNs);
    }

    /** Greatest price of an admitted order. */
    long mostTicks()
    {
        return instrument.maxMarkSubTicks() / instrument.subTicksPerTick();
    }

    private int checkOrder()
    {
        final long lots = ticket.lots;
        reach();
        probe();
        if (ticket.isPostOnly() && probe.work() > 0 && !slide())
        {
            return refusal.refuse(ResultCode.WOULD_TRADE, limitTicks, level.priceTicks());
        }
        final long work = probe.work() + 1;
        if (work > limits.fillsPerCommandMax())
        {
            return refusal.refuse(ResultCode.SWEEP_TOO_LARGE, limits.fillsPerCommandMax(), work);
        }
        if (ticket.timeInForce == TimeInForce.FOK.value() && probe.fillableLots() < lots)
        {
            return refusal.refuse(ResultCode.NOT_FILLABLE, lots, probe.fillableLots());
        }
        if (ticket.mayRest() && ticket.replaced == 0 &&
            admission.checkOrderCount(ticket.accountIndex) != ResultCode.ACCEPTED)
        {
            return refusal.code();
        }
        final int code = checkRoom();
        if (code != ResultCode.ACCEPTED)
        {
            return code;
        }
        final boolean fills = probe.fillableLots() == lots;
        check.order(ticket.accountIndex, positionIndex, instrument, ticket.side, lots,
            fills ? probe.worstPriceTicks() : limitTicks, ticket.replaced);
        return check.accept(limitTicks, !ticket.mayRest(), ticket.isReduceOnly());
    }

    /** A post-only order looks at all that it would trade with: it may not rest across it. */
    private void reach()
    {
        reachTicks = isLimited() && !ticket.isPostOnly() ?
            orderLimits.reachTicks(instrument, ticket.side == Books.SELL, limitTicks) : limitTicks;
    }

    private void probe()
    {
        if (instrument.state() == InstrumentStates.CALL_AUCTION)
        {
            probe.meetNothing();
            return;
        }
        // A post-only order needs to know of one order that it would meet; no other may meet more than a command does.
        probe.walk(instrument, ticket.accountIndex, ticket.side, reachTicks, ticket.lots,
            SelfTrade.modeOf(ticket.options), ticket.isPostOnly() ? 1 : limits.fillsPerCommandMax());
    }

    /** Moves the limit of a post-only order to one tick behind the best opposite price, if it may move and can. */
    private boolean slide()
    {
        level.wrap(Books.best(instrument, 1 - ticket.side));
        final long behindTicks = level.priceTicks() + (ticket.side == Books.BUY ? -1 : 1);
        if (!ticket.maySlide() || behindTicks < ContractValue.leastTicks(instrument) || behindTicks > mostTicks() ||
            isLimited() && !orderLimits.isInStaticBand(instrument, behindTicks))
        {
            return false;
        }
        limitTicks = behindTicks;
        reachTicks = behindTicks;
        probe();
        return true;
    }

    private int checkRoom()
    {
        final Slab full = !ticket.mayRest() ? null :
            ticket.replaced == 0 ? books.fullSlab() : books.fullSlabForMove(ticket.replaced, limitTicks);
        if (full != null)
        {
            return refusal.refuseFull(full);
        }
        if (ticket.isExtended() && ticket.replaced == 0 && books.terms().fullSlab() != null)
        {
            return refusal.refuseFull(books.terms().fullSlab());
        }
        positionIndex = ticket.replaced != 0 ? ticket.replacedPosition :
            accounts.findPosition(ticket.accountIndex, ticket.instrumentIndex);
        if (positionIndex == 0)
        {
            account.wrap(ticket.accountIndex);
            if (account.positionCount() >= limits.positionsPerAccount() || !accounts.hasRoomForPosition())
            {
                return refusal.refuseFull(accounts.positionSlab());
            }
        }
        final Slab fullSpot =
            Contracts.movesBalances(instrument) ? spot.fullSlab(ticket.accountIndex, instrument, ticket.side) : null;
        return fullSpot == null ? ResultCode.ACCEPTED : refusal.refuseFull(fullSpot);
    }

    /**
     * Enters the order just accepted.
     *
     * @param orderId of the order.
     */
    void submit(final long orderId)
    {
        usedWork = probe.work();
        enteredOrderId = orderId;
        touchedInstrument = ticket.instrumentIndex;
        if (ticket.replaced != 0 && meetsNothing())
        {
            books.move(ticket.replaced, limitTicks, ticket.lots);
            enteredLots = ticket.lots;
            reportSlide(orderId);
            return;
        }
        if (ticket.replaced != 0)
        {
            books.remove(ticket.replaced);
        }
        if (positionIndex == 0)
        {
            positionIndex = accounts.openPosition(ticket.accountIndex, ticket.instrumentIndex);
        }
        if (Contracts.movesBalances(instrument))
        {
            spot.open(ticket.accountIndex, instrument, ticket.side);
        }
        final boolean collects = instrument.state() == InstrumentStates.CALL_AUCTION;
        final long left = collects ? ticket.lots : matching.execute(instrument, positionIndex, orderId,
            ticket.clientOrderId, ticket.side, reachTicks, ticket.lots, instrument.takerFeePpm(), false,
            SelfTrade.modeOf(ticket.options));
        if (left == 0)
        {
            return;
        }
        final boolean stopped = !collects && matching.isStopped();
        final boolean breach = !collects && !stopped && reachTicks != limitTicks && crossesBook();
        final boolean auction = breach && orderLimits.breaksIntoAuction(instrument);
        if (ticket.mayRest() && !stopped && (!breach || auction))
        {
            final int index = books.add(
                positionIndex, orderId, ticket.clientOrderId, ticket.side, limitTicks, left, ticket.options);
            if (ticket.isExtended())
            {
                books.extend(index, ticket.displayLots, ticket.expireTimeNs);
            }
            enteredLots = left;
            reportSlide(orderId);
        }
        else
        {
            touched.touchByOrders(ticket.accountIndex);
            cancels.reportTaker(ticket.accountIndex, instrument.instrumentId(), orderId, ticket.clientOrderId, left, 0,
                stopped ? CancelReason.SELF_TRADE :
                breach ? CancelReason.PRICE_BAND : CancelReason.IMMEDIATE_REMAINDER);
        }
        if (auction)
        {
            enterAuction();
        }
    }

    /** Whether the order rests at once, wherever its limit is: nothing stands before it, nor before a band's edge. */
    private boolean meetsNothing()
    {
        return probe.work() == 0 && (reachTicks == limitTicks || instrument.state() == InstrumentStates.CALL_AUCTION);
    }

    /** Whether the other side still has what the limit would take: only the dynamic band can have left it. */
    private boolean crossesBook()
    {
        final int best = Books.best(instrument, 1 - ticket.side);
        if (best == 0)
        {
            return false;
        }
        level.wrap(best);
        return Books.crosses(ticket.side, limitTicks, level.priceTicks());
    }

    private void enterAuction()
    {
        instrument.state(InstrumentStates.CALL_AUCTION);
        effects.instrumentStateChanged()
            .instrumentId(instrument.instrumentId())
            .fromState(InstrumentState.OPEN)
            .toState(InstrumentState.CALL_AUCTION);
    }

    private void reportSlide(final long orderId)
    {
        if (limitTicks != ticket.priceTicks)
        {
            account.wrap(ticket.accountIndex);
            effects.orderSlid(sessions.recipient(account.principal()))
                .orderId(orderId)
                .accountId(account.accountId())
                .clientOrderId(ticket.clientOrderId)
                .askedTicks(ticket.priceTicks)
                .priceTicks(limitTicks)
                .instrumentId(instrument.instrumentId());
        }
    }
}
