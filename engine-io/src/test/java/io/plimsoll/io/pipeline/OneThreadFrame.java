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

import io.plimsoll.core.Engine;
import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.codec.generated.SessionOpenEncoder;
import io.plimsoll.io.journal.EpochRecords;
import io.plimsoll.io.journal.InMemoryJournal;
import io.plimsoll.io.journal.Journal;
import io.plimsoll.io.journal.JournalEnd;
import io.plimsoll.io.journal.JournalFault;
import io.plimsoll.io.journal.JournalScanner;
import io.plimsoll.io.journal.JournalStore;
import io.plimsoll.io.metrics.EngineCounters;
import io.plimsoll.io.replay.JournalRecovery;
import io.plimsoll.io.session.ConnectRequest;
import io.plimsoll.io.session.IngressEnvelope;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.errors.DistinctErrorLog;

/**
 * The pipeline under one thread: the production handler with a virtual clock, an in-memory journal and an in-memory
 * transport.
 */
final class OneThreadFrame implements AutoCloseable
{
    static final int SOURCE_ID = 77;
    static final int STREAM_ID = 5;
    static final long PRINCIPAL_ID = 900;

    final JournalStore store;
    final InMemoryTransport transport;
    final VirtualClock clock = new VirtualClock(1_000);
    final EngineCounters counters = new EngineCounters();
    final DistinctErrorLog errorLog =
        new DistinctErrorLog(new UnsafeBuffer(ByteBuffer.allocateDirect(1 << 16)), System::currentTimeMillis);
    final PipelineContext context;
    Pipeline pipeline;

    OneThreadFrame(
        final JournalStore store,
        final JournalEnd end,
        final JournalFault journalFault,
        final InMemoryTransport.PublishFault publishFault)
    {
        this.store = store;
        transport = new InMemoryTransport(publishFault);
        final EngineLimits limits = limits();
        final Journal journal = new InMemoryJournal(
            store, end, SessionOpenEncoder.SCHEMA_VERSION, limits.effectBytesMax(), journalFault);
        if (0 == end.lengthBytes())
        {
            EpochRecords.appendHeader(journal, end, limits);
        }
        context = new PipelineContext()
            .machine(new EngineStateMachine(new Engine(limits)))
            .limits(limits)
            .journal(journal)
            .recovery(0 == end.lengthBytes() ? null : new JournalRecovery(() -> JournalScanner.of(store)))
            .transport(transport)
            .counters(counters)
            .errorLog(errorLog)
            .clock(clock)
            .threadingMode(ThreadingMode.INVOKER)
            .virtualTime(true);
    }

    OneThreadFrame()
    {
        this(new JournalStore(), JournalEnd.before(1, 0, 0), JournalFault.NONE, InMemoryTransport.PublishFault.NONE);
    }

    static EngineLimits limits()
    {
        return EngineLimits.builder().sessions(8).accounts(64).balances(64).positions(128).orders(256).priceLevels(128)
            .instruments(4).assets(4).positionsPerAccount(4).fillsPerCommandMax(64).liquidationStepsPerCommand(4)
            .cancelsPerCommand(16).effectBytesMax(256 << 10).build();
    }

    OneThreadFrame launch()
    {
        pipeline = Pipeline.launch(context);
        return this;
    }

    OneThreadFrame connect()
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
        buffer.putLong(IngressEnvelope.TIMESTAMP_OFFSET, clock.nanoTime(), ByteOrder.LITTLE_ENDIAN);
        final int length = ConnectRequest.encode(buffer, IngressEnvelope.LENGTH, PRINCIPAL_ID, "memory", STREAM_ID);
        transport.send(SOURCE_ID, buffer, 0, IngressEnvelope.LENGTH + length);
        run();
        return this;
    }

    void send(final long timestampNs, final DirectBuffer command, final int length)
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[IngressEnvelope.LENGTH + length]);
        buffer.putLong(IngressEnvelope.TIMESTAMP_OFFSET, timestampNs, ByteOrder.LITTLE_ENDIAN);
        buffer.putBytes(IngressEnvelope.LENGTH, command, 0, length);
        transport.send(SOURCE_ID, buffer, 0, buffer.capacity());
    }

    void run()
    {
        int idle = 0;
        while (idle < 3)
        {
            idle = pipeline.invoke() > 0 ? 0 : idle + 1;
        }
    }

    List<byte[]> received()
    {
        return transport.received(STREAM_ID);
    }

    @Override
    public void close()
    {
        if (null != pipeline)
        {
            pipeline.close();
        }
    }
}
