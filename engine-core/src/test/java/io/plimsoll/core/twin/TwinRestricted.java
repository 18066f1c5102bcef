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

import io.plimsoll.core.codec.generated.CancelReason;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The initial requirement as a line of the twin: who is below it, and which of its orders have to go. */
final class TwinRestricted
{
    private final TwinState state;
    private final TwinOrders orders;

    TwinRestricted(final TwinState state, final TwinOrders orders)
    {
        this.state = state;
        this.orders = orders;
    }

    /** What an account lacks to its initial requirement without one order, in atoms x 10^12, above 0 if it does. */
    static BigInteger lack(final TwinState state, final TwinAccount account, final TwinOrder without)
    {
        return state.initialSum(account, null, 0, 0, 0, without, null, 0)
            .subtract(Exact.big(state.oracle.slowEquity(account, null, without)).multiply(Exact.TRILLION));
    }

    /** Cancels orders until the account fits or none is left that would help. */
    void cancel(final TwinAccount account)
    {
        final Map<TwinOrder, BigInteger> keys = new HashMap<>();
        for (final TwinOrder order : account.orders)
        {
            if (!order.isWaiting() && increases(account, order))
            {
                keys.put(order, key(account, order));
            }
        }
        final List<TwinOrder> candidates = new ArrayList<>(keys.keySet());
        final Comparator<TwinOrder> byKey = Comparator.comparing(keys::get);
        candidates.sort(byKey.thenComparingLong(order -> order.id).reversed());
        for (final TwinOrder order : candidates)
        {
            final BigInteger lack = lack(state, account, null);
            final boolean helps = order.instrument.isSpot() || lack(state, account, order).compareTo(lack) < 0;
            if (lack.signum() > 0 && helps && increases(account, order))
            {
                orders.cancel(order, order.remaining, CancelReason.RESTRICTED);
            }
        }
    }

    private boolean increases(final TwinAccount account, final TwinOrder order)
    {
        if (order.instrument.isSpot())
        {
            return spotLoss(account, order) > 0;
        }
        final long held = account.lots(order.instrument);
        final long closable = order.side == TwinBook.SELL ? held : -held;
        return !order.reduceOnly && account.restingLots(order.instrument, order.side, null) > closable;
    }

    private long spotLoss(final TwinAccount account, final TwinOrder order)
    {
        return order.instrument.spotLoss(order.side, order.price, order.remaining, state.edgeWeight(
            account, order.instrument, order.side, null, 0, 0, null, null, 0));
    }

    /** Lots times mark value times the rate at which the worse side of the instrument is margined. */
    private BigInteger key(final TwinAccount account, final TwinOrder order)
    {
        final TwinInstrument instrument = order.instrument;
        if (instrument.isSpot())
        {
            return Exact.big(spotLoss(account, order)).multiply(Exact.TRILLION);
        }
        final long notional = instrument.notional(state.worstLots(account, instrument, -1, 0, null));
        final int bracketRate =
            instrument.volatility.initialRates(state, instrument)[instrument.bracketAbove(notional)];
        final BigInteger rate = Exact.product(instrument.initialFactorPpm, bracketRate)
            .max(Exact.TRILLION.divide(Exact.big(instrument.maxLeverage)).add(BigInteger.ONE));
        return instrument.settles.converted(Exact.big(instrument.notional(order.remaining))).multiply(rate);
    }
}
