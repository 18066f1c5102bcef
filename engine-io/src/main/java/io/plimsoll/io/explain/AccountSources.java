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
package io.plimsoll.io.explain;

import io.plimsoll.core.margin.AccountTerms;
import io.plimsoll.core.margin.HealthTerms;
import io.plimsoll.io.journal.MessageJson;
import io.plimsoll.io.journal.MessageSchema;
import io.plimsoll.io.journal.RecordDecoder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Notes for each number that the health of an account hangs on which command set it last: the engine's numbers are
 * looked at after each command, so that nothing that changes one of them can be overlooked, whatever it is. Confined to
 * one thread.
 */
final class AccountSources
{
    private static final MessageSchema SCHEMA = MessageSchema.load();

    private final MessageJson names = new MessageJson(SCHEMA);
    private final long accountId;
    private final Watch marks = new Watch();
    private final Watch funding = new Watch();
    private final Watch inForce = new Watch();
    private final Watch announced = new Watch();
    private final Watch prices = new Watch();
    private final Watch weights = new Watch();
    private final Watch own = new Watch();
    private final Map<Integer, Watch> positions = new HashMap<>();
    private final Map<Integer, Watch> balances = new HashMap<>();
    private final Map<Integer, Watch> loans = new HashMap<>();
    private RecordDecoder record;
    private LiquidationCase.Moment moment;
    private AccountTerms terms;

    /** Numbers by index, each with the command that changed it last. */
    private final class Watch
    {
        private long[] numbers = new long[8];
        private LiquidationCase.Moment[] moments = new LiquidationCase.Moment[8];

        private void see(final int index, final long number)
        {
            if (index >= numbers.length)
            {
                numbers = Arrays.copyOf(numbers, 2 * index);
                moments = Arrays.copyOf(moments, 2 * index);
            }
            if (number != numbers[index])
            {
                numbers[index] = number;
                moments[index] = now();
            }
        }

        private LiquidationCase.Moment of(final int index)
        {
            return index < moments.length ? moments[index] : null;
        }
    }

    /**
     * Sources of an account.
     *
     * @param accountId of the account.
     */
    AccountSources(final long accountId)
    {
        this.accountId = accountId;
    }

    /**
     * Looks at the numbers after a command.
     *
     * @param health of the engine that has applied it.
     * @param of     the command.
     */
    void follow(final HealthTerms health, final RecordDecoder of)
    {
        record = of;
        moment = null;
        for (int index = 1; index <= health.instruments(); index++)
        {
            marks.see(index, health.markSubTicks(index));
            funding.see(index, health.fundingAtoms(index));
            inForce.see(index, health.inForcePpm(index));
            announced.see(index, health.announcedPpm(index));
        }
        for (int index = 1; index <= health.assets(); index++)
        {
            prices.see(index, health.priceAtoms(index));
            weights.see(index, health.weights(index));
        }
        terms = health.of(accountId);
        if (null != terms)
        {
            followAccount();
        }
    }

    private void followAccount()
    {
        own.see(0, terms.cashAtoms());
        own.see(1, terms.state());
        own.see(2, terms.openOrders());
        for (final AccountTerms.Position each : terms.positions())
        {
            final Watch watch = positions.computeIfAbsent(each.instrumentId(), id -> new Watch());
            watch.see(0, each.lots());
            watch.see(1, each.costAtoms());
            watch.see(2, each.paidFundingAtoms());
        }
        for (final AccountTerms.Balance each : terms.balances())
        {
            balances.computeIfAbsent(each.assetId(), id -> new Watch()).see(0, each.balanceAtoms());
        }
        for (final AccountTerms.Loan each : terms.loans())
        {
            loans.computeIfAbsent(each.assetId(), id -> new Watch()).see(0, each.debtAtoms());
        }
    }

    /** The command as a moment, made once for all that it has changed. */
    private LiquidationCase.Moment now()
    {
        if (null == moment)
        {
            moment = new LiquidationCase.Moment(record.sequence(), record.timestampNs(),
                names.name(record.buffer(), record.commandOffset()));
        }
        return moment;
    }

    /** Terms after the last command; null if there is no such account. */
    AccountTerms terms()
    {
        return terms;
    }

    LiquidationCase.Moment cash()
    {
        return own.of(0);
    }

    /** Null where the state is the one that an account begins with. */
    LiquidationCase.Moment state()
    {
        return own.of(1);
    }

    LiquidationCase.Moment orders()
    {
        return own.of(2);
    }

    /** The latest of what changed lots or cost. */
    LiquidationCase.Moment position(final int instrumentId)
    {
        final LiquidationCase.Moment lots = positions.get(instrumentId).of(0);
        final LiquidationCase.Moment cost = positions.get(instrumentId).of(1);
        return null == lots || null != cost && cost.sequence() > lots.sequence() ? cost : lots;
    }

    LiquidationCase.Moment paidFunding(final int instrumentId)
    {
        return positions.get(instrumentId).of(2);
    }

    LiquidationCase.Moment balance(final int assetId)
    {
        return balances.get(assetId).of(0);
    }

    /** Where the debt changed last, by a step of interest too. */
    LiquidationCase.Moment loan(final int assetId)
    {
        return loans.get(assetId).of(0);
    }

    LiquidationCase.Moment mark(final int index)
    {
        return marks.of(index);
    }

    LiquidationCase.Moment funding(final int index)
    {
        return funding.of(index);
    }

    LiquidationCase.Moment inForce(final int index)
    {
        return inForce.of(index);
    }

    LiquidationCase.Moment announced(final int index)
    {
        return announced.of(index);
    }

    LiquidationCase.Moment price(final int index)
    {
        return prices.of(index);
    }

    LiquidationCase.Moment weights(final int index)
    {
        return weights.of(index);
    }
}
