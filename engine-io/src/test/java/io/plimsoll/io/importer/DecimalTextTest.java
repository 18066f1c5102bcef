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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTextTest
{
    private final DecimalText decimal = new DecimalText();

    @ParameterizedTest
    @CsvSource({
        "56738.76, 5673876, 2",
        "8e-05, 8, 5",
        "8E-05, 8, 5",
        "4.50e-05, 45, 6",
        "1, 1, 0",
        "1.000, 1, 0",
        "100, 100, 0",
        "1e3, 1000, 0",
        "1.25e+1, 125, 1",
        ".5, 5, 1",
        "5., 5, 0",
        "+7, 7, 0",
        "-2.5, -25, 1",
        "0, 0, 0",
        "-0.000, 0, 0",
        "0e-99, 0, 0",
        "1.0000000000000000000000, 1, 0",
        "9223372036854775807, 9223372036854775807, 0",
        "0.000000000000000001, 1, 18"})
    void shouldReadExactly(final String text, final long mantissa, final int decimals)
    {
        assertThat(decimal.parse(text, 0, text.length())).as(text).isTrue();

        assertThat(decimal.mantissa()).isEqualTo(mantissa);
        assertThat(decimal.decimals()).isEqualTo(decimals);
        assertThat(BigDecimal.valueOf(mantissa, decimals)).isEqualByComparingTo(new BigDecimal(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "-", "+", ".", "e5", "1e", "1e-", "1.2.3", "1,5", "0x10", "NaN", "Infinity", "1 2", "--1", "1e5e5",
        "9223372036854775808", "1e19", "1e-19", "1.0000000000000000000001", "\u0661", "1d", "1f"})
    void shouldRefuseWhatIsNoNumberOrDoesNotFit(final String text)
    {
        assertThat(decimal.parse(text, 0, text.length())).as(text).isFalse();
    }

    @Test
    void shouldReadOnlyBetweenItsBounds()
    {
        final String line = "1,22.5,3";

        assertThat(decimal.parse(line, 2, 6)).isTrue();

        assertThat(decimal.mantissa()).isEqualTo(225);
        assertThat(decimal.decimals()).isEqualTo(1);
    }

    @Test
    void shouldWriteWhatPeopleRead()
    {
        assertThat(DecimalText.format(4, 5)).isEqualTo("0.00004");
        assertThat(DecimalText.format(5673876, 2)).isEqualTo("56738.76");
        assertThat(DecimalText.format(7, 0)).isEqualTo("7");
    }

    @Test
    void shouldCountItselfInStepsOfAPowerOfTenOrRefuse()
    {
        final DecimalText number = new DecimalText();

        number.set(5_853_300, 4);
        assertThat(number).hasToString("585.33");
        assertThat(number.steps(2)).isEqualTo(58_533);
        assertThat(number.steps(4)).isEqualTo(5_853_300);
        assertThatThrownBy(() -> number.steps(1)).isInstanceOf(ArithmeticException.class)
            .hasMessage("585.33 is no multiple of 0.1");
        assertThatThrownBy(() -> number.steps(18)).isInstanceOf(ArithmeticException.class);
    }
}
