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
import io.plimsoll.core.book.Books;
import io.plimsoll.core.book.OrderRecord;
import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.price.AssetRecord;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.ContractValue;
import io.plimsoll.core.price.Contracts;
import io.plimsoll.core.price.InstrumentRecord;

/**
 * How far all factors of an account may move, each by the same share of itself, so that it stays above its initial
 * requirement, where positions settle in other assets, linear or inverse:
 * <pre>
 *   E_slow &gt;= cash + sum of legs + sum over assets of value(balance + legs)   legs at their worst corner of the box
 *   IM     &lt;= sum of requirements and losses of orders                        each at the mark that is worst for it
 * </pre>
 * A leg with its orders at mark m and slow price w is concave in both, an inverse one in 1/m and 1/w: it is least at
 * one of the four corners. What an account has of an asset rises in value with its price, what it owes falls. So no
 * account falls below its requirement inside a box of which this holds, and the box is found by halving shares of 2^-3
 * to 2^-10. Rates are kept as they are. Accounts with loans, spot orders or anything below zero have no box. 0 B.
 */
final class NetRegion
{
    private static final long SCALE = 1_000_000_000_000L;
    private static final int WIDEST = 3;
    private static final int NARROWEST = 10;
    /** What three roundings of an inverse leg may hide, in atoms of its asset. */
    private static final long ROUNDING_ATOMS = 3;

    private final InitialRequirement initial;
    private final InitialPositions slowOfPositions;
    private final InitialBalances slowOfBalances;
    private final PositionRecord position;
    private final BalanceRecord balance;
    private final OrderRecord order;
    private final InstrumentRecord instrument;
    private final AssetRecord asset;
    private final Conversion conversion = new Conversion();
    private final Haircut haircut = new Haircut();
    private final Int128 sum = new Int128();
    private final Int128 required = new Int128();
    private final Int128 losses = new Int128();
    private final Int128 slack = new Int128();
    private long legAtoms;
    private int shift;
    private boolean takesCorners = true;

    NetRegion(
        final Accounts accounts,
        final Books books,
        final Catalogue catalogue,
        final InitialRequirement initial,
        final InitialPositions slowOfPositions,
        final InitialBalances slowOfBalances)
    {
        this.initial = initial;
        this.slowOfPositions = slowOfPositions;
        this.slowOfBalances = slowOfBalances;
        position = accounts.newPositionRecord();
        balance = accounts.newBalanceRecord();
        order = books.newOrderRecord();
        instrument = catalogue.newInstrumentRecord();
        asset = catalogue.newAssetRecord();
    }

    /**
     * Finds the widest box.
     *
     * @param account on its record; its initial requirement has just been evaluated and holds.
     * @return false if there is none.
     */
    boolean find(final AccountRecord account)
    {
        if (!isBounded(account))
        {
            return false;
        }
        int fits = NARROWEST + 1;
        int fails = WIDEST - 1;
        while (fits - fails > 1)
        {
            shift = (fits + fails) >> 1;
            if (holds(account))
            {
                fits = shift;
            }
            else
            {
                fails = shift;
            }
        }
        shift = fits;
        return fits <= NARROWEST;
    }

    private boolean isBounded(final AccountRecord account)
    {
        boolean bounded = account.firstLoan() == 0 && account.cashAtoms() >= 0 && !initial.countsSpot();
        for (int index = account.firstBalance(); index != 0; index = balance.next())
        {
            balance.wrap(index);
            bounded &= balance.balanceAtoms() >= 0;
        }
        return bounded;
    }

    private boolean holds(final AccountRecord account)
    {
        gather(account, Catalogue.REFERENCE);
        long equityAtoms = Math.addExact(account.cashAtoms(), legAtoms);
        sum.set(required).add(losses);
        for (int index = account.firstBalance(); index != 0; index = balance.next())
        {
            balance.wrap(index);
            asset.wrap(balance.asset());
            gather(account, balance.asset());
            final long netAtoms = Math.addExact(balance.balanceAtoms(), legAtoms);
            final long price = asset.priceAtoms();
            final long slow = slowOfBalances.slowAtoms(balance.asset());
            final long worst = netAtoms < 0 ? Math.max(highPrice(asset, price), highPrice(asset, slow)) :
                Math.min(low(price), slow == 0 ? price : low(slow));
            equityAtoms = Math.addExact(equityAtoms, haircut.valueAtoms(asset, netAtoms, worst));
            sum.add(conversion.ceil(required, asset, highPrice(asset, price)));
            conversion.weigh(losses, Haircut.liabilityWeightPpm(asset));
            sum.add(conversion.ceil(losses, asset, highPrice(asset, price)));
        }
        return !slack.product(equityAtoms, SCALE).subtract(sum).isNegative();
    }

    /** Adds up what settles in an asset at its worst: legs, requirements and losses of orders. */
    private void gather(final AccountRecord account, final int assetIndex)
    {
        legAtoms = 0;
        required.set(0);
        losses.set(0);
        for (int index = account.firstPosition(); index != 0; index = position.next())
        {
            position.wrap(index);
            instrument.wrap(position.instrument());
            if (isIn(assetIndex))
            {
                legAtoms = Math.addExact(legAtoms, leastLegAtoms());
                addRequirement();
            }
        }
        for (int index = account.firstOrder(); index != 0; index = order.nextOfAccount())
        {
            order.wrap(index);
            instrument.wrap(order.instrument());
            if (isIn(assetIndex) && !Books.isWaiting(order))
            {
                addLoss();
            }
        }
    }

    private boolean isIn(final int assetIndex)
    {
        return instrument.settlementAsset() == assetIndex && !Contracts.isSpot(instrument);
    }

    /** What the position with its orders is worth at least, less its cost and the most funding that it may owe. */
    private long leastLegAtoms()
    {
        final long slow = slowOfPositions.slowSubTicks(instrument.index());
        final long lowMark = judgedLow();
        final long highMark = judgedHigh();
        long worth = Math.min(worthAtoms(lowMark, low(slow)), worthAtoms(highMark, low(slow)));
        worth = Math.min(worth, Math.min(worthAtoms(lowMark, high(slow)), worthAtoms(highMark, high(slow))));
        final long lots = position.lots();
        final long dueAtoms = lots * (instrument.fundingAtoms() - position.fundingAtoms()) +
            Math.abs(lots) * fundingAtoms(instrument);
        return Math.subtractExact(worth, Math.addExact(position.costAtoms(), dueAtoms)) -
            (ContractValue.isInverse(instrument) ? ROUNDING_ATOMS : 0);
    }

    private long worthAtoms(final long mark, final long slow)
    {
        final long lots = position.lots();
        final long worth = ContractValue.worth(instrument, lots, mark);
        if (slow == 0)
        {
            return worth;
        }
        final long counted = mark > slow ?
            Math.max(0, lots + position.buyLots()) : Math.min(0, lots - position.sellLots());
        return worth - ContractValue.worth(instrument, counted, mark) +
            ContractValue.worth(instrument, counted, Math.max(slow, ContractValue.leastMarkSubTicks(instrument)));
    }

    private void addRequirement()
    {
        final long lots = position.lots();
        final long worst = Math.max(Math.abs(lots),
            Math.max(Math.abs(lots + position.buyLots()), Math.abs(lots - position.sellLots())));
        final long mark = instrument.markSubTicks();
        instrument.markSubTicks(ContractValue.isInverse(instrument) ? judgedLow() : judgedHigh());
        required.add(initial.ofLots(instrument, worst));
        instrument.markSubTicks(mark);
    }

    private void addLoss()
    {
        final long mark = instrument.markSubTicks();
        instrument.markSubTicks(order.side() == Books.BUY ? judgedLow() : judgedHigh());
        losses.add(initial.ofOrder(instrument, order.side(), order.priceTicks(), order.remainingLots()));
        instrument.markSubTicks(mark);
    }

    private long judgedLow()
    {
        return takesCorners ? lowMark(instrument) : instrument.markSubTicks();
    }

    private long judgedHigh()
    {
        return takesCorners ? highMark(instrument) : instrument.markSubTicks();
    }

    /**
     * Lowest mark of the box.
     *
     * @param of on the record of the instrument.
     * @return sub-ticks.
     */
    long lowMark(final InstrumentRecord of)
    {
        return Math.max(ContractValue.leastMarkSubTicks(of), low(of.markSubTicks()));
    }

    /**
     * Highest mark of the box.
     *
     * @param of on the record of the instrument.
     * @return sub-ticks.
     */
    long highMark(final InstrumentRecord of)
    {
        return Math.min(of.maxMarkSubTicks(), high(of.markSubTicks()));
    }

    /**
     * By how much the cumulative funding of a lot may move either way.
     *
     * @param of on the record of the instrument.
     * @return atoms, 0 of an instrument that is not funded.
     */
    long fundingAtoms(final InstrumentRecord of)
    {
        return of.isFunded() ? ContractValue.notional(of, 1) >> shift : 0;
    }

    /**
     * Highest price, or slow price, of an asset in the box.
     *
     * @param of    on the record of the asset.
     * @param price the present one.
     * @return reference atoms.
     */
    long highPrice(final AssetRecord of, final long price)
    {
        return Math.min(of.maxPriceAtoms(), high(price));
    }

    /** Lowest number of the box about a number. */
    long low(final long number)
    {
        return number - (number >> shift);
    }

    /** Highest number of the box about a number. */
    long high(final long number)
    {
        return number + (number >> shift);
    }

    /** Plants the defect that an account is judged at the marks as they are, not at the corners of its box. */
    void plantMiddle()
    {
        takesCorners = false;
    }
}
