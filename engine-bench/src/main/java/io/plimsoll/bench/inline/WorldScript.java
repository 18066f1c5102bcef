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
package io.plimsoll.bench.inline;

import io.plimsoll.bench.load.CommandWriter;
import io.plimsoll.bench.load.InstrumentTerms;
import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.codec.generated.TimeInForce;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;

/**
 * The commands that make a world before the recorded ones come: four instruments with four brackets each, and users
 * who hold positions in three of them beside the one that is traded, at a leverage of about 2 that grows to about 8
 * where the stream makes a position large.
 */
public final class WorldScript
{
    /** Instruments, with ids from 1; the first is traded. */
    public static final int INSTRUMENTS = 4;
    /** The mark that each begins with. */
    public static final long START_SUB_TICKS = 3_080_000;
    /** Cash that suffices for one pass of a recorded stream, in lots' worth. */
    public static final long CASH_LOTS = 200;
    /** Line of the margin call. */
    public static final int CALL_PPM = 1_270_000;
    /** Line at which it ends. */
    public static final int CALL_RELEASE_PPM = 1_300_000;

    private static final long SUB_TICKS_PER_TICK = 100;
    private static final long START_TICKS = START_SUB_TICKS / SUB_TICKS_PER_TICK;
    private static final long ATOMS_PER_TICK = 100;
    private static final long LOT_ATOMS = START_TICKS * ATOMS_PER_TICK;
    private static final int MAKER_ID = 1_000_000;
    private static final long MAKER_LOTS = 1_000_000;
    private static final int LOTS_MOST = 100;
    private static final long[] LOWER_NOTIONAL = {0, 100 * LOT_ATOMS, 300 * LOT_ATOMS, 1_000 * LOT_ATOMS};
    private static final int[] RATE_PPM = {10_000, 15_000, 20_000, 30_000};
    private static final long SEED = 11;

    private final CommandWriter writer;
    private final IntConsumer sink;
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final long cashLots;
    private long orders;

    private WorldScript(final CommandWriter writer, final long cashLots, final IntConsumer sink)
    {
        this.writer = writer;
        this.cashLots = cashLots;
        this.sink = sink;
    }

    /**
     * Capacities for the world.
     *
     * @param users  of it.
     * @param orders that may rest at once, and price levels that may be open.
     * @return limits.
     */
    public static EngineLimits limits(final int users, final int orders)
    {
        return EngineLimits.builder().sessions(1).assets(1).instruments(INSTRUMENTS).accounts(users + INSTRUMENTS)
            .balances(1).positions((users + INSTRUMENTS) * INSTRUMENTS).orders(orders).priceLevels(orders).build();
    }

    /**
     * Writes the commands behind that which lists the reference asset. Orders carry no client order id from here on,
     * as the peer's do not.
     *
     * @param writer   to write with.
     * @param users    numbered from 1, which are their account ids.
     * @param cashLots cash of each user as the value of so many lots, usually {@link #CASH_LOTS}.
     * @param sink     takes the length of each command as it stands in the writer's buffer.
     * @return orders that the commands hold, after which the next one is numbered.
     */
    public static long write(
        final CommandWriter writer, final int users, final long cashLots, final IntConsumer sink)
    {
        final WorldScript script = new WorldScript(writer, cashLots, sink);
        writer.ordersNamed(false);
        for (int instrumentId = 1; instrumentId <= INSTRUMENTS; instrumentId++)
        {
            script.list(instrumentId);
        }
        for (int user = 1; user <= users; user++)
        {
            script.open(user);
        }
        for (long maker = MAKER_ID + 2; maker <= MAKER_ID + INSTRUMENTS; maker++)
        {
            // Ask and bid of each maker are the first orders of the world.
            sink.accept(writer.cancel(maker, 2 * (maker - MAKER_ID) - 3));
            sink.accept(writer.cancel(maker, 2 * (maker - MAKER_ID) - 2));
        }
        return script.orders;
    }

    private void list(final int instrumentId)
    {
        sink.accept(writer.listInstrument(new InstrumentTerms(instrumentId, ATOMS_PER_TICK, SUB_TICKS_PER_TICK,
            2 * START_SUB_TICKS, 2 * MAKER_LOTS, 300, 1_050_000, 1_300_000, 50, LOWER_NOTIONAL, RATE_PPM)));
        sink.accept(writer.mark(instrumentId, START_SUB_TICKS));
        if (instrumentId > 1)
        {
            final long makerId = MAKER_ID + instrumentId;
            sink.accept(writer.openAccount(makerId));
            sink.accept(writer.deposit(makerId, MAKER_LOTS * LOT_ATOMS));
            order(makerId, instrumentId, Side.SELL, TimeInForce.GTC, MAKER_LOTS);
            order(makerId, instrumentId, Side.BUY, TimeInForce.GTC, MAKER_LOTS);
        }
    }

    private void open(final int user)
    {
        sink.accept(writer.openAccount(user));
        sink.accept(writer.deposit(user, cashLots * LOT_ATOMS));
        for (int instrumentId = 2; instrumentId <= INSTRUMENTS; instrumentId++)
        {
            order(user, instrumentId, random.nextBoolean() ? Side.BUY : Side.SELL, TimeInForce.IOC,
                1 + random.nextInt(LOTS_MOST));
        }
    }

    /** Makers ask a tick above the mark and bid a tick below; users take either. */
    private void order(
        final long accountId, final int instrumentId, final Side side, final TimeInForce timeInForce, final long lots)
    {
        final boolean above = (side == Side.BUY) == (timeInForce == TimeInForce.IOC);
        sink.accept(writer.order(accountId, instrumentId, side, timeInForce, START_TICKS + (above ? 1 : -1), lots));
        orders++;
    }
}
