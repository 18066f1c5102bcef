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

import io.plimsoll.io.feed.FeedAgent;
import io.plimsoll.io.feed.FeedContext;
import io.plimsoll.io.metrics.EngineCounters;
import io.plimsoll.io.session.Connection;
import io.plimsoll.io.session.SessionTable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentInvoker;
import org.agrona.concurrent.AgentRunner;

/**
 * Ingress, ring, engine, journal, egress and, where it is wanted, the feed, put together from ports and driven by the
 * threads of one mode.
 *
 * <p>{@link #close} is the clean shutdown: no further message is let in, the ring is drained by sequence, continues are
 * applied until nothing is left over, the epoch is closed and synced, the effects are sent for as long as the deadline
 * allows, and then journal, transport and core are let go. It may be called from any thread and more than once.
 */
public final class Pipeline implements AutoCloseable
{
    private static final int STOP_TIMEOUT_MS = 60_000;
    private static final long CLOSE_TIMEOUT_NS = 30_000_000_000L;
    private static final long WAIT_NS = 100_000;

    private final PipelineContext context;
    private final HaltLatch halt = new HaltLatch();
    private final IngressAgent ingress;
    private final EngineAgent engine;
    private final EgressAgent egress;
    private final FeedAgent feed;
    private final List<AgentRunner> runners = new ArrayList<>();
    private AgentInvoker invoker;
    private boolean closed;

    private Pipeline(final PipelineContext context)
    {
        this.context = context;
        final EngineCounters counters = context.ports().counters();
        final CommandRing ring = new CommandRing(context.ringCapacity());
        final EgressRing egressRing = new EgressRing(context.egressRingLength());
        final Connection[] connections = new Connection[context.connections()];
        for (int i = 0; i < connections.length; i++)
        {
            connections[i] = new Connection(i, context.backlogLength());
        }
        final PipelinePorts ports = context.ports();
        final SessionTable sessions = new SessionTable(
            connections, ports.transport()::connect, counters, ports.nanoClock(), context.connectTimeoutNs());
        ingress = new IngressAgent(
            ports.transport(), ring, sessions, counters, context.clock(), context.virtualTime());
        sessions.host(ingress);
        feed = newFeed();
        final CommandHandler handler =
            new CommandHandler(context, egressRing, null == feed ? null : feed.handOver(), halt);
        final boolean synced = AckMode.ACK_ON_SYNC == context.ackMode();
        engine = new EngineAgent(ring, handler, counters, halt, new JournalEpoch(context), synced);
        egress = new EgressAgent(egressRing, counters, connections,
            new SessionSender(counters, ports.nanoClock(), context.slowClientTimeoutNs(), context.virtualTime()));
        assign(synced ? new SyncAgent(ports.journal(), counters, fault ->
            handler.halt(fault, counters.appendedSequence().getAcquire(), "the sync of the journal failed")) : null);
    }

    /**
     * Starts a pipeline, and waits until it has recovered what its journal holds.
     *
     * @param context with all ports.
     * @return the pipeline, open for clients.
     */
    public static Pipeline launch(final PipelineContext context)
    {
        final Pipeline pipeline = new Pipeline(context.conclude());
        pipeline.start();
        return pipeline;
    }

    /**
     * Does a round of all duties, in {@link ThreadingMode#INVOKER} alone. Always from the same thread.
     *
     * @return amount of work done.
     */
    public int invoke()
    {
        return invoker.invoke();
    }

    /**
     * Whether and why the engine has stopped for good.
     *
     * @return the latch.
     */
    public HaltLatch halt()
    {
        return halt;
    }

    /**
     * What the pipeline counts.
     *
     * @return the counters.
     */
    public EngineCounters counters()
    {
        return context.ports().counters();
    }

    @Override
    public synchronized void close()
    {
        if (closed)
        {
            return;
        }
        closed = true;
        ingress.stop();
        if (await(ingress::isStopped, CLOSE_TIMEOUT_NS))
        {
            engine.finish();
            if (!await(engine::isFinished, context.drainTimeoutNs()))
            {
                // A client that takes nothing must not keep the epoch open.
                egress.abandon();
                await(engine::isFinished, CLOSE_TIMEOUT_NS);
            }
            // What was not durable when the engine halted never will be.
            await(() -> egress.isDrained() || halt.isSet() && egress.waitsForDurable(), context.drainTimeoutNs());
            if (null != feed)
            {
                feed.abandon();
                await(() -> feed.isDrained() || halt.isSet() && feed.waitsForDurable(), context.drainTimeoutNs());
            }
        }
        stopAgents();
    }

    private FeedAgent newFeed()
    {
        final FeedContext settings = context.feed();
        if (null == settings)
        {
            return null;
        }
        final PipelinePorts ports = context.ports();
        final FeedAgent agent =
            new FeedAgent(settings, ports.counters(), ports.nanoClock(), ports.errorLog()::record);
        ingress.onOpen(() -> agent.open(
            ports.transport().publish(settings.incrementChannel(), settings.incrementStreamId()),
            ports.transport().publish(settings.snapshotChannel(), settings.snapshotStreamId())));
        return agent;
    }

    private void assign(final SyncAgent syncer)
    {
        final IdleStrategies idle = context.idleStrategies();
        switch (context.threadingMode())
        {
            case INVOKER:
                invoker = new AgentInvoker(
                    context.ports().errorLog()::record, null, new SharedAgent(ingress, engine, syncer, egress, feed));
                break;
            case SHARED:
                run(idle.shared(), new SharedAgent(ingress, engine, syncer, egress, feed));
                break;
            default:
                // In the order in which they are stopped: whoever needs another ends before it.
                if (null != syncer)
                {
                    run(idle.syncer(), syncer);
                }
                if (null != feed)
                {
                    run(idle.feed(), feed);
                }
                run(idle.egress(), egress);
                run(idle.engine(), engine);
                run(idle.ingress(), ingress);
                break;
        }
    }

    private void run(final IdleKind idle, final Agent agent)
    {
        runners.add(new AgentRunner(idle.make(), context.ports().errorLog()::record, null, agent));
    }

    private void start()
    {
        try
        {
            if (null != invoker)
            {
                invoker.start();
            }
            for (final AgentRunner runner : runners)
            {
                startRunner(runner);
            }
            engine.started().join();
            ingress.started().join();
        }
        catch (final CompletionException ex)
        {
            closed = true;
            stopAgents();
            throw ex.getCause() instanceof RuntimeException ? (RuntimeException)ex.getCause() : ex;
        }
    }

    private void startRunner(final AgentRunner runner)
    {
        if (runner.agent() == ingress)
        {
            // Nobody is let in before the engine has recovered.
            ingress.recovered(engine.started().join());
        }
        AgentRunner.startOnThread(runner, DaemonThreads.FACTORY);
    }

    private boolean await(final BooleanSupplier condition, final long timeoutNs)
    {
        final long deadlineNs = System.nanoTime() + timeoutNs;
        while (!condition.getAsBoolean())
        {
            if (System.nanoTime() - deadlineNs > 0)
            {
                return false;
            }
            if (null != invoker)
            {
                invoker.invoke();
            }
            else
            {
                LockSupport.parkNanos(WAIT_NS);
            }
        }
        return true;
    }

    private void stopAgents()
    {
        if (null != invoker)
        {
            invoker.close();
        }
        for (final AgentRunner runner : runners)
        {
            runner.close(STOP_TIMEOUT_MS, null);
        }
    }
}
