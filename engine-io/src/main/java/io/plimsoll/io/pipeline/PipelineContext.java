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

import io.plimsoll.io.config.FlagCheck;
import io.plimsoll.io.feed.FeedContext;
import java.util.List;
import java.util.Objects;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.EpochNanoClock;

/**
 * Mode and sizes of a {@link Pipeline}, and its ports. Each setter returns this.
 */
public final class PipelineContext
{
    private static final long LIVE_PATIENCE_NS = 1_000_000_000L;
    private static final long VIRTUAL_TIME_PATIENCE_NS = 60_000_000_000L;

    private final PipelinePorts ports = new PipelinePorts();
    private EpochNanoClock clock;
    private List<DirectBuffer> genesis = List.of();
    private CommandObserver observer;
    private ThreadingMode threadingMode = ThreadingMode.SHARED;
    private AckMode ackMode = AckMode.ACK_ON_APPEND;
    private boolean virtualTime;
    private int ringCapacity = 1_024;
    private int egressRingLength = 4 << 20;
    private int connections = 16;
    private int backlogLength = 1 << 20;
    private long slowClientTimeoutNs;
    private long connectTimeoutNs = 5_000_000_000L;
    private long drainTimeoutNs = 5_000_000_000L;
    private IdleStrategies idleStrategies = new IdleStrategies();
    private FeedContext feed;

    /**
     * Defaults. Checks the JVM's flags first, before any buffer is touched.
     */
    public PipelineContext()
    {
        FlagCheck.check();
    }

    /**
     * Checks that everything is there and fits together.
     *
     * @return this.
     * @throws IllegalArgumentException whose message says what is missing or does not fit.
     */
    public PipelineContext conclude()
    {
        Objects.requireNonNull(clock, "clock");
        ports.conclude();
        if (0 == slowClientTimeoutNs)
        {
            slowClientTimeoutNs = virtualTime ? VIRTUAL_TIME_PATIENCE_NS : LIVE_PATIENCE_NS;
        }
        if (virtualTime)
        {
            // Stamps come from one feeder; a second one would make the order of commands a matter of chance.
            connections = 1;
        }
        idleStrategies.check(threadingMode);
        if (null != feed)
        {
            feed.conclude();
        }
        return this;
    }

    /**
     * Where the pipeline meets core, journal and clients.
     *
     * @return the ports, to be set.
     */
    public PipelinePorts ports()
    {
        return ports;
    }

    /**
     * The clock that stamps commands; in virtual time it is asked once, for when time begins.
     *
     * @param epochNanoClock epoch nanoseconds.
     * @return this.
     */
    public PipelineContext clock(final EpochNanoClock epochNanoClock)
    {
        clock = epochNanoClock;
        return this;
    }

    /**
     * The clock that stamps commands.
     *
     * @return the clock.
     */
    public EpochNanoClock clock()
    {
        return clock;
    }

    /**
     * Commands that begin a new epoch, each from 0 to the capacity of its buffer.
     *
     * @param commands in order.
     * @return this.
     */
    public PipelineContext genesis(final List<DirectBuffer> commands)
    {
        genesis = List.copyOf(commands);
        return this;
    }

    /**
     * Commands that begin a new epoch.
     *
     * @return the commands.
     */
    public List<DirectBuffer> genesis()
    {
        return genesis;
    }

    /**
     * Who sees every command with its service time; costs two readings of the clock per command.
     *
     * @param commandObserver called on the engine thread; null, the default, for nobody.
     * @return this.
     */
    public PipelineContext observer(final CommandObserver commandObserver)
    {
        observer = commandObserver;
        return this;
    }

    /**
     * Who sees every command with its service time.
     *
     * @return the observer, or null.
     */
    public CommandObserver observer()
    {
        return observer;
    }

    /**
     * Which thread drives what.
     *
     * @param mode by default one thread for everything.
     * @return this.
     */
    public PipelineContext threadingMode(final ThreadingMode mode)
    {
        threadingMode = mode;
        return this;
    }

    /**
     * Which thread drives what.
     *
     * @return the mode.
     */
    public ThreadingMode threadingMode()
    {
        return threadingMode;
    }

    /**
     * When an effect may leave.
     *
     * @param mode by default on append.
     * @return this.
     */
    public PipelineContext ackMode(final AckMode mode)
    {
        ackMode = mode;
        return this;
    }

    /**
     * When an effect may leave.
     *
     * @return the mode.
     */
    public AckMode ackMode()
    {
        return ackMode;
    }

    /**
     * Whether time comes from the one feeding session.
     *
     * @param virtual by default false: the clock stamps.
     * @return this.
     */
    public PipelineContext virtualTime(final boolean virtual)
    {
        virtualTime = virtual;
        return this;
    }

    /**
     * Whether time comes from the one feeding session.
     *
     * @return true in virtual time.
     */
    public boolean virtualTime()
    {
        return virtualTime;
    }

    /**
     * Commands that the ring holds.
     *
     * @param capacity a power of two.
     * @return this.
     */
    public PipelineContext ringCapacity(final int capacity)
    {
        ringCapacity = capacity;
        return this;
    }

    /**
     * Commands that the ring holds.
     *
     * @return the capacity.
     */
    public int ringCapacity()
    {
        return ringCapacity;
    }

    /**
     * Bytes of effects that the egress ring holds.
     *
     * @param length a power of two.
     * @return this.
     */
    public PipelineContext egressRingLength(final int length)
    {
        egressRingLength = length;
        return this;
    }

    /**
     * Bytes of effects that the egress ring holds.
     *
     * @return the length.
     */
    public int egressRingLength()
    {
        return egressRingLength;
    }

    /**
     * Sessions that can be connected at once. One in virtual time, whatever is set.
     *
     * @param count at least 1.
     * @return this.
     */
    public PipelineContext connections(final int count)
    {
        connections = count;
        return this;
    }

    /**
     * Sessions that can be connected at once.
     *
     * @return the number.
     */
    public int connections()
    {
        return connections;
    }

    /**
     * Bytes of effects that wait for one slow client before its session is ended.
     *
     * @param length a power of two.
     * @return this.
     */
    public PipelineContext backlogLength(final int length)
    {
        backlogLength = length;
        return this;
    }

    /**
     * Bytes of effects that wait for one slow client.
     *
     * @return the length.
     */
    public int backlogLength()
    {
        return backlogLength;
    }

    /**
     * Time for which a client may take nothing before its session is ended. By default a second in live mode, and a
     * minute in virtual time, where nobody else waits and a client that computes is no reason to end a simulation.
     *
     * @param timeoutNs nanoseconds, above 0.
     * @return this.
     */
    public PipelineContext slowClientTimeoutNs(final long timeoutNs)
    {
        slowClientTimeoutNs = timeoutNs;
        return this;
    }

    /**
     * Time for which a client may take nothing.
     *
     * @return nanoseconds.
     */
    public long slowClientTimeoutNs()
    {
        return slowClientTimeoutNs;
    }

    /**
     * Time for which a client's link may take to be connected.
     *
     * @param timeoutNs nanoseconds.
     * @return this.
     */
    public PipelineContext connectTimeoutNs(final long timeoutNs)
    {
        connectTimeoutNs = timeoutNs;
        return this;
    }

    /**
     * Time for which a client's link may take to be connected.
     *
     * @return nanoseconds.
     */
    public long connectTimeoutNs()
    {
        return connectTimeoutNs;
    }

    /**
     * Time for which a shutdown waits for clients to take their last effects.
     *
     * @param timeoutNs nanoseconds.
     * @return this.
     */
    public PipelineContext drainTimeoutNs(final long timeoutNs)
    {
        drainTimeoutNs = timeoutNs;
        return this;
    }

    /**
     * Time for which a shutdown waits for clients to take their last effects.
     *
     * @return nanoseconds.
     */
    public long drainTimeoutNs()
    {
        return drainTimeoutNs;
    }

    /**
     * How each thread waits for work.
     *
     * @param strategies of all threads.
     * @return this.
     */
    public PipelineContext idleStrategies(final IdleStrategies strategies)
    {
        idleStrategies = strategies;
        return this;
    }

    /**
     * What market data are published on.
     *
     * @param feedContext streams and sizes; null, the default, for no market data, which then cost nothing.
     * @return this.
     */
    public PipelineContext feed(final FeedContext feedContext)
    {
        feed = feedContext;
        return this;
    }

    /**
     * What market data are published on.
     *
     * @return streams and sizes, or null.
     */
    public FeedContext feed()
    {
        return feed;
    }

    /**
     * How each thread waits for work.
     *
     * @return the strategies.
     */
    public IdleStrategies idleStrategies()
    {
        return idleStrategies;
    }
}
