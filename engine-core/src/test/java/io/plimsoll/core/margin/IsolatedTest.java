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
import io.plimsoll.core.codec.generated.AccountState;
import io.plimsoll.core.codec.generated.AccountStateChangedDecoder;
import io.plimsoll.core.codec.generated.IsolatedReportDecoder;
import io.plimsoll.core.codec.generated.IsolatedToppedUpDecoder;
import io.plimsoll.core.codec.generated.LiquidationOpenedDecoder;
import io.plimsoll.core.codec.generated.Side;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.function.IntSupplier;

/** A lot is worth 5 x 10^10 atoms; maintenance asks for 5 % of it, a call begins at 1.27 of that and ends at 1.3. */
class IsolatedTest
{
    private static final int BTC = 10;
    private static final int ETH = 11;
    private static final int GOLD = 2;
    private static final long ANNA = 1;
    private static final long MAKER = 2;
    private static final long PART = 5;
    private static final long LOT = 50_000_000_000L;
    private static final long CASH = LOT;

    private final EngineDriver engine = new EngineDriver(EngineDriver.smallLimits());
    private final AccountDriver accounts = new AccountDriver(engine);

    @BeforeEach
    void open()
    {
        engine.instrument(new InstrumentTerms());
        final InstrumentTerms eth = new InstrumentTerms();
        eth.instrumentId = ETH;
        engine.instrument(eth);
        engine.mark(BTC, 50_000);
        engine.mark(ETH, 50_000);
        engine.collateral(GOLD, 1, 500_000);
        engine.price(GOLD, 1_000_000);
        engine.account(ANNA);
        engine.account(MAKER);
        engine.deposit(ANNA, EngineDriver.CASH, CASH);
        engine.deposit(MAKER, EngineDriver.CASH, LOT * 1_000);
    }

    @AfterEach
    void close()
    {
        new EngineState(engine.engine()).checkConservation();
        engine.close();
    }

    /** An isolated account with cash, long one lot. */
    private void isolate(final long cashAtoms, final long topUpCapAtoms)
    {
        accounts.open(ANNA, PART, BTC, topUpCapAtoms);
        accounts.transfer(ANNA, PART, EngineDriver.CASH, cashAtoms);
        engine.limit(MAKER, BTC, Side.SELL, 50_000, 1);
        engine.limit(PART, BTC, Side.BUY, 50_000, 1);
    }

    private AccountReportDecoder report(final long account)
    {
        engine.query(account);
        return new AccountReportDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(AccountReportDecoder.TEMPLATE_ID, 0), engine.header());
    }

    private IsolatedReportDecoder pair(final long asked)
    {
        engine.query(asked);
        return new IsolatedReportDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(IsolatedReportDecoder.TEMPLATE_ID, 0), engine.header());
    }

    private void refused(final int code, final long limit, final long actual, final IntSupplier sent)
    {
        final long before = engine.engine().stateDigest();
        assertThat(ResultCode.name(sent.getAsInt())).isEqualTo(ResultCode.name(code));
        assertThat(engine.rejection().limitValue()).isEqualTo(limit);
        assertThat(engine.rejection().actualValue()).isEqualTo(actual);
        assertThat(engine.engine().stateDigest()).isEqualTo(before);
    }

    @Test
    void shouldHaveEquityAndRequirementOfItsOwn()
    {
        isolate(LOT / 10, 0);

        assertThat(report(PART).equityAtoms()).isEqualTo(LOT / 10);
        assertThat(report(PART).maintenanceAtoms()).isEqualTo(LOT / 20);
        assertThat(report(ANNA).equityAtoms()).isEqualTo(CASH - LOT / 10);
        assertThat(report(ANNA).maintenanceAtoms()).isZero();
    }

    @Test
    void shouldShowThePairFromBothSides()
    {
        isolate(LOT / 10, 77);

        for (final long asked : new long[]{ANNA, PART})
        {
            final IsolatedReportDecoder pair = pair(asked);
            assertThat(pair.accountId()).isEqualTo(ANNA);
            assertThat(pair.isolatedId()).isEqualTo(PART);
            assertThat(pair.equityAtoms()).isEqualTo(LOT / 10);
            assertThat(pair.maintenanceAtoms()).isEqualTo(LOT / 20);
            assertThat(pair.topUpCapAtoms()).isEqualTo(77);
            assertThat(pair.toppedUpAtoms()).isZero();
            assertThat(pair.instrumentId()).isEqualTo(BTC);
        }
    }

    @Test
    void shouldTradeItsInstrumentAlone()
    {
        isolate(LOT, 0);

        refused(ResultCode.ISOLATED_INSTRUMENT, BTC, ETH, () -> engine.limit(PART, ETH, Side.BUY, 50_000, 1));
        assertThat(engine.limit(ANNA, ETH, Side.BUY, 40_000, 1)).isNotEqualTo(ResultCode.ISOLATED_INSTRUMENT);
    }

    @Test
    void shouldBeLiquidatedAloneAndLeaveItsDeficitThere()
    {
        isolate(LOT / 10, 0);
        engine.limit(MAKER, BTC, Side.BUY, 40_000, 5);
        engine.mark(BTC, 44_000);

        // Down by 12 %: equity is below zero, which its parent, with cash, never sees.
        assertThat(report(PART).equityAtoms()).isNegative();
        assertThat(report(PART).state()).isEqualTo(AccountState.LIQUIDATING);
        assertThat(report(ANNA).cashAtoms()).isEqualTo(CASH - LOT / 10);
        assertThat(report(ANNA).state()).isEqualTo(AccountState.NORMAL);
    }

    @Test
    void shouldBeLeftAloneWhereItsParentIsLiquidated()
    {
        isolate(LOT / 2, 0);
        engine.limit(MAKER, ETH, Side.SELL, 50_000, 6);
        engine.limit(ANNA, ETH, Side.BUY, 50_000, 6);
        engine.mark(ETH, 47_000);

        assertThat(report(ANNA).state()).isEqualTo(AccountState.LIQUIDATING);
        assertThat(report(PART).state()).isEqualTo(AccountState.NORMAL);
        assertThat(report(PART).cashAtoms()).isEqualTo(LOT / 2);
    }

    @Test
    void shouldEndACallByATopUpBeforeAnEpisodeBegins()
    {
        isolate(LOT / 10, LOT);
        engine.mark(BTC, 47_000);

        // Equity was 2 x 10^9 of 2.35 x 10^9 needed; 1.3 times that is 3.055 x 10^9, below IM.
        assertThat(engine.count(LiquidationOpenedDecoder.TEMPLATE_ID)).isZero();
        assertThat(engine.count(AccountStateChangedDecoder.TEMPLATE_ID)).isEqualTo(1);
        final IsolatedToppedUpDecoder added = new IsolatedToppedUpDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(IsolatedToppedUpDecoder.TEMPLATE_ID, 0), engine.header());
        assertThat(added.amountAtoms()).isEqualTo(1_055_000_000);
        assertThat(added.toppedUpAtoms()).isEqualTo(1_055_000_000);
        assertThat(report(PART).equityAtoms()).isEqualTo(3_055_000_000L);
        assertThat(report(PART).state()).isEqualTo(AccountState.RESTRICTED);
        assertThat(report(ANNA).cashAtoms()).isEqualTo(CASH - LOT / 10 - 1_055_000_000);
    }

    @Test
    void shouldTopUpToItsCapAndNoFurther()
    {
        isolate(LOT / 10, 400_000_000);
        engine.mark(BTC, 47_000);

        // The cap lifts it above maintenance, but not out of the call.
        assertThat(pair(PART).toppedUpAtoms()).isEqualTo(400_000_000);
        assertThat(report(PART).equityAtoms()).isEqualTo(2_400_000_000L);
        assertThat(report(PART).state()).isEqualTo(AccountState.MARGIN_CALL);
        engine.mark(BTC, 46_000);
        assertThat(report(PART).state()).isEqualTo(AccountState.LIQUIDATING);
        assertThat(report(ANNA).cashAtoms()).isEqualTo(CASH - LOT / 10 - 400_000_000);
    }

    @Test
    void shouldAddNothingThatDoesNotHelp()
    {
        isolate(LOT / 10, 349_999_999);
        engine.mark(BTC, 47_000);

        assertThat(report(PART).state()).isEqualTo(AccountState.LIQUIDATING);
        assertThat(report(PART).cashAtoms()).isEqualTo(LOT / 10);
        assertThat(pair(PART).toppedUpAtoms()).isZero();
    }

    @Test
    void shouldTopUpOnlyWhatTheParentMayWithdraw()
    {
        isolate(LOT / 10, LOT);
        engine.limit(MAKER, ETH, Side.SELL, 50_000, 8);
        engine.limit(ANNA, ETH, Side.BUY, 50_000, 8);
        // A tenth of eight lots stays with the parent: it has 4.5 x 10^10, and lets 5 x 10^9 go.
        engine.withdraw(ANNA, EngineDriver.CASH, 4_600_000_000L);
        engine.mark(BTC, 47_000);

        assertThat(pair(PART).toppedUpAtoms()).isEqualTo(400_000_000);
        assertThat(report(ANNA).cashAtoms()).isEqualTo(8 * LOT / 10);
    }

    @Test
    void shouldSetTheCapAnew()
    {
        isolate(LOT / 10, 0);
        accounts.topUp(ANNA, PART, LOT);
        engine.mark(BTC, 47_000);
        assertThat(pair(PART).toppedUpAtoms()).isEqualTo(1_055_000_000);

        accounts.topUp(ANNA, PART, 5);
        assertThat(pair(PART).toppedUpAtoms()).isZero();
        assertThat(pair(PART).topUpCapAtoms()).isEqualTo(5);
    }

    @Test
    void shouldLetCollateralOutUnderTheWithdrawRule()
    {
        isolate(LOT / 5, 0);

        refused(ResultCode.WITHDRAW_RULE, LOT / 10, LOT / 10 - 1,
            () -> accounts.transfer(PART, ANNA, EngineDriver.CASH, LOT / 10 + 1));
        assertThat(accounts.transfer(PART, ANNA, EngineDriver.CASH, LOT / 10)).isEqualTo(ResultCode.ACCEPTED);
    }

    @Test
    void shouldGiveTheRestBackWhenItIsClosed()
    {
        isolate(LOT / 10, LOT);
        engine.deposit(PART, GOLD, 30);
        refused(ResultCode.ISOLATED_IN_USE, 0, 1, () -> accounts.closeIsolated(ANNA, PART));
        engine.limit(MAKER, BTC, Side.BUY, 50_100, 1);
        engine.limit(PART, BTC, Side.SELL, 50_100, 1);

        assertThat(accounts.closeIsolated(ANNA, PART)).isEqualTo(ResultCode.ACCEPTED);
        assertThat(report(ANNA).cashAtoms()).isEqualTo(CASH + 100_000_000);
        assertThat(report(ANNA).equityAtoms()).isEqualTo(CASH + 100_000_000 + 15_000_000);
        assertThat(report(PART).equityAtoms()).isZero();
        refused(ResultCode.ISOLATED_INSTRUMENT, 0, BTC, () -> engine.limit(PART, BTC, Side.BUY, 50_000, 1));
        refused(ResultCode.ISOLATED_ACCOUNT, ANNA, PART, () -> accounts.closeIsolated(ANNA, PART));
    }

    @Test
    void shouldOpenAgainForAnotherInstrument()
    {
        accounts.open(ANNA, PART, BTC, 0);
        refused(ResultCode.ALREADY_EXISTS, 0, PART, () -> accounts.open(ANNA, PART, ETH, 0));
        accounts.closeIsolated(ANNA, PART);

        assertThat(accounts.open(ANNA, PART, ETH, 0)).isEqualTo(ResultCode.ACCEPTED);
        assertThat(pair(ANNA).instrumentId()).isEqualTo(ETH);
    }

    @Test
    void shouldRefuseWhatIsNoIsolatedAccount()
    {
        accounts.open(ANNA, PART, BTC, 0);

        refused(ResultCode.ISOLATED_ACCOUNT, 0, PART, () -> accounts.open(PART, 6, BTC, 0));
        refused(ResultCode.ISOLATED_ACCOUNT, MAKER, PART, () -> accounts.closeIsolated(MAKER, PART));
        refused(ResultCode.ISOLATED_ACCOUNT, ANNA, MAKER, () -> accounts.topUp(ANNA, MAKER, 1));
        refused(ResultCode.ALREADY_EXISTS, 0, MAKER, () -> accounts.open(ANNA, MAKER, BTC, 0));
        refused(ResultCode.UNKNOWN_ACCOUNT, 0, 9, () -> accounts.closeIsolated(ANNA, 9));
        refused(ResultCode.UNKNOWN_INSTRUMENT, 0, 12, () -> accounts.open(ANNA, 6, 12, 0));
        refused(ResultCode.FIELD_OUT_OF_RANGE, 0, -1, () -> accounts.topUp(ANNA, PART, -1));
        refused(ResultCode.FIELD_OUT_OF_RANGE, 1, 0, () -> accounts.open(ANNA, 0, BTC, 0));
    }
}
