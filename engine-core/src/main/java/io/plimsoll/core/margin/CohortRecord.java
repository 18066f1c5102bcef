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
import java.util.Objects;

/**
 * The two cohorts of the load-line bounds of an instrument; its index is the instrument's, and record 0 counts the
 * instruments that are draining. A bound lies in the cohort that was present when it was set, and holds while the
 * cumulative funding stays in the box of that cohort.
 * <pre>
 * offset bytes field
 *      0   4  present                    cohort that new bounds are put into, 0 or 1
 *      4   4  draining                   1 while bounds of the other cohort are set anew; in record 0 how many are so
 *      8  48  boxes                      2 x { centre 8, low 8, high 8 }, cumulative funding of a lot
 *     64 128  armedHeaps                 one bit for each load-line heap that holds a bound
 *    192      LENGTH
 * </pre>
 * Written and read by the engine's thread alone.
 */
public final class CohortRecord extends Flyweight
{
    /** Bytes of a record. */
    public static final int LENGTH = 192;

    private static final int ARMED_HEAPS_WORDS = 16;
    private static final int BOX_LENGTH = 24;
    private static final int LOW = 8;
    private static final int HIGH = 16;
    private static final int PRESENT_OFFSET = 0;
    private static final int DRAINING_OFFSET = 4;
    private static final int BOXES_OFFSET = 8;
    private static final int ARMED_HEAPS_OFFSET = 64;

    /**
     * A flyweight over the records of a slab.
     *
     * @param slab that holds the records.
     */
    public CohortRecord(final Slab slab)
    {
        super(slab);
    }

    /**
     * Cohort that new bounds are put into, 0 or 1.
     *
     * @return the value.
     */
    public int present()
    {
        return Memory.getInt(address + PRESENT_OFFSET);
    }

    /**
     * Sets: cohort that new bounds are put into, 0 or 1.
     *
     * @param value to be stored.
     */
    public void present(final int value)
    {
        Memory.putInt(address + PRESENT_OFFSET, value);
    }

    /**
     * 1 while bounds of the other cohort are set anew; in record 0 how many are so.
     *
     * @return the value.
     */
    public int draining()
    {
        return Memory.getInt(address + DRAINING_OFFSET);
    }

    /**
     * Sets: 1 while bounds of the other cohort are set anew; in record 0 how many are so.
     *
     * @param value to be stored.
     */
    public void draining(final int value)
    {
        Memory.putInt(address + DRAINING_OFFSET, value);
    }

    /**
     * The middle of a box, relative to which the keys of its cohort are counted.
     *
     * @param cohort 0 or 1.
     * @return atoms for one lot.
     */
    long centreAtoms(final int cohort)
    {
        return Memory.getLong(boxAddress(cohort));
    }

    /**
     * Least cumulative funding at which bounds of a cohort hold.
     *
     * @param cohort 0 or 1.
     * @return atoms for one lot.
     */
    long lowAtoms(final int cohort)
    {
        return Memory.getLong(boxAddress(cohort) + LOW);
    }

    /**
     * Greatest cumulative funding at which bounds of a cohort hold.
     *
     * @param cohort 0 or 1.
     * @return atoms for one lot.
     */
    long highAtoms(final int cohort)
    {
        return Memory.getLong(boxAddress(cohort) + HIGH);
    }

    /**
     * Sets the box of a cohort that holds no bound.
     *
     * @param cohort     0 or 1.
     * @param centre     of the box.
     * @param widthAtoms from its centre to either end; 0 for bounds that hold at this funding alone.
     */
    void box(final int cohort, final long centre, final long widthAtoms)
    {
        final long at = boxAddress(cohort);
        Memory.putLong(at, centre);
        Memory.putLong(at + LOW, centre - widthAtoms);
        Memory.putLong(at + HIGH, centre + widthAtoms);
    }

    /**
     * A word of the map of heaps that hold a bound; the first half of the words is of cohort 0.
     *
     * @param word index from 0.
     * @return 64 bits, one for each heap.
     */
    long armedHeaps(final int word)
    {
        return Memory.getLong(armedAddress(word));
    }

    /**
     * Sets a word of the map of heaps.
     *
     * @param word  index from 0.
     * @param value 64 bits.
     */
    void armedHeaps(final int word, final long value)
    {
        Memory.putLong(armedAddress(word), value);
    }

    private long armedAddress(final int word)
    {
        return address + ARMED_HEAPS_OFFSET + (long)Objects.checkIndex(word, ARMED_HEAPS_WORDS) * Long.BYTES;
    }

    private long boxAddress(final int cohort)
    {
        return address + BOXES_OFFSET + (long)Objects.checkIndex(cohort, 2) * BOX_LENGTH;
    }
}
