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
package io.plimsoll.io.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.io.importer.CandleSeries;
import io.plimsoll.io.importer.DecimalText;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarketScaleTest
{
    private static final int QUOTE_DECIMALS = 8;
    private static final SimulationTerms TERMS = SimulationTerms.load();

    @ParameterizedTest
    @CsvSource({
        "56738.76, 30000, 59500, 2, 3",
        "2308.07, 1888, 4372.72, 2, 3",
        "78.1, 0.00004, 88.35, 5, 6",
        "0.95, 0.00001, 3.9, 5, 6",
        "0.00001234, 0.00000800, 0.00002, 8, 9",
        "9000.12345678, 3801.8, 67000.00000001, 4, 5",
        "1, 1, 1, 0, 1"})
    void shouldHoldTheBoundsOfAListing(
        final String first,
        final String lowest,
        final String highest,
        final int tickDecimals,
        final int subTickDecimals)
    {
        final CandleSeries series = series(first, lowest, highest);

        final MarketScale scale = MarketScale.choose(series, QUOTE_DECIMALS, TERMS.instrument);

        assertThat(scale.tickDecimals).isEqualTo(tickDecimals);
        assertThat(scale.subTickDecimals).isEqualTo(subTickDecimals);
        assertThat(scale.contractFactorAtoms % scale.subTicksPerTick).isZero();
        assertThat(scale.contractFactorAtoms / scale.subTicksPerTick).isEqualTo(scale.markFactorAtoms);
        assertThat(product(scale.maxPositionLots, scale.maxMarkSubTicks, scale.markFactorAtoms))
            .isLessThanOrEqualTo(BigInteger.ONE.shiftLeft(60));
        assertThat(product(TERMS.instrument.thetaPpm - 1_000_000, TERMS.instrument.bracketMaintenancePpm[0],
            scale.minMarkSubTicks * scale.markFactorAtoms))
            .isGreaterThanOrEqualTo(BigInteger.valueOf(2_000_000_000_000L));
        assertThat(scale.maxMarkSubTicks).isLessThan(1L << 42)
            .isGreaterThan(scale.markSubTicks(series.highestPrice()));
        assertThat(scale.minMarkSubTicks).isLessThanOrEqualTo(scale.markSubTicks(series.firstPrice()));
    }

    @Test
    void shouldReachDownToTheLowestPriceOfACoinThatLostEverything()
    {
        final CandleSeries series = series("78.1", "0.00004", "88.35");

        final MarketScale scale = MarketScale.choose(series, QUOTE_DECIMALS, TERMS.instrument);

        assertThat(scale.minMarkSubTicks).isEqualTo(40);
        assertThat(scale.markSubTicks(series.lowestPrice())).isEqualTo(40);
        assertThat(scale.rounds()).isFalse();
    }

    @Test
    void shouldRoundMarksOnlyWhereTheDataIsFinerThanWhatFits()
    {
        final CandleSeries series = series("9000.12345678", "3801.8", "67000.00000001");

        final MarketScale scale = MarketScale.choose(series, QUOTE_DECIMALS, TERMS.instrument);

        assertThat(scale.rounds()).isTrue();
        assertThat(scale.markSubTicks(900012345678L)).isEqualTo(900012346L);
    }

    @Test
    void shouldRefusePricesThatNoScaleHolds()
    {
        assertThatThrownBy(() -> MarketScale.choose(
            series("1", "0.000000000001", "1000000"), QUOTE_DECIMALS, TERMS.instrument))
            .isInstanceOf(SimulationException.class)
            .hasMessageContaining("spans prices from 0.000000000001 to 1000000");
    }

    private static BigInteger product(final long... factors)
    {
        BigInteger product = BigInteger.ONE;
        for (final long factor : factors)
        {
            product = product.multiply(BigInteger.valueOf(factor));
        }
        return product;
    }

    private static CandleSeries series(final String first, final String lowest, final String highest)
    {
        final DecimalText number = new DecimalText();
        int decimals = 0;
        for (final String text : new String[]{first, lowest, highest})
        {
            assertThat(number.parse(text, 0, text.length())).isTrue();
            decimals = Math.max(decimals, number.decimals());
        }
        final long open = scaled(number, first, decimals);
        return CandleSeries.of("X", decimals, new long[]{1_600_000_000_000L},
            new long[]{open, scaled(number, highest, decimals), scaled(number, lowest, decimals), open});
    }

    private static long scaled(final DecimalText number, final String text, final int decimals)
    {
        number.parse(text, 0, text.length());
        return number.mantissa() * DecimalText.powerOfTen(decimals - number.decimals());
    }
}
