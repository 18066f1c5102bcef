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
package io.plimsoll.core.price;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.EngineDriver;
import io.plimsoll.core.InstrumentTerms;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.AccountReportDecoder;
import io.plimsoll.core.codec.generated.FundingAppliedDecoder;
import io.plimsoll.core.codec.generated.FundingChangedDecoder;
import io.plimsoll.core.codec.generated.FundingSettledDecoder;
import io.plimsoll.core.codec.generated.InstrumentState;
import io.plimsoll.core.codec.generated.PositionReportDecoder;
import io.plimsoll.core.codec.generated.Side;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FundingTest
{
    private static final int BTC = 10;
    private static final long ANNA = 1;
    private static final long BERT = 2;
    private static final long HOUR_NS = 3_600_000_000_000L;
    private static final long EIGHT_NS = 8 * HOUR_NS;
    private static final long MIDNIGHT_NS = 20_000 * 24 * HOUR_NS;
    private static final long RICH = 1_000_000_000_000_000L;
    /** Atoms of a lot at 50,000. */
    private static final long LOT = 50_000_000_000L;

    private final EngineDriver engine = new EngineDriver(EngineDriver.builder().deadlinesPerCommand(2).build());

    @BeforeEach
    void list()
    {
        engine.instrument(new InstrumentTerms());
        engine.now(MIDNIGHT_NS - 1);
        for (final long account : new long[]{ANNA, BERT})
        {
            engine.account(account);
            engine.deposit(account, EngineDriver.CASH, RICH);
        }
    }

    @AfterEach
    void close()
    {
        engine.close();
    }

    private void trade(final long lots)
    {
        engine.limit(BERT, BTC, Side.SELL, 50_000, lots);
        engine.limit(ANNA, BTC, Side.BUY, 50_000, lots);
    }

    private FundingAppliedDecoder applied()
    {
        return new FundingAppliedDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(FundingAppliedDecoder.TEMPLATE_ID, 0), engine.header());
    }

    private AccountReportDecoder report(final long account)
    {
        engine.query(account);
        return new AccountReportDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(AccountReportDecoder.TEMPLATE_ID, 0), engine.header());
    }

    private void refused(final int result, final int code, final long limit, final long actual)
    {
        assertThat(ResultCode.name(result)).isEqualTo(ResultCode.name(code));
        assertThat(engine.rejection().limitValue()).isEqualTo(limit);
        assertThat(engine.rejection().actualValue()).isEqualTo(actual);
    }

    @Test
    void shouldApplyTheMeanPremiumOverTimeAtTheEndOfTheInterval()
    {
        engine.mark(BTC, 50_000, 50_000);
        engine.funding(BTC, EIGHT_NS, 100);
        engine.now(MIDNIGHT_NS + 2 * HOUR_NS - 1);
        engine.mark(BTC, 50_100, 50_000);
        assertThat(engine.engine().nextDeadlineNs()).isEqualTo(MIDNIGHT_NS + EIGHT_NS);

        engine.now(MIDNIGHT_NS + EIGHT_NS - 1);
        engine.proceed();

        // 6 of 8 hours at a premium of 2,000 ppm (the first begins some nanoseconds late): 1,500 ppm, less 500 ppm.
        assertThat(applied().premiumPpb()).isBetween(1_499_999L, 1_500_001L);
        assertThat(applied().ratePpb()).isEqualTo(applied().premiumPpb() - 500_000);
        assertThat(applied().stepAtoms())
            .isEqualTo(Math.floorDiv(applied().ratePpb() * 50_100_000_000L, 1_000_000_000));
        assertThat(applied().intervalEndNs()).isEqualTo(MIDNIGHT_NS + EIGHT_NS);
        assertThat(applied().fundingAtoms()).isEqualTo(applied().stepAtoms());
        assertThat(engine.engine().nextDeadlineNs()).isEqualTo(MIDNIGHT_NS + 2 * EIGHT_NS);
    }

    @Test
    void shouldTakeTheInterestWhereThePremiumIsNearIt()
    {
        engine.mark(BTC, 50_010, 50_000);
        engine.funding(BTC, EIGHT_NS, 100);

        engine.now(MIDNIGHT_NS + EIGHT_NS);
        engine.proceed();

        assertThat(applied().premiumPpb()).isEqualTo(200_000);
        assertThat(applied().ratePpb()).isEqualTo(100_000);
    }

    @Test
    void shouldCapTheRateAtThreeQuartersOfTheFirstBracketsRate()
    {
        engine.mark(BTC, 40_000, 50_000);
        engine.funding(BTC, EIGHT_NS, 100);

        engine.now(MIDNIGHT_NS + EIGHT_NS);
        engine.proceed();

        assertThat(applied().premiumPpb()).isEqualTo(-200_000_000);
        assertThat(applied().ratePpb()).isEqualTo(-37_500_000);
    }

    @Test
    void shouldLetLongsOweWhatShortsAreOwedToTheAtom()
    {
        engine.mark(BTC, 50_000, 50_000);
        trade(7);
        engine.funding(BTC, EIGHT_NS, 3_333);

        engine.now(MIDNIGHT_NS + EIGHT_NS);
        engine.proceed();

        final long due = 7 * (LOT * 500 / 1_000_000);
        assertThat(report(ANNA).equityAtoms()).isEqualTo(RICH - due);
        assertThat(report(ANNA).cashAtoms()).isEqualTo(RICH);
        assertThat(new PositionReportDecoder().wrapAndApplyHeader(engine.effects(),
            engine.find(PositionReportDecoder.TEMPLATE_ID, 0), engine.header()).fundingDueAtoms()).isEqualTo(due);
        assertThat(report(BERT).equityAtoms()).isEqualTo(RICH + due);
    }

    @Test
    void shouldSettleWhatIsDueWhenThePositionTrades()
    {
        engine.mark(BTC, 50_000, 50_000);
        trade(7);
        engine.funding(BTC, EIGHT_NS, 100);
        engine.now(MIDNIGHT_NS + EIGHT_NS);
        engine.proceed();

        trade(1);

        final long due = 7 * (LOT * 100 / 1_000_000);
        assertThat(engine.count(FundingSettledDecoder.TEMPLATE_ID)).isEqualTo(2);
        final FundingSettledDecoder settled = new FundingSettledDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(FundingSettledDecoder.TEMPLATE_ID, 0), engine.header());
        assertThat(settled.accountId()).isEqualTo(BERT);
        assertThat(settled.changeAtoms()).isEqualTo(due);
        assertThat(report(ANNA).cashAtoms()).isEqualTo(RICH - due);
        assertThat(report(BERT).cashAtoms()).isEqualTo(RICH + due);
    }

    @Test
    void shouldLetNobodyWithdrawWhatIsOwed()
    {
        engine.mark(BTC, 50_000, 50_000);
        trade(7);
        engine.funding(BTC, EIGHT_NS, 100);
        engine.now(MIDNIGHT_NS + EIGHT_NS);
        engine.proceed();
        final long due = 7 * (LOT * 100 / 1_000_000);

        refused(engine.withdraw(ANNA, EngineDriver.CASH, RICH - due + 1),
            ResultCode.INSUFFICIENT_BALANCE, RICH - due + 1, RICH - due);
        engine.withdraw(ANNA, EngineDriver.CASH, 1);

        assertThat(engine.count(FundingSettledDecoder.TEMPLATE_ID)).isEqualTo(1);
        assertThat(report(ANNA).cashAtoms()).isEqualTo(RICH - due - 1);
    }

    @Test
    void shouldMakeUpForMissedIntervalsAFewInEachCommand()
    {
        engine.mark(BTC, 50_000, 50_000);
        engine.funding(BTC, HOUR_NS, 100);

        engine.now(MIDNIGHT_NS + 3 * HOUR_NS);
        engine.proceed();
        assertThat(engine.count(FundingAppliedDecoder.TEMPLATE_ID)).isEqualTo(2);
        assertThat(engine.engine().workLeft()).isTrue();
        engine.proceed();

        assertThat(applied().intervalEndNs()).isEqualTo(MIDNIGHT_NS + 3 * HOUR_NS);
        assertThat(applied().fundingAtoms()).isEqualTo(3 * LOT / 10_000);
        assertThat(engine.engine().workLeft()).isFalse();
    }

    @Test
    void shouldApplyNothingToAnInstrumentWithoutAPrice()
    {
        engine.funding(BTC, EIGHT_NS, 100);

        engine.now(MIDNIGHT_NS + EIGHT_NS);
        engine.proceed();

        assertThat(engine.count(FundingAppliedDecoder.TEMPLATE_ID)).isZero();
        assertThat(engine.engine().nextDeadlineNs()).isEqualTo(MIDNIGHT_NS + 2 * EIGHT_NS);
    }

    @Test
    void shouldCutAStepThatWouldPassHalfALotsHighestValue()
    {
        engine.mark(BTC, 100_000, 100_000);
        engine.funding(BTC, HOUR_NS, 10_000);
        for (int hour = 1; hour <= 60; hour++)
        {
            engine.now(MIDNIGHT_NS + hour * HOUR_NS);
            engine.mark(BTC, 100_000, 50_000);
        }

        assertThat(applied().fundingAtoms()).isEqualTo(100_000 * 1_000_000L / 2);
        assertThat(applied().stepAtoms()).isZero();
    }

    @Test
    void shouldFundNoLongerWhereTheIntervalIsNone()
    {
        engine.mark(BTC, 50_000, 50_000);
        engine.funding(BTC, EIGHT_NS, 100);

        engine.funding(BTC, 0, 0);

        final FundingChangedDecoder changed = new FundingChangedDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(FundingChangedDecoder.TEMPLATE_ID, 0), engine.header());
        assertThat(changed.intervalEndNs()).isZero();
        assertThat(engine.engine().nextDeadlineNs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void shouldFundASettledInstrumentNoLonger()
    {
        engine.mark(BTC, 50_000, 50_000);
        engine.funding(BTC, EIGHT_NS, 100);
        engine.state(BTC, InstrumentState.HALTED);
        engine.state(BTC, InstrumentState.SETTLED);

        engine.now(MIDNIGHT_NS + EIGHT_NS);
        engine.proceed();

        assertThat(engine.count(FundingAppliedDecoder.TEMPLATE_ID)).isZero();
        assertThat(engine.engine().nextDeadlineNs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void shouldRefuseTermsOutOfTheirRangeWithTheNearestThatIsNot()
    {
        refused(engine.funding(99, EIGHT_NS, 100), ResultCode.UNKNOWN_INSTRUMENT, 0, 99);
        refused(engine.funding(BTC, 999_999_999, 100), ResultCode.FIELD_OUT_OF_RANGE, 1_000_000_000, 999_999_999);
        refused(engine.funding(BTC, 32 * 24 * HOUR_NS, 100),
            ResultCode.FIELD_OUT_OF_RANGE, 31 * 24 * HOUR_NS, 32 * 24 * HOUR_NS);
        refused(engine.funding(BTC, EIGHT_NS, 10_001), ResultCode.FIELD_OUT_OF_RANGE, 10_000, 10_001);
        refused(engine.funding(BTC, EIGHT_NS, -10_001), ResultCode.FIELD_OUT_OF_RANGE, -10_000, -10_001);
        refused(engine.funding(BTC, 0, 1), ResultCode.FIELD_OUT_OF_RANGE, 0, 1);
    }
}
