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
import java.util.List;
import java.util.Map;

/**
 * A step of a liquidation with everything in the journal that led to it.
 *
 * @param evidence    of the step.
 * @param moment      of the command in which the step was done.
 * @param terms       by instrument, as they were listed.
 * @param assets      terms by asset, as {@link #asset} writes them.
 * @param weights     of loans by asset, ppm, as they were set.
 * @param marks       by instrument, as the last price command set them.
 * @param prices      by asset, as the last price command set them.
 * @param states      by instrument, as the last transition left them; an instrument without one is open.
 * @param oracleStates of the indexes of instruments, as the last transition left them; one without is OK.
 * @param rates       of instruments, and what they were at the entries of the account.
 * @param entry       where the account was taken into liquidation; null if the journal does not show it.
 * @param earlier     worths from which earlier steps of the episode started.
 * @param crossing    what took the account below its line; null if the journal does not show it.
 */
record LiquidationCase(
    Evidence evidence,
    Moment moment,
    Map<Integer, Terms> terms,
    Map<Integer, String> assets,
    Map<Integer, Integer> weights,
    Map<Integer, Long> marks,
    Map<Integer, Long> prices,
    Map<Integer, Integer> states,
    Map<Integer, Integer> oracleStates,
    RatesTrail rates,
    Entry entry,
    List<Worth> earlier,
    Crossing crossing)
{
    /**
     * A command in the journal.
     *
     * @param sequence    of the command.
     * @param timestampNs of the command.
     * @param command     its name.
     */
    record Moment(long sequence, long timestampNs, String command)
    {
    }

    /**
     * What an instrument was listed with.
     *
     * @param thetaPpm      target of a liquidation.
     * @param isFull        whether a liquidation closes all of it.
     * @param oracleBandPpm width of the band around the mark.
     * @param subTicks      for each tick.
     * @param windowNs      when the final window of a dated future begins; the largest long if it has none.
     * @param leg           the terms that the evidence repeats, with neither position nor mark.
     */
    record Terms(int thetaPpm, boolean isFull, int oracleBandPpm, long subTicks, long windowNs, Evidence.Leg leg)
    {
    }

    /**
     * The change into the state of liquidation.
     *
     * @param moment      of it.
     * @param equity      then.
     * @param maintenance then, rounded up to atoms.
     * @param thetaPpm    target of the episode.
     */
    record Entry(Moment moment, BigInteger equity, BigInteger maintenance, int thetaPpm)
    {
    }

    /**
     * The command that took the account below its line, from which it did not come back before it was liquidated.
     *
     * @param moment      of the command.
     * @param isPrice     whether marks and prices alone did it; otherwise it was a trade or a payment of the account.
     * @param marksBefore by instrument.
     * @param marksAfter  by instrument.
     * @param before      worth of the account at the marks before.
     */
    record Crossing(
        Moment moment,
        boolean isPrice,
        Map<Integer, Long> marksBefore,
        Map<Integer, Long> marksAfter,
        Worth before)
    {
    }

    /**
     * Terms of an asset, to be compared.
     *
     * @param unitAtoms atoms to which a price refers.
     * @param bands     with the share of the value that counts.
     * @return both in words.
     */
    static String asset(final long unitAtoms, final List<Evidence.Band> bands)
    {
        final StringBuilder text = new StringBuilder("unit ").append(unitAtoms);
        for (final Evidence.Band band : bands)
        {
            text.append(", weight ").append(band.weightPpm());
            if (0 != band.lowerValueAtoms())
            {
                text.append(" from ").append(band.lowerValueAtoms());
            }
        }
        return text.toString();
    }

    /**
     * Whether the episode had earlier steps.
     *
     * @return true if it had.
     */
    boolean isLaterStep()
    {
        return !earlier.isEmpty();
    }

    /**
     * The worth with the lowest health from which any step of the episode started, this one included: of two equal ones
     * the first.
     *
     * @param present worth from which this step starts.
     * @return the worth that bounds the penalty.
     */
    Worth lowest(final Worth present)
    {
        Worth lowest = null;
        for (final Worth worth : earlier)
        {
            final boolean isLower = null == lowest || worth.isLowerThan(lowest);
            lowest = worth.maintenance().signum() > 0 && isLower ? worth : lowest;
        }
        return null == lowest || present.isLowerThan(lowest) ? present : lowest;
    }
}
