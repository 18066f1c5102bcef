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
    static final int SETTLED = 5;

    private static final Map<Integer, Set<Integer>> FOLLOWERS = Map.of(
        OPEN, Set.of(CANCEL_ONLY, POST_ONLY, HALTED),
        CANCEL_ONLY, Set.of(OPEN, POST_ONLY, HALTED, SETTLED),
        POST_ONLY, Set.of(OPEN, CANCEL_ONLY, HALTED),
        HALTED, Set.of(OPEN, CANCEL_ONLY, POST_ONLY, SETTLED),
        SETTLED, Set.of());

    private final TwinState state;
    private final TwinRefusal refusal;
    /** Instrument whose state the last command has changed, null if none. */
    TwinInstrument changed;

    TwinControl(final TwinState state, final TwinRefusal refusal)
    {
        this.state = state;
        this.refusal = refusal;
    }

    void reset()
    {
        changed = null;
    }

    void setState(final Command command)
    {
        final TwinInstrument instrument = state.instrument(command.instrument);
        if (command.state < OPEN || command.state > SETTLED)
        {
            refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, SETTLED, command.state);
        }
        else if (instrument == null)
        {
            refusal.refuse(ResultCode.UNKNOWN_INSTRUMENT, 0, command.instrument);
        }
        else if (!FOLLOWERS.get(instrument.state).contains(command.state))
        {
            refusal.refuse(ResultCode.TRANSITION_NOT_ALLOWED, instrument.state, command.state);
        }
        else
        {
            changed = instrument;
            change(instrument, command.state);
        }
    }

    private void change(final TwinInstrument instrument, final int to)
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

    /** Whether the state of an instrument accepts an order or a replacement; says why not. */
    boolean acceptsOrder(final TwinInstrument instrument, final boolean postOnly)
    {
        return accepts(instrument, instrument.state == OPEN || instrument.state == POST_ONLY && postOnly);
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
