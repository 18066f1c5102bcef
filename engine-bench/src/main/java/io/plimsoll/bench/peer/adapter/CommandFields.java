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

import exchange.core2.core.common.IOrder;
import exchange.core2.core.common.OrderAction;
import exchange.core2.core.common.OrderType;
import exchange.core2.core.common.cmd.OrderCommand;
import exchange.core2.core.common.cmd.OrderCommandType;
import exchange.core2.core.orderbook.IOrderBook;
import io.plimsoll.bench.book.Commands;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Writes a recorded command into the peer's. Its fill-or-kill names a budget in place of a limit: the quantity times
 * the limit, which is the same wherever the limit lies beyond every price of the book.
 */
final class CommandFields
{
    private static final long FACTOR = 0x9E3779B97F4A7C15L;

    private CommandFields()
    {
    }

    /** Overwrites every field that the book reads. */
    static void write(final int[] words, final int place, final OrderCommand command)
    {
        final int at = place * Commands.STRIDE;
        final int kind = words[at + Commands.KIND];
        command.orderId = words[at + Commands.ORDER_ID];
        command.uid = words[at + Commands.USER];
        command.price = words[at + Commands.PRICE];
        command.size = words[at + Commands.LOTS];
        switch (kind)
        {
            case Commands.CANCEL:
                command.command = OrderCommandType.CANCEL_ORDER;
                break;
            case Commands.REDUCE:
                command.command = OrderCommandType.REDUCE_ORDER;
                break;
            case Commands.MOVE:
                command.command = OrderCommandType.MOVE_ORDER;
                break;
            default:
                newOrder(kind, command);
                break;
        }
    }

    private static void newOrder(final int kind, final OrderCommand command)
    {
        final boolean sell = (kind & Commands.SELL) != 0;
        command.command = OrderCommandType.PLACE_ORDER;
        command.action = sell ? OrderAction.ASK : OrderAction.BID;
        switch (kind & ~Commands.SELL)
        {
            case Commands.IMMEDIATE:
                command.orderType = OrderType.IOC;
                break;
            case Commands.FILL_OR_KILL:
                command.orderType = OrderType.FOK_BUDGET;
                command.price *= command.size;
                break;
            default:
                command.orderType = OrderType.GTC;
                break;
        }
        command.reserveBidPrice = sell ? 0 : command.price;
    }

    /** Id, price and remaining lots of every order of a side, best price first and oldest first. */
    static long[] resting(final IOrderBook book, final boolean sell)
    {
        final Stream<? extends IOrder> orders = sell ? book.askOrdersStream(true) : book.bidOrdersStream(true);
        return orders.flatMapToLong(order -> LongStream.of(
            order.getOrderId(), order.getPrice(), order.getSize() - order.getFilled())).toArray();
    }

    /** One step of the digest of trades; ours does the same. */
    static long mix(final long digest, final long takerId, final long makerId, final long price, final long lots)
    {
        return (((digest * FACTOR + takerId) * FACTOR + makerId) * FACTOR + price) * FACTOR + lots;
    }
}
