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

import java.util.Random;

/** Parts of questions about what an account would be: mostly such as it could do, now and then too large or wrong. */
final class WhatIfStream
{
    private final Random random;
    private final TwinState state;

    WhatIfStream(final Random random, final TwinState state)
    {
        this.random = random;
        this.state = state;
    }

    Command fill(final Command command)
    {
        final int wrong = random.nextInt(30);
        command.quotes = new long[wrong == 0 ? 17 : random.nextInt(3)][];
        for (int place = 0; place < command.quotes.length; place++)
        {
            command.quotes[place] = quote();
        }
        command.transfers = new long[wrong == 1 ? 18 : random.nextInt(3)][];
        for (int place = 0; place < command.transfers.length; place++)
        {
            command.transfers[place] = transfer(command.account);
        }
        command.trades = new long[wrong == 2 ? 19 : random.nextInt(4)][];
        for (int place = 0; place < command.trades.length; place++)
        {
            command.trades[place] = trade();
        }
        if (random.nextInt(8) == 0)
        {
            command.session = 0;
        }
        return command;
    }

    private long[] quote()
    {
        final boolean ofAsset = random.nextInt(3) == 0;
        final TwinInstrument instrument = state.instruments.get(random.nextInt(state.instruments.size()));
        final TwinAsset asset = state.assets.get(random.nextInt(state.assets.size()));
        final long present = ofAsset ? asset.price : instrument.mark;
        final long moved = (long)(present * (1 + random.nextGaussian() * 0.1));
        final long[] quote = {ofAsset ? 1 : 0, ofAsset ? asset.id : instrument.id, Math.max(1, moved), 0, 0, 0, 0};
        switch (random.nextInt(60))
        {
            case 0 -> quote[0] = random.nextInt(200);
            case 1 -> quote[1] = random.nextInt(20);
            case 2 -> quote[2] = random.nextLong() >> random.nextInt(64);
            default ->
            {
                // As it is.
            }
        }
        return quote;
    }

    private long[] transfer(final long accountId)
    {
        final TwinAsset asset = state.assets.get(random.nextInt(state.assets.size()));
        final TwinAccount account = state.accounts.get(accountId);
        final long held = asset.index == 1 ? account.cash : account.balances.getOrDefault(asset.index, 0L);
        final long most = Math.max(1, Math.abs(held));
        final long amount = (long)(most * random.nextDouble()) * (random.nextBoolean() ? 1 : -1);
        return switch (random.nextInt(60))
        {
            case 0 -> new long[]{random.nextInt(9), amount};
            case 1 -> new long[]{asset.id, random.nextLong() >> random.nextInt(64)};
            case 2 -> new long[]{asset.id, random.nextBoolean() ? Long.MIN_VALUE : Long.MAX_VALUE};
            default -> new long[]{asset.id, amount};
        };
    }

    private long[] trade()
    {
        final TwinInstrument instrument = state.instruments.get(random.nextInt(state.instruments.size()));
        final long ticks = Math.max(1, instrument.mark / instrument.subTicks);
        final long price = random.nextInt(3) == 0 ? 0 : (long)(ticks * (1 + random.nextGaussian() * 0.02));
        final long lots = (1 + random.nextInt(30)) * (random.nextBoolean() ? 1L : -1L);
        return switch (random.nextInt(60))
        {
            case 0 -> new long[]{random.nextInt(20), lots, price};
            case 1 -> new long[]{instrument.id, random.nextLong() >> random.nextInt(64), price};
            case 2 -> new long[]{instrument.id, lots, random.nextLong() >> random.nextInt(64)};
            case 3 -> new long[]{instrument.id, random.nextBoolean() ? Long.MIN_VALUE : 0, price};
            default -> new long[]{instrument.id, lots, Math.max(0, price)};
        };
    }
}
