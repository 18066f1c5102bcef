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

import java.util.List;

/**
 * Why a step of a liquidation was done as it was done, and whether its numbers are those that the model gives.
 * Immutable.
 */
public final class Explanation
{
    private final Recomputation found;

    Explanation(final LiquidationCase of)
    {
        found = new Recomputation(of);
    }

    /**
     * How many numbers were compared.
     *
     * @return number of comparisons.
     */
    public int checks()
    {
        return found.checks().all().size();
    }

    /**
     * What differs, one line for each number.
     *
     * @return lines; none if everything agrees.
     */
    public List<String> differences()
    {
        return found.checks().differences().stream()
            .map(check -> check.name() + ": the journal has " + check.recorded() + ", recomputed " + check.recomputed())
            .toList();
    }

    /**
     * The explanation in words, with a table.
     *
     * @return lines.
     */
    public List<String> text()
    {
        return new ExplanationText(found).lines();
    }

    /**
     * The explanation as one JSON object. Integers stand as they are, some of them longer than 64 bits.
     *
     * @return the object, in one line.
     */
    public String json()
    {
        return new ExplanationJson(found).text();
    }
}
