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
 * What an account has over its initial requirement, counted as if all that rests had filled: {@code E_slow - IM}. It is
 * kept without rounding, {@code 10^12 * E_slow} less the sum whose parts the requirement rounds up once: for whole
 * atoms of equity both are below zero together. 0 B.
 */
public final class InitialSlack
{
    private static final long SCALE = 1_000_000_000_000L;

    private final Valuation valuation;
    private final InitialRequirement initial;
    private final SlowEquity slowEquity;
    private final Int128 slack = new Int128();
    private long slowAtoms;
    private long requiredAtoms;

    /**
     * Slack of any account.
     *
     * @param valuation  that has just evaluated whoever is asked about.
     * @param initial    requirement.
     * @param slowEquity that knows what the slow price takes away.
     */
    public InitialSlack(final Valuation valuation, final InitialRequirement initial, final SlowEquity slowEquity)
    {
        this.valuation = valuation;
        this.initial = initial;
        this.slowEquity = slowEquity;
    }

    /**
     * Evaluates an account that the valuation has just evaluated.
     *
     * @param accountIndex of the account.
     * @return register with atoms x 10^12, the same one each time, valid until the next evaluation.
     */
    public Int128 evaluate(final int accountIndex)
    {
        slowAtoms = valuation.equityAtoms() - slowEquity.excessAtoms(accountIndex);
        requiredAtoms = initial.evaluate(accountIndex);
        return slack.product(slowAtoms, SCALE).subtract(initial.sum());
    }

    /**
     * Whether E_slow is below the requirement.
     *
     * @param accountIndex of an account that the valuation has just evaluated.
     * @return true if strictly below.
     */
    public boolean isBelow(final int accountIndex)
    {
        return evaluate(accountIndex).isNegative();
    }

    /**
     * Slack of the last evaluation.
     *
     * @return register with atoms x 10^12.
     */
    public Int128 slack()
    {
        return slack;
    }

    /**
     * E_slow of the last evaluation.
     *
     * @return atoms.
     */
    public long slowAtoms()
    {
        return slowAtoms;
    }

    /**
     * Requirement of the last evaluation.
     *
     * @return atoms, rounded up, at most the largest long.
     */
    public long requiredAtoms()
    {
        return requiredAtoms;
    }

    /**
     * What E_slow lacked at the last evaluation.
     *
     * @return atoms, 0 if nothing.
     */
    public long missingAtoms()
    {
        return Math.max(0, requiredAtoms - slowAtoms);
    }
}
