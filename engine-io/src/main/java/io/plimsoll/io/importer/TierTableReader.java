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

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads tables of margin tiers as Binance publishes them, one tier a row: symbol, tier, currency, least and greatest
 * notional, maintenance rate, leverage and the amount deducted; columns are taken by name, others are passed over. The
 * tiers of a symbol stand together, each begins where the one before ends, rates do not fall, and the amount deducted
 * is the one that makes the requirement continuous: what is published for people must be what is charged.
 */
public final class TierTableReader
{
    private static final BigDecimal PPM = BigDecimal.valueOf(1_000_000);
    private static final int LINE_LENGTH_MAX = 1_024;
    private static final int LEVERAGE_MAX = 1_000;
    private static final String[] NAMES = {"symbol", "tier", "currency", "min_notional", "max_notional",
        "maintenance_margin_rate", "max_leverage", "cum"};
    private static final int SYMBOL = 0;
    private static final int TIER = 1;
    private static final int CURRENCY = 2;
    private static final int LEAST = 3;
    private static final int GREATEST = 4;
    private static final int RATE = 5;
    private static final int LEVERAGE = 6;
    private static final int DEDUCTED = 7;

    private final TextFile file;
    private final CsvRow row;
    private final DecimalText number = new DecimalText();
    private final int[] columns = new int[NAMES.length];
    private final List<TierTable> tables = new ArrayList<>();
    private final Set<String> symbols = new HashSet<>();
    private BigDecimal ended;

    private TierTableReader(final TextFile file)
    {
        this.file = file;
        row = new CsvRow(file);
    }

    /**
     * Reads a file.
     *
     * @param path of the file, plain or compressed with gzip.
     * @return a table for each symbol, in the order of the file.
     * @throws ImportException if it cannot be used; the message says where and why.
     */
    public static List<TierTable> read(final Path path)
    {
        try (TextFile file = new TextFile(path, "a CSV file of margin tiers", LINE_LENGTH_MAX))
        {
            return new TierTableReader(file).readAll();
        }
    }

    private List<TierTable> readAll()
    {
        if (!row.next())
        {
            throw file.refuseFile("holds no tiers");
        }
        for (int place = 0; place < NAMES.length; place++)
        {
            columns[place] = row.find(NAMES[place]);
            if (columns[place] < 0)
            {
                throw file.refuse("names no column " + NAMES[place] + ": name a CSV file of margin tiers");
            }
        }
        final int count = row.count();
        while (row.next())
        {
            row.requireNamed(count);
            readTier();
        }
        if (tables.isEmpty())
        {
            throw file.refuseFile("holds no tiers");
        }
        return tables;
    }

    private void readTier()
    {
        final String symbol = row.text(columns[SYMBOL]);
        final boolean first = tables.isEmpty() || !last().symbol().equals(symbol);
        if (first)
        {
            if (!symbols.add(symbol))
            {
                throw file.refuse("goes on with " + symbol + ", whose tiers had ended: keep them together");
            }
            tables.add(new TierTable(symbol, row.text(columns[CURRENCY]), new ArrayList<>()));
            ended = BigDecimal.ZERO;
        }
        row.whole(columns[TIER], NAMES[TIER], last().tiers().size() + 1L, last().tiers().size() + 1L);
        final BigDecimal least = amount(LEAST);
        if (least.compareTo(ended) != 0)
        {
            throw refuse(LEAST, ", where the tier before ends at " + ended.toPlainString());
        }
        ended = amount(GREATEST);
        if (ended.compareTo(least) <= 0)
        {
            throw refuse(GREATEST, ", which is not above min_notional");
        }
        final int ratePpm = rate();
        final BigDecimal deducted = amount(DEDUCTED);
        checkDeducted(least, ratePpm, deducted);
        last().tiers().add(new TierTable.Tier(least, ratePpm,
            (int)row.whole(columns[LEVERAGE], NAMES[LEVERAGE], 1, LEVERAGE_MAX), deducted));
    }

    private TierTable last()
    {
        return tables.get(tables.size() - 1);
    }

    /** Infinite bounds are written beyond all amounts, in scientific notation. */
    private BigDecimal amount(final int place)
    {
        try
        {
            final BigDecimal amount = new BigDecimal(row.text(columns[place]));
            if (amount.signum() >= 0)
            {
                return amount;
            }
        }
        catch (final NumberFormatException ex)
        {
            throw refuse(place, ", which is no amount");
        }
        throw refuse(place, ", which must not be below zero");
    }

    private int rate()
    {
        row.size(columns[RATE], NAMES[RATE], number);
        final BigDecimal ppm = BigDecimal.valueOf(number.mantissa(), number.decimals()).multiply(PPM);
        final List<TierTable.Tier> tiers = last().tiers();
        final int before = tiers.isEmpty() ? 1 : tiers.get(tiers.size() - 1).maintenancePpm();
        if (ppm.stripTrailingZeros().scale() > 0 || ppm.compareTo(PPM) > 0)
        {
            throw refuse(RATE, ", which is no whole number of millionths up to 1");
        }
        if (ppm.intValueExact() < before)
        {
            throw refuse(RATE, ", where the tier before has " + before + " millionths: rates must not fall");
        }
        return ppm.intValueExact();
    }

    private void checkDeducted(final BigDecimal least, final int ratePpm, final BigDecimal deducted)
    {
        final List<TierTable.Tier> tiers = last().tiers();
        final TierTable.Tier before = tiers.isEmpty() ? null : tiers.get(tiers.size() - 1);
        final BigDecimal due = null == before ? BigDecimal.ZERO : before.deductedNotional()
            .add(least.multiply(BigDecimal.valueOf(ratePpm - before.maintenancePpm())).divide(PPM));
        if (due.compareTo(deducted) != 0)
        {
            throw refuse(DEDUCTED, ", where " + due.stripTrailingZeros().toPlainString() +
                " makes the requirement continuous");
        }
    }

    private ImportException refuse(final int place, final String what)
    {
        return file.refuse(row.text(columns[place]), NAMES[place], what + ": mend or remove the row");
    }
}
