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

import io.plimsoll.core.fixed.Fixed;
import io.plimsoll.core.fixed.Int128;

/**
 * The slow price w of an index. It follows the index with time, also where no price comes, by at most
 * {@code w * u * dt * (min(w, a) / max(w, a))^2}: u is listed, a the mean of the index over the clock hour a day
 * before (w itself where there is none). Each factor is rounded down, so w is never nearer to the index than that.
 * Initial requirement, withdrawals and transfers count assets and profit at the lower of price and slow price,
 * liabilities and losses at the higher: who moves a price cannot borrow against it at once.
 * <p>
 * Nothing is allocated after construction.
 */
public final class SlowPrice
{
    /** ppm of a second in nanoseconds. */
    private static final long SCALE = 1_000_000L * 1_000_000_000L;

    private static final long NS_PER_HOUR = 3_600_000_000_000L;

    private final IndexHistory history;
    private final IndexRecord index;
    private final IndexTermsRecord terms;
    private final Int128 move = new Int128();
    private final Int128 distance = new Int128();
    private final Int128 rate = new Int128();

    /**
     * Slow prices of all indexes.
     *
     * @param indexes that have them.
     * @param history of their prices.
     */
    public SlowPrice(final Indexes indexes, final IndexHistory history)
    {
        this.history = history;
        index = indexes.newRecord();
        terms = indexes.newTermsRecord();
    }

    /**
     * The slow price of an index now; changes nothing.
     *
     * @param number of an index.
     * @param nowNs  time of the command, not before the last aggregation.
     * @return price, 0 for an index without sources or before its first price.
     */
    public long at(final int number, final long nowNs)
    {
        index.wrap(number);
        terms.wrap(number);
        return index.sources() == 0 ? 0 : moved(index, terms, nowNs);
    }

    /**
     * The earliest time at which the slow price can lie outside of two bounds if no price comes. Until the next clock
     * hour begins the slow price moves at one speed; then its speed may change, so that is the latest answer while it
     * moves.
     *
     * @param number of an index with a slow price inside the bounds.
     * @param nowNs  time of the command.
     * @param low    lowest slow price inside.
     * @param high   highest slow price inside.
     * @return epoch nanoseconds after now, {@link Indexes#NEVER} if it does not move.
     */
    public long passingNs(final int number, final long nowNs, final long low, final long high)
    {
        index.wrap(number);
        terms.wrap(number);
        final long slow = index.slowPrice();
        final long price = index.price();
        if (index.sources() == 0 || slow == price)
        {
            return Indexes.NEVER;
        }
        final long hourNs = (nowNs / NS_PER_HOUR + 1) * NS_PER_HOUR;
        final boolean passes = price > slow ? price > high : price < low;
        distance.product(price > slow ? high + 1 - slow : slow - low + 1, SCALE);
        rate.product(speed(index, nowNs), terms.slowPpmPerSecond());
        if (!passes || distance.compareTo(move.set(rate).multiply(hourNs - index.lastTimeNs())) >= 0)
        {
            return hourNs;
        }
        return Math.max(nowNs + 1, index.lastTimeNs() + distance.divideCeil(rate));
    }

    private long speed(final IndexRecord of, final long nowNs)
    {
        final long slow = of.slowPrice();
        final long dayBefore = history.hourBefore(of, nowNs);
        return dayBefore == 0 ? slow : damped(damped(slow, slow, dayBefore), slow, dayBefore);
    }

    /** Moves the slow price to now, towards the price that was in force until now. */
    void advance(final IndexRecord aggregated, final IndexTermsRecord itsTerms, final long nowNs)
    {
        aggregated.slowPrice(moved(aggregated, itsTerms, nowNs));
    }

    private long moved(final IndexRecord of, final IndexTermsRecord itsTerms, final long nowNs)
    {
        final long slow = of.slowPrice();
        final long price = of.price();
        if (slow == price)
        {
            return slow;
        }
        move.product(speed(of, nowNs), itsTerms.slowPpmPerSecond()).multiply(nowNs - of.lastTimeNs());
        if (move.compareTo(distance.product(Math.abs(price - slow), SCALE)) >= 0)
        {
            return price;
        }
        final long step = move.divideFloor(SCALE);
        return price > slow ? slow + step : slow - step;
    }

    private static long damped(final long speed, final long one, final long other)
    {
        return Fixed.multiplyDivideFloor(speed, Math.min(one, other), Math.max(one, other));
    }
}
