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
package io.plimsoll.core.price;

import io.plimsoll.core.memory.Slab;

/**
 * Brackets of an instrument at other rates than those in force, where its rates follow its volatility. One flyweight is
 * on one table at a time.
 */
public final class RateTable extends BracketTableRecord
{
    /** Rates as listed. */
    public static final int LISTED = 0;
    /** Rates that are in force after the next step: those announced. */
    public static final int NEXT = 1;
    /** Rates by which an account is called: the higher of those in force and announced. */
    public static final int CALL = 2;
    /** Rates by which an account is called after the next step. */
    public static final int CALL_NEXT = 3;
    /** Rates of the initial requirement: the highest of those in force, announced and asked for. */
    public static final int INITIAL = 4;
    /** Tables of each instrument. */
    public static final int COUNT = 5;

    /**
     * A flyweight over the tables.
     *
     * @param slab that holds them.
     */
    RateTable(final Slab slab)
    {
        super(slab);
    }

    /**
     * The brackets of an instrument at some rates.
     *
     * @param instrument on its record.
     * @param kind       of the rates.
     * @return this flyweight on the table, or the instrument itself where all rates are those in force.
     */
    public BracketTableRecord of(final InstrumentRecord instrument, final int kind)
    {
        if (!instrument.varies())
        {
            return instrument;
        }
        wrap(instrument.index() * COUNT + kind);
        return this;
    }
}
