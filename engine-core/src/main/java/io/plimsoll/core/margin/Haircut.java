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

import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.price.AssetRecord;

/**
 * What an amount of an asset counts for. Below zero it is owed and counts in full, times the liability weight, rounded
 * away from zero. Above, it is collateral: the weight falls from band to band of its value V, so that the last unit
 * counts for least; in each band the counted value is a line, and it is the lowest of all lines everywhere:
 * <pre>
 *   H(V) = min over bands ( w * V + c )          c(0) = 0,  c(t) = c(t - 1) + lower(t) * (w(t - 1) - w(t))
 * </pre>
 * Rounded down once. Because it is a minimum of lines it can be turned round exactly, band by band. Source: margin
 * model, section 3; load-line page, section 3. 0 B.
 */
public final class Haircut
{
    private static final long PPM = 1_000_000;
    /** Weight of what is owed, of every asset. */
    private static final int LIABILITY_WEIGHT_PPM = 1_000_000;

    private final Int128 value = new Int128();
    private final Int128 line = new Int128();
    private final Int128 least = new Int128();
    private final Int128 divisor = new Int128();

    /** Nothing valued yet. */
    public Haircut()
    {
    }

    /**
     * Weight of what is owed of an asset: at least as much as that of any band, so that the counted value is concave.
     *
     * @param asset on its record.
     * @return ppm, at least 10^6.
     */
    public static int liabilityWeightPpm(final AssetRecord asset)
    {
        return LIABILITY_WEIGHT_PPM;
    }

    /**
     * Counted value of an amount.
     *
     * @param asset        on its record.
     * @param balanceAtoms below zero what is owed.
     * @param priceAtoms   of the asset.
     * @return reference atoms, rounded down.
     */
    public long valueAtoms(final AssetRecord asset, final long balanceAtoms, final long priceAtoms)
    {
        if (balanceAtoms < 0)
        {
            return least.product(balanceAtoms, priceAtoms).multiply(liabilityWeightPpm(asset))
                .divideFloor(asset.unitAtoms() * PPM);
        }
        least.product(balanceAtoms, priceAtoms).multiply(asset.haircutWeightPpm());
        for (int band = 1; band <= asset.bandCount(); band++)
        {
            value.product(balanceAtoms, priceAtoms).multiply(asset.bandWeightPpm(band));
            asset.loadBandConstant(band, line).multiply(asset.unitAtoms());
            line.add(value);
            if (line.compareTo(least) < 0)
            {
                least.set(line);
            }
        }
        return least.divideFloor(asset.unitAtoms() * PPM);
    }

    /**
     * Least price at which a balance counts for no less than some value, which it does now: the price at which the last
     * of its lines reaches it.
     *
     * @param asset        on its record.
     * @param balanceAtoms above 0.
     * @param keptAtoms    value to be kept.
     * @return price, 0 if any is enough.
     */
    public long leastPrice(final AssetRecord asset, final long balanceAtoms, final long keptAtoms)
    {
        long price = 0;
        for (int band = 0; band <= asset.bandCount(); band++)
        {
            // A line without a weight does not move with the price: as it holds now it holds always.
            if (asset.bandWeightPpm(band) != 0)
            {
                beyondConstant(asset, band, keptAtoms);
                divisor.product(balanceAtoms, asset.bandWeightPpm(band));
                price = Math.max(price, value.isNegative() ? 0 : value.divideCeil(divisor));
            }
        }
        return price;
    }

    /**
     * Highest price, within the listed range, at which a balance counts for no more than some value: up to it one of
     * its lines stays below the next atom.
     *
     * @param asset        on its record.
     * @param balanceAtoms above 0.
     * @param mostAtoms    value that may be reached.
     * @return price.
     */
    public long highestPrice(final AssetRecord asset, final long balanceAtoms, final long mostAtoms)
    {
        long price = 0;
        for (int band = 0; band <= asset.bandCount(); band++)
        {
            beyondConstant(asset, band, Math.addExact(mostAtoms, 1)).subtract(1);
            if (!value.isNegative())
            {
                divisor.product(balanceAtoms, asset.bandWeightPpm(band));
                line.set(divisor).multiply(asset.maxPriceAtoms());
                price = Math.max(price,
                    value.compareTo(line) >= 0 ? asset.maxPriceAtoms() : value.divideFloor(divisor));
            }
        }
        return price;
    }

    /** What the price has to bring on the line of a band to reach a value: value * unit * 10^6 - c * unit. */
    private Int128 beyondConstant(final AssetRecord asset, final int band, final long valueAtoms)
    {
        value.product(valueAtoms, asset.unitAtoms()).multiply(PPM);
        return value.subtract(asset.loadBandConstant(band, line).multiply(asset.unitAtoms()));
    }

    /**
     * Weight at the edge of a balance.
     *
     * @param asset        on its record, with its price.
     * @param balanceAtoms not negative.
     * @param added        true for the weight of the last atom of the balance, false for that of the first one more.
     * @return ppm.
     */
    public int weightPpm(final AssetRecord asset, final long balanceAtoms, final boolean added)
    {
        value.product(balanceAtoms, asset.priceAtoms());
        int band = asset.bandCount();
        while (band > 0)
        {
            final int order = value.compareTo(line.product(asset.bandLowerAtoms(band), asset.unitAtoms()));
            if (order > 0 || order == 0 && !added)
            {
                return asset.bandWeightPpm(band);
            }
            band--;
        }
        return asset.haircutWeightPpm();
    }

    /**
     * Value of a balance before any haircut at the highest price that is listed.
     *
     * @param asset        on its record.
     * @param balanceAtoms its magnitude counts.
     * @return reference atoms, rounded up.
     */
    public long highestValueAtoms(final AssetRecord asset, final long balanceAtoms)
    {
        return value.product(Math.abs(balanceAtoms), asset.maxPriceAtoms()).divideCeil(asset.unitAtoms());
    }
}
