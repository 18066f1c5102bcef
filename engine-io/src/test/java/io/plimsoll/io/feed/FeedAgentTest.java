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
package io.plimsoll.io.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.plimsoll.core.EffectSink;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.EffectWriter;
import io.plimsoll.core.codec.generated.CancelOrderEncoder;
import io.plimsoll.core.codec.generated.CancelReason;
import io.plimsoll.core.codec.generated.ListInstrumentEncoder;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.NewOrderEncoder;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.io.metrics.EngineCounters;
import io.plimsoll.io.session.EgressLink;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * The feed's agent alone, given documents as the engine writes them.
 */
class FeedAgentTest
{
    private static final int INSTRUMENT_ID = 1;
    private static final int DOCUMENT_ROUNDS = 10_000;

    private final EngineCounters counters = new EngineCounters();
    private final CountingLink increments = new CountingLink();
    private final CountingLink snapshots = new CountingLink();
    private final BookReader reader = new BookReader(BookReader.Depth.ORDERS, FeedListener.NONE);
    private final FeedAgent agent = new FeedAgent(
        new FeedContext().ringLength(FeedContext.RING_LENGTH_MIN), counters, this::nanoTime, error ->
        {
            throw new AssertionError(error);
        });
    private final UnsafeBuffer command = new UnsafeBuffer(ByteBuffer.allocateDirect(256));
    private final EffectSink sink = new EffectSink(4_096);
    private final EffectWriter effects = new EffectWriter(sink);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final NewOrderEncoder newOrder = new NewOrderEncoder();
    private final CancelOrderEncoder cancelOrder = new CancelOrderEncoder();
    private long sequence;
    private long nowNs;

    /** A stream that gives to the reader what it is offered. */
    private final class CountingLink implements EgressLink
    {
        private long offers;
        private boolean slow;

        @Override
        public long offer(final DirectBuffer buffer, final int offset, final int length)
        {
            if (slow)
            {
                return BACK_PRESSURED;
            }
            reader.onMessage(buffer, offset, length);
            return ++offers;
        }

        @Override
        public boolean isConnected()
        {
            return true;
        }

        @Override
        public boolean hasFailed()
        {
            return false;
        }

        @Override
        public void close()
        {
            // Nothing is held.
        }
    }

    private long nanoTime()
    {
        return nowNs;
    }

    private void open()
    {
        agent.handOver().begin();
        agent.open(increments, snapshots);
    }

    private void list()
    {
        final ListInstrumentEncoder list = new ListInstrumentEncoder().wrapAndApplyHeader(command, 0, header);
        list.instrumentId(INSTRUMENT_ID).bracketsCount(0);
        sink.reset();
        accept(0, 0);
        handOver(list.encodedLength());
    }

    private void rest(final long orderId, final long priceTicks)
    {
        newOrder.wrapAndApplyHeader(command, 0, header)
            .priceTicks(priceTicks).quantityLots(10).instrumentId(INSTRUMENT_ID).side(Side.SELL);
        sink.reset();
        accept(orderId, 10);
        handOver(newOrder.encodedLength());
    }

    private void cancel(final long orderId)
    {
        cancelOrder.wrapAndApplyHeader(command, 0, header).orderId(orderId);
        sink.reset();
        effects.orderCancelled(1).orderId(orderId).cancelledLots(10).instrumentId(INSTRUMENT_ID)
            .reason(CancelReason.REQUESTED);
        accept(orderId, 0);
        handOver(cancelOrder.encodedLength());
    }

    private void accept(final long orderId, final long restingLots)
    {
        effects.commandAccepted(1, 0, orderId, restingLots, 0, false, 0);
    }

    private void handOver(final int blockLength)
    {
        agent.handOver().start(ResultCode.ACCEPTED, ++sequence, sequence, command, 0,
            MessageHeaderEncoder.ENCODED_LENGTH + blockLength, sink);
        if (!agent.handOver().flush())
        {
            throw new AssertionError("the ring is full at " + sequence);
        }
    }

    private void work()
    {
        int work;
        do
        {
            work = agent.doWork();
        }
        while (work > 0);
    }

    @Test
    void shouldPublishNothingBeforeItIsDurable()
    {
        open();
        list();
        rest(1, 100);
        rest(2, 101);
        counters.durableSequence().setRelease(2);
        work();

        assertThat(reader.book(INSTRUMENT_ID).orderCount()).isEqualTo(1);
        assertThat(agent.waitsForDurable()).isTrue();
        assertThat(agent.isDrained()).isFalse();

        counters.durableSequence().setRelease(3);
        work();

        assertThat(reader.book(INSTRUMENT_ID).orderCount()).isEqualTo(2);
        assertThat(agent.waitsForDurable()).isFalse();
        assertThat(agent.isDrained()).isTrue();
    }

    @Test
    void shouldGiveASnapshotOfWhatWasThereBeforeItOpened()
    {
        list();
        rest(1, 100);
        counters.durableSequence().setRelease(sequence);
        open();
        work();

        assertThat(reader.isCurrent(INSTRUMENT_ID)).isTrue();
        assertThat(reader.book(INSTRUMENT_ID).bestTicks(MarketBook.SELL)).isEqualTo(100);
        assertThat(reader.book(INSTRUMENT_ID).bestLots(MarketBook.SELL)).isEqualTo(10);
        assertThat(reader.book(INSTRUMENT_ID).bestTicks(MarketBook.BUY)).isZero();
    }

    @Test
    void shouldHoldIncrementsForASlowSubscriberAndNoSnapshotBeforeThem()
    {
        open();
        list();
        counters.durableSequence().setRelease(Long.MAX_VALUE);
        work();
        final long snapshotsBefore = snapshots.offers;

        increments.slow = true;
        rest(1, 100);
        nowNs += new FeedContext().snapshotIntervalNs();
        work();
        assertThat(reader.book(INSTRUMENT_ID).orderCount()).isZero();
        assertThat(snapshots.offers).isEqualTo(snapshotsBefore);

        increments.slow = false;
        work();
        assertThat(reader.book(INSTRUMENT_ID).orderCount()).isEqualTo(1);
        assertThat(reader.gaps()).isZero();
        assertThat(snapshots.offers).isGreaterThan(snapshotsBefore);
    }

    @Test
    void shouldDropIncrementsOfASubscriberThatStaysSlow()
    {
        open();
        list();
        counters.durableSequence().setRelease(Long.MAX_VALUE);
        work();

        increments.slow = true;
        rest(1, 100);
        work();
        nowNs += FeedStream.PATIENCE_NS;
        work();
        increments.slow = false;
        rest(2, 101);
        work();

        assertThat(reader.gaps()).isEqualTo(1);
        assertThat(reader.isCurrent(INSTRUMENT_ID)).isFalse();

        nowNs += new FeedContext().snapshotIntervalNs();
        work();
        assertThat(reader.isCurrent(INSTRUMENT_ID)).isTrue();
        assertThat(reader.book(INSTRUMENT_ID).orderCount()).isEqualTo(2);
    }

    @Test
    void shouldAllocateNothing()
    {
        final ThreadMXBean threads = (ThreadMXBean)ManagementFactory.getThreadMXBean();
        open();
        list();
        long bytes = Long.MAX_VALUE;
        // What is allocated while code is loaded and compiled ends; what belongs to a document comes in every round.
        for (int round = 0; round < 20 && bytes > 0; round++)
        {
            bytes = -threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < DOCUMENT_ROUNDS; i++)
            {
                rest(2 * i + 1, 100 + i % 50);
                rest(2 * i + 2, 200 + i % 50);
                cancel(2 * i + 1);
                cancel(2 * i + 2);
                counters.durableSequence().setRelease(sequence);
                agent.doWork();
            }
            bytes += threads.getCurrentThreadAllocatedBytes();
        }

        assertThat(bytes).isZero();
        assertThat(reader.gaps()).isZero();
    }
}
