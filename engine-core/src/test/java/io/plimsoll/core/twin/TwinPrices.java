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

import io.plimsoll.core.codec.generated.LiquidationPriceEncoder;

import java.math.BigInteger;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongPredicate;

/** Finds the price at which a liquidation starts by trying marks, each with the whole account. */
final class TwinPrices
{
    private final TwinState state;

    TwinPrices(final TwinState state)
    {
        this.state = state;
    }

    /** Reports the price of each instrument that an account holds. */
    void report(final TwinAccount account, final int recipient)
    {
        for (final Map.Entry<Integer, TwinAccount.Position> held : account.positions.entrySet())
        {
            if (held.getValue().lots != 0)
            {
                final TwinInstrument instrument = state.at(held.getKey());
                new LiquidationPriceEncoder()
                    .wrapAndApplyHeader(state.effects.buffer(),
                        state.effects.claim(recipient, LiquidationPriceEncoder.BLOCK_LENGTH), state.effects.header())
                    .accountId(account.id)
                    .positionLots(held.getValue().lots)
                    .markSubTicks(instrument.mark)
                    .inForceSubTicks(last(account, instrument, state::maintenance))
                    .announcedSubTicks(last(account, instrument, state::announcedMaintenance))
                    .instrumentId(instrument.id);
            }
        }
    }

    private long last(
        final TwinAccount account,
        final TwinInstrument instrument,
        final Function<TwinAccount, BigInteger> maintenance)
    {
        final long present = instrument.mark;
        final LongPredicate holds = mark ->
        {
            instrument.mark = mark;
            return !state.isBelow(account, maintenance.apply(account), TwinState.ONE_PPM);
        };
        final boolean isLong = account.lots(instrument) > 0;
        final long end = isLong ? instrument.leastMark() : instrument.maxMark;
        final long found = !holds.test(present) ? present : holds.test(end) ? 0 : search(present, end, holds);
        instrument.mark = present;
        return found;
    }

    /** The mark farthest from where it holds, towards where it does not. */
    private static long search(final long from, final long to, final LongPredicate holds)
    {
        long good = from;
        long bad = to;
        while (Math.abs(good - bad) > 1)
        {
            final long middle = (good + bad) / 2;
            if (holds.test(middle))
            {
                good = middle;
            }
            else
            {
                bad = middle;
            }
        }
        return good;
    }
}
