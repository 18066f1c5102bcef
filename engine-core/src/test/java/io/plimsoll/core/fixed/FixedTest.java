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

import static io.plimsoll.core.fixed.Samples.big;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.core.AllocationMeter;
import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.util.function.LongSupplier;

class FixedTest
{
    private static final long SEED = 20_260_105L;
    private static final int ROUNDS = 200_000;

    private final Samples samples = new Samples(SEED);

    @Test
    void shouldDivideInBothRoundings()
    {
        for (int i = 0; i < ROUNDS; i++)
        {
            final long a = samples.anyLong();
            final long b = samples.positiveLong();

            assertThat(Fixed.floorDivide(a, b)).as("%d / %d", a, b)
                .isEqualTo(Samples.floor(big(a), big(b)).longValueExact());
            assertThat(Fixed.ceilDivide(a, b)).as("%d / %d", a, b)
                .isEqualTo(Samples.ceil(big(a), big(b)).longValueExact());
        }
    }

    @Test
    void shouldMultiplyAndDivideInBothRoundingsOrRefuse()
    {
        for (int i = 0; i < ROUNDS; i++)
        {
            final long a = samples.anyLong();
            final long b = samples.anyLong();
            final long c = samples.positiveLong();
            final BigInteger product = big(a).multiply(big(b));

            expect(Samples.floor(product, big(c)), () -> Fixed.multiplyDivideFloor(a, b, c));
            expect(Samples.ceil(product, big(c)), () -> Fixed.multiplyDivideCeil(a, b, c));
        }
    }

    @Test
    void shouldCountBits()
    {
        for (int i = 0; i < ROUNDS; i++)
        {
            final long value = samples.anyLong();

            assertThat(Fixed.bitLength(value)).as("%d", value).isEqualTo(big(value).bitLength());
        }
    }

    @Test
    void shouldRefuseADivisorThatIsNotPositive()
    {
        assertThatThrownBy(() -> Fixed.ceilDivide(1, 0)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Fixed.floorDivide(Long.MIN_VALUE, -1)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Fixed.multiplyDivideFloor(1, 1, 0)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Fixed.multiplyDivideCeil(1, 1, -1)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void shouldCalculateWithoutAllocation()
    {
        assertThat(AllocationMeter.bytesOf(FixedTest::calculate)).isZero();
    }

    private static void calculate()
    {
        long sum = 1;
        for (long i = 1; i < 10_000; i++)
        {
            sum = Fixed.multiplyDivideFloor(sum + i, 1L << 50, (1L << 50) + i) +
                Fixed.multiplyDivideCeil(-i, i << 40, i << 30) + Fixed.ceilDivide(sum, i) + Fixed.bitLength(sum);
        }
    }

    private static void expect(final BigInteger expected, final LongSupplier operation)
    {
        if (expected.bitLength() <= 63)
        {
            assertThat(operation.getAsLong()).as("seed %d", SEED).isEqualTo(expected.longValue());
        }
        else
        {
            assertThatThrownBy(operation::getAsLong).isInstanceOf(ArithmeticException.class);
        }
    }
}
