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
package io.plimsoll.io.explain;

import java.math.BigInteger;
import java.util.List;

/**
 * The formulas of the margin model in numbers that cannot overflow, written from the model and from nothing else.
 * Atoms are whole, requirements are in ppm x atoms. Source: margin model, sections 3, 4 and 6.
 */
final class Arithmetic
{
    static final BigInteger PPM = BigInteger.valueOf(1_000_000);
    /** Scale of what is needed and gained: ppm x ppm. */
    static final BigInteger SCALE = PPM.multiply(PPM);
    private static final BigInteger THOUSAND = BigInteger.valueOf(1_000);
    private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000);
    private static final BigInteger QUADRILLION = BILLION.multiply(PPM);

    private Arithmetic()
    {
    }

    static BigInteger big(final long value)
    {
        return BigInteger.valueOf(value);
    }

    /** Quotient rounded down, whatever the signs. */
    static BigInteger divideFloor(final BigInteger dividend, final BigInteger divisor)
    {
        final BigInteger[] parts = dividend.divideAndRemainder(divisor);
        return 0 != parts[1].signum() && parts[1].signum() != divisor.signum() ?
            parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    /** Quotient rounded up, whatever the signs. */
    static BigInteger divideCeil(final BigInteger dividend, final BigInteger divisor)
    {
        return divideFloor(dividend.negate(), divisor).negate();
    }

    /** Requirement of a notional: each bracket charges its rate on the part of the notional that lies in it. */
    static BigInteger requirement(final List<Evidence.Bracket> brackets, final BigInteger notional)
    {
        BigInteger sum = BigInteger.ZERO;
        for (int i = 0; i < brackets.size(); i++)
        {
            final BigInteger lower = big(brackets.get(i).lowerNotionalAtoms());
            BigInteger upper = notional;
            if (i + 1 < brackets.size())
            {
                upper = upper.min(big(brackets.get(i + 1).lowerNotionalAtoms()));
            }
            sum = sum.add(upper.subtract(lower).max(BigInteger.ZERO).multiply(big(brackets.get(i).ratePpm())));
        }
        return sum;
    }

    /** Highest bracket of which some part lies below a notional. */
    static int bracketBelow(final List<Evidence.Bracket> brackets, final BigInteger notional)
    {
        int bracket = 0;
        while (bracket + 1 < brackets.size() &&
            big(brackets.get(bracket + 1).lowerNotionalAtoms()).compareTo(notional) < 0)
        {
            bracket++;
        }
        return bracket;
    }

    /** Value of an amount, each part at the weight of its band, or what is owed at its own, rounded down. */
    static BigInteger value(final Evidence.Collateral collateral, final BigInteger atoms, final long priceAtoms)
    {
        final BigInteger unit = big(collateral.unitAtoms());
        final BigInteger whole = atoms.multiply(big(priceAtoms));
        if (atoms.signum() < 0)
        {
            return divideFloor(whole.multiply(big(collateral.liabilityWeightPpm())), unit.multiply(PPM));
        }
        final List<Evidence.Band> bands = collateral.bands();
        BigInteger sum = BigInteger.ZERO;
        for (int i = 0; i < bands.size(); i++)
        {
            BigInteger upper = whole;
            if (i + 1 < bands.size())
            {
                upper = upper.min(big(bands.get(i + 1).lowerValueAtoms()).multiply(unit));
            }
            sum = sum.add(upper.subtract(big(bands.get(i).lowerValueAtoms()).multiply(unit)).max(BigInteger.ZERO)
                .multiply(big(bands.get(i).weightPpm())));
        }
        return divideFloor(sum, unit.multiply(PPM));
    }

    /** Value of a loan at some price, times a weight, rounded up. */
    static BigInteger loanValue(final Evidence.Loan loan, final long priceAtoms, final int weightPpm)
    {
        return divideCeil(
            loan.debt().multiply(big(priceAtoms)).multiply(big(weightPpm)), big(loan.unitAtoms()).multiply(PPM));
    }

    /** An amount of an asset in reference atoms, rounded up. */
    static BigInteger converted(final Evidence.Collateral collateral, final BigInteger amount, final long priceAtoms)
    {
        return divideCeil(amount.multiply(big(priceAtoms)), big(collateral.unitAtoms()));
    }

    /** Weight of the first atom below an amount, or above it. */
    static int weightBeside(final Evidence.Collateral collateral, final BigInteger atoms, final boolean below)
    {
        if (atoms.signum() < 0 || below && atoms.signum() == 0)
        {
            return collateral.liabilityWeightPpm();
        }
        final BigInteger whole = atoms.multiply(big(collateral.priceAtoms()));
        int weight = collateral.bands().get(0).weightPpm();
        for (final Evidence.Band band : collateral.bands())
        {
            final int order = whole.compareTo(big(band.lowerValueAtoms()).multiply(big(collateral.unitAtoms())));
            weight = order > 0 || order == 0 && !below ? band.weightPpm() : weight;
        }
        return weight;
    }

    /** The share of a lot's value, times 10^9, that closing it may cost: min(1, E/MM) x r, at least -2^46. */
    static BigInteger ratio(final int ratePpm, final BigInteger equity, final BigInteger maintenance)
    {
        return divideFloor(
            THOUSAND.multiply(big(ratePpm)).multiply(PPM.multiply(equity).min(maintenance)), maintenance)
            .max(BigInteger.TWO.pow(46).negate());
    }

    /** Fee of some lots at a level of which others were taken before. */
    static BigInteger fee(final Evidence.Leg leg, final long priceTicks, final BigInteger before, final BigInteger lots)
    {
        final BigInteger with = LegValue.filled(leg, priceTicks, before.add(lots)).multiply(big(leg.feePpm()));
        final BigInteger without = LegValue.filled(leg, priceTicks, before).multiply(big(leg.feePpm()));
        return divideCeil(with, PPM).subtract(divideCeil(without, PPM));
    }

    /** Loss of lots of what is left against the mark, others taken at the level; negative if the price is better. */
    static BigInteger slippage(
        final Evidence.Leg leg,
        final long priceTicks,
        final BigInteger rest,
        final BigInteger before,
        final BigInteger lots)
    {
        return LegValue.loss(leg, LegValue.given(leg, rest, lots), LegValue.filled(leg, priceTicks, before.add(lots))
            .subtract(LegValue.filled(leg, priceTicks, before)));
    }

    /** Whether a fill costs at most its share. */
    static boolean isAdmissible(final BigInteger base, final BigInteger zeroRatio, final BigInteger value)
    {
        return base.multiply(BILLION).compareTo(zeroRatio.multiply(value)) <= 0;
    }

    /** The listed rate, but at most the share beta of the improvement over the zero price, and never below 0. */
    static BigInteger penalty(
        final Evidence.Leg leg,
        final int penaltyPpm,
        final BigInteger penaltyRatio,
        final BigInteger value,
        final BigInteger base)
    {
        final BigInteger listed = divideFloor(big(penaltyPpm).multiply(value), PPM);
        final BigInteger improvement = penaltyRatio.multiply(value).subtract(BILLION.multiply(base));
        final BigInteger share = divideFloor(big(leg.betaPpm()).multiply(improvement), QUADRILLION);
        return penaltyRatio.signum() <= 0 ? BigInteger.ZERO : listed.min(share).max(BigInteger.ZERO);
    }

    /** The same where a cost may count by the weight of what is owed in the asset of a leg. */
    static BigInteger ratio(final Evidence.Collateral settlement, final BigInteger ratio)
    {
        return settlement == null ? ratio :
            divideFloor(ratio.multiply(PPM), big(settlement.liabilityWeightPpm()));
    }

    /** What the next lot costs, times 10^15, before any rounding of money. */
    static BigInteger costOfNext(
        final Evidence.Leg leg, final long priceTicks, final int penaltyPpm, final BigInteger penaltyRatio)
    {
        final BigInteger value = LegValue.unitValue(leg, priceTicks);
        final BigInteger price = LegValue.unitPrice(leg, priceTicks);
        final BigInteger base = LegValue.loss(leg, value, price).multiply(PPM).add(big(leg.feePpm()).multiply(price));
        final BigInteger share = penaltyRatio.multiply(value).subtract(base.multiply(THOUSAND))
            .multiply(big(leg.betaPpm()));
        final BigInteger listed = value.multiply(big(penaltyPpm)).multiply(BILLION);
        final BigInteger penalty =
            penaltyRatio.signum() <= 0 ? BigInteger.ZERO : share.min(listed).max(BigInteger.ZERO);
        return base.multiply(BILLION).add(penalty);
    }

    /** The worst price at which a lot may be closed, fee counted without rounding. */
    static BigInteger zeroPrice(final Evidence.Leg leg, final BigInteger zeroRatio)
    {
        if (leg.isInverse())
        {
            return inverseZeroPrice(leg, zeroRatio);
        }
        // sell: P K (10^6 - phi) 10^3 >= v (10^9 - z); buy: P K (10^6 + phi) 10^3 <= v (10^9 + z)
        final BigInteger factor = big(leg.contractFactor()).multiply(THOUSAND);
        return leg.isLong() ?
            divideCeil(LegValue.unitValue(leg, 0).multiply(BILLION.subtract(zeroRatio)),
                factor.multiply(PPM.subtract(big(leg.feePpm())))) :
            divideFloor(LegValue.unitValue(leg, 0).multiply(BILLION.add(zeroRatio)),
                factor.multiply(PPM.add(big(leg.feePpm()))));
    }

    /** A long sells at or above m (1 + phi) / (1 + z), a short buys at or below m (1 - phi) / (1 - z). */
    private static BigInteger inverseZeroPrice(final Evidence.Leg leg, final BigInteger zeroRatio)
    {
        final BigInteger part = leg.isLong() ? BILLION.add(zeroRatio) : BILLION.subtract(zeroRatio);
        if (part.signum() <= 0)
        {
            return big(Long.MAX_VALUE);
        }
        final BigInteger fee = leg.isLong() ? PPM.add(big(leg.feePpm())) : PPM.subtract(big(leg.feePpm()));
        final BigInteger price = big(leg.markSubTicks()).multiply(fee).multiply(THOUSAND);
        final BigInteger unit = part.multiply(big(leg.markFactor() / leg.contractFactor()));
        return leg.isLong() ? divideCeil(price, unit) : divideFloor(price, unit);
    }
}
