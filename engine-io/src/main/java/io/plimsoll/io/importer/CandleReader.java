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
import java.util.Arrays;

/**
 * Reads one file of candles: comma-separated text, plain or compressed with gzip, whose first line names the columns.
 *
 * <p>Columns {@code ts_ms}, {@code open}, {@code high}, {@code low} and {@code close} are needed, in any order; others
 * are passed over. Times are Unix milliseconds that rise from row to row, with gaps of any length. Prices are decimal
 * numbers above zero, also as {@code 8e-05}, and are kept exactly. Whatever does not fit is refused with an
 * {@link ImportException}. Confined to one thread; a reader reads one file.
 *
 * <p>Files of Binance klines fit as they are: their time is {@code open_time}, of late in microseconds, and where they
 * have no header their first row of twelve values shows it.
 */
public final class CandleReader
{
    private static final String[] COLUMNS = {"ts_ms", "open", "high", "low", "close"};
    private static final int TIME = 0;
    private static final int OPEN = 1;
    private static final int HIGH = 2;
    private static final int LOW = 3;
    private static final int CLOSE = 4;
    private static final int PRICES = 4;
    private static final int LINE_LENGTH_MAX = 4096;
    private static final String KLINE_TIME = "open_time";
    private static final int KLINE_COLUMNS = 12;
    private static final int MICROSECONDS_PER_MS = 1_000;
    // The last millisecond whose nanoseconds fit into 63 bits, in the year 2262.
    private static final long TIME_MS_MAX = Long.MAX_VALUE / 1_000_000 - 86_400_000L * 366;
    // Stamps before 2001 in milliseconds have fewer digits than that: such a file counts in seconds.
    private static final long TIME_MS_MIN = 100_000_000_000L;

    private final TextFile file;
    private final CsvRow row;
    private final DecimalText number = new DecimalText();
    private final int[] columnOf = new int[COLUMNS.length];
    private String timeName;
    private int columnCount;
    private int bars;
    private int decimals;
    private long[] timesMs = new long[1024];
    private long[] prices = new long[1024 * PRICES];

    private CandleReader(final TextFile file)
    {
        this.file = file;
        row = new CsvRow(file);
    }

    /**
     * Reads a file.
     *
     * @param path of the file.
     * @return its candles, at least one.
     * @throws ImportException if it cannot be used; the message says where and why.
     */
    public static CandleSeries read(final Path path)
    {
        try (TextFile file = new TextFile(path, "a CSV file of candles", LINE_LENGTH_MAX))
        {
            return new CandleReader(file).readAll();
        }
    }

    private CandleSeries readAll()
    {
        if (!row.next())
        {
            throw file.refuseFile("is empty");
        }
        if (!readHeader())
        {
            readRow();
        }
        while (row.next())
        {
            readRow();
        }
        if (0 == bars)
        {
            throw new ImportException(file.name() + " holds no rows below its header: name a file with candles");
        }
        return new CandleSeries(file.name(), symbolOf(file.name()), decimals, bars, timesMs, prices);
    }

    /** Finds the columns; false if the first line is a row already, as in files of klines without a header. */
    private boolean readHeader()
    {
        columnCount = row.count();
        if (KLINE_COLUMNS == columnCount && number.parse(row.text(TIME), 0, row.text(TIME).length()))
        {
            timeName = KLINE_TIME;
            for (int i = 0; i < COLUMNS.length; i++)
            {
                columnOf[i] = i;
            }
            return false;
        }
        timeName = -1 == row.find(KLINE_TIME) ? COLUMNS[TIME] : KLINE_TIME;
        for (int i = 0; i < COLUMNS.length; i++)
        {
            columnOf[i] = row.find(TIME == i ? timeName : COLUMNS[i]);
            if (-1 == columnOf[i])
            {
                throw file.refuse("names no column '" + COLUMNS[i] + "' but has '" + TextFile.shown(row.line()) +
                    "': the first line must name ts_ms, open, high, low and close");
            }
        }
        return true;
    }

    private void readRow()
    {
        row.requireNamed(columnCount);
        final long timeMs = parseTime();
        if (bars > 0 && timeMs <= timesMs[bars - 1])
        {
            throw file.refuse("has time " + timeMs + " after " + timesMs[bars - 1] +
                ": sort the rows by " + timeName + ", keep one symbol in the file and each time once");
        }
        ensureCapacity();
        for (int column = OPEN; column <= CLOSE; column++)
        {
            prices[bars * PRICES + column - OPEN] = parsePrice(column);
        }
        checkRange();
        timesMs[bars] = timeMs;
        bars++;
    }

    private long parseTime()
    {
        final String text = row.text(columnOf[TIME]);
        if (!number.parse(text, 0, text.length()) || 0 != number.decimals())
        {
            throw file.refuse(text, timeName, ": times are whole Unix milliseconds");
        }
        final boolean isMicroseconds = KLINE_TIME.equals(timeName) && number.mantissa() > TIME_MS_MAX &&
            0 == number.mantissa() % MICROSECONDS_PER_MS;
        final long timeMs = isMicroseconds ? number.mantissa() / MICROSECONDS_PER_MS : number.mantissa();
        if (timeMs < TIME_MS_MIN || timeMs > TIME_MS_MAX)
        {
            throw file.refuse("has " + timeName + " " + number.mantissa() +
                ", which is no time in Unix milliseconds from 1973 to 2261: convert the column");
        }
        return timeMs;
    }

    private long parsePrice(final int column)
    {
        row.decimal(columnOf[column], COLUMNS[column], number);
        if (number.mantissa() <= 0)
        {
            throw file.refuse("has " + COLUMNS[column] + " " + TextFile.shown(row.text(columnOf[column])) +
                ", and a price must be above zero: mend or remove the row");
        }
        if (number.decimals() > decimals)
        {
            refine(number.decimals());
        }
        return scaled(number.mantissa(), decimals - number.decimals());
    }

    private void refine(final int finer)
    {
        final int step = finer - decimals;
        final int used = Math.min(prices.length, (bars + 1) * PRICES);
        for (int i = 0; i < used; i++)
        {
            prices[i] = scaled(prices[i], step);
        }
        decimals = finer;
    }

    private long scaled(final long mantissa, final int step)
    {
        final long factor = DecimalText.powerOfTen(step);
        if (mantissa > Long.MAX_VALUE / factor)
        {
            throw file.refuse("spans more than 18 digits together with the prices above it: round the prices");
        }
        return mantissa * factor;
    }

    private void checkRange()
    {
        final int base = bars * PRICES;
        final long high = prices[base + HIGH - OPEN];
        final long low = prices[base + LOW - OPEN];
        if (low > high)
        {
            throw file.refuse("has low " + DecimalText.format(low, decimals) + " above high " +
                DecimalText.format(high, decimals) + ": mend or remove the row");
        }
        checkInside("open", prices[base], low, high);
        checkInside("close", prices[base + CLOSE - OPEN], low, high);
    }

    private void checkInside(final String column, final long price, final long low, final long high)
    {
        if (price < low || price > high)
        {
            throw file.refuse("has " + column + " " + DecimalText.format(price, decimals) + " outside its low " +
                DecimalText.format(low, decimals) + " and high " + DecimalText.format(high, decimals) +
                ": mend or remove the row");
        }
    }

    private void ensureCapacity()
    {
        if (bars == timesMs.length)
        {
            timesMs = Arrays.copyOf(timesMs, bars * 2);
            prices = Arrays.copyOf(prices, bars * 2 * PRICES);
        }
        else
        {
            // A row that was begun and refined over must not leave its half behind.
            Arrays.fill(prices, bars * PRICES, (bars + 1) * PRICES, 0);
        }
    }

    /**
     * The market that a file's name speaks of: the first part between underscores that is written in capitals, such as
     * BTCUSDT in {@code binance-spot_BTCUSDT_1m.csv.gz}; the whole name where there is none.
     *
     * @param fileName without a folder.
     * @return the symbol.
     */
    static String symbolOf(final String fileName)
    {
        final int point = fileName.indexOf('.');
        final String base = point > 0 ? fileName.substring(0, point) : fileName;
        for (final String part : base.split("_"))
        {
            if (part.matches("[A-Z0-9-]*[A-Z]{2}[A-Z0-9-]*"))
            {
                return part;
            }
        }
        return base;
    }
}
