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
package io.plimsoll.io.session;

import io.plimsoll.io.metrics.EngineCounters;
import java.util.function.BiFunction;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.concurrent.NanoClock;

/**
 * The connections and where each stands in its life. Ingress thread only.
 * <pre>
 *   FREE -> CONNECTING -> REQUESTED -> ACTIVE -> CLOSING -> CLOSED -> FREE
 *              |              |          |                    ^
 *              v              v          +--------------------+   by a session-close of the client
 *             FREE           FREE
 *          no answer     session-open refused
 * </pre>
 * A session is opened only when its link is connected, so that its first effect cannot be lost, and its connection is
 * used again only when the egress thread has let go of it.
 */
public final class SessionTable
{
    private final Connection[] connections;
    private final BiFunction<String, Integer, EgressLink> connector;
    private final EngineCounters counters;
    private final NanoClock clock;
    private final long connectTimeoutNs;
    private final Int2ObjectHashMap<Connection> bySource = new Int2ObjectHashMap<>();
    private SessionHost host;
    private Connection lastActive;

    /**
     * A table.
     *
     * @param connections      to be used, shared with the egress thread.
     * @param connector        makes a link from channel and stream.
     * @param counters         to count with.
     * @param clock            monotonic, for the time-out of a connect.
     * @param connectTimeoutNs for which a link may take to be connected.
     */
    public SessionTable(
        final Connection[] connections,
        final BiFunction<String, Integer, EgressLink> connector,
        final EngineCounters counters,
        final NanoClock clock,
        final long connectTimeoutNs)
    {
        this.connections = connections;
        this.connector = connector;
        this.counters = counters;
        this.clock = clock;
        this.connectTimeoutNs = connectTimeoutNs;
    }

    /**
     * Names the taker of the host's commands; to be called once, before anything else.
     *
     * @param sessionHost to open and close sessions with.
     */
    public void host(final SessionHost sessionHost)
    {
        host = sessionHost;
    }

    /**
     * The connection of a sender whose commands are taken.
     *
     * @param sourceId of the sender.
     * @return its connection, or null if it has no open session.
     */
    public Connection active(final int sourceId)
    {
        Connection connection = lastActive;
        if (null == connection || connection.sourceId() != sourceId)
        {
            connection = bySource.get(sourceId);
            lastActive = connection;
        }
        if (null == connection)
        {
            return null;
        }
        if (Connection.REQUESTED == connection.phase() && Connection.NO_SESSION != connection.sessionId())
        {
            activate(connection);
        }
        return Connection.ACTIVE == connection.phase() && !connection.isUnwanted() ? connection : null;
    }

    /**
     * A sender asks for a session. A second request of the same sender changes nothing.
     *
     * @param sourceId of the sender.
     * @param stampNs  that came with the request.
     * @param buffer   that holds a valid {@link ConnectRequest}.
     * @param offset   of its SBE header.
     */
    public void onConnectRequest(
        final int sourceId, final long stampNs, final DirectBuffer buffer, final int offset)
    {
        if (bySource.containsKey(sourceId))
        {
            return;
        }
        final Connection connection = firstFree();
        if (null == connection)
        {
            counters.connectsRefused().incrementRelease();
            return;
        }
        final EgressLink link = connector.apply(
            ConnectRequest.responseChannel(buffer, offset), ConnectRequest.responseStreamId(buffer, offset));
        connection.open(sourceId, ConnectRequest.principalId(buffer, offset), stampNs, link);
        connection.deadlineNs(clock.nanoTime() + connectTimeoutNs);
        bySource.put(sourceId, connection);
    }

    /**
     * The session-close of a client is in the ring.
     *
     * @param connection of the client.
     */
    public void onCloseSent(final Connection connection)
    {
        connection.phase(Connection.CLOSED);
    }

    /**
     * A sender is gone: its session is to be closed.
     *
     * @param sourceId of the sender.
     */
    public void onSourceGone(final int sourceId)
    {
        final Connection connection = bySource.get(sourceId);
        if (null != connection)
        {
            connection.sourceGone();
        }
    }

    /**
     * Moves every connection on.
     *
     * @return connections that moved.
     */
    public int doWork()
    {
        int work = 0;
        for (final Connection connection : connections)
        {
            switch (connection.phase())
            {
                case Connection.CONNECTING:
                    work += whileConnecting(connection);
                    break;
                case Connection.REQUESTED:
                    work += whileRequested(connection);
                    break;
                case Connection.ACTIVE:
                    work += whileActive(connection);
                    break;
                case Connection.CLOSING:
                    work += whileClosing(connection);
                    break;
                case Connection.CLOSED:
                    work += whileClosed(connection);
                    break;
                default:
                    break;
            }
        }
        return work;
    }

    private int whileConnecting(final Connection connection)
    {
        final EgressLink link = connection.link();
        if (link.hasFailed() || connection.isSourceGone() || clock.nanoTime() - connection.deadlineNs() > 0)
        {
            counters.connectsRefused().incrementRelease();
            free(connection);
            return 1;
        }
        if (!link.isConnected() ||
            !host.openSession(connection.index(), connection.principalId(), connection.timestampNs()))
        {
            return 0;
        }
        connection.phase(Connection.REQUESTED);
        return 1;
    }

    private int whileRequested(final Connection connection)
    {
        if (connection.isReleased())
        {
            counters.connectsRefused().incrementRelease();
            free(connection);
            return 1;
        }
        if (Connection.NO_SESSION == connection.sessionId())
        {
            return 0;
        }
        activate(connection);
        return 1;
    }

    private void activate(final Connection connection)
    {
        connection.phase(Connection.ACTIVE);
        counters.sessionsOpen().incrementRelease();
    }

    private int whileActive(final Connection connection)
    {
        if (!connection.isSourceGone() && !connection.isUnwanted())
        {
            return 0;
        }
        connection.phase(Connection.CLOSING);
        return whileClosing(connection);
    }

    private int whileClosing(final Connection connection)
    {
        if (!host.closeSession(connection.index(), connection.sessionId()))
        {
            return 0;
        }
        connection.phase(Connection.CLOSED);
        return 1;
    }

    private int whileClosed(final Connection connection)
    {
        if (!connection.isReleased())
        {
            return 0;
        }
        counters.sessionsOpen().decrementRelease();
        free(connection);
        return 1;
    }

    private void free(final Connection connection)
    {
        bySource.remove(connection.sourceId());
        if (lastActive == connection)
        {
            lastActive = null;
        }
        connection.link().close();
        connection.free();
    }

    private Connection firstFree()
    {
        for (final Connection connection : connections)
        {
            if (Connection.FREE == connection.phase())
            {
                return connection;
            }
        }
        return null;
    }
}
