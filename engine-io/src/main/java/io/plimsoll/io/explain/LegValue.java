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
package io.plimsoll.io.explain;

import java.math.BigInteger;

/**
 * What lots of a position are worth, by the kind of its contract: a linear one is worth {@code q * m * k}, exactly; an
 * inverse one costs its holder {@code q * k / m} atoms of the asset in which it settles, rounded against him. Source:
 * margin model, section 2; model rules, part 2 point 3.
 */
final class LegValue
{
    private LegValue()
    {
    }

    /** Worth of signed lots at a mark. */
    static BigInteger worth(final Evidence.Leg leg, final BigInteger lots, final long mark)
    {
        return worth(leg.isInverse(), lots, mark, leg.markFactor());
    }

    /** Worth of signed lots at a mark; a long that is inverse owes what it is worth to give up. */
    static BigInteger worth(final boolean inverse, final BigInteger lots, final long mark, final long markFactor)
    {
        final BigInteger factor = lots.multiply(Arithmetic.big(markFactor));
        return inverse ? Arithmetic.divideFloor(factor.negate(), Arithmetic.big(mark)) :
            factor.multiply(Arithmetic.big(mark));
    }

    /** Notional of lots at a mark, rounded up. */
    static BigInteger notional(final boolean inverse, final BigInteger lots, final long mark, final long markFactor)
    {
        final BigInteger factor = lots.abs().multiply(Arithmetic.big(markFactor));
        return inverse ? Arithmetic.divideCeil(factor, Arithmetic.big(mark)) : factor.multiply(Arithmetic.big(mark));
    }

    /** Notional of lots of a leg at a mark. */
    static BigInteger notional(final Evidence.Leg leg, final BigInteger lots, final long mark)
    {
        return notional(leg.isInverse(), lots, mark, leg.markFactor());
    }

    /** Notional of lots of a leg at its mark. */
    static BigInteger notional(final Evidence.Leg leg, final BigInteger lots)
    {
        return notional(leg, lots, leg.markSubTicks());
    }

    /** Mark value that is given up where so many of what is left are closed, without sign. */
    static BigInteger given(final Evidence.Leg leg, final BigInteger rest, final BigInteger lots)
    {
        final BigInteger sign = Arithmetic.big(leg.isLong() ? 1 : -1);
        return worth(leg, sign.multiply(rest), leg.markSubTicks())
            .subtract(worth(leg, sign.multiply(rest.subtract(lots)), leg.markSubTicks())).abs();
    }

    /** What lots are filled at, at one price. */
    static BigInteger filled(final Evidence.Leg leg, final long priceTicks, final BigInteger lots)
    {
        final BigInteger factor = lots.multiply(Arithmetic.big(leg.contractFactor()));
        return leg.isInverse() ? Arithmetic.divideFloor(factor, Arithmetic.big(priceTicks)) :
            factor.multiply(Arithmetic.big(priceTicks));
    }

    /** Most lots that can be closed before the notional falls below an amount. */
    static BigInteger lotsAbove(final Evidence.Leg leg, final BigInteger rest, final BigInteger lower)
    {
        if (!leg.isInverse())
        {
            return notional(leg, rest).subtract(lower).divide(unitValue(leg, 0));
        }
        // ceil(x k / m) >= b holds for whole x above (b - 1) m / k.
        return lower.signum() == 0 ? rest : rest.subtract(BigInteger.ONE).subtract(Arithmetic.divideFloor(
            lower.subtract(BigInteger.ONE).multiply(Arithmetic.big(leg.markSubTicks())),
            Arithmetic.big(leg.markFactor())));
    }

    /** Mark value of a lot, of an inverse contract times mark x price over K, in which it and the price are whole. */
    static BigInteger unitValue(final Evidence.Leg leg, final long priceTicks)
    {
        return leg.isInverse() ?
            Arithmetic.big(priceTicks).multiply(Arithmetic.big(leg.markFactor() / leg.contractFactor())) :
            Arithmetic.big(leg.markSubTicks()).multiply(Arithmetic.big(leg.markFactor()));
    }

    /** Price of a lot in the same unit. */
    static BigInteger unitPrice(final Evidence.Leg leg, final long priceTicks)
    {
        return leg.isInverse() ? Arithmetic.big(leg.markSubTicks()) :
            Arithmetic.big(priceTicks).multiply(Arithmetic.big(leg.contractFactor()));
    }

    /** Loss of a close: a linear long, and an inverse short, get the price for the value; the others the reverse. */
    static BigInteger loss(final Evidence.Leg leg, final BigInteger value, final BigInteger price)
    {
        return leg.isLong() == leg.isInverse() ? price.subtract(value) : value.subtract(price);
    }
}
