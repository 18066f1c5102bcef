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

/** Exact arithmetic, slow and obvious. */
final class Exact
{
    static final BigInteger PPM = big(1_000_000);
    static final BigInteger BILLION = big(1_000_000_000);
    static final BigInteger TRILLION = PPM.multiply(PPM);
    static final BigInteger QUADRILLION = TRILLION.multiply(big(1_000));

    private Exact()
    {
    }

    static BigInteger big(final long number)
    {
        return BigInteger.valueOf(number);
    }

    static BigInteger product(final long left, final long right)
    {
        return big(left).multiply(big(right));
    }

    static BigInteger floor(final BigInteger dividend, final BigInteger divisor)
    {
        final BigInteger[] parts = dividend.divideAndRemainder(divisor);
        return parts[1].signum() != 0 && parts[1].signum() != divisor.signum() ?
            parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    static BigInteger ceil(final BigInteger dividend, final BigInteger divisor)
    {
        return floor(dividend.negate(), divisor).negate();
    }

    /** A fee on a value, rounded up. */
    static long fee(final BigInteger value, final int ppm)
    {
        return ceil(value.multiply(big(ppm)), PPM).longValueExact();
    }
}
