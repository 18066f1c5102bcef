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
import java.nio.ByteBuffer;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.errors.DistinctErrorLog;
import org.agrona.concurrent.status.CountersManager;

/**
 * The pipeline under one thread: the production handler with a virtual clock, an in-memory journal and an in-memory
 * transport.
 */
final class OneThreadFrame implements AutoCloseable
{
    final JournalStore store;
    final InMemoryTransport transport;
    final VirtualClock clock = new VirtualClock(1_000);
    final CountersManager counterValues = new CountersManager(
        new UnsafeBuffer(ByteBuffer.allocateDirect(EngineCounters.METADATA_LENGTH)),
        new UnsafeBuffer(ByteBuffer.allocateDirect(EngineCounters.VALUES_LENGTH)));
    final EngineCounters counters = new EngineCounters(counterValues);
    final DistinctErrorLog errorLog =
        new DistinctErrorLog(new UnsafeBuffer(ByteBuffer.allocateDirect(1 << 16)), System::currentTimeMillis);
    final PipelineContext context;
    Pipeline pipeline;
    InMemoryClient client;

    OneThreadFrame(
        final JournalStore store,
        final JournalEnd end,
        final JournalFault journalFault,
        final InMemoryTransport.PublishFault publishFault)
    {
        this(store, end, journalFault, publishFault, Rehearsal.limits());
    }

    OneThreadFrame(
        final JournalStore store,
        final JournalEnd end,
        final JournalFault journalFault,
        final InMemoryTransport.PublishFault publishFault,
        final EngineLimits limits)
    {
        this.store = store;
        transport = new InMemoryTransport(publishFault);
        final boolean isNew = 0 == end.lengthBytes();
        final JournalEnd begun = isNew ? begin(store, end, limits) : end;
        final Journal journal = new InMemoryJournal(
            store, begun, SessionOpenEncoder.SCHEMA_VERSION, limits.effectBytesMax(), journalFault);
        context = new PipelineContext()
            .clock(clock)
            .threadingMode(ThreadingMode.INVOKER)
            .virtualTime(true);
        context.ports()
            .machine(new EngineStateMachine(new Engine(limits)))
            .journal(journal)
            .recovery(isNew ? null : new JournalRecovery(() -> JournalScanner.of(store)))
            .transport(transport)
            .counters(counters)
            .errorLog(errorLog);
    }

    OneThreadFrame()
    {
        this(new JournalStore(), JournalEnd.before(1, 0, 0), JournalFault.NONE, InMemoryTransport.PublishFault.NONE);
    }

    // No journal is ever there without its header: the journal on disk is moved to its place when it has one.
    private static JournalEnd begin(final JournalStore store, final JournalEnd end, final EngineLimits limits)
    {
        try (Journal journal = new InMemoryJournal(
            store, end, SessionOpenEncoder.SCHEMA_VERSION, limits.effectBytesMax(), JournalFault.NONE))
        {
            EpochRecords.appendHeader(journal, end, limits);
        }
        return JournalContent.of(JournalScanner.of(store)).report.end();
    }

    OneThreadFrame launch()
    {
        pipeline = Pipeline.launch(context);
        return this;
    }

    OneThreadFrame connect()
    {
        client = new InMemoryClient(pipeline, transport, clock);
        return this;
    }

    void send(final long timestampNs, final DirectBuffer command, final int length)
    {
        client.send(timestampNs, command, length);
    }

    void run()
    {
        client.run();
    }

    List<byte[]> received()
    {
        return transport.received(InMemoryClient.STREAM_ID);
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
