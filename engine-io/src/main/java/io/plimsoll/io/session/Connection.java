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

import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * One client's connection, from its request to its end. Made once and used again.
 *
 * <p>The ingress thread owns the phase and the link's life; it hands the link to the egress thread by publishing the
 * session-open command, and gets it back when {@link #released} turns true. The three volatile fields are written by
 * the egress thread while it holds the link, and reset by the ingress thread before it hands the link over.
 */
public final class Connection
{
    /** Of no session yet. */
    public static final int NO_SESSION = 0;

    /** Not in use. */
    static final int FREE = 0;

    /** The link to the client is being made. */
    static final int CONNECTING = 1;

    /** The session-open command is on its way. */
    static final int REQUESTED = 2;

    /** Commands are taken. */
    static final int ACTIVE = 3;

    /** The session is to be closed as soon as the ring has room. */
    static final int CLOSING = 4;

    /** The session-close command is on its way. */
    static final int CLOSED = 5;

    private final int index;
    private final OneToOneRingBuffer backlog;
    private int phase = FREE;
    private int sourceId;
    private long principalId;
    private long timestampNs;
    private long deadlineNs;
    private EgressLink link;
    private long stuckSinceNs;
    private boolean stuck;
    private boolean sourceGone;
    private volatile int sessionId;
    private volatile boolean unwanted;
    private volatile boolean released;

    /**
     * A free connection.
     *
     * @param index         its place in the table.
     * @param backlogLength bytes of effects that wait for a slow client, a power of two.
     */
    public Connection(final int index, final int backlogLength)
    {
        this.index = index;
        backlog = new OneToOneRingBuffer(
            new UnsafeBuffer(ByteBuffer.allocateDirect(backlogLength + RingBufferDescriptor.TRAILER_LENGTH)));
    }

    /**
     * Its place in the table.
     *
     * @return index from 0.
     */
    public int index()
    {
        return index;
    }

    /**
     * The engine's id of the session. Any thread.
     *
     * @return the id, or {@link #NO_SESSION} before the session is open.
     */
    public int sessionId()
    {
        return sessionId;
    }

    /**
     * The way out. Egress thread.
     *
     * @return the link.
     */
    public EgressLink link()
    {
        return link;
    }

    /**
     * Effects that wait because the client is slow. Egress thread.
     *
     * @return the backlog.
     */
    public OneToOneRingBuffer backlog()
    {
        return backlog;
    }

    /**
     * The session is open. Egress thread.
     *
     * @param openedSessionId the engine's id of the session.
     */
    public void bind(final int openedSessionId)
    {
        stuck = false;
        sessionId = openedSessionId;
    }

    /**
     * The client is too slow or gone: its session is to be closed. Egress thread.
     */
    public void disown()
    {
        unwanted = true;
    }

    /**
     * Whether the client has been given up. Any thread.
     *
     * @return true once {@link #disown()} was called.
     */
    public boolean isUnwanted()
    {
        return unwanted;
    }

    /**
     * The egress thread will not use the link again.
     */
    public void release()
    {
        stuck = false;
        released = true;
    }

    /**
     * Notes that an offer failed, and tells since when offers have failed without a success. Egress thread.
     *
     * @param nowNs the present time of a monotonic clock.
     * @return nanoseconds since the first failure of this row.
     */
    public long stuckForNs(final long nowNs)
    {
        if (!stuck)
        {
            stuck = true;
            stuckSinceNs = nowNs;
        }
        return nowNs - stuckSinceNs;
    }

    /**
     * Notes that an offer succeeded. Egress thread.
     */
    public void moved()
    {
        stuck = false;
    }

    void open(final int newSourceId, final long newPrincipalId, final long newTimestampNs, final EgressLink newLink)
    {
        sourceId = newSourceId;
        principalId = newPrincipalId;
        timestampNs = newTimestampNs;
        link = newLink;
        sessionId = NO_SESSION;
        unwanted = false;
        released = false;
        sourceGone = false;
        phase = CONNECTING;
    }

    void free()
    {
        link = null;
        phase = FREE;
    }

    int phase()
    {
        return phase;
    }

    void phase(final int newPhase)
    {
        phase = newPhase;
    }

    int sourceId()
    {
        return sourceId;
    }

    long principalId()
    {
        return principalId;
    }

    long timestampNs()
    {
        return timestampNs;
    }

    void deadlineNs(final long newDeadlineNs)
    {
        deadlineNs = newDeadlineNs;
    }

    long deadlineNs()
    {
        return deadlineNs;
    }

    void sourceGone()
    {
        sourceGone = true;
    }

    boolean isSourceGone()
    {
        return sourceGone;
    }

    boolean isReleased()
    {
        return released;
    }
}
