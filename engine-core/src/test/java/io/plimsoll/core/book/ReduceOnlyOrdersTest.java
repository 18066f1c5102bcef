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
package io.plimsoll.core.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.EngineDriver;
import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.account.PositionRecord;
import io.plimsoll.core.memory.Arena;
import io.plimsoll.core.price.Catalogue;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

class ReduceOnlyOrdersTest
{
    private static final int REDUCE_ONLY = 2;
    private static final int STEPS = 30_000;

    private final Random random = new Random(11);

    @Test
    void shouldKnowWhatIsAheadOfEachAndTheirOrderThroughEveryChange()
    {
        final EngineLimits limits = EngineDriver.smallLimits();
        try (Arena arena = new Arena())
        {
            final Catalogue catalogue = new Catalogue(arena, limits);
            final int instrument = catalogue.instruments().add(10);
            final Accounts accounts = new Accounts(arena, limits);
            final Books books = new Books(arena, limits, accounts, catalogue);
            accounts.open(1, 1, 0);
            final int position = accounts.openPosition(accounts.find(1), instrument);
            final List<Naive> naive = new ArrayList<>();
            for (int step = 0; step < STEPS; step++)
            {
                change(books, position, naive, step);
                check(books, accounts, position, naive, step);
            }
        }
    }

    private void change(final Books books, final int position, final List<Naive> naive, final int step)
    {
        if (naive.size() < 6 || naive.size() < 30 && random.nextInt(3) == 0)
        {
            final Naive order = new Naive();
            final boolean reduceOnly = random.nextInt(4) == 0 && naive.stream().filter(o -> o.reduceOnly).count() < 8;
            order.id = step + 1;
            order.side = reduceOnly ? Books.SELL : random.nextInt(2);
            order.reduceOnly = reduceOnly;
            order.ticks = order.side == Books.SELL ? 1_000 + random.nextInt(10) : 900 - random.nextInt(10);
            order.lots = 1 + random.nextInt(20);
            order.index = books.add(position, order.id, 0, order.side, order.ticks, order.lots,
                reduceOnly ? REDUCE_ONLY : 0);
            naive.add(order);
            return;
        }
        final Naive order = naive.get(random.nextInt(naive.size()));
        switch (random.nextInt(4))
        {
            case 0 -> books.remove(order.index);
            case 1 ->
            {
                final long lots = 1 + random.nextInt((int)order.lots);
                order.lots -= lots;
                books.reduce(order.index, lots);
            }
            case 2 ->
            {
                order.ticks += random.nextInt(5) - 2;
                order.lots = 1 + random.nextInt(20);
                books.move(order.index, order.ticks, order.lots);
                return;
            }
            default -> order.comeBack(books, position);
        }
        if (books.find(order.id) == 0)
        {
            naive.remove(order);
        }
    }

    private static void check(
        final Books books, final Accounts accounts, final int position, final List<Naive> naive, final int step)
    {
        final PositionRecord record = accounts.newPositionRecord();
        record.wrap(position);
        final List<Naive> youngestFirst = naive.stream().filter(order -> order.reduceOnly)
            .sorted(Comparator.comparingLong((Naive order) -> order.id).reversed()).toList();
        int index = books.reduceOnlyOrders().newest(position);
        for (final Naive order : youngestFirst)
        {
            assertThat(index).as("step %d", step).isEqualTo(order.index);
            assertThat(books.reduceOnlyOrders().aheadLots(index)).as("step %d", step).isEqualTo(naive.stream()
                .filter(other -> !other.reduceOnly && other.side == order.side && other.ticks <= order.ticks)
                .mapToLong(other -> other.lots).sum());
            index = books.reduceOnlyOrders().older(index);
        }
        assertThat(index).as("step %d", step).isZero();
        assertThat(record.reduceOnlyOrders()).isEqualTo(youngestFirst.size());
        assertThat(books.reduceOnlyOrders().isAny()).isEqualTo(!youngestFirst.isEmpty());
    }

    private static final class Naive
    {
        private long id;
        private int index;
        private int side;
        private boolean reduceOnly;
        private long ticks;
        private long lots;

        /** As a replaced order does that trades: with its former id, which is not the highest any more. */
        void comeBack(final Books books, final int position)
        {
            books.remove(index);
            index = books.add(position, id, 0, side, ticks, lots, reduceOnly ? REDUCE_ONLY : 0);
        }
    }
}
