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
import io.plimsoll.core.codec.generated.InstrumentState;
import io.plimsoll.core.codec.generated.OrderCancelledDecoder;
import io.plimsoll.core.codec.generated.OrderFilledDecoder;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.codec.generated.SideFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class MassCancelTest
{
    private static final int BTC = 10;
    private static final int ETH = 11;
    private static final long ANNA = 1;
    private static final long BERT = 2;
    private static final int ALL = 0;

    private final EngineDriver engine = new EngineDriver(EngineDriver.builder().cancelsPerCommand(3).build());

    @BeforeEach
    void list()
    {
        for (final int instrument : new int[]{BTC, ETH})
        {
            final InstrumentTerms terms = new InstrumentTerms();
            terms.instrumentId = instrument;
            engine.instrument(terms);
            engine.mark(instrument, 50_000);
        }
        for (final long account : new long[]{ANNA, BERT})
        {
            engine.account(account);
            engine.deposit(account, EngineDriver.CASH, 1_000_000_000_000_000L);
        }
    }

    @AfterEach
    void close()
    {
        engine.close();
    }

    @Test
    void shouldLookThroughABoundedNumberOfOrdersInACommand()
    {
        for (int order = 0; order < 40; order++)
        {
            buy(ANNA, BTC);
        }
        for (int order = 0; order < 90; order++)
        {
            buy(BERT, BTC);
        }
        engine.massCancel(BERT, BTC, SideFilter.BOTH);
        for (int entry = 0; entry < 20; entry++)
        {
            // finds nothing among forty orders, but waits behind Bert's
            engine.massCancel(ANNA, ETH, SideFilter.BOTH);
        }

        int commands = 0;
        while (engine.engine().workLeft())
        {
            engine.proceed();
            commands++;
        }

        // one entry of 41 looks is more than the 24 looks that three cancels allow
        assertThat(commands).isGreaterThanOrEqualTo(20);
    }

    @Test
    void shouldCancelEveryOrderOfTheAccountAndNoOther()
    {
        final long first = buy(ANNA, BTC);
        buy(BERT, BTC);
        final long second = sell(ANNA, ETH);

        engine.massCancel(ANNA, ALL, SideFilter.BOTH);

        assertThat(cancelled()).containsExactly(first, second);
        assertThat(engine.engine().workLeft()).isFalse();
    }

    @Test
    void shouldCancelTheOrdersOfOneInstrumentOrSideAlone()
    {
        final long buyBtc = buy(ANNA, BTC);
        final long sellBtc = sell(ANNA, BTC);
        final long buyEth = buy(ANNA, ETH);
        final long sellEth = sell(ANNA, ETH);

        engine.massCancel(ANNA, ETH, SideFilter.SELLS);
        assertThat(cancelled()).containsExactly(sellEth);
        engine.massCancel(ANNA, ALL, SideFilter.BUYS);
        assertThat(cancelled()).containsExactly(buyBtc, buyEth);
        engine.massCancel(ANNA, BTC, SideFilter.BOTH);
        assertThat(cancelled()).containsExactly(sellBtc);
    }

    @Test
    void shouldGoOnByContinueBeyondTheBoundOfACommand()
    {
        final List<Long> orders = new ArrayList<>();
        for (int order = 0; order < 7; order++)
        {
            orders.add(buy(ANNA, BTC));
        }

        engine.massCancel(ANNA, ALL, SideFilter.BOTH);
        final List<Long> cancelled = new ArrayList<>(cancelled());
        assertThat(cancelled).hasSize(3);
        while (engine.engine().workLeft())
        {
            engine.proceed();
            assertThat(cancelled()).hasSizeBetween(1, 3);
            cancelled.addAll(cancelled());
        }

        assertThat(cancelled).isEqualTo(orders);
    }

    @Test
    void shouldLetNobodyTradeWithAnOrderThatStillWaitsToBeCancelled()
    {
        for (int order = 0; order < 5; order++)
        {
            buy(ANNA, BTC);
        }
        engine.massCancel(ANNA, ALL, SideFilter.BOTH);

        sell(BERT, BTC, 40_000);

        assertThat(engine.count(OrderFilledDecoder.TEMPLATE_ID)).isZero();
        assertThat(cancelled()).hasSize(2);
    }

    @Test
    void shouldNeitherReplaceAnOrderThatWaitsNorCancelAYoungerOne()
    {
        long last = 0;
        for (int order = 0; order < 5; order++)
        {
            last = buy(ANNA, BTC);
        }
        engine.massCancel(ANNA, ALL, SideFilter.BOTH);

        assertThat(engine.replace(ANNA, last, 41_000, 1)).isEqualTo(ResultCode.UNKNOWN_ORDER);
        final long younger = buy(ANNA, BTC);
        engine.proceed();

        assertThat(engine.engine().workLeft()).isFalse();
        assertThat(engine.cancel(ANNA, younger)).isEqualTo(ResultCode.ACCEPTED);
    }

    @Test
    void shouldLeaveOrdersAloneWhoseInstrumentAcceptsNoCancel()
    {
        final long halted = buy(ANNA, BTC);
        final long open = buy(ANNA, ETH);
        engine.state(BTC, InstrumentState.HALTED);

        assertThat(engine.massCancel(ANNA, BTC, SideFilter.BOTH)).isEqualTo(ResultCode.INSTRUMENT_STATE);
        engine.massCancel(ANNA, ALL, SideFilter.BOTH);

        assertThat(cancelled()).containsExactly(open);
        engine.state(BTC, InstrumentState.OPEN);
        assertThat(engine.cancel(ANNA, halted)).isEqualTo(ResultCode.ACCEPTED);
    }

    @Test
    void shouldRefuseAnInstrumentThatIsNotListed()
    {
        assertThat(engine.massCancel(ANNA, 99, SideFilter.BOTH)).isEqualTo(ResultCode.UNKNOWN_INSTRUMENT);
        assertThat(engine.rejection().actualValue()).isEqualTo(99);
    }

    private long buy(final long account, final int instrument)
    {
        engine.limit(account, instrument, Side.BUY, 40_000, 1);
        return engine.orderId();
    }

    private long sell(final long account, final int instrument)
    {
        return sell(account, instrument, 60_000);
    }

    private long sell(final long account, final int instrument, final long price)
    {
        engine.limit(account, instrument, Side.SELL, price, 1);
        return engine.orderId();
    }

    private List<Long> cancelled()
    {
        final List<Long> orders = new ArrayList<>();
        final OrderCancelledDecoder cancel = new OrderCancelledDecoder();
        for (int nth = 0; nth < engine.count(OrderCancelledDecoder.TEMPLATE_ID); nth++)
        {
            cancel.wrapAndApplyHeader(
                engine.effects(), engine.find(OrderCancelledDecoder.TEMPLATE_ID, nth), engine.header());
            assertThat(cancel.reason()).isEqualTo(CancelReason.MASS_CANCEL);
            orders.add(cancel.orderId());
        }
        return orders;
    }
}
