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
import io.plimsoll.core.InstrumentTerms;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.CancelReason;
import io.plimsoll.core.codec.generated.OrderCancelledDecoder;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.memory.Arena;
import io.plimsoll.core.memory.IdScramble;
import io.plimsoll.core.memory.Slab;
import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;

class ClientOrderIdsTest
{
    private static final int BTC = 10;
    private static final long ANNA = 1;
    private static final long BERT = 2;

    private static final IdScramble SCRAMBLE = new IdScramble(3);

    @Test
    void shouldFindWhatAMapFindsOverRandomPutsAndRemoves()
    {
        final long seed = 7;
        final Random random = new Random(seed);
        final int capacity = 64;
        final long[] meeting = meeting(SCRAMBLE, 1, 2 * capacity).limit(12).toArray();
        try (Arena arena = new Arena())
        {
            final Slab slab = arena.slab("orders", OrderRecord.LENGTH, capacity + 1);
            final OrderRecord order = new OrderRecord(slab);
            final ClientOrderIds ids = new ClientOrderIds(arena, "ids", capacity, new OrderRecord(slab), SCRAMBLE);
            final Map<Integer, Map<Long, Integer>> expected = new HashMap<>();
            for (int step = 0; step < 200_000; step++)
            {
                final int account = 1 + random.nextInt(3);
                // Those of one account all meet; those of others lie where they lie.
                final long id = meeting[random.nextInt(meeting.length)];
                final Map<Long, Integer> ofAccount = expected.computeIfAbsent(account, key -> new HashMap<>());
                final Integer known = ofAccount.get(id);
                assertThat(ids.find(account, id)).as("seed %d, step %d", seed, step)
                    .isEqualTo(known == null ? 0 : known);
                if (known != null)
                {
                    ids.remove(known, account, id);
                    slab.zero(known);
                    ofAccount.remove(id);
                }
                else if (ofAccount.size() < capacity / 3)
                {
                    final int index = free(order, capacity);
                    order.wrap(index);
                    order.orderId(index);
                    order.account(account);
                    order.clientOrderId(id);
                    ids.put(index, account, id);
                    ofAccount.put(id, index);
                }
            }
        }
    }

    @Test
    void shouldLookAtABoundedNumberOfPlacesWhateverIdsAreChosen()
    {
        final int capacity = 2_048;
        final long[] meeting = meeting(SCRAMBLE, 1, 2 * capacity).limit(ClientOrderIds.PROBES_MAX + 1).toArray();

        assertThat(entered(meeting, capacity, SCRAMBLE)).isEqualTo(ClientOrderIds.PROBES_MAX);
    }

    @Test
    void shouldTakeAllIdsThatMeetUnderAnotherSeed()
    {
        final int capacity = 2_048;
        final long[] meeting = meeting(new IdScramble(0), 1, 2 * capacity).limit(capacity).toArray();

        assertThat(entered(meeting, capacity, SCRAMBLE)).isEqualTo(capacity);
    }

    /** Ids that have the first place for their home. */
    private static LongStream meeting(final IdScramble scramble, final int account, final int places)
    {
        return new Random(1).longs().filter(id -> (scramble.of(account, id) & places - 1) == 0);
    }

    private static int entered(final long[] clientOrderIds, final int capacity, final IdScramble scramble)
    {
        try (Arena arena = new Arena())
        {
            final Slab slab = arena.slab("orders", OrderRecord.LENGTH, capacity + 1);
            final OrderRecord order = new OrderRecord(slab);
            final ClientOrderIds ids = new ClientOrderIds(arena, "ids", capacity, new OrderRecord(slab), scramble);
            int entered = 0;
            for (final long id : clientOrderIds)
            {
                if (ids.fullSlab(1, id) != null)
                {
                    assertThat(ids.find(1, id)).isZero();
                    break;
                }
                order.wrap(++entered);
                order.account(1);
                order.clientOrderId(id);
                ids.put(entered, 1, id);
                assertThat(ids.find(1, id)).isEqualTo(entered);
            }
            return entered;
        }
    }

    private static int free(final OrderRecord order, final int capacity)
    {
        for (int index = 1; index <= capacity; index++)
        {
            order.wrap(index);
            if (order.orderId() == 0)
            {
                return index;
            }
        }
        throw new IllegalStateException("no record is free");
    }

    @Test
    void shouldLetAnIdBeUsedAgainOnceItsOrderIsGone()
    {
        try (EngineDriver engine = market())
        {
            enter(engine, ANNA, Side.SELL, 50_000, 77);
            final long first = engine.orderId();

            assertThat(enter(engine, ANNA, Side.BUY, 49_000, 77))
                .isEqualTo(ResultCode.DUPLICATE_CLIENT_ORDER_ID);
            assertThat(engine.rejection().limitValue()).isEqualTo(first);
            assertThat(engine.rejection().actualValue()).isEqualTo(77);
            assertThat(enter(engine, BERT, Side.BUY, 50_000, 77)).isEqualTo(ResultCode.ACCEPTED);
            assertThat(enter(engine, ANNA, Side.BUY, 49_000, 77)).isEqualTo(ResultCode.ACCEPTED);
        }
    }

    @Test
    void shouldLetAnyNumberOfOrdersGoWithoutAnId()
    {
        try (EngineDriver engine = market())
        {
            enter(engine, ANNA, Side.SELL, 50_000, 0);

            assertThat(enter(engine, ANNA, Side.SELL, 50_000, 0)).isEqualTo(ResultCode.ACCEPTED);
            assertThat(engine.cancelByClientId(ANNA, 0)).isEqualTo(ResultCode.UNKNOWN_ORDER);
        }
    }

    @Test
    void shouldCancelAnOrderByTheIdThatItsClientGave()
    {
        try (EngineDriver engine = market())
        {
            enter(engine, ANNA, Side.SELL, 50_000, Long.MIN_VALUE);
            final long order = engine.orderId();

            assertThat(engine.cancelByClientId(BERT, Long.MIN_VALUE)).isEqualTo(ResultCode.UNKNOWN_ORDER);
            assertThat(engine.cancelByClientId(ANNA, Long.MIN_VALUE)).isEqualTo(ResultCode.ACCEPTED);

            final OrderCancelledDecoder cancelled = new OrderCancelledDecoder().wrapAndApplyHeader(
                engine.effects(), engine.find(OrderCancelledDecoder.TEMPLATE_ID, 0), engine.header());
            assertThat(cancelled.orderId()).isEqualTo(order);
            assertThat(cancelled.cancelledLots()).isEqualTo(2);
            assertThat(cancelled.reason()).isEqualTo(CancelReason.REQUESTED);
        }
    }

    @Test
    void shouldKeepTheIdOfAnOrderThatIsReplaced()
    {
        try (EngineDriver engine = market())
        {
            enter(engine, ANNA, Side.SELL, 50_000, 5);
            engine.replace(ANNA, engine.orderId(), 50_010, 3);

            assertThat(enter(engine, ANNA, Side.SELL, 50_000, 5))
                .isEqualTo(ResultCode.DUPLICATE_CLIENT_ORDER_ID);
            assertThat(engine.cancelByClientId(ANNA, 5)).isEqualTo(ResultCode.ACCEPTED);
        }
    }

    @Test
    void shouldGiveTheSameEffectsUnderAnySeed()
    {
        try (EngineDriver one = market(); EngineDriver other = market(8))
        {
            for (final EngineDriver engine : List.of(one, other))
            {
                for (int id = 1; id < 20; id++)
                {
                    enter(engine, id % 3 == 0 ? ANNA : BERT, id % 2 == 0 ? Side.SELL : Side.BUY, 50_000 + id % 5, id);
                    engine.cancelByClientId(BERT, id / 2);
                }
            }

            assertThat(other.engine().eventHash()).isEqualTo(one.engine().eventHash());
            assertThat(other.engine().stateDigest()).isNotEqualTo(one.engine().stateDigest());
        }
    }

    private static int enter(
        final EngineDriver engine, final long account, final Side side, final long price, final long clientOrderId)
    {
        return engine.newOrder(account, BTC, side, price, 2, order -> order.clientOrderId(clientOrderId));
    }

    private static EngineDriver market()
    {
        return market(0);
    }

    private static EngineDriver market(final long hashSeed)
    {
        final EngineDriver engine = new EngineDriver(EngineDriver.builder().hashSeed(hashSeed).build());
        engine.instrument(new InstrumentTerms());
        engine.mark(BTC, 50_000);
        for (final long account : new long[]{ANNA, BERT})
        {
            engine.account(account);
            engine.deposit(account, EngineDriver.CASH, 1_000_000_000_000_000L);
        }
        return engine;
    }
}
