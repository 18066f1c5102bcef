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
import io.plimsoll.core.account.IsolatedRecord;
import io.plimsoll.core.control.VenueRecord;
import io.plimsoll.core.memory.Slab;
import io.plimsoll.core.price.ExposureRecord;
import io.plimsoll.core.price.InstrumentRecord;

/** Defects that can be planted in what an engine knows of its accounts, for a comparison that must find them. */
public final class AccountDefects
{
    private final Engine engine;

    public AccountDefects(final Engine engine)
    {
        this.engine = engine;
    }

    private Slab slab(final String name)
    {
        return engine.slab(new EngineState(engine).slabId(name));
    }

    /** Lets withdrawals leave nothing but the initial requirement. */
    public void plantWithdrawRule()
    {
        final VenueRecord venue = new VenueRecord(slab("venueTerms"));
        venue.wrap(0);
        venue.withdrawNotionalPpm(0);
    }

    /** Lets the open interest of an instrument raise nothing. */
    public void plantInterestFactor()
    {
        final InstrumentRecord instrument = new InstrumentRecord(slab("instruments"));
        final ExposureRecord exposure = new ExposureRecord(slab("exposures"));
        for (int index = 1; index < slab("instruments").used(); index++)
        {
            instrument.wrap(index);
            exposure.wrap(index);
            if ((instrument.factors() & InstrumentRecord.EXPOSED) != 0)
            {
                instrument.initialFactorPpm(exposure.listedFactorPpm());
            }
        }
    }

    /** Lets the depth of the market elsewhere allow anything. */
    public void plantDepth()
    {
        final ExposureRecord exposure = new ExposureRecord(slab("exposures"));
        for (int index = 1; index < slab("instruments").used(); index++)
        {
            exposure.wrap(index);
            exposure.depthLots(1L << 50);
        }
    }

    /** Lets accounts forget the leverages that they have chosen. */
    public void plantLeverage()
    {
        final AccountRecord account = new AccountRecord(slab("accounts"));
        for (int index = 1; index < slab("accounts").used(); index++)
        {
            account.wrap(index);
            account.firstLeverage(0);
        }
    }

    /** Lets isolated accounts forget that they may be topped up. */
    public void plantTopUp()
    {
        final IsolatedRecord isolated = new IsolatedRecord(slab("isolated"));
        for (int index = 1; index < slab("isolated").used(); index++)
        {
            isolated.wrap(index);
            isolated.topUpCapAtoms(0);
        }
    }

    /** Lets isolated accounts trade anything. */
    public void plantCrossing()
    {
        final AccountRecord account = new AccountRecord(slab("accounts"));
        for (int index = 1; index < slab("accounts").used(); index++)
        {
            account.wrap(index);
            account.isolated(0);
        }
    }
}
