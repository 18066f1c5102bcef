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
        return random.nextInt(25) == 0;
    }

    Command next()
    {
        return switch (random.nextInt(10))
        {
            case 0 -> rule();
            case 1, 2, 3 -> withdraw();
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
