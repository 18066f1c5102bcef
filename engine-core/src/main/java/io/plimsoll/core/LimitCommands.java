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
import io.plimsoll.core.codec.generated.BandBreach;
import io.plimsoll.core.codec.generated.SetTradingLimitsDecoder;
import io.plimsoll.core.control.ControlRecord;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.InstrumentRecord;

/** Bands and limits of the orders of an instrument; each command replaces all of them. */
final class LimitCommands
{
    private static final int PPM = 1_000_000;

    private final Refusal refusal;
    private final Catalogue catalogue;
    private final EffectWriter effects;
    private final InstrumentRecord instrument;
    private final ControlRecord control;

    LimitCommands(final Rooms rooms)
    {
        refusal = rooms.refusal;
        catalogue = rooms.catalogue;
        effects = rooms.effects;
        instrument = catalogue.newInstrumentRecord();
        control = rooms.controls.newRecord();
    }

    int set(final SetTradingLimitsDecoder command)
    {
        final int found = catalogue.instruments().find(command.instrumentId());
        if (found == 0)
        {
            return refusal.refuse(ResultCode.UNKNOWN_INSTRUMENT, 0, command.instrumentId());
        }
        instrument.wrap(found);
        control.wrap(found);
        int code = checkStaticBand(command);
        code = code == ResultCode.ACCEPTED ? checkLimits(command) : code;
        if (code == ResultCode.ACCEPTED)
        {
            store(command);
            report();
        }
        return code;
    }

    private long mostTicks()
    {
        return instrument.maxMarkSubTicks() / instrument.subTicksPerTick();
    }

    private int checkStaticBand(final SetTradingLimitsDecoder command)
    {
        final long reference = command.staticReferenceTicks();
        if (reference < 0 || reference > mostTicks())
        {
            return refusal.refuse(ResultCode.PRICE_OUT_OF_RANGE, reference < 0 ? 0 : mostTicks(), reference);
        }
        final long widest = reference == 0 ? 0 : Long.MAX_VALUE;
        range(command.staticBelowTicks(), widest);
        range(command.staticAboveTicks(), widest);
        return refusal.code();
    }

    private int checkLimits(final SetTradingLimitsDecoder command)
    {
        final long mostAtoms = command.maxOrderValueAtoms();
        range(command.bandBreachRaw(), BandBreach.CALL_AUCTION.value());
        range(command.dynamicBandPpm(), PPM);
        range(command.maxOpenOrders(), Integer.MAX_VALUE);
        range(command.maxOrderLots(), Long.MAX_VALUE);
        range(mostAtoms, Long.MAX_VALUE);
        range(command.minOrderValueAtoms(), mostAtoms == 0 ? Long.MAX_VALUE : Math.max(0, mostAtoms));
        return refusal.code();
    }

    /** Refuses a value outside 0 to the most, unless something is refused already. */
    private void range(final long value, final long most)
    {
        if (refusal.code() == ResultCode.ACCEPTED && (value < 0 || value > most))
        {
            refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, value < 0 ? 0 : most, value);
        }
    }

    private void store(final SetTradingLimitsDecoder command)
    {
        final long reference = command.staticReferenceTicks();
        final long most = mostTicks();
        final boolean banded = reference != 0;
        control.staticLowTicks(banded ? Math.max(1, reference - command.staticBelowTicks()) : 0);
        control.staticHighTicks(banded ? reference + Math.min(command.staticAboveTicks(), most - reference) : 0);
        control.maxOrderValueAtoms(command.maxOrderValueAtoms());
        control.maxOrderLots(command.maxOrderLots());
        control.minOrderValueAtoms(command.minOrderValueAtoms());
        control.maxOpenOrders(command.maxOpenOrders());
        control.dynamicBandPpm(command.dynamicBandPpm());
        control.bandBreach(command.bandBreachRaw());
        final boolean limited = banded || command.dynamicBandPpm() != 0 || command.maxOpenOrders() != 0 ||
            (command.maxOrderValueAtoms() | command.maxOrderLots() | command.minOrderValueAtoms()) != 0;
        instrument.limited(limited ? 1 : 0);
    }

    private void report()
    {
        effects.tradingLimitsChanged()
            .staticLowTicks(control.staticLowTicks())
            .staticHighTicks(control.staticHighTicks())
            .maxOrderValueAtoms(control.maxOrderValueAtoms())
            .maxOrderLots(control.maxOrderLots())
            .minOrderValueAtoms(control.minOrderValueAtoms())
            .instrumentId(instrument.instrumentId())
            .maxOpenOrders(control.maxOpenOrders())
            .dynamicBandPpm(control.dynamicBandPpm())
            .bandBreach(BandBreach.get((short)control.bandBreach()));
    }
}
