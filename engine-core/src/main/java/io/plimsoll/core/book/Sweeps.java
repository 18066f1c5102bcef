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
package io.plimsoll.core.book;

import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.account.AccountRecord;
import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.codec.generated.CancelReason;
import io.plimsoll.core.control.KillSwitches;
import io.plimsoll.core.memory.Arena;
import io.plimsoll.core.memory.Slab;
import io.plimsoll.core.price.Catalogue;

/**
 * Cancels the orders of kill switches, first engaged first, a bounded number for each command. An account's orders go
 * by rising id; those of a principal account by account, in the order in which these were opened; those of an
 * instrument from the best price outward, buys before sells, then its stops; those of the engine instrument by
 * instrument. A switch that is released meanwhile keeps what is left of its orders.
 * <pre>
 *   record 0        int32 place of the first entry | int32 number of entries
 *   record 1 .. n   int32 scope | int32 index of the target | int32 index reached | int32 0
 * </pre>
 * Each target has at most one entry, so that the ring holds them all. Written and read by the engine's thread; 0 B.
 */
public final class Sweeps
{
    private static final int RECORD_LENGTH = 16;
    private static final int COUNT_OFFSET = 4;
    private static final int SCOPE_OFFSET = 0;
    private static final int TARGET_OFFSET = 4;
    private static final int CURSOR_OFFSET = 8;
    /** Accounts that a command may pass over for each order that it may cancel: to look costs less than to cancel. */
    private static final long LOOKS_PER_CANCEL = 8;

    private final Slab ring;
    private final int capacity;
    private final Books books;
    private final Cancels cancels;
    private final KillSwitches switches;
    private final Slab accountSlab;
    private final Catalogue catalogue;
    private final AccountRecord account;
    private long cancelsLeft;
    private long looksLeft;
    private long usedCancels;

    /**
     * Reserves the ring.
     *
     * @param arena     to reserve in.
     * @param limits    capacities.
     * @param books     that hold the orders.
     * @param cancels   that cancels them.
     * @param accounts  that own them.
     * @param catalogue that lists the instruments.
     * @param switches  whose orders are cancelled.
     */
    public Sweeps(
        final Arena arena,
        final EngineLimits limits,
        final Books books,
        final Cancels cancels,
        final Accounts accounts,
        final Catalogue catalogue,
        final KillSwitches switches)
    {
        capacity = 2 * limits.accounts() + limits.sessions() + limits.instruments() + 1;
        ring = arena.slab("sweeps", RECORD_LENGTH, capacity + 1L);
        ring.used(1);
        this.books = books;
        this.cancels = cancels;
        this.switches = switches;
        this.catalogue = catalogue;
        accountSlab = accounts.accountSlab();
        account = accounts.newAccountRecord();
    }

    /** Forgets the last command. */
    public void reset()
    {
        usedCancels = 0;
    }

    /**
     * Orders that the last command has cancelled here.
     *
     * @return orders.
     */
    public long cancelsUsed()
    {
        return usedCancels;
    }

    /**
     * Whether orders still wait to be cancelled.
     *
     * @return true if a {@code Continue} is wanted.
     */
    public boolean isPending()
    {
        return ring.getInt(0, COUNT_OFFSET) != 0;
    }

    /**
     * Lets the orders of a switch be cancelled.
     *
     * @param scope of the switch.
     * @param index of its target, 0 for the engine.
     */
    public void add(final int scope, final int index)
    {
        final int count = ring.getInt(0, COUNT_OFFSET);
        if (switches.isSweeping(scope, index))
        {
            beginAnew(scope, index, count);
            return;
        }
        switches.sweeping(scope, index, true);
        final int place = place(count);
        ring.used(Math.max(ring.used(), place + 1L));
        ring.putInt(place, SCOPE_OFFSET, scope);
        ring.putInt(place, TARGET_OFFSET, index);
        ring.putInt(place, CURSOR_OFFSET, 1);
        ring.putInt(0, COUNT_OFFSET, count + 1);
    }

    /** Released and engaged again before its turn was over: there may be orders where the sweep has been already. */
    private void beginAnew(final int scope, final int index, final int count)
    {
        for (int nth = 0; nth < count; nth++)
        {
            final int place = place(nth);
            if (ring.getInt(place, SCOPE_OFFSET) == scope && ring.getInt(place, TARGET_OFFSET) == index)
            {
                ring.putInt(place, CURSOR_OFFSET, 1);
            }
        }
    }

    private int place(final int nth)
    {
        return 1 + (first() - 1 + nth) % capacity;
    }

    private int first()
    {
        return Math.max(1, ring.getInt(0, 0));
    }

    /**
     * Goes on.
     *
     * @param most orders that may be cancelled.
     */
    public void goOn(final long most)
    {
        cancelsLeft = most;
        looksLeft = most * LOOKS_PER_CANCEL;
        while (isPending() && sweep(first()))
        {
            removeFirst();
        }
        usedCancels = most - cancelsLeft;
    }

    private void removeFirst()
    {
        final int place = first();
        final int count = ring.getInt(0, COUNT_OFFSET) - 1;
        switches.sweeping(ring.getInt(place, SCOPE_OFFSET), ring.getInt(place, TARGET_OFFSET), false);
        ring.zero(place);
        ring.putInt(0, COUNT_OFFSET, count);
        // An empty ring begins anew, so that the state of an engine does not tell of switches long forgotten.
        ring.putInt(0, 0, count == 0 ? 0 : place % capacity + 1);
        ring.used(count == 0 ? 1 : ring.used());
    }

    /** Cancels what an entry asks for; true if it is done. */
    private boolean sweep(final int place)
    {
        final int scope = ring.getInt(place, SCOPE_OFFSET);
        final int target = ring.getInt(place, TARGET_OFFSET);
        if (!switches.isEngaged(scope, target))
        {
            return true;
        }
        switch (scope)
        {
            case KillSwitches.ACCOUNT:
                return sweepAccount(target);
            case KillSwitches.PRINCIPAL:
                return sweepPrincipal(place, target);
            case KillSwitches.INSTRUMENT:
                return sweepInstrument(target);
            default:
                return sweepEngine(place);
        }
    }

    private boolean sweepAccount(final int accountIndex)
    {
        account.wrap(accountIndex);
        while (account.firstOrder() != 0)
        {
            if (!cancel(account.firstOrder()))
            {
                return false;
            }
        }
        return true;
    }

    private boolean sweepPrincipal(final int place, final int principalIndex)
    {
        int index = ring.getInt(place, CURSOR_OFFSET);
        boolean goesOn = true;
        while (goesOn && index < accountSlab.used())
        {
            account.wrap(index);
            goesOn = looksLeft > 0 && (account.principal() != principalIndex || sweepAccount(index));
            looksLeft--;
            index += goesOn ? 1 : 0;
        }
        ring.putInt(place, CURSOR_OFFSET, index);
        return goesOn;
    }

    private boolean sweepInstrument(final int instrumentIndex)
    {
        int order = books.firstOf(instrumentIndex);
        while (order != 0 && cancel(order))
        {
            order = books.firstOf(instrumentIndex);
        }
        return order == 0;
    }

    private boolean sweepEngine(final int place)
    {
        int index = ring.getInt(place, CURSOR_OFFSET);
        boolean goesOn = true;
        while (goesOn && index <= catalogue.instruments().count())
        {
            goesOn = sweepInstrument(index);
            index += goesOn ? 1 : 0;
        }
        ring.putInt(place, CURSOR_OFFSET, index);
        return goesOn;
    }

    private boolean cancel(final int orderIndex)
    {
        if (cancelsLeft == 0)
        {
            return false;
        }
        cancelsLeft--;
        cancels.cancel(orderIndex, CancelReason.KILL_SWITCH);
        return true;
    }
}
