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
package io.plimsoll.core.twin;

import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.CancelReason;

/** New orders, cancels and replacements: what the twin accepts, and why it refuses the rest. */
final class TwinOrderCommands
{
    private static final int REDUCE_ONLY_ORDERS_MAX = 16;

    private final TwinState state;
    private final TwinOrders orders;
    private final TwinRefusal refusal;
    private final TwinAccountCommands accounts;
    private final EngineLimits limits;
    private final TwinControl control;
    private final TwinKill kill;
    long orderId;
    long restingLots;
    TwinInstrument bookTouched;

    TwinOrderCommands(
        final TwinState state,
        final TwinOrders orders,
        final TwinRefusal refusal,
        final TwinAccountCommands accounts,
        final EngineLimits limits,
        final TwinControl control,
        final TwinKill kill)
    {
        this.state = state;
        this.orders = orders;
        this.refusal = refusal;
        this.accounts = accounts;
        this.limits = limits;
        this.control = control;
        this.kill = kill;
    }

    void reset()
    {
        orderId = 0;
        restingLots = 0;
        bookTouched = null;
    }

    void newOrder(final Command command)
    {
        if (command.side > 1 || command.type > 1 || command.timeInForce > 2 || command.options > 63)
        {
            refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, 0, Math.max(
                Math.max(command.side, command.type), Math.max(command.timeInForce, command.options)));
            return;
        }
        final boolean contrary = command.selfTrade() > TwinOrder.DECREMENT;
        if (contrary || command.slide() && !command.postOnly())
        {
            final int consistent = command.options & (contrary ? ~12 : ~0) | (command.slide() ? 1 : 0);
            refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, consistent, command.options);
            return;
        }
        final TwinAccount account = accounts.own(command);
        final TwinInstrument instrument = state.instrument(command.instrument);
        if (account == null)
        {
            return;
        }
        if (instrument == null || instrument.mark == 0)
        {
            refusal.refuse(instrument == null ? ResultCode.UNKNOWN_INSTRUMENT : ResultCode.MARK_MISSING, 0,
                command.instrument);
            return;
        }
        if (!control.acceptsOrder(instrument, command.postOnly(), command.timeInForce == 0) ||
            !kill.admits(account, instrument))
        {
            return;
        }
        final TwinOrder order = new TwinOrder();
        order.clientId = command.id;
        order.account = account;
        order.instrument = instrument;
        order.side = command.side;
        order.remaining = command.lots;
        order.postOnly = command.postOnly();
        order.reduceOnly = command.reduceOnly();
        order.selfTrade = command.selfTrade();
        order.slide = command.slide();
        order.askedPrice = command.price;
        order.price = command.price;
        final TwinOrder namesake = liveByClientId(account, command.id);
        if (namesake != null)
        {
            refusal.refuse(ResultCode.DUPLICATE_CLIENT_ORDER_ID, namesake.id, command.id);
            return;
        }
        final boolean valid = command.type == 1 ? chooseMarket(order, command) :
            chooseLimit(order, command.timeInForce);
        if (valid && check(order, command.timeInForce, null))
        {
            order.id = ++state.lastOrder;
            submit(order, command.timeInForce);
        }
    }

    private static TwinOrder liveByClientId(final TwinAccount account, final long clientId)
    {
        for (final TwinOrder order : account.orders)
        {
            if (clientId != 0 && order.clientId == clientId)
            {
                return order;
            }
        }
        return null;
    }

    private boolean chooseMarket(final TwinOrder order, final Command command)
    {
        if (!checkLots(order))
        {
            return false;
        }
        if (command.timeInForce == 0 || order.postOnly)
        {
            refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, 1, command.timeInForce);
            return false;
        }
        if (order.price != 0)
        {
            return checkPrice(order);
        }
        order.price = Math.min(order.instrument.mostTicks(), order.instrument.band(order.side == TwinBook.SELL));
        final TwinLimits listed = order.instrument.limits;
        if (listed.reference != 0)
        {
            order.price = order.side == TwinBook.SELL ? Math.max(order.price, listed.low()) :
                Math.min(order.price, listed.high(order.instrument));
        }
        return true;
    }

    private boolean checkPrice(final TwinOrder order)
    {
        final long most = order.instrument.mostTicks();
        if (order.price < 1 || order.price > most)
        {
            refusal.refuse(ResultCode.PRICE_OUT_OF_RANGE, order.price < 1 ? 1 : most, order.price);
            return false;
        }
        return true;
    }

    private boolean checkLots(final TwinOrder order)
    {
        final long most = order.instrument.maxPosition;
        if (order.remaining < 1 || order.remaining > most)
        {
            refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, order.remaining < 1 ? 1 : most, order.remaining);
            return false;
        }
        return true;
    }

    private boolean chooseLimit(final TwinOrder order, final int timeInForce)
    {
        if (!checkLots(order))
        {
            return false;
        }
        if (order.postOnly && timeInForce != 0)
        {
            refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, 0, timeInForce);
            return false;
        }
        return checkPrice(order);
    }

    /** Looks at what the order would meet, then asks for room, then for margin. */
    private boolean check(final TwinOrder order, final int timeInForce, final TwinOrder replaced)
    {
        final TwinInstrument instrument = order.instrument;
        if (!instrument.limits.admits(order, timeInForce == 0, replaced, refusal))
        {
            return false;
        }
        order.reach = instrument.limits.reach(order);
        long fillable = 0;
        long worst = 0;
        boolean meets = false;
        long wanted = order.remaining;
        for (final TwinOrder maker : instrument.book.inPriority(1 - order.side))
        {
            if (instrument.state == TwinControl.CALL_AUCTION || fillable == wanted ||
                !TwinBook.crosses(order.side, order.reach, maker.price))
            {
                break;
            }
            meets = true;
            final CancelReason obstacle = orders.obstacle(order.account, maker.account);
            if (obstacle == CancelReason.SELF_TRADE && (order.selfTrade & TwinOrder.NEWEST) != 0)
            {
                break;
            }
            if (obstacle == CancelReason.SELF_TRADE && order.selfTrade == TwinOrder.DECREMENT)
            {
                wanted -= Math.min(wanted - fillable, maker.remaining);
            }
            else if (obstacle == null)
            {
                final long there = maker.reduceOnly ?
                    Math.max(0, maker.remaining - TwinOrders.excessUpTo(maker)) : maker.remaining;
                fillable += Math.min(wanted - fillable, there);
                worst = maker.price;
            }
        }
        if (order.postOnly && meets && canSlide(order))
        {
            order.price = instrument.book.best(1 - order.side) + (order.side == TwinBook.BUY ? -1 : 1);
            order.reach = order.price;
        }
        else if (order.postOnly && meets)
        {
            refusal.refuse(ResultCode.WOULD_TRADE, order.price, instrument.book.best(1 - order.side));
            return false;
        }
        if (timeInForce == 2 && fillable < order.remaining)
        {
            refusal.refuse(ResultCode.NOT_FILLABLE, order.remaining, fillable);
            return false;
        }
        return checkRoom(order, timeInForce, replaced) &&
            checkMargin(order, timeInForce, replaced, fillable == order.remaining ? worst : order.price);
    }

    private static boolean canSlide(final TwinOrder order)
    {
        final long best = order.instrument.book.best(1 - order.side);
        final boolean isPrice = order.side == TwinBook.BUY ? best > 1 : best < order.instrument.mostTicks();
        return order.slide && isPrice &&
            order.instrument.limits.admits(order.instrument, order.side == TwinBook.BUY ? best - 1 : best + 1);
    }

    private boolean checkRoom(final TwinOrder order, final int timeInForce, final TwinOrder replaced)
    {
        if (timeInForce == 0 && replaced == null && state.orders.size() == limits.orders())
        {
            refusal.refuseFull("orders", limits.orders());
            return false;
        }
        if (order.account.position(order.instrument) == null &&
            (order.account.positions.size() == limits.positionsPerAccount() || positions() == limits.positions()))
        {
            refusal.refuseFull("positions", limits.positions());
            return false;
        }
        return true;
    }

    private int positions()
    {
        return state.accounts.values().stream().mapToInt(account -> account.positions.size()).sum();
    }

    private boolean checkMargin(
        final TwinOrder order, final int timeInForce, final TwinOrder replaced, final long worstPrice)
    {
        final TwinAccount account = order.account;
        final TwinInstrument instrument = order.instrument;
        final long lots = order.remaining;
        final long held = account.lots(instrument);
        final long closable = order.side == TwinBook.SELL ? Math.max(0, held) : Math.max(0, -held);
        final long reducing = account.reduceOnlyLots(instrument, replaced);
        if (order.reduceOnly && (reducing + lots > closable ||
            account.reduceOnlyOrders(instrument, replaced) >= REDUCE_ONLY_ORDERS_MAX))
        {
            refusal.refuse(ResultCode.NOT_REDUCING, Math.max(0, closable - reducing), lots);
            return false;
        }
        final long equity = state.equity(account);
        if (account.restingLots(instrument, order.side, replaced) + lots <= closable)
        {
            return account.level != 2 || checkDistress(order, timeInForce, equity);
        }
        if (account.level != 0)
        {
            refusal.refuse(ResultCode.REDUCE_ONLY_ACCOUNT, equity + state.missing(account), equity);
            return false;
        }
        return checkRisk(order, replaced, worstPrice, equity);
    }

    private boolean checkRisk(
        final TwinOrder order, final TwinOrder replaced, final long worstPrice, final long equity)
    {
        final TwinInstrument instrument = order.instrument;
        final TwinAccount account = order.account;
        if (instrument.mark < instrument.minMark)
        {
            refusal.refuse(ResultCode.MARK_BELOW_MINIMUM, instrument.minMark, instrument.mark);
            return false;
        }
        final long held = account.lots(instrument);
        final boolean buys = order.side == TwinBook.BUY;
        final long most = Math.max(
            Math.abs(held + account.restingLots(instrument, TwinBook.BUY, replaced) + (buys ? order.remaining : 0)),
            Math.abs(held - account.restingLots(instrument, TwinBook.SELL, replaced) - (buys ? 0 : order.remaining)));
        if (most > instrument.maxPosition)
        {
            refusal.refuse(ResultCode.POSITION_LIMIT, instrument.maxPosition, most);
            return false;
        }
        final long required =
            state.initial(account, instrument, order.side, order.remaining, worstPrice, replaced);
        if (equity < required)
        {
            refusal.refuse(ResultCode.INSUFFICIENT_MARGIN, required, equity);
            return false;
        }
        return true;
    }

    /** Below maintenance: only at once, inside the band, at no worse than the zero price. */
    private boolean checkDistress(final TwinOrder order, final int timeInForce, final long equity)
    {
        final TwinAccount account = order.account;
        final TwinInstrument instrument = order.instrument;
        final var maintenance = state.maintenance(account);
        if (timeInForce == 0)
        {
            refusal.refuse(ResultCode.IMMEDIATE_ONLY, TwinState.published(maintenance), equity);
            return false;
        }
        final boolean sells = order.side == TwinBook.SELL;
        final long band = instrument.band(sells);
        if (sells ? order.price < band : order.price > band)
        {
            refusal.refuse(ResultCode.LIMIT_NOT_SAFE, band, order.price);
            return false;
        }
        final long lots = order.remaining;
        final long rest = (Math.abs(account.lots(instrument)) - lots) * instrument.lotValue();
        final long ratio = TwinState.zeroRatio(instrument.ratePpm[instrument.bracketAbove(rest)], equity, maintenance);
        final long lotPrice = order.price * instrument.contractFactor;
        final long slip = sells ? instrument.lotValue() - lotPrice : lotPrice - instrument.lotValue();
        final long base = slip * lots + Exact.fee(Exact.product(lotPrice, lots), instrument.takerFeePpm);
        if (TwinState.isAdmissible(base, ratio, lots * instrument.lotValue()))
        {
            return true;
        }
        refusal.refuse(ResultCode.LIMIT_NOT_SAFE,
            TwinState.zeroPrice(instrument, sells, ratio, instrument.takerFeePpm), order.price);
        return false;
    }

    private void submit(final TwinOrder order, final int timeInForce)
    {
        order.account.positions.computeIfAbsent(order.instrument.index, index -> new TwinAccount.Position());
        if (order.instrument.state != TwinControl.CALL_AUCTION)
        {
            orders.match(order, order.reach, order.instrument.takerFeePpm, false);
        }
        orderId = order.id;
        bookTouched = order.instrument;
        if (order.remaining == 0)
        {
            return;
        }
        final long best = order.instrument.book.best(1 - order.side);
        final boolean breach = order.instrument.state != TwinControl.CALL_AUCTION && !order.stopped &&
            order.reach != order.price && best != 0 && TwinBook.crosses(order.side, order.price, best);
        final boolean auction = breach && order.instrument.limits.breach == 1;
        if (timeInForce == 0 && !order.stopped && (!breach || auction))
        {
            orders.rest(order);
            restingLots = order.remaining;
            if (order.price != order.askedPrice)
            {
                state.effects.slid(state.recipient(order.account), order);
            }
        }
        else
        {
            order.account.ownChange = true;
            state.effects.cancelled(state.recipient(order.account), order, order.remaining, 0,
                order.stopped ? CancelReason.SELF_TRADE :
                breach ? CancelReason.PRICE_BAND : CancelReason.IMMEDIATE_REMAINDER);
        }
        if (auction)
        {
            control.change(order.instrument, TwinControl.CALL_AUCTION);
        }
    }

    private TwinOrder ownOrder(final Command command)
    {
        final TwinAccount account = accounts.own(command);
        if (account == null)
        {
            return null;
        }
        final TwinOrder order = state.orders.get(command.id);
        if (order == null || order.account != account)
        {
            refusal.refuse(ResultCode.UNKNOWN_ORDER, 0, command.id);
            return null;
        }
        return order;
    }

    void cancel(final Command command)
    {
        final TwinOrder order = ownOrder(command);
        if (order != null)
        {
            cancel(order);
        }
    }

    private void cancel(final TwinOrder order)
    {
        if (control.acceptsCancel(order.instrument))
        {
            orderId = order.id;
            orders.cancel(order, order.remaining, CancelReason.REQUESTED);
        }
    }

    void cancelByClientId(final Command command)
    {
        final TwinAccount account = accounts.own(command);
        if (account == null)
        {
            return;
        }
        final TwinOrder order = liveByClientId(account, command.id);
        if (order == null)
        {
            refusal.refuse(ResultCode.UNKNOWN_ORDER, 0, command.id);
            return;
        }
        cancel(order);
    }

    void replace(final Command command)
    {
        final TwinOrder former = ownOrder(command);
        if (former == null || !control.acceptsOrder(former.instrument, former.postOnly, true))
        {
            return;
        }
        final boolean samePrice = command.price == former.price;
        if (command.lots < 1 || samePrice && command.lots == former.remaining)
        {
            refusal.refuse(ResultCode.NOTHING_TO_REPLACE, 1, command.lots);
            return;
        }
        if (samePrice && command.lots < former.remaining)
        {
            former.remaining = command.lots;
            orderId = former.id;
            restingLots = command.lots;
            return;
        }
        if (!kill.admits(former.account, former.instrument))
        {
            return;
        }
        final TwinOrder order = new TwinOrder();
        order.id = former.id;
        order.clientId = former.clientId;
        order.account = former.account;
        order.instrument = former.instrument;
        order.side = former.side;
        order.price = command.price;
        order.remaining = command.lots;
        order.postOnly = former.postOnly;
        order.reduceOnly = former.reduceOnly;
        order.selfTrade = former.selfTrade;
        order.slide = former.slide;
        order.askedPrice = command.price;
        if (chooseLimit(order, 0) && check(order, 0, former))
        {
            orders.remove(former);
            submit(order, 0);
        }
    }
}
