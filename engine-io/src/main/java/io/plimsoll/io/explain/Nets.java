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
import java.util.HashMap;
import java.util.Map;

/** What the account would have of each asset in which legs settle, and hold there, as pieces are taken one by one. */
final class Nets
{
    private final Map<Integer, BigInteger> nets = new HashMap<>();
    private final Map<Integer, BigInteger> required = new HashMap<>();
    private final Evidence evidence;
    private final int thetaPpm;

    Nets(final Evidence evidence, final int thetaPpm)
    {
        this.evidence = evidence;
        this.thetaPpm = thetaPpm;
        for (final Evidence.Collateral each : evidence.collaterals())
        {
            nets.put(each.assetId(), Worth.net(evidence, each, Map.of()));
            required.put(each.assetId(), Worth.required(evidence, each, Map.of()));
        }
    }

    /**
     * What lots take off the need: in the reference asset their requirement less their cost, in another what both mean
     * there once they are rounded.
     *
     * @param leg   that the lots are of.
     * @param freed requirement, ppm x atoms of the leg's asset.
     * @param cost  atoms of the leg's asset.
     * @return atoms x 10^12.
     */
    BigInteger gain(final Evidence.Leg leg, final BigInteger freed, final BigInteger cost)
    {
        final Evidence.Collateral asset = evidence.settlement(leg);
        if (asset == null)
        {
            return freed.multiply(Arithmetic.big(thetaPpm)).subtract(cost.multiply(Arithmetic.SCALE));
        }
        final BigInteger before = required.get(asset.assetId());
        final BigInteger less = Arithmetic.converted(asset, before, asset.priceAtoms())
            .subtract(Arithmetic.converted(asset, before.subtract(freed), asset.priceAtoms()));
        final BigInteger net = nets.get(asset.assetId());
        final BigInteger lost = Arithmetic.value(asset, net, asset.priceAtoms())
            .subtract(Arithmetic.value(asset, net.subtract(cost), asset.priceAtoms()));
        return less.multiply(Arithmetic.big(thetaPpm)).subtract(lost.multiply(Arithmetic.SCALE));
    }

    /**
     * Notes a piece.
     *
     * @param step the piece.
     */
    void take(final LegWalk.Step step)
    {
        final Evidence.Collateral asset = evidence.settlement(step.leg());
        if (asset != null)
        {
            nets.merge(asset.assetId(), step.cost().negate(), BigInteger::add);
            required.merge(asset.assetId(), step.freed().negate(), BigInteger::add);
        }
    }

    /**
     * Cost of the first lot of a piece for each atom of its value by the weight with which it counts now.
     *
     * @param step the piece.
     * @return cost times 10^15.
     */
    BigInteger costRatio(final LegWalk.Step step)
    {
        final Evidence.Collateral asset = evidence.settlement(step.leg());
        final int weight = asset == null ? 1_000_000 :
            Arithmetic.weightBeside(asset, nets.get(asset.assetId()), step.costOfNext().signum() >= 0);
        return Arithmetic.divideFloor(Arithmetic.divideCeil(
            step.costOfNext().multiply(Arithmetic.big(weight)), Arithmetic.PPM), step.unitValue());
    }

    /**
     * An amount of a leg in reference atoms, rounded up.
     *
     * @param leg   of the step.
     * @param atoms of the asset in which it settles.
     * @return reference atoms.
     */
    BigInteger converted(final Evidence.Leg leg, final BigInteger atoms)
    {
        final Evidence.Collateral asset = evidence.settlement(leg);
        return asset == null ? atoms : Arithmetic.converted(asset, atoms, asset.priceAtoms());
    }

    /**
     * What all assets count for, and require, now.
     *
     * @return worth of the assets alone.
     */
    Worth worth()
    {
        BigInteger equity = BigInteger.ZERO;
        BigInteger maintenance = BigInteger.ZERO;
        for (final Evidence.Collateral each : evidence.collaterals())
        {
            equity = equity.add(Arithmetic.value(each, nets.get(each.assetId()), each.priceAtoms()));
            maintenance = maintenance.add(
                Arithmetic.converted(each, required.get(each.assetId()), each.priceAtoms()));
        }
        return new Worth(equity, maintenance, BigInteger.ZERO);
    }
}
