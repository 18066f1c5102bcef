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

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** An account of the twin, valued anew whenever it is asked. */
final class TwinAccount
{
    static final int NORMAL = 0;
    static final int MARGIN_CALL = 1;
    static final int LIQUIDATING = 2;
    static final int RESTRICTED = 3;

    /** Lots and cost of one instrument. */
    static final class Position
    {
        long lots;
        long cost;
        /** Cumulative funding of a lot up to which it has paid. */
        long paid;
        /** Rate of the first bracket at the entry into an episode; 0 unless its rates are frozen. */
        int frozen;

        /** What it is worth, less its cost and the funding it owes. */
        long worth(final TwinInstrument instrument)
        {
            return instrument.worth(lots) - cost - due(instrument);
        }

        long due(final TwinInstrument instrument)
        {
            return Math.multiplyExact(lots, instrument.funding.cumulative - paid);
        }
    }

    long id;
    int index;
    int principal;
    long group;
    long cash;
    final TreeMap<Integer, Position> positions = new TreeMap<>();
    final TreeMap<Integer, Long> balances = new TreeMap<>();
    /** Leverage chosen for an instrument. */
    final TreeMap<Integer, Integer> leverages = new TreeMap<>();
    /** Units of each loan by asset. */
    final TreeMap<Integer, BigInteger> loans = new TreeMap<>();
    /** What it is short of, by asset, and the interest on it. */
    final TreeMap<Integer, TwinShortfall> shortfalls = new TreeMap<>();
    /** Oldest first. */
    final List<TwinOrder> orders = new ArrayList<>();
    /** Null unless it holds an isolated position. */
    TwinIsolated.Terms isolated;
    int state;
    int level;
    int thetaPpm;
    long episode;
    long lowestEquity;
    BigInteger lowestMaintenance = BigInteger.ZERO;
    boolean queued;
    long queueEquity;
    long queueMaintenance;
    boolean waiting;
    /** Below its line, and nothing of it is closed because a price cannot be trusted. */
    boolean held;
    final TreeMap<Integer, Long> wakeTicks = new TreeMap<>();
    /** Set where a silent turn may have moved the wake prices: then the engine's word is taken for a waking. */
    boolean wakeUnsure;
    boolean ownChange;
    /** What it has elsewhere. */
    TwinCredits.Pledge pledge;

    Position position(final TwinInstrument instrument)
    {
        return positions.get(instrument.index);
    }

    long lots(final TwinInstrument instrument)
    {
        final Position position = position(instrument);
        return position == null ? 0 : position.lots;
    }

    long restingLots(final TwinInstrument instrument, final int side, final TwinOrder without)
    {
        long sum = 0;
        for (final TwinOrder order : orders)
        {
            sum += order.instrument == instrument && order.side == side && order != without && !order.isWaiting() ?
                order.remaining : 0;
        }
        return sum;
    }

    long reduceOnlyLots(final TwinInstrument instrument, final TwinOrder without)
    {
        long sum = 0;
        for (final TwinOrder order : orders)
        {
            sum += order.instrument == instrument && order.reduceOnly && order != without && !order.isWaiting() ?
                order.remaining : 0;
        }
        return sum;
    }

    int reduceOnlyOrders(final TwinInstrument instrument, final TwinOrder without)
    {
        int count = 0;
        for (final TwinOrder order : orders)
        {
            count += order.instrument == instrument && order.reduceOnly && order != without && !order.isWaiting() ?
                1 : 0;
        }
        return count;
    }

    boolean hasOrders(final int instrumentIndex)
    {
        return orders.stream().anyMatch(order -> order.instrument.index == instrumentIndex && !order.isWaiting());
    }
}
