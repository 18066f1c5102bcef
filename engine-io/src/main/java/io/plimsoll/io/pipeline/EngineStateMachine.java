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
package io.plimsoll.io.pipeline;

import io.plimsoll.core.EffectSink;
import io.plimsoll.core.Engine;
import org.agrona.DirectBuffer;

/**
 * The engine behind the pipeline's view of it.
 */
public final class EngineStateMachine implements StateMachine
{
    private final Engine engine;

    /**
     * Wraps an engine, and closes it with itself.
     *
     * @param engine to be driven by the pipeline alone.
     */
    public EngineStateMachine(final Engine engine)
    {
        this.engine = engine;
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
        return engine.apply(sequence, timestampNs, sessionId, buffer, offset, length);
    }

    @Override
    public EffectSink effects()
    {
        return engine.effects();
    }

    @Override
    public boolean workLeft()
    {
        return engine.workLeft();
    }

    @Override
    public long nextDeadlineNs()
    {
        return engine.nextDeadlineNs();
    }

    @Override
    public long stateDigest()
    {
        return engine.stateDigest();
    }

    @Override
    public long lastSequence()
    {
        return engine.lastSequence();
    }

    @Override
    public long lastTimestampNs()
    {
        return engine.lastTimestampNs();
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
    public long reservedBytes()
    {
        return engine.reservedBytes();
    }

    @Override
    public long bytesPerAccount()
    {
        return engine.bytesPerAccount();
    }

    @Override
    public int slabCount()
    {
        return engine.slabCount();
    }

    @Override
    public String slabName(final int index)
    {
        return engine.slab(index + 1).name();
    }

    @Override
    public long slabCapacity(final int index)
    {
        return engine.slab(index + 1).capacity();
    }

    @Override
    public long slabUsed(final int index)
    {
        return engine.slab(index + 1).used();
    }

    @Override
    public void close()
    {
        engine.close();
    }
}
