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

import io.plimsoll.core.codec.generated.AccountReportDecoder;
import io.plimsoll.core.codec.generated.PositionReportDecoder;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.agrona.collections.LongArrayList;

/**
 * The check at the end of a run, by brute force: every account's equity and requirement are computed here from its
 * cash, lots and cost, the marks that were sent and the brackets that were listed, and compared with what the engine
 * says; accounts below their line must be in its queue, and no atom may be missing. Confined to one thread.
 */
final class Audit
{
    /** Bankrupt accounts that are named, the deepest first. */
    static final int NAMED_MAX = 10;

    private static final BigInteger PPM = BigInteger.valueOf(SimulationTerms.PPM);

    final LargeSum cashLessCost = new LargeSum();
    final LargeSum shortfall = new LargeSum();
    final LargeSum queuedNotional = new LargeSum();
    final List<Ruin> ruins = new ArrayList<>();
    final LongArrayList bankruptIds = new LongArrayList();
    final LongArrayList queuedIds = new LongArrayList();
    final long[] netLots;
    long accounts;
    long below;
    long unqueued;
    long queued;
    long queuedOpen;
    long bankrupt;
    long bankruptOpen;
    long disagreeing;
    long keptPosition;
    long liquidated;
    private final List<Market> markets;
    private final SimulationTerms.Instrument terms;
    private final AccountBook book;
    private final BigInteger[] deductions;
    private final long[] lots;
    private final long[] costs;
    private long cashAtoms;
    private long reportedEquityAtoms;
    private long reportedMaintenanceAtoms;
    private boolean reportedQueued;

    Audit(final List<Market> markets, final SimulationTerms.Instrument terms, final AccountBook book)
    {
        this.markets = markets;
        this.terms = terms;
        this.book = book;
        netLots = new long[markets.size()];
        lots = new long[markets.size()];
        costs = new long[markets.size()];
        deductions = deductions(terms);
    }

    // d_1 = 0 and d_(t+1) = d_t + b_(t+1) * (r_(t+1) - r_t), which makes the requirement continuous.
    private static BigInteger[] deductions(final SimulationTerms.Instrument terms)
    {
        final BigInteger[] deductions = new BigInteger[terms.bracketLowerAtoms.length];
        deductions[0] = BigInteger.ZERO;
        for (int i = 1; i < deductions.length; i++)
        {
            final long rise = terms.bracketMaintenancePpm[i] - terms.bracketMaintenancePpm[i - 1];
            deductions[i] = deductions[i - 1].add(
                BigInteger.valueOf(terms.bracketLowerAtoms[i]).multiply(BigInteger.valueOf(rise)));
        }
        return deductions;
    }

    /**
     * The engine's summary of the account that was asked for.
     *
     * @param report of the account.
     */
    void account(final AccountReportDecoder report)
    {
        cashAtoms = report.cashAtoms();
        reportedEquityAtoms = report.equityAtoms();
        reportedMaintenanceAtoms = report.maintenanceAtoms();
        reportedQueued = 1 == report.queued();
        java.util.Arrays.fill(lots, 0);
        java.util.Arrays.fill(costs, 0);
    }

    /**
     * One position of that account.
     *
     * @param report of the position.
     */
    void position(final PositionReportDecoder report)
    {
        lots[report.instrumentId() - 1] = report.positionLots();
        costs[report.instrumentId() - 1] = report.costAtoms();
    }

    /**
     * All of the account has been reported.
     *
     * @param account it was.
     */
    void evaluate(final int account)
    {
        BigInteger equity = BigInteger.valueOf(cashAtoms);
        BigInteger maintenance = BigInteger.ZERO;
        BigInteger notional = BigInteger.ZERO;
        boolean open = false;
        for (final Market market : markets)
        {
            final long position = lots[market.index];
            if (position != book.lots(account, market.index))
            {
                disagreeing++;
            }
            netLots[market.index] += position;
            cashLessCost.add(-costs[market.index]);
            open |= 0 != position;
            final BigInteger value =
                BigInteger.valueOf(position).multiply(BigInteger.valueOf(market.lotValueAtoms()));
            equity = equity.add(value).subtract(BigInteger.valueOf(costs[market.index]));
            maintenance = maintenance.add(requirement(value.abs()));
            notional = notional.add(value.abs());
        }
        cashLessCost.add(cashAtoms);
        accounts++;
        judge(account, equity, maintenance, notional, open);
    }

    private BigInteger requirement(final BigInteger notional)
    {
        int bracket = terms.bracketLowerAtoms.length - 1;
        while (notional.compareTo(BigInteger.valueOf(terms.bracketLowerAtoms[bracket])) < 0)
        {
            bracket--;
        }
        return notional.multiply(BigInteger.valueOf(terms.bracketMaintenancePpm[bracket]))
            .subtract(deductions[bracket]);
    }

    private void judge(
        final int account,
        final BigInteger equity,
        final BigInteger maintenance,
        final BigInteger notional,
        final boolean open)
    {
        final BigInteger published = maintenance.add(PPM).subtract(BigInteger.ONE).divide(PPM);
        if (!BigInteger.valueOf(reportedEquityAtoms).equals(equity) ||
            !BigInteger.valueOf(reportedMaintenanceAtoms).equals(published))
        {
            disagreeing++;
        }
        final boolean isBelow = equity.multiply(PPM).compareTo(maintenance) < 0;
        below += isBelow ? 1 : 0;
        unqueued += isBelow && !reportedQueued ? 1 : 0;
        if (reportedQueued)
        {
            queued++;
            queuedIds.addLong(AccountBook.idOf(account));
            queuedOpen += open ? 1 : 0;
            queuedNotional.add(notional.longValueExact());
        }
        if (equity.signum() < 0)
        {
            bankrupt++;
            bankruptIds.addLong(AccountBook.idOf(account));
            bankruptOpen += open ? 1 : 0;
            shortfall.add(equity.negate().longValueExact());
            nameRuin(new Ruin(AccountBook.idOf(account), equity.longValueExact(), notional.longValueExact()));
        }
        if (book.wasLiquidated(account))
        {
            liquidated++;
            keptPosition += !book.wasClosedOut(account) && !isBelow ? 1 : 0;
        }
    }

    private void nameRuin(final Ruin ruin)
    {
        ruins.add(ruin);
        ruins.sort(Comparator.comparingLong((Ruin r) -> r.equityAtoms).thenComparingLong(r -> r.accountId));
        if (ruins.size() > NAMED_MAX)
        {
            ruins.remove(NAMED_MAX);
        }
    }

    /**
     * Whether what the accounts hold, the fees and the penalties make up exactly what was paid in, and every lot bought
     * was sold by somebody.
     *
     * @param tally of the run.
     * @return true if no atom and no lot is missing or too many.
     */
    boolean isConserved(final Tally tally)
    {
        for (final long net : netLots)
        {
            if (0 != net)
            {
                return false;
            }
        }
        return tally.deposits.value()
            .equals(cashLessCost.value().add(tally.fees.value()).add(tally.penalties.value()));
    }

    /** An account that ended with less than nothing. */
    static final class Ruin
    {
        final long accountId;
        final long equityAtoms;
        final long notionalAtoms;

        private Ruin(final long accountId, final long equityAtoms, final long notionalAtoms)
        {
            this.accountId = accountId;
            this.equityAtoms = equityAtoms;
            this.notionalAtoms = notionalAtoms;
        }
    }
}
