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

import io.plimsoll.core.codec.generated.AuctionIndicatedDecoder;
import io.plimsoll.core.codec.generated.BestPricesDecoder;
import io.plimsoll.core.codec.generated.InstrumentStatusDecoder;
import io.plimsoll.core.codec.generated.LevelChangedDecoder;
import io.plimsoll.core.codec.generated.MessageHeaderDecoder;
import io.plimsoll.core.codec.generated.OrderAddedDecoder;
import io.plimsoll.core.codec.generated.OrderReducedDecoder;
import io.plimsoll.core.codec.generated.OrderRemovedDecoder;
import io.plimsoll.core.codec.generated.PublicTradeDecoder;
import io.plimsoll.core.codec.generated.SnapshotBeginDecoder;
import io.plimsoll.core.codec.generated.SnapshotEndDecoder;
import io.plimsoll.core.codec.generated.SnapshotLevelDecoder;
import io.plimsoll.core.codec.generated.SnapshotOrderDecoder;
import io.plimsoll.io.session.SbeHeader;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * What a reader knows of one instrument. It is either current, and applies each increment as it comes, or it waits, and
 * keeps them. Whoever waits keeps a snapshot too until its last message has come, takes it over, and applies the
 * increments that are not in it. One thread at a time.
 */
final class InstrumentReader
{
    private final BookReader reader;
    private final int instrumentId;
    private final BookReader.Depth depth;
    private final FeedListener listener;
    private final int backlogLength;
    private final MarketBook book = new MarketBook(new OrderTable(), 0);
    private final IncrementDecoder increments;
    private final MessageLog backlog = new MessageLog();
    private final MessageLog snapshot = new MessageLog();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final SnapshotBeginDecoder snapshotBegin = new SnapshotBeginDecoder();
    private final SnapshotLevelDecoder snapshotLevel = new SnapshotLevelDecoder();
    private final SnapshotOrderDecoder snapshotOrder = new SnapshotOrderDecoder();
    private boolean current;
    private long sequence;
    private long promisedSequence;
    private long snapshotSequence;
    private int snapshotIndex;

    InstrumentReader(
        final BookReader reader,
        final int instrumentId,
        final BookReader.Depth depth,
        final FeedListener listener,
        final int backlogLength)
    {
        this.reader = reader;
        this.instrumentId = instrumentId;
        this.depth = depth;
        this.listener = listener;
        this.backlogLength = backlogLength;
        increments = new IncrementDecoder(book, depth, listener);
    }

    /** Least length of a message, header included. */
    static int lengthMin(final int templateId)
    {
        return SbeHeader.LENGTH + switch (templateId)
        {
            case LevelChangedDecoder.TEMPLATE_ID -> LevelChangedDecoder.BLOCK_LENGTH;
            case OrderAddedDecoder.TEMPLATE_ID -> OrderAddedDecoder.BLOCK_LENGTH;
            case OrderReducedDecoder.TEMPLATE_ID -> OrderReducedDecoder.BLOCK_LENGTH;
            case OrderRemovedDecoder.TEMPLATE_ID -> OrderRemovedDecoder.BLOCK_LENGTH;
            case PublicTradeDecoder.TEMPLATE_ID -> PublicTradeDecoder.BLOCK_LENGTH;
            case BestPricesDecoder.TEMPLATE_ID -> BestPricesDecoder.BLOCK_LENGTH;
            case InstrumentStatusDecoder.TEMPLATE_ID -> InstrumentStatusDecoder.BLOCK_LENGTH;
            case AuctionIndicatedDecoder.TEMPLATE_ID -> AuctionIndicatedDecoder.BLOCK_LENGTH;
            case SnapshotBeginDecoder.TEMPLATE_ID -> SnapshotBeginDecoder.BLOCK_LENGTH;
            case SnapshotLevelDecoder.TEMPLATE_ID -> SnapshotLevelDecoder.BLOCK_LENGTH;
            case SnapshotOrderDecoder.TEMPLATE_ID -> SnapshotOrderDecoder.BLOCK_LENGTH;
            case SnapshotEndDecoder.TEMPLATE_ID -> SnapshotEndDecoder.BLOCK_LENGTH;
            default -> Integer.MAX_VALUE - SbeHeader.LENGTH;
        };
    }

    MarketBook book()
    {
        return book;
    }

    boolean isCurrent()
    {
        return current;
    }

    long sequence()
    {
        return sequence;
    }

    int state()
    {
        return increments.state();
    }

    void reset()
    {
        book.clear();
        backlog.clear();
        promisedSequence = 0;
        snapshotSequence = 0;
        sequence = 0;
        current = false;
    }

    void onIncrement(final long received, final DirectBuffer buffer, final int offset, final int length)
    {
        if (received <= sequence)
        {
            return;
        }
        // Who hears the first one has missed nothing.
        current |= 1 == received;
        if (current && received == sequence + 1)
        {
            apply(received, buffer, offset, length);
        }
        else if (current)
        {
            stop(received, buffer, offset, length);
        }
        else
        {
            keep(buffer, offset, length);
        }
    }

    void onSnapshot(
        final int templateId,
        final long lastSequence,
        final int index,
        final DirectBuffer buffer,
        final int offset,
        final int length)
    {
        if (SnapshotBeginDecoder.TEMPLATE_ID == templateId)
        {
            onPromise(lastSequence);
            snapshot.clear();
            snapshotSequence = !current && lastSequence >= sequence ? lastSequence : 0;
            snapshotIndex = 0;
        }
        if (0 == snapshotSequence || lastSequence != snapshotSequence || index != snapshotIndex)
        {
            snapshotSequence = 0;
            return;
        }
        if (SnapshotEndDecoder.TEMPLATE_ID != templateId)
        {
            snapshot.onMessage(buffer, offset, length);
            snapshotIndex++;
            return;
        }
        if (!current)
        {
            takeOver();
        }
        snapshotSequence = 0;
    }

    /**
     * A snapshot may be ahead of the increments. But what it has, and what has not come until the next one begins, was
     * lost, although no later increment shows it.
     */
    private void onPromise(final long lastSequence)
    {
        if (current && sequence < promisedSequence)
        {
            current = false;
            backlog.clear();
            reader.countGap();
            listener.onGap(instrumentId, sequence + 1, promisedSequence + 1);
        }
        promisedSequence = lastSequence;
    }

    private void apply(final long received, final DirectBuffer buffer, final int offset, final int length)
    {
        if (!increments.apply(buffer, offset))
        {
            stop(received, buffer, offset, length);
            return;
        }
        sequence = received;
        if (increments.isEndOfCommand())
        {
            listener.onBook(instrumentId, received);
        }
    }

    private void stop(final long received, final DirectBuffer buffer, final int offset, final int length)
    {
        current = false;
        backlog.clear();
        keep(buffer, offset, length);
        reader.countGap();
        listener.onGap(instrumentId, sequence + 1, received);
    }

    private void keep(final DirectBuffer buffer, final int offset, final int length)
    {
        if (backlog.limit() + length > backlogLength)
        {
            backlog.clear();
        }
        backlog.onMessage(buffer, offset, length);
    }

    private void takeOver()
    {
        book.clear();
        for (int position = 0; position < snapshot.limit(); position = snapshot.next(position))
        {
            applySnapshot(snapshot.buffer(), snapshot.offset(position));
        }
        sequence = snapshotSequence;
        current = true;
        reader.countRecovery();
        applyBacklog();
        if (current)
        {
            listener.onRecovered(instrumentId, sequence);
        }
    }

    private void applySnapshot(final DirectBuffer buffer, final int offset)
    {
        final int templateId = SbeHeader.templateId(buffer, offset);
        if (SnapshotBeginDecoder.TEMPLATE_ID == templateId)
        {
            snapshotBegin.wrapAndApplyHeader(buffer, offset, header);
            final int state = snapshotBegin.stateRaw();
            if (state != increments.state())
            {
                increments.state(state);
                listener.onStatus(instrumentId, snapshotBegin.timestampNs(), state);
            }
        }
        else if (SnapshotLevelDecoder.TEMPLATE_ID == templateId && BookReader.Depth.LEVELS == depth)
        {
            snapshotLevel.wrapAndApplyHeader(buffer, offset, header);
            if (PriceLadder.isPrice(snapshotLevel.priceTicks()))
            {
                book.setLevel(snapshotLevel.sideRaw(), snapshotLevel.priceTicks(), snapshotLevel.totalLots(),
                    snapshotLevel.orderCount());
            }
        }
        else if (SnapshotOrderDecoder.TEMPLATE_ID == templateId && BookReader.Depth.ORDERS == depth)
        {
            snapshotOrder.wrapAndApplyHeader(buffer, offset, header);
            if (PriceLadder.isPrice(snapshotOrder.priceTicks()) &&
                OrderTable.NONE == book.orders().find(snapshotOrder.orderId()))
            {
                book.add(snapshotOrder.orderId(), snapshotOrder.sideRaw(), snapshotOrder.priceTicks(),
                    snapshotOrder.quantityLots());
            }
        }
    }

    /** Where an increment is missing in what was kept, the rest stays for the next snapshot. */
    private void applyBacklog()
    {
        int position = 0;
        while (position < backlog.limit())
        {
            final int offset = backlog.offset(position);
            final long received =
                backlog.buffer().getLong(offset + SbeHeader.LENGTH, ByteOrder.LITTLE_ENDIAN);
            if (received > sequence + 1 || received == sequence + 1 && !increments.apply(backlog.buffer(), offset))
            {
                current = false;
                backlog.discard(position);
                return;
            }
            sequence = Math.max(sequence, received);
            position = backlog.next(position);
        }
        backlog.clear();
    }
}
