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
import io.plimsoll.core.price.InstrumentRecord;
import io.plimsoll.core.price.Volatility;
import io.plimsoll.core.price.VolatilityRecord;

/**
 * The scale of the initial rates of an instrument: how far volatility has raised them over those that are listed. While
 * the scale is at most {@code g} times what it was, {@code g >= 1}, each rate is at most {@code g} times what it was
 * and, because rates are whole ppm, one ppm more; while it is at least {@code g} times, {@code g <= 1}, each rate is at
 * least that less one ppm. Both hold where rates meet their cap.
 */
final class InitialScale
{
    private static final long PPM = 1_000_000;

    private final VolatilityRecord volatility;

    InitialScale(final Volatility volatility)
    {
        this.volatility = volatility.newRecord();
    }

    /**
     * The scale now.
     *
     * @param instrument on its record.
     * @return ppm, at least 10^6.
     */
    long of(final InstrumentRecord instrument)
    {
        if (!instrument.varies())
        {
            return PPM;
        }
        volatility.wrap(instrument.index());
        final int highest = Math.max(volatility.targetPpm(),
            Math.max(volatility.inForcePpm(), volatility.announcedPpm()));
        return Fixed.ceilDivide(highest * PPM, instrument.baseRatePpm());
    }

    /**
     * Whether the factor of the initial over the maintenance requirement moves too, with open interest.
     *
     * @param instrument on its record.
     * @return true if so.
     */
    static boolean hasFactor(final InstrumentRecord instrument)
    {
        return (instrument.factors() & InstrumentRecord.EXPOSED) != 0;
    }

    /**
     * Whether initial rates can move at all.
     *
     * @param instrument on its record.
     * @return true if so.
     */
    static boolean moves(final InstrumentRecord instrument)
    {
        return instrument.varies() || hasFactor(instrument);
    }
}
