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

import io.plimsoll.core.book.OrderTerms;
import io.plimsoll.core.codec.Refusal;
import io.plimsoll.core.codec.generated.IndexTarget;
import io.plimsoll.core.codec.generated.OraclePricesDecoder;
import io.plimsoll.core.codec.generated.SetIndexSourcesDecoder;
import io.plimsoll.core.margin.LoadLineIndex;
import io.plimsoll.core.price.AssetRecord;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.IndexRecord;
import io.plimsoll.core.price.IndexTermsRecord;
import io.plimsoll.core.price.Indexes;
import io.plimsoll.core.price.ContractValue;
import io.plimsoll.core.price.InstrumentRecord;
import io.plimsoll.core.price.SourceRecord;

/** The sources of indexes, and what they say. */
final class OracleCommands
{
    private final Refusal refusal;
    private final Catalogue catalogue;
    private final OrderTerms clock;
    private final Indexes indexes;
    private final LoadLineIndex bounds;
    private final IndexPricing pricing;
    private final SourceRules rules;
    private final IndexRecord index;
    private final IndexTermsRecord terms;
    private final SourceRecord source;
    private final SourceRecord kept;
    private final AssetRecord asset;
    private final InstrumentRecord instrument;
    private final int[] batch = new int[EffectBounds.INDEXES_MAX];
    private final int[] batchSources = new int[EffectBounds.INDEXES_MAX];
    private final int[] keptIds = new int[Indexes.SOURCES_MAX];
    private final long[][] keptPrices = new long[Indexes.SOURCES_MAX][4];

    OracleCommands(final Rooms rooms, final IndexPricing pricing)
    {
        refusal = rooms.refusal;
        catalogue = rooms.catalogue;
        clock = rooms.books.terms();
        indexes = rooms.indexes;
        bounds = rooms.index;
        this.pricing = pricing;
        rules = new SourceRules(refusal);
        index = indexes.newRecord();
        terms = indexes.newTermsRecord();
        source = indexes.newSourceRecord();
        kept = indexes.newSourceRecord();
        asset = catalogue.newAssetRecord();
        instrument = catalogue.newInstrumentRecord();
    }

    /** Number of an index, 0 if it is refused. */
    private int find(final int target, final int targetId)
    {
        if (target == IndexTarget.INSTRUMENT.value())
        {
            final int found = catalogue.instruments().find(targetId);
            if (found == 0)
            {
                refusal.refuse(ResultCode.UNKNOWN_INSTRUMENT, 0, targetId);
                return 0;
            }
            return indexes.ofInstrument(found);
        }
        if (target != IndexTarget.ASSET.value())
        {
            refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, IndexTarget.ASSET.value(), target);
            return 0;
        }
        final int found = catalogue.assets().find(targetId);
        if (found <= Catalogue.REFERENCE)
        {
            refusal.refuse(found == 0 ? ResultCode.UNKNOWN_ASSET : ResultCode.REFERENCE_ASSET, 0, targetId);
            return 0;
        }
        return indexes.ofAsset(found);
    }

    int setSources(final SetIndexSourcesDecoder command)
    {
        final long nowNs = clock.nowNs();
        final int number = find(command.targetKindRaw(), command.targetId());
        if (number == 0 || rules.check(command) != ResultCode.ACCEPTED)
        {
            return refusal.code();
        }
        index.wrap(number);
        command.sbeRewind();
        final boolean wasSourced = index.sources() != 0;
        final int count = rules.count();
        if (count == 0)
        {
            if (wasSourced)
            {
                pricing.release(number);
            }
            return ResultCode.ACCEPTED;
        }
        if (!wasSourced)
        {
            begin(number, command.targetId(), nowNs);
        }
        storeTerms(number, command);
        storeSources(number, command.sources());
        index.sources(count);
        if (!wasSourced)
        {
            bounds.factorsChange(number);
        }
        pricing.price(number, nowNs);
        return ResultCode.ACCEPTED;
    }

    /** What an index begins with is the price that stands. */
    private void begin(final int number, final int targetId, final long nowNs)
    {
        final int slot = indexes.slot(number);
        final long price;
        if (indexes.target(number) == IndexTarget.INSTRUMENT)
        {
            instrument.wrap(slot);
            price = instrument.indexSubTicks();
        }
        else
        {
            asset.wrap(slot);
            price = asset.priceAtoms();
        }
        index.targetId(targetId);
        index.price(Math.min(price, Indexes.PRICE_MAX));
        index.slowPrice(index.price());
        index.lastTimeNs(nowNs);
        index.validTimeNs(nowNs);
        indexes.countSourced(1);
    }

    private void storeTerms(final int number, final SetIndexSourcesDecoder command)
    {
        terms.wrap(number);
        terms.maxAgeNs(command.maxAgeNs());
        terms.windowNs(command.windowNs());
        terms.sampleNs(command.sampleNs());
        terms.basisNs(command.basisNs());
        terms.maxConfidencePpm(command.maxConfidencePpm());
        terms.outlierPpm(command.outlierPpm());
        terms.outlierFactor(command.outlierFactor());
        terms.stepPpm(command.stepPpm());
        terms.windowPpm(command.windowPpm());
        terms.divergencePpm(command.divergencePpm());
        terms.slowPpmPerSecond(command.slowPpmPerSecond());
        terms.minWeight(command.minWeight());
        terms.minSources(command.minSources());
    }

    /** A source that stays keeps its price and its sequence, so that nothing it has said can be said again. */
    private void storeSources(final int number, final SetIndexSourcesDecoder.SourcesDecoder sources)
    {
        final int before = index.sources();
        for (int place = 0; place < before; place++)
        {
            kept.wrap(Indexes.source(number, place));
            keptIds[place] = kept.sourceId();
            keptPrices[place][0] = kept.price();
            keptPrices[place][1] = kept.confidence();
            keptPrices[place][2] = kept.timeNs();
            keptPrices[place][3] = kept.sequence();
        }
        indexes.zeroSources(number);
        for (int place = 0; sources.hasNext(); place++)
        {
            sources.next();
            source.wrap(Indexes.source(number, place));
            source.sourceId(sources.sourceId());
            source.weight(sources.weight());
            source.kind(sources.kindRaw());
            for (int former = 0; former < before; former++)
            {
                if (keptIds[former] == sources.sourceId())
                {
                    source.price(keptPrices[former][0]);
                    source.confidence(keptPrices[former][1]);
                    source.timeNs(keptPrices[former][2]);
                    source.sequence(keptPrices[former][3]);
                }
            }
        }
    }

    int prices(final OraclePricesDecoder command)
    {
        final long nowNs = clock.nowNs();
        final int count = check(command.prices(), nowNs);
        if (count < 0)
        {
            return refusal.code();
        }
        command.sbeRewind();
        final OraclePricesDecoder.PricesDecoder prices = command.prices();
        for (int place = 0; place < count; place++)
        {
            prices.next();
            source.wrap(batchSources[place]);
            source.price(prices.price());
            source.confidence(prices.confidence());
            source.timeNs(Math.min(nowNs, prices.sourceTimestampNs()));
            source.sequence(prices.sourceSequence());
        }
        for (int place = 0; place < count; place++)
        {
            if (!isAmongFirst(place, batch[place]))
            {
                pricing.price(batch[place], nowNs);
            }
        }
        return ResultCode.ACCEPTED;
    }

    private boolean isAmongFirst(final int count, final int number)
    {
        for (int place = 0; place < count; place++)
        {
            if (batch[place] == number)
            {
                return true;
            }
        }
        return false;
    }

    /** Number of prices, -1 if the command is refused. */
    private int check(final OraclePricesDecoder.PricesDecoder prices, final long nowNs)
    {
        int count = 0;
        while (prices.hasNext())
        {
            prices.next();
            final int number = find(prices.targetKindRaw(), prices.targetId());
            if (number == 0 || !checkSource(number, prices, count) || !checkTime(prices, nowNs) ||
                !checkPrice(number, prices))
            {
                return -1;
            }
            batchSources[count] = source.index();
            batch[count++] = number;
        }
        return count;
    }

    private boolean checkSource(
        final int number, final OraclePricesDecoder.PricesDecoder prices, final int count)
    {
        index.wrap(number);
        terms.wrap(number);
        if (Indexes.find(number, prices.sourceId(), index.sources(), source) < 0)
        {
            refusal.refuse(ResultCode.UNKNOWN_SOURCE, 0, prices.sourceId());
            return false;
        }
        for (int place = 0; place < count; place++)
        {
            if (batchSources[place] == source.index())
            {
                refusal.refuse(ResultCode.DUPLICATE_PRICE, 0, prices.targetId());
                return false;
            }
        }
        return true;
    }

    private boolean checkTime(final OraclePricesDecoder.PricesDecoder prices, final long nowNs)
    {
        final long sequence = prices.sourceSequence();
        if (sequence <= source.sequence())
        {
            refusal.refuse(ResultCode.ORACLE_SEQUENCE, source.sequence() + 1, sequence);
            return false;
        }
        final long timeNs = prices.sourceTimestampNs();
        final long oldest = Math.max(0, nowNs - terms.maxAgeNs());
        final long newest = nowNs + Math.min(terms.maxAgeNs(), Long.MAX_VALUE - nowNs);
        if (timeNs < oldest || timeNs > newest)
        {
            refusal.refuse(ResultCode.ORACLE_TIME, timeNs < oldest ? oldest : newest, timeNs);
            return false;
        }
        return true;
    }

    private boolean checkPrice(final int number, final OraclePricesDecoder.PricesDecoder prices)
    {
        final int slot = indexes.slot(number);
        final long most;
        if (indexes.target(number) == IndexTarget.INSTRUMENT)
        {
            instrument.wrap(slot);
            most = instrument.maxMarkSubTicks();
            final long least = ContractValue.leastMarkSubTicks(instrument);
            if (prices.price() > 0 && prices.price() < least)
            {
                refusal.refuse(ResultCode.PRICE_OUT_OF_RANGE, least, prices.price());
                return false;
            }
        }
        else
        {
            asset.wrap(slot);
            most = Math.min(asset.maxPriceAtoms(), Indexes.PRICE_MAX);
        }
        if (prices.price() > most)
        {
            refusal.refuse(ResultCode.PRICE_OUT_OF_RANGE, most, prices.price());
            return false;
        }
        if (prices.confidence() < 0)
        {
            refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, 0, prices.confidence());
            return false;
        }
        return true;
    }
}
