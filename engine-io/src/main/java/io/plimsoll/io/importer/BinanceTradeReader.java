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

import java.nio.file.Path;

/**
 * Reads Binance's files of aggregate trades: id, price, quantity, first and last trade id, time, whether the buyer was
 * the maker, and in those of the spot market one more value. A first line of names is passed over. Times are Unix
 * milliseconds, of late microseconds in the spot market. The symbol is that of the file's name.
 */
public final class BinanceTradeReader
{
    private static final int COLUMNS_MIN = 7;
    private static final int COLUMNS_MAX = 8;
    private static final int TRADE_ID = 0;
    private static final int PRICE = 1;
    private static final int QUANTITY = 2;
    private static final int LAST_TRADE_ID = 4;
    private static final int TIME = 5;
    private static final int BUYER_IS_MAKER = 6;
    private static final int LINE_LENGTH_MAX = 1_024;
    private static final long NANOS_PER_MS = 1_000_000;
    private static final long NANOS_PER_MICROSECOND = 1_000;
    // Milliseconds reach this in the year 5138, microseconds did in 1973.
    private static final long MICROSECONDS_MIN = 100_000_000_000_000L;
    private static final long TIME_MAX = Long.MAX_VALUE / NANOS_PER_MICROSECOND;
    private static final long TIME_MS_MAX = Long.MAX_VALUE / NANOS_PER_MS;

    private final TextFile file;
    private final CsvRow row;
    private final MarketEventHandler handler;
    private final String symbol;
    private final MarketEvent event = new MarketEvent();

    private BinanceTradeReader(final TextFile file, final MarketEventHandler handler)
    {
        this.file = file;
        this.handler = handler;
        symbol = symbolOf(file.name());
        row = new CsvRow(file);
    }

    /**
     * Reads a file.
     *
     * @param path    of the file.
     * @param handler told of every trade.
     * @return trades.
     * @throws ImportException if it cannot be used; the message says where and why.
     */
    public static long read(final Path path, final MarketEventHandler handler)
    {
        try (TextFile file = new TextFile(path, "a CSV file of Binance with aggregate trades", LINE_LENGTH_MAX))
        {
            return new BinanceTradeReader(file, handler).readAll();
        }
    }

    /** The archive names files as in BTCUSDT-aggTrades-2024-01-01.csv. */
    private static String symbolOf(final String fileName)
    {
        final int kind = fileName.indexOf("-aggTrades");
        return kind > 0 ? fileName.substring(0, kind) : CandleReader.symbolOf(fileName);
    }

    private long readAll()
    {
        long trades = 0;
        while (row.next())
        {
            if (row.count() < COLUMNS_MIN || row.count() > COLUMNS_MAX)
            {
                throw file.refuse("has " + row.count() + " values where an aggregate trade has 7 or 8: name a CSV " +
                    "file of Binance with aggregate trades");
            }
            if (0 == trades && row.find("agg_trade_id") == TRADE_ID)
            {
                continue;
            }
            readTrade();
            trades++;
        }
        if (0 == trades)
        {
            throw file.refuseFile("holds no trades");
        }
        return trades;
    }

    private void readTrade()
    {
        event.begin(MarketEventKind.TRADE, symbol, timeNs())
            .trade(Long.toString(row.whole(TRADE_ID, "agg_trade_id", 0, Long.MAX_VALUE)))
            .sequence(row.whole(LAST_TRADE_ID, "last_trade_id", 0, Long.MAX_VALUE))
            .side(takerSide());
        row.decimal(PRICE, "price", event.price());
        row.size(QUANTITY, "quantity", event.quantity());
        handler.onEvent(event);
    }

    private long timeNs()
    {
        final long time = row.whole(TIME, "transact_time", 0, TIME_MAX);
        if (time >= MICROSECONDS_MIN)
        {
            return time * NANOS_PER_MICROSECOND;
        }
        return row.whole(TIME, "transact_time", 0, TIME_MS_MAX) * NANOS_PER_MS;
    }

    private int takerSide()
    {
        final String text = row.text(BUYER_IS_MAKER);
        if (!"true".equalsIgnoreCase(text) && !"false".equalsIgnoreCase(text))
        {
            throw file.refuse(text, "is_buyer_maker", ", which is true or false: mend or remove the row");
        }
        return "true".equalsIgnoreCase(text) ? MarketEvent.SELL : MarketEvent.BUY;
    }
}
