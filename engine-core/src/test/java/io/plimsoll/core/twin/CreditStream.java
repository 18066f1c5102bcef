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

import io.plimsoll.core.codec.generated.AttestEncoder;
import io.plimsoll.core.codec.generated.ContinueEncoder;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.RegisterVenueEncoder;
import io.plimsoll.core.codec.generated.RevokeCreditEncoder;
import org.agrona.MutableDirectBuffer;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random commands about what accounts have elsewhere, and time in which that grows old. */
final class CreditStream
{
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int VENUES = 3;

    private final Random random;
    private final TwinState state;

    CreditStream(final Random random, final TwinState state)
    {
        this.random = random;
        this.state = state;
    }

    /** Any of these commands. */
    Command any()
    {
        final int kind = random.nextInt(20);
        if (state.credits.venues.isEmpty() || kind == 0)
        {
            return register();
        }
        return kind < 13 ? attest() : kind < 19 ? letPass(tau()) : revoke();
    }

    /** An account, one with something elsewhere if there is one. */
    TwinAccount pledged()
    {
        final List<TwinAccount> all = new ArrayList<>(state.accounts.values());
        final List<TwinAccount> pledged = all.stream().filter(account -> state.credits.credit(account) > 0).toList();
        return pledged.isEmpty() || random.nextInt(6) == 0 ? all.get(random.nextInt(all.size())) :
            pledged.get(random.nextInt(pledged.size()));
    }

    private long tau()
    {
        return 1_000_000_000L * (1 + random.nextInt(60));
    }

    /** Time goes on, up to the life of an attestation. */
    private Command letPass(final long tau)
    {
        final Command command = new Command(ContinueEncoder.TEMPLATE_ID);
        command.session = 0;
        command.advanceNs = random.nextLong(random.nextInt(4) == 0 ? 2 * tau : tau / 8);
        return command;
    }

    private Command register()
    {
        final Command command = new Command(RegisterVenueEncoder.TEMPLATE_ID);
        command.session = CommandStream.ANY_SESSION;
        command.venue = 1 + random.nextInt(VENUES);
        final TwinCredits.Venue known = state.credits.venues.get(command.venue);
        command.untilNs = known != null && random.nextInt(10) != 0 ? known.tau : tau();
        command.haircutPpm = random.nextInt(5) == 0 ? random.nextInt(3) * 500_000 : random.nextInt(1_000_001);
        command.capPpm = random.nextInt(3) == 0 ? 100_000 : random.nextInt(1_000_001);
        command.key = 1 + random.nextInt(2);
        switch (random.nextInt(30))
        {
            case 0 -> command.venue = -random.nextInt(2);
            case 1 -> command.haircutPpm = random.nextBoolean() ? -1 : 1_000_001;
            case 2 -> command.capPpm = random.nextBoolean() ? -1 : 1_000_001;
            case 3 -> command.untilNs = random.nextBoolean() ? 999_999_999L : 3_600_000_000_001L;
            case 4 -> command.key = 0;
            default ->
            {
                return command;
            }
        }
        return command;
    }

    private Command attest()
    {
        final Command command = new Command(AttestEncoder.TEMPLATE_ID);
        final List<TwinAccount> all = new ArrayList<>(state.accounts.values());
        final List<TwinAccount> below = all.stream().filter(account -> state.notional(account) != 0).toList();
        final boolean helps = !below.isEmpty() && random.nextInt(8) != 0;
        final TwinAccount account = random.nextInt(3) == 0 ? pledged() :
            helps ? below.get(random.nextInt(below.size())) : all.get(random.nextInt(all.size()));
        final List<TwinCredits.Venue> venues = new ArrayList<>(state.credits.venues.values());
        final TwinCredits.Venue venue = account.pledge != null && random.nextInt(5) != 0 ? account.pledge.venue :
            venues.get(random.nextInt(venues.size()));
        of(command, account);
        command.venue = venue.id;
        command.key = venue.key;
        command.verdict = 1;
        final long requirement = TwinState.published(state.maintenance(account));
        final long lack = Math.max(0, requirement - state.equity(account));
        command.amount = 1 + (random.nextInt(3) == 0 ? lack + random.nextInt(5) :
            (long)((requirement + 1) * random.nextDouble()));
        command.fromNs = state.timestampNs - (random.nextInt(3) == 0 ? 0 :
            random.nextLong(random.nextInt(8) == 0 ? 3 * venue.tau : venue.tau / 4));
        command.id = account.pledge == null ? 1 + random.nextInt(3) : account.pledge.sequence + random.nextInt(4);
        return spoilt(command);
    }

    private Command spoilt(final Command command)
    {
        switch (random.nextInt(40))
        {
            case 0 -> command.amount = random.nextBoolean() ? 0 : (1L << 60) + 1;
            case 1 -> command.id = random.nextBoolean() ? 0 : Long.MAX_VALUE;
            case 2 -> command.venue = 9;
            case 3 -> command.key++;
            case 4 -> command.verdict = random.nextBoolean() ? 0 : 2;
            case 5 -> command.fromNs = state.timestampNs + 10_000_000;
            case 6 -> command.account++;
            default ->
            {
                return command;
            }
        }
        return command;
    }

    private Command revoke()
    {
        final Command command = new Command(RevokeCreditEncoder.TEMPLATE_ID);
        command.session = CommandStream.ANY_SESSION;
        command.venue = 1 + random.nextInt(VENUES + 1);
        if (random.nextInt(4) != 0)
        {
            final List<TwinAccount> all = new ArrayList<>(state.accounts.values());
            final TwinAccount account = all.get(random.nextInt(all.size()));
            of(command, account);
            command.venue = account.pledge == null || random.nextInt(8) == 0 ? command.venue : account.pledge.venue.id;
        }
        return command;
    }

    private void of(final Command command, final TwinAccount account)
    {
        command.account = account.id;
        final Integer session = state.currentSession.get(account.principal);
        command.session = session == null || random.nextInt(60) == 0 ? CommandStream.ANY_SESSION : session;
    }

    static int encode(final Command command, final MutableDirectBuffer buffer, final MessageHeaderEncoder header)
    {
        switch (command.template)
        {
            case RegisterVenueEncoder.TEMPLATE_ID:
                final int registered = HEADER + new RegisterVenueEncoder().wrapAndApplyHeader(buffer, 0, header)
                    .clientSequence(command.clientSequence).tauNs(command.untilNs).venueId(command.venue)
                    .haircutPpm(command.haircutPpm).capPpm(command.capPpm).padding(0).encodedLength();
                TwinCredits.putKey(buffer, HEADER + RegisterVenueEncoder.publicKeyEncodingOffset(), command.key);
                return registered;
            case AttestEncoder.TEMPLATE_ID:
                final int attested = HEADER + new AttestEncoder().wrapAndApplyHeader(buffer, 0, header)
                    .clientSequence(command.clientSequence).accountId(command.account).equityAtoms(command.amount)
                    .attestedNs(command.fromNs).attestationSequence(command.id).venueId(command.venue)
                    .padding1((short)0).padding2(0).encodedLength();
                buffer.putByte(HEADER + AttestEncoder.verdictEncodingOffset(), (byte)command.verdict);
                TwinCredits.putKey(buffer, HEADER + AttestEncoder.publicKeyEncodingOffset(), command.key);
                buffer.setMemory(HEADER + AttestEncoder.signatureEncodingOffset(), 64, (byte)0);
                return attested;
            case RevokeCreditEncoder.TEMPLATE_ID:
                return HEADER + new RevokeCreditEncoder().wrapAndApplyHeader(buffer, 0, header)
                    .clientSequence(command.clientSequence).accountId(command.account).venueId(command.venue)
                    .padding(0).encodedLength();
            default:
                throw new IllegalArgumentException("no such command: " + command.template);
        }
    }
}
