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

import io.plimsoll.core.account.AccountRecord;
import io.plimsoll.core.account.PositionRecord;
import io.plimsoll.core.price.BracketTableRecord;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.InstrumentRecord;
import io.plimsoll.core.price.RateTable;

/**
 * What an account can still commit to orders, so that most orders need no exact requirement: the part of its slack over
 * the initial requirement that {@link InitialArms} has not given to the regions of its positions,
 * <pre>
 *   room &lt;= E_slow - IM                while every factor is inside its region, with all orders that rest
 *   notional room &lt;= bound - sum of worst-side notionals at the highest marks
 * </pre>
 * An order whose cost, rounded up at the worst factors of its position's region, fits into the room passes the exact
 * test too, and takes its cost out of the room; a cancel gives nothing back. A trade leaves the room as it is but for
 * the rounding of its fee: at all factors the requirement already counted the loss and the fee with which an order
 * would fill, and the worse side of the position does not grow. So an account whose room is not below zero is above its
 * initial requirement whatever it has traded. A room ends when a factor leaves a region or when anything else of the
 * account changes. It never decides against an order. An account that has chosen a leverage, or has loans, has none for
 * orders; one that has anything to settle in another asset, or owes one, has none: its price may hurt both ways. 0 B.
 */
public final class MarginRoom
{
    /** No room: the account is tested whenever it trades. */
    public static final int NONE = 0;
    /** A room that trades may use, in regions that are too wide for orders. */
    public static final int FOR_TRADES = 1;
    /** A room for orders. */
    public static final int FOR_ORDERS = 2;
    /** No room yet: the account gets one for orders when it is armed. */
    public static final int ASKED = 3;

    /** Rates are parts of 2^20 here, so that a cost is one shift and one multiplication. */
    private static final int RATE_BITS = 20;
    private static final long PPM = 1_000_000;
    private static final long RATE_MAX_PPM = 4 * PPM;
    private static final long COST_MAX = 1L << 61;
    /** More than all roundings of the exact requirement together. */
    private static final long ROUNDING_ATOMS = 4;

    private final RateTable rates;

    /**
     * Rooms of all accounts.
     *
     * @param catalogue with the rates of instruments.
     */
    public MarginRoom(final Catalogue catalogue)
    {
        rates = catalogue.newRateTable();
    }

    /**
     * Whether a room proves that its account is above its initial requirement.
     *
     * @param account on its record.
     * @return true if so, false if that is not known.
     */
    public static boolean holds(final AccountRecord account)
    {
        final long state = account.roomState();
        return (state == FOR_ORDERS || state == FOR_TRADES) && account.roomAtoms() >= 0;
    }

    /**
     * Takes the cost of an order out of a room, if it fits.
     *
     * @param sender     on the record of the account.
     * @param held       on the record of its position in the instrument.
     * @param book       on the record of the instrument.
     * @param buys       whether the order buys.
     * @param lots       of the order.
     * @param worstTicks worst price at which it can trade now, or its limit where a part would rest.
     * @param worstLots  position of the worse side once it has filled.
     * @return true if the exact test would accept the order; false if that is not known.
     */
    public boolean take(
        final AccountRecord sender,
        final PositionRecord held,
        final InstrumentRecord book,
        final boolean buys,
        final long lots,
        final long worstTicks,
        final long worstLots)
    {
        if (sender.roomState() != FOR_ORDERS || held.windowHighSubTicks() == 0)
        {
            return false;
        }
        final long room = sender.roomAtoms() - costAtoms(held, book, buys, lots, worstTicks, worstLots);
        final long notionalRoom = sender.notionalRoomAtoms() - lots * book.maxMarkSubTicks() * book.markFactorAtoms();
        if (room < 0 || notionalRoom < 0)
        {
            return false;
        }
        sender.roomAtoms(room);
        sender.notionalRoomAtoms(notionalRoom);
        return true;
    }

    /**
     * Takes what a resting order costs more at another price out of a room, if it fits. The lots of the order stay, and
     * with them all of the requirement but its loss and its fee.
     *
     * @param sender    on the record of the account.
     * @param held      on the record of its position in the instrument.
     * @param book      on the record of the instrument.
     * @param buys      whether the order buys.
     * @param lots      of the order, before and after.
     * @param fromTicks where it rests.
     * @param toTicks   worst price at which it can trade now, or its new limit where a part would rest.
     * @return true if the exact test would accept the order; false if that is not known.
     */
    public boolean takeMove(
        final AccountRecord sender,
        final PositionRecord held,
        final InstrumentRecord book,
        final boolean buys,
        final long lots,
        final long fromTicks,
        final long toTicks)
    {
        if (sender.roomState() != FOR_ORDERS || held.windowHighSubTicks() == 0)
        {
            return false;
        }
        final long room = sender.roomAtoms() - moveCostAtoms(held, book, buys, lots, fromTicks, toTicks);
        if (room < 0)
        {
            return false;
        }
        sender.roomAtoms(room);
        return true;
    }

    /**
     * What an order adds to the requirement at most, inside the region: the marginal rate of the bracket that it can
     * reach on its notional at the highest mark, its loss at the mark that is worst for it, its fee, and what each lot
     * may cost because slow price, funding and rates move.
     */
    private long costAtoms(
        final PositionRecord held,
        final InstrumentRecord book,
        final boolean buys,
        final long lots,
        final long worstTicks,
        final long worstLots)
    {
        final long highestLotAtoms = held.windowHighSubTicks() * book.markFactorAtoms();
        final BracketTableRecord table = rates.of(book, RateTable.INITIAL);
        final int bracket = Brackets.bracketOf(table, worstLots * highestLotAtoms);
        final long byRequirement = (long)book.initialFactorPpm() * table.bracketRatePpm(bracket) / PPM + 1;
        final long growthPpm = held.growthPpm();
        final long grownPpm = growthPpm == 0 ? byRequirement :
            byRequirement + Math.min(byRequirement, RATE_MAX_PPM) * growthPpm / PPM + 1;
        final long ratePpm = Math.max(grownPpm, PPM / book.maxLeverage() + 1);
        final long lotPriceAtoms = worstTicks * book.contractFactorAtoms();
        final long worseAtoms = buys ? lotPriceAtoms - held.windowLowSubTicks() * book.markFactorAtoms() :
            highestLotAtoms - lotPriceAtoms;
        final long requirement = shareAtoms(lots * highestLotAtoms, ratePpm);
        final long loss = Math.max(0, worseAtoms) * lots;
        final long fee = shareAtoms(lotPriceAtoms * lots, book.takerFeePpm());
        final long reserve = held.lotReserveAtoms() * lots;
        return ratePpm > RATE_MAX_PPM || (requirement | loss | fee | reserve) >= COST_MAX ? Long.MAX_VALUE :
            requirement + loss + fee + reserve + ROUNDING_ATOMS;
    }

    /** What a move adds to the requirement at most, at any mark of the region. */
    private static long moveCostAtoms(
        final PositionRecord held,
        final InstrumentRecord book,
        final boolean buys,
        final long lots,
        final long fromTicks,
        final long toTicks)
    {
        final long upAtoms = (toTicks - fromTicks) * book.contractFactorAtoms();
        final long toAtoms = toTicks * book.contractFactorAtoms();
        final long beyondAtoms = buys ? toAtoms - held.windowLowSubTicks() * book.markFactorAtoms() :
            held.windowHighSubTicks() * book.markFactorAtoms() - toAtoms;
        final long loss = Math.max(0, Math.min(buys ? upAtoms : -upAtoms, beyondAtoms)) * lots;
        final long fee = upAtoms <= 0 ? 0 : shareAtoms(upAtoms * lots, book.takerFeePpm());
        return (loss | fee) >= COST_MAX ? Long.MAX_VALUE : loss + fee;
    }

    /** A share of an amount below 2^60, rounded up generously. */
    private static long shareAtoms(final long amountAtoms, final long ratePpm)
    {
        return ((amountAtoms >> RATE_BITS) + 1) * ((ratePpm << RATE_BITS) / PPM + 1);
    }
}
