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

import io.plimsoll.core.book.OrderRecord;
import io.plimsoll.core.book.OrderTerms;
import io.plimsoll.core.book.SelfTrade;
import io.plimsoll.core.codec.CommandFrame;
import io.plimsoll.core.codec.generated.NewOrderDecoder;
import io.plimsoll.core.codec.generated.NewOrderExtendedDecoder;
import io.plimsoll.core.codec.generated.OrderType;
import io.plimsoll.core.codec.generated.TimeInForce;

/**
 * The order at hand in plain fields, wherever it was read from: from here on every order takes one path. Fields are as
 * the wire holds them until {@link OrderEntry} has accepted them. Reused for every command, 0 B.
 */
final class OrderTicket
{
    private static final int POST_ONLY = 1;
    private static final int REDUCE_ONLY = 1 << 1;
    private static final int SLIDE = 1 << 5;
    private static final long NS_PER_DAY = 86_400_000_000_000L;

    int accountIndex;
    int instrumentIndex;
    long clientOrderId;
    int side;
    int orderType;
    int timeInForce;
    int options;
    long priceTicks;
    long lots;
    /** Most lots that the book displays, 0 for all. */
    long displayLots;
    /** When it expires, 0 for never. */
    long expireTimeNs;
    /** Whose price it waits for, 0 for none, and that price. */
    int triggerSource;
    long triggerPriceTicks;
    /** Index of the live order whose place it takes, and of that order's position; 0 for none. */
    int replaced;
    int replacedPosition;

    /** Nothing read yet. */
    OrderTicket()
    {
    }

    /** A plain order; the frame is on a {@code NewOrder}. */
    void read(final CommandFrame command)
    {
        clientOrderId = command.longAt(NewOrderDecoder.clientOrderIdEncodingOffset());
        side = command.byteAt(NewOrderDecoder.sideEncodingOffset());
        orderType = command.byteAt(NewOrderDecoder.orderTypeEncodingOffset());
        timeInForce = command.byteAt(NewOrderDecoder.timeInForceEncodingOffset());
        options = command.byteAt(NewOrderDecoder.optionsEncodingOffset());
        priceTicks = command.longAt(NewOrderDecoder.priceTicksEncodingOffset());
        lots = command.longAt(NewOrderDecoder.quantityLotsEncodingOffset());
        displayLots = 0;
        expireTimeNs = 0;
        triggerSource = 0;
        triggerPriceTicks = 0;
        replaced = 0;
        replacedPosition = 0;
    }

    void read(final NewOrderExtendedDecoder command)
    {
        clientOrderId = command.clientOrderId();
        side = command.sideRaw();
        orderType = command.orderTypeRaw();
        timeInForce = command.timeInForceRaw();
        options = command.options().getRaw();
        priceTicks = command.priceTicks();
        lots = command.quantityLots();
        displayLots = command.displayLots();
        expireTimeNs = command.expireTimeNs();
        triggerSource = command.triggerSourceRaw();
        triggerPriceTicks = command.triggerPriceTicks();
        replaced = 0;
        replacedPosition = 0;
    }

    /** A stop whose turn has come: from now on a limit or market order like any other. */
    void readStop(final OrderRecord order, final OrderTerms terms)
    {
        accountIndex = order.account();
        instrumentIndex = order.instrument();
        clientOrderId = order.clientOrderId();
        side = order.side();
        orderType = terms.orderType(order);
        timeInForce = terms.timeInForce(order);
        options = order.options();
        priceTicks = order.priceTicks();
        lots = order.remainingLots();
        displayLots = terms.displayLots(order);
        expireTimeNs = terms.expireTimeNs(order);
        triggerSource = 0;
        triggerPriceTicks = 0;
        replaced = 0;
        replacedPosition = 0;
    }

    /** A stop that waits, with another trigger price or other lots. */
    void readWaiting(
        final OrderRecord order, final OrderTerms terms, final long newTriggerTicks, final long newLots)
    {
        readStop(order, terms);
        lots = newLots;
        displayLots = Math.min(displayLots, newLots);
        triggerSource = terms.triggerSource(order);
        triggerPriceTicks = newTriggerTicks;
        replaced = order.index();
    }

    boolean isStop()
    {
        return orderType >= OrderType.STOP.value();
    }

    /** Makes a stop what it becomes; a market order has nothing that could last once it is triggered. */
    void becomeTriggered()
    {
        final boolean market = orderType == OrderType.STOP.value();
        orderType = (market ? OrderType.MARKET : OrderType.LIMIT).value();
        timeInForce = market && mayRest() ? TimeInForce.IOC.value() : timeInForce;
    }

    /** Gives an order for the day the deadline that it has: the next midnight, UTC. */
    void expireWithTheDay(final long nowNs)
    {
        if (timeInForce == TimeInForce.DAY.value())
        {
            final long midnightNs = (nowNs / NS_PER_DAY + 1) * NS_PER_DAY;
            expireTimeNs = midnightNs < 0 ? OrderTerms.NEVER : midnightNs;
        }
    }

    /** A resting order at another price or with other lots. */
    void read(final OrderRecord order, final OrderTerms terms, final long newPriceTicks, final long newLots)
    {
        accountIndex = order.account();
        instrumentIndex = order.instrument();
        clientOrderId = order.clientOrderId();
        side = order.side();
        orderType = OrderType.LIMIT.value();
        timeInForce = TimeInForce.GTC.value();
        options = order.options();
        priceTicks = newPriceTicks;
        lots = newLots;
        displayLots = Math.min(terms.displayLots(order), newLots);
        expireTimeNs = terms.expireTimeNs(order);
        triggerSource = 0;
        triggerPriceTicks = 0;
        replaced = order.index();
        replacedPosition = order.position();
    }

    boolean isMarket()
    {
        return orderType == OrderType.MARKET.value();
    }

    boolean isPostOnly()
    {
        return (options & POST_ONLY) != 0;
    }

    boolean isReduceOnly()
    {
        return (options & REDUCE_ONLY) != 0;
    }

    /** Whether a post-only order may rest at another price where it would trade at its own. */
    boolean maySlide()
    {
        return (options & SLIDE) != 0;
    }

    /** The nearest options that do not contradict each other. */
    int consistentOptions()
    {
        return SelfTrade.consistent(options) | (maySlide() ? POST_ONLY : 0);
    }

    /** Whether what cannot trade at once may rest. */
    boolean mayRest()
    {
        return timeInForce != TimeInForce.IOC.value() && timeInForce != TimeInForce.FOK.value();
    }

    /** Whether it needs terms where it rests. */
    boolean isExtended()
    {
        return (displayLots | expireTimeNs) != 0;
    }
}
