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
import java.util.function.LongSupplier;
import org.agrona.DirectBuffer;

/**
 * A transport in memory whose public streams answer each offer as a test says; links to clients always work.
 */
final class UnreliableTransport implements Transport
{
    private final InMemoryTransport transport;
    private final LongSupplier results;

    /**
     * A transport.
     *
     * @param results of the offers to public streams; a positive one sends.
     */
    UnreliableTransport(final InMemoryTransport transport, final LongSupplier results)
    {
        this.transport = transport;
        this.results = results;
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
        return transport.connect(channel, streamId);
    }

    @Override
    public EgressLink publish(final String channel, final int streamId)
    {
        return new UnreliableLink(transport.publish(channel, streamId));
    }

    @Override
    public void close()
    {
        transport.close();
    }

    private final class UnreliableLink implements EgressLink
    {
        private final EgressLink link;

        private UnreliableLink(final EgressLink link)
        {
            this.link = link;
        }

        @Override
        public long offer(final DirectBuffer buffer, final int offset, final int length)
        {
            final long result = results.getAsLong();
            return result > 0 ? link.offer(buffer, offset, length) : result;
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
            link.close();
        }
    }
}
