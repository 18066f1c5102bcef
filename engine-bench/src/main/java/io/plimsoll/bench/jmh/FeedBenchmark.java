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
package io.plimsoll.bench.jmh;

import io.plimsoll.bench.DiscardingLink;
import io.plimsoll.bench.book.Workload;
import io.plimsoll.bench.inline.MarkedCommands;
import io.plimsoll.bench.inline.WorldScript;
import io.plimsoll.bench.load.EngineHost;
import io.plimsoll.core.Engine;
import io.plimsoll.core.ResultCode;
import io.plimsoll.io.feed.DocumentHandOver;
import io.plimsoll.io.feed.FeedAgent;
import io.plimsoll.io.feed.FeedContext;
import io.plimsoll.io.metrics.EngineCounters;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What market data cost, in nanoseconds a command of workload A with its price commands: the engine thread with and
 * without handing its documents over to a feed on another processor, and the feed's own thread, which derives and
 * publishes to a stream that takes everything.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsAppend = Flags.EXPORT_MISC)
@Warmup(iterations = 60)
@Measurement(iterations = 60)
public class FeedBenchmark
{
    private static final int COMMANDS = 10_000;
    private static final int ITERATIONS = 120;
    private static final int ORDERS = 4_096;
    /** Holds every document of an iteration, so that the engine thread is never held up. */
    private static final int RING_LENGTH = 4 << 20;

    /** A benchmark, made by the harness. */
    public FeedBenchmark()
    {
    }

    /** The engine and its feed, at the place of the stream that the iterations before have reached. */
    @State(Scope.Thread)
    public static class Scene
    {
        private final EngineCounters counters = new EngineCounters();
        private final FeedAgent feed = new FeedAgent(
            new FeedContext().ringLength(RING_LENGTH), counters, System::nanoTime, Throwable::printStackTrace);
        private MarkedCommands commands;
        private EngineHost host;
        private int position;
        private volatile boolean drains;
        private Thread drainer;

        /** A scene, made by the harness. */
        public Scene()
        {
        }

        /** Makes the world and fills the book. */
        @Setup
        public void open()
        {
            commands = new MarkedCommands(Workload.record("A", (ITERATIONS + 1) * COMMANDS).commands(), true);
            host = new EngineHost(WorldScript.limits(Workload.USERS, ORDERS), WorldScript.CALL_PPM,
                WorldScript.CALL_RELEASE_PPM);
            while (position < commands.timedFrom())
            {
                next(true);
            }
            feed.handOver().begin();
            feed.open(new DiscardingLink(), new DiscardingLink());
        }

        /** Frees the arena. */
        @TearDown
        public void close()
        {
            host.close();
            commands.close();
        }

        final void drainInBackground()
        {
            drains = true;
            drainer = new Thread(() ->
            {
                while (drains)
                {
                    feed.doWork();
                }
            });
            drainer.start();
        }

        final void stopDraining() throws InterruptedException
        {
            drains = false;
            drainer.join();
            drain();
        }

        final int drain()
        {
            int work = 0;
            while (!feed.isDrained())
            {
                work += feed.doWork();
            }
            return work;
        }

        /** Applies the next commands. */
        final int apply(final boolean handsOver)
        {
            int refused = 0;
            for (int i = 0; i < COMMANDS; i++)
            {
                refused += ResultCode.ACCEPTED == next(handsOver) ? 0 : 1;
            }
            return refused;
        }

        private int next(final boolean handsOver)
        {
            final Engine engine = host.engine();
            final int offset = MarkedCommands.message(position);
            final int length = commands.buffer().getInt(position);
            final int code = host.send(commands.buffer(), offset, length);
            counters.durableSequence().setRelease(engine.lastSequence());
            if (handsOver)
            {
                handOver(engine, code, offset, length);
            }
            position = commands.next(position);
            return code;
        }

        private void handOver(final Engine engine, final int code, final int offset, final int length)
        {
            final DocumentHandOver handOver = feed.handOver();
            handOver.start(code, engine.lastSequence(), engine.lastTimestampNs(), commands.buffer(), offset, length,
                engine.effects());
            if (!handOver.flush())
            {
                throw new IllegalStateException("the ring is full: what is measured is the feed's thread");
            }
        }
    }

    /** A scene whose feed has a thread of its own. */
    public static class DrainedScene extends Scene
    {
        /** A scene, made by the harness. */
        public DrainedScene()
        {
        }

        /** Starts the thread. */
        @Setup(Level.Iteration)
        public void start()
        {
            drainInBackground();
        }

        /**
         * Ends the thread once nothing is left.
         *
         * @throws InterruptedException never.
         */
        @TearDown(Level.Iteration)
        public void stop() throws InterruptedException
        {
            stopDraining();
        }
    }

    /** A scene whose feed has everything before it. */
    public static class FilledScene extends Scene
    {
        /** A scene, made by the harness. */
        public FilledScene()
        {
        }

        /** Fills the ring. */
        @Setup(Level.Iteration)
        public void fill()
        {
            apply(true);
        }
    }

    /**
     * The engine thread without a feed.
     *
     * @param scene of the iteration.
     * @return commands refused, lest the work be thrown away.
     */
    @Benchmark
    @OperationsPerInvocation(COMMANDS)
    public int engineAlone(final Scene scene)
    {
        return scene.apply(false);
    }

    /**
     * The engine thread with a feed.
     *
     * @param scene of the iteration.
     * @return commands refused, lest the work be thrown away.
     */
    @Benchmark
    @OperationsPerInvocation(COMMANDS)
    public int engineWithFeed(final DrainedScene scene)
    {
        return scene.apply(true);
    }

    /**
     * The feed's thread.
     *
     * @param scene of the iteration.
     * @return work done, lest it be thrown away.
     */
    @Benchmark
    @OperationsPerInvocation(COMMANDS)
    public int feedThread(final FilledScene scene)
    {
        return scene.drain();
    }
}
