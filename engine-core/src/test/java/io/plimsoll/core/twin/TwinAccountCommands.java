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
import io.plimsoll.core.codec.generated.AccountReportEncoder;
import io.plimsoll.core.codec.generated.AccountState;
import io.plimsoll.core.codec.generated.BalanceReportEncoder;
import io.plimsoll.core.codec.generated.LeverageChangedEncoder;
import io.plimsoll.core.codec.generated.LoanReportEncoder;
import io.plimsoll.core.codec.generated.PositionReportEncoder;

import java.math.BigInteger;
import java.util.Map;

/** Accounts, deposits, withdrawals and queries of the twin. */
final class TwinAccountCommands
{
    private final TwinState state;
    private final TwinRefusal refusal;
    private final EngineLimits limits;

    TwinAccountCommands(final TwinState state, final TwinRefusal refusal, final EngineLimits limits)
    {
        this.state = state;
        this.refusal = refusal;
        this.limits = limits;
    }

    void openAccount(final Command command)
    {
        if (command.account < 1)
        {
            refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, 1, command.account);
        }
        else if (state.accounts.containsKey(command.account))
        {
            refusal.refuse(ResultCode.ALREADY_EXISTS, 0, command.account);
        }
        else if (state.assets.isEmpty())
        {
            refusal.refuse(ResultCode.REFERENCE_ASSET, 0, 0);
        }
        else if (state.accounts.size() == limits.accounts())
        {
            refusal.refuseFull("accounts", limits.accounts());
        }
        else
        {
            final TwinAccount account = new TwinAccount();
            account.id = command.account;
            account.index = state.accounts.size() + 1;
            account.principal = state.openSessions.get(command.session - 1);
            account.group = command.group;
            state.accounts.put(account.id, account);
        }
    }

    private TwinAsset assetOfMove(final Command command)
    {
        final TwinAsset asset = state.asset(command.asset);
        if (asset == null)
        {
            refusal.refuse(ResultCode.UNKNOWN_ASSET, 0, command.asset);
        }
        else if (command.amount < 1)
        {
            refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, 1, command.amount);
        }
        return asset;
    }

    void deposit(final Command command)
    {
        final TwinAccount account = own(command);
        final TwinAsset asset = account == null ? null : assetOfMove(command);
        if (refusal.code != ResultCode.ACCEPTED)
        {
            return;
        }
        if (mayReceive(account, asset, command.amount))
        {
            move(account, asset, command.amount);
        }
    }

    boolean mayReceive(final TwinAccount account, final TwinAsset asset, final long amount)
    {
        final long held = TwinState.held(account, asset) + TwinState.spotAtoms(account, asset, TwinBook.BUY, null);
        if (amount > asset.maxBalance - Math.max(0, held))
        {
            refusal.refuse(ResultCode.BALANCE_LIMIT, asset.maxBalance,
                Exact.big(held).add(Exact.big(amount)).min(Exact.big(Long.MAX_VALUE)).longValueExact());
        }
        else if (asset.price == 0)
        {
            refusal.refuse(ResultCode.MARK_MISSING, 0, asset.id);
        }
        else if (asset.index != 1 &&
            state.highestCollateral(account, asset, amount).compareTo(Exact.big(1L << 61)) > 0)
        {
            refusal.refuse(ResultCode.COLLATERAL_LIMIT, 1L << 61,
                state.highestCollateral(account, asset, amount).longValueExact());
        }
        else if (asset.index != 1 && !account.balances.containsKey(asset.index) &&
            state.accounts.values().stream().mapToInt(one -> one.balances.size()).sum() == limits.balances())
        {
            refusal.refuseFull("balances", limits.balances());
        }
        return refusal.code == ResultCode.ACCEPTED;
    }

    void withdraw(final Command command)
    {
        final TwinAccount account = own(command);
        final TwinAsset asset = account == null ? null : assetOfMove(command);
        if (refusal.code == ResultCode.ACCEPTED && mayLeave(account, asset, command.amount) &&
            isThere(asset, command.amount))
        {
            account.positions.keySet().forEach(index -> state.settleFunding(account, state.at(index)));
            move(account, asset, -command.amount);
        }
    }

    /** Whether an amount is the accounts' own to take away. */
    private boolean isThere(final TwinAsset asset, final long amount)
    {
        final long theirs = asset.custody - asset.fees - asset.fund - asset.pool.cash - asset.pool.rounding;
        if (amount > theirs)
        {
            refusal.refuse(ResultCode.CUSTODY_LIMIT, Math.max(0, theirs), amount);
        }
        return amount <= theirs;
    }

    /** Whether what an account keeps is enough, and its own to give. */
    boolean mayLeave(final TwinAccount account, final TwinAsset asset, final long amount)
    {
        final long held = TwinState.held(account, asset) - state.fundingDue(account, asset) -
            TwinShortfall.due(state, account, asset);
        final long free = held - (asset.index == 1 ? TwinState.reservedCash(account, null) :
            TwinState.spotAtoms(account, asset, TwinBook.SELL, null));
        if (amount > free)
        {
            refusal.refuse(ResultCode.INSUFFICIENT_BALANCE, amount, free);
            return false;
        }
        if (!state.oracle.admitsWithdraw(account))
        {
            return false;
        }
        final long equity = state.oracle.slowEquityWithout(account, asset, amount) -
            (account.loans.isEmpty() ? 0 : state.unrealisedProfit(account));
        final long required = state.initial(account, null, 0, 0, 0, null, asset, -amount);
        final long share =
            Exact.ceil(Exact.product(state.notional(account), state.withdrawPpm), Exact.PPM).longValueExact();
        if (equity < required || account.level != 0)
        {
            refusal.refuse(ResultCode.INSUFFICIENT_MARGIN, required, equity);
        }
        else if (equity < share)
        {
            refusal.refuse(ResultCode.WITHDRAW_RULE, share, equity);
        }
        return refusal.code == ResultCode.ACCEPTED;
    }

    void setWithdrawRule(final Command command)
    {
        if (command.ppm < 0 || command.ppm > 1_000_000)
        {
            refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, command.ppm < 0 ? 0 : 1_000_000, command.ppm);
            return;
        }
        state.withdrawPpm = command.ppm;
    }

    void setLeverage(final Command command)
    {
        final TwinAccount account = own(command);
        final TwinInstrument instrument = account == null ? null : state.instrument(command.instrument);
        if (account == null)
        {
            return;
        }
        if (instrument == null)
        {
            refusal.refuse(ResultCode.UNKNOWN_INSTRUMENT, 0, command.instrument);
        }
        else if (instrument.isSpot())
        {
            refusal.refuse(ResultCode.NOT_SUPPORTED, 1, 3);
        }
        else if (command.leverage < 1 || command.leverage > instrument.maxLeverage)
        {
            refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, command.leverage < 1 ? 1 : instrument.maxLeverage,
                command.leverage);
        }
        else
        {
            choose(account, instrument, command.leverage);
        }
    }

    private void choose(final TwinAccount account, final TwinInstrument instrument, final int leverage)
    {
        final int before = account.leverages.getOrDefault(instrument.index, instrument.maxLeverage);
        account.leverages.put(instrument.index, leverage);
        final long required = state.initial(account, null, 0, 0, 0, null);
        final long equity = state.oracle.slowEquity(account, null, null);
        if (leverage < before && account.position(instrument) != null && equity < required)
        {
            refusal.refuse(ResultCode.INSUFFICIENT_MARGIN, required, equity);
            account.leverages.put(instrument.index, before);
        }
        else
        {
            account.ownChange = true;
            new LeverageChangedEncoder()
                .wrapAndApplyHeader(state.effects.buffer(), state.effects.claim(
                    state.recipient(account), LeverageChangedEncoder.BLOCK_LENGTH), state.effects.header())
                .accountId(account.id)
                .instrumentId(instrument.id)
                .leverage(leverage);
        }
    }

    void transfer(final Command command)
    {
        final TwinAccount from = owned(command.account, command.session);
        final TwinAccount to = from == null ? null : owned(command.to, command.session);
        if (to == null)
        {
            return;
        }
        if (to == from)
        {
            refusal.refuse(ResultCode.SAME_ACCOUNT, 0, to.id);
            return;
        }
        final TwinAsset asset = assetOfMove(command);
        if (refusal.code == ResultCode.ACCEPTED && mayLeave(from, asset, command.amount) &&
            mayReceive(to, asset, command.amount))
        {
            from.positions.keySet().forEach(index -> state.settleFunding(from, state.at(index)));
            move(from, asset, -command.amount);
            move(to, asset, command.amount);
        }
    }

    void move(final TwinAccount account, final TwinAsset asset, final long change)
    {
        asset.custody += change;
        final long after = TwinState.credit(account, asset, change);
        account.ownChange = true;
        state.effects.balance(state.recipient(account), account, asset, change, after);
    }

    void query(final Command command, final int recipient)
    {
        final TwinAccount account = own(command);
        if (account == null)
        {
            return;
        }
        final TwinEffects effects = state.effects;
        new AccountReportEncoder()
            .wrapAndApplyHeader(effects.buffer(),
                effects.claim(recipient, AccountReportEncoder.BLOCK_LENGTH), effects.header())
            .accountId(account.id)
            .equityAtoms(state.equity(account))
            .maintenanceAtoms(TwinState.published(state.maintenance(account)))
            .initialAtoms(state.initial(account, null, 0, 0, 0, null))
            .cashAtoms(account.cash)
            .notionalAtoms(state.notional(account))
            .openOrders(account.orders.size())
            .positions(account.positions.size())
            .state(AccountState.get((short)account.state))
            .queued((short)(account.queued || account.waiting || account.held ? 1 : 0))
            .loanAtoms(state.loans(account, false))
            .healthPpm(health(account))
            .loanToValuePpm(loanToValue(account));
        for (final Map.Entry<Integer, TwinAccount.Position> held : account.positions.entrySet())
        {
            final TwinInstrument instrument = state.at(held.getKey());
            final TwinAccount.Position position = held.getValue();
            new PositionReportEncoder()
                .wrapAndApplyHeader(effects.buffer(),
                    effects.claim(recipient, PositionReportEncoder.BLOCK_LENGTH), effects.header())
                .accountId(account.id)
                .positionLots(position.lots)
                .costAtoms(position.cost)
                .markSubTicks(instrument.mark)
                .unrealisedAtoms(instrument.worth(position.lots) - position.cost)
                .fundingDueAtoms(position.due(instrument))
                .buyLots(account.restingLots(instrument, TwinBook.BUY, null))
                .sellLots(account.restingLots(instrument, TwinBook.SELL, null))
                .instrumentId(instrument.id);
        }
        account.balances.forEach((index, atoms) -> new BalanceReportEncoder()
            .wrapAndApplyHeader(effects.buffer(),
                effects.claim(recipient, BalanceReportEncoder.BLOCK_LENGTH), effects.header())
            .accountId(account.id)
            .balanceAtoms(atoms)
            .valueAtoms(state.assets.get(index - 1).value(state.net(account, state.assets.get(index - 1))))
            .assetId(state.assets.get(index - 1).id)
            .lockedAtoms(TwinState.spotAtoms(account, state.assets.get(index - 1), TwinBook.SELL, null)));
        account.loans.keySet().forEach(index -> reportLoan(account, state.assets.get(index - 1), recipient));
        state.credits.report(account, recipient);
        state.isolated.report(account, recipient);
    }

    private void reportLoan(final TwinAccount account, final TwinAsset asset, final int recipient)
    {
        final long debt = state.debt(account, asset);
        new LoanReportEncoder()
            .wrapAndApplyHeader(state.effects.buffer(),
                state.effects.claim(recipient, LoanReportEncoder.BLOCK_LENGTH), state.effects.header())
            .accountId(account.id)
            .debtAtoms(debt)
            .valueAtoms(asset.pool.value(asset, Exact.big(debt), asset.price, false).longValueExact())
            .weightedAtoms(asset.pool.value(asset, Exact.big(debt), asset.price, true).longValueExact())
            .assetId(asset.id);
    }

    private long health(final TwinAccount account)
    {
        final BigInteger loans = Exact.big(state.loans(account, false));
        final BigInteger required = state.maintenance(account).add(loans.multiply(Exact.PPM));
        final BigInteger most = Exact.big(Long.MAX_VALUE);
        return required.signum() == 0 ? Long.MAX_VALUE :
            Exact.floor(Exact.big(state.equity(account)).add(loans).multiply(Exact.TRILLION), required)
            .min(most).max(most.negate()).longValueExact();
    }

    private long loanToValue(final TwinAccount account)
    {
        final BigInteger loans = Exact.big(state.loans(account, false));
        BigInteger held = Exact.big(account.cash - state.fundingDue(account, state.assets.get(0)));
        for (final Map.Entry<Integer, TwinAccount.Position> position : account.positions.entrySet())
        {
            held = held.add(Exact.big(state.at(position.getKey()).settlesElsewhere() ? 0 :
                state.at(position.getKey()).worth(position.getValue().lots) - position.getValue().cost));
        }
        for (final Map.Entry<Integer, Long> balance : account.balances.entrySet())
        {
            final TwinAsset asset = state.assets.get(balance.getKey() - 1);
            held = held.add(Exact.floor(
                Exact.product(state.net(account, asset), asset.price), Exact.big(asset.unit)));
        }
        return loans.signum() == 0 ? 0 : held.signum() <= 0 ? Long.MAX_VALUE :
            Exact.ceil(loans.multiply(Exact.PPM), held).min(Exact.big(Long.MAX_VALUE)).longValueExact();
    }

    TwinAccount own(final Command command)
    {
        return owned(command.account, command.session);
    }

    /** An account that a session may act on: the host's on any. */
    private TwinAccount owned(final long id, final int session)
    {
        final TwinAccount account = state.accounts.get(id);
        if (account == null)
        {
            refusal.refuse(ResultCode.UNKNOWN_ACCOUNT, 0, id);
            return null;
        }
        if (session != 0 && account.principal != state.openSessions.get(session - 1))
        {
            refusal.refuse(ResultCode.NOT_OWNER, 0, id);
            return null;
        }
        return account;
    }
}
