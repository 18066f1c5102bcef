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
import io.plimsoll.core.codec.generated.ListFutureEncoder;
import io.plimsoll.core.codec.generated.ListInstrumentEncoder;
import io.plimsoll.core.codec.generated.ListSpotEncoder;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.PriceBatchEncoder;
import io.plimsoll.core.codec.generated.SetFundingEncoder;
import io.plimsoll.core.codec.generated.SetHaircutBandsEncoder;
import io.plimsoll.core.codec.generated.SetLoanTermsEncoder;
import io.plimsoll.core.codec.generated.SetVolatilityEncoder;
import io.plimsoll.core.codec.generated.SetWithdrawRuleEncoder;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
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
    private static final List<String> TOP_KEYS = List.of(
        "assets", "instruments", "indexes", "venues", "withdraw-notional-ppm");
    private static final String DEFAULTS = "defaults";
    private static final List<String> ASSET_KEYS = List.of(
        "id", "unit-atoms", "max-price-atoms", "max-balance-atoms", "haircut-weight-ppm", "margin-call-ppm",
        "margin-call-release-ppm", "haircut-bands", "price-atoms", "loan-interval", "loan-reserve-atoms",
        "loan-liability-weight-ppm", "loan-theta-ppm", "loan-initial-factor-ppm", "loan-interest-ppm",
        "loan-reserve-share-ppm", "loan-minimum-atoms");
    private static final List<String> BAND_KEYS = List.of("lower-value-atoms", "weight-ppm");
    private static final List<String> INSTRUMENT_KEYS = List.of(
        "id", "kind", "settlement-asset", "contract-factor-atoms", "sub-ticks-per-tick", "min-mark-sub-ticks",
        "max-mark-sub-ticks", "max-position-lots", "min-notional-atoms", "taker-fee-ppm", "maker-fee-ppm",
        "liquidation-fee-ppm", "theta-ppm", "penalty-beta-ppm", "initial-factor-ppm", "max-leverage",
        "oracle-band-ppm", "close-policy", "brackets");
    private static final List<String> FUNDING_KEYS = List.of("funding-interval", "funding-interest-ppm");
    private static final List<String> SPOT_KEYS = List.of(
        "id", "kind", "base-asset", "quote-asset", "contract-factor-atoms", "sub-ticks-per-tick",
        "min-mark-sub-ticks", "max-mark-sub-ticks", "max-order-lots", "lot-atoms", "taker-fee-ppm", "maker-fee-ppm",
        "oracle-band-ppm");
    private static final List<String> VOLATILITY_KEYS = List.of(
        "volatility-clock", "volatility-ramp", "volatility-lambda-ppm", "volatility-clip-ppb", "volatility-multiplier",
        "volatility-horizon", "volatility-max-rate-ppm", "volatility-step-ppm");
    private static final List<String> FUTURE_KEYS = List.of("expire-time", "window-samples", "sample-interval");
    private static final Map<String, InstrumentKind> KINDS = Map.of(
        "linear-perpetual", InstrumentKind.LINEAR_PERPETUAL, "dated-future", InstrumentKind.DATED_FUTURE,
        "spot", InstrumentKind.SPOT, "inverse-perpetual", InstrumentKind.INVERSE_PERPETUAL,
        "inverse-future", InstrumentKind.INVERSE_FUTURE);
    private static final long NS_PER_SECOND = 1_000_000_000L;

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
        final BracketGenesis brackets = new BracketGenesis();
        for (final ConfigurationFile asset : file.objects("assets"))
        {
            asset.requireKnown(ASSET_KEYS);
            commands.add(listAsset(asset));
            if (!asset.objects("haircut-bands").isEmpty())
            {
                commands.add(setHaircutBands(asset));
            }
            asset.duration("loan-interval", intervalNs -> commands.add(setLoanTerms(asset, intervalNs)));
            asset.number("price-atoms", price -> commands.add(price(asset, price)));
        }
        for (final ConfigurationFile instrument : file.objects("instruments"))
        {
            commands.add(listInstrument(instrument, brackets));
            instrument.duration("funding-interval", intervalNs -> commands.add(setFunding(instrument, intervalNs)));
            ExposureGenesis.add(instrument, commands);
            instrument.duration("volatility-clock", clockNs -> commands.add(setVolatility(instrument, clockNs)));
        }
        file.integer("withdraw-notional-ppm", ppm -> commands.add(setWithdrawRule(ppm)));
        for (final ConfigurationFile index : file.objects("indexes"))
        {
            commands.add(IndexGenesis.command(index));
        }
        for (final ConfigurationFile venue : file.objects("venues"))
        {
            commands.add(VenueGenesis.command(venue));
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

    /** The price of an asset that instruments settle in, which it must have before they are listed. */
    private static DirectBuffer price(final ConfigurationFile asset, final long priceAtoms)
    {
        final UnsafeBuffer buffer = buffer(PriceBatchEncoder.BLOCK_LENGTH +
            PriceBatchEncoder.InstrumentPricesEncoder.sbeHeaderSize() +
            PriceBatchEncoder.AssetPricesEncoder.sbeHeaderSize() +
            PriceBatchEncoder.AssetPricesEncoder.sbeBlockLength());
        final PriceBatchEncoder encoder = new PriceBatchEncoder()
            .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
            .clientSequence(0);
        encoder.instrumentPricesCount(0);
        encoder.assetPricesCount(1).next()
            .priceAtoms(priceAtoms)
            .assetId(asset.integer("id"))
            .padding(0);
        return buffer;
    }

    private static DirectBuffer setWithdrawRule(final int notionalPpm)
    {
        final UnsafeBuffer buffer = buffer(SetWithdrawRuleEncoder.BLOCK_LENGTH);
        new SetWithdrawRuleEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
            .clientSequence(0)
            .notionalPpm(notionalPpm);
        return buffer;
    }

    private static DirectBuffer setHaircutBands(final ConfigurationFile asset)
    {
        final List<ConfigurationFile> bands = asset.objects("haircut-bands");
        final UnsafeBuffer buffer = buffer(SetHaircutBandsEncoder.BLOCK_LENGTH +
            SetHaircutBandsEncoder.BandsEncoder.sbeHeaderSize() +
            bands.size() * SetHaircutBandsEncoder.BandsEncoder.sbeBlockLength());
        final SetHaircutBandsEncoder.BandsEncoder group = new SetHaircutBandsEncoder()
            .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
            .clientSequence(0)
            .assetId(asset.integer("id"))
            .bandsCount(bands.size());
        for (final ConfigurationFile band : bands)
        {
            band.requireKnown(BAND_KEYS);
            group.next()
                .lowerValueAtoms(band.number("lower-value-atoms"))
                .weightPpm(band.integer("weight-ppm"));
        }
        return buffer;
    }

    private static DirectBuffer setLoanTerms(final ConfigurationFile asset, final long intervalNs)
    {
        final UnsafeBuffer buffer = buffer(SetLoanTermsEncoder.BLOCK_LENGTH);
        final SetLoanTermsEncoder terms =
            new SetLoanTermsEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        asset.number("loan-minimum-atoms", terms::minimumAtoms);
        terms
            .clientSequence(0)
            .intervalNs(intervalNs)
            .reserveAtoms(asset.number("loan-reserve-atoms"))
            .assetId(asset.integer("id"))
            .liabilityWeightPpm(asset.integer("loan-liability-weight-ppm"))
            .thetaPpm(asset.integer("loan-theta-ppm"))
            .initialFactorPpm(asset.integer("loan-initial-factor-ppm"))
            .interestPpm(asset.integer("loan-interest-ppm"))
            .reserveSharePpm(asset.integer("loan-reserve-share-ppm"));
        return buffer;
    }

    private static DirectBuffer listInstrument(final ConfigurationFile instrument, final BracketGenesis brackets)
    {
        final InstrumentKind[] kind = {InstrumentKind.LINEAR_PERPETUAL};
        instrument.word("kind", KINDS, value -> kind[0] = value);
        switch (kind[0])
        {
            case DATED_FUTURE:
            case INVERSE_FUTURE:
                return listFuture(instrument, brackets, kind[0]);
            case SPOT:
                return listSpot(instrument);
            default:
                return listPerpetual(instrument, brackets, kind[0]);
        }
    }

    private static DirectBuffer listSpot(final ConfigurationFile pair)
    {
        pair.requireKnown(SPOT_KEYS);
        final UnsafeBuffer buffer = buffer(ListSpotEncoder.BLOCK_LENGTH);
        new ListSpotEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
            .clientSequence(0)
            .contractFactorAtoms(pair.number("contract-factor-atoms"))
            .subTicksPerTick(pair.number("sub-ticks-per-tick"))
            .minMarkSubTicks(pair.number("min-mark-sub-ticks"))
            .maxMarkSubTicks(pair.number("max-mark-sub-ticks"))
            .maxOrderLots(pair.number("max-order-lots"))
            .lotAtoms(pair.number("lot-atoms"))
            .instrumentId(pair.integer("id"))
            .baseAssetId(pair.integer("base-asset"))
            .quoteAssetId(pair.integer("quote-asset"))
            .takerFeePpm(pair.integer("taker-fee-ppm"))
            .makerFeePpm(pair.integer("maker-fee-ppm"))
            .oracleBandPpm(pair.integer("oracle-band-ppm"));
        return buffer;
    }

    private static DirectBuffer listPerpetual(
        final ConfigurationFile instrument, final BracketGenesis brackets, final InstrumentKind kind)
    {
        instrument.requireKnown(known(
            List.of(INSTRUMENT_KEYS, FUNDING_KEYS, VOLATILITY_KEYS, ExposureGenesis.KEYS,
            BracketGenesis.KEYS)));
        brackets.read(instrument);
        final UnsafeBuffer buffer = buffer(ListInstrumentEncoder.BLOCK_LENGTH + brackets.groupLength());
        final ListInstrumentEncoder encoder = new ListInstrumentEncoder()
            .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        encodeScales(instrument, encoder);
        encodeModel(instrument, brackets, encoder, kind);
        brackets.encode(buffer, ListInstrumentEncoder.BLOCK_LENGTH);
        return buffer;
    }

    /** The block of a dated future begins as that of any instrument. */
    private static DirectBuffer listFuture(
        final ConfigurationFile instrument, final BracketGenesis brackets, final InstrumentKind kind)
    {
        instrument.requireKnown(known(
            List.of(INSTRUMENT_KEYS, FUTURE_KEYS, VOLATILITY_KEYS, ExposureGenesis.KEYS,
            BracketGenesis.KEYS)));
        brackets.read(instrument);
        final UnsafeBuffer buffer = buffer(ListFutureEncoder.BLOCK_LENGTH + brackets.groupLength());
        final ListInstrumentEncoder terms = new ListInstrumentEncoder()
            .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        encodeScales(instrument, terms);
        encodeModel(instrument, brackets, terms, kind);
        final ListFutureEncoder dates = new ListFutureEncoder()
            .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
            .windowSamples(instrument.integer("window-samples"))
            .expireTimeNs(instant(instrument, "expire-time"));
        instrument.text("sample-interval");
        instrument.duration("sample-interval", dates::sampleIntervalNs);
        brackets.encode(buffer, ListFutureEncoder.BLOCK_LENGTH);
        return buffer;
    }

    private static long instant(final ConfigurationFile instrument, final String key)
    {
        final String text = instrument.text(key);
        try
        {
            final Instant instant = Instant.parse(text);
            return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), NS_PER_SECOND), instant.getNano());
        }
        catch (final DateTimeParseException | ArithmeticException ex)
        {
            throw instrument.wrong(key, "is '" + text + "', but must be an instant such as 2030-12-27T08:00:00Z");
        }
    }

    private static List<String> known(final List<List<String>> keys)
    {
        return keys.stream().flatMap(List::stream).toList();
    }

    private static DirectBuffer setVolatility(final ConfigurationFile instrument, final long clockNs)
    {
        final UnsafeBuffer buffer = buffer(SetVolatilityEncoder.BLOCK_LENGTH);
        final SetVolatilityEncoder encoder = new SetVolatilityEncoder()
            .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
            .clientSequence(0)
            .clockNs(clockNs)
            .variance(0)
            .instrumentId(instrument.integer("id"))
            .lambdaPpm(instrument.integer("volatility-lambda-ppm"))
            .clipPpb(instrument.integer("volatility-clip-ppb"))
            .multiplier(instrument.integer("volatility-multiplier"))
            .horizon(instrument.integer("volatility-horizon"))
            .maxRatePpm(instrument.integer("volatility-max-rate-ppm"))
            .stepPpm(instrument.integer("volatility-step-ppm"));
        instrument.text("volatility-ramp");
        instrument.duration("volatility-ramp", encoder::rampNs);
        return buffer;
    }

    private static DirectBuffer setFunding(final ConfigurationFile instrument, final long intervalNs)
    {
        final UnsafeBuffer buffer = buffer(SetFundingEncoder.BLOCK_LENGTH);
        new SetFundingEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
            .clientSequence(0)
            .intervalNs(intervalNs)
            .instrumentId(instrument.integer("id"))
            .interestPpm(instrument.integer("funding-interest-ppm"));
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

    private static void encodeModel(
        final ConfigurationFile instrument,
        final BracketGenesis brackets,
        final ListInstrumentEncoder encoder,
        final InstrumentKind kind)
    {
        encoder
            .takerFeePpm(instrument.integer("taker-fee-ppm"))
            .makerFeePpm(instrument.integer("maker-fee-ppm"))
            .liquidationFeePpm(instrument.integer("liquidation-fee-ppm"))
            .thetaPpm(instrument.integer("theta-ppm"))
            .penaltyBetaPpm(instrument.integer("penalty-beta-ppm"))
            .initialFactorPpm(instrument.integer("initial-factor-ppm"))
            .maxLeverage(brackets.maxLeverage(instrument))
            .oracleBandPpm(instrument.integer("oracle-band-ppm"))
            .kind(kind)
            .closePolicy(ClosePolicy.PARTIAL);
        instrument.word("close-policy",
            Map.of("partial", ClosePolicy.PARTIAL, "full", ClosePolicy.FULL), encoder::closePolicy);
    }

    private static UnsafeBuffer buffer(final int length)
    {
        return new UnsafeBuffer(ByteBuffer.allocateDirect(MessageHeaderEncoder.ENCODED_LENGTH + length));
    }
}
