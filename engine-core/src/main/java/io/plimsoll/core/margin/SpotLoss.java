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
package io.plimsoll.core.margin;

import io.plimsoll.core.book.Books;
import io.plimsoll.core.fixed.Fixed;
import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.price.AssetRecord;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.ContractRecord;
import io.plimsoll.core.price.Contracts;
import io.plimsoll.core.price.InstrumentRecord;

/**
 * What a spot order would take from the equity of its account if it filled at a price, fee included:
 * <pre>
 *   buy   lots * P * K + fee - floor(h * value)
 *   sell  ceil(h * value) + fee - lots * P * K         value: of the base atoms at the price of their asset
 * </pre>
 * Never below zero. The fee is the higher of taker's and maker's, rounded up once. Orders may fill in any order and any
 * number of them: what each loses alone, added up, is at least what they lose together.
 */
public final class SpotLoss
{
    private static final int PPM = 1_000_000;

    private final AssetRecord asset;
    private final ContractRecord contract;
    private final Int128 value = new Int128();

    /**
     * Losses of any order.
     *
     * @param catalogue with the prices of assets.
     * @param contracts with the terms of spot pairs.
     */
    public SpotLoss(final Catalogue catalogue, final Contracts contracts)
    {
        asset = catalogue.newAssetRecord();
        contract = contracts.newRecord();
    }

    /**
     * The loss of an order.
     *
     * @param pair       on the record of the instrument.
     * @param side       of the order.
     * @param priceTicks at which it would fill.
     * @param lots       of the order.
     * @return atoms, not negative.
     */
    public long lossAtoms(final InstrumentRecord pair, final int side, final long priceTicks, final long lots)
    {
        contract.wrap(pair.index());
        asset.wrap(contract.baseAsset());
        final boolean buys = side == Books.BUY;
        final long paidAtoms = lots * priceTicks * pair.contractFactorAtoms();
        value.product(lots * contract.lotAtoms(), asset.priceAtoms()).multiply(asset.haircutWeightPpm());
        final long unit = asset.unitAtoms() * PPM;
        final long valueAtoms = buys ? value.divideFloor(unit) : value.divideCeil(unit);
        final long worseAtoms = buys ? paidAtoms - valueAtoms : valueAtoms - paidAtoms;
        return Math.max(0, worseAtoms + feeAtoms(pair, paidAtoms));
    }

    /**
     * What a purchase takes from cash.
     *
     * @param pair       on the record of the instrument.
     * @param priceTicks of the purchase.
     * @param lots       of the purchase.
     * @return atoms, fee included.
     */
    public static long costAtoms(final InstrumentRecord pair, final long priceTicks, final long lots)
    {
        final long paidAtoms = lots * priceTicks * pair.contractFactorAtoms();
        return paidAtoms + feeAtoms(pair, paidAtoms);
    }

    private static long feeAtoms(final InstrumentRecord pair, final long paidAtoms)
    {
        return Fixed.multiplyDivideCeil(paidAtoms, Math.max(pair.takerFeePpm(), pair.makerFeePpm()), PPM);
    }
}
