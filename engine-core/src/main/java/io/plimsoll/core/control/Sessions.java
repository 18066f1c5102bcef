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
package io.plimsoll.core.control;

import io.plimsoll.core.EffectSink;
import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.memory.Arena;
import io.plimsoll.core.memory.IdentifiedSlots;
import io.plimsoll.core.memory.Slab;

/**
 * Sessions and the principals behind them. A session's id is its place in the order of session opens. Private effects
 * of a principal go to the session that it opened last, while that one is open.
 */
public final class Sessions
{
    private final Slab sessions;
    private final IdentifiedSlots principals;
    private final SessionRecord session;
    private final PrincipalRecord principal;
    private final CounterRecord counters;
    private final int capacity;

    /**
     * Reserves the slabs.
     *
     * @param arena    to reserve in.
     * @param limits   capacities.
     * @param counters on its record.
     */
    public Sessions(final Arena arena, final EngineLimits limits, final CounterRecord counters)
    {
        capacity = limits.sessions();
        sessions = arena.slab("sessions", SessionRecord.LENGTH, capacity + 1L);
        principals = new IdentifiedSlots(arena, "principals", PrincipalRecord.LENGTH, capacity);
        session = new SessionRecord(sessions);
        principal = new PrincipalRecord(principals.slab());
        this.counters = counters;
    }

    /**
     * Whether another session can be opened.
     *
     * @return true if there is room.
     */
    public boolean hasRoom()
    {
        return counters.sessionsOpened() < capacity;
    }

    /**
     * The slab of sessions.
     *
     * @return slab.
     */
    public Slab slab()
    {
        return sessions;
    }

    /**
     * Opens a session; there must be room.
     *
     * @param principalId that opens it.
     * @return its id.
     */
    public int open(final long principalId)
    {
        final int sessionId = counters.sessionsOpened() + 1;
        counters.sessionsOpened(sessionId);
        sessions.used(sessionId + 1L);
        int principalIndex = principals.find(principalId);
        if (principalIndex == 0)
        {
            principalIndex = principals.add(principalId);
        }
        principal.wrap(principalIndex);
        principal.principalId(principalId);
        principal.currentSession(sessionId);
        session.wrap(sessionId);
        session.principal(principalIndex);
        session.open(1);
        return sessionId;
    }

    /**
     * Closes an open session.
     *
     * @param sessionId of the session.
     */
    public void close(final int sessionId)
    {
        session.wrap(sessionId);
        session.open(0);
        principal.wrap(session.principal());
        if (principal.currentSession() == sessionId)
        {
            principal.currentSession(0);
        }
    }

    /**
     * Whether a session is open.
     *
     * @param sessionId any number.
     * @return true if it is the id of an open session.
     */
    public boolean isOpen(final int sessionId)
    {
        if (sessionId < 1 || sessionId > counters.sessionsOpened())
        {
            return false;
        }
        session.wrap(sessionId);
        return session.open() == 1;
    }

    /**
     * Number of sessions opened so far.
     *
     * @return number.
     */
    public int opened()
    {
        return counters.sessionsOpened();
    }

    /**
     * The principal of an open session.
     *
     * @param sessionId of the session.
     * @return index of the principal.
     */
    public int principalOf(final int sessionId)
    {
        session.wrap(sessionId);
        return session.principal();
    }

    /**
     * The outside id of a principal.
     *
     * @param principalIndex of the principal.
     * @return its id.
     */
    public long principalId(final int principalIndex)
    {
        principal.wrap(principalIndex);
        return principal.principalId();
    }

    /**
     * Where private effects of a principal go.
     *
     * @param principalIndex of the principal.
     * @return session id, or {@link EffectSink#NO_SESSION}.
     */
    public int recipient(final int principalIndex)
    {
        principal.wrap(principalIndex);
        final int current = principal.currentSession();
        return current == 0 ? EffectSink.NO_SESSION : current;
    }
}
