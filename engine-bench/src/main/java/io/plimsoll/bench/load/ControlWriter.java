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
package io.plimsoll.bench.load;

import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.codec.generated.IndexTarget;
import io.plimsoll.core.codec.generated.InstrumentState;
import io.plimsoll.core.codec.generated.KillScope;
import io.plimsoll.core.codec.generated.KillSwitchEncoder;
import io.plimsoll.core.codec.generated.ListSpotEncoder;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.OraclePricesEncoder;
import io.plimsoll.core.codec.generated.SetHaircutBandsEncoder;
import io.plimsoll.core.codec.generated.SetIndexSourcesEncoder;
import io.plimsoll.core.codec.generated.SetInstrumentStateEncoder;
import io.plimsoll.core.codec.generated.SourceKind;
import io.plimsoll.core.codec.generated.SwitchAction;
import io.plimsoll.core.codec.generated.TransferEncoder;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes commands of operators and oracles at the start of its buffer; each method returns the length. */
final class ControlWriter
{
    private static final int OUTLIER_PPM = 10_000;
    private static final int OUTLIER_FACTOR = 5;
    private static final int CONFIDENCE_MAX_PPM = 20_000;
    private static final int CONFIDENCE_SHARE = 5_000;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[EngineLimits.COMMAND_LENGTH_MAX]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ListSpotEncoder listSpot = new ListSpotEncoder();
    private final SetHaircutBandsEncoder setBands = new SetHaircutBandsEncoder();
    private final SetIndexSourcesEncoder setSources = new SetIndexSourcesEncoder();
    private final OraclePricesEncoder oraclePrices = new OraclePricesEncoder();
    private final KillSwitchEncoder killSwitch = new KillSwitchEncoder();
    private final SetInstrumentStateEncoder setState = new SetInstrumentStateEncoder();
    private final TransferEncoder transfer = new TransferEncoder();
    private long clientSequence;

    /** What the sources of an index say at a time, each its own price. */
    record Quotes(IndexTarget target, int targetId, long timestampNs, long sourceSequence, long[] prices)
    {
    }

    UnsafeBuffer buffer()
    {
        return buffer;
    }

    /** Lists a pair in which a lot is one unit of the base asset. */
    int listSpot(
        final int instrumentId,
        final int baseAssetId,
        final long lotAtoms,
        final long factorAtoms,
        final long subTicksPerTick,
        final long maxMarkSubTicks)
    {
        return length(listSpot.wrapAndApplyHeader(buffer, 0, header).clientSequence(++clientSequence)
            .contractFactorAtoms(factorAtoms).subTicksPerTick(subTicksPerTick)
            .minMarkSubTicks(1).maxMarkSubTicks(maxMarkSubTicks).maxOrderLots(1_000).lotAtoms(lotAtoms)
            .instrumentId(instrumentId).baseAssetId(baseAssetId).quoteAssetId(CommandWriter.CASH)
            .takerFeePpm(100).makerFeePpm(0).oracleBandPpm(50_000).encodedLength());
    }

    /** Weights of an asset by the value of a balance, falling by a tenth from band to band. */
    int setBands(final int assetId, final long widthAtoms, final int bands, final int weightPpm)
    {
        final SetHaircutBandsEncoder.BandsEncoder group = setBands.wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(++clientSequence).assetId(assetId).padding(0).bandsCount(bands);
        int weight = weightPpm;
        for (int band = 0; band < bands; band++)
        {
            group.next().lowerValueAtoms(band * widthAtoms).weightPpm(weight).padding(0);
            weight -= weight / 10;
        }
        return length(setBands.encodedLength());
    }

    /** Sources of an index, numbered from 1. */
    int setSources(final IndexTarget target, final int targetId, final int sources, final int slowPpmPerSecond)
    {
        final SetIndexSourcesEncoder.SourcesEncoder group = setSources.wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(++clientSequence).maxAgeNs(20_000).windowNs(10_000).sampleNs(500).basisNs(5_000)
            .targetId(targetId).maxConfidencePpm(CONFIDENCE_MAX_PPM).outlierPpm(OUTLIER_PPM)
            .outlierFactor(OUTLIER_FACTOR).stepPpm(100_000).windowPpm(300_000).divergencePpm(50_000)
            .slowPpmPerSecond(slowPpmPerSecond).minWeight(1).minSources(1).targetKind(target)
            .padding1((short)0).padding2(0).padding3(0).sourcesCount(sources);
        for (int source = 1; source <= sources; source++)
        {
            group.next().sourceId(source).weight(1).kind(SourceKind.MARKET).padding1((short)0).padding2(0);
        }
        return length(setSources.encodedLength());
    }

    /** What the sources of one index say. */
    int oraclePrices(final Quotes quotes)
    {
        final OraclePricesEncoder.PricesEncoder group = oraclePrices.wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(++clientSequence).pricesCount(quotes.prices().length);
        for (int source = 1; source <= quotes.prices().length; source++)
        {
            final long price = quotes.prices()[source - 1];
            group.next().price(price).confidence(price / CONFIDENCE_SHARE).sourceTimestampNs(quotes.timestampNs())
                .sourceSequence(quotes.sourceSequence()).targetId(quotes.targetId()).sourceId(source)
                .targetKind(quotes.target()).padding1((short)0).padding2(0).padding3(0);
        }
        return length(oraclePrices.encodedLength());
    }

    /** Engages a kill switch, or releases it. */
    int killSwitch(final KillScope scope, final long targetId, final boolean engages)
    {
        return length(killSwitch.wrapAndApplyHeader(buffer, 0, header).clientSequence(++clientSequence)
            .targetId(targetId).reasonCode(0).scope(scope)
            .action(engages ? SwitchAction.ENGAGE : SwitchAction.RELEASE).padding(0).encodedLength());
    }

    /** Moves an instrument to another state. */
    int setState(final int instrumentId, final InstrumentState state)
    {
        return length(setState.wrapAndApplyHeader(buffer, 0, header).clientSequence(++clientSequence)
            .instrumentId(instrumentId).state(state).padding1((short)0).padding2(0).encodedLength());
    }

    /** Moves an asset from one account to another. */
    int transfer(final long fromAccountId, final long toAccountId, final int assetId, final long amountAtoms)
    {
        return length(transfer.wrapAndApplyHeader(buffer, 0, header).clientSequence(++clientSequence)
            .fromAccountId(fromAccountId).toAccountId(toAccountId).amountAtoms(amountAtoms).assetId(assetId)
            .encodedLength());
    }

    private static int length(final int encodedLength)
    {
        return MessageHeaderEncoder.ENCODED_LENGTH + encodedLength;
    }
}
