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
import io.plimsoll.core.account.PositionRecord;
import io.plimsoll.core.account.SpotHoldings;
import io.plimsoll.core.account.LoanPoolRecord;
import io.plimsoll.core.account.LoanRecord;
import io.plimsoll.core.account.Loans;
import io.plimsoll.core.codec.EffectWriter;
import io.plimsoll.core.codec.LoanEffectWriter;
import io.plimsoll.core.codec.Refusal;
import io.plimsoll.core.codec.generated.AccountQueryDecoder;
import io.plimsoll.core.codec.generated.AccountState;
import io.plimsoll.core.codec.generated.DepositDecoder;
import io.plimsoll.core.codec.generated.OpenAccountDecoder;
import io.plimsoll.core.codec.generated.WithdrawDecoder;
import io.plimsoll.core.control.Sessions;
import io.plimsoll.core.liquidation.LiquidationQueue;
import io.plimsoll.core.margin.HealthView;
import io.plimsoll.core.margin.CreditReports;
import io.plimsoll.core.margin.InitialRequirement;
import io.plimsoll.core.margin.LoanValue;
import io.plimsoll.core.margin.Valuation;
import io.plimsoll.core.margin.WithdrawRule;
import io.plimsoll.core.price.AssetRecord;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.ContractValue;
import io.plimsoll.core.price.InstrumentRecord;

/** Accounts, deposits, withdrawals and queries. */
final class AccountCommands
{
    private final Refusal refusal;
    private final Accounts accounts;
    private final Catalogue catalogue;
    private final Sessions sessions;
    private final EffectWriter effects;
    private final Valuation valuation;
    private final InitialRequirement initial;
    private final Access access;
    private final SpotHoldings holdings;
    private final WithdrawRule rule;
    private final BalanceMoves moves;
    private final IsolatedCommands isolated;
    private final CreditReports creditReports;
    private final AccountRecord account;
    private final PositionRecord position;
    private final BalanceRecord balance;
    private final Loans loans;
    private final LoanRecord loan;
    private final LoanPoolRecord pool;
    private final LoanValue loanValue = new LoanValue();
    private final LoanEffectWriter loanEffects;
    private final HealthView health;
    private final AssetRecord asset;
    private final InstrumentRecord instrument;
    private int accountIndex;
    private int assetIndex;

    AccountCommands(final Rooms rooms, final IsolatedCommands isolated)
    {
        this.isolated = isolated;
        refusal = rooms.refusal;
        accounts = rooms.accounts;
        catalogue = rooms.catalogue;
        sessions = rooms.sessions;
        effects = rooms.effects;
        valuation = rooms.valuation;
        initial = rooms.initial;
        access = rooms.access;
        holdings = rooms.holdings;
        rule = rooms.withdrawRule;
        moves = rooms.moves;
        creditReports = rooms.creditReports;
        account = accounts.newAccountRecord();
        position = accounts.newPositionRecord();
        balance = accounts.newBalanceRecord();
        loans = accounts.loans();
        loan = loans.newRecord();
        pool = loans.newPoolRecord();
        loanEffects = rooms.loanEffects;
        health = new HealthView(accounts, catalogue, valuation);
        asset = catalogue.newAssetRecord();
        instrument = catalogue.newInstrumentRecord();
    }

    int open(final OpenAccountDecoder command, final int sessionId)
    {
        final long accountId = command.accountId();
        if (accountId < 1)
        {
            return refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, 1, accountId);
        }
        if (accounts.find(accountId) != 0)
        {
            return refusal.refuse(ResultCode.ALREADY_EXISTS, 0, accountId);
        }
        if (catalogue.assets().count() == 0)
        {
            return refusal.refuse(ResultCode.REFERENCE_ASSET, 0, 0);
        }
        if (!accounts.hasRoom())
        {
            return refusal.refuseFull(accounts.accountSlab());
        }
        accounts.open(accountId, sessions.principalOf(sessionId), command.selfTradeGroupId());
        return ResultCode.ACCEPTED;
    }

    int deposit(final DepositDecoder command, final int sessionId)
    {
        final long amount = command.amountAtoms();
        int code = find(command.accountId(), command.assetId(), amount, sessionId);
        code = code == ResultCode.ACCEPTED ? moves.checkCustody(accountIndex, assetIndex, amount) : code;
        code = code == ResultCode.ACCEPTED ? moves.checkReceipt(accountIndex, assetIndex, amount) : code;
        if (code == ResultCode.ACCEPTED)
        {
            moves.move(accountIndex, assetIndex, amount);
        }
        return code;
    }

    int withdraw(final WithdrawDecoder command, final int sessionId)
    {
        final long amount = command.amountAtoms();
        int code = find(command.accountId(), command.assetId(), amount, sessionId);
        code = code == ResultCode.ACCEPTED ? rule.check(accountIndex, assetIndex, amount) : code;
        code = code == ResultCode.ACCEPTED ? moves.checkPresent(assetIndex, amount) : code;
        if (code == ResultCode.ACCEPTED)
        {
            moves.settleFunding(accountIndex);
            moves.move(accountIndex, assetIndex, -amount);
        }
        return code;
    }

    private int find(final long accountId, final int assetId, final long amount, final int sessionId)
    {
        accountIndex = access.ownAccount(accountId, sessionId);
        if (accountIndex == 0)
        {
            return refusal.code();
        }
        assetIndex = catalogue.assets().find(assetId);
        if (assetIndex == 0)
        {
            return refusal.refuse(ResultCode.UNKNOWN_ASSET, 0, assetId);
        }
        return amount >= 1 ? ResultCode.ACCEPTED : refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, 1, amount);
    }

    int query(final AccountQueryDecoder command, final int sessionId)
    {
        accountIndex = access.ownAccount(command.accountId(), sessionId);
        if (accountIndex == 0)
        {
            return refusal.code();
        }
        valuation.evaluate(accountIndex);
        account.wrap(accountIndex);
        effects.accountReport(sessionId)
            .accountId(account.accountId())
            .equityAtoms(valuation.equityAtoms())
            .maintenanceAtoms(valuation.maintenanceAtoms())
            .initialAtoms(initial.evaluate(accountIndex))
            .cashAtoms(account.cashAtoms())
            .notionalAtoms(valuation.notionalAtoms())
            .openOrders(account.openOrders())
            .positions(account.positionCount())
            .state(AccountState.get((short)account.state()))
            .queued((short)(account.queueStatus() == LiquidationQueue.NOT_QUEUED ? 0 : 1))
            .loanAtoms(valuation.loanAtoms())
            .healthPpm(health.healthPpm())
            .loanToValuePpm(health.loanToValuePpm(accountIndex));
        reportPositions(sessionId);
        reportBalances(sessionId);
        reportLoans(sessionId);
        creditReports.report(accountIndex, valuation, sessionId);
        isolated.report(accountIndex, sessionId);
        return ResultCode.ACCEPTED;
    }

    private void reportPositions(final int sessionId)
    {
        for (int index = account.firstPosition(); index != 0; index = position.next())
        {
            position.wrap(index);
            instrument.wrap(position.instrument());
            effects.positionReport(sessionId)
                .accountId(account.accountId())
                .positionLots(position.lots())
                .costAtoms(position.costAtoms())
                .markSubTicks(instrument.markSubTicks())
                .unrealisedAtoms(ContractValue.worth(instrument, position.lots()) - position.costAtoms())
                .fundingDueAtoms(position.fundingDueAtoms(instrument.fundingAtoms()))
                .buyLots(position.buyLots())
                .sellLots(position.sellLots())
                .instrumentId(instrument.instrumentId());
        }
    }

    private void reportBalances(final int sessionId)
    {
        for (int index = account.firstBalance(); index != 0; index = balance.next())
        {
            balance.wrap(index);
            asset.wrap(balance.asset());
            holdings.count(accountIndex, balance.asset());
            effects.balanceReport(sessionId)
                .accountId(account.accountId())
                .balanceAtoms(balance.balanceAtoms())
                .valueAtoms(valuation.collateralValueAtoms(
                    asset, valuation.netAtoms(accountIndex, asset, balance.balanceAtoms())))
                .assetId(asset.assetId())
                .lockedAtoms(holdings.lockedAtoms());
        }
    }

    private void reportLoans(final int sessionId)
    {
        for (int index = account.firstLoan(); index != 0; index = loan.next())
        {
            loan.wrap(index);
            asset.wrap(loan.asset());
            pool.wrap(loan.asset());
            final long debtAtoms = loans.debtAtoms(loan);
            loanEffects.loanReport(sessionId)
                .accountId(account.accountId())
                .debtAtoms(debtAtoms)
                .valueAtoms(loanValue.valueAtoms(asset, debtAtoms, asset.priceAtoms()))
                .weightedAtoms(loanValue.weightedAtoms(asset, pool, debtAtoms, asset.priceAtoms()))
                .assetId(asset.assetId());
        }
    }
}
