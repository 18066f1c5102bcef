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
package io.plimsoll.core.margin;

import io.plimsoll.core.account.TouchedAccounts;
import io.plimsoll.core.memory.Arena;
import io.plimsoll.core.memory.Memory;
import io.plimsoll.core.memory.Slab;

/**
 * A list of accounts, as those for which no bound can be set, because the roundings of their assets decide or because
 * their rates are frozen: each move of a price, of funding or of rates touches them all. A ring in the order in which
 * they came:
 * <pre>
 *   record 0                          record n, an account
 *   0        4        8               0        4        8
 *   +--------+--------+               +--------+--------+
 *   | first  | last   |               | next   | before |      0 stands for record 0; both + 1 while n is watched
 *   +--------+--------+               +--------+--------+
 * </pre>
 * Constant time for each account, 0 B.
 */
final class WatchedAccounts
{
    private static final int LENGTH = 8;
    private static final int NEXT = 0;
    private static final int BEFORE = 4;

    private final Slab slab;
    private final TouchedAccounts touched;

    WatchedAccounts(final Arena arena, final String name, final int accounts, final TouchedAccounts touched)
    {
        slab = arena.slab(name, LENGTH, accounts + 1L);
        slab.used(slab.capacity());
        this.touched = touched;
    }

    /**
     * Adds an account; it may be watched already.
     *
     * @param accountIndex of the account.
     */
    void watch(final int accountIndex)
    {
        if (get(accountIndex, NEXT) != 0)
        {
            return;
        }
        final int last = get(0, BEFORE);
        put(accountIndex, BEFORE, last + 1);
        put(accountIndex, NEXT, 1);
        put(0, BEFORE, accountIndex);
        put(last, NEXT, last == 0 ? accountIndex : accountIndex + 1);
    }

    /**
     * Takes an account out, if it is watched.
     *
     * @param accountIndex of the account.
     */
    void leave(final int accountIndex)
    {
        if (get(accountIndex, NEXT) == 0)
        {
            return;
        }
        final int next = get(accountIndex, NEXT) - 1;
        final int before = get(accountIndex, BEFORE) - 1;
        put(before, NEXT, before == 0 ? next : next + 1);
        put(next, BEFORE, next == 0 ? before : before + 1);
        put(accountIndex, NEXT, 0);
        put(accountIndex, BEFORE, 0);
    }

    /**
     * Whether an account is in.
     *
     * @param accountIndex of the account.
     * @return true if so.
     */
    boolean has(final int accountIndex)
    {
        return get(accountIndex, NEXT) != 0;
    }

    /**
     * The account that came first.
     *
     * @return its index, 0 if there is none.
     */
    int first()
    {
        return get(0, NEXT);
    }

    /**
     * The account that came after another.
     *
     * @param accountIndex of an account that is in.
     * @return its index, 0 if there is none.
     */
    int after(final int accountIndex)
    {
        return get(accountIndex, NEXT) - 1;
    }

    /** Touches every watched account: something has moved. */
    void touchAll()
    {
        int accountIndex = get(0, NEXT);
        while (accountIndex != 0)
        {
            touched.touchByPrice(accountIndex);
            accountIndex = get(accountIndex, NEXT) - 1;
        }
    }

    private int get(final int record, final int offset)
    {
        return Memory.getInt(slab.address(record) + offset);
    }

    private void put(final int record, final int offset, final int value)
    {
        Memory.putInt(slab.address(record) + offset, value);
    }
}
