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
import io.plimsoll.core.codec.generated.OrderFilledDecoder;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.codec.generated.TimeInForce;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class ExpiryTest
{
    private static final int BTC = 10;
    private static final long ANNA = 1;
    private static final long BERT = 2;
    private static final long HOUR_NS = 3_600_000_000_000L;
    private static final long MIDNIGHT_NS = 20_000 * 24 * HOUR_NS;

    private final EngineDriver engine = new EngineDriver(
        EngineDriver.builder().deadlinesPerCommand(2).extendedOrders(6).build());

    @BeforeEach
    void list()
    {
        engine.instrument(new InstrumentTerms());
        engine.mark(BTC, 50_000);
        for (final long account : new long[]{ANNA, BERT})
        {
            engine.account(account);
            engine.deposit(account, EngineDriver.CASH, 1_000_000_000_000_000L);
        }
        engine.now(MIDNIGHT_NS - HOUR_NS);
    }

    @AfterEach
    void close()
    {
        engine.close();
    }

    @Test
    void shouldExpireAtItsTimeAndNotBefore()
    {
        final long order = goodTill(ANNA, engine.now() + HOUR_NS);
        final long expireTimeNs = engine.engine().nextDeadlineNs();

        engine.now(expireTimeNs - 2);
        engine.proceed();
        assertThat(expired()).isEmpty();
        engine.proceed();

        assertThat(engine.now()).isEqualTo(expireTimeNs);
        assertThat(expired()).containsExactly(order);
        assertThat(engine.engine().nextDeadlineNs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void shouldExpireAnOrderForTheDayAtTheNextMidnight()
    {
        engine.extended(ANNA, BTC, Side.BUY, 40_000, 1, order -> order.timeInForce(TimeInForce.DAY));
        assertThat(engine.engine().nextDeadlineNs()).isEqualTo(MIDNIGHT_NS);

        engine.now(MIDNIGHT_NS - 1);
        engine.extended(ANNA, BTC, Side.BUY, 40_000, 1, order -> order.timeInForce(TimeInForce.DAY));

        assertThat(engine.count(OrderCancelledDecoder.TEMPLATE_ID)).isEqualTo(1);
        assertThat(engine.engine().nextDeadlineNs()).isEqualTo(MIDNIGHT_NS + 24 * HOUR_NS);
    }

    @Test
    void shouldFireDeadlinesByTimeAndThenByIdAFewInEachCommand()
    {
        final long later = goodTill(ANNA, MIDNIGHT_NS + 2);
        final long first = goodTill(ANNA, MIDNIGHT_NS + 1);
        final long second = goodTill(BERT, MIDNIGHT_NS + 1);
        final long third = goodTill(ANNA, MIDNIGHT_NS + 1);
        engine.now(MIDNIGHT_NS + 5);

        engine.proceed();
        assertThat(expired()).containsExactly(first, second);
        assertThat(engine.engine().workLeft()).isTrue();
        engine.proceed();

        assertThat(expired()).containsExactly(third, later);
        assertThat(engine.engine().workLeft()).isFalse();
    }

    @Test
    void shouldNotLetAnOrderTradeWhoseDeadlineHasComeButNotFired()
    {
        goodTill(ANNA, MIDNIGHT_NS + 1);
        goodTill(ANNA, MIDNIGHT_NS + 1);
        final long third = goodTill(ANNA, MIDNIGHT_NS + 1);
        engine.now(MIDNIGHT_NS + 5);

        engine.limit(BERT, BTC, Side.SELL, 40_000, 1);

        assertThat(expired()).hasSize(3).endsWith(third);
        assertThat(engine.count(OrderFilledDecoder.TEMPLATE_ID)).isZero();
    }

    @Test
    void shouldForgetTheDeadlineOfAnOrderThatIsGone()
    {
        final long order = goodTill(ANNA, MIDNIGHT_NS + 1);

        engine.cancel(ANNA, order);

        assertThat(engine.engine().nextDeadlineNs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void shouldKeepTheDeadlineOfAnOrderThatIsReplaced()
    {
        final long order = goodTill(ANNA, MIDNIGHT_NS + 1);

        engine.replace(ANNA, order, 41_000, 3);

        assertThat(engine.engine().nextDeadlineNs()).isEqualTo(MIDNIGHT_NS + 1);
    }

    @Test
    void shouldFireDeadlinesBeforeACommandThatIsRefused()
    {
        final long order = goodTill(ANNA, MIDNIGHT_NS + 1);
        engine.now(MIDNIGHT_NS + 1);

        assertThat(engine.cancel(ANNA, order)).isEqualTo(ResultCode.UNKNOWN_ORDER);

        assertThat(expired()).containsExactly(order);
    }

    @Test
    void shouldRefuseADeadlineThatHasPassedOrThatTheOrderCannotHave()
    {
        final long nowNs = engine.now() + 1;
        assertThat(engine.extended(ANNA, BTC, Side.BUY, 40_000, 1,
            order -> order.timeInForce(TimeInForce.GTD).expireTimeNs(nowNs))).isEqualTo(ResultCode.EXPIRY_PASSED);
        assertThat(engine.rejection().limitValue()).isEqualTo(nowNs);
        assertThat(engine.rejection().actualValue()).isEqualTo(nowNs);
        assertThat(engine.extended(ANNA, BTC, Side.BUY, 40_000, 1, order -> order.timeInForce(TimeInForce.GTD)))
            .isEqualTo(ResultCode.FIELD_OUT_OF_RANGE);
        assertThat(engine.extended(ANNA, BTC, Side.BUY, 40_000, 1, order -> order.expireTimeNs(MIDNIGHT_NS)))
            .isEqualTo(ResultCode.FIELD_OUT_OF_RANGE);
    }

    @Test
    void shouldRefuseMoreExtendedOrdersThanThereIsRoomFor()
    {
        for (int order = 0; order < 6; order++)
        {
            goodTill(ANNA, MIDNIGHT_NS);
        }

        assertThat(engine.extended(ANNA, BTC, Side.BUY, 40_000, 1, order -> order.timeInForce(TimeInForce.DAY)))
            .isEqualTo(ResultCode.CAPACITY_EXCEEDED);
        assertThat(engine.engine().slab(engine.rejection().slabId()).name()).isEqualTo("orderTerms");
    }

    private long goodTill(final long account, final long expireTimeNs)
    {
        engine.extended(account, BTC, Side.BUY, 40_000, 1,
            order -> order.timeInForce(TimeInForce.GTD).expireTimeNs(expireTimeNs));
        return engine.orderId();
    }

    private List<Long> expired()
    {
        final List<Long> orders = new ArrayList<>();
        final OrderCancelledDecoder cancelled = new OrderCancelledDecoder();
        for (int nth = 0; nth < engine.count(OrderCancelledDecoder.TEMPLATE_ID); nth++)
        {
            cancelled.wrapAndApplyHeader(
                engine.effects(), engine.find(OrderCancelledDecoder.TEMPLATE_ID, nth), engine.header());
            assertThat(cancelled.reason()).isEqualTo(CancelReason.EXPIRED);
            orders.add(cancelled.orderId());
        }
        return orders;
    }
}
