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
 * Division of 128-bit values held as two longs: {@code high * 2^64 + unsigned(low)}.
 */
final class Wide
{
    private static final long DIGIT_MASK = 0xFFFF_FFFFL;

    private Wide()
    {
    }

    static long divideFloor(final long high, final long low, final long divisor)
    {
        requirePositive(divisor >> 63, divisor);
        if (high == low >> 63)
        {
            return Math.floorDiv(low, divisor);
        }
        return divide(high, low, 0, divisor, high < 0);
    }

    static long divideCeil(final long high, final long low, final long divisor)
    {
        requirePositive(divisor >> 63, divisor);
        if (high == low >> 63)
        {
            return ceilDivide(low, divisor);
        }
        return divide(high, low, 0, divisor, high >= 0);
    }

    static long divideFloor(final long high, final long low, final long divisorHigh, final long divisorLow)
    {
        if (divisorHigh == 0 && divisorLow > 0)
        {
            return divideFloor(high, low, divisorLow);
        }
        requirePositive(divisorHigh, divisorLow);
        return divide(high, low, divisorHigh, divisorLow, high < 0);
    }

    static long divideCeil(final long high, final long low, final long divisorHigh, final long divisorLow)
    {
        if (divisorHigh == 0 && divisorLow > 0)
        {
            return divideCeil(high, low, divisorLow);
        }
        requirePositive(divisorHigh, divisorLow);
        return divide(high, low, divisorHigh, divisorLow, high >= 0);
    }

    static long ceilDivide(final long dividend, final long divisor)
    {
        final long quotient = dividend / divisor;
        return dividend > 0 && quotient * divisor != dividend ? quotient + 1 : quotient;
    }

    static ArithmeticException overflow(
        final long high, final long low, final String operator, final long otherHigh, final long otherLow)
    {
        return new ArithmeticException(
            "overflow: " + toHex(high, low) + " " + operator + " " + toHex(otherHigh, otherLow));
    }

    static String toHex(final long high, final long low)
    {
        return String.format("0x%016x%016x", high, low);
    }

    /**
     * Divide magnitudes, round away from zero if told so, and put the sign back.
     */
    private static long divide(
        final long high, final long low, final long divisorHigh, final long divisorLow, final boolean awayFromZero)
    {
        final boolean negative = high < 0;
        final long magnitudeLow = negative ? -low : low;
        final long magnitudeHigh = negative ? (low == 0 ? -high : ~high) : high;
        if (divisorHigh == 0 && Long.compareUnsigned(magnitudeHigh, divisorLow) >= 0)
        {
            throw overflow(high, low, "/", divisorHigh, divisorLow);
        }

        final long truncated = divisorHigh == 0 ?
            divideByLow(magnitudeHigh, magnitudeLow, divisorLow) :
            divideByHigh(magnitudeHigh, magnitudeLow, divisorHigh, divisorLow);
        // With a divisor of 64 bits so has the remainder, and the lower halves tell.
        final boolean inexact = truncated * divisorLow != magnitudeLow ||
            divisorHigh != 0 && highOfProduct(truncated, divisorHigh, divisorLow) != magnitudeHigh;
        final long quotient = inexact && awayFromZero ? truncated + 1 : truncated;

        // Magnitudes are unsigned here: up to 2^63 - 1, or to 2^63 where the sign will be negative.
        final boolean fits = quotient >= 0 ? truncated >= 0 : negative && quotient == Long.MIN_VALUE;
        if (!fits)
        {
            throw overflow(high, low, "/", divisorHigh, divisorLow);
        }
        return negative ? -quotient : quotient;
    }

    /**
     * Unsigned 128 by 64 bits in two digits of 32, as in Hacker's Delight; the upper half is below the divisor.
     */
    private static long divideByLow(final long high, final long low, final long divisor)
    {
        if (high == 0)
        {
            return Long.divideUnsigned(low, divisor);
        }

        final int shift = Long.numberOfLeadingZeros(divisor);
        final long normal = divisor << shift;
        // A shift by 64 would be one by 0: shift the rest by 1 more.
        final long upper = high << shift | low >>> 1 >>> (63 - shift);
        final long lower = low << shift;

        final long firstDigit = digit(upper, lower >>> 32, normal);
        final long rest = (upper << 32 | lower >>> 32) - firstDigit * normal;
        final long secondDigit = digit(rest, lower & DIGIT_MASK, normal);
        return (firstDigit << 32) + secondDigit;
    }

    /**
     * One digit of 32 bits of {@code (upper * 2^32 + next) / divisor}, where the divisor has its top bit set.
     */
    private static long digit(final long upper, final long next, final long divisor)
    {
        final long divisorHigh = divisor >>> 32;
        final long divisorLow = divisor & DIGIT_MASK;
        long digit = Long.divideUnsigned(upper, divisorHigh);
        long rest = upper - digit * divisorHigh;
        while (digit > DIGIT_MASK || Long.compareUnsigned(digit * divisorLow, rest << 32 | next) > 0)
        {
            digit--;
            rest += divisorHigh;
            if (rest > DIGIT_MASK)
            {
                break;
            }
        }
        return digit;
    }

    /**
     * Unsigned 128 by 128 bits where the divisor has more than 64, as in Hacker's Delight: half the dividend by the
     * upper 64 bits of the divisor gives the quotient or one more; lowered by one, one test of the rest corrects it.
     */
    private static long divideByHigh(final long high, final long low, final long divisorHigh, final long divisorLow)
    {
        final int shift = Long.numberOfLeadingZeros(divisorHigh);
        final long normal = divisorHigh << shift | divisorLow >>> 1 >>> (63 - shift);
        final long estimate = divideByLow(high >>> 1, high << 63 | low >>> 1, normal) >>> (63 - shift);
        final long quotient = estimate == 0 ? 0 : estimate - 1;

        final long productLow = quotient * divisorLow;
        final long borrow = Long.compareUnsigned(low, productLow) < 0 ? 1 : 0;
        final long restHigh = high - highOfProduct(quotient, divisorHigh, divisorLow) - borrow;
        final long restLow = low - productLow;
        final int order = Long.compareUnsigned(restHigh, divisorHigh);
        final boolean oneMore = order > 0 || order == 0 && Long.compareUnsigned(restLow, divisorLow) >= 0;
        return oneMore ? quotient + 1 : quotient;
    }

    private static long highOfProduct(final long factor, final long high, final long low)
    {
        return factor * high + multiplyHighUnsigned(factor, low);
    }

    private static long multiplyHighUnsigned(final long a, final long b)
    {
        return Math.multiplyHigh(a, b) + ((a >> 63) & b) + ((b >> 63) & a);
    }

    private static void requirePositive(final long divisorHigh, final long divisorLow)
    {
        if (divisorHigh < 0 || (divisorHigh | divisorLow) == 0)
        {
            throw new ArithmeticException("divisor must be positive: " + toHex(divisorHigh, divisorLow));
        }
    }
}
