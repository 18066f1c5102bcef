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
import io.plimsoll.core.account.TouchedAccounts;
import io.plimsoll.core.book.OrderTerms;
import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.memory.Arena;
import io.plimsoll.core.memory.IdScramble;
import io.plimsoll.core.memory.IdentifiedSlots;
import io.plimsoll.core.memory.OrderedForest;
import io.plimsoll.core.memory.SlotPool;

/**
 * What accounts have at other venues, and how far that puts off the start of a liquidation:
 * <pre>
 *   fresh(t) = max(0, 1 - (t - attested) / (2 * tau))
 *   worth    = floor(h * V * fresh(t))                                                              atoms
 *   revoked at r: at most floor(ceil(h * V * fresh(r)) * max(0, 1 - (t - r) / tau))
 *   credit   = min(worth, floor(cap * MM))
 * </pre>
 * An episode starts if {@code E + credit < MM}; nothing else knows of credit: not an initial requirement, a withdrawal,
 * a zero price or a bankruptcy, nor an episode that has begun. Haircut and cap of an attestation are those of its venue
 * when it was accepted. An account has something at one venue at a time, and a record once made stays with it, so that
 * nothing which has been attested can be sent again.
 * <p>
 * What is revoked falls no faster than {@code h * V / tau}, and deadlines are set for that, so that revoking a venue
 * looks at no account. Source: margin model, section 13; rule 35. 0 B.
 */
public final class Credits
{
    /** Venues that can be registered. */
    public static final int VENUES_MAX = 64;
    /** Shortest tau, a second. */
    public static final long TAU_MIN_NS = 1_000_000_000L;
    /** Longest tau, an hour. */
    public static final long TAU_MAX_NS = 3_600_000_000_000L;
    /** Stands for no deadline. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final long PPM = 1_000_000;
    private static final int DEADLINES = 0;
    /** One account in so many can have something elsewhere, and a few more. */
    private static final int ACCOUNTS_PER_PLEDGE = 8;
    private static final int PLEDGES_MIN = 64;

    private final IdentifiedSlots venues;
    private final SlotPool pledges;
    private final OrderedForest deadlines;
    private final OrderTerms clock;
    private final AttesterRecord venue;
    private final AttestationRecord pledge;
    private final Int128 left = new Int128();
    private final Int128 right = new Int128();

    /**
     * Reserves the slabs.
     *
     * @param arena  to reserve in.
     * @param limits capacities.
     * @param clock  that knows the time of the command.
     */
    public Credits(final Arena arena, final EngineLimits limits, final OrderTerms clock)
    {
        this.clock = clock;
        final int capacity = Math.min(limits.accounts(), limits.accounts() / ACCOUNTS_PER_PLEDGE + PLEDGES_MIN);
        venues = new IdentifiedSlots(arena, "venues", AttesterRecord.LENGTH, VENUES_MAX,
            new IdScramble(limits.hashSeed()));
        pledges = new SlotPool(arena, "attestations", AttestationRecord.LENGTH, capacity);
        deadlines = new OrderedForest(arena, "attestations.deadlines", 1, capacity);
        venue = new AttesterRecord(venues.slab());
        pledge = new AttestationRecord(pledges.slab());
    }

    /**
     * The venues.
     *
     * @return by the ids that the outside world uses.
     */
    public IdentifiedSlots venues()
    {
        return venues;
    }

    /**
     * A flyweight of the caller's own over the venues.
     *
     * @return a new flyweight.
     */
    public AttesterRecord newAttesterRecord()
    {
        return new AttesterRecord(venues.slab());
    }

    /**
     * The attestations; a record that is taken stays taken.
     *
     * @return pool of records.
     */
    public SlotPool pledges()
    {
        return pledges;
    }

    /**
     * A flyweight of the caller's own over the attestations.
     *
     * @return a new flyweight.
     */
    public AttestationRecord newAttestationRecord()
    {
        return new AttestationRecord(pledges.slab());
    }

    /**
     * What an attestation is worth now, before the cap.
     *
     * @param index of the attestation, 0 for none.
     * @return atoms, rounded down.
     */
    public long worthAtoms(final int index)
    {
        if (index == 0)
        {
            return 0;
        }
        load(index);
        if (pledge.registration() <= venue.endedRegistrations())
        {
            return 0;
        }
        long worth = freshPart(clock.nowNs()).divideFloor(scale());
        if (pledge.revokedNs() != 0)
        {
            worth = Math.min(worth, fallingAtoms(pledge.revokedNs()));
        }
        return isVenueRevoked() ? Math.min(worth, fallingAtoms(venue.revokedNs())) : worth;
    }

    private void load(final int index)
    {
        pledge.wrap(index);
        venue.wrap(pledge.venue());
    }

    private boolean isVenueRevoked()
    {
        return pledge.registration() <= venue.revokedRegistrations();
    }

    /** Worth at a time x the scale: h * V * (2 * tau - age). */
    private Int128 freshPart(final long timeNs)
    {
        final long freshNs = Math.max(0, 2 * venue.tauNs() - (timeNs - pledge.attestedNs()));
        return left.product(pledge.equityAtoms(), pledge.haircutPpm()).multiply(freshNs);
    }

    private long scale()
    {
        return PPM * 2 * venue.tauNs();
    }

    /** What is left of what was worth something when it was revoked. */
    private long fallingAtoms(final long revokedNs)
    {
        final long leftNs = Math.max(0, venue.tauNs() - (clock.nowNs() - revokedNs));
        return left.product(revokedAtoms(revokedNs), leftNs).divideFloor(venue.tauNs());
    }

    private long revokedAtoms(final long revokedNs)
    {
        return freshPart(revokedNs).divideCeil(scale());
    }

    /**
     * From when an attestation is worth nothing.
     *
     * @param index of the attestation.
     * @return epoch nanoseconds, 0 if it is worth nothing already.
     */
    public long endsNs(final int index)
    {
        if (worthAtoms(index) == 0)
        {
            return 0;
        }
        long ends = pledge.attestedNs() + 2 * venue.tauNs();
        if (pledge.revokedNs() != 0)
        {
            ends = Math.min(ends, pledge.revokedNs() + venue.tauNs());
        }
        return isVenueRevoked() ? Math.min(ends, venue.revokedNs() + venue.tauNs()) : ends;
    }

    /**
     * The most credit of an attestation, as a part of the requirement.
     *
     * @param index of the attestation.
     * @return ppm.
     */
    long capPpm(final int index)
    {
        pledge.wrap(index);
        return pledge.capPpm();
    }

    /**
     * The credit of an account now.
     *
     * @param account     on its record.
     * @param maintenance requirement, ppm x atoms.
     * @return atoms, rounded down.
     */
    public long creditAtoms(final AccountRecord account, final Int128 maintenance)
    {
        final long worth = worthAtoms(account.pledge());
        return worth == 0 ? 0 :
            Math.min(worth, right.set(maintenance).multiply(pledge.capPpm()).divideFloor(PPM * PPM));
    }

    /**
     * Whether credit keeps an account from an episode: {@code E + credit >= MM}.
     *
     * @param account   on its record, with a pledge.
     * @param valuation that has just evaluated it.
     * @return false if an episode starts.
     */
    boolean keeps(final AccountRecord account, final Valuation valuation)
    {
        final long credit = creditAtoms(account, valuation.maintenance());
        return credit > 0 && left.product(Math.addExact(valuation.equityAtoms(), credit), PPM)
            .compareTo(valuation.maintenance()) >= 0;
    }

    /**
     * Notes when an account has to be looked at again, for its credit may have fallen below a part of its worth.
     *
     * @param index       of its attestation.
     * @param neededAtoms that its worth is counted on for, at most its worth now.
     */
    void expect(final int index, final long neededAtoms)
    {
        deadlines.remove(index);
        if (neededAtoms > 0)
        {
            final long safe = safeUntilNs(index, neededAtoms);
            deadlines.put(DEADLINES, index, Math.max(clock.nowNs(), safe) + 1, index);
        }
    }

    /** The last time at which an attestation is worth so much whatever is revoked meanwhile. */
    private long safeUntilNs(final int index, final long neededAtoms)
    {
        load(index);
        right.product(pledge.equityAtoms(), pledge.haircutPpm());
        final long neededNs = left.product(neededAtoms, scale()).divideCeil(right);
        final long freshNs = 2 * venue.tauNs() - (clock.nowNs() - pledge.attestedNs());
        // A revocation at any time from now on makes it fall twice as fast at most.
        long safe = clock.nowNs() + (freshNs - neededNs) / 2;
        if (pledge.revokedNs() != 0)
        {
            safe = Math.min(safe, fallsUntilNs(pledge.revokedNs(), neededAtoms));
        }
        return isVenueRevoked() ? Math.min(safe, fallsUntilNs(venue.revokedNs(), neededAtoms)) : safe;
    }

    private long fallsUntilNs(final long revokedNs, final long neededAtoms)
    {
        final long revoked = revokedAtoms(revokedNs);
        return revokedNs + venue.tauNs() - left.product(neededAtoms, venue.tauNs()).divideCeil(revoked);
    }

    /**
     * Forgets when an account has to be looked at again.
     *
     * @param index of its attestation.
     */
    void expectNothing(final int index)
    {
        deadlines.remove(index);
    }

    /**
     * When the first credit may have fallen too far.
     *
     * @return epoch nanoseconds, {@link #NEVER} if no account is kept by credit.
     */
    public long nextDeadlineNs()
    {
        final int first = deadlines.first(DEADLINES);
        return first == OrderedForest.NONE ? NEVER : deadlines.key(first);
    }

    /**
     * Touches every account whose credit may have fallen too far by now. As with a price, crossing a line only puts an
     * account into the queue, and that is not put off.
     *
     * @param touched receives them.
     */
    public void fire(final TouchedAccounts touched)
    {
        while (nextDeadlineNs() <= clock.nowNs())
        {
            final int first = deadlines.first(DEADLINES);
            deadlines.remove(first);
            pledge.wrap(first);
            touched.touchByPrice(pledge.account());
        }
    }
}
