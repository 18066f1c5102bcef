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

import io.plimsoll.bench.load.LiquidationScene;
import io.plimsoll.core.EffectSink;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A price command that liquidates one account: sized over ten levels and four brackets, executed, evidence written. The
 * scene is set before each call, so the figure holds the overhead of the harness's clock: some 50 ns.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 2, jvmArgsAppend = Flags.EXPORT_MISC)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class LiquidationBenchmark
{
    private LiquidationScene scene;

    /** A benchmark, made by the harness. */
    public LiquidationBenchmark()
    {
    }

    /** An empty world. */
    @Setup
    public void open()
    {
        scene = new LiquidationScene();
    }

    /** The account at its full position, ten levels in the book. */
    @Setup(Level.Invocation)
    public void prepare()
    {
        scene.prepare();
    }

    /** Frees the arena. */
    @TearDown
    public void close()
    {
        scene.close();
    }

    /**
     * The price falls.
     *
     * @return the effects, lest they be thrown away.
     */
    @Benchmark
    public EffectSink liquidate()
    {
        return scene.crash();
    }
}
