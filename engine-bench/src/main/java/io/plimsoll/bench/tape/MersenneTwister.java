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

/**
 * The Mersenne twister MT19937 and the survey's distributions on it. The functions of {@link StrictMath} are the same
 * on every machine, so a seed gives the same numbers everywhere. Not thread safe.
 */
final class MersenneTwister
{
    private static final int SIZE = 624;
    private static final int SHIFT = 397;
    private static final int MATRIX = 0x9908B0DF;
    private static final int UPPER_BIT = 0x80000000;
    private static final int LOWER_BITS = 0x7FFFFFFF;
    private static final int INITIAL_FACTOR = 1812433253;
    private static final int TEMPERING_B = 0x9D2C5680;
    private static final int TEMPERING_C = 0xEFC60000;
    private static final double LOW_RANGE = 67108864.0;
    private static final double UNIT = 1.0 / 9007199254740992.0;
    // Keeps the logarithm of a uniform number finite.
    private static final double SMALLEST = 1e-300;

    private final int[] state = new int[SIZE];
    private int next = SIZE;

    /**
     * Seeds the generator.
     *
     * @param seed any 32 bits.
     */
    MersenneTwister(final int seed)
    {
        state[0] = seed;
        for (int i = 1; i < SIZE; i++)
        {
            state[i] = INITIAL_FACTOR * (state[i - 1] ^ state[i - 1] >>> 30) + i;
        }
    }

    /** The next 32 bits. */
    int nextBits()
    {
        if (next == SIZE)
        {
            twist();
        }
        int bits = state[next++];
        bits ^= bits >>> 11;
        bits ^= bits << 7 & TEMPERING_B;
        bits ^= bits << 15 & TEMPERING_C;
        return bits ^ bits >>> 18;
    }

    private void twist()
    {
        for (int i = 0; i < SIZE; i++)
        {
            final int bits = state[i] & UPPER_BIT | state[(i + 1) % SIZE] & LOWER_BITS;
            state[i] = state[(i + SHIFT) % SIZE] ^ bits >>> 1 ^ ((bits & 1) == 0 ? 0 : MATRIX);
        }
        next = 0;
    }

    /** A uniform number from 0 (inclusive) to 1 (exclusive) with 53 random bits of two draws. */
    double uniform()
    {
        final long high = nextBits() >>> 5;
        final long low = nextBits() >>> 6;
        return (high * LOW_RANGE + low) * UNIT;
    }

    /** A uniform integer in a closed range. */
    int integer(final int low, final int high)
    {
        return low + (int)(uniform() * ((double)high - low + 1));
    }

    /** A standard normal number: the cosine branch of Box and Muller, two uniform draws. */
    double normal()
    {
        final double radius = Math.max(SMALLEST, uniform());
        final double angle = uniform();
        return StrictMath.sqrt(-2.0 * StrictMath.log(radius)) * StrictMath.cos(2.0 * Math.PI * angle);
    }

    /** An exponential number with a rate. */
    double exponential(final double rate)
    {
        return -StrictMath.log(Math.max(SMALLEST, uniform())) / rate;
    }
}
