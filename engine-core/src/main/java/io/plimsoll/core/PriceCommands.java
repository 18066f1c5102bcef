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
import io.plimsoll.core.codec.generated.PriceBatchDecoder;
import io.plimsoll.core.price.AssetRecord;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.ContractValue;
import io.plimsoll.core.price.Contracts;
import io.plimsoll.core.price.IndexRecord;
import io.plimsoll.core.price.Indexes;
import io.plimsoll.core.price.InstrumentRecord;

/**
 * A batch of prices: all of them are checked, then all are applied, and only then is any account evaluated, so that
 * hedged legs never cross a line for an instant. Rule 8.
 */
final class PriceCommands
{
    private final Refusal refusal;
    private final Catalogue catalogue;
    private final Marks marks;
    private final OrderTerms clock;
    private final Indexes indexes;
    private final IndexRecord index;
    private final AssetRecord asset;
    private final InstrumentRecord instrument;
    private final int[] batch;

    PriceCommands(final Rooms rooms, final Marks marks)
    {
        refusal = rooms.refusal;
        catalogue = rooms.catalogue;
        this.marks = marks;
        clock = rooms.books.terms();
        indexes = rooms.indexes;
        index = indexes.newRecord();
        asset = catalogue.newAssetRecord();
        instrument = catalogue.newInstrumentRecord();
        batch = new int[Math.max(rooms.limits.instruments(), rooms.limits.assets())];
    }

    int apply(final PriceBatchDecoder command)
    {
        int code = checkInstruments(command.instrumentPrices());
        code = code == ResultCode.ACCEPTED ? checkAssets(command.assetPrices()) : code;
        if (code != ResultCode.ACCEPTED)
        {
            return code;
        }
        command.sbeRewind();
        final PriceBatchDecoder.InstrumentPricesDecoder ofInstruments = command.instrumentPrices();
        while (ofInstruments.hasNext())
        {
            ofInstruments.next();
            final int instrumentIndex = catalogue.instruments().find(ofInstruments.instrumentId());
            instrument.wrap(instrumentIndex);
            if (instrument.stage() == Contracts.EXPIRED)
            {
                // Its final price stands; the prices of the others must not wait until every feed has noticed.
                continue;
            }
            marks.ofInstrument(instrumentIndex, ofInstruments.markSubTicks(), ofInstruments.indexSubTicks(),
                clock.nowNs());
        }
        final PriceBatchDecoder.AssetPricesDecoder ofAssets = command.assetPrices();
        while (ofAssets.hasNext())
        {
            ofAssets.next();
            marks.ofAsset(catalogue.assets().find(ofAssets.assetId()), ofAssets.priceAtoms());
        }
        return ResultCode.ACCEPTED;
    }

    private int checkInstruments(final PriceBatchDecoder.InstrumentPricesDecoder prices)
    {
        int count = 0;
        while (prices.hasNext())
        {
            prices.next();
            final int found = catalogue.instruments().find(prices.instrumentId());
            if (found == 0)
            {
                return refusal.refuse(ResultCode.UNKNOWN_INSTRUMENT, 0, prices.instrumentId());
            }
            if (isInBatch(found, count))
            {
                return refusal.refuse(ResultCode.DUPLICATE_PRICE, 0, prices.instrumentId());
            }
            if (hasSources(indexes.ofInstrument(found)))
            {
                return refusal.refuse(ResultCode.PRICED_BY_SOURCES, index.sources(), prices.instrumentId());
            }
            batch[count++] = found;
            instrument.wrap(found);
            final long least = ContractValue.leastMarkSubTicks(instrument);
            final long most = instrument.maxMarkSubTicks();
            if (isOutside(prices.markSubTicks(), least, most) || isOutside(prices.indexSubTicks(), least, most))
            {
                return refusal.code();
            }
        }
        return ResultCode.ACCEPTED;
    }

    private int checkAssets(final PriceBatchDecoder.AssetPricesDecoder prices)
    {
        int count = 0;
        while (prices.hasNext())
        {
            prices.next();
            final int found = catalogue.assets().find(prices.assetId());
            if (found == 0)
            {
                return refusal.refuse(ResultCode.UNKNOWN_ASSET, 0, prices.assetId());
            }
            if (found == Catalogue.REFERENCE)
            {
                return refusal.refuse(ResultCode.REFERENCE_ASSET, 0, prices.assetId());
            }
            if (isInBatch(found, count))
            {
                return refusal.refuse(ResultCode.DUPLICATE_PRICE, 0, prices.assetId());
            }
            if (hasSources(indexes.ofAsset(found)))
            {
                return refusal.refuse(ResultCode.PRICED_BY_SOURCES, index.sources(), prices.assetId());
            }
            batch[count++] = found;
            asset.wrap(found);
            if (isOutside(prices.priceAtoms(), 1, asset.maxPriceAtoms()))
            {
                return refusal.code();
            }
        }
        return ResultCode.ACCEPTED;
    }

    private boolean hasSources(final int number)
    {
        index.wrap(number);
        return index.sources() != 0;
    }

    private boolean isInBatch(final int found, final int count)
    {
        for (int place = 0; place < count; place++)
        {
            if (batch[place] == found)
            {
                return true;
            }
        }
        return false;
    }

    private boolean isOutside(final long price, final long least, final long most)
    {
        if (price >= least && price <= most)
        {
            return false;
        }
        refusal.refuse(ResultCode.PRICE_OUT_OF_RANGE, price < least ? least : most, price);
        return true;
    }
}
