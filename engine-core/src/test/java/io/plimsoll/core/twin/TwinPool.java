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

/** What lends an asset of the twin: terms, cash and the units of all that is lent. */
final class TwinPool
{
    static final BigInteger ONE = Exact.TRILLION;
    static final BigInteger HIGHEST = ONE.multiply(Exact.big(64));

    boolean listed;
    BigInteger index = ONE;
    BigInteger units = BigInteger.ZERO;
    long cash;
    long reserve;
    long intervalNs;
    long endNs;
    /** When the present step, or its rate, began, and the index then. */
    long beganNs;
    BigInteger began = ONE;
    long minimum;
    long fundDue;
    long rounding;
    int weightPpm;
    int thetaPpm;
    int factorPpm;
    int interestPpm;
    int sharePpm;

    private BigInteger scale()
    {
        return ONE.multiply(Exact.PPM);
    }

    BigInteger debt(final BigInteger ofUnits)
    {
        return Exact.ceil(ofUnits.multiply(index), scale());
    }

    long lent()
    {
        return Exact.floor(units.multiply(index), scale()).longValueExact();
    }

    BigInteger unitsOf(final long atoms, final boolean up)
    {
        final BigInteger scaled = Exact.big(atoms).multiply(scale());
        return up ? Exact.ceil(scaled, index) : Exact.floor(scaled, index);
    }

    /** Value of a debt at some price, counted in B, or as it weighs in equity. */
    BigInteger value(final TwinAsset asset, final BigInteger debt, final long price, final boolean weighted)
    {
        final BigInteger whole = debt.multiply(Exact.big(price));
        return weighted ? Exact.ceil(whole.multiply(Exact.big(weightPpm)), Exact.big(asset.unit).multiply(Exact.PPM)) :
            Exact.ceil(whole, Exact.big(asset.unit));
    }

    /** What a loan can ever weigh. */
    BigInteger highest(final TwinAsset asset, final BigInteger ofUnits)
    {
        final BigInteger most = Exact.ceil(ofUnits.multiply(Exact.big(64)), Exact.PPM);
        return value(asset, most, asset.maxPrice, true);
    }

    void payFund(final TwinState state, final TwinAsset asset)
    {
        final long paid = Math.min(fundDue, cash);
        fundDue -= paid;
        cash -= paid;
        asset.fund += paid;
    }
}
