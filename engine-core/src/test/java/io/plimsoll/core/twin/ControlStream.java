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

import io.plimsoll.core.codec.generated.KillSwitchEncoder;
import io.plimsoll.core.codec.generated.SetInstrumentStateEncoder;
import io.plimsoll.core.codec.generated.SetTradingLimitsEncoder;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random commands of an operator: they shut instruments now and then, and open them again before long. */
final class ControlStream
{
    private final Random random;
    private final TwinState state;

    ControlStream(final Random random, final TwinState state)
    {
        this.random = random;
        this.state = state;
    }

    /** Whether the next command is one of these: more often while an instrument is shut. */
    boolean isNext()
    {
        final boolean allOpen = state.engaged.isEmpty() &&
            state.instruments.stream().allMatch(instrument -> instrument.state == TwinControl.OPEN);
        return random.nextInt(allOpen ? 60 : 10) == 0;
    }

    Command next()
    {
        if (random.nextInt(state.engaged.isEmpty() ? 12 : 2) == 0)
        {
            return killSwitch();
        }
        if (random.nextInt(4) == 0)
        {
            return limits();
        }
        final Command command = new Command(SetInstrumentStateEncoder.TEMPLATE_ID);
        command.session = CommandStream.ANY_SESSION;
        final TwinInstrument instrument = state.instruments.get(random.nextInt(state.instruments.size()));
        command.instrument = random.nextInt(40) == 0 ? random.nextInt(20) : instrument.id;
        command.state = random.nextInt(25) == 0 ? random.nextInt(250) :
            random.nextInt(60) == 0 ? TwinControl.SETTLED :
            instrument.state == TwinControl.OPEN || random.nextInt(3) == 0 ? shut() : TwinControl.OPEN;
        return command;
    }

    /** Releases what is engaged, most of the time. */
    private Command killSwitch()
    {
        final Command command = new Command(KillSwitchEncoder.TEMPLATE_ID);
        command.session = CommandStream.ANY_SESSION;
        command.options = random.nextInt();
        final int action = state.engaged.isEmpty() ? 1 : random.nextInt(4) / 3;
        command.type = random.nextInt(50) == 0 ? random.nextInt(250) : action;
        command.side = random.nextInt(50) == 0 ? random.nextInt(250) : random.nextInt(4);
        if (command.type == 0 && !state.engaged.isEmpty())
        {
            final List<Long> one = new ArrayList<>(state.engaged).get(random.nextInt(state.engaged.size()));
            command.side = one.get(0).intValue();
            command.id = one.get(1);
            return command;
        }
        final List<Long> accounts = new ArrayList<>(state.accounts.keySet());
        command.id = switch (command.side)
        {
            case TwinKill.ACCOUNT -> accounts.get(random.nextInt(accounts.size()));
            case TwinKill.PRINCIPAL -> state.principals.get(random.nextInt(state.principals.size()));
            case TwinKill.INSTRUMENT -> state.instruments.get(random.nextInt(state.instruments.size())).id;
            default -> 0;
        };
        command.id += random.nextInt(30) == 0 ? 1L << random.nextInt(63) : 0;
        return command;
    }

    /** None, half of the time, so that most orders are held to nothing; and now and then a field out of range. */
    private Command limits()
    {
        final Command command = new Command(SetTradingLimitsEncoder.TEMPLATE_ID);
        command.session = CommandStream.ANY_SESSION;
        final TwinInstrument instrument = state.instruments.get(random.nextInt(state.instruments.size()));
        command.instrument = random.nextInt(40) == 0 ? random.nextInt(20) : instrument.id;
        final TwinLimits limits = new TwinLimits();
        command.newLimits = limits;
        if (random.nextBoolean())
        {
            return command;
        }
        final long ticks = Math.max(1, instrument.mark / instrument.subTicks);
        limits.reference = random.nextInt(3) == 0 ? 0 : ticks;
        limits.below = limits.reference == 0 && random.nextInt(20) != 0 ? 0 : random.nextInt((int)(ticks / 20 + 3));
        limits.above = limits.reference == 0 ? 0 : random.nextInt((int)(ticks / 20 + 3));
        limits.maxValue = random.nextInt(3) == 0 ? instrument.notional(1) * (5 + random.nextInt(200)) : 0;
        limits.maxLots = random.nextInt(3) == 0 ? 5 + random.nextInt(200) : 0;
        limits.minValue = random.nextInt(3) == 0 ? instrument.notional(1) * random.nextInt(4) : 0;
        limits.maxOpen = random.nextInt(4) == 0 ? 1 + random.nextInt(4) : 0;
        limits.bandPpm = random.nextInt(3) == 0 ? 0 : random.nextInt(20_000);
        limits.breach = random.nextInt(2);
        spoil(limits);
        return command;
    }

    private void spoil(final TwinLimits limits)
    {
        switch (random.nextInt(100))
        {
            case 0 -> limits.breach = 2 + random.nextInt(200);
            case 1 -> limits.bandPpm = random.nextBoolean() ? -1 : 1_000_001;
            case 2 -> limits.reference = random.nextBoolean() ? -1 : 1L << 50;
            case 3 -> limits.maxLots = -1;
            case 4 -> limits.maxOpen = -1;
            case 5 -> limits.above = Long.MAX_VALUE;
            case 6 -> limits.minValue = Long.MAX_VALUE;
            default ->
            {
                return;
            }
        }
    }

    /** Call auctions most of all: they take the longest to be worth something. */
    private int shut()
    {
        return random.nextBoolean() ? TwinControl.CALL_AUCTION : random.nextInt(4);
    }
}
