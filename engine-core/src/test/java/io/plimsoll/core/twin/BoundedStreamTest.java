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

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.Engine;
import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.EngineState;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.ContinueEncoder;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The same random streams into engines whose capacities and work bounds are so tight that commands are refused, cut and
 * continued all the time. The twin knows no bounds, so here only what must hold always is asked: nothing fails, money
 * and lots are conserved, no book is crossed, nobody below a line is out of the queue, and continuing comes to an end.
 */
class BoundedStreamTest
{
    private static final int SEEDS = Integer.getInteger("plimsoll.bounded.seeds", 400);
    private static final long FIRST_SEED = Long.getLong("plimsoll.bounded.first", 1);
    private static final int COMMANDS = 400;
    private static final int CONTINUES_MAX = 5_000;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[EngineLimits.COMMAND_LENGTH_MAX]);
    private final boolean[] codes = new boolean[ResultCode.COUNT];

    @Test
    void shouldHoldWhatAlwaysHoldsWithinTightBounds()
    {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++)
        {
            try
            {
                run(seed);
            }
            catch (final AssertionError | RuntimeException failure)
            {
                throw new AssertionError("seed " + seed + ": " + failure.getMessage(), failure);
            }
        }
        assertThat(codes[ResultCode.CAPACITY_EXCEEDED]).isTrue();
        assertThat(codes[ResultCode.SWEEP_TOO_LARGE]).isTrue();
    }

    void run(final long seed)
    {
        final List<Command> commands = record(seed);
        final Random random = new Random(seed);
        try (Engine engine = new Engine(limits(random)))
        {
            final EngineState view = new EngineState(engine);
            final boolean patient = random.nextBoolean();
            for (final Command command : commands)
            {
                final long before = engine.workLeft() ? 0 : engine.stateDigest();
                final boolean idle = !engine.workLeft() && engine.nextDeadlineNs() > command.timestampNs;
                final int code = apply(engine, command);
                codes[code] = true;
                if (idle && code != ResultCode.ACCEPTED)
                {
                    assertThat(engine.stateDigest()).as("%s changes nothing", ResultCode.name(code)).isEqualTo(before);
                }
                check(engine, view);
                if (patient || random.nextInt(4) == 0)
                {
                    proceed(engine, view, command.timestampNs, random.nextInt(patient ? 1 : 3) == 0);
                }
            }
            proceed(engine, view, engine.lastTimestampNs(), true);
        }
    }

    /** The commands of a stream as it goes against the unbounded twin; here they meet a state of their own. */
    private static List<Command> record(final long seed)
    {
        final List<Command> commands = new ArrayList<>();
        final TwinEngine twin = new TwinEngine(TwinTest.LIMITS, name -> 0);
        final CommandStream stream = new CommandStream(seed, twin.state);
        for (int number = 0; number < COMMANDS; number++)
        {
            final Command command = stream.next();
            commands.add(command);
            twin.apply(command);
            while (twin.workLeft())
            {
                twin.apply(proceed(command.timestampNs));
            }
        }
        return commands;
    }

    private static EngineLimits limits(final Random random)
    {
        final int fills = random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 3 + random.nextInt(30);
        return EngineLimits.builder().effectBytesMax(1 << 18).sessions(12).assets(4).instruments(4)
            .accounts(20 + random.nextInt(20)).balances(2 + random.nextInt(20)).positions(10 + random.nextInt(80))
            .orders(5 + random.nextInt(60)).priceLevels(3 + random.nextInt(40)).fillsPerCommandMax(fills)
            .liquidationStepsPerCommand(1 + random.nextInt(3)).cancelsPerCommand(1 + random.nextInt(4))
            .extendedOrders(1 + random.nextInt(40)).deadlinesPerCommand(1 + random.nextInt(3))
            .triggersPerCommand(1 + random.nextInt(3))
            .positionsPerAccount(1 + random.nextInt(4)).build();
    }

    private int apply(final Engine engine, final Command command)
    {
        final int length = command.encode(buffer);
        return engine.apply(
            engine.lastSequence() + 1, command.timestampNs, command.session, buffer, 0, length);
    }

    private static Command proceed(final long timestampNs)
    {
        final Command command = new Command(ContinueEncoder.TEMPLATE_ID);
        command.session = 0;
        command.timestampNs = timestampNs;
        return command;
    }

    private void proceed(final Engine engine, final EngineState view, final long timestampNs, final boolean toTheEnd)
    {
        int continues = 0;
        while (engine.workLeft() && (toTheEnd || continues < 1))
        {
            apply(engine, proceed(timestampNs));
            check(engine, view);
            continues++;
            assertThat(continues).as("continuing comes to an end").isLessThan(CONTINUES_MAX);
        }
    }

    private static void check(final Engine engine, final EngineState view)
    {
        // A deadline that is due and has not been fired yet may be that of a slow price which has passed a bound.
        final boolean fired = engine.nextDeadlineNs() > engine.lastTimestampNs();
        assertThat(fired ? engine.unqueuedAccounts() : 0).as("accounts below a line outside the queue").isZero();
        view.checkConservation();
    }
}
