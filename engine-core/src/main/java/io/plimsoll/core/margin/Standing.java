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

    private static final int NORMAL = AccountState.NORMAL.value();
    private static final int MARGIN_CALL = AccountState.MARGIN_CALL.value();
    private static final int LIQUIDATING = AccountState.LIQUIDATING.value();
    private static final long PPM = 1_000_000;

    private final LoadLines lines;
    private final Credits credits;

    /**
     * Standing against the lines of an engine.
     *
     * @param lines   of the engine.
     * @param credits that put off the start of an episode.
     */
    public Standing(final LoadLines lines, final Credits credits)
    {
        this.credits = credits;
        this.lines = lines;
    }

    /**
     * The level of an account.
     *
     * @param account   on its record.
     * @param valuation that has just evaluated it.
     * @return one of the three levels.
     */
    public int level(final AccountRecord account, final Valuation valuation)
    {
        if (account.state() == LIQUIDATING ?
            valuation.isBelow(PPM) || valuation.isBelow(account.thetaPpm()) : starts(account, valuation))
        {
            return BELOW_MAINTENANCE;
        }
        final int line = account.state() == MARGIN_CALL ? LoadLines.CALL_RELEASE : LoadLines.CALL;
        return valuation.isBelowCall(lines.ppm(line)) ? BELOW_CALL : ABOVE;
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
     * @param account on its record.
     * @return true if its state does not follow its level, or it is being liquidated.
     */
    public static boolean needsService(final AccountRecord account)
    {
        return account.state() != stateOf(account.level()) || account.state() == LIQUIDATING;
    }

    /**
     * Whether an account is above all its lines, in the state that belongs there, and armed against their loss alone.
     *
     * @param account on its record.
     * @return true if so.
     */
    public static boolean isAtEase(final AccountRecord account)
    {
        return account.level() == ABOVE && account.state() == NORMAL && account.downLine() == LoadLines.CALL;
    }

    /**
     * The line whose loss changes the level of an account.
     *
     * @param account on its record, with its level.
     * @return line to be armed downwards.
     */
    public int downLine(final AccountRecord account)
    {
        if (account.level() == BELOW_MAINTENANCE)
        {
            return LoadLines.NONE;
        }
        if (account.state() == LIQUIDATING)
        {
            return account.level() == BELOW_CALL ? LoadLines.atOrAbove(account.thetaPpm()) : LoadLines.CALL;
        }
        if (account.level() == BELOW_CALL)
        {
            return LoadLines.MAINTENANCE;
        }
        return account.state() == NORMAL ? LoadLines.CALL : LoadLines.CALL_RELEASE;
    }

    /**
     * The line whose recovery changes the level of an account.
     *
     * @param account on its record, with its level.
     * @return line to be armed upwards.
     */
    public int upLine(final AccountRecord account)
    {
        if (account.level() == ABOVE)
        {
            return LoadLines.NONE;
        }
        if (account.level() == BELOW_CALL)
        {
            return account.state() == MARGIN_CALL ? LoadLines.CALL_RELEASE : LoadLines.CALL;
        }
        return account.state() == LIQUIDATING ? LoadLines.atOrBelow(account.thetaPpm()) : LoadLines.MAINTENANCE;
    }
}
