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

import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.account.AccountRecord;
import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.account.PositionRecord;
import io.plimsoll.core.account.TouchedAccounts;
import io.plimsoll.core.codec.generated.AccountState;
import io.plimsoll.core.memory.Arena;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.FrozenTable;
import io.plimsoll.core.price.InstrumentRecord;
import io.plimsoll.core.price.Volatility;
import io.plimsoll.core.price.VolatilityRecord;

/**
 * Freezes the rates of accounts that are being liquidated: for each position those in force when the episode began are
 * the highest that count. When it ends the higher ones count as announced: they are in force at the next step of the
 * ramp, and until then only a call and the initial requirement know them. A step looks at the accounts whose rates are
 * frozen and at no others. Source: margin model, section 10; rule 11. 0 B.
 */
public final class FrozenRates
{
    private static final int LIQUIDATING = AccountState.LIQUIDATING.value();

    private final WatchedAccounts holders;
    private final TouchedAccounts touched;
    private final AccountRecord account;
    private final PositionRecord position;
    private final InstrumentRecord instrument;
    private final VolatilityRecord volatility;
    private final FrozenTable table;
    private boolean freezes = true;
    private boolean thaws = true;
    private boolean isKnown = true;

    /**
     * Reserves the list of the accounts.
     *
     * @param arena      to reserve in.
     * @param limits     capacities.
     * @param accounts   whose rates are frozen.
     * @param catalogue  with the rates.
     * @param volatility that the rates follow.
     * @param touched    receives the accounts that a step concerns.
     */
    public FrozenRates(
        final Arena arena,
        final EngineLimits limits,
        final Accounts accounts,
        final Catalogue catalogue,
        final Volatility volatility,
        final TouchedAccounts touched)
    {
        holders = new WatchedAccounts(arena, "loadLine.frozen", limits.accounts(), touched);
        this.touched = touched;
        this.volatility = volatility.newRecord();
        account = accounts.newAccountRecord();
        position = accounts.newPositionRecord();
        instrument = catalogue.newInstrumentRecord();
        table = catalogue.newFrozenTable();
    }

    /**
     * Freezes the rates of an account that enters an episode; those that are frozen already may only fall.
     *
     * @param accountIndex of the account.
     */
    public void freeze(final int accountIndex)
    {
        account.wrap(accountIndex);
        for (int index = account.firstPosition(); index != 0 && freezes; index = position.next())
        {
            position.wrap(index);
            instrument.wrap(position.instrument());
            final int inForce = inForcePpm();
            final int former = position.frozenPpm();
            position.frozenPpm(former == 0 ? inForce : Math.min(former, inForce));
        }
        holders.watch(accountIndex);
    }

    /** Rate of the first bracket of the instrument that is wrapped, as its volatility has asked for it. */
    private int inForcePpm()
    {
        if (!instrument.varies())
        {
            return instrument.baseRatePpm();
        }
        volatility.wrap(instrument.index());
        return volatility.inForcePpm();
    }

    /**
     * Notes that the episode of an account has ended: what is no lower than the rates in force is frozen no more.
     *
     * @param accountIndex of the account.
     */
    public void leave(final int accountIndex)
    {
        if (!thaw(accountIndex, 0))
        {
            holders.leave(accountIndex);
        }
    }

    /**
     * Ends the freeze of positions in one instrument, and of those to which it means nothing.
     *
     * @param accountIndex    of the account.
     * @param instrumentIndex of the instrument, 0 for none.
     * @return whether any position is still frozen.
     */
    private boolean thaw(final int accountIndex, final int instrumentIndex)
    {
        boolean rest = false;
        account.wrap(accountIndex);
        for (int index = account.firstPosition(); index != 0; index = position.next())
        {
            position.wrap(index);
            instrument.wrap(position.instrument());
            if (position.frozenPpm() != 0 && position.instrument() != instrumentIndex &&
                table.lowers(instrument, position.frozenPpm()))
            {
                rest = true;
            }
            else
            {
                position.frozenPpm(0);
            }
        }
        return rest;
    }

    /**
     * Notes a step of the ramp: what counted as announced for those who have left an episode is in force for them now.
     *
     * @param instrumentIndex of the instrument whose rates have taken it.
     */
    public void step(final int instrumentIndex)
    {
        int next;
        for (int index = holders.first(); index != 0 && thaws; index = next)
        {
            next = holders.after(index);
            account.wrap(index);
            if (account.state() != LIQUIDATING && !thaw(index, instrumentIndex))
            {
                holders.leave(index);
            }
            touched.touchByPrice(index);
        }
    }

    /**
     * Whether an account is judged by lower rates than those in force: bounds at these would not hold for it.
     *
     * @param of on the record of the account.
     * @return true if so.
     */
    boolean lowers(final AccountRecord of)
    {
        if (!isKnown || !holders.has(of.index()))
        {
            return false;
        }
        for (int index = of.firstPosition(); index != 0; index = position.next())
        {
            position.wrap(index);
            instrument.wrap(position.instrument());
            if (position.frozenPpm() != 0 && table.lowers(instrument, position.frozenPpm()))
            {
                return true;
            }
        }
        return false;
    }

    /** Plants the defect that no rates are frozen. */
    void plantNoFreeze()
    {
        freezes = false;
    }

    /** Plants the defect that bounds are set as if no rates were frozen. */
    void plantBoundsInForce()
    {
        isKnown = false;
    }

    /** Plants the defect that a step of the ramp ends no freeze. */
    void plantNoThaw()
    {
        thaws = false;
    }
}
