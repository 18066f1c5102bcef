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

import io.plimsoll.core.account.AccountRecord;
import io.plimsoll.core.codec.generated.AccountState;

/**
 * Where an account stands against its lines, and which lines it has to be armed at. The level is the most severe whose
 * condition holds, where a call or an episode that has begun goes on holding up to its own line:
 * <pre>
 *   2 BELOW_MAINTENANCE  E + credit &lt; MM, or LIQUIDATING and E &lt; theta * MM
 *   1 BELOW_CALL         E &lt; call * MM, or MARGIN_CALL and E &lt; release * MM
 *   3 BELOW_INITIAL      E_slow &lt; IM
 *   0 ABOVE              otherwise
 * </pre>
 * The state follows the level by a step of the queue; until then the account is queued. Source: margin model, section
 * 5.
 */
public final class Standing
{
    /** Above its lines. */
    public static final int ABOVE = 0;
    /** Below the margin-call line. */
    public static final int BELOW_CALL = 1;
    /** Below maintenance, or in an episode that has not reached its target. */
    public static final int BELOW_MAINTENANCE = 2;

    /** Below the initial requirement, and above all other lines. */
    public static final int BELOW_INITIAL = 3;

    private static final int MARGIN_CALL = AccountState.MARGIN_CALL.value();
    private static final int LIQUIDATING = AccountState.LIQUIDATING.value();
    private static final long PPM = 1_000_000;

    private final LoadLines lines;
    private final Credits credits;
    private final InitialSlack initial;

    /**
     * Standing against the lines of an engine.
     *
     * @param lines   of the engine.
     * @param credits that put off the start of an episode.
     * @param initial slack over the initial requirement, which is evaluated where no other line is passed.
     */
    public Standing(final LoadLines lines, final Credits credits, final InitialSlack initial)
    {
        this.credits = credits;
        this.lines = lines;
        this.initial = initial;
    }

    /**
     * The level of an account.
     *
     * @param account   on its record.
     * @param valuation that has just evaluated it.
     * @return one of the four levels.
     */
    public int level(final AccountRecord account, final Valuation valuation)
    {
        if (account.state() == LIQUIDATING ?
            valuation.isBelow(PPM) || valuation.isBelow(account.thetaPpm()) : starts(account, valuation))
        {
            return BELOW_MAINTENANCE;
        }
        final int line = account.state() == MARGIN_CALL ? LoadLines.CALL_RELEASE : LoadLines.CALL;
        if (valuation.isBelowCall(lines.ppm(line)))
        {
            return BELOW_CALL;
        }
        return initial.isBelow(account.index()) ? BELOW_INITIAL : ABOVE;
    }

    /**
     * Whether an episode starts: credit counts here and nowhere else.
     *
     * @param account   on its record, not LIQUIDATING.
     * @param valuation that has just evaluated it.
     * @return true if {@code E + credit < MM}.
     */
    public boolean starts(final AccountRecord account, final Valuation valuation)
    {
        return valuation.isBelow(PPM) && (account.pledge() == 0 || !credits.keeps(account, valuation));
    }

    /**
     * The state that belongs to a level. An account leaves LIQUIDATING only by reaching its target.
     *
     * @param level of the account.
     * @return state as the wire names it.
     */
    public static int stateOf(final int level)
    {
        return level;
    }

    /**
     * Whether the queue has something to do for an account.
     *
     * @param account   on its record.
     * @param ownChange whether it has changed by itself: one that may only reduce has its orders looked at again.
     * @return true if its state does not follow its level, it is being liquidated, or orders may have to go.
     */
    public static boolean needsService(final AccountRecord account, final boolean ownChange)
    {
        return account.state() != stateOf(account.level()) || account.state() == LIQUIDATING ||
            ownChange && account.level() != ABOVE && account.firstOrder() != 0;
    }

    /**
     * The line whose loss changes the level of an account, beside the initial requirement.
     *
     * @param account on its record, with its level.
     * @return line to be armed downwards.
     */
    public static int downLine(final AccountRecord account)
    {
        final boolean liquidating = account.state() == LIQUIDATING;
        switch (account.level())
        {
            case BELOW_MAINTENANCE:
                return LoadLines.NONE;
            case BELOW_CALL:
                return liquidating ? LoadLines.atOrAbove(account.thetaPpm()) : LoadLines.MAINTENANCE;
            default:
                // Who is above the initial requirement is above every line but that at which a call ends.
                return account.state() == MARGIN_CALL ? LoadLines.CALL_RELEASE :
                    account.level() == ABOVE ? LoadLines.NONE : LoadLines.CALL;
        }
    }

    /**
     * The line whose recovery changes the level of an account, beside the initial requirement.
     *
     * @param account on its record, with its level.
     * @return line to be armed upwards.
     */
    public static int upLine(final AccountRecord account)
    {
        switch (account.level())
        {
            case BELOW_MAINTENANCE:
                return account.state() == LIQUIDATING ?
                    LoadLines.atOrBelow(account.thetaPpm()) : LoadLines.MAINTENANCE;
            case BELOW_CALL:
                return account.state() == MARGIN_CALL ? LoadLines.CALL_RELEASE : LoadLines.CALL;
            default:
                return LoadLines.NONE;
        }
    }
}
