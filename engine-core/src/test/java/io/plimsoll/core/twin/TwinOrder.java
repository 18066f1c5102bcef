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
package io.plimsoll.core.twin;

/** A resting order. */
final class TwinOrder
{
    static final int OLDEST = 1;
    static final int NEWEST = 2;
    static final int DECREMENT = 4;

    long id;
    long clientId;
    TwinAccount account;
    TwinInstrument instrument;
    int side;
    long price;
    long remaining;
    /** Worst price at which it trades at once. */
    long reach;
    boolean postOnly;
    boolean slide;
    long askedPrice;
    boolean reduceOnly;
    int timeInForce;
    /** Most lots displayed, 0 for all, and those displayed now. */
    long display;
    long shown;
    /** Whose price a stop waits for, 0 for none, and that price. */
    int source;
    long trigger;
    /** 0 limit, 1 market. */
    int type;
    /** When it expires, 0 for never. */
    long expire;
    /** Self-trade prevention as a taker: choices of the wire. */
    int selfTrade;
    /** Set where an order of its own group has ended it as a taker. */
    boolean stopped;

    boolean isWaiting()
    {
        return source != 0;
    }

    boolean mayRest()
    {
        return timeInForce != 1 && timeInForce != 2;
    }

    boolean isExtended()
    {
        return display != 0 || expire != 0 || isWaiting();
    }

    /** Lots that the book displays. */
    long displayed()
    {
        return display == 0 ? remaining : shown;
    }
}
