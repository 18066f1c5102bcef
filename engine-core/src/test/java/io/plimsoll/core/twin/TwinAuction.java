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

import io.plimsoll.core.codec.generated.AuctionPriceKind;
import io.plimsoll.core.codec.generated.AuctionPricedEncoder;
import io.plimsoll.core.codec.generated.CancelReason;

import java.util.ArrayList;
import java.util.List;

/** Call auctions of the twin: every price between the best sell and the best buy is tried, and the best one kept. */
final class TwinAuction
{
    private final TwinState state;
    private final TwinOrders orders;

    TwinAuction(final TwinState state, final TwinOrders orders)
    {
        this.state = state;
        this.orders = orders;
    }

    /** Trades until nothing crosses. */
    void uncross(final TwinInstrument instrument)
    {
        while (isCrossed(instrument))
        {
            final long price = publish(instrument, AuctionPriceKind.FINAL);
            TwinOrder buy = best(instrument, TwinBook.BUY);
            TwinOrder sell = best(instrument, TwinBook.SELL);
            while (buy != null && sell != null && buy.price >= price && sell.price <= price)
            {
                meet(buy, sell, price);
                buy = best(instrument, TwinBook.BUY);
                sell = best(instrument, TwinBook.SELL);
            }
        }
    }

    static boolean isCrossed(final TwinInstrument instrument)
    {
        final long buy = instrument.book.best(TwinBook.BUY);
        final long sell = instrument.book.best(TwinBook.SELL);
        return buy != 0 && sell != 0 && buy >= sell;
    }

    private static TwinOrder best(final TwinInstrument instrument, final int side)
    {
        final List<TwinOrder> orders = instrument.book.inPriority(side);
        return orders.isEmpty() ? null : orders.get(0);
    }

    private void meet(final TwinOrder buy, final TwinOrder sell, final long price)
    {
        final TwinOrder younger = buy.id > sell.id ? buy : sell;
        final CancelReason ofBuy = orders.obstacle(sell.account, buy);
        final CancelReason ofSell = orders.obstacle(buy.account, sell);
        if (ofBuy != null)
        {
            final TwinOrder gone = ofBuy == CancelReason.SELF_TRADE ? younger : buy;
            orders.cancel(gone, gone.remaining, ofBuy);
        }
        else if (ofSell != null)
        {
            orders.cancel(sell, sell.remaining, ofSell);
        }
        else
        {
            orders.tradeAtAuction(buy, sell, price);
        }
    }

    /** Says the price at which most would trade, and returns it; 0 if nothing would. */
    long publish(final TwinInstrument instrument, final AuctionPriceKind kind)
    {
        final long reference = instrument.reference();
        final List<Long> prices = new ArrayList<>();
        final long lowest = instrument.book.best(TwinBook.SELL);
        for (long price = lowest; lowest != 0 && price <= instrument.book.best(TwinBook.BUY); price++)
        {
            prices.add(price);
        }
        final long best = prices.stream().min((one, other) -> compare(instrument, one, other, reference)).orElse(0L);
        final TwinEffects effects = state.effects;
        new AuctionPricedEncoder()
            .wrapAndApplyHeader(effects.buffer(),
                effects.claim(TwinEffects.EVERYBODY, AuctionPricedEncoder.BLOCK_LENGTH), effects.header())
            .priceTicks(best)
            .quantityLots(best == 0 ? 0 : volume(instrument, best))
            .surplusLots(best == 0 ? 0 : surplus(instrument, best))
            .referenceTicks(reference)
            .instrumentId(instrument.id)
            .kind(kind);
        return best;
    }

    private static int compare(
        final TwinInstrument instrument, final long one, final long other, final long reference)
    {
        final int byVolume = Long.compare(volume(instrument, other), volume(instrument, one));
        final int bySurplus =
            Long.compare(Math.abs(surplus(instrument, one)), Math.abs(surplus(instrument, other)));
        return byVolume != 0 ? byVolume : bySurplus != 0 ? bySurplus :
            Long.compare(Math.abs(one - reference), Math.abs(other - reference));
    }

    private static long volume(final TwinInstrument instrument, final long price)
    {
        return Math.min(
            willing(instrument, TwinBook.BUY, price), willing(instrument, TwinBook.SELL, price));
    }

    private static long surplus(final TwinInstrument instrument, final long price)
    {
        return willing(instrument, TwinBook.BUY, price) - willing(instrument, TwinBook.SELL, price);
    }

    private static long willing(final TwinInstrument instrument, final int side, final long price)
    {
        long lots = 0;
        for (final TwinOrder order : instrument.book.inPriority(side))
        {
            lots += TwinBook.crosses(side, order.price, price) ? order.remaining : 0;
        }
        return lots;
    }
}
