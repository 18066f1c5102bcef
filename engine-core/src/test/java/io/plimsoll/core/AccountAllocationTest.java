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

import io.plimsoll.core.codec.generated.IsolatedAction;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.PriceBatchEncoder;
import io.plimsoll.core.codec.generated.SetDepthEncoder;
import io.plimsoll.core.codec.generated.SetExposureEncoder;
import io.plimsoll.core.codec.generated.SetIsolatedEncoder;
import io.plimsoll.core.codec.generated.SetLeverageEncoder;
import io.plimsoll.core.codec.generated.SetWithdrawRuleEncoder;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.codec.generated.TransferEncoder;
import io.plimsoll.core.codec.generated.WithdrawEncoder;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** The commands about what accounts may do with what they hold allocate nothing, accepted or refused. */
class AccountAllocationTest
{
    private static final int BTC = 10;
    private static final long ANNA = 1;
    private static final long MAKER = 2;
    private static final long PART = 5;
    private static final long LOT = 50_000_000_000L;
    private static final int ROUNDS = 2_000;
    private static final int ATTEMPTS = 6;

    private final EngineDriver driver = new EngineDriver(EngineDriver.smallLimits());
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[EngineLimits.COMMAND_LENGTH_MAX]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final TransferEncoder transfer = new TransferEncoder();
    private final WithdrawEncoder withdraw = new WithdrawEncoder();
    private final SetLeverageEncoder leverage = new SetLeverageEncoder();
    private final SetExposureEncoder exposure = new SetExposureEncoder();
    private final SetDepthEncoder depth = new SetDepthEncoder();
    private final SetIsolatedEncoder isolated = new SetIsolatedEncoder();
    private final SetWithdrawRuleEncoder rule = new SetWithdrawRuleEncoder();
    private final PriceBatchEncoder prices = new PriceBatchEncoder();
    private int accepted;
    private int refused;

    @Test
    void shouldAllocateNothing()
    {
        driver.instrument(new InstrumentTerms());
        driver.mark(BTC, 50_000);
        driver.account(ANNA);
        driver.account(MAKER);
        driver.deposit(ANNA, EngineDriver.CASH, LOT * 100);
        driver.deposit(MAKER, EngineDriver.CASH, LOT * 1_000);
        new AccountDriver(driver).open(ANNA, PART, BTC, LOT);
        transfer(ANNA, PART, LOT / 10);
        driver.limit(MAKER, BTC, Side.SELL, 50_000, 1);
        driver.limit(PART, BTC, Side.BUY, 50_000, 1);

        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < ATTEMPTS && least != 0; attempt++)
        {
            least = AllocationMeter.bytesOf(() ->
            {
                for (int round = 0; round < ROUNDS; round++)
                {
                    round(round);
                }
            });
        }

        assertThat(least).isZero();
        assertThat(accepted).isGreaterThan(ROUNDS);
        assertThat(refused).isGreaterThan(ROUNDS);
        driver.close();
    }

    private void round(final int number)
    {
        transfer(ANNA, MAKER, 1 + number);
        transfer(MAKER, ANNA, 1 + number);
        transfer(ANNA, ANNA, 1);
        transfer(PART, ANNA, LOT);
        count(withdraw.wrapAndApplyHeader(buffer, 0, header).clientSequence(1).accountId(ANNA)
            .amountAtoms(LOT * 1_000).assetId(EngineDriver.CASH).encodedLength());
        count(leverage.wrapAndApplyHeader(buffer, 0, header).clientSequence(1).accountId(PART).instrumentId(BTC)
            .leverage(50 + number % 60).encodedLength());
        count(exposure.wrapAndApplyHeader(buffer, 0, header).clientSequence(1).lowLots(0).highLots(number % 5)
            .instrumentId(BTC).interestCapPpm(1_000_000 + number % 5 * 100_000).positionDepthPpm(number % 2 * 500_000)
            .interestDepthPpm(0).encodedLength());
        count(depth.wrapAndApplyHeader(buffer, 0, header).clientSequence(1).depthLots(number).instrumentId(BTC)
            .encodedLength());
        count(rule.wrapAndApplyHeader(buffer, 0, header).clientSequence(1).notionalPpm(number % 100_000)
            .encodedLength());
        isolated(IsolatedAction.TOP_UP);
        isolated(IsolatedAction.CLOSE);
        mark(number % 2 == 0 ? 47_000 : 50_000);
        if (number % 2 == 1)
        {
            transfer(PART, ANNA, LOT / 50);
        }
    }

    private void transfer(final long from, final long to, final long amountAtoms)
    {
        count(transfer.wrapAndApplyHeader(buffer, 0, header).clientSequence(1).fromAccountId(from).toAccountId(to)
            .amountAtoms(amountAtoms).assetId(EngineDriver.CASH).encodedLength());
    }

    private void isolated(final IsolatedAction action)
    {
        count(isolated.wrapAndApplyHeader(buffer, 0, header).clientSequence(1).accountId(ANNA).isolatedId(PART)
            .topUpCapAtoms(LOT).instrumentId(BTC).action(action).padding1((short)0).padding2(0).encodedLength());
    }

    private void mark(final long subTicks)
    {
        prices.wrapAndApplyHeader(buffer, 0, header).clientSequence(1);
        prices.instrumentPricesCount(1).next().markSubTicks(subTicks).indexSubTicks(subTicks).instrumentId(BTC)
            .padding(0);
        prices.assetPricesCount(0);
        count(prices.encodedLength());
    }

    private void count(final int length)
    {
        final boolean done =
            driver.raw(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + length) == ResultCode.ACCEPTED;
        accepted += done ? 1 : 0;
        refused += done ? 0 : 1;
    }
}
