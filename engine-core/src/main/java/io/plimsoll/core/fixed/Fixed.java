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
package io.plimsoll.core.fixed;

/**
 * Rounded division of 64-bit values, with 128-bit intermediates where there is a product. Divisors are positive: a zero
 * or negative one is refused with an {@link ArithmeticException}, as is a result outside 64 bits. 0 B.
 */
public final class Fixed
{
    private Fixed()
    {
    }

    /**
     * {@code a / b}, rounded up.
     *
     * @param a any.
     * @param b &gt; 0.
     * @return the least integer not below the quotient.
     */
    public static long ceilDivide(final long a, final long b)
    {
        requirePositive(b);
        return Wide.ceilDivide(a, b);
    }

    /**
     * {@code a / b}, rounded down.
     *
     * @param a any.
     * @param b &gt; 0.
     * @return the greatest integer not above the quotient.
     */
    public static long floorDivide(final long a, final long b)
    {
        requirePositive(b);
        return Math.floorDiv(a, b);
    }

    /**
     * {@code a * b / c}, rounded down once, at the end.
     *
     * @param a any.
     * @param b any.
     * @param c &gt; 0.
     * @return the greatest integer not above the quotient.
     */
    public static long multiplyDivideFloor(final long a, final long b, final long c)
    {
        return Wide.divideFloor(Math.multiplyHigh(a, b), a * b, c);
    }

    /**
     * {@code a * b / c}, rounded up once, at the end.
     *
     * @param a any.
     * @param b any.
     * @param c &gt; 0.
     * @return the least integer not below the quotient.
     */
    public static long multiplyDivideCeil(final long a, final long b, final long c)
    {
        return Wide.divideCeil(Math.multiplyHigh(a, b), a * b, c);
    }

    /**
     * Number of bits of the shortest two's-complement form, without the sign bit.
     *
     * @param value any.
     * @return 0 for 0 and -1, 63 for the extremes.
     */
    public static int bitLength(final long value)
    {
        return Long.SIZE - Long.numberOfLeadingZeros(value ^ (value >> 63));
    }

    private static void requirePositive(final long divisor)
    {
        if (divisor <= 0)
        {
            throw new ArithmeticException("divisor must be positive: " + divisor);
        }
    }
}
