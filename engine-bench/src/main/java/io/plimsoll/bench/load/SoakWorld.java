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
import io.plimsoll.core.codec.generated.IndexTarget;
import java.util.Random;

/**
 * A small venue that a seed decides on: two hundred accounts, linear perpetuals with one to four brackets, one spot
 * pair, three collateral assets, of which some have haircut bands, and sources for some of the indexes.
 */
final class SoakWorld implements AutoCloseable
{
    static final int ACCOUNTS = 200;
    static final int MAKERS = 4;
    /** The isolated account of an account has its id and this. */
    static final int FIRST_ISOLATED = 1_000;
    static final int PERPETUALS = 7;
    static final int SPOT = PERPETUALS + 1;
    static final int SPOT_BASE = 2;
    static final int FIRST_ASSET = 2;
    static final int ASSETS = 3;
    static final int SOURCES = 3;
    static final long UNIT_ATOMS = 1_000_000;
    static final long SUB_TICKS_PER_TICK = 100;
    static final long START_TICKS = 5_000;
    static final long START_SUB_TICKS = START_TICKS * SUB_TICKS_PER_TICK;
    static final long LOT_ATOMS = START_TICKS * SUB_TICKS_PER_TICK * 100;
    static final long ASSET_PRICE = LOT_ATOMS;
    static final int RATE_MAX_PPM = 400_000;

    private static final long MINUTE_NS = 60_000_000_000L;
    private static final int BRACKETS_MAX = 4;
    private static final int POSITIONS_PER_ACCOUNT = 6;
    private static final long MAKER_LOTS = 100_000;

    final EngineHost host;
    final FactorWriter factors = new FactorWriter();
    final ControlWriter control = new ControlWriter();
    final AccountWriter accounts = new AccountWriter();
    final LoanWriter loans = new LoanWriter();
    final Random random;
    final long[] marks = new long[SPOT + 1];
    final long[] prices = new long[FIRST_ASSET + ASSETS];
    final boolean[] sourcedMarks = new boolean[SPOT + 1];
    final boolean[] sourcedPrices = new boolean[FIRST_ASSET + ASSETS];

    SoakWorld(final long seed)
    {
        random = new Random(seed);
        final int callPpm = 1_120_000 + random.nextInt(380_000);
        host = new EngineHost(limits(), callPpm, callPpm + random.nextInt(200_000));
        for (int assetId = FIRST_ASSET; assetId < FIRST_ASSET + ASSETS; assetId++)
        {
            listAsset(assetId);
        }
        for (int instrumentId = 1; instrumentId <= PERPETUALS; instrumentId++)
        {
            list(instrumentId, callPpm);
        }
        host.require(control.buffer(), control.listSpot(
            SPOT, SPOT_BASE, UNIT_ATOMS, SUB_TICKS_PER_TICK * 100, SUB_TICKS_PER_TICK, 100 * START_SUB_TICKS));
        marks[SPOT] = START_SUB_TICKS;
        host.require(host.writer().mark(SPOT, marks[SPOT]));
        for (int assetId = CommandWriter.CASH; assetId < FIRST_ASSET + ASSETS; assetId++)
        {
            host.require(loans.buffer(), setLoanTerms(assetId));
            host.require(loans.buffer(), loans.supply(assetId, UNIT_ATOMS * 10_000));
        }
        for (int accountId = 1; accountId <= ACCOUNTS; accountId++)
        {
            openAccount(accountId);
        }
    }

    @Override
    public void close()
    {
        host.close();
    }

    static boolean isMaker(final long accountId)
    {
        return accountId <= MAKERS;
    }

    /** Cash with which an account carries some positions of a few lots, at any leverage. */
    long someCash()
    {
        return (long)(LOT_ATOMS * 20 * (0.01 + 0.3 * random.nextDouble() * random.nextDouble()));
    }

    private static EngineLimits limits()
    {
        return EngineLimits.builder().sessions(1).assets(1 + ASSETS).instruments(SPOT).accounts(2 * ACCOUNTS)
            .balances((long)ACCOUNTS * ASSETS).positions((long)ACCOUNTS * POSITIONS_PER_ACCOUNT)
            .positionsPerAccount(POSITIONS_PER_ACCOUNT).orders(4_000).priceLevels(2_000)
            .liquidationStepsPerCommand(8).build();
    }

    private void listAsset(final int assetId)
    {
        host.require(factors.buffer(), factors.listAsset(
            assetId, UNIT_ATOMS, 50 * ASSET_PRICE, UNIT_ATOMS * 1_000_000, 500_000 + random.nextInt(500_001)));
        if (random.nextBoolean())
        {
            host.require(control.buffer(), control.setBands(assetId, 1 + random.nextLong(4 * ASSET_PRICE),
                1 + random.nextInt(6), 400_000 + random.nextInt(600_001)));
        }
        prices[assetId] = ASSET_PRICE;
        sourcedPrices[assetId] = random.nextInt(4) == 0;
        host.require(factors.buffer(), factors.assetPrice(assetId, prices[assetId]));
        if (sourcedPrices[assetId])
        {
            host.require(control.buffer(),
                control.setSources(IndexTarget.ASSET, assetId, SOURCES, 1 + random.nextInt(10_000)));
        }
    }

    private void list(final int instrumentId, final int callPpm)
    {
        final int count = 1 + random.nextInt(BRACKETS_MAX);
        final long[] lower = new long[count];
        final int[] rates = new int[count];
        rates[0] = 5_000 + random.nextInt(40_000);
        for (int bracket = 1; bracket < count; bracket++)
        {
            lower[bracket] = lower[bracket - 1] + LOT_ATOMS * (1 + random.nextInt(12)) + random.nextInt(1_000);
            rates[bracket] = rates[bracket - 1] + random.nextInt(3) * random.nextInt(40_000);
        }
        final int thetaPpm = 1_010_000 + random.nextInt(Math.min(200_000, callPpm - 1_050_000));
        final int initialPpm = Math.max(callPpm, thetaPpm / 10 * 11 + 10) + random.nextInt(400_000);
        host.require(host.writer().listInstrument(new InstrumentTerms(instrumentId, SUB_TICKS_PER_TICK * 100,
            SUB_TICKS_PER_TICK, 20 * START_SUB_TICKS, 2 * MAKER_LOTS, random.nextInt(600), thetaPpm, initialPpm,
            5 + random.nextInt(90), lower, rates)));
        marks[instrumentId] = START_SUB_TICKS;
        host.require(host.writer().mark(instrumentId, marks[instrumentId]));
        if (random.nextBoolean())
        {
            host.require(factors.buffer(), setFunding(instrumentId));
        }
        if (random.nextBoolean())
        {
            host.send(factors.buffer(), 0, setVolatility(instrumentId));
        }
        sourcedMarks[instrumentId] = random.nextInt(5) == 0;
        if (sourcedMarks[instrumentId])
        {
            host.require(control.buffer(),
                control.setSources(IndexTarget.INSTRUMENT, instrumentId, SOURCES, 1 + random.nextInt(10_000)));
        }
    }

    /** Funding of any interval from minutes to hours, with interest either way. */
    int setFunding(final int instrumentId)
    {
        return factors.setFunding(
            instrumentId, MINUTE_NS * (5 + random.nextInt(480)), random.nextInt(20_001) - 10_000);
    }

    /** Rates that follow a volatility of any height. */
    int setVolatility(final int instrumentId)
    {
        return factors.setVolatility(instrumentId, MINUTE_NS * (1 + random.nextInt(60)),
            50_000 + random.nextInt(RATE_MAX_PPM), 1 + random.nextInt(400_000), random.nextLong(100_000_000_000_000L));
    }

    private int setLoanTerms(final int assetId)
    {
        return loans.setTerms(assetId, MINUTE_NS * (1 + random.nextInt(600)), 1_000_000 + random.nextInt(200_000),
            1_600_000 + random.nextInt(400_000), 1 + random.nextInt(900_000));
    }

    private void openAccount(final int accountId)
    {
        host.require(host.writer().openAccount(accountId));
        host.require(host.writer().deposit(accountId, isMaker(accountId) ? MAKER_LOTS * LOT_ATOMS : someCash()));
        for (int assetId = FIRST_ASSET; assetId < FIRST_ASSET + ASSETS; assetId++)
        {
            if (random.nextInt(3) == 0)
            {
                host.require(factors.buffer(), factors.deposit(
                    accountId, assetId, isMaker(accountId) ? 1_000 * UNIT_ATOMS : 1 + random.nextLong(2 * UNIT_ATOMS)));
            }
        }
    }

    /** A factor by which a price moves: mostly small, rarely a tenth. */
    double someMove()
    {
        final int kind = random.nextInt(40);
        return 1 + random.nextGaussian() * (kind == 0 ? 0.1 : kind < 6 ? 0.01 : kind < 20 ? 0.002 : 0.000_02);
    }

    /** A price not far from where it began. */
    static long within(final double price, final long start)
    {
        return Math.max(start / 4, Math.min(4 * start, Math.round(price)));
    }
}
