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

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads one file of candles: comma-separated text, plain or compressed with gzip, whose first line names the columns.
 *
 * <p>Columns {@code ts_ms}, {@code open}, {@code high}, {@code low} and {@code close} are needed, in any order; others
 * are passed over. Times are Unix milliseconds that rise from row to row, with gaps of any length. Prices are decimal
 * numbers above zero, also as {@code 8e-05}, and are kept exactly. Whatever does not fit is refused with an
 * {@link ImportException}. Confined to one thread; a reader reads one file.
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
    private static final int GZIP_MAGIC_0 = 0x1f;
    private static final int GZIP_MAGIC_1 = 0x8b;
    private static final int TEXT_SHOWN_MAX = 40;
    private static final int LINE_LENGTH_MAX = 4096;
    // The last millisecond whose nanoseconds fit into 63 bits, in the year 2262.
    private static final long TIME_MS_MAX = Long.MAX_VALUE / 1_000_000 - 86_400_000L * 366;
    // Stamps before 2001 in milliseconds have fewer digits than that: such a file counts in seconds.
    private static final long TIME_MS_MIN = 100_000_000_000L;

    private final Path path;
    private final String name;
    private final DecimalText number = new DecimalText();
    private final int[] columnOf = new int[COLUMNS.length];
    private final int[] starts = new int[COLUMNS.length];
    private final int[] ends = new int[COLUMNS.length];
    private int columnCount;
    private int lineNumber;
    private int bars;
    private int decimals;
    private long[] timesMs = new long[1024];
    private long[] prices = new long[1024 * PRICES];

    private CandleReader(final Path path)
    {
        this.path = path;
        final Path last = path.getFileName();
        this.name = null == last ? path.toString() : last.toString();
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
        return new CandleReader(path).readAll();
    }

    private CandleSeries readAll()
    {
        if (!Files.exists(path))
        {
            throw new ImportException(path + " does not exist: name a CSV file of candles, plain or .gz");
        }
        if (Files.isDirectory(path))
        {
            throw new ImportException(path + " is a folder: name a CSV file of candles in it, plain or .gz");
        }
        try (BufferedReader reader = open())
        {
            readHeader(reader);
            for (String line = nextLine(reader); null != line; line = nextLine(reader))
            {
                readRow(line);
            }
        }
        catch (final EOFException ex)
        {
            throw new ImportException(
                name + " ends in the middle of its compressed data, after line " + lineNumber + ": fetch it again");
        }
        catch (final ZipException ex)
        {
            throw new ImportException(
                name + " is damaged in its compressed data, after line " + lineNumber + ": fetch it again");
        }
        catch (final IOException ex)
        {
            throw new ImportException(
                name + " cannot be read (" + ex.getMessage() + "), after line " + lineNumber +
                ": check the file and its permissions");
        }
        if (0 == bars)
        {
            throw new ImportException(name + " holds no rows below its header: name a file with candles");
        }
        return new CandleSeries(name, symbolOf(name), decimals, bars, timesMs, prices);
    }

    private BufferedReader open() throws IOException
    {
        final InputStream raw = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
        raw.mark(2);
        final boolean compressed = GZIP_MAGIC_0 == raw.read() && GZIP_MAGIC_1 == raw.read();
        raw.reset();
        // Latin-1 maps every byte to a character, so that garbage is reported where it stands and never replaced.
        return new BufferedReader(new InputStreamReader(
            compressed ? new GZIPInputStream(raw, 1 << 16) : raw, StandardCharsets.ISO_8859_1));
    }

    private String nextLine(final BufferedReader reader) throws IOException
    {
        while (true)
        {
            final String line = reader.readLine();
            if (null == line)
            {
                return null;
            }
            lineNumber++;
            if (line.length() > LINE_LENGTH_MAX)
            {
                throw refuse("is " + line.length() + " characters long, which no row of candles is: " +
                    "name a CSV file of candles");
            }
            if (!line.isBlank())
            {
                return line;
            }
        }
    }

    private void readHeader(final BufferedReader reader) throws IOException
    {
        final String line = nextLine(reader);
        if (null == line)
        {
            throw new ImportException(name + " is empty: name a CSV file of candles");
        }
        final String[] names = line.replace("\u00ef\u00bb\u00bf", "").split(",", -1);
        columnCount = names.length;
        for (int i = 0; i < COLUMNS.length; i++)
        {
            columnOf[i] = -1;
            for (int j = 0; j < names.length; j++)
            {
                if (COLUMNS[i].equals(unquote(names[j]).toLowerCase(Locale.ROOT)))
                {
                    columnOf[i] = j;
                }
            }
            if (-1 == columnOf[i])
            {
                throw refuse("names no column '" + COLUMNS[i] + "' but has '" + shown(line) +
                    "': the first line must name ts_ms, open, high, low and close");
            }
        }
    }

    private void readRow(final String line)
    {
        splitRow(line);
        final long timeMs = parseTime(line);
        if (bars > 0 && timeMs <= timesMs[bars - 1])
        {
            throw refuse("has time " + timeMs + " after " + timesMs[bars - 1] +
                ": sort the rows by ts_ms, keep one symbol in the file and each time once");
        }
        ensureCapacity();
        for (int column = OPEN; column <= CLOSE; column++)
        {
            prices[bars * PRICES + column - OPEN] = parsePrice(line, column);
        }
        checkRange();
        timesMs[bars] = timeMs;
        bars++;
    }

    private void splitRow(final String line)
    {
        int column = 0;
        int start = 0;
        while (true)
        {
            final int comma = line.indexOf(',', start);
            final int end = -1 == comma ? line.length() : comma;
            noteColumn(line, column, start, end);
            column++;
            if (-1 == comma)
            {
                break;
            }
            start = comma + 1;
        }
        if (column != columnCount)
        {
            throw refuse("has " + column + " values where the first line names " + columnCount +
                " columns: complete or remove the row");
        }
    }

    private void noteColumn(final String line, final int column, final int start, final int end)
    {
        for (int i = 0; i < COLUMNS.length; i++)
        {
            if (columnOf[i] == column)
            {
                int first = start;
                int last = end;
                while (first < last && isPadding(line.charAt(first)))
                {
                    first++;
                }
                while (last > first && isPadding(line.charAt(last - 1)))
                {
                    last--;
                }
                starts[i] = first;
                ends[i] = last;
            }
        }
    }

    private static boolean isPadding(final char character)
    {
        return ' ' == character || '"' == character || '\t' == character;
    }

    private long parseTime(final String line)
    {
        if (!number.parse(line, starts[TIME], ends[TIME]) || 0 != number.decimals())
        {
            throw refuse("has '" + field(line, TIME) + "' as ts_ms: times are whole Unix milliseconds");
        }
        if (number.mantissa() < TIME_MS_MIN || number.mantissa() > TIME_MS_MAX)
        {
            throw refuse("has ts_ms " + number.mantissa() + ", which is no time in Unix milliseconds from 1973 to " +
                "2261: convert the column");
        }
        return number.mantissa();
    }

    private long parsePrice(final String line, final int column)
    {
        if (!number.parse(line, starts[column], ends[column]))
        {
            throw refuse("has '" + field(line, column) + "' as " + COLUMNS[column] +
                ", which is no decimal number of up to 18 digits: mend or remove the row");
        }
        if (number.mantissa() <= 0)
        {
            throw refuse("has " + COLUMNS[column] + " " + field(line, column) +
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
            throw refuse("spans more than 18 digits together with the prices above it: round the prices");
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
            throw refuse("has low " + DecimalText.format(low, decimals) + " above high " +
                DecimalText.format(high, decimals) + ": mend or remove the row");
        }
        checkInside("open", prices[base], low, high);
        checkInside("close", prices[base + CLOSE - OPEN], low, high);
    }

    private void checkInside(final String column, final long price, final long low, final long high)
    {
        if (price < low || price > high)
        {
            throw refuse("has " + column + " " + DecimalText.format(price, decimals) + " outside its low " +
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

    private String field(final String line, final int column)
    {
        return shown(line.substring(starts[column], ends[column]));
    }

    private ImportException refuse(final String what)
    {
        return new ImportException(name + " line " + lineNumber + " " + what);
    }

    private static String unquote(final String text)
    {
        final String trimmed = text.trim();
        final boolean quoted = trimmed.length() >= 2 && trimmed.startsWith("\"") && trimmed.endsWith("\"");
        return quoted ? trimmed.substring(1, trimmed.length() - 1) : trimmed;
    }

    private static String shown(final String text)
    {
        final StringBuilder builder = new StringBuilder();
        for (int i = 0; i < Math.min(TEXT_SHOWN_MAX, text.length()); i++)
        {
            final char character = text.charAt(i);
            builder.append(character < ' ' || character > '~' ? '?' : character);
        }
        return builder.append(text.length() > TEXT_SHOWN_MAX ? "..." : "").toString();
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
