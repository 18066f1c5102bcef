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
import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.account.BalanceRecord;
import io.plimsoll.core.account.PositionRecord;
import io.plimsoll.core.control.CounterRecord;
import io.plimsoll.core.price.AssetRecord;
import io.plimsoll.core.price.BracketTableRecord;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.InstrumentRecord;
import io.plimsoll.core.price.RateTable;

/**
 * What an account can still commit to orders, so that most orders need no exact requirement. A room is a lower bound:
 * <pre>
 *   room &lt;= E - IM                    at every mark of a calm band, with all orders that rest
 *   notional room &lt;= bound - sum of worst-side notionals at the highest marks
 * </pre>
 * An order whose cost, rounded up at the worst mark of the band, fits into the room passes the exact test too, and
 * takes its cost out of the room; a cancel gives nothing back. A trade leaves the room as it is but for the rounding of
 * its fee: at every mark the requirement already counted the loss and the fee with which an order would fill, and the
 * worse side of the position does not grow. A room ends when a mark leaves its band, when funding is applied, when cash
 * or anything else of the account changes, or when it is used up: the exact test then decides and opens a new one. It
 * never decides against an order. An account that has chosen a leverage, or has loans, has none. 0 B.
 */
public final class MarginRoom
{
    /** The band is the mark of its beginning and one part in 2^7 to both sides. */
    private static final int BAND_SHIFT = 7;
    /** A room is worth its computation if this part of the equity, as a shift, is free. */
    private static final int WORTH_SHIFT = 3;
    /** Rates are parts of 2^20 here, so that a cost is one shift and one multiplication. */
    private static final int RATE_BITS = 20;
    private static final long PPM = 1_000_000;
    private static final long RATE_MAX_PPM = 4 * PPM;
    private static final long COST_MAX = 1L << 61;
    /** More than all roundings of the exact requirement together. */
    private static final long ROUNDING_ATOMS = 4;

    private final CounterRecord counters;
    private final InitialRequirement initial;
    private final Valuation valuation;
    private final AccountRecord account;
    private final PositionRecord position;
    private final BalanceRecord balance;
    private final InstrumentRecord instrument;
    private final AssetRecord asset;
    private final RateTable rates;

    /**
     * Rooms of all accounts.
     *
     * @param counters  with the number of the present bands.
     * @param accounts  that have rooms.
     * @param catalogue with marks and bands.
     * @param initial   exact requirement.
     * @param valuation exact value.
     */
    public MarginRoom(
        final CounterRecord counters,
        final Accounts accounts,
        final Catalogue catalogue,
        final InitialRequirement initial,
        final Valuation valuation)
    {
        this.counters = counters;
        this.initial = initial;
        this.valuation = valuation;
        account = accounts.newAccountRecord();
        position = accounts.newPositionRecord();
        balance = accounts.newBalanceRecord();
        instrument = catalogue.newInstrumentRecord();
        asset = catalogue.newAssetRecord();
        rates = catalogue.newRateTable();
    }

    /**
     * Ends all rooms if a mark has left the band of its instrument, which then begins anew around it.
     *
     * @param moved on the record of the instrument, with its new mark.
     */
    public void mark(final InstrumentRecord moved)
    {
        final long mark = moved.markSubTicks();
        if (mark < moved.calmLowSubTicks() || mark > moved.calmHighSubTicks())
        {
            moved.calmLowSubTicks(mark - (mark >> BAND_SHIFT));
            moved.calmHighSubTicks(Math.min(moved.maxMarkSubTicks(), mark + (mark >> BAND_SHIFT)));
            counters.calmBands(counters.calmBands() + 1);
        }
    }

    /** Ends all rooms: something has moved that no band is about. */
    public void endAll()
    {
        counters.calmBands(counters.calmBands() + 1);
    }

    /**
     * Ends all rooms if the price of an asset has fallen out of its band. One that rises takes the band along, because
     * a room counts on a price from below only.
     *
     * @param moved on the record of the asset, with its new price.
     */
    public void price(final AssetRecord moved)
    {
        final long price = moved.priceAtoms();
        final long low = price - (price >> BAND_SHIFT);
        if (price < moved.calmLowAtoms())
        {
            moved.calmLowAtoms(low);
            counters.calmBands(counters.calmBands() + 1);
        }
        else if (low - moved.calmLowAtoms() > price >> BAND_SHIFT)
        {
            moved.calmLowAtoms(low);
        }
    }

    /**
     * Takes the cost of an order out of a room, if it fits.
     *
     * @param sender     on the record of the account.
     * @param book       on the record of the instrument.
     * @param buys       whether the order buys.
     * @param lots       of the order.
     * @param worstTicks worst price at which it can trade now, or its limit where a part would rest.
     * @param worstLots  position of the worse side once it has filled.
     * @return true if the exact test would accept the order; false if that is not known.
     */
    public boolean take(
        final AccountRecord sender,
        final InstrumentRecord book,
        final boolean buys,
        final long lots,
        final long worstTicks,
        final long worstLots)
    {
        if (sender.roomBands() != counters.calmBands())
        {
            return false;
        }
        final long room = sender.roomAtoms() - costAtoms(book, buys, lots, worstTicks, worstLots);
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
     * @param book      on the record of the instrument.
     * @param buys      whether the order buys.
     * @param lots      of the order, before and after.
     * @param fromTicks where it rests.
     * @param toTicks   worst price at which it can trade now, or its new limit where a part would rest.
     * @return true if the exact test would accept the order; false if that is not known.
     */
    public boolean takeMove(
        final AccountRecord sender,
        final InstrumentRecord book,
        final boolean buys,
        final long lots,
        final long fromTicks,
        final long toTicks)
    {
        if (sender.roomBands() != counters.calmBands())
        {
            return false;
        }
        final long room = sender.roomAtoms() - moveCostAtoms(book, buys, lots, fromTicks, toTicks);
        if (room < 0)
        {
            return false;
        }
        sender.roomAtoms(room);
        return true;
    }

    /**
     * Ends the room of an account.
     *
     * @param ended on the record of the account.
     */
    public static void end(final AccountRecord ended)
    {
        ended.roomBands(0);
    }

    /**
     * Opens a room after the exact test has accepted an order, if enough is free. The requirement has just been
     * evaluated with the order, and so has the value of the account.
     *
     * @param accountIndex  of the account.
     * @param requiredAtoms exact requirement with the order.
     */
    public void open(final int accountIndex, final long requiredAtoms)
    {
        account.wrap(accountIndex);
        end(account);
        final long equityAtoms = valuation.equityAtoms();
        if (initial.countsSpot() || account.firstLeverage() != 0 || account.firstLoan() != 0 ||
            equityAtoms - requiredAtoms <= equityAtoms >> WORTH_SHIFT)
        {
            return;
        }
        final long notionalRoom = ListingRules.NOTIONAL_MAX - initial.highestNotionalAtoms();
        final long room = equityAtoms - lossInBandAtoms() - initial.evaluateWorstInBand();
        if (room > 0)
        {
            account.roomAtoms(room);
            account.notionalRoomAtoms(notionalRoom);
            account.roomBands(counters.calmBands());
        }
    }

    /** What the equity can lose while all prices stay in their bands. */
    private long lossInBandAtoms()
    {
        long loss = 0;
        for (int index = account.firstPosition(); index != 0; index = position.next())
        {
            position.wrap(index);
            instrument.wrap(position.instrument());
            final long lots = position.lots();
            final long mark = instrument.markSubTicks();
            final long worse = lots > 0 ? mark - instrument.calmLowSubTicks() : instrument.calmHighSubTicks() - mark;
            loss += Math.abs(lots) * worse * instrument.markFactorAtoms();
        }
        for (int index = account.firstBalance(); index != 0; index = balance.next())
        {
            balance.wrap(index);
            asset.wrap(balance.asset());
            loss += valuation.collateralValueAtoms(asset, balance.balanceAtoms()) -
                valuation.collateralValueAtoms(asset, balance.balanceAtoms(), asset.calmLowAtoms());
        }
        return loss;
    }

    /**
     * What an order adds to the requirement at most, at any mark of the band: the marginal rate of the bracket that it
     * can reach on its notional at the highest mark, its loss at the mark that is worst for it, and its fee.
     */
    private long costAtoms(
        final InstrumentRecord book,
        final boolean buys,
        final long lots,
        final long worstTicks,
        final long worstLots)
    {
        final long highestLotAtoms = book.calmHighSubTicks() * book.markFactorAtoms();
        final BracketTableRecord table = rates.of(book, RateTable.INITIAL);
        final int bracket = Brackets.bracketOf(table, worstLots * highestLotAtoms);
        final long byRequirement = (long)book.initialFactorPpm() * table.bracketRatePpm(bracket) / PPM + 1;
        final long ratePpm = Math.max(byRequirement, PPM / book.maxLeverage() + 1);
        final long lotPriceAtoms = worstTicks * book.contractFactorAtoms();
        final long worseAtoms = buys ? lotPriceAtoms - book.calmLowSubTicks() * book.markFactorAtoms() :
            highestLotAtoms - lotPriceAtoms;
        final long requirement = shareAtoms(lots * highestLotAtoms, ratePpm);
        final long loss = Math.max(0, worseAtoms) * lots;
        final long fee = shareAtoms(lotPriceAtoms * lots, book.takerFeePpm());
        return ratePpm > RATE_MAX_PPM || (requirement | loss | fee) >= COST_MAX ? Long.MAX_VALUE :
            requirement + loss + fee + ROUNDING_ATOMS;
    }

    /** What a move adds to the requirement at most, at any mark of the band. */
    private static long moveCostAtoms(
        final InstrumentRecord book, final boolean buys, final long lots, final long fromTicks, final long toTicks)
    {
        final long upAtoms = (toTicks - fromTicks) * book.contractFactorAtoms();
        final long toAtoms = toTicks * book.contractFactorAtoms();
        final long beyondBandAtoms = buys ? toAtoms - book.calmLowSubTicks() * book.markFactorAtoms() :
            book.calmHighSubTicks() * book.markFactorAtoms() - toAtoms;
        final long loss = Math.max(0, Math.min(buys ? upAtoms : -upAtoms, beyondBandAtoms)) * lots;
        final long fee = upAtoms <= 0 ? 0 : shareAtoms(upAtoms * lots, book.takerFeePpm());
        return (loss | fee) >= COST_MAX ? Long.MAX_VALUE : loss + fee;
    }

    /** A share of an amount below 2^60, rounded up generously. */
    private static long shareAtoms(final long amountAtoms, final long ratePpm)
    {
        return ((amountAtoms >> RATE_BITS) + 1) * ((ratePpm << RATE_BITS) / PPM + 1);
    }
}
