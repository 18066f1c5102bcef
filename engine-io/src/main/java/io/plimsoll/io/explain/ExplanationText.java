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
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Words for a recomputed step: why this account, why now, why this size, what it cost, and what agrees.
 */
final class ExplanationText
{
    private static final String PIECES =
        "  %-6s %12s %12s %14s %14s %12s %12s %14s";
    private static final String CHECK = "  %-46s %s";

    private final List<String> lines = new ArrayList<>();
    private final Recomputation found;
    private final LiquidationCase of;
    private final Evidence evidence;

    ExplanationText(final Recomputation found)
    {
        this.found = found;
        of = found.of();
        evidence = of.evidence();
    }

    List<String> lines()
    {
        final Evidence.Opening opening = evidence.opening();
        add("Liquidation %d: step %d of episode %d of account %d, at sequence %d, %s", opening.liquidationId(),
            of.earlier().size() + 1, opening.episodeId(), opening.accountId(), of.moment().sequence(),
            time(of.moment()));
        if (null != found.end())
        {
            whyThisAccount();
            whyNow();
            whyThisSize();
            whatItCost();
        }
        agreement();
        return lines;
    }

    private void whyThisAccount()
    {
        title("Why this account");
        add("  Its equity was %,d atoms, its maintenance requirement %,d: health %s, %s.", found.start().equity(),
            found.start().maintenanceAtoms(), health(found.start()),
            found.start().isBelow(1_000_000) ? "below 1, the line at which it is liquidated" :
                "not below 1, but below the target of the episode that it is in");
        add("    cash %,d", evidence.opening().cash());
        for (final Evidence.Leg leg : evidence.legs())
        {
            add("    instrument %d: %s%s %,d lots at the mark %,d sub-ticks, profit %,d, requirement %,d",
                leg.instrumentId(), leg.isInverse() ? "inverse, " : "", leg.isLong() ? "long" : "short",
                Math.abs(leg.lots()), leg.markSubTicks(),
                leg.profit(), Arithmetic.divideCeil(Arithmetic.requirement(
                    leg.brackets(), LegValue.notional(leg, Arithmetic.big(leg.lots()))), Arithmetic.PPM));
            if (leg.fundingDue().signum() != 0)
            {
                add("    instrument %d: funding %s and not yet paid, %,d", leg.instrumentId(),
                    leg.fundingDue().signum() > 0 ? "owed" : "due to it", leg.fundingDue().abs());
            }
        }
        for (final Evidence.Collateral collateral : evidence.collaterals())
        {
            final BigInteger net = Worth.net(evidence, collateral, Map.of());
            final BigInteger worth = Arithmetic.value(collateral, net, collateral.priceAtoms());
            if (net.equals(collateral.balance()) && net.signum() >= 0)
            {
                add("    asset %d: balance %,d, worth %,d after its haircut", collateral.assetId(), net, worth);
            }
            else
            {
                add("    asset %d: balance %,d, with what settles in it %,d, worth %,d by its weight",
                    collateral.assetId(), collateral.balance(), net, worth);
            }
        }
        for (final Evidence.Loan loan : evidence.loans())
        {
            add("    asset %d: debt %,d, worth %,d, and %,d with its weight", loan.assetId(), loan.debt(), loan.value(),
                loan.weighted());
        }
    }

    private void whyNow()
    {
        title("Why now");
        if (null != of.crossing())
        {
            crossing(of.crossing());
        }
        if (null != of.entry() && (of.isLaterStep() || of.entry().moment().sequence() != of.moment().sequence()))
        {
            add("  It was in liquidation since sequence %d, %s, when its equity was %,d and its requirement %,d.",
                of.entry().moment().sequence(), time(of.entry().moment()), of.entry().equity(),
                of.entry().maintenance());
            add("  It had not come back to its target since; its turn came with the %s of sequence %d.",
                of.moment().command(), of.moment().sequence());
        }
        if (null == of.crossing() && null == of.entry())
        {
            add("  The journal does not show when the account passed its line.");
        }
    }

    private void crossing(final LiquidationCase.Crossing crossing)
    {
        if (!crossing.isPrice())
        {
            add("  A trade or payment of the account took it below its line, in the %s of sequence %d, %s.",
                crossing.moment().command(), crossing.moment().sequence(), time(crossing.moment()));
            return;
        }
        add("  The %s of sequence %d, %s, took it below its line:", crossing.moment().command(),
            crossing.moment().sequence(), time(crossing.moment()));
        for (final Evidence.Leg leg : evidence.legs())
        {
            final Long before = crossing.marksBefore().get(leg.instrumentId());
            final Long after = crossing.marksAfter().get(leg.instrumentId());
            if (null != before && null != after && !before.equals(after))
            {
                add("    the mark of instrument %d went from %,d to %,d sub-ticks", leg.instrumentId(), before, after);
            }
        }
        add("  Before it the equity was %,d and the requirement %,d: health %s.", crossing.before().equity(),
            crossing.before().maintenanceAtoms(), health(crossing.before()));
    }

    private void whyThisSize()
    {
        title("Why this size");
        final LegWalk.Step last = found.last();
        add("  The target was %s times the requirement: %,d atoms with the whole position, %,d more than there were.",
            trimmed(decimal(Arithmetic.big(evidence.opening().thetaPpm()), Arithmetic.PPM)),
            found.targetAtoms(found.start()), found.targetAtoms(found.start()).subtract(found.start().equity()));
        if (null == last)
        {
            add("  Nothing could be closed: no lot in the book was inside the oracle band and the zero price.");
            return;
        }
        pieces();
        for (final Evidence.Leg leg : evidence.legs())
        {
            order(leg);
        }
        if (found.surplus().signum() >= 0)
        {
            add("  They reach the target with %s atoms to spare; with one lot less at %,d ticks %s would be missing.",
                atoms(found.surplus()), last.piece().priceTicks(), atoms(found.lessShortfall()));
        }
        else
        {
            add("  They do not reach the target: %s atoms are missing. Every further lot in the book was outside the " +
                "band or the zero price, or beyond the work of one command.", atoms(found.surplus().negate()));
        }
    }

    private void pieces()
    {
        add("  Closed at the best prices there were, none worse than its zero price, at which health would fall:");
        add(PIECES, "piece", "price", "lots", "zero price", "slippage", "fee", "penalty", "rate ppm");
        int number = 0;
        for (final LegWalk.Step step : found.steps())
        {
            final Evidence.Piece piece = step.piece();
            add(PIECES, ++number, number(piece.priceTicks()), number(piece.lots()),
                String.format(Locale.ROOT, "%,d",
                    Arithmetic.zeroPrice(step.leg(), Arithmetic.big(piece.zeroRatio()))),
                String.format(Locale.ROOT, "%,d", step.slippage()), String.format(Locale.ROOT, "%,d", step.fee()),
                String.format(Locale.ROOT, "%,d", step.penalty()), number(piece.ratePpm()));
        }
    }

    private void order(final Evidence.Leg leg)
    {
        final Evidence.Order order = evidence.order(leg);
        if (null == order)
        {
            add("  Instrument %d: nothing closed of %,d lots%s.", leg.instrumentId(), Math.abs(leg.lots()),
                leg.isTrading() ? "" : leg.isInFinalWindow() ? ", in its final window" :
                ", it does not trade: " + leg.obstacle());
            return;
        }
        final long beyond = order.lots() - order.minimalLots() - order.dustLots() - order.blockLots();
        add("  Instrument %d: %,d of %,d lots, %,d of them needed%s%s%s; limit %,d ticks, band %,d.",
            leg.instrumentId(), order.lots(), Math.abs(leg.lots()), order.minimalLots(),
            0 == order.dustLots() ? "" : ", " + number(order.dustLots()) + " dust",
            0 == order.blockLots() ? "" : ", " + number(order.blockLots()) + " to a whole block",
            0 == beyond ? "" : ", " + number(beyond) + " by the policy FULL", order.limitTicks(), leg.bandTicks());
    }

    private void whatItCost()
    {
        title("What it cost");
        BigInteger slippage = BigInteger.ZERO;
        BigInteger fee = BigInteger.ZERO;
        BigInteger penalty = BigInteger.ZERO;
        BigInteger fund = BigInteger.ZERO;
        for (final LegWalk.Step step : found.steps())
        {
            slippage = slippage.add(step.slippage());
            fee = fee.add(step.fee());
            penalty = penalty.add(step.penalty());
            fund = fund.add(step.piece().fund());
        }
        add("  Slippage against the mark %,d, fees %,d, penalty %,d; %,d of the penalty went to the insurance fund.",
            slippage, fee, penalty, fund);
        add("  Afterwards its equity was %,d, its requirement %,d: health %s (%s).", found.end().equity(),
            found.end().maintenanceAtoms(),
            health(found.end()),
            evidence.closing().outcome());
        if (!evidence.purges().isEmpty())
        {
            add("  %d resting orders that could not trade with it were cancelled.", evidence.purges().size());
        }
    }

    private void agreement()
    {
        title("Recomputed from marks, brackets and levels");
        final Map<String, Integer> agreeing = new LinkedHashMap<>();
        for (final Checks.Check check : found.checks().all())
        {
            if (check.agrees())
            {
                agreeing.merge(check.subject(), 1, Integer::sum);
            }
        }
        agreeing.forEach((subject, count) -> add(CHECK, subject, count > 1 ? "agrees (" + count + ")" : "agrees"));
        for (final Checks.Check check : found.checks().differences())
        {
            add(CHECK, check.name(), "DIFFERS: the journal has " + check.recorded() + ", recomputed " +
                check.recomputed());
        }
    }

    private void title(final String title)
    {
        lines.add("");
        lines.add(title);
    }

    private void add(final String format, final Object... values)
    {
        lines.add(String.format(Locale.ROOT, format, values));
    }

    private static String number(final long value)
    {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** Atoms that come in 10^-12. */
    private static String atoms(final BigInteger scaled)
    {
        return trimmed(decimal(scaled, Arithmetic.SCALE));
    }

    private static String trimmed(final String decimal)
    {
        return decimal.replaceAll("\\.?0+$", "");
    }

    private static String health(final Worth worth)
    {
        final BigInteger required = worth.maintenance().add(worth.loans().multiply(Arithmetic.PPM));
        return 0 == required.signum() ? "without limit" :
            decimal(worth.equity().add(worth.loans()).multiply(Arithmetic.PPM), required);
    }

    /** A quotient with six decimals, cut off. */
    private static String decimal(final BigInteger dividend, final BigInteger divisor)
    {
        final BigInteger scaled = dividend.abs().multiply(Arithmetic.PPM).divide(divisor.abs());
        final BigInteger[] parts = scaled.divideAndRemainder(Arithmetic.PPM);
        final boolean isNegative = dividend.signum() * divisor.signum() < 0;
        return String.format(Locale.ROOT, "%s%,d.%06d", isNegative ? "-" : "", parts[0], parts[1]);
    }

    static String time(final LiquidationCase.Moment moment)
    {
        final long second = TimeUnit.SECONDS.toNanos(1);
        return Instant.ofEpochSecond(
            Math.floorDiv(moment.timestampNs(), second), Math.floorMod(moment.timestampNs(), second)).toString();
    }
}
