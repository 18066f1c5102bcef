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
package io.plimsoll.core.account;

import static io.plimsoll.core.EngineDriver.CASH;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.EngineDriver;
import io.plimsoll.core.EngineState;
import io.plimsoll.core.InstrumentTerms;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.AccountReportDecoder;
import io.plimsoll.core.codec.generated.AccountState;
import io.plimsoll.core.codec.generated.InterestChargedDecoder;
import io.plimsoll.core.codec.generated.Side;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An account that has lost cash which it did not have, with collateral behind it: model rules, rule 32. */
class ShortfallTest
{
    private static final int GOLD = 2;
    private static final int BTC = 10;
    private static final long ALICE = 1;
    private static final long MAKER = 2;
    private static final long HOUR_NS = 3_600_000_000_000L;

    private final EngineDriver engine = new EngineDriver(EngineDriver.smallLimits());

    @BeforeEach
    void list()
    {
        engine.collateral(GOLD, 1, 900_000);
        engine.price(GOLD, 1_000);
        final InstrumentTerms terms = new InstrumentTerms();
        terms.contractFactorAtoms = 1;
        terms.minMarkSubTicks = 1_000;
        terms.takerFeePpm = 0;
        assertThat(engine.instrument(terms)).isEqualTo(ResultCode.ACCEPTED);
        engine.mark(BTC, 50_000);
        engine.account(ALICE);
        engine.deposit(ALICE, GOLD, 100);
        engine.account(MAKER);
        engine.deposit(MAKER, CASH, 1_000_000);
        engine.now(HOUR_NS * (engine.now() / HOUR_NS + 1));
    }

    @AfterEach
    void close()
    {
        new EngineState(engine.engine()).checkConservation();
        assertThat(engine.engine().unqueuedAccounts()).isZero();
        engine.engine().close();
    }

    /** Lends cash at ten times its amount a year, from the present hour on. */
    private void lend()
    {
        assertThat(engine.loanTerms(CASH, terms -> terms.interestPpm(10_000_000))).isEqualTo(ResultCode.ACCEPTED);
    }

    /** Moves cash from Alice to the maker by two trades at one instant. */
    private void lose(final long atoms)
    {
        engine.limit(MAKER, BTC, Side.SELL, 50_000, 1);
        engine.limit(ALICE, BTC, Side.BUY, 50_000, 1);
        engine.mark(BTC, 50_000 - atoms);
        engine.limit(MAKER, BTC, Side.BUY, 50_000 - atoms, 1);
        engine.limit(ALICE, BTC, Side.SELL, 50_000 - atoms, 1);
        assertThat(report().cashAtoms()).isEqualTo(-atoms);
    }

    private AccountReportDecoder report()
    {
        engine.query(ALICE);
        return new AccountReportDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(AccountReportDecoder.TEMPLATE_ID, 0), engine.header());
    }

    private InterestChargedDecoder charged()
    {
        return new InterestChargedDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(InterestChargedDecoder.TEMPLATE_ID, 0), engine.header());
    }

    @Test
    void shouldChargeTheListedInterestAtTheEndOfAStep()
    {
        lend();
        lose(20_000);
        final long end = HOUR_NS * (engine.now() / HOUR_NS + 1);
        final long elapsedNs = end - engine.now();
        engine.now(end);
        engine.proceed();

        // 20,000 * 10 / 8,760 is 22.8 atoms for a whole hour, and it has been nearly one.
        assertThat(elapsedNs).isGreaterThan(HOUR_NS * 99 / 100);
        assertThat(charged().changeAtoms()).isEqualTo(-23);
        assertThat(charged().balanceAtoms()).isEqualTo(-20_023);
        assertThat(charged().shortfallAtoms()).isEqualTo(20_000);
        engine.now(end + HOUR_NS);
        engine.proceed();
        assertThat(charged().balanceAtoms()).isEqualTo(-20_046);
    }

    @Test
    void shouldChargeAShortfallOfHalfAStepForHalfAStep()
    {
        lend();
        lose(20_000);
        engine.now(HOUR_NS * (engine.now() / HOUR_NS) + HOUR_NS / 2);
        engine.deposit(ALICE, CASH, 21_000);
        engine.now(HOUR_NS * (engine.now() / HOUR_NS + 1));
        engine.proceed();

        assertThat(charged().changeAtoms()).isEqualTo(-12);
        assertThat(charged().balanceAtoms()).isEqualTo(988);
        engine.now(engine.now() + HOUR_NS);
        engine.proceed();
        assertThat(engine.count(InterestChargedDecoder.TEMPLATE_ID)).isZero();
    }

    @Test
    void shouldLetNothingLeaveThatIsOwedAsInterest()
    {
        lend();
        lose(20_000);
        engine.now(HOUR_NS * (engine.now() / HOUR_NS) + HOUR_NS / 2);
        engine.deposit(ALICE, CASH, 21_000);

        assertThat(engine.withdraw(ALICE, CASH, 989)).isEqualTo(ResultCode.INSUFFICIENT_BALANCE);
        assertThat(engine.rejection().actualValue()).isEqualTo(988);
        assertThat(engine.withdraw(ALICE, CASH, 988)).isEqualTo(ResultCode.ACCEPTED);
    }

    @Test
    void shouldAskForTheFactorOfALoanAndCountNoLoan()
    {
        lend();
        lose(20_000);

        assertThat(report().equityAtoms()).isEqualTo(70_000);
        assertThat(report().initialAtoms()).isEqualTo(8_000);
        assertThat(report().loanAtoms()).isZero();
        assertThat(report().maintenanceAtoms()).isZero();
    }

    @Test
    void shouldRestrictAnAccountThatIsShortOfMoreThanItCouldBorrow()
    {
        lend();
        engine.deposit(ALICE, GOLD, 1);
        engine.price(GOLD, 400);
        lose(26_000);

        // 36,360 of collateral less 26,000 is less than 0.4 * 26,000; it could have borrowed 25,971.
        assertThat(report().state()).isEqualTo(AccountState.RESTRICTED);
        assertThat(engine.limit(ALICE, BTC, Side.BUY, 20_000, 1)).isEqualTo(ResultCode.RESTRICTED_ACCOUNT);
    }

    @Test
    void shouldRepayAShortfallFirstFromWhatComesIn()
    {
        lend();
        lose(20_000);

        engine.deposit(ALICE, CASH, 15_000);
        assertThat(report().initialAtoms()).isEqualTo(2_000);
        engine.supplyPool(CASH, 100_000);
        assertThat(engine.borrow(ALICE, CASH, 5_000)).isEqualTo(ResultCode.ACCEPTED);
        // Now it is a loan of as much, and at most an atom of rounding.
        assertThat(report().cashAtoms()).isZero();
        assertThat(report().loanAtoms()).isBetween(5_000L, 5_001L);
        assertThat(report().initialAtoms()).isBetween(2_000L, 2_001L);
    }

    @Test
    void shouldLetNobodyWithdrawWhatIsShort()
    {
        lend();
        lose(20_000);

        assertThat(engine.withdraw(ALICE, CASH, 1)).isEqualTo(ResultCode.INSUFFICIENT_BALANCE);
        assertThat(engine.rejection().actualValue()).isEqualTo(-20_000);
    }

    @Test
    void shouldNotPayOutOfThePoolWhatTheOthersAreShortOf()
    {
        lend();
        engine.supplyPool(CASH, 500_000);
        lose(20_000);

        assertThat(engine.withdraw(MAKER, CASH, 1_020_000)).isEqualTo(ResultCode.CUSTODY_LIMIT);
        assertThat(engine.rejection().limitValue()).isEqualTo(1_000_000);
        assertThat(engine.withdraw(MAKER, CASH, 1_000_000)).isEqualTo(ResultCode.ACCEPTED);
        engine.deposit(ALICE, CASH, 20_000);
        assertThat(engine.withdraw(MAKER, CASH, 20_000)).isEqualTo(ResultCode.ACCEPTED);
    }

    @Test
    void shouldCostNothingWhereCashIsNotLent()
    {
        lose(20_000);
        engine.now(engine.now() + 10 * HOUR_NS);
        engine.proceed();

        assertThat(engine.count(InterestChargedDecoder.TEMPLATE_ID)).isZero();
        assertThat(report().initialAtoms()).isZero();
    }

    @Test
    void shouldTakeUpWhatIsShortWhenCashIsLentLater()
    {
        lose(20_000);
        lend();
        assertThat(report().initialAtoms()).isEqualTo(8_000);
        engine.now(HOUR_NS * (engine.now() / HOUR_NS + 1));
        engine.proceed();

        assertThat(charged().balanceAtoms()).isEqualTo(-20_023);
    }
}
