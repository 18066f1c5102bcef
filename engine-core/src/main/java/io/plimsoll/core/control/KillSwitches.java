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
package io.plimsoll.core.control;

import io.plimsoll.core.account.AccountRecord;
import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.InstrumentRecord;

/**
 * The kill switches of accounts, principals, instruments and the engine: which are engaged, and of which the orders are
 * still being cancelled. While none is engaged an order pays one load.
 */
public final class KillSwitches
{
    /** Wire number of the switches of accounts. */
    public static final int ACCOUNT = 0;
    /** Wire number of the switches of principals: all their accounts. */
    public static final int PRINCIPAL = 1;
    /** Wire number of the switches of instruments. */
    public static final int INSTRUMENT = 2;
    /** Wire number of the switch of the engine. */
    public static final int ENGINE = 3;
    /** No switch stops the order. */
    public static final int NONE = -1;

    private static final int ENGAGED = 1;
    private static final int SWEEPING = 2;

    private final CounterRecord counters;
    private final AccountRecord account;
    private final PrincipalRecord principal;
    private final InstrumentRecord instrument;
    private final ControlRecord control;
    private long stoppingId;

    /**
     * Switches, all released.
     *
     * @param counters  on its record.
     * @param accounts  that have switches.
     * @param sessions  with the principals.
     * @param catalogue that lists the instruments.
     * @param controls  with the switches of instruments.
     */
    public KillSwitches(
        final CounterRecord counters,
        final Accounts accounts,
        final Sessions sessions,
        final Catalogue catalogue,
        final InstrumentControls controls)
    {
        this.counters = counters;
        account = accounts.newAccountRecord();
        principal = sessions.newPrincipalRecord();
        instrument = catalogue.newInstrumentRecord();
        control = controls.newRecord();
    }

    /**
     * Whether any switch is engaged.
     *
     * @return false while orders need not be asked about.
     */
    public boolean isAnyEngaged()
    {
        return counters.killSwitches() != 0;
    }

    /**
     * Which switch stops an order, the widest first.
     *
     * @param accountIndex    of its account.
     * @param instrumentIndex of its instrument.
     * @return scope of the switch, {@link #NONE} if no switch does; {@link #stoppingId} then has its target.
     */
    public int stopping(final int accountIndex, final int instrumentIndex)
    {
        stoppingId = 0;
        account.wrap(accountIndex);
        if (isEngaged(ENGINE, 0))
        {
            return ENGINE;
        }
        if (isEngaged(INSTRUMENT, instrumentIndex))
        {
            instrument.wrap(instrumentIndex);
            stoppingId = instrument.instrumentId();
            return INSTRUMENT;
        }
        if (isEngaged(PRINCIPAL, account.principal()))
        {
            stoppingId = principal.principalId();
            return PRINCIPAL;
        }
        stoppingId = account.accountId();
        return isEngaged(ACCOUNT, accountIndex) ? ACCOUNT : NONE;
    }

    /**
     * Target of the switch that stops the order last asked about.
     *
     * @return id that the outside world uses, 0 for the engine.
     */
    public long stoppingId()
    {
        return stoppingId;
    }

    /**
     * Whether a switch is engaged.
     *
     * @param scope of the switch.
     * @param index of its target, 0 for the engine.
     * @return true until it is released.
     */
    public boolean isEngaged(final int scope, final int index)
    {
        return (flags(scope, index) & ENGAGED) != 0;
    }

    /**
     * Engages or releases a switch.
     *
     * @param scope   of the switch.
     * @param index   of its target, 0 for the engine.
     * @param engaged whether it is to be engaged; it is not yet as it is to be.
     */
    public void engage(final int scope, final int index, final boolean engaged)
    {
        flags(scope, index, flags(scope, index) ^ ENGAGED);
        counters.killSwitches(counters.killSwitches() + (engaged ? 1 : -1));
    }

    /**
     * Whether the orders of a target wait to be cancelled.
     *
     * @param scope of the switch.
     * @param index of its target, 0 for the engine.
     * @return true until the last one is cancelled, or would have been.
     */
    public boolean isSweeping(final int scope, final int index)
    {
        return (flags(scope, index) & SWEEPING) != 0;
    }

    /**
     * Notes whether the orders of a target wait to be cancelled.
     *
     * @param scope    of the switch.
     * @param index    of its target, 0 for the engine.
     * @param sweeping whether they do.
     */
    public void sweeping(final int scope, final int index, final boolean sweeping)
    {
        flags(scope, index, flags(scope, index) & ~SWEEPING | (sweeping ? SWEEPING : 0));
    }

    private int flags(final int scope, final int index)
    {
        switch (scope)
        {
            case ACCOUNT:
                account.wrap(index);
                return account.killSwitch();
            case PRINCIPAL:
                principal.wrap(index);
                return principal.killSwitch();
            case INSTRUMENT:
                control.wrap(index);
                return control.killSwitch();
            default:
                return counters.killSwitch();
        }
    }

    private void flags(final int scope, final int index, final int flags)
    {
        switch (scope)
        {
            case ACCOUNT:
                account.wrap(index);
                account.killSwitch(flags);
                break;
            case PRINCIPAL:
                principal.wrap(index);
                principal.killSwitch(flags);
                break;
            case INSTRUMENT:
                control.wrap(index);
                control.killSwitch(flags);
                break;
            default:
                counters.killSwitch(flags);
        }
    }
}
