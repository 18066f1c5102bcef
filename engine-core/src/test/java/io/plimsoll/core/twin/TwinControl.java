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
package io.plimsoll.core.twin;

import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.AuctionPriceKind;
import io.plimsoll.core.codec.generated.InstrumentState;
import io.plimsoll.core.codec.generated.InstrumentStateChangedEncoder;

import java.util.Map;
import java.util.Set;

/** What an operator says of instruments, as the twin takes it. */
final class TwinControl
{
    static final int OPEN = 0;
    static final int CANCEL_ONLY = 1;
    static final int POST_ONLY = 2;
    static final int HALTED = 3;
    static final int CALL_AUCTION = 4;
    static final int SETTLED = 5;

    private static final Map<Integer, Set<Integer>> FOLLOWERS = Map.of(
        OPEN, Set.of(CANCEL_ONLY, POST_ONLY, HALTED, CALL_AUCTION),
        CANCEL_ONLY, Set.of(OPEN, POST_ONLY, HALTED, CALL_AUCTION, SETTLED),
        POST_ONLY, Set.of(OPEN, CANCEL_ONLY, HALTED, CALL_AUCTION),
        HALTED, Set.of(OPEN, CANCEL_ONLY, POST_ONLY, CALL_AUCTION, SETTLED),
        CALL_AUCTION, Set.of(OPEN, CANCEL_ONLY, HALTED),
        SETTLED, Set.of());

    private final TwinState state;
    private final TwinRefusal refusal;
    private final TwinAuction auction;
    /** Instrument whose state the last command has changed, null if none. */
    TwinInstrument changed;

    TwinControl(final TwinState state, final TwinRefusal refusal, final TwinAuction auction)
    {
        this.state = state;
        this.refusal = refusal;
        this.auction = auction;
    }

    void reset()
    {
        changed = null;
    }

    void setState(final Command command)
    {
        final TwinInstrument instrument = state.instrument(command.instrument);
        final int to = command.state;
        if (to < OPEN || to > SETTLED)
        {
            refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, SETTLED, to);
        }
        else if (instrument == null)
        {
            refusal.refuse(ResultCode.UNKNOWN_INSTRUMENT, 0, command.instrument);
        }
        else if (!FOLLOWERS.get(instrument.state).contains(to))
        {
            refusal.refuse(ResultCode.TRANSITION_NOT_ALLOWED, instrument.state, to);
        }
        else if (instrument.state != CALL_AUCTION && (to == OPEN || to == POST_ONLY) &&
            TwinAuction.isCrossed(instrument))
        {
            refusal.refuse(ResultCode.BOOK_CROSSED,
                instrument.book.best(TwinBook.SELL), instrument.book.best(TwinBook.BUY));
        }
        else
        {
            changed = instrument;
            if (instrument.state == CALL_AUCTION && to != HALTED)
            {
                auction.uncross(instrument);
            }
            change(instrument, to);
        }
    }

    /** Moves an instrument to a state and says so. */
    void change(final TwinInstrument instrument, final int to)
    {
        final int from = instrument.state;
        instrument.state = to;
        new InstrumentStateChangedEncoder()
            .wrapAndApplyHeader(state.effects.buffer(),
                state.effects.claim(TwinEffects.EVERYBODY, InstrumentStateChangedEncoder.BLOCK_LENGTH),
                state.effects.header())
            .instrumentId(instrument.id)
            .fromState(InstrumentState.get((short)from))
            .toState(InstrumentState.get((short)to));
    }

    void setLimits(final Command command)
    {
        final TwinInstrument instrument = state.instrument(command.instrument);
        if (instrument == null)
        {
            refusal.refuse(ResultCode.UNKNOWN_INSTRUMENT, 0, command.instrument);
            return;
        }
        command.newLimits.set(state, instrument, refusal);
    }

    /** Says for each instrument in auction that a price command names at which price it would end. */
    void indicate(final Command prices)
    {
        for (final long[] mark : prices.marks)
        {
            final TwinInstrument instrument = state.instrument((int)mark[0]);
            if (instrument.state == CALL_AUCTION)
            {
                auction.publish(instrument, AuctionPriceKind.INDICATIVE);
            }
        }
    }

    /** Whether the state of an instrument accepts an order or a replacement; says why not. */
    boolean acceptsOrder(final TwinInstrument instrument, final boolean postOnly, final boolean mayRest)
    {
        return accepts(instrument, instrument.state == OPEN || instrument.state == POST_ONLY && postOnly ||
            instrument.state == CALL_AUCTION && mayRest);
    }

    boolean acceptsCancel(final TwinInstrument instrument)
    {
        return accepts(instrument, instrument.state != HALTED);
    }

    private boolean accepts(final TwinInstrument instrument, final boolean accepted)
    {
        if (!accepted)
        {
            refusal.refuse(ResultCode.INSTRUMENT_STATE, OPEN, instrument.state);
        }
        return accepted;
    }
}
