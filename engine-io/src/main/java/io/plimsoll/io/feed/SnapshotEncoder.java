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

import io.plimsoll.core.codec.generated.InstrumentState;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.codec.generated.SnapshotBeginEncoder;
import io.plimsoll.core.codec.generated.SnapshotEndEncoder;
import io.plimsoll.core.codec.generated.SnapshotLevelEncoder;
import io.plimsoll.core.codec.generated.SnapshotOrderEncoder;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Encodes the messages of a snapshot, each of which stays in the buffer until the next one. Padding stays zero, because
 * the longest message is zeroed first. Allocates nothing.
 */
final class SnapshotEncoder
{
    private static final int HEADER_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int LENGTH_MAX = 64;

    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(LENGTH_MAX));
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final SnapshotBeginEncoder begin = new SnapshotBeginEncoder();
    private final SnapshotLevelEncoder level = new SnapshotLevelEncoder();
    private final SnapshotOrderEncoder order = new SnapshotOrderEncoder();
    private final SnapshotEndEncoder end = new SnapshotEndEncoder();

    /** Holds the message, from 0. */
    DirectBuffer buffer()
    {
        return buffer;
    }

    /** Encodes the first message, which also says how much is to follow, and returns its length. */
    int begin(final InstrumentFeed feed, final long timestampNs)
    {
        final MarketBook book = feed.book();
        begin.wrapAndApplyHeader(zeroed(), 0, header)
            .lastInstrumentSequence(feed.sequence())
            .timestampNs(timestampNs)
            .instrumentId(feed.instrumentId())
            .index(0)
            .levelCount(book.levelCount(MarketBook.BUY) + book.levelCount(MarketBook.SELL))
            .orderCount(book.orderCount())
            .state(InstrumentState.get((short)feed.state()));
        return HEADER_LENGTH + SnapshotBeginEncoder.BLOCK_LENGTH;
    }

    int level(
        final InstrumentFeed feed, final long lastSequence, final int index, final int side, final int levelSlot)
    {
        final BookSide levels = feed.book().side(side);
        level.wrapAndApplyHeader(zeroed(), 0, header)
            .lastInstrumentSequence(lastSequence)
            .priceTicks(levels.priceTicks(levelSlot))
            .totalLots(levels.lots(levelSlot))
            .instrumentId(feed.instrumentId())
            .index(index)
            .orderCount(levels.orderCount(levelSlot))
            .side(Side.get((short)side));
        return HEADER_LENGTH + SnapshotLevelEncoder.BLOCK_LENGTH;
    }

    int order(final InstrumentFeed feed, final long lastSequence, final int index, final int orderSlot)
    {
        final MarketBook book = feed.book();
        final int side = book.sideOf(orderSlot);
        order.wrapAndApplyHeader(zeroed(), 0, header)
            .lastInstrumentSequence(lastSequence)
            .orderId(book.orders().orderId(orderSlot))
            .priceTicks(book.side(side).priceTicks(book.levelOf(orderSlot)))
            .quantityLots(book.orders().lots(orderSlot))
            .instrumentId(feed.instrumentId())
            .index(index)
            .side(Side.get((short)side));
        return HEADER_LENGTH + SnapshotOrderEncoder.BLOCK_LENGTH;
    }

    int end(final InstrumentFeed feed, final long lastSequence, final int index)
    {
        end.wrapAndApplyHeader(zeroed(), 0, header)
            .lastInstrumentSequence(lastSequence)
            .instrumentId(feed.instrumentId())
            .index(index);
        return HEADER_LENGTH + SnapshotEndEncoder.BLOCK_LENGTH;
    }

    private UnsafeBuffer zeroed()
    {
        buffer.setMemory(0, LENGTH_MAX, (byte)0);
        return buffer;
    }
}
