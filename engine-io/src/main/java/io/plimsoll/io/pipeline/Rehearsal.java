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
package io.plimsoll.io.pipeline;

import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.codec.generated.AccountQueryEncoder;
import io.plimsoll.core.codec.generated.CancelByClientIdEncoder;
import io.plimsoll.core.codec.generated.CancelOrderEncoder;
import io.plimsoll.core.codec.generated.ClosePolicy;
import io.plimsoll.core.codec.generated.DepositEncoder;
import io.plimsoll.core.codec.generated.InstrumentKind;
import io.plimsoll.core.codec.generated.ListAssetEncoder;
import io.plimsoll.core.codec.generated.ListInstrumentEncoder;
import io.plimsoll.core.codec.generated.MassCancelEncoder;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.NewOrderEncoder;
import io.plimsoll.core.codec.generated.NewOrderExtendedEncoder;
import io.plimsoll.core.codec.generated.OpenAccountEncoder;
import io.plimsoll.core.codec.generated.OrderType;
import io.plimsoll.core.codec.generated.PriceBatchEncoder;
import io.plimsoll.core.codec.generated.ReplaceOrderEncoder;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.codec.generated.SideFilter;
import io.plimsoll.core.codec.generated.StateDigestRequestEncoder;
import io.plimsoll.core.codec.generated.TimeInForce;
import io.plimsoll.core.codec.generated.TriggerSource;
import io.plimsoll.core.codec.generated.WithdrawEncoder;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A small world in which every kind of command occurs, a forced close included: a maker, a trader with much leverage,
 * one instrument, a fall of its price. Used to warm an engine up, and as the script of tests.
 */
final class Rehearsal
{
    /** Takes the commands one by one, and answers each when everything that follows from it is done. */
    interface Exchange
    {
        /**
         * Sends a command.
         *
         * @return the order that it concerned; 0 if none.
         */
        long send(DirectBuffer command, int length);

        /** Position of the account that was asked about last. */
        long positionLots();

        /** Cash of the account that was asked about last. */
        long cashAtoms();
    }

    private static final long MAKER_ID = 1;
    private static final long TRADER_ID = 2;
    private static final int CASH_ID = 1;
    private static final int COLLATERAL_ID = 2;
    private static final int INSTRUMENT_ID = 1;
    private static final long CONTRACT_FACTOR_ATOMS = 100;
    private static final long SUB_TICKS_PER_TICK = 10;
    private static final long PRICE_TICKS = 1_000;
    private static final long FALLEN_PRICE_TICKS = 985;
    private static final long POSITION_LOTS = 40;
    private static final long BID_LOTS = 100;

    private final Exchange exchange;
    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(EngineLimits.COMMAND_LENGTH_MAX));
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final NewOrderEncoder newOrder = new NewOrderEncoder();
    private final NewOrderExtendedEncoder newOrderExtended = new NewOrderExtendedEncoder();
    private long clientSequence;

    Rehearsal(final Exchange exchange)
    {
        this.exchange = exchange;
    }

    /** Capacities that are enough, and small enough to be made again and again. */
    static EngineLimits limits()
    {
        return EngineLimits.builder()
            .sessions(8).assets(4).instruments(4).accounts(64).balances(64).positions(128).orders(256).priceLevels(128)
            .positionsPerAccount(4).fillsPerCommandMax(64).liquidationStepsPerCommand(4).cancelsPerCommand(16)
            .effectBytesMax(256 << 10)
            .build();
    }

    /** Lists assets and instrument and opens the accounts. */
    void begin()
    {
        listAsset(CASH_ID, 1, 1, 1_000_000, 1_270_000, 1_300_000);
        listAsset(COLLATERAL_ID, 1_000, 1_000_000, 900_000, 0, 0);
        listInstrument();
        openAccount(MAKER_ID);
        openAccount(TRADER_ID);
        deposit(MAKER_ID, CASH_ID, 1_000_000_000_000L);
    }

    /** One fall of the price, and the way back to where it began. */
    void fall()
    {
        price(PRICE_TICKS);
        deposit(TRADER_ID, COLLATERAL_ID, 1_000);
        deposit(TRADER_ID, CASH_ID, 90_000);
        order(MAKER_ID, Side.SELL, OrderType.LIMIT, TimeInForce.GTC, PRICE_TICKS, POSITION_LOTS, false, false);
        final long bid =
            order(MAKER_ID, Side.BUY, OrderType.LIMIT, TimeInForce.GTC, FALLEN_PRICE_TICKS, BID_LOTS, true, false);
        order(TRADER_ID, Side.BUY, OrderType.LIMIT, TimeInForce.IOC, PRICE_TICKS, POSITION_LOTS, false, false);
        order(TRADER_ID, Side.BUY, OrderType.LIMIT, TimeInForce.FOK, PRICE_TICKS, POSITION_LOTS, false, false);
        final long offer =
            order(MAKER_ID, Side.SELL, OrderType.LIMIT, TimeInForce.GTC, PRICE_TICKS + 10, 5, false, false);
        replace(MAKER_ID, offer, PRICE_TICKS + 10, 3);
        cancel(MAKER_ID, offer);
        iceberg(MAKER_ID, Side.SELL, PRICE_TICKS + 20, 12, 5);
        cancelByClientId(MAKER_ID, clientSequence);
        price(FALLEN_PRICE_TICKS);
        query(TRADER_ID);
        digest();
        order(TRADER_ID, Side.SELL, OrderType.MARKET, TimeInForce.IOC, 0, exchange.positionLots(), false, true);
        stop(MAKER_ID, FALLEN_PRICE_TICKS + 1, 1);
        price(FALLEN_PRICE_TICKS + 1);
        cancel(MAKER_ID, bid);
        query(TRADER_ID);
        withdraw(TRADER_ID, exchange.cashAtoms());
        massCancel(MAKER_ID);
    }

    private void listAsset(
        final int assetId,
        final long unitAtoms,
        final long maxPriceAtoms,
        final int haircutWeightPpm,
        final int marginCallPpm,
        final int marginCallReleasePpm)
    {
        final ListAssetEncoder asset = new ListAssetEncoder().wrapAndApplyHeader(buffer, 0, header);
        asset.clientSequence(++clientSequence)
            .unitAtoms(unitAtoms)
            .maxPriceAtoms(maxPriceAtoms)
            .maxBalanceAtoms(1_000_000_000_000_000L)
            .assetId(assetId)
            .haircutWeightPpm(haircutWeightPpm)
            .marginCallPpm(marginCallPpm)
            .marginCallReleasePpm(marginCallReleasePpm);
        send(asset.encodedLength());
    }

    private void listInstrument()
    {
        final ListInstrumentEncoder instrument = new ListInstrumentEncoder().wrapAndApplyHeader(buffer, 0, header);
        instrument.clientSequence(++clientSequence)
            .contractFactorAtoms(CONTRACT_FACTOR_ATOMS)
            .subTicksPerTick(SUB_TICKS_PER_TICK)
            .minMarkSubTicks(1_000)
            .maxMarkSubTicks(1_000_000)
            .maxPositionLots(1_000_000)
            .minNotionalAtoms(0)
            .instrumentId(INSTRUMENT_ID)
            .settlementAssetId(CASH_ID)
            .takerFeePpm(500)
            .makerFeePpm(200)
            .liquidationFeePpm(500)
            .thetaPpm(1_050_000)
            .penaltyBetaPpm(500_000)
            .initialFactorPpm(1_600_000)
            .maxLeverage(50)
            .oracleBandPpm(10_000)
            .kind(InstrumentKind.LINEAR_PERPETUAL)
            .closePolicy(ClosePolicy.PARTIAL)
            .bracketsCount(1).next()
            .lowerNotionalAtoms(0).maintenanceRatePpm(10_000).penaltyRatePpm(5_000);
        send(instrument.encodedLength());
    }

    private void openAccount(final long accountId)
    {
        final OpenAccountEncoder account = new OpenAccountEncoder().wrapAndApplyHeader(buffer, 0, header);
        account.clientSequence(++clientSequence).accountId(accountId).selfTradeGroupId(0);
        send(account.encodedLength());
    }

    private void deposit(final long accountId, final int assetId, final long amountAtoms)
    {
        final DepositEncoder deposit = new DepositEncoder().wrapAndApplyHeader(buffer, 0, header);
        deposit.clientSequence(++clientSequence).accountId(accountId).amountAtoms(amountAtoms).assetId(assetId);
        send(deposit.encodedLength());
    }

    private void withdraw(final long accountId, final long amountAtoms)
    {
        final WithdrawEncoder withdraw = new WithdrawEncoder().wrapAndApplyHeader(buffer, 0, header);
        withdraw.clientSequence(++clientSequence).accountId(accountId).amountAtoms(amountAtoms).assetId(CASH_ID);
        send(withdraw.encodedLength());
    }

    private long order(
        final long accountId,
        final Side side,
        final OrderType type,
        final TimeInForce timeInForce,
        final long priceTicks,
        final long lots,
        final boolean postOnly,
        final boolean reduceOnly)
    {
        newOrder.wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(++clientSequence)
            .clientOrderId(clientSequence)
            .accountId(accountId)
            .priceTicks(priceTicks)
            .quantityLots(lots)
            .instrumentId(INSTRUMENT_ID)
            .side(side)
            .orderType(type)
            .timeInForce(timeInForce)
            .options().clear().postOnly(postOnly).reduceOnly(reduceOnly);
        return send(newOrder.encodedLength());
    }

    private void iceberg(
        final long accountId, final Side side, final long priceTicks, final long lots, final long displayLots)
    {
        newOrderExtended.wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(++clientSequence)
            .clientOrderId(clientSequence)
            .accountId(accountId)
            .priceTicks(priceTicks)
            .quantityLots(lots)
            .displayLots(displayLots)
            .expireTimeNs(0)
            .triggerPriceTicks(0)
            .instrumentId(INSTRUMENT_ID)
            .side(side)
            .orderType(OrderType.LIMIT)
            .timeInForce(TimeInForce.DAY)
            .triggerSource(TriggerSource.NONE)
            .padding1((short)0).padding2(0).padding3(0)
            .options().clear();
        send(newOrderExtended.encodedLength());
    }

    /** Buys at the market once the mark has risen to a price. */
    private void stop(final long accountId, final long triggerPriceTicks, final long lots)
    {
        newOrderExtended.wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(++clientSequence)
            .clientOrderId(clientSequence)
            .accountId(accountId)
            .priceTicks(0)
            .quantityLots(lots)
            .displayLots(0)
            .expireTimeNs(0)
            .triggerPriceTicks(triggerPriceTicks)
            .instrumentId(INSTRUMENT_ID)
            .side(Side.BUY)
            .orderType(OrderType.STOP)
            .timeInForce(TimeInForce.GTC)
            .triggerSource(TriggerSource.MARK)
            .padding1((short)0).padding2(0).padding3(0)
            .options().clear();
        send(newOrderExtended.encodedLength());
    }

    private void cancelByClientId(final long accountId, final long clientOrderId)
    {
        final CancelByClientIdEncoder cancel = new CancelByClientIdEncoder().wrapAndApplyHeader(buffer, 0, header);
        cancel.clientSequence(++clientSequence).accountId(accountId).clientOrderId(clientOrderId);
        send(cancel.encodedLength());
    }

    private void massCancel(final long accountId)
    {
        final MassCancelEncoder cancel = new MassCancelEncoder().wrapAndApplyHeader(buffer, 0, header);
        cancel.clientSequence(++clientSequence).accountId(accountId).instrumentId(0).side(SideFilter.BOTH)
            .padding1((short)0).padding2(0);
        send(cancel.encodedLength());
    }

    private void replace(final long accountId, final long orderId, final long priceTicks, final long lots)
    {
        final ReplaceOrderEncoder replace = new ReplaceOrderEncoder().wrapAndApplyHeader(buffer, 0, header);
        replace.clientSequence(++clientSequence).accountId(accountId).orderId(orderId)
            .priceTicks(priceTicks).quantityLots(lots);
        send(replace.encodedLength());
    }

    private void cancel(final long accountId, final long orderId)
    {
        final CancelOrderEncoder cancel = new CancelOrderEncoder().wrapAndApplyHeader(buffer, 0, header);
        cancel.clientSequence(++clientSequence).accountId(accountId).orderId(orderId);
        send(cancel.encodedLength());
    }

    private void price(final long priceTicks)
    {
        final PriceBatchEncoder batch = new PriceBatchEncoder().wrapAndApplyHeader(buffer, 0, header);
        batch.clientSequence(++clientSequence);
        batch.instrumentPricesCount(1).next()
            .markSubTicks(priceTicks * SUB_TICKS_PER_TICK)
            .indexSubTicks(priceTicks * SUB_TICKS_PER_TICK)
            .instrumentId(INSTRUMENT_ID)
            .padding(0);
        batch.assetPricesCount(1).next().priceAtoms(2).assetId(COLLATERAL_ID).padding(0);
        send(batch.encodedLength());
    }

    private void query(final long accountId)
    {
        final AccountQueryEncoder query = new AccountQueryEncoder().wrapAndApplyHeader(buffer, 0, header);
        query.clientSequence(++clientSequence).accountId(accountId);
        send(query.encodedLength());
    }

    private void digest()
    {
        final StateDigestRequestEncoder digest = new StateDigestRequestEncoder().wrapAndApplyHeader(buffer, 0, header);
        digest.clientSequence(++clientSequence);
        send(digest.encodedLength());
    }

    private long send(final int blockLength)
    {
        return exchange.send(buffer, MessageHeaderEncoder.ENCODED_LENGTH + blockLength);
    }
}
