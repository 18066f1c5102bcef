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
 * has begun, and its price is not missing. */
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
            OracleActions.cell(state(instrument), OracleActions.LIQUIDATE) != OracleActions.NO);
    }

    /**
     * State of the index of an instrument.
     *
     * @param instrument on its record.
     * @return state as the wire names it.
     */
    int state(final InstrumentRecord instrument)
    {
        index.wrap(indexes.ofInstrument(instrument.index()));
        return index.state();
    }
}
