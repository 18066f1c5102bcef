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
import io.plimsoll.core.price.BracketTableRecord;

/**
 * The maintenance requirement of a notional: {@code M(N) = r(t) * N - d(t)} in the bracket {@code t} that holds it, in
 * ppm x atoms. Continuous and convex, because rates do not fall. Source: margin model, section 4.
 */
public final class Brackets
{
    private final Int128 deduction = new Int128();

    /** Brackets need registers of their own; nothing else is held. */
    public Brackets()
    {
    }

    /**
     * The bracket that holds a notional.
     *
     * @param table         on the record of the brackets.
     * @param notionalAtoms not negative.
     * @return index of the highest bracket whose lower bound is at most the notional.
     */
    public static int bracketOf(final BracketTableRecord table, final long notionalAtoms)
    {
        int bracket = table.bracketCount() - 1;
        while (bracket > 0 && table.bracketLowerAtoms(bracket) > notionalAtoms)
        {
            bracket--;
        }
        return bracket;
    }

    /**
     * The bracket from which the next lot is closed: at a bracket's very edge it is the one below.
     *
     * @param table         on the record of the brackets.
     * @param notionalAtoms above 0.
     * @return index of the highest bracket whose lower bound is less than the notional.
     */
    public static int closingBracketOf(final BracketTableRecord table, final long notionalAtoms)
    {
        int bracket = table.bracketCount() - 1;
        while (bracket > 0 && table.bracketLowerAtoms(bracket) >= notionalAtoms)
        {
            bracket--;
        }
        return bracket;
    }

    /**
     * Adds the requirement of a notional to a sum.
     *
     * @param table         on the record of the brackets.
     * @param notionalAtoms not negative.
     * @param sum           register that grows, ppm x atoms.
     */
    public void addRequirement(final BracketTableRecord table, final long notionalAtoms, final Int128 sum)
    {
        final int bracket = bracketOf(table, notionalAtoms);
        sum.addProduct(notionalAtoms, table.bracketRatePpm(bracket));
        sum.subtract(table.loadBracketDeduction(bracket, deduction));
    }
}
