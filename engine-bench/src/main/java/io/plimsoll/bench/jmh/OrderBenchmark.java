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

import io.plimsoll.bench.load.EngineHost;
import io.plimsoll.bench.load.InstrumentTerms;
import io.plimsoll.core.EffectSink;
import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.codec.generated.TimeInForce;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** An order that rests in the book, and its cancel: two commands with their margin check and effects. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 2, jvmArgsAppend = Flags.EXPORT_MISC)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class OrderBenchmark
{
    private static final long ACCOUNT_ID = 1;
    private static final long MARK = 10_000;
    private static final int LEVELS = 64;

    private EngineHost host;
    private int level;
    private long orderId;

    /** A benchmark, made by the harness. */
    public OrderBenchmark()
    {
    }

    /** An account with a position, an empty book. */
    @Setup
    public void open()
    {
        host = new EngineHost(EngineLimits.builder().accounts(1_024).positions(4_096).orders(4_096).build(),
            1_270_000, 1_300_000);
        host.require(host.writer().listInstrument(new InstrumentTerms(1, 1_000_000, 1, 100 * MARK, 1_000_000, 300,
            1_100_000, 1_600_000, 50, new long[]{0, 50_000_000_000_000L}, new int[]{10_000, 20_000})));
        host.require(host.writer().openAccount(ACCOUNT_ID));
        host.require(host.writer().deposit(ACCOUNT_ID, 1L << 55));
        host.require(host.writer().mark(1, MARK));
    }

    /** Frees the arena. */
    @TearDown
    public void close()
    {
        host.close();
    }

    /**
     * Places and cancels.
     *
     * @return the effects, lest they be thrown away.
     */
    @Benchmark
    public EffectSink newOrderAndCancel()
    {
        level = (level + 1) % LEVELS;
        host.send(host.writer().order(ACCOUNT_ID, 1, Side.BUY, TimeInForce.GTC, MARK - 1 - level, 1));
        host.require(host.writer().cancel(ACCOUNT_ID, ++orderId));
        return host.engine().effects();
    }
}
