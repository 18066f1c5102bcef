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
package io.plimsoll.bench.latency;

import io.plimsoll.bench.load.CommandWriter;
import io.plimsoll.bench.load.InstrumentTerms;
import io.plimsoll.core.Engine;
import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.codec.generated.TimeInForce;
import io.plimsoll.io.PlimsollServer;
import io.plimsoll.io.ServerContext;
import io.plimsoll.io.pipeline.IdleKind;
import io.plimsoll.io.pipeline.ThreadingMode;
import io.plimsoll.io.session.EffectListener;
import io.plimsoll.io.session.PlimsollClient;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;
import org.agrona.IoUtil;
import org.agrona.concurrent.BusySpinIdleStrategy;

/**
 * An engine in shared mode with an embedded media driver and a journal on disk, and one client. The commands are an
 * order that rests in the book and its cancel, in turn; half of the orders join a level and half open one.
 */
final class RoundtripPath implements AutoCloseable
{
    private static final long ACCOUNT_ID = 1;
    private static final long OTHER_ID = 2;
    private static final long POSITION_LOTS = 100;
    private static final int INSTRUMENT_ID = 1;
    private static final long MARK = 10_000;
    private static final int LEVELS = 64;

    private final Path directory;
    private final PlimsollServer server;
    private final PlimsollClient client;
    private final CommandWriter writer = new CommandWriter();
    private SwitchedMachine machine;
    private long clientSequence;
    private long sent;

    RoundtripPath() throws IOException
    {
        directory = Files.createTempDirectory("plimsoll-roundtrip");
        final ServerContext context = new ServerContext()
            .journalDirectory(directory.resolve("journal"))
            .limits(EngineLimits.builder().accounts(1_024).positions(4_096).orders(4_096).build())
            .machine(this::newMachine)
            .pipeline(pipeline -> pipeline.threadingMode(ThreadingMode.SHARED));
        context.pipeline().idleStrategies().shared(IdleKind.BUSY_SPIN);
        server = PlimsollServer.launch(context);
        client = PlimsollClient.connect(server.newClientContext().idleStrategy(BusySpinIdleStrategy.INSTANCE));
        require(writer.listCash(1_270_000, 1_300_000));
        require(writer.listInstrument(new InstrumentTerms(INSTRUMENT_ID, 1_000_000, 1, 100 * MARK, 1_000_000, 300,
            1_100_000, 1_600_000, 50, new long[]{0, 50_000_000_000_000L}, new int[]{10_000, 20_000})));
        require(writer.mark(INSTRUMENT_ID, MARK));
        openAccounts();
    }

    /** The measured account holds a position, and another has orders at every second price on both sides. */
    private void openAccounts()
    {
        for (long accountId = ACCOUNT_ID; accountId <= OTHER_ID; accountId++)
        {
            require(writer.openAccount(accountId));
            require(writer.deposit(accountId, 1L << 50));
        }
        order(OTHER_ID, Side.SELL, TimeInForce.GTC, MARK, POSITION_LOTS);
        order(ACCOUNT_ID, Side.BUY, TimeInForce.IOC, MARK, POSITION_LOTS);
        for (int away = 2; away <= LEVELS; away += 2)
        {
            order(OTHER_ID, Side.BUY, TimeInForce.GTC, MARK - away, POSITION_LOTS);
            order(OTHER_ID, Side.SELL, TimeInForce.GTC, MARK + away, POSITION_LOTS);
        }
    }

    private void order(
        final long accountId, final Side side, final TimeInForce timeInForce, final long price, final long lots)
    {
        require(writer.order(accountId, INSTRUMENT_ID, side, timeInForce, price, lots));
    }

    private SwitchedMachine newMachine(final EngineLimits limits)
    {
        machine = new SwitchedMachine(new Engine(limits));
        return machine;
    }

    /** Sends commands one after the other, each after the result of the one before. */
    Histogram run(final boolean echoes, final int commands, final Histogram times)
    {
        machine.echoes(echoes);
        times.setStartTimeStamp(System.currentTimeMillis());
        for (int pair = 0; pair < commands / 2; pair++)
        {
            final long price = MARK - 1 - pair % LEVELS;
            time(writer.order(ACCOUNT_ID, INSTRUMENT_ID, Side.BUY, TimeInForce.GTC, price, 1), times);
            time(writer.cancel(ACCOUNT_ID, client.resultOrderId()), times);
        }
        times.setEndTimeStamp(System.currentTimeMillis());
        return times;
    }

    private void time(final int length, final Histogram times)
    {
        final long startNs = System.nanoTime();
        final int code = exchange(length);
        times.recordValue(System.nanoTime() - startNs);
        if (code != ResultCode.ACCEPTED)
        {
            throw new IllegalStateException("the engine refused a measured command: " + ResultCode.name(code));
        }
    }

    private void require(final int length)
    {
        final int code = exchange(length);
        if (code != ResultCode.ACCEPTED)
        {
            throw new IllegalStateException("the engine refused a command before the run: " + ResultCode.name(code));
        }
    }

    private int exchange(final int length)
    {
        client.offer(0, writer.buffer(), 0, length);
        sent++;
        return client.awaitResult(++clientSequence, EffectListener.NONE);
    }

    void print(final PrintStream out)
    {
        out.println("path:     client and engine spin on a thread each, shared mode, embedded media driver");
        out.println("journal:  on disk, " + server.counters().journalBytes().get() / sent + " bytes for each command");
    }

    @Override
    public void close()
    {
        client.close();
        server.close();
        IoUtil.delete(directory.toFile(), true);
    }
}
