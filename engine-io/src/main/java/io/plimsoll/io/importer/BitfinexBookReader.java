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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads captures of Bitfinex's raw books (precision R0), where every order is told by its id: {@code [channel, [id,
 * price, amount]]}, the amount above zero for an order to buy and below for one to sell, and a price of zero where the
 * order has left the part of the book that is shown. The first list of a channel replaces the book. Heartbeats,
 * checksums and messages about the connection are passed over.
 */
public final class BitfinexBookReader
{
    private static final int VALUES = 3;

    private final TextFile file;
    private final JsonText json;
    private final MarketEventHandler handler;
    private final MarketEvent event = new MarketEvent();
    private final DecimalText scratch = new DecimalText();
    private final Map<String, String> symbols = new HashMap<>();
    private long localTimeNs;
    private long events;

    private BitfinexBookReader(final TextFile file, final MarketEventHandler handler)
    {
        this.file = file;
        this.handler = handler;
        json = new JsonText(file);
    }

    /**
     * Reads a file.
     *
     * @param path    of the file.
     * @param handler told of every event.
     * @return events.
     * @throws ImportException if it cannot be used; the message says where and why.
     */
    public static long read(final Path path, final MarketEventHandler handler)
    {
        try (TextFile file = CaptureReader.open(path))
        {
            final BitfinexBookReader reader = new BitfinexBookReader(file, handler);
            CaptureReader.readAll(file, reader::onMessage);
            return reader.events;
        }
    }

    private void onMessage(final long receivedNs, final String text)
    {
        localTimeNs = receivedNs;
        final Object message = json.read(text);
        if (message instanceof Map)
        {
            noteChannel(json.map(message, "message"));
            return;
        }
        final List<Object> parts = json.list(message, "message", 2);
        if (parts.get(1) instanceof String)
        {
            return;
        }
        final String symbol = symbols.getOrDefault(json.text(parts.get(0), "channel"), "");
        final List<Object> body = json.list(parts.get(1), "orders");
        if (body.isEmpty() || body.get(0) instanceof List)
        {
            event.begin(MarketEventKind.BOOK_CLEARED, symbol, MarketEvent.NO_TIME);
            tell();
            body.forEach(order -> readOrder(json.list(order, "order", VALUES), symbol));
        }
        else
        {
            readOrder(json.list(body, "order", VALUES), symbol);
        }
    }

    private void noteChannel(final Map<String, Object> message)
    {
        if ("subscribed".equals(message.get("event")))
        {
            symbols.put(json.text(message.get("chanId"), "chanId"), json.text(message.get("symbol"), "symbol"));
        }
    }

    private void readOrder(final List<Object> values, final String symbol)
    {
        final long orderId = json.whole(values.get(0), "id", scratch);
        final boolean isGone = 0 == json.decimal(values.get(1), "price", scratch).mantissa();
        event.begin(isGone ? MarketEventKind.ORDER_DELETED : MarketEventKind.ORDER_SET, symbol, MarketEvent.NO_TIME)
            .order(orderId);
        if (!isGone)
        {
            final DecimalText price = json.decimal(values.get(1), "price", event.price());
            final DecimalText amount = json.decimal(values.get(2), "amount", event.quantity());
            if (price.mantissa() < 0 || 0 == amount.mantissa())
            {
                throw file.refuse(amount + " at " + price, "amount and price",
                    ", and an order has an amount and a price above zero: mend or remove the line");
            }
            event.side(amount.mantissa() > 0 ? MarketEvent.BUY : MarketEvent.SELL);
            amount.set(Math.abs(amount.mantissa()), amount.decimals());
        }
        tell();
    }

    private void tell()
    {
        events++;
        handler.onEvent(event.local(localTimeNs));
    }
}
