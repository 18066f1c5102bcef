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

import io.plimsoll.bench.book.Commands;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A book with no cleverness at all: a list of orders a side, sorted by price and then by arrival. */
final class NaiveTapeBook
{
    private final List<List<Order>> sides = List.of(new ArrayList<>(), new ArrayList<>());
    private final TapeReports reports;
    private int arrivals;

    private static final class Order
    {
        private final int orderId;
        private final int priceTicks;
        private final int arrival;
        private int lots;

        private Order(final int orderId, final int priceTicks, final int lots, final int arrival)
        {
            this.orderId = orderId;
            this.priceTicks = priceTicks;
            this.lots = lots;
            this.arrival = arrival;
        }
    }

    NaiveTapeBook(final TapeReports reports)
    {
        this.reports = reports;
    }

    void apply(final Tape tape, final int sequence)
    {
        final int orderId = tape.orderId(sequence);
        final int side = tape.side(sequence);
        final int lots = tape.quantityLots(sequence);
        final int ticks = tape.priceTicks(sequence);
        final int kind = tape.kind(sequence);
        if (kind == Commands.ADD || kind == Commands.IMMEDIATE)
        {
            reports.orderAccepted(sequence, side, orderId, ticks, lots);
            if (enter(sequence, side, orderId, ticks, lots, kind == Commands.IMMEDIATE))
            {
                reports.cancelled(sequence, side, orderId, ticks);
            }
        }
        else if (kind == Commands.CANCEL)
        {
            cancel(sequence, orderId);
        }
        else if (removedFrom(orderId) >= 0)
        {
            enter(sequence, side, orderId, ticks, lots, false);
            reports.modified(sequence, side, orderId, ticks, lots);
        }
        else
        {
            reports.modifyRejected(sequence, orderId);
        }
    }

    private void cancel(final int sequence, final int orderId)
    {
        for (int side = 0; side < 2; side++)
        {
            for (final Order order : sides.get(side))
            {
                if (order.orderId == orderId)
                {
                    reports.cancelled(sequence, side, orderId, order.priceTicks);
                    removedFrom(orderId);
                    return;
                }
            }
        }
        reports.cancelRejected(sequence, orderId);
    }

    private int removedFrom(final int orderId)
    {
        for (int side = 0; side < 2; side++)
        {
            if (sides.get(side).removeIf(order -> order.orderId == orderId))
            {
                return side;
            }
        }
        return -1;
    }

    /** Whether something is left of an immediate order. */
    private boolean enter(
        final int sequence,
        final int side,
        final int orderId,
        final int ticks,
        final int lots,
        final boolean isImmediate)
    {
        int left = lots;
        final List<Order> makers = sides.get(1 - side);
        while (left > 0 && !makers.isEmpty() && crosses(side, ticks, makers.get(0).priceTicks))
        {
            final Order maker = makers.get(0);
            final int traded = Math.min(left, maker.lots);
            reports.traded(sequence, maker.priceTicks, traded, maker.orderId, orderId);
            maker.lots -= traded;
            left -= traded;
            if (maker.lots == 0)
            {
                makers.remove(0);
            }
        }
        if (left > 0 && !isImmediate)
        {
            arrivals++;
            sides.get(side).add(new Order(orderId, ticks, left, arrivals));
            final Comparator<Order> byPrice = Comparator.comparingInt(order -> order.priceTicks);
            sides.get(side).sort((side == Tape.BUY ? byPrice.reversed() : byPrice)
                .thenComparingInt(order -> order.arrival));
        }
        return left > 0 && isImmediate;
    }

    private static boolean crosses(final int side, final int limitTicks, final int makerTicks)
    {
        return side == Tape.BUY ? makerTicks <= limitTicks : makerTicks >= limitTicks;
    }

    long bestTicks(final int side)
    {
        return sides.get(side).isEmpty() ? 0 : sides.get(side).get(0).priceTicks;
    }

    long depthLots(final int side, final long priceTicks)
    {
        return sides.get(side).stream().filter(order -> order.priceTicks == priceTicks)
            .mapToLong(order -> order.lots).sum();
    }
}
