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

import io.plimsoll.core.EffectSink;
import io.plimsoll.core.codec.generated.AuctionPricedDecoder;
import io.plimsoll.core.codec.generated.CommandAcceptedDecoder;
import io.plimsoll.core.codec.generated.FillKind;
import io.plimsoll.core.codec.generated.InstrumentState;
import io.plimsoll.core.codec.generated.InstrumentStateChangedDecoder;
import io.plimsoll.core.codec.generated.ListFutureDecoder;
import io.plimsoll.core.codec.generated.ListInstrumentDecoder;
import io.plimsoll.core.codec.generated.Liquidity;
import io.plimsoll.core.codec.generated.ListSpotDecoder;
import io.plimsoll.core.codec.generated.MessageHeaderDecoder;
import io.plimsoll.core.codec.generated.NewOrderDecoder;
import io.plimsoll.core.codec.generated.NewOrderExtendedDecoder;
import io.plimsoll.core.codec.generated.OrderCancelledDecoder;
import io.plimsoll.core.codec.generated.OrderFilledDecoder;
import io.plimsoll.core.codec.generated.OrderRestedDecoder;
import io.plimsoll.core.codec.generated.OrderSlidDecoder;
import io.plimsoll.core.codec.generated.OrderTriggeredDecoder;
import io.plimsoll.core.codec.generated.ReplaceOrderDecoder;
import io.plimsoll.core.codec.generated.TradeKind;
import io.plimsoll.io.journal.RecordDecoder;
import io.plimsoll.io.journal.RecordType;
import io.plimsoll.io.session.SbeHeader;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * Derives market data from the documents of a journal, each a command with its effects, in the order of their sequence:
 * the same increments, byte for byte, whether the documents come from the engine's ring or from a journal that is read
 * again.
 *
 * <p>It knows what rests, and nothing of why. An order comes to rest with what the last effect of its command says;
 * every fill and every cancel of a resting order says what is left of it. What it needs beyond that stands in the
 * command: instrument, side and price, unless an effect says that the order has slid to another price. A stop that was
 * triggered says itself what of it has come to rest.
 *
 * <p>Confined to one thread at a time. Allocates nothing but for a new instrument, and where there are more orders or
 * levels than ever before.
 */
public final class BookDerivation
{
    private final OrderTable orders = new OrderTable();
    private final List<InstrumentFeed> feeds = new ArrayList<>();
    private final Int2ObjectHashMap<InstrumentFeed> byInstrument = new Int2ObjectHashMap<>();
    private final FeedConsumer consumer;
    private final MessageLog increments = new MessageLog();
    private final FeedEncoder encoder = new FeedEncoder(increments);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final CommandAcceptedDecoder accepted = new CommandAcceptedDecoder();
    private final OrderFilledDecoder filled = new OrderFilledDecoder();
    private final OrderCancelledDecoder cancelled = new OrderCancelledDecoder();
    private final AuctionPricedDecoder auctionPriced = new AuctionPricedDecoder();
    private final OrderSlidDecoder slid = new OrderSlidDecoder();
    private final OrderRestedDecoder rested = new OrderRestedDecoder();
    private final InstrumentStateChangedDecoder stateChanged = new InstrumentStateChangedDecoder();
    private final NewOrderDecoder newOrder = new NewOrderDecoder();
    private final NewOrderExtendedDecoder newOrderExtended = new NewOrderExtendedDecoder();
    private final ReplaceOrderDecoder replaceOrder = new ReplaceOrderDecoder();
    private final ListFutureDecoder listFuture = new ListFutureDecoder();
    private final ListSpotDecoder listSpot = new ListSpotDecoder();
    private final ListInstrumentDecoder listInstrument = new ListInstrumentDecoder();
    private InstrumentFeed[] changed = new InstrumentFeed[4];
    private int changedCount;
    private long sequence;
    private long timestampNs;
    private long lastTradeId;
    private InstrumentFeed restingFeed;
    private long restingOrderId;
    private long restingLots;
    private long restingDisplayLots;
    private long restingPriceTicks;
    private int restingSide;

    /**
     * A derivation before the first document.
     *
     * @param consumer given the increments of each document, in order, before the next one.
     */
    public BookDerivation(final FeedConsumer consumer)
    {
        this.consumer = consumer;
    }

    /**
     * Derives from a record of a journal. Records that hold no command say nothing.
     *
     * @param record the next one of the journal.
     */
    public void onRecord(final RecordDecoder record)
    {
        if (RecordType.COMMAND == record.type())
        {
            onDocument(record.sequence(), record.timestampNs(), record.buffer(), record.commandOffset(),
                record.commandLength(), record.buffer(), record.effectsOffset(), record.effectsLength());
        }
    }

    /**
     * Derives from a command and its effects.
     *
     * @param documentSequence of the command in the journal, above that of the last one; those that change no book may
     *                         be left out.
     * @param commandTimeNs    epoch nanoseconds.
     * @param command          holds the command.
     * @param commandOffset    of its SBE header.
     * @param commandLength    of the message.
     * @param effects          holds the effects, framed as in the {@link EffectSink}.
     * @param effectsOffset    of the first frame.
     * @param effectsLength    of all frames.
     */
    public void onDocument(
        final long documentSequence,
        final long commandTimeNs,
        final DirectBuffer command,
        final int commandOffset,
        final int commandLength,
        final DirectBuffer effects,
        final int effectsOffset,
        final int effectsLength)
    {
        sequence = documentSequence;
        timestampNs = commandTimeNs;
        encoder.timestampNs(commandTimeNs);
        final int end = effectsOffset + effectsLength;
        if (commandLength >= SbeHeader.LENGTH && isAccepted(effects, effectsOffset, end))
        {
            onAccepted(SbeHeader.templateId(command, commandOffset), command, commandOffset);
        }
        int frame = effectsOffset;
        while (frame < end)
        {
            onEffect(effects, frame + EffectSink.FRAME_HEADER_LENGTH);
            frame = next(effects, frame);
        }
        rest();
        for (int i = 0; i < changedCount; i++)
        {
            changed[i].end();
            changed[i] = null;
        }
        changedCount = 0;
        if (null != consumer)
        {
            pass();
        }
    }

    private void pass()
    {
        for (int position = 0; position < increments.limit(); position = increments.next(position))
        {
            consumer.onMessage(increments.buffer(), increments.offset(position), increments.length(position));
        }
        increments.clear();
    }

    /** What the last documents have made, where there is no consumer: to be cleared by whoever takes it. */
    MessageLog increments()
    {
        return increments;
    }

    /**
     * The public book of an instrument.
     *
     * @param instrumentId of the instrument.
     * @return its book as the last document left it, or null if it is not listed.
     */
    public MarketBook book(final int instrumentId)
    {
        final InstrumentFeed feed = byInstrument.get(instrumentId);
        return null == feed ? null : feed.book();
    }

    /**
     * Number of the last increment of an instrument.
     *
     * @param instrumentId of the instrument.
     * @return number, 0 if it is not listed.
     */
    public long instrumentSequence(final int instrumentId)
    {
        final InstrumentFeed feed = byInstrument.get(instrumentId);
        return null == feed ? 0 : feed.sequence();
    }

    /** The instruments in the order of their listing: a live list. */
    List<InstrumentFeed> feeds()
    {
        return feeds;
    }

    /** Time of the last document. */
    long timestampNs()
    {
        return timestampNs;
    }

    /** Says that a new stream begins. */
    void reset()
    {
        encoder.feedReset();
    }

    /** Wraps the last effect, if it says that the command was accepted. */
    private boolean isAccepted(final DirectBuffer effects, final int offset, final int end)
    {
        int frame = offset;
        int last = offset;
        while (frame < end)
        {
            last = frame;
            frame = next(effects, frame);
        }
        final int message = last + EffectSink.FRAME_HEADER_LENGTH;
        if (offset == end || CommandAcceptedDecoder.TEMPLATE_ID != SbeHeader.templateId(effects, message))
        {
            return false;
        }
        accepted.wrapAndApplyHeader(effects, message, header);
        return true;
    }

    private void onAccepted(final int templateId, final DirectBuffer command, final int offset)
    {
        switch (templateId)
        {
            case NewOrderDecoder.TEMPLATE_ID:
                newOrder.wrapAndApplyHeader(command, offset, header);
                willRest(byInstrument.get(newOrder.instrumentId()), newOrder.sideRaw(), newOrder.priceTicks());
                break;
            case NewOrderExtendedDecoder.TEMPLATE_ID:
                newOrderExtended.wrapAndApplyHeader(command, offset, header);
                willRest(byInstrument.get(newOrderExtended.instrumentId()), newOrderExtended.sideRaw(),
                    newOrderExtended.priceTicks());
                restingDisplayLots = newOrderExtended.displayLots();
                break;
            case ReplaceOrderDecoder.TEMPLATE_ID:
                onReplace(command, offset);
                break;
            case ListFutureDecoder.TEMPLATE_ID:
                onListed(listFuture.wrapAndApplyHeader(command, offset, header).instrumentId());
                break;
            case ListSpotDecoder.TEMPLATE_ID:
                onListed(listSpot.wrapAndApplyHeader(command, offset, header).instrumentId());
                break;
            case ListInstrumentDecoder.TEMPLATE_ID:
                onListed(listInstrument.wrapAndApplyHeader(command, offset, header).instrumentId());
                break;
            default:
                break;
        }
    }

    private void onListed(final int instrumentId)
    {
        final InstrumentFeed feed = new InstrumentFeed(instrumentId, new MarketBook(orders, feeds.size()), encoder);
        byInstrument.put(instrumentId, feed);
        feeds.add(feed);
        changing(feed).state(InstrumentState.OPEN.value());
    }

    /** An order that only becomes smaller keeps its place; otherwise it leaves, and comes back where it still rests. */
    private void onReplace(final DirectBuffer command, final int offset)
    {
        replaceOrder.wrapAndApplyHeader(command, offset, header);
        final int slot = orders.find(replaceOrder.orderId());
        if (OrderTable.NONE == slot)
        {
            return;
        }
        final InstrumentFeed feed = changing(feeds.get(orders.owner(slot)));
        final int side = feed.book().sideOf(slot);
        final long priceTicks = feed.book().side(side).priceTicks(feed.book().levelOf(slot));
        final long lots = accepted.restingLots();
        if (priceTicks == replaceOrder.priceTicks() && lots > 0 && lots <= orders.lots(slot) + orders.hiddenLots(slot))
        {
            feed.lower(slot, lots);
            return;
        }
        final long displayLots = Math.min(orders.displayLots(slot), replaceOrder.quantityLots());
        feed.remove(slot);
        willRest(feed, side, replaceOrder.priceTicks());
        restingDisplayLots = displayLots;
    }

    private void willRest(final InstrumentFeed feed, final int side, final long priceTicks)
    {
        restingFeed = accepted.restingLots() > 0 ? feed : null;
        restingOrderId = accepted.orderId();
        restingLots = accepted.restingLots();
        restingPriceTicks = priceTicks;
        restingSide = side;
        restingDisplayLots = 0;
    }

    /** The order of the command comes to rest: at the end of it, or before the first effect that finds it resting. */
    private void rest()
    {
        if (null != restingFeed)
        {
            changing(restingFeed).add(
                restingOrderId, restingSide, restingPriceTicks, restingLots, restingDisplayLots);
            restingFeed = null;
        }
    }

    private void onEffect(final DirectBuffer effects, final int message)
    {
        switch (SbeHeader.templateId(effects, message))
        {
            case OrderFilledDecoder.TEMPLATE_ID:
                filled.wrapAndApplyHeader(effects, message, header);
                onFilled();
                break;
            case OrderCancelledDecoder.TEMPLATE_ID:
                cancelled.wrapAndApplyHeader(effects, message, header);
                onCancelled();
                break;
            case OrderSlidDecoder.TEMPLATE_ID:
                slid.wrapAndApplyHeader(effects, message, header);
                restingPriceTicks = slid.orderId() == restingOrderId ? slid.priceTicks() : restingPriceTicks;
                break;
            case OrderTriggeredDecoder.TEMPLATE_ID:
                // Stops are entered behind the order of the command itself.
                rest();
                break;
            case OrderRestedDecoder.TEMPLATE_ID:
                rested.wrapAndApplyHeader(effects, message, header);
                changing(byInstrument.get(rested.instrumentId())).add(rested.orderId(), rested.sideRaw(),
                    rested.priceTicks(), rested.restingLots(), rested.displayLots());
                break;
            case AuctionPricedDecoder.TEMPLATE_ID:
                auctionPriced.wrapAndApplyHeader(effects, message, header);
                changing(byInstrument.get(auctionPriced.instrumentId())).auction(auctionPriced.kind(),
                    auctionPriced.priceTicks(), auctionPriced.quantityLots(), auctionPriced.surplusLots());
                break;
            case InstrumentStateChangedDecoder.TEMPLATE_ID:
                stateChanged.wrapAndApplyHeader(effects, message, header);
                changing(byInstrument.get(stateChanged.instrumentId())).state(stateChanged.toStateRaw());
                break;
            default:
                break;
        }
    }

    /** A trade is told by the first of its two fills, which is of an order that rested; each takes from what rests. */
    private void onFilled()
    {
        final long orderId = filled.orderId();
        final boolean rested = Liquidity.TAKER != filled.liquidity();
        if (rested && restingOrderId == orderId)
        {
            rest();
        }
        final InstrumentFeed feed = changing(byInstrument.get(filled.instrumentId()));
        if (filled.tradeId() != lastTradeId)
        {
            lastTradeId = filled.tradeId();
            feed.trade(lastTradeId, orderId, filled.priceTicks(), filled.quantityLots(),
                rested ? 1 - filled.sideRaw() : filled.sideRaw(), kindOfTrade());
        }
        final int slot = orders.find(orderId);
        if (OrderTable.NONE != slot)
        {
            feed.take(slot, filled.remainingLots());
        }
    }

    private TradeKind kindOfTrade()
    {
        return Liquidity.AUCTION == filled.liquidity() ? TradeKind.AUCTION :
            FillKind.LIMIT == filled.kind() ? TradeKind.CONTINUOUS : TradeKind.LIQUIDATION;
    }

    /**
     * A cancel of the order of the command itself finds it resting only where it leaves less than what came to rest;
     * otherwise it was cancelled, whole or in part, while it still looked for trades.
     */
    private void onCancelled()
    {
        final long orderId = cancelled.orderId();
        if (null != restingFeed && restingOrderId == orderId)
        {
            if (cancelled.remainingLots() >= restingLots)
            {
                return;
            }
            rest();
        }
        final int slot = orders.find(orderId);
        if (OrderTable.NONE != slot)
        {
            changing(feeds.get(orders.owner(slot))).take(slot, cancelled.remainingLots());
        }
    }

    private InstrumentFeed changing(final InstrumentFeed feed)
    {
        for (int i = 0; i < changedCount; i++)
        {
            if (changed[i] == feed)
            {
                return feed;
            }
        }
        if (changedCount == changed.length)
        {
            changed = Arrays.copyOf(changed, 2 * changedCount);
        }
        changed[changedCount++] = feed;
        feed.begin(sequence);
        return feed;
    }

    private static int next(final DirectBuffer effects, final int frame)
    {
        return frame + EffectSink.frameLength(
            effects.getInt(frame + EffectSink.LENGTH_OFFSET, ByteOrder.LITTLE_ENDIAN));
    }
}
