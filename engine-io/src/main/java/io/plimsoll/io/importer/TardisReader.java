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
 * Reads the normalised CSV files of Tardis with trades or quotes; their first line tells which. Times are Unix
 * microseconds. In quotes a side may be empty, and is then told as zero at a price of zero.
 */
public final class TardisReader
{
    private static final String[] COMMON = {"symbol", "timestamp", "local_timestamp"};
    private static final String[] TRADES = {"id", "side", "price", "amount"};
    private static final String[] QUOTES = {"bid_price", "bid_amount", "ask_price", "ask_amount"};
    private static final int SYMBOL = 0;
    private static final int TIME = 1;
    private static final int LOCAL_TIME = 2;
    private static final int LINE_LENGTH_MAX = 4_096;
    private static final long NANOS_PER_MICROSECOND = 1_000;
    private static final long TIME_US_MAX = Long.MAX_VALUE / NANOS_PER_MICROSECOND;

    private final TextFile file;
    private final CsvRow row;
    private final MarketEventHandler handler;
    private final MarketEvent event = new MarketEvent();
    private final int[] common = new int[COMMON.length];
    private final int[] own = new int[TRADES.length];
    private int columnCount;
    private boolean isTrades;

    private TardisReader(final TextFile file, final MarketEventHandler handler)
    {
        this.file = file;
        this.handler = handler;
        row = new CsvRow(file);
    }

    /**
     * Reads a file.
     *
     * @param path    of the file.
     * @param handler told of every row.
     * @return rows, the first line not counted.
     * @throws ImportException if it cannot be used; the message says where and why.
     */
    public static long read(final Path path, final MarketEventHandler handler)
    {
        try (TextFile file = new TextFile(path, "a CSV file of Tardis with trades or quotes", LINE_LENGTH_MAX))
        {
            return new TardisReader(file, handler).readAll();
        }
    }

    private long readAll()
    {
        if (!row.next())
        {
            throw file.refuseFile("is empty");
        }
        columnCount = row.count();
        isTrades = row.find(TRADES[0]) >= 0;
        find(COMMON, common);
        find(isTrades ? TRADES : QUOTES, own);
        long rows = 0;
        while (row.next())
        {
            row.requireNamed(columnCount);
            final long timeNs = timeNs(TIME);
            event.begin(isTrades ? MarketEventKind.TRADE : MarketEventKind.QUOTE, row.text(common[SYMBOL]), timeNs)
                .local(timeNs(LOCAL_TIME));
            if (isTrades)
            {
                readTrade();
            }
            else
            {
                readQuote();
            }
            handler.onEvent(event);
            rows++;
        }
        return rows;
    }

    private void find(final String[] names, final int[] columns)
    {
        for (int i = 0; i < names.length; i++)
        {
            columns[i] = row.find(names[i]);
            if (-1 == columns[i])
            {
                throw file.refuse("names no column '" + names[i] + "' but has '" + TextFile.shown(row.line()) +
                    "': name a CSV file of Tardis with trades or quotes");
            }
        }
    }

    private long timeNs(final int column)
    {
        return row.whole(common[column], COMMON[column], 0, TIME_US_MAX) * NANOS_PER_MICROSECOND;
    }

    private void readTrade()
    {
        event.trade(row.text(own[0]));
        final String side = row.text(own[1]);
        switch (side)
        {
            case "buy":
                event.side(MarketEvent.BUY);
                break;
            case "sell":
                event.side(MarketEvent.SELL);
                break;
            case "unknown":
                break;
            default:
                throw file.refuse(side, TRADES[1], ", which is buy, sell or unknown: mend or remove the row");
        }
        row.decimal(own[2], TRADES[2], event.price());
        row.size(own[3], TRADES[3], event.quantity());
    }

    private void readQuote()
    {
        readSide(0, event.bidPrice(), event.bidQuantity());
        readSide(2, event.askPrice(), event.askQuantity());
    }

    private void readSide(final int first, final DecimalText price, final DecimalText quantity)
    {
        if (row.isEmpty(own[first]) && row.isEmpty(own[first + 1]))
        {
            price.set(0, 0);
            quantity.set(0, 0);
            return;
        }
        row.decimal(own[first], QUOTES[first], price);
        row.size(own[first + 1], QUOTES[first + 1], quantity);
    }
}
