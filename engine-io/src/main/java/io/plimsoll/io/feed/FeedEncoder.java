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
package io.plimsoll.io.feed;

import io.plimsoll.core.codec.generated.AuctionIndicatedEncoder;
import io.plimsoll.core.codec.generated.AuctionPriceKind;
import io.plimsoll.core.codec.generated.BestPricesEncoder;
import io.plimsoll.core.codec.generated.FeedResetEncoder;
import io.plimsoll.core.codec.generated.InstrumentState;
import io.plimsoll.core.codec.generated.InstrumentStatusEncoder;
import io.plimsoll.core.codec.generated.LevelChangedEncoder;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.OrderAddedEncoder;
import io.plimsoll.core.codec.generated.OrderReducedEncoder;
import io.plimsoll.core.codec.generated.OrderRemovedEncoder;
import io.plimsoll.core.codec.generated.PublicTradeEncoder;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.codec.generated.TradeKind;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Encodes increments and gives them to a consumer. Padding stays zero, because the longest message is zeroed first.
 * Allocates nothing.
 */
final class FeedEncoder
{
    private static final int HEADER_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int LENGTH_MAX = 128;

    private final FeedConsumer consumer;
    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(LENGTH_MAX));
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final LevelChangedEncoder levelChanged = new LevelChangedEncoder();
    private final OrderAddedEncoder orderAdded = new OrderAddedEncoder();
    private final OrderReducedEncoder orderReduced = new OrderReducedEncoder();
    private final OrderRemovedEncoder orderRemoved = new OrderRemovedEncoder();
    private final PublicTradeEncoder publicTrade = new PublicTradeEncoder();
    private final BestPricesEncoder bestPrices = new BestPricesEncoder();
    private final InstrumentStatusEncoder instrumentStatus = new InstrumentStatusEncoder();
    private final AuctionIndicatedEncoder auctionIndicated = new AuctionIndicatedEncoder();
    private final FeedResetEncoder feedReset = new FeedResetEncoder();
    private long timestampNs;

    FeedEncoder(final FeedConsumer consumer)
    {
        this.consumer = consumer;
    }

    /** Time of the command whose changes follow. */
    void timestampNs(final long commandTimestampNs)
    {
        timestampNs = commandTimestampNs;
    }

    void levelChanged(
        final InstrumentFeed feed,
        final int side,
        final long priceTicks,
        final long totalLots,
        final int orderCount,
        final boolean end)
    {
        levelChanged.wrapAndApplyHeader(zeroed(), 0, header)
            .instrumentSequence(feed.nextSequence())
            .timestampNs(timestampNs)
            .priceTicks(priceTicks)
            .totalLots(totalLots)
            .orderCount(orderCount)
            .instrumentId(feed.instrumentId())
            .side(Side.get((short)side))
            .endOfCommand(flag(end));
        pass(LevelChangedEncoder.BLOCK_LENGTH);
    }

    void orderAdded(
        final InstrumentFeed feed, final long orderId, final int side, final long priceTicks, final long lots)
    {
        orderAdded.wrapAndApplyHeader(zeroed(), 0, header)
            .instrumentSequence(feed.nextSequence())
            .timestampNs(timestampNs)
            .orderId(orderId)
            .priceTicks(priceTicks)
            .quantityLots(lots)
            .instrumentId(feed.instrumentId())
            .side(Side.get((short)side));
        pass(OrderAddedEncoder.BLOCK_LENGTH);
    }

    void orderReduced(final InstrumentFeed feed, final long orderId, final long remainingLots)
    {
        orderReduced.wrapAndApplyHeader(zeroed(), 0, header)
            .instrumentSequence(feed.nextSequence())
            .timestampNs(timestampNs)
            .orderId(orderId)
            .remainingLots(remainingLots)
            .instrumentId(feed.instrumentId());
        pass(OrderReducedEncoder.BLOCK_LENGTH);
    }

    void orderRemoved(final InstrumentFeed feed, final long orderId)
    {
        orderRemoved.wrapAndApplyHeader(zeroed(), 0, header)
            .instrumentSequence(feed.nextSequence())
            .timestampNs(timestampNs)
            .orderId(orderId)
            .instrumentId(feed.instrumentId());
        pass(OrderRemovedEncoder.BLOCK_LENGTH);
    }

    void publicTrade(
        final InstrumentFeed feed,
        final long tradeId,
        final long makerOrderId,
        final long priceTicks,
        final long lots,
        final int takerSide,
        final TradeKind kind)
    {
        publicTrade.wrapAndApplyHeader(zeroed(), 0, header)
            .instrumentSequence(feed.nextSequence())
            .timestampNs(timestampNs)
            .tradeId(tradeId)
            .makerOrderId(makerOrderId)
            .priceTicks(priceTicks)
            .quantityLots(lots)
            .instrumentId(feed.instrumentId())
            .takerSide(Side.get((short)takerSide))
            .kind(kind);
        pass(PublicTradeEncoder.BLOCK_LENGTH);
    }

    void bestPrices(
        final InstrumentFeed feed,
        final long bidTicks,
        final long bidLots,
        final long askTicks,
        final long askLots,
        final boolean end)
    {
        bestPrices.wrapAndApplyHeader(zeroed(), 0, header)
            .instrumentSequence(feed.nextSequence())
            .timestampNs(timestampNs)
            .bidTicks(bidTicks)
            .bidLots(bidLots)
            .askTicks(askTicks)
            .askLots(askLots)
            .instrumentId(feed.instrumentId())
            .endOfCommand(flag(end));
        pass(BestPricesEncoder.BLOCK_LENGTH);
    }

    void instrumentStatus(final InstrumentFeed feed, final int state)
    {
        instrumentStatus.wrapAndApplyHeader(zeroed(), 0, header)
            .instrumentSequence(feed.nextSequence())
            .timestampNs(timestampNs)
            .instrumentId(feed.instrumentId())
            .state(InstrumentState.get((short)state))
            .endOfCommand(flag(true));
        pass(InstrumentStatusEncoder.BLOCK_LENGTH);
    }

    void auctionIndicated(
        final InstrumentFeed feed,
        final AuctionPriceKind kind,
        final long priceTicks,
        final long quantityLots,
        final long surplusLots)
    {
        auctionIndicated.wrapAndApplyHeader(zeroed(), 0, header)
            .instrumentSequence(feed.nextSequence())
            .instrumentId(feed.instrumentId())
            .kind(kind)
            .timestampNs(timestampNs)
            .priceTicks(priceTicks)
            .quantityLots(quantityLots)
            .surplusLots(surplusLots);
        pass(AuctionIndicatedEncoder.BLOCK_LENGTH);
    }

    void feedReset()
    {
        feedReset.wrapAndApplyHeader(zeroed(), 0, header).timestampNs(timestampNs);
        pass(FeedResetEncoder.BLOCK_LENGTH);
    }

    private UnsafeBuffer zeroed()
    {
        buffer.setMemory(0, LENGTH_MAX, (byte)0);
        return buffer;
    }

    private void pass(final int blockLength)
    {
        consumer.onMessage(buffer, 0, HEADER_LENGTH + blockLength);
    }

    private static short flag(final boolean set)
    {
        return (short)(set ? 1 : 0);
    }
}
