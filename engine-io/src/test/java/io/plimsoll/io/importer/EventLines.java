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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Files for the readers' tests, and their events written so that all that is defined can be seen. */
final class EventLines
{
    private static final Path DATA = Path.of(System.getProperty("plimsoll.data", "../../shared/data"));

    private EventLines()
    {
    }

    interface Reader
    {
        long read(Path path, MarketEventHandler handler);
    }

    static Path resource(final String name)
    {
        try
        {
            return Path.of(EventLines.class.getResource("/importer/" + name).toURI());
        }
        catch (final URISyntaxException ex)
        {
            throw new IllegalStateException("the test's own resource " + name + " has no path", ex);
        }
    }

    /** A file of real market data, which may be absent. */
    static Path data(final String name)
    {
        return DATA.resolve(name);
    }

    static Path write(final Path file, final String text) throws IOException
    {
        if (!file.toString().endsWith(".gz"))
        {
            return Files.writeString(file, text);
        }
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes))
        {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return Files.write(file, bytes.toByteArray());
    }

    static List<String> of(final Reader reader, final Path path)
    {
        final List<String> lines = new ArrayList<>();
        reader.read(path, event -> lines.add(line(event)));
        return lines;
    }

    static Map<MarketEventKind, Long> counts(final Reader reader, final Path path)
    {
        final Map<MarketEventKind, Long> counts = new EnumMap<>(MarketEventKind.class);
        reader.read(path, event -> counts.merge(event.kind(), 1L, Long::sum));
        return counts;
    }

    private static String line(final MarketEvent event)
    {
        final StringBuilder line = new StringBuilder(event.kind() + " [" + event.symbol() + "] at " +
            event.exchangeTimeNs() + "/" + event.localTimeNs() + ' ' + side(event.side()));
        switch (event.kind())
        {
            case QUOTE:
                return line + "" + event.bidQuantity() + "@" + event.bidPrice() + " " + event.askQuantity() + "@" +
                    event.askPrice() + " #" + event.sequence();
            case CANDLE:
                return line + "" + event.open() + " " + event.high() + " " + event.low() + " " + event.close() + " " +
                    event.quantity();
            case TRADE:
                return line + "" + event.quantity() + "@" + event.price() + " " + event.tradeId();
            case LEVEL:
                return line + "" + event.quantity() + "@" + event.price() + " #" + event.sequence();
            case BOOK_CLEARED:
                return line + "#" + event.sequence();
            case TRADING_HALTED:
                return line.toString();
            case ORDER_DELETED:
                return event.side() == MarketEvent.NO_SIDE ? line + "" + event.orderId() : order(event, line);
            default:
                return order(event, line);
        }
    }

    private static String order(final MarketEvent event, final StringBuilder line)
    {
        return line + "" + event.quantity() + "@" + event.price() + " " + event.orderId();
    }

    private static String side(final int side)
    {
        return side == MarketEvent.NO_SIDE ? "" : side == MarketEvent.BUY ? "buy " : "sell ";
    }
}
