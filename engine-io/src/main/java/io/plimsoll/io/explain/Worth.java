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
import java.util.Map;

/**
 * What an account is worth and what it must hold.
 *
 * @param equity      in atoms.
 * @param maintenance in ppm x atoms.
 * @param loans       B, value of the loans, in atoms.
 */
record Worth(BigInteger equity, BigInteger maintenance, BigInteger loans)
{
    /**
     * Worth of the account when a step began, at the marks and prices in its evidence.
     *
     * @param evidence of the step.
     * @return the worth.
     */
    static Worth of(final Evidence evidence)
    {
        return at(evidence, Map.of(), Map.of());
    }

    /**
     * Worth of the account with the positions and the cash that the evidence shows, at other marks and prices.
     *
     * @param evidence of the step.
     * @param marks    by instrument; those of the evidence where one is missing.
     * @param prices   by asset; those of the evidence where one is missing.
     * @return the worth.
     */
    static Worth at(final Evidence evidence, final Map<Integer, Long> marks, final Map<Integer, Long> prices)
    {
        BigInteger equity = evidence.opening().cash();
        BigInteger maintenance = BigInteger.ZERO;
        for (final Evidence.Leg leg : evidence.legs())
        {
            final long mark = marks.getOrDefault(leg.instrumentId(), leg.markSubTicks());
            if (evidence.settlement(leg) == null)
            {
                final BigInteger value = LegValue.worth(leg, Arithmetic.big(leg.lots()), mark);
                equity = equity.add(value).subtract(leg.cost()).subtract(leg.fundingDue());
                maintenance = maintenance.add(Arithmetic.requirement(leg.brackets(), value.abs()));
            }
        }
        for (final Evidence.Collateral collateral : evidence.collaterals())
        {
            final long price = prices.getOrDefault(collateral.assetId(), collateral.priceAtoms());
            equity = equity.add(Arithmetic.value(collateral, net(evidence, collateral, marks), price));
            maintenance = maintenance.add(
                Arithmetic.converted(collateral, required(evidence, collateral, marks), price));
        }
        BigInteger loans = BigInteger.ZERO;
        for (final Evidence.Loan loan : evidence.loans())
        {
            final long price = prices.getOrDefault(loan.assetId(), loan.priceAtoms());
            equity = equity.subtract(Arithmetic.loanValue(loan, price, loan.weightPpm()));
            loans = loans.add(Arithmetic.loanValue(loan, price, Arithmetic.PPM.intValueExact()));
        }
        return new Worth(equity, maintenance, loans);
    }

    /**
     * What the account has of an asset with the positions that settle in it.
     *
     * @param evidence   of the step.
     * @param collateral the asset.
     * @param marks      by instrument; those of the evidence where one is missing.
     * @return atoms of the asset.
     */
    static BigInteger net(
        final Evidence evidence, final Evidence.Collateral collateral, final Map<Integer, Long> marks)
    {
        BigInteger sum = collateral.balance();
        for (final Evidence.Leg leg : evidence.legs())
        {
            if (leg.settlementAssetId() == collateral.assetId())
            {
                final long mark = marks.getOrDefault(leg.instrumentId(), leg.markSubTicks());
                sum = sum.add(LegValue.worth(leg, Arithmetic.big(leg.lots()), mark)).subtract(leg.cost())
                    .subtract(leg.fundingDue());
            }
        }
        return sum;
    }

    /**
     * What the positions that settle in an asset require.
     *
     * @param evidence   of the step.
     * @param collateral the asset.
     * @param marks      by instrument; those of the evidence where one is missing.
     * @return ppm x atoms of the asset.
     */
    static BigInteger required(
        final Evidence evidence, final Evidence.Collateral collateral, final Map<Integer, Long> marks)
    {
        BigInteger sum = BigInteger.ZERO;
        for (final Evidence.Leg leg : evidence.legs())
        {
            if (leg.settlementAssetId() == collateral.assetId())
            {
                final long mark = marks.getOrDefault(leg.instrumentId(), leg.markSubTicks());
                sum = sum.add(Arithmetic.requirement(
                    leg.brackets(), LegValue.notional(leg, Arithmetic.big(leg.lots()), mark)));
            }
        }
        return sum;
    }

    /**
     * Whether equity is below a line.
     *
     * @param linePpm multiple of the requirement.
     * @return true if strictly below.
     */
    boolean isBelow(final long linePpm)
    {
        return need(linePpm).signum() > 0;
    }

    /**
     * What is missing to a line.
     *
     * @param linePpm multiple of the requirement.
     * @return atoms x 10^12; negative if more than enough is there.
     */
    BigInteger need(final long linePpm)
    {
        return maintenance.multiply(Arithmetic.big(linePpm)).subtract(equity.multiply(Arithmetic.SCALE))
            .add(loans.multiply(Arithmetic.big(linePpm).subtract(Arithmetic.PPM)).multiply(Arithmetic.PPM));
    }

    /**
     * The requirement as it is published.
     *
     * @return atoms, rounded up.
     */
    BigInteger maintenanceAtoms()
    {
        return Arithmetic.divideCeil(maintenance, Arithmetic.PPM);
    }

    /**
     * Whether equity over requirement, which prices fills and penalties, is lower than another's.
     *
     * @param other to compare with; both requirements are above 0.
     * @return true if lower.
     */
    boolean isLowerThan(final Worth other)
    {
        return equity.multiply(other.maintenance).compareTo(other.equity.multiply(maintenance)) < 0;
    }
}
