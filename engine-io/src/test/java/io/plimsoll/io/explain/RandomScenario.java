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
package io.plimsoll.io.explain;

import java.util.Random;

/**
 * Writes random markets, traders and falls of prices as commands: several positions, brackets, dust, collateral, books
 * that are too thin, and liquidations in several steps.
 */
final class RandomScenario
{
    private static final int TRADERS = 6;
    private static final int INSTRUMENTS = 3;
    private static final int MAKER = 100;
    /** An account whose orders cannot trade with half of the traders. */
    private static final int FRIEND = 101;
    private static final long CASH = 1L << 50;
    private static final int COLLATERAL = 2;
    /** What the last instrument settles in. */
    private static final int SETTLEMENT = 3;

    private final StringBuilder text = new StringBuilder();
    private final long[] ticks = new long[INSTRUMENTS + 1];
    private final long[] subTicks = new long[INSTRUMENTS + 1];
    private final long[] lots = new long[INSTRUMENTS + 1];
    /** At the first mark, in the asset that it settles in. */
    private final long[] lotValue = new long[INSTRUMENTS + 1];
    private final Random random;
    private final Random lender;
    private final Random inverter;
    private int orders;

    RandomScenario(final long seed)
    {
        random = new Random(seed);
        lender = new Random(seed + 1_000);
        inverter = new Random(seed + 2_000);
    }

    String write()
    {
        add("{'type':'ListAsset','assetId':1,'unitAtoms':1,'maxPriceAtoms':1,'maxBalanceAtoms':%d," +
            "'haircutWeightPpm':1000000,'marginCallPpm':1270000,'marginCallReleasePpm':1300000}", CASH);
        add("{'type':'ListAsset','assetId':%d,'unitAtoms':1000,'maxPriceAtoms':1000000,'maxBalanceAtoms':1000000000," +
            "'haircutWeightPpm':850001,'marginCallPpm':0,'marginCallReleasePpm':0}", COLLATERAL);
        add("{'type':'SetHaircutBands','assetId':%d,'bands':[{'lowerValueAtoms':0,'weightPpm':850001}," +
            "{'lowerValueAtoms':1000,'weightPpm':700000},{'lowerValueAtoms':50000,'weightPpm':400000}]}", COLLATERAL);
        add("{'type':'ListAsset','assetId':%d,'unitAtoms':10,'maxPriceAtoms':500,'maxBalanceAtoms':%d," +
            "'haircutWeightPpm':900000,'marginCallPpm':0,'marginCallReleasePpm':0}", SETTLEMENT, 1L << 50);
        add("{'type':'SetHaircutBands','assetId':%d,'bands':[{'lowerValueAtoms':0,'weightPpm':900000}," +
            "{'lowerValueAtoms':1000000,'weightPpm':880000},{'lowerValueAtoms':50000000,'weightPpm':850000}]}",
            SETTLEMENT);
        add("{'type':'PriceBatch','instrumentPrices':[],'assetPrices':[{'assetId':%d,'priceAtoms':30}]}", SETTLEMENT);
        for (int id = 1; id <= INSTRUMENTS; id++)
        {
            list(id);
        }
        lend(1);
        lend(COLLATERAL);
        open(MAKER, CASH / 2);
        open(FRIEND, CASH / 2);
        prices(1_000);
        for (int id = 1; id <= TRADERS; id++)
        {
            trade(id);
        }
        for (int fall = 0; fall < 12; fall++)
        {
            books();
            if (8 == fall || 10 == fall)
            {
                add("{'type':'SetInstrumentState','instrumentId':%d,'state':'%s'}", INSTRUMENTS,
                    8 == fall ? "HALTED" : "OPEN");
            }
            prices(960 + random.nextInt(50));
        }
        return text.toString();
    }

    private void list(final int id)
    {
        final long[] factors = {1, 4, 1_000, 60_000};
        long factor = factors[random.nextInt(factors.length)];
        subTicks[id] = 1 == factor || random.nextBoolean() ? 1 : 4;
        ticks[id] = 20_000 + random.nextInt(60_000);
        lots[id] = 100 + random.nextInt(5_000);
        final boolean inverse = INSTRUMENTS == id && inverter.nextBoolean();
        if (inverse)
        {
            // So many atoms of the asset it settles in, at the first mark.
            lotValue[id] = 400_000L + inverter.nextInt(4_000_000);
            factor = lotValue[id] * ticks[id];
        }
        else
        {
            lotValue[id] = ticks[id] * factor;
        }
        final long value = lotValue[id] * lots[id];
        final int rate = 10_000 + random.nextInt(40_000);
        add("{'type':'ListInstrument','instrumentId':%d,'settlementAssetId':%d,'kind':'%s'," +
            "'closePolicy':'%s','contractFactorAtoms':%d,'subTicksPerTick':%d,'minMarkSubTicks':%d," +
            "'maxMarkSubTicks':%d,'maxPositionLots':100000,'minNotionalAtoms':%d,'takerFeePpm':500,'makerFeePpm':200," +
            "'liquidationFeePpm':%d,'thetaPpm':%d,'penaltyBetaPpm':%d,'initialFactorPpm':1600000,'maxLeverage':50," +
            "'oracleBandPpm':%d,'brackets':[{'lowerNotionalAtoms':0,'maintenanceRatePpm':%d,'penaltyRatePpm':%d}," +
            "{'lowerNotionalAtoms':%d,'maintenanceRatePpm':%d,'penaltyRatePpm':%d}," +
            "{'lowerNotionalAtoms':%d,'maintenanceRatePpm':%d,'penaltyRatePpm':%d}]}",
            id, INSTRUMENTS == id ? SETTLEMENT : 1, inverse ? "INVERSE_PERPETUAL" : "LINEAR_PERPETUAL",
            0 == random.nextInt(6) ? "FULL" : "PARTIAL", factor, subTicks[id],
            (0 == random.nextInt(3) ? ticks[id] * 92 / 100 : 4_000) * subTicks[id],
            200_000 * subTicks[id], random.nextBoolean() ? 0 : value / 10, random.nextInt(1_500),
            1_050_000 + random.nextInt(150_000), random.nextInt(1_000_001), 5_000 + random.nextInt(30_000),
            rate, rate / 10, value / 3 + random.nextInt(1_000), 2 * rate, rate / 5, value / 2 + 1_000 +
            random.nextInt(1_000), 3 * rate, random.nextInt(3 * rate));
    }

    private void lend(final int asset)
    {
        add("{'type':'SetLoanTerms','assetId':%d,'intervalNs':60000000000,'reserveAtoms':0," +
            "'liabilityWeightPpm':%d,'thetaPpm':1060000,'initialFactorPpm':1400000,'interestPpm':50000," +
            "'reserveSharePpm':100000,'minimumAtoms':0}", asset, 1_000_000 + lender.nextInt(50_000));
        add("{'type':'SupplyPool','assetId':%d,'amountAtoms':1000000000}", asset);
    }

    /** Cash that is kept, and collateral that is taken away, so that a loan of it is left when the account falls. */
    private void borrow(final int id, final long cash)
    {
        if (lender.nextInt(3) == 0)
        {
            add("{'type':'Borrow','accountId':%d,'assetId':1,'amountAtoms':%d}", id,
                1 + lender.nextLong(Math.min(1_000_000_000L, 1 + cash / 20)));
        }
        if (lender.nextBoolean())
        {
            final long atoms = 1 + lender.nextLong(1 + Math.min(cash / 10, 500_000));
            add("{'type':'Borrow','accountId':%d,'assetId':%d,'amountAtoms':%d}", id, COLLATERAL, atoms);
            add("{'type':'Withdraw','accountId':%d,'assetId':%d,'amountAtoms':%d}", id, COLLATERAL, atoms);
        }
    }

    private void open(final int id, final long cash)
    {
        final int group = id <= TRADERS / 2 || FRIEND == id ? 7 : 0;
        add("{'type':'OpenAccount','accountId':%d,'selfTradeGroupId':%d}", id, group);
        add("{'type':'Deposit','accountId':%d,'assetId':1,'amountAtoms':%d}", id, cash);
    }

    private void trade(final int id)
    {
        long initial = 0;
        final long[] sizes = new long[INSTRUMENTS + 1];
        for (int instrument = 1; instrument <= INSTRUMENTS; instrument++)
        {
            sizes[instrument] = random.nextInt(3) > 0 ? 1 + random.nextInt((int)lots[instrument]) : 0;
            initial += sizes[instrument] * lotValue[instrument] / (6 + random.nextInt(6));
        }
        open(id, Math.max(1, initial));
        borrow(id, initial);
        if (random.nextBoolean())
        {
            add("{'type':'Deposit','accountId':%d,'assetId':%d,'amountAtoms':%d}", id, COLLATERAL,
                1 + random.nextInt(100_000_000));
        }
        if (random.nextBoolean())
        {
            add("{'type':'Deposit','accountId':%d,'assetId':%d,'amountAtoms':%d}", id, SETTLEMENT,
                1 + random.nextInt(100_000_000));
        }
        for (int instrument = 1; instrument <= INSTRUMENTS; instrument++)
        {
            if (sizes[instrument] > 0)
            {
                final boolean buys = random.nextInt(4) > 0;
                order(MAKER, instrument, !buys, "GTC", ticks[instrument], sizes[instrument]);
                order(id, instrument, buys, "IOC", ticks[instrument], sizes[instrument]);
            }
        }
    }

    private void books()
    {
        for (int instrument = 1; instrument <= INSTRUMENTS; instrument++)
        {
            for (int level = 0; level < random.nextInt(5); level++)
            {
                final long away = 1 + random.nextInt(1 + (int)(ticks[instrument] / 60));
                final long size = 1 + random.nextInt((int)lots[instrument] / 2);
                final int owner = 0 == random.nextInt(5) ? FRIEND : MAKER;
                order(owner, instrument, true, "GTC", ticks[instrument] * 97 / 100 - away, size);
                order(owner, instrument, false, "GTC", ticks[instrument] * 103 / 100 + away, size);
            }
        }
    }

    private void order(
        final int account,
        final int instrument,
        final boolean buys,
        final String time,
        final long price,
        final long size)
    {
        add("{'type':'NewOrder','accountId':%d,'instrumentId':%d,'clientOrderId':%d,'side':'%s','orderType':'LIMIT'," +
            "'timeInForce':'%s','priceTicks':%d,'quantityLots':%d}",
            account, instrument, ++orders, buys ? "BUY" : "SELL", time, price, size);
    }

    private void prices(final int permille)
    {
        final StringBuilder entries = new StringBuilder();
        for (int instrument = 1; instrument <= INSTRUMENTS; instrument++)
        {
            ticks[instrument] = ticks[instrument] * permille / 1_000;
            final long mark = ticks[instrument] * subTicks[instrument] + random.nextInt((int)subTicks[instrument]);
            entries.append(entries.length() > 0 ? "," : "").append(String.format(
                "{'instrumentId':%d,'markSubTicks':%d,'indexSubTicks':%d}", instrument, mark, mark));
        }
        add("{'type':'PriceBatch','instrumentPrices':[%s],'assetPrices':[{'assetId':%d,'priceAtoms':%d}," +
            "{'assetId':%d,'priceAtoms':%d}]}",
            entries, COLLATERAL, 1 + random.nextInt(200_000), SETTLEMENT, 28 + random.nextInt(5));
    }

    private void add(final String format, final Object... values)
    {
        text.append(String.format(format, values).replace('\'', '"')).append('\n');
    }
}
