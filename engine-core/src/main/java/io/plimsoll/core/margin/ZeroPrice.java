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
package io.plimsoll.core.margin;

import io.plimsoll.core.fixed.Fixed;
import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.price.AssetRecord;
import io.plimsoll.core.price.ContractValue;
import io.plimsoll.core.price.InstrumentRecord;

/**
 * The worst price at which a lot of an account in distress may be closed: its cost, fee included, is at most
 * {@code h0 * r * v} with {@code h0 = min(1, E/MM)}, so that no fill lowers its health or takes equity below zero.
 * <pre>
 *   z = floor(10^3 * r_ppm * min(10^6 * E, M) / M)          admissible iff base * 10^9 &lt;= z * value
 * </pre>
 * Also the oracle band, which no forced trade leaves. Source: margin model, sections 6.2 and 17.
 */
public final class ZeroPrice
{
    private static final long PPM = 1_000_000;
    private static final long BILLION = 1_000_000_000;
    private static final long RATIO_LEAST = -(1L << 46);

    private final Int128 lesser = new Int128();
    private final Int128 left = new Int128();
    private final Int128 right = new Int128();

    /** Registers of its own; nothing else is held. */
    public ZeroPrice()
    {
    }

    /**
     * The largest share of a lot's value that closing it may cost.
     *
     * @param ratePpm     marginal maintenance rate of the lot.
     * @param equityAtoms E.
     * @param maintenance M, ppm x atoms, above 0.
     * @return z, in units of 10^-9, at most 10^9; not above 0 where equity is not, and then at least -2^46, at which a
     *     fill would have to gain many thousand times its value.
     */
    public long ratio(final int ratePpm, final long equityAtoms, final Int128 maintenance)
    {
        lesser.product(equityAtoms, PPM);
        if (lesser.compareTo(maintenance) > 0)
        {
            lesser.set(maintenance);
        }
        lesser.multiply(1_000L * ratePpm);
        return lesser.compareTo(left.set(maintenance).multiply(RATIO_LEAST)) <= 0 ? RATIO_LEAST :
            lesser.divideFloor(maintenance);
    }

    /**
     * The largest share of a lot's value that closing it may cost where the cost may count by the weight of what is
     * owed.
     *
     * @param ratePpm     marginal maintenance rate of the lot.
     * @param equityAtoms E.
     * @param maintenance M, ppm x atoms, above 0.
     * @param settlement  on the record of the asset in which the cost is paid.
     * @return z, in units of 10^-9, by the weight.
     */
    public long ratio(
        final int ratePpm, final long equityAtoms, final Int128 maintenance, final AssetRecord settlement)
    {
        return Fixed.multiplyDivideFloor(
            ratio(ratePpm, equityAtoms, maintenance), PPM, Haircut.liabilityWeightPpm(settlement));
    }

    /**
     * Whether a fill is admissible.
     *
     * @param baseAtoms  slippage against the mark and fee, rounded up.
     * @param ratio      z.
     * @param valueAtoms mark value of the fill.
     * @return true if its cost is within the ratio.
     */
    public boolean isAdmissible(final long baseAtoms, final long ratio, final long valueAtoms)
    {
        return left.product(baseAtoms, BILLION).compareTo(right.product(ratio, valueAtoms)) <= 0;
    }

    /**
     * The worst admissible price, fee counted without rounding: a long sells at or above it, a short buys at or below
     * it.
     *
     * @param instrument on its record.
     * @param isLong     whether a long is closed.
     * @param ratio      z.
     * @param feePpm     taker fee of the close.
     * @return ticks, rounded to the side that is safe.
     */
    public long limitTicks(final InstrumentRecord instrument, final boolean isLong, final long ratio, final int feePpm)
    {
        if (ContractValue.isInverse(instrument))
        {
            return inverseLimitTicks(instrument, isLong, ratio, feePpm);
        }
        // sell: P K (10^6 - phi) * 10^3 >= v (10^9 - z); buy: P K (10^6 + phi) * 10^3 <= v (10^9 + z)
        final long lotAtoms = Valuation.lotValueAtoms(instrument);
        left.product(lotAtoms, isLong ? BILLION - ratio : BILLION + ratio);
        right.product(instrument.contractFactorAtoms(), 1_000L * (isLong ? PPM - feePpm : PPM + feePpm));
        return isLong ? left.divideCeil(right) : left.divideFloor(right);
    }

    /** A long sells at p >= m (1 + phi) / (1 + z), a short buys at p <= m (1 - phi) / (1 - z): z of 10^9 allows any. */
    private long inverseLimitTicks(
        final InstrumentRecord instrument, final boolean isLong, final long ratio, final int feePpm)
    {
        final long part = isLong ? BILLION + ratio : BILLION - ratio;
        if (part <= 0)
        {
            return Long.MAX_VALUE;
        }
        left.product(instrument.markSubTicks(), 1_000L * (isLong ? PPM + feePpm : PPM - feePpm));
        right.product(instrument.subTicksPerTick(), part);
        return isLong ? left.divideCeil(right) : left.divideFloor(right);
    }

    /**
     * The worst price inside the oracle band, at least one tick wide, for a forced sale or purchase.
     *
     * @param instrument on its record.
     * @param sells      whether it sells.
     * @return ticks, rounded into the band; at least the least price of the instrument where it sells.
     */
    public static long bandTicks(final InstrumentRecord instrument, final boolean sells)
    {
        final long mark = instrument.markSubTicks();
        final long tick = instrument.subTicksPerTick();
        final long width = Math.max(tick, Fixed.multiplyDivideFloor(mark, instrument.oracleBandPpm(), PPM));
        return sells ? Math.max(ContractValue.leastTicks(instrument), Fixed.ceilDivide(mark - width, tick)) :
            (mark + width) / tick;
    }
}
