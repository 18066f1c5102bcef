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
import java.util.HashMap;
import java.util.Map;
import org.agrona.DirectBuffer;

/**
 * A transport in memory whose links answer offers as a test says, and which counts what it gets back.
 */
final class ThrottledTransport implements Transport
{
    private static final long SENT = 1;

    private final InMemoryTransport transport;
    private final Map<Integer, Long> results = new HashMap<>();
    private int closedLinks;

    ThrottledTransport(final InMemoryTransport transport)
    {
        this.transport = transport;
    }

    /** From now on offers to this stream get this answer; a positive one sends. */
    void answer(final int streamId, final long result)
    {
        results.put(streamId, result);
    }

    int closedLinks()
    {
        return closedLinks;
    }

    @Override
    public void open()
    {
        transport.open();
    }

    @Override
    public int doWork()
    {
        return transport.doWork();
    }

    @Override
    public int poll(final IngressHandler handler, final int limit)
    {
        return transport.poll(handler, limit);
    }

    @Override
    public EgressLink connect(final String channel, final int streamId)
    {
        return new ThrottledLink(transport.connect(channel, streamId), streamId);
    }

    @Override
    public EgressLink publish(final String channel, final int streamId)
    {
        return new ThrottledLink(transport.publish(channel, streamId), streamId);
    }

    @Override
    public void close()
    {
        transport.close();
    }

    private final class ThrottledLink implements EgressLink
    {
        private final EgressLink link;
        private final int streamId;

        private ThrottledLink(final EgressLink link, final int streamId)
        {
            this.link = link;
            this.streamId = streamId;
        }

        @Override
        public long offer(final DirectBuffer buffer, final int offset, final int length)
        {
            final long result = results.getOrDefault(streamId, SENT);
            return result > 0 ? link.offer(buffer, offset, length) : result;
        }

        @Override
        public boolean isConnected()
        {
            return link.isConnected();
        }

        @Override
        public boolean hasFailed()
        {
            return link.hasFailed();
        }

        @Override
        public void close()
        {
            closedLinks++;
            link.close();
        }
    }
}
