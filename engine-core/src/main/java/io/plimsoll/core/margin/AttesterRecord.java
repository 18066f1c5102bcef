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

import io.plimsoll.core.memory.Flyweight;
import io.plimsoll.core.memory.Memory;
import io.plimsoll.core.memory.Slab;

/**
 * Another venue, whose attestations of equity count at the start of a liquidation.
 * <pre>
 * offset bytes field
 *      0  32  publicKey                  Ed25519 key with which it signs
 *     32   8  tauNs                      an attestation is worth nothing once it is twice as old
 *     40   8  revokedNs                  when it was revoked last; 0 never
 *     48   4  venueId                    id that the outside world uses
 *     52   4  haircutPpm                 what an atom there is worth here
 *     56   4  capPpm                     most credit, as a part of the maintenance requirement
 *     60   4  registrations              times that it has been registered
 *     64   4  revokedRegistrations       attestations of so many of these registrations are revoked
 *     68   4  endedRegistrations         attestations of so many of them are worth nothing any more
 *     72      LENGTH
 * </pre>
 * Written and read by the engine's thread alone.
 */
public final class AttesterRecord extends Flyweight
{
    /** Bytes of a record. */
    public static final int LENGTH = 72;

    private static final int PUBLIC_KEY_OFFSET = 0;
    private static final int TAU_NS_OFFSET = 32;
    private static final int REVOKED_NS_OFFSET = 40;
    private static final int VENUE_ID_OFFSET = 48;
    private static final int HAIRCUT_PPM_OFFSET = 52;
    private static final int CAP_PPM_OFFSET = 56;
    private static final int REGISTRATIONS_OFFSET = 60;
    private static final int REVOKED_REGISTRATIONS_OFFSET = 64;
    private static final int ENDED_REGISTRATIONS_OFFSET = 68;

    /**
     * A flyweight over the records of a slab.
     *
     * @param slab that holds the records.
     */
    public AttesterRecord(final Slab slab)
    {
        super(slab);
    }

    /**
     * Eight bytes of: Ed25519 key with which it signs.
     *
     * @param word 0 to 3.
     * @return the value.
     */
    public long publicKey(final int word)
    {
        return Memory.getLong(address + PUBLIC_KEY_OFFSET + (long)word * Long.BYTES);
    }

    /**
     * Sets eight bytes of: Ed25519 key with which it signs.
     *
     * @param word  0 to 3.
     * @param value to be stored.
     */
    public void publicKey(final int word, final long value)
    {
        Memory.putLong(address + PUBLIC_KEY_OFFSET + (long)word * Long.BYTES, value);
    }

    /**
     * An attestation is worth nothing once it is twice as old.
     *
     * @return the value.
     */
    public long tauNs()
    {
        return Memory.getLong(address + TAU_NS_OFFSET);
    }

    /**
     * Sets: an attestation is worth nothing once it is twice as old.
     *
     * @param value to be stored.
     */
    public void tauNs(final long value)
    {
        Memory.putLong(address + TAU_NS_OFFSET, value);
    }

    /**
     * When it was revoked last; 0 never.
     *
     * @return the value.
     */
    public long revokedNs()
    {
        return Memory.getLong(address + REVOKED_NS_OFFSET);
    }

    /**
     * Sets: when it was revoked last; 0 never.
     *
     * @param value to be stored.
     */
    public void revokedNs(final long value)
    {
        Memory.putLong(address + REVOKED_NS_OFFSET, value);
    }

    /**
     * Id that the outside world uses.
     *
     * @return the value.
     */
    public int venueId()
    {
        return Memory.getInt(address + VENUE_ID_OFFSET);
    }

    /**
     * Sets: id that the outside world uses.
     *
     * @param value to be stored.
     */
    public void venueId(final int value)
    {
        Memory.putInt(address + VENUE_ID_OFFSET, value);
    }

    /**
     * What an atom there is worth here.
     *
     * @return the value.
     */
    public int haircutPpm()
    {
        return Memory.getInt(address + HAIRCUT_PPM_OFFSET);
    }

    /**
     * Sets: what an atom there is worth here.
     *
     * @param value to be stored.
     */
    public void haircutPpm(final int value)
    {
        Memory.putInt(address + HAIRCUT_PPM_OFFSET, value);
    }

    /**
     * Most credit, as a part of the maintenance requirement.
     *
     * @return the value.
     */
    public int capPpm()
    {
        return Memory.getInt(address + CAP_PPM_OFFSET);
    }

    /**
     * Sets: most credit, as a part of the maintenance requirement.
     *
     * @param value to be stored.
     */
    public void capPpm(final int value)
    {
        Memory.putInt(address + CAP_PPM_OFFSET, value);
    }

    /**
     * Times that it has been registered.
     *
     * @return the value.
     */
    public int registrations()
    {
        return Memory.getInt(address + REGISTRATIONS_OFFSET);
    }

    /**
     * Sets: times that it has been registered.
     *
     * @param value to be stored.
     */
    public void registrations(final int value)
    {
        Memory.putInt(address + REGISTRATIONS_OFFSET, value);
    }

    /**
     * Attestations of so many of these registrations are revoked.
     *
     * @return the value.
     */
    public int revokedRegistrations()
    {
        return Memory.getInt(address + REVOKED_REGISTRATIONS_OFFSET);
    }

    /**
     * Sets: attestations of so many of these registrations are revoked.
     *
     * @param value to be stored.
     */
    public void revokedRegistrations(final int value)
    {
        Memory.putInt(address + REVOKED_REGISTRATIONS_OFFSET, value);
    }

    /**
     * Attestations of so many of them are worth nothing any more.
     *
     * @return the value.
     */
    public int endedRegistrations()
    {
        return Memory.getInt(address + ENDED_REGISTRATIONS_OFFSET);
    }

    /**
     * Sets: attestations of so many of them are worth nothing any more.
     *
     * @param value to be stored.
     */
    public void endedRegistrations(final int value)
    {
        Memory.putInt(address + ENDED_REGISTRATIONS_OFFSET, value);
    }
}
