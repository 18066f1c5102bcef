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

/**
 * Encodes increments in place, one behind the other in a log. Every byte is written, padding too, because the log is
 * used again. Allocates nothing while the log does not grow.
 */
final class FeedEncoder
{
    private static final int HEADER_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH;

    private final MessageLog log;
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

    FeedEncoder(final MessageLog log)
    {
        this.log = log;
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
        final int at = claim(LevelChangedEncoder.BLOCK_LENGTH);
        levelChanged.wrapAndApplyHeader(log.buffer(), at, header)
            .instrumentSequence(feed.nextSequence())
            .timestampNs(timestampNs)
            .priceTicks(priceTicks)
            .totalLots(totalLots)
            .orderCount(orderCount)
            .instrumentId(feed.instrumentId())
            .side(Side.get((short)side))
            .endOfCommand(flag(end))
            .padding1(0)
            .padding2(0);
    }

    void orderAdded(
        final InstrumentFeed feed, final long orderId, final int side, final long priceTicks, final long lots)
    {
        final int at = claim(OrderAddedEncoder.BLOCK_LENGTH);
        orderAdded.wrapAndApplyHeader(log.buffer(), at, header)
            .instrumentSequence(feed.nextSequence())
            .timestampNs(timestampNs)
            .orderId(orderId)
            .priceTicks(priceTicks)
            .quantityLots(lots)
            .instrumentId(feed.instrumentId())
            .side(Side.get((short)side))
            .endOfCommand(flag(false))
            .padding(0);
    }

    void orderReduced(final InstrumentFeed feed, final long orderId, final long remainingLots)
    {
        final int at = claim(OrderReducedEncoder.BLOCK_LENGTH);
        orderReduced.wrapAndApplyHeader(log.buffer(), at, header)
            .instrumentSequence(feed.nextSequence())
            .timestampNs(timestampNs)
            .orderId(orderId)
            .remainingLots(remainingLots)
            .instrumentId(feed.instrumentId())
            .endOfCommand(flag(false))
            .padding1((short)0)
            .padding2(0);
    }

    void orderRemoved(final InstrumentFeed feed, final long orderId)
    {
        final int at = claim(OrderRemovedEncoder.BLOCK_LENGTH);
        orderRemoved.wrapAndApplyHeader(log.buffer(), at, header)
            .instrumentSequence(feed.nextSequence())
            .timestampNs(timestampNs)
            .orderId(orderId)
            .instrumentId(feed.instrumentId())
            .endOfCommand(flag(false))
            .padding1((short)0)
            .padding2(0);
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
        final int at = claim(PublicTradeEncoder.BLOCK_LENGTH);
        publicTrade.wrapAndApplyHeader(log.buffer(), at, header)
            .instrumentSequence(feed.nextSequence())
            .timestampNs(timestampNs)
            .tradeId(tradeId)
            .makerOrderId(makerOrderId)
            .priceTicks(priceTicks)
            .quantityLots(lots)
            .instrumentId(feed.instrumentId())
            .takerSide(Side.get((short)takerSide))
            .kind(kind)
            .endOfCommand(flag(false))
            .padding((short)0);
    }

    void bestPrices(
        final InstrumentFeed feed,
        final long bidTicks,
        final long bidLots,
        final long askTicks,
        final long askLots,
        final boolean end)
    {
        final int at = claim(BestPricesEncoder.BLOCK_LENGTH);
        bestPrices.wrapAndApplyHeader(log.buffer(), at, header)
            .instrumentSequence(feed.nextSequence())
            .timestampNs(timestampNs)
            .bidTicks(bidTicks)
            .bidLots(bidLots)
            .askTicks(askTicks)
            .askLots(askLots)
            .instrumentId(feed.instrumentId())
            .endOfCommand(flag(end))
            .padding1((short)0)
            .padding2(0);
    }

    void instrumentStatus(final InstrumentFeed feed, final int state)
    {
        final int at = claim(InstrumentStatusEncoder.BLOCK_LENGTH);
        instrumentStatus.wrapAndApplyHeader(log.buffer(), at, header)
            .instrumentSequence(feed.nextSequence())
            .timestampNs(timestampNs)
            .instrumentId(feed.instrumentId())
            .state(InstrumentState.get((short)state))
            .endOfCommand(flag(true))
            .padding(0);
    }

    void auctionIndicated(
        final InstrumentFeed feed,
        final AuctionPriceKind kind,
        final long priceTicks,
        final long quantityLots,
        final long surplusLots)
    {
        final int at = claim(AuctionIndicatedEncoder.BLOCK_LENGTH);
        auctionIndicated.wrapAndApplyHeader(log.buffer(), at, header)
            .instrumentSequence(feed.nextSequence())
            .instrumentId(feed.instrumentId())
            .kind(kind)
            .endOfCommand(flag(false))
            .padding(0)
            .timestampNs(timestampNs)
            .priceTicks(priceTicks)
            .quantityLots(quantityLots)
            .surplusLots(surplusLots);
    }

    void feedReset()
    {
        final int at = claim(FeedResetEncoder.BLOCK_LENGTH);
        feedReset.wrapAndApplyHeader(log.buffer(), at, header).timestampNs(timestampNs);
    }

    private int claim(final int blockLength)
    {
        return log.claim(HEADER_LENGTH + blockLength);
    }

    private static short flag(final boolean set)
    {
        return (short)(set ? 1 : 0);
    }
}
