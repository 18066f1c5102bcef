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
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.Refusal;
import io.plimsoll.core.memory.Arena;
import io.plimsoll.core.memory.SlotPool;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.InstrumentRecord;

/**
 * The accounts that hold an isolated position: each an account like any other, with equity, requirement and episodes of
 * its own, that trades one instrument and hangs on the account that it was opened under, oldest first. 0 B.
 */
public final class IsolatedAccounts
{
    private final SlotPool pool;
    private final Accounts accounts;
    private final IsolatedRecord isolated;
    private final AccountRecord account;
    private final InstrumentRecord instrument;

    /**
     * Reserves the slab: one record for each account.
     *
     * @param arena     to reserve in.
     * @param limits    capacities.
     * @param accounts  that exist.
     * @param catalogue of instruments.
     */
    public IsolatedAccounts(
        final Arena arena, final EngineLimits limits, final Accounts accounts, final Catalogue catalogue)
    {
        pool = new SlotPool(arena, "isolated", IsolatedRecord.LENGTH, limits.accounts());
        this.accounts = accounts;
        isolated = newRecord();
        account = accounts.newAccountRecord();
        instrument = catalogue.newInstrumentRecord();
    }

    /**
     * A flyweight of the caller's own.
     *
     * @return a new flyweight.
     */
    public IsolatedRecord newRecord()
    {
        return new IsolatedRecord(pool.slab());
    }

    /**
     * Whether there is any isolated account.
     *
     * @return true if so.
     */
    public boolean isAny()
    {
        return pool.live() != 0;
    }

    /**
     * Holds an order to the instrument of an isolated account.
     *
     * @param accountIndex of the account that sends it.
     * @param traded       on the record of the instrument of the order.
     * @param refusal      receives the reason.
     * @return a {@link ResultCode}.
     */
    public int check(final int accountIndex, final InstrumentRecord traded, final Refusal refusal)
    {
        account.wrap(accountIndex);
        if (account.isolated() == 0)
        {
            return ResultCode.ACCEPTED;
        }
        isolated.wrap(account.isolated());
        if (isolated.instrument() == traded.index())
        {
            return ResultCode.ACCEPTED;
        }
        instrument.wrap(isolated.instrument());
        return refusal.refuse(ResultCode.ISOLATED_INSTRUMENT,
            isolated.instrument() == 0 ? 0 : instrument.instrumentId(), traded.instrumentId());
    }

    /**
     * Number of isolated accounts of a parent, open or closed.
     *
     * @param parentIndex of the parent.
     * @return number.
     */
    public int count(final int parentIndex)
    {
        account.wrap(parentIndex);
        int count = 0;
        for (int at = account.firstIsolated(); at != 0; at = isolated.next())
        {
            isolated.wrap(at);
            count++;
        }
        return count;
    }

    /**
     * Opens an account under another; there must be room, and no account with its id.
     *
     * @param parentIndex of the parent.
     * @param accountId   of the new account.
     * @return its record.
     */
    public int open(final int parentIndex, final long accountId)
    {
        account.wrap(parentIndex);
        accounts.open(accountId, account.principal(), account.selfTradeGroupId());
        final int taken = pool.take();
        final int opened = accounts.find(accountId);
        int last = 0;
        for (int at = account.firstIsolated(); at != 0; at = isolated.next())
        {
            isolated.wrap(at);
            last = at;
        }
        if (last == 0)
        {
            account.firstIsolated(taken);
        }
        else
        {
            isolated.next(taken);
        }
        isolated.wrap(taken);
        isolated.account(opened);
        isolated.parent(parentIndex);
        account.wrap(opened);
        account.isolated(taken);
        return taken;
    }
}
