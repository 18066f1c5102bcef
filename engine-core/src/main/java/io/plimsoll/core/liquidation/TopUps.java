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
package io.plimsoll.core.liquidation;

import io.plimsoll.core.ResultCode;
import io.plimsoll.core.account.AccountRecord;
import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.account.IsolatedAccounts;
import io.plimsoll.core.account.IsolatedRecord;
import io.plimsoll.core.account.Ledger;
import io.plimsoll.core.account.TouchedAccounts;
import io.plimsoll.core.codec.AccountEffectWriter;
import io.plimsoll.core.codec.EffectWriter;
import io.plimsoll.core.control.Sessions;
import io.plimsoll.core.margin.LoadLines;
import io.plimsoll.core.margin.Valuation;
import io.plimsoll.core.margin.WithdrawRule;
import io.plimsoll.core.price.AssetRecord;
import io.plimsoll.core.price.Catalogue;

/**
 * Tops an isolated account up before an episode begins, where its owner has asked for it: cash of the parent that the
 * withdraw rule lets go, up to the cap, as much as ends a margin call. Where that does not reach the maintenance
 * requirement nothing is moved, so that no collateral follows a position that is liquidated all the same. 0 B.
 */
public final class TopUps
{
    private final IsolatedAccounts isolatedAccounts;
    private final WithdrawRule rule;
    private final Valuation valuation;
    private final LoadLines lines;
    private final Ledger ledger;
    private final TouchedAccounts touched;
    private final Sessions sessions;
    private final EffectWriter effects;
    private final AccountEffectWriter accountEffects;
    private final AccountRecord account;
    private final AccountRecord parent;
    private final IsolatedRecord isolated;
    private final AssetRecord asset;

    /**
     * Top-ups of isolated accounts.
     *
     * @param isolatedAccounts that may be topped up.
     * @param accounts         with their parents.
     * @param catalogue        with the reference asset.
     * @param rule             that holds what leaves a parent; its refusals are nobody's.
     * @param valuation        of accounts.
     * @param lines            of the engine.
     * @param ledger           that moves cash.
     * @param touched          that notes the parents.
     * @param sessions         that are told.
     * @param effects          that tell of cash.
     * @param accountEffects   that tell of top-ups.
     */
    public TopUps(
        final IsolatedAccounts isolatedAccounts,
        final Accounts accounts,
        final Catalogue catalogue,
        final WithdrawRule rule,
        final Valuation valuation,
        final LoadLines lines,
        final Ledger ledger,
        final TouchedAccounts touched,
        final Sessions sessions,
        final EffectWriter effects,
        final AccountEffectWriter accountEffects)
    {
        this.isolatedAccounts = isolatedAccounts;
        this.rule = rule;
        this.valuation = valuation;
        this.lines = lines;
        this.ledger = ledger;
        this.touched = touched;
        this.sessions = sessions;
        this.effects = effects;
        this.accountEffects = accountEffects;
        account = accounts.newAccountRecord();
        parent = accounts.newAccountRecord();
        isolated = isolatedAccounts.newRecord();
        asset = catalogue.newAssetRecord();
    }

    /**
     * Tops an account up, if that keeps it from being liquidated. The valuation has evaluated it, and has again where
     * it is topped up.
     *
     * @param accountIndex of an account below maintenance.
     * @return whether it has been topped up.
     */
    public boolean cures(final int accountIndex)
    {
        return isolatedAccounts.isAny() && isOpen(accountIndex) && topUp();
    }

    private boolean isOpen(final int accountIndex)
    {
        account.wrap(accountIndex);
        isolated.wrap(account.isolated());
        return account.isolated() != 0 && isolated.topUpCapAtoms() > isolated.toppedUpAtoms();
    }

    private boolean topUp()
    {
        final long leastAtoms = valuation.maintenanceAtoms() - valuation.equityAtoms();
        final long wantedAtoms = Math.max(leastAtoms, valuation.missingAtoms(lines.ppm(LoadLines.CALL_RELEASE)));
        final long leftAtoms = isolated.topUpCapAtoms() - isolated.toppedUpAtoms();
        final long mostAtoms = leftAtoms < leastAtoms ? 0 : rule.mostCashAtoms(isolated.parent());
        final long amount = Math.min(wantedAtoms, Math.min(leftAtoms, mostAtoms));
        final boolean cures = amount >= leastAtoms &&
            rule.check(isolated.parent(), Catalogue.REFERENCE, amount) == ResultCode.ACCEPTED;
        if (cures)
        {
            isolated.toppedUpAtoms(isolated.toppedUpAtoms() + amount);
            parent.wrap(isolated.parent());
            move(parent, -amount);
            move(account, amount);
            accountEffects.isolatedToppedUp(sessions.recipient(account.principal()))
                .accountId(parent.accountId())
                .isolatedId(account.accountId())
                .amountAtoms(amount)
                .toppedUpAtoms(isolated.toppedUpAtoms())
                .topUpCapAtoms(isolated.topUpCapAtoms());
        }
        valuation.evaluate(account.index());
        return cures;
    }

    private void move(final AccountRecord moved, final long changeAtoms)
    {
        final long after = ledger.moveCash(moved.index(), changeAtoms);
        touched.touch(moved.index());
        asset.wrap(Catalogue.REFERENCE);
        effects.balanceChanged(sessions.recipient(moved.principal()))
            .accountId(moved.accountId())
            .changeAtoms(changeAtoms)
            .balanceAtoms(after)
            .assetId(asset.assetId());
    }
}
