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
package io.plimsoll.core.book;

import io.plimsoll.core.account.AccountRecord;
import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.memory.Memory;
import io.plimsoll.core.memory.Slab;

/** The live orders of each account, resting or waiting, a list by rising id. 0 B. */
final class AccountOrders
{
    private final Slab orders;
    private final OrderRecord neighbour;
    private final AccountRecord account;

    AccountOrders(final Slab orders, final Accounts accounts)
    {
        this.orders = orders;
        neighbour = new OrderRecord(orders);
        account = accounts.newAccountRecord();
    }

    /** By rising id, so that a replaced order, which keeps its id, takes its former place in the order of cancels. */
    void join(final OrderRecord order)
    {
        account.wrap(order.account());
        final int youngest = account.lastOrder();
        // A new order has the highest id of all: the youngest, which may be long out of the caches, is not read for it.
        if (order.orderId() > account.highestOrderId())
        {
            account.highestOrderId(order.orderId());
            joinBehind(order, youngest, 0);
        }
        else
        {
            joinAmong(order, youngest);
        }
        account.openOrders(account.openOrders() + 1);
    }

    /** From both ends at once: an order that comes back is mostly among the oldest or the youngest. */
    private void joinAmong(final OrderRecord order, final int youngest)
    {
        final long orderId = order.orderId();
        int older = youngest;
        int younger = account.firstOrder();
        while (older != 0)
        {
            neighbour.wrap(older);
            if (neighbour.orderId() < orderId)
            {
                joinBehind(order, older, neighbour.nextOfAccount());
                return;
            }
            older = neighbour.previousOfAccount();
            neighbour.wrap(younger);
            if (neighbour.orderId() > orderId)
            {
                joinBehind(order, neighbour.previousOfAccount(), younger);
                return;
            }
            younger = neighbour.nextOfAccount();
        }
        joinBehind(order, 0, youngest);
    }

    private void joinBehind(final OrderRecord order, final int older, final int younger)
    {
        order.previousOfAccount(older);
        order.nextOfAccount(younger);
        linkOrders(older, order.index());
        linkOrders(order.index(), younger);
    }

    /** Makes two orders neighbours on their account; 0 stands for its end. */
    private void linkOrders(final int older, final int younger)
    {
        final long inOlder = orders.address(older) + OrderRecord.NEXT_OF_ACCOUNT_OFFSET;
        final long inYounger = orders.address(younger) + OrderRecord.PREVIOUS_OF_ACCOUNT_OFFSET;
        Memory.putInt(older == 0 ? account.firstOrderAddress() : inOlder, younger);
        Memory.putInt(younger == 0 ? account.lastOrderAddress() : inYounger, older);
    }

    void leave(final OrderRecord order)
    {
        account.wrap(order.account());
        linkOrders(order.previousOfAccount(), order.nextOfAccount());
        account.openOrders(account.openOrders() - 1);
    }
}
