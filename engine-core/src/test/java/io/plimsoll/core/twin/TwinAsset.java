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
package io.plimsoll.core.twin;

import java.math.BigInteger;

/** An asset as the twin lists it; index 1 is the reference asset. */
final class TwinAsset
{
    int id;
    int index;
    long unit;
    long maxPrice;
    long maxBalance;
    int haircutPpm;
    int callPpm;
    int releasePpm;

    long price;
    long custody;
    /** Fees received, and the insurance fund. */
    long fees;
    long fund;
    final TwinPool pool = new TwinPool();
    /** Price at which loans count, where it is another than that of balances; 0 it is the same. */
    long loanPrice;

    /** Values from which the weights of the bands hold; none means one weight for all. */
    long[] lower = {0};
    int[] weights = {};

    private int weight(final int band)
    {
        return weights.length == 0 ? haircutPpm : weights[band];
    }

    /** Each part of the value at the weight of the band that it lies in. */
    long value(final long balance)
    {
        if (balance == 0)
        {
            return 0;
        }
        if (balance < 0)
        {
            return Exact.ceil(Exact.product(-balance, price), Exact.big(unit)).negate().longValueExact();
        }
        final BigInteger whole = Exact.product(balance, price);
        BigInteger counted = BigInteger.ZERO;
        for (int band = 0; band < lower.length; band++)
        {
            final BigInteger from = Exact.product(lower[band], unit);
            final BigInteger to = band + 1 < lower.length ? whole.min(Exact.product(lower[band + 1], unit)) : whole;
            counted = counted.add(to.subtract(from).max(BigInteger.ZERO).multiply(Exact.big(weight(band))));
        }
        return Exact.floor(counted, Exact.big(unit).multiply(Exact.PPM)).longValueExact();
    }

    /** Weight of the last atom of a balance, or of the first one more. */
    int edgeWeight(final long balance, final boolean last)
    {
        int found = 0;
        for (int band = 1; band < lower.length; band++)
        {
            final int order = Exact.product(balance, price).compareTo(Exact.product(lower[band], unit));
            found = order > 0 || order == 0 && !last ? band : found;
        }
        return weight(found);
    }

    /** An amount of the asset in reference atoms, in whatever scale, rounded up. */
    BigInteger converted(final BigInteger amount)
    {
        return amount.signum() == 0 ? amount : Exact.ceil(amount.multiply(Exact.big(price)), Exact.big(unit));
    }

    /** Weight of the first atom below an amount, or above it: in full below zero. */
    int weightBeside(final long amount, final boolean below)
    {
        return amount < 0 || amount == 0 && below ? 1_000_000 : edgeWeight(amount, below);
    }

    /** Weights at worst, of a gain or of a loss. */
    int worstWeight(final boolean gained)
    {
        return gained ? weight(lower.length - 1) : 1_000_000;
    }

    BigInteger highest(final long balance)
    {
        return Exact.ceil(Exact.product(Math.abs(balance), maxPrice), Exact.big(unit));
    }
}
