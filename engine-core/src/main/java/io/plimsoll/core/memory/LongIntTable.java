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
package io.plimsoll.core.memory;

/**
 * A hash table from any long to a positive int, open addressing with linear probing.
 * <p>
 * The number of places is the least power of two that is at least twice the greatest number of entries, and four: the
 * load factor is at most 0.5. Four keys that follow each other have a cache line of four places for their home, so that
 * ids given out in a row meet in few lines; a search mostly reads one. A removal moves later entries back, so
 * no tombstones gather. The places depend on the keys and on the order of puts and removes: both are replayed history.
 * Where a key goes is known to everybody: keys that others choose are put in under their {@link IdScramble}.
 * <pre>
 *   place, 16 bytes                          last record, 16 bytes
 *   0                8        12     16      0                8        12     16
 *   +----------------+--------+------+       +----------------+--------+------+
 *   | key            | value  | 0    |       | 0              | size   | 0    |
 *   +----------------+--------+------+       +----------------+--------+------+
 *   value  int32, 0 where the place is empty
 * </pre>
 * 0 B.
 */
public final class LongIntTable
{
    /**
     * The value of an absent key.
     */
    public static final int ABSENT = 0;

    /**
     * Largest number of entries that a table can be made for.
     */
    public static final int ENTRIES_MAX = 1 << 29;

    private static final int KEY_OFFSET = 0;
    private static final int VALUE_OFFSET = 8;
    private static final int PLACE_LENGTH = 16;

    /** 2^64 over the golden ratio: multiples of it lie far apart, so that keys which follow each other do not meet. */
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    /** Keys that follow each other share a cache line: orders come and go in the order of their ids. */
    private static final int LINE_BITS = 2;
    private static final int PLACES_PER_LINE = 1 << LINE_BITS;

    private final Slab places;
    private final int entriesMax;
    private final int mask;
    private final int homeShift;

    /**
     * Register the slab of an empty table.
     *
     * @param arena      to reserve in.
     * @param name       of the slab.
     * @param entriesMax most entries, 1 to {@link #ENTRIES_MAX}.
     */
    public LongIntTable(final Arena arena, final String name, final int entriesMax)
    {
        Require.argument(entriesMax > 0 && entriesMax <= ENTRIES_MAX, "entries out of range", entriesMax);
        final int placeCount = Math.max(PLACES_PER_LINE, Integer.highestOneBit(2 * entriesMax - 1) << 1);
        this.entriesMax = entriesMax;
        mask = placeCount - 1;
        homeShift = Long.numberOfLeadingZeros(mask);
        places = arena.slab(name, PLACE_LENGTH, placeCount + 1L);
    }

    /**
     * Look a key up.
     *
     * @param key any.
     * @return its value, or {@link #ABSENT}.
     */
    public int get(final long key)
    {
        return Memory.getInt(find(key) + VALUE_OFFSET);
    }

    /**
     * Set the value of a key.
     *
     * @param key   any.
     * @param value &gt; 0.
     * @return false, and nothing changed, if the key is new and the table full.
     */
    public boolean put(final long key, final int value)
    {
        Require.argument(value > ABSENT, "value must be positive", value);

        final long address = find(key);
        if (Memory.getInt(address + VALUE_OFFSET) == ABSENT)
        {
            final long sizeAddress = places.address(mask + 1) + VALUE_OFFSET;
            final int size = Memory.getInt(sizeAddress);
            if (size == entriesMax)
            {
                return false;
            }
            Memory.putLong(address + KEY_OFFSET, key);
            Memory.putInt(sizeAddress, size + 1);
        }
        Memory.putInt(address + VALUE_OFFSET, value);
        return true;
    }

    /**
     * Remove a key.
     *
     * @param key any.
     * @return the value that it had, or {@link #ABSENT}.
     */
    public int remove(final long key)
    {
        int place = home(key);
        long address = places.address(place);
        while (isOther(address, key))
        {
            place = next(place);
            address = places.address(place);
        }
        final int value = Memory.getInt(address + VALUE_OFFSET);
        if (value != ABSENT)
        {
            close(place);
            final long sizeAddress = places.address(mask + 1) + VALUE_OFFSET;
            Memory.putInt(sizeAddress, Memory.getInt(sizeAddress) - 1);
        }
        return value;
    }

    /**
     * Number of entries.
     *
     * @return 0 to the most that the table was made for.
     */
    public int size()
    {
        return places.getInt(mask + 1, VALUE_OFFSET);
    }

    /**
     * Where the place begins that holds the key, or the empty one where it belongs.
     */
    private long find(final long key)
    {
        int place = home(key);
        long address = places.address(place);
        while (isOther(address, key))
        {
            place = next(place);
            address = places.address(place);
        }
        return address;
    }

    /** Whether a place holds another key; an empty one does not. */
    private static boolean isOther(final long address, final long key)
    {
        return Memory.getLong(address + KEY_OFFSET) != key && Memory.getInt(address + VALUE_OFFSET) != ABSENT;
    }

    /**
     * Move back every later entry of the run that may lie as early as the hole, then empty the last hole.
     */
    private void close(final int emptied)
    {
        long hole = places.address(emptied);
        int holePlace = emptied;
        int place = next(emptied);
        long address = places.address(place);
        while (Memory.getInt(address + VALUE_OFFSET) != ABSENT)
        {
            final long key = Memory.getLong(address + KEY_OFFSET);
            final int distanceFromHome = (place - home(key)) & mask;
            final int distanceFromHole = (place - holePlace) & mask;
            if (distanceFromHome >= distanceFromHole)
            {
                Memory.putLong(hole + KEY_OFFSET, key);
                Memory.putInt(hole + VALUE_OFFSET, Memory.getInt(address + VALUE_OFFSET));
                hole = address;
                holePlace = place;
            }
            place = next(place);
            address = places.address(place);
        }
        Memory.putLong(hole + KEY_OFFSET, 0);
        Memory.putInt(hole + VALUE_OFFSET, ABSENT);
    }

    private int home(final long key)
    {
        final int line = (int)((key >>> LINE_BITS) * SPREAD >>> homeShift) & -PLACES_PER_LINE;
        return line | (int)key & PLACES_PER_LINE - 1;
    }

    private int next(final int place)
    {
        return (place + 1) & mask;
    }
}
