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
package io.plimsoll.bench.load;

import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.codec.generated.TimeInForce;
import java.util.Random;

/**
 * The world of the load-line page, section 6: ten instruments with four brackets, positions of 1 to 10 units of
 * notional (log-uniform), long or short by a coin, and leverage 2 to 20 (log-uniform). It is built by commands alone:
 * every position is opened by an order that trades with the maker of its instrument, whose orders are then cancelled.
 * <p>
 * The page's simulator counts crossings of two lines and acts on none. An engine acts on the lower one, so here the
 * upper line alone is the page's: maintenance rates are 0.625 of the simulator's and the margin-call line stands at
 * 2.00 of maintenance, hence at 1.25 of the simulator's requirement, without hysteresis. An account at leverage 20 can
 * then lose 2.5 % of its notional before it reaches maintenance, and {@link PriceWalk} stays within that.
 */
public final class LeverageWorld implements AutoCloseable
{
    /** Instruments, with ids from 1. */
    public static final int INSTRUMENTS = 10;
    /** The mark that every instrument begins with. */
    public static final long START_SUB_TICKS = 100_000_000;

    private static final int CALL_PPM = 2_000_000;
    private static final long START_TICKS = 10_000;
    private static final long SUB_TICKS_PER_TICK = START_SUB_TICKS / START_TICKS;
    private static final long MAKER_LOTS = 2_000_000_000;
    private static final long MAKER_CASH = 1L << 57;
    private static final int MAKER_ID = 1_000_000_000;
    private static final long LEAST_LOTS = 100;
    private static final double LEAST_LEVERAGE = 2;
    private static final long[] LOWER_NOTIONAL = {0, 50_000_000_000L, 200_000_000_000L, 600_000_000_000L};
    private static final int[] RATE_PPM = {15_625, 31_250, 46_875, 78_125};

    private final EngineHost host;
    private final Random random;
    private final long[] lots = new long[INSTRUMENTS];

    /**
     * Builds the world.
     *
     * @param accounts  number of users.
     * @param positions of each user, 1 to 10.
     * @param seed      of sizes, sides and leverage.
     */
    public LeverageWorld(final int accounts, final int positions, final long seed)
    {
        random = new Random(seed);
        host = new EngineHost(limits(accounts, positions), CALL_PPM, CALL_PPM);
        for (int instrumentId = 1; instrumentId <= INSTRUMENTS; instrumentId++)
        {
            list(instrumentId);
        }
        for (int accountId = 1; accountId <= accounts; accountId++)
        {
            openUser(accountId, positions);
        }
        // Ask and bid of each maker are the first orders of the world.
        for (int orderId = 1; orderId <= 2 * INSTRUMENTS; orderId++)
        {
            host.require(host.writer().cancel(MAKER_ID + (orderId + 1) / 2, orderId));
        }
    }

    /**
     * The engine with the world in it.
     *
     * @return the host.
     */
    public EngineHost host()
    {
        return host;
    }

    @Override
    public void close()
    {
        host.close();
    }

    private static EngineLimits limits(final int accounts, final int positions)
    {
        return EngineLimits.builder()
            .sessions(1).assets(1).instruments(INSTRUMENTS).accounts(accounts + INSTRUMENTS).balances(1)
            .positions((long)accounts * positions + INSTRUMENTS).orders(64).priceLevels(64)
            .build();
    }

    private void list(final int instrumentId)
    {
        final CommandWriter writer = host.writer();
        final long makerId = MAKER_ID + instrumentId;
        host.require(writer.listInstrument(new InstrumentTerms(instrumentId, SUB_TICKS_PER_TICK, SUB_TICKS_PER_TICK,
            2 * START_SUB_TICKS, 2 * MAKER_LOTS, 0, 1_050_000, CALL_PPM, 50, LOWER_NOTIONAL, RATE_PPM)));
        host.require(writer.mark(instrumentId, START_SUB_TICKS));
        host.require(writer.openAccount(makerId));
        host.require(writer.deposit(makerId, MAKER_CASH));
        host.require(writer.order(
            makerId, instrumentId, Side.SELL, TimeInForce.GTC, START_TICKS + 1, MAKER_LOTS));
        host.require(writer.order(
            makerId, instrumentId, Side.BUY, TimeInForce.GTC, START_TICKS - 1, MAKER_LOTS));
    }

    private void openUser(final int accountId, final int positions)
    {
        final int first = random.nextInt(INSTRUMENTS);
        long sum = 0;
        for (int place = 0; place < positions; place++)
        {
            final long size = (long)(LEAST_LOTS * StrictMath.pow(10, random.nextDouble()));
            lots[place] = random.nextBoolean() ? size : -size;
            sum += size;
        }
        final double leverage = LEAST_LEVERAGE * StrictMath.pow(10, random.nextDouble());
        final CommandWriter writer = host.writer();
        host.require(writer.openAccount(accountId));
        // What the spread costs is given on top, so that leverage is exact at the first mark.
        host.require(writer.deposit(accountId, (long)(sum * START_SUB_TICKS / leverage) + sum * SUB_TICKS_PER_TICK));
        for (int place = 0; place < positions; place++)
        {
            final boolean buys = lots[place] > 0;
            host.require(writer.order(accountId, (first + place) % INSTRUMENTS + 1, buys ? Side.BUY : Side.SELL,
                TimeInForce.IOC, START_TICKS + (buys ? 1 : -1), Math.abs(lots[place])));
        }
    }
}
