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
package io.plimsoll.core;

import io.plimsoll.core.account.AccountRecord;
import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.account.Ledger;
import io.plimsoll.core.account.PositionRecord;
import io.plimsoll.core.account.TouchedAccounts;
import io.plimsoll.core.book.Books;
import io.plimsoll.core.book.Cancels;
import io.plimsoll.core.codec.EffectWriter;
import io.plimsoll.core.codec.generated.CancelReason;
import io.plimsoll.core.codec.generated.InstrumentState;
import io.plimsoll.core.codec.generated.OracleState;
import io.plimsoll.core.control.InstrumentControls;
import io.plimsoll.core.control.InstrumentStates;
import io.plimsoll.core.control.Sessions;
import io.plimsoll.core.margin.LoadLineIndex;
import io.plimsoll.core.price.ContractRecord;
import io.plimsoll.core.price.ContractValue;
import io.plimsoll.core.price.Contracts;
import io.plimsoll.core.price.IndexRecord;
import io.plimsoll.core.price.Indexes;
import io.plimsoll.core.price.InstrumentRecord;

/**
 * The end of dated futures. In the final window the index is sampled: a sample that falls due takes the index as it
 * stands before the command that fires it, and after all that an index with sources has done by itself before the
 * sample; an index that is STALE or INVALID gives none, since nobody says its price. At the expiry the mean of the
 * samples, to the nearest sub-tick, halves up, becomes the mark for ever, and the instrument is settled: nothing trades
 * any more, by force neither. Then its orders are cancelled, bids first, the best first, then waiting stops, and its
 * positions become cash, by the index of their account: {@code lots * final price * k - cost}, an integer, so that the
 * values of all positions sum to zero. Each command does so many cancels and settlements at most. Until the last of
 * them the liquidation queue is not served, so that no account is closed for a leg that is about to go.
 * <p>
 * Where no sample had a valid index the final price is the last mark. 0 B.
 */
final class Expiries
{
    /** Accounts that are looked at for each cancel that may be made. */
    private static final long LOOKS_PER_CANCEL = 8;
    /** From this state on an index has no price. */
    private static final int STALE = OracleState.STALE.value();

    private final EngineLimits limits;
    private final Contracts contracts;
    private final Accounts accounts;
    private final Ledger ledger;
    private final Books books;
    private final Cancels cancels;
    private final InstrumentControls controls;
    private final LoadLineIndex index;
    private final Sessions sessions;
    private final EffectWriter effects;
    private final TouchedAccounts touched;
    private final Indexes indexes;
    private final IndexRecord priced;
    private final ContractRecord contract;
    private final InstrumentRecord instrument;
    private final AccountRecord account;
    private final PositionRecord position;
    private long workLeft;
    private long looksLeft;

    Expiries(final Rooms rooms)
    {
        limits = rooms.limits;
        contracts = rooms.contracts;
        accounts = rooms.accounts;
        ledger = rooms.ledger;
        books = rooms.books;
        cancels = rooms.cancels;
        controls = rooms.controls;
        index = rooms.index;
        sessions = rooms.sessions;
        effects = rooms.effects;
        touched = rooms.touched;
        indexes = rooms.indexes;
        priced = indexes.newRecord();
        contract = contracts.newRecord();
        instrument = rooms.catalogue.newInstrumentRecord();
        account = accounts.newAccountRecord();
        position = accounts.newPositionRecord();
    }

    /** Fires the earliest deadline, which is due: the final window begins, samples are taken, or the future ends. */
    void fire()
    {
        final int instrumentIndex = contracts.first();
        instrument.wrap(instrumentIndex);
        contract.wrap(instrumentIndex);
        final int instrumentId = instrument.instrumentId();
        if (instrument.stage() == Contracts.TRADING)
        {
            instrument.stage(Contracts.FINAL_WINDOW);
            contracts.awaitSample(instrumentIndex, instrumentId);
        }
        else if (contract.nextSampleNs() < contract.expireTimeNs())
        {
            final long lastNs = Math.min(books.terms().nowNs(), contract.expireTimeNs() - 1);
            final long untilNs = Math.min(lastNs, indexes.nextDeadlineNs());
            sample((untilNs - contract.nextSampleNs()) / contract.sampleIntervalNs() + 1);
            contracts.awaitSample(instrumentIndex, instrumentId);
        }
        else
        {
            sample(1);
            expire(instrumentIndex);
            contracts.settle(instrumentIndex, instrumentId);
        }
    }

    /** Takes samples that are due together: up to the next deadline of an index, that one included, it stands still. */
    private void sample(final long count)
    {
        final long subTicks = instrument.indexSubTicks();
        priced.wrap(indexes.ofInstrument(instrument.index()));
        contract.nextSampleNs(contract.nextSampleNs() + count * contract.sampleIntervalNs());
        if (subTicks != 0 && priced.state() < STALE)
        {
            contract.samples(contract.samples() + (int)count);
            contract.sampleSumSubTicks(contract.sampleSumSubTicks() + count * subTicks);
        }
    }

    private void expire(final int instrumentIndex)
    {
        final int from = instrument.state();
        final long samples = contract.samples();
        final long sum = contract.sampleSumSubTicks();
        final long finalSubTicks = samples == 0 ? instrument.markSubTicks() : (2 * sum + samples) / (2 * samples);
        effects.futureExpired()
            .finalSubTicks(finalSubTicks)
            .sampleSumSubTicks(sum)
            .instrumentId(instrument.instrumentId())
            .samples((int)samples);
        instrument.stage(Contracts.EXPIRED);
        if (finalSubTicks != 0)
        {
            index.mark(instrumentIndex, finalSubTicks);
            }
        if (from == InstrumentStates.SETTLED)
        {
            return;
        }
        if (controls.isUncrossing(instrumentIndex))
        {
            controls.endUncross(instrumentIndex);
        }
        instrument.state(InstrumentStates.SETTLED);
        effects.instrumentStateChanged()
            .instrumentId(instrument.instrumentId())
            .fromState(InstrumentState.get((short)from))
            .toState(InstrumentState.SETTLED);
    }

    /** Whether a future that has ended still has orders or positions. */
    boolean isPending()
    {
        return contracts.settling() != 0;
    }

    /** Cancels and settles what a command may. */
    void goOn()
    {
        workLeft = limits.cancelsPerCommand();
        looksLeft = workLeft * LOOKS_PER_CANCEL;
        int settling = contracts.settling();
        while (settling != 0 && settle(settling))
        {
            ledger.keepRounding(instrument, contract);
            Invariant.check(contract.clearingAtoms() == 0, "SETTLED_VALUE", contract.clearingAtoms(), 0);
            Invariant.check(contract.clearingLots() == 0, "SETTLED_LOTS", contract.clearingLots(), 0);
            contracts.settled(settling);
            settling = contracts.settling();
        }
    }

    private boolean settle(final int instrumentIndex)
    {
        instrument.wrap(instrumentIndex);
        return cancelOrders(instrumentIndex) && settlePositions(instrumentIndex);
    }

    private boolean cancelOrders(final int instrumentIndex)
    {
        int order = books.firstOf(instrumentIndex);
        while (order != 0 && cancel(order))
        {
            order = books.firstOf(instrumentIndex);
        }
        return order == 0;
    }

    private boolean cancel(final int orderIndex)
    {
        if (workLeft == 0)
        {
            return false;
        }
        workLeft--;
        cancels.cancel(orderIndex, CancelReason.INSTRUMENT_EXPIRED);
        return true;
    }

    private boolean settlePositions(final int instrumentIndex)
    {
        contract.wrap(instrumentIndex);
        int accountIndex = contract.settleCursor();
        while (accountIndex <= accounts.count() && looksLeft > 0 && workLeft > 0)
        {
            looksLeft--;
            final int positionIndex = accounts.findPosition(accountIndex, instrumentIndex);
            if (positionIndex != 0)
            {
                settlePosition(accountIndex, positionIndex);
            }
            accountIndex++;
        }
        contract.settleCursor(accountIndex);
        return accountIndex > accounts.count();
    }

    private void settlePosition(final int accountIndex, final int positionIndex)
    {
        position.wrap(positionIndex);
        final long lots = position.lots();
        if (lots == 0)
        {
            return;
        }
        workLeft--;
        final long costAtoms = position.costAtoms();
        final long valueAtoms = ContractValue.worth(instrument, lots);
        final long cashAtoms = ledger.settle(position, instrument, contract, valueAtoms);
        account.wrap(accountIndex);
        effects.positionSettled(sessions.recipient(account.principal()))
            .accountId(account.accountId())
            .positionLots(lots)
            .costAtoms(costAtoms)
            .valueAtoms(valueAtoms)
            .changeAtoms(valueAtoms - costAtoms)
            .cashAtoms(cashAtoms)
            .instrumentId(instrument.instrumentId());
        touched.touch(accountIndex);
    }
}
