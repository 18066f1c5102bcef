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

import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.CommandRejectedEncoder;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.SessionCloseEncoder;
import io.plimsoll.core.codec.generated.SessionOpenEncoder;
import io.plimsoll.io.metrics.EngineCounters;
import io.plimsoll.io.session.AttestationCheck;
import io.plimsoll.io.session.ConnectRequest;
import io.plimsoll.io.session.Connection;
import io.plimsoll.io.session.IngressEnvelope;
import io.plimsoll.io.session.IngressHandler;
import io.plimsoll.io.session.SbeHeader;
import io.plimsoll.io.session.SessionHost;
import io.plimsoll.io.session.SessionTable;
import io.plimsoll.io.session.Transport;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.CompletableFuture;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The duty of the ingress thread: drives the transport, checks the length of every message, finds its session, stamps
 * its time, looks at the signature of an attestation, and puts it into the ring. Where the ring is full the message is
 * given back to the transport, whose flow control then reaches the sender.
 *
 * <p>Time never falls. In live mode the stamp is the clock's; in virtual time it is the feeder's, and a message whose
 * stamp falls is refused.
 */
final class IngressAgent implements Agent, IngressHandler, SessionHost
{
    private static final int MESSAGES_PER_CALL = 32;
    private static final int LENGTH_MIN = IngressEnvelope.LENGTH + SbeHeader.LENGTH + Long.BYTES;
    private static final int LENGTH_MAX = IngressEnvelope.LENGTH + EngineLimits.COMMAND_LENGTH_MAX;

    private final Transport transport;
    private final CommandRing ring;
    private final SessionTable sessions;
    private final EngineCounters counters;
    private final EpochNanoClock clock;
    private final boolean virtualTime;
    private final UnsafeBuffer scratch = new UnsafeBuffer(ByteBuffer.allocateDirect(256));
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final CommandRejectedEncoder rejected = new CommandRejectedEncoder();
    private final SessionOpenEncoder sessionOpen = new SessionOpenEncoder();
    private final SessionCloseEncoder sessionClose = new SessionCloseEncoder();
    private final AttestationDesk attestations = new AttestationDesk();
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private Runnable onOpen;
    private volatile long lastTimestampNs;
    private volatile boolean stopRequested;
    private volatile boolean stopped;

    IngressAgent(
        final Transport transport,
        final CommandRing ring,
        final SessionTable sessions,
        final EngineCounters counters,
        final EpochNanoClock clock,
        final boolean virtualTime)
    {
        this.transport = transport;
        this.ring = ring;
        this.sessions = sessions;
        this.counters = counters;
        this.clock = clock;
        this.virtualTime = virtualTime;
    }

    /** Stamps begin at or after the given one. Before the start. */
    void recovered(final long recoveredTimestampNs)
    {
        lastTimestampNs = recoveredTimestampNs;
    }

    /** Does something more once the transport is open, on this thread. Before the start. */
    void onOpen(final Runnable action)
    {
        onOpen = action;
    }

    /** Completes when messages are let in, exceptionally if the transport could not be opened. Any thread. */
    CompletableFuture<Void> started()
    {
        return started;
    }

    /** Lets no further message in. Any thread. */
    void stop()
    {
        stopRequested = true;
    }

    /** Whether nothing will be put into the ring any more. Any thread. */
    boolean isStopped()
    {
        return stopped;
    }

    @Override
    public void onStart()
    {
        try
        {
            transport.open();
            if (null != onOpen)
            {
                onOpen.run();
            }
            started.complete(null);
        }
        catch (final Throwable fault)
        {
            stopRequested = true;
            started.completeExceptionally(fault);
        }
    }

    @Override
    public int doWork()
    {
        if (started.isCompletedExceptionally())
        {
            return 0;
        }
        int work = transport.doWork();
        if (stopRequested)
        {
            stopped = true;
        }
        else
        {
            work += sessions.doWork();
            work += transport.poll(this, MESSAGES_PER_CALL);
        }
        // Taken here and not on the engine thread, so that it shows what waits while that one hangs.
        counters.ringDepth().setRelease(ring.depth());
        return work;
    }

    @Override
    public void onClose()
    {
        transport.close();
    }

    @Override
    public String roleName()
    {
        return "plimsoll-ingress";
    }

    @Override
    public boolean onMessage(final int sourceId, final DirectBuffer buffer, final int offset, final int length)
    {
        if (length < LENGTH_MIN || length > LENGTH_MAX)
        {
            return refuse(sourceId, ResultCode.MALFORMED, length < LENGTH_MIN ? LENGTH_MIN : LENGTH_MAX, length);
        }
        final int message = offset + IngressEnvelope.LENGTH;
        final int messageLength = length - IngressEnvelope.LENGTH;
        final long stampNs = buffer.getLong(offset + IngressEnvelope.TIMESTAMP_OFFSET, ByteOrder.LITTLE_ENDIAN);
        if (ConnectRequest.SCHEMA_ID == SbeHeader.schemaId(buffer, message))
        {
            onConnect(sourceId, stampNs, buffer, message, messageLength);
            return true;
        }
        final Connection connection = sessions.active(sourceId);
        if (null == connection)
        {
            counters.unknownSource().incrementRelease();
            return true;
        }
        if (virtualTime && stampNs < lastTimestampNs)
        {
            return refuse(sourceId, ResultCode.FIELD_OUT_OF_RANGE, lastTimestampNs, stampNs);
        }
        final long timestampNs = virtualTime ? stampNs : now();
        if (AttestationCheck.isAttestation(buffer, message, messageLength))
        {
            return toRing(connection, timestampNs,
                attestations.judged(connection.index(), timestampNs, buffer, message, messageLength), 0, messageLength);
        }
        return toRing(connection, timestampNs, buffer, message, messageLength);
    }

    @Override
    public void onSourceGone(final int sourceId)
    {
        sessions.onSourceGone(sourceId);
    }

    @Override
    public boolean openSession(final int connectionIndex, final long principalId, final long stampNs)
    {
        final long timestampNs = virtualTime ? Math.max(stampNs, lastTimestampNs) : now();
        sessionOpen.wrapAndApplyHeader(scratch, 0, header).clientSequence(0).principalId(principalId);
        final int length = MessageHeaderEncoder.ENCODED_LENGTH + sessionOpen.encodedLength();
        return stamped(timestampNs, ring.offer(
            CommandSlot.SESSION_OPEN, timestampNs, 0, connectionIndex, scratch, 0, length));
    }

    @Override
    public boolean closeSession(final int connectionIndex, final int sessionId)
    {
        final long timestampNs = virtualTime ? lastTimestampNs : now();
        sessionClose.wrapAndApplyHeader(scratch, 0, header).clientSequence(0);
        final int length = MessageHeaderEncoder.ENCODED_LENGTH + sessionClose.encodedLength();
        return stamped(timestampNs, ring.offer(
            CommandSlot.SESSION_CLOSE, timestampNs, sessionId, connectionIndex, scratch, 0, length));
    }

    private void onConnect(
        final int sourceId, final long stampNs, final DirectBuffer buffer, final int message, final int messageLength)
    {
        if (ConnectRequest.isValid(buffer, message, messageLength))
        {
            sessions.onConnectRequest(sourceId, stampNs, buffer, message);
        }
        else
        {
            counters.malformed().incrementRelease();
        }
    }

    private boolean toRing(
        final Connection connection,
        final long timestampNs,
        final DirectBuffer buffer,
        final int message,
        final int messageLength)
    {
        final boolean closes = SessionCloseEncoder.TEMPLATE_ID == SbeHeader.templateId(buffer, message) &&
            SessionCloseEncoder.SCHEMA_ID == SbeHeader.schemaId(buffer, message);
        final int kind = closes ? CommandSlot.SESSION_CLOSE : CommandSlot.COMMAND;
        final boolean taken = stamped(timestampNs, ring.offer(
            kind, timestampNs, connection.sessionId(), connection.index(), buffer, message, messageLength));
        if (taken && closes)
        {
            sessions.onCloseSent(connection);
        }
        return taken;
    }

    private boolean refuse(final int sourceId, final int code, final long limit, final long actual)
    {
        final Connection connection = sessions.active(sourceId);
        if (null != connection)
        {
            rejected.wrapAndApplyHeader(scratch, 0, header)
                .clientSequence(0).limitValue(limit).actualValue(actual).resultCode(code)
                .commandTemplateId(0).slabId(0).workLeft((short)0).padding((short)0);
            final int length = MessageHeaderEncoder.ENCODED_LENGTH + rejected.encodedLength();
            if (!stamped(lastTimestampNs, ring.offer(CommandSlot.REFUSAL, lastTimestampNs,
                connection.sessionId(), connection.index(), scratch, 0, length)))
            {
                return false;
            }
        }
        counters.malformed().incrementRelease();
        return true;
    }

    private boolean stamped(final long timestampNs, final boolean taken)
    {
        if (taken)
        {
            lastTimestampNs = timestampNs;
        }
        else
        {
            counters.ringFull().incrementRelease();
        }
        return taken;
    }

    private long now()
    {
        final long nowNs = clock.nanoTime();
        if (nowNs < lastTimestampNs)
        {
            counters.clockClamps().incrementRelease();
            return lastTimestampNs;
        }
        return nowNs;
    }
}
