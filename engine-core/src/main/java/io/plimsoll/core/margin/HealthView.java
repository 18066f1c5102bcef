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

import io.plimsoll.core.account.AccountRecord;
import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.account.BalanceRecord;
import io.plimsoll.core.account.PositionRecord;
import io.plimsoll.core.fixed.Fixed;
import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.price.AssetRecord;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.InstrumentRecord;

/**
 * Health as people look at it. Nothing is ever decided by these ratios:
 * <pre>
 *   health          = (E + B) / (MM + B)
 *   loan to value   = B / (cash + unrealised - funding due + assets before any weight)
 * </pre>
 * Source: margin model, section 5. 0 B.
 */
public final class HealthView
{
    private static final long PPM = 1_000_000;
    private static final long SCALE = 1_000_000_000_000L;
    private static final int LONG_BITS = 62;

    private final Valuation valuation;
    private final AccountRecord account;
    private final PositionRecord position;
    private final BalanceRecord balance;
    private final InstrumentRecord instrument;
    private final AssetRecord asset;
    private final Int128 numerator = new Int128();
    private final Int128 divisor = new Int128();
    private final Int128 whole = new Int128();

    /**
     * Over the accounts.
     *
     * @param accounts  looked at.
     * @param catalogue with prices.
     * @param valuation that has just evaluated whoever is asked about.
     */
    public HealthView(final Accounts accounts, final Catalogue catalogue, final Valuation valuation)
    {
        this.valuation = valuation;
        account = accounts.newAccountRecord();
        position = accounts.newPositionRecord();
        balance = accounts.newBalanceRecord();
        instrument = catalogue.newInstrumentRecord();
        asset = catalogue.newAssetRecord();
    }

    /**
     * Health factor.
     *
     * @return ppm, rounded down; the largest long where nothing is required.
     */
    public long healthPpm()
    {
        numerator.product(Math.addExact(valuation.equityAtoms(), valuation.loanAtoms()), SCALE);
        divisor.product(valuation.loanAtoms(), PPM).add(valuation.maintenance());
        if (divisor.signum() == 0)
        {
            return Long.MAX_VALUE;
        }
        final boolean below = numerator.isNegative();
        whole.set(numerator);
        if (below)
        {
            whole.negate();
        }
        return whole.shiftRightFloor(LONG_BITS).compareTo(divisor) < 0 ? numerator.divideFloor(divisor) :
            below ? -Long.MAX_VALUE : Long.MAX_VALUE;
    }

    /**
     * Loan to value.
     *
     * @param accountIndex of the account.
     * @return ppm, rounded up; the largest long where something is owed and nothing held.
     */
    public long loanToValuePpm(final int accountIndex)
    {
        if (valuation.loanAtoms() == 0)
        {
            return 0;
        }
        final long held = heldAtoms(accountIndex);
        if (held <= 0)
        {
            return Long.MAX_VALUE;
        }
        numerator.product(valuation.loanAtoms(), PPM);
        whole.set(numerator).shiftRightFloor(LONG_BITS);
        return whole.compareTo(divisor.set(held)) < 0 ? numerator.divideCeil(held) : Long.MAX_VALUE;
    }

    private long heldAtoms(final int accountIndex)
    {
        account.wrap(accountIndex);
        long sum = account.cashAtoms();
        for (int index = account.firstPosition(); index != 0; index = position.next())
        {
            position.wrap(index);
            instrument.wrap(position.instrument());
            if (instrument.settlementAsset() != Catalogue.REFERENCE)
            {
                continue;
            }
            sum = Math.addExact(sum, position.lots() * Valuation.lotValueAtoms(instrument) - position.costAtoms() -
                position.fundingDueAtoms(instrument.fundingAtoms()));
        }
        for (int index = account.firstBalance(); index != 0; index = balance.next())
        {
            balance.wrap(index);
            asset.wrap(balance.asset());
            sum = Math.addExact(sum, Fixed.multiplyDivideFloor(
                valuation.netAtoms(accountIndex, asset, balance.balanceAtoms()), asset.priceAtoms(),
                asset.unitAtoms()));
        }
        return sum;
    }
}
