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

import io.plimsoll.core.codec.generated.OracleState;
import io.plimsoll.core.codec.generated.SourceKind;
import io.plimsoll.core.fixed.Fixed;
import io.plimsoll.core.fixed.Int128;

/**
 * Brings the sources of an index together, all in integers:
 * <ol>
 * <li>what is too old, not above zero or too unsure of itself is dropped;</li>
 * <li>the weighted median is taken, outliers are dropped, and the median is taken again;</li>
 * <li>it is clamped to a step from the last index, and to a share of the index at the beginning of the window: a step
 * alone could be walked;</li>
 * <li>the state follows from what was left, and from the distance of the unclamped median to the mean of the samples:
 * a clamp must not hide that prices part.</li>
 * </ol>
 * Where no source is left the last price stands and the state says so. Costs a time that is bounded by the sources and
 * samples of one index; nothing is allocated after construction, and no state is kept here.
 */
public final class IndexAggregation
{
    private static final long PPM = 1_000_000;
    private static final int PERPETUAL = SourceKind.PERPETUAL.value();

    private final Indexes indexes;
    private final IndexHistory history;
    private final SlowPrice slowPrice;
    private final IndexRecord index;
    private final IndexTermsRecord terms;
    private final SourceRecord source;
    private final WeightedPrices spot = new WeightedPrices();
    private final WeightedPrices perpetuals = new WeightedPrices();
    private final Int128 left = new Int128();
    private final Int128 right = new Int128();
    private boolean young;
    private long staleAtNs;

    /**
     * An aggregation of any index.
     *
     * @param indexes   aggregated.
     * @param history   of their prices.
     * @param slowPrice that follows them.
     */
    public IndexAggregation(final Indexes indexes, final IndexHistory history, final SlowPrice slowPrice)
    {
        this.indexes = indexes;
        this.history = history;
        this.slowPrice = slowPrice;
        index = indexes.newRecord();
        terms = indexes.newTermsRecord();
        source = indexes.newSourceRecord();
    }

    /**
     * Aggregates an index that has sources and sets its next deadline.
     *
     * @param number of the index.
     * @param nowNs  time of the command.
     * @return its state before.
     */
    public int run(final int number, final long nowNs)
    {
        index.wrap(number);
        terms.wrap(number);
        final int before = index.state();
        gather(number, nowNs);
        index.weight(spot.weight());
        index.sure(spot.count());
        spot.dropOutliers(terms.outlierFactor(), terms.outlierPpm());
        index.left(spot.count());
        history.advance(index, terms, nowNs);
        slowPrice.advance(index, terms, nowNs);
        index.lastTimeNs(nowNs);
        if (spot.count() > 0)
        {
            setPrice(nowNs);
        }
        else
        {
            index.medianPrice(0);
        }
        index.meanPrice(history.mean(index));
        index.state(state());
        indexes.countState(before, index.state());
        indexes.deadline(number, staleAtNs);
        return before;
    }

    private void gather(final int number, final long nowNs)
    {
        spot.clear();
        perpetuals.clear();
        young = false;
        staleAtNs = Indexes.NEVER;
        for (int place = 0; place < index.sources(); place++)
        {
            source.wrap(Indexes.source(number, place));
            if (source.sequence() == 0 || nowNs - source.timeNs() > terms.maxAgeNs())
            {
                continue;
            }
            staleAtNs = Math.min(staleAtNs, source.timeNs() + terms.maxAgeNs() + 1);
            final boolean perpetual = source.kind() == PERPETUAL;
            young |= !perpetual;
            if (isSure())
            {
                (perpetual ? perpetuals : spot).add(source.price(), source.weight());
            }
        }
    }

    private boolean isSure()
    {
        return source.price() > 0 && left.product(source.confidence(), PPM)
            .compareTo(right.product(source.price(), terms.maxConfidencePpm())) <= 0;
    }

    private void setPrice(final long nowNs)
    {
        final long median = spot.median();
        final long last = index.price();
        final long window = nowNs / terms.windowNs();
        if (last == 0)
        {
            index.slowPrice(median);
            index.windowNumber(window);
            index.windowPrice(median);
        }
        else if (index.windowNumber() != window)
        {
            index.windowNumber(window);
            index.windowPrice(last);
        }
        index.medianPrice(median);
        index.lowPrice(spot.lowest());
        index.highPrice(spot.highest());
        index.validTimeNs(nowNs);
        index.price(last == 0 ? median : clamp(
            clamp(median, last, terms.stepPpm()), index.windowPrice(), terms.windowPpm()));
    }

    private static long clamp(final long price, final long around, final int sharePpm)
    {
        final long width = Fixed.multiplyDivideFloor(around, sharePpm, PPM);
        return Math.max(Math.max(1, around - width), Math.min(around + width, price));
    }

    private int state()
    {
        if (spot.count() == 0)
        {
            return (young ? OracleState.INVALID : OracleState.STALE).value();
        }
        if (index.weight() < terms.minWeight() || index.sure() < terms.minSources())
        {
            return OracleState.DEGRADED.value();
        }
        final long distance = Math.abs(index.medianPrice() - index.meanPrice());
        return (left.product(distance, PPM).compareTo(right.product(index.meanPrice(), terms.divergencePpm())) > 0 ?
            OracleState.DIVERGENT : OracleState.OK).value();
    }

    /**
     * Median of other venues' perpetuals at the last aggregation.
     *
     * @return price, 0 if no such source was left.
     */
    public long perpetualPrice()
    {
        return perpetuals.median();
    }
}
