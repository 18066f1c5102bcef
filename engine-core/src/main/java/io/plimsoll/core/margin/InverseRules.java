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

import io.plimsoll.core.ResultCode;
import io.plimsoll.core.book.Books;
import io.plimsoll.core.codec.Refusal;
import io.plimsoll.core.codec.generated.ListInstrumentDecoder;
import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.price.AssetRecord;
import io.plimsoll.core.price.Catalogue;

/**
 * What must hold of the scales of an inverse contract, beside the rules of every instrument: it settles in its base
 * asset, which is not the reference asset, its least mark is at least a tick, and at that mark the largest position is
 * worth no more than a value may be, in base atoms and at the highest price of the asset in reference atoms. Its
 * brackets and its least notional are base atoms, as all atoms of an instrument are those of the asset it settles in.
 */
final class InverseRules
{
    private final Refusal refusal;
    private final Conversion conversion = new Conversion();
    private final Int128 value = new Int128();
    private final Int128 bound = new Int128();

    InverseRules(final Refusal refusal)
    {
        this.refusal = refusal;
    }

    /**
     * Checks a contract whose fields are within their ranges.
     *
     * @param contract   decoded command.
     * @param settlement on the record of the asset that it settles in, which has a price.
     * @return a {@link ResultCode}.
     */
    int check(final ListInstrumentDecoder contract, final AssetRecord settlement)
    {
        if (settlement.index() == Catalogue.REFERENCE)
        {
            return refusal.refuse(ResultCode.REFERENCE_ASSET, 0, settlement.assetId());
        }
        final long subTicks = contract.subTicksPerTick();
        if (contract.minMarkSubTicks() < subTicks)
        {
            return refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, subTicks, contract.minMarkSubTicks());
        }
        final long ticks = contract.maxMarkSubTicks() / subTicks;
        if (ticks >= 1L << Books.PRICE_BITS)
        {
            return refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, (1L << Books.PRICE_BITS) - 1, ticks);
        }
        value.product(contract.contractFactorAtoms(), subTicks);
        return isTooMuch() ? refuseOverflow() : checkValue(contract, settlement);
    }

    private int checkValue(final ListInstrumentDecoder contract, final AssetRecord settlement)
    {
        final long markFactor = contract.contractFactorAtoms() * contract.subTicksPerTick();
        final long leastMark = contract.minMarkSubTicks();
        // The quotient is below the bound if the product is below the bound times the divisor, and then a long.
        value.product(contract.maxPositionLots(), markFactor);
        if (value.compareTo(bound.product(ListingRules.VALUE_MAX, leastMark)) > 0)
        {
            return refusal.refuse(ResultCode.LISTING_OVERFLOW, bound.divideFloor(markFactor),
                contract.maxPositionLots());
        }
        value.set(value.divideCeil(leastMark));
        conversion.ceil(value, settlement, settlement.maxPriceAtoms());
        return isTooMuch() ? refuseOverflow() : ResultCode.ACCEPTED;
    }

    private boolean isTooMuch()
    {
        return value.compareTo(bound.set(ListingRules.VALUE_MAX)) > 0;
    }

    private int refuseOverflow()
    {
        return refusal.refuse(ResultCode.LISTING_OVERFLOW, ListingRules.VALUE_MAX,
            value.fitsLong() ? value.toLongExact() : Long.MAX_VALUE);
    }

    /**
     * What a lot is worth where it is least: at the highest mark.
     *
     * @param contract decoded command that has passed the check.
     * @return base atoms, rounded down.
     */
    static long leastLotAtoms(final ListInstrumentDecoder contract)
    {
        return contract.contractFactorAtoms() * contract.subTicksPerTick() / contract.maxMarkSubTicks();
    }
}
