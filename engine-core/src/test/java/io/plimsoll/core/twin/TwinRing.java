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

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Whose turn it is in the round robin of waiting accounts. The ring is taken from the engine before each command,
 * because the model leaves its order open; which account has its turn follows from it.
 */
final class TwinRing
{
    private final List<TwinAccount> ring = new ArrayList<>();
    private int cursor;

    /** Takes over the cursor and the accounts by index. */
    void set(final int[] places, final TwinState state)
    {
        ring.clear();
        cursor = places[0];
        for (int place = 1; place < places.length; place++)
        {
            final int index = places[place];
            ring.add(state.accounts.values().stream().filter(account -> account.index == index).findFirst()
                .orElseThrow());
        }
        TwinState.require(ring.stream().allMatch(account -> account.waiting) && ring.size() ==
            state.accounts.values().stream().filter(account -> account.waiting).count(), "the ring holds who waits");
    }

    /** The account of this price command, null if none waits any more. */
    TwinAccount next(final List<Long> withEffects)
    {
        final List<TwinAccount> left = new ArrayList<>(ring);
        left.removeIf(account -> account.waiting);
        final Set<TwinAccount> candidates = new LinkedHashSet<>();
        permute(new ArrayList<>(ring), left, candidates);
        for (final TwinAccount candidate : candidates)
        {
            if (withEffects.contains(candidate.id))
            {
                return candidate;
            }
        }
        if (candidates.size() == 1)
        {
            return candidates.iterator().next();
        }
        // One of several had its turn and changed nothing but its own wake price: whose is not known.
        candidates.forEach(account -> account.wakeUnsure = true);
        return null;
    }

    /** Accounts that left in this command did so in an order that the model does not tell: any of them may be. */
    private void permute(final List<TwinAccount> places, final List<TwinAccount> left, final Set<TwinAccount> found)
    {
        if (left.isEmpty())
        {
            if (!places.isEmpty())
            {
                found.add(places.get(cursor >= places.size() ? 0 : cursor));
            }
            return;
        }
        for (final TwinAccount leaves : left)
        {
            final List<TwinAccount> rest = new ArrayList<>(left);
            rest.remove(leaves);
            final List<TwinAccount> after = new ArrayList<>(places);
            after.set(after.indexOf(leaves), after.get(after.size() - 1));
            after.remove(after.size() - 1);
            permute(after, rest, found);
        }
    }
}
