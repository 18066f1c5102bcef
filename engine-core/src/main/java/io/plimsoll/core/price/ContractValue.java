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
package io.plimsoll.core.price;

import io.plimsoll.core.codec.generated.InstrumentKind;
import io.plimsoll.core.fixed.Fixed;

/**
 * What lots of a contract are worth. A linear one is worth {@code q * m * k} atoms, exactly. An inverse one has a face
 * in quote and is settled in its base asset, of which more is needed the lower the price is: with K, the base atoms of
 * a lot at a price of one tick (face x scale), and k = K * S, those at one sub-tick,
 * <pre>
 *   mark value    V = -q * k / m                 a long owes base atoms, so V of it rises with the mark
 *   worth         floor(V)                       what a long gives up is rounded up, what a short receives down
 *   notional      ceil(|q| * k / m)              base atoms; brackets, caps and leverage of the contract are in them
 *   fill          floor(lots * K / P)            the same integer for both sides, owed by the buyer
 * </pre>
 * The fill of an order at one price is one; its makers share it, each the difference of two cumulated floors, as a fee
 * is shared. Nothing of a fill is lost: costs are sums of fills, so a position that is flat has a cost of 0. No mark
 * and no price of an inverse contract is below the least that is listed, at which its value is greatest and by the
 * listing check below 2^60. Source: margin model, sections 1 and 2; model rules, part 2 point 3. 0 B; any thread.
 */
public final class ContractValue
{
    private static final int FIRST_INVERSE = InstrumentKind.INVERSE_PERPETUAL.value();

    private ContractValue()
    {
    }

    /**
     * Whether an instrument is an inverse contract.
     *
     * @param instrument on its record.
     * @return true for an inverse perpetual and an inverse future.
     */
    public static boolean isInverse(final InstrumentTermsRecord instrument)
    {
        return instrument.kind() >= FIRST_INVERSE;
    }

    /**
     * The lowest mark that an instrument may have.
     *
     * @param instrument on its record.
     * @return sub-ticks; what is listed of an inverse contract, else 1.
     */
    public static long leastMarkSubTicks(final InstrumentTermsRecord instrument)
    {
        return isInverse(instrument) ? instrument.minMarkSubTicks() : 1;
    }

    /**
     * The lowest price at which an instrument may be traded.
     *
     * @param instrument on its record.
     * @return ticks, at least 1.
     */
    public static long leastTicks(final InstrumentTermsRecord instrument)
    {
        return isInverse(instrument) ?
            Fixed.ceilDivide(instrument.minMarkSubTicks(), instrument.subTicksPerTick()) : 1;
    }

    /**
     * Worth of lots at the present mark, rounded down.
     *
     * @param instrument on its record, no spot pair.
     * @param lots       signed.
     * @return atoms, signed; 0 while there is no mark.
     */
    public static long worth(final InstrumentRecord instrument, final long lots)
    {
        return worth(instrument, lots, instrument.markSubTicks());
    }

    /**
     * Worth of lots at a mark, rounded down.
     *
     * @param instrument   on its record, no spot pair.
     * @param lots         signed.
     * @param markSubTicks of the instrument, 0 for none.
     * @return atoms, signed.
     */
    public static long worth(final InstrumentTermsRecord instrument, final long lots, final long markSubTicks)
    {
        if (!isInverse(instrument))
        {
            return lots * (markSubTicks * instrument.markFactorAtoms());
        }
        return markSubTicks == 0 ? 0 : Fixed.multiplyDivideFloor(-lots, instrument.markFactorAtoms(), markSubTicks);
    }

    /**
     * Notional of lots at the present mark.
     *
     * @param instrument on its record, no spot pair.
     * @param lots       not negative.
     * @return atoms, rounded up; 0 while there is no mark.
     */
    public static long notional(final InstrumentRecord instrument, final long lots)
    {
        return notional(instrument, lots, instrument.markSubTicks());
    }

    /**
     * Notional of lots at a mark.
     *
     * @param instrument   on its record, no spot pair.
     * @param lots         not negative.
     * @param markSubTicks of the instrument, 0 for none.
     * @return atoms, rounded up.
     */
    public static long notional(final InstrumentTermsRecord instrument, final long lots, final long markSubTicks)
    {
        if (!isInverse(instrument))
        {
            return lots * (markSubTicks * instrument.markFactorAtoms());
        }
        return markSubTicks == 0 ? 0 : Fixed.multiplyDivideCeil(lots, instrument.markFactorAtoms(), markSubTicks);
    }

    /**
     * The greatest notional that lots can have.
     *
     * @param instrument on its record, no spot pair.
     * @param lots       not negative.
     * @return atoms, at the highest mark of a linear and the lowest of an inverse contract.
     */
    public static long highestNotional(final InstrumentTermsRecord instrument, final long lots)
    {
        return notional(instrument, lots,
            isInverse(instrument) ? instrument.minMarkSubTicks() : instrument.maxMarkSubTicks());
    }

    /**
     * What a fill is worth.
     *
     * @param instrument on its record.
     * @param lots       not negative.
     * @param priceTicks above 0, if there are lots.
     * @return atoms, not negative; rounded down.
     */
    public static long fill(final InstrumentTermsRecord instrument, final long lots, final long priceTicks)
    {
        return isInverse(instrument) ? inverseFill(lots, instrument.contractFactorAtoms(), priceTicks) :
            lots * priceTicks * instrument.contractFactorAtoms();
    }

    /**
     * What a fill of an inverse contract is worth.
     *
     * @param lots                not negative.
     * @param contractFactorAtoms K.
     * @param priceTicks          above 0, if there are lots.
     * @return base atoms, rounded down.
     */
    public static long inverseFill(final long lots, final long contractFactorAtoms, final long priceTicks)
    {
        return lots == 0 ? 0 : Fixed.multiplyDivideFloor(lots, contractFactorAtoms, priceTicks);
    }

    /**
     * What lots would at most be worth in one fill or in several.
     *
     * @param instrument on its record.
     * @param lots       not negative.
     * @param priceTicks above 0, if there are lots.
     * @return atoms, rounded up.
     */
    public static long mostFill(final InstrumentTermsRecord instrument, final long lots, final long priceTicks)
    {
        if (!isInverse(instrument))
        {
            return lots * priceTicks * instrument.contractFactorAtoms();
        }
        return lots == 0 ? 0 : Fixed.multiplyDivideCeil(lots, instrument.contractFactorAtoms(), priceTicks);
    }

    /**
     * What an order loses at the present mark if it fills.
     *
     * @param instrument on its record, no spot pair.
     * @param buys       whether it buys.
     * @param lots       not negative.
     * @param priceTicks at which it fills.
     * @return atoms, not negative.
     */
    public static long loss(
        final InstrumentRecord instrument, final boolean buys, final long lots, final long priceTicks)
    {
        if (isInverse(instrument))
        {
            // A buyer owes the fill and takes over the value at the mark as what it is worth to give up.
            return Math.max(0, buys ? -worth(instrument, lots) - fill(instrument, lots, priceTicks) :
                mostFill(instrument, lots, priceTicks) - worth(instrument, -lots));
        }
        final long paid = lots * priceTicks * instrument.contractFactorAtoms();
        final long worse = paid - worth(instrument, lots);
        return Math.max(0, buys ? worse : -worse);
    }
}
