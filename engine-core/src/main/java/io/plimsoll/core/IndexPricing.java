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

import io.plimsoll.core.book.Books;
import io.plimsoll.core.book.LevelRecord;
import io.plimsoll.core.codec.EffectWriter;
import io.plimsoll.core.codec.generated.IndexTarget;
import io.plimsoll.core.codec.generated.OracleState;
import io.plimsoll.core.liquidation.HeldAccounts;
import io.plimsoll.core.margin.LoadLineIndex;
import io.plimsoll.core.price.Contracts;
import io.plimsoll.core.price.IndexAggregation;
import io.plimsoll.core.price.IndexRecord;
import io.plimsoll.core.price.IndexTermsRecord;
import io.plimsoll.core.price.Indexes;
import io.plimsoll.core.price.InstrumentRecord;
import io.plimsoll.core.price.MarkPrice;

/**
 * Prices what has an index: aggregates its sources, forms the mark, and says what came of it. This happens when a
 * source has spoken, when one of them has grown too old, and when the sources are registered; never because of a trade.
 */
final class IndexPricing
{
    private static final int OK = OracleState.OK.value();

    private final Indexes indexes;
    private final IndexAggregation aggregation;
    private final MarkPrice markPrice = new MarkPrice();
    private final Marks marks;
    private final EffectWriter effects;
    private final HeldAccounts held;
    private final LoadLineIndex bounds;
    private final IndexRecord index;
    private final IndexTermsRecord terms;
    private final InstrumentRecord instrument;
    private final LevelRecord level;
    private final int[] changed;
    private int changedCount;
    private long markSubTicks;

    IndexPricing(final Rooms rooms, final Marks marks)
    {
        indexes = rooms.indexes;
        aggregation = rooms.aggregation;
        this.marks = marks;
        effects = rooms.effects;
        held = rooms.held;
        bounds = rooms.index;
        changed = new int[rooms.limits.deadlinesPerCommand() + EffectBounds.INDEXES_MAX];
        index = indexes.newRecord();
        terms = indexes.newTermsRecord();
        instrument = rooms.catalogue.newInstrumentRecord();
        level = rooms.books.newLevelRecord();
    }

    /**
     * Prices one index that has sources.
     *
     * @param number of the index.
     * @param nowNs  time of the command, or of the deadline that is fired before it.
     */
    void price(final int number, final long nowNs)
    {
        final int before = aggregation.run(number, nowNs);
        bounds.slow(number);
        index.wrap(number);
        if (index.left() > 0)
        {
            setPrice(number, nowNs);
            reportPrice(number);
        }
        if (index.state() != before)
        {
            reportState(number, before);
            noteState(number);
        }
    }

    /** Who is held back is looked at again, and who waits for this instrument may be closed again. */
    private void noteState(final int number)
    {
        held.restart();
        if (indexes.target(number) == IndexTarget.INSTRUMENT)
        {
            changed[changedCount++] = indexes.slot(number);
        }
    }

    /** Forgets the last command. */
    void reset()
    {
        changedCount = 0;
    }

    /** Number of changes of state of instruments' indexes in this command. */
    int changedCount()
    {
        return changedCount;
    }

    /** An instrument whose index has changed its state. */
    int changed(final int place)
    {
        return changed[place];
    }

    private void setPrice(final int number, final long nowNs)
    {
        final int slot = indexes.slot(number);
        if (indexes.target(number) == IndexTarget.ASSET)
        {
            markSubTicks = index.price();
            marks.ofAsset(slot, index.price());
            return;
        }
        instrument.wrap(slot);
        if (instrument.stage() == Contracts.EXPIRED)
        {
            markSubTicks = instrument.markSubTicks();
            return;
        }
        terms.wrap(number);
        final long band = MarkPrice.band(index.price(), instrument);
        final long book = MarkPrice.ofBook(bestSubTicks(Books.BUY), bestSubTicks(Books.SELL),
            instrument.lastTradeTicks() * instrument.subTicksPerTick());
        markPrice.followBasis(index, terms, book, band, nowNs);
        markSubTicks = MarkPrice.of(index, instrument, book, aggregation.perpetualPrice(), band);
        marks.ofInstrument(slot, markSubTicks, index.price(), nowNs);
    }

    private long bestSubTicks(final int side)
    {
        final int best = Books.best(instrument, side);
        if (best == 0)
        {
            return 0;
        }
        level.wrap(best);
        return level.priceTicks() * instrument.subTicksPerTick();
    }

    private void reportPrice(final int number)
    {
        effects.indexPriced()
            .price(index.price())
            .medianPrice(index.medianPrice())
            .meanPrice(index.meanPrice())
            .slowPrice(index.slowPrice())
            .markSubTicks(markSubTicks)
            .targetId(index.targetId())
            .sources(index.left())
            .targetKind(indexes.target(number))
            .state(OracleState.get((short)index.state()));
    }

    private void reportState(final int number, final int before)
    {
        terms.wrap(number);
        effects.oracleStateChanged()
            .price(index.price())
            .medianPrice(index.medianPrice())
            .meanPrice(index.meanPrice())
            .targetId(index.targetId())
            .weight(index.weight())
            .minWeight(terms.minWeight())
            .sources(index.sure())
            .minSources(terms.minSources())
            .targetKind(indexes.target(number))
            .fromState(OracleState.get((short)before))
            .toState(OracleState.get((short)index.state()));
    }

    /** Says that an index is priced by batches from now on, and may be trusted as far as those. */
    void release(final int number)
    {
        index.wrap(number);
        final int before = index.state();
        final int targetId = index.targetId();
        final long price = index.price();
        indexes.countSourced(-1);
        bounds.factorsChange(number);
        indexes.countState(before, OK);
        indexes.clear(number);
        if (before != OK)
        {
            index.targetId(targetId);
            index.price(price);
            reportState(number, before);
            indexes.clear(number);
            noteState(number);
        }
    }
}
