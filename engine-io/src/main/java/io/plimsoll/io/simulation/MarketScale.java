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

import io.plimsoll.io.importer.CandleSeries;
import io.plimsoll.io.importer.DecimalText;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * The scales of one market, chosen from its prices so that everything that the engine checks at listing holds.
 * <ul>
 * <li>A lot is a power of ten of the base asset, worth from 1 to {@value #LOT_VALUE_MAX} units of quote at the first
 * price, and made larger until {@code (theta - 1) * r_1 * v_min >= 2} atoms, v_min being a lot at the least mark.</li>
 * <li>The tick is the smallest decimal step in the data, and ten sub-ticks are in a tick. Both are coarser only where
 * the highest price would pass 2^35 ticks or 2^41 sub-ticks, or a lot at one sub-tick be less than an atom.</li>
 * <li>The least mark is the lowest price, and is raised only where a lot would have to be worth more than
 * {@value #LOT_VALUE_LIMIT} units to reach down to it.</li>
 * <li>The largest position is what keeps {@code position * maxMark * k} at or below 2^60.</li>
 * </ul>
 * Read-only.
 */
final class MarketScale
{
    /** Aimed at: most units of quote in one lot at the first price. */
    static final long LOT_VALUE_MAX = 10;

    /** Accepted: most units of quote in one lot at the first price. */
    static final long LOT_VALUE_LIMIT = 1_000;

    private static final int PRICE_TICKS_BITS = 35;
    private static final int SUB_TICKS_BITS = 41;
    private static final int NOTIONAL_BITS = 60;
    private static final long POSITION_LOTS_LIMIT = (1L << 36) - 1;
    private static final long POSITION_LOTS_LEAST = 10_000;

    final int tickDecimals;
    final int subTickDecimals;
    final int lotDecimals;
    final long subTicksPerTick;
    final long contractFactorAtoms;
    final long markFactorAtoms;
    final long minMarkSubTicks;
    final long maxMarkSubTicks;
    final long maxPositionLots;
    private final long dataUp;
    private final long dataDown;

    private MarketScale(
        final CandleSeries series,
        final int subTickDecimals,
        final int tickDecimals,
        final int lotDecimals,
        final int quoteDecimals,
        final long lotValueNeededAtoms)
    {
        this.tickDecimals = tickDecimals;
        this.subTickDecimals = subTickDecimals;
        this.lotDecimals = lotDecimals;
        subTicksPerTick = DecimalText.powerOfTen(subTickDecimals - tickDecimals);
        markFactorAtoms = DecimalText.powerOfTen(quoteDecimals - subTickDecimals - lotDecimals);
        contractFactorAtoms = markFactorAtoms * subTicksPerTick;
        dataUp = DecimalText.powerOfTen(Math.max(0, subTickDecimals - series.decimals()));
        dataDown = DecimalText.powerOfTen(Math.max(0, series.decimals() - subTickDecimals));
        minMarkSubTicks = Math.max(
            markSubTicks(series.lowestPrice()), (lotValueNeededAtoms - 1) / markFactorAtoms + 1);
        final long highest = markSubTicks(series.highestPrice());
        maxMarkSubTicks = highest + highest / 4 + 1;
        maxPositionLots = BigInteger.ONE.shiftLeft(NOTIONAL_BITS)
            .divide(BigInteger.valueOf(maxMarkSubTicks).multiply(BigInteger.valueOf(markFactorAtoms)))
            .min(BigInteger.valueOf(POSITION_LOTS_LIMIT)).longValue();
    }

    /**
     * Chooses the scales of a market.
     *
     * @param series        its candles.
     * @param quoteDecimals decimals of an atom of the quote asset.
     * @param terms         that it will be listed with.
     * @return the scales.
     * @throws SimulationException if no scales fit the prices.
     */
    static MarketScale choose(
        final CandleSeries series, final int quoteDecimals, final SimulationTerms.Instrument terms)
    {
        final BigDecimal first = BigDecimal.valueOf(series.firstPrice(), series.decimals());
        final BigDecimal lowest = BigDecimal.valueOf(series.lowestPrice(), series.decimals());
        final BigDecimal highest = BigDecimal.valueOf(series.highestPrice(), series.decimals());
        final long neededAtoms = lotValueNeededAtoms(terms);

        int lotDecimals = decimalsThatFit(first, LOT_VALUE_MAX);
        while (lowest.movePointRight(quoteDecimals - lotDecimals).compareTo(BigDecimal.valueOf(neededAtoms)) < 0 &&
            first.movePointLeft(lotDecimals - 1).compareTo(BigDecimal.valueOf(LOT_VALUE_LIMIT)) <= 0)
        {
            lotDecimals--;
        }
        int subTickDecimals = Math.min(series.decimals() + 1, quoteDecimals - lotDecimals);
        while (passes(highest, subTickDecimals, SUB_TICKS_BITS) ||
            passes(highest, subTickDecimals - 1, PRICE_TICKS_BITS))
        {
            subTickDecimals--;
        }
        final int tickDecimals = Math.max(0, subTickDecimals - 1);
        if (subTickDecimals < 0)
        {
            throw tooWide(series);
        }
        final MarketScale scale =
            new MarketScale(series, subTickDecimals, tickDecimals, lotDecimals, quoteDecimals, neededAtoms);
        if (scale.maxPositionLots < POSITION_LOTS_LEAST || scale.minMarkSubTicks >= scale.maxMarkSubTicks)
        {
            throw tooWide(series);
        }
        return scale;
    }

    // The least decimals (which may be negative) that bring a value to the limit or below.
    private static int decimalsThatFit(final BigDecimal value, final long limit)
    {
        int decimals = -value.precision();
        while (value.movePointLeft(decimals).compareTo(BigDecimal.valueOf(limit)) > 0)
        {
            decimals++;
        }
        while (value.movePointLeft(decimals - 1).compareTo(BigDecimal.valueOf(limit)) <= 0)
        {
            decimals--;
        }
        return decimals;
    }

    private static boolean passes(final BigDecimal price, final int decimals, final int bits)
    {
        return price.movePointRight(decimals).compareTo(new BigDecimal(BigInteger.ONE.shiftLeft(bits))) >= 0;
    }

    private static long lotValueNeededAtoms(final SimulationTerms.Instrument terms)
    {
        final long gain = (terms.thetaPpm - SimulationTerms.PPM) * terms.bracketMaintenancePpm[0];
        return (2 * SimulationTerms.PPM * SimulationTerms.PPM - 1) / gain + 1;
    }

    private static SimulationException tooWide(final CandleSeries series)
    {
        return new SimulationException(series.name() + " spans prices from " +
            DecimalText.format(series.lowestPrice(), series.decimals()) + " to " +
            DecimalText.format(series.highestPrice(), series.decimals()) +
            ", which no scale of 64-bit integers holds: cut the file, or change the unit of its prices");
    }

    /**
     * The mark of a price: exact where the data is no finer than a sub-tick, otherwise to the nearest one.
     *
     * @param price times ten to the decimals of the series.
     * @return the mark, at least 1.
     */
    long markSubTicks(final long price)
    {
        return Math.max(1, (price * dataUp + dataDown / 2) / dataDown);
    }

    /**
     * Whether marks differ from the prices in the data.
     *
     * @return true where the data is finer than a sub-tick.
     */
    boolean rounds()
    {
        return dataDown > 1;
    }
}
