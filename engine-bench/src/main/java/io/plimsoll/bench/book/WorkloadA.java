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
    /** The stream of the peer's book benchmark; its draw of a price comes to about 30,800. */
    static final Shape USUAL = new Shape(1_000, 30_800, 1_540, Workload.USERS, 0);

    private static final int BOUND_DEVIATIONS = 5;
    private static final int COUNT_EVERY = 512;
    private static final int OLDEST = 512;
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

    private final String name;
    private final SplittableRandom random;
    private final Shape shape;
    private final int lowestTicks;
    private final int highestTicks;
    private final int fastFillLack;
    private final RecordedMarket market;
    private int countedBids;
    private int countedAsks;
    private boolean wasFull;

    /**
     * What makes one stream of this kind differ from another.
     *
     * @param orders         that are to rest.
     * @param startTicks     first price.
     * @param deviationTicks orders come as far as this from the last price.
     * @param users          who send the orders.
     * @param farLevels      prices on each side, beyond the reach of every order of the stream, at which one order more
     *                       rests from the start and nothing happens.
     */
    record Shape(int orders, int startTicks, int deviationTicks, int users, int farLevels)
    {
    }

    /**
     * The stream, or the like of it.
     *
     * @param name  of the workload.
     * @param seed  of the stream.
     * @param shape of the stream.
     */
    WorkloadA(final String name, final long seed, final Shape shape)
    {
        this.name = name;
        this.shape = shape;
        random = new SplittableRandom(seed);
        market = new RecordedMarket(shape.startTicks);
        lowestTicks = shape.startTicks - BOUND_DEVIATIONS * shape.deviationTicks;
        highestTicks = shape.startTicks + BOUND_DEVIATIONS * shape.deviationTicks;
        fastFillLack = Math.min(COUNT_EVERY, shape.orders / 2 * 3 / 4);
    }

    Workload record(final int timed)
    {
        for (int level = 1; level <= shape.farLevels; level++)
        {
            market.farOrder(false, random.nextInt(1, shape.users + 1), lowestTicks - level);
            market.farOrder(true, random.nextInt(1, shape.users + 1), highestTicks + level);
        }
        for (int command = 0; command < shape.orders; command++)
        {
            addOrder();
            countSometimes(command);
        }
        market.endPrefill();
        for (int command = 0; command < timed; command++)
        {
            next();
            countSometimes(shape.orders + command);
        }
        return Workload.of(name, market, shape.users, highestTicks + shape.farLevels);
    }

    private void countSometimes(final int command)
    {
        if (command > 0 && command % COUNT_EVERY == 0)
        {
            countedBids = market.book().orders(false) - shape.farLevels;
            countedAsks = market.book().orders(true) - shape.farLevels;
        }
    }

    private void next()
    {
        final boolean sell = random.nextBoolean();
        final int lack = shape.orders / 2 - (sell ? countedAsks : countedBids);
        final boolean grows = lack > 0;
        final boolean fast = !wasFull || lack > fastFillLack;
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
        final int priceTicks = Math.min(order.priceTicks + step, highestTicks);
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
        final int deviation = 1 + (int)(uniform * uniform * shape.deviationTicks);
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
        order(budget ? Commands.FILL_OR_KILL : Commands.IMMEDIATE, sell, sell ? lowestTicks : highestTicks,
            lots(budget ? BUDGET_LOTS_SPREAD : LOTS_SPREAD));
    }

    private void order(final int kind, final boolean sell, final int priceTicks, final int lots)
    {
        int user;
        do
        {
            user = 1 + random.nextInt(shape.users);
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
        return Math.max(lowestTicks, Math.min(highestTicks, market.lastTradeTicks()));
    }
}
