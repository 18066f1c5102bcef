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

import static io.plimsoll.io.feed.BookReader.Depth.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.aeron.Aeron;
import io.aeron.Subscription;
import io.plimsoll.core.Engine;
import io.plimsoll.io.PlimsollServer;
import io.plimsoll.io.ServerContext;
import io.plimsoll.io.feed.BookReader;
import io.plimsoll.io.feed.FeedContext;
import io.plimsoll.io.feed.FeedListener;
import io.plimsoll.io.feed.FeedSubscriber;
import io.plimsoll.io.metrics.CountersFile;
import io.plimsoll.io.session.PlimsollClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.status.CountersReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The feed over real Aeron, with the engine in a server of its own threads.
 */
@Timeout(60)
class FeedServerTest
{
    private static final long INTERVAL_NS = 20_000_000L;

    @TempDir
    private Path folder;
    private EngineBooks engineBooks;

    private ServerContext context(final ThreadingMode mode, final String channel)
    {
        return new ServerContext()
            .limits(Rehearsal.limits())
            .journalDirectory(folder.resolve("journal"))
            .machine(limits ->
            {
                final Engine engine = new Engine(limits);
                engineBooks = new EngineBooks(engine);
                return new EngineStateMachine(engine);
            })
            .pipeline(pipeline -> pipeline.threadingMode(mode).virtualTime(true).clock(new VirtualClock(1))
                .feed(feedContext(channel)));
    }

    private static FeedContext feedContext(final String channel)
    {
        return new FeedContext().incrementChannel(channel).snapshotIntervalNs(INTERVAL_NS)
            .ringLength(FeedContext.RING_LENGTH_MIN);
    }

    private static PlimsollClient connect(final PlimsollServer server)
    {
        return PlimsollClient.connect(server.newClientContext().timestampNs(1));
    }

    private static Aeron aeron(final PlimsollServer server)
    {
        return Aeron.connect(new Aeron.Context().aeronDirectoryName(server.aeronDirectory()));
    }

    private static void await(final FeedSubscriber subscriber, final String what, final BooleanSupplier condition)
    {
        final long deadlineNs = System.nanoTime() + 30_000_000_000L;
        while (!condition.getAsBoolean())
        {
            assertThat(System.nanoTime() - deadlineNs).as(what).isNegative();
            if (0 == subscriber.poll(64))
            {
                Thread.yield();
            }
        }
    }

    private void assertRebuilt(final FeedSubscriber subscriber, final BookReader reader)
    {
        for (int id = 1; id <= RandomMarket.INSTRUMENTS; id++)
        {
            final int instrumentId = id;
            if (engineBooks.isListed(id))
            {
                await(subscriber, "the engine's book of " + id, () -> reader.isCurrent(instrumentId) &&
                    reader.state(instrumentId) == engineBooks.state(instrumentId) &&
                    EngineBooks.orders(reader.book(instrumentId)).equals(engineBooks.orders(instrumentId)));
                assertThat(EngineBooks.levels(reader.book(id))).isEqualTo(engineBooks.levels(id));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SHARED, aeron:ipc",
        "DEDICATED, aeron:ipc",
        "DEDICATED, aeron:udp?endpoint=224.20.30.39:24672|interface=localhost"})
    void shouldRebuildTheEnginesBooksOverAeron(final ThreadingMode mode, final String channel)
    {
        final BookReader early = new BookReader(ORDERS, FeedListener.NONE);
        final BookReader late = new BookReader(ORDERS, FeedListener.NONE);
        try (PlimsollServer server = PlimsollServer.launch(context(mode, channel));
            Aeron aeron = aeron(server);
            PlimsollClient client = connect(server);
            FeedSubscriber subscriber = new FeedSubscriber(aeron, feedContext(channel), early))
        {
            await(subscriber, "the streams are found", subscriber::isConnected);
            final RandomMarket market = new RandomMarket(7, new AeronExchange(client, 1));
            market.begin();
            for (int i = 0; i < 500; i++)
            {
                market.step();
                subscriber.poll(64);
            }
            try (FeedSubscriber lateSubscriber = new FeedSubscriber(aeron, feedContext(channel), late))
            {
                for (int i = 0; i < 500; i++)
                {
                    market.step();
                    subscriber.poll(64);
                    lateSubscriber.poll(64);
                }
                assertRebuilt(subscriber, early);
                assertRebuilt(lateSubscriber, late);
            }
            assertThat(early.gaps()).isZero();
            assertThat(late.recoveries()).isPositive();
            assertThat(server.halt().isSet()).isFalse();
        }
    }

    @Test
    void shouldServeClientsWhileASubscriberTakesNothing() throws IOException
    {
        final BookReader reader = new BookReader(ORDERS, FeedListener.NONE);
        final FeedContext feed = feedContext("aeron:ipc");
        final ServerContext context = context(ThreadingMode.DEDICATED, "aeron:ipc")
            .aeron(aeron -> aeron.termLength(64 << 10));
        try (PlimsollServer server = PlimsollServer.launch(context);
            Aeron aeron = aeron(server);
            PlimsollClient client = connect(server);
            FeedSubscriber subscriber = new FeedSubscriber(aeron, feed, reader))
        {
            final RandomMarket market = new RandomMarket(8, new AeronExchange(client, 1));
            market.begin();
            try (Subscription idle = aeron.addSubscription(feed.incrementChannel(), feed.incrementStreamId());
                CountersFile counters = CountersFile.open(context.countersFile()))
            {
                await(subscriber, "the idle subscriber is there", idle::isConnected);
                while (0 == dropped(counters.reader()))
                {
                    market.step();
                }
                assertThat(client.isConnected()).isTrue();
            }
            market.step();
            assertRebuilt(subscriber, reader);
            assertThat(server.halt().isSet()).isFalse();
        }
    }

    /** As another process sees it. */
    private static long dropped(final CountersReader counters)
    {
        final long[] found = {-1};
        counters.forEach((value, id, label) -> found[0] = label.startsWith("feed: increments dropped") ?
            value : found[0]);
        return found[0];
    }
}
