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
import io.plimsoll.core.codec.generated.ExposureChangedEncoder;

/** What an instrument of the twin asks for because of its open interest, and what the depth elsewhere allows. */
final class TwinExposure
{
    private static final long MILLION = 1_000_000;
    private static final long LOTS_MAX = 1L << 50;

    long low;
    long high;
    int capPpm = 1_000_000;
    int positionPpm;
    int interestPpm;
    long depth;
    private int listedRho;
    private long factor = MILLION;

    boolean isExposed()
    {
        return capPpm > MILLION || positionPpm != 0 || interestPpm != 0;
    }

    /** Takes over the terms of a command; says why not. */
    void set(
        final TwinExposure terms, final TwinState state, final TwinInstrument instrument, final TwinRefusal refusal)
    {
        if (isSpot(instrument, refusal))
        {
            return;
        }
        final int rho = isExposed() ? listedRho : instrument.initialFactorPpm;
        final boolean raises = terms.capPpm > MILLION;
        if (in(refusal, terms.capPpm, MILLION, 10 * MILLION) &&
            in(refusal, terms.low, 0, raises ? LOTS_MAX - 1 : 0) &&
            in(refusal, terms.high, raises ? terms.low + 1 : 0, raises ? LOTS_MAX : 0) &&
            in(refusal, terms.positionPpm, 0, Integer.MAX_VALUE) &&
            in(refusal, terms.interestPpm, 0, Integer.MAX_VALUE) &&
            in(refusal, terms.capPpm, MILLION, 100 * MILLION * MILLION / rho))
        {
            listedRho = rho;
            low = terms.low;
            high = terms.high;
            capPpm = terms.capPpm;
            positionPpm = terms.positionPpm;
            interestPpm = terms.interestPpm;
            follow(state, instrument);
            report(state, instrument);
        }
    }

    void setDepth(
        final long lots, final TwinState state, final TwinInstrument instrument, final TwinRefusal refusal)
    {
        if (!isSpot(instrument, refusal) && in(refusal, lots, 0, LOTS_MAX))
        {
            depth = lots;
            report(state, instrument);
        }
    }

    private static boolean isSpot(final TwinInstrument instrument, final TwinRefusal refusal)
    {
        if (instrument.isSpot())
        {
            refusal.refuse(ResultCode.NOT_SUPPORTED, 1, 3);
        }
        return instrument.isSpot();
    }

    private static boolean in(final TwinRefusal refusal, final long value, final long least, final long most)
    {
        if (value < least || value > most)
        {
            refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, value < least ? least : most, value);
            return false;
        }
        return true;
    }

    static long openInterest(final TwinState state, final TwinInstrument instrument)
    {
        return state.accounts.values().stream().mapToLong(account -> Math.max(0, account.lots(instrument))).sum();
    }

    /** The factor on its grid: the first of sixteen steps at which it covers the open interest. */
    private void follow(final TwinState state, final TwinInstrument instrument)
    {
        final long open = openInterest(state, instrument);
        int step = 0;
        while (step < 16 && Exact.product(16, open - low).compareTo(Exact.product(step, high - low)) > 0)
        {
            step++;
        }
        factor = Exact.ceil(Exact.product(capPpm - MILLION, step).add(Exact.product(16, MILLION)), Exact.big(16))
            .longValueExact();
        instrument.initialFactorPpm =
            Exact.ceil(Exact.product(listedRho, factor), Exact.PPM).intValueExact();
    }

    /** At the end of a command: says so if the factor is another. */
    void settle(final TwinState state, final TwinInstrument instrument)
    {
        final long before = factor;
        if (isExposed())
        {
            follow(state, instrument);
        }
        if (factor != before)
        {
            report(state, instrument);
        }
    }

    private long limit(final int ppm)
    {
        return ppm == 0 ? -1 : Exact.floor(Exact.product(depth, ppm), Exact.PPM).longValueExact();
    }

    private void report(final TwinState state, final TwinInstrument instrument)
    {
        new ExposureChangedEncoder()
            .wrapAndApplyHeader(state.effects.buffer(),
                state.effects.claim(TwinEffects.EVERYBODY, ExposureChangedEncoder.BLOCK_LENGTH),
                state.effects.header())
            .openInterestLots(openInterest(state, instrument))
            .positionLimitLots(limit(positionPpm))
            .interestLimitLots(limit(interestPpm))
            .instrumentId(instrument.id)
            .interestFactorPpm((int)factor)
            .initialFactorPpm(instrument.initialFactorPpm)
            .padding(0);
    }

    /** Whether the depth allows what an order could bring about. */
    boolean admits(final TwinState state, final TwinOrder order, final long worst, final TwinRefusal refusal)
    {
        final long held = order.account.lots(order.instrument);
        final long after = held + (order.side == TwinBook.BUY ? order.remaining : -order.remaining);
        final long opened = order.side == TwinBook.BUY ?
            Math.max(0, after) - Math.max(0, held) : Math.max(0, -after) - Math.max(0, -held);
        final long open = openInterest(state, order.instrument) + opened;
        if (positionPpm != 0 && worst > limit(positionPpm))
        {
            refusal.refuse(ResultCode.POSITION_LIMIT, limit(positionPpm), worst);
        }
        else if (interestPpm != 0 && opened > 0 && open > limit(interestPpm))
        {
            refusal.refuse(ResultCode.OPEN_INTEREST_LIMIT, limit(interestPpm), open);
        }
        return refusal.code == ResultCode.ACCEPTED;
    }
}
