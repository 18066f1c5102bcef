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
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/**
 * Reads the messages of LOBSTER, one resting order a row and no header: time, type, order id, size, price, direction.
 *
 * <p>The time is seconds since midnight with nine decimals, and the event's time is nanoseconds since midnight. Digits
 * behind the ninth, which the arithmetic of some tool has left, are rounded. A date with a time of day is read as such,
 * in UTC. The price counts ten-thousandths of a dollar. The direction is that of the resting order, 1 or -1. Types are
 * 1 added, 2 reduced, 3 deleted, 4 executed, 5 hidden executed, 6 cross, 7 halt.
 */
public final class LobsterReader
{
    private static final int COLUMNS = 6;
    private static final int TIME = 0;
    private static final int TYPE = 1;
    private static final int ORDER_ID = 2;
    private static final int SIZE = 3;
    private static final int PRICE = 4;
    private static final int DIRECTION = 5;
    private static final int PRICE_DECIMALS = 4;
    private static final int NANO_DECIMALS = 9;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long SECONDS_PER_DAY = 86_400;
    private static final long PRICE_MAX = 100_000_000_000L;
    private static final int LINE_LENGTH_MAX = 256;
    private static final MarketEventKind[] KINDS = {
        MarketEventKind.ORDER_ADDED, MarketEventKind.ORDER_REDUCED, MarketEventKind.ORDER_DELETED,
        MarketEventKind.ORDER_EXECUTED, MarketEventKind.HIDDEN_EXECUTED, MarketEventKind.CROSS_TRADED,
        MarketEventKind.TRADING_HALTED};

    private final TextFile file;
    private final CsvRow row;
    private final MarketEventHandler handler;
    private final MarketEvent event = new MarketEvent();
    private final DecimalText number = new DecimalText();

    private LobsterReader(final TextFile file, final MarketEventHandler handler)
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
     * @return rows.
     * @throws ImportException if it cannot be used; the message says where and why.
     */
    public static long read(final Path path, final MarketEventHandler handler)
    {
        try (TextFile file = new TextFile(path, "a message file of LOBSTER", LINE_LENGTH_MAX))
        {
            return new LobsterReader(file, handler).readAll();
        }
    }

    private long readAll()
    {
        long rows = 0;
        while (row.next())
        {
            readRow();
            rows++;
        }
        if (0 == rows)
        {
            throw file.refuseFile("is empty");
        }
        return rows;
    }

    private void readRow()
    {
        if (COLUMNS != row.count())
        {
            throw file.refuse("has " + row.count() + " values where a message has 6 columns: time, type, order_id, " +
                "size, price and direction");
        }
        final int type = (int)row.whole(TYPE, "type (column 2)", 1, KINDS.length);
        event.begin(KINDS[type - 1], "", timeNs());
        event.order(row.whole(ORDER_ID, "order_id (column 3)", 0, Long.MAX_VALUE));
        final boolean isOrder = type < KINDS.length - 1;
        final long size = row.whole(SIZE, "size (column 4)", isOrder ? 1 : 0, Integer.MAX_VALUE);
        final long price = row.whole(PRICE, "price (column 5)", isOrder ? 1 : -1, PRICE_MAX);
        final long direction = row.whole(DIRECTION, "direction (column 6)", -1, 1);
        if (isOrder && 0 == direction)
        {
            throw file.refuse("0", "direction (column 6)", ", which is 1 for an order to buy and -1 for one to sell");
        }
        event.quantity().set(size, 0);
        event.price().set(price, PRICE_DECIMALS);
        event.side(!isOrder ? MarketEvent.NO_SIDE : direction > 0 ? MarketEvent.BUY : MarketEvent.SELL);
        handler.onEvent(event);
    }

    private long timeNs()
    {
        final String text = row.text(TIME);
        if (text.indexOf(':') >= 0)
        {
            return dateTimeNs(text);
        }
        row.decimal(TIME, "time (column 1)", number);
        if (number.mantissa() < 0 ||
            number.mantissa() / DecimalText.powerOfTen(number.decimals()) >= SECONDS_PER_DAY)
        {
            throw file.refuse(
                text, "time (column 1)", ", which is no time of a day in seconds: mend or remove the row");
        }
        return number.decimals() <= NANO_DECIMALS ? number.steps(NANO_DECIMALS) : nearestNanosecond();
    }

    private long nearestNanosecond()
    {
        final long unit = DecimalText.powerOfTen(number.decimals() - NANO_DECIMALS);
        return number.mantissa() / unit + (number.mantissa() % unit * 2 >= unit ? 1 : 0);
    }

    private long dateTimeNs(final String text)
    {
        try
        {
            final LocalDateTime time = LocalDateTime.parse(text.replace(' ', 'T'));
            return Math.addExact(
                Math.multiplyExact(time.toEpochSecond(ZoneOffset.UTC), NANOS_PER_SECOND), time.getNano());
        }
        catch (final DateTimeParseException | ArithmeticException ex)
        {
            throw file.refuse(text, "time (column 1)", ", which is no date and time: mend or remove the row");
        }
    }
}
