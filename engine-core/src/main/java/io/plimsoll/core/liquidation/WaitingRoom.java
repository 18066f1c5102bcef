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
package io.plimsoll.core.liquidation;

import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.account.AccountRecord;
import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.account.PositionRecord;
import io.plimsoll.core.book.Books;
import io.plimsoll.core.book.LevelRecord;
import io.plimsoll.core.memory.Arena;
import io.plimsoll.core.memory.HeapForest;
import io.plimsoll.core.memory.Slab;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.Indexes;
import io.plimsoll.core.price.InstrumentRecord;

/**
 * Accounts in an episode for which nothing can be closed at present. They cost nothing until the best opposite price
 * of one of their legs reaches the price at which something could be closed, kept in an ordered heap for each
 * instrument and side, or until their turn in a round robin that serves one account for each price command.
 * <pre>
 *   record 0       int32 number of accounts | int32 cursor of the round robin
 *   record 1 .. n  int32 index of the account at that place of the ring
 * </pre>
 */
public final class WaitingRoom
{
    private static final int RECORD_LENGTH = 8;
    private static final int CURSOR_OFFSET = 4;

    private final Slab ring;
    private final HeapForest wakePrices;
    private final AccountRecord account;
    private final AccountRecord moved;
    private final PositionRecord position;
    private final InstrumentRecord instrument;
    private final LevelRecord level;
    private final Closable closable;

    /**
     * Reserves the ring and the heaps.
     *
     * @param arena     to reserve in.
     * @param limits    capacities.
     * @param accounts  that may wait.
     * @param books     whose best prices wake them.
     * @param catalogue that lists the instruments.
     * @param indexes   that say whose price is missing.
     */
    public WaitingRoom(
        final Arena arena,
        final EngineLimits limits,
        final Accounts accounts,
        final Books books,
        final Catalogue catalogue,
        final Indexes indexes)
    {
        ring = arena.slab("waitingAccounts", RECORD_LENGTH, limits.accounts() + 1L);
        ring.used(1);
        wakePrices = new HeapForest(arena, "wakePrices", 2 * (limits.instruments() + 1), limits.positions() + 1);
        account = accounts.newAccountRecord();
        moved = accounts.newAccountRecord();
        position = accounts.newPositionRecord();
        instrument = catalogue.newInstrumentRecord();
        level = books.newLevelRecord();
        closable = new Closable(indexes);
    }

    /**
     * Accounts that wait.
     *
     * @return number.
     */
    public int size()
    {
        return ring.getInt(0, 0);
    }

    /**
     * Lets an account wait that is not queued.
     *
     * @param accountIndex of the account.
     */
    public void enter(final int accountIndex)
    {
        final int size = size() + 1;
        ring.putInt(0, 0, size);
        ring.used(size + 1L);
        ring.putInt(size, 0, accountIndex);
        account.wrap(accountIndex);
        account.queueStatus(LiquidationQueue.WAITING);
        account.queuePosition(size);
    }

    /**
     * Sets the price at which a leg of a waiting account could be closed.
     *
     * @param positionIndex of the leg.
     * @param wakeTicks     best opposite price that wakes the account.
     */
    public void wakeAt(final int positionIndex, final long wakeTicks)
    {
        position.wrap(positionIndex);
        final boolean sells = position.lots() > 0;
        wakePrices.put(heap(position.instrument(), sells), positionIndex, sells ? -wakeTicks : wakeTicks);
    }

    /**
     * Forgets the wake price of a position that is about to be given back.
     *
     * @param positionIndex of the position.
     */
    public void forget(final int positionIndex)
    {
        wakePrices.remove(positionIndex);
    }

    /**
     * Takes an account out.
     *
     * @param accountIndex of a waiting account.
     */
    public void leave(final int accountIndex)
    {
        account.wrap(accountIndex);
        for (int index = account.firstPosition(); index != 0; index = position.next())
        {
            position.wrap(index);
            wakePrices.remove(index);
        }
        final int hole = account.queuePosition();
        final int size = size();
        final int last = ring.getInt(size, 0);
        ring.putInt(hole, 0, last);
        ring.putInt(size, 0, 0);
        ring.putInt(0, 0, size - 1);
        ring.used(size);
        moved.wrap(last);
        moved.queuePosition(hole);
        account.queueStatus(LiquidationQueue.NOT_QUEUED);
        account.queuePosition(0);
    }

    /**
     * An account whose wake price the best price of an instrument has reached, while the instrument trades.
     *
     * @param instrumentIndex of the instrument.
     * @return index of the account, 0 if there is none.
     */
    public int woken(final int instrumentIndex)
    {
        instrument.wrap(instrumentIndex);
        if (!closable.is(instrument))
        {
            return 0;
        }
        final int byBid = wokenBy(heap(instrumentIndex, true), instrument.bestBidLevel(), -1);
        return byBid != 0 ? byBid : wokenBy(heap(instrumentIndex, false), instrument.bestAskLevel(), 1);
    }

    private int wokenBy(final int heap, final int bestLevel, final int sign)
    {
        if (bestLevel == 0 || wakePrices.isEmpty(heap))
        {
            return 0;
        }
        level.wrap(bestLevel);
        if (wakePrices.topKey(heap) < sign * level.priceTicks())
        {
            return 0;
        }
        position.wrap(wakePrices.topSlot(heap));
        return position.account();
    }

    /**
     * The next account of the round robin; the room must not be empty.
     *
     * @return index of the account.
     */
    public int next()
    {
        final int cursor = ring.getInt(0, CURSOR_OFFSET);
        final int place = cursor >= size() ? 1 : cursor + 1;
        ring.putInt(0, CURSOR_OFFSET, place);
        return ring.getInt(place, 0);
    }

    private static int heap(final int instrumentIndex, final boolean sells)
    {
        return 2 * instrumentIndex + (sells ? 0 : 1);
    }
}
