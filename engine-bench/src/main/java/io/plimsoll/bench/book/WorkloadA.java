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

/**
 * The stream of the peer's own benchmark, drawn anew from its description: about 1,000 resting orders around a
 * wandering price, seven commands of ten move one of the oldest orders a little towards it, one of fifty trades.
 * Whenever a side is short of orders, new ones come; whenever it is not, some trade against the book.
 */
final class WorkloadA
{
    /** What the draw of the peer's book benchmark comes to. */
    private static final int START_TICKS = 30_800;
    private static final int DEVIATION_TICKS = START_TICKS / 20;
    private static final int LOWEST_TICKS = START_TICKS - 5 * DEVIATION_TICKS;
    private static final int HIGHEST_TICKS = START_TICKS + 5 * DEVIATION_TICKS;
    private static final int ORDERS = 1_000;
    private static final int COUNT_EVERY = 512;
    private static final int OLDEST = 512;
    private static final int FAST_FILL_LACK = ORDERS / 2 * 3 / 4;
    private static final int GROWING_CHOICES = 10;
    private static final int FAST_CHOICES = 2;
    private static final int STEADY_CHOICES = 40;
    private static final int CANCEL = 2;
    private static final int REDUCE = 3;
    private static final int PRICE_DRAWS = 4;
    private static final int LOTS_SPREAD = 6;
    private static final int BUDGET_LOTS_SPREAD = 8;
    private static final int IMMEDIATE_PER_BUDGET = 32;
    private static final double CENTRE_PULL = 0.01;

    private final SplittableRandom random;
    private final RecordedMarket market = new RecordedMarket(START_TICKS);
    private int countedBids;
    private int countedAsks;
    private boolean wasFull;

    WorkloadA(final long seed)
    {
        random = new SplittableRandom(seed);
    }

    Workload record(final int timed)
    {
        for (int command = 0; command < ORDERS; command++)
        {
            addOrder();
            countSometimes(command);
        }
        market.endPrefill();
        for (int command = 0; command < timed; command++)
        {
            next();
            countSometimes(ORDERS + command);
        }
        return Workload.of("A", market, HIGHEST_TICKS);
    }

    private void countSometimes(final int command)
    {
        if (command > 0 && command % COUNT_EVERY == 0)
        {
            countedBids = market.book().orders(false);
            countedAsks = market.book().orders(true);
        }
    }

    private void next()
    {
        final boolean sell = random.nextBoolean();
        final int lack = ORDERS / 2 - (sell ? countedAsks : countedBids);
        final boolean grows = lack > 0;
        final boolean fast = !wasFull || lack > FAST_FILL_LACK;
        wasFull |= !grows;
        final int choice = random.nextInt(grows ? fast ? FAST_CHOICES : GROWING_CHOICES : STEADY_CHOICES);
        if (choice < CANCEL || market.liveCount() == 0)
        {
            if (grows)
            {
                addOrder();
            }
            else
            {
                takeOrder();
            }
            return;
        }
        change(choice);
    }

    private void change(final int choice)
    {
        final ReferenceBook.Order order = market.live(random.nextInt(Math.min(market.liveCount(), OLDEST)));
        if (choice == CANCEL)
        {
            market.cancel(order);
        }
        else if (choice == REDUCE)
        {
            market.reduce(order, 1 + random.nextInt(order.lots));
        }
        else
        {
            moveOrder(order);
        }
    }

    private void moveOrder(final ReferenceBook.Order order)
    {
        final int last = lastTicks();
        final double pull = (last - order.priceTicks) * CENTRE_PULL;
        final int step = order.priceTicks > last ? (int)Math.floor(pull) :
            order.priceTicks < last ? (int)Math.ceil(pull) : 2 * random.nextInt(2) - 1;
        final int priceTicks = Math.min(order.priceTicks + step, HIGHEST_TICKS);
        if (market.meetsOwn(order.sell, priceTicks, order.lots, order.user))
        {
            change(Commands.MOVE);
        }
        else
        {
            market.move(order, priceTicks);
        }
    }

    private void addOrder()
    {
        final boolean sell = random.nextBoolean();
        final double uniform = random.nextDouble();
        final int deviation = 1 + (int)(uniform * uniform * DEVIATION_TICKS);
        int sum = 0;
        for (int draw = 0; draw < PRICE_DRAWS; draw++)
        {
            sum += random.nextInt(deviation);
        }
        final int away = Math.abs(sum / PRICE_DRAWS * 2 - deviation);
        order(Commands.ADD, sell, lastTicks() + (sell ? away : -away), lots(LOTS_SPREAD));
    }

    private void takeOrder()
    {
        final boolean sell = random.nextBoolean();
        final boolean budget = random.nextInt(IMMEDIATE_PER_BUDGET) == 0;
        order(budget ? Commands.FILL_OR_KILL : Commands.IMMEDIATE, sell, sell ? LOWEST_TICKS : HIGHEST_TICKS,
            lots(budget ? BUDGET_LOTS_SPREAD : LOTS_SPREAD));
    }

    private void order(final int kind, final boolean sell, final int priceTicks, final int lots)
    {
        int user;
        do
        {
            user = 1 + random.nextInt(Workload.USERS);
        }
        while (market.meetsOwn(sell, priceTicks, lots, user));
        market.order(kind, sell, user, priceTicks, lots);
    }

    private int lots(final int spread)
    {
        return 1 + random.nextInt(spread) * random.nextInt(spread) * random.nextInt(spread);
    }

    private int lastTicks()
    {
        return Math.max(LOWEST_TICKS, Math.min(HIGHEST_TICKS, market.lastTradeTicks()));
    }
}
