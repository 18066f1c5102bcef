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
package io.plimsoll.io.simulation;

import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.AccountState;
import io.plimsoll.core.codec.generated.AccountStateChangedDecoder;
import io.plimsoll.core.codec.generated.FillKind;
import io.plimsoll.core.codec.generated.Liquidity;
import io.plimsoll.core.codec.generated.LiquidationClosedDecoder;
import io.plimsoll.core.codec.generated.LiquidationOutcome;
import io.plimsoll.core.codec.generated.OrderFilledDecoder;

/**
 * What is counted over the effects of a whole run. Amounts are atoms of the quote asset. Confined to one thread.
 */
final class Tally
{
    final long[] refusals = new long[ResultCode.COUNT];
    final long[] outcomes = new long[LiquidationOutcome.values().length];
    final LargeSum fees = new LargeSum();
    final LargeSum liquidationFees = new LargeSum();
    final LargeSum penalties = new LargeSum();
    final LargeSum deposits = new LargeSum();
    final LargeSum closedNotional = new LargeSum();
    final LargeSum minimalNotional = new LargeSum();
    long instants;
    long prices;
    long continues;
    long orders;
    long replaces;
    long cancels;
    long topUps;
    long fills;
    long forcedFills;
    long marginCalls;
    long accountsCalled;
    long episodes;
    long steps;
    long effects;
    long lastSequence;
    int queueLength;

    void filled(final OrderFilledDecoder filled)
    {
        fees.add(filled.feeAtoms());
        if (Liquidity.TAKER == filled.liquidity())
        {
            fills++;
        }
        if (FillKind.LIQUIDATED == filled.kind())
        {
            forcedFills++;
        }
    }

    void stateChanged(final AccountStateChangedDecoder changed)
    {
        if (AccountState.MARGIN_CALL == changed.toState() && AccountState.LIQUIDATING != changed.fromState())
        {
            marginCalls++;
        }
        if (AccountState.LIQUIDATING == changed.toState())
        {
            episodes++;
        }
    }

    void liquidationClosed(final LiquidationClosedDecoder closed)
    {
        steps++;
        outcomes[closed.outcome().ordinal()]++;
        closedNotional.add(closed.closedNotionalAtoms());
        minimalNotional.add(closed.minimalNotionalAtoms());
        liquidationFees.add(closed.feeAtoms());
        penalties.add(closed.penaltyAtoms());
    }

    long refused()
    {
        long sum = 0;
        for (final long refusal : refusals)
        {
            sum += refusal;
        }
        return sum;
    }
}
