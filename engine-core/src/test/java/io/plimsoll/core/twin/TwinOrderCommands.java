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
import io.plimsoll.core.codec.generated.NewOrderExtendedEncoder;

import java.util.List;

/** New orders, cancels and replacements: what the twin accepts, and why it refuses the rest. */
final class TwinOrderCommands
{
    private static final long DAY_NS = 86_400_000_000_000L;

    private final TwinState state;
    private final TwinOrders orders;
    private final TwinRefusal refusal;
    private final TwinAccountCommands accounts;
    private final TwinOrderChecks checks;
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
        checks = new TwinOrderChecks(state, orders, refusal, limits);
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
        final boolean extended = command.template == NewOrderExtendedEncoder.TEMPLATE_ID;
        if (command.side > 1 || command.type > (extended ? 3 : 1) || command.timeInForce > (extended ? 4 : 2) ||
            command.options > 63)
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
        final boolean dated = command.timeInForce == 3;
        if (dated == (command.expireNs == 0))
        {
            refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, dated ? command.timestampNs + 1 : 0, command.expireNs);
            return;
        }
        final boolean stop = command.type > 1;
        if (stop ? command.source < 1 || command.source > 3 : (command.source | command.trigger) != 0)
        {
            refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, stop ? 3 : 0, command.source);
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
        final boolean market = command.type == 1 || command.type == 2;
        final boolean mayRest = command.timeInForce != 1 && command.timeInForce != 2 && command.type != 2;
        if (!control.acceptsOrder(instrument, command.postOnly(), mayRest) || !kill.admits(account, instrument) ||
            !state.isolated.admits(account, instrument))
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
        order.timeInForce = command.type == 2 && mayRest(command.timeInForce) ? 1 : command.timeInForce;
        order.type = market ? 1 : 0;
        order.source = command.source;
        order.trigger = command.trigger;
        order.display = command.display;
        order.expire = command.timeInForce == 4 ?
            (command.timestampNs / DAY_NS + 1) * DAY_NS : command.expireNs;
        final TwinOrder namesake = liveByClientId(account, command.id);
        if (namesake != null)
        {
            refusal.refuse(ResultCode.DUPLICATE_CLIENT_ORDER_ID, namesake.id, command.id);
            return;
        }
        if (stop)
        {
            placeStop(order, command.price);
            return;
        }
        final boolean valid = market ? checks.chooseMarket(order) : checks.chooseLimit(order);
        if (valid && checks.check(order, null))
        {
            order.id = ++state.lastOrder;
            submit(order);
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

    private static boolean mayRest(final int timeInForce)
    {
        return timeInForce != 1 && timeInForce != 2;
    }

    private void placeStop(final TwinOrder order, final long price)
    {
        final boolean valid = order.type == 1 ? checks.chooseMarket(order) : checks.chooseLimit(order);
        order.price = price;
        if (valid && checks.checkTerms(order) && checks.checkStop(order))
        {
            order.id = ++state.lastOrder;
            orderId = order.id;
            state.stops.await(order);
        }
    }

    /** Asks of a stop whose turn has come what is asked of any order. */
    boolean acceptTriggered(final TwinOrder order)
    {
        order.askedPrice = order.price;
        order.stopped = false;
        if (!control.acceptsOrder(order.instrument, order.postOnly, order.mayRest()) ||
            !kill.admits(order.account, order.instrument) || !state.isolated.admits(order.account, order.instrument))
        {
            return false;
        }
        final boolean valid = order.type == 1 ? checks.chooseMarket(order) : checks.chooseLimit(order);
        return valid && checks.check(order, null);
    }

    /** Enters such a stop; what the command at hand is told does not change. */
    void submitTriggered(final TwinOrder order)
    {
        final long formerOrder = orderId;
        final long formerLots = restingLots;
        final TwinInstrument formerBook = bookTouched;
        submit(order);
        orderId = formerOrder;
        restingLots = formerLots;
        bookTouched = formerBook;
    }

    private void submit(final TwinOrder order)
    {
        order.account.positions.computeIfAbsent(order.instrument.index, index -> new TwinAccount.Position());
        if (order.instrument.isSpot() && order.side == TwinBook.BUY)
        {
            order.account.balances.putIfAbsent(order.instrument.base.index, 0L);
        }
        if (order.instrument.settlesElsewhere())
        {
            order.account.balances.putIfAbsent(order.instrument.settles.index, 0L);
        }
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
        if (order.mayRest() && !order.stopped && (!breach || auction))
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

    void massCancel(final Command command)
    {
        if (command.side > 2)
        {
            refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, 2, command.side);
            return;
        }
        final TwinAccount account = accounts.own(command);
        final TwinInstrument instrument = state.instrument(command.instrument);
        if (account == null)
        {
            return;
        }
        if (instrument == null && command.instrument != 0)
        {
            refusal.refuse(ResultCode.UNKNOWN_INSTRUMENT, 0, command.instrument);
            return;
        }
        if (instrument != null && !control.acceptsCancel(instrument))
        {
            return;
        }
        for (final TwinOrder order : List.copyOf(account.orders))
        {
            final boolean meant = (instrument == null || order.instrument == instrument) &&
                (command.side == 0 || order.side == command.side - 1);
            if (meant && order.instrument.state != TwinControl.HALTED)
            {
                orders.cancel(order, order.remaining, CancelReason.MASS_CANCEL);
            }
        }
    }

    void replace(final Command command)
    {
        final TwinOrder former = ownOrder(command);
        if (former != null && former.isWaiting())
        {
            replaceStop(command, former);
            return;
        }
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
            former.shown = Math.min(former.shown, command.lots);
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
        order.display = Math.min(former.display, command.lots);
        order.expire = former.expire;
        if (checks.chooseLimit(order) && checks.check(order, former))
        {
            orders.remove(former);
            submit(order);
        }
    }

    private void replaceStop(final Command command, final TwinOrder former)
    {
        if (state.stops.isDue(former))
        {
            refusal.refuse(ResultCode.ORDER_WAITING, 0, command.id);
            return;
        }
        if (!control.acceptsOrder(former.instrument, former.postOnly, former.mayRest()))
        {
            return;
        }
        final boolean sameTrigger = command.price == former.trigger;
        if (command.lots < 1 || sameTrigger && command.lots == former.remaining)
        {
            refusal.refuse(ResultCode.NOTHING_TO_REPLACE, 1, command.lots);
            return;
        }
        final boolean less = sameTrigger && command.lots < former.remaining;
        if (less || mayWait(command, former))
        {
            former.display = Math.min(former.display, command.lots);
            state.stops.amend(former, command.price, command.lots);
            orderId = former.id;
        }
    }

    private boolean mayWait(final Command command, final TwinOrder former)
    {
        if (!kill.admits(former.account, former.instrument) ||
            !state.isolated.admits(former.account, former.instrument))
        {
            return false;
        }
        final TwinOrder order = new TwinOrder();
        order.account = former.account;
        order.instrument = former.instrument;
        order.side = former.side;
        order.price = former.price;
        order.askedPrice = former.price;
        order.remaining = command.lots;
        order.postOnly = former.postOnly;
        order.reduceOnly = former.reduceOnly;
        order.timeInForce = former.timeInForce;
        order.type = former.type;
        order.source = former.source;
        order.trigger = command.price;
        order.display = Math.min(former.display, command.lots);
        order.expire = former.expire;
        final boolean valid = order.type == 1 ? checks.chooseMarket(order) : checks.chooseLimit(order);
        return valid && checks.checkTerms(order) && checks.checkTrigger(order) && checks.mayWait(order.account);
    }
}
