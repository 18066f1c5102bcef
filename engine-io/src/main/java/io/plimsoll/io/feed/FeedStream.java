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

import io.plimsoll.io.session.EgressLink;
import org.agrona.DirectBuffer;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.status.AtomicCounter;

/**
 * One stream of the feed. Answers every result of an offer by name, and never waits:
 * <pre>
 *   position               sent
 *   NOT_CONNECTED          nobody listens: gone
 *   BACK_PRESSURED         held for a while where the caller can wait, then dropped; readers see it by the sequence
 *   ADMIN_ACTION           offered again at once, a few times, then as BACK_PRESSURED
 *   CLOSED                 the stream has ended: everything is dropped from now on, which is recorded once
 *   MAX_POSITION_EXCEEDED  the same; a restart begins a new stream
 * </pre>
 * Feed thread only.
 */
final class FeedStream
{
    /** Time for which a message may be held: longer than a reader pauses, and shorter than anyone notices. */
    static final long PATIENCE_NS = 100_000_000L;

    private static final int ADMIN_RETRIES = 16;

    private final EgressLink link;
    private final ErrorHandler errorHandler;
    private final String name;
    private final NanoClock clock;
    private boolean stuck;
    private long stuckSinceNs;
    private boolean ended;

    FeedStream(final EgressLink link, final NanoClock clock, final ErrorHandler errorHandler, final String name)
    {
        this.link = link;
        this.clock = clock;
        this.errorHandler = errorHandler;
        this.name = name;
    }

    /** Whether somebody listens. */
    boolean isConnected()
    {
        return !ended && link.isConnected();
    }

    /**
     * Sends a message, or drops it and counts that.
     *
     * @param hold whether the caller can wait for a slow subscriber, which it has to for {@link #PATIENCE_NS} at most.
     * @return false if the caller is to come back with it.
     */
    boolean send(
        final DirectBuffer buffer,
        final int offset,
        final int length,
        final boolean hold,
        final FeedCounters counters)
    {
        final long result = offer(buffer, offset, length);
        final boolean slow = EgressLink.BACK_PRESSURED == result || EgressLink.ADMIN_ACTION == result;
        if (slow && hold && clock.nanoTime() - stuckSinceNs() < PATIENCE_NS)
        {
            return false;
        }
        stuck &= slow;
        counterOf(result, counters).incrementRelease();
        return true;
    }

    private long stuckSinceNs()
    {
        if (!stuck)
        {
            stuck = true;
            stuckSinceNs = clock.nanoTime();
        }
        return stuckSinceNs;
    }

    /** Sends a message if that can be done now. */
    boolean trySend(final DirectBuffer buffer, final int offset, final int length)
    {
        return offer(buffer, offset, length) > 0;
    }

    private static AtomicCounter counterOf(final long result, final FeedCounters counters)
    {
        if (result > 0)
        {
            return counters.sent;
        }
        return EgressLink.NOT_CONNECTED == result ? counters.unheard : counters.dropped;
    }

    private long offer(final DirectBuffer buffer, final int offset, final int length)
    {
        if (ended)
        {
            return EgressLink.CLOSED;
        }
        long result = link.offer(buffer, offset, length);
        for (int i = 0; EgressLink.ADMIN_ACTION == result && i < ADMIN_RETRIES; i++)
        {
            result = link.offer(buffer, offset, length);
        }
        if (EgressLink.CLOSED == result || EgressLink.MAX_POSITION_EXCEEDED == result)
        {
            ended = true;
            errorHandler.onError(new IllegalStateException("The feed's stream of " + name + " has ended" +
                (EgressLink.CLOSED == result ? ": it is closed." : " at its last position: restart the engine.")));
        }
        return result;
    }
}
