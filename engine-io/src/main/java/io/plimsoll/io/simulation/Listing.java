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

import io.plimsoll.core.codec.generated.ClosePolicy;
import io.plimsoll.core.codec.generated.InstrumentKind;
import io.plimsoll.core.codec.generated.ListAssetEncoder;
import io.plimsoll.core.codec.generated.ListInstrumentEncoder;
import java.util.List;

/**
 * What happens before the first price: the quote asset and the markets are listed, and the makers are given accounts
 * and funds.
 */
final class Listing
{
    /** Id of the quote asset, in which everything settles. */
    static final int ASSET_ID = 1;

    private static final long MAX_BALANCE_ATOMS = 1L << 60;

    private Listing()
    {
    }

    static void plan(
        final Wave wave,
        final SimulationTerms terms,
        final List<Market> markets,
        final ClosePolicy policy,
        final long makerFundsAtoms)
    {
        planAsset(wave, terms.asset);
        for (final Market market : markets)
        {
            planInstrument(wave, terms.instrument, market, policy);
        }
        for (int maker = 0; maker < terms.makers.count; maker++)
        {
            wave.openAccount(Note.of(Note.SETUP, 0), AccountBook.idOf(maker));
            wave.deposit(Note.of(Note.SETUP, 0), AccountBook.idOf(maker), makerFundsAtoms, ASSET_ID);
        }
    }

    private static void planAsset(final Wave wave, final SimulationTerms.Asset terms)
    {
        final ListAssetEncoder asset = wave.listAsset();
        asset.unitAtoms(1)
            .maxPriceAtoms(1)
            .maxBalanceAtoms(MAX_BALANCE_ATOMS)
            .assetId(ASSET_ID)
            .haircutWeightPpm((int)SimulationTerms.PPM)
            .marginCallPpm(terms.marginCallPpm)
            .marginCallReleasePpm(terms.marginCallReleasePpm);
        wave.end(Note.of(Note.SETUP, 0), asset.limit());
    }

    private static void planInstrument(
        final Wave wave, final SimulationTerms.Instrument terms, final Market market, final ClosePolicy policy)
    {
        final MarketScale scale = market.scale;
        final ListInstrumentEncoder instrument = wave.listInstrument();
        instrument.contractFactorAtoms(scale.contractFactorAtoms)
            .subTicksPerTick(scale.subTicksPerTick)
            .minMarkSubTicks(scale.minMarkSubTicks)
            .maxMarkSubTicks(scale.maxMarkSubTicks)
            .maxPositionLots(scale.maxPositionLots)
            .minNotionalAtoms(terms.minNotionalAtoms)
            .instrumentId(market.instrumentId)
            .settlementAssetId(ASSET_ID)
            .takerFeePpm(terms.takerFeePpm)
            .makerFeePpm(terms.makerFeePpm)
            .liquidationFeePpm(terms.liquidationFeePpm)
            .thetaPpm(terms.thetaPpm)
            .penaltyBetaPpm(terms.penaltyBetaPpm)
            .initialFactorPpm(terms.initialFactorPpm)
            .maxLeverage(terms.maxLeverage)
            .oracleBandPpm(terms.oracleBandPpm)
            .kind(InstrumentKind.LINEAR_PERPETUAL)
            .closePolicy(policy);
        final ListInstrumentEncoder.BracketsEncoder brackets =
            instrument.bracketsCount(terms.bracketLowerAtoms.length);
        for (int i = 0; i < terms.bracketLowerAtoms.length; i++)
        {
            brackets.next()
                .lowerNotionalAtoms(terms.bracketLowerAtoms[i])
                .maintenanceRatePpm(terms.bracketMaintenancePpm[i])
                .penaltyRatePpm(terms.bracketPenaltyPpm[i]);
        }
        wave.end(Note.of(Note.SETUP, 0), instrument.limit());
    }
}
