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

import io.plimsoll.core.codec.generated.AccountQueryEncoder;
import io.plimsoll.core.codec.generated.BorrowEncoder;
import io.plimsoll.core.codec.generated.CancelByClientIdEncoder;
import io.plimsoll.core.codec.generated.BandBreach;
import io.plimsoll.core.codec.generated.CancelOrderEncoder;
import io.plimsoll.core.codec.generated.ClosePolicy;
import io.plimsoll.core.codec.generated.CommandAcceptedDecoder;
import io.plimsoll.core.codec.generated.CommandRejectedDecoder;
import io.plimsoll.core.codec.generated.ContinueEncoder;
import io.plimsoll.core.codec.generated.DepositEncoder;
import io.plimsoll.core.codec.generated.InstrumentKind;
import io.plimsoll.core.codec.generated.InstrumentState;
import io.plimsoll.core.codec.generated.KillScope;
import io.plimsoll.core.codec.generated.KillSwitchEncoder;
import io.plimsoll.core.codec.generated.ListAssetEncoder;
import io.plimsoll.core.codec.generated.ListFutureEncoder;
import io.plimsoll.core.codec.generated.ListInstrumentEncoder;
import io.plimsoll.core.codec.generated.ListSpotEncoder;
import io.plimsoll.core.codec.generated.MassCancelEncoder;
import io.plimsoll.core.codec.generated.MessageHeaderDecoder;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.NewOrderEncoder;
import io.plimsoll.core.codec.generated.NewOrderExtendedEncoder;
import io.plimsoll.core.codec.generated.OpenAccountEncoder;
import io.plimsoll.core.codec.generated.OrderType;
import io.plimsoll.core.codec.generated.PriceBatchEncoder;
import io.plimsoll.core.codec.generated.ReplaceOrderEncoder;
import io.plimsoll.core.codec.generated.ScheduleVolatilityEncoder;
import io.plimsoll.core.codec.generated.SessionOpenEncoder;
import io.plimsoll.core.codec.generated.SetFundingEncoder;
import io.plimsoll.core.codec.generated.RepayEncoder;
import io.plimsoll.core.codec.generated.SetHaircutBandsEncoder;
import io.plimsoll.core.codec.generated.SetLoanTermsEncoder;
import io.plimsoll.core.codec.generated.SupplyPoolEncoder;
import io.plimsoll.core.codec.generated.SetInstrumentStateEncoder;
import io.plimsoll.core.codec.generated.SetTradingLimitsEncoder;
import io.plimsoll.core.codec.generated.SetVolatilityEncoder;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.codec.generated.SideFilter;
import io.plimsoll.core.codec.generated.SwitchAction;
import io.plimsoll.core.codec.generated.TimeInForce;
import io.plimsoll.core.codec.generated.TriggerSource;
import io.plimsoll.core.codec.generated.WhatIfEncoder;
import io.plimsoll.core.codec.generated.WithdrawEncoder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.function.Consumer;

/** Drives an engine in tests: one session, readable commands, the effects of the last command by kind. */
public final class EngineDriver implements AutoCloseable
{
    /** Id of the reference asset. */
    public static final int CASH = 1;
    private static final int PPM = 1_000_000;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[EngineLimits.COMMAND_LENGTH_MAX]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageHeaderDecoder read = new MessageHeaderDecoder();
    private final CommandAcceptedDecoder accepted = new CommandAcceptedDecoder();
    private final CommandRejectedDecoder rejected = new CommandRejectedDecoder();
    private final Engine engine;
    private final int session;
    private long clientSequence;
    private long timestampNs = 1_000_000_000L;

    /** An engine with one session open and the reference asset listed. */
    public EngineDriver(final EngineLimits limits)
    {
        engine = new Engine(limits);
        apply(0, new SessionOpenEncoder().wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(++clientSequence).principalId(7).encodedLength());
        session = 1;
        send(new ListAssetEncoder().wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(++clientSequence).unitAtoms(1).maxPriceAtoms(1).maxBalanceAtoms(1L << 60)
            .assetId(CASH).haircutWeightPpm(PPM).marginCallPpm(1_270_000).marginCallReleasePpm(1_300_000)
            .encodedLength());
    }

    public static EngineLimits smallLimits()
    {
        return builder().build();
    }

    /** Limits of a small engine, to be changed by a test. */
    public static EngineLimits.Builder builder()
    {
        return EngineLimits.builder()
            .sessions(8).assets(8).instruments(8).accounts(256).balances(512).positions(1_024).orders(4_096)
            .priceLevels(1_024);
    }

    public Engine engine()
    {
        return engine;
    }

    public int collateral(final int assetId, final long unitAtoms, final int haircutWeightPpm)
    {
        return send(new ListAssetEncoder().wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(++clientSequence).unitAtoms(unitAtoms).maxPriceAtoms(1L << 40)
            .maxBalanceAtoms(1L << 20).assetId(assetId).haircutWeightPpm(haircutWeightPpm)
            .marginCallPpm(0).marginCallReleasePpm(0).encodedLength());
    }

    /** An instrument with sub-tick equal to tick and the given brackets: lower bound, rate, penalty rate, in turn. */
    public int instrument(final InstrumentTerms terms)
    {
        final ListInstrumentEncoder encoder = encode(
            terms, terms.inverse ? InstrumentKind.INVERSE_PERPETUAL : InstrumentKind.LINEAR_PERPETUAL);
        final int brackets = terms.brackets.length / 3;
        final ListInstrumentEncoder.BracketsEncoder group = encoder.bracketsCount(brackets);
        for (int bracket = 0; bracket < brackets; bracket++)
        {
            group.next()
                .lowerNotionalAtoms(terms.brackets[3 * bracket])
                .maintenanceRatePpm((int)terms.brackets[3 * bracket + 1])
                .penaltyRatePpm((int)terms.brackets[3 * bracket + 2]);
        }
        return send(encoder.encodedLength());
    }

    /** Lists a dated future, whose block begins as that of any instrument. */
    public int future(final InstrumentTerms terms)
    {
        encode(terms, terms.inverse ? InstrumentKind.INVERSE_FUTURE : InstrumentKind.DATED_FUTURE);
        final int brackets = terms.brackets.length / 3;
        final ListFutureEncoder encoder = new ListFutureEncoder().wrapAndApplyHeader(buffer, 0, header)
            .padding(0).windowSamples(terms.windowSamples).expireTimeNs(terms.expireTimeNs)
            .sampleIntervalNs(terms.sampleIntervalNs);
        final ListFutureEncoder.BracketsEncoder group = encoder.bracketsCount(brackets);
        for (int bracket = 0; bracket < brackets; bracket++)
        {
            group.next()
                .lowerNotionalAtoms(terms.brackets[3 * bracket])
                .maintenanceRatePpm((int)terms.brackets[3 * bracket + 1])
                .penaltyRatePpm((int)terms.brackets[3 * bracket + 2]);
        }
        return send(encoder.encodedLength());
    }

    /** Lists a spot pair against cash: a mark has one step per tick, fees are 100 ppm. */
    public int spot(final int instrumentId, final int baseAssetId, final Consumer<ListSpotEncoder> changes)
    {
        final ListSpotEncoder pair = new ListSpotEncoder().wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(++clientSequence).contractFactorAtoms(1).subTicksPerTick(1).minMarkSubTicks(1)
            .maxMarkSubTicks(1_000_000).maxOrderLots(1_000).lotAtoms(10).instrumentId(instrumentId)
            .baseAssetId(baseAssetId).quoteAssetId(CASH).takerFeePpm(100).makerFeePpm(100).oracleBandPpm(10_000);
        changes.accept(pair);
        return send(pair.encodedLength());
    }

    /** Lends an asset: weight 1.03, target 1.05, factor 1.4, 5 % a year each hour, a tenth of it to the fund. */
    public int loanTerms(final int assetId, final Consumer<SetLoanTermsEncoder> changes)
    {
        final SetLoanTermsEncoder terms = new SetLoanTermsEncoder().wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(++clientSequence).intervalNs(3_600_000_000_000L).reserveAtoms(0).assetId(assetId)
            .liabilityWeightPpm(1_030_000).thetaPpm(1_050_000).initialFactorPpm(1_400_000).interestPpm(50_000)
            .reserveSharePpm(100_000).minimumAtoms(0);
        changes.accept(terms);
        return send(terms.encodedLength());
    }

    public int supplyPool(final int assetId, final long amountAtoms)
    {
        return send(new SupplyPoolEncoder().wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(++clientSequence).amountAtoms(amountAtoms).assetId(assetId).padding(0).encodedLength());
    }

    public int borrow(final long accountId, final int assetId, final long amountAtoms)
    {
        return send(new BorrowEncoder().wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(++clientSequence).accountId(accountId).amountAtoms(amountAtoms).assetId(assetId)
            .padding(0).encodedLength());
    }

    /** Repays an amount, or with 0 all that is owed. */
    public int repay(final long accountId, final int assetId, final long amountAtoms)
    {
        return send(new RepayEncoder().wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(++clientSequence).accountId(accountId).amountAtoms(amountAtoms).assetId(assetId)
            .padding(0).encodedLength());
    }

    /** Haircut bands: the value from which each holds and its weight, one after the other. */
    public int bands(final int assetId, final long... lowersAndWeights)
    {
        final SetHaircutBandsEncoder encoder = new SetHaircutBandsEncoder().wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(++clientSequence).assetId(assetId).padding(0);
        final SetHaircutBandsEncoder.BandsEncoder group = encoder.bandsCount(lowersAndWeights.length / 2);
        for (int at = 0; at < lowersAndWeights.length; at += 2)
        {
            group.next().lowerValueAtoms(lowersAndWeights[at]).weightPpm((int)lowersAndWeights[at + 1]).padding(0);
        }
        return send(encoder.encodedLength());
    }

    private ListInstrumentEncoder encode(final InstrumentTerms terms, final InstrumentKind kind)
    {
        return new ListInstrumentEncoder().wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(++clientSequence)
            .contractFactorAtoms(terms.contractFactorAtoms)
            .subTicksPerTick(terms.subTicksPerTick)
            .minMarkSubTicks(terms.minMarkSubTicks)
            .maxMarkSubTicks(terms.maxMarkSubTicks)
            .maxPositionLots(terms.maxPositionLots)
            .minNotionalAtoms(terms.minNotionalAtoms)
            .instrumentId(terms.instrumentId)
            .settlementAssetId(terms.settlementAssetId)
            .takerFeePpm(terms.takerFeePpm)
            .makerFeePpm(terms.makerFeePpm)
            .liquidationFeePpm(terms.liquidationFeePpm)
            .thetaPpm(terms.thetaPpm)
            .penaltyBetaPpm(terms.penaltyBetaPpm)
            .initialFactorPpm(terms.initialFactorPpm)
            .maxLeverage(terms.maxLeverage)
            .oracleBandPpm(terms.oracleBandPpm)
            .kind(kind)
            .closePolicy(terms.full ? ClosePolicy.FULL : ClosePolicy.PARTIAL);
    }

    public int account(final long accountId)
    {
        return account(accountId, 0);
    }

    public int account(final long accountId, final long group)
    {
        return send(new OpenAccountEncoder().wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(++clientSequence).accountId(accountId).selfTradeGroupId(group).encodedLength());
    }

    public int deposit(final long accountId, final int assetId, final long amountAtoms)
    {
        return send(new DepositEncoder().wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(++clientSequence).accountId(accountId).amountAtoms(amountAtoms).assetId(assetId)
            .encodedLength());
    }

    public int withdraw(final long accountId, final int assetId, final long amountAtoms)
    {
        return send(new WithdrawEncoder().wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(++clientSequence).accountId(accountId).amountAtoms(amountAtoms).assetId(assetId)
            .encodedLength());
    }

    public int limit(final long accountId, final int instrumentId, final Side side, final long price, final long lots)
    {
        return order(accountId, instrumentId, side, OrderType.LIMIT, TimeInForce.GTC, price, lots, false, false);
    }

    /** A good-till-cancelled limit order, and then whatever the test changes. */
    public int newOrder(
        final long accountId,
        final int instrumentId,
        final Side side,
        final long price,
        final long lots,
        final Consumer<NewOrderEncoder> changes)
    {
        final NewOrderEncoder encoder = new NewOrderEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.options().clear();
        encoder.clientSequence(++clientSequence).clientOrderId(0).accountId(accountId).priceTicks(price)
            .quantityLots(lots).instrumentId(instrumentId).side(side).orderType(OrderType.LIMIT)
            .timeInForce(TimeInForce.GTC);
        changes.accept(encoder);
        return send(encoder.encodedLength());
    }

    /** A good-till-cancelled limit order with terms, and then whatever the test changes. */
    public int extended(
        final long accountId,
        final int instrumentId,
        final Side side,
        final long price,
        final long lots,
        final Consumer<NewOrderExtendedEncoder> changes)
    {
        final NewOrderExtendedEncoder encoder = new NewOrderExtendedEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.options().clear();
        encoder.clientSequence(++clientSequence).clientOrderId(0).accountId(accountId).priceTicks(price)
            .quantityLots(lots).displayLots(0).expireTimeNs(0).triggerPriceTicks(0).instrumentId(instrumentId)
            .side(side).orderType(OrderType.LIMIT).timeInForce(TimeInForce.GTC).triggerSource(TriggerSource.NONE)
            .padding1((short)0).padding2(0).padding3(0);
        changes.accept(encoder);
        return send(encoder.encodedLength());
    }

    /** Time of the last command. */
    public long now()
    {
        return timestampNs;
    }

    /** Lets the time of the next command be one nanosecond after this. */
    public void now(final long nowNs)
    {
        timestampNs = nowNs;
    }

    public int order(
        final long accountId,
        final int instrumentId,
        final Side side,
        final OrderType type,
        final TimeInForce timeInForce,
        final long price,
        final long lots,
        final boolean postOnly,
        final boolean reduceOnly)
    {
        final NewOrderEncoder encoder = new NewOrderEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.options().clear().postOnly(postOnly).reduceOnly(reduceOnly);
        return send(encoder
            .clientSequence(++clientSequence).clientOrderId(clientSequence).accountId(accountId).priceTicks(price)
            .quantityLots(lots).instrumentId(instrumentId).side(side).orderType(type).timeInForce(timeInForce)
            .encodedLength());
    }

    public int cancel(final long accountId, final long orderId)
    {
        return send(new CancelOrderEncoder().wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(++clientSequence).accountId(accountId).orderId(orderId).encodedLength());
    }

    public int cancelByClientId(final long accountId, final long clientOrderId)
    {
        return send(new CancelByClientIdEncoder().wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(++clientSequence).accountId(accountId).clientOrderId(clientOrderId).encodedLength());
    }

    public int massCancel(final long accountId, final int instrumentId, final SideFilter side)
    {
        return send(new MassCancelEncoder().wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(++clientSequence).accountId(accountId).instrumentId(instrumentId).side(side)
            .padding1((short)0).padding2(0).encodedLength());
    }

    public int replace(final long accountId, final long orderId, final long price, final long lots)
    {
        return send(new ReplaceOrderEncoder().wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(++clientSequence).accountId(accountId).orderId(orderId).priceTicks(price)
            .quantityLots(lots).encodedLength());
    }

    /** One mark; the index equals it. */
    public int mark(final int instrumentId, final long markSubTicks)
    {
        return mark(instrumentId, markSubTicks, markSubTicks);
    }

    /** Mark and index of one instrument. */
    public int mark(final int instrumentId, final long markSubTicks, final long indexSubTicks)
    {
        final PriceBatchEncoder encoder = new PriceBatchEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.clientSequence(++clientSequence);
        encoder.instrumentPricesCount(1).next()
            .markSubTicks(markSubTicks).indexSubTicks(indexSubTicks).instrumentId(instrumentId).padding(0);
        encoder.assetPricesCount(0);
        return send(encoder.encodedLength());
    }

    public int price(final int assetId, final long priceAtoms)
    {
        final PriceBatchEncoder encoder = new PriceBatchEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.clientSequence(++clientSequence);
        encoder.instrumentPricesCount(0);
        encoder.assetPricesCount(1).next().priceAtoms(priceAtoms).assetId(assetId).padding(0);
        return send(encoder.encodedLength());
    }

    public int state(final int instrumentId, final InstrumentState state)
    {
        return send(new SetInstrumentStateEncoder().wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(++clientSequence).instrumentId(instrumentId).state(state)
            .padding1((short)0).padding2(0).encodedLength());
    }

    /** Sets the limits of an instrument; what is not named is none. */
    public int limits(final int instrumentId, final Consumer<SetTradingLimitsEncoder> terms)
    {
        final SetTradingLimitsEncoder encoder = new SetTradingLimitsEncoder().wrapAndApplyHeader(buffer, 0, header);
        terms.accept(encoder.clientSequence(++clientSequence).staticReferenceTicks(0).staticBelowTicks(0)
            .staticAboveTicks(0).maxOrderValueAtoms(0).maxOrderLots(0).minOrderValueAtoms(0)
            .instrumentId(instrumentId).maxOpenOrders(0).dynamicBandPpm(0).bandBreach(BandBreach.CANCEL_REMAINDER)
            .padding1((short)0).padding2(0));
        return send(encoder.encodedLength());
    }

    public int funding(final int instrumentId, final long intervalNs, final int interestPpm)
    {
        return send(new SetFundingEncoder().wrapAndApplyHeader(buffer, 0, header).clientSequence(++clientSequence)
            .intervalNs(intervalNs).instrumentId(instrumentId).interestPpm(interestPpm).encodedLength());
    }

    public int volatility(final int instrumentId, final Consumer<SetVolatilityEncoder> terms)
    {
        final SetVolatilityEncoder encoder = new SetVolatilityEncoder().wrapAndApplyHeader(buffer, 0, header);
        terms.accept(encoder.clientSequence(++clientSequence).clockNs(60_000_000_000L).rampNs(600_000_000_000L)
            .variance(0).instrumentId(instrumentId).lambdaPpm(940_000).clipPpb(30_000_000).multiplier(3).horizon(60)
            .maxRatePpm(150_000).stepPpm(100_000).padding(0));
        return send(encoder.encodedLength());
    }

    public int schedule(final int instrumentId, final long fromNs, final long untilNs, final long sigmaPpb)
    {
        return send(new ScheduleVolatilityEncoder().wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(++clientSequence).fromNs(fromNs).untilNs(untilNs).sigmaPpb(sigmaPpb)
            .instrumentId(instrumentId).padding(0).encodedLength());
    }

    public int kill(final KillScope scope, final long targetId, final SwitchAction action, final int reasonCode)
    {
        return send(new KillSwitchEncoder().wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(++clientSequence).targetId(targetId).reasonCode(reasonCode).scope(scope).action(action)
            .padding(0).encodedLength());
    }

    public int proceed()
    {
        final int length = new ContinueEncoder().wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(0).encodedLength();
        return apply(0, length);
    }

    public int query(final long accountId)
    {
        return send(new AccountQueryEncoder().wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(++clientSequence).accountId(accountId).encodedLength());
    }

    /** A question about what an account would be, with whatever groups the test adds, in the order of the schema. */
    public int whatIf(final int sessionId, final long accountId, final Consumer<WhatIfEncoder> parts)
    {
        final WhatIfEncoder encoder = new WhatIfEncoder().wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(++clientSequence).accountId(accountId);
        parts.accept(encoder);
        return apply(sessionId, encoder.encodedLength());
    }

    /** Applies raw bytes as the session would send them. */
    public int raw(final DirectBuffer bytes, final int offset, final int length)
    {
        return engine.apply(engine.lastSequence() + 1, ++timestampNs, session, bytes, offset, length);
    }

    private int send(final int blockAndGroupsLength)
    {
        return apply(session, blockAndGroupsLength);
    }

    private int apply(final int sessionId, final int blockAndGroupsLength)
    {
        return engine.apply(engine.lastSequence() + 1, ++timestampNs, sessionId, buffer, 0,
            MessageHeaderEncoder.ENCODED_LENGTH + blockAndGroupsLength);
    }

    /** Offset of the block of the n-th effect of a kind in the last command's effects, -1 if there is none. */
    public int find(final int templateId, final int nth)
    {
        final DirectBuffer frames = engine.effects().buffer();
        int seen = 0;
        for (int at = 0; at < engine.effects().length();)
        {
            final int length = frames.getInt(at);
            read.wrap(frames, at + EffectSink.FRAME_HEADER_LENGTH);
            if (read.templateId() == templateId && seen++ == nth)
            {
                return at + EffectSink.FRAME_HEADER_LENGTH;
            }
            at += EffectSink.frameLength(length);
        }
        return -1;
    }

    /** Effects of a kind in the last command. */
    public int count(final int templateId)
    {
        int count = 0;
        while (find(templateId, count) >= 0)
        {
            count++;
        }
        return count;
    }

    public DirectBuffer effects()
    {
        return engine.effects().buffer();
    }

    public CommandRejectedDecoder rejection()
    {
        return rejected.wrapAndApplyHeader(effects(), find(CommandRejectedDecoder.TEMPLATE_ID, 0), read);
    }

    public long orderId()
    {
        return accepted.wrapAndApplyHeader(effects(), find(CommandAcceptedDecoder.TEMPLATE_ID, 0), read).orderId();
    }

    public MessageHeaderDecoder header()
    {
        return read;
    }

    @Override
    public void close()
    {
        engine.close();
    }
}
