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

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Follows the rates of instruments through a journal, and what they were when an account entered its episodes: no rate
 * that has risen since then counts for it.
 */
final class RatesTrail
{
    private final Map<Integer, Integer> inForce = new HashMap<>();
    private final List<Map<Integer, Integer>> entries = new ArrayList<>();

    /**
     * Notes where the rates of an instrument stand.
     *
     * @param instrumentId of the instrument.
     * @param inForcePpm   rate of the first bracket that its volatility has asked for.
     */
    void changed(final int instrumentId, final int inForcePpm)
    {
        inForce.put(instrumentId, inForcePpm);
    }

    /** Notes that the account enters an episode. */
    void enter()
    {
        entries.add(new HashMap<>(inForce));
    }

    /**
     * The rate at entry that a leg must record.
     *
     * @param leg    of the evidence.
     * @param listed the terms of its instrument.
     * @return rate of the first bracket: the one in force at the entry, or that of an entry before, if it is recorded
     *     and lower, because an account that leaves an episode keeps its rates to the next step.
     */
    int entryPpm(final Evidence.Leg leg, final Evidence.Leg listed)
    {
        final int last = entries.size() - 1;
        final int expected = at(last, leg.instrumentId(), listed);
        for (int i = 0; i < last; i++)
        {
            final int before = at(i, leg.instrumentId(), listed);
            if (before == leg.entryRatePpm() && before < expected)
            {
                return before;
            }
        }
        return expected;
    }

    private int at(final int entry, final int instrumentId, final Evidence.Leg listed)
    {
        final int base = listed.brackets().get(0).ratePpm();
        return entry < 0 ? base : entries.get(entry).getOrDefault(instrumentId, base);
    }

    /**
     * The brackets that count for a leg: as listed, scaled to the lower of the rates in force and at entry.
     *
     * @param leg    of the evidence; where its rates follow volatility its highest is taken as their cap.
     * @param listed the terms of its instrument.
     * @return brackets.
     */
    List<Evidence.Bracket> brackets(final Evidence.Leg leg, final Evidence.Leg listed)
    {
        if (!inForce.containsKey(leg.instrumentId()))
        {
            return listed.brackets();
        }
        final BigInteger base = Arithmetic.big(listed.brackets().get(0).ratePpm());
        final BigInteger first = Arithmetic.big(Math.min(inForce.get(leg.instrumentId()), leg.entryRatePpm()));
        final BigInteger factor = Arithmetic.divideCeil(first.multiply(Arithmetic.PPM), base);
        final BigInteger cap = Arithmetic.big(leg.brackets().get(leg.brackets().size() - 1).ratePpm());
        final List<Evidence.Bracket> scaled = new ArrayList<>();
        for (final Evidence.Bracket each : listed.brackets())
        {
            final BigInteger rate =
                Arithmetic.divideCeil(factor.multiply(Arithmetic.big(each.ratePpm())), Arithmetic.PPM).min(cap);
            scaled.add(new Evidence.Bracket(each.lowerNotionalAtoms(), rate.intValueExact(), each.penaltyPpm()));
        }
        return scaled;
    }
}
