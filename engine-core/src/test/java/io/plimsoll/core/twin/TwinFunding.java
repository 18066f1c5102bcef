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
import io.plimsoll.core.codec.generated.FundingAppliedEncoder;
import io.plimsoll.core.codec.generated.FundingChangedEncoder;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** The funding of one instrument of the twin: keeps every premium of an interval and adds them up at its end. */
final class TwinFunding
{
    private static final long BILLION = 1_000_000_000L;
    private static final int PERPETUAL = 1;
    private static final int FUTURE = 2;
    private static final int INVERSE_FUTURE = 5;
    private static final int SPOT = 3;
    private static final long MONTH_NS = 31L * 24 * 3_600 * BILLION;

    /** A premium and the time from which it held. */
    private record Premium(long fromNs, long ppb)
    {
    }

    long intervalNs;
    long endNs;
    int interestPpm;
    long cumulative;
    private final List<Premium> premiums = new ArrayList<>();

    void set(
        final Command command, final TwinState state, final TwinInstrument instrument, final TwinRefusal refusal)
    {
        if (instrument.expireNs != 0 || instrument.isSpot())
        {
            refusal.refuse(ResultCode.NOT_SUPPORTED, PERPETUAL,
                instrument.isSpot() ? SPOT : instrument.inverse ? INVERSE_FUTURE : FUTURE);
            return;
        }
        final boolean ends = command.intervalNs == 0;
        if (!ends && (command.intervalNs < BILLION || command.intervalNs > MONTH_NS))
        {
            refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE,
                command.intervalNs < BILLION ? BILLION : MONTH_NS, command.intervalNs);
            return;
        }
        final int most = ends ? 0 : 10_000;
        if (Math.abs((long)command.interestPpm) > most)
        {
            refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, command.interestPpm < 0 ? -most : most, command.interestPpm);
            return;
        }
        intervalNs = command.intervalNs;
        interestPpm = command.interestPpm;
        endNs = ends ? 0 : (state.timestampNs / intervalNs + 1) * intervalNs;
        premiums.clear();
        observe(state.timestampNs, instrument);
        new FundingChangedEncoder()
            .wrapAndApplyHeader(state.effects.buffer(),
                state.effects.claim(TwinEffects.EVERYBODY, FundingChangedEncoder.BLOCK_LENGTH), state.effects.header())
            .intervalNs(intervalNs)
            .intervalEndNs(endNs)
            .instrumentId(instrument.id)
            .interestPpm(interestPpm);
    }

    void observe(final long nowNs, final TwinInstrument instrument)
    {
        if (intervalNs != 0 && instrument.mark != 0)
        {
            final long ppb = Exact.floor(
                Exact.product(instrument.mark - instrument.indexPrice, BILLION), Exact.big(instrument.indexPrice))
                .min(Exact.BILLION).max(Exact.BILLION.negate()).longValueExact();
            premiums.add(new Premium(nowNs, ppb));
        }
    }

    /** Ends the interval whose time has come. */
    void end(final TwinState state, final TwinInstrument instrument)
    {
        final long now = endNs;
        endNs += intervalNs;
        if (instrument.state == TwinControl.SETTLED)
        {
            intervalNs = 0;
            interestPpm = 0;
            endNs = 0;
            return;
        }
        if (premiums.isEmpty())
        {
            return;
        }
        final long premium = mean(now);
        final Premium last = premiums.get(premiums.size() - 1);
        premiums.clear();
        premiums.add(new Premium(now, last.ppb));
        final long interest = interestPpm * 1_000L;
        final long cap = instrument.volatility.listed(instrument)[0] * 750L;
        final long rate = within(premium + within(interest - premium, 500_000), cap);
        final long step = Exact.floor(Exact.product(rate, instrument.notional(1)), Exact.BILLION).longValueExact();
        final long most = instrument.highestNotional(1).longValueExact() / 2;
        final long before = cumulative;
        cumulative = within(before + step, most);
        new FundingAppliedEncoder()
            .wrapAndApplyHeader(state.effects.buffer(),
                state.effects.claim(TwinEffects.EVERYBODY, FundingAppliedEncoder.BLOCK_LENGTH), state.effects.header())
            .intervalEndNs(now)
            .premiumPpb(premium)
            .ratePpb(rate)
            .markSubTicks(instrument.mark)
            .stepAtoms(cumulative - before)
            .fundingAtoms(cumulative)
            .instrumentId(instrument.id);
    }

    private long mean(final long now)
    {
        BigInteger sum = BigInteger.ZERO;
        for (int place = 0; place < premiums.size(); place++)
        {
            final long until = place + 1 < premiums.size() ? premiums.get(place + 1).fromNs : now;
            sum = sum.add(Exact.product(premiums.get(place).ppb, until - premiums.get(place).fromNs));
        }
        final long whole = now - premiums.get(0).fromNs;
        return whole == 0 ? premiums.get(premiums.size() - 1).ppb :
            Exact.floor(sum, Exact.big(whole)).longValueExact();
    }

    private static long within(final long number, final long most)
    {
        return Math.max(-most, Math.min(most, number));
    }
}
