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
package io.plimsoll.core;

import io.plimsoll.core.book.AuctionPrice;
import io.plimsoll.core.book.Books;
import io.plimsoll.core.book.LevelRecord;
import io.plimsoll.core.book.Uncross;
import io.plimsoll.core.codec.EffectWriter;
import io.plimsoll.core.codec.Refusal;
import io.plimsoll.core.codec.generated.InstrumentState;
import io.plimsoll.core.codec.generated.SetInstrumentStateDecoder;
import io.plimsoll.core.control.InstrumentControls;
import io.plimsoll.core.control.InstrumentStates;
import io.plimsoll.core.liquidation.LiquidationQueue;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.InstrumentRecord;

/** What an operator says of a listed instrument. Whoever may list an instrument may send these. */
final class InstrumentCommands
{
    private final EngineLimits limits;
    private final Refusal refusal;
    private final Catalogue catalogue;
    private final EffectWriter effects;
    private final InstrumentControls controls;
    private final Uncross uncross;
    private final LiquidationQueue queue;
    private final AuctionPrice auctionPrice;
    private final InstrumentRecord instrument;
    private final LevelRecord level;

    private int instrumentIndex;

    InstrumentCommands(final Rooms rooms)
    {
        limits = rooms.limits;
        refusal = rooms.refusal;
        catalogue = rooms.catalogue;
        effects = rooms.effects;
        controls = rooms.controls;
        uncross = rooms.uncross;
        queue = rooms.queue;
        auctionPrice = new AuctionPrice(rooms.books);
        instrument = catalogue.newInstrumentRecord();
        level = rooms.books.newLevelRecord();
    }

    /** Forgets the last command. */
    void reset()
    {
        instrumentIndex = 0;
        uncross.reset();
    }

    /** Instrument whose accounts may be closed again since the last command, 0 for none. */
    int instrumentTouched()
    {
        return instrumentIndex;
    }

    /** Orders that the last command met. */
    long workUsed()
    {
        return uncross.workUsed();
    }

    /** Goes on with what earlier commands have left over; a liquidation that waits keeps half of the work. */
    void goOn()
    {
        final int work = limits.fillsPerCommandMax();
        instrumentIndex = uncross.goOn(queue.size() == 0 ? work : (work + 1) / 2);
    }

    int setState(final SetInstrumentStateDecoder command)
    {
        final int to = command.stateRaw();
        if (!InstrumentStates.isState(to))
        {
            return refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, InstrumentStates.SETTLED, to);
        }
        final int found = catalogue.instruments().find(command.instrumentId());
        if (found == 0)
        {
            return refusal.refuse(ResultCode.UNKNOWN_INSTRUMENT, 0, command.instrumentId());
        }
        instrument.wrap(found);
        final int from = instrument.state();
        if (!InstrumentStates.mayFollow(from, to) ||
            to != InstrumentStates.HALTED && controls.isUncrossing(found))
        {
            return refusal.refuse(ResultCode.TRANSITION_NOT_ALLOWED, from, to);
        }
        if (from == InstrumentStates.CALL_AUCTION && to != InstrumentStates.HALTED)
        {
            controls.latchUncross(found, to);
            goOn();
            return ResultCode.ACCEPTED;
        }
        if (InstrumentStates.forbidsCrossedBook(to) && auctionPrice.isCrossed(instrument))
        {
            return refuseCrossed();
        }
        change(found, from, to);
        return ResultCode.ACCEPTED;
    }

    private int refuseCrossed()
    {
        level.wrap(Books.best(instrument, Books.BUY));
        final long bestBuyTicks = level.priceTicks();
        level.wrap(Books.best(instrument, Books.SELL));
        return refusal.refuse(ResultCode.BOOK_CROSSED, level.priceTicks(), bestBuyTicks);
    }

    private void change(final int found, final int from, final int to)
    {
        if (controls.isUncrossing(found))
        {
            controls.endUncross(found);
        }
        instrumentIndex = found;
        instrument.state(to);
        effects.instrumentStateChanged()
            .instrumentId(instrument.instrumentId())
            .fromState(InstrumentState.get((short)from))
            .toState(InstrumentState.get((short)to));
    }
}
