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
package io.plimsoll.core;

/**
 * Checks that are always on, in production too. A failed check means that the state can no longer be trusted: the host
 * latches HALTED and never snapshots or digests the arena again.
 * <p>
 * A check that holds allocates nothing; {@code code} is a constant string and the two values say what was found.
 */
public final class Invariant
{
    private Invariant()
    {
    }

    /**
     * Checks a condition.
     *
     * @param condition that must hold.
     * @param code      short constant name of the rule.
     * @param actual    value found.
     * @param expected  value or bound that the rule asks for.
     * @throws IllegalStateException if the condition does not hold.
     */
    public static void check(final boolean condition, final String code, final long actual, final long expected)
    {
        if (!condition)
        {
            throw failure(code, actual, expected);
        }
    }

    /**
     * The exception of a failed check, for places where the compiler must see that the code ends.
     *
     * @param code     short constant name of the rule.
     * @param actual   value found.
     * @param expected value or bound that the rule asks for.
     * @return the exception to throw.
     */
    public static IllegalStateException failure(final String code, final long actual, final long expected)
    {
        return new IllegalStateException("invariant " + code + " failed: found " + actual + ", expected " + expected);
    }
}
