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

import io.plimsoll.core.codec.generated.AccountQueryEncoder;
import io.plimsoll.core.codec.generated.BorrowEncoder;
import io.plimsoll.core.codec.generated.CancelByClientIdEncoder;
import io.plimsoll.core.codec.generated.CancelOrderEncoder;
import io.plimsoll.core.codec.generated.ContinueEncoder;
import io.plimsoll.core.codec.generated.DepositEncoder;
import io.plimsoll.core.codec.generated.KillSwitchEncoder;
import io.plimsoll.core.codec.generated.ListAssetEncoder;
import io.plimsoll.core.codec.generated.ListFutureEncoder;
import io.plimsoll.core.codec.generated.ListInstrumentEncoder;
import io.plimsoll.core.codec.generated.ListSpotEncoder;
import io.plimsoll.core.codec.generated.MassCancelEncoder;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.NewOrderEncoder;
import io.plimsoll.core.codec.generated.NewOrderExtendedEncoder;
import io.plimsoll.core.codec.generated.OpenAccountEncoder;
import io.plimsoll.core.codec.generated.OraclePricesEncoder;
import io.plimsoll.core.codec.generated.PriceBatchEncoder;
import io.plimsoll.core.codec.generated.RepayEncoder;
import io.plimsoll.core.codec.generated.ReplaceOrderEncoder;
import io.plimsoll.core.codec.generated.ScheduleVolatilityEncoder;
import io.plimsoll.core.codec.generated.SessionCloseEncoder;
import io.plimsoll.core.codec.generated.SessionOpenEncoder;
import io.plimsoll.core.codec.generated.SetFundingEncoder;
import io.plimsoll.core.codec.generated.SetHaircutBandsEncoder;
import io.plimsoll.core.codec.generated.SetIndexSourcesEncoder;
import io.plimsoll.core.codec.generated.SetInstrumentStateEncoder;
import io.plimsoll.core.codec.generated.SetLoanTermsEncoder;
import io.plimsoll.core.codec.generated.SetTradingLimitsEncoder;
import io.plimsoll.core.codec.generated.SetVolatilityEncoder;
import io.plimsoll.core.codec.generated.StateDigestRequestEncoder;
import io.plimsoll.core.codec.generated.SupplyPoolEncoder;
import io.plimsoll.core.codec.generated.WhatIfEncoder;
import io.plimsoll.core.codec.generated.WithdrawEncoder;
import io.plimsoll.core.codec.generated.WithdrawPoolEncoder;
import org.agrona.MutableDirectBuffer;

import java.nio.ByteOrder;

/**
 * One command in plain fields, as the twin reads it, and its bytes, as the engine reads it. Raw numbers everywhere, so
 * that fields out of range can be sent.
 */
final class Command
{
    static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    final int template;
    int session = 1;
    long timestampNs;
    long clientSequence;
    long account;
    long id;
    long price;
    long lots;
    long amount;
    int instrument;
    int asset;
    int side;
    int type;
    int timeInForce;
    int options;
    long display;
    long expireNs;
    int source;
    long trigger;
    long group;
    /** Of a transfer: the account that receives. */
    long to;
    TwinExposure newExposure;
    int leverage;
    /** A share in ppm. */
    int ppm;
    /** Instrument ids, marks and indices, which are the marks where they are left out; asset ids and prices. */
    long[][] marks = {};
    long[][] prices = {};
    /** Values from which haircut weights hold, and those weights. */
    long[][] bands = {};
    TwinAsset newAsset;
    TwinInstrument newInstrument;
    int kind = 1;
    int state;
    TwinLimits newLimits;
    long intervalNs;
    int interestPpm;
    /** Index: instrument or asset; the id is in the instrument. */
    int target;
    TwinIndex.Terms newTerms;
    /** Target, id, price, confidence, source, its time and its sequence of each. */
    long[][] quotes = {};
    /** Of a what-if, whose prices are in the quotes: assets and atoms; instruments, lots and prices. */
    long[][] transfers = {};
    long[][] trades = {};
    TwinVolatility newVolatility;
    TwinPool newPool;
    /** Of a scheduled volatility: from when, until when, how much. */
    long fromNs;
    long untilNs;
    long sigma;
    /** Of another venue: its id, its terms, its key, and what the ingress has found out; its tau is in untilNs. */
    int venue;
    int haircutPpm;
    int capPpm;
    long key;
    int verdict;
    /** Time that passes before it. */
    long advanceNs;

    Command(final int template)
    {
        this.template = template;
    }

    /** The index that goes with a mark: the third number, where there is one. */
    static long indexOf(final long[] mark)
    {
        return mark.length > 2 ? mark[2] : mark[1];
    }

    boolean postOnly()
    {
        return (options & 1) != 0;
    }

    boolean reduceOnly()
    {
        return (options & 2) != 0;
    }

    boolean slide()
    {
        return (options & 32) != 0;
    }

    /** The choices of self-trade prevention: 1 oldest, 2 newest, 4 decrement. */
    int selfTrade()
    {
        return options >> 2 & 7;
    }

    /** Writes header, block and groups; returns their length. */
    int encode(final MutableDirectBuffer buffer)
    {
        final MessageHeaderEncoder header = new MessageHeaderEncoder();
        switch (template)
        {
            case SessionOpenEncoder.TEMPLATE_ID:
                return HEADER + new SessionOpenEncoder().wrapAndApplyHeader(buffer, 0, header)
                    .clientSequence(clientSequence).principalId(id).encodedLength();
            case SessionCloseEncoder.TEMPLATE_ID:
                return HEADER + new SessionCloseEncoder().wrapAndApplyHeader(buffer, 0, header)
                    .clientSequence(clientSequence).encodedLength();
            case ContinueEncoder.TEMPLATE_ID:
                return HEADER + new ContinueEncoder().wrapAndApplyHeader(buffer, 0, header)
                    .clientSequence(clientSequence).encodedLength();
            case StateDigestRequestEncoder.TEMPLATE_ID:
                return HEADER + new StateDigestRequestEncoder().wrapAndApplyHeader(buffer, 0, header)
                    .clientSequence(clientSequence).encodedLength();
            case AccountQueryEncoder.TEMPLATE_ID:
                return HEADER + new AccountQueryEncoder().wrapAndApplyHeader(buffer, 0, header)
                    .clientSequence(clientSequence).accountId(account).encodedLength();
            case OpenAccountEncoder.TEMPLATE_ID:
                return HEADER + new OpenAccountEncoder().wrapAndApplyHeader(buffer, 0, header)
                    .clientSequence(clientSequence).accountId(account).selfTradeGroupId(group).encodedLength();
            case DepositEncoder.TEMPLATE_ID:
                return HEADER + new DepositEncoder().wrapAndApplyHeader(buffer, 0, header)
                    .clientSequence(clientSequence).accountId(account).amountAtoms(amount).assetId(asset)
                    .encodedLength();
            case WithdrawEncoder.TEMPLATE_ID:
                return HEADER + new WithdrawEncoder().wrapAndApplyHeader(buffer, 0, header)
                    .clientSequence(clientSequence).accountId(account).amountAtoms(amount).assetId(asset)
                    .encodedLength();
            case BorrowEncoder.TEMPLATE_ID:
                return HEADER + new BorrowEncoder().wrapAndApplyHeader(buffer, 0, header)
                    .clientSequence(clientSequence).accountId(account).amountAtoms(amount).assetId(asset).padding(0)
                    .encodedLength();
            case RepayEncoder.TEMPLATE_ID:
                return HEADER + new RepayEncoder().wrapAndApplyHeader(buffer, 0, header)
                    .clientSequence(clientSequence).accountId(account).amountAtoms(amount).assetId(asset).padding(0)
                    .encodedLength();
            case SupplyPoolEncoder.TEMPLATE_ID:
                return HEADER + new SupplyPoolEncoder().wrapAndApplyHeader(buffer, 0, header)
                    .clientSequence(clientSequence).amountAtoms(amount).assetId(asset).padding(0).encodedLength();
            case WithdrawPoolEncoder.TEMPLATE_ID:
                return HEADER + new WithdrawPoolEncoder().wrapAndApplyHeader(buffer, 0, header)
                    .clientSequence(clientSequence).amountAtoms(amount).assetId(asset).padding(0).encodedLength();
            case SetLoanTermsEncoder.TEMPLATE_ID:
                return encodeLoanTerms(buffer, header);
            case CancelOrderEncoder.TEMPLATE_ID:
                return HEADER + new CancelOrderEncoder().wrapAndApplyHeader(buffer, 0, header)
                    .clientSequence(clientSequence).accountId(account).orderId(id).encodedLength();
            case CancelByClientIdEncoder.TEMPLATE_ID:
                return HEADER + new CancelByClientIdEncoder().wrapAndApplyHeader(buffer, 0, header)
                    .clientSequence(clientSequence).accountId(account).clientOrderId(id).encodedLength();
            case MassCancelEncoder.TEMPLATE_ID:
                return encodeMassCancel(buffer, header);
            case ReplaceOrderEncoder.TEMPLATE_ID:
                return HEADER + new ReplaceOrderEncoder().wrapAndApplyHeader(buffer, 0, header)
                    .clientSequence(clientSequence).accountId(account).orderId(id).priceTicks(price)
                    .quantityLots(lots).encodedLength();
            case NewOrderEncoder.TEMPLATE_ID:
                return encodeOrder(buffer, header);
            case NewOrderExtendedEncoder.TEMPLATE_ID:
                return encodeExtendedOrder(buffer, header);
            case PriceBatchEncoder.TEMPLATE_ID:
                return encodePrices(buffer, header);
            case WhatIfEncoder.TEMPLATE_ID:
                return TwinWhatIf.encode(this, buffer, header);
            case KillSwitchEncoder.TEMPLATE_ID:
                return encodeSwitch(buffer, header);
            case SetIndexSourcesEncoder.TEMPLATE_ID:
                return OracleBytes.encodeSources(this, buffer, header);
            case OraclePricesEncoder.TEMPLATE_ID:
                return OracleBytes.encodePrices(this, buffer, header);
            case SetTradingLimitsEncoder.TEMPLATE_ID:
                return encodeLimits(buffer, header);
            case SetVolatilityEncoder.TEMPLATE_ID:
                return encodeVolatility(buffer, header);
            case ScheduleVolatilityEncoder.TEMPLATE_ID:
                return HEADER + new ScheduleVolatilityEncoder().wrapAndApplyHeader(buffer, 0, header)
                    .clientSequence(clientSequence).fromNs(fromNs).untilNs(untilNs).sigmaPpb(sigma)
                    .instrumentId(instrument).padding(0).encodedLength();
            case SetFundingEncoder.TEMPLATE_ID:
                return HEADER + new SetFundingEncoder().wrapAndApplyHeader(buffer, 0, header)
                    .clientSequence(clientSequence).intervalNs(intervalNs).instrumentId(instrument)
                    .interestPpm(interestPpm).encodedLength();
            case SetInstrumentStateEncoder.TEMPLATE_ID:
                return encodeState(buffer, header);
            case ListAssetEncoder.TEMPLATE_ID:
                return encodeAsset(buffer, header);
            case SetHaircutBandsEncoder.TEMPLATE_ID:
                return encodeBands(buffer, header);
            case ListSpotEncoder.TEMPLATE_ID:
                return encodeSpot(buffer, header);
            case ListFutureEncoder.TEMPLATE_ID:
            case ListInstrumentEncoder.TEMPLATE_ID:
                return encodeInstrument(buffer, header);
            default:
                return AccountBytes.encode(this, buffer, header);
        }
    }

    private int encodeOrder(final MutableDirectBuffer buffer, final MessageHeaderEncoder header)
    {
        final NewOrderEncoder order = new NewOrderEncoder().wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(clientSequence).clientOrderId(id).accountId(account).priceTicks(price).quantityLots(lots)
            .instrumentId(instrument);
        final int block = HEADER;
        buffer.putByte(block + NewOrderEncoder.sideEncodingOffset(), (byte)side);
        buffer.putByte(block + NewOrderEncoder.orderTypeEncodingOffset(), (byte)type);
        buffer.putByte(block + NewOrderEncoder.timeInForceEncodingOffset(), (byte)timeInForce);
        buffer.putByte(block + NewOrderEncoder.optionsEncodingOffset(), (byte)options);
        return HEADER + order.encodedLength();
    }

    private int encodeState(final MutableDirectBuffer buffer, final MessageHeaderEncoder header)
    {
        final SetInstrumentStateEncoder encoder = new SetInstrumentStateEncoder().wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(clientSequence).instrumentId(instrument).padding1((short)0).padding2(0);
        buffer.putByte(HEADER + SetInstrumentStateEncoder.stateEncodingOffset(), (byte)state);
        return HEADER + encoder.encodedLength();
    }

    /** Its scope is in the side, its action in the type, its reason in the options. */
    private int encodeSwitch(final MutableDirectBuffer buffer, final MessageHeaderEncoder header)
    {
        final KillSwitchEncoder encoder = new KillSwitchEncoder().wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(clientSequence).targetId(id).reasonCode(options).padding(0);
        buffer.putByte(HEADER + KillSwitchEncoder.scopeEncodingOffset(), (byte)side);
        buffer.putByte(HEADER + KillSwitchEncoder.actionEncodingOffset(), (byte)type);
        return HEADER + encoder.encodedLength();
    }

    private int encodeLimits(final MutableDirectBuffer buffer, final MessageHeaderEncoder header)
    {
        final SetTradingLimitsEncoder encoder = new SetTradingLimitsEncoder().wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(clientSequence).staticReferenceTicks(newLimits.reference).staticBelowTicks(newLimits.below)
            .staticAboveTicks(newLimits.above).maxOrderValueAtoms(newLimits.maxValue).maxOrderLots(newLimits.maxLots)
            .minOrderValueAtoms(newLimits.minValue).instrumentId(instrument).maxOpenOrders(newLimits.maxOpen)
            .dynamicBandPpm(newLimits.bandPpm).padding1((short)0).padding2(0);
        buffer.putByte(HEADER + SetTradingLimitsEncoder.bandBreachEncodingOffset(), (byte)newLimits.breach);
        return HEADER + encoder.encodedLength();
    }

    private int encodeVolatility(final MutableDirectBuffer buffer, final MessageHeaderEncoder header)
    {
        final TwinVolatility terms = newVolatility;
        return HEADER + new SetVolatilityEncoder().wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(clientSequence).clockNs(terms.clockNs).rampNs(terms.rampNs).variance(terms.variance)
            .instrumentId(instrument).lambdaPpm(terms.lambdaPpm).clipPpb(terms.clipPpb)
            .multiplier(terms.multiplier).horizon(terms.horizon).maxRatePpm(terms.maxRatePpm)
            .stepPpm(terms.stepPpm).padding(0).encodedLength();
    }

    private int encodeLoanTerms(final MutableDirectBuffer buffer, final MessageHeaderEncoder header)
    {
        return HEADER + new SetLoanTermsEncoder().wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(clientSequence).intervalNs(newPool.intervalNs).reserveAtoms(newPool.reserve)
            .assetId(asset).liabilityWeightPpm(newPool.weightPpm).thetaPpm(newPool.thetaPpm)
            .initialFactorPpm(newPool.factorPpm).interestPpm(newPool.interestPpm)
            .reserveSharePpm(newPool.sharePpm).minimumAtoms(newPool.minimum).encodedLength();
    }

    private int encodeMassCancel(final MutableDirectBuffer buffer, final MessageHeaderEncoder header)
    {
        final MassCancelEncoder cancel = new MassCancelEncoder().wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(clientSequence).accountId(account).instrumentId(instrument).padding1((short)0).padding2(0);
        buffer.putByte(HEADER + MassCancelEncoder.sideEncodingOffset(), (byte)side);
        return HEADER + cancel.encodedLength();
    }

    private int encodeExtendedOrder(final MutableDirectBuffer buffer, final MessageHeaderEncoder header)
    {
        final NewOrderExtendedEncoder order = new NewOrderExtendedEncoder().wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(clientSequence).clientOrderId(id).accountId(account).priceTicks(price).quantityLots(lots)
            .displayLots(display).expireTimeNs(expireNs).triggerPriceTicks(trigger).instrumentId(instrument)
            .padding1((short)0).padding2(0).padding3(0);
        buffer.putByte(HEADER + NewOrderExtendedEncoder.sideEncodingOffset(), (byte)side);
        buffer.putByte(HEADER + NewOrderExtendedEncoder.orderTypeEncodingOffset(), (byte)type);
        buffer.putByte(HEADER + NewOrderExtendedEncoder.timeInForceEncodingOffset(), (byte)timeInForce);
        buffer.putByte(HEADER + NewOrderExtendedEncoder.optionsEncodingOffset(), (byte)options);
        buffer.putByte(HEADER + NewOrderExtendedEncoder.triggerSourceEncodingOffset(), (byte)source);
        return HEADER + order.encodedLength();
    }

    /** The same order as a command that can have more terms. */
    Command extended()
    {
        final Command command = new Command(NewOrderExtendedEncoder.TEMPLATE_ID);
        command.session = session;
        command.account = account;
        command.id = id;
        command.price = price;
        command.lots = lots;
        command.instrument = instrument;
        command.side = side;
        command.type = type;
        command.timeInForce = timeInForce;
        command.options = options;
        return command;
    }

    private int encodePrices(final MutableDirectBuffer buffer, final MessageHeaderEncoder header)
    {
        final PriceBatchEncoder batch = new PriceBatchEncoder().wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(clientSequence);
        final PriceBatchEncoder.InstrumentPricesEncoder ofInstruments = batch.instrumentPricesCount(marks.length);
        for (final long[] mark : marks)
        {
            ofInstruments.next().markSubTicks(mark[1]).indexSubTicks(indexOf(mark)).instrumentId((int)mark[0])
                .padding(0);
        }
        final PriceBatchEncoder.AssetPricesEncoder ofAssets = batch.assetPricesCount(prices.length);
        for (final long[] one : prices)
        {
            ofAssets.next().priceAtoms(one[1]).assetId((int)one[0]).padding(0);
        }
        return HEADER + batch.encodedLength();
    }

    private int encodeAsset(final MutableDirectBuffer buffer, final MessageHeaderEncoder header)
    {
        return HEADER + new ListAssetEncoder().wrapAndApplyHeader(buffer, 0, header).clientSequence(clientSequence)
            .unitAtoms(newAsset.unit).maxPriceAtoms(newAsset.maxPrice).maxBalanceAtoms(newAsset.maxBalance)
            .assetId(newAsset.id).haircutWeightPpm(newAsset.haircutPpm).marginCallPpm(newAsset.callPpm)
            .marginCallReleasePpm(newAsset.releasePpm).encodedLength();
    }

    private int encodeBands(final MutableDirectBuffer buffer, final MessageHeaderEncoder header)
    {
        final SetHaircutBandsEncoder encoder = new SetHaircutBandsEncoder().wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(clientSequence).assetId(asset).padding(0);
        final SetHaircutBandsEncoder.BandsEncoder group = encoder.bandsCount(bands.length);
        for (final long[] band : bands)
        {
            group.next().lowerValueAtoms(band[0]).weightPpm((int)band[1]).padding(0);
        }
        return HEADER + encoder.encodedLength();
    }

    private int encodeSpot(final MutableDirectBuffer buffer, final MessageHeaderEncoder header)
    {
        final TwinInstrument pair = newInstrument;
        return HEADER + new ListSpotEncoder().wrapAndApplyHeader(buffer, 0, header).clientSequence(clientSequence)
            .contractFactorAtoms(pair.contractFactor).subTicksPerTick(pair.subTicks).minMarkSubTicks(pair.minMark)
            .maxMarkSubTicks(pair.maxMark).maxOrderLots(pair.maxPosition).lotAtoms(pair.lotAtoms)
            .instrumentId(pair.id).baseAssetId(pair.baseId).quoteAssetId(pair.quoteId).takerFeePpm(pair.takerFeePpm)
            .makerFeePpm(pair.makerFeePpm).oracleBandPpm(pair.bandPpm).encodedLength();
    }

    private int encodeInstrument(final MutableDirectBuffer buffer, final MessageHeaderEncoder header)
    {
        final TwinInstrument listed = newInstrument;
        final ListInstrumentEncoder encoder = new ListInstrumentEncoder().wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(clientSequence).contractFactorAtoms(listed.contractFactor)
            .subTicksPerTick(listed.subTicks).minMarkSubTicks(listed.minMark).maxMarkSubTicks(listed.maxMark)
            .maxPositionLots(listed.maxPosition).minNotionalAtoms(listed.minNotional).instrumentId(listed.id)
            .settlementAssetId(listed.settlementAsset).takerFeePpm(listed.takerFeePpm)
            .makerFeePpm(listed.makerFeePpm).liquidationFeePpm(listed.liquidationFeePpm).thetaPpm(listed.thetaPpm)
            .penaltyBetaPpm(listed.betaPpm).initialFactorPpm(listed.initialFactorPpm)
            .maxLeverage(listed.maxLeverage).oracleBandPpm(listed.bandPpm);
        buffer.putByte(HEADER + ListInstrumentEncoder.kindEncodingOffset(), (byte)kind);
        buffer.putByte(HEADER + ListInstrumentEncoder.closePolicyEncodingOffset(), (byte)listed.closePolicy);
        int at = HEADER + encoder.encodedLength();
        if (template == ListFutureEncoder.TEMPLATE_ID)
        {
            new ListFutureEncoder().wrapAndApplyHeader(buffer, 0, header).padding(0)
                .windowSamples(listed.samplesWanted).expireTimeNs(listed.expireNs)
                .sampleIntervalNs(listed.sampleNs);
            at = HEADER + ListFutureEncoder.BLOCK_LENGTH;
        }
        // Written by hand: kind and policy may be numbers that the enums do not have.
        buffer.putShort(at, (short)ListInstrumentEncoder.BracketsEncoder.sbeBlockLength(), ByteOrder.LITTLE_ENDIAN);
        buffer.putShort(at + 2, (short)listed.lower.length, ByteOrder.LITTLE_ENDIAN);
        at += 4;
        for (int bracket = 0; bracket < listed.lower.length; bracket++)
        {
            buffer.putLong(at, listed.lower[bracket], ByteOrder.LITTLE_ENDIAN);
            buffer.putInt(at + 8, listed.ratePpm[bracket], ByteOrder.LITTLE_ENDIAN);
            buffer.putInt(at + 12, listed.penaltyPpm[bracket], ByteOrder.LITTLE_ENDIAN);
            at += 16;
        }
        return at;
    }

    @Override
    public String toString()
    {
        return "template=" + template + " state=" + state +
            " session=" + session + " account=" + account + " id=" + id + " instrument=" +
            instrument + " side=" + side + " type=" + type + " tif=" + timeInForce + " options=" + options +
            " price=" + price + " lots=" + lots +
            " display=" + display + " expire=" + expireNs + " source=" + source + " trigger=" + trigger +
            " interval=" + intervalNs +
            " target=" + target + " quotes=" + java.util.Arrays.deepToString(quotes) +
            " to=" + to +
            " leverage=" + leverage + " ppm=" + ppm + " amount=" + amount + " asset=" + asset + " transfers=" +
            java.util.Arrays.deepToString(transfers) + " trades=" +
            java.util.Arrays.deepToString(trades) + " marks=" +
            java.util.Arrays.deepToString(marks) + " prices=" + java.util.Arrays.deepToString(prices);
    }
}
