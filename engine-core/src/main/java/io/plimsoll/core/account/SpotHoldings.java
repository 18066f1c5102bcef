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
package io.plimsoll.core.account;

import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.ContractRecord;
import io.plimsoll.core.price.Contracts;
import io.plimsoll.core.price.InstrumentRecord;

/**
 * What the resting spot orders of an account mean for its balances: sales lock what they would deliver, and purchases
 * will bring what a limit on the balance must leave room for. Counted from the lots that rest, so that nothing has to
 * be kept in step. 0 B.
 */
public final class SpotHoldings
{
    private final AccountRecord account;
    private final PositionRecord position;
    private final InstrumentRecord instrument;
    private final ContractRecord contract;
    private long lockedAtoms;
    private long awaitedAtoms;
    private boolean settles;

    /**
     * Holdings of any account.
     *
     * @param accounts  that hold balances and count orders.
     * @param catalogue of the instruments.
     * @param contracts with the terms of spot pairs.
     */
    public SpotHoldings(final Accounts accounts, final Catalogue catalogue, final Contracts contracts)
    {
        account = accounts.newAccountRecord();
        position = accounts.newPositionRecord();
        instrument = catalogue.newInstrumentRecord();
        contract = contracts.newRecord();
    }

    /**
     * Counts what rests.
     *
     * @param accountIndex of the account.
     * @param assetIndex   base asset of the orders that count.
     */
    public void count(final int accountIndex, final int assetIndex)
    {
        lockedAtoms = 0;
        awaitedAtoms = 0;
        settles = false;
        account.wrap(accountIndex);
        for (int index = account.firstPosition(); index != 0; index = position.next())
        {
            position.wrap(index);
            instrument.wrap(position.instrument());
            contract.wrap(position.instrument());
            settles |= instrument.settlementAsset() == assetIndex;
            if (Contracts.isSpot(instrument) && contract.baseAsset() == assetIndex)
            {
                lockedAtoms += position.sellLots() * contract.lotAtoms();
                awaitedAtoms += position.buyLots() * contract.lotAtoms();
            }
        }
    }

    /**
     * Whether the account has a position or an order that settles in the asset, of the last count.
     *
     * @return true if so.
     */
    public boolean settles()
    {
        return settles;
    }

    /**
     * Locked by resting sales, of the last count.
     *
     * @return atoms, no more than the balance where nothing settles in the asset.
     */
    public long lockedAtoms()
    {
        return lockedAtoms;
    }

    /**
     * That resting purchases would bring, of the last count.
     *
     * @return atoms.
     */
    public long awaitedAtoms()
    {
        return awaitedAtoms;
    }
}
