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
package io.plimsoll.bench.peer.adapter;

import exchange.core2.collections.objpool.ObjectsPool;
import exchange.core2.core.common.cmd.CommandResultCode;
import exchange.core2.core.common.config.LoggingConfiguration;
import exchange.core2.core.orderbook.IOrderBook;
import exchange.core2.core.orderbook.OrderBookDirectImpl;
import exchange.core2.core.orderbook.OrderBookEventsHelper;

/**
 * The peer's direct order book alone, made as its authors' book benchmark makes it and run by the same loop: one
 * reused command, its fields written from the recorded array.
 */
public final class BookAdapter extends OrderBookAdapter
{
    private final IOrderBook book;

    /** An empty book. */
    public BookAdapter()
    {
        book = newBook();
    }

    /** The book as its authors' benchmark makes it. */
    static IOrderBook newBook()
    {
        return new OrderBookDirectImpl(PeerSymbol.withMargin(), ObjectsPool.createDefaultTestPool(),
            OrderBookEventsHelper.NON_POOLED_EVENTS_HELPER, LoggingConfiguration.DEFAULT);
    }

    @Override
    IOrderBook book()
    {
        return book;
    }

    @Override
    public long run(final int[] words, final int from, final int to)
    {
        long refused = 0;
        for (int place = from; place < to; place++)
        {
            CommandFields.write(words, place, command);
            command.resultCode = CommandResultCode.VALID_FOR_MATCHING_ENGINE;
            command.matcherEvent = null;
            if (IOrderBook.processCommand(book, command) != CommandResultCode.SUCCESS)
            {
                refused++;
            }
        }
        return refused;
    }
}
