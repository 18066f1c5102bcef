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
package io.plimsoll.bench.latency;

import io.plimsoll.core.EffectSink;
import io.plimsoll.core.Engine;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.CommandFrame;
import io.plimsoll.core.codec.EffectWriter;
import io.plimsoll.core.codec.Refusal;
import io.plimsoll.io.pipeline.StateMachine;
import org.agrona.DirectBuffer;

/**
 * An engine, or a core that only echoes: it answers every command as accepted and does nothing else. Switched between
 * rounds, so that both go through the very same pipeline, journal and streams, and differ by the core alone.
 * <p>
 * Engine thread only, except the switch, which is set while no command is in flight.
 */
final class SwitchedMachine implements StateMachine
{
    private final Engine engine;
    private final EffectSink echoSink;
    private final EffectWriter echoEffects;
    private final CommandFrame frame = new CommandFrame(new Refusal());
    private volatile boolean echoes;
    private boolean lastEchoed;
    private long lastSequence;
    private long lastTimestampNs;

    SwitchedMachine(final Engine engine)
    {
        this.engine = engine;
        echoSink = new EffectSink(engine.limits().effectBytesMax());
        echoEffects = new EffectWriter(echoSink);
    }

    /** Answers as the engine or as an echo from the next command on. */
    void echoes(final boolean wanted)
    {
        echoes = wanted;
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
        lastEchoed = echoes;
        final int code = lastEchoed ? echo(sessionId, buffer, offset, length) :
            engine.apply(engine.lastSequence() + 1, timestampNs, sessionId, buffer, offset, length);
        lastSequence = sequence;
        lastTimestampNs = timestampNs;
        return code;
    }

    private int echo(final int sessionId, final DirectBuffer buffer, final int offset, final int length)
    {
        frame.wrap(buffer, offset, length);
        echoSink.reset();
        echoEffects.commandAccepted(sessionId, frame.clientSequence(), 0, 0, frame.templateId(), false, 0);
        return ResultCode.ACCEPTED;
    }

    @Override
    public EffectSink effects()
    {
        return lastEchoed ? echoSink : engine.effects();
    }

    @Override
    public boolean workLeft()
    {
        return engine.workLeft();
    }

    @Override
    public long stateDigest()
    {
        return engine.stateDigest();
    }

    @Override
    public long lastSequence()
    {
        return lastSequence;
    }

    @Override
    public long lastTimestampNs()
    {
        return lastTimestampNs;
    }

    @Override
    public int queueLength()
    {
        return engine.queueLength();
    }

    @Override
    public int waitingAccounts()
    {
        return engine.waitingAccounts();
    }

    @Override
    public void close()
    {
        engine.close();
    }
}
