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

/** What inverse contracts are worth, as fractions that are rounded once. */
final class TwinInverse
{
    private TwinInverse()
    {
    }

    /** Face of lots in base atoms at a price of one sub-tick. */
    private static BigInteger atSubTick(final TwinInstrument contract, final long lots)
    {
        return Exact.product(lots, contract.contractFactor).multiply(Exact.big(contract.subTicks));
    }

    /** A long owes its face over the mark, rounded up; a short is owed it, rounded down. */
    static long worth(final TwinInstrument contract, final long lots, final long mark)
    {
        return mark == 0 ? 0 : Exact.floor(atSubTick(contract, lots).negate(), Exact.big(mark)).longValueExact();
    }

    static long notional(final TwinInstrument contract, final long lots, final long mark)
    {
        return mark == 0 ? 0 : Exact.ceil(atSubTick(contract, lots).abs(), Exact.big(mark)).longValueExact();
    }

    static long filled(final TwinInstrument contract, final long lots, final long price, final boolean up)
    {
        final BigInteger face = Exact.product(lots, contract.contractFactor);
        return (up ? Exact.ceil(face, Exact.big(price)) : Exact.floor(face, Exact.big(price))).longValueExact();
    }

    /** The most lots that leave at least a notional. */
    static long lotsAbove(final TwinInstrument contract, final long rest, final long least)
    {
        long lots = 0;
        long beyond = rest + 1;
        while (beyond - lots > 1)
        {
            final long middle = (lots + beyond) / 2;
            if (notional(contract, rest - middle, contract.mark) >= least)
            {
                lots = middle;
            }
            else
            {
                beyond = middle;
            }
        }
        return lots;
    }

    /** A sale at p costs face / p * (1 + fee) - face / m, at most z of face / m; a purchase mirrored. */
    static long zeroPrice(final TwinInstrument contract, final boolean sells, final long ratio, final int feePpm)
    {
        final BigInteger billion = Exact.BILLION;
        final BigInteger share = sells ? billion.add(Exact.big(ratio)) : billion.subtract(Exact.big(ratio));
        if (share.signum() <= 0)
        {
            return Long.MAX_VALUE;
        }
        final BigInteger fee = Exact.big(sells ? 1_000_000 + feePpm : 1_000_000 - feePpm);
        final BigInteger price = Exact.big(contract.mark).multiply(fee).multiply(Exact.big(1_000));
        final BigInteger unit = share.multiply(Exact.big(contract.subTicks));
        return (sells ? Exact.ceil(price, unit) : Exact.floor(price, unit)).longValueExact();
    }
}
