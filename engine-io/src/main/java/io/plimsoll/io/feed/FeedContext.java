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

import org.agrona.BitUtil;

/**
 * What the feed of an engine is made of. Each setter returns this.
 */
public final class FeedContext
{
    /** Channel of both streams where nothing else is set: inside one machine. */
    public static final String IPC_CHANNEL = "aeron:ipc";

    /** Stream of the increments where nothing else is set. */
    public static final int INCREMENT_STREAM_ID = 1101;

    /** Stream of the snapshots where nothing else is set. */
    public static final int SNAPSHOT_STREAM_ID = 1102;

    /** Least length of the ring: an eighth of it must hold the longest command. */
    public static final int RING_LENGTH_MIN = 1 << 20;

    private String incrementChannel = IPC_CHANNEL;
    private int incrementStreamId = INCREMENT_STREAM_ID;
    private String snapshotChannel;
    private int snapshotStreamId = SNAPSHOT_STREAM_ID;
    private long snapshotIntervalNs = 1_000_000_000L;
    private int ringLength = 4 << 20;

    /**
     * Checks that everything fits together.
     *
     * @return this.
     * @throws IllegalArgumentException whose message says what does not fit.
     */
    public FeedContext conclude()
    {
        if (!BitUtil.isPowerOfTwo(ringLength) || ringLength < RING_LENGTH_MIN)
        {
            throw new IllegalArgumentException("The feed ring's length is " + ringLength +
                "; it must be a power of two of at least " + RING_LENGTH_MIN + ".");
        }
        if (snapshotIntervalNs <= 0)
        {
            throw new IllegalArgumentException("The interval of the feed's snapshots is " + snapshotIntervalNs +
                " ns; it must be above 0.");
        }
        if (null == snapshotChannel)
        {
            snapshotChannel = incrementChannel;
        }
        if (snapshotChannel.equals(incrementChannel) && snapshotStreamId == incrementStreamId)
        {
            throw new IllegalArgumentException("The feed's increments and its snapshots are both stream " +
                incrementStreamId + " of '" + incrementChannel + "': give each a stream of its own.");
        }
        return this;
    }

    /**
     * Where increments go out.
     *
     * @param channel by default inside one machine; UDP multicast keeps a slow subscriber from holding up the others.
     * @return this.
     */
    public FeedContext incrementChannel(final String channel)
    {
        incrementChannel = channel;
        return this;
    }

    /**
     * Where increments go out.
     *
     * @return the channel.
     */
    public String incrementChannel()
    {
        return incrementChannel;
    }

    /**
     * The stream of the increments.
     *
     * @param streamId on its channel.
     * @return this.
     */
    public FeedContext incrementStreamId(final int streamId)
    {
        incrementStreamId = streamId;
        return this;
    }

    /**
     * The stream of the increments.
     *
     * @return the stream id.
     */
    public int incrementStreamId()
    {
        return incrementStreamId;
    }

    /**
     * Where snapshots go out.
     *
     * @param channel null, the default, for that of the increments.
     * @return this.
     */
    public FeedContext snapshotChannel(final String channel)
    {
        snapshotChannel = channel;
        return this;
    }

    /**
     * Where snapshots go out.
     *
     * @return the channel.
     */
    public String snapshotChannel()
    {
        return snapshotChannel;
    }

    /**
     * The stream of the snapshots.
     *
     * @param streamId on its channel.
     * @return this.
     */
    public FeedContext snapshotStreamId(final int streamId)
    {
        snapshotStreamId = streamId;
        return this;
    }

    /**
     * The stream of the snapshots.
     *
     * @return the stream id.
     */
    public int snapshotStreamId()
    {
        return snapshotStreamId;
    }

    /**
     * Time from one round of snapshots, one of each instrument, to the next.
     *
     * @param intervalNs nanoseconds, by default a second.
     * @return this.
     */
    public FeedContext snapshotIntervalNs(final long intervalNs)
    {
        snapshotIntervalNs = intervalNs;
        return this;
    }

    /**
     * Time from one round of snapshots to the next.
     *
     * @return nanoseconds.
     */
    public long snapshotIntervalNs()
    {
        return snapshotIntervalNs;
    }

    /**
     * Bytes of documents that wait between the engine and the feed.
     *
     * @param lengthBytes a power of two of at least {@link #RING_LENGTH_MIN}.
     * @return this.
     */
    public FeedContext ringLength(final int lengthBytes)
    {
        ringLength = lengthBytes;
        return this;
    }

    /**
     * Bytes of documents that wait between the engine and the feed.
     *
     * @return bytes.
     */
    public int ringLength()
    {
        return ringLength;
    }
}
