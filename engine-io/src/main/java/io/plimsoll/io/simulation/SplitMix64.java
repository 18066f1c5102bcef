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
package io.plimsoll.io.simulation;

/**
 * The SplitMix64 generator: the same numbers from the same seed on every machine. Confined to one thread.
 */
final class SplitMix64
{
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final int PPM = 1_000_000;

    private long state;

    SplitMix64(final long seed)
    {
        state = seed;
    }

    /**
     * Begins the stream of one member of a family, independent of how much was drawn from the others.
     *
     * @param seed   of the family.
     * @param member of the family.
     */
    void restart(final long seed, final long member)
    {
        state = mix(seed) ^ mix(member * GOLDEN_GAMMA + 1);
    }

    long nextLong()
    {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    private static long mix(final long value)
    {
        long mixed = value;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /**
     * A number from 0 to {@code bound - 1}. The high half of the product with 64 random bits: its bias is below
     * bound / 2^63.
     *
     * @param bound above 0 and below 2^62.
     * @return the number.
     */
    long nextLong(final long bound)
    {
        // multiplyHigh is signed and its unsigned sister came with JDK 18: a bound below 2^62 fits 63 random bits.
        return Math.multiplyHigh(nextLong() >>> 1, bound << 1);
    }

    /**
     * A number between two bounds.
     *
     * @param from lowest value.
     * @param to   highest value.
     * @return the number.
     */
    long between(final long from, final long to)
    {
        return from + nextLong(to - from + 1);
    }

    /**
     * Whether something happens that happens with a given share.
     *
     * @param sharePpm from 0 to 1,000,000.
     * @return true for that share of the calls.
     */
    boolean chance(final long sharePpm)
    {
        return nextLong(PPM) < sharePpm;
    }

    /**
     * A number whose logarithm is uniform between those of the bounds. StrictMath gives the same bits everywhere.
     *
     * @param from lowest value, above 0.
     * @param to   highest value.
     * @return the number.
     */
    long logUniform(final long from, final long to)
    {
        final double share = (nextLong() >>> 11) * 0x1.0p-53;
        final double value = from * StrictMath.exp(share * StrictMath.log((double)to / from));
        return Math.max(from, Math.min(to, (long)value));
    }
}
