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
package io.plimsoll.core.memory;

/**
 * Spreads ids that clients choose over all 64 bits, under a key that they do not know. Nobody who does not know the
 * seed can choose ids whose places in a table lie together, which would make every search there walk over all of them.
 * <p>
 * Two ids never become one: each step, an exclusive or, a product with an odd number or a shift laid over the number
 * itself, can be undone. The seed is a limit of the engine and stands in the header of its journal, so that a replay
 * builds the same tables. Immutable; 0 B.
 */
public final class IdScramble
{
    /** 2^64 over the golden ratio: what seeds that follow each other are told apart by. */
    private static final long STEP = 0x9E37_79B9_7F4A_7C15L;

    private final long key;
    private final long firstFactor;
    private final long secondFactor;
    private final long scopeFactor;

    /**
     * The numbers that a seed stands for.
     *
     * @param seed any; 0 is a seed like any other, which everybody knows.
     */
    public IdScramble(final long seed)
    {
        key = mix(seed + STEP);
        firstFactor = mix(seed + 2 * STEP) | 1;
        secondFactor = mix(seed + 3 * STEP) | 1;
        scopeFactor = mix(seed + 4 * STEP) | 1;
    }

    /**
     * An id that stands for one.
     *
     * @param id any.
     * @return any; another for every other id.
     */
    public long of(final long id)
    {
        final long product = (id ^ key) * firstFactor;
        final long second = (product ^ product >>> 32) * secondFactor;
        return second ^ second >>> 29;
    }

    /**
     * A hash of an id that is one within something only. Which ids of two scopes meet depends on the seed.
     *
     * @param scope within which the id is one, as the index of an account.
     * @param id    any.
     * @return any.
     */
    public long of(final int scope, final long id)
    {
        return of(id + scope * scopeFactor);
    }

    /** The finaliser of SplitMix64: every bit of the seed moves about half the bits of the result. */
    private static long mix(final long value)
    {
        long mixed = (value ^ value >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D0_49BB_1331_11EBL;
        return mixed ^ mixed >>> 31;
    }
}
