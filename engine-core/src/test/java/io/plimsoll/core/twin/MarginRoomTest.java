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
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.CancelOrderEncoder;
import io.plimsoll.core.codec.generated.DepositEncoder;
import io.plimsoll.core.codec.generated.NewOrderEncoder;
import io.plimsoll.core.codec.generated.PriceBatchEncoder;
import io.plimsoll.core.codec.generated.ReplaceOrderEncoder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Accounts that place order after order while their marks hardly move, until the last one does not fit: most orders
 * are accepted out of a margin room, without the exact test, and the twin, which knows no rooms, must agree on each.
 */
class MarginRoomTest
{
    private static final int SEEDS = Integer.getInteger("plimsoll.room.seeds", 300);
    private static final long FIRST_SEED = Long.getLong("plimsoll.room.first", 1);
    private static final int COMMANDS = 400;

    private static Engine engine;
    private static Engine empty;

    private Random random;
    private TwinHarness harness;
    private long timestampNs;
    private long accepted;
    private long refused;
    private long fromRooms;

    @BeforeAll
    static void open()
    {
        open(new Engine(TwinTest.LIMITS));
    }

    /** Opens the engines of the class, of which the one that is tested may be a defective one. */
    static void open(final Engine tested)
    {
        engine = tested;
        empty = new Engine(TwinTest.LIMITS);
    }

    @AfterAll
    static void close()
    {
        engine.close();
        empty.close();
    }

    @Test
    void shouldAcceptOutOfARoomOnlyWhatTheExactTestAccepts()
    {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++)
        {
            try
            {
                run(seed);
            }
            catch (final AssertionError | RuntimeException failure)
            {
                throw new AssertionError("seed " + seed + ": " + failure.getMessage(), failure);
            }
        }
        System.out.println("rooms: accepted=" + accepted + " fromRooms=" + fromRooms + " refused=" + refused);
        assertThat(fromRooms).isGreaterThan(accepted / 4);
        assertThat(refused).isGreaterThan(accepted / 100);
    }

    private void run(final long seed)
    {
        empty.copyTo(engine);
        random = new Random(seed);
        harness = new TwinHarness(engine);
        final CommandStream stream = new CommandStream(seed, harness.twin.state);
        while (stream.isPreparing())
        {
            final Command command = stream.next();
            timestampNs = command.timestampNs;
            harness.apply(command);
        }
        for (final TwinAccount account : harness.twin.state.accounts.values())
        {
            enrich(account);
        }
        for (int number = 0; number < COMMANDS; number++)
        {
            step();
        }
    }

    /** Enough for some orders, not for all. */
    private void enrich(final TwinAccount account)
    {
        final Command deposit = of(new Command(DepositEncoder.TEMPLATE_ID), account);
        deposit.asset = 1;
        long lotValue = 1;
        for (final TwinInstrument instrument : harness.twin.state.instruments)
        {
            lotValue = Math.max(lotValue, instrument.mark * (instrument.contractFactor / instrument.subTicks));
        }
        deposit.amount = (long)(lotValue * (1 + random.nextInt(40)) * random.nextDouble()) + 1;
        harness.apply(deposit);
    }

    private void step()
    {
        final int kind = random.nextInt(100);
        if (kind < 6)
        {
            harness.apply(marks());
        }
        else if (kind < 20 && !harness.twin.state.orders.isEmpty())
        {
            count(cancelOrReplace());
        }
        else if (kind < 30)
        {
            squeeze();
        }
        else
        {
            count(order());
        }
    }

    /** Uses a room up, moves the mark to the end of its band that hurts, and asks for what is left of the room. */
    private void squeeze()
    {
        final Command first = order();
        final TwinAccount account = harness.twin.state.accounts.get(first.account);
        final TwinInstrument instrument = harness.twin.state.instrument(first.instrument);
        first.lots = lotsOf(account, instrument, 0.6);
        count(first);
        if (random.nextBoolean() && !harness.twin.state.orders.isEmpty())
        {
            count(move(account));
        }
        final long[] band = harness.view.window(account.index, instrument.index);
        if (harness.view.room(account.index) > 0 && band != null)
        {
            final Command marks = new Command(PriceBatchEncoder.TEMPLATE_ID);
            marks.timestampNs = timestampNs;
            marks.marks = new long[][]{{instrument.id, account.lots(instrument) < 0 ? band[1] : band[0]}};
            harness.apply(marks);
            final Command second = order();
            of(second, account);
            second.instrument = instrument.id;
            second.side = account.lots(instrument) < 0 ? 1 : 0;
            second.price = Math.max(1, instrument.mark / instrument.subTicks);
            second.lots = lotsOf(account, instrument, 1);
            count(second);
        }
    }

    /** As many lots as a room may bear and a little less, so that a room that is too wide shows. */
    private long lotsOf(final TwinAccount account, final TwinInstrument instrument, final double share)
    {
        final double most = share * harness.view.room(account.index) / lotCost(instrument);
        return Math.max(1, (long)(most * (1.02 - 0.3 * random.nextDouble())));
    }

    private void count(final Command order)
    {
        final int account = harness.twin.state.accounts.get(order.account).index;
        final long before = harness.view.room(account);
        final int code = harness.apply(order);
        accepted += code == ResultCode.ACCEPTED ? 1 : 0;
        refused += code == ResultCode.INSUFFICIENT_MARGIN ? 1 : 0;
        // A room that is opened anew after an exact test would be wider: a narrower one has been drawn upon.
        final long after = harness.view.room(account);
        fromRooms += code == ResultCode.ACCEPTED && after > 0 && after < before ? 1 : 0;
    }

    private Command order()
    {
        final List<TwinAccount> accounts = new ArrayList<>(harness.twin.state.accounts.values());
        final List<TwinInstrument> instruments = harness.twin.state.instruments;
        final TwinInstrument instrument = instruments.get(random.nextInt(instruments.size()));
        final Command command = of(
            new Command(NewOrderEncoder.TEMPLATE_ID), accounts.get(random.nextInt(Math.min(5, accounts.size()))));
        final long centre = Math.max(1, instrument.mark / instrument.subTicks);
        final long away = random.nextInt((int)Math.max(2, centre / 30));
        command.instrument = instrument.id;
        command.side = random.nextInt(2);
        command.price = Math.max(1, centre + (command.side == 0 == (random.nextInt(4) != 0) ? -1 - away : 1 + away));
        command.lots = 1 + random.nextInt(2) * random.nextInt(3);
        command.timeInForce = random.nextInt(30) == 0 ? 1 : 0;
        return command;
    }

    private static double lotCost(final TwinInstrument instrument)
    {
        final double lotValue = (double)instrument.mark * (instrument.contractFactor / instrument.subTicks);
        if (instrument.isSpot())
        {
            return lotValue;
        }
        final double byRequirement = instrument.initialFactorPpm * 1e-6 * instrument.ratePpm[0] * 1e-6;
        return lotValue * (Math.max(byRequirement, 1.0 / instrument.maxLeverage) + instrument.takerFeePpm * 1e-6);
    }

    private Command cancelOrReplace()
    {
        final List<TwinOrder> orders = new ArrayList<>(harness.twin.state.orders.values());
        final TwinOrder order = orders.get(random.nextInt(orders.size()));
        final boolean replaces = random.nextInt(3) != 0;
        final Command command = of(
            new Command(replaces ? ReplaceOrderEncoder.TEMPLATE_ID : CancelOrderEncoder.TEMPLATE_ID), order.account);
        command.id = order.id;
        command.price = Math.max(1, order.price + random.nextInt(7) - 3);
        command.lots = random.nextBoolean() ? order.remaining : Math.max(1, order.remaining + random.nextInt(9) - 4);
        return command;
    }

    /** Moves an order of an account, or of another if it has none, with all its lots, at times across the market. */
    private Command move(final TwinAccount account)
    {
        final List<TwinOrder> orders = new ArrayList<>(harness.twin.state.orders.values());
        final List<TwinOrder> own = new ArrayList<>(orders);
        own.removeIf(order -> order.account != account);
        final List<TwinOrder> some = own.isEmpty() ? orders : own;
        final TwinOrder order = some.get(random.nextInt(some.size()));
        final Command command = of(new Command(ReplaceOrderEncoder.TEMPLATE_ID), order.account);
        command.id = order.id;
        final int reach = (int)Math.max(2, order.price / 20);
        command.price = Math.max(1, order.price + random.nextInt(2 * reach) - reach);
        command.lots = order.remaining;
        return command;
    }

    /** Mostly small moves, so that bands hold, and at times one out of its band. */
    private Command marks()
    {
        final Command command = new Command(PriceBatchEncoder.TEMPLATE_ID);
        command.timestampNs = timestampNs;
        final List<long[]> marks = new ArrayList<>();
        for (final TwinInstrument instrument : harness.twin.state.instruments)
        {
            final double move = random.nextGaussian() * (random.nextInt(6) == 0 ? 0.006 : 0.001);
            final long mark = Math.round(instrument.mark * (1 + move));
            marks.add(new long[]{instrument.id, Math.max(1, Math.min(instrument.maxMark, mark))});
        }
        command.marks = marks.toArray(new long[0][]);
        return command;
    }

    private Command of(final Command command, final TwinAccount account)
    {
        command.account = account.id;
        command.session = harness.twin.state.currentSession.get(account.principal);
        command.timestampNs = timestampNs;
        return command;
    }
}
