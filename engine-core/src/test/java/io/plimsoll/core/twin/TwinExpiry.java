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

import io.plimsoll.core.codec.generated.CancelReason;
import io.plimsoll.core.codec.generated.FutureExpiredEncoder;
import io.plimsoll.core.codec.generated.InstrumentState;
import io.plimsoll.core.codec.generated.InstrumentStateChangedEncoder;
import io.plimsoll.core.codec.generated.PositionSettledEncoder;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The end of dated futures, from the list of the times at which their index is sampled. What is due is done at once.
 */
final class TwinExpiry
{
    private final TwinState state;
    private final TwinOrders orders;
    private long lastNs;

    TwinExpiry(final TwinState state, final TwinOrders orders)
    {
        this.state = state;
        this.orders = orders;
    }

    /** What is due, in the order of its time; at one instant what grows too old comes last. */
    void run()
    {
        final List<TwinInstrument> ended = new ArrayList<>();
        state.oracle.begin();
        for (TwinIndex due = state.oracle.due(); due != null; due = state.oracle.due())
        {
            final long deadline = due.deadline();
            run(deadline, ended);
            state.oracle.price(due, deadline);
        }
        run(state.timestampNs, ended);
        ended.forEach(this::settle);
    }

    private void run(final long untilNs, final List<TwinInstrument> allEnded)
    {
        final List<TwinInstrument> ended = new ArrayList<>();
        for (final TwinInstrument future : state.instruments)
        {
            if (future.expireNs != 0 && future.stage != 2)
            {
                sample(future, untilNs);
                if (untilNs >= future.expireNs)
                {
                    ended.add(future);
                }
            }
        }
        ended.sort(Comparator.<TwinInstrument>comparingLong(future -> future.expireNs)
            .thenComparingInt(future -> future.id));
        for (final TwinInstrument future : ended)
        {
            fund(future.expireNs - 1);
            orders.expire(future.expireNs);
            expire(future);
        }
        fund(untilNs);
        orders.expire(untilNs);
        allEnded.addAll(ended);
        lastNs = untilNs;
    }

    /** Funding and samples of volatility up to a time, each after the orders that expire by then. */
    private void fund(final long untilNs)
    {
        while (true)
        {
            final TwinInstrument funded = first(instrument -> instrument.funding.endNs, untilNs);
            final TwinInstrument sampled = first(instrument -> instrument.volatility.nextNs, untilNs);
            final long next = Math.min(funded == null ? Long.MAX_VALUE : funded.funding.endNs,
                sampled == null ? Long.MAX_VALUE : sampled.volatility.nextNs);
            final TwinAsset lent = state.assets.stream().filter(asset -> asset.pool.endNs != 0 &&
                asset.pool.endNs <= untilNs && asset.pool.endNs < next)
                .min(Comparator.comparingLong(asset -> asset.pool.endNs)).orElse(null);
            final TwinShortfall owed = TwinShortfall.first(state, Math.min(untilNs, next - 1));
            if (owed != null && (lent == null || owed.endNs < lent.pool.endNs))
            {
                orders.expire(owed.endNs);
                owed.charge(state);
                continue;
            }
            if (lent != null)
            {
                orders.expire(lent.pool.endNs);
                TwinLoans.endStep(state, lent);
                continue;
            }
            if (funded == null && sampled == null)
            {
                return;
            }
            if (sampled == null || funded != null && funded.funding.endNs <= sampled.volatility.nextNs)
            {
                orders.expire(funded.funding.endNs);
                funded.funding.end(state, funded);
            }
            else
            {
                orders.expire(sampled.volatility.nextNs);
                sampled.volatility.sample(state, sampled);
            }
        }
    }

    /** The instrument whose deadline comes first, if it comes by then; 0 is none. */
    private TwinInstrument first(final ToLongFunction<TwinInstrument> deadline, final long untilNs)
    {
        return state.instruments.stream()
            .filter(instrument -> deadline.applyAsLong(instrument) != 0 && deadline.applyAsLong(instrument) <= untilNs)
            .min(Comparator.comparingLong(deadline)).orElse(null);
    }

    private void sample(final TwinInstrument future, final long untilNs)
    {
        for (int back = future.samplesWanted - 1; back >= 0; back--)
        {
            final long sampleNs = future.expireNs - back * future.sampleNs;
            if (sampleNs > lastNs && sampleNs <= untilNs && future.indexPrice != 0 &&
                !state.oracle.isMissing(future))
            {
                future.samples.add(future.indexPrice);
            }
        }
        if (untilNs >= future.expireNs - future.samplesWanted * future.sampleNs)
        {
            future.stage = 1;
        }
    }

    private void expire(final TwinInstrument future)
    {
        final long sum = future.samples.stream().mapToLong(Long::longValue).sum();
        final int count = future.samples.size();
        if (count > 0)
        {
            final long below = sum / count;
            future.mark = 2 * (sum - below * count) >= count ? below + 1 : below;
        }
        final TwinEffects effects = state.effects;
        new FutureExpiredEncoder()
            .wrapAndApplyHeader(effects.buffer(),
                effects.claim(TwinEffects.EVERYBODY, FutureExpiredEncoder.BLOCK_LENGTH), effects.header())
            .finalSubTicks(future.mark)
            .sampleSumSubTicks(sum)
            .instrumentId(future.id)
            .samples(count);
        future.stage = 2;
        if (future.state != TwinControl.SETTLED)
        {
            new InstrumentStateChangedEncoder()
                .wrapAndApplyHeader(effects.buffer(), effects.claim(TwinEffects.EVERYBODY,
                    InstrumentStateChangedEncoder.BLOCK_LENGTH), effects.header())
                .instrumentId(future.id)
                .fromState(InstrumentState.get((short)future.state))
                .toState(InstrumentState.SETTLED);
            future.state = TwinControl.SETTLED;
        }
    }

    private void settle(final TwinInstrument future)
    {
        final List<TwinOrder> gone = new ArrayList<>(future.book.inPriority(TwinBook.BUY));
        gone.addAll(future.book.inPriority(TwinBook.SELL));
        gone.addAll(state.stops.inOrder(future));
        gone.forEach(order -> orders.cancel(order, order.remaining, CancelReason.INSTRUMENT_EXPIRED));
        long values = 0;
        for (final TwinAccount account : state.accounts.values().stream()
            .sorted(Comparator.comparingInt(account -> account.index)).toList())
        {
            values += account.lots(future) == 0 ? 0 : settle(account, future);
        }
        TwinState.require(values == 0 || future.inverse && values < 0 && values > -state.accounts.size(),
            "what positions settle at sums to zero, but for an atom of each of an inverse contract");
        future.settles.pool.rounding -= values;
    }

    private long settle(final TwinAccount account, final TwinInstrument future)
    {
        final TwinAccount.Position held = account.position(future);
        final long value = future.worth(held.lots);
        final long cash = TwinState.credit(account, future.settles, value - held.cost);
        account.ownChange = true;
        state.settledPositions++;
        final TwinEffects effects = state.effects;
        new PositionSettledEncoder()
            .wrapAndApplyHeader(effects.buffer(),
                effects.claim(state.recipient(account), PositionSettledEncoder.BLOCK_LENGTH), effects.header())
            .accountId(account.id)
            .positionLots(held.lots)
            .costAtoms(held.cost)
            .valueAtoms(value)
            .changeAtoms(value - held.cost)
            .cashAtoms(cash)
            .instrumentId(future.id);
        held.lots = 0;
        held.cost = 0;
        return value;
    }
}
