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

import exchange.core2.core.common.MatcherEventType;
import exchange.core2.core.common.MatcherTradeEvent;
import exchange.core2.core.common.cmd.OrderCommand;
import exchange.core2.core.orderbook.IOrderBook;

/** What the peer's book tells for the comparison with ours, whichever of its parts run the commands. */
public abstract class OrderBookAdapter
{
    /** The one command that is used again and again. */
    final OrderCommand command = new OrderCommand();
    private long trades;
    private long digest;

    /** Nothing has traded yet. */
    OrderBookAdapter()
    {
    }

    /** The book that the commands are for. */
    abstract IOrderBook book();

    /**
     * Runs commands.
     *
     * @param words the recorded commands.
     * @param from  first command.
     * @param to    behind the last command.
     * @return commands that were refused.
     */
    public abstract long run(int[] words, int from, int to);

    /**
     * Runs commands and mixes every trade into a digest. Not timed.
     *
     * @param words the recorded commands.
     * @param from  first command.
     * @param to    behind the last command.
     * @return number of trades and their digest.
     */
    public final long[] runAndDigest(final int[] words, final int from, final int to)
    {
        for (int place = from; place < to; place++)
        {
            run(words, place, place + 1);
            for (MatcherTradeEvent event = command.matcherEvent; event != null; event = event.nextEvent)
            {
                if (event.eventType == MatcherEventType.TRADE)
                {
                    trades++;
                    digest = CommandFields.mix(digest, command.orderId, event.matchedOrderId, event.price, event.size);
                }
            }
        }
        return new long[]{trades, digest};
    }

    /**
     * What rests, best price first and oldest first.
     *
     * @param sell the side.
     * @return id, price and remaining lots of each order.
     */
    public final long[] resting(final boolean sell)
    {
        return CommandFields.resting(book(), sell);
    }
}
