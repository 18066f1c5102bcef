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
package io.plimsoll.core.twin;

import io.plimsoll.core.codec.generated.NewOrderEncoder;
import io.plimsoll.core.codec.generated.PriceBatchEncoder;
import io.plimsoll.core.codec.generated.SetDepthEncoder;
import io.plimsoll.core.codec.generated.SetExposureEncoder;
import io.plimsoll.core.codec.generated.SetIsolatedEncoder;
import io.plimsoll.core.codec.generated.SetLeverageEncoder;
import io.plimsoll.core.codec.generated.SetWithdrawRuleEncoder;
import io.plimsoll.core.codec.generated.TransferEncoder;
import io.plimsoll.core.codec.generated.WithdrawEncoder;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random commands about what accounts may do with what they hold: to the atom at the rule that stops them. */
final class AccountStream
{
    private final Random random;
    private final TwinState state;

    AccountStream(final Random random, final TwinState state)
    {
        this.random = random;
        this.state = state;
    }

    boolean isNext()
    {
        return random.nextInt(30) == 0;
    }

    Command next()
    {
        return switch (random.nextInt(30))
        {
            case 0 -> rule();
            case 1, 2, 3 -> withdraw();
            case 4, 5, 6, 7 -> leverage();
            case 8, 9 -> exposure();
            case 10 -> depth();
            case 11, 12, 13, 14, 15 -> isolated();
            case 16, 17, 18, 19, 20, 21, 22, 23 -> lead();
            default -> transfer();
        };
    }

    private Command rule()
    {
        final Command command = new Command(SetWithdrawRuleEncoder.TEMPLATE_ID);
        command.session = CommandStream.ANY_SESSION;
        command.ppm = random.nextInt(8) == 0 ? random.nextInt(3) * 1_000_001 - 1 :
            random.nextInt(3) == 0 ? 100_000 : random.nextInt(300_000);
        return command;
    }

    /** Opens one, mostly where there is none; closes one, mostly in vain; now and then by the wrong parent. */
    private Command isolated()
    {
        final List<TwinAccount> isolated = state.accounts.values().stream()
            .filter(account -> account.isolated != null).toList();
        final boolean known = !isolated.isEmpty() && random.nextInt(3) != 0;
        final TwinAccount one = known ? isolated.get(random.nextInt(isolated.size())) : null;
        final TwinAccount parent = one == null || random.nextInt(15) == 0 ? anyAccount() : one.isolated.parent;
        final Command command = of(SetIsolatedEncoder.TEMPLATE_ID, parent);
        final TwinInstrument instrument = state.instruments.get(random.nextInt(state.instruments.size()));
        command.instrument = random.nextInt(40) == 0 ? random.nextInt(20) : instrument.id;
        command.to = one == null ? 5_000 + random.nextInt(12) : one.id;
        command.type = random.nextInt(40) == 0 ? 3 + random.nextInt(200) : one == null ? 0 : random.nextInt(3);
        command.amount = random.nextInt(40) == 0 ? random.nextInt(2) * (1L << 61) - 1 :
            random.nextInt(4) == 0 ? 0 : (long)(Math.max(0, parent.cash) * random.nextDouble());
        return command;
    }

    /** Leads an isolated account a step further: to cash, to a position, to a price below its maintenance. */
    private Command lead()
    {
        final List<TwinAccount> open = state.accounts.values().stream()
            .filter(one -> one.isolated != null && one.isolated.instrument != 0).toList();
        if (open.isEmpty())
        {
            return isolated();
        }
        final TwinAccount account = open.get(random.nextInt(open.size()));
        final TwinInstrument instrument = state.at(account.isolated.instrument);
        if (account.lots(instrument) != 0)
        {
            return state.oracle.of(instrument).isSourced() ? withdraw() : pressed(account, instrument);
        }
        if (account.cash < instrument.notional(1))
        {
            final Command command = of(TransferEncoder.TEMPLATE_ID, account.isolated.parent);
            command.to = account.id;
            command.asset = 1;
            command.amount = 1 + Math.max(0, account.isolated.parent.cash) / (2 + random.nextInt(20));
            return command;
        }
        final Command command = of(NewOrderEncoder.TEMPLATE_ID, account);
        command.instrument = instrument.id;
        command.side = random.nextInt(2);
        command.price = Math.max(1, Math.min(instrument.mostTicks(),
            instrument.mark / instrument.subTicks * (command.side == TwinBook.BUY ? 102 : 98) / 100));
        command.timeInForce = 1;
        command.lots = 1 + random.nextInt((int)Math.min(60, 1 + 8 * account.cash / instrument.notional(1)));
        return command;
    }

    /** The first price of a walk against its position at which an account is below maintenance. */
    private Command pressed(final TwinAccount account, final TwinInstrument instrument)
    {
        final long present = instrument.mark;
        final boolean isLong = account.lots(instrument) > 0;
        for (int step = 0; step < 60 && !state.isBelow(account, TwinState.ONE_PPM); step++)
        {
            final long next = isLong ? instrument.mark * 99 / 100 : instrument.mark * 101 / 100 + 1;
            instrument.mark = Math.max(instrument.minMark, Math.min(instrument.maxMark, Math.max(1, next)));
        }
        final Command command = new Command(PriceBatchEncoder.TEMPLATE_ID);
        command.session = CommandStream.ANY_SESSION;
        command.marks = new long[][]{{instrument.id, instrument.mark}};
        instrument.mark = present;
        return command;
    }

    private Command leverage()
    {
        final TwinAccount account = anyAccount();
        final Command command = of(SetLeverageEncoder.TEMPLATE_ID, account);
        final TwinInstrument instrument = state.instruments.get(random.nextInt(state.instruments.size()));
        command.instrument = random.nextInt(40) == 0 ? random.nextInt(20) : instrument.id;
        command.leverage = random.nextInt(20) == 0 ? random.nextInt(2_000) :
            random.nextInt(3) != 0 ? instrument.maxLeverage : 1 + random.nextInt(Math.max(1, instrument.maxLeverage));
        return command;
    }

    /** Bounds near what is open, so that the factor goes up and down its steps; now and then none. */
    private Command exposure()
    {
        final Command command = new Command(SetExposureEncoder.TEMPLATE_ID);
        command.session = CommandStream.ANY_SESSION;
        final TwinInstrument instrument = state.instruments.get(random.nextInt(state.instruments.size()));
        command.instrument = random.nextInt(40) == 0 ? random.nextInt(20) : instrument.id;
        final TwinExposure terms = new TwinExposure();
        command.newExposure = terms;
        if (random.nextInt(3) == 0)
        {
            final long open = TwinExposure.openInterest(state, instrument);
            terms.capPpm = 1_000_001 + random.nextInt(2_000_000);
            terms.low = open / (1 + random.nextInt(4));
            terms.high = terms.low + 1 + random.nextInt(60);
        }
        if (random.nextInt(5) == 0)
        {
            terms.positionPpm = random.nextInt(2_000_000);
            terms.interestPpm = random.nextInt(6_000_000);
        }
        switch (random.nextInt(40))
        {
            case 0 -> terms.capPpm = random.nextBoolean() ? 999_999 : 10_000_001;
            case 1 -> terms.high = terms.low;
            case 2 -> terms.low = -1;
            case 3 -> terms.positionPpm = -1;
            case 4 -> terms.high = Long.MAX_VALUE;
            default ->
            {
                return command;
            }
        }
        return command;
    }

    private Command depth()
    {
        final Command command = new Command(SetDepthEncoder.TEMPLATE_ID);
        command.session = CommandStream.ANY_SESSION;
        final TwinInstrument instrument = state.instruments.get(random.nextInt(state.instruments.size()));
        command.instrument = random.nextInt(40) == 0 ? random.nextInt(20) : instrument.id;
        command.lots = random.nextInt(20) == 0 ? random.nextInt(2) * (1L << 51) - 1 : random.nextInt(400);
        return command;
    }

    private TwinAccount anyAccount()
    {
        final List<TwinAccount> all = new ArrayList<>(state.accounts.values());
        return all.get(random.nextInt(all.size()));
    }

    /** By its owner, rarely by somebody else. */
    private Command of(final int template, final TwinAccount account)
    {
        final Command command = new Command(template);
        command.account = account.id;
        final Integer session = state.currentSession.get(account.principal);
        command.session = session == null || random.nextInt(40) == 0 ? 1 + random.nextInt(4) : session;
        return command;
    }

    private Command withdraw()
    {
        final TwinAccount account = anyAccount();
        return amount(of(WithdrawEncoder.TEMPLATE_ID, account), account);
    }

    private Command transfer()
    {
        final TwinAccount account = anyAccount();
        final Command command = amount(of(TransferEncoder.TEMPLATE_ID, account), account);
        command.to = random.nextInt(30) == 0 ? random.nextInt(20) : anyAccount().id;
        state.accounts.values().stream()
            .filter(one -> one.isolated != null && one.isolated.parent == account && random.nextInt(3) != 0)
            .findFirst().ifPresent(one -> command.to = one.id);
        if (random.nextInt(3) == 0)
        {
            command.session = 0;
        }
        return command;
    }

    /** Of any asset an amount near the most that may leave, or anything. */
    private Command amount(final Command command, final TwinAccount account)
    {
        final TwinAsset asset = state.assets.get(random.nextInt(state.assets.size()));
        final long held = asset.index == 1 ? account.cash : account.balances.getOrDefault(asset.index, 0L);
        command.asset = random.nextInt(40) == 0 ? 77 : asset.id;
        if (random.nextInt(30) == 0 || held <= 0)
        {
            command.amount = random.nextInt(3) - 1;
        }
        else if (random.nextBoolean() && asset.index == 1)
        {
            final long share = Exact.ceil(
                Exact.product(state.notional(account), state.withdrawPpm), Exact.PPM).longValueExact();
            final long kept = Math.max(share, state.initial(account, null, 0, 0, 0, null));
            command.amount = Math.max(1,
                state.oracle.slowEquityWithout(account, asset, 0) - kept + random.nextInt(5) - 2);
        }
        else
        {
            command.amount = random.nextInt(4) == 0 ? held + random.nextInt(3) - 1 :
                1 + (long)(held * random.nextDouble() * random.nextDouble());
        }
        return command;
    }
}
