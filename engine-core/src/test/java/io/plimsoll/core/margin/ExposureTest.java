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
package io.plimsoll.core.margin;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.AccountDriver;
import io.plimsoll.core.EngineDriver;
import io.plimsoll.core.EngineState;
import io.plimsoll.core.InstrumentTerms;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.AccountReportDecoder;
import io.plimsoll.core.codec.generated.ExposureChangedDecoder;
import io.plimsoll.core.codec.generated.Side;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.function.IntSupplier;

/** A lot is worth 5 x 10^10 atoms, its maintenance requirement is 5 %, its initial one 8 % at a factor of 1. */
class ExposureTest
{
    private static final int BTC = 10;
    private static final long ANNA = 1;
    private static final long MAKER = 2;
    private static final long LOT = 50_000_000_000L;

    private final EngineDriver engine = new EngineDriver(EngineDriver.smallLimits());
    private final AccountDriver accounts = new AccountDriver(engine);

    @BeforeEach
    void open()
    {
        engine.instrument(new InstrumentTerms());
        engine.mark(BTC, 50_000);
        engine.account(ANNA);
        engine.account(MAKER);
        engine.deposit(ANNA, EngineDriver.CASH, LOT * 100);
        engine.deposit(MAKER, EngineDriver.CASH, LOT * 10_000);
    }

    @AfterEach
    void close()
    {
        new EngineState(engine.engine()).checkConservation();
        engine.close();
    }

    private void trade(final Side side, final long lots)
    {
        engine.limit(MAKER, BTC, side == Side.BUY ? Side.SELL : Side.BUY, 50_000, lots);
        engine.limit(ANNA, BTC, side, 50_000, lots);
    }

    private AccountReportDecoder report()
    {
        engine.query(ANNA);
        return new AccountReportDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(AccountReportDecoder.TEMPLATE_ID, 0), engine.header());
    }

    private void refused(final int code, final long limit, final long actual, final IntSupplier sent)
    {
        final long before = engine.engine().stateDigest();
        assertThat(ResultCode.name(sent.getAsInt())).isEqualTo(ResultCode.name(code));
        assertThat(engine.rejection().limitValue()).isEqualTo(limit);
        assertThat(engine.rejection().actualValue()).isEqualTo(actual);
        assertThat(engine.engine().stateDigest()).isEqualTo(before);
    }

    private ExposureChangedDecoder changed()
    {
        return new ExposureChangedDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(ExposureChangedDecoder.TEMPLATE_ID, 0), engine.header());
    }

    @Test
    void shouldRaiseTheInitialRequirementAloneWithOpenInterest()
    {
        trade(Side.BUY, 20);
        accounts.interest(BTC, 10, 26, 2_000_000);

        // Ten of sixteen lots beyond the lower bound: ten of sixteen steps, a factor of 1.625 on 8 %.
        assertThat(changed().interestFactorPpm()).isEqualTo(1_625_000);
        assertThat(changed().initialFactorPpm()).isEqualTo(2_600_000);
        assertThat(changed().openInterestLots()).isEqualTo(20);
        final AccountReportDecoder report = report();
        assertThat(report.initialAtoms()).isEqualTo(20 * LOT * 13 / 100);
        assertThat(report.maintenanceAtoms()).isEqualTo(20 * LOT * 5 / 100);
    }

    @Test
    void shouldRoundTheFactorUpToItsGrid()
    {
        trade(Side.BUY, 1);
        accounts.interest(BTC, 0, 100, 1_800_000);

        // A hundredth of the way is one of sixteen steps: 1 + 0.8 / 16.
        assertThat(changed().interestFactorPpm()).isEqualTo(1_050_000);
    }

    @Test
    void shouldFollowOpenInterestUpAndDownWithEachCommandThatTrades()
    {
        accounts.interest(BTC, 0, 16, 2_600_000);
        trade(Side.BUY, 4);
        assertThat(changed().interestFactorPpm()).isEqualTo(1_400_000);
        trade(Side.BUY, 40);
        assertThat(changed().interestFactorPpm()).isEqualTo(2_600_000);
        trade(Side.SELL, 44);
        assertThat(changed().interestFactorPpm()).isEqualTo(1_000_000);
        engine.mark(BTC, 50_001);
        assertThat(engine.find(ExposureChangedDecoder.TEMPLATE_ID, 0)).isEqualTo(-1);
    }

    @Test
    void shouldEndARoomThatDoesNotKnowOfTheHigherFactor()
    {
        engine.withdraw(ANNA, EngineDriver.CASH, LOT * 96);
        accounts.interest(BTC, 0, 16, 4_000_000);
        // The first order opens a room at 8 %; what others open then raises it to 32 %.
        engine.limit(ANNA, BTC, Side.BUY, 40_000, 1);
        engine.account(3);
        engine.deposit(3, EngineDriver.CASH, LOT * 100);
        engine.limit(MAKER, BTC, Side.SELL, 50_000, 16);
        engine.limit(3, BTC, Side.BUY, 50_000, 16);

        refused(ResultCode.INSUFFICIENT_MARGIN, 13 * LOT * 32 / 100, LOT * 4,
            () -> engine.limit(ANNA, BTC, Side.BUY, 40_000, 12));
        assertThat(engine.limit(ANNA, BTC, Side.BUY, 40_000, 11)).isEqualTo(ResultCode.ACCEPTED);
    }

    @Test
    void shouldHoldPositionsToTheDepthElsewhere()
    {
        accounts.exposure(BTC, terms -> terms.positionDepthPpm(250_000));
        refused(ResultCode.POSITION_LIMIT, 0, 1, () -> engine.limit(ANNA, BTC, Side.BUY, 50_000, 1));
        accounts.depth(BTC, 43);
        assertThat(changed().positionLimitLots()).isEqualTo(10);
        assertThat(changed().interestLimitLots()).isEqualTo(-1);

        refused(ResultCode.POSITION_LIMIT, 10, 11, () -> engine.limit(ANNA, BTC, Side.BUY, 50_000, 11));
        trade(Side.BUY, 10);
        accounts.depth(BTC, 4);
        refused(ResultCode.POSITION_LIMIT, 1, 11, () -> engine.limit(ANNA, BTC, Side.BUY, 50_000, 1));
        assertThat(engine.limit(ANNA, BTC, Side.SELL, 50_000, 10)).isEqualTo(ResultCode.ACCEPTED);
    }

    @Test
    void shouldHoldOpenInterestToTheDepthElsewhere()
    {
        accounts.exposure(BTC, terms -> terms.interestDepthPpm(2_000_000));
        accounts.depth(BTC, 10);
        trade(Side.BUY, 15);

        engine.account(3);
        engine.deposit(3, EngineDriver.CASH, LOT * 100);
        refused(ResultCode.OPEN_INTEREST_LIMIT, 20, 21, () -> engine.limit(3, BTC, Side.BUY, 50_000, 6));
        // Who closes opens nothing, who turns round opens what is beyond: 15 + 5 sold short.
        refused(ResultCode.OPEN_INTEREST_LIMIT, 20, 21, () -> engine.limit(ANNA, BTC, Side.SELL, 50_001, 21));
        assertThat(engine.limit(ANNA, BTC, Side.SELL, 50_001, 20)).isEqualTo(ResultCode.ACCEPTED);
    }

    @Test
    void shouldAcceptWhatReducesWhateverTheDepth()
    {
        accounts.exposure(BTC, terms -> terms.interestDepthPpm(1_000_000).positionDepthPpm(1_000_000));
        accounts.depth(BTC, 30);
        trade(Side.BUY, 30);
        accounts.depth(BTC, 0);

        assertThat(engine.limit(ANNA, BTC, Side.SELL, 50_001, 30)).isEqualTo(ResultCode.ACCEPTED);
        assertThat(engine.limit(MAKER, BTC, Side.BUY, 50_001, 30)).isEqualTo(ResultCode.ACCEPTED);
        assertThat(report().positions()).isZero();
    }

    @Test
    void shouldRefuseContradictoryTermsWithTheirNumbers()
    {
        refused(ResultCode.FIELD_OUT_OF_RANGE, 11, 10, () -> accounts.interest(BTC, 10, 10, 2_000_000));
        refused(ResultCode.FIELD_OUT_OF_RANGE, 1_000_000, 999_999, () -> accounts.interest(BTC, 0, 5, 999_999));
        refused(ResultCode.FIELD_OUT_OF_RANGE, 10_000_000, 10_000_001, () -> accounts.interest(BTC, 0, 5, 10_000_001));
        refused(ResultCode.FIELD_OUT_OF_RANGE, 0, 5, () -> accounts.interest(BTC, 0, 5, 1_000_000));
        refused(ResultCode.FIELD_OUT_OF_RANGE, 0, -1, () -> accounts.depth(BTC, -1));
        refused(ResultCode.UNKNOWN_INSTRUMENT, 0, 11, () -> accounts.depth(11, 1));
        engine.collateral(2, 1, 900_000);
        engine.spot(20, 2, pair -> pair.takerFeePpm(0));
        refused(ResultCode.NOT_SUPPORTED, 1, 3, () -> accounts.depth(20, 1));
        final InstrumentTerms dear = new InstrumentTerms();
        dear.instrumentId = 11;
        dear.initialFactorPpm = 50_000_000;
        engine.instrument(dear);
        refused(ResultCode.FIELD_OUT_OF_RANGE, 2_000_000, 2_000_001, () -> accounts.interest(11, 0, 5, 2_000_001));
    }
}
