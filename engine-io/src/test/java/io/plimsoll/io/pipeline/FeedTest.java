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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.codec.generated.FeedResetDecoder;
import io.plimsoll.core.codec.generated.LevelChangedDecoder;
import io.plimsoll.core.codec.generated.SnapshotEndDecoder;
import io.plimsoll.io.feed.BookDerivation;
import io.plimsoll.io.feed.BookReader;
import io.plimsoll.io.feed.FeedContext;
import io.plimsoll.io.feed.FeedListener;
import io.plimsoll.io.journal.JournalCursor;
import io.plimsoll.io.journal.JournalEnd;
import io.plimsoll.io.journal.JournalScanner;
import io.plimsoll.io.journal.JournalStore;
import io.plimsoll.io.journal.MessageSchema;
import io.plimsoll.io.session.EgressLink;
import io.plimsoll.io.session.SbeHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.errors.ErrorLogReader;
import org.junit.jupiter.api.Test;

class FeedTest
{
    private static final String DROPPED = "feed: increments dropped, a subscriber was too slow";
    private static final EngineLimits MANY_ORDERS = EngineLimits.builder()
        .sessions(8).assets(4).instruments(4).accounts(64).balances(64).positions(128).orders(4_096).priceLevels(512)
        .positionsPerAccount(4).fillsPerCommandMax(4_096).liquidationStepsPerCommand(4).cancelsPerCommand(16)
        .build();

    private static RandomMarket play(final FeedFrame feed, final long seed, final int commands)
    {
        final RandomMarket market = new RandomMarket(seed, feed.frame.client);
        market.begin();
        for (int i = 0; i < commands; i++)
        {
            market.step();
        }
        return market;
    }

    private static void giveAll(final BookReader reader, final List<byte[]> messages)
    {
        messages.forEach(message -> FeedFrame.give(reader, message));
    }

    private static int templateId(final byte[] message)
    {
        return SbeHeader.templateId(new UnsafeBuffer(message), 0);
    }

    @Test
    void shouldMakeTheSameIncrementsFromTheJournal()
    {
        try (FeedFrame feed = new FeedFrame().launch())
        {
            play(feed, 41, 600);
            final List<byte[]> derived = new ArrayList<>();
            final BookDerivation derivation = new BookDerivation((buffer, offset, length) ->
            {
                final byte[] message = new byte[length];
                buffer.getBytes(offset, message);
                derived.add(message);
            });

            try (JournalCursor journal = JournalScanner.of(feed.frame.store))
            {
                while (journal.next())
                {
                    derivation.onRecord(journal.record());
                }
            }

            assertThat(derived.size()).isGreaterThan(600);
            assertThat(templateId(feed.increments().get(0))).isEqualTo(FeedResetDecoder.TEMPLATE_ID);
            assertThat(feed.increments().size()).isEqualTo(1 + derived.size());
            for (int i = 0; i < derived.size(); i++)
            {
                assertThat(feed.increments().get(1 + i)).isEqualTo(derived.get(i));
            }
            assertThat(EngineBooks.orders(derivation.book(1))).isEqualTo(feed.engineBooks.orders(1));
            assertThat(derivation.instrumentSequence(1)).isPositive();
            assertThat(derivation.book(99)).isNull();
        }
    }

    @Test
    void shouldNotStallTheEngineForASubscriberThatTakesNothing()
    {
        try (FeedFrame feed = new FeedFrame().launch())
        {
            feed.offerResults(() -> EgressLink.BACK_PRESSURED);
            final RandomMarket market = play(feed, 42, 20_000);

            final long answered = feed.frame.counters.lastSequence().get();
            assertThat(answered).isGreaterThan(20_000);
            assertThat(feed.counter(DROPPED)).isPositive();
            assertThat(feed.counter("feed ring full: engine stopped")).isZero();
            assertThat(feed.increments()).as("nothing but the reset").hasSize(1);

            final BookReader reader = new BookReader(ORDERS, FeedListener.NONE);
            feed.snapshot();
            market.step();
            feed.snapshot();
            giveAll(reader, feed.increments());
            giveAll(reader, feed.snapshots());
            feed.assertEqualBooks(reader, ORDERS, "after the drops");
        }
    }

    @Test
    void shouldCountWhatNobodyListensTo()
    {
        try (FeedFrame feed = new FeedFrame().launch())
        {
            feed.offerResults(() -> EgressLink.NOT_CONNECTED);
            play(feed, 43, 100);

            assertThat(feed.counter("feed: increments that nobody listened to")).isGreaterThan(100);
            assertThat(feed.counter("feed: increments sent")).as("nothing but the reset").isEqualTo(1);
            assertThat(feed.counter(DROPPED)).isZero();
        }
    }

    @Test
    void shouldOfferAgainWhileTheStreamIsBusyWithItself()
    {
        try (FeedFrame feed = new FeedFrame().launch())
        {
            final AtomicInteger offers = new AtomicInteger();
            feed.offerResults(() -> 0 == offers.incrementAndGet() % 4 ? FeedFrame.SENT : EgressLink.ADMIN_ACTION);
            play(feed, 44, 100);

            assertThat(feed.counter(DROPPED)).isZero();
            assertThat(feed.counter("feed: increments sent")).isEqualTo(feed.increments().size()).isGreaterThan(100);
        }
    }

    @Test
    void shouldRecordOnceThatAStreamHasEnded()
    {
        try (FeedFrame feed = new FeedFrame().launch())
        {
            feed.offerResults(() -> EgressLink.MAX_POSITION_EXCEEDED);
            play(feed, 45, 100);

            final List<String> errors = new ArrayList<>();
            ErrorLogReader.read(feed.frame.errorLog.buffer(), (count, first, last, text) -> errors.add(count + text));
            assertThat(errors).hasSize(2).allMatch(error -> error.startsWith("1"))
                .anyMatch(error -> error.contains("stream of increments has ended at its last position"))
                .anyMatch(error -> error.contains("stream of snapshots has ended at its last position"));
            assertThat(feed.frame.pipeline.halt().isSet()).isFalse();
            assertThat(feed.counter(DROPPED)).isPositive();
        }
    }

    @Test
    void shouldCarryADocumentThatIsLongerThanAMessageOfTheRing()
    {
        try (FeedFrame feed = new FeedFrame(new JournalStore(), JournalEnd.before(1, 0, 0), MANY_ORDERS).launch())
        {
            final RandomMarket market = new RandomMarket(46, feed.frame.client);
            market.begin();
            market.sweep(3_000);

            final BookReader reader = new BookReader(ORDERS, FeedListener.NONE);
            final BookReader levels = new BookReader(LEVELS, FeedListener.NONE);
            giveAll(reader, feed.increments());
            giveAll(levels, feed.increments());
            assertThat(feed.increments().size()).isGreaterThan(9_000);
            assertThat(reader.gaps()).isZero();
            feed.assertEqualBook(reader, ORDERS, 1, "after the sweep");
            feed.assertEqualBook(levels, LEVELS, 1, "after the sweep");
        }
    }

    @Test
    void shouldGoOnWithTheSameNumbersAfterARestart()
    {
        final JournalStore store = new JournalStore();
        final BookReader reader = new BookReader(ORDERS, FeedListener.NONE);
        final long sequenceBefore;
        try (FeedFrame feed = new FeedFrame(store, JournalEnd.before(1, 0, 0), Rehearsal.limits()).launch())
        {
            play(feed, 47, 200);
            giveAll(reader, feed.increments());
            sequenceBefore = reader.sequence(1);
        }
        final JournalEnd end = JournalContent.of(JournalScanner.of(store)).report.end();
        try (FeedFrame feed = new FeedFrame(store, end, Rehearsal.limits()).launch())
        {
            feed.snapshot();
            giveAll(reader, feed.increments());
            assertThat(reader.isCurrent(1)).as("the new stream begins with a reset").isFalse();

            giveAll(reader, feed.snapshots());
            assertThat(reader.sequence(1)).isEqualTo(sequenceBefore);
            feed.assertEqualBooks(reader, ORDERS, "after the restart");
        }
    }

    @Test
    void shouldMissNothingWhenOnlyTheLastIncrementsAreLost()
    {
        try (FeedFrame feed = new FeedFrame().launch())
        {
            play(feed, 48, 200);
            final BookReader reader = new BookReader(ORDERS, FeedListener.NONE);
            giveAll(reader, feed.increments().subList(0, feed.increments().size() - 40));
            feed.snapshot();
            feed.snapshot();
            giveAll(reader, feed.snapshots());

            assertThat(reader.gaps()).isPositive();
            feed.assertEqualBooks(reader, ORDERS, "after two snapshots");
        }
    }

    @Test
    void shouldLeaveAloneWhatIsNoMarketData()
    {
        try (FeedFrame feed = new FeedFrame().launch())
        {
            play(feed, 49, 100);
            final BookReader reader = new BookReader(ORDERS, FeedListener.NONE);
            for (final byte[] message : feed.increments())
            {
                for (int length = 0; length < message.length; length++)
                {
                    reader.onMessage(new UnsafeBuffer(message), 0, length);
                }
                FeedFrame.give(reader, message);
            }
            giveAll(reader, feed.frame.received());

            feed.assertEqualBooks(reader, ORDERS, "after whole and truncated messages");
            assertThat(reader.gaps()).isZero();
        }
    }

    @Test
    void shouldPublishNothingPrivate()
    {
        final List<String> fields = new ArrayList<>();
        for (final MessageSchema.Message message : MessageSchema.load().messages())
        {
            if (message.templateId() >= LevelChangedDecoder.TEMPLATE_ID &&
                message.templateId() <= SnapshotEndDecoder.TEMPLATE_ID)
            {
                message.fields().forEach(field -> fields.add(field.name()));
            }
        }

        assertThat(fields).isNotEmpty().noneMatch(name ->
            name.startsWith("account") || name.startsWith("client") || name.startsWith("session") ||
            name.startsWith("principal") || name.contains("fee") || name.contains("group"));
    }

    @Test
    void shouldRefuseAContextThatDoesNotFitTogether()
    {
        assertThatThrownBy(() -> new FeedContext().ringLength(1 << 19).conclude())
            .hasMessageContaining("524288").hasMessageContaining("1048576");
        assertThatThrownBy(() -> new FeedContext().snapshotIntervalNs(0).conclude()).hasMessageContaining("above 0");
        assertThatThrownBy(() -> new FeedContext().snapshotStreamId(FeedContext.INCREMENT_STREAM_ID).conclude())
            .hasMessageContaining("1101").hasMessageContaining("a stream of its own");
    }
}
