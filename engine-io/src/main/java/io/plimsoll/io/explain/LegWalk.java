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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Walks the pieces of one leg again, in the order in which they were taken, and checks each: bracket, ratios, fee,
 * penalty, admissibility, price. Source: margin model, section 6.
 */
final class LegWalk
{
    private final List<Step> steps = new ArrayList<>();
    private final Evidence.Leg leg;
    private final Evidence.Order order;
    private final Worth start;
    private final Worth lowest;
    private final Evidence.Collateral settlement;
    private final Checks checks;
    private BigInteger rest;
    private BigInteger taken = BigInteger.ZERO;
    private long levelTicks;

    /**
     * A piece with what it cost and gained.
     *
     * @param leg        that it belongs to.
     * @param piece      as recorded.
     * @param isMinimal  whether it belongs to the minimal size, not to dust, block or full close.
     * @param slippage   loss against the mark.
     * @param fee        recomputed.
     * @param penalty    recomputed.
     * @param freed      requirement that it frees.
     * @param lessFreed  requirement that it would free with one lot less.
     * @param lessCost   what it would cost with one lot less.
     * @param costOfNext cost of its first lot, times 10^15, in the unit of its value.
     * @param value      notional that it closes.
     */
    record Step(
        Evidence.Leg leg,
        Evidence.Piece piece,
        boolean isMinimal,
        BigInteger slippage,
        BigInteger fee,
        BigInteger penalty,
        BigInteger freed,
        BigInteger lessFreed,
        BigInteger lessCost,
        BigInteger costOfNext,
        BigInteger value)
    {
        BigInteger cost()
        {
            return slippage.add(fee).add(penalty);
        }

        /** Value of a lot in the unit in which its cost is counted. */
        BigInteger unitValue()
        {
            return LegValue.unitValue(leg, piece.priceTicks());
        }
    }

    LegWalk(
        final Evidence.Leg leg,
        final Evidence.Collateral settlement,
        final Evidence.Order order,
        final Worth start,
        final Worth lowest,
        final Checks checks)
    {
        this.leg = leg;
        this.order = order;
        this.start = start;
        this.lowest = lowest;
        this.settlement = settlement;
        this.checks = checks;
        rest = Arithmetic.big(leg.lots()).abs();
    }

    /**
     * Walks the pieces.
     *
     * @param pieces of the leg, in order.
     * @param first  number of the first piece in the step, from 1.
     */
    void walk(final List<Evidence.Piece> pieces, final int first)
    {
        BigInteger closed = BigInteger.ZERO;
        for (int i = 0; i < pieces.size(); i++)
        {
            final boolean isMinimal = closed.compareTo(Arithmetic.big(order.minimalLots())) < 0;
            walk(pieces.get(i), isMinimal, "piece " + (first + i));
            closed = closed.add(Arithmetic.big(pieces.get(i).lots()));
        }
    }

    private void walk(final Evidence.Piece piece, final boolean isMinimal, final String name)
    {
        final BigInteger lots = Arithmetic.big(piece.lots());
        int bracket = Arithmetic.bracketBelow(leg.brackets(), LegValue.notional(leg, rest));
        BigInteger most = LegValue.lotsAbove(leg, rest, lower(bracket));
        if (0 == most.signum())
        {
            // The lot lies across an edge: it goes alone, at the rate of the bracket that it reaches.
            bracket = Arithmetic.bracketBelow(
                leg.brackets(), LegValue.notional(leg, rest.subtract(BigInteger.ONE)).add(BigInteger.ONE));
            most = BigInteger.ONE;
        }
        final Evidence.Bracket at = leg.brackets().get(bracket);
        final BigInteger zeroRatio =
            Arithmetic.ratio(settlement, Arithmetic.ratio(at.ratePpm(), start.equity(), start.maintenance()));
        final BigInteger penaltyRatio =
            Arithmetic.ratio(settlement, Arithmetic.ratio(at.ratePpm(), lowest.equity(), lowest.maintenance()));
        checks.equal("bracket", name, piece.bracketIndex(), bracket);
        checks.equal("maintenance rate", name, piece.ratePpm(), at.ratePpm());
        checks.equal("zero price ratio z", name, piece.zeroRatio(), zeroRatio);
        checks.equal("penalty ratio", name, piece.penaltyRatio(), penaltyRatio);
        checks.hold("lots within level and bracket", name, lots.signum() > 0 && lots.compareTo(most) <= 0, lots,
            "1 to " + most);
        checkPrice(piece, name);
        final Step step = step(piece, at, penaltyRatio, isMinimal);
        checks.equal("fee", name, piece.fee(), step.fee());
        checks.equal("penalty", name, piece.penalty(), step.penalty());
        checks.equal("penalty to the insurance fund", name, piece.fund(), piece.penalty());
        final BigInteger base = step.slippage().add(step.fee());
        final BigInteger given = LegValue.given(leg, rest, lots);
        checks.hold("admissible at the zero price", name, Arithmetic.isAdmissible(base, zeroRatio, given),
            "cost " + base, "at most " + zeroRatio.multiply(given).divide(Arithmetic.big(1_000_000_000)));
        steps.add(step);
        rest = rest.subtract(lots);
        taken = taken.add(lots);
    }

    private void checkPrice(final Evidence.Piece piece, final String name)
    {
        final long price = piece.priceTicks();
        if (price != levelTicks)
        {
            final boolean isWorse = 0 == levelTicks || (leg.isLong() ? price < levelTicks : price > levelTicks);
            checks.hold("best price first", name, isWorse, price, (leg.isLong() ? "below " : "above ") + levelTicks);
            levelTicks = price;
            taken = BigInteger.ZERO;
        }
        final long worst = order.limitTicks();
        checks.hold("price within the limit", name, leg.isLong() ? price >= worst : price <= worst, price,
            (leg.isLong() ? "at least " : "at most ") + worst);
    }

    private Step step(
        final Evidence.Piece piece,
        final Evidence.Bracket bracket,
        final BigInteger penaltyRatio,
        final boolean isMinimal)
    {
        final BigInteger lots = Arithmetic.big(piece.lots());
        final BigInteger slippage = Arithmetic.slippage(leg, piece.priceTicks(), rest, taken, lots);
        final BigInteger fee = Arithmetic.fee(leg, piece.priceTicks(), taken, lots);
        final BigInteger penalty = penalty(piece, bracket, penaltyRatio, lots);
        return new Step(leg, piece, isMinimal, slippage, fee, penalty,
            freed(lots),
            freed(lots.subtract(BigInteger.ONE)),
            cost(piece, bracket, penaltyRatio, lots.subtract(BigInteger.ONE)),
            Arithmetic.costOfNext(leg, piece.priceTicks(), bracket.penaltyPpm(), penaltyRatio),
            LegValue.notional(leg, rest).subtract(LegValue.notional(leg, rest.subtract(lots))));
    }

    private BigInteger penalty(
        final Evidence.Piece piece,
        final Evidence.Bracket bracket,
        final BigInteger penaltyRatio,
        final BigInteger lots)
    {
        final BigInteger base = Arithmetic.slippage(leg, piece.priceTicks(), rest, taken, lots)
            .add(Arithmetic.fee(leg, piece.priceTicks(), taken, lots));
        return Arithmetic.penalty(leg, bracket.penaltyPpm(), penaltyRatio, LegValue.given(leg, rest, lots), base);
    }

    private BigInteger freed(final BigInteger lots)
    {
        return Arithmetic.requirement(leg.brackets(), LegValue.notional(leg, rest))
            .subtract(Arithmetic.requirement(leg.brackets(), LegValue.notional(leg, rest.subtract(lots))));
    }

    private BigInteger cost(
        final Evidence.Piece piece,
        final Evidence.Bracket bracket,
        final BigInteger penaltyRatio,
        final BigInteger lots)
    {
        return Arithmetic.slippage(leg, piece.priceTicks(), rest, taken, lots)
            .add(Arithmetic.fee(leg, piece.priceTicks(), taken, lots))
            .add(penalty(piece, bracket, penaltyRatio, lots));
    }

    private BigInteger lower(final int bracket)
    {
        return Arithmetic.big(leg.brackets().get(bracket).lowerNotionalAtoms());
    }

    /** Of all pieces. */
    BigInteger sum(final Function<Step, BigInteger> part)
    {
        return steps.stream().map(part).reduce(BigInteger.ZERO, BigInteger::add);
    }

    List<Step> steps()
    {
        return steps;
    }

    /**
     * What is left of the position.
     *
     * @return lots, not negative unless the record is wrong.
     */
    BigInteger rest()
    {
        return rest;
    }
}
