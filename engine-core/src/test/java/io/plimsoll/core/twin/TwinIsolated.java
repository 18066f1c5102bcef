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
package io.plimsoll.core.twin;

import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.IsolatedReportEncoder;
import io.plimsoll.core.codec.generated.IsolatedToppedUpEncoder;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** Accounts of the twin that hold an isolated position under another account. */
final class TwinIsolated
{
    private static final int OPEN = 0;
    private static final int CLOSE = 2;
    private static final long VALUE_MAX = 1L << 60;

    private final TwinState state;
    private final TwinRefusal refusal;
    private final TwinAccountCommands accounts;
    private final EngineLimits limits;
    long toppedUp;

    TwinIsolated(
        final TwinState state,
        final TwinRefusal refusal,
        final TwinAccountCommands accounts,
        final EngineLimits limits)
    {
        this.state = state;
        this.refusal = refusal;
        this.accounts = accounts;
        this.limits = limits;
    }

    /** What an account holds of its own kind: whose it is, what it trades, what may be added. */
    static final class Terms
    {
        TwinAccount parent;
        /** 0 once it is closed. */
        int instrument;
        long cap;
        long used;
    }

    void set(final Command command)
    {
        final TwinAccount parent = accounts.own(command);
        if (parent == null)
        {
            return;
        }
        if (command.type > CLOSE)
        {
            refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, CLOSE, command.type);
        }
        else if (command.amount < 0 || command.amount > VALUE_MAX)
        {
            refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, command.amount < 0 ? 0 : VALUE_MAX, command.amount);
        }
        else if (command.type == OPEN)
        {
            open(command, parent);
        }
        else
        {
            change(command, parent);
        }
    }

    private void change(final Command command, final TwinAccount parent)
    {
        final TwinAccount account = state.accounts.get(command.to);
        if (account == null)
        {
            refusal.refuse(ResultCode.UNKNOWN_ACCOUNT, 0, command.to);
        }
        else if (account.isolated == null || account.isolated.parent != parent || account.isolated.instrument == 0)
        {
            refusal.refuse(ResultCode.ISOLATED_ACCOUNT, parent.id, command.to);
        }
        else if (command.type == CLOSE)
        {
            close(account, parent);
        }
        else
        {
            account.isolated.cap = command.amount;
            account.isolated.used = 0;
        }
    }

    private void open(final Command command, final TwinAccount parent)
    {
        final TwinInstrument instrument = state.instrument(command.instrument);
        final TwinAccount known = state.accounts.get(command.to);
        final long count = under(parent).size();
        if (parent.isolated != null)
        {
            refusal.refuse(ResultCode.ISOLATED_ACCOUNT, 0, parent.id);
        }
        else if (instrument == null)
        {
            refusal.refuse(ResultCode.UNKNOWN_INSTRUMENT, 0, command.instrument);
        }
        else if (instrument.isSpot())
        {
            refusal.refuse(ResultCode.NOT_SUPPORTED, 1, 3);
        }
        else if (known != null && (known.isolated == null || known.isolated.parent != parent ||
            known.isolated.instrument != 0))
        {
            refusal.refuse(ResultCode.ALREADY_EXISTS, 0, command.to);
        }
        else if (known == null && command.to < 1)
        {
            refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, 1, command.to);
        }
        else if (known == null && count >= limits.positionsPerAccount())
        {
            refusal.refuse(ResultCode.ISOLATED_LIMIT, limits.positionsPerAccount(), count + 1);
        }
        else if (known == null && state.accounts.size() == limits.accounts())
        {
            refusal.refuseFull("accounts", limits.accounts());
        }
        else
        {
            final TwinAccount account = known != null ? known : newAccount(command.to, parent);
            account.isolated.instrument = instrument.index;
            account.isolated.cap = command.amount;
            account.isolated.used = 0;
        }
    }

    private TwinAccount newAccount(final long id, final TwinAccount parent)
    {
        final TwinAccount account = new TwinAccount();
        account.id = id;
        account.index = state.accounts.size() + 1;
        account.principal = parent.principal;
        account.group = parent.group;
        account.isolated = new Terms();
        account.isolated.parent = parent;
        state.accounts.put(id, account);
        return account;
    }

    /** The isolated accounts of a parent, oldest first. */
    private List<TwinAccount> under(final TwinAccount parent)
    {
        return state.accounts.values().stream()
            .filter(account -> account.isolated != null && account.isolated.parent == parent)
            .sorted((one, other) -> Integer.compare(one.index, other.index)).toList();
    }

    private void close(final TwinAccount account, final TwinAccount parent)
    {
        if (!account.positions.isEmpty() || !account.orders.isEmpty())
        {
            refusal.refuse(ResultCode.ISOLATED_IN_USE, 0, (long)account.positions.size() + account.orders.size());
            return;
        }
        if (account.cash < 0)
        {
            refusal.refuse(ResultCode.ISOLATED_IN_USE, 0, account.cash);
            return;
        }
        for (final TwinAsset asset : state.assets)
        {
            if (TwinState.held(account, asset) < 0)
            {
                refusal.refuse(ResultCode.ISOLATED_IN_USE, 0, TwinState.held(account, asset));
                return;
            }
        }
        for (final TwinAsset asset : state.assets)
        {
            if (TwinShortfall.due(state, account, asset) != 0)
            {
                refusal.refuse(ResultCode.ISOLATED_IN_USE, 0, -TwinShortfall.due(state, account, asset));
                return;
            }
        }
        if (!state.oracle.admitsWithdraw(account))
        {
            return;
        }
        if ((account.cash == 0 || accounts.mayReceive(parent, state.assets.get(0), account.cash)) &&
            mayReceiveBalances(account, parent))
        {
            giveBack(account, parent, state.assets.get(0), account.cash);
            for (final Map.Entry<Integer, Long> held : Map.copyOf(account.balances).entrySet().stream()
                .sorted(Map.Entry.comparingByKey()).toList())
            {
                giveBack(account, parent, state.assets.get(held.getKey() - 1), held.getValue());
            }
            account.isolated.instrument = 0;
            account.isolated.cap = 0;
            account.isolated.used = 0;
        }
    }

    private boolean mayReceiveBalances(final TwinAccount account, final TwinAccount parent)
    {
        BigInteger highest = BigInteger.ZERO;
        int more = 0;
        for (final TwinAccount one : List.of(account, parent))
        {
            highest = highest.add(state.highestCollateral(one, state.assets.get(0), 0));
        }
        for (final Map.Entry<Integer, Long> held : account.balances.entrySet())
        {
            if (!accounts.mayReceive(parent, state.assets.get(held.getKey() - 1), held.getValue()))
            {
                return false;
            }
            more += parent.balances.containsKey(held.getKey()) ? 0 : 1;
        }
        final int there = state.accounts.values().stream().mapToInt(one -> one.balances.size()).sum();
        if (there + more > limits.balances())
        {
            refusal.refuseFull("balances", limits.balances());
        }
        else if (!account.balances.isEmpty() && highest.compareTo(Exact.big(1L << 61)) > 0)
        {
            refusal.refuse(ResultCode.COLLATERAL_LIMIT, 1L << 61,
                highest.min(Exact.big(Long.MAX_VALUE)).longValueExact());
        }
        return refusal.code == ResultCode.ACCEPTED;
    }

    private void giveBack(
        final TwinAccount account, final TwinAccount parent, final TwinAsset asset, final long amount)
    {
        if (amount != 0)
        {
            accounts.move(account, asset, -amount);
            accounts.move(parent, asset, amount);
        }
    }

    /** Whether an account may have an order in an instrument. */
    boolean admits(final TwinAccount account, final TwinInstrument instrument)
    {
        if (account.isolated == null || account.isolated.instrument == instrument.index)
        {
            return true;
        }
        final int own = account.isolated.instrument;
        refusal.refuse(ResultCode.ISOLATED_INSTRUMENT, own == 0 ? 0 : state.at(own).id, instrument.id);
        return false;
    }

    /** Tops an account up that is below maintenance, if that lifts it above: whether it has. */
    boolean cures(final TwinAccount account)
    {
        if (account.isolated == null)
        {
            return false;
        }
        final TwinAccount parent = account.isolated.parent;
        final long least = TwinState.published(state.maintenance(account)) - state.equity(account);
        final long wanted = Math.max(least, state.missing(account));
        final long amount = Math.min(wanted, Math.min(account.isolated.cap - account.isolated.used, most(parent)));
        if (amount < least || !mayLeave(parent, amount))
        {
            return false;
        }
        account.isolated.used += amount;
        toppedUp++;
        accounts.move(parent, state.assets.get(0), -amount);
        accounts.move(account, state.assets.get(0), amount);
        new IsolatedToppedUpEncoder()
            .wrapAndApplyHeader(state.effects.buffer(), state.effects.claim(
                state.recipient(account), IsolatedToppedUpEncoder.BLOCK_LENGTH), state.effects.header())
            .accountId(parent.id)
            .isolatedId(account.id)
            .amountAtoms(amount)
            .toppedUpAtoms(account.isolated.used)
            .topUpCapAtoms(account.isolated.cap);
        return true;
    }

    private long most(final TwinAccount parent)
    {
        final long share = Exact.ceil(
            Exact.product(state.notional(parent), state.withdrawPpm), Exact.PPM).longValueExact();
        final long kept = Math.max(share, state.initial(parent, null, 0, 0, 0, null));
        final long due = state.fundingDue(parent, state.assets.get(0)) +
            TwinShortfall.due(state, parent, state.assets.get(0));
        return Math.min(parent.cash - due - TwinState.reservedCash(parent, null),
            state.oracle.slowEquity(parent, null, null) - kept -
                (parent.loans.isEmpty() ? 0 : state.unrealisedProfit(parent)));
    }

    /** Asks without refusing the command at hand. */
    private boolean mayLeave(final TwinAccount parent, final long amount)
    {
        final TwinRefusal before = refusal.copy();
        refusal.clear();
        final boolean may = accounts.mayLeave(parent, state.assets.get(0), amount);
        refusal.set(before);
        return may;
    }

    /** Of an account and those under it, or of an isolated account alone. */
    void report(final TwinAccount asked, final int recipient)
    {
        final List<TwinAccount> reported = asked.isolated != null ? List.of(asked) : under(asked);
        for (final TwinAccount account : reported)
        {
            new IsolatedReportEncoder()
                .wrapAndApplyHeader(state.effects.buffer(), state.effects.claim(
                    recipient, IsolatedReportEncoder.BLOCK_LENGTH), state.effects.header())
                .accountId(account.isolated.parent.id)
                .isolatedId(account.id)
                .equityAtoms(state.equity(account))
                .maintenanceAtoms(TwinState.published(state.maintenance(account)))
                .topUpCapAtoms(account.isolated.cap)
                .toppedUpAtoms(account.isolated.used)
                .instrumentId(account.isolated.instrument == 0 ? 0 : state.at(account.isolated.instrument).id)
                .padding(0);
        }
    }
}
