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

import java.math.BigInteger;
import java.util.List;

/** What the twin asks of an order before it is entered, and why it refuses the rest. */
final class TwinOrderChecks
{
    private static final int REDUCE_ONLY_ORDERS_MAX = 16;
    private static final int ICEBERG_PARTS_MAX = 16;

    private final TwinState state;
    private final TwinOrders orders;
    private final TwinRefusal refusal;
    private final EngineLimits limits;

    TwinOrderChecks(
        final TwinState state, final TwinOrders orders, final TwinRefusal refusal, final EngineLimits limits)
    {
        this.state = state;
        this.orders = orders;
        this.refusal = refusal;
        this.limits = limits;
    }

    boolean chooseMarket(final TwinOrder order)
    {
        if (!checkLots(order))
        {
            return false;
        }
        if (order.mayRest() || order.postOnly)
        {
            refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, 1, order.timeInForce);
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
        return checkPrice(order);
    }

    private boolean checkPrice(final TwinOrder order)
    {
        final long least = order.instrument.leastTicks();
        final long most = order.instrument.mostTicks();
        if (order.price < least || order.price > most)
        {
            refusal.refuse(ResultCode.PRICE_OUT_OF_RANGE, order.price < least ? least : most, order.price);
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

    boolean chooseLimit(final TwinOrder order)
    {
        if (!checkLots(order))
        {
            return false;
        }
        if (order.postOnly && !order.mayRest())
        {
            refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, 0, order.timeInForce);
            return false;
        }
        return checkPrice(order);
    }

    boolean checkStop(final TwinOrder order)
    {
        return checkTrigger(order) && hasRoomToWait() && mayWait(order.account);
    }

    boolean checkTrigger(final TwinOrder order)
    {
        final long least = order.instrument.leastTicks();
        final long most = order.instrument.mostTicks();
        if (order.trigger < least || order.trigger > most)
        {
            refusal.refuse(ResultCode.PRICE_OUT_OF_RANGE, order.trigger < least ? least : most, order.trigger);
            return false;
        }
        if (state.stops.wouldTrigger(order))
        {
            refusal.refuse(ResultCode.WOULD_TRIGGER, order.trigger * order.instrument.subTicks,
                TwinStops.price(order.instrument, order.source));
            return false;
        }
        return true;
    }

    private boolean hasRoomToWait()
    {
        if (state.orders.size() == limits.orders() ||
            state.orders.values().stream().filter(TwinOrder::isExtended).count() == limits.extendedOrders())
        {
            final boolean orderSlab = state.orders.size() == limits.orders();
            refusal.refuseFull(orderSlab ? "orders" : "orderTerms",
                orderSlab ? limits.orders() : limits.extendedOrders());
            return false;
        }
        return true;
    }

    boolean mayWait(final TwinAccount account)
    {
        if (isInDistress(account))
        {
            refusal.refuse(ResultCode.IMMEDIATE_ONLY, TwinState.published(state.maintenance(account)),
                state.equity(account));
            return false;
        }
        return true;
    }

    /** Also where credit alone keeps the account from an episode. */
    private boolean isInDistress(final TwinAccount account)
    {
        return account.level == 2 ||
            account.level == 1 && account.pledge != null && state.isBelow(account, TwinState.ONE_PPM);
    }

    boolean checkTerms(final TwinOrder order)
    {
        if (order.display < 0 || order.display > order.remaining)
        {
            refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, order.display < 0 ? 0 : order.remaining, order.display);
            return false;
        }
        if (order.display > 0 && (!order.mayRest() || order.reduceOnly))
        {
            refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, 0, order.display);
            return false;
        }
        final long parts = order.display == 0 ? 1 : (order.remaining + order.display - 1) / order.display;
        if (parts > ICEBERG_PARTS_MAX)
        {
            refusal.refuse(ResultCode.ICEBERG_PARTS, ICEBERG_PARTS_MAX, parts);
            return false;
        }
        if (order.expire != 0 && order.expire <= state.timestampNs)
        {
            refusal.refuse(ResultCode.EXPIRY_PASSED, state.timestampNs, order.expire);
            return false;
        }
        return true;
    }

    /** What a taker would meet. */
    private static final class Outlook
    {
        long wanted;
        long fillable;
        long worst;
        boolean meets;
        boolean stopped;
    }

    /** Looks at what the order would meet, then asks for room, then for margin. */
    boolean check(final TwinOrder order, final TwinOrder replaced)
    {
        final TwinInstrument instrument = order.instrument;
        if (!instrument.limits.admits(order, order.mayRest(), replaced, refusal) || !checkTerms(order))
        {
            return false;
        }
        order.reach = instrument.limits.reach(order);
        final Outlook outlook = new Outlook();
        outlook.wanted = order.remaining;
        instrument.book.side(1 - order.side).forEach((price, level) ->
        {
            if (instrument.state != TwinControl.CALL_AUCTION && TwinBook.crosses(order.side, order.reach, price))
            {
                look(order, level, outlook);
            }
        });
        if (order.postOnly && outlook.meets && canSlide(order))
        {
            order.price = instrument.book.best(1 - order.side) + (order.side == TwinBook.BUY ? -1 : 1);
            order.reach = order.price;
            // What it would have met at its own limit it does not meet now.
            outlook.fillable = 0;
        }
        else if (order.postOnly && outlook.meets)
        {
            refusal.refuse(ResultCode.WOULD_TRADE, order.price, instrument.book.best(1 - order.side));
            return false;
        }
        if (order.timeInForce == 2 && outlook.fillable < order.remaining)
        {
            refusal.refuse(ResultCode.NOT_FILLABLE, order.remaining, outlook.fillable);
            return false;
        }
        return checkRoom(order, replaced) && checkMargin(
            order, replaced, outlook.fillable == order.remaining ? outlook.worst : order.price);
    }

    /** Plays a level through, slice by slice. */
    private void look(final TwinOrder order, final List<TwinOrder> level, final Outlook outlook)
    {
        for (final TwinBook.Slice slice : TwinBook.slices(level))
        {
            if (outlook.stopped || outlook.fillable == outlook.wanted)
            {
                return;
            }
            outlook.meets = true;
            final TwinOrder maker = slice.order();
            final long open = outlook.wanted - outlook.fillable;
            final CancelReason obstacle = orders.obstacle(order.account, maker);
            final boolean self = obstacle == CancelReason.SELF_TRADE;
            outlook.stopped = self && (order.selfTrade & TwinOrder.NEWEST) != 0;
            if (self && order.selfTrade == TwinOrder.DECREMENT)
            {
                outlook.wanted -= Math.min(open, slice.lots());
            }
            else if (obstacle == null)
            {
                final long there = maker.reduceOnly ?
                    Math.max(0, slice.lots() - TwinOrders.excessUpTo(maker)) : slice.lots();
                outlook.fillable += Math.min(open, there);
                outlook.worst = maker.price;
            }
        }
    }

    private static boolean canSlide(final TwinOrder order)
    {
        final long best = order.instrument.book.best(1 - order.side);
        final boolean isPrice = order.side == TwinBook.BUY ?
            best > order.instrument.leastTicks() : best < order.instrument.mostTicks();
        return order.slide && isPrice &&
            order.instrument.limits.admits(order.instrument, order.side == TwinBook.BUY ? best - 1 : best + 1);
    }

    private boolean checkRoom(final TwinOrder order, final TwinOrder replaced)
    {
        if (order.mayRest() && replaced == null && state.orders.size() == limits.orders())
        {
            refusal.refuseFull("orders", limits.orders());
            return false;
        }
        if (order.isExtended() && replaced == null &&
            state.orders.values().stream().filter(TwinOrder::isExtended).count() == limits.extendedOrders())
        {
            refusal.refuseFull("orderTerms", limits.extendedOrders());
            return false;
        }
        if (order.account.position(order.instrument) == null &&
            (order.account.positions.size() == limits.positionsPerAccount() || positions() == limits.positions()))
        {
            refusal.refuseFull("positions", limits.positions());
            return false;
        }
        final TwinAsset needed = order.instrument.settlesElsewhere() ? order.instrument.settles :
            order.side == TwinBook.BUY ? order.instrument.base : null;
        if (needed != null && !order.account.balances.containsKey(needed.index) &&
            state.accounts.values().stream().mapToInt(account -> account.balances.size()).sum() == limits.balances())
        {
            refusal.refuseFull("balances", limits.balances());
            return false;
        }
        return true;
    }

    private int positions()
    {
        return state.accounts.values().stream().mapToInt(account -> account.positions.size()).sum();
    }

    private boolean checkMargin(
        final TwinOrder order, final TwinOrder replaced, final long worstPrice)
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
        if (instrument.isSpot())
        {
            return checkSpot(order, replaced, worstPrice);
        }
        final long equity = state.equity(account);
        if (account.restingLots(instrument, order.side, replaced) + lots <= closable)
        {
            return !isInDistress(account) || checkDistress(order, equity);
        }
        if (account.level != 0)
        {
            refuseRisk(account, equity);
            return false;
        }
        return checkRisk(order, replaced, worstPrice, equity);
    }

    private boolean checkSpot(final TwinOrder order, final TwinOrder replaced, final long worstPrice)
    {
        final TwinInstrument pair = order.instrument;
        final TwinAccount account = order.account;
        final long lots = order.remaining;
        final boolean buys = order.side == TwinBook.BUY;
        if (pair.mark < pair.minMark)
        {
            refusal.refuse(ResultCode.MARK_BELOW_MINIMUM, pair.minMark, pair.mark);
            return false;
        }
        if (pair.base.price == 0)
        {
            refusal.refuse(ResultCode.MARK_MISSING, 0, pair.base.id);
            return false;
        }
        final long resting = account.restingLots(pair, order.side, replaced) + lots;
        if (resting > pair.maxPosition)
        {
            refusal.refuse(ResultCode.POSITION_LIMIT, pair.maxPosition, resting);
            return false;
        }
        final long held = account.balances.getOrDefault(pair.base.index, 0L);
        final long sameSide = TwinState.spotAtoms(account, pair.base, order.side, replaced);
        if (buys && held + sameSide + lots * pair.lotAtoms > pair.base.maxBalance)
        {
            refusal.refuse(ResultCode.BALANCE_LIMIT, pair.base.maxBalance, held + sameSide + lots * pair.lotAtoms);
            return false;
        }
        final BigInteger highest = state.highestCollateral(account, pair.base,
            lots * pair.lotAtoms - (replaced == null ? 0 : replaced.remaining * pair.lotAtoms));
        if (buys && highest.compareTo(Exact.big(1L << 61)) > 0)
        {
            refusal.refuse(ResultCode.COLLATERAL_LIMIT, 1L << 61, highest.longValueExact());
            return false;
        }
        final long needed = buys ? pair.cost(worstPrice, lots) : lots * pair.lotAtoms;
        final long free = !buys ? held - sameSide :
            account.cash - state.fundingDue(account, state.assets.get(0)) - TwinState.reservedCash(account, replaced);
        if (needed > free)
        {
            refusal.refuse(ResultCode.INSUFFICIENT_BALANCE, needed, free);
            return false;
        }
        return checkSpotEquity(order, replaced, worstPrice);
    }

    private boolean checkSpotEquity(final TwinOrder order, final TwinOrder replaced, final long worstPrice)
    {
        final TwinAccount account = order.account;
        final long equity = state.equity(account);
        final boolean freeSale = order.side == TwinBook.SELL &&
            order.instrument.spotLoss(order.side, worstPrice, order.remaining, state.edgeWeight(
                account, order.instrument, order.side, order.instrument, order.side, order.remaining, replaced,
                null, 0)) == 0;
        if (account.level == 0 && !freeSale && state.oracle.admitsSpotRisk(account, order.instrument))
        {
            final long required =
                state.initial(account, order.instrument, order.side, order.remaining, worstPrice, replaced);
            final long slow = state.oracle.slowEquity(account, order, replaced);
            if (slow < required)
            {
                refusal.refuse(ResultCode.INSUFFICIENT_MARGIN, required, slow);
            }
        }
        else if (account.level != 0 && !freeSale)
        {
            refuseRisk(account, equity);
        }
        else if (account.level != 0 && order.mayRest())
        {
            refusal.refuse(
                ResultCode.IMMEDIATE_ONLY, TwinState.published(state.maintenance(account)), equity);
        }
        return refusal.code == ResultCode.ACCEPTED;
    }

    private void refuseRisk(final TwinAccount account, final long equity)
    {
        if (account.level == TwinAccount.RESTRICTED)
        {
            refusal.refuse(ResultCode.RESTRICTED_ACCOUNT, state.initial(account, null, 0, 0, 0, null),
                state.oracle.slowEquity(account, null, null));
            return;
        }
        refusal.refuse(ResultCode.REDUCE_ONLY_ACCOUNT, equity + state.missing(account), equity);
    }

    private boolean checkRisk(
        final TwinOrder order, final TwinOrder replaced, final long worstPrice, final long equity)
    {
        final TwinInstrument instrument = order.instrument;
        final TwinAccount account = order.account;
        if (!state.oracle.admitsRisk(account, instrument))
        {
            return false;
        }
        if (instrument.mark < instrument.minMark)
        {
            refusal.refuse(ResultCode.MARK_BELOW_MINIMUM, instrument.minMark, instrument.mark);
            return false;
        }
        if (instrument.settlesElsewhere() && !checkSettlement(account, instrument.settles))
        {
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
        if (!instrument.exposure.admits(state, order, most, refusal))
        {
            return false;
        }
        final long required =
            state.initial(account, instrument, order.side, order.remaining, worstPrice, replaced);
        final long slow = state.oracle.slowEquity(account, order, replaced);
        if (slow < required)
        {
            refusal.refuse(ResultCode.INSUFFICIENT_MARGIN, required, slow);
            return false;
        }
        return true;
    }

    private boolean checkSettlement(final TwinAccount account, final TwinAsset asset)
    {
        final long held = TwinState.held(account, asset);
        if (Math.abs(held) > asset.maxBalance)
        {
            refusal.refuse(ResultCode.BALANCE_LIMIT, asset.maxBalance, held);
            return false;
        }
        final BigInteger highest = state.highestCollateral(account, asset, 0);
        if (highest.compareTo(Exact.big(1L << 61)) > 0)
        {
            refusal.refuse(ResultCode.COLLATERAL_LIMIT, 1L << 61, highest.longValueExact());
            return false;
        }
        return true;
    }

    /** Below maintenance: only at once, inside the band, at no worse than the zero price. */
    private boolean checkDistress(final TwinOrder order, final long equity)
    {
        final TwinAccount account = order.account;
        final TwinInstrument instrument = order.instrument;
        final var maintenance = state.maintenance(account);
        if (order.mayRest())
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
        final long held = account.lots(instrument);
        final long rest = instrument.notional(Math.abs(held) - lots);
        final int rate = state.rates(account.position(instrument), instrument)[instrument.bracketAbove(rest)];
        final long ratio = TwinState.zeroRatio(rate, equity, maintenance);
        final long given = instrument.worth(held) - instrument.worth(sells ? held - lots : held + lots);
        final boolean pays = sells == instrument.inverse;
        final long price = pays ? instrument.mostFilled(lots, order.price) : instrument.filled(lots, order.price);
        final long base = given + (pays ? price : -price) + Exact.fee(Exact.big(price), instrument.takerFeePpm);
        if (TwinState.isAdmissible(base, ratio, Math.abs(given)))
        {
            return true;
        }
        refusal.refuse(ResultCode.LIMIT_NOT_SAFE,
            TwinState.zeroPrice(instrument, sells, ratio, instrument.takerFeePpm), order.price);
        return false;
    }
}
