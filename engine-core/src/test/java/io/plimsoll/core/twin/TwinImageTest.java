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
import io.plimsoll.core.codec.generated.SessionOpenEncoder;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.util.Random;

/** An engine that goes on from an image does, to the byte, what the first one does. */
class TwinImageTest
{
    private static final int SEEDS = Integer.getInteger("plimsoll.image.seeds", 200);
    private static final int COMMANDS = 400;

    @Test
    void shouldGoOnFromAnImageCutAtAnyCommand()
    {
        try (Engine empty = new Engine(TwinTest.LIMITS);
            Engine engine = new Engine(TwinTest.LIMITS);
            Engine copy = new Engine(TwinTest.LIMITS))
        {
            for (long seed = 1; seed <= SEEDS; seed++)
            {
                empty.copyTo(engine);
                run(seed, engine, copy);
            }
        }
    }

    /** The copy is made into an engine that held something else before, which must not show. */
    private static void run(final long seed, final Engine engine, final Engine copy)
    {
        final TwinHarness harness = new TwinHarness(engine);
        final CommandStream stream = new CommandStream(-seed, harness.twin.state);
        final int cut = new Random(seed).nextInt(COMMANDS);
        for (int number = 0; number < COMMANDS; number++)
        {
            if (number == cut)
            {
                engine.copyTo(copy);
                assertThat(copy.stateDigest()).as("seed %d, image", seed).isEqualTo(engine.stateDigest());
                harness.follow(copy);
            }
            TwinTest.step(harness, stream);
            assertThat(harness.followerAgrees()).as("seed %d, command %d", seed, number).isTrue();
        }
        assertThat(copy.stateDigest()).as("seed %d, end", seed).isEqualTo(engine.stateDigest());
        assertThat(copy.eventHash()).as("seed %d, events", seed).isEqualTo(engine.eventHash());
        assertThat(copy.lastSequence()).isEqualTo(engine.lastSequence());
        assertThat(copy.lastTimestampNs()).isEqualTo(engine.lastTimestampNs());
    }

    @Test
    void shouldKeepNothingOutsideTheArenaBetweenCommands()
    {
        final UnsafeBuffer unknown = new UnsafeBuffer(new byte[64]);
        final Command opened = new Command(SessionOpenEncoder.TEMPLATE_ID);
        opened.session = 0;
        try (Engine engine = new Engine(TwinTest.LIMITS); Engine copy = new Engine(TwinTest.LIMITS))
        {
            final TwinHarness harness = new TwinHarness(engine);
            harness.apply(opened);
            harness.apply(opened);
            engine.copyTo(copy);
            final int length = harness.encode(opened);
            unknown.putBytes(0, harness.buffer(), 0, length);
            unknown.putShort(2, (short)4_711);
            for (final Engine each : new Engine[]{engine, copy})
            {
                each.apply(each.lastSequence() + 1, 0, 1, unknown, 0, length);

                assertThat(each.effects().buffer().getInt(4)).as("recipient of a command that is unknown").isEqualTo(1);
            }
            assertThat(copy.eventHash()).isEqualTo(engine.eventHash());
        }
    }
}
