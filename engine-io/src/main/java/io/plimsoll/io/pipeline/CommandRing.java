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

import com.lmax.disruptor.EventPoller;
import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.YieldingWaitStrategy;
import com.lmax.disruptor.dsl.ProducerType;
import io.plimsoll.core.EngineLimits;
import java.nio.ByteBuffer;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The ring between the ingress thread, its only producer, and the engine thread, its only consumer. Each slot owns a
 * fixed slice of one direct buffer, so a command is copied once and no transport buffer is kept.
 *
 * <p>Its own sequence is never written anywhere: the journal sequence is assigned by the engine thread.
 */
final class CommandRing
{
    /** Bytes of a slot: the longest command, on whole cache lines. */
    static final int SLOT_LENGTH = BitUtil.align(EngineLimits.COMMAND_LENGTH_MAX, BitUtil.CACHE_LINE_LENGTH);

    private final RingBuffer<CommandSlot> ring;
    private final EventPoller<CommandSlot> poller;

    CommandRing(final int capacity)
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(allocate(capacity));
        final int[] nextIndex = {0};
        // The wait strategy is never used: neither side waits in the ring, both come back by themselves.
        ring = RingBuffer.create(ProducerType.SINGLE,
            () -> new CommandSlot(buffer, SLOT_LENGTH * nextIndex[0]++), capacity, new YieldingWaitStrategy());
        poller = ring.newPoller();
        ring.addGatingSequences(poller.getSequence());
    }

    private static ByteBuffer allocate(final int capacity)
    {
        if (!BitUtil.isPowerOfTwo(capacity) || capacity > Integer.MAX_VALUE / SLOT_LENGTH)
        {
            throw new IllegalArgumentException("The ring's capacity is " + capacity + "; it must be a power of two, " +
                "at most " + Integer.highestOneBit(Integer.MAX_VALUE / SLOT_LENGTH) + ".");
        }
        return BufferUtil.allocateDirectAligned(capacity * SLOT_LENGTH, BitUtil.CACHE_LINE_LENGTH);
    }

    /**
     * Puts a command into the ring. Ingress thread.
     *
     * @return false if the ring is full: nothing has happened, and the message is to be given back to the transport.
     */
    boolean offer(
        final int kind,
        final long timestampNs,
        final int sessionId,
        final int connectionIndex,
        final DirectBuffer source,
        final int offset,
        final int length)
    {
        final long sequence;
        try
        {
            sequence = ring.tryNext();
        }
        catch (final InsufficientCapacityException full)
        {
            return false;
        }
        ring.get(sequence).set(kind, timestampNs, sessionId, connectionIndex, source, offset, length);
        ring.publish(sequence);
        return true;
    }

    /** The consumer's end. Engine thread. */
    EventPoller<CommandSlot> poller()
    {
        return poller;
    }

    /** Slots that wait. Any thread. */
    long depth()
    {
        return ring.getCursor() - poller.getSequence().get();
    }

    int capacity()
    {
        return ring.getBufferSize();
    }
}
