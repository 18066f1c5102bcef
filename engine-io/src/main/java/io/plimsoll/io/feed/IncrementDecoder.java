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

import io.plimsoll.core.codec.generated.AuctionIndicatedDecoder;
import io.plimsoll.core.codec.generated.AuctionPriceKind;
import io.plimsoll.core.codec.generated.BestPricesDecoder;
import io.plimsoll.core.codec.generated.InstrumentStatusDecoder;
import io.plimsoll.core.codec.generated.LevelChangedDecoder;
import io.plimsoll.core.codec.generated.MessageHeaderDecoder;
import io.plimsoll.core.codec.generated.OrderAddedDecoder;
import io.plimsoll.core.codec.generated.OrderReducedDecoder;
import io.plimsoll.core.codec.generated.OrderRemovedDecoder;
import io.plimsoll.core.codec.generated.PublicTradeDecoder;
import io.plimsoll.io.session.SbeHeader;
import org.agrona.DirectBuffer;

/**
 * Applies one increment to a book, and tells the listener. One thread at a time; allocates nothing.
 */
final class IncrementDecoder
{
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final LevelChangedDecoder levelChanged = new LevelChangedDecoder();
    private final OrderAddedDecoder orderAdded = new OrderAddedDecoder();
    private final OrderReducedDecoder orderReduced = new OrderReducedDecoder();
    private final OrderRemovedDecoder orderRemoved = new OrderRemovedDecoder();
    private final PublicTradeDecoder publicTrade = new PublicTradeDecoder();
    private final BestPricesDecoder bestPrices = new BestPricesDecoder();
    private final AuctionIndicatedDecoder auctionIndicated = new AuctionIndicatedDecoder();
    private final InstrumentStatusDecoder instrumentStatus = new InstrumentStatusDecoder();
    private final MarketBook book;
    private final BookReader.Depth depth;
    private final FeedListener listener;
    private boolean endOfCommand;
    private int state;

    IncrementDecoder(final MarketBook book, final BookReader.Depth depth, final FeedListener listener)
    {
        this.book = book;
        this.depth = depth;
        this.listener = listener;
    }

    /** Whether the last increment applied was the last one of its command. */
    boolean isEndOfCommand()
    {
        return endOfCommand;
    }

    /** State that was told last. */
    int state()
    {
        return state;
    }

    void state(final int value)
    {
        state = value;
    }

    /**
     * Applies an increment.
     *
     * @return false if it contradicts the book.
     */
    boolean apply(final DirectBuffer buffer, final int offset)
    {
        switch (SbeHeader.templateId(buffer, offset))
        {
            case LevelChangedDecoder.TEMPLATE_ID:
                return onLevel(levelChanged.wrapAndApplyHeader(buffer, offset, header));
            case OrderAddedDecoder.TEMPLATE_ID:
                return onAdded(orderAdded.wrapAndApplyHeader(buffer, offset, header));
            case OrderReducedDecoder.TEMPLATE_ID:
                return onReduced(orderReduced.wrapAndApplyHeader(buffer, offset, header));
            case OrderRemovedDecoder.TEMPLATE_ID:
                return onRemoved(orderRemoved.wrapAndApplyHeader(buffer, offset, header));
            case PublicTradeDecoder.TEMPLATE_ID:
                return onTrade(publicTrade.wrapAndApplyHeader(buffer, offset, header));
            case BestPricesDecoder.TEMPLATE_ID:
                return onBestPrices(bestPrices.wrapAndApplyHeader(buffer, offset, header));
            case AuctionIndicatedDecoder.TEMPLATE_ID:
                return onAuction(auctionIndicated.wrapAndApplyHeader(buffer, offset, header));
            default:
                return onStatus(instrumentStatus.wrapAndApplyHeader(buffer, offset, header));
        }
    }

    private boolean onLevel(final LevelChangedDecoder message)
    {
        endOfCommand = 1 == message.endOfCommand();
        final int side = message.sideRaw();
        if (!PriceLadder.isPrice(message.priceTicks()))
        {
            return false;
        }
        if (BookReader.Depth.LEVELS == depth)
        {
            book.setLevel(side, message.priceTicks(), message.totalLots(), message.orderCount());
            return true;
        }
        return book.lotsAt(side, message.priceTicks()) == message.totalLots() &&
            book.ordersAt(side, message.priceTicks()) == message.orderCount();
    }

    private boolean onAdded(final OrderAddedDecoder message)
    {
        endOfCommand = 1 == message.endOfCommand();
        if (BookReader.Depth.LEVELS == depth)
        {
            return true;
        }
        if (OrderTable.NONE != book.orders().find(message.orderId()) || !PriceLadder.isPrice(message.priceTicks()))
        {
            return false;
        }
        book.add(message.orderId(), message.sideRaw(), message.priceTicks(), message.quantityLots());
        return true;
    }

    private boolean onReduced(final OrderReducedDecoder message)
    {
        endOfCommand = 1 == message.endOfCommand();
        if (BookReader.Depth.LEVELS == depth)
        {
            return true;
        }
        final int slot = book.orders().find(message.orderId());
        if (OrderTable.NONE != slot)
        {
            book.change(slot, message.remainingLots());
        }
        return OrderTable.NONE != slot;
    }

    private boolean onRemoved(final OrderRemovedDecoder message)
    {
        endOfCommand = 1 == message.endOfCommand();
        if (BookReader.Depth.LEVELS == depth)
        {
            return true;
        }
        final int slot = book.orders().find(message.orderId());
        if (OrderTable.NONE != slot)
        {
            book.remove(slot);
        }
        return OrderTable.NONE != slot;
    }

    private boolean onTrade(final PublicTradeDecoder message)
    {
        endOfCommand = 1 == message.endOfCommand();
        listener.onTrade(message.instrumentId(), message.timestampNs(), message.tradeId(), message.makerOrderId(),
            message.priceTicks(), message.quantityLots(), message.takerSideRaw(), message.kind());
        return true;
    }

    private boolean onBestPrices(final BestPricesDecoder message)
    {
        endOfCommand = 1 == message.endOfCommand();
        listener.onBestPrices(message.instrumentId(), message.timestampNs(),
            message.bidTicks(), message.bidLots(), message.askTicks(), message.askLots());
        return true;
    }

    private boolean onAuction(final AuctionIndicatedDecoder message)
    {
        endOfCommand = 1 == message.endOfCommand();
        listener.onAuction(message.instrumentId(), message.timestampNs(), message.priceTicks(),
            message.quantityLots(), message.surplusLots(), AuctionPriceKind.FINAL == message.kind());
        return true;
    }

    private boolean onStatus(final InstrumentStatusDecoder message)
    {
        endOfCommand = 1 == message.endOfCommand();
        state = message.stateRaw();
        listener.onStatus(message.instrumentId(), message.timestampNs(), state);
        return true;
    }
}
