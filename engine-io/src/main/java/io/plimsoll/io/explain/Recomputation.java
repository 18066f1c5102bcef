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

import io.plimsoll.core.codec.generated.InstrumentState;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Recomputes a step of a liquidation from its marks, brackets and levels, and compares every number with the journal.
 */
final class Recomputation
{
    private static final long LINE_PPM = 1_000_000;
    private static final int STAGE_BOOK = 4;

    private final Checks checks = new Checks();
    private final List<LegWalk> walks = new ArrayList<>();
    private final List<LegWalk.Step> order = new ArrayList<>();
    private final List<BigInteger> gains = new ArrayList<>();
    private Nets nets;
    private final LiquidationCase of;
    private final Evidence evidence;
    private Worth start;
    private Worth end;
    private BigInteger surplus;
    private BigInteger lessShortfall;
    private BigInteger lessGain;

    Recomputation(final LiquidationCase of)
    {
        this.of = of;
        evidence = of.evidence();
        if (isComputable())
        {
            checkTerms();
            checkStart();
            walkLegs();
            checkSize();
            checkEnd();
        }
    }

    private boolean isComputable()
    {
        final Evidence.Opening opening = evidence.opening();
        checks.equal("positions in the record", "", evidence.legs().size(), opening.legCount());
        checks.equal("collaterals in the record", "", evidence.collaterals().size(), opening.collateralCount());
        checks.equal("loans in the record", "", evidence.loans().size(), opening.loanCount());
        checks.hold("closing in the record", "", null != evidence.closing(), null == evidence.closing() ? "no" : "yes",
            "yes");
        boolean isSound = null != evidence.closing() && !evidence.legs().isEmpty();
        for (final Evidence.Leg leg : evidence.legs())
        {
            isSound &= 0 != leg.lots() && leg.markSubTicks() > 0 && leg.markFactor() > 0 && leg.contractFactor() > 0 &&
                leg.feePpm() >= 0 && leg.feePpm() < LINE_PPM && !leg.brackets().isEmpty();
        }
        for (final Evidence.Collateral collateral : evidence.collaterals())
        {
            isSound &= collateral.unitAtoms() > 0;
        }
        for (final Evidence.Loan loan : evidence.loans())
        {
            isSound &= loan.unitAtoms() > 0;
        }
        for (final Evidence.Piece piece : evidence.pieces())
        {
            isSound &= evidence.orders().stream().anyMatch(each -> each.instrumentId() == piece.instrumentId()) &&
                evidence.legs().stream().anyMatch(each -> each.instrumentId() == piece.instrumentId());
        }
        checks.hold("record complete and positive", "", isSound, isSound ? "yes" : "no", "yes");
        start = isSound ? Worth.of(evidence) :
            new Worth(BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);
        return isSound && start.maintenance().signum() > 0;
    }

    private void checkTerms()
    {
        for (final Evidence.Leg leg : evidence.legs())
        {
            final String name = "instrument " + leg.instrumentId();
            final LiquidationCase.Terms terms = of.terms().get(leg.instrumentId());
            checks.equal("terms as listed", name, listed(leg, leg.brackets()), null == terms ? "none" :
                listed(terms.leg(), of.rates().brackets(leg, terms.leg())));
            if (null != terms)
            {
                checks.equal("rate at entry", name, leg.entryRatePpm(), of.rates().entryPpm(leg, terms.leg()));
                checks.hold("close policy", name, !terms.isFull() || evidence.opening().isFull(),
                    evidence.opening().isFull() ? "FULL" : "PARTIAL", "FULL");
                checks.equal("oracle band", name, leg.bandTicks(), band(leg, terms));
                checks.equal("in its final window", name, leg.isInFinalWindow(),
                    of.moment().timestampNs() >= terms.windowNs());
            }
            checks.equal("state of the last transition", name, leg.stateName(), Evidence.Leg.stateName(
                of.states().getOrDefault(leg.instrumentId(), (int)InstrumentState.OPEN.value())));
            if (null == evidence.settlement(leg) || leg.isPriced())
            {
                checks.equal("state of its index", name, Evidence.Leg.oracleStateName(leg.oracleState()),
                    Evidence.Leg.oracleStateName(of.oracleStates().getOrDefault(leg.instrumentId(), 0)));
            }
            checks.hold("closed only while it trades", name, leg.isTrading() || null == evidence.order(leg),
                leg.obstacle(), InstrumentState.OPEN.name());
            checks.equal("mark of the last price command", name, leg.markSubTicks(),
                of.marks().containsKey(leg.instrumentId()) ? of.marks().get(leg.instrumentId()) : "none");
        }
        for (final Evidence.Collateral collateral : evidence.collaterals())
        {
            checks.equal("terms as listed", "asset " + collateral.assetId(),
                LiquidationCase.asset(collateral.unitAtoms(), collateral.bands()),
                of.assets().getOrDefault(collateral.assetId(), "none"));
            checks.equal("weight of what is owed", "asset " + collateral.assetId(), collateral.liabilityWeightPpm(),
                Arithmetic.PPM);
            checks.equal("price of the last price command", "asset " + collateral.assetId(), collateral.priceAtoms(),
                of.prices().getOrDefault(collateral.assetId(), 0L));
            checks.equal("collateral value", "asset " + collateral.assetId(), collateral.value(),
                Arithmetic.value(collateral, Worth.net(evidence, collateral, Map.of()), collateral.priceAtoms()));
        }
        for (final Evidence.Loan loan : evidence.loans())
        {
            final String name = "loan of asset " + loan.assetId();
            checks.equal("weight as listed", name, loan.weightPpm(), of.weights().getOrDefault(loan.assetId(), 0));
            checks.equal("price of the last price command", name, loan.priceAtoms(),
                of.prices().getOrDefault(loan.assetId(), 1L));
            checks.equal("loan value", name, loan.value(),
                Arithmetic.loanValue(loan, loan.priceAtoms(), Arithmetic.PPM.intValueExact()));
            checks.equal("weighted loan value", name, loan.weighted(),
                Arithmetic.loanValue(loan, loan.priceAtoms(), loan.weightPpm()));
        }
    }

    private static String listed(final Evidence.Leg leg, final List<Evidence.Bracket> brackets)
    {
        return "k " + leg.markFactor() + ", K " + leg.contractFactor() + ", least notional " + leg.minNotionalAtoms() +
            ", least mark " + leg.minMarkSubTicks() + ", fee " + leg.feePpm() + ", beta " + leg.betaPpm() +
            ", settles in " + leg.settlementAssetId() + ", kind " + leg.kind() + ", " + brackets;
    }

    private static BigInteger band(final Evidence.Leg leg, final LiquidationCase.Terms terms)
    {
        final BigInteger mark = Arithmetic.big(leg.markSubTicks());
        final BigInteger tick = Arithmetic.big(terms.subTicks());
        final BigInteger width =
            Arithmetic.divideFloor(mark.multiply(Arithmetic.big(terms.oracleBandPpm())), Arithmetic.PPM).max(tick);
        final BigInteger least = leg.isInverse() ?
            Arithmetic.divideCeil(Arithmetic.big(leg.minMarkSubTicks()), tick) : BigInteger.ONE;
        return leg.isLong() ? Arithmetic.divideCeil(mark.subtract(width), tick).max(least) :
            Arithmetic.divideFloor(mark.add(width), tick);
    }

    private void checkStart()
    {
        final Evidence.Opening opening = evidence.opening();
        checks.equal("equity", "", opening.equity(), start.equity());
        checks.equal("maintenance", "", opening.maintenance(), start.maintenance());
        final Worth lowest = of.lowest(start);
        checks.equal("lowest equity of the episode", "", opening.lowestEquity(), lowest.equity());
        checks.equal("lowest maintenance of the episode", "", opening.lowestMaintenance(), lowest.maintenance());
        checks.equal("loans", "", opening.loans(), start.loans());
        checks.equal("stage", "", opening.stage(), STAGE_BOOK);
        final LiquidationCase.Entry entry = of.entry();
        checks.hold("episode begun in the journal", "", null != entry, null == entry ? "no" : "yes", "yes");
        if (null != entry)
        {
            checks.hold("trigger: equity below maintenance", "", entry.equity().compareTo(entry.maintenance()) < 0,
                entry.equity(), "below " + entry.maintenance());
            checks.equal("target of the episode", "", opening.thetaPpm(), entry.thetaPpm());
        }
        final boolean isFirst = null != entry && entry.moment().sequence() == of.moment().sequence();
        if (isFirst && !of.isLaterStep() && !evidence.isSetOff())
        {
            checks.equal("equity when the episode began", "", entry.equity(), start.equity());
            checks.equal("maintenance when the episode began", "", entry.maintenance(), start.maintenanceAtoms());
            checks.hold("trigger: recomputed", "", start.isBelow(LINE_PPM), start.equity(),
                "below " + start.maintenanceAtoms());
        }
        checks.hold("below the target", "", start.isBelow(opening.thetaPpm()), start.equity(),
            "below " + targetAtoms(start));
        final int listed = evidence.legs().stream().mapToInt(
            leg -> of.terms().containsKey(leg.instrumentId()) ? of.terms().get(leg.instrumentId()).thetaPpm() : 0)
            .max().orElse(0);
        checks.hold("target as listed", "", opening.thetaPpm() >= listed, opening.thetaPpm(), "at least " + listed);
    }

    /** Equity at the target. */
    BigInteger targetAtoms(final Worth worth)
    {
        return Arithmetic.divideCeil(
            worth.need(evidence.opening().thetaPpm()).add(worth.equity().multiply(Arithmetic.SCALE)), Arithmetic.SCALE);
    }

    private void walkLegs()
    {
        int first = 1;
        for (final Evidence.Leg leg : evidence.legs())
        {
            final LegWalk walk = new LegWalk(
                leg, evidence.settlement(leg), evidence.order(leg), start, of.lowest(start), checks);
            final List<Evidence.Piece> pieces = evidence.pieces(leg);
            walk.walk(pieces, first);
            first += pieces.size();
            walks.add(walk);
            new OrderChecks(of, checks).check(leg, walk);
        }
    }

    private void checkSize()
    {
        nets = new Nets(evidence, evidence.opening().thetaPpm());
        mergeByCost();
        BigInteger left = start.need(evidence.opening().thetaPpm());
        for (int i = 0; i < order.size(); i++)
        {
            final LegWalk.Step step = order.get(i);
            final boolean isLast = i == order.size() - 1;
            if (!isLast)
            {
                left = left.subtract(gains.get(i));
                checks.hold("needed after the pieces before", "piece of " + step.piece().lots() + " lots at " +
                    step.piece().priceTicks(), left.signum() > 0, left, "above 0");
            }
            else
            {
                surplus = gains.get(i).subtract(left);
                lessShortfall = left.subtract(lessGain);
                checks.hold("minimal: one lot less misses the target", "", lessShortfall.signum() > 0,
                    "misses by " + lessShortfall, "misses by more than 0");
            }
        }
    }

    /** The order in which the pieces of all legs were taken: the cheapest for the requirement it frees comes first. */
    private void mergeByCost()
    {
        final Map<LegWalk, Integer> next = new HashMap<>();
        LegWalk cheapest;
        do
        {
            cheapest = null;
            for (final LegWalk walk : walks)
            {
                final LegWalk.Step step = step(walk, next);
                if (null != step && step.isMinimal() && (null == cheapest || isCheaper(step, step(cheapest, next))))
                {
                    cheapest = walk;
                }
            }
            if (null != cheapest)
            {
                take(step(cheapest, next));
                next.merge(cheapest, 1, Integer::sum);
            }
        }
        while (null != cheapest);
    }

    private void take(final LegWalk.Step step)
    {
        order.add(step);
        gains.add(nets.gain(step.leg(), step.freed(), step.cost()));
        lessGain = nets.gain(step.leg(), step.lessFreed(), step.lessCost());
        nets.take(step);
    }

    private static LegWalk.Step step(final LegWalk walk, final Map<LegWalk, Integer> next)
    {
        final int index = next.getOrDefault(walk, 0);
        return index < walk.steps().size() ? walk.steps().get(index) : null;
    }

    private boolean isCheaper(final LegWalk.Step step, final LegWalk.Step other)
    {
        return nets.costRatio(step).multiply(Arithmetic.big(other.piece().ratePpm()))
            .compareTo(nets.costRatio(other).multiply(Arithmetic.big(step.piece().ratePpm()))) < 0;
    }

    private void checkEnd()
    {
        final Nets after = new Nets(evidence, evidence.opening().thetaPpm());
        BigInteger equity = start.equity().subtract(after.worth().equity());
        BigInteger fee = BigInteger.ZERO;
        BigInteger penalty = BigInteger.ZERO;
        BigInteger maintenance = BigInteger.ZERO;
        BigInteger closed = BigInteger.ZERO;
        BigInteger minimal = BigInteger.ZERO;
        for (int i = 0; i < walks.size(); i++)
        {
            final LegWalk walk = walks.get(i);
            final Evidence.Leg leg = evidence.legs().get(i);
            final boolean isReference = null == evidence.settlement(leg);
            walk.steps().forEach(after::take);
            equity = isReference ? equity.subtract(walk.sum(LegWalk.Step::cost)) : equity;
            fee = fee.add(after.converted(leg, walk.sum(LegWalk.Step::fee)));
            penalty = penalty.add(after.converted(leg, walk.sum(LegWalk.Step::penalty)));
            closed = closed.add(after.converted(leg, walk.sum(LegWalk.Step::value)));
            minimal = minimal.add(after.converted(
                leg, walk.sum(step -> step.isMinimal() ? step.value() : BigInteger.ZERO)));
            maintenance = isReference ? maintenance.add(
                Arithmetic.requirement(leg.brackets(), LegValue.notional(leg, walk.rest()))) : maintenance;
        }
        end = new Worth(equity.add(after.worth().equity()), maintenance.add(after.worth().maintenance()),
            start.loans());
        final Evidence.Closing closing = evidence.closing();
        checks.equal("account of the closing", "", closing.accountId(), evidence.opening().accountId());
        checks.equal("episode of the closing", "", closing.episodeId(), evidence.opening().episodeId());
        checks.hold("purged orders cancelled", "", evidence.cancels().containsAll(evidence.purges()),
            evidence.purges(), "each among the cancels of the command");
        checks.equal("number of pieces", "", closing.pieces(), evidence.pieces().size());
        checks.equal("total fee", "", closing.fee(), fee);
        checks.equal("total penalty", "", closing.penalty(), penalty);
        checks.equal("notional closed", "", closing.closedNotional(), closed);
        checks.equal("notional of the minimal size", "", closing.minimalNotional(), minimal);
        checks.equal("equity after", "", closing.equity(), end.equity());
        checks.equal("maintenance after", "", closing.maintenance(), end.maintenance());
        // Each asset in which something settles rounds its value down by itself.
        final long assets = evidence.legs().stream().filter(leg -> null != evidence.settlement(leg)).count();
        checks.hold("equity not taken below zero", "", start.equity().signum() < 0 ||
            end.equity().compareTo(Arithmetic.big(-assets)) >= 0, end.equity(), -assets + " or more");
        checkOutcome(closing.outcome());
    }

    private void checkOutcome(final String outcome)
    {
        final boolean isReached = !end.isBelow(evidence.opening().thetaPpm());
        final String reached = 0 == end.maintenance().signum() ? "FLAT" : "REACHED";
        checks.hold("outcome", "", isReached ? reached.equals(outcome) :
            "UNREACHED".equals(outcome) || "QUEUED".equals(outcome), outcome,
            isReached ? reached : "UNREACHED or QUEUED");
    }

    LiquidationCase of()
    {
        return of;
    }

    Checks checks()
    {
        return checks;
    }

    /** Worth at the start of the step. */
    Worth start()
    {
        return start;
    }

    /** Worth after it; null where the record does not allow it to be computed. */
    Worth end()
    {
        return end;
    }

    /** Pieces of all legs, in the order of the journal. */
    List<LegWalk.Step> steps()
    {
        final List<LegWalk.Step> steps = new ArrayList<>();
        walks.forEach(walk -> steps.addAll(walk.steps()));
        return steps;
    }

    /** The last piece of the minimal size; null if nothing was closed. */
    LegWalk.Step last()
    {
        return order.isEmpty() ? null : order.get(order.size() - 1);
    }

    /** What the minimal size has beyond the target, in atoms x 10^12; below 0 if it does not reach it. */
    BigInteger surplus()
    {
        return surplus;
    }

    /** What one lot less would miss, in atoms x 10^12. */
    BigInteger lessShortfall()
    {
        return lessShortfall;
    }
}
