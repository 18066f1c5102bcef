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
package io.plimsoll.core;

import io.plimsoll.core.account.AccountRecord;
import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.account.BalanceRecord;
import io.plimsoll.core.account.IsolatedAccounts;
import io.plimsoll.core.account.IsolatedRecord;
import io.plimsoll.core.book.OrderTerms;
import io.plimsoll.core.codec.AccountEffectWriter;
import io.plimsoll.core.codec.Refusal;
import io.plimsoll.core.codec.generated.InstrumentKind;
import io.plimsoll.core.codec.generated.IsolatedAction;
import io.plimsoll.core.codec.generated.SetIsolatedDecoder;
import io.plimsoll.core.margin.ListingRules;
import io.plimsoll.core.margin.OracleGuard;
import io.plimsoll.core.margin.SpotCheck;
import io.plimsoll.core.margin.Valuation;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.Contracts;
import io.plimsoll.core.price.InstrumentRecord;

/**
 * Isolated positions: an account of its own under another account, for one instrument. Collateral comes and goes by
 * transfers; closing gives back what is left, and never a deficit.
 */
final class IsolatedCommands
{
    private final Refusal refusal;
    private final EngineLimits limits;
    private final Access access;
    private final Accounts accounts;
    private final Catalogue catalogue;
    private final OrderTerms clock;
    private final IsolatedAccounts isolatedAccounts;
    private final BalanceMoves moves;
    private final SpotCheck spot;
    private final OracleGuard guard;
    private final Valuation valuation;
    private final AccountEffectWriter effects;
    private final AccountRecord parent;
    private final AccountRecord account;
    private final BalanceRecord balance;
    private final IsolatedRecord isolated;
    private final InstrumentRecord instrument;

    IsolatedCommands(final Rooms rooms)
    {
        refusal = rooms.refusal;
        clock = rooms.books.terms();
        limits = rooms.limits;
        access = rooms.access;
        accounts = rooms.accounts;
        catalogue = rooms.catalogue;
        isolatedAccounts = rooms.isolated;
        guard = rooms.guard;
        moves = rooms.moves;
        spot = rooms.spotCheck;
        valuation = rooms.valuation;
        effects = rooms.accountEffects;
        parent = accounts.newAccountRecord();
        account = accounts.newAccountRecord();
        balance = accounts.newBalanceRecord();
        isolated = isolatedAccounts.newRecord();
        instrument = catalogue.newInstrumentRecord();
    }

    int set(final SetIsolatedDecoder command, final int sessionId)
    {
        final int parentIndex = access.ownAccount(command.accountId(), sessionId);
        if (parentIndex == 0)
        {
            return refusal.code();
        }
        parent.wrap(parentIndex);
        final int action = command.actionRaw();
        if (action > IsolatedAction.CLOSE.value())
        {
            return refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, IsolatedAction.CLOSE.value(), action);
        }
        final long capAtoms = command.topUpCapAtoms();
        if (capAtoms < 0 || capAtoms > ListingRules.VALUE_MAX)
        {
            return refusal.refuse(
                ResultCode.FIELD_OUT_OF_RANGE, capAtoms < 0 ? 0 : ListingRules.VALUE_MAX, capAtoms);
        }
        if (action == IsolatedAction.OPEN.value())
        {
            return open(command, capAtoms);
        }
        if (find(command.isolatedId()) != ResultCode.ACCEPTED)
        {
            return refusal.code();
        }
        return action == IsolatedAction.CLOSE.value() ? close() : topUp(capAtoms);
    }

    /** Finds the account, which must have been opened under the parent, and be open. */
    private int find(final long accountId)
    {
        final int index = accounts.find(accountId);
        if (index == 0)
        {
            return refusal.refuse(ResultCode.UNKNOWN_ACCOUNT, 0, accountId);
        }
        account.wrap(index);
        isolated.wrap(account.isolated());
        return account.isolated() != 0 && isolated.parent() == parent.index() && isolated.instrument() != 0 ?
            ResultCode.ACCEPTED : refusal.refuse(ResultCode.ISOLATED_ACCOUNT, parent.accountId(), accountId);
    }

    private int open(final SetIsolatedDecoder command, final long capAtoms)
    {
        final int found = catalogue.instruments().find(command.instrumentId());
        if (parent.isolated() != 0)
        {
            return refusal.refuse(ResultCode.ISOLATED_ACCOUNT, 0, parent.accountId());
        }
        if (found == 0)
        {
            return refusal.refuse(ResultCode.UNKNOWN_INSTRUMENT, 0, command.instrumentId());
        }
        instrument.wrap(found);
        if (Contracts.isSpot(instrument))
        {
            return refusal.refuse(ResultCode.NOT_SUPPORTED,
                InstrumentKind.LINEAR_PERPETUAL.value(), InstrumentKind.SPOT.value());
        }
        final int record = recordToOpen(command.isolatedId());
        if (record != 0)
        {
            isolated.wrap(record);
            isolated.instrument(found);
            topUp(capAtoms);
        }
        return refusal.code();
    }

    /** The record of an account that was closed, or of a new one; 0 if refused. */
    private int recordToOpen(final long accountId)
    {
        final int known = accounts.find(accountId);
        if (known != 0)
        {
            account.wrap(known);
            isolated.wrap(account.isolated());
            if (account.isolated() == 0 || isolated.parent() != parent.index() || isolated.instrument() != 0)
            {
                refusal.refuse(ResultCode.ALREADY_EXISTS, 0, accountId);
                return 0;
            }
            return account.isolated();
        }
        final int count = isolatedAccounts.count(parent.index());
        if (accountId < 1)
        {
            refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, 1, accountId);
        }
        else if (count >= limits.positionsPerAccount())
        {
            refusal.refuse(ResultCode.ISOLATED_LIMIT, limits.positionsPerAccount(), count + 1L);
        }
        else if (!accounts.hasRoom())
        {
            refusal.refuseFull(accounts.accountSlab());
        }
        return refusal.code() == ResultCode.ACCEPTED ? isolatedAccounts.open(parent.index(), accountId) : 0;
    }

    private int topUp(final long capAtoms)
    {
        isolated.topUpCapAtoms(capAtoms);
        isolated.toppedUpAtoms(0);
        return ResultCode.ACCEPTED;
    }

    private int close()
    {
        if (account.firstPosition() != 0 || account.firstOrder() != 0)
        {
            return refusal.refuse(
                ResultCode.ISOLATED_IN_USE, 0, (long)account.positionCount() + account.openOrders());
        }
        if (account.cashAtoms() < 0)
        {
            return refusal.refuse(ResultCode.ISOLATED_IN_USE, 0, account.cashAtoms());
        }
        for (int at = account.firstBalance(); at != 0; at = balance.next())
        {
            balance.wrap(at);
            if (balance.balanceAtoms() < 0)
            {
                return refusal.refuse(ResultCode.ISOLATED_IN_USE, 0, balance.balanceAtoms());
            }
        }
        final long due = accounts.shortfalls().anyDueAtoms(account.index(), clock.nowNs());
        if (due != 0)
        {
            return refusal.refuse(ResultCode.ISOLATED_IN_USE, 0, -due);
        }
        final int priced = guard.checkWithdraw(account.index());
        final int code = priced == ResultCode.ACCEPTED ? checkReturn() : priced;
        if (code == ResultCode.ACCEPTED)
        {
            giveBack();
            isolated.instrument(0);
            topUp(0);
        }
        return code;
    }

    /** Whether the parent may receive all of it. */
    private int checkReturn()
    {
        final int to = parent.index();
        int missing = 0;
        int code = account.cashAtoms() == 0 ? ResultCode.ACCEPTED :
            moves.checkReceipt(to, Catalogue.REFERENCE, account.cashAtoms());
        for (int at = account.firstBalance(); at != 0 && code == ResultCode.ACCEPTED; at = balance.next())
        {
            balance.wrap(at);
            missing += accounts.findBalance(to, balance.asset()) == 0 ? 1 : 0;
            code = moves.checkReceipt(to, balance.asset(), balance.balanceAtoms());
        }
        if (code != ResultCode.ACCEPTED || account.firstBalance() == 0)
        {
            return code;
        }
        if (missing > accounts.roomForBalances())
        {
            return refusal.refuseFull(accounts.balanceSlab());
        }
        final long highest = spot.highestCollateralAtoms(to, Catalogue.REFERENCE, 0) +
            spot.highestCollateralAtoms(account.index(), Catalogue.REFERENCE, 0);
        return highest >= 0 && highest <= ListingRules.COLLATERAL_MAX ? ResultCode.ACCEPTED : refusal.refuse(
            ResultCode.COLLATERAL_LIMIT, ListingRules.COLLATERAL_MAX, highest < 0 ? Long.MAX_VALUE : highest);
    }

    private void giveBack()
    {
        final long cashAtoms = account.cashAtoms();
        if (cashAtoms != 0)
        {
            moves.move(account.index(), Catalogue.REFERENCE, -cashAtoms);
            moves.move(parent.index(), Catalogue.REFERENCE, cashAtoms);
        }
        for (int at = account.firstBalance(); at != 0; at = balance.next())
        {
            balance.wrap(at);
            final long atoms = balance.balanceAtoms();
            if (atoms != 0)
            {
                moves.move(account.index(), balance.asset(), -atoms);
                moves.move(parent.index(), balance.asset(), atoms);
            }
        }
    }

    /** Says of an account and those opened under it, or of an isolated account, how the pair stands. */
    void report(final int accountIndex, final int recipient)
    {
        account.wrap(accountIndex);
        if (account.isolated() != 0)
        {
            isolated.wrap(account.isolated());
            parent.wrap(isolated.parent());
            reportOne(recipient);
            return;
        }
        parent.wrap(accountIndex);
        for (int at = parent.firstIsolated(); at != 0; at = isolated.next())
        {
            isolated.wrap(at);
            account.wrap(isolated.account());
            reportOne(recipient);
        }
    }

    private void reportOne(final int recipient)
    {
        instrument.wrap(isolated.instrument());
        valuation.evaluate(account.index());
        effects.isolatedReport(recipient)
            .accountId(parent.accountId())
            .isolatedId(account.accountId())
            .equityAtoms(valuation.equityAtoms())
            .maintenanceAtoms(valuation.maintenanceAtoms())
            .topUpCapAtoms(isolated.topUpCapAtoms())
            .toppedUpAtoms(isolated.toppedUpAtoms())
            .instrumentId(isolated.instrument() == 0 ? 0 : instrument.instrumentId())
            .padding(0);
    }
}
