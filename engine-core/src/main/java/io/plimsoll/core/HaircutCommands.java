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

import io.plimsoll.core.codec.Refusal;
import io.plimsoll.core.codec.generated.SetHaircutBandsDecoder;
import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.margin.ListingRules;
import io.plimsoll.core.price.AssetRecord;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.InstrumentRecord;

/**
 * Haircut bands of a collateral asset: all of them anew, and only while nobody holds it and nothing settles in it, so
 * that no bound of an account rests on weights that are gone.
 */
final class HaircutCommands
{
    private static final int PPM = 1_000_000;

    private final Refusal refusal;
    private final Catalogue catalogue;
    private final AssetRecord asset;
    private final InstrumentRecord instrument;
    private final Int128 constant = new Int128();

    HaircutCommands(final Rooms rooms)
    {
        refusal = rooms.refusal;
        catalogue = rooms.catalogue;
        asset = catalogue.newAssetRecord();
        instrument = catalogue.newInstrumentRecord();
    }

    int set(final SetHaircutBandsDecoder command)
    {
        final int found = catalogue.assets().find(command.assetId());
        if (found == 0)
        {
            return refusal.refuse(ResultCode.UNKNOWN_ASSET, 0, command.assetId());
        }
        if (found == Catalogue.REFERENCE)
        {
            return refusal.refuse(ResultCode.REFERENCE_ASSET, 0, command.assetId());
        }
        asset.wrap(found);
        if (asset.custodyAtoms() != 0)
        {
            return refusal.refuse(ResultCode.ASSET_IN_USE, 0, asset.custodyAtoms());
        }
        final int settled = settledBy(found);
        if (settled != 0)
        {
            return refusal.refuse(ResultCode.ASSET_IN_USE, 0, settled);
        }
        final int code = check(command.bands());
        if (code == ResultCode.ACCEPTED)
        {
            command.sbeRewind();
            store(command.bands());
        }
        return code;
    }

    /** Id of an instrument that settles in an asset: its rates were listed for the weights that there are. */
    private int settledBy(final int assetIndex)
    {
        for (int index = 1; index <= catalogue.instruments().count(); index++)
        {
            instrument.wrap(index);
            if (instrument.settlementAsset() == assetIndex)
            {
                return instrument.instrumentId();
            }
        }
        return 0;
    }

    private int check(final SetHaircutBandsDecoder.BandsDecoder bands)
    {
        final int count = bands.count();
        if (count < 1 || count > AssetRecord.BANDS_MAX)
        {
            return refusal.refuse(
                ResultCode.FIELD_OUT_OF_RANGE, count < 1 ? 1 : AssetRecord.BANDS_MAX, count);
        }
        long lowerBefore = -1;
        int weightBefore = PPM;
        while (bands.hasNext())
        {
            bands.next();
            final boolean first = lowerBefore < 0;
            final long lower = bands.lowerValueAtoms();
            final int weight = bands.weightPpm();
            if (first ? lower != 0 : lower <= lowerBefore || lower > ListingRules.VALUE_MAX)
            {
                return refusal.refuse(ResultCode.BRACKETS_NOT_RISING, Math.max(0, lowerBefore), lower);
            }
            if (weight > weightBefore)
            {
                return refusal.refuse(ResultCode.BANDS_NOT_FALLING, weightBefore, weight);
            }
            if (weight < (first ? 1 : 0))
            {
                return refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, first ? 1 : 0, weight);
            }
            lowerBefore = lower;
            weightBefore = weight;
        }
        return ResultCode.ACCEPTED;
    }

    private void store(final SetHaircutBandsDecoder.BandsDecoder bands)
    {
        asset.clearBands();
        asset.bandCount(bands.count() - 1);
        constant.set(0);
        bands.next();
        asset.haircutWeightPpm(bands.weightPpm());
        int weightBefore = bands.weightPpm();
        for (int band = 1; bands.hasNext(); band++)
        {
            bands.next();
            constant.addProduct(bands.lowerValueAtoms(), weightBefore - bands.weightPpm());
            asset.band(band, bands.lowerValueAtoms(), bands.weightPpm(), constant);
            weightBefore = bands.weightPpm();
        }
    }
}
