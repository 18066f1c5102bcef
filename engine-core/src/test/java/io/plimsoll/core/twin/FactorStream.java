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

import io.plimsoll.core.codec.generated.ScheduleVolatilityEncoder;
import io.plimsoll.core.codec.generated.SetFundingEncoder;
import io.plimsoll.core.codec.generated.SetVolatilityEncoder;

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

    /** Any of these commands. */
    Command any()
    {
        final TwinInstrument instrument = state.instruments.get(random.nextInt(state.instruments.size()));
        return switch (random.nextInt(4))
        {
            case 0, 1 -> funding();
            case 2 -> spoilt(volatility(instrument), instrument);
            default -> schedule(instrument);
        };
    }

    /** Clocks of minutes, short ramps, and every estimate from none to far too much. */
    Command volatility(final TwinInstrument instrument)
    {
        final Command command = new Command(SetVolatilityEncoder.TEMPLATE_ID);
        command.session = CommandStream.ANY_SESSION;
        command.instrument = instrument.id;
        final TwinVolatility terms = new TwinVolatility();
        command.newVolatility = terms;
        terms.clockNs = MINUTE_NS * (1 + random.nextInt(20));
        terms.rampNs = terms.clockNs * (1 + random.nextInt(5));
        terms.variance = random.nextInt(3) == 0 ? 0 : random.nextLong(400_000_000_000_000L);
        terms.lambdaPpm = 800_000 + random.nextInt(200_001);
        terms.clipPpb = 1 + random.nextInt(60_000_000);
        terms.multiplier = 1 + random.nextInt(4);
        terms.horizon = 1 + random.nextInt(100);
        final int[] listed = instrument.volatility.listed(instrument);
        final int base = listed == null ? 10_000 : listed[0];
        terms.maxRatePpm = Math.min(base * (1 + random.nextInt(4)) + random.nextInt(50_000), 450_000);
        terms.stepPpm = 1 + random.nextInt(random.nextInt(3) == 0 ? 400_000 : 120_000);
        return command;
    }

    private Command spoilt(final Command command, final TwinInstrument instrument)
    {
        final TwinVolatility terms = command.newVolatility;
        switch (random.nextInt(20))
        {
            case 0 -> command.instrument = random.nextInt(20);
            case 1 -> terms.clockNs = 999_999_999L;
            case 2 -> terms.rampNs = terms.clockNs - 1;
            case 3 -> terms.rampNs++;
            case 4 -> terms.lambdaPpm = 1_000_001;
            case 5 -> terms.clipPpb = 0;
            case 6 -> terms.multiplier = 101;
            case 7 -> terms.horizon = 0;
            case 8 -> terms.maxRatePpm = 0;
            case 9 -> terms.maxRatePpm = 900_000;
            case 10 -> terms.stepPpm = 500_001;
            case 11 -> terms.variance = -1;
            default ->
            {
                return command;
            }
        }
        return command;
    }

    private Command schedule(final TwinInstrument instrument)
    {
        final Command command = new Command(ScheduleVolatilityEncoder.TEMPLATE_ID);
        command.session = CommandStream.ANY_SESSION;
        command.instrument = random.nextInt(30) == 0 ? random.nextInt(20) : instrument.id;
        final int kind = random.nextInt(8);
        command.sigma = kind == 0 ? 0 : kind == 1 ? 1_000_000_001L : random.nextInt(60_000_000);
        command.fromNs = kind == 0 ? random.nextInt(2) : state.timestampNs + random.nextLong(60 * MINUTE_NS);
        command.untilNs = kind == 0 ? 0 : kind == 2 ? state.timestampNs - 1 :
            command.fromNs + random.nextLong(400 * MINUTE_NS);
        return command;
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
        return Math.max(instrument.leastMark(), Math.min(instrument.maxMark, Math.round(mark * away)));
    }
}
