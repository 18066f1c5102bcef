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
package io.plimsoll.io.simulation;

import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.LiquidationOutcome;
import io.plimsoll.io.importer.DecimalText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.HdrHistogram.Histogram;

/**
 * Puts a report together from what was counted in a run.
 */
final class Reporter
{
    private static final double MICROSECOND_NS = 1_000.0;

    private final Report report = new Report();
    private final World world;
    private final Tally tally;
    private final Audit audit;
    private final int decimals;

    Reporter(final World world)
    {
        this.world = world;
        this.tally = world.tally;
        this.audit = world.audit;
        this.decimals = world.terms.asset.decimals;
    }

    Report report()
    {
        return report;
    }

    void setting(final SimulationOptions options)
    {
        final String policy = options.policy().name().toLowerCase(Locale.ROOT);
        final String mode = options.mode().name().toLowerCase(Locale.ROOT);
        for (final Market market : world.markets)
        {
            market(market);
        }
        report.line("population", "%,d users and %d market makers, seed %d, policy %s, mode %s",
            options.accounts(), world.terms.makers.count, options.seed(), policy, mode);
        report.figure("accounts", (long)options.accounts()).figure("seed", options.seed())
            .figure("policy", policy).figure("mode", mode);
    }

    private void market(final Market market)
    {
        final MarketScale scale = market.scale;
        final Instant from = Instant.ofEpochMilli(market.series.openTimeMs(0));
        final Instant to = Instant.ofEpochMilli(market.series.openTimeMs(market.series.bars() - 1));
        report.line("market " + market.instrumentId, "%s, %,d bars from %s to %s, prices %s to %s%s",
            market, market.series.bars(), from, to,
            DecimalText.format(market.series.lowestPrice(), market.series.decimals()),
            DecimalText.format(market.series.highestPrice(), market.series.decimals()),
            scale.rounds() ? " (marks rounded to " + DecimalText.format(1, scale.subTickDecimals) + ")" : "");
        report.line("", "tick %s, lot %s, at most %,d lots, lowest mark %s",
            DecimalText.format(1, scale.tickDecimals),
            new BigDecimal(BigInteger.ONE, scale.lotDecimals).toPlainString(),
            scale.maxPositionLots, market.format(scale.minMarkSubTicks));
    }

    void trading()
    {
        report.line("ticks", "%,d prices in %,d batches", tally.prices, tally.instants);
        report.line("orders", "%,d new, %,d replaced, %,d cancelled", tally.orders, tally.replaces, tally.cancels);
        report.line("refused", "%,d%s", tally.refused(), refusals());
        report.line("fills", "%,d, of which %,d in liquidations", tally.fills, tally.forcedFills);
        report.line("margin calls", "%,d to %,d accounts, %,d of them answered by a deposit",
            tally.marginCalls, tally.accountsCalled, tally.topUps);
        report.figure("prices", tally.prices).figure("batches", tally.instants).figure("orders", tally.orders)
            .figure("replaces", tally.replaces).figure("cancels", tally.cancels).figure("refused", tally.refused())
            .figure("fills", tally.fills).figure("forced_fills", tally.forcedFills)
            .figure("margin_calls", tally.marginCalls)
            .figure("accounts_called", tally.accountsCalled).figure("top_ups", tally.topUps)
            .figure("continues", tally.continues).figure("effects", tally.effects);
    }

    private String refusals()
    {
        final StringJoiner names = new StringJoiner(", ", ": ", "").setEmptyValue("");
        for (int code = 0; code < tally.refusals.length; code++)
        {
            if (tally.refusals[code] > 0)
            {
                names.add(String.format(Locale.ROOT, "%,d %s", tally.refusals[code], ResultCode.name(code)));
            }
        }
        return names.toString();
    }

    void liquidations()
    {
        final BigInteger closed = tally.closedNotional.value();
        final BigInteger minimal = tally.minimalNotional.value();
        report.line("accounts liquidated", "%,d in %,d episodes and %,d steps%s",
            audit.liquidated, tally.episodes, tally.steps, outcomes());
        report.line("notional closed", "%s, at least needed %s%s",
            units(closed), units(minimal), ratio(closed, minimal));
        report.line("kept a position", "%,d of the %,d liquidated", audit.keptPosition, audit.liquidated);
        report.line("fees", "%s, of which %s in liquidations",
            units(tally.fees.value()), units(tally.liquidationFees.value()));
        report.line("penalties", "%s", units(tally.penalties.value()));
        report.figure("liquidated", audit.liquidated).figure("episodes", tally.episodes).figure("steps", tally.steps)
            .figure("closed_notional_atoms", closed).figure("minimal_notional_atoms", minimal)
            .figure("kept_position", audit.keptPosition).figure("fee_atoms", tally.fees.value())
            .figure("liquidation_fee_atoms", tally.liquidationFees.value())
            .figure("penalty_atoms", tally.penalties.value());
    }

    private static String ratio(final BigInteger closed, final BigInteger minimal)
    {
        return 0 == minimal.signum() ? "" : ", " + new BigDecimal(closed).divide(
            new BigDecimal(minimal), new MathContext(4)).toPlainString() + " times that";
    }

    private String outcomes()
    {
        final StringJoiner names = new StringJoiner(", ", ": ", "").setEmptyValue("");
        for (final LiquidationOutcome outcome : LiquidationOutcome.values())
        {
            if (LiquidationOutcome.NULL_VAL != outcome && tally.outcomes[outcome.ordinal()] > 0)
            {
                names.add(String.format(Locale.ROOT, "%,d %s", tally.outcomes[outcome.ordinal()],
                    outcome.name().toLowerCase(Locale.ROOT)));
            }
        }
        return names.toString();
    }

    void end()
    {
        report.line("bankrupt", "%,d accounts, short of %s in all; %,d of them still hold a position",
            audit.bankrupt, units(audit.shortfall.value()), audit.bankruptOpen);
        final List<Object> ruins = new ArrayList<>();
        for (final Audit.Ruin ruin : audit.ruins)
        {
            report.line("", "account %d short of %s, position worth %s", ruin.accountId,
                units(BigInteger.valueOf(-ruin.equityAtoms)), units(BigInteger.valueOf(ruin.notionalAtoms)));
            final Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("account", ruin.accountId);
            entry.put("equity_atoms", ruin.equityAtoms);
            entry.put("notional_atoms", ruin.notionalAtoms);
            ruins.add(entry);
        }
        if (audit.bankrupt > audit.ruins.size())
        {
            report.line("", "and %,d more: --json names them all", audit.bankrupt - audit.ruins.size());
        }
        report.line("still queued", "%,d accounts, %,d of them with a position, worth %s in all",
            audit.queued, audit.queuedOpen, units(audit.queuedNotional.value()));
        report.line("below their line", "%,d accounts, of which %,d are not in the queue", audit.below, audit.unqueued);
        final boolean conserved = audit.isConserved(tally);
        report.line("money", "%s: %s paid in, %s with accounts, %s fees, %s penalties",
            conserved ? "conserved" : "NOT CONSERVED", units(tally.deposits.value()), units(audit.cashLessCost.value()),
            units(tally.fees.value()), units(tally.penalties.value()));
        report.figure("bankrupt", audit.bankrupt).figure("shortfall_atoms", audit.shortfall.value())
            .figure("bankrupt_deepest", ruins).figure("bankrupt_accounts", List.copyOf(audit.bankruptIds))
            .figure("queued", audit.queued).figure("queued_accounts", List.copyOf(audit.queuedIds))
            .figure("queued_notional_atoms", audit.queuedNotional.value()).figure("below", audit.below)
            .figure("unqueued", audit.unqueued).figure("conserved", conserved)
            .figure("disagreeing", audit.disagreeing);
    }

    void traffic(final long sent, final long received)
    {
        report.line("messages", "%,d sent and %,d received over Aeron", sent, received);
        report.figure("messages_sent", sent).figure("messages_received", received);
    }

    void journal(final String where, final long bytes, final long commands)
    {
        report.line("journal", "%,d bytes for %,d commands (%d bytes each) in %s",
            bytes, commands, bytes / Math.max(1, commands), where);
        report.figure("journal_bytes", bytes);
    }

    void serviceTimes(final Map<String, Histogram> byKind, final String log)
    {
        report.line("service time", "%14s %12s %10s %10s %10s %10s  (microseconds on the engine thread)",
            "kind", "count", "p50", "p99", "p99.9", "max");
        final Map<String, Object> figures = new LinkedHashMap<>();
        byKind.forEach((kind, histogram) ->
        {
            report.line("", "%14s %,12d %s", kind, histogram.getTotalCount(), percentiles(histogram));
            figures.put(kind, percentileFigures(histogram));
        });
        report.line("service-time log", "%s", log);
        report.figure("service_time_ns", figures).figure("service_time_log", log);
    }

    void latency(final Histogram latency, final Histogram hiccups, final long rate)
    {
        report.line("open-loop latency", "%14s %12s %10s %10s %10s %10s  (microseconds from when a batch was due)",
            "", "count", "p50", "p99", "p99.9", "max");
        report.line("", "%14s %,12d %s", rate + "/s", latency.getTotalCount(), percentiles(latency));
        report.line("", "%14s %,12d %s", "hiccup control", hiccups.getTotalCount(), percentiles(hiccups));
        report.figure("rate", rate).figure("latency_ns", percentileFigures(latency))
            .figure("hiccup_ns", percentileFigures(hiccups));
    }

    void result(final long commands, final long digest)
    {
        final boolean conserved = audit.isConserved(tally);
        report.figure("commands", commands).figure("digest", String.format(Locale.ROOT, "%016x", digest));
        if (audit.disagreeing > 0)
        {
            report.line("DISAGREEING", "%,d accounts whose equity, requirement or lots differ from a recomputation",
                audit.disagreeing);
        }
        report.sound(conserved && 0 == audit.unqueued && 0 == audit.disagreeing);
    }

    void duration(final long elapsedNs)
    {
        final double seconds = elapsedNs / 1e9;
        report.line("wall time", "%.1f s, %,.0f commands/s", seconds, tally.lastSequence / Math.max(1e-9, seconds));
        report.figure("elapsed_ns", elapsedNs);
    }

    private static String percentiles(final Histogram histogram)
    {
        return String.format(Locale.ROOT, "%10.1f %10.1f %10.1f %10.1f",
            histogram.getValueAtPercentile(50) / MICROSECOND_NS, histogram.getValueAtPercentile(99) / MICROSECOND_NS,
            histogram.getValueAtPercentile(99.9) / MICROSECOND_NS, histogram.getMaxValue() / MICROSECOND_NS);
    }

    private static Map<String, Object> percentileFigures(final Histogram histogram)
    {
        final Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("count", histogram.getTotalCount());
        figures.put("p50", histogram.getValueAtPercentile(50));
        figures.put("p99", histogram.getValueAtPercentile(99));
        figures.put("p999", histogram.getValueAtPercentile(99.9));
        figures.put("max", histogram.getMaxValue());
        return figures;
    }

    private String units(final BigInteger atoms)
    {
        return Report.units(atoms, decimals);
    }
}
