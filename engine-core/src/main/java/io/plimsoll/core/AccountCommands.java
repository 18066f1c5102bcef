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
import io.plimsoll.core.account.Ledger;
import io.plimsoll.core.account.PositionRecord;
import io.plimsoll.core.account.SpotHoldings;
import io.plimsoll.core.account.TouchedAccounts;
import io.plimsoll.core.codec.EffectWriter;
import io.plimsoll.core.codec.Refusal;
import io.plimsoll.core.codec.generated.AccountQueryDecoder;
import io.plimsoll.core.codec.generated.AccountState;
import io.plimsoll.core.codec.generated.DepositDecoder;
import io.plimsoll.core.codec.generated.OpenAccountDecoder;
import io.plimsoll.core.codec.generated.WithdrawDecoder;
import io.plimsoll.core.control.Sessions;
import io.plimsoll.core.liquidation.LiquidationQueue;
import io.plimsoll.core.margin.InitialRequirement;
import io.plimsoll.core.margin.ListingRules;
import io.plimsoll.core.margin.OracleGuard;
import io.plimsoll.core.margin.SlowEquity;
import io.plimsoll.core.margin.SpotCheck;
import io.plimsoll.core.margin.Standing;
import io.plimsoll.core.margin.Valuation;
import io.plimsoll.core.price.AssetRecord;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.InstrumentRecord;

/** Accounts, deposits, withdrawals and queries. */
final class AccountCommands
{
    private final Refusal refusal;
    private final Accounts accounts;
    private final Catalogue catalogue;
    private final Ledger ledger;
    private final Sessions sessions;
    private final TouchedAccounts touched;
    private final EffectWriter effects;
    private final Valuation valuation;
    private final OracleGuard guard;
    private final SlowEquity slowEquity;
    private final InitialRequirement initial;
    private final Access access;
    private final SpotHoldings holdings;
    private final SpotCheck spot;
    private final AccountRecord account;
    private final PositionRecord position;
    private final BalanceRecord balance;
    private final AssetRecord asset;
    private final InstrumentRecord instrument;
    private int accountIndex;
    private int assetIndex;

    AccountCommands(final Rooms rooms)
    {
        refusal = rooms.refusal;
        accounts = rooms.accounts;
        catalogue = rooms.catalogue;
        ledger = rooms.ledger;
        sessions = rooms.sessions;
        touched = rooms.touched;
        effects = rooms.effects;
        valuation = rooms.valuation;
        guard = rooms.guard;
        slowEquity = rooms.slowEquity;
        initial = rooms.initial;
        access = rooms.access;
        holdings = rooms.holdings;
        spot = rooms.spotCheck;
        account = accounts.newAccountRecord();
        position = accounts.newPositionRecord();
        balance = accounts.newBalanceRecord();
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
        if (find(command.accountId(), command.assetId(), amount, sessionId) != ResultCode.ACCEPTED)
        {
            return refusal.code();
        }
        final long held = heldAtoms();
        if (amount > asset.maxBalanceAtoms() - Math.max(0, held + awaitedAtoms()) ||
            amount > Long.MAX_VALUE / 4 - asset.custodyAtoms())
        {
            final long room = Math.max(0, held) + holdings.awaitedAtoms();
            final long result = Long.MAX_VALUE - amount < room ? Long.MAX_VALUE :
                held + holdings.awaitedAtoms() + amount;
            return refusal.refuse(ResultCode.BALANCE_LIMIT, asset.maxBalanceAtoms(), result);
        }
        if (assetIndex != Catalogue.REFERENCE && asset.priceAtoms() == 0)
        {
            return refusal.refuse(ResultCode.MARK_MISSING, 0, command.assetId());
        }
        if (assetIndex != Catalogue.REFERENCE)
        {
            final long highest = spot.highestCollateralAtoms(
                accountIndex, assetIndex, amount + holdings.awaitedAtoms());
            if (highest > ListingRules.COLLATERAL_MAX)
            {
                return refusal.refuse(ResultCode.COLLATERAL_LIMIT, ListingRules.COLLATERAL_MAX, highest);
            }
        }
        if (needsBalance() && !accounts.hasRoomForBalance())
        {
            return refusal.refuseFull(accounts.balanceSlab());
        }
        move(amount);
        return ResultCode.ACCEPTED;
    }

    int withdraw(final WithdrawDecoder command, final int sessionId)
    {
        final long amount = command.amountAtoms();
        if (find(command.accountId(), command.assetId(), amount, sessionId) != ResultCode.ACCEPTED)
        {
            return refusal.code();
        }
        valuation.evaluate(accountIndex);
        final boolean reference = assetIndex == Catalogue.REFERENCE;
        final long held = heldAtoms() - (reference ? valuation.fundingDueAtoms() : 0);
        final long freeAtoms = held - boundAtoms();
        if (amount > freeAtoms)
        {
            return refusal.refuse(ResultCode.INSUFFICIENT_BALANCE, amount, freeAtoms);
        }
        if (guard.checkWithdraw(accountIndex) != ResultCode.ACCEPTED)
        {
            return refusal.code();
        }
        final long equityAfter = valuation.equityAtoms() - valueOf(held) + valueOf(held - amount) -
            excessAfter(held, held - amount);
        final long required = initial.evaluateAfter(accountIndex, assetIndex, -amount);
        account.wrap(accountIndex);
        if (equityAfter < required || account.level() != Standing.ABOVE)
        {
            return refusal.refuse(ResultCode.INSUFFICIENT_MARGIN, required, equityAfter);
        }
        settleFunding();
        move(-amount);
        return ResultCode.ACCEPTED;
    }

    private void settleFunding()
    {
        account.wrap(accountIndex);
        for (int index = account.firstPosition(); index != 0; index = position.next())
        {
            position.wrap(index);
            instrument.wrap(position.instrument());
            ledger.settleFunding(position, instrument);
        }
    }

    /** What is too much of the equity, seen with the slow price, once a balance has changed. */
    private long excessAfter(final long held, final long left)
    {
        final long excess = slowEquity.excessAtoms(accountIndex);
        return assetIndex == Catalogue.REFERENCE ? excess : excess -
            slowEquity.excessOfBalance(accountIndex, assetIndex, held) +
            slowEquity.excessOfBalance(accountIndex, assetIndex, left);
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
        asset.wrap(assetIndex);
        return amount >= 1 ? ResultCode.ACCEPTED : refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, 1, amount);
    }

    private boolean needsBalance()
    {
        return assetIndex != Catalogue.REFERENCE && accounts.findBalance(accountIndex, assetIndex) == 0;
    }

    private long heldAtoms()
    {
        if (assetIndex == Catalogue.REFERENCE)
        {
            account.wrap(accountIndex);
            return account.cashAtoms();
        }
        final int balanceIndex = accounts.findBalance(accountIndex, assetIndex);
        if (balanceIndex == 0)
        {
            return 0;
        }
        balance.wrap(balanceIndex);
        return balance.balanceAtoms();
    }

    /** What resting purchases will bring to the asset. */
    private long awaitedAtoms()
    {
        holdings.count(accountIndex, assetIndex);
        return holdings.awaitedAtoms();
    }

    /** What resting spot orders need of the asset. */
    private long boundAtoms()
    {
        if (assetIndex == Catalogue.REFERENCE)
        {
            return spot.reservedAtoms(accountIndex, 0);
        }
        holdings.count(accountIndex, assetIndex);
        return holdings.lockedAtoms();
    }

    private long valueOf(final long atoms)
    {
        return assetIndex == Catalogue.REFERENCE ? atoms : valuation.collateralValueAtoms(asset, atoms);
    }

    private void move(final long changeAtoms)
    {
        final long after;
        if (assetIndex == Catalogue.REFERENCE)
        {
            after = ledger.moveCash(accountIndex, changeAtoms);
        }
        else
        {
            final int known = accounts.findBalance(accountIndex, assetIndex);
            final int balanceIndex = known != 0 ? known : accounts.openBalance(accountIndex, assetIndex);
            after = ledger.moveBalance(balanceIndex, changeAtoms);
        }
        touched.touch(accountIndex);
        account.wrap(accountIndex);
        effects.balanceChanged(sessions.recipient(account.principal()))
            .accountId(account.accountId())
            .changeAtoms(changeAtoms)
            .balanceAtoms(after)
            .assetId(asset.assetId());
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
            .queued((short)(account.queueStatus() == LiquidationQueue.NOT_QUEUED ? 0 : 1));
        reportPositions(sessionId);
        reportBalances(sessionId);
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
                .unrealisedAtoms(position.lots() * Valuation.lotValueAtoms(instrument) - position.costAtoms())
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
                .valueAtoms(valuation.collateralValueAtoms(asset, balance.balanceAtoms()))
                .assetId(asset.assetId())
                .lockedAtoms(holdings.lockedAtoms());
        }
    }
}
