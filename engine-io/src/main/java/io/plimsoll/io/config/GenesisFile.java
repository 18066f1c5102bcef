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
package io.plimsoll.io.config;

import io.plimsoll.core.codec.generated.ClosePolicy;
import io.plimsoll.core.codec.generated.InstrumentKind;
import io.plimsoll.core.codec.generated.ListAssetEncoder;
import io.plimsoll.core.codec.generated.ListInstrumentEncoder;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The assets and instruments that a new epoch begins with. They become journaled commands, so a journal replays without
 * this file, and a later change of the file changes nothing in an epoch that has begun.
 *
 * <p>All other keys are {@code defaults}, from which the entries may take their values by substitution.
 */
public final class GenesisFile
{
    private static final List<String> TOP_KEYS = List.of("assets", "instruments");
    private static final String DEFAULTS = "defaults";
    private static final List<String> ASSET_KEYS = List.of(
        "id", "unit-atoms", "max-price-atoms", "max-balance-atoms", "haircut-weight-ppm", "margin-call-ppm",
        "margin-call-release-ppm");
    private static final List<String> INSTRUMENT_KEYS = List.of(
        "id", "kind", "settlement-asset", "contract-factor-atoms", "sub-ticks-per-tick", "min-mark-sub-ticks",
        "max-mark-sub-ticks", "max-position-lots", "min-notional-atoms", "taker-fee-ppm", "maker-fee-ppm",
        "liquidation-fee-ppm", "theta-ppm", "penalty-beta-ppm", "initial-factor-ppm", "max-leverage",
        "oracle-band-ppm", "close-policy", "brackets");
    private static final List<String> BRACKET_KEYS = List.of(
        "lower-notional-atoms", "maintenance-rate-ppm", "penalty-rate-ppm");

    private GenesisFile()
    {
    }

    /**
     * Reads a file.
     *
     * @param path of the file.
     * @return the commands, assets first, in the order of the file.
     * @throws ConfigurationException whose message is one sentence.
     */
    public static List<DirectBuffer> read(final Path path)
    {
        final ConfigurationFile file = ConfigurationFile.read(path);
        file.without(DEFAULTS).requireKnown(TOP_KEYS);
        final List<DirectBuffer> commands = new ArrayList<>();
        for (final ConfigurationFile asset : file.objects("assets"))
        {
            asset.requireKnown(ASSET_KEYS);
            commands.add(listAsset(asset));
        }
        for (final ConfigurationFile instrument : file.objects("instruments"))
        {
            instrument.requireKnown(INSTRUMENT_KEYS);
            commands.add(listInstrument(instrument));
        }
        return commands;
    }

    private static DirectBuffer listAsset(final ConfigurationFile asset)
    {
        final UnsafeBuffer buffer = buffer(ListAssetEncoder.BLOCK_LENGTH);
        new ListAssetEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
            .clientSequence(0)
            .unitAtoms(asset.number("unit-atoms"))
            .maxPriceAtoms(asset.number("max-price-atoms"))
            .maxBalanceAtoms(asset.number("max-balance-atoms"))
            .assetId(asset.integer("id"))
            .haircutWeightPpm(asset.integer("haircut-weight-ppm"))
            .marginCallPpm(asset.integer("margin-call-ppm"))
            .marginCallReleasePpm(asset.integer("margin-call-release-ppm"));
        return buffer;
    }

    private static DirectBuffer listInstrument(final ConfigurationFile instrument)
    {
        final List<ConfigurationFile> brackets = instrument.objects("brackets");
        final int groupLength = ListInstrumentEncoder.BracketsEncoder.sbeHeaderSize() +
            brackets.size() * ListInstrumentEncoder.BracketsEncoder.sbeBlockLength();
        final UnsafeBuffer buffer = buffer(ListInstrumentEncoder.BLOCK_LENGTH + groupLength);
        final ListInstrumentEncoder encoder = new ListInstrumentEncoder()
            .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        encodeScales(instrument, encoder);
        encodeModel(instrument, encoder);
        final ListInstrumentEncoder.BracketsEncoder group = encoder.bracketsCount(brackets.size());
        for (final ConfigurationFile bracket : brackets)
        {
            bracket.requireKnown(BRACKET_KEYS);
            group.next()
                .lowerNotionalAtoms(bracket.number("lower-notional-atoms"))
                .maintenanceRatePpm(bracket.integer("maintenance-rate-ppm"))
                .penaltyRatePpm(bracket.integer("penalty-rate-ppm"));
        }
        return buffer;
    }

    private static void encodeScales(final ConfigurationFile instrument, final ListInstrumentEncoder encoder)
    {
        encoder
            .clientSequence(0)
            .contractFactorAtoms(instrument.number("contract-factor-atoms"))
            .subTicksPerTick(instrument.number("sub-ticks-per-tick"))
            .minMarkSubTicks(instrument.number("min-mark-sub-ticks"))
            .maxMarkSubTicks(instrument.number("max-mark-sub-ticks"))
            .maxPositionLots(instrument.number("max-position-lots"))
            .minNotionalAtoms(instrument.number("min-notional-atoms"))
            .instrumentId(instrument.integer("id"))
            .settlementAssetId(instrument.integer("settlement-asset"));
    }

    private static void encodeModel(final ConfigurationFile instrument, final ListInstrumentEncoder encoder)
    {
        encoder
            .takerFeePpm(instrument.integer("taker-fee-ppm"))
            .makerFeePpm(instrument.integer("maker-fee-ppm"))
            .liquidationFeePpm(instrument.integer("liquidation-fee-ppm"))
            .thetaPpm(instrument.integer("theta-ppm"))
            .penaltyBetaPpm(instrument.integer("penalty-beta-ppm"))
            .initialFactorPpm(instrument.integer("initial-factor-ppm"))
            .maxLeverage(instrument.integer("max-leverage"))
            .oracleBandPpm(instrument.integer("oracle-band-ppm"))
            .kind(InstrumentKind.LINEAR_PERPETUAL)
            .closePolicy(ClosePolicy.PARTIAL);
        instrument.word("kind", Map.of("linear-perpetual", InstrumentKind.LINEAR_PERPETUAL), encoder::kind);
        instrument.word("close-policy",
            Map.of("partial", ClosePolicy.PARTIAL, "full", ClosePolicy.FULL), encoder::closePolicy);
    }

    private static UnsafeBuffer buffer(final int length)
    {
        return new UnsafeBuffer(ByteBuffer.allocateDirect(MessageHeaderEncoder.ENCODED_LENGTH + length));
    }
}
