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

import io.aeron.Aeron;
import io.aeron.Subscription;
import io.aeron.logbuffer.ControlledFragmentHandler;
import io.aeron.logbuffer.ControlledFragmentHandler.Action;
import io.aeron.logbuffer.FragmentHandler;
import io.plimsoll.core.codec.generated.SnapshotEndDecoder;
import io.plimsoll.io.session.SbeHeader;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.CloseHelper;

/**
 * Listens to both streams of a feed over Aeron, and gives what comes to a reader. Where the engine's stream ends, for
 * example because it restarts, the reader forgets everything and begins anew with the next one.
 *
 * <p>{@link #poll} belongs to one thread, which is also the reader's.
 */
public final class FeedSubscriber implements AutoCloseable
{
    private final Subscription increments;
    private final Subscription snapshots;
    private final FragmentHandler handler;
    private final ControlledFragmentHandler snapshotHandler;
    private final BookReader reader;
    private final AtomicInteger streamsEnded = new AtomicInteger();
    private int streamsForgotten;

    /**
     * Subscribes.
     *
     * @param aeron   client whose driver reaches the engine; stays open when this is closed.
     * @param context channels and streams, as the engine has them.
     * @param reader  given every message.
     */
    public FeedSubscriber(final Aeron aeron, final FeedContext context, final BookReader reader)
    {
        this.reader = reader;
        context.conclude();
        // No message of a feed is long enough to be cut into fragments.
        handler = (buffer, offset, length, header) -> reader.onMessage(buffer, offset, length);
        snapshotHandler = (buffer, offset, length, header) ->
        {
            reader.onMessage(buffer, offset, length);
            return SnapshotEndDecoder.TEMPLATE_ID == SbeHeader.templateId(buffer, offset) ?
                Action.BREAK : Action.CONTINUE;
        };
        increments = aeron.addSubscription(
            context.incrementChannel(), context.incrementStreamId(), null, image -> streamsEnded.incrementAndGet());
        snapshots = aeron.addSubscription(context.snapshotChannel(), context.snapshotStreamId());
    }

    /**
     * Reads what has come. A snapshot is read when no increment is left, and no second one behind it, so that what it
     * has and the increments do not is missing, not late; a reader that waits for a snapshot reads both as they come.
     *
     * @param limit of messages of each stream.
     * @return messages read.
     */
    public int poll(final int limit)
    {
        final int ended = streamsEnded.get();
        if (ended != streamsForgotten)
        {
            streamsForgotten = ended;
            reader.reset();
        }
        final int read = increments.poll(handler, limit);
        return read < limit || reader.isWaiting() ? read + snapshots.controlledPoll(snapshotHandler, limit) : read;
    }

    /**
     * Whether both streams have been found.
     *
     * @return true once messages can come.
     */
    public boolean isConnected()
    {
        return increments.isConnected() && snapshots.isConnected();
    }

    @Override
    public void close()
    {
        CloseHelper.closeAll(increments, snapshots);
    }
}
