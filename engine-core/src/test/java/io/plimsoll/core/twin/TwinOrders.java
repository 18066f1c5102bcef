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

import io.plimsoll.core.codec.generated.CancelReason;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Cancels and matching of the twin. */
final class TwinOrders
{
    private final TwinState state;

    TwinOrders(final TwinState state)
    {
        this.state = state;
    }

    void cancel(final TwinOrder order, final long lots, final CancelReason reason)
    {
        state.effects.cancelled(state.recipient(order.account), order, lots, order.remaining - lots, reason);
        order.instrument.book.take(order, lots);
        if (order.remaining == 0)
        {
            remove(order);
        }
        if (order.isWaiting())
        {
            return;
        }
        // A cancel moves nothing that an account is judged by, unless a position goes with it.
        order.account.ownChange |=
            order.account.lots(order.instrument) == 0 && !order.account.hasOrders(order.instrument.index);
    }

    /** Cancels every order whose time has come, earliest first, among equals the lower id. */
    void expire(final long untilNs)
    {
        final List<TwinOrder> due = new ArrayList<>();
        for (final TwinOrder order : state.orders.values())
        {
            if (order.expire != 0 && order.expire <= untilNs)
            {
                due.add(order);
            }
        }
        due.sort(Comparator.comparingLong(order -> order.expire));
        due.forEach(order -> cancel(order, order.remaining, CancelReason.EXPIRED));
    }

    void rest(final TwinOrder order)
    {
        order.instrument.book.add(order);
        order.account.orders.sort((one, other) -> Long.compare(one.id, other.id));
        state.orders.put(order.id, order);
    }

    void remove(final TwinOrder order)
    {
        if (order.isWaiting())
        {
            order.account.orders.remove(order);
        }
        else
        {
            order.instrument.book.remove(order);
        }
        state.orders.remove(order.id);
    }

    /** Why an order cannot trade with a taker, null if it can. */
    CancelReason obstacle(final TwinAccount taker, final TwinOrder order)
    {
        final TwinAccount maker = order.account;
        if (maker.level == 2)
        {
            return CancelReason.OWNER_LIQUIDATED;
        }
        if (order.expire != 0 && order.expire <= state.timestampNs)
        {
            return CancelReason.EXPIRED;
        }
        return taker == maker || taker.group != 0 && taker.group == maker.group ? CancelReason.SELF_TRADE : null;
    }

    /** Lets a maker that cannot trade, or the taker, or both give way. */
    private void giveWay(final TwinOrder taker, final TwinOrder maker, final CancelReason obstacle)
    {
        final boolean self = obstacle == CancelReason.SELF_TRADE;
        if (self && taker.selfTrade == TwinOrder.DECREMENT)
        {
            final long lots = Math.min(taker.remaining, maker.displayed());
            taker.remaining -= lots;
            cancel(maker, lots, obstacle);
            state.effects.cancelled(state.recipient(taker.account), taker, lots, taker.remaining, obstacle);
            taker.account.ownChange = true;
            return;
        }
        if (!self || (taker.selfTrade & TwinOrder.OLDEST) != 0 || taker.selfTrade == 0)
        {
            cancel(maker, maker.remaining, obstacle);
        }
        taker.stopped = self && (taker.selfTrade & TwinOrder.NEWEST) != 0;
    }

    /** Trades a taker, whose remaining lots are left in it. */
    void match(final TwinOrder taker, final long limit, final int feePpm, final boolean forced)
    {
        final TwinInstrument instrument = taker.instrument;
        final long lots = taker.remaining;
        matchAll(taker, limit, feePpm, forced);
        if (taker.remaining < lots)
        {
            state.stops.note(instrument, 3);
        }
    }

    private void matchAll(final TwinOrder taker, final long limit, final int feePpm, final boolean forced)
    {
        final TwinInstrument instrument = taker.instrument;
        final int other = 1 - taker.side;
        long price = 0;
        long levelValue = 0;
        long levelLots = 0;
        while (taker.remaining > 0 && !taker.stopped)
        {
            final long best = instrument.book.best(other);
            if (best == 0 || !TwinBook.crosses(taker.side, limit, best))
            {
                break;
            }
            levelValue = best == price ? levelValue : 0;
            levelLots = best == price ? levelLots : 0;
            price = best;
            final TwinOrder maker = instrument.book.side(other).get(best).get(0);
            final CancelReason obstacle = obstacle(taker.account, maker);
            if (obstacle != null)
            {
                giveWay(taker, maker, obstacle);
                continue;
            }
            final long lots = Math.min(maker.displayed(), taker.remaining);
            levelLots += lots;
            final long value = instrument.filled(levelLots, best) - levelValue;
            final long takerFee = Exact.fee(Exact.big(levelValue + value), feePpm) -
                Exact.fee(Exact.big(levelValue), feePpm);
            levelValue += value;
            trade(taker, maker, lots, best, value, takerFee, forced);
        }
    }

    private void trade(
        final TwinOrder taker,
        final TwinOrder maker,
        final long lots,
        final long price,
        final long value,
        final long takerFee,
        final boolean forced)
    {
        final TwinInstrument instrument = taker.instrument;
        final long makerFee = Exact.fee(Exact.big(value), instrument.makerFeePpm);
        state.lastTrade++;
        instrument.lastTrade = price;
        instrument.book.take(maker, lots);
        taker.remaining -= lots;
        if (maker.remaining == 0)
        {
            remove(maker);
        }
        book(maker, lots, price, value, makerFee);
        state.effects.filled(
            state.recipient(maker.account), state.lastTrade, maker, price, lots, makerFee, true, forced);
        book(taker, lots, price, value, takerFee);
        state.effects.filled(
            state.recipient(taker.account), state.lastTrade, taker, price, lots, takerFee, false, forced);
        maker.account.ownChange = true;
        taker.account.ownChange = true;
        trim(maker.account, instrument);
        trim(taker.account, instrument);
    }

    /** Trades two resting orders at the price of an auction; both pay the taker's fee. */
    void tradeAtAuction(final TwinOrder buy, final TwinOrder sell, final long price)
    {
        final TwinInstrument instrument = buy.instrument;
        final long lots = Math.min(buy.displayed(), sell.displayed());
        final long value = instrument.filled(lots, price);
        final long fee = Exact.fee(Exact.big(value), instrument.takerFeePpm);
        state.lastTrade++;
        instrument.lastTrade = price;
        for (final TwinOrder order : List.of(buy, sell))
        {
            instrument.book.take(order, lots);
            if (order.remaining == 0)
            {
                remove(order);
            }
            book(order, lots, price, value, fee);
            state.effects.auctioned(state.recipient(order.account), state.lastTrade, order, price, lots, fee);
            order.account.ownChange = true;
        }
        trim(buy.account, instrument);
        trim(sell.account, instrument);
    }

    private void book(
        final TwinOrder order, final long lots, final long price, final long value, final long fee)
    {
        final TwinAccount account = order.account;
        if (order.instrument.isSpot())
        {
            exchange(order, lots, price, fee);
            return;
        }
        final TwinAccount.Position position =
            account.positions.computeIfAbsent(order.instrument.index, index -> new TwinAccount.Position());
        state.settleFunding(account, order.instrument);
        final long traded = order.side == TwinBook.BUY ? lots : -lots;
        final int sign = order.instrument.buySign();
        final long held = Math.abs(position.lots);
        final long closed = Long.signum(position.lots) == -Long.signum(traded) ? Math.min(held, lots) : 0;
        final long closedValue = Exact.floor(Exact.product(value, closed), Exact.big(lots)).longValueExact();
        if (closed > 0)
        {
            final long released =
                Exact.floor(Exact.product(position.cost, closed), Exact.big(held)).longValueExact();
            TwinState.credit(account, order.instrument.settles,
                sign * (position.lots > 0 ? closedValue : -closedValue) - released);
            position.cost -= released;
        }
        position.cost += sign * Long.signum(traded) * (value - closedValue);
        position.lots += traded;
        TwinState.credit(account, order.instrument.settles, -fee);
        order.instrument.settles.fees += fee;
        state.inverseFills += order.instrument.inverse ? 1 : 0;
        state.otherFills += order.instrument.settlesElsewhere() ? 1 : 0;
    }

    /** Reduce-only orders give way, newest first, until they do not exceed the position. */
    private void exchange(final TwinOrder order, final long lots, final long price, final long fee)
    {
        final long sign = order.side == TwinBook.BUY ? 1 : -1;
        final TwinInstrument pair = order.instrument;
        order.account.balances.merge(pair.base.index, sign * lots * pair.lotAtoms, Math::addExact);
        order.account.cash -= sign * lots * price * pair.contractFactor + fee;
        pair.settles.fees += fee;
        state.spotFills++;
        // Where instruments settle in the asset, losses may have taken what a resting sale had locked.
        TwinState.require(order.account.balances.get(pair.base.index) >= 0 ||
            state.settlesAnything(pair.base), "what is sold was there");
    }

    private void trim(final TwinAccount account, final TwinInstrument instrument)
    {
        final List<TwinOrder> reducing = reduceOnly(account, instrument);
        for (final TwinOrder order : reducing)
        {
            final long held = account.lots(instrument);
            final long closable = order.side == TwinBook.SELL ? Math.max(0, held) : Math.max(0, -held);
            final long excess = account.reduceOnlyLots(instrument, null) - closable;
            if (excess > 0)
            {
                cancel(order, Math.min(excess, order.remaining), CancelReason.REDUCE_ONLY_EXCESS);
            }
        }
    }

    /** Reduce-only orders of an account in an instrument, newest first. */
    List<TwinOrder> reduceOnly(final TwinAccount account, final TwinInstrument instrument)
    {
        final List<TwinOrder> found = new ArrayList<>();
        for (final TwinOrder order : account.orders)
        {
            if (order.instrument == instrument && order.reduceOnly && !order.isWaiting())
            {
                found.add(order);
            }
        }
        Collections.reverse(found);
        return found;
    }

    /** Lots by which fills up to and including a price would leave more reduce-only lots than can be reduced. */
    static long excessUpTo(final TwinOrder order)
    {
        final TwinAccount account = order.account;
        long lots = account.reduceOnlyLots(order.instrument, null) - Math.abs(account.lots(order.instrument));
        for (final TwinOrder ahead : account.orders)
        {
            final boolean met = order.side == TwinBook.BUY ? ahead.price >= order.price : ahead.price <= order.price;
            if (ahead.instrument == order.instrument && ahead.side == order.side && !ahead.reduceOnly && met &&
                !ahead.isWaiting())
            {
                lots += ahead.remaining;
            }
        }
        return Math.max(0, lots);
    }
}
