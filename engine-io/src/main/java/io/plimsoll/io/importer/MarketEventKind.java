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

/** What a {@link MarketEvent} tells, and which of its fields are defined beside times and symbol. */
public enum MarketEventKind
{
    /** An order came to rest: order id, side, price, quantity. */
    ORDER_ADDED,
    /** An order rests like this, whether it is new or not: order id, side, price, quantity. */
    ORDER_SET,
    /** A part of an order was cancelled: order id, side, price, and the quantity that was taken off. */
    ORDER_REDUCED,
    /** An order left the book: order id; and side, price, quantity where {@link MarketEvent#side()} is given. */
    ORDER_DELETED,
    /** A resting order was hit: order id, its side, price, and the quantity that traded. */
    ORDER_EXECUTED,
    /** An order that nobody could see was hit: side of that order, price, quantity. */
    HIDDEN_EXECUTED,
    /** An auction traded: price, quantity. */
    CROSS_TRADED,
    /** The venue halted trading, or went on. */
    TRADING_HALTED,
    /** A trade: trade id, side of the taker, price, quantity. */
    TRADE,
    /** The best prices: bid and ask price and quantity, both zero where a side is empty. */
    QUOTE,
    /** What rests at a price: side, price, quantity, which is zero where nothing is left. */
    LEVEL,
    /** The book begins anew: what is told of it from here on is all that there is. */
    BOOK_CLEARED,
    /** A candle, perhaps not yet at its end: open, high, low, close, quantity. */
    CANDLE
}
