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
import io.plimsoll.core.codec.generated.RatesChangedEncoder;

import java.math.BigInteger;

/** How the rates of one instrument of the twin follow the volatility of its index; also the terms of a command. */
final class TwinVolatility
{
    private static final BigInteger BILLION_SQUARED = Exact.BILLION.multiply(Exact.BILLION);
    private static final int SPOT = 3;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long MONTH_NS = 31L * 24 * 3_600 * SECOND_NS;

    long clockNs;
    long rampNs;
    long variance;
    int lambdaPpm;
    int clipPpb;
    int multiplier;
    int horizon;
    int maxRatePpm;
    int stepPpm;

    long nextNs;
    int[] listed;
    private long sampled;
    long sigma;
    private long scheduledFrom;
    private long scheduledUntil;
    private long scheduled;
    private int target;
    private int inForce;
    private int announced;
    private int decided;

    int[] listed(final TwinInstrument instrument)
    {
        return listed == null ? instrument.ratePpm : listed;
    }

    void set(
        final TwinVolatility terms,
        final TwinState state,
        final TwinInstrument instrument,
        final TwinRefusal refusal)
    {
        if (instrument.isSpot())
        {
            refusal.refuse(ResultCode.NOT_SUPPORTED, 1, SPOT);
            return;
        }
        final int base = listed(instrument)[0];
        final long most = mostRate(state, instrument);
        if (!range(terms.clockNs, SECOND_NS, MONTH_NS, refusal) ||
            !range(terms.rampNs, terms.clockNs, MONTH_NS, refusal))
        {
            return;
        }
        if (terms.rampNs % terms.clockNs != 0)
        {
            refusal.refuse(ResultCode.SCALE_NOT_DIVISIBLE, terms.rampNs, terms.clockNs);
            return;
        }
        if (!range(terms.variance, 0, BILLION_SQUARED.longValueExact(), refusal) ||
            !range(terms.lambdaPpm, 0, 1_000_000, refusal) || !range(terms.clipPpb, 1, SECOND_NS, refusal) ||
            !range(terms.multiplier, 1, 100, refusal) || !range(terms.horizon, 1, 1_000_000, refusal) ||
            !range(terms.stepPpm, 1, 500_000, refusal) ||
            !range(terms.maxRatePpm, base, Integer.MAX_VALUE, refusal))
        {
            return;
        }
        if (terms.maxRatePpm > most)
        {
            refusal.refuse(ResultCode.RATE_TOO_HIGH, most, terms.maxRatePpm);
            return;
        }
        take(terms);
        if (listed == null)
        {
            listed = instrument.ratePpm;
            target = base;
            inForce = base;
            announced = base;
            decided = base;
            sampled = instrument.indexPrice;
        }
        nextNs = (state.timestampNs / clockNs + 1) * clockNs;
        report(state, instrument);
    }

    private void take(final TwinVolatility terms)
    {
        clockNs = terms.clockNs;
        rampNs = terms.rampNs;
        variance = terms.variance == 0 ? variance : terms.variance;
        lambdaPpm = terms.lambdaPpm;
        clipPpb = terms.clipPpb;
        multiplier = terms.multiplier;
        horizon = terms.horizon;
        maxRatePpm = terms.maxRatePpm;
        stepPpm = terms.stepPpm;
    }

    private static boolean range(final long value, final long least, final long most, final TwinRefusal refusal)
    {
        if (value >= least && value <= most)
        {
            return true;
        }
        refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, value < least ? least : most, value);
        return false;
    }

    void schedule(
        final Command command, final TwinState state, final TwinInstrument instrument, final TwinRefusal refusal)
    {
        if (listed == null)
        {
            refusal.refuse(ResultCode.NOT_SUPPORTED, 0, instrument.id);
            return;
        }
        final boolean none = command.sigma == 0;
        if (!range(command.sigma, 0, SECOND_NS, refusal) ||
            !range(command.fromNs, 0, none ? 0 : Long.MAX_VALUE, refusal) ||
            !range(command.untilNs, none ? 0 : command.fromNs, none ? 0 : Long.MAX_VALUE, refusal))
        {
            return;
        }
        if (!none && command.untilNs <= state.timestampNs)
        {
            refusal.refuse(ResultCode.EXPIRY_PASSED, state.timestampNs, command.untilNs);
            return;
        }
        scheduledFrom = command.fromNs;
        scheduledUntil = command.untilNs;
        scheduled = command.sigma;
    }

    /** Samples the index when its time has come. */
    void sample(final TwinState state, final TwinInstrument instrument)
    {
        final long now = nextNs;
        if (instrument.state == TwinControl.SETTLED)
        {
            nextNs = 0;
            return;
        }
        nextNs += clockNs;
        estimate(instrument.indexPrice);
        sigma = Exact.big(variance).sqrt().longValueExact();
        if (now >= scheduledFrom && now < scheduledUntil)
        {
            sigma = Math.max(sigma, scheduled);
        }
        final long root = Exact.big(horizon).multiply(Exact.TRILLION).sqrt().longValueExact();
        final BigInteger move = Exact.floor(Exact.product(sigma, root), Exact.PPM);
        final BigInteger asked = Exact.floor(move.multiply(Exact.big(multiplier)), Exact.big(1_000));
        final int former = target;
        target = asked.min(Exact.big(maxRatePpm)).max(Exact.big(listed[0])).intValueExact();
        boolean changed = target != former;
        if (now % rampNs == 0)
        {
            changed |= step(state, instrument);
            thaw(state, instrument);
        }
        if (changed)
        {
            report(state, instrument);
        }
    }

    private void estimate(final long index)
    {
        final long former = sampled;
        sampled = index;
        if (former != 0 && index != 0)
        {
            final BigInteger moved = Exact.product(index - former, SECOND_NS).divide(Exact.big(former));
            final BigInteger clipped = moved.abs().min(Exact.big(clipPpb));
            variance = Exact.floor(Exact.product(variance, lambdaPpm)
                .add(clipped.pow(2).multiply(Exact.big(1_000_000 - lambdaPpm))), Exact.PPM).longValueExact();
        }
    }

    private boolean step(final TwinState state, final TwinInstrument instrument)
    {
        int following = decided;
        final BigInteger wanted = Exact.product(target, 100);
        if (wanted.compareTo(Exact.product(decided, 105)) > 0)
        {
            following = Exact.floor(Exact.product(decided, 1_000_000 + stepPpm), Exact.PPM)
                .min(Exact.big(target)).intValueExact();
        }
        else if (wanted.compareTo(Exact.product(decided, 80)) < 0)
        {
            following = Exact.floor(Exact.product(decided, 1_000_000 - stepPpm), Exact.PPM)
                .max(Exact.big(target)).intValueExact();
        }
        final boolean changed = following != decided || decided != announced || announced != inForce;
        inForce = announced;
        announced = decided;
        decided = following;
        instrument.ratePpm = scaled(state, instrument, inForce);
        return changed;
    }

    /** Who has left an episode has the rates of all others from this step on. */
    private static void thaw(final TwinState state, final TwinInstrument instrument)
    {
        for (final TwinAccount account : state.accounts.values())
        {
            if (account.state != TwinAccount.LIQUIDATING && account.position(instrument) != null)
            {
                account.position(instrument).frozen = 0;
            }
        }
    }

    /** The rate that a position is frozen at which enters an episode now. */
    int frozen(final TwinInstrument instrument, final int former)
    {
        if (instrument.isSpot())
        {
            return 0;
        }
        final int now = listed == null ? instrument.ratePpm[0] : inForce;
        return former == 0 ? now : Math.min(former, now);
    }

    private void report(final TwinState state, final TwinInstrument instrument)
    {
        new RatesChangedEncoder()
            .wrapAndApplyHeader(state.effects.buffer(),
                state.effects.claim(TwinEffects.EVERYBODY, RatesChangedEncoder.BLOCK_LENGTH), state.effects.header())
            .variance(variance)
            .sigmaPpb(sigma)
            .nextSampleNs(nextNs)
            .instrumentId(instrument.id)
            .targetPpm(target)
            .inForcePpm(inForce)
            .announcedPpm(announced)
            .decidedPpm(decided);
    }

    int[] callRates(final TwinState state, final TwinInstrument instrument)
    {
        return listed == null ? instrument.ratePpm : scaled(state, instrument, Math.max(inForce, announced));
    }

    int[] announcedRates(final TwinState state, final TwinInstrument instrument)
    {
        return listed == null ? instrument.ratePpm : scaled(state, instrument, announced);
    }

    int[] initialRates(final TwinState state, final TwinInstrument instrument)
    {
        return listed == null ? instrument.ratePpm :
            scaled(state, instrument, Math.max(target, Math.max(inForce, announced)));
    }

    /** The rates as listed, scaled so that the first is at least the one given. */
    int[] scaled(final TwinState state, final TwinInstrument instrument, final int first)
    {
        final BigInteger factor = Exact.ceil(Exact.product(first, 1_000_000), Exact.big(listed[0]));
        final int[] rates = new int[listed.length];
        for (int bracket = 0; bracket < rates.length; bracket++)
        {
            rates[bracket] = Exact.ceil(factor.multiply(Exact.big(listed[bracket])), Exact.PPM)
                .min(Exact.big(mostRate(state, instrument))).intValueExact();
        }
        return rates;
    }

    /** The highest rate of a bracket: below 1 over the highest line, by a little more where marks are long. */
    private static long mostRate(final TwinState state, final TwinInstrument instrument)
    {
        final int bits = Math.max(0, 64 - Long.numberOfLeadingZeros(instrument.maxMark) - 19);
        return (instrument.settles.worstWeight(true) * 1_000_000L - (1L << bits)) /
            Math.max(1_250_000, state.assets.get(0).releasePpm);
    }
}
