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
import java.util.List;
import java.util.Map;

/**
 * Reads raw captures of Binance's websocket streams, as cryptofeed and hftbacktest write them, spot, linear and
 * inverse: {@code depthUpdate}, {@code bookTicker}, {@code trade}, {@code aggTrade}, {@code kline}, and the snapshots
 * of the book that the REST interface gives. Other messages are passed over.
 */
public final class BinanceCaptureReader
{
    private static final long NANOS_PER_MS = 1_000_000;

    private final JsonText json;
    private final MarketEventHandler handler;
    private final MarketEvent event = new MarketEvent();
    private final DecimalText scratch = new DecimalText();
    private final TextFile file;
    private long events;

    private BinanceCaptureReader(final TextFile file, final MarketEventHandler handler)
    {
        this.file = file;
        this.handler = handler;
        json = new JsonText(file);
    }

    /**
     * Reads a file.
     *
     * @param path    of the file.
     * @param handler told of every event; an update of many levels is as many events, the bids first.
     * @return events.
     * @throws ImportException if it cannot be used; the message says where and why.
     */
    public static long read(final Path path, final MarketEventHandler handler)
    {
        try (TextFile file = CaptureReader.open(path))
        {
            final BinanceCaptureReader reader = new BinanceCaptureReader(file, handler);
            CaptureReader.readAll(file, reader::onMessage);
            return reader.events;
        }
    }

    private void onMessage(final long localTimeNs, final String text)
    {
        final Object message = json.read(text);
        if (!(message instanceof Map))
        {
            return;
        }
        final Map<String, Object> outer = json.map(message, "message");
        final Map<String, Object> inner = outer.containsKey("data") ? json.map(outer.get("data"), "data") : outer;
        if (inner.containsKey("lastUpdateId"))
        {
            readSnapshot(inner, localTimeNs);
            return;
        }
        final Object kind = inner.containsKey("e") ? inner.get("e") : isQuote(inner) ? "bookTicker" : "";
        switch (String.valueOf(kind))
        {
            case "depthUpdate":
                readDepth(inner, localTimeNs);
                break;
            case "bookTicker":
                readQuote(inner, localTimeNs);
                break;
            case "trade":
                readTrade(inner, "t", localTimeNs);
                break;
            case "aggTrade":
                readTrade(inner, "a", localTimeNs);
                break;
            case "kline":
                readCandle(inner, localTimeNs);
                break;
            default:
                break;
        }
    }

    /** The spot market's best prices come without the name of their kind. */
    private static boolean isQuote(final Map<String, Object> message)
    {
        return message.containsKey("u") && message.containsKey("B") && message.containsKey("A");
    }

    private void readSnapshot(final Map<String, Object> message, final long localTimeNs)
    {
        final String symbol = message.containsKey("symbol") ? json.text(message.get("symbol"), "symbol") : "";
        begin(MarketEventKind.BOOK_CLEARED, symbol, message, "lastUpdateId", localTimeNs);
        tell();
        readLevels(message, "bids", MarketEvent.BUY, symbol, "lastUpdateId", localTimeNs);
        readLevels(message, "asks", MarketEvent.SELL, symbol, "lastUpdateId", localTimeNs);
    }

    private void readDepth(final Map<String, Object> message, final long localTimeNs)
    {
        final String symbol = json.text(message.get("s"), "s");
        readLevels(message, "b", MarketEvent.BUY, symbol, "u", localTimeNs);
        readLevels(message, "a", MarketEvent.SELL, symbol, "u", localTimeNs);
    }

    private void readLevels(
        final Map<String, Object> message,
        final String name,
        final int side,
        final String symbol,
        final String sequenceName,
        final long localTimeNs)
    {
        for (final Object level : json.list(message.get(name), name))
        {
            final List<Object> values = json.list(level, name, 2);
            begin(MarketEventKind.LEVEL, symbol, message, sequenceName, localTimeNs).side(side);
            json.decimal(values.get(0), name, event.price());
            size(values.get(1), name, event.quantity());
            tell();
        }
    }

    private void readQuote(final Map<String, Object> message, final long localTimeNs)
    {
        begin(MarketEventKind.QUOTE, json.text(message.get("s"), "s"), message, "u", localTimeNs);
        json.decimal(message.get("b"), "b", event.bidPrice());
        size(message.get("B"), "B", event.bidQuantity());
        json.decimal(message.get("a"), "a", event.askPrice());
        size(message.get("A"), "A", event.askQuantity());
        tell();
    }

    private void readTrade(final Map<String, Object> message, final String idName, final long localTimeNs)
    {
        begin(MarketEventKind.TRADE, json.text(message.get("s"), "s"), message, idName, localTimeNs)
            .trade(json.text(message.get(idName), idName))
            .side(json.flag(message.get("m"), "m") ? MarketEvent.SELL : MarketEvent.BUY);
        json.decimal(message.get("p"), "p", event.price());
        size(message.get("q"), "q", event.quantity());
        tell();
    }

    private void readCandle(final Map<String, Object> message, final long localTimeNs)
    {
        final Map<String, Object> candle = json.map(message.get("k"), "k");
        event.begin(MarketEventKind.CANDLE, json.text(message.get("s"), "s"), timeNs(candle.get("t"), "t"))
            .local(localTimeNs);
        json.decimal(candle.get("o"), "o", event.open());
        json.decimal(candle.get("h"), "h", event.high());
        json.decimal(candle.get("l"), "l", event.low());
        json.decimal(candle.get("c"), "c", event.close());
        size(candle.get("v"), "v", event.quantity());
        tell();
    }

    private MarketEvent begin(
        final MarketEventKind kind,
        final String symbol,
        final Map<String, Object> message,
        final String sequenceName,
        final long localTimeNs)
    {
        return event.begin(kind, symbol, timeNs(message)).local(localTimeNs)
            .sequence(json.whole(message.get(sequenceName), sequenceName, scratch));
    }

    /** When the matching engine made it; where that is missing, when the message was made. */
    private long timeNs(final Map<String, Object> message)
    {
        final String name = message.containsKey("T") ? "T" : "E";
        return message.containsKey(name) ? timeNs(message.get(name), name) : MarketEvent.NO_TIME;
    }

    private long timeNs(final Object value, final String name)
    {
        final long timeMs = json.whole(value, name, scratch);
        if (timeMs > Long.MAX_VALUE / NANOS_PER_MS)
        {
            throw file.refuse(Long.toString(timeMs), name, ", which is no time in Unix milliseconds");
        }
        return timeMs * NANOS_PER_MS;
    }

    private void size(final Object value, final String name, final DecimalText target)
    {
        if (json.decimal(value, name, target).mantissa() < 0)
        {
            throw file.refuse(target.toString(), name, ", which must not be below zero: mend or remove the line");
        }
    }

    private void tell()
    {
        events++;
        handler.onEvent(event);
    }
}
