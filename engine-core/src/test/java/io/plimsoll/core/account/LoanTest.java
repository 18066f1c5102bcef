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
import io.plimsoll.core.codec.generated.AccountStateChangedDecoder;
import io.plimsoll.core.codec.generated.InterestAppliedDecoder;
import io.plimsoll.core.codec.generated.LiquidationClosedDecoder;
import io.plimsoll.core.codec.generated.LiquidationOpenedDecoder;
import io.plimsoll.core.codec.generated.LiquidationOutcome;
import io.plimsoll.core.codec.generated.LoanChangedDecoder;
import io.plimsoll.core.codec.generated.LoanReason;
import io.plimsoll.core.codec.generated.LoanReportDecoder;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.fixed.Int128;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.Random;

/** Loans of accounts without positions, in numbers that a lending protocol would show. */
class LoanTest
{
    private static final int GOLD = 2;
    private static final int SILVER = 3;
    private static final long ALICE = 1;
    private static final int BTC = 10;
    private static final long MAKER = 2;
    private static final long HOUR_NS = 3_600_000_000_000L;

    private final EngineDriver engine = new EngineDriver(EngineDriver.smallLimits());

    @BeforeEach
    void lend()
    {
        engine.collateral(GOLD, 1, 900_000);
        engine.collateral(SILVER, 1, 500_000);
        engine.price(GOLD, 1_000);
        engine.price(SILVER, 10);
        engine.loanTerms(CASH, terms -> terms.liabilityWeightPpm(1_000_000).interestPpm(0));
        engine.loanTerms(SILVER, terms -> terms.reserveAtoms(99_000).interestPpm(0));
        engine.supplyPool(CASH, 10_000_000);
        engine.supplyPool(SILVER, 100_000);
        engine.account(ALICE);
        engine.deposit(ALICE, GOLD, 100);
    }

    /** Lists a perpetual of which a lot is worth an atom for each tick, and opens its maker. */
    private void listBtc()
    {
        final InstrumentTerms terms = new InstrumentTerms();
        terms.contractFactorAtoms = 1;
        terms.minMarkSubTicks = 1_000;
        terms.thetaPpm = 1_050_000;
        assertThat(engine.instrument(terms)).isEqualTo(ResultCode.ACCEPTED);
        engine.mark(BTC, 50_000);
        engine.account(MAKER);
        engine.deposit(MAKER, CASH, 1L << 50);
    }

    @AfterEach
    void close()
    {
        new EngineState(engine.engine()).checkConservation();
        assertThat(engine.engine().unqueuedAccounts()).isZero();
        engine.engine().close();
    }

    /** Charges 5 % a year on cash from now on. */
    private void charge()
    {
        assertThat(engine.loanTerms(CASH, terms -> terms.liabilityWeightPpm(1_000_000)))
            .isEqualTo(ResultCode.ACCEPTED);
    }

    private AccountReportDecoder report()
    {
        engine.query(ALICE);
        return new AccountReportDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(AccountReportDecoder.TEMPLATE_ID, 0), engine.header());
    }

    private long debt()
    {
        engine.query(ALICE);
        return new LoanReportDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(LoanReportDecoder.TEMPLATE_ID, 0), engine.header()).debtAtoms();
    }

    @Test
    void shouldShowHealthAndLoanToValueOfABorrower()
    {
        engine.borrow(ALICE, CASH, 60_000);
        engine.withdraw(ALICE, CASH, 60_000);

        // 90,000 of weighted collateral over 60,000 of debt; 60,000 lent on 100,000.
        assertThat(report().equityAtoms()).isEqualTo(30_000);
        assertThat(report().loanAtoms()).isEqualTo(60_000);
        assertThat(report().maintenanceAtoms()).isZero();
        assertThat(report().initialAtoms()).isEqualTo(24_000);
        assertThat(report().healthPpm()).isEqualTo(1_500_000);
        assertThat(report().loanToValuePpm()).isEqualTo(600_000);
    }

    @Test
    void shouldShowNoBoundToHealthWithoutARequirement()
    {
        assertThat(report().healthPpm()).isEqualTo(Long.MAX_VALUE);
        assertThat(report().loanToValuePpm()).isZero();
    }

    @Test
    void shouldLendUpToTheInitialRequirementAndNoAtomMore()
    {
        engine.borrow(ALICE, CASH, 60_000);
        engine.withdraw(ALICE, CASH, 60_000);

        // 90,000 - D >= 0.4 D as long as D is at most 64,285; of what is kept only the factor is asked for.
        assertThat(engine.borrow(ALICE, CASH, 4_285)).isEqualTo(ResultCode.ACCEPTED);
        assertThat(engine.withdraw(ALICE, CASH, 4_285)).isEqualTo(ResultCode.ACCEPTED);
        assertThat(engine.borrow(ALICE, CASH, 3)).isEqualTo(ResultCode.INSUFFICIENT_MARGIN);
        assertThat(engine.borrow(ALICE, CASH, 2)).isEqualTo(ResultCode.ACCEPTED);
    }

    @Test
    void shouldLendNothingOnProfitThatIsNotRealised()
    {
        listBtc();
        engine.deposit(ALICE, CASH, 1_000);
        engine.limit(MAKER, BTC, Side.SELL, 50_000, 1);
        engine.limit(ALICE, BTC, Side.BUY, 50_000, 1);
        engine.mark(BTC, 90_000);
        final long settled = report().equityAtoms() - 40_000;
        final long most = (settled - report().initialAtoms()) * 10 / 4;

        assertThat(engine.borrow(ALICE, CASH, most + 1)).isEqualTo(ResultCode.INSUFFICIENT_MARGIN);
        assertThat(engine.rejection().actualValue()).isEqualTo(settled);
        assertThat(engine.borrow(ALICE, CASH, most)).isEqualTo(ResultCode.ACCEPTED);
        assertThat(engine.withdraw(ALICE, CASH, 100)).isEqualTo(ResultCode.INSUFFICIENT_MARGIN);
    }

    @Test
    void shouldLiquidateABorrowerOnceHealthIsBelowOne()
    {
        engine.borrow(ALICE, CASH, 60_000);
        engine.withdraw(ALICE, CASH, 60_000);

        engine.price(GOLD, 667);
        assertThat(report().state()).isEqualTo(AccountState.MARGIN_CALL);
        engine.price(GOLD, 666);

        final AccountStateChangedDecoder changed = new AccountStateChangedDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(AccountStateChangedDecoder.TEMPLATE_ID, 0), engine.header());
        assertThat(changed.toState()).isEqualTo(AccountState.LIQUIDATING);
        assertThat(changed.equityAtoms()).isEqualTo(-60);
        assertThat(changed.thetaPpm()).isEqualTo(1_050_000);
        assertThat(report().queued()).isEqualTo((short)1);
    }

    @Test
    void shouldGrowDebtsByWholeStepsRoundedAgainstTheDebtor()
    {
        engine.now(HOUR_NS * (engine.now() / HOUR_NS + 1));
        charge();
        engine.borrow(ALICE, CASH, 60_000);
        final long first = engine.now() + HOUR_NS;
        engine.now(first);
        engine.proceed();

        final InterestAppliedDecoder interest = new InterestAppliedDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(InterestAppliedDecoder.TEMPLATE_ID, 0), engine.header());
        // 10^12 * 0.05 / 8,760 hours is 5,707,762.6: rounded up. 60,000 atoms grow by a third of one.
        assertThat(interest.interestIndex()).isEqualTo(1_000_005_707_763L);
        assertThat(interest.interestAtoms()).isZero();
        assertThat(debt()).isEqualTo(60_001);

        engine.now(first + 9 * HOUR_NS);
        engine.proceed();
        assertThat(engine.count(InterestAppliedDecoder.TEMPLATE_ID)).isEqualTo(9);
        assertThat(debt()).isEqualTo(60_004);
    }

    @Test
    void shouldRepayPartsAndThenEverything()
    {
        charge();
        engine.borrow(ALICE, CASH, 60_000);
        engine.deposit(ALICE, CASH, 100);
        engine.now(HOUR_NS * (engine.now() / HOUR_NS + 10));
        engine.proceed();

        assertThat(engine.repay(ALICE, CASH, 20_000)).isEqualTo(ResultCode.ACCEPTED);
        assertThat(debt()).isEqualTo(40_004);
        assertThat(engine.repay(ALICE, CASH, 0)).isEqualTo(ResultCode.ACCEPTED);
        assertThat(report().loanAtoms()).isZero();
        assertThat(report().cashAtoms()).isEqualTo(96);
        assertThat(engine.repay(ALICE, CASH, 0)).isEqualTo(ResultCode.LOAN_EXCEEDED);
    }

    @Test
    void shouldChargeALoanOfLessThanAStepForItsTime()
    {
        engine.now(HOUR_NS * (engine.now() / HOUR_NS + 1));
        charge();
        engine.deposit(ALICE, CASH, 100);
        engine.borrow(ALICE, CASH, 60_000);
        engine.now(engine.now() + HOUR_NS / 2);

        assertThat(engine.repay(ALICE, CASH, 0)).isEqualTo(ResultCode.ACCEPTED);

        // 0.05 / 17,520 half hours: an atom at most, rounded up, and two for the units of a loan and of its repayment.
        final InterestAppliedDecoder interest = new InterestAppliedDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(InterestAppliedDecoder.TEMPLATE_ID, 0), engine.header());
        assertThat(interest.untilNs()).isEqualTo(engine.now());
        assertThat(interest.interestIndex()).isEqualTo(1_000_002_853_882L);
        assertThat(report().cashAtoms()).isEqualTo(99);
        assertThat(report().loanAtoms()).isZero();
    }

    @Test
    void shouldReachTheSameIndexHoweverOftenInterestGrowsWithinAStep()
    {
        engine.now(HOUR_NS * (engine.now() / HOUR_NS + 1));
        charge();
        engine.deposit(ALICE, CASH, 1_000);
        final long end = engine.now() + HOUR_NS;
        for (int times = 1; times < 60; times++)
        {
            engine.borrow(ALICE, CASH, 1_000);
            engine.now(engine.now() + HOUR_NS / 60);
        }
        engine.now(end);
        engine.proceed();

        final InterestAppliedDecoder interest = new InterestAppliedDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(InterestAppliedDecoder.TEMPLATE_ID, 0), engine.header());
        assertThat(interest.interestIndex()).isEqualTo(1_000_005_707_763L);
    }

    @Test
    void shouldLeaveNoTraceOfInterestInARefusedLoan()
    {
        charge();
        engine.borrow(ALICE, CASH, 60_000);
        engine.now(engine.now() + HOUR_NS / 2);
        engine.proceed();
        final long digest = engine.engine().stateDigest();

        assertThat(engine.borrow(ALICE, CASH, 1_000_000)).isEqualTo(ResultCode.INSUFFICIENT_MARGIN);
        assertThat(engine.repay(ALICE, CASH, 1_000_000)).isEqualTo(ResultCode.LOAN_EXCEEDED);
        assertThat(engine.engine().stateDigest()).isEqualTo(digest);
    }

    @Test
    void shouldNeitherLendNorLeaveLessThanTheMinimum()
    {
        engine.loanTerms(CASH, terms -> terms.liabilityWeightPpm(1_000_000).interestPpm(0).minimumAtoms(1_000));

        assertThat(engine.borrow(ALICE, CASH, 999)).isEqualTo(ResultCode.LOAN_TOO_SMALL);
        assertThat(engine.rejection().limitValue()).isEqualTo(1_000);
        assertThat(engine.rejection().actualValue()).isEqualTo(999);
        assertThat(engine.borrow(ALICE, CASH, 1_000)).isEqualTo(ResultCode.ACCEPTED);
        assertThat(engine.borrow(ALICE, CASH, 1)).isEqualTo(ResultCode.ACCEPTED);
        assertThat(engine.repay(ALICE, CASH, 2)).isEqualTo(ResultCode.LOAN_TOO_SMALL);
        assertThat(engine.rejection().actualValue()).isEqualTo(999);
        assertThat(engine.repay(ALICE, CASH, 1)).isEqualTo(ResultCode.ACCEPTED);
        assertThat(engine.repay(ALICE, CASH, 1_000)).isEqualTo(ResultCode.ACCEPTED);
        assertThat(report().loanAtoms()).isZero();
    }

    @Test
    void shouldNotBeLookedAtAtEveryMoveOfAPriceForALoanOfAnAtom()
    {
        engine.borrow(ALICE, SILVER, 1);
        engine.price(SILVER, 11);
        final long before = engine.engine().evaluations();

        for (int price = 12; price < 400; price++)
        {
            engine.price(SILVER, price);
        }

        assertThat(engine.engine().evaluations() - before).isLessThan(10);
    }

    @Test
    void shouldNetABalanceWithALoanOfTheSameAssetFirst()
    {
        engine.borrow(ALICE, CASH, 60_000);
        engine.borrow(ALICE, SILVER, 500);
        engine.withdraw(ALICE, CASH, 55_000);

        engine.price(GOLD, 600);

        final LoanChangedDecoder cash = new LoanChangedDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(LoanChangedDecoder.TEMPLATE_ID, 0), engine.header());
        assertThat(cash.reason()).isEqualTo(LoanReason.SET_OFF);
        assertThat(cash.changeAtoms()).isEqualTo(-5_000);
        assertThat(cash.debtAtoms()).isEqualTo(55_000);
        final LoanChangedDecoder silver = new LoanChangedDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(LoanChangedDecoder.TEMPLATE_ID, 1), engine.header());
        assertThat(silver.changeAtoms()).isEqualTo(-500);
        assertThat(silver.debtAtoms()).isZero();
        assertThat(report().equityAtoms()).isEqualTo(54_000 - 55_000);
    }

    @Test
    void shouldTakeALoanOfAnotherAssetAtItsWeight()
    {
        engine.borrow(ALICE, SILVER, 1_000);
        engine.withdraw(ALICE, SILVER, 1_000);

        assertThat(report().loanAtoms()).isEqualTo(10_000);
        assertThat(report().equityAtoms()).isEqualTo(90_000 - 10_300);
        engine.price(SILVER, 88);
        assertThat(report().state()).isEqualTo(AccountState.LIQUIDATING);
    }

    @Test
    void shouldKeepTheReserveOfAPool()
    {
        assertThat(engine.borrow(ALICE, SILVER, 1_001)).isEqualTo(ResultCode.POOL_LIMIT);
        assertThat(engine.borrow(ALICE, SILVER, 1_000)).isEqualTo(ResultCode.ACCEPTED);
    }

    @Test
    void shouldNeverRoundUnitsByAnAtom()
    {
        final Random random = new Random(5);
        final Debt debt = new Debt();
        final Int128 units = new Int128();
        for (int number = 0; number < 20_000; number++)
        {
            final long index = Debt.INDEX_ONE + random.nextLong(Debt.INDEX_MAX - Debt.INDEX_ONE + 1);
            final long atoms = 1 + random.nextLong(1L << 1 + random.nextInt(54));

            assertThat(debt.atomsCeil(debt.unitsCeil(atoms, index, units), index)).isBetween(atoms, atoms + 1);
            assertThat(debt.atomsCeil(debt.unitsFloor(atoms, index, units), index)).isEqualTo(atoms);
        }
    }

    @Test
    void shouldCloseByTheTargetOfAMixedAccountWithLargerLoansThanRequirement()
    {
        listBtc();
        engine.deposit(ALICE, CASH, 8_000_000);
        engine.supplyPool(CASH, 100_000_000);
        engine.price(GOLD, 400_000);
        engine.borrow(ALICE, CASH, 20_000_000);
        engine.withdraw(ALICE, CASH, 20_000_000);
        engine.limit(MAKER, BTC, Side.SELL, 50_000, 1_000);
        assertThat(engine.limit(ALICE, BTC, Side.BUY, 50_000, 1_000)).isEqualTo(ResultCode.ACCEPTED);
        engine.limit(MAKER, BTC, Side.BUY, 45_990, 10_000);

        // 8,000,000 in cash and 18,050,040 of gold, 20,000,000 owed, 4,000,000 lost; 2,300,000 required.
        // The cash is set off before anything is closed, and 12,000,000 are left of the loan.
        engine.price(GOLD, 200_556);
        engine.mark(BTC, 46_000);

        final LiquidationOpenedDecoder opened = new LiquidationOpenedDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(LiquidationOpenedDecoder.TEMPLATE_ID, 0), engine.header());
        final BigDecimal loans = BigDecimal.valueOf(12_000_000);
        final BigDecimal theta = BigDecimal.valueOf(opened.thetaPpm(), 6);
        assertThat(opened.equityAtoms()).isEqualTo(2_050_040);
        assertThat(opened.loanAtoms()).isEqualTo(12_000_000);
        assertThat(opened.maintenanceLow()).isEqualTo(2_300_000L * 1_000_000);
        final LiquidationClosedDecoder closed = new LiquidationClosedDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(LiquidationClosedDecoder.TEMPLATE_ID, 0), engine.header());
        final BigDecimal needed = theta.multiply(BigDecimal.valueOf(closed.maintenanceLow(), 6))
            .add(theta.subtract(BigDecimal.ONE).multiply(loans));
        assertThat(closed.outcome()).isEqualTo(LiquidationOutcome.REACHED);
        assertThat(BigDecimal.valueOf(closed.equityAtoms())).isGreaterThanOrEqualTo(needed);
        // One lot less frees 5 % of 46,000 times the target less: the close is the smallest.
        assertThat(BigDecimal.valueOf(closed.equityAtoms())).isLessThan(needed.add(BigDecimal.valueOf(2_600)));
    }
}
