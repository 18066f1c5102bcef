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
package io.plimsoll.core.liquidation;

import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.account.AccountRecord;
import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.account.PositionRecord;
import io.plimsoll.core.book.Books;
import io.plimsoll.core.book.Cancels;
import io.plimsoll.core.book.OrderRecord;
import io.plimsoll.core.codec.generated.CancelReason;
import io.plimsoll.core.fixed.Fixed;
import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.margin.InitialRequirement;
import io.plimsoll.core.margin.InitialSlack;
import io.plimsoll.core.margin.SlowEquity;
import io.plimsoll.core.price.AssetRecord;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.ContractValue;
import io.plimsoll.core.price.Contracts;
import io.plimsoll.core.price.InstrumentRecord;

/**
 * Cancels the resting orders of an account that is below its initial requirement, until it fits again or none is left
 * that would help. Candidates are orders that do not only reduce, by lots times mark value times initial rate at the
 * marks of the step, largest first, of equals the higher order id; a spot order counts with what it loses if it fills.
 * One that only reduces by now, or whose removal leaves the requirement as it is, is passed by. The requirement counts
 * all that rests as filled, so what an order takes from E_slow is part of what its removal lowers. Rule 17. 0 B.
 */
final class RestrictedCancels
{
    private static final long SCALE = 1_000_000_000_000L;

    private final Cancels cancels;
    private final InitialRequirement initial;
    private final InitialSlack initialSlack;
    private final SlowEquity slowEquity;
    private final AccountRecord account;
    private final PositionRecord position;
    private final OrderRecord order;
    private final OrderRecord other;
    private final InstrumentRecord instrument;
    private final Int128 lack = new Int128();
    private final Int128 gain = new Int128();
    private final Int128 key = new Int128();
    private final int[] candidates = new int[EngineLimits.ORDERS_PER_ACCOUNT_MAX];
    private final long[] highs = new long[EngineLimits.ORDERS_PER_ACCOUNT_MAX];
    private final long[] lows = new long[EngineLimits.ORDERS_PER_ACCOUNT_MAX];
    private final AssetRecord asset;
    private long equityAtoms;
    private int count;
    private int cancelled;
    private boolean cut;

    RestrictedCancels(
        final Cancels cancels,
        final InitialRequirement initial,
        final InitialSlack initialSlack,
        final SlowEquity slowEquity,
        final Accounts accounts,
        final Books books,
        final Catalogue catalogue)
    {
        this.cancels = cancels;
        this.initial = initial;
        this.initialSlack = initialSlack;
        this.slowEquity = slowEquity;
        account = accounts.newAccountRecord();
        position = accounts.newPositionRecord();
        order = books.newOrderRecord();
        other = books.newOrderRecord();
        instrument = catalogue.newInstrumentRecord();
        asset = catalogue.newAssetRecord();
    }

    /**
     * Cancels what has to be cancelled and may be.
     *
     * @param accountIndex of an account that the valuation has just evaluated.
     * @param most         orders that may be cancelled.
     */
    void run(final int accountIndex, final int most)
    {
        cancelled = 0;
        cut = false;
        account.wrap(accountIndex);
        if (account.firstOrder() == 0 || !initialSlack.isBelow(accountIndex))
        {
            return;
        }
        lack.set(initialSlack.slack());
        equityAtoms = initialSlack.slowAtoms() + slowEquity.excessAtoms(accountIndex);
        collect();
        for (int place = count / 2 - 1; place >= 0; place--)
        {
            sink(place, count);
        }
        for (int rest = count; rest > 0 && lack.isNegative() && !cut; rest--)
        {
            final int candidate = candidates[0];
            swap(0, rest - 1);
            sink(0, rest - 1);
            consider(accountIndex, candidate, most);
        }
    }

    /** Orders cancelled by the last run. */
    int cancelled()
    {
        return cancelled;
    }

    /** Whether the last run ended because it could cancel no more. */
    boolean isCut()
    {
        return cut;
    }

    private void collect()
    {
        count = 0;
        for (int index = account.firstOrder(); index != 0; index = order.nextOfAccount())
        {
            order.wrap(index);
            if (!Books.isWaiting(order) && increases())
            {
                candidates[count] = index;
                highs[count] = key.high();
                lows[count] = key.low();
                count++;
            }
        }
    }

    /** Whether the order that is wrapped can do more than reduce; then its key is set. */
    private boolean increases()
    {
        instrument.wrap(order.instrument());
        if (Contracts.isSpot(instrument))
        {
            key.product(initial.spotLossAtoms(order.account(), instrument, order), SCALE);
            return key.signum() > 0;
        }
        position.wrap(order.position());
        if (order.reduceOnly() != 0 || reducesAlone())
        {
            return false;
        }
        final long worstLots = worst(position.buyLots(), position.sellLots());
        key.product(referenceAtoms(ContractValue.notional(instrument, order.remainingLots())),
            initial.mostRate(instrument, ContractValue.notional(instrument, worstLots)));
        return true;
    }

    private long referenceAtoms(final long atoms)
    {
        asset.wrap(instrument.settlementAsset());
        return Fixed.multiplyDivideCeil(atoms, asset.priceAtoms(), asset.unitAtoms());
    }

    /** All that rests on the side of the order only reduces the position. */
    private boolean reducesAlone()
    {
        return order.side() == Books.SELL ? position.sellLots() <= position.lots() :
            position.buyLots() <= -position.lots();
    }

    private long worst(final long buys, final long sells)
    {
        final long lots = position.lots();
        return Math.max(Math.abs(lots), Math.max(Math.abs(lots + buys), Math.abs(lots - sells)));
    }

    private void consider(final int accountIndex, final int candidate, final int most)
    {
        order.wrap(candidate);
        instrument.wrap(order.instrument());
        final boolean spot = Contracts.isSpot(instrument);
        if (spot ? initial.spotLossAtoms(accountIndex, instrument, order) <= 0 : !lowers())
        {
            return;
        }
        if (cancelled == most)
        {
            cut = true;
            return;
        }
        cancelled++;
        cancels.cancel(candidate, CancelReason.RESTRICTED);
        if (spot || instrument.settlementAsset() != Catalogue.REFERENCE)
        {
            // What one purchase loses hangs on how much the others buy, and an asset counts as a whole.
            lack.set(initialSlack.evaluate(accountIndex));
        }
        else
        {
            lack.add(gain);
        }
    }

    /** Whether the removal of the order that is wrapped lowers what the account lacks; then by how much. */
    private boolean lowers()
    {
        position.wrap(order.position());
        if (reducesAlone())
        {
            return false;
        }
        final long lots = order.remainingLots();
        final long buys = position.buyLots();
        final long sells = position.sellLots();
        final long fewerBuys = order.side() == Books.BUY ? buys - lots : buys;
        final long fewerSells = order.side() == Books.SELL ? sells - lots : sells;
        if (instrument.settlementAsset() != Catalogue.REFERENCE)
        {
            return lowersNet(fewerBuys, fewerSells);
        }
        gain.set(initial.ofLots(instrument, worst(buys, sells)));
        gain.subtract(initial.ofLots(instrument, worst(fewerBuys, fewerSells)));
        gain.add(initial.ofOrder(instrument, order.side(), order.priceTicks(), lots));
        final long held = position.lots();
        final int index = instrument.index();
        final long excess = slowEquity.excessOfLots(index, held - sells, held + buys);
        gain.addProduct(excess - slowEquity.excessOfLots(index, held - fewerSells, held + fewerBuys), SCALE);
        return gain.signum() > 0;
    }

    /** The same for what settles in another asset, which counts as a whole. */
    private boolean lowersNet(final long fewerBuys, final long fewerSells)
    {
        final int index = instrument.index();
        final long held = position.lots();
        final long slowAtoms = equityAtoms -
            slowEquity.excessAtoms(order.account(), index, held - fewerSells, held + fewerBuys);
        gain.product(slowAtoms, SCALE);
        initial.evaluate(order.account(), index, order.side(), 0, 0, order.index());
        return gain.subtract(initial.sum()).compareTo(lack) > 0;
    }

    private void sink(final int from, final int end)
    {
        int place = from;
        while (2 * place + 1 < end)
        {
            int child = 2 * place + 1;
            child += child + 1 < end && isBefore(child + 1, child) ? 1 : 0;
            if (!isBefore(child, place))
            {
                return;
            }
            swap(place, child);
            place = child;
        }
    }

    private boolean isBefore(final int one, final int another)
    {
        if (highs[one] != highs[another])
        {
            return highs[one] > highs[another];
        }
        if (lows[one] != lows[another])
        {
            return Long.compareUnsigned(lows[one], lows[another]) > 0;
        }
        order.wrap(candidates[one]);
        other.wrap(candidates[another]);
        return order.orderId() > other.orderId();
    }

    private void swap(final int one, final int another)
    {
        final int candidate = candidates[one];
        final long high = highs[one];
        final long low = lows[one];
        candidates[one] = candidates[another];
        highs[one] = highs[another];
        lows[one] = lows[another];
        candidates[another] = candidate;
        highs[another] = high;
        lows[another] = low;
    }
}
