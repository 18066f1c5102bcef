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
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.function.LongUnaryOperator;

/** What an account would have left of each asset in which legs settle, and hold there, as a plan grows. */
final class TwinPlanNets
{
    private final Map<TwinAsset, Long> nets = new HashMap<>();
    private final Map<TwinAsset, BigInteger> required = new HashMap<>();

    TwinPlanNets(final TwinState state, final TwinAccount account)
    {
        for (final TwinAsset asset : state.assets)
        {
            nets.put(asset, state.net(account, asset));
            required.put(asset, state.required(account, asset, state::rates));
        }
    }

    /** What equity and requirement, rounded as they will be, take off the need. */
    BigInteger gain(final TwinAsset asset, final BigInteger freed, final long cost, final int thetaPpm)
    {
        final BigInteger less = asset.converted(required.get(asset))
            .subtract(asset.converted(required.get(asset).subtract(freed)));
        final long lost = asset.value(nets.get(asset)) - asset.value(nets.get(asset) - cost);
        return less.multiply(Exact.big(thetaPpm)).subtract(Exact.big(lost).multiply(Exact.TRILLION));
    }

    int weight(final TwinAsset asset, final boolean lost)
    {
        return asset.weightBeside(nets.get(asset), lost);
    }

    /** Lots are about to be closed. */
    void take(final TwinPlan.Leg leg, final long lots, final long cost)
    {
        nets.merge(leg.instrument.settles, -cost, Long::sum);
        free(leg, leg.restNotional(), leg.instrument.notional(leg.rest() - lots));
    }

    /** Lots that were closed are not. */
    void giveBack(final TwinPlan.Leg leg, final long lots)
    {
        free(leg, leg.restNotional(), leg.instrument.notional(leg.rest() + lots));
    }

    void giveBack(final TwinAsset asset, final long cost)
    {
        nets.merge(asset, cost, Long::sum);
    }

    private void free(final TwinPlan.Leg leg, final long before, final long after)
    {
        required.merge(leg.instrument.settles,
            leg.instrument.requirement(after, leg.rates).subtract(leg.instrument.requirement(before, leg.rates)),
            BigInteger::add);
    }

    /** The most lots that all count by one weight or band; a lot across an edge goes alone. */
    long toEdge(final TwinAsset asset, final long most, final LongUnaryOperator costOf)
    {
        final boolean lost = costOf.applyAsLong(1) > 0;
        if (costOf.applyAsLong(1) == 0)
        {
            return most;
        }
        final long net = nets.get(asset);
        long lots = most;
        while (lots > 1 && !within(asset, net, net - costOf.applyAsLong(lots), lost))
        {
            lots--;
        }
        return lots;
    }

    /** Whether an amount has not left the band, or the debt, that lies beside a net. */
    private static boolean within(final TwinAsset asset, final long net, final long after, final boolean lost)
    {
        if (lost)
        {
            return net <= 0 || after >= 0 &&
                Exact.product(after, asset.price).compareTo(edgeBelow(asset, net)) >= 0;
        }
        return net < 0 ? after <= 0 : Exact.product(after, asset.price).compareTo(edgeAbove(asset, net)) <= 0;
    }

    private static BigInteger edgeBelow(final TwinAsset asset, final long net)
    {
        BigInteger edge = BigInteger.ZERO;
        for (final long lower : asset.lower)
        {
            final BigInteger at = Exact.product(lower, asset.unit);
            edge = at.compareTo(Exact.product(net, asset.price)) < 0 ? at.max(edge) : edge;
        }
        return edge;
    }

    private static BigInteger edgeAbove(final TwinAsset asset, final long net)
    {
        for (final long lower : asset.lower)
        {
            final BigInteger at = Exact.product(lower, asset.unit);
            if (at.compareTo(Exact.product(net, asset.price)) > 0)
            {
                return at;
            }
        }
        return BigInteger.TWO.pow(200);
    }

    /** Some count that reaches where one less does not; all, if not even they do. */
    static long least(final long most, final LongPredicate reaches)
    {
        if (!reaches.test(most))
        {
            return most;
        }
        long without = 0;
        long with = most;
        while (without + 1 < with)
        {
            final long middle = (without + with) >>> 1;
            if (reaches.test(middle))
            {
                with = middle;
            }
            else
            {
                without = middle;
            }
        }
        return with;
    }
}
