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
import io.plimsoll.core.memory.IdScramble;
import io.plimsoll.core.memory.IdentifiedSlots;
import io.plimsoll.core.memory.Slab;
import io.plimsoll.core.memory.SlotPool;

/**
 * The accounts with their positions, balances and loans. All of them hang on the account as singly linked lists,
 * positions by rising instrument index, balances and loans by rising asset index, so that every walk has one order.
 */
public final class Accounts
{
    private final IdentifiedSlots accounts;
    private final SlotPool positions;
    private final SlotPool balances;
    private final Loans loans;
    private final Shortfalls shortfalls;
    private final AccountRecord account;
    private final PositionRecord position;
    private final PositionRecord previousPosition;
    private final BalanceRecord balance;
    private final BalanceRecord previousBalance;

    /**
     * Reserves the slabs.
     *
     * @param arena  to reserve in.
     * @param limits capacities.
     */
    public Accounts(final Arena arena, final EngineLimits limits)
    {
        accounts = new IdentifiedSlots(
            arena, "accounts", AccountRecord.LENGTH, limits.accounts(), new IdScramble(limits.hashSeed()));
        positions = new SlotPool(arena, "positions", PositionRecord.LENGTH, limits.positions());
        balances = new SlotPool(arena, "balances", BalanceRecord.LENGTH, limits.balances());
        loans = new Loans(arena, limits, accounts.slab());
        account = new AccountRecord(accounts.slab());
        position = new PositionRecord(positions.slab());
        previousPosition = new PositionRecord(positions.slab());
        balance = new BalanceRecord(balances.slab());
        previousBalance = new BalanceRecord(balances.slab());
        shortfalls = new Shortfalls(arena, limits, this);
    }

    /**
     * A flyweight of the caller's own over the accounts.
     *
     * @return a new flyweight.
     */
    public AccountRecord newAccountRecord()
    {
        return new AccountRecord(accounts.slab());
    }

    /**
     * A flyweight of the caller's own over the positions.
     *
     * @return a new flyweight.
     */
    public PositionRecord newPositionRecord()
    {
        return new PositionRecord(positions.slab());
    }

    /**
     * A flyweight of the caller's own over the balances.
     *
     * @return a new flyweight.
     */
    public BalanceRecord newBalanceRecord()
    {
        return new BalanceRecord(balances.slab());
    }

    /**
     * What accounts hold less than nothing of.
     *
     * @return their shortfalls.
     */
    public Shortfalls shortfalls()
    {
        return shortfalls;
    }

    /**
     * What accounts have borrowed.
     *
     * @return their loans.
     */
    public Loans loans()
    {
        return loans;
    }

    /**
     * Index of an account.
     *
     * @param accountId id of the outside world.
     * @return index, 0 if there is none.
     */
    public int find(final long accountId)
    {
        return accounts.find(accountId);
    }

    /**
     * Number of accounts; their indexes run from 1 to it.
     *
     * @return number.
     */
    public int count()
    {
        return accounts.count();
    }

    /**
     * Whether another account can be opened.
     *
     * @return true if there is room.
     */
    public boolean hasRoom()
    {
        return accounts.hasRoom();
    }

    /**
     * The slab of accounts.
     *
     * @return slab.
     */
    public Slab accountSlab()
    {
        return accounts.slab();
    }

    /**
     * The slab of positions.
     *
     * @return slab.
     */
    public Slab positionSlab()
    {
        return positions.slab();
    }

    /**
     * The slab of balances.
     *
     * @return slab.
     */
    public Slab balanceSlab()
    {
        return balances.slab();
    }

    /**
     * Opens an account; there must be room.
     *
     * @param accountId        id of the outside world, not yet taken.
     * @param principal        that owns it.
     * @param selfTradeGroupId its group, 0 for none.
     */
    public void open(final long accountId, final int principal, final long selfTradeGroupId)
    {
        account.wrap(accounts.add(accountId));
        account.accountId(accountId);
        account.principal(principal);
        account.selfTradeGroupId(selfTradeGroupId);
    }

    /**
     * Finds the position of an account in an instrument.
     *
     * @param accountIndex    of the account.
     * @param instrumentIndex of the instrument.
     * @return index of the position, 0 if there is none.
     */
    public int findPosition(final int accountIndex, final int instrumentIndex)
    {
        account.wrap(accountIndex);
        for (int index = account.firstPosition(); index != 0; index = position.next())
        {
            position.wrap(index);
            if (position.instrument() == instrumentIndex)
            {
                return index;
            }
        }
        return 0;
    }

    /**
     * Whether another position can be opened.
     *
     * @return true if there is room.
     */
    public boolean hasRoomForPosition()
    {
        return positions.live() < positions.capacity();
    }

    /**
     * Opens a position where the account has none; there must be room.
     *
     * @param accountIndex    of the account.
     * @param instrumentIndex of the instrument.
     * @return index of the position.
     */
    public int openPosition(final int accountIndex, final int instrumentIndex)
    {
        final int opened = positions.take();
        account.wrap(accountIndex);
        int before = 0;
        int after = account.firstPosition();
        while (after != 0)
        {
            position.wrap(after);
            if (position.instrument() > instrumentIndex)
            {
                break;
            }
            before = after;
            after = position.next();
        }
        position.wrap(opened);
        position.account(accountIndex);
        position.instrument(instrumentIndex);
        position.next(after);
        linkPosition(before, opened);
        account.positionCount(account.positionCount() + 1);
        return opened;
    }

    /**
     * Gives a position back that has neither lots nor orders.
     *
     * @param positionIndex of the position.
     */
    public void closePosition(final int positionIndex)
    {
        position.wrap(positionIndex);
        final int after = position.next();
        account.wrap(position.account());
        int before = 0;
        for (int index = account.firstPosition(); index != positionIndex; index = previousPosition.next())
        {
            previousPosition.wrap(index);
            before = index;
        }
        linkPosition(before, after);
        account.positionCount(account.positionCount() - 1);
        positions.give(positionIndex);
    }

    private void linkPosition(final int before, final int index)
    {
        if (before == 0)
        {
            account.firstPosition(index);
        }
        else
        {
            previousPosition.wrap(before);
            previousPosition.next(index);
        }
    }

    /**
     * Finds the balance of an account in an asset other than the reference asset.
     *
     * @param accountIndex of the account.
     * @param assetIndex   of the asset.
     * @return index of the balance, 0 if there is none.
     */
    public int findBalance(final int accountIndex, final int assetIndex)
    {
        account.wrap(accountIndex);
        for (int index = account.firstBalance(); index != 0; index = balance.next())
        {
            balance.wrap(index);
            if (balance.asset() == assetIndex)
            {
                return index;
            }
        }
        return 0;
    }

    /**
     * Whether another balance can be opened.
     *
     * @return true if there is room.
     */
    public boolean hasRoomForBalance()
    {
        return balances.live() < balances.capacity();
    }

    /**
     * How many more balances can be opened.
     *
     * @return number.
     */
    public int roomForBalances()
    {
        return balances.capacity() - balances.live();
    }

    /**
     * Opens a balance where the account has none; there must be room.
     *
     * @param accountIndex of the account.
     * @param assetIndex   of the asset.
     * @return index of the balance.
     */
    public int openBalance(final int accountIndex, final int assetIndex)
    {
        final int opened = balances.take();
        account.wrap(accountIndex);
        int before = 0;
        int after = account.firstBalance();
        while (after != 0)
        {
            balance.wrap(after);
            if (balance.asset() > assetIndex)
            {
                break;
            }
            before = after;
            after = balance.next();
        }
        balance.wrap(opened);
        balance.account(accountIndex);
        balance.asset(assetIndex);
        balance.next(after);
        linkBalance(before, opened);
        return opened;
    }

    /**
     * Gives an empty balance back.
     *
     * @param balanceIndex of the balance.
     */
    public void closeBalance(final int balanceIndex)
    {
        balance.wrap(balanceIndex);
        final int after = balance.next();
        account.wrap(balance.account());
        int before = 0;
        for (int index = account.firstBalance(); index != balanceIndex; index = previousBalance.next())
        {
            previousBalance.wrap(index);
            before = index;
        }
        linkBalance(before, after);
        balances.give(balanceIndex);
    }

    private void linkBalance(final int before, final int index)
    {
        if (before == 0)
        {
            account.firstBalance(index);
        }
        else
        {
            previousBalance.wrap(before);
            previousBalance.next(index);
        }
    }
}
