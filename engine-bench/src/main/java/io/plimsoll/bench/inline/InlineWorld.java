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

import io.plimsoll.bench.book.Workload;
import io.plimsoll.bench.load.EngineHost;
import io.plimsoll.core.EffectSink;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.Liquidity;
import io.plimsoll.core.codec.generated.MessageHeaderDecoder;
import io.plimsoll.core.codec.generated.OrderCancelledDecoder;
import io.plimsoll.core.codec.generated.OrderFilledDecoder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * An engine in the world of {@link WorldScript}. Everything that it does for a command is in it: reading the message,
 * margin, matching, ledger, the load-line index, effects and their running hash.
 */
public final class InlineWorld implements AutoCloseable
{
    private static final long FACTOR = 0x9E3779B97F4A7C15L;

    private final EngineHost host;
    private final OrderFilledDecoder filled = new OrderFilledDecoder();
    private final OrderCancelledDecoder cancelled = new OrderCancelledDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final long orders;
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
        host = new EngineHost(
            WorldScript.limits(users, orders), WorldScript.CALL_PPM, WorldScript.CALL_RELEASE_PPM);
        this.orders = WorldScript.write(host.writer(), users, WorldScript.CASH_LOTS, host::require);
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
     * @param owners  of the orders, by id.
     * @return orders that are missing or have other lots.
     */
    public long cancelAll(final long[] resting, final int[] owners)
    {
        long wrong = 0;
        for (int place = 0; place < resting.length; place += Workload.WORDS_PER_ORDER)
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
