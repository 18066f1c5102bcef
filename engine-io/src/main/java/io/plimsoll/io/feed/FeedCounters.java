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
import org.agrona.concurrent.status.AtomicCounter;

/**
 * What the feed counts. Written by the feed's thread, except for {@link #ringFull}; there are none without a feed.
 */
final class FeedCounters
{
    /** Increments sent. */
    final AtomicCounter sent;

    /** Increments that a slow subscriber has cost everybody. */
    final AtomicCounter dropped;

    /** Increments that nobody listened to. */
    final AtomicCounter unheard;

    /** Snapshots of one instrument that were sent whole. */
    final AtomicCounter snapshots;

    /** Snapshots that a slow subscriber has cut short. */
    final AtomicCounter snapshotsGivenUp;

    /** Times that the engine stopped because the feed's thread was behind. Engine thread. */
    final AtomicCounter ringFull;

    FeedCounters(final EngineCounters counters)
    {
        sent = counters.add("feed: increments sent");
        dropped = counters.add("feed: increments dropped, a subscriber was too slow");
        unheard = counters.add("feed: increments that nobody listened to");
        snapshots = counters.add("feed: snapshots sent");
        snapshotsGivenUp = counters.add("feed: snapshots given up, a subscriber was too slow");
        ringFull = counters.add("feed ring full: engine stopped");
    }
}
