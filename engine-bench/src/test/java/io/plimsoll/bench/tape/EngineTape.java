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

    private final EngineHost host = new EngineHost(
        EngineLimits.builder().accounts(64).positions(64).orders(16_384).build(), 1_270_000, 1_300_000);
    private final CommandWriter writer = host.writer();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final OrderFilledDecoder filled = new OrderFilledDecoder();
    private final OrderCancelledDecoder cancelled = new OrderCancelledDecoder();
    private final CommandAcceptedDecoder accepted = new CommandAcceptedDecoder();
    private final Map<Long, Integer> tapeIds = new HashMap<>();
    private final Map<Integer, Order> orders = new HashMap<>();
    private final Map<Integer, Long> restingLots = new HashMap<>();
    private final TapeReports reports;

    /** An order as its owner knows it. */
    private record Order(long engineId, int side, long priceTicks)
    {
    }

    EngineTape(final TapeReports reports, final long markTicks)
    {
        this.reports = reports;
        host.require(writer.listInstrument(new InstrumentTerms(INSTRUMENT_ID, 1_000, 1, 1_000_000, 1L << 30, 0,
            1_100_000, 1_300_000, 50, new long[]{0}, new int[]{10_000})));
        host.require(writer.mark(INSTRUMENT_ID, markTicks));
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
            place(sequence, orderId, tape.side(sequence), ticks, lots, kind == Commands.IMMEDIATE);
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
            return;
        }
        final boolean reduces = kind == Tape.REDUCE;
        final long newTicks = reduces ? order.priceTicks : ticks;
        final long newLots = reduces ? restingLots.getOrDefault(orderId, 0L) - lots : lots;
        final boolean isGone = reduces && newLots == 0;
        if (isKnown(host.send(isGone ? writer.cancel(account, order.engineId) :
            writer.replace(account, order.engineId, newTicks, newLots))))
        {
            orders.put(orderId, new Order(order.engineId, order.side, newTicks));
            noteResting(orderId);
            reportTrades(sequence, orderId);
            reports.modified(sequence, order.side, orderId, newTicks, newLots);
        }
        else
        {
            reports.modifyRejected(sequence, orderId);
        }
    }

    private void place(
        final int sequence,
        final int orderId,
        final int side,
        final int ticks,
        final int lots,
        final boolean isImmediate)
    {
        host.require(writer.order(account(orderId, side), INSTRUMENT_ID, Side.get((short)side),
            isImmediate ? TimeInForce.IOC : TimeInForce.GTC, ticks, lots));
        reports.orderAccepted(sequence, side, orderId, ticks, lots);
        orders.put(orderId, new Order(noteResting(orderId), side, ticks));
        tapeIds.put(orders.get(orderId).engineId, orderId);
        reportTrades(sequence, orderId);
        reportCancel(sequence, orderId);
    }

    private static boolean isKnown(final int code)
    {
        if (code != ResultCode.ACCEPTED && code != ResultCode.UNKNOWN_ORDER)
        {
            throw new IllegalStateException("the engine refused a message of the tape: " + ResultCode.name(code));
        }
        return code == ResultCode.ACCEPTED;
    }

    /** Notes what rests of the order that was accepted, and gives its id in the engine. */
    private long noteResting(final int orderId)
    {
        final long[] found = {0};
        effects(CommandAcceptedDecoder.TEMPLATE_ID, (buffer, offset) ->
        {
            found[0] = accepted.wrapAndApplyHeader(buffer, offset, header).orderId();
            restingLots.put(orderId, accepted.restingLots());
        });
        return found[0];
    }

    private void reportTrades(final int sequence, final int takerOrderId)
    {
        effects(OrderFilledDecoder.TEMPLATE_ID, (buffer, offset) ->
        {
            filled.wrapAndApplyHeader(buffer, offset, header);
            if (filled.liquidity() == Liquidity.MAKER)
            {
                restingLots.put(tapeIds.get(filled.orderId()), filled.remainingLots());
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
