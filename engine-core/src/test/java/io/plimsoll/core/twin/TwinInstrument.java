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
import java.util.ArrayList;
import java.util.List;

/** An instrument as the twin lists it, with its requirement in exact arithmetic. */
final class TwinInstrument
{
    private static final long PPM = 1_000_000;

    int id;
    int index;
    int settlementAsset = 1;
    /** The asset of that id. */
    TwinAsset settles;
    long contractFactor;
    long subTicks;
    long minMark;
    long maxMark;
    long maxPosition;
    long minNotional;
    int takerFeePpm;
    int makerFeePpm;
    int liquidationFeePpm;
    int thetaPpm;
    int betaPpm;
    int initialFactorPpm;
    int maxLeverage;
    int bandPpm;
    int closePolicy;
    long[] lower;
    /** In force. */
    int[] ratePpm;
    int[] penaltyPpm;

    /** Of a spot pair: its base asset and the atoms of a lot; else null. */
    TwinAsset base;
    int baseId;
    int quoteId = 1;
    long lotAtoms;
    /** Of a dated future: when it ends, samples of its final price and the time between them; else 0. */
    long expireNs;
    int samplesWanted;
    long sampleNs;
    final List<Long> samples = new ArrayList<>();
    /** 1 in the final window, 2 past the expiry. */
    int stage;

    long mark;
    long indexPrice;
    final TwinFunding funding = new TwinFunding();
    final TwinVolatility volatility = new TwinVolatility();
    int state;
    long lastTrade;
    TwinLimits limits = new TwinLimits();
    final TwinExposure exposure = new TwinExposure();
    final TwinBook book = new TwinBook();

    /** Whether its face is in quote and it settles in its base asset. */
    boolean inverse;

    /** Of a linear contract. */
    long lotValue()
    {
        TwinState.require(!inverse, "a lot of a linear contract is worth whole atoms");
        return mark * (contractFactor / subTicks);
    }

    /** What lots are worth to who holds them, at the mark. */
    long worth(final long lots)
    {
        return worth(lots, mark);
    }

    long worth(final long lots, final long at)
    {
        return inverse ? TwinInverse.worth(this, lots, at) : Math.multiplyExact(lots, at * (contractFactor / subTicks));
    }

    /** Notional of lots at the mark, never negative. */
    long notional(final long lots)
    {
        return inverse ? TwinInverse.notional(this, lots, mark) : Math.abs(lots) * lotValue();
    }

    BigInteger highestNotional(final long lots)
    {
        return inverse ? big(TwinInverse.notional(this, lots, minMark)) :
            big(lots).multiply(big(maxMark)).multiply(big(contractFactor / subTicks));
    }

    /** What a fill is worth, without sign. */
    long filled(final long lots, final long price)
    {
        return inverse ? TwinInverse.filled(this, lots, price, false) :
            Math.multiplyExact(lots, Math.multiplyExact(price, contractFactor));
    }

    /** The same where it may be a fill of several. */
    long mostFilled(final long lots, final long price)
    {
        return inverse ? TwinInverse.filled(this, lots, price, true) : filled(lots, price);
    }

    /** Sign with which a purchase counts in what a position has cost. */
    int buySign()
    {
        return inverse ? -1 : 1;
    }

    long leastMark()
    {
        return inverse ? minMark : 1;
    }

    long leastTicks()
    {
        return inverse ? Exact.ceil(big(minMark), big(subTicks)).longValueExact() : 1;
    }

    /** Marks value in the unit in which a lot at a price is compared, and the price in it. */
    long unitValue(final long price)
    {
        return inverse ? price * subTicks : lotValue();
    }

    long unitPrice(final long price)
    {
        return inverse ? mark : price * contractFactor;
    }

    /** What prices are compared with. */
    boolean isSpot()
    {
        return base != null;
    }

    /** The most that a purchase takes from cash, fees included. */
    long cost(final long price, final long lots)
    {
        final long paid = Math.multiplyExact(lots, Math.multiplyExact(price, contractFactor));
        return paid + spotFees(price, lots);
    }

    /** The most that fills may cost: each lot one of its own. */
    private long spotFees(final long price, final long lots)
    {
        final long ofOne = Exact.fee(Exact.product(price, contractFactor), Math.max(takerFeePpm, makerFeePpm));
        return Math.multiplyExact(lots, ofOne);
    }

    /** What a spot order would take from equity if it filled. */
    long spotLoss(final int side, final long price, final long lots, final int weightPpm)
    {
        final long paid = Math.multiplyExact(lots, Math.multiplyExact(price, contractFactor));
        final BigInteger value = Exact.product(lots * lotAtoms, base.price).multiply(big(weightPpm));
        final BigInteger unit = big(base.unit).multiply(big(PPM));
        final long loss = side == TwinBook.BUY ? paid - Exact.floor(value, unit).longValueExact() :
            Exact.ceil(value, unit).longValueExact() - paid;
        return Math.max(0, loss + spotFees(price, lots));
    }

    boolean settlesElsewhere()
    {
        return settles.index != 1;
    }

    boolean isClosable()
    {
        return state == TwinControl.OPEN && stage == 0;
    }

    long reference()
    {
        return lastTrade != 0 ? lastTrade : Math.max(1, mark / subTicks);
    }

    long mostTicks()
    {
        return maxMark / subTicks;
    }

    /** The rate of each atom of notional, added up bracket by bracket: no deductions. */
    BigInteger requirement(final long notional)
    {
        return requirement(notional, ratePpm);
    }

    BigInteger requirement(final long notional, final int[] rates)
    {
        BigInteger sum = BigInteger.ZERO;
        for (int bracket = 0; bracket < lower.length; bracket++)
        {
            final long upper = bracket + 1 < lower.length ? Math.min(notional, lower[bracket + 1]) : notional;
            if (upper > lower[bracket])
            {
                sum = sum.add(big(upper - lower[bracket]).multiply(big(rates[bracket])));
            }
        }
        return sum;
    }

    /** Bracket of the atom of notional just below a notional. */
    int bracketBelow(final long notional)
    {
        int bracket = 0;
        while (bracket + 1 < lower.length && lower[bracket + 1] < notional)
        {
            bracket++;
        }
        return bracket;
    }

    /** Bracket of the atom of notional just above a notional. */
    int bracketAbove(final long notional)
    {
        int bracket = 0;
        while (bracket + 1 < lower.length && lower[bracket + 1] <= notional)
        {
            bracket++;
        }
        return bracket;
    }

    /** Worst price of a forced trade: a fraction of the mark from it, at least a tick. */
    long band(final boolean sells)
    {
        final long width = Math.max(subTicks, Exact.floor(big(mark).multiply(big(bandPpm)), big(PPM)).longValueExact());
        return sells ? Math.max(leastTicks(), Math.floorDiv(mark - width + subTicks - 1, subTicks)) :
            Math.floorDiv(mark + width, subTicks);
    }

    private static BigInteger big(final long number)
    {
        return BigInteger.valueOf(number);
    }
}
