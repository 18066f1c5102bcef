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

import io.plimsoll.io.metrics.EngineCounters;
import io.plimsoll.io.session.EgressLink;
import java.nio.ByteOrder;
import org.agrona.ErrorHandler;
import org.agrona.ExpandableDirectByteBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.ControlledMessageHandler;
import org.agrona.concurrent.NanoClock;

/**
 * The duty of the feed's thread: derives market data from each document as soon as the durable sequence covers it, and
 * publishes them as increments and snapshots.
 *
 * <p>It never waits for a subscriber. Where one is slow, increments are held for a tenth of a second at most, and only
 * while the ring from the engine is at most half full, and are dropped beyond that: readers notice by the sequence, and
 * a snapshot brings them back.
 */
public final class FeedAgent implements Agent, ControlledMessageHandler
{
    private static final int DOCUMENTS_PER_CALL = 64;

    private final FeedContext context;
    private final DocumentRing ring;
    private final EngineCounters engineCounters;
    private final FeedCounters counters;
    private final NanoClock clock;
    private final ErrorHandler errorHandler;
    private final BookDerivation derivation = new BookDerivation(null);
    private final MessageLog increments = derivation.increments();
    private final DocumentHandOver handOver;
    private final ExpandableDirectByteBuffer document = new ExpandableDirectByteBuffer(4_096);
    private FeedStream incrementStream;
    private SnapshotWriter snapshots;
    private int position;
    private int documentLength;
    private int missingLength;
    private long durableSequence;
    private volatile boolean open;
    private volatile boolean abandoned;
    private volatile boolean waitsForDurable;
    private volatile boolean holding;

    /**
     * A feed before its first document.
     *
     * @param context        streams and sizes.
     * @param engineCounters that tell the durable sequence, and are added to.
     * @param clock          of the intervals between snapshots.
     * @param errorHandler   told when a stream ends.
     */
    public FeedAgent(
        final FeedContext context,
        final EngineCounters engineCounters,
        final NanoClock clock,
        final ErrorHandler errorHandler)
    {
        this.context = context.conclude();
        this.engineCounters = engineCounters;
        this.clock = clock;
        this.errorHandler = errorHandler;
        counters = new FeedCounters(engineCounters);
        ring = new DocumentRing(context.ringLength());
        handOver = new DocumentHandOver(ring, derivation, counters);
    }

    /**
     * The engine thread's end.
     *
     * @return to be given every document.
     */
    public DocumentHandOver handOver()
    {
        return handOver;
    }

    /**
     * The engine has recovered, and the streams are there: from now on there is something to do. Called once, by any
     * thread, after what the engine thread did until then is visible to it.
     *
     * @param incrementLink to send increments to.
     * @param snapshotLink  to send snapshots to.
     */
    public void open(final EgressLink incrementLink, final EgressLink snapshotLink)
    {
        incrementStream = new FeedStream(incrementLink, clock, errorHandler, "increments");
        snapshots = new SnapshotWriter(derivation, new FeedStream(snapshotLink, clock, errorHandler, "snapshots"),
            counters, clock, context.snapshotIntervalNs());
        derivation.reset();
        open = true;
    }

    @Override
    public int doWork()
    {
        if (!open)
        {
            return 0;
        }
        int work = 0;
        if (flush() && !ring.isEmpty())
        {
            work += ring.ring().controlledRead(this, DOCUMENTS_PER_CALL);
        }
        // A snapshot that is ahead of what was sent would make readers believe that they have lost something.
        return position == increments.limit() ? work + snapshots.doWork() : work;
    }

    @Override
    public Action onMessage(final int type, final MutableDirectBuffer buffer, final int index, final int length)
    {
        final long sequence = buffer.getLong(index + DocumentRing.SEQUENCE_OFFSET, ByteOrder.LITTLE_ENDIAN);
        if (!isDurable(sequence))
        {
            waitsForDurable = true;
            return Action.ABORT;
        }
        waitsForDurable = false;
        if (DocumentRing.FIRST == type)
        {
            onFirst(sequence, buffer, index, length);
        }
        else
        {
            onMore(sequence, buffer, index, length);
        }
        return flush() ? Action.CONTINUE : Action.BREAK;
    }

    @Override
    public String roleName()
    {
        return "plimsoll-feed";
    }

    /**
     * Whether nothing waits to be sent. Only exact when the engine thread writes no more; any thread.
     *
     * @return true if so.
     */
    public boolean isDrained()
    {
        return !open || ring.isEmpty() && !holding;
    }

    /**
     * Whether the next document may not leave yet. Any thread.
     *
     * @return true if so.
     */
    public boolean waitsForDurable()
    {
        return waitsForDurable;
    }

    /** From now on what cannot be sent at once is dropped, because the process is to end. Any thread. */
    public void abandon()
    {
        abandoned = true;
    }

    private boolean isDurable(final long sequence)
    {
        if (sequence > durableSequence)
        {
            durableSequence = engineCounters.durableSequence().get();
        }
        return sequence <= durableSequence;
    }

    private void onFirst(final long sequence, final MutableDirectBuffer buffer, final int index, final int length)
    {
        final int commandLength = buffer.getInt(index + DocumentRing.COMMAND_LENGTH_OFFSET, ByteOrder.LITTLE_ENDIAN);
        final int effectsLength = buffer.getInt(index + DocumentRing.EFFECTS_LENGTH_OFFSET, ByteOrder.LITTLE_ENDIAN);
        final int effectsAt = DocumentRing.FIRST_HEADER_LENGTH + DocumentRing.align(commandLength);
        missingLength = effectsLength - (length - effectsAt);
        if (0 == missingLength)
        {
            derive(sequence, buffer, index, commandLength, effectsLength);
        }
        else
        {
            document.putBytes(0, buffer, index, length);
            documentLength = length;
        }
    }

    private void onMore(final long sequence, final MutableDirectBuffer buffer, final int index, final int length)
    {
        final int effectsTaken = length - DocumentRing.MORE_HEADER_LENGTH;
        document.putBytes(documentLength, buffer, index + DocumentRing.MORE_HEADER_LENGTH, effectsTaken);
        documentLength += effectsTaken;
        missingLength -= effectsTaken;
        if (0 == missingLength)
        {
            derive(sequence, document, 0,
                document.getInt(DocumentRing.COMMAND_LENGTH_OFFSET, ByteOrder.LITTLE_ENDIAN),
                document.getInt(DocumentRing.EFFECTS_LENGTH_OFFSET, ByteOrder.LITTLE_ENDIAN));
        }
    }

    private void derive(
        final long sequence,
        final MutableDirectBuffer buffer,
        final int index,
        final int commandLength,
        final int effectsLength)
    {
        derivation.onDocument(sequence,
            buffer.getLong(index + DocumentRing.TIMESTAMP_OFFSET, ByteOrder.LITTLE_ENDIAN),
            buffer, index + DocumentRing.FIRST_HEADER_LENGTH, commandLength,
            buffer, index + DocumentRing.FIRST_HEADER_LENGTH + DocumentRing.align(commandLength), effectsLength);
    }

    /** Sends what was derived; false while some of it is held for a slow subscriber. */
    private boolean flush()
    {
        while (position < increments.limit())
        {
            final boolean hold = !abandoned && ring.isHalfEmpty();
            if (!incrementStream.send(increments.buffer(), increments.offset(position), increments.length(position),
                hold, counters))
            {
                holds(true);
                return false;
            }
            position = increments.next(position);
        }
        increments.clear();
        position = 0;
        holds(false);
        return true;
    }

    /** Written only where it changes, because another thread reads it. */
    private void holds(final boolean now)
    {
        if (now != holding)
        {
            holding = now;
        }
    }
}
