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
import io.plimsoll.core.account.BalanceRecord;
import io.plimsoll.core.account.PositionRecord;
import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.price.AssetRecord;
import io.plimsoll.core.price.BracketTableRecord;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.ContractValue;
import io.plimsoll.core.price.FrozenTable;
import io.plimsoll.core.price.InstrumentRecord;
import io.plimsoll.core.price.RateTable;

/**
 * The last mark at which an account is not below maintenance, of an instrument that settles in another than the
 * reference asset. What its asset contributes rises with the mark for a long position and falls for a short one, but
 * for the rounding of its value, and is counted whole at each mark tried.
 */
final class NetPrices
{
    private static final long PPM = 1_000_000;

    private final AccountRecord account;
    private final BalanceRecord balance;
    private final AssetRecord asset;
    private final AssetNet net;
    private final Haircut haircut = new Haircut();
    private final Brackets brackets = new Brackets();
    private final Conversion conversion = new Conversion();
    private final Int128 others = new Int128();
    private final Int128 required = new Int128();
    private final Int128 value = new Int128();
    private final Int128 rest = new Int128();
    private final RateTable rates;
    private final FrozenTable frozen;
    private BracketTableRecord table;
    private long lots;
    private InstrumentRecord contract;
    private long presentMark;
    private long netAtoms;

    NetPrices(final Accounts accounts, final Catalogue catalogue)
    {
        account = accounts.newAccountRecord();
        balance = accounts.newBalanceRecord();
        asset = catalogue.newAssetRecord();
        rates = catalogue.newRateTable();
        frozen = catalogue.newFrozenTable();
        net = new AssetNet(accounts, catalogue);
    }

    /**
     * Replaces the rates in force by those announced in all assets in which positions settle.
     *
     * @param accountIndex of the account.
     * @param slack        10^6 * E - M, which changes.
     */
    void announce(final int accountIndex, final Int128 slack)
    {
        account.wrap(accountIndex);
        for (int index = account.firstBalance(); index != 0; index = balance.next())
        {
            balance.wrap(index);
            asset.wrap(balance.asset());
            net.gather(account, asset, balance.balanceAtoms());
            slack.add(conversion.ceil(net.maintenance(), asset, asset.priceAtoms()));
            net.announcedMaintenance(account, asset, value);
            slack.subtract(conversion.ceil(value, asset, asset.priceAtoms()));
        }
    }

    /**
     * The last mark at which the account is not below maintenance.
     *
     * @param held      on the record of a position of the account, with lots.
     * @param in        on the record of its instrument.
     * @param announced whether the rates announced count.
     * @param slack     10^6 * E - M at the rates that count and the present mark.
     * @return mark; {@link LiquidationPrices#NONE}; the present mark if the account is below already.
     */
    long last(
        final PositionRecord held,
        final InstrumentRecord in,
        final boolean announced,
        final Int128 slack)
    {
        presentMark = in.markSubTicks();
        if (slack.isNegative())
        {
            return presentMark;
        }
        lots = held.lots();
        contract = in;
        gather(held.account(), in.settlementAsset(), announced);
        table = announced ? rates.of(in, RateTable.NEXT) : frozen.of(in, held.frozenPpm());
        others.set(slack).subtract(contribution(presentMark));
        long good = presentMark;
        long bad = lots > 0 ? ContractValue.leastMarkSubTicks(in) : in.maxMarkSubTicks();
        if (holds(bad))
        {
            return LiquidationPrices.NONE;
        }
        while (Math.abs(good - bad) > 1)
        {
            final long middle = (good + bad) / 2;
            if (holds(middle))
            {
                good = middle;
            }
            else
            {
                bad = middle;
            }
        }
        return good;
    }

    private void gather(final int accountIndex, final int assetIndex, final boolean announced)
    {
        account.wrap(accountIndex);
        int index = account.firstBalance();
        balance.wrap(index);
        while (balance.asset() != assetIndex)
        {
            index = balance.next();
            balance.wrap(index);
        }
        asset.wrap(assetIndex);
        net.gather(account, asset, balance.balanceAtoms());
        netAtoms = net.netAtoms();
        required.set(net.maintenance());
        if (announced)
        {
            net.announcedMaintenance(account, asset, required);
        }
    }

    private boolean holds(final long mark)
    {
        return !contribution(mark).add(others).isNegative();
    }

    /** What the asset contributes to 10^6 * E - M with the instrument at another mark. */
    private Int128 contribution(final long mark)
    {
        value.set(0);
        brackets.addRequirement(table, ContractValue.notional(contract, Math.abs(lots), presentMark), value);
        rest.set(required).subtract(value);
        brackets.addRequirement(table, ContractValue.notional(contract, Math.abs(lots), mark), rest);
        conversion.ceil(rest, asset, asset.priceAtoms());
        final long there = netAtoms + ContractValue.worth(contract, lots, mark) -
            ContractValue.worth(contract, lots, presentMark);
        return value.product(haircut.valueAtoms(asset, there, asset.priceAtoms()), PPM).subtract(rest);
    }
}
