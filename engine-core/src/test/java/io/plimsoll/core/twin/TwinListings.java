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
package io.plimsoll.core.twin;

import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.ResultCode;

import java.util.HashSet;
import java.util.Set;

/** Listings and prices of the twin; it trusts the terms, whose rules have tests of their own. */
final class TwinListings
{
    private final TwinState state;
    private final TwinRefusal refusal;
    private final EngineLimits limits;

    TwinListings(final TwinState state, final TwinRefusal refusal, final EngineLimits limits)
    {
        this.state = state;
        this.refusal = refusal;
        this.limits = limits;
    }

    void listAsset(final TwinAsset asset)
    {
        if (state.asset(asset.id) != null)
        {
            refusal.refuse(ResultCode.ALREADY_EXISTS, 0, asset.id);
        }
        else if (state.assets.size() == limits.assets())
        {
            refusal.refuseFull("assets", limits.assets());
        }
        else
        {
            state.assets.add(asset);
            asset.index = state.assets.size();
            asset.price = asset.index == 1 ? 1 : 0;
        }
    }

    void listInstrument(final TwinInstrument instrument)
    {
        if (state.instrument(instrument.id) != null)
        {
            refusal.refuse(ResultCode.ALREADY_EXISTS, 0, instrument.id);
        }
        else if (state.instruments.size() == limits.instruments())
        {
            refusal.refuseFull("instruments", limits.instruments());
        }
        else
        {
            instrument.settles = state.asset(instrument.settlementAsset);
            state.instruments.add(instrument);
            instrument.index = state.instruments.size();
        }
    }

    void listFuture(final TwinInstrument future)
    {
        final long windowNs = future.expireNs - future.samplesWanted * future.sampleNs;
        if (state.instrument(future.id) == null && state.instruments.size() < limits.instruments() &&
            windowNs <= state.timestampNs)
        {
            refusal.refuse(ResultCode.EXPIRY_PASSED, state.timestampNs, windowNs);
        }
        else
        {
            listInstrument(future);
        }
    }

    void listSpot(final TwinInstrument pair)
    {
        final TwinAsset base = state.asset(pair.baseId);
        final TwinAsset quote = state.asset(pair.quoteId);
        if (state.instrument(pair.id) != null)
        {
            refusal.refuse(ResultCode.ALREADY_EXISTS, 0, pair.id);
        }
        else if (base == null || quote == null)
        {
            refusal.refuse(ResultCode.UNKNOWN_ASSET, 0, base == null ? pair.baseId : pair.quoteId);
        }
        else if (quote.index != 1)
        {
            refusal.refuse(ResultCode.NOT_SUPPORTED, state.assets.get(0).id, quote.id);
        }
        else if (base.index == 1)
        {
            refusal.refuse(ResultCode.REFERENCE_ASSET, 0, base.id);
        }
        else if (pair.lotAtoms > base.maxBalance)
        {
            refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, base.maxBalance, pair.lotAtoms);
        }
        else if (Exact.product(pair.maxPosition, pair.lotAtoms).compareTo(Exact.big(base.maxBalance)) > 0)
        {
            refusal.refuse(ResultCode.LISTING_OVERFLOW, base.maxBalance, pair.maxPosition * pair.lotAtoms);
        }
        else
        {
            pair.base = base;
            listInstrument(pair);
        }
    }

    void setBands(final Command command)
    {
        final TwinAsset asset = state.asset(command.asset);
        if (asset == null || asset.index == 1)
        {
            refusal.refuse(
                asset == null ? ResultCode.UNKNOWN_ASSET : ResultCode.REFERENCE_ASSET, 0, command.asset);
        }
        else if (asset.custody != 0)
        {
            refusal.refuse(ResultCode.ASSET_IN_USE, 0, asset.custody);
        }
        else if (state.instruments.stream().anyMatch(instrument -> instrument.settles == asset))
        {
            refusal.refuse(ResultCode.ASSET_IN_USE, 0, state.instruments.stream()
                .filter(instrument -> instrument.settles == asset).findFirst().orElseThrow().id);
        }
        else
        {
            asset.lower = new long[command.bands.length];
            asset.weights = new int[command.bands.length];
            for (int band = 0; band < command.bands.length; band++)
            {
                asset.lower[band] = command.bands[band][0];
                asset.weights[band] = (int)command.bands[band][1];
            }
            asset.haircutPpm = asset.weights[0];
        }
    }

    void prices(final Command command)
    {
        final Set<Long> seen = new HashSet<>();
        for (final long[] mark : command.marks)
        {
            final TwinInstrument instrument = state.instrument((int)mark[0]);
            if (instrument == null || !seen.add(mark[0]))
            {
                refusal.refuse(
                    instrument == null ? ResultCode.UNKNOWN_INSTRUMENT : ResultCode.DUPLICATE_PRICE, 0, mark[0]);
                return;
            }
            if (state.oracle.of(instrument).isSourced())
            {
                refusal.refuse(
                    ResultCode.PRICED_BY_SOURCES, state.oracle.of(instrument).terms.sources.size(), mark[0]);
                return;
            }
            final long index = Command.indexOf(mark);
            final long least = instrument.leastMark();
            final long outside = mark[1] < least || mark[1] > instrument.maxMark ? mark[1] : index;
            if (outside < least || outside > instrument.maxMark)
            {
                refusal.refuse(ResultCode.PRICE_OUT_OF_RANGE, outside < least ? least : instrument.maxMark, outside);
                return;
            }
        }
        seen.clear();
        for (final long[] price : command.prices)
        {
            final TwinAsset asset = state.asset((int)price[0]);
            if (asset == null || asset.index == 1 || !seen.add(price[0]))
            {
                refusal.refuse(asset == null ? ResultCode.UNKNOWN_ASSET :
                    asset.index == 1 ? ResultCode.REFERENCE_ASSET : ResultCode.DUPLICATE_PRICE, 0, price[0]);
                return;
            }
            if (state.oracle.of(asset).isSourced())
            {
                refusal.refuse(ResultCode.PRICED_BY_SOURCES, state.oracle.of(asset).terms.sources.size(), price[0]);
                return;
            }
            if (price[1] < 1 || price[1] > asset.maxPrice)
            {
                refusal.refuse(ResultCode.PRICE_OUT_OF_RANGE, price[1] < 1 ? 1 : asset.maxPrice, price[1]);
                return;
            }
        }
        for (final long[] mark : command.marks)
        {
            final TwinInstrument moved = state.instrument((int)mark[0]);
            if (moved.stage == 2)
            {
                continue;
            }
            moved.mark = mark[1];
            moved.indexPrice = Command.indexOf(mark);
            moved.funding.observe(state.timestampNs, moved);
            state.stops.note(moved, 1);
            state.stops.note(moved, 2);
        }
        for (final long[] price : command.prices)
        {
            state.asset((int)price[0]).price = price[1];
        }
    }
}
