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
import io.plimsoll.core.account.LoanPoolRecord;
import io.plimsoll.core.account.PositionRecord;
import io.plimsoll.core.account.SpotHoldings;
import io.plimsoll.core.account.TouchedAccounts;
import io.plimsoll.core.codec.EffectWriter;
import io.plimsoll.core.codec.Refusal;
import io.plimsoll.core.control.Sessions;
import io.plimsoll.core.margin.ListingRules;
import io.plimsoll.core.margin.SpotCheck;
import io.plimsoll.core.price.AssetRecord;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.InstrumentRecord;

/** Brings an amount of an asset into an account or takes it out, with its effect; says before whether it fits. */
final class BalanceMoves
{
    private final Refusal refusal;
    private final Accounts accounts;
    private final Ledger ledger;
    private final Sessions sessions;
    private final TouchedAccounts touched;
    private final EffectWriter effects;
    private final SpotHoldings holdings;
    private final SpotCheck spot;
    private final AccountRecord account;
    private final PositionRecord position;
    private final BalanceRecord balance;
    private final AssetRecord asset;
    private final InstrumentRecord instrument;
    private final LoanPoolRecord pool;

    BalanceMoves(final Rooms rooms)
    {
        refusal = rooms.refusal;
        accounts = rooms.accounts;
        ledger = rooms.ledger;
        sessions = rooms.sessions;
        touched = rooms.touched;
        effects = rooms.effects;
        holdings = rooms.holdings;
        spot = rooms.spotCheck;
        account = accounts.newAccountRecord();
        position = accounts.newPositionRecord();
        balance = accounts.newBalanceRecord();
        asset = rooms.catalogue.newAssetRecord();
        instrument = rooms.catalogue.newInstrumentRecord();
        pool = accounts.loans().newPoolRecord();
    }

    /** Whether an account may receive an amount: within the limits of the asset and of its collateral, and room. */
    int checkReceipt(final int accountIndex, final int assetIndex, final long amount)
    {
        asset.wrap(assetIndex);
        holdings.count(accountIndex, assetIndex);
        final long awaited = holdings.awaitedAtoms();
        final long held = heldAtoms(accountIndex, assetIndex);
        if (amount > asset.maxBalanceAtoms() - Math.max(0, held + awaited))
        {
            return refusal.refuse(
                ResultCode.BALANCE_LIMIT, asset.maxBalanceAtoms(), sumAtoms(amount, held, awaited));
        }
        if (assetIndex == Catalogue.REFERENCE)
        {
            return ResultCode.ACCEPTED;
        }
        if (asset.priceAtoms() == 0)
        {
            return refusal.refuse(ResultCode.MARK_MISSING, 0, asset.assetId());
        }
        final long highest = spot.highestCollateralAtoms(accountIndex, assetIndex, amount + awaited);
        if (highest > ListingRules.COLLATERAL_MAX)
        {
            return refusal.refuse(ResultCode.COLLATERAL_LIMIT, ListingRules.COLLATERAL_MAX, highest);
        }
        return accounts.findBalance(accountIndex, assetIndex) != 0 || accounts.hasRoomForBalance() ?
            ResultCode.ACCEPTED : refusal.refuseFull(accounts.balanceSlab());
    }

    /** Whether custody of an asset can grow by an amount, which no sum of balances limits. */
    int checkCustody(final int accountIndex, final int assetIndex, final long amount)
    {
        asset.wrap(assetIndex);
        if (amount <= Long.MAX_VALUE / 4 - asset.custodyAtoms())
        {
            return ResultCode.ACCEPTED;
        }
        holdings.count(accountIndex, assetIndex);
        return refusal.refuse(ResultCode.BALANCE_LIMIT, asset.maxBalanceAtoms(),
            sumAtoms(amount, heldAtoms(accountIndex, assetIndex), holdings.awaitedAtoms()));
    }

    /**
     * Whether an amount of an asset is there to leave the venue: what accounts are short of the others have lent them,
     * and neither the pool's cash nor the fund's nor fees stand in for it.
     */
    int checkPresent(final int assetIndex, final long amount)
    {
        asset.wrap(assetIndex);
        pool.wrap(assetIndex);
        final long present = asset.custodyAtoms() - asset.feeAtoms() - asset.fundAtoms() - pool.cashAtoms() -
            pool.roundingAtoms();
        return amount <= present ? ResultCode.ACCEPTED :
            refusal.refuse(ResultCode.CUSTODY_LIMIT, Math.max(0, present), amount);
    }

    private static long sumAtoms(final long amount, final long held, final long awaited)
    {
        return Long.MAX_VALUE - amount < Math.max(0, held) + awaited ? Long.MAX_VALUE : held + awaited + amount;
    }

    private long heldAtoms(final int accountIndex, final int assetIndex)
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

    /** Moves the funding of every position of an account into its cash or out of it. */
    void settleFunding(final int accountIndex)
    {
        account.wrap(accountIndex);
        for (int index = account.firstPosition(); index != 0; index = position.next())
        {
            position.wrap(index);
            instrument.wrap(position.instrument());
            ledger.settleFunding(position, instrument);
        }
    }

    /** Changes what an account holds, from or to the outside, and says so; there must be room. */
    void move(final int accountIndex, final int assetIndex, final long changeAtoms)
    {
        final long after;
        if (assetIndex == Catalogue.REFERENCE)
        {
            after = ledger.moveCash(accountIndex, changeAtoms);
        }
        else
        {
            final int known = accounts.findBalance(accountIndex, assetIndex);
            after = ledger.moveBalance(
                known != 0 ? known : accounts.openBalance(accountIndex, assetIndex), changeAtoms);
        }
        touched.touch(accountIndex);
        account.wrap(accountIndex);
        asset.wrap(assetIndex);
        effects.balanceChanged(sessions.recipient(account.principal()))
            .accountId(account.accountId())
            .changeAtoms(changeAtoms)
            .balanceAtoms(after)
            .assetId(asset.assetId());
    }
}
