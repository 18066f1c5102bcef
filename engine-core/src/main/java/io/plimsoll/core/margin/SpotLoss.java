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

import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.account.BalanceRecord;
import io.plimsoll.core.account.SpotHoldings;
import io.plimsoll.core.book.Books;
import io.plimsoll.core.fixed.Fixed;
import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.price.AssetRecord;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.ContractRecord;
import io.plimsoll.core.price.Contracts;
import io.plimsoll.core.price.InstrumentRecord;

/**
 * What a spot order would take from the equity of its account if it filled at a price, fee included:
 * <pre>
 *   buy   lots * P * K + fee - floor(h * value)
 *   sell  ceil(h * value) + fee - lots * P * K         value: of the base atoms at the price of their asset
 * </pre>
 * h is the weight of the band at worst, with all that rests on the side of the order. Never below zero. The fee is the
 * higher of taker's and maker's of one lot, rounded up, for each lot: each fill rounds its fee up, and no split of an
 * order costs more than fills of single lots. Orders may fill in any order, at any better price and any number of them:
 * what each loses alone, added up, is at least what they lose together, and what is left of an order needs no more than
 * the order needed less what its fills took. An order that cannot rest is held to the same, although it may cost less.
 */
public final class SpotLoss
{
    private static final int PPM = 1_000_000;

    private final AssetRecord asset;
    private final ContractRecord contract;
    private final Accounts accounts;
    private final BalanceRecord balance;
    private final SpotHoldings holdings;
    private final Haircut haircut = new Haircut();
    private final Int128 value = new Int128();
    private int accountIndex;
    private int extraAsset;
    private boolean extraBuys;
    private long extraAtoms;
    private int changedAsset;
    private long changeAtoms;

    /**
     * Losses of any order.
     *
     * @param catalogue with the prices of assets.
     * @param contracts with the terms of spot pairs.
     * @param accounts  with their balances.
     * @param holdings  locked and awaited balances.
     */
    public SpotLoss(
        final Catalogue catalogue, final Contracts contracts, final Accounts accounts, final SpotHoldings holdings)
    {
        this.accounts = accounts;
        this.holdings = holdings;
        balance = accounts.newBalanceRecord();
        asset = catalogue.newAssetRecord();
        contract = contracts.newRecord();
    }

    /**
     * The loss of an order.
     *
     * @param pair       on the record of the instrument.
     * @param side       of the order.
     * @param priceTicks at which it would fill.
     * @param lots       of the order.
     * @return atoms, not negative.
     */
    public long lossAtoms(final InstrumentRecord pair, final int side, final long priceTicks, final long lots)
    {
        contract.wrap(pair.index());
        asset.wrap(contract.baseAsset());
        final boolean buys = side == Books.BUY;
        final long paidAtoms = lots * priceTicks * pair.contractFactorAtoms();
        value.product(lots * contract.lotAtoms(), asset.priceAtoms()).multiply(weightPpm(buys));
        final long unit = asset.unitAtoms() * PPM;
        final long valueAtoms = buys ? value.divideFloor(unit) : value.divideCeil(unit);
        final long worseAtoms = buys ? paidAtoms - valueAtoms : valueAtoms - paidAtoms;
        return Math.max(0, worseAtoms + mostFeeAtoms(pair, priceTicks, lots));
    }

    /**
     * The weight that base atoms have at worst: bought on top of all that rests to be bought, or sold below all that
     * rests to be sold. The counted value is concave, so orders that fill in any order lose no more.
     */
    private int weightPpm(final boolean buys)
    {
        final int assetIndex = contract.baseAsset();
        holdings.count(accountIndex, assetIndex);
        if (holdings.settles())
        {
            // What positions have made of the asset may lie in any band, or below zero.
            return buys ? asset.bandWeightPpm(asset.bandCount()) : Haircut.liabilityWeightPpm(asset);
        }
        if (asset.bandCount() == 0)
        {
            return asset.haircutWeightPpm();
        }
        final long more = extraAsset == assetIndex && extraBuys == buys ? extraAtoms : 0;
        final long held = heldAtoms(assetIndex) + (changedAsset == assetIndex ? changeAtoms : 0);
        final long edge = buys ? held + holdings.awaitedAtoms() + more : held - holdings.lockedAtoms() - more;
        return haircut.weightPpm(asset, Math.max(0, edge), buys);
    }

    private long heldAtoms(final int assetIndex)
    {
        final int index = accounts.findBalance(accountIndex, assetIndex);
        if (index == 0)
        {
            return 0;
        }
        balance.wrap(index);
        return balance.balanceAtoms();
    }

    /**
     * States whose orders the next losses are of.
     *
     * @param ofAccount  index of the account.
     * @param instrument index of the instrument of an order that does not rest yet, 0 for none.
     * @param buys       whether that order buys.
     * @param moreLots   of it, less those of the order that it replaces.
     */
    public void account(final int ofAccount, final int instrument, final boolean buys, final long moreLots)
    {
        accountIndex = ofAccount;
        extraBuys = buys;
        extraAsset = 0;
        changedAsset = 0;
        if (instrument != 0)
        {
            contract.wrap(instrument);
            extraAsset = contract.baseAsset();
            extraAtoms = moreLots * contract.lotAtoms();
        }
    }

    /**
     * States that a balance is about to change.
     *
     * @param assetIndex of the balance, which may be the reference asset.
     * @param change     atoms.
     */
    public void change(final int assetIndex, final long change)
    {
        changedAsset = assetIndex;
        changeAtoms = change;
    }

    /**
     * The most that a purchase takes from cash, however it is split into fills.
     *
     * @param pair       on the record of the instrument.
     * @param priceTicks of the purchase, the highest at which it fills.
     * @param lots       of the purchase.
     * @return atoms, fees included.
     */
    public static long costAtoms(final InstrumentRecord pair, final long priceTicks, final long lots)
    {
        final long paidAtoms = lots * priceTicks * pair.contractFactorAtoms();
        return paidAtoms + mostFeeAtoms(pair, priceTicks, lots);
    }

    /** A lot is the least that a fill can be, so that fills of single lots round up most often. */
    private static long mostFeeAtoms(final InstrumentRecord pair, final long priceTicks, final long lots)
    {
        return lots * Fixed.multiplyDivideCeil(
            priceTicks * pair.contractFactorAtoms(), Math.max(pair.takerFeePpm(), pair.makerFeePpm()), PPM);
    }
}
