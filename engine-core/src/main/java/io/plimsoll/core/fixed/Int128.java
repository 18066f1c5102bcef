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
 * A mutable 128-bit two's-complement register: intermediate results of money arithmetic.
 * <pre>
 *   value = high * 2^64 + unsigned(low)       -2^127 &lt;= value &lt; 2^127
 * </pre>
 * Operations work in place and return this register, so that they chain; a division returns a long and leaves the
 * register as it is. A result outside the range is refused with an {@link ArithmeticException} that carries the
 * operands, and the register is then unchanged. Operands may be the register itself. Not thread-safe; 0 B.
 */
public final class Int128
{
    private long high;
    private long low;

    /**
     * A register that holds zero.
     */
    public Int128()
    {
    }

    /**
     * Upper 64 bits.
     *
     * @return signed.
     */
    public long high()
    {
        return high;
    }

    /**
     * Lower 64 bits.
     *
     * @return to be read as unsigned.
     */
    public long low()
    {
        return low;
    }

    /**
     * Set to a 64-bit value.
     *
     * @param value any.
     * @return this.
     */
    public Int128 set(final long value)
    {
        return set(value >> 63, value);
    }

    /**
     * Set both halves.
     *
     * @param high upper 64 bits, signed.
     * @param low  lower 64 bits, unsigned.
     * @return this.
     */
    public Int128 set(final long high, final long low)
    {
        this.high = high;
        this.low = low;
        return this;
    }

    /**
     * Set to another register's value.
     *
     * @param other to copy.
     * @return this.
     */
    public Int128 set(final Int128 other)
    {
        return set(other.high, other.low);
    }

    /**
     * Set to {@code a * b}, which always fits.
     *
     * @param a any.
     * @param b any.
     * @return this.
     */
    public Int128 product(final long a, final long b)
    {
        return set(Math.multiplyHigh(a, b), a * b);
    }

    /**
     * Add.
     *
     * @param other addend.
     * @return this.
     */
    public Int128 add(final Int128 other)
    {
        return add(other.high, other.low);
    }

    /**
     * Add.
     *
     * @param value addend.
     * @return this.
     */
    public Int128 add(final long value)
    {
        return add(value >> 63, value);
    }

    /**
     * Add {@code a * b}.
     *
     * @param a any.
     * @param b any.
     * @return this.
     */
    public Int128 addProduct(final long a, final long b)
    {
        return add(Math.multiplyHigh(a, b), a * b);
    }

    /**
     * Subtract.
     *
     * @param other subtrahend.
     * @return this.
     */
    public Int128 subtract(final Int128 other)
    {
        return subtract(other.high, other.low);
    }

    /**
     * Subtract.
     *
     * @param value subtrahend.
     * @return this.
     */
    public Int128 subtract(final long value)
    {
        return subtract(value >> 63, value);
    }

    /**
     * Subtract {@code a * b}.
     *
     * @param a any.
     * @param b any.
     * @return this.
     */
    public Int128 subtractProduct(final long a, final long b)
    {
        return subtract(Math.multiplyHigh(a, b), a * b);
    }

    /**
     * Multiply.
     *
     * @param factor any.
     * @return this.
     */
    public Int128 multiply(final long factor)
    {
        if (fitsLong())
        {
            return product(low, factor);
        }

        // unsigned(low) * factor lies within +-2^127, so its upper half is exact although its parts may wrap.
        final long lowProductHigh = Math.multiplyHigh(low, factor) + ((low >> 63) & factor);
        final long highProduct = high * factor;
        final long upper = highProduct + lowProductHigh;
        final long carry = Long.compareUnsigned(upper, highProduct) < 0 ? 1 : 0;
        final long beyond = Math.multiplyHigh(high, factor) + (lowProductHigh >> 63) + carry;
        if (beyond != upper >> 63)
        {
            throw Wide.overflow(high, low, "*", factor >> 63, factor);
        }
        return set(upper, low * factor);
    }

    /**
     * Change the sign.
     *
     * @return this.
     */
    public Int128 negate()
    {
        if (high == Long.MIN_VALUE && low == 0)
        {
            throw Wide.overflow(0, 0, "-", high, low);
        }
        return set(low == 0 ? -high : ~high, -low);
    }

    /**
     * Compare by value.
     *
     * @param other to compare with.
     * @return negative, zero or positive as this is less, equal or greater.
     */
    public int compareTo(final Int128 other)
    {
        return high == other.high ? Long.compareUnsigned(low, other.low) : Long.compare(high, other.high);
    }

    /**
     * Sign of the value.
     *
     * @return -1, 0 or 1.
     */
    public int signum()
    {
        return high == 0 ? (low == 0 ? 0 : 1) : (high < 0 ? -1 : 1);
    }

    /**
     * Whether the value is below zero.
     *
     * @return true if so.
     */
    public boolean isNegative()
    {
        return high < 0;
    }

    /**
     * Whether the value is one of a long.
     *
     * @return true if so.
     */
    public boolean fitsLong()
    {
        return high == low >> 63;
    }

    /**
     * The value as a long.
     *
     * @return the value.
     */
    public long toLongExact()
    {
        if (!fitsLong())
        {
            throw new ArithmeticException("does not fit 64 bits: " + this);
        }
        return low;
    }

    /**
     * Divide by a power of two, rounded down.
     *
     * @param bits 0 to 127.
     * @return this.
     */
    public Int128 shiftRightFloor(final int bits)
    {
        requireShift(bits);
        if (bits >= Long.SIZE)
        {
            return set(high >> 63, high >> (bits - Long.SIZE));
        }
        return bits == 0 ? this : set(high >> bits, (high << (Long.SIZE - bits)) | (low >>> bits));
    }

    /**
     * Divide by a power of two, rounded up.
     *
     * @param bits 0 to 127.
     * @return this.
     */
    public Int128 ceilShift(final int bits)
    {
        requireShift(bits);
        final long lostLow = bits >= Long.SIZE ? low : low & ((1L << bits) - 1);
        final long lostHigh = bits > Long.SIZE ? high & ((1L << (bits - Long.SIZE)) - 1) : 0;
        shiftRightFloor(bits);
        return (lostLow | lostHigh) == 0 ? this : add(1);
    }

    /**
     * Divide, rounded down.
     *
     * @param divisor &gt; 0.
     * @return the quotient; the register keeps the dividend.
     */
    public long divideFloor(final long divisor)
    {
        return Wide.divideFloor(high, low, divisor);
    }

    /**
     * Divide, rounded up.
     *
     * @param divisor &gt; 0.
     * @return the quotient; the register keeps the dividend.
     */
    public long divideCeil(final long divisor)
    {
        return Wide.divideCeil(high, low, divisor);
    }

    /**
     * Divide, rounded down.
     *
     * @param divisor &gt; 0.
     * @return the quotient; the register keeps the dividend.
     */
    public long divideFloor(final Int128 divisor)
    {
        return Wide.divideFloor(high, low, divisor.high, divisor.low);
    }

    /**
     * Divide, rounded up.
     *
     * @param divisor &gt; 0.
     * @return the quotient; the register keeps the dividend.
     */
    public long divideCeil(final Int128 divisor)
    {
        return Wide.divideCeil(high, low, divisor.high, divisor.low);
    }

    /**
     * The value in hexadecimal two's complement, as in the messages of refusals. Allocates.
     *
     * @return 32 digits after {@code 0x}.
     */
    @Override
    public String toString()
    {
        return Wide.toHex(high, low);
    }

    private Int128 add(final long otherHigh, final long otherLow)
    {
        final long sumLow = low + otherLow;
        final long carry = Long.compareUnsigned(sumLow, low) < 0 ? 1 : 0;
        final long sumHigh = high + otherHigh + carry;
        if (((high ^ sumHigh) & (otherHigh ^ sumHigh)) < 0)
        {
            throw Wide.overflow(high, low, "+", otherHigh, otherLow);
        }
        return set(sumHigh, sumLow);
    }

    private Int128 subtract(final long otherHigh, final long otherLow)
    {
        final long borrow = Long.compareUnsigned(low, otherLow) < 0 ? 1 : 0;
        final long differenceHigh = high - otherHigh - borrow;
        if (((high ^ otherHigh) & (high ^ differenceHigh)) < 0)
        {
            throw Wide.overflow(high, low, "-", otherHigh, otherLow);
        }
        return set(differenceHigh, low - otherLow);
    }

    private static void requireShift(final int bits)
    {
        if (bits < 0 || bits > 127)
        {
            throw new ArithmeticException("shift must be from 0 to 127: " + bits);
        }
    }
}
