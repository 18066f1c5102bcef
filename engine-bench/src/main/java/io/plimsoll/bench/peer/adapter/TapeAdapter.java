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
import exchange.core2.core.common.OrderType;
import exchange.core2.core.common.cmd.CommandResultCode;
import exchange.core2.core.common.cmd.OrderCommand;
import exchange.core2.core.common.cmd.OrderCommandType;
import exchange.core2.core.orderbook.IOrderBook;
import io.plimsoll.bench.book.Commands;
import io.plimsoll.bench.tape.Tape;

/**
 * The peer's direct order book alone, answering a tape. It cannot raise the quantity of an order, so a modify is a
 * cancel and, where that succeeds, a new order under the same id. Trades are read from the command's events.
 */
public final class TapeAdapter
{
    private final IOrderBook book = BookAdapter.newBook();
    private final OrderCommand command = new OrderCommand();
    private long fills;
    private long valueTicks;
    private long rejects;

    /** An empty book. */
    public TapeAdapter()
    {
    }

    /**
     * Answers a part of a tape.
     *
     * @param words of the tape.
     * @param from  first message.
     * @param to    behind the last message.
     * @return fills, price times quantity over all fills, and rejected cancels and modifies, all since the beginning.
     */
    public long[] run(final int[] words, final int from, final int to)
    {
        for (int place = from; place < to; place++)
        {
            final int kind = words[place * Commands.STRIDE + Commands.KIND];
            if ((kind & ~Commands.SELL) == Tape.MODIFY)
            {
                modify(words, place);
            }
            else
            {
                CommandFields.write(words, place, command);
                rejects += process() ? 0 : 1;
            }
        }
        return new long[]{fills, valueTicks, rejects};
    }

    private void modify(final int[] words, final int place)
    {
        CommandFields.write(words, place, command);
        final long price = command.price;
        final long size = command.size;
        command.command = OrderCommandType.CANCEL_ORDER;
        if (process())
        {
            // The cancel has written the order's side into the command.
            command.command = OrderCommandType.PLACE_ORDER;
            command.orderType = OrderType.GTC;
            command.price = price;
            command.reserveBidPrice = price;
            command.size = size;
            process();
        }
        else
        {
            rejects++;
        }
    }

    private boolean process()
    {
        command.resultCode = CommandResultCode.VALID_FOR_MATCHING_ENGINE;
        command.matcherEvent = null;
        final boolean isDone = IOrderBook.processCommand(book, command) == CommandResultCode.SUCCESS;
        for (MatcherTradeEvent event = command.matcherEvent; event != null; event = event.nextEvent)
        {
            if (event.eventType == MatcherEventType.TRADE)
            {
                fills++;
                valueTicks += event.price * event.size;
            }
        }
        return isDone;
    }
}
