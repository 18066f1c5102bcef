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
import io.plimsoll.io.session.Transport;
import java.util.Objects;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.errors.DistinctErrorLog;

/**
 * Where a {@link Pipeline} meets the world: each port has an implementation for production and a double in memory. Each
 * setter returns this.
 */
public final class PipelinePorts
{
    private StateMachine machine;
    private Journal journal;
    private Recovery recovery;
    private Transport transport;
    private EngineCounters counters;
    private DistinctErrorLog errorLog;
    private NanoClock nanoClock = System::nanoTime;

    PipelinePorts()
    {
    }

    void conclude()
    {
        Objects.requireNonNull(machine, "machine");
        Objects.requireNonNull(journal, "journal");
        Objects.requireNonNull(transport, "transport");
        Objects.requireNonNull(errorLog, "errorLog");
        if (null == counters)
        {
            counters = new EngineCounters();
        }
    }

    /**
     * The core.
     *
     * @param stateMachine empty, closed with the pipeline.
     * @return this.
     */
    public PipelinePorts machine(final StateMachine stateMachine)
    {
        machine = stateMachine;
        return this;
    }

    /**
     * The core.
     *
     * @return the state machine.
     */
    public StateMachine machine()
    {
        return machine;
    }

    /**
     * Where commands and effects are kept.
     *
     * @param engineJournal at its end, closed with the pipeline.
     * @return this.
     */
    public PipelinePorts journal(final Journal engineJournal)
    {
        journal = engineJournal;
        return this;
    }

    /**
     * Where commands and effects are kept.
     *
     * @return the journal.
     */
    public Journal journal()
    {
        return journal;
    }

    /**
     * How to bring the core to where the journal ends.
     *
     * @param journalRecovery of a journal that holds an epoch; null, the default, for an empty one.
     * @return this.
     */
    public PipelinePorts recovery(final Recovery journalRecovery)
    {
        recovery = journalRecovery;
        return this;
    }

    /**
     * How to bring the core to where the journal ends.
     *
     * @return the recovery, or null.
     */
    public Recovery recovery()
    {
        return recovery;
    }

    /**
     * The way to the clients.
     *
     * @param clientTransport closed with the pipeline.
     * @return this.
     */
    public PipelinePorts transport(final Transport clientTransport)
    {
        transport = clientTransport;
        return this;
    }

    /**
     * The way to the clients.
     *
     * @return the transport.
     */
    public Transport transport()
    {
        return transport;
    }

    /**
     * What counts.
     *
     * @param engineCounters in memory of any kind; by default in memory that no other process sees.
     * @return this.
     */
    public PipelinePorts counters(final EngineCounters engineCounters)
    {
        counters = engineCounters;
        return this;
    }

    /**
     * What counts.
     *
     * @return the counters.
     */
    public EngineCounters counters()
    {
        return counters;
    }

    /**
     * Where errors go.
     *
     * @param distinctErrorLog to record in.
     * @return this.
     */
    public PipelinePorts errorLog(final DistinctErrorLog distinctErrorLog)
    {
        errorLog = distinctErrorLog;
        return this;
    }

    /**
     * Where errors go.
     *
     * @return the error log.
     */
    public DistinctErrorLog errorLog()
    {
        return errorLog;
    }

    /**
     * The clock of time-outs.
     *
     * @param monotonicClock nanoseconds from anywhere.
     * @return this.
     */
    public PipelinePorts nanoClock(final NanoClock monotonicClock)
    {
        nanoClock = monotonicClock;
        return this;
    }

    /**
     * The clock of time-outs.
     *
     * @return the clock.
     */
    public NanoClock nanoClock()
    {
        return nanoClock;
    }
}
