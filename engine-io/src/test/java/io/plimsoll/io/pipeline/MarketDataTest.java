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

import static io.plimsoll.io.feed.BookReader.Depth.LEVELS;
import static io.plimsoll.io.feed.BookReader.Depth.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.codec.generated.SnapshotEndDecoder;
import io.plimsoll.core.codec.generated.TradeKind;
import io.plimsoll.io.feed.BookReader;
import io.plimsoll.io.feed.FeedListener;
import io.plimsoll.io.session.EgressLink;
import io.plimsoll.io.session.SbeHeader;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * Whatever a reader misses, and whenever it joins, it rebuilds exactly the engine's books: random commands through the
 * real engine under one thread, streams that stall, messages that are lost between feed and reader.
 */
class MarketDataTest
{
    private static final long FIRST_SEED = Long.getLong("plimsoll.seed", 1);
    private static final int SEEDS = Integer.getInteger("plimsoll.seeds", 60);
    private static final int COMMANDS = 350;

    private long gaps;
    private long recoveries;
    private long snapshotsGivenUp;
    private long trades;
    private long liquidations;
    private long auctionTrades;
    private long comparisons;

    @Test
    void shouldRebuildTheEnginesBooksAfterLossAndLateJoin()
    {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++)
        {
            try (FeedFrame feed = new FeedFrame().launch())
            {
                new Campaign(seed, feed).run();
                snapshotsGivenUp += feed.counter("feed: snapshots given up, a subscriber was too slow");
            }
            catch (final RuntimeException | Error ex)
            {
                throw new AssertionError("failed with -Dplimsoll.seeds=1 -Dplimsoll.seed=" + seed, ex);
            }
        }
        System.out.printf("MarketDataTest seeds=%d..%d comparisons=%d gaps=%d recoveries=%d snapshotsGivenUp=%d " +
            "trades=%d liquidations=%d auctionTrades=%d%n", FIRST_SEED, FIRST_SEED + SEEDS - 1, comparisons, gaps,
            recoveries, snapshotsGivenUp, trades, liquidations, auctionTrades);
        assertThat(gaps).isPositive();
        assertThat(recoveries).isGreaterThan(SEEDS);
        assertThat(trades).isGreaterThan(SEEDS);
        if (SEEDS >= 20)
        {
            assertThat(snapshotsGivenUp).isPositive();
            assertThat(liquidations).isPositive();
            assertThat(auctionTrades).isPositive();
        }
    }

    /** A reader with a connection of its own. */
    private static final class Listener
    {
        private final BookReader reader;
        private final BookReader.Depth depth;
        private final Random random;
        private final int lossPercent;
        private int incrementsSeen;
        private int snapshotsSeen;
        private boolean incrementsFirst;

        private Listener(
            final BookReader.Depth depth, final FeedListener listener, final Random random, final int lossPercent)
        {
            // So little is kept that it is forgotten at times.
            reader = new BookReader(depth, listener, 20_000);
            this.depth = depth;
            this.random = random;
            this.lossPercent = lossPercent;
        }

        private Listener joinNow(final FeedFrame feed)
        {
            incrementsSeen = feed.increments().size();
            snapshotsSeen = feed.snapshots().size();
            return this;
        }

        /**
         * Either stream may be ahead of the other; each keeps its order, and what increments are there are read before
         * another snapshot begins, as a subscriber does it.
         */
        private void listen(final FeedFrame feed, final boolean lossy)
        {
            while (incrementsSeen < feed.increments().size() || snapshotsSeen < feed.snapshots().size())
            {
                final boolean isLeft = incrementsSeen < feed.increments().size();
                final boolean increment = snapshotsSeen == feed.snapshots().size() ||
                    isLeft && (incrementsFirst || random.nextBoolean());
                incrementsFirst &= isLeft;
                final List<byte[]> stream = increment ? feed.increments() : feed.snapshots();
                final byte[] message = stream.get(increment ? incrementsSeen++ : snapshotsSeen++);
                incrementsFirst |= SnapshotEndDecoder.TEMPLATE_ID == SbeHeader.templateId(new UnsafeBuffer(message), 0);
                for (int i = lossy ? copies() : 1; i > 0; i--)
                {
                    FeedFrame.give(reader, message);
                }
            }
        }

        private int copies()
        {
            return random.nextInt(100) < lossPercent ? 0 : random.nextInt(50) == 0 ? 2 : 1;
        }
    }

    /** One seed. */
    private final class Campaign implements FeedListener
    {
        private final Random random;
        private final FeedFrame feed;
        private final RandomMarket market;
        private final Listener whole;
        private final Listener[] others;
        private final long[] ends = new long[RandomMarket.INSTRUMENTS + 1];
        private long lastTradeId;
        private int stall;

        private Campaign(final long seed, final FeedFrame feed)
        {
            random = new Random(seed);
            this.feed = feed;
            market = new RandomMarket(random.nextLong(), feed.frame.client);
            whole = new Listener(ORDERS, this, random, 0);
            others = new Listener[] {
                new Listener(ORDERS, FeedListener.NONE, random, 1),
                new Listener(ORDERS, FeedListener.NONE, random, 20),
                new Listener(LEVELS, FeedListener.NONE, random, 4),
                null,
                null};
        }

        private void run()
        {
            market.begin();
            final int joins = random.nextInt(COMMANDS);
            for (int i = 0; i < COMMANDS; i++)
            {
                if (i == joins)
                {
                    others[3] = new Listener(ORDERS, FeedListener.NONE, random, 2).joinNow(feed);
                    others[4] = new Listener(LEVELS, FeedListener.NONE, random, 2).joinNow(feed);
                }
                step();
                if (0 == random.nextInt(60))
                {
                    recover("command " + i);
                }
            }
            recover("the end");
            for (final Listener other : others)
            {
                gaps += other.reader.gaps();
                recoveries += other.reader.recoveries();
            }
            assertThat(whole.reader.gaps()).isZero();
            assertThat(feed.frame.pipeline.halt().isSet()).isFalse();
        }

        private void step()
        {
            feed.nanoTime.addAndGet(random.nextInt(2) * FeedFrame.INTERVAL_NS / 4);
            feed.offerResults(this::offerResult);
            market.step();
            feed.frame.run();
            whole.listen(feed, false);
            for (final Listener other : others)
            {
                if (null != other)
                {
                    other.listen(feed, true);
                    compareIfEven(other);
                }
            }
        }

        /** Streams stall for a while, so that snapshots are written while the book changes. */
        private long offerResult()
        {
            if (stall == 0 && random.nextInt(12) == 0)
            {
                stall = 1 + random.nextInt(12);
            }
            stall -= stall > 0 ? 1 : 0;
            return stall > 0 ? EgressLink.BACK_PRESSURED : FeedFrame.SENT;
        }

        /** Behind each command a reader that says that it is current has the book of its sequence. */
        private void compareIfEven(final Listener other)
        {
            for (int id = 1; id <= RandomMarket.INSTRUMENTS; id++)
            {
                if (ends[id] == whole.reader.sequence(id) && other.reader.isCurrent(id) &&
                    other.reader.sequence(id) == whole.reader.sequence(id))
                {
                    comparisons++;
                    assertThat(EngineBooks.levels(other.reader.book(id)))
                        .isEqualTo(EngineBooks.levels(whole.reader.book(id)));
                    assertThat(ORDERS == other.depth ? EngineBooks.orders(other.reader.book(id)) : List.of())
                        .isEqualTo(ORDERS == other.depth ? EngineBooks.orders(whole.reader.book(id)) : List.of());
                }
            }
        }

        private void recover(final String when)
        {
            feed.snapshot();
            whole.listen(feed, false);
            feed.assertEqualBooks(whole.reader, ORDERS, "the reader that missed nothing, " + when);
            for (int i = 0; i < others.length; i++)
            {
                if (null != others[i])
                {
                    others[i].listen(feed, false);
                    // What was lost before may have been a part of this snapshot; the next one is whole.
                    feed.snapshot();
                    others[i].listen(feed, false);
                    feed.assertEqualBooks(others[i].reader, others[i].depth, "reader " + i + ", " + when);
                    comparisons++;
                }
            }
        }

        @Override
        public void onTrade(
            final int instrumentId,
            final long timestampNs,
            final long tradeId,
            final long makerOrderId,
            final long priceTicks,
            final long lots,
            final int takerSide,
            final TradeKind kind)
        {
            assertThat(tradeId).isEqualTo(++lastTradeId);
            trades++;
            liquidations += TradeKind.LIQUIDATION == kind ? 1 : 0;
            auctionTrades += TradeKind.AUCTION == kind ? 1 : 0;
        }

        @Override
        public void onGap(final int instrumentId, final long expectedSequence, final long receivedSequence)
        {
            throw new AssertionError("gap at " + expectedSequence + " of " + instrumentId + ", " + receivedSequence);
        }

        @Override
        public void onBook(final int instrumentId, final long sequence)
        {
            assertThat(whole.reader.sequence(instrumentId)).isEqualTo(sequence);
            ends[instrumentId] = sequence;
        }

        @Override
        public void onBestPrices(
            final int instrumentId,
            final long timestampNs,
            final long bidTicks,
            final long bidLots,
            final long askTicks,
            final long askLots)
        {
            assertThat(new long[] {bidTicks, bidLots, askTicks, askLots}).isEqualTo(new long[] {
                whole.reader.book(instrumentId).bestTicks(0), whole.reader.book(instrumentId).bestLots(0),
                whole.reader.book(instrumentId).bestTicks(1), whole.reader.book(instrumentId).bestLots(1)});
        }
    }
}
