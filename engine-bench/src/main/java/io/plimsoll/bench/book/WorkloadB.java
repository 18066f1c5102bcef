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
package io.plimsoll.bench.book;

import java.util.SplittableRandom;

/** Adds, cancels and takers within 50 ticks of a fixed mid: short walks, few levels, one command in ten trades. */
final class WorkloadB
{
    private static final int MID_TICKS = 100_000;
    private static final int DEPTH_TICKS = 50;
    private static final int ORDERS = 1_000;
    private static final int LOTS = 100;
    private static final int PER_CENT = 100;
    private static final int IMMEDIATE_SHARE = 10;
    private static final int ADD_SHARE_FEW = 60;
    private static final int ADD_SHARE_MANY = 35;

    private final SplittableRandom random;
    private final RecordedMarket market = new RecordedMarket(MID_TICKS);

    WorkloadB(final long seed)
    {
        random = new SplittableRandom(seed);
    }

    Workload record(final int timed)
    {
        for (int command = 0; command < ORDERS; command++)
        {
            add((command & 1) == 1);
        }
        market.endPrefill();
        for (int command = 0; command < timed; command++)
        {
            next();
        }
        return Workload.of("B", market, Workload.USERS, MID_TICKS + DEPTH_TICKS);
    }

    private void next()
    {
        final int choice = random.nextInt(PER_CENT);
        final int addShare = market.liveCount() < ORDERS ? ADD_SHARE_FEW : ADD_SHARE_MANY;
        if (choice < IMMEDIATE_SHARE)
        {
            take(random.nextBoolean());
        }
        else if (choice < IMMEDIATE_SHARE + addShare || market.liveCount() == 0)
        {
            add(random.nextBoolean());
        }
        else
        {
            market.cancel(market.live(random.nextInt(market.liveCount())));
        }
    }

    private void add(final boolean sell)
    {
        final int away = 1 + random.nextInt(DEPTH_TICKS);
        market.order(Commands.ADD, sell, user(), MID_TICKS + (sell ? away : -away), lots());
    }

    private void take(final boolean sell)
    {
        final int limitTicks = MID_TICKS + (sell ? -DEPTH_TICKS : DEPTH_TICKS);
        final int lots = lots();
        int user;
        do
        {
            user = user();
        }
        while (market.meetsOwn(sell, limitTicks, lots, user));
        market.order(Commands.IMMEDIATE, sell, user, limitTicks, lots);
    }

    private int user()
    {
        return 1 + random.nextInt(Workload.USERS);
    }

    private int lots()
    {
        return 1 + random.nextInt(LOTS);
    }
}
