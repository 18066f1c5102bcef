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
package io.plimsoll.core.liquidation;

import io.plimsoll.core.fixed.Fixed;
import io.plimsoll.core.fixed.Roots;
import io.plimsoll.core.margin.Brackets;
import io.plimsoll.core.margin.LoadLines;
import io.plimsoll.core.price.ContractValue;
import io.plimsoll.core.price.InstrumentRecord;
import io.plimsoll.core.price.Volatility;
import io.plimsoll.core.price.VolatilityRecord;

/**
 * The health to which a liquidation brings a position, so that the next breach is some volatilities away:
 * <pre>
 *   theta = clamp( 1 + z * sigma_tau * (1 -+ r) / r , listed , most )         - long, + short; z = 2, tau = 60 s
 * </pre>
 * r is the marginal rate in force, sigma_tau the volatility that the rates of the instrument follow, brought from its
 * clock to tau; an instrument whose rates follow none has the listed target. The most is the highest target of the load
 * lines, and what the margin-call line leaves. Rounded up to ppm. Source: margin model, section 5, example 15. 0 B.
 */
public final class TargetHealth
{
    private static final int PPM = 1_000_000;
    private static final long SCALE = 1_000_000_000_000L;
    private static final long TAU_NS = 60_000_000_000L;
    private static final int VOLATILITIES = 2;
    /** Ppb in a ppm. */
    private static final int PPB = 1_000;
    /** What the margin-call line is above the highest target, ppm. */
    private static final int CALL_MARGIN_PPM = 20_000;

    private final LoadLines lines;
    private final VolatilityRecord volatility;

    /**
     * Targets of any position.
     *
     * @param volatilities of instruments.
     * @param lines        of the engine.
     */
    public TargetHealth(final Volatility volatilities, final LoadLines lines)
    {
        this.lines = lines;
        volatility = volatilities.newRecord();
    }

    /**
     * The target of a position.
     *
     * @param instrument on its record.
     * @param lots       signed, not 0.
     * @return ppm.
     */
    int thetaPpm(final InstrumentRecord instrument, final long lots)
    {
        if (!instrument.varies())
        {
            return instrument.thetaPpm();
        }
        volatility.wrap(instrument.index());
        final long root = Roots.floorSqrt(Fixed.multiplyDivideFloor(TAU_NS, SCALE, volatility.clockNs()));
        final long sigmaPpb = Fixed.multiplyDivideFloor(volatility.sigmaPpb(), root, PPM);
        final long notionalAtoms = ContractValue.notional(instrument, Math.abs(lots));
        final long ratePpm = instrument.bracketRatePpm(Brackets.bracketOf(instrument, notionalAtoms));
        final long side = lots > 0 ? PPM - ratePpm : PPM + ratePpm;
        final long wanted =
            PPM + Fixed.multiplyDivideCeil(VOLATILITIES * sigmaPpb, side, PPB * ratePpm);
        final long most = Math.min(LoadLines.THETA_MAX_PPM, lines.ppm(LoadLines.CALL) - CALL_MARGIN_PPM);
        return (int)Math.max(instrument.thetaPpm(), Math.min(wanted, most));
    }
}
