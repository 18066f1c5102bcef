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

import io.plimsoll.core.codec.FactorEffectWriter;
import io.plimsoll.core.codec.Refusal;
import io.plimsoll.core.codec.generated.InstrumentKind;
import io.plimsoll.core.codec.generated.SetFundingDecoder;
import io.plimsoll.core.book.OrderTerms;
import io.plimsoll.core.margin.LoadLineIndex;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.Funding;
import io.plimsoll.core.price.FundingRecord;
import io.plimsoll.core.price.InstrumentRecord;

/** How the factors that all holders of an instrument share are moved. */
final class FactorCommands
{
    private final Refusal refusal;
    private final Catalogue catalogue;
    private final FactorEffectWriter effects;
    private final Funding funding;
    private final LoadLineIndex index;
    private final OrderTerms clock;
    private final InstrumentRecord instrument;
    private final FundingRecord record;

    FactorCommands(final Rooms rooms)
    {
        refusal = rooms.refusal;
        catalogue = rooms.catalogue;
        effects = rooms.factorEffects;
        funding = rooms.funding;
        index = rooms.index;
        clock = rooms.books.terms();
        instrument = catalogue.newInstrumentRecord();
        record = funding.newRecord();
    }

    int setFunding(final SetFundingDecoder command)
    {
        final int found = catalogue.instruments().find(command.instrumentId());
        if (found == 0)
        {
            return refusal.refuse(ResultCode.UNKNOWN_INSTRUMENT, 0, command.instrumentId());
        }
        instrument.wrap(found);
        if (instrument.kind() != InstrumentKind.LINEAR_PERPETUAL.value())
        {
            return refusal.refuse(
                ResultCode.NOT_SUPPORTED, InstrumentKind.LINEAR_PERPETUAL.value(), instrument.kind());
        }
        final long intervalNs = command.intervalNs();
        final boolean unfunded = intervalNs == 0;
        range(intervalNs, unfunded ? 0 : Funding.INTERVAL_MIN_NS, Funding.INTERVAL_MAX_NS);
        final int most = unfunded ? 0 : Funding.INTEREST_MAX_PPM;
        range(command.interestPpm(), -most, most);
        if (refusal.code() == ResultCode.ACCEPTED)
        {
            set(found, command);
        }
        return refusal.code();
    }

    private void set(final int found, final SetFundingDecoder command)
    {
        funding.set(instrument, command.intervalNs(), command.interestPpm(), clock.nowNs());
        if (instrument.funded() != 0)
        {
            index.fund(found, Funding.mostStepAtoms(instrument));
        }
        record.wrap(found);
        effects.fundingChanged()
            .intervalNs(record.intervalNs())
            .intervalEndNs(record.intervalEndNs())
            .instrumentId(instrument.instrumentId())
            .interestPpm(record.interestPpm());
    }

    /** Refuses a value out of its range, unless something is refused already. */
    private void range(final long value, final long least, final long most)
    {
        if (refusal.code() == ResultCode.ACCEPTED && (value < least || value > most))
        {
            refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, value < least ? least : most, value);
        }
    }
}
