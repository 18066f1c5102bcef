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
package io.plimsoll.io.importer;

/**
 * One event of a market, the same shape for every source. A reader fills one instance again and again; which fields are
 * defined is said by {@link MarketEventKind}. Numbers are exact decimals. Confined to the thread that reads.
 */
public final class MarketEvent
{
    /** A time that the source does not tell. */
    public static final long NO_TIME = -1;
    /** A side that the source does not tell. */
    public static final int NO_SIDE = -1;
    /** The buying side. */
    public static final int BUY = 0;
    /** The selling side. */
    public static final int SELL = 1;

    private final DecimalText price = new DecimalText();
    private final DecimalText quantity = new DecimalText();
    private final DecimalText bidPrice = new DecimalText();
    private final DecimalText bidQuantity = new DecimalText();
    private final DecimalText askPrice = new DecimalText();
    private final DecimalText askQuantity = new DecimalText();
    private final DecimalText open = new DecimalText();
    private final DecimalText high = new DecimalText();
    private final DecimalText low = new DecimalText();
    private final DecimalText close = new DecimalText();
    private MarketEventKind kind;
    private String symbol = "";
    private String tradeId = "";
    private long exchangeTimeNs;
    private long localTimeNs;
    private long sequence;
    private long orderId;
    private int side;

    /** An event that a reader fills. */
    MarketEvent()
    {
    }

    /** Begins a new event and forgets the last one. */
    MarketEvent begin(final MarketEventKind newKind, final String newSymbol, final long newExchangeTimeNs)
    {
        kind = newKind;
        symbol = newSymbol;
        exchangeTimeNs = newExchangeTimeNs;
        localTimeNs = NO_TIME;
        side = NO_SIDE;
        tradeId = "";
        sequence = 0;
        orderId = 0;
        return this;
    }

    MarketEvent local(final long newLocalTimeNs)
    {
        localTimeNs = newLocalTimeNs;
        return this;
    }

    MarketEvent side(final int newSide)
    {
        side = newSide;
        return this;
    }

    MarketEvent order(final long newOrderId)
    {
        orderId = newOrderId;
        return this;
    }

    MarketEvent trade(final String newTradeId)
    {
        tradeId = newTradeId;
        return this;
    }

    MarketEvent sequence(final long newSequence)
    {
        sequence = newSequence;
        return this;
    }

    /**
     * What happened.
     *
     * @return the kind.
     */
    public MarketEventKind kind()
    {
        return kind;
    }

    /**
     * The market.
     *
     * @return symbol as the source writes it, empty where it does not tell.
     */
    public String symbol()
    {
        return symbol;
    }

    /**
     * When it happened at the venue.
     *
     * @return Unix nanoseconds; since midnight where the source tells no date; {@link #NO_TIME} where it tells no time.
     */
    public long exchangeTimeNs()
    {
        return exchangeTimeNs;
    }

    /**
     * When the recorder received it.
     *
     * @return Unix nanoseconds, {@link #NO_TIME} where the source does not tell.
     */
    public long localTimeNs()
    {
        return localTimeNs;
    }

    /**
     * The side.
     *
     * @return {@link #BUY}, {@link #SELL} or {@link #NO_SIDE}.
     */
    public int side()
    {
        return side;
    }

    /**
     * The order.
     *
     * @return the venue's id.
     */
    public long orderId()
    {
        return orderId;
    }

    /**
     * The trade.
     *
     * @return the venue's id as it writes it.
     */
    public String tradeId()
    {
        return tradeId;
    }

    /**
     * Place in the venue's own numbering of updates.
     *
     * @return number of the last update that is part of the event, 0 where the source does not tell.
     */
    public long sequence()
    {
        return sequence;
    }

    /**
     * Price of an order, a trade or a level.
     *
     * @return exact number.
     */
    public DecimalText price()
    {
        return price;
    }

    /**
     * Quantity of an order, a trade or a level; volume of a candle.
     *
     * @return exact number.
     */
    public DecimalText quantity()
    {
        return quantity;
    }

    /**
     * Best price that is bid.
     *
     * @return exact number.
     */
    public DecimalText bidPrice()
    {
        return bidPrice;
    }

    /**
     * Quantity at the best bid.
     *
     * @return exact number.
     */
    public DecimalText bidQuantity()
    {
        return bidQuantity;
    }

    /**
     * Best price that is asked.
     *
     * @return exact number.
     */
    public DecimalText askPrice()
    {
        return askPrice;
    }

    /**
     * Quantity at the best ask.
     *
     * @return exact number.
     */
    public DecimalText askQuantity()
    {
        return askQuantity;
    }

    /**
     * First price of a candle.
     *
     * @return exact number.
     */
    public DecimalText open()
    {
        return open;
    }

    /**
     * Highest price of a candle.
     *
     * @return exact number.
     */
    public DecimalText high()
    {
        return high;
    }

    /**
     * Lowest price of a candle.
     *
     * @return exact number.
     */
    public DecimalText low()
    {
        return low;
    }

    /**
     * Last price of a candle.
     *
     * @return exact number.
     */
    public DecimalText close()
    {
        return close;
    }
}
