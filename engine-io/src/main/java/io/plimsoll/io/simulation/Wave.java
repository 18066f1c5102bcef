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
package io.plimsoll.io.simulation;

import io.plimsoll.core.codec.generated.AccountQueryEncoder;
import io.plimsoll.core.codec.generated.CancelOrderEncoder;
import io.plimsoll.core.codec.generated.DepositEncoder;
import io.plimsoll.core.codec.generated.ListAssetEncoder;
import io.plimsoll.core.codec.generated.ListInstrumentEncoder;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.NewOrderEncoder;
import io.plimsoll.core.codec.generated.OpenAccountEncoder;
import io.plimsoll.core.codec.generated.OrderType;
import io.plimsoll.core.codec.generated.PriceBatchEncoder;
import io.plimsoll.core.codec.generated.ReplaceOrderEncoder;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.codec.generated.TimeInForce;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The commands of one step of the conversation: all are planned and encoded before the first is sent, so that what is
 * planned cannot depend on when an effect of the same step comes back. Each carries a note of what it is for, which is
 * looked up when its result comes; results come in the order of the commands.
 *
 * <p>Confined to one thread; allocates only to grow.
 */
final class Wave
{
    private static final int COMMAND_LENGTH_MAX = 1024;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ListAssetEncoder listAsset = new ListAssetEncoder();
    private final ListInstrumentEncoder listInstrument = new ListInstrumentEncoder();
    private final OpenAccountEncoder openAccount = new OpenAccountEncoder();
    private final DepositEncoder deposit = new DepositEncoder();
    private final NewOrderEncoder newOrder = new NewOrderEncoder();
    private final CancelOrderEncoder cancelOrder = new CancelOrderEncoder();
    private final ReplaceOrderEncoder replaceOrder = new ReplaceOrderEncoder();
    private final PriceBatchEncoder priceBatch = new PriceBatchEncoder();
    private final AccountQueryEncoder accountQuery = new AccountQueryEncoder();
    private UnsafeBuffer buffer = new UnsafeBuffer(new byte[1 << 16]);
    private int[] ends = new int[1024];
    private long[] notes = new long[1024];
    private int size;
    private int answered;
    private long clientSequence;
    private long sent;

    /**
     * Sends everything that has been planned and waits for all of it; afterwards the wave is empty.
     *
     * @param conversation to talk to.
     * @param timestampNs  virtual time of all the commands.
     */
    void run(final Conversation conversation, final long timestampNs)
    {
        if (0 == size)
        {
            return;
        }
        answered = 0;
        int start = 0;
        for (int i = 0; i < size; i++)
        {
            conversation.send(timestampNs, buffer, start, ends[i] - start);
            start = ends[i];
        }
        conversation.await();
        if (answered != size)
        {
            throw new IllegalStateException("sent " + size + " commands, but heard the results of " + answered);
        }
        sent += size;
        size = 0;
    }

    /**
     * The note of the command whose result has just come.
     *
     * @param resultClientSequence as the result states it.
     * @return what was noted when it was planned.
     */
    long noteOfResult(final long resultClientSequence)
    {
        final long expected = clientSequence - size + answered + 1;
        if (resultClientSequence != expected)
        {
            throw new IllegalStateException(
                "the result of command " + resultClientSequence + " came where that of " + expected + " was due");
        }
        return notes[answered++];
    }

    /**
     * The number that a command of a wave carries.
     *
     * @param buffer that holds it.
     * @param offset of its header.
     * @return its client sequence, which is the first field of every command.
     */
    static long clientSequence(final DirectBuffer buffer, final int offset)
    {
        return buffer.getLong(offset + MessageHeaderEncoder.ENCODED_LENGTH, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Commands sent by all waves so far.
     *
     * @return number of commands.
     */
    long sent()
    {
        return sent;
    }

    /**
     * Whether nothing has been planned.
     *
     * @return true if empty.
     */
    boolean isEmpty()
    {
        return 0 == size;
    }

    ListAssetEncoder listAsset()
    {
        return listAsset.wrapAndApplyHeader(buffer, begin(), header).clientSequence(++clientSequence);
    }

    ListInstrumentEncoder listInstrument()
    {
        return listInstrument.wrapAndApplyHeader(buffer, begin(), header).clientSequence(++clientSequence);
    }

    PriceBatchEncoder priceBatch()
    {
        return priceBatch.wrapAndApplyHeader(buffer, begin(), header).clientSequence(++clientSequence);
    }

    /**
     * Ends a command whose encoder was taken from this wave and has been filled in.
     *
     * @param note  of what it is for.
     * @param limit of its encoder.
     */
    void end(final long note, final int limit)
    {
        if (size == ends.length)
        {
            ends = Arrays.copyOf(ends, size * 2);
            notes = Arrays.copyOf(notes, size * 2);
        }
        ends[size] = limit;
        notes[size] = note;
        size++;
    }

    void openAccount(final long note, final long accountId)
    {
        openAccount.wrapAndApplyHeader(buffer, begin(), header)
            .clientSequence(++clientSequence).accountId(accountId).selfTradeGroupId(0);
        end(note, openAccount.limit());
    }

    void deposit(final long note, final long accountId, final long amountAtoms, final int assetId)
    {
        deposit.wrapAndApplyHeader(buffer, begin(), header)
            .clientSequence(++clientSequence).accountId(accountId).amountAtoms(amountAtoms).assetId(assetId);
        end(note, deposit.limit());
    }

    void limitOrder(
        final long note,
        final long clientOrderId,
        final long accountId,
        final int instrumentId,
        final Side side,
        final long priceTicks,
        final long quantityLots)
    {
        newOrder.wrapAndApplyHeader(buffer, begin(), header)
            .clientSequence(++clientSequence).clientOrderId(clientOrderId).accountId(accountId)
            .priceTicks(priceTicks).quantityLots(quantityLots).instrumentId(instrumentId)
            .side(side).orderType(OrderType.LIMIT).timeInForce(TimeInForce.GTC);
        newOrder.options().clear();
        end(note, newOrder.limit());
    }

    void marketOrder(
        final long note,
        final long accountId,
        final int instrumentId,
        final Side side,
        final long quantityLots,
        final boolean reduceOnly)
    {
        newOrder.wrapAndApplyHeader(buffer, begin(), header)
            .clientSequence(++clientSequence).clientOrderId(0).accountId(accountId)
            .priceTicks(0).quantityLots(quantityLots).instrumentId(instrumentId)
            .side(side).orderType(OrderType.MARKET).timeInForce(TimeInForce.IOC);
        newOrder.options().clear().reduceOnly(reduceOnly);
        end(note, newOrder.limit());
    }

    void cancelOrder(final long note, final long accountId, final long orderId)
    {
        cancelOrder.wrapAndApplyHeader(buffer, begin(), header)
            .clientSequence(++clientSequence).accountId(accountId).orderId(orderId);
        end(note, cancelOrder.limit());
    }

    void replaceOrder(
        final long note, final long accountId, final long orderId, final long priceTicks, final long quantityLots)
    {
        replaceOrder.wrapAndApplyHeader(buffer, begin(), header)
            .clientSequence(++clientSequence).accountId(accountId).orderId(orderId)
            .priceTicks(priceTicks).quantityLots(quantityLots);
        end(note, replaceOrder.limit());
    }

    void accountQuery(final long note, final long accountId)
    {
        accountQuery.wrapAndApplyHeader(buffer, begin(), header)
            .clientSequence(++clientSequence).accountId(accountId);
        end(note, accountQuery.limit());
    }

    private int begin()
    {
        final int start = 0 == size ? 0 : ends[size - 1];
        if (buffer.capacity() - start < COMMAND_LENGTH_MAX)
        {
            final byte[] grown = Arrays.copyOf(buffer.byteArray(), buffer.capacity() * 2);
            buffer = new UnsafeBuffer(grown);
        }
        return start;
    }
}
