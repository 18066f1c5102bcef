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

import io.plimsoll.io.session.EgressLink;
import io.plimsoll.io.session.IngressHandler;
import io.plimsoll.io.session.Transport;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.collections.IntArrayList;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Double of the transport for tests, simulations and warm-up: queues in memory, where a client and its stream are told
 * apart by one number. Confined to one thread. A hook may end the world around every publish.
 */
public final class InMemoryTransport implements Transport
{
    /** Hook around every publish. */
    @FunctionalInterface
    public interface PublishFault
    {
        /** Never ends the world. */
        PublishFault NONE = (before) ->
        {
        };

        /**
         * Called around every publish; may throw.
         *
         * @param before true before it happens, false after.
         */
        void at(boolean before);
    }

    private record Message(int sourceId, UnsafeBuffer bytes)
    {
    }

    private final ArrayDeque<Message> inbound = new ArrayDeque<>();
    private final IntArrayList gone = new IntArrayList();
    private final Map<Integer, List<byte[]>> outbound = new HashMap<>();
    private final PublishFault fault;

    /**
     * Empty queues.
     *
     * @param fault called around every publish.
     */
    public InMemoryTransport(final PublishFault fault)
    {
        this.fault = fault;
    }

    /**
     * Puts a message of a client into the queue.
     *
     * @param sourceId of the client.
     * @param buffer   that holds envelope and message.
     * @param offset   of the envelope.
     * @param length   of both.
     */
    public void send(final int sourceId, final DirectBuffer buffer, final int offset, final int length)
    {
        final UnsafeBuffer bytes = new UnsafeBuffer(new byte[length]);
        bytes.putBytes(0, buffer, offset, length);
        inbound.add(new Message(sourceId, bytes));
    }

    /**
     * Ends a client.
     *
     * @param sourceId of the client.
     */
    public void disconnect(final int sourceId)
    {
        gone.addInt(sourceId);
    }

    /**
     * What has been sent to a client, oldest first, envelope and message each.
     *
     * @param streamId that the client named in its request, or of a stream for everybody.
     * @return the live list.
     */
    public List<byte[]> received(final int streamId)
    {
        return outbound.computeIfAbsent(streamId, id -> new ArrayList<>());
    }

    @Override
    public void open()
    {
        // The queues are there from the start.
    }

    @Override
    public int doWork()
    {
        return 0;
    }

    @Override
    public int poll(final IngressHandler handler, final int limit)
    {
        int polled = 0;
        while (polled < limit && !inbound.isEmpty())
        {
            final Message message = inbound.peek();
            if (!handler.onMessage(message.sourceId, message.bytes, 0, message.bytes.capacity()))
            {
                return polled;
            }
            inbound.remove();
            polled++;
        }
        while (inbound.isEmpty() && !gone.isEmpty())
        {
            handler.onSourceGone(gone.removeAt(0));
        }
        return polled;
    }

    @Override
    public EgressLink connect(final String channel, final int streamId)
    {
        return new Link(received(streamId));
    }

    @Override
    public EgressLink publish(final String channel, final int streamId)
    {
        return new Link(received(streamId));
    }

    @Override
    public void close()
    {
        inbound.clear();
    }

    private final class Link implements EgressLink
    {
        private final List<byte[]> messages;

        private Link(final List<byte[]> messages)
        {
            this.messages = messages;
        }

        @Override
        public long offer(final DirectBuffer buffer, final int offset, final int length)
        {
            fault.at(true);
            final byte[] bytes = new byte[length];
            buffer.getBytes(offset, bytes);
            messages.add(bytes);
            fault.at(false);
            return messages.size();
        }

        @Override
        public boolean isConnected()
        {
            return true;
        }

        @Override
        public boolean hasFailed()
        {
            return false;
        }

        @Override
        public void close()
        {
            // What has been sent stays readable.
        }
    }
}
