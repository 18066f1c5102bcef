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
import io.plimsoll.core.account.Leverages;
import io.plimsoll.core.account.TouchedAccounts;
import io.plimsoll.core.codec.AccountEffectWriter;
import io.plimsoll.core.codec.Refusal;
import io.plimsoll.core.codec.generated.InstrumentKind;
import io.plimsoll.core.codec.generated.SetLeverageDecoder;
import io.plimsoll.core.control.Sessions;
import io.plimsoll.core.margin.InitialRequirement;
import io.plimsoll.core.margin.SlowEquity;
import io.plimsoll.core.margin.Valuation;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.Contracts;
import io.plimsoll.core.price.InstrumentRecord;

/** The leverage that an account chooses for an instrument, from 1 to what is listed. */
final class LeverageCommands
{
    private final Refusal refusal;
    private final Access access;
    private final Accounts accounts;
    private final Catalogue catalogue;
    private final Leverages leverages;
    private final Valuation valuation;
    private final SlowEquity slowEquity;
    private final InitialRequirement initial;
    private final Sessions sessions;
    private final TouchedAccounts touched;
    private final AccountEffectWriter effects;
    private final AccountRecord account;
    private final InstrumentRecord instrument;

    LeverageCommands(final Rooms rooms)
    {
        refusal = rooms.refusal;
        access = rooms.access;
        accounts = rooms.accounts;
        catalogue = rooms.catalogue;
        leverages = rooms.leverages;
        valuation = rooms.valuation;
        slowEquity = rooms.slowEquity;
        initial = rooms.initial;
        sessions = rooms.sessions;
        touched = rooms.touched;
        effects = rooms.accountEffects;
        account = accounts.newAccountRecord();
        instrument = catalogue.newInstrumentRecord();
    }

    int set(final SetLeverageDecoder command, final int sessionId)
    {
        final int accountIndex = access.ownAccount(command.accountId(), sessionId);
        if (accountIndex == 0)
        {
            return refusal.code();
        }
        final int found = catalogue.instruments().find(command.instrumentId());
        if (found == 0)
        {
            return refusal.refuse(ResultCode.UNKNOWN_INSTRUMENT, 0, command.instrumentId());
        }
        account.wrap(accountIndex);
        instrument.wrap(found);
        final int code = check(command.leverage());
        if (code == ResultCode.ACCEPTED)
        {
            final int listed = instrument.maxLeverage();
            leverages.choose(accountIndex, found, command.leverage() == listed ? 0 : command.leverage());
            touched.touch(accountIndex);
            effects.leverageChanged(sessions.recipient(account.principal()))
                .accountId(account.accountId())
                .instrumentId(instrument.instrumentId())
                .leverage(command.leverage());
        }
        return code;
    }

    private int check(final int leverage)
    {
        if (Contracts.isSpot(instrument))
        {
            return refusal.refuse(ResultCode.NOT_SUPPORTED,
                InstrumentKind.LINEAR_PERPETUAL.value(), InstrumentKind.SPOT.value());
        }
        final int listed = instrument.maxLeverage();
        if (leverage < 1 || leverage > listed)
        {
            return refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, leverage < 1 ? 1 : listed, leverage);
        }
        final int chosen = leverages.of(account, instrument.index());
        if (leverage < (chosen == 0 ? listed : chosen) &&
            accounts.findPosition(account.index(), instrument.index()) != 0 && isTooMuch(leverage))
        {
            return refusal.code();
        }
        return chosen != 0 || leverage == listed || leverages.hasRoom() ? ResultCode.ACCEPTED :
            refusal.refuseFull(leverages.slab());
    }

    /** Less leverage asks for more margin of what is open already: equity must cover it. */
    private boolean isTooMuch(final int leverage)
    {
        valuation.evaluate(account.index());
        final long required = initial.evaluateWithLeverage(account.index(), instrument.index(), leverage);
        final long equityAtoms = valuation.equityAtoms() - slowEquity.excessAtoms(account.index());
        if (equityAtoms >= required)
        {
            return false;
        }
        refusal.refuse(ResultCode.INSUFFICIENT_MARGIN, required, equityAtoms);
        return true;
    }
}
