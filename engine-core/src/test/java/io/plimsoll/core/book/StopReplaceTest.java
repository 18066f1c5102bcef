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
import io.plimsoll.core.EngineState;
import io.plimsoll.core.InstrumentTerms;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.InstrumentState;
import io.plimsoll.core.codec.generated.KillScope;
import io.plimsoll.core.codec.generated.OrderTriggeredDecoder;
import io.plimsoll.core.codec.generated.OrderType;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.codec.generated.SwitchAction;
import io.plimsoll.core.codec.generated.TimeInForce;
import io.plimsoll.core.codec.generated.TriggerSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StopReplaceTest
{
    private static final int BTC = 10;
    private static final long ANNA = 1;

    private final EngineDriver engine = new EngineDriver(EngineDriver.smallLimits());
    private final EngineState state = new EngineState(engine.engine());

    @BeforeEach
    void list()
    {
        engine.instrument(new InstrumentTerms());
        engine.mark(BTC, 50_000);
        engine.account(ANNA);
        engine.deposit(ANNA, EngineDriver.CASH, 1_000_000_000_000_000L);
    }

    @AfterEach
    void close()
    {
        engine.close();
    }

    @Test
    void shouldWaitForItsNewTriggerPriceAndRestAtItsOldLimit()
    {
        final long stop = stop(50_100, 5, 0);

        assertThat(engine.replace(ANNA, stop, 50_300, 5)).isEqualTo(ResultCode.ACCEPTED);
        assertThat(engine.orderId()).isEqualTo(stop);
        engine.mark(BTC, 50_299);
        assertThat(triggered()).isZero();
        engine.mark(BTC, 50_300);

        assertThat(triggered()).isEqualTo(1);
        assertThat(state.book(1, Books.BUY)).containsExactly(stop, 50_200, 5, 5, ANNA);
    }

    @Test
    void shouldBeTriggeredSoonerWhereItsTriggerComesNearer()
    {
        final long far = stop(50_400, 5, 0);
        stop(50_300, 5, 0);

        engine.replace(ANNA, far, 50_100, 5);
        engine.mark(BTC, 50_100);

        assertThat(triggered()).isEqualTo(1);
        assertThat(state.book(1, Books.BUY)).startsWith(far);
    }

    @Test
    void shouldRestWithItsNewLots()
    {
        final long more = stop(50_100, 5, 0);
        engine.replace(ANNA, more, 50_100, 9);
        final long fewer = stop(50_100, 5, 0);
        engine.replace(ANNA, fewer, 50_100, 2);

        engine.mark(BTC, 50_100);

        assertThat(state.book(1, Books.BUY)).containsExactly(more, 50_200, 9, 9, ANNA, fewer, 50_200, 2, 2, ANNA);
    }

    @Test
    void shouldDisplayNoMoreThanItHas()
    {
        final long stop = stop(50_100, 8, 4);

        engine.replace(ANNA, stop, 50_100, 3);
        engine.mark(BTC, 50_100);

        assertThat(state.book(1, Books.BUY)).startsWith(stop, 50_200, 3);
    }

    @Test
    void shouldRefuseWhatAStopCouldNotBegin()
    {
        final long stop = stop(50_100, 5, 0);

        assertThat(engine.replace(ANNA, stop, 50_000, 5)).isEqualTo(ResultCode.WOULD_TRIGGER);
        assertThat(engine.replace(ANNA, stop, 0, 5)).isEqualTo(ResultCode.PRICE_OUT_OF_RANGE);
        assertThat(engine.replace(ANNA, stop, 50_100, 5)).isEqualTo(ResultCode.NOTHING_TO_REPLACE);
        assertThat(engine.replace(ANNA, stop, 50_101, 0)).isEqualTo(ResultCode.NOTHING_TO_REPLACE);
        engine.kill(KillScope.ACCOUNT, ANNA, SwitchAction.ENGAGE, 1);
        assertThat(engine.replace(ANNA, stop, 50_101, 5)).isNotEqualTo(ResultCode.ACCEPTED);
    }

    @Test
    void shouldNotReplaceAStopWhosePriceWasPassed()
    {
        final long stop = stop(50_100, 5, 0);
        engine.state(BTC, InstrumentState.CANCEL_ONLY);
        engine.mark(BTC, 50_100);
        engine.mark(BTC, 50_000);

        assertThat(engine.replace(ANNA, stop, 50_300, 5)).isEqualTo(ResultCode.ORDER_WAITING);
        assertThat(engine.rejection().actualValue()).isEqualTo(stop);
        assertThat(engine.cancel(ANNA, stop)).isEqualTo(ResultCode.ACCEPTED);
    }

    @Test
    void shouldNotForgetWhatOthersWaitingThereHaveSeen()
    {
        final long near = stop(50_100, 5, 0);
        final long far = stop(50_300, 5, 0);
        engine.state(BTC, InstrumentState.CANCEL_ONLY);
        engine.mark(BTC, 50_200);
        engine.mark(BTC, 50_000);
        engine.state(BTC, InstrumentState.POST_ONLY);

        assertThat(engine.replace(ANNA, far, 50_150, 5)).isNotEqualTo(ResultCode.ACCEPTED);
        engine.state(BTC, InstrumentState.OPEN);
        engine.proceed();

        assertThat(state.book(1, Books.BUY)).startsWith(near);
    }

    private long stop(final long triggerTicks, final long lots, final long displayLots)
    {
        assertThat(engine.extended(ANNA, BTC, Side.BUY, 50_200, lots, order -> order
            .orderType(OrderType.STOP_LIMIT).timeInForce(TimeInForce.GTC).displayLots(displayLots)
            .triggerPriceTicks(triggerTicks).triggerSource(TriggerSource.MARK))).isEqualTo(ResultCode.ACCEPTED);
        return engine.orderId();
    }

    private int triggered()
    {
        return engine.count(OrderTriggeredDecoder.TEMPLATE_ID);
    }
}
