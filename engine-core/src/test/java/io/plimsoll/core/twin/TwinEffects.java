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

import io.plimsoll.core.codec.generated.AccountState;
import io.plimsoll.core.codec.generated.AccountStateChangedEncoder;
import io.plimsoll.core.codec.generated.BalanceChangedEncoder;
import io.plimsoll.core.codec.generated.CancelReason;
import io.plimsoll.core.codec.generated.FillKind;
import io.plimsoll.core.codec.generated.Liquidity;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.OrderCancelledEncoder;
import io.plimsoll.core.codec.generated.OrderFilledEncoder;
import io.plimsoll.core.codec.generated.OrderSlidEncoder;
import io.plimsoll.core.codec.generated.Side;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

import java.nio.ByteOrder;

/** The effects that the twin expects, to the byte. */
final class TwinEffects
{
    static final int NOBODY = -1;
    static final int EVERYBODY = 0;

    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(1 << 16);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private int length;

    MutableDirectBuffer buffer()
    {
        return buffer;
    }

    MessageHeaderEncoder header()
    {
        return header;
    }

    int length()
    {
        return length;
    }

    void reset(final int mark)
    {
        length = mark;
    }

    /** Opens a frame for a block with groups of some length; returns where its message header goes. */
    int claim(final int recipient, final int blockLength)
    {
        final int messageLength = MessageHeaderEncoder.ENCODED_LENGTH + blockLength;
        final int frameLength = (8 + messageLength + 7) / 8 * 8;
        buffer.setMemory(length, frameLength, (byte)0);
        buffer.putInt(length, messageLength, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(length + 4, recipient, ByteOrder.LITTLE_ENDIAN);
        final int at = length + 8;
        length += frameLength;
        return at;
    }

    void cancelled(
        final int recipient, final TwinOrder order, final long lots, final long remaining, final CancelReason reason)
    {
        new OrderCancelledEncoder()
            .wrapAndApplyHeader(buffer, claim(recipient, OrderCancelledEncoder.BLOCK_LENGTH), header)
            .orderId(order.id)
            .accountId(order.account.id)
            .clientOrderId(order.clientId)
            .cancelledLots(lots)
            .remainingLots(remaining)
            .instrumentId(order.instrument.id)
            .reason(reason);
    }

    void slid(final int recipient, final TwinOrder order)
    {
        new OrderSlidEncoder()
            .wrapAndApplyHeader(buffer, claim(recipient, OrderSlidEncoder.BLOCK_LENGTH), header)
            .orderId(order.id)
            .accountId(order.account.id)
            .clientOrderId(order.clientId)
            .askedTicks(order.askedPrice)
            .priceTicks(order.price)
            .instrumentId(order.instrument.id);
    }

    void filled(
        final int recipient,
        final long trade,
        final TwinOrder order,
        final long price,
        final long lots,
        final long fee,
        final boolean maker,
        final boolean forced)
    {
        new OrderFilledEncoder()
            .wrapAndApplyHeader(buffer, claim(recipient, OrderFilledEncoder.BLOCK_LENGTH), header)
            .tradeId(trade)
            .orderId(order.id)
            .accountId(order.account.id)
            .clientOrderId(order.clientId)
            .priceTicks(price)
            .quantityLots(lots)
            .remainingLots(order.remaining)
            .feeAtoms(fee)
            .instrumentId(order.instrument.id)
            .side(order.side == TwinBook.BUY ? Side.BUY : Side.SELL)
            .liquidity(maker ? Liquidity.MAKER : Liquidity.TAKER)
            .kind(!forced ? FillKind.LIMIT : maker ? FillKind.LIQUIDATION : FillKind.LIQUIDATED);
    }

    void auctioned(
        final int recipient,
        final long trade,
        final TwinOrder order,
        final long price,
        final long lots,
        final long fee)
    {
        new OrderFilledEncoder()
            .wrapAndApplyHeader(buffer, claim(recipient, OrderFilledEncoder.BLOCK_LENGTH), header)
            .tradeId(trade)
            .orderId(order.id)
            .accountId(order.account.id)
            .clientOrderId(order.clientId)
            .priceTicks(price)
            .quantityLots(lots)
            .remainingLots(order.remaining)
            .feeAtoms(fee)
            .instrumentId(order.instrument.id)
            .side(order.side == TwinBook.BUY ? Side.BUY : Side.SELL)
            .liquidity(Liquidity.AUCTION)
            .kind(FillKind.LIMIT);
    }

    void balance(
        final int recipient, final TwinAccount account, final TwinAsset asset, final long change, final long after)
    {
        new BalanceChangedEncoder()
            .wrapAndApplyHeader(buffer, claim(recipient, BalanceChangedEncoder.BLOCK_LENGTH), header)
            .accountId(account.id)
            .changeAtoms(change)
            .balanceAtoms(after)
            .assetId(asset.id);
    }

    void state(
        final int recipient,
        final TwinAccount account,
        final int from,
        final long equity,
        final long maintenance,
        final long missing)
    {
        final boolean liquidating = account.state == TwinAccount.LIQUIDATING;
        new AccountStateChangedEncoder()
            .wrapAndApplyHeader(buffer, claim(recipient, AccountStateChangedEncoder.BLOCK_LENGTH), header)
            .accountId(account.id)
            .equityAtoms(equity)
            .maintenanceAtoms(maintenance)
            .missingAtoms(account.state == TwinAccount.NORMAL ? 0 : missing)
            .episodeId(liquidating ? account.episode : 0)
            .thetaPpm(liquidating ? account.thetaPpm : 0)
            .fromState(AccountState.get((short)from))
            .toState(AccountState.get((short)account.state));
    }
}
