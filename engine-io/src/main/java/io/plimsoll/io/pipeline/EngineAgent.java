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

import com.lmax.disruptor.EventPoller;
import io.plimsoll.io.metrics.EngineCounters;
import java.util.concurrent.CompletableFuture;
import org.agrona.concurrent.Agent;

/**
 * The duty of the engine thread: takes commands from the ring, one after the other, and hands each to the handler.
 *
 * <p>Recovery and genesis run as its start, because the engine belongs to the thread that first calls it. When it is
 * asked to finish, it goes on until ring, effects and continues are done, and then closes the epoch.
 */
final class EngineAgent implements Agent, EventPoller.Handler<CommandSlot>
{
    /** Commands taken in one go, so that in shared mode the effects of the first do not wait for the last. */
    private static final int COMMANDS_PER_CALL = 32;

    private final CommandRing ring;
    private final CommandHandler handler;
    private final EngineCounters counters;
    private final HaltLatch halt;
    private final EpochWriter epoch;
    private final boolean syncedElsewhere;
    private final SlabGauges gauges;
    private final CompletableFuture<Long> started = new CompletableFuture<>();
    private int taken;
    private volatile boolean finishing;
    private volatile boolean finished;

    EngineAgent(
        final CommandRing ring,
        final CommandHandler handler,
        final EngineCounters counters,
        final HaltLatch halt,
        final EpochWriter epoch,
        final boolean syncedElsewhere)
    {
        this.ring = ring;
        this.handler = handler;
        this.counters = counters;
        this.halt = halt;
        this.epoch = epoch;
        this.syncedElsewhere = syncedElsewhere;
        gauges = new SlabGauges(handler.machine(), counters);
    }

    @Override
    public void onStart()
    {
        try
        {
            epoch.begin(handler);
            started.complete(handler.machine().lastTimestampNs());
        }
        catch (final Throwable fault)
        {
            started.completeExceptionally(fault);
        }
    }

    @Override
    public int doWork()
    {
        if (finished || halt.isSet() || !started.isDone() || started.isCompletedExceptionally())
        {
            return 0;
        }
        try
        {
            return work();
        }
        catch (final Throwable fault)
        {
            handler.halt(fault, counters.appendedSequence().getPlain(), "the engine thread failed");
            return 0;
        }
    }

    @Override
    public boolean onEvent(final CommandSlot slot, final long sequence, final boolean endOfBatch)
    {
        handler.onSlot(slot);
        taken++;
        return handler.advance() && taken < COMMANDS_PER_CALL;
    }

    @Override
    public void onClose()
    {
        handler.journal().close();
        handler.machine().close();
    }

    @Override
    public String roleName()
    {
        return "plimsoll-engine";
    }

    /** Completes with the last timestamp when recovery and genesis are done, exceptionally if they failed. */
    CompletableFuture<Long> started()
    {
        return started;
    }

    /** No command will enter the ring any more: finish what is in it and close the epoch. Any thread. */
    void finish()
    {
        finishing = true;
    }

    /** Whether the epoch is closed, or never will be because the engine has halted. Any thread. */
    boolean isFinished()
    {
        return finished || halt.isSet() || started.isCompletedExceptionally();
    }

    private int work() throws Exception
    {
        final long before = counters.appendedSequence().getPlain();
        if (!handler.advance())
        {
            return before == counters.appendedSequence().getPlain() ? 0 : 1;
        }
        taken = 0;
        ring.poller().poll(this);
        gauges.update(0 == taken);
        if (taken > 0)
        {
            return taken;
        }
        return whenIdle();
    }

    private int whenIdle()
    {
        if (handler.continueWhenIdle())
        {
            return 1;
        }
        if (finishing && 0 == ring.depth() && !handler.workLeft() && handler.advance())
        {
            close();
            return 1;
        }
        return 0;
    }

    private void close()
    {
        final long appended = counters.appendedSequence().getPlain();
        if (syncedElsewhere && counters.durableSequence().get() < appended)
        {
            return;
        }
        try
        {
            epoch.end(handler);
            finished = true;
        }
        catch (final Throwable fault)
        {
            handler.halt(fault, appended, "the journal failed at its close");
        }
    }
}
