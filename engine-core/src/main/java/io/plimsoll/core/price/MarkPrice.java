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

/**
 * The mark of an instrument that has an index: the median of
 * <ul>
 * <li>the index with the mean of the basis,</li>
 * <li>the median of best bid, best ask and last trade of the own book,</li>
 * <li>the median of other venues' perpetuals,</li>
 * </ul>
 * never farther from the index than the oracle band. Where one of the two last is missing the others count alone, the
 * own book with a third. It is computed when the index is, so no trade moves it in its own command, and what a
 * liquidation printed is at most one of three numbers of one of three.
 * <p>
 * Nothing is allocated after construction, and no state is kept here.
 */
public final class MarkPrice
{
    private static final long PPM = 1_000_000;
    private static final int BASIS_BITS = 16;

    private final Int128 share = new Int128();

    /** Registers of its own; nothing else is held. */
    public MarkPrice()
    {
    }

    /**
     * How far a mark may be from the index.
     *
     * @param index      price, sub-ticks.
     * @param instrument on its record.
     * @return sub-ticks, at least one tick.
     */
    public static long band(final long index, final InstrumentRecord instrument)
    {
        return Math.max(instrument.subTicksPerTick(),
            Fixed.multiplyDivideFloor(index, instrument.oracleBandPpm(), PPM));
    }

    /**
     * The price that the own book says.
     *
     * @param bid  best bid, sub-ticks, 0 for none.
     * @param ask  best ask, 0 for none.
     * @param last last trade, 0 for none.
     * @return their median, the mean of bid and ask before the first trade, rounded down; 0 unless both sides stand.
     */
    public static long ofBook(final long bid, final long ask, final long last)
    {
        if (bid == 0 || ask == 0)
        {
            return 0;
        }
        return last == 0 ? (bid + ask) >> 1 : median(bid, ask, last);
    }

    /**
     * Takes the own book's distance from the index into the mean of the basis: the mean moves by dt / (T + dt) of the
     * way to the distance, which counts for no more than the band.
     *
     * @param index of the instrument, on its record, just aggregated.
     * @param terms on its record.
     * @param book  what {@link #ofBook} says.
     * @param band  sub-ticks.
     * @param nowNs time of the command.
     */
    public void followBasis(
        final IndexRecord index,
        final IndexTermsRecord terms,
        final long book,
        final long band,
        final long nowNs)
    {
        if (book == 0)
        {
            return;
        }
        final long distance = Math.max(-band, Math.min(band, book - index.price())) << BASIS_BITS;
        if (index.basisTimeNs() == 0)
        {
            index.basis(distance);
        }
        else
        {
            final long dt = nowNs - index.basisTimeNs();
            final long way = share.product(distance - index.basis(), dt).divideFloor(terms.basisNs() + dt);
            index.basis(index.basis() + way);
        }
        index.basisTimeNs(nowNs);
    }

    /**
     * The mark.
     *
     * @param index      of the instrument, on its record.
     * @param instrument on its record.
     * @param book       what {@link #ofBook} says.
     * @param perpetual  median of other venues' perpetuals, 0 for none.
     * @param band       sub-ticks.
     * @return sub-ticks, from the least mark of the instrument to the listed maximum.
     */
    public static long of(
        final IndexRecord index,
        final InstrumentRecord instrument,
        final long book,
        final long perpetual,
        final long band)
    {
        final long price = index.price();
        final long fair = price + (index.basis() >> BASIS_BITS);
        final long mark;
        if (book != 0)
        {
            mark = perpetual != 0 ? median(fair, book, perpetual) : Math.floorDiv(2 * fair + book, 3L);
        }
        else
        {
            mark = perpetual != 0 ? (fair + perpetual) >> 1 : fair;
        }
        final long low = Math.max(ContractValue.leastMarkSubTicks(instrument), price - band);
        return Math.min(instrument.maxMarkSubTicks(), Math.max(low, Math.min(price + band, mark)));
    }

    private static long median(final long one, final long two, final long three)
    {
        return Math.max(Math.min(one, two), Math.min(Math.max(one, two), three));
    }
}
