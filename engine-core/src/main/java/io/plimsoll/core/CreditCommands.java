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
import io.plimsoll.core.account.TouchedAccounts;
import io.plimsoll.core.book.OrderTerms;
import io.plimsoll.core.codec.CommandFrame;
import io.plimsoll.core.codec.Refusal;
import io.plimsoll.core.codec.generated.AttestDecoder;
import io.plimsoll.core.codec.generated.RegisterVenueDecoder;
import io.plimsoll.core.codec.generated.RevokeCreditDecoder;
import io.plimsoll.core.codec.generated.Verdict;
import io.plimsoll.core.control.Sessions;
import io.plimsoll.core.margin.AttestationRecord;
import io.plimsoll.core.margin.CreditReports;
import io.plimsoll.core.margin.Credits;
import io.plimsoll.core.margin.ListingRules;
import io.plimsoll.core.margin.Valuation;
import io.plimsoll.core.margin.AttesterRecord;

/**
 * Other venues and what accounts have there. The core does no cryptography: whether a signature is genuine has been
 * found out by the ingress of its host, against the key that the command itself carries, and stands in the command;
 * that this is the key of the venue is for the core to see.
 */
final class CreditCommands
{
    private static final int PPM = 1_000_000;
    private static final int KEY_WORDS = 4;

    private final Refusal refusal;
    private final Access access;
    private final Accounts accounts;
    private final TouchedAccounts touched;
    private final Sessions sessions;
    private final OrderTerms clock;
    private final Valuation valuation;
    private final Credits credits;
    private final CreditReports reports;
    private final AccountRecord account;
    private final AttesterRecord venue;
    private final AttestationRecord pledge;

    CreditCommands(final Rooms rooms)
    {
        refusal = rooms.refusal;
        access = rooms.access;
        accounts = rooms.accounts;
        touched = rooms.touched;
        sessions = rooms.sessions;
        clock = rooms.books.terms();
        valuation = rooms.valuation;
        credits = rooms.credits;
        reports = rooms.creditReports;
        account = accounts.newAccountRecord();
        venue = credits.newAttesterRecord();
        pledge = credits.newAttestationRecord();
    }

    int register(final RegisterVenueDecoder command, final CommandFrame frame)
    {
        final int known = credits.venues().find(command.venueId());
        range(command.venueId(), 1, Integer.MAX_VALUE);
        range(command.haircutPpm(), 0, PPM);
        range(command.capPpm(), 0, PPM);
        if (known != 0)
        {
            venue.wrap(known);
            range(command.tauNs(), venue.tauNs(), venue.tauNs());
        }
        range(command.tauNs(), Credits.TAU_MIN_NS, Credits.TAU_MAX_NS);
        if (refusal.code() == ResultCode.ACCEPTED && hasNoKey(frame))
        {
            return refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, 1, 0);
        }
        if (refusal.code() == ResultCode.ACCEPTED && known != 0 && isRevoked() && clock.nowNs() < bannedUntilNs())
        {
            return refusal.refuse(ResultCode.VENUE_REVOKED, bannedUntilNs(), clock.nowNs());
        }
        if (refusal.code() == ResultCode.ACCEPTED && known == 0 && !credits.venues().hasRoom())
        {
            return refusal.refuseFull(credits.venues().slab());
        }
        if (refusal.code() == ResultCode.ACCEPTED)
        {
            store(known != 0 ? known : credits.venues().add(command.venueId()), command, frame);
        }
        return refusal.code();
    }

    /** A key of zeros is one that was left out, and anybody could sign for it. */
    private boolean hasNoKey(final CommandFrame frame)
    {
        long bits = 0;
        for (int word = 0; word < KEY_WORDS; word++)
        {
            bits |= keyWord(frame, RegisterVenueDecoder.publicKeyEncodingOffset(), word);
        }
        return bits == 0;
    }

    private static long keyWord(final CommandFrame frame, final int offset, final int word)
    {
        return frame.longAt(offset + word * Long.BYTES);
    }

    private boolean isRevoked()
    {
        return venue.revokedRegistrations() == venue.registrations();
    }

    private long bannedUntilNs()
    {
        return venue.revokedNs() + venue.tauNs();
    }

    private void store(final int index, final RegisterVenueDecoder command, final CommandFrame frame)
    {
        venue.wrap(index);
        venue.venueId(command.venueId());
        venue.tauNs(command.tauNs());
        venue.haircutPpm(command.haircutPpm());
        venue.capPpm(command.capPpm());
        if (isRevoked())
        {
            // As long as its tau has passed since then, which leaves nothing of what was attested before.
            venue.endedRegistrations(venue.registrations());
        }
        venue.registrations(venue.registrations() + 1);
        for (int word = 0; word < KEY_WORDS; word++)
        {
            venue.publicKey(word, keyWord(frame, RegisterVenueDecoder.publicKeyEncodingOffset(), word));
        }
        reports.venueChanged(index);
    }

    int attest(final AttestDecoder command, final CommandFrame frame, final int sessionId)
    {
        range(command.equityAtoms(), 1, ListingRules.VALUE_MAX);
        range(command.attestationSequence(), 1, Long.MAX_VALUE - 1);
        if (refusal.code() != ResultCode.ACCEPTED || !isSigned(command, frame))
        {
            return refusal.code();
        }
        if (isRevoked())
        {
            return refusal.refuse(ResultCode.VENUE_REVOKED, bannedUntilNs(), clock.nowNs());
        }
        final int accountIndex = access.ownAccount(command.accountId(), sessionId);
        if (accountIndex == 0 || !isNews(accountIndex, command))
        {
            return refusal.code();
        }
        store(accountIndex, command);
        report(accountIndex, sessionId);
        return ResultCode.ACCEPTED;
    }

    /** Whether a venue that is known has signed it, with the key that it is known by. */
    private boolean isSigned(final AttestDecoder command, final CommandFrame frame)
    {
        final int index = credits.venues().find(command.venueId());
        if (index == 0)
        {
            refusal.refuse(ResultCode.UNKNOWN_VENUE, 0, command.venueId());
            return false;
        }
        venue.wrap(index);
        for (int word = 0; word < KEY_WORDS; word++)
        {
            if (keyWord(frame, AttestDecoder.publicKeyEncodingOffset(), word) != venue.publicKey(word))
            {
                refusal.refuse(ResultCode.VENUE_KEY, venue.publicKey(0),
                    keyWord(frame, AttestDecoder.publicKeyEncodingOffset(), 0));
                return false;
            }
        }
        final short verdict = command.verdictRaw();
        if (verdict != Verdict.GENUINE.value())
        {
            refusal.refuse(ResultCode.FORGED_ATTESTATION, Verdict.GENUINE.value(), verdict);
            return false;
        }
        return true;
    }

    /** Whether it is young, and was neither seen before nor overtaken by what was. */
    private boolean isNews(final int accountIndex, final AttestDecoder command)
    {
        account.wrap(accountIndex);
        final long nowNs = clock.nowNs();
        long leastNs = nowNs - 2 * venue.tauNs() + 1;
        if (account.pledge() != 0)
        {
            pledge.wrap(account.pledge());
            leastNs = Math.max(leastNs, pledge.attestedNs() + 1);
            final boolean same = pledge.venue() == venue.index();
            if (same && command.attestationSequence() <= pledge.sequence())
            {
                refusal.refuse(ResultCode.ATTESTATION_SEQUENCE, pledge.sequence() + 1, command.attestationSequence());
                return false;
            }
            if (!same && credits.worthAtoms(account.pledge()) > 0)
            {
                final int asked = venue.venueId();
                venue.wrap(pledge.venue());
                refusal.refuse(ResultCode.PLEDGED_ELSEWHERE, venue.venueId(), asked);
                return false;
            }
        }
        final long attestedNs = command.attestedNs();
        if (attestedNs > nowNs || attestedNs < leastNs)
        {
            refusal.refuse(ResultCode.ATTESTATION_TIME, attestedNs > nowNs ? nowNs : leastNs, attestedNs);
            return false;
        }
        if (account.pledge() == 0 && credits.pledges().live() == credits.pledges().capacity())
        {
            refusal.refuseFull(credits.pledges().slab());
            return false;
        }
        return true;
    }

    private void store(final int accountIndex, final AttestDecoder command)
    {
        if (account.pledge() == 0)
        {
            account.pledge(credits.pledges().take());
        }
        pledge.wrap(account.pledge());
        pledge.equityAtoms(command.equityAtoms());
        pledge.attestedNs(command.attestedNs());
        pledge.sequence(command.attestationSequence());
        pledge.revokedNs(0);
        pledge.account(accountIndex);
        pledge.venue(venue.index());
        pledge.haircutPpm(venue.haircutPpm());
        pledge.capPpm(venue.capPpm());
        pledge.registration(venue.registrations());
    }

    private void report(final int accountIndex, final int sessionId)
    {
        touched.touch(accountIndex);
        valuation.evaluate(accountIndex);
        reports.report(accountIndex, valuation, sessionId);
    }

    int revoke(final RevokeCreditDecoder command, final int sessionId)
    {
        final int index = credits.venues().find(command.venueId());
        if (index == 0)
        {
            return refusal.refuse(ResultCode.UNKNOWN_VENUE, 0, command.venueId());
        }
        venue.wrap(index);
        return command.accountId() == 0 ? revokeVenue(index) : revokeOf(command, sessionId);
    }

    private int revokeVenue(final int index)
    {
        if (isRevoked())
        {
            return refusal.refuse(ResultCode.VENUE_REVOKED, bannedUntilNs(), clock.nowNs());
        }
        venue.revokedRegistrations(venue.registrations());
        venue.revokedNs(clock.nowNs());
        reports.venueChanged(index);
        return ResultCode.ACCEPTED;
    }

    private int revokeOf(final RevokeCreditDecoder command, final int sessionId)
    {
        final int accountIndex = access.ownAccount(command.accountId(), sessionId);
        if (accountIndex == 0)
        {
            return refusal.code();
        }
        account.wrap(accountIndex);
        final int pledged = account.pledge();
        if (pledged != 0)
        {
            pledge.wrap(pledged);
        }
        if (pledged == 0 || pledge.venue() != venue.index())
        {
            final int at = pledged == 0 ? 0 : pledge.venue();
            if (at != 0)
            {
                venue.wrap(at);
            }
            return refusal.refuse(ResultCode.UNKNOWN_VENUE, at == 0 ? 0 : venue.venueId(), command.venueId());
        }
        if (pledge.revokedNs() == 0)
        {
            pledge.revokedNs(clock.nowNs());
        }
        report(accountIndex, sessionId);
        return ResultCode.ACCEPTED;
    }

    /** Refuses a value out of its range, unless something is refused already. */
    private void range(final long value, final long least, final long most)
    {
        if (refusal.code() == ResultCode.ACCEPTED && (value < least || value > most))
        {
            refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, value < least ? least : most, value);
        }
    }
}
