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
import io.plimsoll.core.codec.generated.AccountQueryEncoder;
import io.plimsoll.core.codec.generated.CancelOrderEncoder;
import io.plimsoll.core.codec.generated.ContinueEncoder;
import io.plimsoll.core.codec.generated.DepositEncoder;
import io.plimsoll.core.codec.generated.KillScope;
import io.plimsoll.core.codec.generated.KillSwitchEncoder;
import io.plimsoll.core.codec.generated.ListAssetEncoder;
import io.plimsoll.core.codec.generated.MassCancelEncoder;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.NewOrderEncoder;
import io.plimsoll.core.codec.generated.NewOrderExtendedEncoder;
import io.plimsoll.core.codec.generated.OpenAccountEncoder;
import io.plimsoll.core.codec.generated.OrderType;
import io.plimsoll.core.codec.generated.PriceBatchEncoder;
import io.plimsoll.core.codec.generated.ReplaceOrderEncoder;
import io.plimsoll.core.codec.generated.SessionOpenEncoder;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.codec.generated.SideFilter;
import io.plimsoll.core.codec.generated.SwitchAction;
import io.plimsoll.core.codec.generated.TimeInForce;
import io.plimsoll.core.codec.generated.TriggerSource;
import io.plimsoll.core.codec.generated.WithdrawEncoder;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes one command after the other at the start of its buffer; each method returns the length. 0 B. */
public final class CommandWriter
{
    /** Id of the reference asset in every world. */
    public static final int CASH = 1;

    private static final int PPM = 1_000_000;
    private static final long PRINCIPAL = 7;

    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(EngineLimits.COMMAND_LENGTH_MAX));
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final SessionOpenEncoder sessionOpen = new SessionOpenEncoder();
    private final ListAssetEncoder listAsset = new ListAssetEncoder();
    private final OpenAccountEncoder openAccount = new OpenAccountEncoder();
    private final DepositEncoder deposit = new DepositEncoder();
    private final WithdrawEncoder withdraw = new WithdrawEncoder();
    private final AccountQueryEncoder accountQuery = new AccountQueryEncoder();
    private final NewOrderEncoder newOrder = new NewOrderEncoder();
    private final NewOrderExtendedEncoder extendedOrder = new NewOrderExtendedEncoder();
    private final MassCancelEncoder massCancel = new MassCancelEncoder();
    private final CancelOrderEncoder cancel = new CancelOrderEncoder();
    private final ReplaceOrderEncoder replace = new ReplaceOrderEncoder();
    private final PriceBatchEncoder priceBatch = new PriceBatchEncoder();
    private final KillSwitchEncoder killSwitch = new KillSwitchEncoder();
    private final ContinueEncoder continueWork = new ContinueEncoder();
    private long clientSequence;
    private boolean ordersNamed = true;

    /**
     * Chooses whether orders carry a client order id of their own, which the engine then keeps findable; they do unless
     * told otherwise.
     *
     * @param named whether they do.
     */
    public void ordersNamed(final boolean named)
    {
        ordersNamed = named;
    }

    /**
     * Where the last command stands.
     *
     * @return the buffer; the command begins at 0.
     */
    public UnsafeBuffer buffer()
    {
        return buffer;
    }

    /**
     * A principal has connected; a command of the host.
     *
     * @return length.
     */
    public int sessionOpen()
    {
        return length(sessionOpen.wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(0).principalId(PRINCIPAL).encodedLength());
    }

    /**
     * Lists the reference asset.
     *
     * @param marginCallPpm        line of the margin call.
     * @param marginCallReleasePpm line at which it ends.
     * @return length.
     */
    public int listCash(final int marginCallPpm, final int marginCallReleasePpm)
    {
        return length(listAsset.wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(++clientSequence).unitAtoms(1).maxPriceAtoms(1).maxBalanceAtoms(1L << 60)
            .assetId(CASH).haircutWeightPpm(PPM)
            .marginCallPpm(marginCallPpm).marginCallReleasePpm(marginCallReleasePpm).encodedLength());
    }

    /**
     * Lists an instrument.
     *
     * @param terms of the instrument.
     * @return length.
     */
    public int listInstrument(final InstrumentTerms terms)
    {
        return length(terms.encode(buffer, header, ++clientSequence));
    }

    /**
     * Opens an account.
     *
     * @param accountId of it.
     * @return length.
     */
    public int openAccount(final long accountId)
    {
        return length(openAccount.wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(++clientSequence).accountId(accountId).selfTradeGroupId(0).encodedLength());
    }

    /**
     * Deposits into the reference asset.
     *
     * @param accountId   of the account.
     * @param amountAtoms deposited.
     * @return length.
     */
    public int deposit(final long accountId, final long amountAtoms)
    {
        return length(deposit.wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(++clientSequence).accountId(accountId).amountAtoms(amountAtoms).assetId(CASH)
            .encodedLength());
    }

    /**
     * Withdraws from the reference asset.
     *
     * @param accountId   of the account.
     * @param amountAtoms withdrawn.
     * @return length.
     */
    public int withdraw(final long accountId, final long amountAtoms)
    {
        return length(withdraw.wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(++clientSequence).accountId(accountId).amountAtoms(amountAtoms).assetId(CASH)
            .encodedLength());
    }

    /**
     * Asks for the report of an account.
     *
     * @param accountId of the account.
     * @return length.
     */
    public int accountQuery(final long accountId)
    {
        return length(accountQuery.wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(++clientSequence).accountId(accountId).encodedLength());
    }

    /**
     * A limit order.
     *
     * @param accountId    of the sender.
     * @param instrumentId traded.
     * @param side         of the order.
     * @param timeInForce  of the order.
     * @param priceTicks   limit.
     * @param quantityLots lots.
     * @return length.
     */
    public int order(
        final long accountId,
        final int instrumentId,
        final Side side,
        final TimeInForce timeInForce,
        final long priceTicks,
        final long quantityLots)
    {
        newOrder.wrapAndApplyHeader(buffer, 0, header).options().clear();
        return length(newOrder.clientSequence(++clientSequence).clientOrderId(ordersNamed ? clientSequence : 0)
            .accountId(accountId).priceTicks(priceTicks).quantityLots(quantityLots).instrumentId(instrumentId)
            .side(side).orderType(OrderType.LIMIT).timeInForce(timeInForce).encodedLength());
    }

    /**
     * An iceberg good till cancelled.
     *
     * @param accountId    of the owner.
     * @param instrumentId traded.
     * @param side         of the order.
     * @param priceTicks   limit.
     * @param quantityLots lots.
     * @param displayLots  that the book displays.
     * @return length.
     */
    public int iceberg(
        final long accountId,
        final int instrumentId,
        final Side side,
        final long priceTicks,
        final long quantityLots,
        final long displayLots)
    {
        return length(extended(accountId, instrumentId, side, quantityLots).priceTicks(priceTicks)
            .orderType(OrderType.LIMIT).displayLots(displayLots).triggerPriceTicks(0).triggerSource(TriggerSource.NONE)
            .encodedLength());
    }

    /**
     * A stop that becomes a market order once the mark has reached its trigger price.
     *
     * @param accountId    of the owner.
     * @param instrumentId traded.
     * @param side         of the order.
     * @param triggerTicks price that it waits for.
     * @param quantityLots lots.
     * @return length.
     */
    public int stop(
        final long accountId,
        final int instrumentId,
        final Side side,
        final long triggerTicks,
        final long quantityLots)
    {
        return length(extended(accountId, instrumentId, side, quantityLots).priceTicks(0)
            .orderType(OrderType.STOP).displayLots(0).triggerPriceTicks(triggerTicks).triggerSource(TriggerSource.MARK)
            .encodedLength());
    }

    private NewOrderExtendedEncoder extended(
        final long accountId, final int instrumentId, final Side side, final long quantityLots)
    {
        extendedOrder.wrapAndApplyHeader(buffer, 0, header).options().clear();
        return extendedOrder.clientSequence(++clientSequence).clientOrderId(ordersNamed ? clientSequence : 0)
            .accountId(accountId).quantityLots(quantityLots).expireTimeNs(0).instrumentId(instrumentId).side(side)
            .timeInForce(TimeInForce.GTC).padding1((short)0).padding2(0).padding3(0);
    }

    /**
     * Cancels all orders of an account in one instrument.
     *
     * @param accountId    of the owner.
     * @param instrumentId of the orders.
     * @return length.
     */
    public int massCancel(final long accountId, final int instrumentId)
    {
        return length(massCancel.wrapAndApplyHeader(buffer, 0, header).clientSequence(++clientSequence)
            .accountId(accountId).instrumentId(instrumentId).side(SideFilter.BOTH).padding1((short)0).padding2(0)
            .encodedLength());
    }

    /**
     * Cancels an order.
     *
     * @param accountId of its owner.
     * @param orderId   of the order.
     * @return length.
     */
    public int cancel(final long accountId, final long orderId)
    {
        return length(cancel.wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(++clientSequence).accountId(accountId).orderId(orderId).encodedLength());
    }

    /**
     * Gives an order a new price and remaining quantity.
     *
     * @param accountId    of its owner.
     * @param orderId      of the order.
     * @param priceTicks   new limit.
     * @param quantityLots new remaining quantity.
     * @return length.
     */
    public int replace(final long accountId, final long orderId, final long priceTicks, final long quantityLots)
    {
        return length(replace.wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(++clientSequence).accountId(accountId).orderId(orderId).priceTicks(priceTicks)
            .quantityLots(quantityLots).encodedLength());
    }

    /**
     * The mark of one instrument; its index price is the same.
     *
     * @param instrumentId of the instrument.
     * @param markSubTicks the mark.
     * @return length.
     */
    public int mark(final int instrumentId, final long markSubTicks)
    {
        return mark(buffer, 0, instrumentId, markSubTicks);
    }

    /**
     * The mark of one instrument, written into another buffer.
     *
     * @param target       buffer.
     * @param offset       of the message in it.
     * @param instrumentId of the instrument.
     * @param markSubTicks the mark.
     * @return length.
     */
    public int mark(final UnsafeBuffer target, final int offset, final int instrumentId, final long markSubTicks)
    {
        priceBatch.wrapAndApplyHeader(target, offset, header).clientSequence(++clientSequence);
        priceBatch.instrumentPricesCount(1).next()
            .markSubTicks(markSubTicks).indexSubTicks(markSubTicks).instrumentId(instrumentId).padding(0);
        priceBatch.assetPricesCount(0);
        return length(priceBatch.encodedLength());
    }

    /**
     * Goes on with work that is left over; a command of the host.
     *
     * @return length.
     */
    public int continueWork()
    {
        return length(continueWork.wrapAndApplyHeader(buffer, 0, header).clientSequence(0).encodedLength());
    }

    /**
     * Engages the kill switch of the engine.
     *
     * @return length.
     */
    public int killEngine()
    {
        return length(killSwitch.wrapAndApplyHeader(buffer, 0, header).clientSequence(++clientSequence).targetId(0)
            .reasonCode(0).scope(KillScope.ENGINE).action(SwitchAction.ENGAGE).padding(0).encodedLength());
    }

    private static int length(final int encodedLength)
    {
        return MessageHeaderEncoder.ENCODED_LENGTH + encodedLength;
    }
}
