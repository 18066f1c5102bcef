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
package io.plimsoll.core.margin;

import io.plimsoll.core.ResultCode;
import io.plimsoll.core.account.AccountRecord;
import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.account.PositionRecord;
import io.plimsoll.core.account.TouchedAccounts;
import io.plimsoll.core.book.Books;
import io.plimsoll.core.book.OrderRecord;
import io.plimsoll.core.codec.Refusal;
import io.plimsoll.core.fixed.Fixed;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.Contracts;
import io.plimsoll.core.price.ContractValue;
import io.plimsoll.core.price.FrozenTable;
import io.plimsoll.core.price.InstrumentRecord;

/**
 * Whether an account may send an order. An order that only reduces needs no margin; any other needs equity of at
 * least the initial requirement with it. An account below a line may only reduce; below maintenance it may do so only
 * at once, inside the band and at no worse than the zero price, so that it cannot be emptied by selling to a friend.
 * Source: margin model, sections 1, 4 and 5; rules 15, 16 and 26; invariant 8.
 */
public final class OrderCheck
{
    private static final long PPM = 1_000_000;
    /** Reduce-only orders of a position: bounds the trims that one fill of a maker can cause. */
    public static final int REDUCE_ONLY_ORDERS_MAX = 16;

    private final Refusal refusal;
    private final InitialRequirement initial;
    private final MarginRoom room;
    private final Valuation valuation;
    private final LoadLines lines;
    private final SpotCheck spot;
    private final OracleGuard guard;
    private final SlowEquity slowEquity;
    private final Exposures exposures;
    private final InitialSlack initialSlack;
    private final TouchedAccounts touched;
    private final ZeroPrice zeroPrice = new ZeroPrice();
    private final AccountRecord account;
    private final PositionRecord position;
    private final FrozenTable frozen;
    private final OrderRecord order;

    private InstrumentRecord instrument;
    private int accountIndex;
    private int positionIndex;
    private int side;
    private long lots;
    private long worstTicks;
    private int replaced;
    private long heldLots;
    private long buyLots;
    private long sellLots;
    private long reduceOnlyLots;
    private int reduceOnlyOrders;

    /**
     * A check over the accounts.
     *
     * @param refusal   receives the reason.
     * @param catalogue with the rates of positions.
     * @param accounts  that send orders.
     * @param books     that hold them.
     * @param initial   requirement.
     * @param room      of accounts for orders.
     * @param valuation of accounts.
     * @param lines     of the engine.
     * @param spot      decides on spot orders.
     * @param guard     that knows which prices may be trusted.
     * @param slowEquity that knows what the slow price takes away.
     * @param exposures with the limits that follow the depth elsewhere.
     * @param initialSlack over the initial requirement.
     * @param touched   accounts that are to be tested once the order is in.
     */
    public OrderCheck(
        final Refusal refusal,
        final Accounts accounts,
        final Catalogue catalogue,
        final Books books,
        final InitialRequirement initial,
        final MarginRoom room,
        final Valuation valuation,
        final LoadLines lines,
        final SpotCheck spot,
        final OracleGuard guard,
        final SlowEquity slowEquity,
        final Exposures exposures,
        final InitialSlack initialSlack,
        final TouchedAccounts touched)
    {
        this.exposures = exposures;
        this.initialSlack = initialSlack;
        this.touched = touched;
        this.spot = spot;
        this.refusal = refusal;
        this.initial = initial;
        this.room = room;
        this.valuation = valuation;
        this.lines = lines;
        this.guard = guard;
        this.slowEquity = slowEquity;
        account = accounts.newAccountRecord();
        position = accounts.newPositionRecord();
        frozen = catalogue.newFrozenTable();
        order = books.newOrderRecord();
    }

    /**
     * States the order that {@link #accept} is asked about.
     *
     * @param sender        index of the account.
     * @param heldPosition  index of its position in the instrument, 0 for none.
     * @param inInstrument  on the record of the instrument, until the decision.
     * @param orderSide     of the order.
     * @param orderLots     of the order.
     * @param worstPrice    worst price in ticks at which it can trade now, or its limit where a part would rest.
     * @param replacedOrder index of the resting order that it takes the place of, 0 for none.
     */
    public void order(
        final int sender,
        final int heldPosition,
        final InstrumentRecord inInstrument,
        final int orderSide,
        final long orderLots,
        final long worstPrice,
        final int replacedOrder)
    {
        accountIndex = sender;
        instrument = inInstrument;
        side = orderSide;
        lots = orderLots;
        worstTicks = worstPrice;
        replaced = replacedOrder;
        account.wrap(sender);
        positionIndex = heldPosition;
        loadPosition();
    }

    private void loadPosition()
    {
        heldLots = 0;
        buyLots = 0;
        sellLots = 0;
        if (positionIndex != 0)
        {
            position.wrap(positionIndex);
            heldLots = position.lots();
            buyLots = position.buyLots();
            sellLots = position.sellLots();
        }
        if (replaced != 0)
        {
            order.wrap(replaced);
            buyLots -= side == Books.BUY ? order.remainingLots() : 0;
            sellLots -= side == Books.SELL ? order.remainingLots() : 0;
        }
    }

    private void loadReduceOnly()
    {
        reduceOnlyLots = positionIndex == 0 ? 0 : position.reduceOnlyLots();
        reduceOnlyOrders = positionIndex == 0 ? 0 : position.reduceOnlyOrders();
        if (replaced != 0)
        {
            reduceOnlyLots -= order.reduceOnly() == 1 ? order.remainingLots() : 0;
            reduceOnlyOrders -= order.reduceOnly();
        }
    }

    /**
     * Decides.
     *
     * @param limitTicks of the order.
     * @param immediate  whether nothing of it can rest.
     * @param reduceOnly whether it may only reduce.
     * @return a {@link ResultCode}.
     */
    public int accept(final long limitTicks, final boolean immediate, final boolean reduceOnly)
    {
        final boolean closes = side == Books.SELL ? heldLots > 0 : heldLots < 0;
        final long closableLots = closes ? Math.abs(heldLots) : 0;
        if (reduceOnly && exceeds(closableLots))
        {
            return refusal.refuse(ResultCode.NOT_REDUCING, Math.max(0, closableLots - reduceOnlyLots), lots);
        }
        final long resting = side == Books.SELL ? sellLots : buyLots;
        if (Contracts.isSpot(instrument))
        {
            return spot.accept(
                accountIndex, instrument.index(), side, lots, worstTicks, resting, replaced, immediate);
        }
        if (resting + lots <= closableLots)
        {
            return isInDistress() ?
                acceptInDistress(limitTicks, immediate) : acceptClosing();
        }
        if (account.level() != Standing.ABOVE)
        {
            return refuseRestricted();
        }
        return acceptRisk();
    }

    private int refuseRestricted()
    {
        valuation.evaluate(accountIndex);
        if (account.level() != Standing.BELOW_INITIAL)
        {
            final long needed = valuation.equityAtoms() + valuation.missingAtoms(lines.ppm(LoadLines.CALL_RELEASE));
            return refusal.refuse(ResultCode.REDUCE_ONLY_ACCOUNT, needed, valuation.equityAtoms());
        }
        initialSlack.evaluate(accountIndex);
        return refusal.refuse(
            ResultCode.RESTRICTED_ACCOUNT, initialSlack.requiredAtoms(), initialSlack.slowAtoms());
    }

    /** Below maintenance, whether or not credit puts an episode off: what it keeps must not be sold to a friend. */
    private boolean isInDistress()
    {
        if (account.level() == Standing.BELOW_MAINTENANCE || account.level() == Standing.ABOVE)
        {
            return account.level() == Standing.BELOW_MAINTENANCE;
        }
        if (account.pledge() == 0)
        {
            return false;
        }
        valuation.evaluate(account.index());
        return valuation.isBelow(PPM);
    }

    private boolean exceeds(final long closableLots)
    {
        loadReduceOnly();
        return reduceOnlyLots + lots > closableLots || reduceOnlyOrders >= REDUCE_ONLY_ORDERS_MAX;
    }

    /**
     * Decides whether an account may let an order wait for a price: not below maintenance, where only an order that is
     * done at once is accepted.
     *
     * @param sender index of the account.
     * @return a {@link ResultCode}.
     */
    public int acceptStop(final int sender)
    {
        account.wrap(sender);
        if (!isInDistress())
        {
            return ResultCode.ACCEPTED;
        }
        valuation.evaluate(sender);
        return refusal.refuse(ResultCode.IMMEDIATE_ONLY, valuation.maintenanceAtoms(), valuation.equityAtoms());
    }

    private int acceptRisk()
    {
        if (guard.checkNewRisk(accountIndex, instrument.index()) != ResultCode.ACCEPTED)
        {
            return refusal.code();
        }
        if (instrument.markSubTicks() < instrument.minMarkSubTicks())
        {
            return refusal.refuse(
                ResultCode.MARK_BELOW_MINIMUM, instrument.minMarkSubTicks(), instrument.markSubTicks());
        }
        if (Math.abs(account.cashAtoms()) > ListingRules.VALUE_MAX)
        {
            return refusal.refuse(ResultCode.BALANCE_LIMIT, ListingRules.VALUE_MAX, account.cashAtoms());
        }
        if (spot.checkSettlement(accountIndex, instrument) != ResultCode.ACCEPTED)
        {
            return refusal.code();
        }
        final long worstLots = worstLots();
        if (worstLots > instrument.maxPositionLots())
        {
            return refusal.refuse(ResultCode.POSITION_LIMIT, instrument.maxPositionLots(), worstLots);
        }
        if ((instrument.factors() & InstrumentRecord.EXPOSED) != 0 && exceedsDepth(worstLots))
        {
            return refusal.code();
        }
        return takeRoom(worstLots) ? ResultCode.ACCEPTED : acceptExactly();
    }

    /**
     * Whether a limit that follows the depth elsewhere refuses the order. Open interest grows only where who takes
     * opens lots, so it is enough to hold to its limit what each order could open at once.
     */
    private boolean exceedsDepth(final long worstLots)
    {
        final long positionLimit = exposures.positionLimitLots(instrument.index());
        if (positionLimit != Exposures.NO_LIMIT && worstLots > positionLimit)
        {
            refusal.refuse(ResultCode.POSITION_LIMIT, positionLimit, worstLots);
            return true;
        }
        final long interestLimit = exposures.interestLimitLots(instrument.index());
        final long openedLots = Math.min(lots, Math.max(0, lots + (side == Books.BUY ? heldLots : -heldLots)));
        final long openLots = instrument.openInterestLots() + openedLots;
        if (interestLimit == Exposures.NO_LIMIT || openedLots == 0 || openLots <= interestLimit)
        {
            return false;
        }
        refusal.refuse(ResultCode.OPEN_INTEREST_LIMIT, interestLimit, openLots);
        return true;
    }

    /** An order that only moves needs no more margin, but what its new price may cost. */
    private boolean takeRoom(final long worstLots)
    {
        if (positionIndex == 0 || instrument.settlementAsset() != Catalogue.REFERENCE)
        {
            return false;
        }
        final boolean buys = side == Books.BUY;
        return replaced != 0 && order.remainingLots() == lots ?
            room.takeMove(account, position, instrument, buys, lots, order.priceTicks(), worstTicks) :
            room.take(account, position, instrument, buys, lots, worstTicks, worstLots);
    }

    private long worstLots()
    {
        final long buys = heldLots + buyLots + (side == Books.BUY ? lots : 0);
        final long sells = heldLots - sellLots - (side == Books.SELL ? lots : 0);
        return Math.max(Math.abs(buys), Math.abs(sells));
    }

    /** Needs no margin, but counts in the requirement while it rests. */
    private int acceptClosing()
    {
        if (account.initialArm() != InitialArms.NONE && !takeRoom(worstLots()))
        {
            touched.retest(accountIndex);
        }
        return ResultCode.ACCEPTED;
    }

    private int acceptExactly()
    {
        valuation.evaluate(accountIndex);
        final long required =
            initial.evaluate(accountIndex, instrument.index(), side, lots, worstTicks, replaced);
        if (initial.highestNotionalAtoms() > ListingRules.NOTIONAL_MAX)
        {
            return refusal.refuse(
                ResultCode.NOTIONAL_LIMIT, ListingRules.NOTIONAL_MAX, initial.highestNotionalAtoms());
        }
        final long slowAtoms = valuation.equityAtoms() - slowEquity.excessAtoms(accountIndex, instrument.index(),
            heldLots - sellLots - (side == Books.SELL ? lots : 0),
            heldLots + buyLots + (side == Books.BUY ? lots : 0));
        if (slowAtoms < required)
        {
            return refusal.refuse(ResultCode.INSUFFICIENT_MARGIN, required, slowAtoms);
        }
        touched.retest(accountIndex);
        return ResultCode.ACCEPTED;
    }

    private int acceptInDistress(final long limitTicks, final boolean immediate)
    {
        valuation.evaluate(accountIndex);
        if (!immediate)
        {
            return refusal.refuse(
                ResultCode.IMMEDIATE_ONLY, valuation.maintenanceAtoms(), valuation.equityAtoms());
        }
        final boolean sells = side == Books.SELL;
        final long band = ZeroPrice.bandTicks(instrument, sells);
        if (sells ? limitTicks < band : limitTicks > band)
        {
            return refusal.refuse(ResultCode.LIMIT_NOT_SAFE, band, limitTicks);
        }
        final long restLots = Math.abs(heldLots) - lots;
        final long restAtoms = ContractValue.notional(instrument, restLots);
        position.wrap(positionIndex);
        final int ratePpm = frozen.of(instrument, position.frozenPpm())
            .bracketRatePpm(Brackets.bracketOf(instrument, restAtoms));
        final long ratio = zeroPrice.ratio(
            ratePpm, valuation.equityAtoms(), valuation.maintenance(), spot.settlement(instrument));
        final long held = sells ? Math.abs(heldLots) : -Math.abs(heldLots);
        final long closedAtoms = ContractValue.worth(instrument, held) -
            ContractValue.worth(instrument, sells ? restLots : -restLots);
        final boolean owes = ContractValue.isInverse(instrument) == sells;
        final long fillAtoms = owes ? ContractValue.mostFill(instrument, lots, limitTicks) :
            ContractValue.fill(instrument, lots, limitTicks);
        final long feeAtoms = Fixed.multiplyDivideCeil(fillAtoms, instrument.takerFeePpm(), PPM);
        if (zeroPrice.isAdmissible(
            closedAtoms + (owes ? fillAtoms : -fillAtoms) + feeAtoms, ratio, Math.abs(closedAtoms)))
        {
            return ResultCode.ACCEPTED;
        }
        final long zero = zeroPrice.limitTicks(instrument, sells, ratio, instrument.takerFeePpm());
        return refusal.refuse(ResultCode.LIMIT_NOT_SAFE, zero, limitTicks);
    }
}
