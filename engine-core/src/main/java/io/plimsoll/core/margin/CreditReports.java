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
import io.plimsoll.core.codec.CreditEffectWriter;
import io.plimsoll.core.codec.generated.VenueState;
import io.plimsoll.core.control.Sessions;

/** Tells of venues, and of what accounts have there. 0 B. */
public final class CreditReports
{
    private static final int KEY_WORDS = 4;

    private final Credits credits;
    private final CreditEffectWriter effects;
    private final Sessions sessions;
    private final AccountRecord account;
    private final AttestationRecord pledge;
    private final AttesterRecord venue;

    /**
     * Reports of the credits of an engine.
     *
     * @param credits  told of.
     * @param effects  written.
     * @param sessions that are told.
     * @param accounts that have them.
     */
    public CreditReports(
        final Credits credits, final CreditEffectWriter effects, final Sessions sessions, final Accounts accounts)
    {
        this.credits = credits;
        this.effects = effects;
        this.sessions = sessions;
        account = accounts.newAccountRecord();
        pledge = credits.newAttestationRecord();
        venue = credits.newAttesterRecord();
    }

    /**
     * Tells the owner of an account of its credit, where it has had something elsewhere.
     *
     * @param accountIndex of the account.
     * @param valuation    that has just evaluated it.
     * @param recipient    session that is told.
     */
    public void report(final int accountIndex, final Valuation valuation, final int recipient)
    {
        account.wrap(accountIndex);
        if (account.pledge() == 0)
        {
            return;
        }
        final int index = account.pledge();
        pledge.wrap(index);
        venue.wrap(pledge.venue());
        effects.creditReport(recipient)
            .accountId(account.accountId())
            .equityAtoms(pledge.equityAtoms())
            .attestedNs(pledge.attestedNs())
            .attestationSequence(pledge.sequence())
            .endsNs(credits.endsNs(index))
            .worthAtoms(credits.worthAtoms(index))
            .creditAtoms(credits.creditAtoms(account, valuation.maintenance()))
            .localEquityAtoms(valuation.equityAtoms())
            .maintenanceAtoms(valuation.maintenanceAtoms())
            .venueId(venue.venueId())
            .haircutPpm(pledge.haircutPpm())
            .capPpm(pledge.capPpm())
            .padding(0);
    }

    /**
     * Tells the owner of an account whose state has changed of the credit that counted, if any did.
     *
     * @param accountIndex of the account.
     * @param valuation    that has just evaluated it.
     */
    public void stateChanged(final int accountIndex, final Valuation valuation)
    {
        account.wrap(accountIndex);
        if (account.pledge() != 0 && credits.creditAtoms(account, valuation.maintenance()) > 0)
        {
            report(accountIndex, valuation, sessions.recipient(account.principal()));
        }
    }

    /**
     * Tells everybody how a venue stands.
     *
     * @param index of the venue.
     */
    public void venueChanged(final int index)
    {
        venue.wrap(index);
        final boolean revoked = venue.revokedRegistrations() == venue.registrations();
        effects.venueChanged()
            .tauNs(venue.tauNs())
            .revokedNs(venue.revokedNs())
            .venueId(venue.venueId())
            .haircutPpm(venue.haircutPpm())
            .capPpm(venue.capPpm())
            .state(revoked ? VenueState.REVOKED : VenueState.OPEN)
            .padding1((short)0)
            .padding2(0);
        for (int word = 0; word < KEY_WORDS; word++)
        {
            effects.publicKey(word, venue.publicKey(word));
        }
    }
}
