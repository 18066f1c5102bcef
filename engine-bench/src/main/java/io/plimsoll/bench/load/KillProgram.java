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
package io.plimsoll.bench.load;

import io.plimsoll.bench.Program;
import io.plimsoll.bench.Request;
import io.plimsoll.core.EffectSink;
import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.codec.generated.OrderCancelledDecoder;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.codec.generated.TimeInForce;
import org.HdrHistogram.Histogram;
import org.agrona.DirectBuffer;

import java.io.PrintStream;
import java.util.Locale;

/**
 * The kill switch of the engine over a million resting orders, with other commands in between as they come in live: how
 * long the longest command takes that cancels, beside the longest of the others, which wait for it. Checks that no
 * command cancels more than it may and that none of the orders is left.
 */
public final class KillProgram implements Program
{
    private static final int ORDERS = 1_000_000;
    private static final int ORDERS_SHORT = 200_000;
    private static final int ORDERS_PER_ACCOUNT = 4_000;
    private static final int LEVELS = 1_000;
    private static final int ROUNDS = 5;
    private static final int ROUNDS_SHORT = 3;
    private static final int INSTRUMENT = 10;
    private static final long MARK = 50_000;
    private static final long TRADER = 1_000_000;
    private static final long CASH_ATOMS = 1L << 50;
    private static final long LONGEST_NS = 60_000_000_000L;
    private static final EngineLimits LIMITS = EngineLimits.builder().accounts(1_024).balances(1_024).positions(1_024)
        .orders(ORDERS + 1_024).priceLevels(4_096).build();

    private final Histogram sweeps = new Histogram(LONGEST_NS, 3);
    private final Histogram others = new Histogram(LONGEST_NS, 3);
    private int orders;
    private long cancelled;
    private long mostCancelled;
    private long continues;
    private long price = MARK;

    /** A program of the kill switch. */
    public KillProgram()
    {
    }

    @Override
    public String name()
    {
        return "kill";
    }

    @Override
    public String summary()
    {
        return "longest command while a kill switch cancels a million resting orders";
    }

    @Override
    public int run(final Request request, final PrintStream out)
    {
        orders = request.isShort() ? ORDERS_SHORT : ORDERS;
        final int rounds = request.isShort() ? ROUNDS_SHORT : ROUNDS;
        long longestNs = Long.MAX_VALUE;
        long longestOtherNs = Long.MAX_VALUE;
        boolean whole = true;
        for (int round = 0; round < rounds; round++)
        {
            runRound();
            whole &= cancelled == orders && mostCancelled <= LIMITS.cancelsPerCommand();
            out.printf(Locale.ROOT, "round %d: %,d cancels by %,d continues, p50 %,d ns, longest %,d ns; " +
                "orders, cancels and prices in between: p50 %,d ns, longest %,d ns%n", round + 1, cancelled, continues,
                sweeps.getValueAtPercentile(50), sweeps.getMaxValue(), others.getValueAtPercentile(50),
                others.getMaxValue());
            longestNs = Math.min(longestNs, sweeps.getMaxValue());
            longestOtherNs = Math.min(longestOtherNs, others.getMaxValue());
        }
        out.printf(Locale.ROOT, "RESULT kill orders=%d cancels_per_command=%d continues=%d longest_ns=%d " +
            "longest_other_ns=%d p50_ns=%d%n", orders, LIMITS.cancelsPerCommand(), continues, longestNs,
            longestOtherNs, sweeps.getValueAtPercentile(50));
        if (!whole)
        {
            out.println("A command cancelled more than it may, or an order is left.");
        }
        return whole ? 0 : 1;
    }

    private void runRound()
    {
        sweeps.reset();
        others.reset();
        cancelled = 0;
        mostCancelled = 0;
        continues = 0;
        try (EngineHost host = new EngineHost(LIMITS, 1_270_000, 1_300_000))
        {
            fill(host);
            final long start = System.nanoTime();
            host.require(host.writer().killEngine());
            note(host, start);
            while (host.engine().workLeft())
            {
                disturb(host);
                final long from = System.nanoTime();
                host.continueOnce();
                continues++;
                note(host, from);
            }
        }
    }

    private void fill(final EngineHost host)
    {
        final CommandWriter writer = host.writer();
        writer.ordersNamed(false);
        host.require(writer.listInstrument(new InstrumentTerms(INSTRUMENT, 1_000, 1, 100_000, 1 << 20, 500, 1_100_000,
            1_600_000, 100, new long[]{0}, new int[]{50_000})));
        host.require(writer.mark(INSTRUMENT, MARK));
        for (int order = 0; order < orders; order++)
        {
            final long account = 1 + order / ORDERS_PER_ACCOUNT;
            if (order % ORDERS_PER_ACCOUNT == 0)
            {
                host.require(writer.openAccount(account));
                host.require(writer.deposit(account, CASH_ATOMS));
            }
            final boolean buys = order % 2 == 0;
            final long away = 1 + order * 7L % LEVELS;
            host.require(writer.order(account, INSTRUMENT, buys ? Side.BUY : Side.SELL, TimeInForce.GTC,
                buys ? MARK - away : MARK + away, 1));
        }
        host.require(writer.openAccount(TRADER));
    }

    /** What others send meanwhile: an order, which is refused, a cancel of an order that may have gone, a price. */
    private void disturb(final EngineHost host)
    {
        final CommandWriter writer = host.writer();
        price = MARK + (price + 37) % 101 - 50;
        final long order = 1 + (continues * 7_919 + 13) % orders;
        time(host, writer.order(TRADER, INSTRUMENT, Side.BUY, TimeInForce.GTC, price, 1));
        time(host, writer.cancel(1 + (order - 1) / ORDERS_PER_ACCOUNT, order));
        time(host, writer.mark(INSTRUMENT, price));
    }

    private void time(final EngineHost host, final int length)
    {
        final long from = System.nanoTime();
        host.send(length);
        others.recordValue(System.nanoTime() - from);
        cancelled += cancels(host.engine().effects());
    }

    private void note(final EngineHost host, final long startNs)
    {
        sweeps.recordValue(System.nanoTime() - startNs);
        final long count = cancels(host.engine().effects());
        cancelled += count;
        mostCancelled = Math.max(mostCancelled, count);
    }

    private static long cancels(final EffectSink effects)
    {
        final DirectBuffer bytes = effects.buffer();
        long count = 0;
        for (int at = 0; at < effects.length(); at += EffectSink.frameLength(bytes.getInt(at)))
        {
            final int template = bytes.getShort(at + EffectSink.FRAME_HEADER_LENGTH + Short.BYTES);
            count += template == OrderCancelledDecoder.TEMPLATE_ID ? 1 : 0;
        }
        return count;
    }
}
