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
package io.plimsoll.bench.tape;

import io.plimsoll.bench.book.Commands;
import io.plimsoll.bench.load.CommandWriter;
import io.plimsoll.bench.load.EngineHost;
import io.plimsoll.bench.load.InstrumentTerms;
import io.plimsoll.core.EffectSink;
import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.CommandAcceptedDecoder;
import io.plimsoll.core.codec.generated.Liquidity;
import io.plimsoll.core.codec.generated.MessageHeaderDecoder;
import io.plimsoll.core.codec.generated.OrderCancelledDecoder;
import io.plimsoll.core.codec.generated.OrderFilledDecoder;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.codec.generated.TimeInForce;
import java.util.HashMap;
import java.util.Map;
import org.agrona.DirectBuffer;

/** Plays a tape to the whole engine as commands, and reads the answers from its effects. */
final class EngineTape implements AutoCloseable
{
    private static final int INSTRUMENT_ID = 1;
    private static final int ACCOUNTS_PER_SIDE = 32;
    private static final long MARK_TICKS = 33_504;

    private final EngineHost host = new EngineHost(
        EngineLimits.builder().accounts(64).positions(64).orders(16_384).build(), 1_270_000, 1_300_000);
    private final CommandWriter writer = host.writer();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final OrderFilledDecoder filled = new OrderFilledDecoder();
    private final OrderCancelledDecoder cancelled = new OrderCancelledDecoder();
    private final CommandAcceptedDecoder accepted = new CommandAcceptedDecoder();
    private final Map<Long, Integer> tapeIds = new HashMap<>();
    private final Map<Integer, Order> orders = new HashMap<>();
    private final TapeReports reports;

    /** An order as its owner knows it. */
    private record Order(long engineId, int side, long priceTicks)
    {
    }

    EngineTape(final TapeReports reports)
    {
        this.reports = reports;
        host.require(writer.listInstrument(new InstrumentTerms(INSTRUMENT_ID, 1_000, 1, 1_000_000, 1L << 30, 0,
            1_100_000, 1_300_000, 50, new long[]{0}, new int[]{10_000})));
        host.require(writer.mark(INSTRUMENT_ID, MARK_TICKS));
        for (int account = 1; account <= 2 * ACCOUNTS_PER_SIDE; account++)
        {
            host.require(writer.openAccount(account));
            host.require(writer.deposit(account, 1L << 50));
        }
    }

    /** Buyers and sellers are different accounts, and several, because an account may have only so many orders. */
    private static long account(final int orderId, final int side)
    {
        return 1 + 2L * (orderId % ACCOUNTS_PER_SIDE) + side;
    }

    void apply(final Tape tape, final int sequence)
    {
        final int orderId = tape.orderId(sequence);
        final int lots = tape.quantityLots(sequence);
        final int ticks = tape.priceTicks(sequence);
        final int kind = tape.kind(sequence);
        if (kind == Commands.ADD || kind == Commands.IMMEDIATE)
        {
            final int side = tape.side(sequence);
            host.require(writer.order(account(orderId, side), INSTRUMENT_ID, Side.get((short)side),
                kind == Commands.IMMEDIATE ? TimeInForce.IOC : TimeInForce.GTC, ticks, lots));
            reports.orderAccepted(sequence, side, orderId, ticks, lots);
            orders.put(orderId, new Order(engineId(), side, ticks));
            tapeIds.put(engineId(), orderId);
            reportTrades(sequence, orderId);
            reportCancel(sequence, orderId);
            return;
        }
        final Order order = orders.getOrDefault(orderId, new Order(Long.MAX_VALUE, 0, 0));
        final long account = account(orderId, order.side);
        if (kind == Commands.CANCEL)
        {
            if (isKnown(host.send(writer.cancel(account, order.engineId))))
            {
                reportCancel(sequence, orderId);
            }
            else
            {
                reports.cancelRejected(sequence, orderId);
            }
        }
        else if (isKnown(host.send(writer.replace(account, order.engineId, ticks, lots))))
        {
            orders.put(orderId, new Order(order.engineId, order.side, ticks));
            reportTrades(sequence, orderId);
            reports.modified(sequence, order.side, orderId, ticks, lots);
        }
        else
        {
            reports.modifyRejected(sequence, orderId);
        }
    }

    private static boolean isKnown(final int code)
    {
        if (code != ResultCode.ACCEPTED && code != ResultCode.UNKNOWN_ORDER)
        {
            throw new IllegalStateException("the engine refused a message of the tape: " + ResultCode.name(code));
        }
        return code == ResultCode.ACCEPTED;
    }

    private long engineId()
    {
        final long[] found = {0};
        effects(CommandAcceptedDecoder.TEMPLATE_ID, (buffer, offset) ->
            found[0] = accepted.wrapAndApplyHeader(buffer, offset, header).orderId());
        return found[0];
    }

    private void reportTrades(final int sequence, final int takerOrderId)
    {
        effects(OrderFilledDecoder.TEMPLATE_ID, (buffer, offset) ->
        {
            filled.wrapAndApplyHeader(buffer, offset, header);
            if (filled.liquidity() == Liquidity.MAKER)
            {
                reports.traded(sequence, filled.priceTicks(), filled.quantityLots(), tapeIds.get(filled.orderId()),
                    takerOrderId);
            }
        });
    }

    private void reportCancel(final int sequence, final int orderId)
    {
        effects(OrderCancelledDecoder.TEMPLATE_ID, (buffer, offset) ->
        {
            cancelled.wrapAndApplyHeader(buffer, offset, header);
            final Order order = orders.get(orderId);
            reports.cancelled(sequence, order.side, tapeIds.get(cancelled.orderId()), order.priceTicks);
        });
    }

    private interface EffectHandler
    {
        void onEffect(DirectBuffer buffer, int offset);
    }

    private void effects(final int templateId, final EffectHandler handler)
    {
        final EffectSink sink = host.engine().effects();
        int offset = 0;
        while (offset < sink.length())
        {
            final int message = offset + EffectSink.FRAME_HEADER_LENGTH;
            if (header.wrap(sink.buffer(), message).templateId() == templateId)
            {
                handler.onEffect(sink.buffer(), message);
            }
            offset += EffectSink.frameLength(sink.buffer().getInt(offset));
        }
    }

    @Override
    public void close()
    {
        host.close();
    }
}
