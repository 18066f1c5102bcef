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
import io.plimsoll.core.account.LoanPoolRecord;
import io.plimsoll.core.account.LoanRecord;
import io.plimsoll.core.account.Loans;
import io.plimsoll.core.account.PositionRecord;
import io.plimsoll.core.account.SpotHoldings;
import io.plimsoll.core.book.OrderTerms;
import io.plimsoll.core.fixed.Fixed;
import io.plimsoll.core.price.AssetRecord;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.ContractValue;
import io.plimsoll.core.price.Contracts;
import io.plimsoll.core.price.Indexes;
import io.plimsoll.core.price.InstrumentRecord;
import io.plimsoll.core.price.SlowPrice;

/**
 * What the equity of an account has too much of where the slow price is asked: a long position and a balance count at
 * the lower of price and slow price, a short position and what is owed at the higher; of an asset in which positions
 * settle it is the net that counts. Subtracted from the equity it gives E_slow, with which initial requirement and
 * withdrawals are compared; no liquidation ever asks for it. An account that holds nothing with an index has nothing
 * too much.
 */
public final class SlowEquity
{
    private final Indexes indexes;
    private final SlowPrice slowPrice;
    private final OrderTerms clock;
    private final Valuation valuation;
    private final SpotHoldings holdings;
    private final AccountRecord account;
    private final PositionRecord position;
    private final BalanceRecord balance;
    private final Loans loans;
    private final LoanRecord loan;
    private final LoanPoolRecord pool;
    private final LoanValue loanValue = new LoanValue();
    private final InstrumentRecord instrument;
    private final AssetRecord asset;
    private int orderInstrument;
    private long orderLowLots;
    private long orderHighLots;
    private long legAtoms;
    private long legExcessAtoms;
    private boolean hasLegs;

    /**
     * Over the accounts.
     *
     * @param accounts  asked about.
     * @param catalogue with marks and prices.
     * @param indexes   with slow prices.
     * @param slowPrice that knows them.
     * @param clock     that knows the time of the command.
     * @param valuation of collateral.
     * @param holdings  of spot orders.
     */
    public SlowEquity(
        final Accounts accounts,
        final Catalogue catalogue,
        final Indexes indexes,
        final SlowPrice slowPrice,
        final OrderTerms clock,
        final Valuation valuation,
        final SpotHoldings holdings)
    {
        this.indexes = indexes;
        this.slowPrice = slowPrice;
        this.clock = clock;
        this.valuation = valuation;
        this.holdings = holdings;
        account = accounts.newAccountRecord();
        position = accounts.newPositionRecord();
        balance = accounts.newBalanceRecord();
        loans = accounts.loans();
        loan = loans.newRecord();
        pool = loans.newPoolRecord();
        instrument = catalogue.newInstrumentRecord();
        asset = catalogue.newAssetRecord();
    }

    /**
     * Profit of an account that no trade has realised, of which no loan may let anything out: the sum over its
     * positions of what each is worth above its cost and the funding due.
     *
     * @param accountIndex of the account.
     * @return reference atoms at the present prices, not negative; each position rounded down.
     */
    public long unrealisedProfitAtoms(final int accountIndex)
    {
        long profit = 0;
        account.wrap(accountIndex);
        for (int at = account.firstPosition(); at != 0; at = position.next())
        {
            position.wrap(at);
            if (position.lots() != 0)
            {
                profit = Math.addExact(profit, profitOfPosition());
            }
        }
        return profit;
    }

    private long profitOfPosition()
    {
        instrument.wrap(position.instrument());
        asset.wrap(instrument.settlementAsset());
        final long valueAtoms = ContractValue.worth(instrument, position.lots());
        final long costAtoms =
            Math.addExact(position.costAtoms(), position.fundingDueAtoms(instrument.fundingAtoms()));
        final long gained = Math.max(0, Math.subtractExact(valueAtoms, costAtoms));
        return asset.index() == Catalogue.REFERENCE ? gained :
            Fixed.multiplyDivideFloor(gained, asset.priceAtoms(), asset.unitAtoms());
    }

    /**
     * What is too much of an account's equity once everything that rests has filled, on the worse side of each
     * instrument: so a fill leaves E_slow at what was tested.
     *
     * @param accountIndex of the account.
     * @return atoms, not negative.
     */
    public long excessAtoms(final int accountIndex)
    {
        return excessAtoms(accountIndex, 0, 0, 0);
    }

    /**
     * The same with an order in an instrument.
     *
     * @param accountIndex    of the account.
     * @param orderInstrument index of the instrument, 0 for none.
     * @param lowLots         its position once all its sells have filled.
     * @param highLots        its position once all its buys have filled.
     * @return atoms, not negative.
     */
    public long excessAtoms(
        final int accountIndex, final int orderInstrument, final long lowLots, final long highLots)
    {
        this.orderInstrument = orderInstrument;
        orderLowLots = lowLots;
        orderHighLots = highLots;
        if (indexes.sourced() == 0)
        {
            return 0;
        }
        int ofOrder = Catalogue.REFERENCE;
        if (orderInstrument != 0)
        {
            instrument.wrap(orderInstrument);
            ofOrder = instrument.settlementAsset();
        }
        gatherLegs(accountIndex, Catalogue.REFERENCE);
        long excess = legExcessAtoms;
        boolean met = ofOrder == Catalogue.REFERENCE;
        account.wrap(accountIndex);
        for (int at = account.firstBalance(); at != 0; at = balance.next())
        {
            balance.wrap(at);
            met |= balance.asset() == ofOrder;
            excess = Math.addExact(excess, excessOfBalance(accountIndex, balance.asset(), balance.balanceAtoms()));
        }
        account.wrap(accountIndex);
        for (int at = account.firstLoan(); at != 0; at = loan.next())
        {
            loan.wrap(at);
            excess = Math.addExact(excess, excessOfLoan(loan.asset(), loans.debtAtoms(loan)));
        }
        return met ? excess : Math.addExact(excess, excessOfBalance(accountIndex, ofOrder, 0));
    }

    /** Adds up the positions, and the order, that settle in an asset: what they are worth and have too much of. */
    private void gatherLegs(final int accountIndex, final int assetIndex)
    {
        legAtoms = 0;
        legExcessAtoms = 0;
        hasLegs = false;
        if (orderInstrument != 0)
        {
            addLeg(orderInstrument, assetIndex, orderLowLots, orderHighLots);
        }
        account.wrap(accountIndex);
        for (int at = account.firstPosition(); at != 0; at = position.next())
        {
            position.wrap(at);
            if (position.instrument() != orderInstrument)
            {
                addLeg(position.instrument(), assetIndex,
                    position.lots() - position.sellLots(), position.lots() + position.buyLots());
            }
            instrument.wrap(position.instrument());
            if (position.lots() != 0 && instrument.settlementAsset() == assetIndex)
            {
                legAtoms = Math.addExact(legAtoms, ContractValue.worth(instrument, position.lots()) -
                    position.costAtoms() - position.fundingDueAtoms(instrument.fundingAtoms()));
            }
        }
    }

    private void addLeg(final int instrumentIndex, final int assetIndex, final long lowLots, final long highLots)
    {
        instrument.wrap(instrumentIndex);
        if (instrument.settlementAsset() == assetIndex)
        {
            hasLegs = true;
            legExcessAtoms = Math.addExact(legExcessAtoms, excessOfLots(instrumentIndex, lowLots, highLots));
        }
    }

    /**
     * What is too little taken from the equity for a debt.
     *
     * @param assetIndex of the asset.
     * @param debtAtoms  of it.
     * @return reference atoms, not negative.
     */
    public long excessOfLoan(final int assetIndex, final long debtAtoms)
    {
        final long price = slowPrice.at(indexes.ofAsset(assetIndex), clock.nowNs());
        asset.wrap(assetIndex);
        pool.wrap(assetIndex);
        return price <= asset.priceAtoms() ? 0 : loanValue.weightedAtoms(asset, pool, debtAtoms, price) -
            loanValue.weightedAtoms(asset, pool, debtAtoms, asset.priceAtoms());
    }

    /**
     * What is too much of the lots of one instrument.
     *
     * @param instrumentIndex of the instrument, 0 for none.
     * @param lowLots         position once all its sells have filled.
     * @param highLots        position once all its buys have filled.
     * @return atoms, not negative.
     */
    public long excessOfLots(final int instrumentIndex, final long lowLots, final long highLots)
    {
        final long price = instrumentIndex == 0 ? 0 :
            slowPrice.at(indexes.ofInstrument(instrumentIndex), clock.nowNs());
        if (price == 0)
        {
            return 0;
        }
        instrument.wrap(instrumentIndex);
        if (Contracts.isSpot(instrument))
        {
            return 0;
        }
        final long above = instrument.markSubTicks() - price;
        if (ContractValue.isInverse(instrument))
        {
            final long worse = above > 0 ? Math.max(0, highLots) : Math.min(0, lowLots);
            return ContractValue.worth(instrument, worse) - ContractValue.worth(instrument, worse, price);
        }
        return (above > 0 ? above * Math.max(0, highLots) : -above * Math.max(0, -lowLots)) *
            instrument.markFactorAtoms();
    }

    /**
     * What is too much of an asset with what spot purchases will add to it and with the positions that settle in it,
     * and with the order of the last {@link #excessAtoms}.
     *
     * @param accountIndex of the account.
     * @param assetIndex   of the asset.
     * @param balanceAtoms atoms of it, without those purchases.
     * @return reference atoms, not negative.
     */
    public long excessOfBalance(final int accountIndex, final int assetIndex, final long balanceAtoms)
    {
        final long price = slowPrice.at(indexes.ofAsset(assetIndex), clock.nowNs());
        gatherLegs(accountIndex, assetIndex);
        asset.wrap(assetIndex);
        if (hasLegs || balanceAtoms < 0)
        {
            holdings.count(accountIndex, assetIndex);
            final long net = Math.addExact(balanceAtoms, legAtoms);
            // The counted value is concave: what purchases will add may make the difference smaller or greater.
            return Math.max(excessOfNet(net, price), excessOfNet(net + holdings.awaitedAtoms(), price));
        }
        if (price == 0 || price >= asset.priceAtoms())
        {
            return 0;
        }
        holdings.count(accountIndex, assetIndex);
        final long atoms = balanceAtoms + holdings.awaitedAtoms();
        return valuation.collateralValueAtoms(asset, atoms) - valuation.collateralValueAtoms(asset, atoms, price);
    }

    private long excessOfNet(final long netAtoms, final long slowAtoms)
    {
        final long present = asset.priceAtoms();
        final long net = Math.subtractExact(netAtoms, legExcessAtoms);
        final long worse = net < 0 ? Math.max(present, slowAtoms) : Math.min(present, slowAtoms);
        return valuation.collateralValueAtoms(asset, netAtoms) -
            valuation.collateralValueAtoms(asset, net, slowAtoms == 0 ? present : worse);
    }
}
