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

import io.plimsoll.core.account.Debt;
import io.plimsoll.core.account.LoanPoolRecord;
import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.price.AssetRecord;

/**
 * What a debt is worth, against its debtor:
 * <pre>
 *   value    = ceil(debt * price / unit)          counted in B
 *   weighted = ceil(l * debt * price / unit)      taken from equity
 * </pre>
 * Source: margin model, sections 3 and 5. 0 B.
 */
public final class LoanValue
{
    private static final long PPM = 1_000_000;

    private final Int128 product = new Int128();
    private final Int128 most = new Int128();
    private final Debt debt = new Debt();

    /** Registers of its own; nothing else is held. */
    public LoanValue()
    {
    }

    /**
     * Value of a debt.
     *
     * @param asset      on its record.
     * @param debtAtoms  not negative.
     * @param priceAtoms of the asset.
     * @return reference atoms, rounded up.
     */
    public long valueAtoms(final AssetRecord asset, final long debtAtoms, final long priceAtoms)
    {
        return product.product(debtAtoms, priceAtoms).divideCeil(asset.unitAtoms());
    }

    /**
     * What a debt takes from equity.
     *
     * @param asset      on its record.
     * @param pool       of the asset, on its record.
     * @param debtAtoms  not negative.
     * @param priceAtoms of the asset.
     * @return reference atoms, rounded up.
     */
    public long weightedAtoms(
        final AssetRecord asset, final LoanPoolRecord pool, final long debtAtoms, final long priceAtoms)
    {
        return product.product(debtAtoms, priceAtoms).multiply(pool.liabilityWeightPpm())
            .divideCeil(asset.unitAtoms() * PPM);
    }

    /**
     * What a debt takes from the slack over the initial requirement.
     *
     * @param asset      on its record.
     * @param pool       of the asset, on its record.
     * @param debtAtoms  not negative.
     * @param priceAtoms of the asset.
     * @return reference atoms, rounded up.
     */
    long initialAtoms(
        final AssetRecord asset, final LoanPoolRecord pool, final long debtAtoms, final long priceAtoms)
    {
        return product.product(debtAtoms, priceAtoms)
            .multiply(pool.liabilityWeightPpm() + pool.initialFactorPpm() - PPM).divideCeil(asset.unitAtoms() * PPM);
    }

    /**
     * What a loan can ever take from equity: at the highest price that is listed and the highest index.
     *
     * @param asset on its record.
     * @param pool  of the asset, on its record.
     * @param units of the loan, at most {@link Debt#LOAN_MAX} atoms at an index of one.
     * @return reference atoms, rounded up, at most the largest long.
     */
    public long highestAtoms(final AssetRecord asset, final LoanPoolRecord pool, final Int128 units)
    {
        final long atoms = debt.mostAtoms(units);
        product.product(atoms, asset.maxPriceAtoms());
        most.product(ListingRules.COLLATERAL_MAX, asset.unitAtoms());
        return product.compareTo(most) > 0 ? Long.MAX_VALUE :
            weightedAtoms(asset, pool, atoms, asset.maxPriceAtoms());
    }
}
