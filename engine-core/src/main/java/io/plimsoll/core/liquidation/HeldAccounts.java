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
package io.plimsoll.core.liquidation;

import io.plimsoll.core.account.AccountRecord;
import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.memory.Arena;
import io.plimsoll.core.memory.Slab;

/**
 * The accounts below their line of which nothing is closed because a price cannot be trusted. Whenever a price or the
 * state of an index changes all of them are looked at once more, a bounded number in each command: a pass runs from
 * the last place to the first, and an account that leaves is replaced by the last one, which has had its turn.
 */
public final class HeldAccounts
{
    /** Queue status of an account in here. */
    public static final int HELD = 3;

    private static final int RECORD_LENGTH = 8;
    private static final int LEFT_OFFSET = 4;

    private final Slab ring;
    private final AccountRecord account;
    private final AccountRecord moved;

    /**
     * Reserves the places.
     *
     * @param arena    to reserve in.
     * @param accounts that may be held.
     * @param capacity number of accounts.
     */
    public HeldAccounts(final Arena arena, final Accounts accounts, final int capacity)
    {
        ring = arena.slab("heldAccounts", RECORD_LENGTH, capacity + 1L);
        ring.used(1);
        account = accounts.newAccountRecord();
        moved = accounts.newAccountRecord();
    }

    /**
     * Accounts that are held.
     *
     * @return number.
     */
    public int size()
    {
        return ring.getInt(0, 0);
    }

    /** Asks for a look at every account that is held now. */
    public void restart()
    {
        ring.putInt(0, LEFT_OFFSET, size());
    }

    /**
     * Whether accounts have still to be looked at.
     *
     * @return true if a {@code Continue} is wanted.
     */
    public boolean isPending()
    {
        return ring.getInt(0, LEFT_OFFSET) != 0;
    }

    /**
     * The next account to be looked at.
     *
     * @return its index, 0 at the end of the pass.
     */
    public int next()
    {
        final int left = Math.min(size(), ring.getInt(0, LEFT_OFFSET));
        ring.putInt(0, LEFT_OFFSET, Math.max(0, left - 1));
        return left == 0 ? 0 : ring.getInt(left, 0);
    }

    /**
     * Holds an account that is in no queue.
     *
     * @param accountIndex of the account.
     */
    public void enter(final int accountIndex)
    {
        final int size = size() + 1;
        ring.putInt(0, 0, size);
        ring.used(size + 1L);
        ring.putInt(size, 0, accountIndex);
        account.wrap(accountIndex);
        account.queueStatus(HELD);
        account.queuePosition(size);
    }

    /**
     * Lets an account go.
     *
     * @param accountIndex of an account that is held.
     */
    public void leave(final int accountIndex)
    {
        account.wrap(accountIndex);
        final int hole = account.queuePosition();
        final int size = size();
        final int last = ring.getInt(size, 0);
        ring.putInt(hole, 0, last);
        ring.putInt(size, 0, 0);
        ring.putInt(0, 0, size - 1);
        ring.putInt(0, LEFT_OFFSET, Math.min(size - 1, ring.getInt(0, LEFT_OFFSET)));
        ring.used(size);
        moved.wrap(last);
        moved.queuePosition(hole);
        account.queueStatus(LiquidationQueue.NOT_QUEUED);
        account.queuePosition(0);
    }
}
