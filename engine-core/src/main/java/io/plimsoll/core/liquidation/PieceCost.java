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
import io.plimsoll.core.fixed.Int128;

/**
 * What closing some lots of a leg at its present level and bracket costs, rounded as it will be booked:
 * <pre>
 *   slip = s * (v - P * K) * lots                                exact; of an inverse contract s * (fill - worth)
 *   fee  = ceil(phi * P * K * (taken + lots)) - ceil(phi * P * K * taken)
 *   pen  = max(0, min(floor(pi * V), floor(beta * (zp * V - 10^9 * base) / 10^15)))      base = slip + fee
 * </pre>
 * There is no penalty where {@code zp} is not above 0: the episode has then been below zero. Source: margin model,
 * sections 6.3 and 6.4.
 */
final class PieceCost
{
    private static final long PPM = 1_000_000;
    private static final long BILLION = 1_000_000_000;
    private static final long QUADRILLION = 1_000_000_000_000_000L;

    private final Int128 share = new Int128();
    private final Int128 listed = new Int128();
    private final Int128 base = new Int128();
    private long baseAtoms;
    private long feeAtoms;
    private long penaltyAtoms;

    void of(final Leg leg, final long lots)
    {
        feeAtoms = Fixed.multiplyDivideCeil(leg.filledAtoms(lots), leg.feePpm, PPM) -
            Fixed.multiplyDivideCeil(leg.filledAtoms(0), leg.feePpm, PPM);
        baseAtoms = leg.slippageAtoms(lots) + feeAtoms;
        final long valueAtoms = leg.valueAtoms(lots);
        penaltyAtoms = 0;
        if (leg.penaltyRatio <= 0)
        {
            return;
        }
        share.product(leg.penaltyRatio, valueAtoms).subtractProduct(BILLION, baseAtoms).multiply(leg.betaPpm);
        if (share.signum() <= 0)
        {
            return;
        }
        final long listedAtoms = Fixed.multiplyDivideFloor(leg.penaltyPpm, valueAtoms, PPM);
        listed.product(listedAtoms, QUADRILLION);
        penaltyAtoms = listed.compareTo(share) <= 0 ? listedAtoms : share.divideFloor(QUADRILLION);
    }

    /**
     * Cost of the next lot without rounding, for comparison and for the first guess of a size.
     *
     * @param leg    to be closed.
     * @param target register that receives atoms x 10^15.
     * @return the register, in units of the leg.
     */
    Int128 ofNextLot(final Leg leg, final Int128 target)
    {
        // base in ppm x atoms: exact, because the fee is phi_ppm * P * K
        base.product(leg.unitSlippage(), PPM).addProduct(leg.unitPrice(), leg.feePpm);
        target.set(base).multiply(1_000);
        share.product(Math.max(0, leg.penaltyRatio), leg.unitValue()).subtract(target).multiply(leg.betaPpm);
        listed.product(leg.unitValue(), leg.penaltyPpm).multiply(BILLION);
        target.set(base).multiply(BILLION);
        if (leg.penaltyRatio > 0 && share.signum() > 0)
        {
            target.add(share.compareTo(listed) <= 0 ? share : listed);
        }
        return target;
    }

    long baseAtoms()
    {
        return baseAtoms;
    }

    long feeAtoms()
    {
        return feeAtoms;
    }

    long penaltyAtoms()
    {
        return penaltyAtoms;
    }

    long totalAtoms()
    {
        return baseAtoms + penaltyAtoms;
    }
}
