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

/** Comparison of ratios without division, where the products need 192 bits. */
public final class Ratios
{
    private Ratios()
    {
    }

    /**
     * Compares {@code oneNumerator / oneDenominator} with {@code otherNumerator / otherDenominator}.
     *
     * @param oneNumerator     of either sign.
     * @param oneDenominator   above 0.
     * @param otherNumerator   of either sign.
     * @param otherDenominator above 0.
     * @return below 0, 0 or above 0 as the first ratio is less, equal or greater.
     */
    public static int compare(
        final long oneNumerator, final Int128 oneDenominator, final long otherNumerator, final Int128 otherDenominator)
    {
        if (oneNumerator >= 0 != otherNumerator >= 0)
        {
            return oneNumerator >= 0 ? 1 : -1;
        }
        return oneNumerator >= 0 ?
            compareProducts(oneNumerator, otherDenominator, otherNumerator, oneDenominator) :
            compareProducts(Math.negateExact(otherNumerator), oneDenominator,
                Math.negateExact(oneNumerator), otherDenominator);
    }

    private static int compareProducts(final long a, final Int128 x, final long b, final Int128 y)
    {
        final int top = Long.compare(top(a, x), top(b, y));
        if (top != 0)
        {
            return top;
        }
        final int middle = Long.compareUnsigned(middle(a, x), middle(b, y));
        return middle != 0 ? middle : Long.compareUnsigned(a * x.low(), b * y.low());
    }

    private static long top(final long factor, final Int128 register)
    {
        final long carry = Long.compareUnsigned(middle(factor, register), factor * register.high()) < 0 ? 1 : 0;
        return Math.multiplyHigh(factor, register.high()) + carry;
    }

    private static long middle(final long factor, final Int128 register)
    {
        return factor * register.high() + unsignedHigh(factor, register.low());
    }

    /** Upper 64 bits of a factor that is not negative and an unsigned number. */
    private static long unsignedHigh(final long factor, final long unsigned)
    {
        return Math.multiplyHigh(factor, unsigned) + (unsigned < 0 ? factor : 0);
    }
}
