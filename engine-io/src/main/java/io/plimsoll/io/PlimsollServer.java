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
package io.plimsoll.io;

import io.plimsoll.core.EngineLimits;
import io.plimsoll.io.aeron.AeronTransport;
import io.plimsoll.io.journal.ChronicleJournal;
import io.plimsoll.io.journal.EpochRecords;
import io.plimsoll.io.journal.Journal;
import io.plimsoll.io.journal.JournalCursor;
import io.plimsoll.io.journal.JournalDirectory;
import io.plimsoll.io.journal.JournalEnd;
import io.plimsoll.io.metrics.CountersFile;
import io.plimsoll.io.metrics.EngineCounters;
import io.plimsoll.io.pipeline.HaltLatch;
import io.plimsoll.io.pipeline.Pipeline;
import io.plimsoll.io.pipeline.StateMachine;
import io.plimsoll.io.pipeline.ThreadingMode;
import io.plimsoll.io.pipeline.WarmUp;
import io.plimsoll.io.replay.JournalRecovery;
import io.plimsoll.io.session.ClientContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.agrona.concurrent.OffsetEpochNanoClock;
import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.errors.DistinctErrorLog;

/**
 * A whole engine in this process: Aeron, ring, core, journal on disk, counters file. Used by {@code run},
 * {@code simulate}, {@code demo}, benchmarks and tests alike.
 *
 * <p>Goes on with the journal that it finds, or makes a new one. {@link #close} is the clean shutdown of
 * {@link Pipeline#close}; it may be called from any thread and more than once.
 */
public final class PlimsollServer implements AutoCloseable
{
    private final ServerContext context;
    private final AeronTransport transport;
    private final EngineLimits limits;
    private final boolean wentOn;
    private final long reservedBytes;
    private final long bytesPerAccount;
    private final Pipeline pipeline;
    private boolean closed;

    private PlimsollServer(final ServerContext context)
    {
        this.context = context;
        if (context.warmUp())
        {
            WarmUp.run();
        }
        final JournalDirectory directory = new JournalDirectory(context.journalDirectory());
        wentOn = directory.exists();
        limits = wentOn ? limitsOf(directory) : context.limits();
        final Journal journal = wentOn ? ChronicleJournal.open(directory.path()) : newJournal(directory.path(), limits);
        try
        {
            // Behind the journal's lock, so that a second engine never takes the counters of the first one away.
            final CountersFile countersFile = newCountersFile(context.countersFile());
            final EngineCounters counters = new EngineCounters(countersFile.newManager());
            final DistinctErrorLog errorLog = countersFile.newErrorLog(SystemEpochClock.INSTANCE);
            final StateMachine machine = context.machine().apply(limits);
            reservedBytes = machine.reservedBytes();
            bytesPerAccount = machine.bytesPerAccount();
            transport = new AeronTransport(context.aeron(), errorLog::record);
            context.pipeline().ports()
                .machine(machine)
                .journal(journal)
                .recovery(wentOn ? new JournalRecovery(directory::open) : null)
                .transport(transport)
                .errorLog(errorLog)
                .counters(counters);
            if (null == context.pipeline().clock())
            {
                context.pipeline().clock(new OffsetEpochNanoClock());
            }
            pipeline = Pipeline.launch(context.pipeline());
        }
        catch (final RuntimeException | Error ex)
        {
            journal.close();
            throw ex;
        }
    }

    /**
     * Starts an engine and waits until clients can connect.
     *
     * @param context what it is made of.
     * @return the engine, running.
     */
    public static PlimsollServer launch(final ServerContext context)
    {
        return new PlimsollServer(context.conclude());
    }

    /**
     * A context for clients in this machine, with the engine's directory and channels filled in. Where the caller
     * invokes the engine, the client's waits invoke it too, so both can live on one thread.
     *
     * @return a new context.
     */
    public ClientContext newClientContext()
    {
        final boolean invoked = ThreadingMode.INVOKER == context.pipeline().threadingMode();
        return new ClientContext()
            .onIdle(invoked ? this::invoke : null)
            .driverInvoker(invoked ? transport.driverInvoker() : null)
            .aeronDirectory(transport.directory())
            .ingressChannel(context.aeron().ingressChannel())
            .ingressStreamId(context.aeron().ingressStreamId());
    }

    /**
     * The media driver's directory.
     *
     * @return the path.
     */
    public String aeronDirectory()
    {
        return transport.directory();
    }

    /**
     * The limits in force: those of the journal where it held an epoch, else those of the context.
     *
     * @return the limits.
     */
    public EngineLimits limits()
    {
        return limits;
    }

    /**
     * Bytes reserved for the state.
     *
     * @return bytes.
     */
    public long reservedBytes()
    {
        return reservedBytes;
    }

    /**
     * Bytes reserved for each account with its share of everything else.
     *
     * @return bytes.
     */
    public long bytesPerAccount()
    {
        return bytesPerAccount;
    }

    /**
     * Whether the journal held an epoch that this engine goes on with.
     *
     * @return true after a restart.
     */
    public boolean wentOn()
    {
        return wentOn;
    }

    /**
     * What the engine counts.
     *
     * @return the counters.
     */
    public EngineCounters counters()
    {
        return pipeline.counters();
    }

    /**
     * Whether and why the engine has stopped for good.
     *
     * @return the latch.
     */
    public HaltLatch halt()
    {
        return pipeline.halt();
    }

    /**
     * Does a round of all duties, in {@link ThreadingMode#INVOKER} alone. Always from the same thread.
     *
     * @return amount of work done.
     */
    public int invoke()
    {
        return pipeline.invoke();
    }

    @Override
    public synchronized void close()
    {
        if (!closed)
        {
            closed = true;
            pipeline.close();
        }
    }

    private static CountersFile newCountersFile(final Path path)
    {
        try
        {
            return CountersFile.create(path, SystemEpochClock.INSTANCE);
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException("The counters file '" + path + "' cannot be made: " + ex.getMessage() +
                ".", ex);
        }
    }

    private static Journal newJournal(final Path path, final EngineLimits limits)
    {
        final Journal journal = ChronicleJournal.create(path, limits);
        EpochRecords.appendHeader(journal, JournalEnd.before(1, 0, 0), limits);
        return journal;
    }

    private static EngineLimits limitsOf(final JournalDirectory directory)
    {
        try (JournalCursor cursor = directory.open())
        {
            // What is wrong with a journal whose first record cannot be read is said when it is opened for writing.
            return cursor.next() ? EngineLimits.decode(EpochRecords.header(cursor.record())) : null;
        }
    }
}
