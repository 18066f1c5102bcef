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
package io.plimsoll.bench.inline;

import io.plimsoll.bench.book.Commands;
import io.plimsoll.bench.load.CommandWriter;
import io.plimsoll.bench.load.EngineHost;
import io.plimsoll.bench.load.InstrumentTerms;
import io.plimsoll.core.EffectSink;
import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.Liquidity;
import io.plimsoll.core.codec.generated.MessageHeaderDecoder;
import io.plimsoll.core.codec.generated.OrderCancelledDecoder;
import io.plimsoll.core.codec.generated.OrderFilledDecoder;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.codec.generated.TimeInForce;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * An engine whose users hold positions in three instruments beside the one that the recorded commands trade, with
 * four brackets each, at a leverage of about 2 that grows to about 8 where the stream makes a position large.
 * Everything that the engine does for a command is in it: reading the message, margin, matching, ledger, the load-line
 * index, effects and their running hash.
 */
public final class InlineWorld implements AutoCloseable
{
    /** Instruments; the first is traded. */
    public static final int INSTRUMENTS = 4;
    /** The mark that each begins with. */
    public static final long START_SUB_TICKS = 3_080_000;

    private static final long FACTOR = 0x9E3779B97F4A7C15L;
    private static final long SUB_TICKS_PER_TICK = 100;
    private static final long START_TICKS = START_SUB_TICKS / SUB_TICKS_PER_TICK;
    private static final long ATOMS_PER_TICK = 100;
    private static final long LOT_ATOMS = START_TICKS * ATOMS_PER_TICK;
    private static final long USER_CASH = 200 * LOT_ATOMS;
    private static final int MAKER_ID = 1_000_000;
    private static final long MAKER_LOTS = 1_000_000;
    private static final int LOTS_MOST = 100;
    private static final long[] LOWER_NOTIONAL = {0, 100 * LOT_ATOMS, 300 * LOT_ATOMS, 1_000 * LOT_ATOMS};
    private static final int[] RATE_PPM = {10_000, 15_000, 20_000, 30_000};
    private static final long SEED = 11;

    private final EngineHost host;
    private final OrderFilledDecoder filled = new OrderFilledDecoder();
    private final OrderCancelledDecoder cancelled = new OrderCancelledDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private long orders;
    private long makerOrderId;
    private long trades;
    private long digest;

    /**
     * Builds the world by commands alone.
     *
     * @param users  numbered from 1, which are their account ids.
     * @param orders that may rest at once, and price levels that may be open.
     */
    public InlineWorld(final int users, final int orders)
    {
        host = new EngineHost(limits(users, orders), 1_270_000, 1_300_000);
        host.writer().ordersNamed(false);
        for (int instrumentId = 1; instrumentId <= INSTRUMENTS; instrumentId++)
        {
            list(instrumentId);
        }
        final SplittableRandom random = new SplittableRandom(SEED);
        for (int user = 1; user <= users; user++)
        {
            open(user, random);
        }
        for (long maker = MAKER_ID + 2; maker <= MAKER_ID + INSTRUMENTS; maker++)
        {
            // Ask and bid of each maker are the first orders of the world.
            host.require(host.writer().cancel(maker, 2 * (maker - MAKER_ID) - 3));
            host.require(host.writer().cancel(maker, 2 * (maker - MAKER_ID) - 2));
        }
    }

    private static EngineLimits limits(final int users, final int orders)
    {
        return EngineLimits.builder().sessions(1).assets(1).instruments(INSTRUMENTS).accounts(users + INSTRUMENTS)
            .balances(1).positions((users + INSTRUMENTS) * INSTRUMENTS).orders(orders).priceLevels(orders).build();
    }

    private void list(final int instrumentId)
    {
        final CommandWriter writer = host.writer();
        host.require(writer.listInstrument(new InstrumentTerms(instrumentId, ATOMS_PER_TICK, SUB_TICKS_PER_TICK,
            2 * START_SUB_TICKS, 2 * MAKER_LOTS, 300, 1_050_000, 1_300_000, 50, LOWER_NOTIONAL, RATE_PPM)));
        host.require(writer.mark(instrumentId, START_SUB_TICKS));
        if (instrumentId > 1)
        {
            final long makerId = MAKER_ID + instrumentId;
            host.require(writer.openAccount(makerId));
            host.require(writer.deposit(makerId, MAKER_LOTS * LOT_ATOMS));
            order(makerId, instrumentId, Side.SELL, TimeInForce.GTC, MAKER_LOTS);
            order(makerId, instrumentId, Side.BUY, TimeInForce.GTC, MAKER_LOTS);
        }
    }

    private void open(final int user, final SplittableRandom random)
    {
        host.require(host.writer().openAccount(user));
        host.require(host.writer().deposit(user, USER_CASH));
        for (int instrumentId = 2; instrumentId <= INSTRUMENTS; instrumentId++)
        {
            order(user, instrumentId, random.nextBoolean() ? Side.BUY : Side.SELL, TimeInForce.IOC,
                1 + random.nextInt(LOTS_MOST));
        }
    }

    /** Makers ask a tick above the mark and bid a tick below; users take either. */
    private void order(
        final long accountId, final int instrumentId, final Side side, final TimeInForce timeInForce, final long lots)
    {
        final boolean above = (side == Side.BUY) == (timeInForce == TimeInForce.IOC);
        host.require(host.writer().order(
            accountId, instrumentId, side, timeInForce, START_TICKS + (above ? 1 : -1), lots));
        orders++;
    }

    /**
     * Orders that the world took, after which those of the stream are numbered.
     *
     * @return number.
     */
    public long orders()
    {
        return orders;
    }

    /**
     * The engine.
     *
     * @return the host that drives it.
     */
    public EngineHost host()
    {
        return host;
    }

    /**
     * Applies messages, and the continues that they leave over.
     *
     * @param commands that hold them.
     * @param from     offset of the first one's length.
     * @param to       offset behind the last one.
     * @return messages that the engine refused.
     */
    public long run(final MarkedCommands commands, final int from, final int to)
    {
        final UnsafeBuffer buffer = commands.buffer();
        long refused = 0;
        for (int at = from; at < to; at = commands.next(at))
        {
            if (host.send(buffer, MarkedCommands.message(at), buffer.getInt(at)) != ResultCode.ACCEPTED)
            {
                refused++;
            }
            host.finish();
        }
        return refused;
    }

    /**
     * Applies messages and mixes every trade into a digest, as the peer's adapter does. Not timed.
     *
     * @param commands that hold them.
     * @return number of trades and their digest.
     */
    public long[] runAndDigest(final MarkedCommands commands)
    {
        for (int at = 0; at < commands.end(); at = commands.next(at))
        {
            run(commands, at, commands.next(at));
            digestTrades();
        }
        return new long[]{trades, digest};
    }

    private void digestTrades()
    {
        final EffectSink sink = host.engine().effects();
        for (int at = 0; at < sink.length(); at += EffectSink.frameLength(sink.buffer().getInt(at)))
        {
            header.wrap(sink.buffer(), at + EffectSink.FRAME_HEADER_LENGTH);
            if (header.templateId() == OrderFilledDecoder.TEMPLATE_ID)
            {
                filled.wrapAndApplyHeader(sink.buffer(), at + EffectSink.FRAME_HEADER_LENGTH, header);
                digestFill();
            }
        }
    }

    /** The maker's side of a trade is told before the taker's. */
    private void digestFill()
    {
        if (filled.liquidity() == Liquidity.MAKER)
        {
            makerOrderId = filled.orderId() - orders;
            return;
        }
        trades++;
        digest = (((digest * FACTOR + filled.orderId() - orders) * FACTOR + makerOrderId) * FACTOR +
            filled.priceTicks()) * FACTOR + filled.quantityLots();
    }

    /**
     * Cancels every order that ought to rest, and finds each with the lots that it ought to have.
     *
     * @param resting id, price and lots of each order.
     * @param words   of the recorded commands, which know the owners.
     * @return orders that are missing or have other lots.
     */
    public long cancelAll(final long[] resting, final int[] words)
    {
        final int[] owners = new int[words.length / Commands.STRIDE + 1];
        for (int at = 0; at < words.length; at += Commands.STRIDE)
        {
            owners[words[at + Commands.ORDER_ID]] = words[at + Commands.USER];
        }
        long wrong = 0;
        for (int place = 0; place < resting.length; place += 3)
        {
            final int id = (int)resting[place];
            final boolean found =
                host.send(host.writer().cancel(owners[id], orders + id)) == ResultCode.ACCEPTED &&
                cancelledLots() == resting[place + 2];
            wrong += found ? 0 : 1;
        }
        return wrong;
    }

    private long cancelledLots()
    {
        final EffectSink sink = host.engine().effects();
        header.wrap(sink.buffer(), EffectSink.FRAME_HEADER_LENGTH);
        if (header.templateId() != OrderCancelledDecoder.TEMPLATE_ID)
        {
            return -1;
        }
        return cancelled.wrapAndApplyHeader(sink.buffer(), EffectSink.FRAME_HEADER_LENGTH, header).cancelledLots();
    }

    @Override
    public void close()
    {
        host.close();
    }
}
