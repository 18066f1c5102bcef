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

import io.plimsoll.core.fixed.Int128;

/**
 * Shares of the slack of one account, in proportion to the values of what it holds. What is alone gets all of it; of
 * several, none gets more than four times its own value, which no move of a price can use up. 0 B.
 */
final class SlackShares
{
    private static final int RATIO_BITS = 40;
    private static final long WEIGHT_MAX = 1L << 59;
    private static final long SCALE = 1_000_000_000_000L;

    private final Int128 slack = new Int128();
    private final Int128 value = new Int128();
    private long weight;
    private int factors;
    private long ratio;

    /** Begins an account that holds nothing yet. */
    void clear()
    {
        weight = 0;
        factors = 0;
    }

    /**
     * Counts something that the account holds.
     *
     * @param valueAtoms by which it shares, not negative.
     */
    void weigh(final long valueAtoms)
    {
        weight += valueAtoms;
        factors++;
    }

    /**
     * Settles the shares of all that has been counted.
     *
     * @param slackScaled of the account, atoms x 10^12, not negative.
     */
    void shareOut(final Int128 slackScaled)
    {
        slack.set(slackScaled);
        ratio = factors > 1 && weight > 0 ? ratio() : 0;
    }

    /** Slack for each atom of value, as a fixed-point number; more than four times the value is not shared out. */
    private long ratio()
    {
        final long most = 4 * Math.min(weight, WEIGHT_MAX);
        value.product(most, SCALE);
        final long sharedAtoms = slack.compareTo(value) >= 0 ? most : slack.divideFloor(SCALE);
        return value.product(sharedAtoms, 1L << RATIO_BITS).divideFloor(weight);
    }

    /**
     * The share of one thing that has been counted.
     *
     * @param valueAtoms with which it was counted.
     * @param target     register that receives the share, atoms x 10^12.
     */
    void of(final long valueAtoms, final Int128 target)
    {
        if (factors == 1)
        {
            target.set(slack);
        }
        else
        {
            target.product(valueAtoms, ratio).shiftRightFloor(RATIO_BITS).multiply(SCALE);
        }
    }
}
