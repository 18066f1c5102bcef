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

import io.plimsoll.io.journal.Journal;
import io.plimsoll.io.metrics.EngineCounters;
import java.util.function.Consumer;
import org.agrona.concurrent.Agent;

/**
 * Syncs whatever has been appended since its last sync and then moves the durable sequence there, so that groups form
 * by themselves and the engine never waits. The only writer of the durable sequence under {@link AckMode#ACK_ON_SYNC}.
 * In dedicated mode it has a thread of its own; in shared mode it runs after the engine's turn.
 *
 * <p>A failed sync is final: the durable sequence never moves again.
 */
final class SyncAgent implements Agent
{
    private final Journal journal;
    private final EngineCounters counters;
    private final Consumer<Throwable> onFault;
    private boolean failed;

    SyncAgent(final Journal journal, final EngineCounters counters, final Consumer<Throwable> onFault)
    {
        this.journal = journal;
        this.counters = counters;
        this.onFault = onFault;
    }

    @Override
    public int doWork()
    {
        final long appended = counters.appendedSequence().getAcquire();
        if (failed || appended <= counters.durableSequence().getPlain())
        {
            return 0;
        }
        try
        {
            journal.sync();
        }
        catch (final Throwable fault)
        {
            failed = true;
            onFault.accept(fault);
            return 0;
        }
        counters.durableSequence().setRelease(appended);
        return 1;
    }

    @Override
    public String roleName()
    {
        return "plimsoll-syncer";
    }
}
