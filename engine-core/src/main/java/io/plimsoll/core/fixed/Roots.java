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

/** Integer roots. */
public final class Roots
{
    private Roots()
    {
    }

    /**
     * The square root of a number, rounded down, bit by bit from the highest.
     *
     * @param number &gt;= 0.
     * @return the greatest integer whose square is not above the number.
     */
    public static long floorSqrt(final long number)
    {
        if (number < 0)
        {
            throw new ArithmeticException("square root of a negative number: " + number);
        }
        long rest = number;
        long root = 0;
        for (long bit = 1L << 62; bit != 0; bit >>= 2)
        {
            final long tried = root + bit;
            root >>= 1;
            if (rest >= tried)
            {
                rest -= tried;
                root += bit;
            }
        }
        return root;
    }
}
