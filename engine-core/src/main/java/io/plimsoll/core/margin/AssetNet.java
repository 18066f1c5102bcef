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
package io.plimsoll.core.margin;

import io.plimsoll.core.account.AccountRecord;
import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.account.PositionRecord;
import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.price.AssetRecord;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.ContractValue;
import io.plimsoll.core.price.FrozenTable;
import io.plimsoll.core.price.InstrumentRecord;
import io.plimsoll.core.price.RateTable;

/**
 * What an account has in one asset other than the reference asset, and what its positions that settle in it require,
 * all in atoms of the asset:
 * <pre>
 *   net = balance + sum(worth - C - q * (F - F_paid))
 *   M   = sum(M_i(notional))                                                          ppm x atoms
 * </pre>
 * Worth and notional of linear and inverse contracts are those of {@link ContractValue}.
 * A gain in the asset pays a loss in the same asset at once, and one in another asset only at its weight: see
 * {@link Haircut}. Source: margin model, section 3; model rules, part 2 point 4.
 */
public final class AssetNet
{
    private final PositionRecord position;
    private final InstrumentRecord instrument;
    private final RateTable rates;
    private final FrozenTable frozen;
    private final Brackets brackets = new Brackets();
    private final Int128 maintenance = new Int128();
    private final Int128 callMaintenance = new Int128();
    private long netAtoms;
    private long notionalAtoms;
    private long fundingDueAtoms;
    private boolean hasLegs;

    /**
     * Nets of any account.
     *
     * @param accounts  that hold balances and positions.
     * @param catalogue with marks and brackets.
     */
    public AssetNet(final Accounts accounts, final Catalogue catalogue)
    {
        position = accounts.newPositionRecord();
        instrument = catalogue.newInstrumentRecord();
        rates = catalogue.newRateTable();
        frozen = catalogue.newFrozenTable();
    }

    /**
     * Adds up what an account has in an asset.
     *
     * @param account      on its record.
     * @param asset        on its record, not the reference asset.
     * @param balanceAtoms of the account in the asset.
     */
    public void gather(final AccountRecord account, final AssetRecord asset, final long balanceAtoms)
    {
        netAtoms = balanceAtoms;
        notionalAtoms = 0;
        fundingDueAtoms = 0;
        hasLegs = false;
        maintenance.set(0);
        callMaintenance.set(0);
        for (int index = account.firstPosition(); index != 0; index = position.next())
        {
            position.wrap(index);
            instrument.wrap(position.instrument());
            if (instrument.settlementAsset() == asset.index() && position.lots() != 0)
            {
                addPosition();
            }
        }
    }

    private void addPosition()
    {
        hasLegs = true;
        final long valueAtoms = ContractValue.worth(instrument, position.lots());
        final long ofNotional = ContractValue.notional(instrument, Math.abs(position.lots()));
        final long dueAtoms = position.fundingDueAtoms(instrument.fundingAtoms());
        final long costAtoms = Math.addExact(position.costAtoms(), dueAtoms);
        netAtoms = Math.addExact(netAtoms, Math.subtractExact(valueAtoms, costAtoms));
        fundingDueAtoms += dueAtoms;
        notionalAtoms = Math.addExact(notionalAtoms, ofNotional);
        brackets.addRequirement(frozen.of(instrument, position.frozenPpm()), ofNotional, maintenance);
        brackets.addRequirement(rates.of(instrument, RateTable.CALL), ofNotional, callMaintenance);
    }

    /**
     * Requirement at the rates that are announced.
     *
     * @param account on its record.
     * @param asset   on its record.
     * @param target  register that receives ppm x atoms.
     * @return the register.
     */
    Int128 announcedMaintenance(final AccountRecord account, final AssetRecord asset, final Int128 target)
    {
        target.set(0);
        for (int index = account.firstPosition(); index != 0; index = position.next())
        {
            position.wrap(index);
            instrument.wrap(position.instrument());
            if (instrument.settlementAsset() == asset.index() && position.lots() != 0)
            {
                brackets.addRequirement(rates.of(instrument, RateTable.NEXT),
                    ContractValue.notional(instrument, Math.abs(position.lots())), target);
            }
        }
        return target;
    }

    /**
     * What the account has.
     *
     * @return atoms, below zero if it owes.
     */
    public long netAtoms()
    {
        return netAtoms;
    }

    /**
     * Requirement at the rates in force.
     *
     * @return register with ppm x atoms, valid until the next asset.
     */
    public Int128 maintenance()
    {
        return maintenance;
    }

    /**
     * Requirement at the rates of a call.
     *
     * @return register with ppm x atoms, valid until the next asset.
     */
    public Int128 callMaintenance()
    {
        return callMaintenance;
    }

    /**
     * Sum of notionals.
     *
     * @return atoms.
     */
    public long notionalAtoms()
    {
        return notionalAtoms;
    }

    /**
     * Funding that the positions owe, already taken off what the account has.
     *
     * @return atoms.
     */
    public long fundingDueAtoms()
    {
        return fundingDueAtoms;
    }

    /**
     * Whether any position settles in the asset.
     *
     * @return true if so.
     */
    public boolean hasLegs()
    {
        return hasLegs;
    }
}
