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

/**
 * How each thread of the pipeline waits for work. Each setter returns this.
 *
 * <p>More spinning threads than cores only take each other's time, so {@link #check} refuses them. Threads of clients
 * in the same machine are not seen here: leave a core for them.
 */
public final class IdleStrategies
{
    private IdleKind shared = IdleKind.BACKOFF;
    private IdleKind ingress = IdleKind.BACKOFF;
    private IdleKind engine = IdleKind.BACKOFF;
    private IdleKind egress = IdleKind.BACKOFF;
    private IdleKind syncer = IdleKind.BACKOFF;
    private IdleKind feed = IdleKind.BACKOFF;

    /**
     * The one thread of shared mode.
     *
     * @param kind by default back-off.
     * @return this.
     */
    public IdleStrategies shared(final IdleKind kind)
    {
        shared = kind;
        return this;
    }

    /**
     * The one thread of shared mode.
     *
     * @return its kind.
     */
    public IdleKind shared()
    {
        return shared;
    }

    /**
     * The thread that polls the transport, in dedicated mode.
     *
     * @param kind by default back-off.
     * @return this.
     */
    public IdleStrategies ingress(final IdleKind kind)
    {
        ingress = kind;
        return this;
    }

    /**
     * The thread that polls the transport, in dedicated mode.
     *
     * @return its kind.
     */
    public IdleKind ingress()
    {
        return ingress;
    }

    /**
     * The engine thread, in dedicated mode.
     *
     * @param kind by default back-off.
     * @return this.
     */
    public IdleStrategies engine(final IdleKind kind)
    {
        engine = kind;
        return this;
    }

    /**
     * The engine thread, in dedicated mode.
     *
     * @return its kind.
     */
    public IdleKind engine()
    {
        return engine;
    }

    /**
     * The thread that sends effects, in dedicated mode.
     *
     * @param kind by default back-off.
     * @return this.
     */
    public IdleStrategies egress(final IdleKind kind)
    {
        egress = kind;
        return this;
    }

    /**
     * The thread that sends effects, in dedicated mode.
     *
     * @return its kind.
     */
    public IdleKind egress()
    {
        return egress;
    }

    /**
     * The thread that syncs the journal, in dedicated mode.
     *
     * @param kind by default back-off.
     * @return this.
     */
    public IdleStrategies syncer(final IdleKind kind)
    {
        syncer = kind;
        return this;
    }

    /**
     * The thread that syncs the journal, in dedicated mode.
     *
     * @return its kind.
     */
    public IdleKind syncer()
    {
        return syncer;
    }

    /**
     * The thread that publishes market data, in dedicated mode.
     *
     * @param kind by default back-off.
     * @return this.
     */
    public IdleStrategies feed(final IdleKind kind)
    {
        feed = kind;
        return this;
    }

    /**
     * The thread that publishes market data, in dedicated mode.
     *
     * @return its kind.
     */
    public IdleKind feed()
    {
        return feed;
    }

    void check(final ThreadingMode mode)
    {
        final int processors = Runtime.getRuntime().availableProcessors();
        final int spinning = ThreadingMode.DEDICATED == mode ?
            count(ingress) + count(engine) + count(egress) + count(syncer) + count(feed) : count(shared);
        if (spinning > Math.max(1, processors))
        {
            throw new IllegalArgumentException(spinning + " threads are set to spin but there are only " + processors +
                " processors: set some of ingress, engine, egress, syncer and feed to backoff, or choose shared mode.");
        }
    }

    private static int count(final IdleKind kind)
    {
        return kind.spins() ? 1 : 0;
    }
}
