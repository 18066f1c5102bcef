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

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.Engine;
import io.plimsoll.core.codec.generated.DepositEncoder;
import io.plimsoll.core.codec.generated.ListAssetEncoder;
import io.plimsoll.core.codec.generated.ListInstrumentEncoder;
import io.plimsoll.core.codec.generated.NewOrderEncoder;
import io.plimsoll.core.codec.generated.OpenAccountEncoder;
import io.plimsoll.core.codec.generated.PriceBatchEncoder;
import io.plimsoll.core.codec.generated.SessionOpenEncoder;
import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Sizes against an exhaustive search. Random accounts with one or two positions, random books, brackets and fees, are
 * put below maintenance; every number of lots of every leg is tried in exact arithmetic, and what the engine closed
 * must be the least that reaches the target, or for two legs cost no more than the best by more than one lot.
 * More by {@code -Dplimsoll.minimal.cases=N}.
 */
class MinimalSizeTest
{
    private static final int CASES = Integer.getInteger("plimsoll.minimal.cases", 20_000);
    private static final long TRADER = 7;
    private static final long MAKER = 14;
    private static final long SEED = 20_210_519;
    /** Brackets are fewer than this, so that a lot that lies across an edge can carry the bracket that it reaches. */
    private static final int LOT = 100;

    /**
     * What closing the first lots of a leg costs and frees, for every number of lots up to the end of the first piece
     * that is not admissible as a whole. A part of a piece may be inadmissible where the whole is not: its fee is
     * rounded up.
     */
    private static final class Closing
    {
        final List<Long> cost = new ArrayList<>(List.of(0L));
        final List<BigInteger> freed = new ArrayList<>(List.of(BigInteger.ZERO));
        final List<Boolean> admissible = new ArrayList<>(List.of(true));
        final List<Integer> start = new ArrayList<>(List.of(0));
        /** Lots of all whole pieces that are admissible. */
        int whole;
        /** Whether a lot lies across an edge of brackets; the choice between legs counts it at the lower rate. */
        boolean straddles;

        int most()
        {
            return cost.size() - 1;
        }

        long lotCostMost()
        {
            long most = 0;
            for (int lot = 1; lot < cost.size(); lot++)
            {
                most = Math.max(most, Math.abs(cost.get(lot) - cost.get(lot - 1)));
            }
            return most;
        }

        boolean earns()
        {
            boolean earns = false;
            for (int lot = 1; lot < cost.size(); lot++)
            {
                earns |= cost.get(lot) < cost.get(lot - 1);
            }
            return earns;
        }
    }

    private int reached;
    private int twoLegs;
    private int compared;

    @Test
    void shouldCloseTheLeastThatAnExhaustiveSearchFinds()
    {
        try (Engine empty = new Engine(TwinTest.LIMITS); Engine engine = new Engine(TwinTest.LIMITS))
        {
            for (int number = 0; number < CASES; number++)
            {
                empty.copyTo(engine);
                try
                {
                    run(engine, new Random(SEED + number));
                }
                catch (final AssertionError | RuntimeException failure)
                {
                    throw new AssertionError("case " + number + ": " + failure.getMessage(), failure);
                }
            }
        }
        assertThat(reached).as("closes that reached the target").isGreaterThan(CASES / 5);
        assertThat(compared).as("of them compared by cost").isGreaterThan(CASES / 200);
        assertThat(twoLegs).as("of them over two legs").isGreaterThan(CASES / 50);
    }

    private void run(final Engine engine, final Random random)
    {
        final TwinHarness harness = new TwinHarness(engine);
        final int legs = 1 + random.nextInt(2);
        list(harness, random, legs);
        final TwinState state = harness.twin.state;
        open(harness, random, legs);
        final TwinAccount account = state.accounts.get(TRADER);
        if (account.positions.size() != legs)
        {
            return;
        }
        final Command marks = new Command(PriceBatchEncoder.TEMPLATE_ID);
        marks.marks = new long[legs][];
        for (int leg = 0; leg < legs; leg++)
        {
            final TwinInstrument instrument = state.instruments.get(leg);
            final double move = random.nextDouble() * 0.05;
            final long mark = Math.round(instrument.mark *
                (account.lots(instrument) > 0 ? 1 - move : 1 + move));
            marks.marks[leg] = new long[]{instrument.id, mark};
            instrument.mark = mark;
        }
        final boolean below = state.isBelow(account, TwinState.ONE_PPM);
        final long equity = state.equity(account);
        final BigInteger maintenance = state.maintenance(account);
        final List<Closing> closings = new ArrayList<>();
        final List<long[]> held = new ArrayList<>();
        for (final Map.Entry<Integer, TwinAccount.Position> position : account.positions.entrySet())
        {
            final TwinInstrument instrument = state.at(position.getKey());
            held.add(new long[]{position.getKey(), Math.abs(position.getValue().lots)});
            closings.add(closing(instrument, position.getValue().lots, equity, maintenance));
        }
        harness.apply(marks);
        final boolean closed = harness.liquidations > 0;
        if (!below || !closed || equity <= 0)
        {
            return;
        }
        final long[] lots = new long[2];
        for (int leg = 0; leg < legs; leg++)
        {
            lots[leg] = held.get(leg)[1] - Math.abs(account.lots(state.at((int)held.get(leg)[0])));
        }
        final long theta = state.instruments.stream().mapToLong(instrument -> instrument.thetaPpm).max().orElseThrow();
        final BigInteger need = maintenance.multiply(Exact.big(theta))
            .subtract(Exact.big(equity).multiply(Exact.TRILLION));
        compare(closings, lots, need, theta);
    }

    private void compare(final List<Closing> closings, final long[] lots, final BigInteger need, final long theta)
    {
        final Closing first = closings.get(0);
        final Closing second = closings.size() > 1 ? closings.get(1) : new Closing();
        if (closings.size() == 1)
        {
            compareOne(first, lots[0], need, theta);
            return;
        }
        long best = Long.MAX_VALUE;
        for (int one = 0; one <= first.most(); one++)
        {
            for (int two = 0; two <= second.most(); two++)
            {
                if (first.admissible.get(one) && second.admissible.get(two) &&
                    gain(first, second, one, two, theta).compareTo(need) >= 0 &&
                    (one == 0 || gain(first, second, one - 1, two, theta).compareTo(need) < 0) &&
                    (two == 0 || gain(first, second, one, two - 1, theta).compareTo(need) < 0))
                {
                    best = Math.min(best, first.cost.get(one) + second.cost.get(two));
                }
            }
        }
        final int one = (int)lots[0];
        final int two = (int)lots[1];
        assertThat(first.admissible.get(one) && second.admissible.get(two)).as("admissible").isTrue();
        if (best == Long.MAX_VALUE || gain(first, second, one, two, theta).compareTo(need) < 0)
        {
            assertThat(one + " and " + two).as("everything admissible")
                .isEqualTo(first.whole + " and " + second.whole);
            return;
        }
        assertThat(one > 0 && gain(first, second, one - 1, two, theta).compareTo(need) < 0 ||
            two > 0 && gain(first, second, one, two - 1, theta).compareTo(need) < 0).as("the last lot").isTrue();
        if (!first.earns() && !second.earns() && !first.straddles && !second.straddles)
        {
            // Where lots earn something, closing more than is needed would cost less still: no yardstick.
            assertThat(first.cost.get(one) + second.cost.get(two) - best).as("cost beyond the best")
                .isLessThanOrEqualTo(Math.max(first.lotCostMost(), second.lotCostMost()) + 2);
            compared++;
        }
        reached++;
        twoLegs += one > 0 && two > 0 ? 1 : 0;
    }

    private void compareOne(final Closing closing, final long lots, final BigInteger need, final long theta)
    {
        final Closing nothing = new Closing();
        int least = 0;
        while (least <= closing.most() && gain(closing, nothing, least, 0, theta).compareTo(need) < 0)
        {
            least++;
        }
        if (least > closing.most())
        {
            assertThat(lots).as("everything admissible").isEqualTo(closing.whole);
            return;
        }
        final boolean admissible = closing.admissible.get(least);
        assertThat(lots).as("the least size").isEqualTo(admissible ? least : closing.start.get(least));
        reached += admissible ? 1 : 0;
    }

    private static BigInteger gain(
        final Closing first, final Closing second, final int one, final int two, final long theta)
    {
        return first.freed.get(one).add(second.freed.get(two)).multiply(Exact.big(theta))
            .subtract(Exact.big(first.cost.get(one) + second.cost.get(two)).multiply(Exact.TRILLION));
    }

    /** Tries every number of lots of a leg, one after the other, piece by piece: one level and one bracket each. */
    private static Closing closing(
        final TwinInstrument instrument, final long lots, final long equity, final BigInteger maintenance)
    {
        final boolean isLong = lots > 0;
        final int held = (int)Math.abs(lots);
        final Closing closing = new Closing();
        int closed = 0;
        for (final Map.Entry<Long, List<TwinOrder>> level :
            instrument.book.side(isLong ? TwinBook.BUY : TwinBook.SELL).entrySet())
        {
            final long there = level.getValue().stream().mapToLong(order -> order.remaining).sum();
            if (!TwinBook.crosses(
                isLong ? TwinBook.SELL : TwinBook.BUY, instrument.band(isLong), level.getKey()))
            {
                return closing;
            }
            int taken = 0;
            while (taken < there && closed < held)
            {
                final int start = closed;
                final int bracket = bracketOfLot(instrument, held - start);
                closing.straddles |= bracket < 0;
                boolean admissible = false;
                while (taken < there && closed < held && bracketOfLot(instrument, held - closed) == bracket)
                {
                    closed++;
                    taken++;
                    final long number = closed - start;
                    final long cost = pieceCost(instrument, isLong, level.getKey(), taken - number, number, bracket,
                        equity, maintenance);
                    admissible = TwinState.isAdmissible(
                        cost, ratio(instrument, bracket, equity, maintenance), number * instrument.lotValue());
                    closing.cost.add(closing.cost.get(start) + cost);
                    closing.admissible.add(admissible);
                    closing.start.add(start);
                    closing.freed.add(instrument.requirement(held * instrument.lotValue())
                        .subtract(instrument.requirement((held - closed) * instrument.lotValue())));
                }
                if (!admissible)
                {
                    return closing;
                }
                closing.whole = closed;
            }
        }
        return closing;
    }

    /** Bracket of a lot; one that lies across an edge stands for itself, with the bracket that it reaches. */
    private static int bracketOfLot(final TwinInstrument instrument, final long restLots)
    {
        final long above = restLots * instrument.lotValue();
        final int from = instrument.bracketBelow(above);
        final boolean straddles = above - instrument.lower[from] < instrument.lotValue();
        return straddles ?
            -1 - instrument.bracketAbove(above - instrument.lotValue()) - LOT * (int)restLots : from;
    }

    /** Cost of lots at one price and bracket with their roundings; no penalty makes an admissible cost inadmissible. */
    private static long pieceCost(
        final TwinInstrument instrument,
        final boolean isLong,
        final long price,
        final long takenBefore,
        final long lots,
        final int bracketOrLot,
        final long equity,
        final BigInteger maintenance)
    {
        final int bracket = bracket(bracketOrLot);
        final long lotPrice = price * instrument.contractFactor;
        final long slip = isLong ? instrument.lotValue() - lotPrice : lotPrice - instrument.lotValue();
        final long fee = Exact.fee(Exact.product(takenBefore + lots, lotPrice), instrument.liquidationFeePpm) -
            Exact.fee(Exact.product(takenBefore, lotPrice), instrument.liquidationFeePpm);
        final long base = slip * lots + fee;
        final long ratio = ratio(instrument, bracketOrLot, equity, maintenance);
        final long value = lots * instrument.lotValue();
        final long listed = Exact.floor(Exact.product(value, instrument.penaltyPpm[bracket]), Exact.PPM).longValue();
        final long shared = Exact.floor(
            Exact.product(ratio, value).subtract(Exact.big(base).multiply(Exact.BILLION))
                .multiply(Exact.big(instrument.betaPpm)), Exact.QUADRILLION).longValueExact();
        return ratio <= 0 ? base : base + Math.max(0, Math.min(listed, shared));
    }

    private static int bracket(final int bracketOrLot)
    {
        return bracketOrLot < 0 ? (-1 - bracketOrLot) % LOT : bracketOrLot;
    }

    private static long ratio(
        final TwinInstrument instrument, final int bracketOrLot, final long equity, final BigInteger maintenance)
    {
        return TwinState.zeroRatio(instrument.ratePpm[bracket(bracketOrLot)], equity, maintenance);
    }

    private static void list(final TwinHarness harness, final Random random, final int legs)
    {
        final RandomListing listing = new RandomListing(random);
        final Command session = new Command(SessionOpenEncoder.TEMPLATE_ID);
        session.session = 0;
        session.id = 1;
        harness.apply(session);
        final Command asset = new Command(ListAssetEncoder.TEMPLATE_ID);
        asset.newAsset = listing.asset(0);
        harness.apply(asset);
        final Command marks = new Command(PriceBatchEncoder.TEMPLATE_ID);
        marks.marks = new long[legs][];
        for (int leg = 0; leg < legs; leg++)
        {
            final Command list = new Command(ListInstrumentEncoder.TEMPLATE_ID);
            list.newInstrument = listing.instrument(leg);
            list.newInstrument.closePolicy = 0;
            list.newInstrument.minNotional = 0;
            list.newInstrument.maxLeverage = 100;
            list.newInstrument.takerFeePpm = 0;
            list.newInstrument.bandPpm = 20_000 + random.nextInt(200_000);
            if (random.nextBoolean())
            {
                list.newInstrument.lower = new long[]{0};
            }
            list.newInstrument.ratePpm = Arrays.copyOf(list.newInstrument.ratePpm, list.newInstrument.lower.length);
            list.newInstrument.penaltyPpm = new int[list.newInstrument.lower.length];
            proportionalPenalty(list.newInstrument, random.nextInt(4) * 100_000L);
            harness.apply(list);
            marks.marks[leg] = new long[]{list.newInstrument.id, listing.startMark(leg)};
        }
        harness.apply(marks);
        for (final long id : new long[]{TRADER, MAKER})
        {
            final Command account = new Command(OpenAccountEncoder.TEMPLATE_ID);
            account.account = id;
            harness.apply(account);
        }
        deposit(harness, MAKER, listing.typicalNotional() * 1_000_000);
    }

    /** The greedy choice is the cheapest where penalties are a fixed share of the rates, as the model recommends. */
    private static void proportionalPenalty(final TwinInstrument instrument, final long sharePpm)
    {
        for (int bracket = 0; bracket < instrument.ratePpm.length; bracket++)
        {
            instrument.penaltyPpm[bracket] = (int)(instrument.ratePpm[bracket] * sharePpm / 1_000_000);
        }
    }

    private static void deposit(final TwinHarness harness, final long id, final long amount)
    {
        final Command deposit = new Command(DepositEncoder.TEMPLATE_ID);
        deposit.account = id;
        deposit.asset = 1;
        deposit.amount = amount;
        harness.apply(deposit);
    }

    /** Opens the positions at the mark with little more than they need, and leaves random books to close into. */
    private static void open(final TwinHarness harness, final Random random, final int legs)
    {
        final TwinState state = harness.twin.state;
        final TwinAccount account = state.accounts.get(TRADER);
        for (int leg = 0; leg < legs; leg++)
        {
            final TwinInstrument instrument = state.instruments.get(leg);
            final long lots = 2 + random.nextInt(40);
            final int side = random.nextInt(2);
            final long price = Math.max(1, Math.round(instrument.mark / (double)instrument.subTicks));
            final long needed = state.initial(account, instrument, side, lots, price, null) - state.equity(account);
            if (needed > 0)
            {
                deposit(harness, TRADER, needed);
            }
            order(harness, MAKER, instrument, 1 - side, price, lots);
            order(harness, TRADER, instrument, side, price, lots);
            // Where the books lie beyond the coming move, no lot earns anything.
            final double beyond = random.nextBoolean() ? 0 : 0.045;
            for (int level = 0; level < 1 + random.nextInt(6); level++)
            {
                final long away = Math.round(price * (beyond + random.nextDouble() * (0.06 - beyond)));
                order(harness, MAKER, instrument, 1 - side, side == TwinBook.BUY ? price + 1 + away :
                    Math.max(1, price - 1 - away), 1 + random.nextInt(15));
                order(harness, MAKER, instrument, side, side == TwinBook.BUY ? Math.max(1, price - away) :
                    price + away, 1 + random.nextInt(15));
            }
        }
    }

    private static void order(
        final TwinHarness harness,
        final long account,
        final TwinInstrument instrument,
        final int side,
        final long price,
        final long lots)
    {
        final Command order = new Command(NewOrderEncoder.TEMPLATE_ID);
        order.account = account;
        order.instrument = instrument.id;
        order.side = side;
        order.price = price;
        order.lots = lots;
        harness.apply(order);
    }
}
