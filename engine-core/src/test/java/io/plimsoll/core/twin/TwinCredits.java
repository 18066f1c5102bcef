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
package io.plimsoll.core.twin;

import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.AttestEncoder;
import io.plimsoll.core.codec.generated.CreditReportEncoder;
import io.plimsoll.core.codec.generated.RegisterVenueEncoder;
import io.plimsoll.core.codec.generated.VenueChangedEncoder;
import io.plimsoll.core.codec.generated.VenueState;
import org.agrona.MutableDirectBuffer;

import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Venues and attestations of the twin; whoever is revoked is gone through one by one. */
final class TwinCredits
{
    private static final int VENUES_MAX = 64;
    private static final long PPM = 1_000_000;

    /** Another venue. */
    static final class Venue
    {
        int id;
        long tau;
        int haircut;
        int cap;
        long key;
        long revokedNs;
        boolean revoked;
    }

    /** What an account has there. */
    static final class Pledge
    {
        Venue venue;
        long equity;
        long attestedNs;
        long sequence;
        int haircut;
        int cap;
        boolean ownRevoked;
        /** When it was revoked, by its owner or with its venue. */
        final List<Long> revocations = new ArrayList<>();

        /** What it would be worth at a time, had nobody revoked it, times the denominator. */
        private BigInteger fresh(final long timeNs)
        {
            final long age = timeNs - attestedNs;
            return Exact.product(haircut, equity).multiply(Exact.big(Math.max(0, 2 * venue.tau - age)));
        }

        private BigInteger denominator()
        {
            return Exact.product(2 * PPM, venue.tau);
        }

        long worth(final long nowNs)
        {
            BigInteger worth = Exact.floor(fresh(nowNs), denominator());
            for (final long revokedNs : revocations)
            {
                final long left = Math.max(0, venue.tau - (nowNs - revokedNs));
                worth = worth.min(Exact.floor(
                    Exact.ceil(fresh(revokedNs), denominator()).multiply(Exact.big(left)), Exact.big(venue.tau)));
            }
            return worth.longValueExact();
        }

        long endsNs()
        {
            return Math.min(attestedNs + 2 * venue.tau,
                revocations.stream().mapToLong(revokedNs -> revokedNs + venue.tau).min().orElse(Long.MAX_VALUE));
        }
    }

    final Map<Integer, Venue> venues = new TreeMap<>();
    private final TwinState state;
    private final TwinRefusal refusal;
    private final EngineLimits limits;
    private int pledges;
    /** Accounts that credit has been seen to keep, so that a campaign can show that it met them. */
    long kept;

    TwinCredits(final TwinState state, final TwinRefusal refusal, final EngineLimits limits)
    {
        this.state = state;
        this.refusal = refusal;
        this.limits = limits;
    }

    void apply(final Command command, final int recipient, final TwinAccountCommands accounts)
    {
        switch (command.template)
        {
            case RegisterVenueEncoder.TEMPLATE_ID -> register(command);
            case AttestEncoder.TEMPLATE_ID -> attest(command, recipient, accounts);
            default -> revoke(command, recipient, accounts);
        }
    }

    /** Credit of an account at the present time. */
    long credit(final TwinAccount account)
    {
        return account.pledge == null ? 0 : Math.min(account.pledge.worth(state.timestampNs),
            Exact.floor(state.maintenance(account).multiply(Exact.big(account.pledge.cap)), Exact.TRILLION)
                .longValueExact());
    }

    /** Whether an episode would start. */
    boolean starts(final TwinAccount account)
    {
        if (!state.isBelow(account, PPM))
        {
            return false;
        }
        final BigInteger counted = Exact.big(state.equity(account)).add(Exact.big(credit(account)));
        final boolean starts = counted.multiply(Exact.PPM).compareTo(state.maintenance(account)) < 0;
        kept += starts ? 0 : 1;
        return starts;
    }

    private void range(final long value, final long least, final long most)
    {
        if (refusal.code == ResultCode.ACCEPTED && (value < least || value > most))
        {
            refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, value < least ? least : most, value);
        }
    }

    private void register(final Command command)
    {
        final Venue known = venues.get(command.venue);
        range(command.venue, 1, Integer.MAX_VALUE);
        range(command.haircutPpm, 0, PPM);
        range(command.capPpm, 0, PPM);
        if (known != null)
        {
            range(command.untilNs, known.tau, known.tau);
        }
        range(command.untilNs, 1_000_000_000L, 3_600_000_000_000L);
        if (refusal.code != ResultCode.ACCEPTED)
        {
            return;
        }
        if (command.key == 0)
        {
            refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, 1, 0);
        }
        else if (known != null && known.revoked && state.timestampNs < known.revokedNs + known.tau)
        {
            refusal.refuse(ResultCode.VENUE_REVOKED, known.revokedNs + known.tau, state.timestampNs);
        }
        else if (known == null && venues.size() == VENUES_MAX)
        {
            refusal.refuseFull("venues", VENUES_MAX);
        }
        else
        {
            final Venue venue = known == null ? new Venue() : known;
            venues.put(command.venue, venue);
            venue.id = command.venue;
            venue.tau = command.untilNs;
            venue.haircut = command.haircutPpm;
            venue.cap = command.capPpm;
            venue.key = command.key;
            venue.revoked = false;
            changed(venue);
        }
    }

    private void attest(final Command command, final int recipient, final TwinAccountCommands accounts)
    {
        range(command.amount, 1, 1L << 60);
        range(command.id, 1, Long.MAX_VALUE - 1);
        final Venue venue = venues.get(command.venue);
        if (refusal.code != ResultCode.ACCEPTED)
        {
            return;
        }
        if (venue == null)
        {
            refusal.refuse(ResultCode.UNKNOWN_VENUE, 0, command.venue);
        }
        else if (venue.key != command.key)
        {
            refusal.refuse(ResultCode.VENUE_KEY, venue.key, command.key);
        }
        else if (command.verdict != 1)
        {
            refusal.refuse(ResultCode.FORGED_ATTESTATION, 1, command.verdict);
        }
        else if (venue.revoked)
        {
            refusal.refuse(ResultCode.VENUE_REVOKED, venue.revokedNs + venue.tau, state.timestampNs);
        }
        else
        {
            final TwinAccount account = accounts.own(command);
            if (account != null && isNews(account, venue, command))
            {
                store(account, venue, command);
                account.ownChange = true;
                report(account, recipient);
            }
        }
    }

    private boolean isNews(final TwinAccount account, final Venue venue, final Command command)
    {
        final Pledge former = account.pledge;
        final long now = state.timestampNs;
        if (former != null && former.venue == venue && command.id <= former.sequence)
        {
            refusal.refuse(ResultCode.ATTESTATION_SEQUENCE, former.sequence + 1, command.id);
        }
        else if (former != null && former.venue != venue && former.worth(now) > 0)
        {
            refusal.refuse(ResultCode.PLEDGED_ELSEWHERE, former.venue.id, venue.id);
        }
        else if (command.fromNs > now)
        {
            refusal.refuse(ResultCode.ATTESTATION_TIME, now, command.fromNs);
        }
        else
        {
            final long least = Math.max(now - 2 * venue.tau, former == null ? Long.MIN_VALUE : former.attestedNs) + 1;
            final int most = Math.min(limits.accounts(), limits.accounts() / 8 + 64);
            if (command.fromNs < least)
            {
                refusal.refuse(ResultCode.ATTESTATION_TIME, least, command.fromNs);
            }
            else if (former == null && pledges == most)
            {
                refusal.refuseFull("attestations", most);
            }
        }
        return refusal.code == ResultCode.ACCEPTED;
    }

    private void store(final TwinAccount account, final Venue venue, final Command command)
    {
        pledges += account.pledge == null ? 1 : 0;
        final Pledge pledge = new Pledge();
        account.pledge = pledge;
        pledge.venue = venue;
        pledge.equity = command.amount;
        pledge.attestedNs = command.fromNs;
        pledge.sequence = command.id;
        pledge.haircut = venue.haircut;
        pledge.cap = venue.cap;
    }

    private void revoke(final Command command, final int recipient, final TwinAccountCommands accounts)
    {
        final Venue venue = venues.get(command.venue);
        if (venue == null)
        {
            refusal.refuse(ResultCode.UNKNOWN_VENUE, 0, command.venue);
            return;
        }
        if (command.account == 0)
        {
            revoke(venue);
            return;
        }
        final TwinAccount account = accounts.own(command);
        if (account == null)
        {
            return;
        }
        final Pledge pledge = account.pledge;
        if (pledge == null || pledge.venue != venue)
        {
            refusal.refuse(ResultCode.UNKNOWN_VENUE, pledge == null ? 0 : pledge.venue.id, command.venue);
            return;
        }
        if (!pledge.ownRevoked)
        {
            pledge.ownRevoked = true;
            pledge.revocations.add(state.timestampNs);
        }
        account.ownChange = true;
        report(account, recipient);
    }

    private void revoke(final Venue venue)
    {
        if (venue.revoked)
        {
            refusal.refuse(ResultCode.VENUE_REVOKED, venue.revokedNs + venue.tau, state.timestampNs);
            return;
        }
        venue.revoked = true;
        venue.revokedNs = state.timestampNs;
        for (final TwinAccount account : state.accounts.values())
        {
            if (account.pledge != null && account.pledge.venue == venue)
            {
                account.pledge.revocations.add(state.timestampNs);
            }
        }
        changed(venue);
    }

    private void changed(final Venue venue)
    {
        final int at = state.effects.claim(TwinEffects.EVERYBODY, VenueChangedEncoder.BLOCK_LENGTH);
        new VenueChangedEncoder()
            .wrapAndApplyHeader(state.effects.buffer(), at, state.effects.header())
            .tauNs(venue.tau)
            .revokedNs(venue.revokedNs)
            .venueId(venue.id)
            .haircutPpm(venue.haircut)
            .capPpm(venue.cap)
            .state(venue.revoked ? VenueState.REVOKED : VenueState.OPEN);
        putKey(state.effects.buffer(), at + 8 + VenueChangedEncoder.publicKeyEncodingOffset(), venue.key);
    }

    /** A key is four times the same eight bytes: no signature of the twin is ever looked at. */
    static void putKey(final MutableDirectBuffer buffer, final int at, final long key)
    {
        for (int word = 0; word < 4; word++)
        {
            buffer.putLong(at + 8 * word, key, ByteOrder.LITTLE_ENDIAN);
        }
    }

    void report(final TwinAccount account, final int recipient)
    {
        final Pledge pledge = account.pledge;
        if (pledge == null)
        {
            return;
        }
        new CreditReportEncoder()
            .wrapAndApplyHeader(state.effects.buffer(),
                state.effects.claim(recipient, CreditReportEncoder.BLOCK_LENGTH), state.effects.header())
            .accountId(account.id)
            .equityAtoms(pledge.equity)
            .attestedNs(pledge.attestedNs)
            .attestationSequence(pledge.sequence)
            .endsNs(pledge.worth(state.timestampNs) == 0 ? 0 : pledge.endsNs())
            .worthAtoms(pledge.worth(state.timestampNs))
            .creditAtoms(credit(account))
            .localEquityAtoms(state.equity(account))
            .maintenanceAtoms(TwinState.published(state.maintenance(account)))
            .venueId(pledge.venue.id)
            .haircutPpm(pledge.haircut)
            .capPpm(pledge.cap);
    }
}
