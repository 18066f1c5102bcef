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

import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.account.TradedInstruments;
import io.plimsoll.core.codec.AccountEffectWriter;
import io.plimsoll.core.fixed.Fixed;
import io.plimsoll.core.memory.Arena;
import io.plimsoll.core.memory.Slab;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.ExposureRecord;
import io.plimsoll.core.price.InstrumentRecord;

/**
 * What depends on how much of an instrument is open: the factor of its initial requirement and the limits that follow
 * the depth of the market elsewhere.
 * <pre>
 *   s          = ceil(16 * clamp(OI - low, 0, high - low) / (high - low))     one of seventeen steps
 *   f          = 1 + ceil((cap - 1) * s / 16)                                 not below the line from 1 to the cap
 *   rho        = ceil(listed rho * f)                                         in force
 *   limit      = floor(depth * multiple)                                      of a position, of open interest
 * </pre>
 * The factor touches the initial requirement alone, never maintenance. It is in force from the end of the command that
 * has changed the open interest, so nothing in a command moves under it, and it moves in few steps, so that few
 * commands concern all holders. An instrument without such terms costs one comparison. Source: margin model, sections
 * 4 and 11. 0 B.
 */
public final class Exposures
{
    /** Steps of the factor between 1 and its cap. */
    public static final int STEPS = 16;
    /** A limit that is none. */
    public static final long NO_LIMIT = -1;

    private static final int PPM = 1_000_000;

    private final Slab slab;
    private final ExposureRecord exposure;
    private final InstrumentRecord instrument;
    private final TradedInstruments traded;
    private final AccountEffectWriter effects;
    private final LoadLineIndex index;

    /**
     * Reserves a record for each instrument, all zero until something is said of it.
     *
     * @param arena     to reserve in.
     * @param limits    capacities.
     * @param catalogue with the instruments.
     * @param traded    in the command that is being applied.
     * @param effects   written where something changes.
     * @param index     that hears of initial requirements that move.
     */
    public Exposures(
        final Arena arena,
        final EngineLimits limits,
        final Catalogue catalogue,
        final TradedInstruments traded,
        final AccountEffectWriter effects,
        final LoadLineIndex index)
    {
        slab = arena.slab("exposures", ExposureRecord.LENGTH, limits.instruments() + 1L);
        slab.used(slab.capacity());
        exposure = new ExposureRecord(slab);
        instrument = catalogue.newInstrumentRecord();
        this.traded = traded;
        this.effects = effects;
        this.index = index;
    }

    /**
     * A flyweight of the caller's own.
     *
     * @return a new flyweight.
     */
    public ExposureRecord newRecord()
    {
        return new ExposureRecord(slab);
    }

    /**
     * The highest position that the depth allows.
     *
     * @param instrumentIndex of an instrument.
     * @return lots, {@link #NO_LIMIT} if it has no such limit.
     */
    public long positionLimitLots(final int instrumentIndex)
    {
        exposure.wrap(instrumentIndex);
        return limitLots(exposure.positionDepthPpm());
    }

    /**
     * The highest open interest that the depth allows.
     *
     * @param instrumentIndex of an instrument.
     * @return lots, {@link #NO_LIMIT} if it has no such limit.
     */
    public long interestLimitLots(final int instrumentIndex)
    {
        exposure.wrap(instrumentIndex);
        return limitLots(exposure.interestDepthPpm());
    }

    private long limitLots(final int multiplePpm)
    {
        return multiplePpm == 0 ? NO_LIMIT : Fixed.multiplyDivideFloor(exposure.depthLots(), multiplePpm, PPM);
    }

    /** Brings the factor of each instrument that has traded in this command into force. */
    public void settle()
    {
        for (int index = traded.lowest(); index <= traded.highest(); index++)
        {
            instrument.wrap(index);
            if ((instrument.factors() & InstrumentRecord.EXPOSED) != 0 && follow())
            {
                report();
            }
        }
        traded.reset();
    }

    /**
     * Lets an instrument follow terms that have changed, and says so.
     *
     * @param instrumentIndex of the instrument.
     */
    public void changed(final int instrumentIndex)
    {
        instrument.wrap(instrumentIndex);
        follow();
        report();
    }

    /** Whether the factor of an instrument has changed. */
    private boolean follow()
    {
        exposure.wrap(instrument.index());
        final int factorPpm = factorPpm(instrument.openInterestLots());
        final boolean changes = factorPpm != exposure.factorPpm();
        final int before = instrument.initialFactorPpm();
        if ((instrument.factors() & InstrumentRecord.EXPOSED) != 0)
        {
            exposure.factorPpm(factorPpm);
            instrument.initialFactorPpm(
                (int)Fixed.multiplyDivideCeil(exposure.listedFactorPpm(), factorPpm, PPM));
        }
        if (instrument.initialFactorPpm() != before)
        {
            index.initialRates(instrument.index());
        }
        return changes;
    }

    private int factorPpm(final long openLots)
    {
        final long width = exposure.highLots() - exposure.lowLots();
        if (width == 0)
        {
            return PPM;
        }
        final long beyond = Math.max(0, Math.min(width, openLots - exposure.lowLots()));
        final long step = Fixed.ceilDivide(STEPS * beyond, width);
        return (int)(PPM + Fixed.ceilDivide((exposure.capPpm() - PPM) * step, STEPS));
    }

    private void report()
    {
        effects.exposureChanged()
            .openInterestLots(instrument.openInterestLots())
            .positionLimitLots(limitLots(exposure.positionDepthPpm()))
            .interestLimitLots(limitLots(exposure.interestDepthPpm()))
            .instrumentId(instrument.instrumentId())
            .interestFactorPpm(exposure.factorPpm())
            .initialFactorPpm(instrument.initialFactorPpm())
            .padding(0);
    }
}
