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
import io.plimsoll.core.codec.generated.InstrumentKind;
import io.plimsoll.core.codec.generated.ListAssetDecoder;
import io.plimsoll.core.codec.generated.ListFutureDecoder;
import io.plimsoll.core.codec.generated.ListInstrumentDecoder;
import io.plimsoll.core.codec.generated.ListSpotDecoder;
import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.margin.ListingRules;
import io.plimsoll.core.margin.KeyScale;
import io.plimsoll.core.price.AssetRecord;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.Contracts;
import io.plimsoll.core.price.InstrumentRecord;

/** Listing of assets and instruments. The first asset becomes the reference asset and has the price 1 for ever. */
final class ListingCommands
{
    private final Refusal refusal;
    private final Catalogue catalogue;
    private final ListingRules rules;
    private final Contracts contracts;
    private final OrderTerms terms;
    private final AssetRecord asset;
    private final InstrumentRecord instrument;
    private final Int128 deduction = new Int128();

    ListingCommands(final Rooms rooms)
    {
        refusal = rooms.refusal;
        catalogue = rooms.catalogue;
        rules = rooms.listingRules;
        contracts = rooms.contracts;
        terms = rooms.books.terms();
        asset = catalogue.newAssetRecord();
        instrument = catalogue.newInstrumentRecord();
    }

    int listAsset(final ListAssetDecoder command)
    {
        final boolean reference = catalogue.assets().count() == 0;
        if (catalogue.assets().find(command.assetId()) != 0)
        {
            return refusal.refuse(ResultCode.ALREADY_EXISTS, 0, command.assetId());
        }
        if (!catalogue.assets().hasRoom())
        {
            return refusal.refuseFull(catalogue.assets().slab());
        }
        final int code = rules.check(command, reference);
        if (code != ResultCode.ACCEPTED)
        {
            return code;
        }
        asset.wrap(catalogue.assets().add(command.assetId()));
        asset.assetId(command.assetId());
        asset.haircutWeightPpm(command.haircutWeightPpm());
        asset.marginCallPpm(command.marginCallPpm());
        asset.marginCallReleasePpm(command.marginCallReleasePpm());
        asset.unitAtoms(command.unitAtoms());
        asset.maxPriceAtoms(command.maxPriceAtoms());
        asset.maxBalanceAtoms(command.maxBalanceAtoms());
        asset.priceAtoms(reference ? 1 : 0);
        return ResultCode.ACCEPTED;
    }

    int listInstrument(final ListInstrumentDecoder command)
    {
        final int code = check(command, InstrumentKind.LINEAR_PERPETUAL, InstrumentKind.INVERSE_PERPETUAL);
        if (code == ResultCode.ACCEPTED)
        {
            add(command);
        }
        return code;
    }

    /**
     * Lists a dated future.
     *
     * @param command its terms as an instrument, read from the same bytes.
     * @param dates   when it ends.
     */
    int listFuture(final ListInstrumentDecoder command, final ListFutureDecoder dates)
    {
        int code = check(command, InstrumentKind.DATED_FUTURE, InstrumentKind.INVERSE_FUTURE);
        code = code == ResultCode.ACCEPTED ? rules.check(dates, terms.nowNs()) : code;
        if (code == ResultCode.ACCEPTED)
        {
            add(command);
            contracts.begin(instrument.index(), instrument.instrumentId(), dates.expireTimeNs(),
                dates.windowSamples(), dates.sampleIntervalNs());
        }
        return code;
    }

    /** Lists a spot pair of a base asset against the reference asset. */
    int listSpot(final ListSpotDecoder command)
    {
        if (catalogue.instruments().find(command.instrumentId()) != 0)
        {
            return refusal.refuse(ResultCode.ALREADY_EXISTS, 0, command.instrumentId());
        }
        final int base = catalogue.assets().find(command.baseAssetId());
        final int quote = catalogue.assets().find(command.quoteAssetId());
        if (base == 0 || quote == 0)
        {
            return refusal.refuse(
                ResultCode.UNKNOWN_ASSET, 0, base == 0 ? command.baseAssetId() : command.quoteAssetId());
        }
        if (quote != Catalogue.REFERENCE)
        {
            asset.wrap(Catalogue.REFERENCE);
            return refusal.refuse(ResultCode.NOT_SUPPORTED, asset.assetId(), command.quoteAssetId());
        }
        if (base == Catalogue.REFERENCE)
        {
            return refusal.refuse(ResultCode.REFERENCE_ASSET, 0, command.baseAssetId());
        }
        if (!catalogue.instruments().hasRoom())
        {
            return refusal.refuseFull(catalogue.instruments().slab());
        }
        asset.wrap(base);
        final int code = rules.check(command, asset.maxBalanceAtoms());
        if (code == ResultCode.ACCEPTED)
        {
            add(command);
            contracts.pair(instrument.index(), base, command.lotAtoms());
        }
        return code;
    }

    private void add(final ListSpotDecoder command)
    {
        instrument.wrap(catalogue.instruments().add(command.instrumentId()));
        instrument.instrumentId(command.instrumentId());
        instrument.settlementAsset(Catalogue.REFERENCE);
        instrument.windowLowSubTicks(0);
        instrument.windowHighSubTicks(Long.MAX_VALUE);
        instrument.contractFactorAtoms(command.contractFactorAtoms());
        instrument.markFactorAtoms(command.contractFactorAtoms() / command.subTicksPerTick());
        instrument.subTicksPerTick(command.subTicksPerTick());
        instrument.minMarkSubTicks(command.minMarkSubTicks());
        instrument.maxMarkSubTicks(command.maxMarkSubTicks());
        instrument.maxPositionLots(command.maxOrderLots());
        instrument.takerFeePpm(command.takerFeePpm());
        instrument.makerFeePpm(command.makerFeePpm());
        instrument.oracleBandPpm(command.oracleBandPpm());
        instrument.kind(InstrumentKind.SPOT.value());
    }

    private int check(
        final ListInstrumentDecoder command, final InstrumentKind kind, final InstrumentKind inverseKind)
    {
        if (catalogue.instruments().find(command.instrumentId()) != 0)
        {
            return refusal.refuse(ResultCode.ALREADY_EXISTS, 0, command.instrumentId());
        }
        final int settlement = catalogue.assets().find(command.settlementAssetId());
        if (settlement == 0)
        {
            return refusal.refuse(ResultCode.UNKNOWN_ASSET, 0, command.settlementAssetId());
        }
        asset.wrap(settlement);
        if (asset.priceAtoms() == 0)
        {
            return refusal.refuse(ResultCode.MARK_MISSING, 0, command.settlementAssetId());
        }
        if (!catalogue.instruments().hasRoom())
        {
            return refusal.refuseFull(catalogue.instruments().slab());
        }
        return rules.check(command, kind, inverseKind, asset);
    }

    private void add(final ListInstrumentDecoder command)
    {
        final boolean inverse = command.kindRaw() >= InstrumentKind.INVERSE_PERPETUAL.value();
        final long markFactor = inverse ? command.contractFactorAtoms() * command.subTicksPerTick() :
            command.contractFactorAtoms() / command.subTicksPerTick();
        instrument.wrap(catalogue.instruments().add(command.instrumentId()));
        instrument.instrumentId(command.instrumentId());
        instrument.settlementAsset(catalogue.assets().find(command.settlementAssetId()));
        instrument.windowLowSubTicks(0);
        instrument.windowHighSubTicks(Long.MAX_VALUE);
        instrument.contractFactorAtoms(command.contractFactorAtoms());
        instrument.markFactorAtoms(markFactor);
        instrument.subTicksPerTick(command.subTicksPerTick());
        instrument.minMarkSubTicks(command.minMarkSubTicks());
        instrument.maxMarkSubTicks(command.maxMarkSubTicks());
        instrument.maxPositionLots(command.maxPositionLots());
        instrument.minNotionalAtoms(command.minNotionalAtoms());
        instrument.takerFeePpm(command.takerFeePpm());
        instrument.makerFeePpm(command.makerFeePpm());
        instrument.liquidationFeePpm(command.liquidationFeePpm());
        instrument.thetaPpm(command.thetaPpm());
        instrument.penaltyBetaPpm(command.penaltyBetaPpm());
        instrument.initialFactorPpm(command.initialFactorPpm());
        instrument.maxLeverage(command.maxLeverage());
        instrument.oracleBandPpm(command.oracleBandPpm());
        instrument.keyShift(inverse ? 0 : KeyScale.keyShift(command.maxMarkSubTicks(), markFactor));
        instrument.kind(command.kindRaw());
        instrument.closePolicy(command.closePolicyRaw());
        addBrackets(command);
    }

    private void addBrackets(final ListInstrumentDecoder command)
    {
        command.sbeRewind();
        final ListInstrumentDecoder.BracketsDecoder brackets = command.brackets();
        instrument.bracketCount(brackets.count());
        deduction.set(0);
        int rateBefore = 0;
        for (int bracket = 0; brackets.hasNext(); bracket++)
        {
            brackets.next();
            final int rate = brackets.maintenanceRatePpm();
            deduction.addProduct(brackets.lowerNotionalAtoms(), rate - rateBefore);
            instrument.bracket(bracket, brackets.lowerNotionalAtoms(), rate, brackets.penaltyRatePpm(), deduction);
            rateBefore = rate;
        }
        instrument.baseRatePpm(instrument.bracketRatePpm(0));
    }
}
