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
package io.plimsoll.io.importer;

/**
 * Reads a decimal number as it is written, {@code 56738.76} or {@code 8e-05}, into an integer mantissa and a count of
 * decimals, without ever passing through floating point: {@code value = mantissa / 10^decimals}.
 *
 * <p>The answer is normalised: no trailing zeros behind the point, and never fewer than zero decimals. A reader is
 * reused from number to number and allocates nothing. Confined to one thread.
 */
public final class DecimalText
{
    /**
     * Most decimals that a number may have.
     */
    public static final int DECIMALS_MAX = 18;

    private static final int EXPONENT_MAX = 400;

    private long mantissa;
    private int decimals;
    private int position;
    private boolean digitSeen;

    /**
     * Reads the characters from {@code start} (inclusive) to {@code end} (exclusive).
     *
     * @param text  that holds the number.
     * @param start of the number in the text.
     * @param end   of the number in the text.
     * @return true if it is a number that fits; otherwise mantissa and decimals are not defined.
     */
    public boolean parse(final CharSequence text, final int start, final int end)
    {
        mantissa = 0;
        decimals = 0;
        digitSeen = false;
        position = start;

        final boolean negative = position < end && '-' == text.charAt(position);
        if (position < end && (negative || '+' == text.charAt(position)))
        {
            position++;
        }

        if (!parseDigits(text, end) || !digitSeen || !parseExponent(text, end) || position != end)
        {
            return false;
        }
        if (negative)
        {
            mantissa = -mantissa;
        }
        return normalise();
    }

    private boolean parseDigits(final CharSequence text, final int end)
    {
        boolean behindPoint = false;
        for (; position < end; position++)
        {
            final char character = text.charAt(position);
            if ('.' == character)
            {
                if (behindPoint)
                {
                    return false;
                }
                behindPoint = true;
            }
            else if (character >= '0' && character <= '9')
            {
                digitSeen = true;
                if (!appendDigit(character - '0', behindPoint))
                {
                    return false;
                }
            }
            else
            {
                return true;
            }
        }
        return true;
    }

    private boolean appendDigit(final int digit, final boolean behindPoint)
    {
        if (mantissa > (Long.MAX_VALUE - digit) / 10)
        {
            // Zeros that nobody needs must not make a number too long: 1.00000000000000000000 is 1.
            return 0 == digit && behindPoint;
        }
        mantissa = mantissa * 10 + digit;
        if (behindPoint)
        {
            decimals++;
        }
        return true;
    }

    private boolean parseExponent(final CharSequence text, final int end)
    {
        if (position >= end || 'e' != (text.charAt(position) | 0x20))
        {
            return true;
        }
        position++;
        boolean negative = false;
        if (position < end && ('-' == text.charAt(position) || '+' == text.charAt(position)))
        {
            negative = '-' == text.charAt(position);
            position++;
        }
        final int first = position;
        int exponent = 0;
        while (position < end && text.charAt(position) >= '0' && text.charAt(position) <= '9')
        {
            exponent = Math.min(EXPONENT_MAX, exponent * 10 + text.charAt(position) - '0');
            position++;
        }
        decimals += negative ? exponent : -exponent;
        return position > first;
    }

    private boolean normalise()
    {
        if (0 == mantissa)
        {
            decimals = 0;
            return true;
        }
        while (decimals > 0 && 0 == mantissa % 10)
        {
            mantissa /= 10;
            decimals--;
        }
        while (decimals < 0)
        {
            if (Math.abs(mantissa) > Long.MAX_VALUE / 10)
            {
                return false;
            }
            mantissa *= 10;
            decimals++;
        }
        return decimals <= DECIMALS_MAX;
    }

    /**
     * Becomes a number.
     *
     * @param newMantissa the value times {@code 10^newDecimals}.
     * @param newDecimals digits behind the point, from 0 to {@link #DECIMALS_MAX}.
     */
    void set(final long newMantissa, final int newDecimals)
    {
        mantissa = newMantissa;
        decimals = newDecimals;
        normalise();
    }

    /**
     * The number counted in steps of a power of ten, such as ticks or lots.
     *
     * @param stepDecimals digits behind the point of one step, from 0 to {@link #DECIMALS_MAX}.
     * @return the number of steps.
     * @throws ArithmeticException if the number is no multiple of the step, or has too many of them.
     */
    public long steps(final int stepDecimals)
    {
        if (decimals > stepDecimals)
        {
            throw new ArithmeticException(this + " is no multiple of " + format(1, stepDecimals));
        }
        return Math.multiplyExact(mantissa, powerOfTen(stepDecimals - decimals));
    }

    @Override
    public String toString()
    {
        return format(mantissa, decimals);
    }

    /**
     * The number without its point.
     *
     * @return the value times {@code 10^decimals}, signed.
     */
    public long mantissa()
    {
        return mantissa;
    }

    /**
     * How many digits stand behind the point.
     *
     * @return from 0 to {@link #DECIMALS_MAX}.
     */
    public int decimals()
    {
        return decimals;
    }

    /**
     * Ten to a power.
     *
     * @param exponent from 0 to 18.
     * @return 10^exponent.
     */
    public static long powerOfTen(final int exponent)
    {
        long power = 1;
        for (int i = 0; i < exponent; i++)
        {
            power = Math.multiplyExact(power, 10L);
        }
        return power;
    }

    /**
     * Writes a mantissa with its point, as people read it.
     *
     * @param mantissa value times {@code 10^decimals}.
     * @param decimals digits behind the point.
     * @return for example {@code 0.00004}.
     */
    public static String format(final long mantissa, final int decimals)
    {
        return java.math.BigDecimal.valueOf(mantissa, decimals).toPlainString();
    }
}
