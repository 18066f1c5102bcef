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
package io.plimsoll.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.codec.generated.AccountReportDecoder;
import io.plimsoll.core.codec.generated.CancelReason;
import io.plimsoll.core.codec.generated.LiquidationOpenedDecoder;
import io.plimsoll.core.codec.generated.OrderCancelledDecoder;
import io.plimsoll.core.codec.generated.OrderFilledDecoder;
import io.plimsoll.core.codec.generated.PositionReportDecoder;
import io.plimsoll.core.codec.generated.Side;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Seven things that the best known open engine gets wrong, each as it was shown there: a lot is worth a million atoms a
 * tick, and the initial requirement is 8 % of notional.
 */
class DefectsElsewhereTest
{
    private static final int FIRST = 10;
    private static final int SECOND = 11;
    private static final long USER = 1;
    private static final long MAKER = 2;
    private static final long LOT_TICK_ATOMS = 1_000_000;
    private static final long MARK = 1_000;
    private static final long LOTS = 100;
    private static final long REQUIRED = LOTS * MARK * LOT_TICK_ATOMS * 8 / 100;

    private final EngineDriver engine = new EngineDriver(EngineDriver.smallLimits());
    private final AccountReportDecoder account = new AccountReportDecoder();
    private final PositionReportDecoder position = new PositionReportDecoder();

    @BeforeEach
    void list()
    {
        for (int instrumentId = FIRST; instrumentId <= SECOND; instrumentId++)
        {
            final InstrumentTerms terms = new InstrumentTerms();
            terms.instrumentId = instrumentId;
            terms.liquidationFeePpm = 0;
            engine.instrument(terms);
            engine.mark(instrumentId, MARK);
        }
        engine.account(USER);
        engine.account(MAKER);
        engine.deposit(USER, EngineDriver.CASH, REQUIRED);
        engine.deposit(MAKER, EngineDriver.CASH, 1L << 55);
    }

    @AfterEach
    void close()
    {
        engine.close();
    }

    @Test
    void shouldNotPayOutTheMarginOfAnOpenPosition()
    {
        buyAll(FIRST);

        assertThat(engine.withdraw(USER, EngineDriver.CASH, REQUIRED)).isEqualTo(ResultCode.INSUFFICIENT_MARGIN);
        assertThat(engine.rejection().limitValue()).isEqualTo(REQUIRED);

        assertThat(report().cashAtoms()).isEqualTo(REQUIRED);
    }

    @Test
    void shouldCloseALosingPositionBeforeItsBalanceIsGone()
    {
        buyAll(FIRST);
        engine.limit(MAKER, FIRST, Side.BUY, MARK - 50, LOTS);

        engine.mark(FIRST, MARK - 50);

        assertThat(engine.count(LiquidationOpenedDecoder.TEMPLATE_ID)).isPositive();
        assertThat(report().cashAtoms()).isPositive();
        assertThat(account.equityAtoms()).isGreaterThanOrEqualTo(account.maintenanceAtoms());
    }

    @Test
    void shouldSumTheMarginOfAllInstrumentsInWhateverOrder()
    {
        assertThat(engine.limit(USER, FIRST, Side.BUY, MARK, LOTS)).isEqualTo(ResultCode.ACCEPTED);
        assertThat(engine.limit(USER, SECOND, Side.BUY, MARK, LOTS)).isEqualTo(ResultCode.INSUFFICIENT_MARGIN);
        engine.cancel(USER, 1);

        assertThat(engine.limit(USER, SECOND, Side.BUY, MARK, LOTS)).isEqualTo(ResultCode.ACCEPTED);
        assertThat(engine.limit(USER, FIRST, Side.BUY, MARK, LOTS)).isEqualTo(ResultCode.INSUFFICIENT_MARGIN);
        assertThat(engine.rejection().limitValue()).isEqualTo(2 * REQUIRED);
        assertThat(engine.rejection().actualValue()).isEqualTo(REQUIRED);
    }

    @Test
    void shouldAskForMarginWhereTheBookHasNoBid()
    {
        buyAll(FIRST);

        assertThat(engine.limit(USER, FIRST, Side.BUY, MARK, LOTS)).isEqualTo(ResultCode.INSUFFICIENT_MARGIN);
        assertThat(engine.rejection().limitValue()).isEqualTo(2 * REQUIRED);
    }

    @Test
    void shouldRealiseTheGainOfWhatIsClosedAndKeepTheCostOfTheRest()
    {
        engine.mark(FIRST, 100);
        engine.limit(MAKER, FIRST, Side.SELL, 100, 10);
        engine.limit(USER, FIRST, Side.BUY, 100, 10);
        engine.limit(MAKER, FIRST, Side.BUY, 1_000, 9);

        assertThat(engine.limit(USER, FIRST, Side.SELL, 1_000, 9)).isEqualTo(ResultCode.ACCEPTED);

        assertThat(report().cashAtoms()).isEqualTo(REQUIRED + 9 * 900 * LOT_TICK_ATOMS);
        position.wrapAndApplyHeader(engine.effects(), engine.find(PositionReportDecoder.TEMPLATE_ID, 0),
            engine.header());
        assertThat(position.positionLots()).isEqualTo(1);
        assertThat(position.costAtoms()).isEqualTo(100 * LOT_TICK_ATOMS);
    }

    @Test
    void shouldNotTradeAnAccountWithItself()
    {
        engine.limit(MAKER, FIRST, Side.SELL, MARK, 5);

        engine.limit(MAKER, FIRST, Side.BUY, MARK, 5);

        assertThat(engine.count(OrderFilledDecoder.TEMPLATE_ID)).isZero();
        final OrderCancelledDecoder cancelled = new OrderCancelledDecoder();
        cancelled.wrapAndApplyHeader(engine.effects(), engine.find(OrderCancelledDecoder.TEMPLATE_ID, 0),
            engine.header());
        assertThat(cancelled.reason()).isEqualTo(CancelReason.SELF_TRADE);
    }

    @Test
    void shouldRefuseAnOrderWhoseValueWouldOverflow()
    {
        assertThat(engine.limit(USER, FIRST, Side.BUY, 4_000_000_000L, 4_000))
            .isEqualTo(ResultCode.PRICE_OUT_OF_RANGE);
        assertThat(engine.limit(USER, FIRST, Side.BUY, MARK, Long.MAX_VALUE))
            .isEqualTo(ResultCode.FIELD_OUT_OF_RANGE);
        assertThat(engine.limit(USER, FIRST, Side.BUY, 100_000, 100_000)).isEqualTo(ResultCode.INSUFFICIENT_MARGIN);
        assertThat(engine.rejection().limitValue()).isGreaterThan(REQUIRED);

        assertThat(report().cashAtoms()).isEqualTo(REQUIRED);
    }

    @Test
    void shouldRefuseToListWhatCouldOverflow()
    {
        final InstrumentTerms terms = new InstrumentTerms();
        terms.instrumentId = 12;
        terms.maxMarkSubTicks = 1L << 36;
        terms.maxPositionLots = 4_000_000_000L;

        assertThat(engine.instrument(terms)).isNotEqualTo(ResultCode.ACCEPTED);
        assertThat(engine.rejection().actualValue()).isGreaterThan(engine.rejection().limitValue());
    }

    private void buyAll(final int instrumentId)
    {
        engine.limit(MAKER, instrumentId, Side.SELL, MARK, LOTS);
        assertThat(engine.limit(USER, instrumentId, Side.BUY, MARK, LOTS)).isEqualTo(ResultCode.ACCEPTED);
    }

    private AccountReportDecoder report()
    {
        engine.query(USER);
        return account.wrapAndApplyHeader(engine.effects(), engine.find(AccountReportDecoder.TEMPLATE_ID, 0),
            engine.header());
    }
}
