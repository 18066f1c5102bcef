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

import java.math.BigInteger;
import java.util.Random;

/**
 * Seeded values that favour the edges: near powers of two, near the extremes, small, and anything.
 */
final class Samples
{
    private final Random random;

    Samples(final long seed)
    {
        random = new Random(seed);
    }

    long anyLong()
    {
        switch (random.nextInt(6))
        {
            case 0:
                return random.nextLong();
            case 1:
                return random.nextLong() >> random.nextInt(64);
            case 2:
                return (1L << random.nextInt(64)) + random.nextInt(5) - 2;
            case 3:
                return Long.MAX_VALUE - random.nextInt(3);
            case 4:
                return Long.MIN_VALUE + random.nextInt(3);
            default:
                return random.nextInt(7) - 3;
        }
    }

    long positiveLong()
    {
        while (true)
        {
            final long value = anyLong();
            if (value > 0)
            {
                return value;
            }
        }
    }

    Int128 anyRegister(final Int128 register)
    {
        final long high = random.nextBoolean() ? anyLong() : anyLong() >> random.nextInt(64);
        return random.nextInt(4) == 0 ? register.set(anyLong()) : register.set(high, anyLong());
    }

    Int128 positiveRegister(final Int128 register)
    {
        while (anyRegister(register).signum() <= 0)
        {
            register.set(0);
        }
        return register;
    }

    int below(final int bound)
    {
        return random.nextInt(bound);
    }

    static BigInteger big(final long value)
    {
        return BigInteger.valueOf(value);
    }

    static BigInteger big(final Int128 value)
    {
        final BigInteger low = big(value.low()).and(BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE));
        return big(value.high()).shiftLeft(64).add(low);
    }

    static BigInteger floor(final BigInteger dividend, final BigInteger divisor)
    {
        final BigInteger[] parts = dividend.divideAndRemainder(divisor);
        return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    static BigInteger ceil(final BigInteger dividend, final BigInteger divisor)
    {
        return floor(dividend.negate(), divisor).negate();
    }
}
