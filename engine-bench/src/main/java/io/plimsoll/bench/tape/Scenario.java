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
package io.plimsoll.bench.tape;

import java.util.Locale;

/** The scenarios of the survey: how the price swings, and what a conforming book does with its million orders. */
public enum Scenario
{
    /** A price that does not move: the deepest book. */
    STATIC(0.00, 0.00, 827, 19_377, 810_796_800L,
        "9803843ee404fc29c9a0aa5614f8f0d5a58b5c44fcac9ef89067886fcaaa30d1"),
    /** A routine session. */
    NORMAL(0.15, 0.02, 62_474, 45_949, 60_863_024_275L,
        "e9b2e3926854410b01a035aeb25dd05f1e597c233be8263de9eb49b6713d367e"),
    /** A volatile day. */
    SWING_25(0.50, 0.25, 66_908, 47_497, 74_372_478_082L,
        "61a84be9469661bd039e00dbc9a7c011e70b6ace37aadfe60045ea083b05f4df"),
    /** A market under stress. */
    SWING_40(0.50, 0.40, 68_803, 48_267, 81_728_161_437L,
        "3cb0175e7982ff09ea220d1feaee3844cf9116a5ce455757879dea1d880b9b9f"),
    /** A crash within a session. */
    FLASH_CRASH(0.50, 0.60, 70_178, 48_698, 89_822_077_839L,
        "cff8d3f94b709fc64a8b2058a6ca4fb6920364904796e46906895e362d2bb16b");

    /** Orders of the tape that the published figures are of. */
    public static final int ORDERS = 1_000_000;
    /** Seed of the tape that the published figures are of. */
    public static final int SEED = 23;

    private final double volatility;
    private final double swing;
    private final long fills;
    private final long rejects;
    private final long valueTicks;
    private final String sha256;

    Scenario(
        final double volatility,
        final double swing,
        final long fills,
        final long rejects,
        final long valueTicks,
        final String sha256)
    {
        this.volatility = volatility;
        this.swing = swing;
        this.fills = fills;
        this.rejects = rejects;
        this.valueTicks = valueTicks;
        this.sha256 = sha256;
    }

    /**
     * The scenario of a name.
     *
     * @param label as the survey writes it, such as {@code swing-25}.
     * @return the scenario, null if there is none.
     */
    public static Scenario of(final String label)
    {
        for (final Scenario scenario : values())
        {
            if (scenario.label().equals(label))
            {
                return scenario;
            }
        }
        return null;
    }

    /**
     * Its name as the survey writes it.
     *
     * @return lower-case name with a hyphen.
     */
    public String label()
    {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Annual volatility of the price.
     *
     * @return fraction.
     */
    public double volatility()
    {
        return volatility;
    }

    /**
     * How far the price swings over the whole tape.
     *
     * @return fraction, one standard deviation.
     */
    public double swing()
    {
        return swing;
    }

    /**
     * Trades of a conforming book.
     *
     * @return number.
     */
    public long fills()
    {
        return fills;
    }

    /**
     * Cancels and modifies that a conforming book rejects.
     *
     * @return number.
     */
    public long rejects()
    {
        return rejects;
    }

    /**
     * Price times quantity of all trades of a conforming book.
     *
     * @return ticks times lots.
     */
    public long valueTicks()
    {
        return valueTicks;
    }

    /**
     * The published hash of a conforming book's report lines.
     *
     * @return 64 hexadecimal digits.
     */
    public String sha256()
    {
        return sha256;
    }
}
