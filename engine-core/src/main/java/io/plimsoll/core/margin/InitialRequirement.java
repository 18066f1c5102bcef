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
import io.plimsoll.core.account.Leverages;
import io.plimsoll.core.account.PositionRecord;
import io.plimsoll.core.book.Books;
import io.plimsoll.core.book.OrderRecord;
import io.plimsoll.core.fixed.Fixed;
import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.price.AssetRecord;
import io.plimsoll.core.price.BracketTableRecord;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.ContractValue;
import io.plimsoll.core.price.Contracts;
import io.plimsoll.core.price.InstrumentRecord;
import io.plimsoll.core.price.RateTable;

/**
 * The initial requirement of an account with its open orders and, if asked, one order more:
 * <pre>
 *   IM = ceil( sum( max(rho * M_i(w_i) / 10^6, w_i / leverage) ) + OL )        w_i: notional of the worse side
 *        + ceil( sum( (factor - 1) * (B + shortfall) ) )                     see {@link LoanRequirement}
 *   OL = sum( max(0, s * (P * K - v)) * lots + taker fee )                     the loss at the mark if orders fill
 * </pre>
 * What settles in another asset is added up in its atoms and converted at its price, rounded up, its order losses at
 * the weight of what is owed. A spot order has no notional and adds what it would take from the equity, see {@link
 * SpotLoss}. Rounded up once, to the atom; a leverage that does not divide 10^12 is rounded up at the twelfth decimal
 * before that. Source: margin model, section 4.
 */
public final class InitialRequirement
{
    private static final long SCALE = 1_000_000_000_000L;
    private static final long PPM = 1_000_000;

    private final AccountRecord account;
    private final PositionRecord position;
    private final OrderRecord order;
    private final InstrumentRecord instrument;
    private final SpotLoss losses;
    private final LoanRequirement byLoans;
    private final RateTable rates;
    private final Leverages leverages;
    private final Brackets brackets = new Brackets();
    private final Int128 sum = new Int128();
    private final Int128 byRequirement = new Int128();
    private final Int128 byLeverage = new Int128();
    private final Int128 orderLosses = new Int128();
    private final Int128 total = new Int128();
    private final BalanceRecord balance;
    private final AssetRecord asset;
    private final Conversion conversion = new Conversion();
    private long highestNotionalAtoms;
    private int extraInstrument;
    private int extraSide;
    private long extraLots;
    private int leftOut;
    private int asked;
    private long extraOrderLots;
    private long extraPriceTicks;
    private boolean countsSpot;
    private int leveredInstrument;
    private int leverage;
    private boolean settlesElsewhere;
    private int summed;

    /**
     * Requirements of any account.
     *
     * @param accounts  that hold positions.
     * @param books     that hold their orders.
     * @param catalogue with marks and brackets.
     * @param losses    of spot orders.
     * @param leverages that accounts have chosen.
     * @param byLoans   what loans and cash shortfalls add.
     */
    public InitialRequirement(
        final Accounts accounts,
        final Books books,
        final Catalogue catalogue,
        final SpotLoss losses,
        final Leverages leverages,
        final LoanRequirement byLoans)
    {
        this.leverages = leverages;
        this.losses = losses;
        this.byLoans = byLoans;
        account = accounts.newAccountRecord();
        position = accounts.newPositionRecord();
        order = books.newOrderRecord();
        instrument = catalogue.newInstrumentRecord();
        rates = catalogue.newRateTable();
        balance = accounts.newBalanceRecord();
        asset = catalogue.newAssetRecord();
    }

    /**
     * The requirement as things stand.
     *
     * @param accountIndex of the account.
     * @return atoms, rounded up, at most the largest long.
     */
    public long evaluate(final int accountIndex)
    {
        return evaluate(accountIndex, 0, Books.BUY, 0, 0, 0);
    }

    /**
     * The requirement once a balance has changed: what resting spot orders lose hangs on it.
     *
     * @param accountIndex of the account.
     * @param assetIndex   of the balance, which may be the reference asset.
     * @param changeAtoms  of the balance.
     * @return atoms, rounded up.
     */
    public long evaluateAfter(final int accountIndex, final int assetIndex, final long changeAtoms)
    {
        final long required = evaluate(accountIndex);
        if (!countsSpot)
        {
            return required;
        }
        losses.change(assetIndex, changeAtoms);
        return sumUp();
    }

    /**
     * The requirement as things stand, were another leverage chosen for an instrument.
     *
     * @param accountIndex    of the account.
     * @param instrumentIndex of the instrument.
     * @param chosen          leverage, from 1 to what is listed.
     * @return atoms, rounded up.
     */
    public long evaluateWithLeverage(final int accountIndex, final int instrumentIndex, final int chosen)
    {
        leveredInstrument = instrumentIndex;
        leverage = chosen;
        final long required = evaluate(accountIndex);
        leveredInstrument = 0;
        return required;
    }

    /**
     * The requirement with one order more.
     *
     * @param accountIndex    of the account.
     * @param instrumentIndex of the order, 0 for none.
     * @param side            of the order.
     * @param lots            of the order.
     * @param priceTicks      worst price at which it would trade now.
     * @param replacedOrder   index of a resting order of the same side that it takes the place of, 0 for none.
     * @return atoms, rounded up.
     */
    public long evaluate(
        final int accountIndex,
        final int instrumentIndex,
        final int side,
        final long lots,
        final long priceTicks,
        final int replacedOrder)
    {
        asked = accountIndex;
        extraInstrument = instrumentIndex;
        extraSide = side;
        extraOrderLots = lots;
        extraLots = lots - remainingLots(replacedOrder);
        extraPriceTicks = priceTicks;
        leftOut = replacedOrder;
        losses.account(accountIndex, instrumentIndex, side == Books.BUY, extraLots);
        return sumUp();
    }

    private long sumUp()
    {
        highestNotionalAtoms = 0;
        countsSpot = false;
        settlesElsewhere = false;
        account.wrap(asked);
        sumUpAsset(Catalogue.REFERENCE);
        sum.add(orderLosses);
        if (settlesElsewhere)
        {
            addOtherAssets();
        }
        // Far beyond any equity, the exact number no longer matters: it is capped instead of overflowing.
        sum.addProduct(byLoans.atoms(asked), SCALE);
        return sum.compareTo(byLeverage.product(Long.MAX_VALUE, SCALE)) >= 0 ? Long.MAX_VALUE : sum.divideCeil(SCALE);
    }

    /** Every asset in which something settles has a balance, but that of an order that has not been accepted yet. */
    private void addOtherAssets()
    {
        total.set(sum);
        int ofExtra = Catalogue.REFERENCE;
        if (extraInstrument != 0)
        {
            instrument.wrap(extraInstrument);
            ofExtra = instrument.settlementAsset();
        }
        boolean met = ofExtra == Catalogue.REFERENCE;
        for (int index = account.firstBalance(); index != 0; index = balance.next())
        {
            balance.wrap(index);
            met |= balance.asset() == ofExtra;
            addAsset(balance.asset());
        }
        if (!met)
        {
            addAsset(ofExtra);
        }
        sum.set(total);
    }

    private void addAsset(final int assetIndex)
    {
        sumUpAsset(assetIndex);
        asset.wrap(assetIndex);
        total.add(conversion.ceil(sum, asset, asset.priceAtoms()));
        conversion.weigh(orderLosses, Haircut.liabilityWeightPpm(asset));
        total.add(conversion.ceil(orderLosses, asset, asset.priceAtoms()));
    }

    /** Adds up what settles in an asset: requirements into the sum, and losses of orders. */
    private void sumUpAsset(final int assetIndex)
    {
        summed = assetIndex;
        sum.set(0);
        orderLosses.set(0);
        boolean held = extraInstrument == 0;
        for (int index = account.firstPosition(); index != 0; index = position.next())
        {
            position.wrap(index);
            instrument.wrap(position.instrument());
            held |= position.instrument() == extraInstrument;
            if (isSummed())
            {
                addInstrument(worstLots());
            }
        }
        if (!held)
        {
            instrument.wrap(extraInstrument);
            if (isSummed())
            {
                addInstrument(extraOrderLots);
            }
        }
        addOrders();
        if (extraInstrument != 0)
        {
            instrument.wrap(extraInstrument);
            if (isSummed())
            {
                addOrderLoss(extraSide, extraPriceTicks, extraOrderLots);
            }
        }
    }

    /** Whether the wrapped instrument settles in the asset that is added up. */
    private boolean isSummed()
    {
        final int settlement = instrument.settlementAsset();
        settlesElsewhere |= settlement != Catalogue.REFERENCE;
        return settlement == summed;
    }

    /**
     * Sum of worst-side notionals at the highest marks, of the last evaluation.
     *
     * @return atoms, at most the largest long.
     */
    public long highestNotionalAtoms()
    {
        return highestNotionalAtoms;
    }

    private long remainingLots(final int orderIndex)
    {
        if (orderIndex == 0)
        {
            return 0;
        }
        order.wrap(orderIndex);
        return order.remainingLots();
    }

    private long worstLots()
    {
        final boolean extra = position.instrument() == extraInstrument;
        final long buys = position.buyLots() + (extra && extraSide == Books.BUY ? extraLots : 0);
        final long sells = position.sellLots() + (extra && extraSide == Books.SELL ? extraLots : 0);
        final long lots = position.lots();
        return Math.max(Math.abs(lots), Math.max(Math.abs(lots + buys), Math.abs(lots - sells)));
    }

    /**
     * Whether the last evaluation counted the loss of a spot order: it hangs on the price of an asset both ways.
     *
     * @return true if so.
     */
    boolean countsSpot()
    {
        return countsSpot;
    }

    /**
     * Whether the last evaluation counted anything that settles in another than the reference asset.
     *
     * @return true if so.
     */
    boolean settlesElsewhere()
    {
        return settlesElsewhere;
    }

    private void addInstrument(final long worstLots)
    {
        if (Contracts.isSpot(instrument))
        {
            return;
        }
        final long highest = highestAtoms(ContractValue.highestNotional(instrument, worstLots));
        highestNotionalAtoms = Math.min(Long.MAX_VALUE - highest, highestNotionalAtoms) + highest;
        sum.add(ofLots(instrument, worstLots));
    }

    /**
     * What the lots of one instrument require at the mark.
     *
     * @param of        on the record of the instrument, no spot pair.
     * @param worstLots of the worse side, not negative.
     * @return register with atoms x 10^12, valid until the next call.
     */
    public Int128 ofLots(final InstrumentRecord of, final long worstLots)
    {
        final long notionalAtoms = ContractValue.notional(of, worstLots);
        byRequirement.set(0);
        brackets.addRequirement(rates.of(of, RateTable.INITIAL), notionalAtoms, byRequirement);
        byRequirement.multiply(of.initialFactorPpm());
        final int divisor = leverageOf(of);
        byLeverage.product(notionalAtoms / divisor, SCALE)
            .add(Fixed.ceilDivide(notionalAtoms % divisor * SCALE, divisor));
        return byRequirement.compareTo(byLeverage) >= 0 ? byRequirement : byLeverage;
    }

    /**
     * How fast the requirement of an instrument grows at most up to a notional.
     *
     * @param of            on the record of the instrument.
     * @param notionalAtoms up to which it grows.
     * @return parts of 10^12 of the notional.
     */
    public long mostRate(final InstrumentRecord of, final long notionalAtoms)
    {
        final BracketTableRecord table = rates.of(of, RateTable.INITIAL);
        final int ratePpm = table.bracketRatePpm(Brackets.bracketOf(table, notionalAtoms));
        final long byRate = (long)of.initialFactorPpm() * ratePpm;
        return Math.max(byRate, SCALE / leverageOf(of) + 1);
    }

    /**
     * The sum of the last evaluation, before it was rounded up.
     *
     * @return register with atoms x 10^12, valid until the next evaluation.
     */
    public Int128 sum()
    {
        return sum;
    }

    /** Chooses the account whose leverage is asked for, where no requirement of it has been evaluated. */
    void ask(final int accountIndex)
    {
        account.wrap(accountIndex);
    }

    /**
     * What the account last asked about has chosen for an instrument, or what is listed.
     *
     * @param of on the record of the instrument.
     * @return leverage, at least 1.
     */
    int leverageOf(final InstrumentRecord of)
    {
        if (leveredInstrument != 0 && of.index() == leveredInstrument)
        {
            return leverage;
        }
        final int chosen = account.firstLeverage() == 0 ? 0 : leverages.of(account, of.index());
        return chosen == 0 ? of.maxLeverage() : chosen;
    }

    /** Reference atoms of a notional at the highest price of its asset. */
    private long highestAtoms(final long notionalAtoms)
    {
        if (summed == Catalogue.REFERENCE)
        {
            return notionalAtoms;
        }
        asset.wrap(summed);
        return Fixed.multiplyDivideCeil(notionalAtoms, asset.maxPriceAtoms(), asset.unitAtoms());
    }

    private void addOrders()
    {
        for (int index = account.firstOrder(); index != 0; index = order.nextOfAccount())
        {
            order.wrap(index);
            if (index != leftOut && !Books.isWaiting(order))
            {
                instrument.wrap(order.instrument());
                if (isSummed())
                {
                    addOrderLoss(order.side(), order.priceTicks(), order.remainingLots());
                }
            }
        }
    }

    private void addOrderLoss(final int side, final long priceTicks, final long lots)
    {
        if (Contracts.isSpot(instrument))
        {
            countsSpot = true;
            orderLosses.addProduct(losses.lossAtoms(instrument, side, priceTicks, lots), SCALE);
            return;
        }
        orderLosses.add(ofOrder(instrument, side, priceTicks, lots));
    }

    /**
     * What an order loses at the mark if it fills, with its taker fee.
     *
     * @param of         on the record of the instrument, no spot pair.
     * @param side       of the order.
     * @param priceTicks of the order.
     * @param lots       of the order.
     * @return register with atoms x 10^12, valid until the next call.
     */
    public Int128 ofOrder(final InstrumentRecord of, final int side, final long priceTicks, final long lots)
    {
        byLeverage.product(ContractValue.mostFill(of, lots, priceTicks), of.takerFeePpm()).multiply(PPM);
        return byLeverage.addProduct(ContractValue.loss(of, side == Books.BUY, lots, priceTicks), SCALE);
    }

    /**
     * What a resting spot order loses if it fills, with all that rests beside it.
     *
     * @param accountIndex of its account.
     * @param pair         on the record of the instrument.
     * @param resting      on the record of the order.
     * @return atoms, not negative.
     */
    public long spotLossAtoms(final int accountIndex, final InstrumentRecord pair, final OrderRecord resting)
    {
        losses.account(accountIndex, 0, false, 0);
        return losses.lossAtoms(pair, resting.side(), resting.priceTicks(), resting.remainingLots());
    }
}
