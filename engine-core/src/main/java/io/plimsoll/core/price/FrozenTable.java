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

import io.plimsoll.core.fixed.Fixed;
import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.memory.Slab;

/**
 * The brackets by which one position is judged, where its rates are frozen: each rate the lower of the one in force and
 * the one that followed from the volatility when they were frozen. The table is computed where it is asked for, in one
 * record that all share and no state counts: it holds until anybody asks again. Belongs to the engine's thread. 0 B.
 */
public final class FrozenTable extends BracketTableRecord
{
    private static final long PPM = 1_000_000;

    private final int record;
    private final RateTable listed;
    private final Int128 deduction = new Int128();

    /**
     * A flyweight over the record.
     *
     * @param slab   that holds it.
     * @param record its index.
     * @param listed rates as listed, a flyweight of its own.
     */
    FrozenTable(final Slab slab, final int record, final RateTable listed)
    {
        super(slab);
        this.record = record;
        this.listed = listed;
    }

    /**
     * The brackets by which a position is judged.
     *
     * @param instrument on its record.
     * @param frozenPpm  rate of the first bracket, as volatility had asked for it when it was frozen; 0 not frozen.
     * @return this table, or the instrument itself where no rate in force is higher.
     */
    public BracketTableRecord of(final InstrumentRecord instrument, final int frozenPpm)
    {
        return frozenPpm != 0 && lowers(instrument, frozenPpm) ? this : instrument;
    }

    /**
     * Whether frozen rates are lower than those in force. Writes the table.
     *
     * @param instrument on its record.
     * @param frozenPpm  rate of the first bracket, as volatility had asked for it when it was frozen; not 0.
     * @return true if any is.
     */
    public boolean lowers(final InstrumentRecord instrument, final int frozenPpm)
    {
        if (!instrument.varies())
        {
            return false;
        }
        wrap(record);
        bracketCount(instrument.bracketCount());
        final BracketTableRecord from = listed.of(instrument, RateTable.LISTED);
        final long factorPpm = Fixed.ceilDivide(frozenPpm * PPM, instrument.baseRatePpm());
        boolean lower = false;
        deduction.set(0);
        int before = 0;
        for (int bracket = 0; bracket < instrument.bracketCount(); bracket++)
        {
            final int inForce = instrument.bracketRatePpm(bracket);
            final int rate = (int)Math.min(
                inForce, Fixed.multiplyDivideCeil(factorPpm, from.bracketRatePpm(bracket), PPM));
            lower |= rate < inForce;
            deduction.addProduct(instrument.bracketLowerAtoms(bracket), rate - before);
            bracket(bracket, instrument.bracketLowerAtoms(bracket), rate, instrument.bracketPenaltyPpm(bracket),
                deduction);
            before = rate;
        }
        return lower;
    }
}
