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

/**
 * Checks the order that closed a leg against its pieces, its limits and what was really traded.
 */
final class OrderChecks
{
    private final LiquidationCase of;
    private final Evidence evidence;
    private final Checks checks;

    OrderChecks(final LiquidationCase of, final Checks checks)
    {
        this.of = of;
        this.checks = checks;
        evidence = of.evidence();
    }

    /**
     * Checks the order of a leg; a leg of which nothing was closed has none.
     *
     * @param leg  of the step.
     * @param walk over its pieces.
     */
    void check(final Evidence.Leg leg, final LegWalk walk)
    {
        final Evidence.Order closing = evidence.order(leg);
        if (null == closing)
        {
            return;
        }
        final String name = "instrument " + leg.instrumentId();
        final BigInteger held = Arithmetic.big(leg.lots()).abs();
        checks.equal("side of the order", name, closing.sells() ? "SELL" : "BUY", leg.isLong() ? "SELL" : "BUY");
        checks.equal("lots of the order", name, closing.lots(), held.subtract(walk.rest()));
        checks.hold("lots at most the position", name, walk.rest().signum() >= 0, closing.lots(), "at most " + held);
        checks.equal("limit of the order", name, closing.limitTicks(),
            walk.steps().isEmpty() ? 0 : walk.steps().get(walk.steps().size() - 1).piece().priceTicks());
        checks.hold("limit within the oracle band", name, leg.isLong() ?
            closing.limitTicks() >= leg.bandTicks() : closing.limitTicks() <= leg.bandTicks(),
            closing.limitTicks(), "band " + leg.bandTicks());
        checkExtension(leg, closing, walk, name);
        checks.equal("fills by price", name, Fills.of(evidence, closing), Fills.of(walk.steps()));
        checks.equal("maker orders met", name, walk.steps().stream().map(step -> step.piece().trades()).toList(),
            Fills.trades(evidence, closing, walk.steps()));
        checks.equal("fees of the fills", name, Fills.fees(evidence, closing),
            walk.steps().stream().map(LegWalk.Step::fee).reduce(BigInteger.ZERO, BigInteger::add));
    }

    private void checkExtension(
        final Evidence.Leg leg, final Evidence.Order closing, final LegWalk walk, final String name)
    {
        final long beyond =
            closing.lots() - closing.minimalLots() - closing.dustLots() - closing.blockLots();
        final LiquidationCase.Terms terms = of.terms().get(leg.instrumentId());
        final boolean isFull = null != terms && terms.isFull();
        checks.hold("lots beyond the minimal size", name, isFull ? beyond >= 0 : 0 == beyond, beyond,
            isFull ? "0 or more, by the policy FULL" : "0");
        final BigInteger minimal = walk.steps().stream().filter(LegWalk.Step::isMinimal)
            .map(step -> Arithmetic.big(step.piece().lots())).reduce(BigInteger.ZERO, BigInteger::add);
        checks.equal("lots of the minimal size", name, closing.minimalLots(), minimal);
        final BigInteger beforeDust =
            walk.rest().add(Arithmetic.big(closing.dustLots())).add(Arithmetic.big(Math.max(0, beyond)));
        checks.hold("dust", name, 0 == closing.dustLots() || LegValue.notional(leg, beforeDust)
            .compareTo(Arithmetic.big(leg.minNotionalAtoms())) < 0 && 0 == walk.rest().signum(), closing.dustLots(),
            "none, or a whole rest below " + leg.minNotionalAtoms());
        checks.hold("block", name, 0 == closing.blockLots() || leg.markSubTicks() < leg.minMarkSubTicks(),
            closing.blockLots(), "none at a mark of " + leg.minMarkSubTicks() + " or more");
    }
}
