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
import io.plimsoll.bench.book.Workload;
import io.plimsoll.bench.load.CommandWriter;
import io.plimsoll.core.codec.generated.CancelOrderEncoder;
import io.plimsoll.core.codec.generated.ReplaceOrderEncoder;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.codec.generated.TimeInForce;
import io.plimsoll.io.session.IngressEnvelope;
import io.plimsoll.io.session.SbeHeader;
import java.nio.ByteBuffer;
import java.util.Random;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Recorded commands as the engine's own messages, made beforehand, with price commands between them: every
 * {@value #COMMANDS_PER_MARK} commands one of the instruments gets a new mark, by a normal step of 2 basis points and
 * in turn. Each stands in a frame aligned to 8 bytes:
 * <pre>
 *      0   4  length of the message
 *      4   4  pass of the stream for which its order is numbered
 *      8   8  envelope of the ingress, zero: live mode stamps by its own clock
 *     16      message
 * </pre>
 */
public final class MarkedCommands implements AutoCloseable
{
    /** Order commands between two marks. */
    public static final int COMMANDS_PER_MARK = 100;

    private static final int PASS_OFFSET = 4;
    private static final int ENVELOPE_OFFSET = 8;
    private static final int MESSAGE_OFFSET = ENVELOPE_OFFSET + IngressEnvelope.LENGTH;
    private static final int FRAME_MOST = 120;
    private static final int WORLD_MOST = 1 << 20;
    private static final double STEP = 0.000_2;
    private static final double REACH = 0.01;

    private final ByteBuffer memory;
    private final UnsafeBuffer frames;
    private final CommandWriter writer = new CommandWriter();
    private final long firstOrderId;
    private final Random random = new Random(7);
    private final double[] log = new double[WorldScript.INSTRUMENTS];
    private int length;
    private int messages;
    private int timedFrom;
    private int timedMessages;
    private final int worldEnd;
    private final int worldMessages;
    private final int ordersPerPass;
    private int marks;

    /**
     * Writes the messages.
     *
     * @param commands  recorded for instrument 1.
     * @param withWorld whether the commands that make the world stand before them, from the reference asset on; if not,
     *                  they are to be applied to a world that is there already.
     */
    public MarkedCommands(final Commands commands, final boolean withWorld)
    {
        this(commands, withWorld, WorldScript.CASH_LOTS);
    }

    /**
     * Writes the messages of a stream that is to pass many times over: behind it everything that rests is cancelled,
     * and the users have cash for the positions that then grow from pass to pass.
     *
     * @param workload recorded for instrument 1.
     * @param cashLots cash of each user as the value of so many lots.
     */
    public MarkedCommands(final Workload workload, final long cashLots)
    {
        this(workload.commands(), true, cashLots);
        final int[] owners = workload.commands().owners();
        for (final long[] resting : new long[][]{workload.bids(), workload.asks()})
        {
            for (int place = 0; place < resting.length; place += Workload.WORDS_PER_ORDER)
            {
                append(writer.cancel(owners[(int)resting[place]], firstOrderId + resting[place]));
            }
        }
    }

    private MarkedCommands(final Commands commands, final boolean withWorld, final long cashLots)
    {
        ordersPerPass = commands.owners().length - 1;
        memory = ByteBuffer.allocateDirect(WORLD_MOST + Math.multiplyExact(commands.size(), FRAME_MOST));
        frames = new UnsafeBuffer(memory);
        if (withWorld)
        {
            append(writer.listCash(WorldScript.CALL_PPM, WorldScript.CALL_RELEASE_PPM));
        }
        firstOrderId = WorldScript.write(writer, commands.users(), cashLots, withWorld ? this::append : messageLength ->
        {
        });
        worldEnd = length;
        worldMessages = messages;
        final int[] words = commands.words();
        for (int place = 0; place < commands.size(); place++)
        {
            if (place == commands.prefill())
            {
                timedFrom = length;
                timedMessages = -messages;
            }
            if (place > commands.prefill() && place % COMMANDS_PER_MARK == 0)
            {
                append(nextMark());
            }
            append(write(words, place * Commands.STRIDE));
        }
        timedMessages += messages;
    }

    private void append(final int messageLength)
    {
        frames.putInt(length, messageLength);
        frames.putBytes(message(length), writer.buffer(), 0, messageLength);
        length = next(length);
        messages++;
    }

    private int nextMark()
    {
        final int instrument = marks++ % log.length;
        final double moved = log[instrument] + STEP * random.nextGaussian();
        log[instrument] = moved > REACH ? 2 * REACH - moved : moved < -REACH ? -2 * REACH - moved : moved;
        return writer.mark(instrument + 1, StrictMath.round(
            WorldScript.START_SUB_TICKS * StrictMath.exp(log[instrument])));
    }

    private int write(final int[] words, final int at)
    {
        final int kind = words[at + Commands.KIND];
        final long orderId = firstOrderId + words[at + Commands.ORDER_ID];
        final int user = words[at + Commands.USER];
        final int priceTicks = words[at + Commands.PRICE];
        final int lots = words[at + Commands.LOTS];
        final int left = words[at + Commands.LEFT];
        switch (kind)
        {
            case Commands.CANCEL:
                return writer.cancel(user, orderId);
            case Commands.REDUCE:
                return left == 0 ? writer.cancel(user, orderId) : writer.replace(user, orderId, priceTicks, left);
            case Commands.MOVE:
                return writer.replace(user, orderId, priceTicks, lots);
            default:
                return writer.order(user, 1, (kind & Commands.SELL) == 0 ? Side.BUY : Side.SELL,
                    timeInForce(kind & ~Commands.SELL), priceTicks, lots);
        }
    }

    private static TimeInForce timeInForce(final int kind)
    {
        return kind == Commands.ADD ? TimeInForce.GTC :
            kind == Commands.IMMEDIATE ? TimeInForce.IOC : TimeInForce.FOK;
    }

    /**
     * The messages.
     *
     * @return the buffer that holds them.
     */
    public UnsafeBuffer buffer()
    {
        return frames;
    }

    /**
     * Where the messages that make the world end.
     *
     * @return offset, 0 if they are not here.
     */
    public int worldEnd()
    {
        return worldEnd;
    }

    /**
     * Numbers the order that a message names as it is numbered in one of the passes of the stream. Before a message of
     * a stream that passes more than once is sent. 0 B.
     *
     * @param at   offset of the message's length, behind those that make the world.
     * @param pass of the stream, from 0.
     */
    public void number(final int at, final int pass)
    {
        final int numberedFor = frames.getInt(at + PASS_OFFSET);
        if (numberedFor == pass)
        {
            return;
        }
        final long raisedBy = (pass - numberedFor) * (long)ordersPerPass;
        final int templateId = SbeHeader.templateId(frames, message(at));
        if (templateId == CancelOrderEncoder.TEMPLATE_ID)
        {
            raise(message(at) + SbeHeader.LENGTH + CancelOrderEncoder.orderIdEncodingOffset(), raisedBy);
        }
        else if (templateId == ReplaceOrderEncoder.TEMPLATE_ID)
        {
            raise(message(at) + SbeHeader.LENGTH + ReplaceOrderEncoder.orderIdEncodingOffset(), raisedBy);
        }
        frames.putInt(at + PASS_OFFSET, pass);
    }

    private void raise(final int at, final long raisedBy)
    {
        frames.putLong(at, frames.getLong(at) + raisedBy);
    }

    /**
     * Where the first message behind the filling of the book stands.
     *
     * @return offset of its length.
     */
    public int timedFrom()
    {
        return timedFrom;
    }

    /**
     * Where the last message ends.
     *
     * @return offset.
     */
    public int end()
    {
        return length;
    }

    /**
     * All messages.
     *
     * @return number, those of the world included if they are here.
     */
    public int messages()
    {
        return messages;
    }

    /**
     * Messages of one pass of the stream: all but those that make the world.
     *
     * @return number.
     */
    public int passMessages()
    {
        return messages - worldMessages;
    }

    /**
     * Messages behind those that make the world and fill the book, price commands included.
     *
     * @return number.
     */
    public int timedMessages()
    {
        return timedMessages;
    }

    /**
     * Price commands among the messages.
     *
     * @return number.
     */
    public int marks()
    {
        return marks;
    }

    /**
     * Where a message stands whose length stands at an offset.
     *
     * @param at offset of its length.
     * @return offset of the message.
     */
    public static int message(final int at)
    {
        return at + MESSAGE_OFFSET;
    }

    /**
     * Where the envelope of a message stands whose length stands at an offset.
     *
     * @param at offset of its length.
     * @return offset of the envelope.
     */
    public static int envelope(final int at)
    {
        return at + ENVELOPE_OFFSET;
    }

    /**
     * Where the length of the next message stands.
     *
     * @param at offset of a length.
     * @return the next offset.
     */
    public int next(final int at)
    {
        return at + MESSAGE_OFFSET + BitUtil.align(frames.getInt(at), Long.BYTES);
    }

    @Override
    public void close()
    {
        BufferUtil.free(memory);
    }
}
