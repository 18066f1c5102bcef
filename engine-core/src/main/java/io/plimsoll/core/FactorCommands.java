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

import io.plimsoll.core.book.OrderTerms;
import io.plimsoll.core.codec.FactorEffectWriter;
import io.plimsoll.core.codec.Refusal;
import io.plimsoll.core.codec.generated.InstrumentKind;
import io.plimsoll.core.codec.generated.ScheduleVolatilityDecoder;
import io.plimsoll.core.codec.generated.SetFundingDecoder;
import io.plimsoll.core.codec.generated.SetVolatilityDecoder;
import io.plimsoll.core.margin.LoadLineIndex;
import io.plimsoll.core.margin.LoadLines;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.Contracts;
import io.plimsoll.core.price.Funding;
import io.plimsoll.core.price.FundingRecord;
import io.plimsoll.core.price.InstrumentRecord;
import io.plimsoll.core.price.Volatility;
import io.plimsoll.core.price.VolatilityRecord;

/** How the factors that all holders of an instrument share are moved. */
final class FactorCommands
{
    private static final int PPM = 1_000_000;
    private static final long BILLION = 1_000_000_000;
    private static final long VARIANCE_MAX = BILLION * BILLION;
    private static final int MULTIPLIER_MAX = 100;
    private static final int HORIZON_MAX = 1_000_000;

    private final Refusal refusal;
    private final Catalogue catalogue;
    private final FactorEffectWriter effects;
    private final Funding funding;
    private final LoadLineIndex index;
    private final OrderTerms clock;
    private final InstrumentRecord instrument;
    private final FundingRecord record;
    private final Volatility volatility;
    private final VolatilityRecord rates;
    private final LoadLines lines;

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
        volatility = rooms.volatility;
        rates = volatility.newRecord();
        lines = rooms.lines;
    }

    int setFunding(final SetFundingDecoder command)
    {
        final int found = catalogue.instruments().find(command.instrumentId());
        if (found == 0)
        {
            return refusal.refuse(ResultCode.UNKNOWN_INSTRUMENT, 0, command.instrumentId());
        }
        instrument.wrap(found);
        if (instrument.kind() != InstrumentKind.LINEAR_PERPETUAL.value() &&
            instrument.kind() != InstrumentKind.INVERSE_PERPETUAL.value())
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
        if (instrument.isFunded())
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

    int setVolatility(final SetVolatilityDecoder command)
    {
        final int found = catalogue.instruments().find(command.instrumentId());
        if (found == 0)
        {
            return refusal.refuse(ResultCode.UNKNOWN_INSTRUMENT, 0, command.instrumentId());
        }
        instrument.wrap(found);
        if (Contracts.isSpot(instrument))
        {
            return refusal.refuse(
                ResultCode.NOT_SUPPORTED, InstrumentKind.LINEAR_PERPETUAL.value(), instrument.kind());
        }
        checkClock(command);
        range(command.variance(), 0, VARIANCE_MAX);
        range(command.lambdaPpm(), 0, PPM);
        range(command.clipPpb(), 1, BILLION);
        range(command.multiplier(), 1, MULTIPLIER_MAX);
        range(command.horizon(), 1, HORIZON_MAX);
        range(command.stepPpm(), 1, PPM / 2);
        range(command.maxRatePpm(), instrument.baseRatePpm(), Integer.MAX_VALUE);
        final long most = lines.mostRatePpm(instrument.maxMarkSubTicks(), instrument.settlementAsset());
        if (refusal.code() == ResultCode.ACCEPTED && command.maxRatePpm() > most)
        {
            refusal.refuse(ResultCode.RATE_TOO_HIGH, most, command.maxRatePpm());
        }
        if (refusal.code() == ResultCode.ACCEPTED)
        {
            store(command);
            volatility.begin(instrument, clock.nowNs());
            index.fund(found, Funding.mostStepAtoms(instrument));
            report(effects, instrument, rates);
        }
        return refusal.code();
    }

    private void checkClock(final SetVolatilityDecoder command)
    {
        final long clockNs = command.clockNs();
        range(clockNs, Funding.INTERVAL_MIN_NS, Funding.INTERVAL_MAX_NS);
        range(command.rampNs(), clockNs, Funding.INTERVAL_MAX_NS);
        if (refusal.code() == ResultCode.ACCEPTED && command.rampNs() % clockNs != 0)
        {
            refusal.refuse(ResultCode.SCALE_NOT_DIVISIBLE, command.rampNs(), clockNs);
        }
    }

    private void store(final SetVolatilityDecoder command)
    {
        rates.wrap(instrument.index());
        rates.clockNs(command.clockNs());
        rates.rampNs(command.rampNs());
        rates.lambdaPpm(command.lambdaPpm());
        rates.clipPpb(command.clipPpb());
        rates.multiplier(command.multiplier());
        rates.horizon(command.horizon());
        rates.maxRatePpm(command.maxRatePpm());
        rates.stepPpm(command.stepPpm());
        if (command.variance() != 0)
        {
            rates.variance(command.variance());
        }
    }

    int scheduleVolatility(final ScheduleVolatilityDecoder command)
    {
        final int found = catalogue.instruments().find(command.instrumentId());
        if (found == 0)
        {
            return refusal.refuse(ResultCode.UNKNOWN_INSTRUMENT, 0, command.instrumentId());
        }
        instrument.wrap(found);
        if (!instrument.varies())
        {
            return refusal.refuse(ResultCode.NOT_SUPPORTED, 0, command.instrumentId());
        }
        range(command.sigmaPpb(), 0, BILLION);
        final boolean none = command.sigmaPpb() == 0;
        range(command.fromNs(), 0, none ? 0 : Long.MAX_VALUE);
        range(command.untilNs(), none ? 0 : command.fromNs(), none ? 0 : Long.MAX_VALUE);
        if (refusal.code() == ResultCode.ACCEPTED && !none && command.untilNs() <= clock.nowNs())
        {
            refusal.refuse(ResultCode.EXPIRY_PASSED, clock.nowNs(), command.untilNs());
        }
        if (refusal.code() == ResultCode.ACCEPTED)
        {
            rates.wrap(found);
            rates.scheduledFromNs(command.fromNs());
            rates.scheduledUntilNs(command.untilNs());
            rates.scheduledPpb(command.sigmaPpb());
        }
        return refusal.code();
    }

    /** Tells everybody where the rates of an instrument stand. */
    static void report(
        final FactorEffectWriter effects, final InstrumentRecord instrument, final VolatilityRecord rates)
    {
        rates.wrap(instrument.index());
        effects.ratesChanged()
            .variance(rates.variance())
            .sigmaPpb(rates.sigmaPpb())
            .nextSampleNs(rates.nextNs())
            .instrumentId(instrument.instrumentId())
            .targetPpm(rates.targetPpm())
            .inForcePpm(rates.inForcePpm())
            .announcedPpm(rates.announcedPpm())
            .decidedPpm(rates.decidedPpm());
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
