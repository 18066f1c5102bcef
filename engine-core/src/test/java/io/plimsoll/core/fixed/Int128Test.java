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
import java.util.function.Function;
import java.util.function.ToLongFunction;

class Int128Test
{
    private static final long SEED = 20_260_104L;
    private static final int ROUNDS = 200_000;

    private final Samples samples = new Samples(SEED);
    private final Int128 register = new Int128();
    private final Int128 operand = new Int128();
    private final Int128 before = new Int128();

    @Test
    void shouldHoldAnyLong()
    {
        for (int i = 0; i < ROUNDS; i++)
        {
            final long value = samples.anyLong();

            register.set(value);

            assertThat(big(register)).isEqualTo(big(value));
            assertThat(register.fitsLong()).isTrue();
            assertThat(register.toLongExact()).isEqualTo(value);
        }
    }

    @Test
    void shouldMultiplyAnyTwoLongs()
    {
        for (int i = 0; i < ROUNDS; i++)
        {
            final long a = samples.anyLong();
            final long b = samples.anyLong();

            assertThat(big(register.product(a, b))).isEqualTo(big(a).multiply(big(b)));
        }
    }

    @Test
    void shouldAddAndSubtractExactlyOrRefuse()
    {
        for (int i = 0; i < ROUNDS; i++)
        {
            final BigInteger value = big(samples.anyRegister(before));
            final BigInteger other = big(samples.anyRegister(operand));

            expect(value.add(other), (final Int128 it) -> it.add(operand));
            expect(value.subtract(other), (final Int128 it) -> it.subtract(operand));
        }
    }

    @Test
    void shouldAddAndSubtractLongsExactlyOrRefuse()
    {
        for (int i = 0; i < ROUNDS; i++)
        {
            final BigInteger value = big(samples.anyRegister(before));
            final long other = samples.anyLong();

            expect(value.add(big(other)), (final Int128 it) -> it.add(other));
            expect(value.subtract(big(other)), (final Int128 it) -> it.subtract(other));
        }
    }

    @Test
    void shouldAddAndSubtractProductsExactlyOrRefuse()
    {
        for (int i = 0; i < ROUNDS; i++)
        {
            final BigInteger value = big(samples.anyRegister(before));
            final long a = samples.anyLong();
            final long b = samples.anyLong();
            final BigInteger product = big(a).multiply(big(b));

            expect(value.add(product), (final Int128 it) -> it.addProduct(a, b));
            expect(value.subtract(product), (final Int128 it) -> it.subtractProduct(a, b));
        }
    }

    @Test
    void shouldMultiplyExactlyOrRefuse()
    {
        for (int i = 0; i < ROUNDS; i++)
        {
            final BigInteger value = big(samples.anyRegister(before));
            final long factor = samples.anyLong();

            expect(value.multiply(big(factor)), (final Int128 it) -> it.multiply(factor));
        }
    }

    @Test
    void shouldMultiplyUpToTheExtremes()
    {
        expectAt(1L << 62, 0, -2);
        expectAt(-(1L << 62), 0, 2);
        expectAt(-(1L << 62), 1, -2);
        expectAt(-(1L << 62), 0, -2);
        expectAt(1L << 62, 0, 2);
        expectAt(Long.MIN_VALUE, 0, 1);
        expectAt(Long.MIN_VALUE, 0, -1);
        expectAt(1, 0, Long.MIN_VALUE);
        expectAt(-1, 0, Long.MIN_VALUE);
    }

    @Test
    void shouldNegateOrRefuse()
    {
        for (int i = 0; i < ROUNDS; i++)
        {
            expect(big(samples.anyRegister(before)).negate(), Int128::negate);
        }
        before.set(Long.MIN_VALUE, 0);
        expect(BigInteger.ONE.shiftLeft(127), Int128::negate);
    }

    @Test
    void shouldShiftInBothRoundings()
    {
        for (int i = 0; i < ROUNDS; i++)
        {
            final BigInteger value = big(samples.anyRegister(before));
            final int bits = samples.below(128);

            expect(value.shiftRight(bits), (final Int128 it) -> it.shiftRightFloor(bits));
            expect(value.negate().shiftRight(bits).negate(), (final Int128 it) -> it.ceilShift(bits));
        }
    }

    @Test
    void shouldRefuseAShiftOutOfRange()
    {
        assertThatThrownBy(() -> register.shiftRightFloor(128)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> register.ceilShift(-1)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void shouldCompareAndTellSign()
    {
        for (int i = 0; i < ROUNDS; i++)
        {
            final BigInteger value = big(samples.anyRegister(register));
            final BigInteger other = big(samples.anyRegister(operand));

            assertThat(Integer.signum(register.compareTo(operand))).isEqualTo(value.compareTo(other));
            assertThat(register.compareTo(register)).isZero();
            assertThat(register.signum()).isEqualTo(value.signum());
            assertThat(register.isNegative()).isEqualTo(value.signum() < 0);
            assertThat(register.fitsLong()).isEqualTo(value.bitLength() < 64);
        }
    }

    @Test
    void shouldRefuseToNarrowWhatDoesNotFit()
    {
        register.set(0, Long.MIN_VALUE);

        assertThatThrownBy(register::toLongExact)
            .isInstanceOf(ArithmeticException.class)
            .hasMessage("does not fit 64 bits: 0x00000000000000008000000000000000");
    }

    @Test
    void shouldDivideByLongsInBothRoundingsOrRefuse()
    {
        for (int i = 0; i < ROUNDS; i++)
        {
            final BigInteger value = big(samples.anyRegister(before));
            final long divisor = samples.positiveLong();

            expectLong(Samples.floor(value, big(divisor)), (final Int128 it) -> it.divideFloor(divisor));
            expectLong(Samples.ceil(value, big(divisor)), (final Int128 it) -> it.divideCeil(divisor));
        }
    }

    @Test
    void shouldDivideByRegistersInBothRoundingsOrRefuse()
    {
        for (int i = 0; i < ROUNDS; i++)
        {
            final BigInteger value = big(samples.anyRegister(before));
            final BigInteger divisor = big(samples.positiveRegister(operand));

            expectLong(Samples.floor(value, divisor), (final Int128 it) -> it.divideFloor(operand));
            expectLong(Samples.ceil(value, divisor), (final Int128 it) -> it.divideCeil(operand));
        }
    }

    @Test
    void shouldDivideAroundEveryExactMultiple()
    {
        for (int i = 0; i < ROUNDS; i++)
        {
            final long divisor = samples.positiveLong();
            before.product(samples.anyLong(), divisor).add(samples.below(3) - 1);
            final BigInteger value = big(before);

            expectLong(Samples.floor(value, big(divisor)), (final Int128 it) -> it.divideFloor(divisor));
            expectLong(Samples.ceil(value, big(divisor)), (final Int128 it) -> it.divideCeil(divisor));
        }
    }

    @Test
    void shouldDivideAroundEveryExactMultipleOfARegister()
    {
        int tried = 0;
        while (tried < ROUNDS)
        {
            samples.positiveRegister(operand);
            final BigInteger multiple = big(operand).multiply(big(samples.anyLong()));
            if (multiple.bitLength() < 126)
            {
                tried++;
                before.set(multiple.shiftRight(64).longValue(), multiple.longValue()).add(samples.below(3) - 1);
                final BigInteger value = big(before);

                expectLong(Samples.floor(value, big(operand)), (final Int128 it) -> it.divideFloor(operand));
                expectLong(Samples.ceil(value, big(operand)), (final Int128 it) -> it.divideCeil(operand));
            }
        }
    }

    @Test
    void shouldReachTheExtremeQuotients()
    {
        assertThat(register.product(Long.MIN_VALUE, Long.MAX_VALUE).divideFloor(Long.MAX_VALUE))
            .isEqualTo(Long.MIN_VALUE);
        assertThat(register.set(Long.MIN_VALUE, 0).divideFloor(operand.set(1, 0))).isEqualTo(Long.MIN_VALUE);
        register.product(Long.MAX_VALUE, 2);
        assertThat(register.divideCeil(2)).isEqualTo(Long.MAX_VALUE);
        register.add(1);
        assertThat(register.divideFloor(2)).isEqualTo(Long.MAX_VALUE);
        assertThatThrownBy(() -> register.divideCeil(2)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void shouldRefuseADivisorThatIsNotPositive()
    {
        assertThatThrownBy(() -> register.divideFloor(0)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> register.divideCeil(-1)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> register.divideFloor(operand.set(0))).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> register.divideCeil(operand.set(-1))).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void shouldTakeItselfAsOperand()
    {
        assertThat(register.set(21).add(register).toLongExact()).isEqualTo(42);
        assertThat(register.divideFloor(register)).isEqualTo(1);
        assertThat(register.set(register).toLongExact()).isEqualTo(42);
        assertThat(register.subtract(register).signum()).isZero();
    }

    @Test
    void shouldNameTheValuesOfAnOverflow()
    {
        register.set(Long.MAX_VALUE, -1);

        assertThatThrownBy(() -> register.add(1)).hasMessage("overflow: " +
            "0x7fffffffffffffffffffffffffffffff + 0x00000000000000000000000000000001");
    }

    @Test
    void shouldCalculateWithoutAllocation()
    {
        assertThat(AllocationMeter.bytesOf(this::calculate)).isZero();
    }

    private void calculate()
    {
        for (long i = 1; i < 10_000; i++)
        {
            register.product(i << 40, i << 20).addProduct(-i, i).multiply(i).subtract(operand.set(i)).ceilShift(7);
            register.add(register.divideFloor(1L << 60)).add(register.divideCeil(operand.set(1L, i))).negate();
        }
    }

    private void expectAt(final long high, final long low, final long factor)
    {
        before.set(high, low);
        expect(big(before).multiply(big(factor)), (final Int128 it) -> it.multiply(factor));
    }

    private void expect(final BigInteger expected, final Function<Int128, Int128> operation)
    {
        register.set(before);
        if (expected.bitLength() <= 127)
        {
            assertThat(big(operation.apply(register))).as("%s, seed %d", before, SEED).isEqualTo(expected);
        }
        else
        {
            assertThatThrownBy(() -> operation.apply(register)).isInstanceOf(ArithmeticException.class);
            assertThat(register.compareTo(before)).isZero();
        }
    }

    private void expectLong(final BigInteger expected, final ToLongFunction<Int128> operation)
    {
        register.set(before);
        if (expected.bitLength() <= 63)
        {
            assertThat(operation.applyAsLong(register)).as("%s, seed %d", before, SEED).isEqualTo(expected.longValue());
        }
        else
        {
            assertThatThrownBy(() -> operation.applyAsLong(register)).isInstanceOf(ArithmeticException.class);
        }
        assertThat(register.compareTo(before)).isZero();
    }
}
