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
 * Accounts with one to ten positions, as many of them with each number, whose margin is a quarter cash and a quarter
 * each of three collateral assets by their weighted values. Sizes, sides, brackets and the call line are those of
 * {@link LeverageWorld}; leverage is 4 to 16, so that one account of a hundred comes to the call line before anybody
 * comes to maintenance. Every instrument is funded every eight hours, and its rates follow its volatility, of which
 * there is none until it is scheduled. The world is built by commands alone.
 */
final class MarginWorld implements AutoCloseable
{
    static final int INSTRUMENTS = LeverageWorld.INSTRUMENTS;
    static final int ASSETS = 3;
    static final long START_SUB_TICKS = LeverageWorld.START_SUB_TICKS;
    /** Time between two samples of volatility, at each of which the rates may take a step. */
    static final long CLOCK_NS = 3_600_000_000_000L;
    /** Samples in a funding interval. */
    static final int CLOCKS_PER_FUNDING = 8;

    private static final int POSITIONS_MAX = 10;
    private static final int CALL_PPM = 2_000_000;
    private static final int PPM = 1_000_000;
    private static final int FIRST_ASSET = 2;
    private static final int[] WEIGHT_PPM = {950_000, 900_000, 700_000};
    private static final long[] PRICE_ATOMS = {1_000_000, 60_000_000, 3_000_000};
    private static final long UNIT_ATOMS = 1_000_000;
    private static final long MAX_BALANCE = 1L << 44;
    private static final long START_TICKS = 10_000;
    private static final long SUB_TICKS_PER_TICK = START_SUB_TICKS / START_TICKS;
    private static final long MAKER_LOTS = 2_000_000_000;
    private static final long MAKER_CASH = 1L << 57;
    private static final int MAKER_ID = 1_000_000_000;
    private static final long LEAST_LOTS = 100;
    private static final double LEAST_LEVERAGE = 4;
    private static final double LEVERAGE_SPREAD = 4;
    private static final int INTEREST_PPM = 100;
    private static final int RATE_MAX_PPM = 60_000;
    private static final int RATE_STEP_PPM = 100_000;
    private static final long[] LOWER_NOTIONAL = {0, 50_000_000_000L, 200_000_000_000L, 600_000_000_000L};
    private static final int[] RATE_PPM = {15_625, 31_250, 46_875, 78_125};

    private final EngineHost host;
    private final FactorWriter factors = new FactorWriter();
    private final Random random;
    private final long[] lots = new long[POSITIONS_MAX];
    private long positions;

    MarginWorld(final int accounts, final long seed)
    {
        random = new Random(seed);
        host = new EngineHost(limits(accounts), CALL_PPM, CALL_PPM);
        for (int asset = 0; asset < ASSETS; asset++)
        {
            require(factors.listAsset(
                FIRST_ASSET + asset, UNIT_ATOMS, 2 * PRICE_ATOMS[asset], MAX_BALANCE, WEIGHT_PPM[asset]));
            require(factors.assetPrice(FIRST_ASSET + asset, PRICE_ATOMS[asset]));
        }
        for (int instrumentId = 1; instrumentId <= INSTRUMENTS; instrumentId++)
        {
            list(instrumentId);
        }
        for (int accountId = 1; accountId <= accounts; accountId++)
        {
            openUser(accountId);
        }
        // Ask and bid of each maker are the first orders of the world.
        for (int orderId = 1; orderId <= 2 * INSTRUMENTS; orderId++)
        {
            host.require(host.writer().cancel(MAKER_ID + (orderId + 1) / 2, orderId));
        }
    }

    EngineHost host()
    {
        return host;
    }

    /** Positions of all users together. */
    long positions()
    {
        return positions;
    }

    @Override
    public void close()
    {
        host.close();
    }

    /** Lets the rates of every instrument rise by their largest step with each hour to come. */
    void scheduleVolatility()
    {
        for (int instrumentId = 1; instrumentId <= INSTRUMENTS; instrumentId++)
        {
            require(factors.scheduleVolatility(instrumentId, 0, Long.MAX_VALUE / 2, PPM * 1_000L));
        }
    }

    private void require(final int length)
    {
        host.require(factors.buffer(), length);
    }

    private static EngineLimits limits(final int accounts)
    {
        final long positions = accounts / POSITIONS_MAX * (POSITIONS_MAX * (POSITIONS_MAX + 1L) / 2) +
            (long)accounts % POSITIONS_MAX * POSITIONS_MAX;
        return EngineLimits.builder()
            .sessions(1).assets(1 + ASSETS).instruments(INSTRUMENTS).accounts(accounts + INSTRUMENTS)
            .balances((long)accounts * ASSETS).positions(positions + INSTRUMENTS).orders(64).priceLevels(64)
            .build();
    }

    private void list(final int instrumentId)
    {
        final CommandWriter writer = host.writer();
        final long makerId = MAKER_ID + instrumentId;
        host.require(writer.listInstrument(new InstrumentTerms(instrumentId, SUB_TICKS_PER_TICK, SUB_TICKS_PER_TICK,
            2 * START_SUB_TICKS, 2 * MAKER_LOTS, 0, 1_050_000, CALL_PPM, 50, LOWER_NOTIONAL, RATE_PPM)));
        host.require(writer.mark(instrumentId, START_SUB_TICKS));
        require(factors.setFunding(instrumentId, CLOCKS_PER_FUNDING * CLOCK_NS, INTEREST_PPM));
        require(factors.setVolatility(instrumentId, CLOCK_NS, RATE_MAX_PPM, RATE_STEP_PPM, 1));
        host.require(writer.openAccount(makerId));
        host.require(writer.deposit(makerId, MAKER_CASH));
        host.require(writer.order(
            makerId, instrumentId, Side.SELL, TimeInForce.GTC, START_TICKS + 1, MAKER_LOTS));
        host.require(writer.order(
            makerId, instrumentId, Side.BUY, TimeInForce.GTC, START_TICKS - 1, MAKER_LOTS));
    }

    private void openUser(final int accountId)
    {
        final int count = 1 + accountId % POSITIONS_MAX;
        final int first = random.nextInt(INSTRUMENTS);
        long sum = 0;
        for (int place = 0; place < count; place++)
        {
            final long size = (long)(LEAST_LOTS * StrictMath.pow(10, random.nextDouble()));
            lots[place] = random.nextBoolean() ? size : -size;
            sum += size;
        }
        final double leverage = LEAST_LEVERAGE * StrictMath.pow(LEVERAGE_SPREAD, random.nextDouble());
        fund(accountId, (long)(sum * START_SUB_TICKS / leverage), sum * SUB_TICKS_PER_TICK);
        for (int place = 0; place < count; place++)
        {
            final boolean buys = lots[place] > 0;
            host.require(host.writer().order(accountId, (first + place) % INSTRUMENTS + 1,
                buys ? Side.BUY : Side.SELL, TimeInForce.IOC, START_TICKS + (buys ? 1 : -1), Math.abs(lots[place])));
        }
        positions += count;
    }

    /** What the spread costs is given on top, so that leverage is exact at the first mark but for roundings. */
    private void fund(final int accountId, final long marginAtoms, final long spreadAtoms)
    {
        final long part = marginAtoms / (ASSETS + 1);
        host.require(host.writer().openAccount(accountId));
        host.require(host.writer().deposit(accountId, part + spreadAtoms));
        for (int asset = 0; asset < ASSETS; asset++)
        {
            final long valueAtoms = part * PPM / WEIGHT_PPM[asset];
            require(factors.deposit(
                accountId, FIRST_ASSET + asset, Math.multiplyExact(valueAtoms, UNIT_ATOMS) / PRICE_ATOMS[asset]));
        }
    }
}
