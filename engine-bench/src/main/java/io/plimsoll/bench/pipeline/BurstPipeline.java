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

import io.plimsoll.bench.book.Workload;
import io.plimsoll.bench.inline.MarkedCommands;
import io.plimsoll.bench.inline.WorldScript;
import io.plimsoll.core.Engine;
import io.plimsoll.core.EngineLimits;
import io.plimsoll.io.journal.ChronicleJournal;
import io.plimsoll.io.journal.EpochRecords;
import io.plimsoll.io.journal.Journal;
import io.plimsoll.io.journal.JournalEnd;
import io.plimsoll.io.pipeline.EngineStateMachine;
import io.plimsoll.io.pipeline.IdleKind;
import io.plimsoll.io.pipeline.Pipeline;
import io.plimsoll.io.pipeline.PipelineContext;
import io.plimsoll.io.pipeline.ThreadingMode;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.OffsetEpochNanoClock;
import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.errors.DistinctErrorLog;

/**
 * The real pipeline in dedicated mode between a ring that is kept full and an egress ring that is kept empty: the
 * engine thread spins on one processor, ingress and egress share the other.
 */
final class BurstPipeline implements AutoCloseable
{
    private static final int ORDERS = 4_096;
    private static final int RING = 4_096;
    private static final int ERROR_LOG_LENGTH = 64 * 1_024;
    private static final long PATIENCE_NS = 120_000_000_000L;
    private static final long POLL_NS = 200_000;
    private static final String ENGINE_THREAD = "plimsoll-engine";

    private final MarkedCommands commands;
    private final BurstTransport transport;
    private final EngineStateMachine machine;
    private final Pipeline pipeline;
    private final long journalBytesBefore;
    private long burstCpuNs;

    /**
     * Starts the pipeline, makes the world and fills the book.
     *
     * @param commands  with the world's.
     * @param directory of the journal, null for none.
     */
    BurstPipeline(final MarkedCommands commands, final Path directory)
    {
        this.commands = commands;
        transport = new BurstTransport(commands);
        final EngineLimits limits = WorldScript.limits(Workload.USERS, ORDERS);
        machine = new EngineStateMachine(new Engine(limits));
        final PipelineContext context = new PipelineContext().threadingMode(ThreadingMode.DEDICATED)
            .clock(new OffsetEpochNanoClock()).ringCapacity(RING);
        context.idleStrategies().engine(IdleKind.BUSY_SPIN).ingress(IdleKind.YIELD).egress(IdleKind.BACKOFF);
        context.ports().machine(machine).transport(transport)
            .journal(directory == null ? new NoJournal() : journal(directory, limits))
            .errorLog(new DistinctErrorLog(
                new UnsafeBuffer(ByteBuffer.allocateDirect(ERROR_LOG_LENGTH)), SystemEpochClock.INSTANCE));
        pipeline = Pipeline.launch(context);
        run(commands.timedFrom(), commands.messages() - commands.timedMessages());
        journalBytesBefore = journalBytes();
    }

    private static Journal journal(final Path directory, final EngineLimits limits)
    {
        final Journal journal = ChronicleJournal.create(directory, limits);
        EpochRecords.appendHeader(journal, JournalEnd.before(1, 0, 0), limits);
        return journal;
    }

    /**
     * Lets the timed messages in and waits for the last result.
     *
     * @return nanoseconds between the two.
     */
    long burst()
    {
        final long cpuNs = engineCpuNs();
        final long ns = run(commands.end(), commands.messages());
        burstCpuNs = engineCpuNs() - cpuNs;
        return ns;
    }

    /** Processor time of the engine thread during the burst, its spinning included. */
    long burstCpuNs()
    {
        return burstCpuNs;
    }

    private static long engineCpuNs()
    {
        final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
            .filter(thread -> thread != null && thread.getThreadName().equals(ENGINE_THREAD))
            .mapToLong(thread -> threads.getThreadCpuTime(thread.getThreadId())).sum();
    }

    private long run(final int end, final long results)
    {
        transport.results().await(results);
        final long startNs = System.nanoTime();
        transport.letIn(end);
        while (transport.results().reachedNs() == 0)
        {
            LockSupport.parkNanos(POLL_NS);
            if (pipeline.halt().isSet() || System.nanoTime() - startNs > PATIENCE_NS)
            {
                throw new IllegalStateException("the pipeline came to a stop: " + (pipeline.halt().isSet() ?
                    pipeline.halt().cause() : "no result for " + PATIENCE_NS / 1_000_000_000 + " s"));
            }
        }
        final long ns = transport.results().reachedNs() - startNs;
        if (transport.results().rejected() != 0)
        {
            throw new IllegalStateException(
                "the engine refused " + transport.results().rejected() + " commands of the stream");
        }
        return ns;
    }

    /** Bytes that the timed commands have taken in the journal. */
    long journalBytesOfBurst()
    {
        return journalBytes() - journalBytesBefore;
    }

    private long journalBytes()
    {
        return pipeline.counters().journalBytes().get();
    }

    /** Digest of the engine's state, once every result has come back. */
    long stateDigest()
    {
        return machine.stateDigest();
    }

    @Override
    public void close()
    {
        pipeline.close();
    }
}
