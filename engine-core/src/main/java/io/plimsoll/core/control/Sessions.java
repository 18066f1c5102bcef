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
import io.plimsoll.core.memory.IdScramble;
import io.plimsoll.core.memory.IdentifiedSlots;
import io.plimsoll.core.memory.LongIntTable;
import io.plimsoll.core.memory.Slab;
import io.plimsoll.core.memory.SlotPool;

/**
 * Open sessions and the principals behind them. A session's id is its place in the order of session opens. Private
 * effects of a principal go to the session that it opened last, of those still open.
 */
public final class Sessions
{
    private final SlotPool pool;
    private final LongIntTable byId;
    private final IdentifiedSlots principals;
    private final SessionRecord session;
    private final SessionRecord asked;
    private final SessionRecord neighbour;
    private final PrincipalRecord principal;
    private final CounterRecord counters;

    /**
     * Reserves the slabs.
     *
     * @param arena    to reserve in.
     * @param limits   capacities.
     * @param counters on its record.
     */
    public Sessions(final Arena arena, final EngineLimits limits, final CounterRecord counters)
    {
        pool = new SlotPool(arena, "sessions", SessionRecord.LENGTH, limits.sessions());
        byId = new LongIntTable(arena, "sessions.ids", limits.sessions());
        principals = new IdentifiedSlots(
            arena, "principals", PrincipalRecord.LENGTH, limits.sessions() + limits.accounts(),
            new IdScramble(limits.hashSeed()));
        session = new SessionRecord(pool.slab());
        asked = new SessionRecord(pool.slab());
        neighbour = new SessionRecord(pool.slab());
        principal = new PrincipalRecord(principals.slab());
        this.counters = counters;
    }

    /**
     * The slab that has no room for a session of a principal.
     *
     * @param principalId that would open it.
     * @return a full slab, or null while there is room.
     */
    public Slab fullSlab(final long principalId)
    {
        if (pool.live() == pool.capacity())
        {
            return pool.slab();
        }
        return principals.find(principalId) == 0 && !principals.hasRoom() ? principals.slab() : null;
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
        int principalIndex = principals.find(principalId);
        if (principalIndex == 0)
        {
            principalIndex = principals.add(principalId);
        }
        final int slot = pool.take();
        byId.put(sessionId, slot);
        principal.wrap(principalIndex);
        principal.principalId(principalId);
        session.wrap(slot);
        session.sessionId(sessionId);
        session.principal(principalIndex);
        link(principal.newestSession(), slot);
        principal.newestSession(slot);
        return sessionId;
    }

    /**
     * Closes an open session.
     *
     * @param sessionId of the session.
     */
    public void close(final int sessionId)
    {
        final int slot = byId.remove(sessionId);
        session.wrap(slot);
        final int older = session.older();
        final int newer = session.newer();
        if (newer == 0)
        {
            principal.wrap(session.principal());
            principal.newestSession(older);
        }
        link(older, newer);
        pool.give(slot);
    }

    /** Makes two sessions of a principal neighbours; either may be absent. */
    private void link(final int older, final int newer)
    {
        if (older != 0)
        {
            neighbour.wrap(older);
            neighbour.newer(newer);
        }
        if (newer != 0)
        {
            neighbour.wrap(newer);
            neighbour.older(older);
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
        return find(sessionId) != 0;
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
        find(sessionId);
        return asked.principal();
    }

    /** Wraps the session asked about; a command asks more than once, and its record says whose it is. */
    private int find(final int sessionId)
    {
        if (asked.sessionId() != sessionId || sessionId == 0)
        {
            asked.wrap(byId.get(sessionId));
        }
        return asked.index();
    }

    /**
     * A flyweight of the caller's own over the principals.
     *
     * @return a new flyweight.
     */
    public PrincipalRecord newPrincipalRecord()
    {
        return new PrincipalRecord(principals.slab());
    }

    /**
     * Index of a principal.
     *
     * @param principalId that the outside world uses.
     * @return index, 0 if it has never opened a session.
     */
    public int findPrincipal(final long principalId)
    {
        return principals.find(principalId);
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
        final int newest = principal.newestSession();
        if (newest == 0)
        {
            return EffectSink.NO_SESSION;
        }
        session.wrap(newest);
        return session.sessionId();
    }
}
