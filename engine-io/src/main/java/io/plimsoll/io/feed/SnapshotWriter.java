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

import java.util.List;
import org.agrona.concurrent.NanoClock;

/**
 * Writes a snapshot of each instrument, one after the other, and begins again when the interval has passed.
 *
 * <p>A snapshot shows the book as one command left it, although it is written a few messages at a time while the book
 * goes on changing: a level that is about to change before it was written is written first. So neither the increments
 * nor the engine wait for a large book, and nothing is copied. Where a subscriber is too slow the snapshot waits as
 * long as the book lets it, and is then given up; its readers wait for the next one.
 *
 * <p>Feed thread only. Allocates nothing.
 */
final class SnapshotWriter implements LevelGuard
{
    private static final int MESSAGES_PER_CALL = 32;

    private final BookDerivation derivation;
    private final List<InstrumentFeed> feeds;
    private final FeedStream stream;
    private final FeedCounters counters;
    private final NanoClock clock;
    private final long intervalNs;
    private final SnapshotEncoder encoder = new SnapshotEncoder();
    private long dueNs;
    private int nextFeed;
    private int mark;
    private InstrumentFeed active;
    private boolean begun;
    private long lastSequence;
    private int index;
    private int side;
    private boolean sideBegun;
    private long reachedTicks;
    private int level;
    private int order;

    SnapshotWriter(
        final BookDerivation derivation,
        final FeedStream stream,
        final FeedCounters counters,
        final NanoClock clock,
        final long intervalNs)
    {
        this.derivation = derivation;
        feeds = derivation.feeds();
        this.stream = stream;
        this.counters = counters;
        this.clock = clock;
        this.intervalNs = intervalNs;
        nextFeed = Integer.MAX_VALUE;
        dueNs = clock.nanoTime();
    }

    /**
     * Goes on writing. To be called between two documents, so that a snapshot never shows half a command.
     *
     * @return messages written.
     */
    int doWork()
    {
        if (null == active && !begin())
        {
            return 0;
        }
        int written = 0;
        while (written < MESSAGES_PER_CALL && null != active && writeNext())
        {
            written++;
        }
        return written;
    }

    @Override
    public void beforeChange(final InstrumentFeed feed, final int changingSide, final int changingLevel)
    {
        if (feed != active || !begun)
        {
            return;
        }
        if (changingLevel == level && changingSide == side)
        {
            while (null != active && BookSide.NONE != level)
            {
                giveUpUnless(writeOrder());
            }
        }
        else if (!feed.book().side(changingSide).isInSnapshot(changingLevel))
        {
            giveUpUnless(writeWhole(changingSide, changingLevel));
        }
    }

    private boolean begin()
    {
        if (nextFeed >= feeds.size())
        {
            if (feeds.isEmpty() || !stream.isConnected() || clock.nanoTime() - dueNs < 0)
            {
                return false;
            }
            dueNs = clock.nanoTime() + intervalNs;
            nextFeed = 0;
        }
        active = feeds.get(nextFeed++);
        active.guard(this);
        begun = false;
        return true;
    }

    /** Writes one message, in this order: begin; each level and then its orders, best first; end. */
    private boolean writeNext()
    {
        if (!begun)
        {
            return writeBegin();
        }
        if (BookSide.NONE != level)
        {
            return writeOrder();
        }
        final int next = nextLevel();
        if (BookSide.NONE == next)
        {
            return writeEnd();
        }
        if (!writeLevel(side, next))
        {
            return false;
        }
        level = next;
        order = active.book().side(side).firstOrder(next);
        return true;
    }

    private boolean writeBegin()
    {
        if (!stream.trySend(encoder.buffer(), 0, encoder.begin(active, derivation.timestampNs())))
        {
            return false;
        }
        begun = true;
        lastSequence = active.sequence();
        index = 1;
        mark++;
        active.book().side(MarketBook.BUY).beginSnapshot(mark);
        active.book().side(MarketBook.SELL).beginSnapshot(mark);
        side = MarketBook.BUY;
        sideBegun = false;
        level = BookSide.NONE;
        return true;
    }

    private boolean writeLevel(final int levelSide, final int slot)
    {
        if (!send(encoder.level(active, lastSequence, index, levelSide, slot)))
        {
            return false;
        }
        active.book().side(levelSide).putInSnapshot(slot);
        return true;
    }

    private boolean writeOrder()
    {
        if (!send(encoder.order(active, lastSequence, index, order)))
        {
            return false;
        }
        order = active.book().orders().next(order);
        level = OrderTable.NONE == order ? BookSide.NONE : level;
        return true;
    }

    private boolean writeWhole(final int wholeSide, final int slot)
    {
        boolean written = writeLevel(wholeSide, slot);
        int next = active.book().side(wholeSide).firstOrder(slot);
        while (written && OrderTable.NONE != next)
        {
            written = send(encoder.order(active, lastSequence, index, next));
            next = active.book().orders().next(next);
        }
        return written;
    }

    private boolean writeEnd()
    {
        if (!send(encoder.end(active, lastSequence, index)))
        {
            return false;
        }
        counters.snapshots.incrementRelease();
        leave();
        return true;
    }

    /** The next level that the snapshot does not have yet; goes over to the other side where this one has no more. */
    private int nextLevel()
    {
        while (true)
        {
            final BookSide levels = active.book().side(side);
            int next = sideBegun ? levels.worse(reachedTicks) : levels.best();
            while (BookSide.NONE != next && levels.isInSnapshot(next))
            {
                sideBegun = true;
                reachedTicks = levels.priceTicks(next);
                next = levels.worse(reachedTicks);
            }
            if (BookSide.NONE != next || MarketBook.SELL == side)
            {
                return next;
            }
            side = MarketBook.SELL;
            sideBegun = false;
        }
    }

    private boolean send(final int length)
    {
        final boolean sent = stream.trySend(encoder.buffer(), 0, length);
        index += sent ? 1 : 0;
        return sent;
    }

    private void giveUpUnless(final boolean written)
    {
        if (!written)
        {
            counters.snapshotsGivenUp.incrementRelease();
            leave();
        }
    }

    private void leave()
    {
        active.guard(LevelGuard.NONE);
        active = null;
        begun = false;
        level = BookSide.NONE;
    }
}
