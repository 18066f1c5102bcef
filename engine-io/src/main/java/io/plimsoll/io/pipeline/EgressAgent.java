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

import io.plimsoll.io.metrics.EngineCounters;
import io.plimsoll.io.session.Connection;
import io.plimsoll.io.session.EgressEnvelope;
import java.nio.ByteOrder;
import org.agrona.MutableDirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.ControlledMessageHandler;

/**
 * The duty of the egress thread: sends each effect to its session as soon as the durable sequence covers its command,
 * one message per effect.
 *
 * <p>A client that does not keep up gets a backlog of bounded length and bounded age, so that the others do not wait
 * for it; where either bound is passed its session is ended. In virtual time the length is no reason to end a session:
 * the pipeline waits instead, because there the machine's time has no meaning and nothing may depend on it.
 */
final class EgressAgent implements Agent, ControlledMessageHandler
{
    private static final int MESSAGES_PER_CALL = 256;

    private final EgressRing egress;
    private final EngineCounters counters;
    private final Connection[] connections;
    private final SessionSender sender;
    private final Int2ObjectHashMap<Connection> bySession = new Int2ObjectHashMap<>();
    private final Connection[] bound;
    private int boundCount;
    private int broadcastNext;
    private long durableSequence;
    private volatile boolean abandoned;
    private volatile boolean waitsForDurable;

    EgressAgent(
        final EgressRing egress,
        final EngineCounters counters,
        final Connection[] connections,
        final SessionSender sender)
    {
        this.egress = egress;
        this.counters = counters;
        this.connections = connections;
        this.sender = sender;
        bound = new Connection[connections.length];
    }

    @Override
    public int doWork()
    {
        int work = 0;
        for (int i = boundCount - 1; i >= 0; i--)
        {
            work += sender.drainBacklog(bound[i]);
        }
        if (!egress.isEmpty())
        {
            work += egress.ring().controlledRead(this, MESSAGES_PER_CALL);
        }
        return work;
    }

    @Override
    public Action onMessage(final int type, final MutableDirectBuffer buffer, final int index, final int length)
    {
        if (!isDurable(buffer.getLong(index + EgressEnvelope.SEQUENCE_OFFSET, ByteOrder.LITTLE_ENDIAN)))
        {
            waitsForDurable = true;
            return Action.ABORT;
        }
        waitsForDurable = false;
        switch (type)
        {
            case EgressRing.BIND:
                bind(field(buffer, index + EgressEnvelope.EFFECT_INDEX_OFFSET),
                    field(buffer, index + EgressEnvelope.FLAGS_OFFSET));
                return Action.CONTINUE;
            case EgressRing.UNBIND:
                return unbind(field(buffer, index + EgressEnvelope.FLAGS_OFFSET));
            case EgressRing.REFUSE:
                refuse(buffer, index, length);
                return Action.CONTINUE;
            case EgressRing.EVERY_SESSION:
                return sendToAll(buffer, index, length);
            default:
                return sendTo(type - EgressRing.EVERY_SESSION, buffer, index, length);
        }
    }

    @Override
    public String roleName()
    {
        return "plimsoll-egress";
    }

    /** Whether nothing waits to be sent. Only exact when the engine thread writes no more. */
    boolean isDrained()
    {
        if (!egress.isEmpty())
        {
            return false;
        }
        for (int i = 0; i < boundCount && !abandoned; i++)
        {
            if (!bound[i].isUnwanted() && bound[i].backlog().size() > 0)
            {
                return false;
            }
        }
        return true;
    }

    /** Whether the next effect may not leave yet. Any thread. */
    boolean waitsForDurable()
    {
        return waitsForDurable;
    }

    /** From now on what cannot be sent at once is dropped, because the process is to end. Any thread. */
    void abandon()
    {
        abandoned = true;
    }

    private boolean isDurable(final long sequence)
    {
        if (sequence > durableSequence)
        {
            durableSequence = counters.durableSequence().get();
        }
        return sequence <= durableSequence;
    }

    private void bind(final int connectionIndex, final int sessionId)
    {
        final Connection connection = connections[connectionIndex];
        connection.bind(sessionId);
        bySession.put(sessionId, connection);
        bound[boundCount++] = connection;
    }

    private Action unbind(final int sessionId)
    {
        final Connection connection = bySession.get(sessionId);
        if (null == connection)
        {
            return Action.CONTINUE;
        }
        if (!abandoned && !connection.isUnwanted() && connection.backlog().size() > 0)
        {
            // The last effects of the session are still on their way to a slow client.
            sender.drainBacklog(connection);
            return connection.backlog().size() > 0 && !connection.isUnwanted() ? Action.ABORT : unbind(sessionId);
        }
        sender.clear(connection);
        bySession.remove(sessionId);
        remove(connection);
        connection.release();
        return Action.CONTINUE;
    }

    private void remove(final Connection connection)
    {
        for (int i = 0; i < boundCount; i++)
        {
            if (bound[i] == connection)
            {
                bound[i] = bound[--boundCount];
                bound[boundCount] = null;
                return;
            }
        }
    }

    private void refuse(final MutableDirectBuffer buffer, final int index, final int length)
    {
        final int field = index + EgressEnvelope.EFFECT_INDEX_OFFSET;
        final Connection connection = connections[field(buffer, field)];
        buffer.putInt(field, 0, ByteOrder.LITTLE_ENDIAN);
        connection.link().offer(buffer, index, length);
        connection.release();
    }

    private Action sendTo(final int sessionId, final MutableDirectBuffer buffer, final int index, final int length)
    {
        final Connection connection = bySession.get(sessionId);
        if (null == connection)
        {
            counters.effectsDropped().incrementRelease();
            return Action.CONTINUE;
        }
        return sender.send(connection, buffer, index, length) || abandoned ? Action.CONTINUE : Action.ABORT;
    }

    private Action sendToAll(final MutableDirectBuffer buffer, final int index, final int length)
    {
        while (broadcastNext < boundCount)
        {
            if (!sender.send(bound[broadcastNext], buffer, index, length) && !abandoned)
            {
                return Action.ABORT;
            }
            broadcastNext++;
        }
        broadcastNext = 0;
        return Action.CONTINUE;
    }

    private static int field(final MutableDirectBuffer buffer, final int offset)
    {
        return buffer.getInt(offset, ByteOrder.LITTLE_ENDIAN);
    }
}
