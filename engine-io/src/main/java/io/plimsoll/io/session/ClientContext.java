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
package io.plimsoll.io.session;

import io.plimsoll.io.config.FlagCheck;
import org.agrona.concurrent.AgentInvoker;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/**
 * How a {@link PlimsollClient} connects. Each setter returns this.
 */
public final class ClientContext
{
    /** A response stream that no other client of the driver uses. */
    public static final int UNIQUE_STREAM = 0;

    private String aeronDirectory;
    private String ingressChannel = "aeron:ipc";
    private int ingressStreamId = 1001;
    private String responseChannel = "aeron:ipc";
    private int responseStreamId = UNIQUE_STREAM;
    private long principalId = 1;
    private long timestampNs;
    private int termLength = 1 << 20;
    private long connectTimeoutNs = 10_000_000_000L;
    private long offerTimeoutNs = 10_000_000_000L;
    private long awaitTimeoutNs = 60_000_000_000L;
    private IdleStrategy idleStrategy;
    private AgentInvoker driverInvoker;
    private Runnable onIdle;

    /**
     * Defaults: a process in the same machine. Checks the JVM's flags.
     */
    public ClientContext()
    {
        FlagCheck.check();
    }

    /**
     * Fills in what has not been set.
     *
     * @return this.
     */
    public ClientContext conclude()
    {
        if (null == idleStrategy)
        {
            idleStrategy = new BackoffIdleStrategy();
        }
        return this;
    }

    /**
     * The media driver's directory.
     *
     * @param path as the engine's process tells it; null, the default, for Aeron's own default.
     * @return this.
     */
    public ClientContext aeronDirectory(final String path)
    {
        aeronDirectory = path;
        return this;
    }

    /**
     * The media driver's directory.
     *
     * @return the path, or null.
     */
    public String aeronDirectory()
    {
        return aeronDirectory;
    }

    /**
     * Where the engine takes commands.
     *
     * @param channel by default inside one machine.
     * @return this.
     */
    public ClientContext ingressChannel(final String channel)
    {
        ingressChannel = channel;
        return this;
    }

    /**
     * Where the engine takes commands.
     *
     * @return the channel.
     */
    public String ingressChannel()
    {
        return ingressChannel;
    }

    /**
     * The stream on which the engine takes commands.
     *
     * @param streamId on the ingress channel.
     * @return this.
     */
    public ClientContext ingressStreamId(final int streamId)
    {
        ingressStreamId = streamId;
        return this;
    }

    /**
     * The stream on which the engine takes commands.
     *
     * @return the stream id.
     */
    public int ingressStreamId()
    {
        return ingressStreamId;
    }

    /**
     * Where this client listens. For UDP an endpoint that the engine can reach; port 0 picks a free one.
     *
     * @param channel by default inside one machine.
     * @return this.
     */
    public ClientContext responseChannel(final String channel)
    {
        responseChannel = channel;
        return this;
    }

    /**
     * Where this client listens.
     *
     * @return the channel.
     */
    public String responseChannel()
    {
        return responseChannel;
    }

    /**
     * The stream on which this client listens.
     *
     * @param streamId on the response channel, or {@link #UNIQUE_STREAM}.
     * @return this.
     */
    public ClientContext responseStreamId(final int streamId)
    {
        responseStreamId = streamId;
        return this;
    }

    /**
     * The stream on which this client listens.
     *
     * @return the stream id.
     */
    public int responseStreamId()
    {
        return responseStreamId;
    }

    /**
     * Who connects: the owner of the accounts that its session opens.
     *
     * @param id of the principal.
     * @return this.
     */
    public ClientContext principalId(final long id)
    {
        principalId = id;
        return this;
    }

    /**
     * Who connects.
     *
     * @return the principal.
     */
    public long principalId()
    {
        return principalId;
    }

    /**
     * The stamp of the connect, in virtual time.
     *
     * @param stampNs epoch nanoseconds.
     * @return this.
     */
    public ClientContext timestampNs(final long stampNs)
    {
        timestampNs = stampNs;
        return this;
    }

    /**
     * The stamp of the connect, in virtual time.
     *
     * @return epoch nanoseconds.
     */
    public long timestampNs()
    {
        return timestampNs;
    }

    /**
     * Length of one term of the stream on which this client sends.
     *
     * @param lengthBytes a power of two, at least 64 KiB.
     * @return this.
     */
    public ClientContext termLength(final int lengthBytes)
    {
        termLength = lengthBytes;
        return this;
    }

    /**
     * Length of one term of the stream on which this client sends.
     *
     * @return bytes.
     */
    public int termLength()
    {
        return termLength;
    }

    /**
     * Time that a connect may take.
     *
     * @param timeoutNs nanoseconds.
     * @return this.
     */
    public ClientContext connectTimeoutNs(final long timeoutNs)
    {
        connectTimeoutNs = timeoutNs;
        return this;
    }

    /**
     * Time that a connect may take.
     *
     * @return nanoseconds.
     */
    public long connectTimeoutNs()
    {
        return connectTimeoutNs;
    }

    /**
     * Time for which an offer waits while the engine takes nothing.
     *
     * @param timeoutNs nanoseconds.
     * @return this.
     */
    public ClientContext offerTimeoutNs(final long timeoutNs)
    {
        offerTimeoutNs = timeoutNs;
        return this;
    }

    /**
     * Time for which an offer waits.
     *
     * @return nanoseconds.
     */
    public long offerTimeoutNs()
    {
        return offerTimeoutNs;
    }

    /**
     * Time for which an awaited effect may stay away.
     *
     * @param timeoutNs nanoseconds since the last effect.
     * @return this.
     */
    public ClientContext awaitTimeoutNs(final long timeoutNs)
    {
        awaitTimeoutNs = timeoutNs;
        return this;
    }

    /**
     * Time for which an awaited effect may stay away.
     *
     * @return nanoseconds.
     */
    public long awaitTimeoutNs()
    {
        return awaitTimeoutNs;
    }

    /**
     * How the client waits.
     *
     * @param strategy for the client's thread alone; by default back-off.
     * @return this.
     */
    public ClientContext idleStrategy(final IdleStrategy strategy)
    {
        idleStrategy = strategy;
        return this;
    }

    /**
     * How the client waits.
     *
     * @return the strategy.
     */
    public IdleStrategy idleStrategy()
    {
        return idleStrategy;
    }

    /**
     * A media driver that is to be invoked while the client waits for it, because no thread drives it.
     *
     * @param invoker of the driver; null, the default, where it has a thread.
     * @return this.
     */
    public ClientContext driverInvoker(final AgentInvoker invoker)
    {
        driverInvoker = invoker;
        return this;
    }

    /**
     * A media driver that is to be invoked while the client waits for it.
     *
     * @return the invoker, or null.
     */
    public AgentInvoker driverInvoker()
    {
        return driverInvoker;
    }

    /**
     * What is to be called while the client waits, for example the invocation of an engine on the same thread.
     *
     * @param duty called in every round of a wait; null, the default, for nothing.
     * @return this.
     */
    public ClientContext onIdle(final Runnable duty)
    {
        onIdle = duty;
        return this;
    }

    /**
     * What is to be called while the client waits.
     *
     * @return the duty, or null.
     */
    public Runnable onIdle()
    {
        return onIdle;
    }
}
