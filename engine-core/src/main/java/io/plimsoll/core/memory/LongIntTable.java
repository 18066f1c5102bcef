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
 * The number of places is the least power of two that is at least twice the greatest number of entries: the load factor
 * is at most 0.5, so a search reads 1.5 places on average when it finds and 2.5 when it does not. A removal moves later
 * entries of the run back, so no tombstones gather. The places depend on the keys and on the order of puts and
 * removes: both are replayed history.
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

    private final Slab places;
    private final int entriesMax;
    private final int mask;

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
        final int placeCount = Integer.highestOneBit(2 * entriesMax - 1) << 1;
        this.entriesMax = entriesMax;
        mask = placeCount - 1;
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
        return value(find(key));
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

        final int place = find(key);
        if (value(place) == ABSENT)
        {
            final int size = size();
            if (size == entriesMax)
            {
                return false;
            }
            places.putLong(place, KEY_OFFSET, key);
            size(size + 1);
        }
        places.putInt(place, VALUE_OFFSET, value);
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
        final int place = find(key);
        final int value = value(place);
        if (value != ABSENT)
        {
            close(place);
            size(size() - 1);
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
     * The place that holds the key, or the empty one where it belongs.
     */
    private int find(final long key)
    {
        int place = home(key);
        long address = places.address(place);
        while (Memory.getLong(address + KEY_OFFSET) != key && Memory.getInt(address + VALUE_OFFSET) != ABSENT)
        {
            place = next(place);
            address = places.address(place);
        }
        return place;
    }

    /**
     * Move back every later entry of the run that may lie as early as the hole, then empty the last hole.
     */
    private void close(final int emptied)
    {
        int hole = emptied;
        int place = next(hole);
        while (value(place) != ABSENT)
        {
            final long key = key(place);
            final int distanceFromHome = (place - home(key)) & mask;
            final int distanceFromHole = (place - hole) & mask;
            if (distanceFromHome >= distanceFromHole)
            {
                places.putLong(hole, KEY_OFFSET, key);
                places.putInt(hole, VALUE_OFFSET, value(place));
                hole = place;
            }
            place = next(place);
        }
        places.zero(hole);
    }

    private int home(final long key)
    {
        return (int)avalanche(key) & mask;
    }

    /**
     * The finaliser of MurmurHash3: a bijection in which every bit of the key moves about half the bits of the hash.
     */
    private static long avalanche(final long key)
    {
        long hash = (key ^ (key >>> 33)) * 0xFF51_AFD7_ED55_8CCDL;
        hash = (hash ^ (hash >>> 33)) * 0xC4CE_B9FE_1A85_EC53L;
        return hash ^ (hash >>> 33);
    }

    private int next(final int place)
    {
        return (place + 1) & mask;
    }

    private long key(final int place)
    {
        return places.getLong(place, KEY_OFFSET);
    }

    private int value(final int place)
    {
        return places.getInt(place, VALUE_OFFSET);
    }

    private void size(final int size)
    {
        places.putInt(mask + 1, VALUE_OFFSET, size);
    }
}
