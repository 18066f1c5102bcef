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
package io.plimsoll.io.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.Engine;
import io.plimsoll.core.EngineLimits;
import io.plimsoll.io.feed.BookReader;
import io.plimsoll.io.feed.FeedContext;
import io.plimsoll.io.journal.JournalEnd;
import io.plimsoll.io.journal.JournalFault;
import io.plimsoll.io.journal.JournalStore;
import java.util.List;
import java.util.function.LongSupplier;
import org.agrona.collections.MutableLong;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The pipeline under one thread with a feed, whose streams are lists of messages, and with a view of the engine's
 * books.
 */
final class FeedFrame implements AutoCloseable
{
    static final long INTERVAL_NS = 1_000;
    static final long SENT = 1;

    final MutableLong nanoTime = new MutableLong();
    final OneThreadFrame frame;
    final EngineBooks engineBooks;
    private LongSupplier offerResults = () -> SENT;

    FeedFrame()
    {
        this(new JournalStore(), JournalEnd.before(1, 0, 0), Rehearsal.limits());
    }

    FeedFrame(final JournalStore store, final JournalEnd end, final EngineLimits limits)
    {
        frame = new OneThreadFrame(store, end, JournalFault.NONE, InMemoryTransport.PublishFault.NONE, limits);
        final Engine engine = new Engine(limits);
        engineBooks = new EngineBooks(engine);
        frame.context.ports()
            .machine(new EngineStateMachine(engine))
            .transport(new UnreliableTransport(frame.transport, () -> offerResults.getAsLong()))
            .nanoClock(nanoTime::get);
        frame.context.feed(new FeedContext().snapshotIntervalNs(INTERVAL_NS).ringLength(FeedContext.RING_LENGTH_MIN));
    }

    FeedFrame launch()
    {
        frame.launch().connect();
        return this;
    }

    /** From now on every offer to a public stream asks for its result. */
    void offerResults(final LongSupplier results)
    {
        offerResults = results;
    }

    /** Lets everything through again, and a round of snapshots begin and end. */
    void snapshot()
    {
        offerResults = () -> SENT;
        frame.run();
        nanoTime.addAndGet(2 * INTERVAL_NS);
        frame.run();
    }

    List<byte[]> increments()
    {
        return frame.transport.received(FeedContext.INCREMENT_STREAM_ID);
    }

    List<byte[]> snapshots()
    {
        return frame.transport.received(FeedContext.SNAPSHOT_STREAM_ID);
    }

    long counter(final String label)
    {
        final long[] found = {-1};
        frame.counterValues.forEach((value, id, name) -> found[0] = name.equals(label) ? value : found[0]);
        assertThat(found[0]).as(label).isNotNegative();
        return found[0];
    }

    static void give(final BookReader reader, final byte[] message)
    {
        reader.onMessage(new UnsafeBuffer(message), 0, message.length);
    }

    /** The reader has the engine's book of every listed instrument, by price and, where it has orders, by order. */
    void assertEqualBooks(final BookReader reader, final BookReader.Depth depth, final String what)
    {
        for (int id = 1; id <= RandomMarket.INSTRUMENTS; id++)
        {
            if (engineBooks.isListed(id))
            {
                assertThat(reader.isCurrent(id)).as(what + ", current " + id).isTrue();
                assertEqualBook(reader, depth, id, what);
            }
        }
    }

    void assertEqualBook(final BookReader reader, final BookReader.Depth depth, final int id, final String what)
    {
        assertThat(EngineBooks.levels(reader.book(id))).as(what + ", levels of " + id)
            .isEqualTo(engineBooks.levels(id));
        if (BookReader.Depth.ORDERS == depth)
        {
            assertThat(EngineBooks.orders(reader.book(id))).as(what + ", orders of " + id)
                .isEqualTo(engineBooks.orders(id));
        }
        assertThat(reader.state(id)).as(what + ", state of " + id).isEqualTo(engineBooks.state(id));
    }

    @Override
    public void close()
    {
        frame.close();
    }
}
