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
import io.plimsoll.core.codec.generated.IndexTarget;
import io.plimsoll.core.codec.generated.OracleState;
import io.plimsoll.core.memory.Arena;
import io.plimsoll.core.memory.OrderedForest;
import io.plimsoll.core.memory.Slab;

/**
 * The indexes of an engine: one for each instrument and one for each asset, used only where sources are registered.
 * Indexes have numbers: those of instruments come first, in the order of their slots, then those of assets.
 * <p>
 * The earliest time at which a source of an index grows too old is a deadline of the core, so that an index goes stale
 * without anybody sending anything.
 * <p>
 * Written and read by the engine's thread alone; nothing is allocated after construction.
 */
public final class Indexes
{
    /** Most sources of one index. */
    public static final int SOURCES_MAX = 16;
    /** Samples of the mean. */
    public static final int SAMPLES = 60;
    /** Clock hours whose mean is kept. */
    public static final int HOURS = 24;
    /** Highest price of a source. */
    public static final long PRICE_MAX = 1L << 46;
    /** Stands for no deadline. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final int OK = OracleState.OK.value();
    private static final int DEADLINES = 0;
    private static final int COUNTS_LENGTH = 16;
    private static final int SOURCED_OFFSET = 0;
    private static final int TROUBLED_OFFSET = 4;

    private final int instruments;
    private final Slab indexes;
    private final Slab terms;
    private final Slab sources;
    private final Slab samples;
    private final Slab hours;
    private final Slab counts;
    private final OrderedForest deadlines;

    /**
     * Reserves the slabs.
     *
     * @param arena  to reserve in.
     * @param limits capacities.
     */
    public Indexes(final Arena arena, final EngineLimits limits)
    {
        instruments = limits.instruments();
        final long count = 1L + limits.instruments() + limits.assets();
        indexes = whole(arena.slab("indexes", IndexRecord.LENGTH, count));
        terms = whole(arena.slab("indexTerms", IndexTermsRecord.LENGTH, count));
        sources = whole(arena.slab("indexSources", SourceRecord.LENGTH, count * SOURCES_MAX));
        samples = whole(arena.slab("indexSamples", SAMPLES * Long.BYTES, count));
        hours = whole(arena.slab("indexHours", HOURS * Long.BYTES, count));
        counts = whole(arena.slab("indexCounts", COUNTS_LENGTH, 1));
        deadlines = new OrderedForest(arena, "indexDeadlines", 1, (int)count);
    }

    private static Slab whole(final Slab slab)
    {
        slab.used(slab.capacity());
        return slab;
    }

    /**
     * The index of an instrument.
     *
     * @param instrumentIndex of the instrument.
     * @return number of the index.
     */
    public int ofInstrument(final int instrumentIndex)
    {
        return instrumentIndex;
    }

    /**
     * The index of an asset.
     *
     * @param assetIndex of the asset.
     * @return number of the index.
     */
    public int ofAsset(final int assetIndex)
    {
        return instruments + assetIndex;
    }

    /**
     * What an index prices.
     *
     * @param number of the index.
     * @return instrument or asset.
     */
    public IndexTarget target(final int number)
    {
        return number <= instruments ? IndexTarget.INSTRUMENT : IndexTarget.ASSET;
    }

    /**
     * The slot of what an index prices.
     *
     * @param number of the index.
     * @return index of the instrument or of the asset.
     */
    public int slot(final int number)
    {
        return number <= instruments ? number : number - instruments;
    }

    /**
     * A flyweight of the caller's own.
     *
     * @return a new flyweight over the indexes.
     */
    public IndexRecord newRecord()
    {
        return new IndexRecord(indexes);
    }

    /**
     * A flyweight of the caller's own.
     *
     * @return a new flyweight over their terms.
     */
    public IndexTermsRecord newTermsRecord()
    {
        return new IndexTermsRecord(terms);
    }

    /**
     * A flyweight of the caller's own.
     *
     * @return a new flyweight over their sources.
     */
    public SourceRecord newSourceRecord()
    {
        return new SourceRecord(sources);
    }

    /**
     * The record of a source.
     *
     * @param number of the index.
     * @param place  of the source, from 0.
     * @return index of its record.
     */
    public static int source(final int number, final int place)
    {
        return number * SOURCES_MAX + place;
    }

    /**
     * The place of a source.
     *
     * @param number   of the index.
     * @param sourceId of the source.
     * @param count    of the sources of the index.
     * @param record   that is moved to it.
     * @return its place, -1 if the index has no such source.
     */
    public static int find(final int number, final int sourceId, final int count, final SourceRecord record)
    {
        for (int place = 0; place < count; place++)
        {
            record.wrap(source(number, place));
            if (record.sourceId() == sourceId)
            {
                return place;
            }
        }
        return -1;
    }

    /**
     * Forgets all but the sources of an index: history, state and terms.
     *
     * @param number of the index.
     */
    void zero(final int number)
    {
        indexes.zero(number);
        terms.zero(number);
        samples.zero(number);
        hours.zero(number);
    }

    /**
     * Forgets the sources of an index.
     *
     * @param number of the index.
     */
    public void zeroSources(final int number)
    {
        for (int place = 0; place < SOURCES_MAX; place++)
        {
            sources.zero(source(number, place));
        }
    }

    /**
     * Makes an index one that is priced by batches again.
     *
     * @param number of the index.
     */
    public void clear(final int number)
    {
        zero(number);
        zeroSources(number);
        deadline(number, NEVER);
    }

    /**
     * The samples of the indexes.
     *
     * @return slab with one record for each index.
     */
    Slab samples()
    {
        return samples;
    }

    /**
     * The means of past clock hours.
     *
     * @return slab with one record for each index.
     */
    Slab hours()
    {
        return hours;
    }

    /**
     * Indexes that have sources.
     *
     * @return number.
     */
    public int sourced()
    {
        return counts.getInt(0, SOURCED_OFFSET);
    }

    /**
     * Indexes whose state is not OK.
     *
     * @return number.
     */
    public int troubled()
    {
        return counts.getInt(0, TROUBLED_OFFSET);
    }

    /**
     * Counts an index whose sources were registered or taken away.
     *
     * @param change 1 or -1.
     */
    public void countSourced(final int change)
    {
        counts.putInt(0, SOURCED_OFFSET, sourced() + change);
    }

    /**
     * Counts a change of state.
     *
     * @param from state before.
     * @param to   state after.
     */
    public void countState(final int from, final int to)
    {
        counts.putInt(0, TROUBLED_OFFSET, troubled() + (to == OK ? 0 : 1) - (from == OK ? 0 : 1));
    }

    /**
     * Sets when an index is to be aggregated although nothing has come.
     *
     * @param number of the index.
     * @param timeNs epoch nanoseconds, {@link #NEVER} for not at all.
     */
    public void deadline(final int number, final long timeNs)
    {
        deadlines.remove(number);
        if (timeNs != NEVER)
        {
            deadlines.put(DEADLINES, number, timeNs, number);
        }
    }

    /**
     * The earliest deadline.
     *
     * @return epoch nanoseconds, {@link #NEVER} if there is none.
     */
    public long nextDeadlineNs()
    {
        final int first = deadlines.first(DEADLINES);
        return first == OrderedForest.NONE ? NEVER : deadlines.key(first);
    }

    /**
     * The index whose deadline has come, the earliest first, then the least number.
     *
     * @param nowNs time of the command.
     * @return its number, 0 if there is none.
     */
    public int due(final long nowNs)
    {
        return nextDeadlineNs() <= nowNs ? deadlines.first(DEADLINES) : 0;
    }
}
