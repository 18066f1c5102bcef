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

import io.plimsoll.io.metrics.EngineCounters;
import io.plimsoll.io.session.Connection;
import io.plimsoll.io.session.EgressLink;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.ControlledMessageHandler;
import org.agrona.concurrent.NanoClock;

/**
 * Sends to one session at a time, and answers every result of an offer by name:
 * <pre>
 *   position               sent
 *   NOT_CONNECTED          into the backlog; past the bounds the session ends
 *   BACK_PRESSURED         into the backlog; past the bounds the session ends
 *   ADMIN_ACTION           offered again at once, a few times, then as BACK_PRESSURED
 *   CLOSED                 the session ends
 *   MAX_POSITION_EXCEEDED  the session ends; its client connects again
 * </pre>
 * Egress thread only.
 */
final class SessionSender implements ControlledMessageHandler
{
    private static final int MESSAGE_TYPE = 1;
    private static final int ADMIN_RETRIES = 16;
    private static final int MESSAGES_PER_CALL = 256;

    private final EngineCounters counters;
    private final NanoClock clock;
    private final long patienceNs;
    private final boolean waitForSlow;
    private Connection draining;

    /**
     * A sender.
     *
     * @param counters    to count with.
     * @param clock       monotonic, read only while a client is slow.
     * @param patienceNs  for which a client may take nothing.
     * @param waitForSlow true if a full backlog is to be waited for instead of ending the session.
     */
    SessionSender(
        final EngineCounters counters, final NanoClock clock, final long patienceNs, final boolean waitForSlow)
    {
        this.counters = counters;
        this.clock = clock;
        this.patienceNs = patienceNs;
        this.waitForSlow = waitForSlow;
    }

    /**
     * Sends one effect, or lets it wait in the session's backlog.
     *
     * @return false if there is no room for it and the caller is to come back with it.
     */
    boolean send(final Connection connection, final DirectBuffer buffer, final int offset, final int length)
    {
        if (connection.isUnwanted())
        {
            counters.effectsDropped().incrementRelease();
            return true;
        }
        if (connection.backlog().size() == 0)
        {
            final long result = offer(connection, buffer, offset, length);
            if (result > 0 || connection.isUnwanted())
            {
                return true;
            }
        }
        counters.egressBackPressure().incrementRelease();
        if (connection.backlog().write(MESSAGE_TYPE, buffer, offset, length))
        {
            return true;
        }
        if (waitForSlow)
        {
            return connection.isUnwanted();
        }
        counters.slowDisconnects().incrementRelease();
        connection.disown();
        return true;
    }

    /**
     * Sends what waits, and ends the session where it has waited too long.
     *
     * @return effects sent.
     */
    int drainBacklog(final Connection connection)
    {
        if (connection.isUnwanted() || connection.backlog().size() == 0)
        {
            return 0;
        }
        draining = connection;
        return connection.backlog().controlledRead(this, MESSAGES_PER_CALL);
    }

    @Override
    public Action onMessage(final int type, final MutableDirectBuffer buffer, final int index, final int length)
    {
        return offer(draining, buffer, index, length) > 0 ? Action.COMMIT : Action.ABORT;
    }

    /** Forgets what waits. */
    void clear(final Connection connection)
    {
        connection.backlog().read((type, buffer, index, length) -> counters.effectsDropped().incrementRelease());
    }

    private long offer(final Connection connection, final DirectBuffer buffer, final int offset, final int length)
    {
        long result = connection.link().offer(buffer, offset, length);
        for (int i = 0; EgressLink.ADMIN_ACTION == result && i < ADMIN_RETRIES; i++)
        {
            result = connection.link().offer(buffer, offset, length);
        }
        if (result > 0)
        {
            connection.moved();
            counters.effectsSent().incrementRelease();
        }
        else if (EgressLink.CLOSED == result || EgressLink.MAX_POSITION_EXCEEDED == result)
        {
            counters.goneDisconnects().incrementRelease();
            connection.disown();
        }
        else if (connection.stuckForNs(clock.nanoTime()) > patienceNs)
        {
            final boolean gone = EgressLink.NOT_CONNECTED == result;
            (gone ? counters.goneDisconnects() : counters.slowDisconnects()).incrementRelease();
            connection.disown();
        }
        return result;
    }
}
