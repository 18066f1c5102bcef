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
package io.plimsoll.core.book;

import io.plimsoll.core.memory.Arena;
import io.plimsoll.core.memory.IdScramble;
import io.plimsoll.core.memory.LongIntTable;
import io.plimsoll.core.memory.Slab;

/**
 * Mass cancels that are not done yet, first come first served. From the command on that asked for it every order that a
 * mass cancel is about is dead, although only so many orders are cancelled in one command: nobody trades with it any
 * more. Younger orders of the account are not meant.
 * <p>
 * Ids rise, so that of the entries with one account, instrument and side the latest is about every order that any of
 * them is about: a table finds it, and whether an order is dead takes four look-ups, however many entries wait.
 * <pre>
 *   record 0        int32 place of the first entry | int32 number of entries | 16 bytes 0
 *   record 1 .. n   int32 account | int32 instrument, 0 all | int32 side, 0 both, 1 buys, 2 sells | int32 0 |
 *                   int64 id of the youngest order
 * </pre>
 * Written and read by the engine's thread; 0 B.
 */
public final class MassCancels
{
    /** Most mass cancels that wait at once; one that is done within its command does not wait. */
    public static final int ENTRIES_MAX = 1_024;
    /** Stands for both sides. */
    public static final int BOTH_SIDES = 0;

    private static final int RECORD_LENGTH = 24;
    private static final int COUNT_OFFSET = 4;
    private static final int ACCOUNT_OFFSET = 0;
    private static final int INSTRUMENT_OFFSET = 4;
    private static final int SIDE_OFFSET = 8;
    private static final int YOUNGEST_OFFSET = 16;

    private final Slab ring;
    private final LongIntTable latest;
    private final IdScramble scramble;

    MassCancels(final Arena arena, final IdScramble scramble)
    {
        ring = arena.slab("massCancels", RECORD_LENGTH, ENTRIES_MAX + 1L);
        ring.used(1);
        latest = new LongIntTable(arena, "massCancels.latest", ENTRIES_MAX);
        this.scramble = scramble;
    }

    /**
     * Whether orders still wait to be cancelled.
     *
     * @return true if a {@code Continue} is wanted.
     */
    public boolean isPending()
    {
        return count() != 0;
    }

    /**
     * The ring, if it has no room for one more entry.
     *
     * @return the full slab, or null while there is room.
     */
    public Slab fullSlab()
    {
        return count() == ENTRIES_MAX ? ring : null;
    }

    /**
     * Appends an entry; there must be room.
     *
     * @param accountIndex    whose orders are cancelled.
     * @param instrumentIndex in which they are, 0 for any.
     * @param side            1 for buys, 2 for sells, {@link #BOTH_SIDES} for any.
     * @param youngestOrderId largest id that is meant.
     */
    public void add(final int accountIndex, final int instrumentIndex, final int side, final long youngestOrderId)
    {
        final int place = place(count());
        ring.used(Math.max(ring.used(), place + 1L));
        ring.putInt(place, ACCOUNT_OFFSET, accountIndex);
        ring.putInt(place, INSTRUMENT_OFFSET, instrumentIndex);
        ring.putInt(place, SIDE_OFFSET, side);
        ring.putLong(place, YOUNGEST_OFFSET, youngestOrderId);
        ring.putInt(0, COUNT_OFFSET, count() + 1);
        latest.put(key(accountIndex, instrumentIndex, side), place);
    }

    /** Drops the first entry: its orders are cancelled. */
    public void removeFirst()
    {
        final int place = place(0);
        final int count = count() - 1;
        final long key = key(ring.getInt(place, ACCOUNT_OFFSET), ring.getInt(place, INSTRUMENT_OFFSET),
            ring.getInt(place, SIDE_OFFSET));
        if (latest.get(key) == place)
        {
            latest.remove(key);
        }
        ring.zero(place);
        ring.putInt(0, COUNT_OFFSET, count);
        // An empty ring begins anew, so that the state of an engine does not tell of cancels long done.
        ring.putInt(0, 0, count == 0 ? 0 : place % ENTRIES_MAX + 1);
        ring.used(count == 0 ? 1 : ring.used());
    }

    /**
     * Account of the first entry.
     *
     * @return its index.
     */
    public int firstAccount()
    {
        return ring.getInt(place(0), ACCOUNT_OFFSET);
    }

    /**
     * Whether the first entry is about an order of its account.
     *
     * @param order on the record of the order.
     * @return true if it is to be cancelled.
     */
    public boolean firstCovers(final OrderRecord order)
    {
        return covers(place(0), order);
    }

    /**
     * Whether any entry is about an order.
     *
     * @param order on the record of the order.
     * @return true if it is dead.
     */
    public boolean covers(final OrderRecord order)
    {
        final int account = order.account();
        final int instrument = order.instrument();
        final int side = order.side() + 1;
        return isPending() && (
            covers(account, 0, BOTH_SIDES, order.orderId()) ||
            covers(account, 0, side, order.orderId()) ||
            covers(account, instrument, BOTH_SIDES, order.orderId()) ||
            covers(account, instrument, side, order.orderId()));
    }

    private boolean covers(final int account, final int instrument, final int side, final long orderId)
    {
        final int place = latest.get(key(account, instrument, side));
        return place != LongIntTable.ABSENT && orderId <= ring.getLong(place, YOUNGEST_OFFSET);
    }

    private long key(final int account, final int instrument, final int side)
    {
        return scramble.of((long)account << Integer.SIZE | (long)instrument << 2 | side);
    }

    private boolean covers(final int place, final OrderRecord order)
    {
        final int instrument = ring.getInt(place, INSTRUMENT_OFFSET);
        final int side = ring.getInt(place, SIDE_OFFSET);
        return ring.getInt(place, ACCOUNT_OFFSET) == order.account() &&
            (instrument == 0 || instrument == order.instrument()) &&
            (side == BOTH_SIDES || side == order.side() + 1) &&
            order.orderId() <= ring.getLong(place, YOUNGEST_OFFSET);
    }

    private int count()
    {
        return ring.getInt(0, COUNT_OFFSET);
    }

    private int place(final int nth)
    {
        return 1 + (Math.max(1, ring.getInt(0, 0)) - 1 + nth) % ENTRIES_MAX;
    }
}
