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

import io.plimsoll.core.codec.EffectWriter;
import io.plimsoll.core.codec.Refusal;
import io.plimsoll.core.codec.generated.InstrumentState;
import io.plimsoll.core.codec.generated.SetInstrumentStateDecoder;
import io.plimsoll.core.control.InstrumentStates;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.InstrumentRecord;

/** What an operator says of a listed instrument. Whoever may list an instrument may send these. */
final class InstrumentCommands
{
    private final Refusal refusal;
    private final Catalogue catalogue;
    private final EffectWriter effects;
    private final InstrumentRecord instrument;

    private int instrumentIndex;

    InstrumentCommands(final Rooms rooms)
    {
        refusal = rooms.refusal;
        catalogue = rooms.catalogue;
        effects = rooms.effects;
        instrument = catalogue.newInstrumentRecord();
    }

    /** Forgets the last command. */
    void reset()
    {
        instrumentIndex = 0;
    }

    /** Instrument whose accounts may be closed again since the last command, 0 for none. */
    int instrumentTouched()
    {
        return instrumentIndex;
    }

    int setState(final SetInstrumentStateDecoder command)
    {
        final int to = command.stateRaw();
        if (!InstrumentStates.isState(to))
        {
            return refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, InstrumentStates.SETTLED, to);
        }
        final int found = catalogue.instruments().find(command.instrumentId());
        if (found == 0)
        {
            return refusal.refuse(ResultCode.UNKNOWN_INSTRUMENT, 0, command.instrumentId());
        }
        instrument.wrap(found);
        final int from = instrument.state();
        if (!InstrumentStates.mayFollow(from, to))
        {
            return refusal.refuse(ResultCode.TRANSITION_NOT_ALLOWED, from, to);
        }
        instrumentIndex = found;
        instrument.state(to);
        effects.instrumentStateChanged()
            .instrumentId(command.instrumentId())
            .fromState(InstrumentState.get((short)from))
            .toState(InstrumentState.get((short)to));
        return ResultCode.ACCEPTED;
    }
}
