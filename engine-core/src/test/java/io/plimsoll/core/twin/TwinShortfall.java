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

import io.plimsoll.core.codec.generated.InterestChargedEncoder;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;

/** What an account is short of in one asset that is lent, and what it owes for it. */
final class TwinShortfall
{
    private final TwinAccount account;
    private final TwinAsset asset;
    private long atoms;
    private BigInteger index;
    /** In millionths of an atom. */
    private BigInteger accrued = BigInteger.ZERO;
    /** When it is charged next; 0 never. */
    long endNs;

    private TwinShortfall(final TwinAccount account, final TwinAsset asset, final BigInteger index)
    {
        this.account = account;
        this.asset = asset;
        this.index = index;
    }

    /** Notes what every account is short of. */
    static void follow(final TwinState state)
    {
        for (final TwinAccount account : state.accounts.values())
        {
            for (final TwinAsset asset : state.assets)
            {
                final boolean known = account.shortfalls.containsKey(asset.index);
                if (known || asset.pool.listed && TwinState.held(account, asset) < 0)
                {
                    account.shortfalls.computeIfAbsent(asset.index, key -> new TwinShortfall(
                        account, asset, TwinLoans.indexAt(asset.pool, state.timestampNs))).note(state);
                }
            }
        }
    }

    private void note(final TwinState state)
    {
        final long now = Math.max(0, -TwinState.held(account, asset));
        endNs = endNs == 0 ? asset.pool.endNs : endNs;
        if (now != atoms)
        {
            accrue(state);
            atoms = now;
        }
        if (atoms == 0 && accrued.signum() == 0)
        {
            account.shortfalls.remove(asset.index);
        }
    }

    private void accrue(final TwinState state)
    {
        accrued = accrued(state);
        index = TwinLoans.indexAt(asset.pool, state.timestampNs);
    }

    private BigInteger accrued(final TwinState state)
    {
        final BigInteger grown = TwinLoans.indexAt(asset.pool, state.timestampNs).subtract(index);
        return accrued.add(Exact.ceil(grown.multiply(Exact.big(atoms)).multiply(Exact.PPM), index));
    }

    /** What an account owes for what it was short of. */
    static long due(final TwinState state, final TwinAccount account, final TwinAsset asset)
    {
        final TwinShortfall owed = account.shortfalls.get(asset.index);
        return owed == null ? 0 : Exact.ceil(owed.accrued(state), Exact.PPM).longValueExact();
    }

    /** The one that is charged first, if it is by some time. */
    static TwinShortfall first(final TwinState state, final long untilNs)
    {
        final List<TwinShortfall> all = state.accounts.values().stream()
            .flatMap(account -> account.shortfalls.values().stream())
            .filter(one -> one.endNs != 0 && one.endNs <= untilNs).toList();
        return all.stream().min(Comparator.comparingLong((TwinShortfall one) -> one.endNs)
            .thenComparingInt(one -> one.account.index).thenComparingInt(one -> one.asset.index)).orElse(null);
    }

    /** What is short, the index up to which it has paid, and what has accrued. */
    long[] numbers()
    {
        return new long[]{atoms, index.longValueExact(), accrued.longValue()};
    }

    /** Takes what is owed, for the fund. */
    void charge(final TwinState state)
    {
        accrue(state);
        final long due = Exact.ceil(accrued, Exact.PPM).longValueExact();
        accrued = BigInteger.ZERO;
        endNs = asset.pool.endNs;
        if (due == 0)
        {
            return;
        }
        asset.fund += due;
        final long held = TwinState.credit(account, asset, -due);
        state.charged++;
        new InterestChargedEncoder()
            .wrapAndApplyHeader(state.effects.buffer(), state.effects.claim(state.recipient(account),
                InterestChargedEncoder.BLOCK_LENGTH), state.effects.header())
            .accountId(account.id)
            .changeAtoms(-due)
            .balanceAtoms(held)
            .shortfallAtoms(atoms)
            .interestIndex(index.longValueExact())
            .assetId(asset.id)
            .padding(0);
    }
}
