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

import io.plimsoll.core.codec.generated.BorrowEncoder;
import io.plimsoll.core.codec.generated.PriceBatchEncoder;
import io.plimsoll.core.codec.generated.RepayEncoder;
import io.plimsoll.core.codec.generated.SetLoanTermsEncoder;
import io.plimsoll.core.codec.generated.SupplyPoolEncoder;
import io.plimsoll.core.codec.generated.WithdrawPoolEncoder;

import java.util.List;
import java.util.Random;

/** Random commands about loans, and prices of assets that bring debtors near their lines. */
final class LoanStream
{
    private static final long MINUTE_NS = 60_000_000_000L;
    private static final long OTHER_ASSET_ATOMS = 1L << 40;
    private static final int[] LINES_PPM = {1_000_000, 1_100_000, 1_250_000};

    private final Random random;
    private final TwinState state;
    private final long typical;

    LoanStream(final Random random, final TwinState state, final long typical)
    {
        this.random = random;
        this.state = state;
        this.typical = Math.max(100, typical);
    }

    /** Terms of an asset, which is lent from then on. */
    Command terms(final int assetId, final int callPpm)
    {
        final Command command = new Command(SetLoanTermsEncoder.TEMPLATE_ID);
        command.session = CommandStream.ANY_SESSION;
        command.asset = assetId;
        final TwinPool terms = new TwinPool();
        command.newPool = terms;
        terms.intervalNs = MINUTE_NS * (1 + random.nextInt(3) * random.nextInt(200));
        terms.interestPpm = random.nextInt(4) == 0 ? random.nextInt(10_000_001) : random.nextInt(300_000);
        terms.reserve = random.nextInt(3) == 0 ? random.nextLong(typical) : 0;
        terms.weightPpm = 1_000_000 + (random.nextInt(3) == 0 ? 0 : random.nextInt(100_000));
        terms.thetaPpm = 1_000_001 + random.nextInt(Math.min(250_000, callPpm - 1_020_001));
        terms.factorPpm = Math.max(1_375_000, callPpm) + random.nextInt(200_000);
        terms.sharePpm = random.nextInt(3) * 100_000;
        terms.minimum = random.nextInt(4) == 0 ? random.nextLong(typical) : 0;
        return command;
    }

    /** Liquidity for many loans. */
    Command supply(final int assetId)
    {
        final Command command = new Command(SupplyPoolEncoder.TEMPLATE_ID);
        command.session = CommandStream.ANY_SESSION;
        command.asset = assetId;
        command.amount = assetId == 1 ? typical * 40 : OTHER_ASSET_ATOMS;
        return command;
    }

    /** Any of these commands; the account and its session are the caller's to set where there is one. */
    Command any(final TwinAccount account)
    {
        final TwinAsset asset = state.assets.get(random.nextInt(state.assets.size()));
        final int kind = random.nextInt(20);
        if (kind == 0)
        {
            return spoilt(terms(asset.id, state.assets.get(0).callPpm));
        }
        if (kind == 1)
        {
            final Command supply = supply(random.nextInt(10) == 0 ? 9 : asset.id);
            supply.amount = random.nextInt(4) == 0 ? random.nextInt(3) - 1 : supply.amount / 10;
            return supply;
        }
        if (kind == 2)
        {
            final Command withdraw = new Command(WithdrawPoolEncoder.TEMPLATE_ID);
            withdraw.session = CommandStream.ANY_SESSION;
            withdraw.asset = asset.id;
            withdraw.amount = random.nextInt(3) == 0 ? asset.pool.cash + random.nextInt(2) :
                random.nextLong(typical) - random.nextInt(2);
            return withdraw;
        }
        return kind < 13 ? borrow(account, asset) : repay(account);
    }

    /** The same terms but for one that is wrong, or that cannot change while something is lent. */
    private Command spoilt(final Command command)
    {
        final TwinPool terms = command.newPool;
        final TwinAsset asset = state.asset(command.asset);
        if (random.nextBoolean() && asset.pool.listed)
        {
            terms.weightPpm = asset.pool.weightPpm;
            terms.thetaPpm = asset.pool.thetaPpm;
            terms.factorPpm = asset.pool.factorPpm;
        }
        switch (random.nextInt(17))
        {
            case 0 -> command.asset = 9;
            case 1 -> terms.weightPpm = 999_999;
            case 2 -> terms.thetaPpm = 1_000_000;
            case 3 -> terms.factorPpm = 1_374_999;
            case 4 -> terms.interestPpm = 10_000_001;
            case 5 -> terms.intervalNs = 0;
            case 6 -> terms.sharePpm = -1;
            case 7 -> terms.reserve = -1;
            case 8 -> terms.minimum = -1;
            case 9 ->
            {
                terms.intervalNs = 0;
                terms.interestPpm = 0;
            }
            default ->
            {
                return command;
            }
        }
        return command;
    }

    private Command borrow(final TwinAccount account, final TwinAsset asset)
    {
        final Command command = new Command(BorrowEncoder.TEMPLATE_ID);
        command.account = account.id;
        command.asset = random.nextInt(40) == 0 ? 9 : asset.id;
        final long price = Math.max(1, asset.price);
        final long worth = Math.max(1, state.equity(account) / 4);
        final long atoms = Exact.floor(Exact.product(worth, asset.unit), Exact.big(price)).longValue();
        command.amount = random.nextInt(20) == 0 ? random.nextInt(3) - 1 :
            1 + (long)(Math.min(atoms, typical * 40) * random.nextDouble() * (random.nextInt(4) == 0 ? 12 : 3));
        return command;
    }

    private Command repay(final TwinAccount account)
    {
        final Command command = new Command(RepayEncoder.TEMPLATE_ID);
        final List<Integer> owed = List.copyOf(account.loans.keySet());
        command.account = account.id;
        final TwinAsset asset = owed.isEmpty() || random.nextInt(12) == 0 ?
            state.assets.get(random.nextInt(state.assets.size())) :
            state.assets.get(owed.get(random.nextInt(owed.size())) - 1);
        command.asset = asset.id;
        final long debt = state.debt(account, asset);
        command.amount = random.nextInt(3) == 0 ? 0 : random.nextInt(8) == 0 ? debt + random.nextInt(2) :
            random.nextInt(20) - 1 + random.nextLong(debt + 1);
        return command;
    }

    /** A price of an asset at which a debtor stands within an atom or so of a line; null if there is none. */
    Command steer(final TwinAccount account)
    {
        for (final TwinAsset asset : state.assets)
        {
            final boolean owes = account.loans.containsKey(asset.index);
            final boolean holds = account.balances.getOrDefault(asset.index, 0L) > 0;
            if (asset.index > 1 && owes != holds && !account.loans.isEmpty() && !state.oracle.of(asset).isSourced())
            {
                return priceNear(account, asset, owes);
            }
        }
        return null;
    }

    private Command priceNear(final TwinAccount account, final TwinAsset asset, final boolean owes)
    {
        final int line = random.nextInt(5);
        final long linePpm = line < 3 ? LINES_PPM[line] : line == 3 ? state.assets.get(0).callPpm :
            account.thetaPpm == 0 ? 1_000_000 : account.thetaPpm;
        final long present = asset.price;
        long low = Math.max(1, present / 4);
        long high = Math.min(asset.maxPrice, present * 4);
        while (low < high)
        {
            final long middle = (low + high) / 2;
            asset.price = middle;
            if (state.isBelow(account, linePpm) == owes)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }
        asset.price = present;
        final Command command = new Command(PriceBatchEncoder.TEMPLATE_ID);
        command.session = CommandStream.ANY_SESSION;
        final long price = Math.max(1, Math.min(asset.maxPrice, low + random.nextInt(3) - 1));
        command.prices = new long[][]{{asset.id, price}};
        return command;
    }
}
