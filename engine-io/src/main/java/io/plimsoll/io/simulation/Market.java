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
package io.plimsoll.io.simulation;

import io.plimsoll.io.importer.CandleSeries;
import io.plimsoll.io.importer.DecimalText;

/**
 * One market of a simulation: its scales, and its mark as of the last instant. Confined to one thread.
 */
final class Market
{
    /** Mark of a market that has had no price yet. */
    static final long NO_MARK = 0;

    final int index;
    final int instrumentId;
    final CandleSeries series;
    final MarketScale scale;
    private long markSubTicks = NO_MARK;

    Market(final int index, final CandleSeries series, final MarketScale scale)
    {
        this.index = index;
        this.instrumentId = index + 1;
        this.series = series;
        this.scale = scale;
    }

    void price(final long price)
    {
        markSubTicks = scale.markSubTicks(price);
    }

    /**
     * The mark as of the last instant.
     *
     * @return sub-ticks, or {@link #NO_MARK}.
     */
    long markSubTicks()
    {
        return markSubTicks;
    }

    /**
     * The mark in whole ticks, rounded down.
     *
     * @return ticks, possibly 0.
     */
    long markTicks()
    {
        return markSubTicks / scale.subTicksPerTick;
    }

    /**
     * Value of one lot at the mark.
     *
     * @return atoms of the quote asset, at least 1.
     */
    long lotValueAtoms()
    {
        return markSubTicks * scale.markFactorAtoms;
    }

    /**
     * A notional in lots at the mark, rounded down, but at least one lot and at most a share of the largest position
     * that leaves room for everybody's.
     *
     * @param notionalAtoms to be traded.
     * @return lots.
     */
    long lotsFor(final long notionalAtoms)
    {
        return Math.max(1, Math.min(scale.maxPositionLots >> 8, notionalAtoms / lotValueAtoms()));
    }

    /**
     * A mark as people read it.
     *
     * @param subTicks of the mark.
     * @return decimal number.
     */
    String format(final long subTicks)
    {
        return DecimalText.format(subTicks, scale.subTickDecimals);
    }

    @Override
    public String toString()
    {
        return series.symbol();
    }
}
