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

import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.CancelReason;
import io.plimsoll.core.codec.generated.OrderRestedEncoder;
import io.plimsoll.core.codec.generated.OrderTriggeredEncoder;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.codec.generated.TriggerSource;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Stop orders of the twin: every waiting order is looked at whenever a price may have moved. */
final class TwinStops
{
    private static final int INDEX = 2;
    private static final int SOURCES = 3;

    private final TwinState state;
    private final TwinRefusal refusal;
    private final Map<List<Integer>, Long> reached = new HashMap<>();
    /** Instruments with orders that are due, first come first served. */
    private final Set<TwinInstrument> due = new LinkedHashSet<>();

    TwinStops(final TwinState state, final TwinRefusal refusal)
    {
        this.state = state;
        this.refusal = refusal;
    }

    boolean isPending()
    {
        return !due.isEmpty();
    }

    static long price(final TwinInstrument instrument, final int source)
    {
        return source == SOURCES ? instrument.lastTrade * instrument.subTicks :
            source == INDEX ? instrument.indexPrice : instrument.mark;
    }

    private static long signed(final int side, final long price)
    {
        return side == TwinBook.BUY ? price : -price;
    }

    private static List<Integer> key(final TwinInstrument instrument, final int source, final int side)
    {
        return List.of(instrument.index, source, side);
    }

    /** The order that a moving price passes first, of those that wait for it on a side. */
    private TwinOrder first(final TwinInstrument instrument, final int source, final int side)
    {
        TwinOrder first = null;
        for (final TwinOrder order : state.orders.values())
        {
            if (order.isWaiting() && order.instrument == instrument && order.source == source && order.side == side &&
                (first == null || signed(side, order.trigger) < signed(side, first.trigger)))
            {
                first = order;
            }
        }
        return first;
    }

    private boolean isDue(final TwinInstrument instrument, final int source, final int side)
    {
        final TwinOrder first = first(instrument, source, side);
        final Long furthest = reached.get(key(instrument, source, side));
        return first != null && furthest != null && signed(side, first.trigger * instrument.subTicks) <= furthest;
    }

    /** Whether a price has passed the one that a stop waits for. */
    boolean isDue(final TwinOrder order)
    {
        final Long furthest = reached.get(key(order.instrument, order.source, order.side));
        return furthest != null && signed(order.side, order.trigger * order.instrument.subTicks) <= furthest;
    }

    /** Lets a stop wait for another price or with other lots, as if it came anew. */
    void amend(final TwinOrder order, final long trigger, final long lots)
    {
        final int source = order.source;
        order.source = 0;
        final boolean othersDue = isDue(order.instrument, source, order.side);
        order.source = source;
        order.trigger = trigger;
        order.remaining = lots;
        if (!othersDue)
        {
            reached.remove(key(order.instrument, source, order.side));
        }
    }

    /** The stops that wait in an instrument: by source, sells before buys, the nearest first. */
    List<TwinOrder> inOrder(final TwinInstrument instrument)
    {
        return state.orders.values().stream()
            .filter(order -> order.isWaiting() && order.instrument == instrument)
            .sorted(Comparator.<TwinOrder>comparingInt(order -> order.source)
                .thenComparingInt(order -> -order.side)
                .thenComparingLong(order -> signed(order.side, order.trigger))
                .thenComparingLong(order -> order.id)).toList();
    }

    boolean wouldTrigger(final TwinOrder order)
    {
        final long price = price(order.instrument, order.source);
        final long trigger = signed(order.side, order.trigger * order.instrument.subTicks);
        return price != 0 && trigger <= signed(order.side, price) ||
            isDue(order.instrument, order.source, order.side) &&
                trigger <= reached.get(key(order.instrument, order.source, order.side));
    }

    void await(final TwinOrder order)
    {
        if (!isDue(order.instrument, order.source, order.side))
        {
            reached.remove(key(order.instrument, order.source, order.side));
        }
        order.account.orders.add(order);
        state.orders.put(order.id, order);
    }

    void note(final TwinInstrument instrument, final int source)
    {
        final long price = price(instrument, source);
        for (int side = 0; price != 0 && side < 2; side++)
        {
            if (first(instrument, source, side) == null)
            {
                continue;
            }
            final List<Integer> key = key(instrument, source, side);
            final long now = signed(side, price);
            reached.put(key, isDue(instrument, source, side) ? Math.max(now, reached.get(key)) : now);
            if (isDue(instrument, source, side) && instrument.state == TwinControl.OPEN)
            {
                due.add(instrument);
            }
        }
    }

    void noteAll(final TwinInstrument instrument)
    {
        for (int source = 1; source <= SOURCES; source++)
        {
            note(instrument, source);
        }
    }

    private TwinOrder next()
    {
        while (!due.isEmpty())
        {
            final TwinInstrument instrument = due.iterator().next();
            for (int source = 1; source <= SOURCES && instrument.state == TwinControl.OPEN; source++)
            {
                for (int side = 1; side >= 0; side--)
                {
                    if (isDue(instrument, source, side))
                    {
                        return first(instrument, source, side);
                    }
                }
            }
            due.remove(instrument);
        }
        return null;
    }

    /** Enters every order that is due; true if there was any. */
    boolean run(
        final TwinOrders orders, final TwinOrderCommands commands, final Consumer<TwinInstrument> changed)
    {
        final TwinRefusal ofCommand = refusal.copy();
        boolean any = false;
        for (TwinOrder order = next(); order != null; order = next())
        {
            any = true;
            final boolean expired = order.expire != 0 && order.expire <= state.timestampNs;
            if (order.account.level == 2 || expired)
            {
                orders.cancel(order, order.remaining,
                    order.account.level == 2 ? CancelReason.OWNER_LIQUIDATED : CancelReason.EXPIRED);
                continue;
            }
            enter(order, orders, commands, changed);
        }
        refusal.set(ofCommand);
        return any;
    }

    private void enter(
        final TwinOrder order,
        final TwinOrders orders,
        final TwinOrderCommands commands,
        final Consumer<TwinInstrument> changed)
    {
        final long price = price(order.instrument, order.source);
        final int source = order.source;
        final long trigger = order.trigger;
        final long lots = order.remaining;
        orders.remove(order);
        order.source = 0;
        order.trigger = 0;
        refusal.clear();
        final boolean accepted = commands.acceptTriggered(order);
        final TwinEffects effects = state.effects;
        new OrderTriggeredEncoder()
            .wrapAndApplyHeader(effects.buffer(),
                effects.claim(state.recipient(order.account), OrderTriggeredEncoder.BLOCK_LENGTH), effects.header())
            .orderId(order.id)
            .accountId(order.account.id)
            .clientOrderId(order.clientId)
            .triggerPriceTicks(trigger)
            .priceSubTicks(price)
            .limitValue(accepted ? 0 : refusal.limitValue)
            .actualValue(accepted ? 0 : refusal.actualValue)
            .instrumentId(order.instrument.id)
            .resultCode(accepted ? ResultCode.ACCEPTED : refusal.code)
            .triggerSource(TriggerSource.get((short)source))
            .side(order.side == TwinBook.BUY ? Side.BUY : Side.SELL);
        if (!accepted)
        {
            effects.cancelled(
                state.recipient(order.account), order, lots, 0, CancelReason.TRIGGER_REFUSED);
            return;
        }
        commands.submitTriggered(order);
        if (state.orders.containsKey(order.id))
        {
            rested(order);
        }
        changed.accept(order.instrument);
    }

    private void rested(final TwinOrder order)
    {
        final TwinEffects effects = state.effects;
        new OrderRestedEncoder()
            .wrapAndApplyHeader(effects.buffer(),
                effects.claim(state.recipient(order.account), OrderRestedEncoder.BLOCK_LENGTH), effects.header())
            .orderId(order.id)
            .accountId(order.account.id)
            .clientOrderId(order.clientId)
            .priceTicks(order.price)
            .restingLots(order.remaining)
            .displayLots(order.display)
            .instrumentId(order.instrument.id)
            .side(order.side == TwinBook.BUY ? Side.BUY : Side.SELL);
    }
}
