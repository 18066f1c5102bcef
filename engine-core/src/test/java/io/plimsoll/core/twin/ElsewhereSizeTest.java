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
import io.plimsoll.core.codec.generated.SetHaircutBandsEncoder;
import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Sizes of positions that settle in another asset, linear and inverse, against an exhaustive search. Random accounts
 * with one position, random books, brackets, haircut bands and fees, are put below maintenance; after every number of
 * lots the whole account is valued anew, as it would stand, and what the engine closed must be the least number that
 * reaches the target. Penalties are 0, so that what lots cost hangs on no piece. More by
 * {@code -Dplimsoll.minimal.cases=N}.
 */
class ElsewhereSizeTest
{
    private static final int CASES = Integer.getInteger("plimsoll.minimal.cases", 6_000);
    private static final long TRADER = 7;
    private static final long MAKER = 14;
    private static final long SEED = 20_240_229;

    private int linear;
    private int inverse;
    private int acrossZero;
    private int brackets;

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
        System.out.println("sizes elsewhere: cases=" + CASES + " linear=" + linear + " inverse=" + inverse +
            " acrossZero=" + acrossZero + " acrossBrackets=" + brackets);
        assertThat(linear).as("linear closes that reached the target").isGreaterThan(CASES / 20);
        assertThat(inverse).as("inverse closes that reached the target").isGreaterThan(CASES / 20);
        assertThat(acrossZero).as("closes by which the net passed zero").isPositive();
        assertThat(brackets).as("closes across brackets").isGreaterThan(CASES / 50);
    }

    private void run(final Engine engine, final Random random)
    {
        final TwinHarness harness = new TwinHarness(engine);
        final TwinState state = harness.twin.state;
        if (!list(harness, random))
        {
            return;
        }
        open(harness, random);
        final TwinAccount account = state.accounts.get(TRADER);
        final TwinInstrument instrument = state.instruments.get(0);
        final long held = account.lots(instrument);
        if (held == 0)
        {
            return;
        }
        final double move = random.nextDouble() * 0.08;
        final long moved = Math.round(instrument.mark * (1 + (held > 0 ? -move : move)));
        instrument.mark = Math.max(instrument.leastMark(), moved);
        final Command marks = new Command(PriceBatchEncoder.TEMPLATE_ID);
        marks.marks = new long[][]{{instrument.id, instrument.mark}};
        final boolean below = state.isBelow(account, TwinState.ONE_PPM);
        final long[] slacks = slacks(account, instrument);
        final long net = state.net(account, instrument.settles);
        harness.apply(marks);
        if (!below || harness.liquidations == 0)
        {
            return;
        }
        final int closed = (int)(Math.abs(held) - Math.abs(account.lots(instrument)));
        compare(instrument, slacks, closed);
        if (slacks[closed] >= 0)
        {
            linear += instrument.inverse ? 0 : 1;
            inverse += instrument.inverse ? 1 : 0;
            acrossZero += net > 0 && state.net(account, instrument.settles) < 0 ? 1 : 0;
            brackets += instrument.bracketBelow(instrument.notional(held)) !=
                instrument.bracketBelow(instrument.notional(account.lots(instrument))) ? 1 : 0;
        }
    }

    private static void compare(final TwinInstrument instrument, final long[] slacks, final int closed)
    {
        for (int lots = 0; lots < closed; lots++)
        {
            assertThat(slacks[lots]).as("%s, closed %d, but %d lots are enough", instrument.inverse, closed, lots)
                .isNegative();
        }
    }

    /** For every number of lots closed, whether the account is then at its target: not below zero. */
    private static long[] slacks(final TwinAccount account, final TwinInstrument instrument)
    {
        final TwinAccount.Position position = account.position(instrument);
        final long balance = account.balances.getOrDefault(instrument.settles.index, 0L) - position.cost;
        final boolean isLong = position.lots > 0;
        final int held = (int)Math.abs(position.lots);
        final int sign = isLong == instrument.inverse ? -1 : 1;
        final long[] slacks = new long[held + 1];
        slacks[0] = slack(account, instrument, balance, held);
        long paid = 0;
        int closed = 0;
        for (final Map.Entry<Long, List<TwinOrder>> level :
            instrument.book.side(isLong ? TwinBook.BUY : TwinBook.SELL).entrySet())
        {
            final long there = level.getValue().stream().mapToLong(order -> order.remaining).sum();
            long atLevel = 0;
            for (int taken = 1; taken <= there && closed < held; taken++)
            {
                closed++;
                final long filled = instrument.filled(taken, level.getKey());
                atLevel = sign * filled - Exact.fee(Exact.big(filled), instrument.liquidationFeePpm);
                slacks[closed] = slack(account, instrument, balance + paid + atLevel, held - closed);
            }
            paid += atLevel;
        }
        for (int beyond = closed + 1; beyond <= held; beyond++)
        {
            slacks[beyond] = -1;
        }
        return slacks;
    }

    /** Sign of equity less the target, with so many lots left and so much in the asset beside what they are worth. */
    private static long slack(
        final TwinAccount account, final TwinInstrument instrument, final long atoms, final long rest)
    {
        final long lots = account.lots(instrument) > 0 ? rest : -rest;
        final BigInteger equity =
            Exact.big(account.cash + instrument.settles.value(atoms + instrument.worth(lots)));
        final BigInteger required = instrument.settles.converted(instrument.requirement(instrument.notional(rest)));
        return equity.multiply(Exact.TRILLION).subtract(required.multiply(Exact.big(instrument.thetaPpm))).signum();
    }

    private static boolean list(final TwinHarness harness, final Random random)
    {
        final RandomListing listing = new RandomListing(random);
        final Command session = new Command(SessionOpenEncoder.TEMPLATE_ID);
        session.session = 0;
        session.id = 1;
        harness.apply(session);
        TwinAsset coin = null;
        for (int place = 0; place < 2; place++)
        {
            final Command asset = new Command(ListAssetEncoder.TEMPLATE_ID);
            asset.newAsset = listing.asset(place);
            coin = asset.newAsset;
            harness.apply(asset);
        }
        final long price = 1 + random.nextInt(500);
        final Command prices = new Command(PriceBatchEncoder.TEMPLATE_ID);
        prices.prices = new long[][]{{coin.id, price}};
        if (random.nextBoolean())
        {
            harness.apply(bands(listing, coin, random));
        }
        harness.apply(prices);
        final Command list = new Command(ListInstrumentEncoder.TEMPLATE_ID);
        list.newInstrument = instrument(listing, random);
        if (random.nextBoolean() && listing.invert(0, list.newInstrument, coin, price))
        {
            list.kind = 4;
            list.newInstrument.minNotional = 0;
        }
        else
        {
            listing.settle(list.newInstrument, coin, price);
        }
        if (list.newInstrument.settlementAsset != coin.id)
        {
            return false;
        }
        harness.apply(list);
        prices.prices = new long[0][];
        prices.marks = new long[][]{{list.newInstrument.id, listing.startMark(0)}};
        harness.apply(prices);
        for (final long id : new long[]{TRADER, MAKER})
        {
            final Command account = new Command(OpenAccountEncoder.TEMPLATE_ID);
            account.account = id;
            harness.apply(account);
        }
        deposit(harness, MAKER, 1, listing.typicalNotional() * 1_000_000);
        return true;
    }

    private static TwinInstrument instrument(final RandomListing listing, final Random random)
    {
        final TwinInstrument instrument = listing.instrument(0);
        instrument.closePolicy = 0;
        instrument.minNotional = 0;
        instrument.maxLeverage = 100;
        instrument.takerFeePpm = 0;
        instrument.bandPpm = 20_000 + random.nextInt(200_000);
        instrument.penaltyPpm = new int[instrument.lower.length];
        return instrument;
    }

    private static Command bands(final RandomListing listing, final TwinAsset coin, final Random random)
    {
        final Command bands = new Command(SetHaircutBandsEncoder.TEMPLATE_ID);
        bands.asset = coin.id;
        bands.bands = new long[1 + random.nextInt(5)][2];
        long lower = 0;
        int weight = 900_000 + random.nextInt(100_001);
        for (final long[] band : bands.bands)
        {
            band[0] = lower;
            band[1] = weight;
            lower += 1 + (random.nextBoolean() ? random.nextInt(2_000) : random.nextInt(2_000_000));
            weight -= random.nextInt(60_000);
        }
        listing.leastWeight.put(coin.id, (int)bands.bands[bands.bands.length - 1][1]);
        return bands;
    }

    private static void deposit(final TwinHarness harness, final long id, final int asset, final long amount)
    {
        final Command deposit = new Command(DepositEncoder.TEMPLATE_ID);
        deposit.account = id;
        deposit.asset = asset;
        deposit.amount = amount;
        harness.apply(deposit);
    }

    /** Opens the position with little more than it needs, in coins and in cash, and leaves a random book. */
    private static void open(final TwinHarness harness, final Random random)
    {
        final TwinState state = harness.twin.state;
        final TwinAccount account = state.accounts.get(TRADER);
        final TwinInstrument instrument = state.instruments.get(0);
        final long lots = 2 + random.nextInt(60);
        final int side = random.nextInt(2);
        final long price = Math.max(instrument.leastTicks(), Math.round(instrument.mark / (double)instrument.subTicks));
        long needed = state.initial(account, instrument, side, lots, price, null);
        final long coins = Exact.floor(Exact.product(needed, instrument.settles.unit),
            Exact.big(instrument.settles.price)).longValueExact();
        if (random.nextInt(3) != 0 && coins > 0)
        {
            deposit(harness, TRADER, instrument.settles.id,
                1 + (long)(Math.min(coins, instrument.settles.maxBalance / 2) * random.nextDouble()));
        }
        needed -= state.equity(account);
        if (needed > 0)
        {
            deposit(harness, TRADER, 1, needed);
        }
        order(harness, MAKER, instrument, 1 - side, price, lots);
        order(harness, TRADER, instrument, side, price, lots);
        for (int level = 0; level < 1 + random.nextInt(6); level++)
        {
            final long away = Math.round(price * random.nextDouble() * 0.09);
            order(harness, MAKER, instrument, side, side == TwinBook.BUY ?
                Math.max(instrument.leastTicks(), price - away) : price + away, 1 + random.nextInt(25));
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
