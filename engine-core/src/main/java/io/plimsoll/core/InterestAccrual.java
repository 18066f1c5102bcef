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

import io.plimsoll.core.account.LoanLedger;
import io.plimsoll.core.account.LoanPoolRecord;
import io.plimsoll.core.codec.LoanEffectWriter;
import io.plimsoll.core.liquidation.HeldAccounts;
import io.plimsoll.core.margin.LoadLineIndex;
import io.plimsoll.core.price.AssetRecord;

/** Lets the interest of loans grow, tells everybody, and touches the debtors of whom it passes a bound. */
final class InterestAccrual
{
    private final LoanLedger ledger;
    private final LoadLineIndex index;
    private final HeldAccounts held;
    private final LoanEffectWriter effects;
    private final LoanPoolRecord pool;
    private final AssetRecord asset;

    InterestAccrual(final Rooms rooms)
    {
        ledger = rooms.loanLedger;
        index = rooms.index;
        held = rooms.held;
        effects = rooms.loanEffects;
        pool = rooms.accounts.loans().newPoolRecord();
        asset = rooms.catalogue.newAssetRecord();
    }

    /** Lets the interest of an asset grow up to a time in its present step, never past the highest index. */
    void accrue(final int assetIndex, final long nowNs)
    {
        pool.wrap(assetIndex);
        if (!ledger.accrue(assetIndex, nowNs))
        {
            return;
        }
        index.interest(assetIndex);
        held.restart();
        final long lentAtoms = ledger.lentAtoms(pool);
        if (lentAtoms == 0)
        {
            return;
        }
        asset.wrap(assetIndex);
        effects.interestApplied()
            .untilNs(Math.min(nowNs, pool.intervalEndNs()))
            .interestIndex(pool.interestIndex())
            .interestAtoms(ledger.interestAtoms())
            .fundAtoms(ledger.fundAtoms())
            .cashAtoms(pool.cashAtoms())
            .lentAtoms(lentAtoms)
            .assetId(asset.assetId());
    }
}
