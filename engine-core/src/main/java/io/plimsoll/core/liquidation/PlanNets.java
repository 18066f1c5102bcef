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
package io.plimsoll.core.liquidation;

import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.account.AccountRecord;
import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.account.BalanceRecord;
import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.margin.AssetNet;
import io.plimsoll.core.margin.Conversion;
import io.plimsoll.core.margin.Haircut;
import io.plimsoll.core.price.AssetRecord;
import io.plimsoll.core.price.Catalogue;

/**
 * What an account would have left, in each asset in which legs of a plan settle, and what it would still have to hold
 * there, as the plan grows. A cost counts by the weight of the part of the net that it takes away: by that of a haircut
 * band, and below zero by that of what is owed. So what a leg frees is concave with an edge wherever the net passes
 * from one weight to the next, and no piece reaches across an edge by more than one lot. Source: model rules, part 2
 * point 4.
 */
final class PlanNets
{
    private static final long SCALE = 1_000_000_000_000L;
    /** The line of what is owed; those of bands are numbered from 0. */
    private static final int OWED = -1;

    private final AccountRecord account;
    private final BalanceRecord balance;
    private final AssetRecord asset;
    private final AssetNet net;
    private final Haircut haircut = new Haircut();
    private final Conversion conversion = new Conversion();
    private final Int128 before = new Int128();
    private final Int128 after = new Int128();
    private final Int128 value = new Int128();
    private final Int128 edge = new Int128();
    private final long[] netAtoms;
    private final Int128[] maintenance;

    PlanNets(final EngineLimits limits, final Accounts accounts, final Catalogue catalogue)
    {
        account = accounts.newAccountRecord();
        balance = accounts.newBalanceRecord();
        asset = catalogue.newAssetRecord();
        net = new AssetNet(accounts, catalogue);
        netAtoms = new long[limits.assets() + 1];
        maintenance = new Int128[limits.assets() + 1];
        for (int index = 0; index < maintenance.length; index++)
        {
            maintenance[index] = new Int128();
        }
    }

    /**
     * Begins a plan.
     *
     * @param accountIndex of the account that is closed.
     */
    void begin(final int accountIndex)
    {
        account.wrap(accountIndex);
        for (int index = account.firstBalance(); index != 0; index = balance.next())
        {
            balance.wrap(index);
            asset.wrap(balance.asset());
            net.gather(account, asset, balance.balanceAtoms());
            netAtoms[balance.asset()] = net.netAtoms();
            maintenance[balance.asset()].set(net.maintenance());
        }
    }

    /**
     * What a piece takes off the need, exactly as equity and requirement will be rounded after it.
     *
     * @param assetIndex of the asset that it settles in, not the reference asset.
     * @param freed      requirement that it frees, ppm x atoms of the asset; becomes the gain, reference atoms x 10^12.
     * @param costAtoms  of the piece.
     * @param thetaPpm   target.
     * @return the gain.
     */
    Int128 gain(final int assetIndex, final Int128 freed, final long costAtoms, final int thetaPpm)
    {
        asset.wrap(assetIndex);
        final long price = asset.priceAtoms();
        conversion.ceil(before.set(maintenance[assetIndex]), asset, price);
        conversion.ceil(after.set(maintenance[assetIndex]).subtract(freed), asset, price);
        final long lostAtoms = haircut.valueAtoms(asset, netAtoms[assetIndex], price) -
            haircut.valueAtoms(asset, netAtoms[assetIndex] - costAtoms, price);
        return freed.set(before).subtract(after).multiply(thetaPpm).subtractProduct(lostAtoms, SCALE);
    }

    /**
     * Notes that a piece is planned.
     *
     * @param assetIndex of the asset that it settles in.
     * @param freed      requirement that it frees, ppm x atoms of the asset.
     * @param costAtoms  of the piece.
     */
    void take(final int assetIndex, final Int128 freed, final long costAtoms)
    {
        netAtoms[assetIndex] = Math.subtractExact(netAtoms[assetIndex], costAtoms);
        maintenance[assetIndex].subtract(freed);
    }

    /**
     * The weight by which the next atom counts.
     *
     * @param assetIndex of the asset.
     * @param lost       whether it is lost, else gained.
     * @return ppm.
     */
    int weightPpm(final int assetIndex, final boolean lost)
    {
        asset.wrap(assetIndex);
        final int line = line(netAtoms[assetIndex], lost);
        return line == OWED ? Haircut.liabilityWeightPpm(asset) : asset.bandWeightPpm(line);
    }

    /** Counts a cost by a weight, rounded up. */
    Int128 weigh(final Int128 cost, final int weightPpm)
    {
        return conversion.weigh(cost, weightPpm);
    }

    /**
     * The most lots of a leg that leave the net at one weight; one at least.
     *
     * @param leg  that stands at a level.
     * @param most lots asked for, above 0.
     * @param cost that counts.
     * @return lots.
     */
    long lotsToEdge(final Leg leg, final long most, final PieceCost cost)
    {
        asset.wrap(leg.settlementAsset);
        cost.of(leg, 1);
        final boolean lost = cost.totalAtoms() > 0;
        if (cost.totalAtoms() == 0 || staysAt(leg, most, cost, lost))
        {
            return most;
        }
        long fits = 1;
        long fails = most;
        while (fails - fits > 1)
        {
            final long middle = fits + (fails - fits) / 2;
            if (staysAt(leg, middle, cost, lost))
            {
                fits = middle;
            }
            else
            {
                fails = middle;
            }
        }
        return fits;
    }

    private boolean staysAt(final Leg leg, final long lots, final PieceCost cost, final boolean lost)
    {
        cost.of(leg, lots);
        final long from = netAtoms[leg.settlementAsset];
        final int line = line(from, lost);
        final int there = line(from - cost.totalAtoms(), !lost);
        return lost ? there >= line : there <= line;
    }

    /** The line of the atom just below an amount, or just above it. */
    private int line(final long atoms, final boolean below)
    {
        if (atoms < 0 || atoms == 0 && below)
        {
            return OWED;
        }
        value.product(atoms, asset.priceAtoms());
        int band = asset.bandCount();
        while (band > 0)
        {
            final int order = value.compareTo(edge.product(asset.bandLowerAtoms(band), asset.unitAtoms()));
            if (order > 0 || order == 0 && !below)
            {
                break;
            }
            band--;
        }
        return band;
    }

    /**
     * Reference atoms of a notional.
     *
     * @param assetIndex    of the asset that it settles in, not the reference asset.
     * @param notionalAtoms of the asset.
     * @return reference atoms, rounded up.
     */
    long referenceAtoms(final int assetIndex, final long notionalAtoms)
    {
        asset.wrap(assetIndex);
        return conversion.ceil(value.set(notionalAtoms), asset, asset.priceAtoms()).toLongExact();
    }
}
