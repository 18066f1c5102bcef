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

import io.plimsoll.core.EffectSink;
import io.plimsoll.io.pipeline.StateMachine;
import org.agrona.DirectBuffer;

/**
 * A core that leaves word of its last state when it is let go: what comes after the last command of a client, such as
 * the end of its session, is part of the state too. Driven by the engine thread; the word is read after that has ended.
 */
final class LastWords implements StateMachine
{
    private final StateMachine machine;
    private volatile long digest;
    private volatile long commands;

    LastWords(final StateMachine machine)
    {
        this.machine = machine;
    }

    /**
     * Digest of the last state.
     *
     * @return 64-bit digest; 0 before the core was closed.
     */
    long digest()
    {
        return digest;
    }

    /**
     * Sequence of the last command.
     *
     * @return number of commands; 0 before the core was closed.
     */
    long commands()
    {
        return commands;
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
    public long reservedBytes()
    {
        return machine.reservedBytes();
    }

    @Override
    public long bytesPerAccount()
    {
        return machine.bytesPerAccount();
    }

    @Override
    public int slabCount()
    {
        return machine.slabCount();
    }

    @Override
    public String slabName(final int index)
    {
        return machine.slabName(index);
    }

    @Override
    public long slabCapacity(final int index)
    {
        return machine.slabCapacity(index);
    }

    @Override
    public long slabUsed(final int index)
    {
        return machine.slabUsed(index);
    }

    @Override
    public void close()
    {
        digest = machine.stateDigest();
        commands = machine.lastSequence();
        machine.close();
    }
}
