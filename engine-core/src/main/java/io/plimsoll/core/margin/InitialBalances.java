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
import io.plimsoll.core.book.OrderTerms;
import io.plimsoll.core.price.AssetRecord;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.Indexes;
import io.plimsoll.core.price.SlowPrice;

/**
 * Watches balances against the initial requirement: each loses no more than its share while its price and its slow
 * price are at or above one bound. What spot orders lose hangs on the price of their base asset both ways: their
 * accounts are tested whenever a price moves. 0 B.
 */
final class InitialBalances
{
    /** No balance gains more, atoms. */
    private static final long GAIN_MAX = 1L << 59;

    private final InitialBounds bounds;
    private final Valuation valuation;
    private final Indexes indexes;
    private final SlowPrice slowPrice;
    private final OrderTerms clock;
    private final Haircut haircut = new Haircut();
    private final BalanceRecord balance;
    private final AssetRecord asset;

    InitialBalances(
        final InitialBounds bounds,
        final Accounts accounts,
        final Catalogue catalogue,
        final Valuation valuation,
        final Indexes indexes,
        final SlowPrice slowPrice,
        final OrderTerms clock)
    {
        this.bounds = bounds;
        this.valuation = valuation;
        this.indexes = indexes;
        this.slowPrice = slowPrice;
        this.clock = clock;
        balance = accounts.newBalanceRecord();
        asset = catalogue.newAssetRecord();
    }

    /** What the balances of an account are worth, by which they share its slack. */
    long weightAtoms(final AccountRecord account)
    {
        long weight = 0;
        for (int index = account.firstBalance(); index != 0; index = balance.next())
        {
            balance.wrap(index);
            asset.wrap(balance.asset());
            weight += valuation.collateralValueAtoms(asset, balance.balanceAtoms());
        }
        return weight;
    }

    /**
     * Sets the bounds of the balances of an account against a loss.
     *
     * @param account on its record.
     * @param arms    that know the share of each atom of value, and what is left to be given.
     * @param spot    whether the account is tested at every move of a price.
     */
    void keep(final AccountRecord account, final InitialArms arms, final boolean spot)
    {
        for (int index = account.firstBalance(); index != 0; index = balance.next())
        {
            balance.wrap(index);
            keep(arms, spot);
        }
    }

    /**
     * Sets the bounds of a box about all prices.
     *
     * @param account on its record.
     * @param box     that has been found for it.
     */
    void keepNet(final AccountRecord account, final NetRegion box)
    {
        for (int index = account.firstBalance(); index != 0; index = balance.next())
        {
            balance.wrap(index);
            asset.wrap(balance.asset());
            final long slow = slowOfAsset();
            bound(InitialBounds.PRICE_LOW, true, box.low(asset.priceAtoms()), slow);
            bound(InitialBounds.PRICE_HIGH, true, box.highPrice(asset, asset.priceAtoms()), slow);
            bound(InitialBounds.SLOW_LOW, slow != 0, box.low(slow), slow);
            bound(InitialBounds.SLOW_HIGH, slow != 0, box.highPrice(asset, slow), slow);
        }
    }

    private void keep(final InitialArms arms, final boolean spot)
    {
        asset.wrap(balance.asset());
        final long price = asset.priceAtoms();
        final long slow = slowOfAsset();
        final long held = balance.balanceAtoms();
        final long counted = slow == 0 ? price : Math.min(price, slow);
        final long valueAtoms = valuation.collateralValueAtoms(asset, held, counted);
        long bound = counted;
        if (!spot && valueAtoms > 0)
        {
            final long share = Math.min(valueAtoms, Math.min(arms.roomAtoms(), arms.shareAtoms(
                valuation.collateralValueAtoms(asset, held))));
            bound = Math.min(counted, haircut.leastPrice(asset, held, valueAtoms - share));
            arms.takeAlways(valueAtoms - valuation.collateralValueAtoms(asset, held, bound));
        }
        bound(InitialBounds.PRICE_LOW, spot || valueAtoms > 0, spot ? price : bound, slow);
        bound(InitialBounds.PRICE_HIGH, spot, price, slow);
        bound(InitialBounds.SLOW_LOW, slow != 0 && (spot || valueAtoms > 0), spot ? slow : bound, slow);
        bound(InitialBounds.SLOW_HIGH, slow != 0 && spot, slow, slow);
    }

    /**
     * Sets the bounds of the balances of an account against a recovery.
     *
     * @param account on its record.
     * @param arms    that know the share of each atom of value.
     * @param spot    whether the account is tested at every move of a price.
     */
    void stay(final AccountRecord account, final InitialArms arms, final boolean spot)
    {
        for (int index = account.firstBalance(); index != 0; index = balance.next())
        {
            balance.wrap(index);
            stay(arms, spot);
        }
    }

    private void stay(final InitialArms arms, final boolean spot)
    {
        asset.wrap(balance.asset());
        final long price = asset.priceAtoms();
        final long slow = slowOfAsset();
        final long held = balance.balanceAtoms();
        final boolean bySlow = slow != 0 && slow < price;
        final long counted = bySlow ? slow : price;
        long bound = counted;
        if (!spot && held > 0)
        {
            final long valueAtoms = valuation.collateralValueAtoms(asset, held, counted);
            final long share = Math.min(GAIN_MAX, arms.shareAtoms(valuation.collateralValueAtoms(asset, held)));
            bound = Math.max(counted, haircut.highestPrice(asset, held, valueAtoms + share));
        }
        bound(InitialBounds.PRICE_LOW, spot, price, slow);
        bound(InitialBounds.PRICE_HIGH, spot || held > 0 && !bySlow, spot ? price : bound, slow);
        bound(InitialBounds.SLOW_LOW, slow != 0 && spot, slow, slow);
        bound(InitialBounds.SLOW_HIGH, slow != 0 && (spot || held > 0 && bySlow), spot ? slow : bound, slow);
    }

    /**
     * Takes the bounds of the balances of an account away.
     *
     * @param account on its record.
     */
    void disarm(final AccountRecord account)
    {
        for (int index = account.firstBalance(); index != 0; index = balance.next())
        {
            balance.wrap(index);
            bounds.dropBalance(index);
        }
    }

    private long slowOfAsset()
    {
        return slowAtoms(balance.asset());
    }

    /**
     * The slow price of an asset.
     *
     * @param assetIndex of the asset.
     * @return reference atoms, 0 if it has none.
     */
    long slowAtoms(final int assetIndex)
    {
        return indexes.sourced() == 0 ? 0 : slowPrice.at(indexes.ofAsset(assetIndex), clock.nowNs());
    }

    private void bound(final int kind, final boolean bounded, final long bound, final long slow)
    {
        if (bounded)
        {
            bounds.put(balance, kind, bound);
        }
        else if (kind < InitialBounds.SLOW_LOW || slow != 0 || indexes.sourced() != 0)
        {
            bounds.removeOfBalance(balance.index(), kind);
        }
    }
}
