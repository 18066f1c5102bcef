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

import io.plimsoll.core.codec.generated.SetFundingEncoder;

import java.util.Random;

/** Random commands about the factors that holders share, and an index that strays from the mark. */
final class FactorStream
{
    private static final long MINUTE_NS = 60_000_000_000L;

    private final Random random;
    private final TwinState state;

    FactorStream(final Random random, final TwinState state)
    {
        this.random = random;
        this.state = state;
    }

    /** Funding of any instrument; now and then of none, or with a field out of range. */
    Command funding()
    {
        final TwinInstrument instrument = state.instruments.get(random.nextInt(state.instruments.size()));
        final Command command = funding(random.nextInt(30) == 0 ? random.nextInt(20) : instrument.id);
        switch (random.nextInt(12))
        {
            case 0 -> command.interestPpm = random.nextBoolean() ? -10_001 : 10_001;
            case 1 -> command.intervalNs = random.nextBoolean() ? 999_999_999L : 1L << 60;
            case 2 ->
            {
                command.intervalNs = 0;
                command.interestPpm = random.nextInt(2);
            }
            default ->
            {
                return command;
            }
        }
        return command;
    }

    /** Intervals from minutes to hours, with interest either way. */
    Command funding(final int instrumentId)
    {
        final Command command = new Command(SetFundingEncoder.TEMPLATE_ID);
        command.session = CommandStream.ANY_SESSION;
        command.instrument = instrumentId;
        command.intervalNs = MINUTE_NS * (10 + random.nextInt(4) * random.nextInt(160)) + random.nextInt(3);
        command.interestPpm = random.nextInt(3) == 0 ? 100 : random.nextInt(20_001) - 10_000;
        return command;
    }

    /** An index near a mark; rarely so far away that the premium is out of its range. */
    long index(final TwinInstrument instrument, final long mark)
    {
        if (random.nextInt(3) == 0)
        {
            return mark;
        }
        final double away = random.nextInt(40) == 0 ? random.nextDouble() : 1 + random.nextGaussian() * 0.01;
        return Math.max(1, Math.min(instrument.maxMark, Math.round(mark * away)));
    }
}
