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
import io.plimsoll.core.codec.generated.BalanceChangedDecoder;
import io.plimsoll.core.codec.generated.OpenAccountEncoder;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.Side;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.function.IntSupplier;

/** One lot at a mark of 50,000 is worth 5 x 10^10 atoms; its initial requirement is 8 %, the share of the rule 10 %. */
class WithdrawRuleTest
{
    private static final int BTC = 10;
    private static final int GOLD = 2;
    private static final long ANNA = 1;
    private static final long BERT = 2;
    private static final long MAKER = 3;
    private static final long STRANGER = 4;
    private static final long SHARE = 5_000_000_000L;
    private static final long CASH = 6_000_000_000L;

    private final EngineDriver engine = new EngineDriver(EngineDriver.smallLimits());
    private final AccountDriver accounts = new AccountDriver(engine);

    @BeforeEach
    void open()
    {
        engine.instrument(new InstrumentTerms());
        engine.mark(BTC, 50_000);
        engine.collateral(GOLD, 1, 500_000);
        engine.price(GOLD, 1_000_000);
        engine.account(ANNA);
        engine.account(BERT);
        engine.account(MAKER);
        engine.deposit(ANNA, EngineDriver.CASH, CASH);
        engine.deposit(MAKER, EngineDriver.CASH, 1L << 50);
        engine.limit(MAKER, BTC, Side.SELL, 50_000, 1);
        engine.limit(ANNA, BTC, Side.BUY, 50_000, 1);
        openOfAnotherPrincipal();
    }

    private void openOfAnotherPrincipal()
    {
        accounts.session(99);
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
        final int length = new OpenAccountEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
            .clientSequence(1).accountId(STRANGER).selfTradeGroupId(0).encodedLength();
        engine.engine().apply(engine.engine().lastSequence() + 1, engine.now(), 2, buffer, 0,
            MessageHeaderEncoder.ENCODED_LENGTH + length);
    }

    @AfterEach
    void close()
    {
        new EngineState(engine.engine()).checkConservation();
        engine.close();
    }

    /** A refusal with its numbers, twice, since the first has changed nothing. */
    private void refused(final int code, final long limit, final long actual, final IntSupplier sent)
    {
        final long before = engine.engine().stateDigest();
        for (int time = 0; time < 2; time++)
        {
            assertThat(ResultCode.name(sent.getAsInt())).isEqualTo(ResultCode.name(code));
            assertThat(engine.rejection().limitValue()).isEqualTo(limit);
            assertThat(engine.rejection().actualValue()).isEqualTo(actual);
            assertThat(engine.engine().stateDigest()).isEqualTo(before);
        }
    }

    @Test
    void shouldLeaveATenthOfTheNotional()
    {
        refused(ResultCode.WITHDRAW_RULE, SHARE, SHARE - 1, () -> engine.withdraw(ANNA, 1, CASH - SHARE + 1));

        assertThat(engine.withdraw(ANNA, 1, CASH - SHARE)).isEqualTo(ResultCode.ACCEPTED);
    }

    @Test
    void shouldLeaveTheShareThatTheVenueHasSet()
    {
        accounts.withdrawRule(110_000);
        refused(ResultCode.WITHDRAW_RULE, 5_500_000_000L, 5_499_999_999L, () -> engine.withdraw(ANNA, 1, 500_000_001));

        accounts.withdrawRule(0);
        assertThat(engine.withdraw(ANNA, 1, 2_000_000_000)).isEqualTo(ResultCode.ACCEPTED);
    }

    @Test
    void shouldLeaveTheInitialRequirementWhereItIsMore()
    {
        accounts.withdrawRule(10_000);

        refused(ResultCode.INSUFFICIENT_MARGIN, 4_000_000_000L, 3_999_999_999L,
            () -> engine.withdraw(ANNA, 1, 2_000_000_001));
    }

    @Test
    void shouldLetNoUnrealisedProfitLeave()
    {
        engine.mark(BTC, 90_000);

        // Equity is 4.6 x 10^10, all but six of it a profit on paper.
        refused(ResultCode.INSUFFICIENT_BALANCE, CASH + 1, CASH, () -> engine.withdraw(ANNA, 1, CASH + 1));
        assertThat(engine.withdraw(ANNA, 1, CASH)).isEqualTo(ResultCode.ACCEPTED);
        refused(ResultCode.INSUFFICIENT_BALANCE, 1, 0, () -> engine.withdraw(ANNA, 1, 1));
        refused(ResultCode.INSUFFICIENT_BALANCE, 1, 0, () -> accounts.transfer(ANNA, BERT, 1, 1));
    }

    @Test
    void shouldHoldAWithdrawalToThePriceThatCameBeforeIt()
    {
        final long amount = CASH - SHARE;
        engine.mark(BTC, 49_999);
        // One tick down: the position has lost 10^6, a tenth of its value is 10^5 less.
        refused(ResultCode.WITHDRAW_RULE, SHARE - 100_000, SHARE - 1_000_000, () -> engine.withdraw(ANNA, 1, amount));

        engine.mark(BTC, 50_000);
        assertThat(engine.withdraw(ANNA, 1, amount)).isEqualTo(ResultCode.ACCEPTED);
    }

    @Test
    void shouldHoldAWithdrawalOfCollateralToItsWeight()
    {
        engine.deposit(ANNA, GOLD, 2_000);
        // 2,000 of gold count 10^9 of 7 x 10^9; beside the cash of 4 x 10^9 that is left they are just enough.
        engine.withdraw(ANNA, 1, 2_000_000_000);

        refused(ResultCode.WITHDRAW_RULE, SHARE, SHARE - 500_000, () -> engine.withdraw(ANNA, GOLD, 1));
    }

    @Test
    void shouldTransferBetweenAccountsOfOneOwner()
    {
        assertThat(accounts.transfer(ANNA, BERT, 1, CASH - SHARE)).isEqualTo(ResultCode.ACCEPTED);

        assertThat(engine.count(BalanceChangedDecoder.TEMPLATE_ID)).isEqualTo(2);
        final BalanceChangedDecoder received = new BalanceChangedDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(BalanceChangedDecoder.TEMPLATE_ID, 1), engine.header());
        assertThat(received.accountId()).isEqualTo(BERT);
        assertThat(received.changeAtoms()).isEqualTo(CASH - SHARE);
        assertThat(received.balanceAtoms()).isEqualTo(CASH - SHARE);
    }

    @Test
    void shouldTransferCollateral()
    {
        engine.deposit(BERT, GOLD, 70);

        assertThat(accounts.transfer(BERT, ANNA, GOLD, 70)).isEqualTo(ResultCode.ACCEPTED);
        refused(ResultCode.INSUFFICIENT_BALANCE, 1, 0, () -> accounts.transfer(BERT, ANNA, GOLD, 1));
        assertThat(accounts.transfer(ANNA, BERT, GOLD, 70)).isEqualTo(ResultCode.ACCEPTED);
    }

    @Test
    void shouldHoldATransferToWhatAWithdrawalIsHeldTo()
    {
        refused(ResultCode.WITHDRAW_RULE, SHARE, SHARE - 1, () -> accounts.transfer(ANNA, BERT, 1, CASH - SHARE + 1));
        refused(ResultCode.SAME_ACCOUNT, 0, ANNA, () -> accounts.transfer(ANNA, ANNA, 1, 1));
        refused(ResultCode.UNKNOWN_ASSET, 0, 9, () -> accounts.transfer(ANNA, BERT, 9, 1));
        refused(ResultCode.FIELD_OUT_OF_RANGE, 1, 0, () -> accounts.transfer(ANNA, BERT, 1, 0));
        refused(ResultCode.UNKNOWN_ACCOUNT, 0, 55, () -> accounts.transfer(ANNA, 55, 1, 1));
    }

    @Test
    void shouldHoldATransferToWhatADepositIsHeldTo()
    {
        engine.deposit(BERT, GOLD, (1 << 20) - 5);
        engine.deposit(ANNA, GOLD, 10);

        refused(ResultCode.BALANCE_LIMIT, 1 << 20, (1 << 20) + 1, () -> accounts.transfer(ANNA, BERT, GOLD, 6));
        assertThat(accounts.transfer(ANNA, BERT, GOLD, 5)).isEqualTo(ResultCode.ACCEPTED);
    }

    @Test
    void shouldTransferToAStrangerByTheHostAlone()
    {
        refused(ResultCode.NOT_OWNER, 0, STRANGER, () -> accounts.transfer(ANNA, STRANGER, 1, 1));
        refused(ResultCode.NOT_OWNER, 0, STRANGER, () -> accounts.transfer(STRANGER, ANNA, 1, 1));

        assertThat(accounts.transferByHost(ANNA, STRANGER, 1, 7)).isEqualTo(ResultCode.ACCEPTED);
        assertThat(accounts.transferByHost(STRANGER, ANNA, 1, 7)).isEqualTo(ResultCode.ACCEPTED);
        refused(ResultCode.WITHDRAW_RULE, SHARE, SHARE - 1,
            () -> accounts.transferByHost(ANNA, STRANGER, 1, CASH - SHARE + 1));
    }
}
