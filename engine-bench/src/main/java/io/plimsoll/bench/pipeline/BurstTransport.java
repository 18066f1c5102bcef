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
package io.plimsoll.bench.pipeline;

import io.plimsoll.bench.DiscardingLink;
import io.plimsoll.bench.inline.MarkedCommands;
import io.plimsoll.core.codec.generated.CommandAcceptedDecoder;
import io.plimsoll.core.codec.generated.CommandRejectedDecoder;
import io.plimsoll.io.session.ConnectRequest;
import io.plimsoll.io.session.EgressEnvelope;
import io.plimsoll.io.session.EgressLink;
import io.plimsoll.io.session.IngressEnvelope;
import io.plimsoll.io.session.IngressHandler;
import io.plimsoll.io.session.SbeHeader;
import io.plimsoll.io.session.Transport;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Messages that are there already, handed to the ingress as fast as the ring takes them, and effects that are read off
 * the egress ring, counted and forgotten. One session. The ingress thread polls, the egress thread offers, and whoever
 * measures lets messages in and waits for their results.
 */
final class BurstTransport implements Transport
{
    private static final int SOURCE = 1;
    private static final long PRINCIPAL = 7;
    private static final int STREAM = 1;

    private final MarkedCommands commands;
    private final UnsafeBuffer frames;
    private final UnsafeBuffer connectRequest = new UnsafeBuffer(ByteBuffer.allocateDirect(256));
    private final int connectLength;
    private final Results results = new Results();
    private boolean connectSent;
    private int position;
    private volatile int limit;

    BurstTransport(final MarkedCommands commands)
    {
        this.commands = commands;
        frames = commands.buffer();
        connectLength = IngressEnvelope.LENGTH +
            ConnectRequest.encode(connectRequest, IngressEnvelope.LENGTH, PRINCIPAL, "in-process", STREAM);
    }

    /** Lets the messages up to an offset in. */
    void letIn(final int end)
    {
        limit = end;
    }

    /** What has come back. */
    Results results()
    {
        return results;
    }

    @Override
    public void open()
    {
        // The messages are there from the start.
    }

    @Override
    public int doWork()
    {
        return 0;
    }

    @Override
    public int poll(final IngressHandler handler, final int most)
    {
        if (!connectSent)
        {
            connectSent = handler.onMessage(SOURCE, connectRequest, 0, connectLength);
            return 1;
        }
        final int end = results.isOpen ? limit : 0;
        int polled = 0;
        while (polled < most && position < end &&
            handler.onMessage(SOURCE, frames, MarkedCommands.envelope(position), IngressEnvelope.LENGTH +
                frames.getInt(position)))
        {
            position = commands.next(position);
            polled++;
        }
        return polled;
    }

    @Override
    public EgressLink connect(final String channel, final int streamId)
    {
        return results;
    }

    @Override
    public EgressLink publish(final String channel, final int streamId)
    {
        return new DiscardingLink();
    }

    @Override
    public void close()
    {
        // The commands belong to the caller.
    }

    /** Counts results; written by the egress thread, read by whoever measures. */
    static final class Results extends DiscardingLink
    {
        private volatile boolean isOpen;
        private volatile long awaited = Long.MAX_VALUE;
        private volatile long reachedNs;
        private long count;
        private long rejected;
        private long bytes;

        /** Asks for the moment at which so many results have come back since the start. */
        void await(final long wanted)
        {
            reachedNs = 0;
            awaited = wanted;
        }

        /** The moment that was asked for by the clock of {@link System#nanoTime}, 0 before it. */
        long reachedNs()
        {
            return reachedNs;
        }

        /** Commands refused; to be read once the moment that was asked for has come. */
        long rejected()
        {
            return rejected;
        }

        /** Bytes of all effects; likewise. */
        long bytes()
        {
            return bytes;
        }

        @Override
        public long offer(final DirectBuffer buffer, final int offset, final int length)
        {
            bytes += length;
            final int templateId = SbeHeader.templateId(buffer, offset + EgressEnvelope.LENGTH);
            if (templateId == CommandAcceptedDecoder.TEMPLATE_ID || templateId == CommandRejectedDecoder.TEMPLATE_ID)
            {
                rejected += templateId == CommandRejectedDecoder.TEMPLATE_ID ? 1 : 0;
                if (!isOpen)
                {
                    // The first result is that of the session's own opening.
                    isOpen = true;
                    return length;
                }
                if (++count == awaited)
                {
                    reachedNs = System.nanoTime();
                }
            }
            return length;
        }
    }
}
