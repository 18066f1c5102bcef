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

import io.plimsoll.core.account.AccountRecord;
import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.fixed.Ratios;
import io.plimsoll.core.margin.Valuation;

/**
 * What is frozen for one step of a liquidation: E, M and B at its start, the target, and the lowest E/MM at the start
 * of any step of the episode, which bounds the penalty so that several steps never pay more than one.
 */
final class Episode
{
    private final Int128 maintenance = new Int128();
    private final Int128 lowestMaintenance = new Int128();
    private long equityAtoms;
    private long loanAtoms;
    private long lowestEquityAtoms;
    private int thetaPpm;

    /**
     * Freezes the step of an account, and lowers the lowest pair of its episode if this start is lower.
     *
     * @param account   on its record.
     * @param valuation that has just evaluated it; its M is above 0.
     */
    void freeze(final AccountRecord account, final Valuation valuation)
    {
        equityAtoms = valuation.equityAtoms();
        loanAtoms = valuation.loanAtoms();
        maintenance.set(valuation.maintenance());
        thetaPpm = account.thetaPpm();
        lowestEquityAtoms = account.lowestEquityAtoms();
        account.loadLowestMaintenance(lowestMaintenance);
        if (lowestMaintenance.signum() == 0 ||
            Ratios.compare(equityAtoms, maintenance, lowestEquityAtoms, lowestMaintenance) < 0)
        {
            lowestEquityAtoms = equityAtoms;
            lowestMaintenance.set(maintenance);
        }
    }

    /**
     * Writes the lowest pair into the account.
     *
     * @param account on its record.
     */
    void keep(final AccountRecord account)
    {
        account.lowestEquityAtoms(lowestEquityAtoms);
        account.storeLowestMaintenance(lowestMaintenance);
    }

    long equityAtoms()
    {
        return equityAtoms;
    }

    long loanAtoms()
    {
        return loanAtoms;
    }

    Int128 maintenance()
    {
        return maintenance;
    }

    long lowestEquityAtoms()
    {
        return lowestEquityAtoms;
    }

    Int128 lowestMaintenance()
    {
        return lowestMaintenance;
    }

    int thetaPpm()
    {
        return thetaPpm;
    }
}
