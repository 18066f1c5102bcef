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
package io.plimsoll.io.simulation;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.core.EffectSink;
import io.plimsoll.core.Engine;
import io.plimsoll.core.codec.generated.ClosePolicy;
import io.plimsoll.io.pipeline.EngineStateMachine;
import io.plimsoll.io.pipeline.StateMachine;
import io.plimsoll.io.pipeline.ThreadingMode;
import io.plimsoll.io.session.EffectListener;
import java.nio.file.Path;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmbeddedEngineTest
{
    private static final long FAULTY_SEQUENCE = 200;

    @TempDir
    private Path folder;

    private final World world = new World(SimulationTerms.load(), TestCandles.crash(30), 100, 7);

    @Test
    void shouldSayWhyTheEngineHasHalted()
    {
        assertThatThrownBy(() -> converse(world.router(AckFile.open(null))))
            .isInstanceOf(SimulationException.class)
            .hasMessageStartingWith("The engine has halted at sequence " + FAULTY_SEQUENCE + ": the core failed");
    }

    @Test
    void shouldThrowAgainWhatAListenerThrows()
    {
        assertThatThrownBy(() -> converse((sequence, timestampNs, index, last, templateId, buffer, offset, length) ->
        {
            throw new IllegalStateException("at sequence " + sequence);
        })).isInstanceOf(IllegalStateException.class).hasMessage("at sequence 2");
    }

    private void converse(final EffectListener listener)
    {
        try (EmbeddedEngine engine = new EmbeddedEngine(
            limits -> new Faulty(new EngineStateMachine(new Engine(limits))), world.limits(),
            folder.resolve("journal"), ThreadingMode.SHARED, null, world.newPath().nextTimestampNs()))
        {
            engine.listener(listener);
            new Feed(engine, world, new Pacer(0), new ProgressBar(null, false, "", 1)).run(ClosePolicy.PARTIAL);
        }
    }

    /** A core that fails at one sequence. */
    private static final class Faulty implements StateMachine
    {
        private final StateMachine machine;

        private Faulty(final StateMachine machine)
        {
            this.machine = machine;
        }

        @Override
        public int apply(
            final long sequence,
            final long timestampNs,
            final int sessionId,
            final DirectBuffer buffer,
            final int offset,
            final int length)
        {
            if (FAULTY_SEQUENCE == sequence)
            {
                throw new IllegalStateException("a planted fault");
            }
            return machine.apply(sequence, timestampNs, sessionId, buffer, offset, length);
        }

        @Override
        public EffectSink effects()
        {
            return machine.effects();
        }

        @Override
        public boolean workLeft()
        {
            return machine.workLeft();
        }

        @Override
        public long stateDigest()
        {
            return machine.stateDigest();
        }

        @Override
        public long lastSequence()
        {
            return machine.lastSequence();
        }

        @Override
        public long lastTimestampNs()
        {
            return machine.lastTimestampNs();
        }

        @Override
        public int queueLength()
        {
            return machine.queueLength();
        }

        @Override
        public int waitingAccounts()
        {
            return machine.waitingAccounts();
        }

        @Override
        public void close()
        {
            machine.close();
        }
    }
}
