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

import io.plimsoll.core.EffectSink;
import io.plimsoll.core.Invariant;
import io.plimsoll.core.account.AccountRecord;
import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.account.Ledger;
import io.plimsoll.core.account.PositionRecord;
import io.plimsoll.core.account.TouchedAccounts;
import io.plimsoll.core.book.Matching;
import io.plimsoll.core.codec.EffectWriter;
import io.plimsoll.core.codec.generated.ClosePolicy;
import io.plimsoll.core.codec.generated.LiquidationOutcome;
import io.plimsoll.core.control.CounterRecord;
import io.plimsoll.core.margin.Valuation;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.InstrumentRecord;

/**
 * One step of the liquidation of one account: plans the smallest close on the real book, executes it as
 * immediate-or-cancel orders in the same step, and books fees and penalty. Marks, rates and target are frozen while
 * it runs, so the fills are those planned; this is asserted.
 */
final class LiquidationStep
{
    private final BookWalk walk;
    private final CloseSolver solver;
    private final Matching matching;
    private final Ledger ledger;
    private final Evidence evidence;
    private final Valuation valuation;
    private final CounterRecord counters;
    private final EffectSink sink;
    private final TouchedAccounts touched;
    private final AccountRecord account;
    private final PositionRecord position;
    private final InstrumentRecord instrument;
    private final Episode episode = new Episode();
    private long feeAtoms;
    private long penaltyAtoms;
    private long workUsed;

    LiquidationStep(
        final BookWalk walk,
        final CloseSolver solver,
        final Matching matching,
        final Ledger ledger,
        final Evidence evidence,
        final Valuation valuation,
        final CounterRecord counters,
        final EffectWriter effects,
        final TouchedAccounts touched,
        final Accounts accounts,
        final Catalogue catalogue)
    {
        this.walk = walk;
        this.solver = solver;
        this.matching = matching;
        this.ledger = ledger;
        this.evidence = evidence;
        this.valuation = valuation;
        this.counters = counters;
        this.touched = touched;
        sink = effects.sink();
        account = accounts.newAccountRecord();
        position = accounts.newPositionRecord();
        instrument = catalogue.newInstrumentRecord();
    }

    /**
     * Closes what has to be closed and can be. The valuation has just evaluated the account; it has positions.
     *
     * @param accountIndex of an account in an episode, below its target, without resting orders.
     * @param work         maker orders that this command may still meet.
     * @param workMax      maker orders that a command may meet.
     * @return what the step reached; QUEUED without any effect where it does not fit this command any more.
     */
    LiquidationOutcome run(final int accountIndex, final long work, final long workMax)
    {
        final int markLength = sink.length();
        final int markCount = sink.count();
        final long step = counters.lastLiquidationId() + 1;
        account.wrap(accountIndex);
        episode.freeze(account, valuation);
        evidence.open(accountIndex, step, episode);
        plan(accountIndex, step, work);
        workUsed = work - walk.workLeft();
        final boolean deferred = walk.isCut() && work < workMax;
        final boolean closes = solver.closedNotionalAtoms() > 0 && !deferred;
        if (!closes && !walk.hasPurged())
        {
            sink.rollback(markLength, markCount);
            return deferred ? LiquidationOutcome.QUEUED : LiquidationOutcome.UNREACHED;
        }
        account.wrap(accountIndex);
        episode.keep(account);
        counters.lastLiquidationId(step);
        if (closes)
        {
            execute(accountIndex);
        }
        else
        {
            solver.begin(accountIndex, episode);
        }
        return close(accountIndex);
    }

    /** Maker orders that the last step met or might have met. */
    long workUsed()
    {
        return workUsed;
    }

    private void plan(final int accountIndex, final long step, final long work)
    {
        walk.begin(accountIndex, step, evidence.recipient(accountIndex), work);
        solver.begin(accountIndex, episode);
        account.wrap(accountIndex);
        for (int index = account.firstPosition(); index != 0; index = position.next())
        {
            position.wrap(index);
            if (position.lots() != 0)
            {
                solver.addLeg(index, position.instrument(), position.lots(), position.frozenPpm());
            }
        }
        solver.solve();
        for (int place = 0; place < solver.legCount(); place++)
        {
            solver.finish(place);
        }
        for (int place = 0; place < solver.legCount(); place++)
        {
            instrument.wrap(solver.leg(place).instrumentIndex);
            if (instrument.closePolicy() == ClosePolicy.FULL.value())
            {
                solver.extend(place, solver.leg(place).restLots(), false);
            }
        }
    }

    private void execute(final int accountIndex)
    {
        feeAtoms = 0;
        penaltyAtoms = 0;
        for (int place = 0; place < solver.legCount(); place++)
        {
            final Leg leg = solver.leg(place);
            if (leg.closedLots > 0)
            {
                executeLeg(leg);
                bookPieces(accountIndex, place, leg);
            }
        }
        touched.touch(accountIndex);
    }

    private void executeLeg(final Leg leg)
    {
        final long orderId = counters.lastOrderId() + 1;
        counters.lastOrderId(orderId);
        evidence.order(leg, orderId);
        instrument.wrap(leg.instrumentIndex);
        final long missed = matching.execute(instrument, leg.positionIndex, orderId, 0, leg.side(), leg.limitTicks,
            leg.closedLots, leg.feePpm, true);
        Invariant.check(missed == 0, "PLANNED_FILLS", missed, 0);
    }

    private void bookPieces(final int accountIndex, final int legPlace, final Leg leg)
    {
        long legFeeAtoms = 0;
        long legPenaltyAtoms = 0;
        for (int place = 0; place < solver.pieceCount(); place++)
        {
            final Piece piece = solver.piece(place);
            if (piece.leg == legPlace)
            {
                evidence.piece(leg, piece);
                ledger.takePenalty(accountIndex, instrument, piece.penaltyAtoms);
                legFeeAtoms += piece.feeAtoms;
                legPenaltyAtoms += piece.penaltyAtoms;
            }
        }
        feeAtoms += solver.referenceAtoms(leg, legFeeAtoms);
        penaltyAtoms += solver.referenceAtoms(leg, legPenaltyAtoms);
    }

    private LiquidationOutcome close(final int accountIndex)
    {
        valuation.evaluate(accountIndex);
        // Each asset in which something settles rounds its value down by itself.
        Invariant.check(episode.equityAtoms() < 0 || valuation.equityAtoms() >= -solver.settlementAssets(),
            "EQUITY_AFTER_CLOSE", valuation.equityAtoms(), 0);
        final LiquidationOutcome outcome = outcome();
        evidence.close(accountIndex, valuation, solver, feeAtoms, penaltyAtoms, outcome);
        feeAtoms = 0;
        penaltyAtoms = 0;
        return outcome;
    }

    private LiquidationOutcome outcome()
    {
        if (!valuation.isBelow(episode.thetaPpm()))
        {
            return valuation.notionalAtoms() == 0 ? LiquidationOutcome.FLAT : LiquidationOutcome.REACHED;
        }
        return walk.isCut() ? LiquidationOutcome.QUEUED : LiquidationOutcome.UNREACHED;
    }
}
