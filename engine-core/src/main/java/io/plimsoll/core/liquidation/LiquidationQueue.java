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
import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.memory.Arena;
import io.plimsoll.core.memory.Slab;

/**
 * The accounts that wait to be served, lowest health first: a binary heap ordered by {@code E / MM} of each account's
 * last exact evaluation, compared by cross-multiplication. Equal health is served by (account id + hour of its
 * evaluation) mod 2^32, so that old ids are not preferred for ever.
 * <pre>
 *   record 0       int32 size
 *   record 1 .. n  int32 index of the account at that place of the heap
 * </pre>
 */
public final class LiquidationQueue
{
    /** Queue status of an account that is not in the queue. */
    public static final int NOT_QUEUED = 0;
    /** Queue status of an account in this heap. */
    public static final int SERVED = 1;
    /** Queue status of an account in the waiting ring. */
    public static final int WAITING = 2;

    private static final int RECORD_LENGTH = 8;

    private final Slab places;
    private final AccountRecord account;
    private final AccountRecord other;
    private final Int128 left = new Int128();
    private final Int128 right = new Int128();

    /**
     * Reserves the heap.
     *
     * @param arena    to reserve in.
     * @param accounts that may be queued.
     * @param capacity number of accounts.
     */
    public LiquidationQueue(final Arena arena, final Accounts accounts, final int capacity)
    {
        places = arena.slab("liquidationQueue", RECORD_LENGTH, capacity + 1L);
        places.used(1);
        account = accounts.newAccountRecord();
        other = accounts.newAccountRecord();
    }

    /**
     * Accounts in the heap.
     *
     * @return number.
     */
    public int size()
    {
        return places.getInt(0, 0);
    }

    /**
     * The account with the lowest health.
     *
     * @return its index; the queue must not be empty.
     */
    public int lowest()
    {
        return places.getInt(1, 0);
    }

    /**
     * Queues an account or, if it is queued already, moves it to the place of its new health.
     *
     * @param accountIndex     of the account.
     * @param equityAtoms      of its exact evaluation.
     * @param maintenanceAtoms of its exact evaluation, rounded up.
     * @param tie              order among equal health.
     */
    public void put(final int accountIndex, final long equityAtoms, final long maintenanceAtoms, final int tie)
    {
        account.wrap(accountIndex);
        account.queueEquityAtoms(equityAtoms);
        account.queueMaintenanceAtoms(maintenanceAtoms);
        account.queueTie(tie);
        if (account.queueStatus() != SERVED)
        {
            final int size = size() + 1;
            places.putInt(0, 0, size);
            places.used(size + 1L);
            account.queueStatus(SERVED);
            place(accountIndex, size);
        }
        account.wrap(accountIndex);
        siftUp(accountIndex, account.queuePosition());
        account.wrap(accountIndex);
        siftDown(accountIndex, account.queuePosition());
    }

    /**
     * Takes an account out of the heap.
     *
     * @param accountIndex of an account in it.
     */
    public void remove(final int accountIndex)
    {
        account.wrap(accountIndex);
        final int hole = account.queuePosition();
        account.queueStatus(NOT_QUEUED);
        account.queuePosition(0);
        final int size = size();
        final int moved = places.getInt(size, 0);
        places.putInt(size, 0, 0);
        places.putInt(0, 0, size - 1);
        places.used(size);
        if (moved != accountIndex)
        {
            place(moved, hole);
            siftUp(moved, hole);
            account.wrap(moved);
            siftDown(moved, account.queuePosition());
        }
    }

    private void siftUp(final int accountIndex, final int from)
    {
        int place = from;
        while (place > 1)
        {
            final int parent = places.getInt(place >> 1, 0);
            if (!isBefore(accountIndex, parent))
            {
                break;
            }
            place(parent, place);
            place >>= 1;
        }
        place(accountIndex, place);
    }

    private void siftDown(final int accountIndex, final int from)
    {
        final int size = size();
        int place = from;
        while (2 * place <= size)
        {
            int child = 2 * place;
            if (child < size && isBefore(places.getInt(child + 1, 0), places.getInt(child, 0)))
            {
                child++;
            }
            if (!isBefore(places.getInt(child, 0), accountIndex))
            {
                break;
            }
            place(places.getInt(child, 0), place);
            place = child;
        }
        place(accountIndex, place);
    }

    private void place(final int accountIndex, final int place)
    {
        places.putInt(place, 0, accountIndex);
        other.wrap(accountIndex);
        other.queuePosition(place);
    }

    private boolean isBefore(final int oneIndex, final int otherIndex)
    {
        account.wrap(oneIndex);
        other.wrap(otherIndex);
        left.product(account.queueEquityAtoms(), other.queueMaintenanceAtoms());
        right.product(other.queueEquityAtoms(), account.queueMaintenanceAtoms());
        final int order = left.compareTo(right);
        if (order != 0)
        {
            return order < 0;
        }
        final int tie = Integer.compareUnsigned(account.queueTie(), other.queueTie());
        return tie != 0 ? tie < 0 : oneIndex < otherIndex;
    }
}
