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
import io.plimsoll.core.codec.generated.FeedResetDecoder;
import io.plimsoll.core.codec.generated.LevelChangedDecoder;
import io.plimsoll.core.codec.generated.SnapshotEndDecoder;
import io.plimsoll.io.session.SbeHeader;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * The client's end of a feed: rebuilds the books from increments and snapshots, however they arrive. It may begin at
 * any time, and miss any message: a gap in the numbers of an instrument stops its book, increments are kept from then
 * on, and the next snapshot brings it back. Messages that it has already do no harm.
 *
 * <p>One thread at a time. Allocates nothing but for a new instrument, and where more is to be kept than ever before.
 */
public final class BookReader implements FeedConsumer
{
    /** How deep the books are rebuilt. */
    public enum Depth
    {
        /** What rests at each price: from the changes of levels alone. */
        LEVELS,

        /** Order by order; the changes of levels are checked against it. */
        ORDERS
    }

    /** Bytes of increments that are kept for one instrument where nothing else is said. */
    public static final int BACKLOG_LENGTH = 16 << 20;

    private static final int INSTRUMENT_ID_OFFSET = 8;
    private static final int INDEX_OFFSET = 12;

    private final Int2ObjectHashMap<InstrumentReader> instruments = new Int2ObjectHashMap<>();
    private final Depth depth;
    private final FeedListener listener;
    private final int backlogLength;
    private long gaps;
    private long recoveries;

    /**
     * A reader that knows nothing yet.
     *
     * @param depth    how deep the books are rebuilt.
     * @param listener told what happens.
     */
    public BookReader(final Depth depth, final FeedListener listener)
    {
        this(depth, listener, BACKLOG_LENGTH);
    }

    /**
     * A reader that knows nothing yet.
     *
     * @param depth         how deep the books are rebuilt.
     * @param listener      told what happens.
     * @param backlogLength bytes of increments that are kept for one instrument while it waits for a snapshot; beyond
     *                      it they are forgotten, and a later snapshot is waited for.
     */
    public BookReader(final Depth depth, final FeedListener listener, final int backlogLength)
    {
        this.depth = depth;
        this.listener = listener;
        this.backlogLength = backlogLength;
    }

    /**
     * The book of an instrument.
     *
     * @param instrumentId of the instrument.
     * @return its book, always the same object; null if the reader has not heard of it.
     */
    public MarketBook book(final int instrumentId)
    {
        final InstrumentReader reader = instruments.get(instrumentId);
        return null == reader ? null : reader.book();
    }

    /**
     * Whether the book of an instrument is whole: nothing before its {@link #sequence} is missing.
     *
     * @param instrumentId of the instrument.
     * @return false while a snapshot is waited for.
     */
    public boolean isCurrent(final int instrumentId)
    {
        final InstrumentReader reader = instruments.get(instrumentId);
        return null != reader && reader.isCurrent();
    }

    /**
     * Number of the last increment in the book of an instrument.
     *
     * @param instrumentId of the instrument.
     * @return number, 0 if there is none.
     */
    public long sequence(final int instrumentId)
    {
        final InstrumentReader reader = instruments.get(instrumentId);
        return null == reader ? 0 : reader.sequence();
    }

    /**
     * State of an instrument.
     *
     * @param instrumentId of the instrument.
     * @return number of the state as last told, 0 if the reader has not heard of it.
     */
    public int state(final int instrumentId)
    {
        final InstrumentReader reader = instruments.get(instrumentId);
        return null == reader ? 0 : reader.state();
    }

    /**
     * Times that a book had to stop because increments were missing.
     *
     * @return number since the beginning.
     */
    public long gaps()
    {
        return gaps;
    }

    /**
     * Times that a snapshot was taken over.
     *
     * @return number since the beginning.
     */
    public long recoveries()
    {
        return recoveries;
    }

    /**
     * Whether a snapshot is waited for.
     *
     * @return true if the book of an instrument is not current, or the reader has not heard of any.
     */
    public boolean isWaiting()
    {
        for (final InstrumentReader instrument : instruments.values())
        {
            if (!instrument.isCurrent())
            {
                return true;
            }
        }
        return instruments.isEmpty();
    }

    /** Forgets everything, because the stream begins anew. */
    public void reset()
    {
        instruments.values().forEach(InstrumentReader::reset);
    }

    /**
     * One message of either stream. What is no market data, or is too short for what it says it is, is left alone.
     */
    @Override
    public void onMessage(final DirectBuffer buffer, final int offset, final int length)
    {
        if (length < SbeHeader.LENGTH || LevelChangedDecoder.SCHEMA_ID != SbeHeader.schemaId(buffer, offset))
        {
            return;
        }
        final int templateId = SbeHeader.templateId(buffer, offset);
        if (FeedResetDecoder.TEMPLATE_ID == templateId)
        {
            reset();
        }
        else if (templateId >= LevelChangedDecoder.TEMPLATE_ID && templateId <= SnapshotEndDecoder.TEMPLATE_ID &&
            length >= InstrumentReader.lengthMin(templateId))
        {
            final int block = offset + SbeHeader.LENGTH;
            final long sequence = buffer.getLong(block, ByteOrder.LITTLE_ENDIAN);
            final InstrumentReader reader = of(buffer.getInt(block + INSTRUMENT_ID_OFFSET, ByteOrder.LITTLE_ENDIAN));
            if (templateId <= AuctionIndicatedDecoder.TEMPLATE_ID)
            {
                reader.onIncrement(sequence, buffer, offset, length);
            }
            else
            {
                reader.onSnapshot(templateId, sequence,
                    buffer.getInt(block + INDEX_OFFSET, ByteOrder.LITTLE_ENDIAN), buffer, offset, length);
            }
        }
    }

    private InstrumentReader of(final int instrumentId)
    {
        InstrumentReader reader = instruments.get(instrumentId);
        if (null == reader)
        {
            reader = new InstrumentReader(this, instrumentId, depth, listener, backlogLength);
            instruments.put(instrumentId, reader);
        }
        return reader;
    }

    void countGap()
    {
        gaps++;
    }

    void countRecovery()
    {
        recoveries++;
    }
}
