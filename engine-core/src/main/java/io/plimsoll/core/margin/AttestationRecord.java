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
 * What an account has elsewhere, as it was attested last, with the terms that the venue had then.
 * <pre>
 * offset bytes field
 *      0   8  equityAtoms                equity there
 *      8   8  attestedNs                 when the venue found it so
 *     16   8  sequence                   number of the attestation
 *     24   8  revokedNs                  when it was revoked; 0 not
 *     32   4  account                    account that it is about
 *     36   4  venue                      venue that signed it
 *     40   4  haircutPpm                 what an atom there is worth here
 *     44   4  capPpm                     most credit, as a part of the maintenance requirement
 *     48   4  registration               registration of the venue under which it was accepted
 *     56      LENGTH
 * </pre>
 * Written and read by the engine's thread alone.
 */
public final class AttestationRecord extends Flyweight
{
    /** Bytes of a record. */
    public static final int LENGTH = 56;

    private static final int EQUITY_ATOMS_OFFSET = 0;
    private static final int ATTESTED_NS_OFFSET = 8;
    private static final int SEQUENCE_OFFSET = 16;
    private static final int REVOKED_NS_OFFSET = 24;
    private static final int ACCOUNT_OFFSET = 32;
    private static final int VENUE_OFFSET = 36;
    private static final int HAIRCUT_PPM_OFFSET = 40;
    private static final int CAP_PPM_OFFSET = 44;
    private static final int REGISTRATION_OFFSET = 48;

    /**
     * A flyweight over the records of a slab.
     *
     * @param slab that holds the records.
     */
    public AttestationRecord(final Slab slab)
    {
        super(slab);
    }

    /**
     * Equity there.
     *
     * @return the value.
     */
    public long equityAtoms()
    {
        return Memory.getLong(address + EQUITY_ATOMS_OFFSET);
    }

    /**
     * Sets: equity there.
     *
     * @param value to be stored.
     */
    public void equityAtoms(final long value)
    {
        Memory.putLong(address + EQUITY_ATOMS_OFFSET, value);
    }

    /**
     * When the venue found it so.
     *
     * @return the value.
     */
    public long attestedNs()
    {
        return Memory.getLong(address + ATTESTED_NS_OFFSET);
    }

    /**
     * Sets: when the venue found it so.
     *
     * @param value to be stored.
     */
    public void attestedNs(final long value)
    {
        Memory.putLong(address + ATTESTED_NS_OFFSET, value);
    }

    /**
     * Number of the attestation.
     *
     * @return the value.
     */
    public long sequence()
    {
        return Memory.getLong(address + SEQUENCE_OFFSET);
    }

    /**
     * Sets: number of the attestation.
     *
     * @param value to be stored.
     */
    public void sequence(final long value)
    {
        Memory.putLong(address + SEQUENCE_OFFSET, value);
    }

    /**
     * When it was revoked; 0 not.
     *
     * @return the value.
     */
    public long revokedNs()
    {
        return Memory.getLong(address + REVOKED_NS_OFFSET);
    }

    /**
     * Sets: when it was revoked; 0 not.
     *
     * @param value to be stored.
     */
    public void revokedNs(final long value)
    {
        Memory.putLong(address + REVOKED_NS_OFFSET, value);
    }

    /**
     * Account that it is about.
     *
     * @return the value.
     */
    public int account()
    {
        return Memory.getInt(address + ACCOUNT_OFFSET);
    }

    /**
     * Sets: account that it is about.
     *
     * @param value to be stored.
     */
    public void account(final int value)
    {
        Memory.putInt(address + ACCOUNT_OFFSET, value);
    }

    /**
     * Venue that signed it.
     *
     * @return the value.
     */
    public int venue()
    {
        return Memory.getInt(address + VENUE_OFFSET);
    }

    /**
     * Sets: venue that signed it.
     *
     * @param value to be stored.
     */
    public void venue(final int value)
    {
        Memory.putInt(address + VENUE_OFFSET, value);
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
     * Registration of the venue under which it was accepted.
     *
     * @return the value.
     */
    public int registration()
    {
        return Memory.getInt(address + REGISTRATION_OFFSET);
    }

    /**
     * Sets: registration of the venue under which it was accepted.
     *
     * @param value to be stored.
     */
    public void registration(final int value)
    {
        Memory.putInt(address + REGISTRATION_OFFSET, value);
    }
}
