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
package io.plimsoll.io.metrics;

import io.plimsoll.core.ResultCode;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersManager;
import org.agrona.concurrent.status.CountersReader;

/**
 * What the pipeline counts. Each counter is written by one thread, named beside it, and may be read by any thread and
 * any process. Writing allocates nothing.
 */
public final class EngineCounters
{
    /** Most counters that there can be. */
    public static final int COUNTERS_MAX = 256;

    /** Bytes of the labels. */
    public static final int METADATA_LENGTH = COUNTERS_MAX * CountersReader.METADATA_LENGTH;

    /** Bytes of the values. */
    public static final int VALUES_LENGTH = COUNTERS_MAX * CountersReader.COUNTER_LENGTH;

    private final CountersManager manager;
    private final AtomicCounter commands;
    private final AtomicCounter lastSequence;
    private final AtomicCounter lastTimestampNs;
    private final AtomicCounter appendedSequence;
    private final AtomicCounter durableSequence;
    private final AtomicCounter journalBytes;
    private final AtomicCounter queueLength;
    private final AtomicCounter waitingAccounts;
    private final AtomicCounter continues;
    private final AtomicCounter halted;
    private final AtomicCounter haltedSequence;
    private final AtomicCounter invariantFailures;
    private final AtomicCounter ringDepth;
    private final AtomicCounter ringFull;
    private final AtomicCounter egressFull;
    private final AtomicCounter malformed;
    private final AtomicCounter unknownSource;
    private final AtomicCounter clockClamps;
    private final AtomicCounter sessionsOpen;
    private final AtomicCounter connectsRefused;
    private final AtomicCounter effectsSent;
    private final AtomicCounter effectsDropped;
    private final AtomicCounter slowDisconnects;
    private final AtomicCounter goneDisconnects;
    private final AtomicCounter egressBackPressure;
    private final AtomicCounter[] refusals = new AtomicCounter[ResultCode.COUNT];

    /**
     * Counters in memory of their own, that no other process sees.
     */
    public EngineCounters()
    {
        this(new CountersManager(
            new UnsafeBuffer(ByteBuffer.allocateDirect(METADATA_LENGTH)),
            new UnsafeBuffer(ByteBuffer.allocateDirect(VALUES_LENGTH))));
    }

    /**
     * Counters in given memory.
     *
     * @param manager of the memory, with room for {@link #COUNTERS_MAX} counters.
     */
    public EngineCounters(final CountersManager manager)
    {
        this.manager = manager;
        halted = manager.newCounter("halted: 1 once the engine has stopped for good");
        haltedSequence = manager.newCounter("halted at sequence");
        lastSequence = manager.newCounter("last sequence");
        lastTimestampNs = manager.newCounter("last timestamp, epoch ns");
        appendedSequence = manager.newCounter("sequence in the journal");
        durableSequence = manager.newCounter("durable sequence: effects up to it may leave");
        journalBytes = manager.newCounter("journal bytes");
        commands = manager.newCounter("commands");
        continues = manager.newCounter("continues");
        queueLength = manager.newCounter("liquidation queue: accounts");
        waitingAccounts = manager.newCounter("liquidation queue: accounts that wait for a price");
        invariantFailures = manager.newCounter("faults of the core, failed invariants included");
        ringDepth = manager.newCounter("ring depth");
        ringFull = manager.newCounter("ring full: polls given back");
        egressFull = manager.newCounter("egress ring full: engine stopped");
        malformed = manager.newCounter("messages refused at the door");
        unknownSource = manager.newCounter("messages from no session");
        clockClamps = manager.newCounter("clock stepped back: stamps held");
        sessionsOpen = manager.newCounter("sessions connected");
        connectsRefused = manager.newCounter("connects refused");
        effectsSent = manager.newCounter("effects sent");
        effectsDropped = manager.newCounter("effects for sessions that are gone");
        egressBackPressure = manager.newCounter("effects that had to wait for their client");
        slowDisconnects = manager.newCounter("sessions ended: client too slow");
        goneDisconnects = manager.newCounter("sessions ended: client gone");
        for (int code = ResultCode.ACCEPTED + 1; code < ResultCode.COUNT; code++)
        {
            refusals[code] = ResultCode.isKnown(code) ?
                manager.newCounter("refused: " + ResultCode.name(code)) : null;
        }
    }

    /**
     * Adds a counter.
     *
     * @param label that describes it.
     * @return the counter, to be written by one thread.
     */
    public AtomicCounter add(final String label)
    {
        return manager.newCounter(label);
    }

    /**
     * Counts one command and its result. Engine thread.
     *
     * @param resultCode of the command.
     */
    public void onCommand(final int resultCode)
    {
        commands.incrementRelease();
        if (resultCode > ResultCode.ACCEPTED && ResultCode.isKnown(resultCode))
        {
            refusals[resultCode].incrementRelease();
        }
    }

    /**
     * Latches the halt and its cause. Engine thread.
     *
     * @param sequence of the command at which the engine stopped.
     * @param cause    in a few words.
     */
    public void onHalt(final long sequence, final String cause)
    {
        haltedSequence.setRelease(sequence);
        halted.updateLabel("halted: " + cause);
        halted.setRelease(1);
    }

    /**
     * Sequence of the last command. Engine thread.
     *
     * @return the counter.
     */
    public AtomicCounter lastSequence()
    {
        return lastSequence;
    }

    /**
     * Time of the last command. Engine thread.
     *
     * @return the counter.
     */
    public AtomicCounter lastTimestampNs()
    {
        return lastTimestampNs;
    }

    /**
     * Sequence of the last command in the journal. Engine thread.
     *
     * @return the counter.
     */
    public AtomicCounter appendedSequence()
    {
        return appendedSequence;
    }

    /**
     * Sequence up to which effects may leave. Engine thread or syncer, by the acknowledgement mode.
     *
     * @return the counter.
     */
    public AtomicCounter durableSequence()
    {
        return durableSequence;
    }

    /**
     * Bytes of the journal. Engine thread.
     *
     * @return the counter.
     */
    public AtomicCounter journalBytes()
    {
        return journalBytes;
    }

    /**
     * Continue commands. Engine thread.
     *
     * @return the counter.
     */
    public AtomicCounter continues()
    {
        return continues;
    }

    /**
     * Accounts in the liquidation queue. Engine thread.
     *
     * @return the counter.
     */
    public AtomicCounter queueLength()
    {
        return queueLength;
    }

    /**
     * Accounts of the queue that wait for a price. Engine thread.
     *
     * @return the counter.
     */
    public AtomicCounter waitingAccounts()
    {
        return waitingAccounts;
    }

    /**
     * Whether the engine has halted.
     *
     * @return the counter, 0 or 1.
     */
    public AtomicCounter halted()
    {
        return halted;
    }

    /**
     * Faults of the core, failed invariants included. Engine thread.
     *
     * @return the counter.
     */
    public AtomicCounter invariantFailures()
    {
        return invariantFailures;
    }

    /**
     * Commands in the ring. Ingress thread.
     *
     * @return the counter.
     */
    public AtomicCounter ringDepth()
    {
        return ringDepth;
    }

    /**
     * Polls that were given back because the ring was full. Ingress thread.
     *
     * @return the counter.
     */
    public AtomicCounter ringFull()
    {
        return ringFull;
    }

    /**
     * Times that the engine stopped because the egress ring was full. Engine thread.
     *
     * @return the counter.
     */
    public AtomicCounter egressFull()
    {
        return egressFull;
    }

    /**
     * Messages refused at the door. Ingress thread.
     *
     * @return the counter.
     */
    public AtomicCounter malformed()
    {
        return malformed;
    }

    /**
     * Messages of a sender that has no open session. Ingress thread.
     *
     * @return the counter.
     */
    public AtomicCounter unknownSource()
    {
        return unknownSource;
    }

    /**
     * Stamps that repeat the last one because the clock stepped back. Ingress thread.
     *
     * @return the counter.
     */
    public AtomicCounter clockClamps()
    {
        return clockClamps;
    }

    /**
     * Connected sessions. Ingress thread.
     *
     * @return the counter.
     */
    public AtomicCounter sessionsOpen()
    {
        return sessionsOpen;
    }

    /**
     * Refused connects. Ingress thread.
     *
     * @return the counter.
     */
    public AtomicCounter connectsRefused()
    {
        return connectsRefused;
    }

    /**
     * Effects sent. Egress thread.
     *
     * @return the counter.
     */
    public AtomicCounter effectsSent()
    {
        return effectsSent;
    }

    /**
     * Effects for sessions that are gone. Egress thread.
     *
     * @return the counter.
     */
    public AtomicCounter effectsDropped()
    {
        return effectsDropped;
    }

    /**
     * Effects that had to wait for their client. Egress thread.
     *
     * @return the counter.
     */
    public AtomicCounter egressBackPressure()
    {
        return egressBackPressure;
    }

    /**
     * Sessions ended because their client was too slow. Egress thread.
     *
     * @return the counter.
     */
    public AtomicCounter slowDisconnects()
    {
        return slowDisconnects;
    }

    /**
     * Sessions ended because their client's stream was closed. Egress thread.
     *
     * @return the counter.
     */
    public AtomicCounter goneDisconnects()
    {
        return goneDisconnects;
    }
}
