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
package io.plimsoll.core.account;

import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.memory.Arena;
import io.plimsoll.core.memory.Slab;
import io.plimsoll.core.memory.SlotPool;

/**
 * The leverages that accounts have chosen, a singly linked list for each account by rising instrument index. A choice
 * of what is listed takes no record, so that an account without choices costs one comparison. 0 B.
 */
public final class Leverages
{
    private final SlotPool choices;
    private final LeverageRecord choice;
    private final LeverageRecord previous;
    private final AccountRecord account;

    /**
     * Reserves the slab: as many choices as positions.
     *
     * @param arena    to reserve in.
     * @param limits   capacities.
     * @param accounts that choose.
     */
    public Leverages(final Arena arena, final EngineLimits limits, final Accounts accounts)
    {
        choices = new SlotPool(arena, "leverages", LeverageRecord.LENGTH, limits.positions());
        choice = new LeverageRecord(choices.slab());
        previous = new LeverageRecord(choices.slab());
        account = accounts.newAccountRecord();
    }

    /**
     * The leverage that an account has chosen.
     *
     * @param chooser         on the record of the account.
     * @param instrumentIndex of the instrument.
     * @return leverage, 0 if it has chosen none.
     */
    public int of(final AccountRecord chooser, final int instrumentIndex)
    {
        for (int index = chooser.firstLeverage(); index != 0; index = choice.next())
        {
            choice.wrap(index);
            if (choice.instrument() == instrumentIndex)
            {
                return choice.leverage();
            }
        }
        return 0;
    }

    /**
     * Whether another choice can be kept.
     *
     * @return true if there is room.
     */
    public boolean hasRoom()
    {
        return choices.live() < choices.capacity();
    }

    /**
     * The slab of choices.
     *
     * @return slab.
     */
    public Slab slab()
    {
        return choices.slab();
    }

    /**
     * Keeps a choice; there must be room, or a choice of the account for the instrument.
     *
     * @param accountIndex    of the account.
     * @param instrumentIndex of the instrument.
     * @param leverage        at least 1; 0 forgets the choice.
     */
    public void choose(final int accountIndex, final int instrumentIndex, final int leverage)
    {
        account.wrap(accountIndex);
        int before = 0;
        int at = account.firstLeverage();
        while (at != 0)
        {
            choice.wrap(at);
            if (choice.instrument() >= instrumentIndex)
            {
                break;
            }
            before = at;
            at = choice.next();
        }
        final boolean known = at != 0 && choice.instrument() == instrumentIndex;
        if (known && leverage != 0)
        {
            choice.leverage(leverage);
        }
        else if (known)
        {
            link(before, choice.next());
            choices.give(at);
        }
        else if (leverage != 0)
        {
            final int taken = choices.take();
            choice.wrap(taken);
            choice.instrument(instrumentIndex);
            choice.leverage(leverage);
            choice.next(at);
            link(before, taken);
        }
    }

    private void link(final int before, final int index)
    {
        if (before == 0)
        {
            account.firstLeverage(index);
        }
        else
        {
            previous.wrap(before);
            previous.next(index);
        }
    }
}
