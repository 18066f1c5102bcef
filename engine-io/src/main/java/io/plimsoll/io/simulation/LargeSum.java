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

import java.math.BigInteger;

/**
 * A sum of longs that cannot overflow and allocates only every time that 2^62 is passed. Confined to one thread.
 */
final class LargeSum
{
    private static final long CARRY_LIMIT = 1L << 62;

    private BigInteger carried = BigInteger.ZERO;
    private long rest;

    void add(final long value)
    {
        if (Math.abs(rest) >= CARRY_LIMIT || Math.abs(value) >= CARRY_LIMIT || Long.MIN_VALUE == value)
        {
            carried = carried.add(BigInteger.valueOf(rest)).add(BigInteger.valueOf(value));
            rest = 0;
        }
        else
        {
            rest += value;
        }
    }

    BigInteger value()
    {
        return carried.add(BigInteger.valueOf(rest));
    }
}
