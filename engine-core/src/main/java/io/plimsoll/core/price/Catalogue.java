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

import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.memory.Arena;
import io.plimsoll.core.memory.IdScramble;
import io.plimsoll.core.memory.IdentifiedSlots;
import io.plimsoll.core.memory.Slab;

/**
 * The listed assets and instruments. The first asset listed is the reference asset, index {@link #REFERENCE}, in which
 * equity is counted and every instrument of this release settles.
 */
public final class Catalogue
{
    /** Index of the reference asset. */
    public static final int REFERENCE = 1;

    private final IdentifiedSlots assets;
    private final IdentifiedSlots instruments;
    private final Slab rateTables;

    /**
     * Reserves the slabs.
     *
     * @param arena  to reserve in.
     * @param limits capacities.
     */
    public Catalogue(final Arena arena, final EngineLimits limits)
    {
        final IdScramble scramble = new IdScramble(limits.hashSeed());
        assets = new IdentifiedSlots(arena, "assets", AssetRecord.LENGTH, limits.assets(), scramble);
        instruments =
            new IdentifiedSlots(arena, "instruments", InstrumentRecord.LENGTH, limits.instruments(), scramble);
        // The last record is for tables that are computed, and no part of the state.
        rateTables = arena.slab(
            "rateTables", BracketTableRecord.LENGTH, (limits.instruments() + 1L) * RateTable.COUNT + 1);
        rateTables.used(rateTables.capacity() - 1);
    }

    /**
     * The assets.
     *
     * @return their records and ids.
     */
    public IdentifiedSlots assets()
    {
        return assets;
    }

    /**
     * The instruments.
     *
     * @return their records and ids.
     */
    public IdentifiedSlots instruments()
    {
        return instruments;
    }

    /**
     * A flyweight of the caller's own over the assets.
     *
     * @return a new flyweight.
     */
    public AssetRecord newAssetRecord()
    {
        return new AssetRecord(assets.slab());
    }

    /**
     * A flyweight of the caller's own over the instruments.
     *
     * @return a new flyweight.
     */
    public InstrumentRecord newInstrumentRecord()
    {
        return new InstrumentRecord(instruments.slab());
    }

    /**
     * A flyweight of the caller's own over the tables of rates.
     *
     * @return a new flyweight.
     */
    public RateTable newRateTable()
    {
        return new RateTable(rateTables);
    }

    /**
     * A flyweight of the caller's own over the rates of positions whose rates are frozen.
     *
     * @return a new flyweight.
     */
    public FrozenTable newFrozenTable()
    {
        return new FrozenTable(rateTables, (int)rateTables.capacity() - 1, newRateTable());
    }
}
