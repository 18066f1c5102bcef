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

import io.plimsoll.core.Invariant;
import io.plimsoll.core.account.AccountRecord;
import io.plimsoll.core.fixed.Int128;

/**
 * The line at which an episode starts where credit counts, {@code min(A, B)}:
 * <pre>
 *   A = E - MM + worth                 falls with time too: half of it is kept for that, with a deadline
 *   B = E - (1 - cap) * MM - 1 atom    no more than E - MM + floor(cap * MM), and the same at any time
 * </pre>
 * Downwards both must hold: what is shared out is the lesser of the two, each position keeps its part at both slopes,
 * and balances keep theirs for both alike. Upwards each of them is more than the line, and the lower one is armed.
 * Source: load-line page, row "cross-venue credit". 0 B.
 */
final class CreditLine
{
    private static final long PPM = 1_000_000;
    private static final long SCALE = PPM * PPM;

    private final Credits credits;
    private final Int128 capped = new Int128();
    private final Int128 excess = new Int128();
    private long capPpm;
    private long countedAtoms;
    private long linePpm;
    private boolean hearsTime = true;
    private boolean isCapped = true;

    CreditLine(final Credits credits)
    {
        this.credits = credits;
    }

    /**
     * Whether credit counts at a line. Forgets the deadline of the account.
     *
     * @param account on its record, with a pledge.
     * @param line    that is armed.
     * @return true if so.
     */
    boolean counts(final AccountRecord account, final int line)
    {
        return line == LoadLines.MAINTENANCE && account.thetaPpm() == 0 && credits.worthAtoms(account.pledge()) > 0;
    }

    /**
     * The slack that an account shares out downwards; sets its deadline.
     *
     * @param account   on its record, with a pledge.
     * @param valuation that has just evaluated it.
     * @param slack     register that receives atoms x 10^12.
     */
    void slackDown(final AccountRecord account, final Valuation valuation, final Int128 slack)
    {
        final long worth = load(account, valuation);
        excess.set(0);
        linePpm = PPM;
        valuation.slack(PPM, slack).addProduct(worth, SCALE);
        final long keptAtoms = slack.isNegative() ? 0 : Math.min(worth, slack.divideFloor(2 * SCALE));
        countedAtoms = worth - keptAtoms;
        slack.subtractProduct(keptAtoms, SCALE);
        if (capped.subtract(SCALE).compareTo(slack) < 0 && isCapped)
        {
            slack.set(capped);
        }
        if (hearsTime)
        {
            credits.expect(account.pledge(), countedAtoms);
        }
    }

    /**
     * The slack at the lower of the two lines, for arming upwards.
     *
     * @param account   on its record, with a pledge.
     * @param valuation that has just evaluated it.
     * @param slack     register that receives atoms x 10^12.
     */
    void slackUp(final AccountRecord account, final Valuation valuation, final Int128 slack)
    {
        countedAtoms = load(account, valuation);
        linePpm = PPM;
        valuation.slack(PPM, slack).addProduct(countedAtoms, SCALE);
        if (capped.compareTo(slack) < 0)
        {
            slack.set(capped);
            countedAtoms = 0;
            linePpm = PPM - capPpm;
        }
    }

    /** Computes B without its atom; returns the worth of the attestation. */
    private long load(final AccountRecord account, final Valuation valuation)
    {
        final long worth = credits.worthAtoms(account.pledge());
        capPpm = credits.capPpm(account.pledge());
        excess.set(valuation.maintenance()).multiply(PPM - capPpm);
        capped.product(valuation.equityAtoms(), SCALE).subtract(excess);
        return worth;
    }

    /** Plants the defect that credit is never looked at again for its age. */
    void plantAgelessness()
    {
        hearsTime = false;
    }

    /** Plants another: no share is kept for the cap. */
    void plantUncapped()
    {
        isCapped = false;
    }

    /** The line at which positions are armed, ppm. */
    long linePpm()
    {
        return linePpm;
    }

    /** The other line that a position keeps downwards, ppm. */
    long cappedPpm()
    {
        return PPM - capPpm;
    }

    /**
     * Notes by how much more a position promises at the capped line than at maintenance.
     *
     * @param atMaintenance atoms x 10^12.
     * @param atCapped      atoms x 10^12.
     */
    void promise(final Int128 atMaintenance, final Int128 atCapped)
    {
        excess.add(atCapped).subtract(atMaintenance);
    }

    /**
     * Adds what is counted on to a promise; downwards the promise at the capped line must hold too.
     *
     * @param promised  at maintenance, atoms x 10^12.
     * @param direction in which it is armed.
     * @param tight     whether there was no slack to share out.
     */
    void count(final Int128 promised, final int direction, final boolean tight)
    {
        if (direction == PositionBounds.DOWN)
        {
            capped.set(promised).add(excess).subtract(SCALE);
            Invariant.check(tight || !isCapped || !capped.isNegative(), "CREDIT_LINE_RESERVE", capped.high(), 0);
        }
        promised.addProduct(countedAtoms, SCALE);
    }
}
