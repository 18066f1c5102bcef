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

import io.plimsoll.core.codec.generated.AccountReportDecoder;
import io.plimsoll.core.codec.generated.CommandAcceptedDecoder;
import io.plimsoll.core.codec.generated.MessageHeaderDecoder;
import io.plimsoll.core.codec.generated.PositionReportDecoder;
import io.plimsoll.io.session.ConnectRequest;
import io.plimsoll.io.session.EgressEnvelope;
import io.plimsoll.io.session.IngressEnvelope;
import io.plimsoll.io.session.SbeHeader;
import java.nio.ByteOrder;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The one client of a pipeline under one thread: sends a command a microsecond of virtual time after the last, and
 * invokes the pipeline until nothing more comes of it.
 */
final class InMemoryClient implements Rehearsal.Exchange
{
    static final int SOURCE_ID = 77;
    static final int STREAM_ID = 5;
    static final long PRINCIPAL_ID = 900;

    private static final int IDLE_ROUNDS = 3;
    private static final long STEP_NS = 1_000;

    private final Pipeline pipeline;
    private final InMemoryTransport transport;
    private final VirtualClock clock;
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[2_048]);
    private final UnsafeBuffer effect = new UnsafeBuffer(0, 0);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final CommandAcceptedDecoder accepted = new CommandAcceptedDecoder();
    private final AccountReportDecoder account = new AccountReportDecoder();
    private final PositionReportDecoder position = new PositionReportDecoder();
    private int seen;
    private long orderId;
    private long positionLots;
    private long cashAtoms;

    InMemoryClient(final Pipeline pipeline, final InMemoryTransport transport, final VirtualClock clock)
    {
        this.pipeline = pipeline;
        this.transport = transport;
        this.clock = clock;
        message.putLong(IngressEnvelope.TIMESTAMP_OFFSET, clock.nanoTime(), ByteOrder.LITTLE_ENDIAN);
        final int length = ConnectRequest.encode(message, IngressEnvelope.LENGTH, PRINCIPAL_ID, "memory", STREAM_ID);
        transport.send(SOURCE_ID, message, 0, IngressEnvelope.LENGTH + length);
        run();
    }

    @Override
    public long send(final DirectBuffer command, final int length)
    {
        clock.set(clock.nanoTime() + STEP_NS);
        send(clock.nanoTime(), command, length);
        run();
        return orderId;
    }

    @Override
    public long positionLots()
    {
        return positionLots;
    }

    @Override
    public long cashAtoms()
    {
        return cashAtoms;
    }

    void send(final long timestampNs, final DirectBuffer command, final int length)
    {
        message.putLong(IngressEnvelope.TIMESTAMP_OFFSET, timestampNs, ByteOrder.LITTLE_ENDIAN);
        message.putBytes(IngressEnvelope.LENGTH, command, 0, length);
        transport.send(SOURCE_ID, message, 0, IngressEnvelope.LENGTH + length);
    }

    void run()
    {
        int idle = 0;
        while (idle < IDLE_ROUNDS)
        {
            idle = pipeline.invoke() > 0 ? 0 : idle + 1;
        }
        final List<byte[]> received = received();
        for (; seen < received.size(); seen++)
        {
            see(received.get(seen));
        }
    }

    List<byte[]> received()
    {
        return transport.received(STREAM_ID);
    }

    private void see(final byte[] bytes)
    {
        effect.wrap(bytes);
        switch (SbeHeader.templateId(effect, EgressEnvelope.LENGTH))
        {
            case CommandAcceptedDecoder.TEMPLATE_ID:
                orderId = accepted.wrapAndApplyHeader(effect, EgressEnvelope.LENGTH, header).orderId();
                break;
            case AccountReportDecoder.TEMPLATE_ID:
                cashAtoms = account.wrapAndApplyHeader(effect, EgressEnvelope.LENGTH, header).cashAtoms();
                break;
            case PositionReportDecoder.TEMPLATE_ID:
                position.wrapAndApplyHeader(effect, EgressEnvelope.LENGTH, header).accountId();
                positionLots = position.positionLots();
                break;
            default:
                break;
        }
    }
}
