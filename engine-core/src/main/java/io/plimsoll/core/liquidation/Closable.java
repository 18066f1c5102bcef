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

import io.plimsoll.core.control.InstrumentStates;
import io.plimsoll.core.price.IndexRecord;
import io.plimsoll.core.price.Indexes;
import io.plimsoll.core.price.InstrumentRecord;
import io.plimsoll.core.price.OracleActions;

/** Whether positions of an instrument can be closed by force: it trades, no final window
 * has begun, and neither its price nor that of the asset it settles in is missing. */
final class Closable
{
    private final Indexes indexes;
    private final IndexRecord index;

    Closable(final Indexes indexes)
    {
        this.indexes = indexes;
        index = indexes.newRecord();
    }

    /**
     * Answers for one instrument.
     *
     * @param instrument on its record.
     * @return true if its book may be used.
     */
    boolean is(final InstrumentRecord instrument)
    {
        return InstrumentStates.closes(instrument) && (indexes.troubled() == 0 ||
            OracleActions.cell(worseState(instrument), OracleActions.LIQUIDATE) != OracleActions.NO);
    }

    /**
     * State of the index that decides whether positions of an instrument may be closed.
     *
     * @param instrument on its record.
     * @return state of the asset that it settles in if that forbids it, else its own, as the wire names it.
     */
    int worseState(final InstrumentRecord instrument)
    {
        final int settlement = settlementState(instrument);
        return OracleActions.cell(settlement, OracleActions.LIQUIDATE) == OracleActions.NO ?
            settlement : state(instrument);
    }

    private int settlementState(final InstrumentRecord instrument)
    {
        index.wrap(indexes.ofAsset(instrument.settlementAsset()));
        return index.state();
    }

    /**
     * State of the index of an instrument.
     *
     * @param instrument on its record.
     * @return state as the wire names it.
     */
    private int state(final InstrumentRecord instrument)
    {
        index.wrap(indexes.ofInstrument(instrument.index()));
        return index.state();
    }
}
