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

import io.plimsoll.core.codec.Refusal;
import io.plimsoll.core.codec.generated.InstrumentKind;
import io.plimsoll.core.codec.generated.SetDepthDecoder;
import io.plimsoll.core.codec.generated.SetExposureDecoder;
import io.plimsoll.core.margin.Exposures;
import io.plimsoll.core.margin.LoadLineIndex;
import io.plimsoll.core.margin.ListingRules;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.Contracts;
import io.plimsoll.core.price.ExposureRecord;
import io.plimsoll.core.price.InstrumentRecord;

/** How the open interest of an instrument raises its initial requirement, and what the depth elsewhere allows. */
final class ExposureCommands
{
    private static final int PPM = 1_000_000;
    private static final int CAP_MAX_PPM = 10 * PPM;
    private static final long LOTS_MAX = 1L << 50;

    private final Refusal refusal;
    private final Catalogue catalogue;
    private final Exposures exposures;
    private final LoadLineIndex index;
    private final ExposureRecord exposure;
    private final InstrumentRecord instrument;

    ExposureCommands(final Rooms rooms)
    {
        refusal = rooms.refusal;
        catalogue = rooms.catalogue;
        exposures = rooms.exposures;
        index = rooms.index;
        exposure = exposures.newRecord();
        instrument = catalogue.newInstrumentRecord();
    }

    /** Replaces all terms of an instrument but its depth. */
    int set(final SetExposureDecoder command)
    {
        if (find(command.instrumentId()) != ResultCode.ACCEPTED || check(command) != ResultCode.ACCEPTED)
        {
            return refusal.code();
        }
        exposure.wrap(instrument.index());
        final boolean exposed = (instrument.factors() & InstrumentRecord.EXPOSED) != 0;
        final boolean wanted = command.interestCapPpm() > PPM || command.positionDepthPpm() != 0 ||
            command.interestDepthPpm() != 0;
        if (!exposed)
        {
            exposure.listedFactorPpm(instrument.initialFactorPpm());
        }
        else
        {
            // What follows raises it again.
            instrument.initialFactorPpm(exposure.listedFactorPpm());
        }
        exposure.lowLots(command.lowLots());
        exposure.highLots(command.highLots());
        exposure.capPpm(command.interestCapPpm());
        exposure.positionDepthPpm(command.positionDepthPpm());
        exposure.interestDepthPpm(command.interestDepthPpm());
        exposure.factorPpm(PPM);
        final int others = instrument.factors() & ~InstrumentRecord.EXPOSED;
        instrument.factors(wanted ? others | InstrumentRecord.EXPOSED : others);
        exposures.changed(instrument.index());
        index.factorsChange(instrument.index());
        return ResultCode.ACCEPTED;
    }

    /** Takes over the depth of the market elsewhere, which the limits follow at once. */
    int setDepth(final SetDepthDecoder command)
    {
        if (find(command.instrumentId()) == ResultCode.ACCEPTED)
        {
            range(command.depthLots(), 0, LOTS_MAX);
        }
        if (refusal.code() == ResultCode.ACCEPTED)
        {
            exposure.wrap(instrument.index());
            exposure.depthLots(command.depthLots());
            exposure.factorPpm(Math.max(PPM, exposure.factorPpm()));
            exposures.changed(instrument.index());
        }
        return refusal.code();
    }

    private int find(final int instrumentId)
    {
        final int index = catalogue.instruments().find(instrumentId);
        if (index == 0)
        {
            return refusal.refuse(ResultCode.UNKNOWN_INSTRUMENT, 0, instrumentId);
        }
        instrument.wrap(index);
        return Contracts.isSpot(instrument) ? refusal.refuse(ResultCode.NOT_SUPPORTED,
            InstrumentKind.LINEAR_PERPETUAL.value(), InstrumentKind.SPOT.value()) : ResultCode.ACCEPTED;
    }

    private int check(final SetExposureDecoder command)
    {
        final int capPpm = command.interestCapPpm();
        range(capPpm, PPM, CAP_MAX_PPM);
        final boolean raises = capPpm > PPM;
        range(command.lowLots(), 0, raises ? LOTS_MAX - 1 : 0);
        range(command.highLots(), raises ? command.lowLots() + 1 : 0, raises ? LOTS_MAX : 0);
        range(command.positionDepthPpm(), 0, Integer.MAX_VALUE);
        range(command.interestDepthPpm(), 0, Integer.MAX_VALUE);
        if (refusal.code() == ResultCode.ACCEPTED)
        {
            checkFactor(capPpm);
        }
        return refusal.code();
    }

    /** The factor at its highest must stay what a listing may ask for. */
    private void checkFactor(final int capPpm)
    {
        exposure.wrap(instrument.index());
        final long listedPpm = (instrument.factors() & InstrumentRecord.EXPOSED) != 0 ?
            exposure.listedFactorPpm() : instrument.initialFactorPpm();
        final long mostPpm = ListingRules.INITIAL_FACTOR_MAX_PPM * (long)PPM / listedPpm;
        range(capPpm, PPM, mostPpm);
    }

    private void range(final long value, final long least, final long most)
    {
        if (refusal.code() == ResultCode.ACCEPTED && (value < least || value > most))
        {
            refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, value < least ? least : most, value);
        }
    }
}
