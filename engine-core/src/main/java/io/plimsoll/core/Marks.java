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

import io.plimsoll.core.book.Triggers;
import io.plimsoll.core.book.Uncross;
import io.plimsoll.core.codec.generated.TriggerSource;
import io.plimsoll.core.control.InstrumentControls;
import io.plimsoll.core.control.InstrumentStates;
import io.plimsoll.core.liquidation.HeldAccounts;
import io.plimsoll.core.margin.LoadLineIndex;
import io.plimsoll.core.price.Funding;
import io.plimsoll.core.price.InstrumentRecord;

/** Sets marks and prices, wherever they come from, and tells everything that depends on them. */
final class Marks
{
    private final LoadLineIndex index;
    private final HeldAccounts held;
    private final Funding funding;
    private final InstrumentControls controls;
    private final Uncross uncross;
    private final Triggers triggers;
    private final InstrumentRecord instrument;

    Marks(final Rooms rooms)
    {
        index = rooms.index;
        held = rooms.held;
        funding = rooms.funding;
        controls = rooms.controls;
        uncross = rooms.uncross;
        triggers = rooms.books.triggers();
        instrument = rooms.catalogue.newInstrumentRecord();
    }

    void ofInstrument(final int instrumentIndex, final long markSubTicks, final long indexSubTicks, final long nowNs)
    {
        instrument.wrap(instrumentIndex);
        instrument.indexSubTicks(indexSubTicks);
        index.mark(instrumentIndex, markSubTicks);
        if (instrument.isFunded())
        {
            funding.observe(instrument, nowNs);
        }
        held.restart();
        triggers.note(instrument, TriggerSource.MARK.value());
        triggers.note(instrument, TriggerSource.INDEX.value());
        if (instrument.state() == InstrumentStates.CALL_AUCTION && !controls.isUncrossing(instrumentIndex))
        {
            uncross.indicate(instrumentIndex);
        }
    }

    void ofAsset(final int assetIndex, final long priceAtoms)
    {
        index.price(assetIndex, priceAtoms);
        held.restart();
    }
}
