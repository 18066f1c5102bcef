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

import io.plimsoll.core.codec.generated.SetInstrumentStateEncoder;

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
        final boolean allOpen = state.instruments.stream().allMatch(instrument -> instrument.state == TwinControl.OPEN);
        return random.nextInt(allOpen ? 60 : 14) == 0;
    }

    Command next()
    {
        final Command command = new Command(SetInstrumentStateEncoder.TEMPLATE_ID);
        command.session = CommandStream.ANY_SESSION;
        final TwinInstrument instrument = state.instruments.get(random.nextInt(state.instruments.size()));
        command.instrument = random.nextInt(40) == 0 ? random.nextInt(20) : instrument.id;
        command.state = random.nextInt(25) == 0 ? random.nextInt(250) :
            random.nextInt(60) == 0 ? TwinControl.SETTLED :
            instrument.state == TwinControl.OPEN || random.nextInt(3) == 0 ? shut() : TwinControl.OPEN;
        return command;
    }

    /** Call auctions most of all: they take the longest to be worth something. */
    private int shut()
    {
        return random.nextBoolean() ? TwinControl.CALL_AUCTION : random.nextInt(4);
    }
}
