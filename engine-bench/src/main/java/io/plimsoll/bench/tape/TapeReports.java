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
package io.plimsoll.bench.tape;

/** Hears what a book answers to the messages of a tape. Sequences are those of the messages. */
public interface TapeReports
{
    /**
     * A new order was taken.
     *
     * @param sequence     of the message.
     * @param side         of the order.
     * @param orderId      of the order.
     * @param priceTicks   limit.
     * @param quantityLots ordered.
     */
    void orderAccepted(int sequence, int side, long orderId, long priceTicks, long quantityLots);

    /**
     * Two orders traded.
     *
     * @param sequence     of the message that brought the taker.
     * @param priceTicks   of the maker.
     * @param quantityLots traded.
     * @param makerOrderId that rested.
     * @param takerOrderId that came.
     */
    void traded(int sequence, long priceTicks, long quantityLots, long makerOrderId, long takerOrderId);

    /**
     * An order was taken out, or the rest of an immediate one.
     *
     * @param sequence   of the message.
     * @param side       of the order.
     * @param orderId    of the order.
     * @param priceTicks at which it rested, or its limit.
     */
    void cancelled(int sequence, int side, long orderId, long priceTicks);

    /**
     * An order was taken out and entered anew; its trades have been told before.
     *
     * @param sequence     of the message.
     * @param side         of the order.
     * @param orderId      of the order.
     * @param priceTicks   new limit.
     * @param quantityLots new quantity.
     */
    void modified(int sequence, int side, long orderId, long priceTicks, long quantityLots);

    /**
     * There is no such order to cancel.
     *
     * @param sequence of the message.
     * @param orderId  that it named.
     */
    void cancelRejected(int sequence, long orderId);

    /**
     * There is no such order to modify.
     *
     * @param sequence of the message.
     * @param orderId  that it named.
     */
    void modifyRejected(int sequence, long orderId);
}
