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
package io.plimsoll.io.explain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was really traded, to be held against what the evidence says was closed.
 */
final class Fills
{
    private static final int TRADES_MAX = 65_534;

    private Fills()
    {
    }

    /** Lots by price that the fills of an order show. */
    static Map<Long, Long> of(final Evidence evidence, final Evidence.Order order)
    {
        final Map<Long, Long> lots = new TreeMap<>();
        for (final Evidence.Fill fill : evidence.fills())
        {
            if (fill.orderId() == order.orderId())
            {
                lots.merge(fill.priceTicks(), fill.lots(), Long::sum);
            }
        }
        return lots;
    }

    /** Lots by price that the pieces of a leg show. */
    static Map<Long, Long> of(final List<LegWalk.Step> steps)
    {
        final Map<Long, Long> lots = new TreeMap<>();
        steps.forEach(step -> lots.merge(step.piece().priceTicks(), step.piece().lots(), Long::sum));
        return lots;
    }

    /** How many maker orders each piece met: an order that two pieces share counts for both. */
    static List<Integer> trades(final Evidence evidence, final Evidence.Order order, final List<LegWalk.Step> steps)
    {
        final List<Evidence.Fill> fills =
            evidence.fills().stream().filter(fill -> fill.orderId() == order.orderId()).toList();
        final List<Integer> trades = new ArrayList<>();
        int next = 0;
        long left = fills.isEmpty() ? 0 : fills.get(0).lots();
        for (final LegWalk.Step step : steps)
        {
            int met = 0;
            long lots = step.piece().lots();
            while (lots > 0 && next < fills.size())
            {
                final long here = Math.min(lots, left);
                met++;
                lots -= here;
                left -= here;
                if (0 >= left)
                {
                    next++;
                    left = next < fills.size() ? fills.get(next).lots() : 0;
                }
            }
            trades.add(Math.min(met, TRADES_MAX));
        }
        return trades;
    }

    /** Sum of the fees that the fills of an order show. */
    static BigInteger fees(final Evidence evidence, final Evidence.Order order)
    {
        return evidence.fills().stream().filter(fill -> fill.orderId() == order.orderId()).map(Evidence.Fill::fee)
            .reduce(BigInteger.ZERO, BigInteger::add);
    }
}
