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

import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.account.AccountRecord;
import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.account.BalanceRecord;
import io.plimsoll.core.account.TouchedAccounts;
import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.memory.Arena;
import io.plimsoll.core.memory.HeapForest;
import io.plimsoll.core.price.AssetRecord;
import io.plimsoll.core.price.Catalogue;

/**
 * The bounds of all collateral balances, in a heap for each asset and direction, whose factor is the asset's price. A
 * balance keeps what it promised at every price at or above its floor (at or below its ceiling), through all its bands.
 */
final class BalanceBounds
{
    private static final int DOWN = PositionBounds.DOWN;
    private static final int UP = PositionBounds.UP;
    private static final long SCALE = 1_000_000_000_000L;
    /** No balance gains more, atoms. */
    private static final long GAIN_MAX = 1L << 59;

    private final HeapForest forest;
    private final BalanceRecord balance;
    private final AssetRecord asset;
    private final Valuation valuation;
    private final Haircut haircut = new Haircut();
    private final TouchedAccounts touched;
    private final Int128 share = new Int128();
    private NetBounds nets;

    BalanceBounds(
        final Arena arena,
        final EngineLimits limits,
        final Accounts accounts,
        final Catalogue catalogue,
        final Valuation valuation,
        final TouchedAccounts touched)
    {
        forest = new HeapForest(arena, "loadLine.balances",
            2 * (limits.assets() + 1), 2 * (limits.balances() + 1));
        balance = accounts.newBalanceRecord();
        asset = catalogue.newAssetRecord();
        this.valuation = valuation;
        this.touched = touched;
    }

    /**
     * Sets the price of an asset and touches the accounts of which it passes a bound.
     *
     * @param assetIndex of the asset.
     * @param priceAtoms the new price.
     */
    void price(final int assetIndex, final long priceAtoms)
    {
        asset.wrap(assetIndex);
        asset.priceAtoms(priceAtoms);
        fire(heap(assetIndex, DOWN), priceAtoms);
        fire(heap(assetIndex, UP), -priceAtoms);
    }

    private void fire(final int heap, final long key)
    {
        while (!forest.isEmpty(heap) && forest.topKey(heap) > key)
        {
            final int slot = forest.topSlot(heap);
            forest.remove(slot);
            balance.wrap(slot >> 1);
            touched.touchByPrice(balance.account());
        }
    }

    /**
     * Adds the values of the balances of an account to the weights by which its slack is shared out.
     *
     * @param account on its record.
     * @param shares  that are added to.
     */
    void weigh(final AccountRecord account, final SlackShares shares)
    {
        for (int index = account.firstBalance(); index != 0; index = balance.next())
        {
            balance.wrap(index);
            if (!nets.holds(balance.asset()))
            {
                asset.wrap(balance.asset());
                shares.weigh(valuation.collateralValueAtoms(asset, balance.balanceAtoms()));
            }
        }
    }

    /**
     * Lets the net of an asset take the place of its balance, or the other way.
     *
     * @param ofNets that know for which assets of the account it does.
     */
    void exclude(final NetBounds ofNets)
    {
        nets = ofNets;
    }

    /**
     * Sets the bounds of all balances of an account in one direction.
     *
     * @param account   on its record.
     * @param direction of the prices that pass them.
     * @param shares    of the slack.
     * @param promised  register to which what the balances are worth at least, or at most, is added, atoms x 10^12.
     */
    void arm(final AccountRecord account, final int direction, final SlackShares shares, final Int128 promised)
    {
        for (int index = account.firstBalance(); index != 0; index = balance.next())
        {
            balance.wrap(index);
            if (!nets.holds(balance.asset()))
            {
                promised.addProduct(arm(direction, shares), SCALE);
            }
        }
    }

    /** Sets the bound of the balance that is wrapped; returns what it is worth at the bound. */
    private long arm(final int direction, final SlackShares shares)
    {
        final int slot = 2 * balance.index() + direction;
        final long balanceAtoms = balance.balanceAtoms();
        if (balanceAtoms == 0)
        {
            balance.floorAtoms(0);
            forest.remove(slot);
            return 0;
        }
        asset.wrap(balance.asset());
        final long valueAtoms = valuation.collateralValueAtoms(asset, balanceAtoms);
        shares.of(valueAtoms, share);
        final long bound = direction == DOWN ? floorPrice(valueAtoms) : ceilingPrice(valueAtoms);
        final long boundValueAtoms = valuation.collateralValueAtoms(asset, balanceAtoms, bound);
        if (direction == DOWN)
        {
            balance.floorAtoms(boundValueAtoms);
        }
        forest.put(heap(balance.asset(), direction), slot, direction == DOWN ? bound : -bound);
        return boundValueAtoms;
    }

    /** Least price at which the value, rounded down, has lost no more than its share, through all its bands. */
    private long floorPrice(final long valueAtoms)
    {
        final long kept = valueAtoms - Math.min(valueAtoms, share.divideFloor(SCALE));
        return haircut.leastPrice(asset, balance.balanceAtoms(), kept);
    }

    /** Highest price, within the listed range, at which the value has gained no more than its share. */
    private long ceilingPrice(final long valueAtoms)
    {
        final long gained = Math.min(share.divideFloor(SCALE), GAIN_MAX);
        return haircut.highestPrice(asset, balance.balanceAtoms(), Math.addExact(valueAtoms, gained));
    }

    /**
     * Removes the bounds of all balances of an account in one direction.
     *
     * @param account   on its record.
     * @param direction of the prices that pass them.
     */
    void disarm(final AccountRecord account, final int direction)
    {
        for (int index = account.firstBalance(); index != 0; index = balance.next())
        {
            balance.wrap(index);
            if (!nets.holds(balance.asset()))
            {
                forest.remove(2 * index + direction);
            }
        }
    }

    /**
     * Sets the bounds of a net, which both ends of a range of prices may pass, unless bounds that are narrower stand.
     *
     * @param balanceIndex of the balance of its asset.
     * @param assetIndex   of the asset.
     * @param lowAtoms     lowest price that passes none, 0 if there is none.
     * @param highAtoms    highest price that passes none, {@link Long#MAX_VALUE} if there is none.
     */
    void narrow(final int balanceIndex, final int assetIndex, final long lowAtoms, final long highAtoms)
    {
        if (lowAtoms > 0)
        {
            raise(heap(assetIndex, DOWN), 2 * balanceIndex + DOWN, lowAtoms);
        }
        if (highAtoms != Long.MAX_VALUE)
        {
            raise(heap(assetIndex, UP), 2 * balanceIndex + UP, -highAtoms);
        }
    }

    private void raise(final int heap, final int slot, final long key)
    {
        if (forest.heapOf(slot) < 0 || forest.keyOf(slot) < key)
        {
            forest.put(heap, slot, key);
        }
    }

    /**
     * Removes both bounds of a balance that is about to be given back.
     *
     * @param balanceIndex of the balance.
     */
    void drop(final int balanceIndex)
    {
        forest.remove(2 * balanceIndex + DOWN);
        forest.remove(2 * balanceIndex + UP);
    }

    private static int heap(final int assetIndex, final int direction)
    {
        return 2 * assetIndex + direction;
    }
}
